"""The review app: alerts, reports, coverage and series in a browser, on the published snapshot and the decisions."""
