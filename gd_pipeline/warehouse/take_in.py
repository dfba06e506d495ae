"""Taking a folder in: what is new or changed is read, and every source ends in raw.sources or in raw.quarantine."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from gd_pipeline.catalog.divisions import FIRST_YEAR
from gd_pipeline.intake.document import Quarantine
from gd_pipeline.warehouse.batches import SourceFile, Tables, read_batch, tables_of
from gd_pipeline.warehouse.connection import Connect, by_threads, transaction
from gd_pipeline.warehouse.discovery import Seen, changed, grouped
from gd_pipeline.warehouse.engine import mapped
from gd_pipeline.warehouse.examine import Examined, unread
from gd_pipeline.warehouse.listing import listing
from gd_pipeline.warehouse.raw import load_raw
from gd_pipeline.warehouse.shards import forget_others, forget_unwanted, keep, shelf
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.year import stale_years

FILES, BYTES = 50, 2_000_000
"""A worker's batch: at most so many files, closed at so many bytes."""
LOADED_AT_ONCE = 64_000_000
"""Bytes of read text that one transaction loads."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What one pass over the input did: files seen and left alone, documents read, sources refused."""

    files: int
    unchanged: int
    documents: int
    quarantined: int


def take_in(
    connect: Connect,
    source: str | Path,
    home: Path,
    now: datetime,
    processes: int = 0,
    told: Callable[[TakenIn], None] = lambda _: None,
) -> TakenIn:
    """Read what is new or changed in the folder, or at the address, `source`, and load it, clocks set to `now`.

    `told` hears of every load, in another thread where there are `processes`. What was read of the report years waits
    in shards for the loads of the years.
    """
    seen, version, connect = Seen(), reader_version(), by_threads(connect)
    with connect() as connection:
        kept = shelf(connection, version)
        if kept:
            forget_others(kept)
    documents = quarantined = 0

    def load(tables: Tables) -> None:
        nonlocal documents, quarantined
        with connect() as connection:
            if kept:
                keep(kept, tables)
            with transaction(connection):
                load_raw(connection, tables, now, version)
        documents += tables["raw.sources"].num_rows
        quarantined += tables["raw.quarantine"].num_rows
        told(TakenIn(seen.files, seen.unchanged, documents, quarantined))

    files = changed(connect, listing(str(source), home), version, seen)
    loads = gathered(mapped(read_batch, grouped(files, FILES, BYTES), processes, crashed))
    (beside if processes else one_by_one)(load, loads)
    if kept and any(kept.glob("*")):
        with connect() as connection:
            forget_unwanted(kept, {*range(FIRST_YEAR, now.year + 1)} & {*stale_years(connection)})
    return TakenIn(seen.files, seen.unchanged, documents, quarantined)


def one_by_one(load: Callable[[Tables], None], loads: Iterable[Tables]) -> None:
    """Load each before the next is waited for."""
    for tables in loads:
        load(tables)


def beside(load: Callable[[Tables], None], loads: Iterable[Tables]) -> None:
    """Load each in a thread, in their order, while the next is waited for: those that read go on meanwhile.

    Whatever is raised here, the load under way ends first; where it fails, that is what is raised.
    """
    under_way: Future[None] | None = None
    with ThreadPoolExecutor(1) as writer:
        try:
            for tables in loads:
                if under_way is not None:
                    under_way.result()
                under_way = writer.submit(load, tables)
        finally:
            if under_way is not None:
                under_way.result()


def crashed(file: SourceFile) -> Tables:
    """A file whose reading killed the process that read it: quarantined."""
    reason = Quarantine("reader_failed", "the reader crashed on this file, or ran out of memory")
    return tables_of([file], [(file, Examined(unread(file.source, file.path), quarantine=reason))])


def gathered(batches: Iterable[Tables], size: int = LOADED_AT_ONCE) -> Iterator[Tables]:
    """Batches put together until they hold `size` bytes, so that few transactions are needed."""
    waiting: list[Tables] = []
    held = 0
    for tables in batches:
        waiting.append(tables)
        held += sum(table.nbytes for table in tables.values())
        if held >= size:
            yield together(waiting)
            waiting, held = [], 0
    if waiting:
        yield together(waiting)


def together(batches: list[Tables]) -> Tables:
    """Batches as one."""
    return {
        name: pa.concat_tables([each[name] for each in batches if each[name].num_rows] or [batches[0][name]])
        for name in batches[0]
    }
