"""raw: the input folder, taken in by content hash; what changes here makes report years stale."""

import json
from collections.abc import Iterator
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from dagster import AssetExecutionContext, AssetKey, AssetObservation, AssetSpec, MaterializeResult, multi_asset
from duckdb import DuckDBPyConnection

from gd_pipeline.defs.partitions import years
from gd_pipeline.defs.resources import Input, Warehouse, now
from gd_pipeline.defs.shown import counted, declared, described, plot, preview, seen
from gd_pipeline.warehouse import runs
from gd_pipeline.warehouse.complete import due_years
from gd_pipeline.warehouse.connection import count
from gd_pipeline.warehouse.snapshot import publish
from gd_pipeline.warehouse.take_in import TakenIn, take_in
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.year import INPUTS

Made: TypeAlias = MaterializeResult[None]
DATA_VERSION = "dagster/data_version"
GROUP = "annual_reports"
"""One group, so that the UI opens on the whole graph."""
UPSTREAM: dict[str, list[str]] = {
    "raw.documents": [],
    "raw.sources": ["raw.documents"],
    "raw.quarantine": ["raw.documents"],
}
BY_YEAR = "SELECT report_year, count(*) FROM raw.documents GROUP BY 1 ORDER BY 1 DESC"
BY_REASON = "SELECT reason, count(*) AS sources FROM raw.quarantine GROUP BY 1 ORDER BY 2 DESC, 1"
OF_YEARS = f"""
SELECT coalesce(i.year, l.report_year) AS year, coalesce(i.documents, 0), coalesce(i.inputs, 'none')
FROM ({INPUTS}) i FULL JOIN quality.loads l ON l.report_year = i.year ORDER BY year
"""
QUARANTINED = "SELECT reason, source, detail FROM raw.quarantine ORDER BY 1, 2"
REFUSED = "SELECT document_id, source, reason FROM raw.quarantine WHERE first_seen_at = ? ORDER BY ALL LIMIT 1000"
PLACES = "SELECT source, document_id FROM raw.sources ORDER BY first_seen_at DESC, source LIMIT 12"


def spec(name: str, deps: list[str]) -> AssetSpec:
    """The asset of a table: one name for both."""
    return AssetSpec(
        AssetKey(name.split(".")),
        deps=[AssetKey(each.split(".")) for each in deps],
        description=described(name),
        metadata=declared(name),
        group_name=GROUP,
        kinds={"duckdb"},
        code_version=reader_version(),
    )


report_years = AssetSpec(
    AssetKey(["raw", "report_years"]),
    deps=[AssetKey(["raw", "documents"])],
    description="各年度的文档: the documents of each report year; the data version is their hash, so that a year whose "
    "documents changed is shown as stale.",
    group_name=GROUP,
    partitions_def=years,
)


@multi_asset(
    name="raw_documents",
    specs=[spec(name, upstream) for name, upstream in UPSTREAM.items()],
    pool="warehouse",
)
def raw_documents(context: AssetExecutionContext, warehouse: Warehouse, source: Input) -> Iterator[Made]:
    """Read what is new or changed in the input folder; each source ends in raw.sources or in raw.quarantine."""
    began = now()
    taken = take_in(warehouse.connect, source.folder, Path(source.home), began, source.processes)
    note_taken(context, warehouse, began, taken)
    context.log.info("files %d, unchanged %d, read %d, refused %d", *astuple(taken))
    with warehouse.connect() as connection:
        for each in observed(connection):
            context.log_event(each)
        shown = pictures(connection) if seen(context) else {}
        shown["raw.documents"] = shown.get("raw.documents", {}) | {
            "files": taken.files,
            "unchanged": taken.unchanged,
            "stale years": " ".join(map(str, due_years(connection))) or "none",
        }
        for name in UPSTREAM:
            rows = {"dagster/row_count": count(connection, name)}
            yield MaterializeResult(AssetKey(name.split(".")), metadata=rows | shown.get(name, {}))


def pictures(connection: DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Some rows and a plot of the tables, by their names."""
    return {
        "raw.documents": {"by year": plot(counted(connection, BY_YEAR))},
        "raw.sources": {"latest": preview(connection, PLACES)},
        "raw.quarantine": {"by reason": preview(connection, BY_REASON), "sources": preview(connection, QUARANTINED)},
    }


def observed(connection: DuckDBPyConnection) -> Iterator[AssetObservation]:
    """What the documents of each report year are now."""
    known = set(years.get_partition_keys())
    for year, documents, inputs in connection.execute(OF_YEARS).fetchall():
        if str(year) in known:
            yield AssetObservation(
                report_years.key,
                partition=str(year),
                metadata={"documents": documents},
                tags={DATA_VERSION: inputs},
            )


def note_taken(context: AssetExecutionContext, warehouse: Warehouse, began: datetime, taken: TakenIn) -> None:
    """Write down what was taken in, unless there was nothing to; each refused source goes to the log."""
    if taken.files == taken.unchanged:
        return
    runs.begin(warehouse.connect, context.run_id, runs.FOLDER, began)
    runs.note(
        warehouse.connect,
        context.run_id,
        runs.FOLDER,
        documents=taken.files,
        read=taken.documents,
        duplicates=taken.unchanged,
        quarantined=taken.quarantined,
    )
    database = Path(warehouse.duckdb.database)
    runs.finish(warehouse.connect, context.run_id, runs.FOLDER, now(), database.stat().st_size / 1_000_000)
    if seen(context):
        publish(warehouse.connect, database, Path(warehouse.snapshot))
    with warehouse.connect() as connection:
        refused = connection.execute(REFUSED, [began]).fetchall()
    for document_id, source, reason in refused:
        context.log.info(
            json.dumps({"event": reason, "document_id": document_id, "source": source}, ensure_ascii=False)
        )
