"""Report years: from 2004, when the first local rules asked for reports, to the year that is not over yet."""

import warnings

from dagster import BetaWarning, TimeWindowPartitionMapping, TimeWindowPartitionsDefinition

years = TimeWindowPartitionsDefinition(start="2004", fmt="%Y", cron_schedule="0 0 1 1 *", end_offset=1)
"""One partition a year; the next one appears with the calendar."""
with warnings.catch_warnings():
    warnings.simplefilter("ignore", BetaWarning)
    with_last_year = TimeWindowPartitionMapping(start_offset=-1, allow_nonexistent_upstream_partitions=True)
"""A year depends on itself and on the year before; the first has none before it."""
