"""What the first view of a page would wait for, done when the app starts: nothing of it is shown.

Templates are compiled, the reader's phrases too, and the parts of the snapshot that every page asks are read once.
"""

from contextlib import suppress

import duckdb
from duckdb import DuckDBPyConnection

from gd_pipeline.review.app import alerts, coverage, explore, reports, search
from gd_pipeline.review.app.data import NoWarehouseError, rows
from gd_pipeline.review.app.filters import AlertFilter
from gd_pipeline.review.app.indexing import Indexer
from gd_pipeline.review.app.site import Site
from gd_pipeline.review.app.statutory import Printed, statutory_tables
from gd_pipeline.review.app.view import templates

ONE_OF_EACH = "SELECT form, min(report_id) AS report_id FROM core.reports GROUP BY form"
WORDS = ("公开",)


def warm(site: Site) -> None:
    """Do it all, as far as there is something to show."""
    with suppress(NoWarehouseError, duckdb.Error, OSError), site.reading() as connection:
        _lists(connection, site.indexer)
        _templates()
        _reports(connection)


def _lists(connection: DuckDBPyConnection, indexer: Indexer) -> None:
    alerts.alert_page(connection, AlertFilter())
    alerts.facets(connection, AlertFilter())
    search.find(connection, indexer, search.Asked(words=WORDS))
    coverage.coverage(connection, coverage.CoverageFilter())
    coverage.provinces(connection, "")
    explore.look(connection, explore.Chosen())


def _templates() -> None:
    for name in templates().list_templates():
        templates().get_template(name)


def _reports(connection: DuckDBPyConnection) -> None:
    """A report of each form, read again for its blank cells as its page does."""
    for each in rows(connection, ONE_OF_EACH):
        whole = reports.whole_report(connection, each["report_id"])
        if whole is not None:
            statutory_tables(Printed(whole.facts, whole.blanks), each["form"])
