"""What the app is made of, whatever page is asked for: the numbers, the decisions, the rules of access."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from gd_pipeline.review.app.data import Warehouse
from gd_pipeline.review.app.live import LiveDecisions
from gd_pipeline.review.app.security import Access
from gd_pipeline.review.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of one app; `reviewer` is who decides where only one person can ask and no name was given."""

    warehouse: Warehouse
    decisions: Decisions
    live: LiveDecisions
    access: Access
    reviewer: str = ""

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """A connection to the numbers, with every decision that was made up to now."""
        with self.warehouse.reading() as connection:
            self.live.join(connection)
            yield connection
