"""The addresses of the review app's pages on one warehouse, each by a name."""

from urllib.parse import quote, urlencode

from gd_pipeline.review.app.data import Row, row
from gd_pipeline.review.app.site import Site

WORST = "SELECT alert_id FROM memory.ready.standing ORDER BY family <> 'sum', place LIMIT 1"
RATED = """
SELECT issuer_id, report_year, indicator FROM marts.indicators WHERE value IS NOT NULL
ORDER BY indicator <> 'closure_rate', report_year DESC, issuer_id LIMIT 1
"""
LARGEST = "SELECT report_id FROM core.reports WHERE form = $form ORDER BY facts DESC, report_id LIMIT 1"
LONGEST = """
SELECT list(issuer_id ORDER BY sort_key) AS ids, any_value(issuer) AS name
FROM (SELECT * FROM memory.ready.issuers ORDER BY reports DESC, sort_key LIMIT 3)
"""


def pages(site: Site, words: str = "政府网站") -> dict[str, str]:
    """Path and query of every kind of page, on what the warehouse of `site` holds; `words` are looked for in texts."""
    found = {
        "alerts": "/alerts",
        "alerts, narrowed": "/alerts?severity=error&family=sum",
        "alerts, none": f"/alerts?issuer={quote('无此县')}",
        "reports": "/reports",
        "reports by words": f"/reports?words={quote(words)}",
        "coverage": "/coverage",
        "coverage of a level": "/coverage?level=county&never=1",
        "quarantine": "/quarantine",
        "explore": "/explore",
        "explore, a rate": "/explore?metric=rate:disclosure_rate&level=county",
        "not found": "/reports/none",
    }
    with site.reading() as connection:
        issuers: Row = row(connection, LONGEST) or {"ids": [], "name": ""}
        alert, rated = row(connection, WORST), row(connection, RATED)
        reports = {form: row(connection, LARGEST, {"form": form}) for form in ("2014", "2021")}
    found["reports by issuer"] = f"/reports?issuer={quote(issuers['name'])}"
    found["explore, side by side"] = "/explore?" + urlencode({"issuer": issuers["ids"]}, doseq=True)
    found |= {f"report of {form}": f"/reports/{each['report_id']}" for form, each in reports.items() if each}
    if alert:
        found["alert"] = f"/alerts/{alert['alert_id']}"
    if rated:
        values = {"indicator": rated["indicator"], "issuer": rated["issuer_id"], "year": rated["report_year"]}
        found["rate"] = f"/rate?{urlencode(values)}"
    return found
