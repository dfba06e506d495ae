"""What the app is made of, whatever page is asked for: the numbers, the decisions, the rules of access."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from gd_pipeline.review.app.data import Warehouse
from gd_pipeline.review.app.indexing import Indexer
from gd_pipeline.review.app.live import LiveDecisions
from gd_pipeline.review.app.security import Access
from gd_pipeline.review.decisions import Decisions, Recorded, Subject, Verdict
from gd_pipeline.review.decisions_join import restore


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of one app; `reviewer` is who decides where only one person can ask and no name was given."""

    warehouse: Warehouse
    decisions: Decisions
    live: LiveDecisions
    indexer: Indexer
    access: Access
    reviewer: str = ""

    def record(self, wanted: Sequence[tuple[Subject, int]], verdict: Verdict) -> Recorded:
        """Decide some alerts alike, now; a store that is lost is made anew from the snapshot's copy first."""
        if not self.decisions.path.exists():
            with self.warehouse.reading() as connection:
                restore(connection, self.decisions)
        return self.decisions.record(wanted, verdict, datetime.now(UTC).replace(tzinfo=None))

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """A connection to the numbers, with every decision that was made up to now."""
        with self.warehouse.reading() as connection:
            self.live.join(connection)
            yield connection
