"""Report years: from 2004, when the first local rules asked for reports, to the year that is not over yet."""

from dagster import TimeWindowPartitionsDefinition

years = TimeWindowPartitionsDefinition(start="2004", fmt="%Y", cron_schedule="0 0 1 1 *", end_offset=1)
"""One partition a year; the next one appears with the calendar."""
