"""Read files into raw.documents, raw.sources, raw.quarantine and raw.files, in the caller's transaction.

Clocks are written with the first row of a thing and kept; files that say what is stored already change nothing.
"""

from datetime import datetime

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.batches import Tables

KEYS = {
    "raw.files": ["source"],
    "raw.documents": ["document_id"],
    "raw.sources": ["source", "document_id"],
    "raw.quarantine": ["source", "document_id"],
}
REPLACED = "SELECT document_id FROM raw.documents WHERE replaced"
"""Documents that are kept, while each file that held them was seen with other bytes since: earlier versions."""
LOAD = """
-- What these files no longer give: refused now, or not found again in the same bytes. Other bytes keep their history.
CREATE OR REPLACE TEMP TABLE lost AS
    SELECT s.source, s.document_id FROM raw.sources s SEMI JOIN new_quarantine USING (source, document_id)
    UNION
    SELECT s.source, s.document_id FROM raw.sources s
    JOIN new_files f ON f.source = s.file JOIN raw.files k ON k.source = f.source AND k.content_id = f.content_id
    ANTI JOIN new_sources n ON n.source = s.source AND n.document_id = s.document_id;
DELETE FROM raw.sources WHERE (source, document_id) IN (SELECT (source, document_id) FROM lost);
DELETE FROM raw.quarantine WHERE file IN (SELECT source FROM new_files)
    AND (source, document_id) NOT IN (SELECT (source, document_id) FROM new_quarantine);

UPDATE raw.documents d SET media_type = n.media_type, encoding = n.encoding, text = n.text, text_id = n.text_id,
    chars = n.chars, layout = n.layout, url = n.url, report_year = n.report_year, report_years = n.report_years,
    reader_version = $version
    FROM new_documents n WHERE n.document_id = d.document_id AND d.reader_version <> $version;
INSERT INTO raw.documents BY NAME
    SELECT n.*, false AS replaced, $version AS reader_version, $now AS first_seen_at
    FROM new_documents n ANTI JOIN raw.documents USING (document_id);
INSERT INTO raw.sources BY NAME
    SELECT n.*, $now AS first_seen_at FROM new_sources n ANTI JOIN raw.sources USING (source, document_id);
DELETE FROM raw.documents WHERE document_id IN (SELECT document_id FROM lost)
    AND document_id NOT IN (SELECT document_id FROM raw.sources);

UPDATE raw.quarantine q SET reason = n.reason, detail = n.detail, trace = n.trace FROM new_quarantine n
    WHERE (n.source, n.document_id) = (q.source, q.document_id) AND (n.reason, n.detail) <> (q.reason, q.detail);
INSERT INTO raw.quarantine BY NAME
    SELECT n.*, $now AS first_seen_at FROM new_quarantine n ANTI JOIN raw.quarantine USING (source, document_id);

DELETE FROM raw.files WHERE source IN (SELECT source FROM new_files);
INSERT INTO raw.files BY NAME SELECT *, $version AS reader_version FROM new_files;

-- What a warehouse made before there were these columns does not know of documents whose files are gone.
UPDATE raw.documents SET text_id = left(sha256(text), 32), chars = length(text) WHERE text_id IS NULL;

-- Which documents that these files hold or held are replaced: where they were seen, something else was seen since.
CREATE OR REPLACE TEMP TABLE touched AS
    SELECT document_id FROM lost UNION SELECT document_id FROM raw.sources WHERE file IN (SELECT source FROM new_files)
    UNION SELECT document_id FROM raw.documents WHERE replaced IS NULL;
UPDATE raw.documents d SET replaced = now.replaced FROM (
    SELECT document_id, bool_and(coalesce(replaced, false)) AS replaced FROM (
        SELECT s.document_id, CASE WHEN s.source <> s.file
            THEN s.first_seen_at < max(s.first_seen_at) OVER (PARTITION BY s.source)
            ELSE f.content_id NOT IN (s.document_id, 'unreadable') END AS replaced
        FROM raw.sources s LEFT JOIN raw.files f ON f.source = s.file
        WHERE s.source IN (SELECT source FROM raw.sources SEMI JOIN touched USING (document_id)))
    GROUP BY document_id) now
    WHERE now.document_id = d.document_id AND d.document_id IN (SELECT document_id FROM touched)
        AND d.replaced IS DISTINCT FROM now.replaced
"""


def load_raw(connection: DuckDBPyConnection, tables: Tables, now: datetime, version: str) -> None:
    """Load what `version` of the reader made of some files at the time `now` (UTC, without zone)."""
    for name, key in KEYS.items():
        connection.register(f"new_{name.removeprefix('raw.')}", distinct(tables[name], key))
    values = {"version": version, "now": now}
    for statement in LOAD.split(";\n"):
        if statement.strip():
            used = {name: value for name, value in values.items() if f"${name}" in statement}
            connection.execute(statement, used)


def distinct(table: pa.Table, key: list[str]) -> pa.Table:
    """The first row of each key: two files may hold the same bytes."""
    seen: set[tuple[object, ...]] = set()
    keep = []
    for values in zip(*(table.column(name).to_pylist() for name in key), strict=True):
        keep.append(values not in seen)
        seen.add(values)
    return table.filter(pa.array(keep, pa.bool_()))
