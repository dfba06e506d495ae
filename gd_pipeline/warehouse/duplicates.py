"""core.duplicates across documents: the new reports of a year against those that share a key with them.

Only traces are looked through, those of three years; texts are fetched only of pairs whose traces agree. So neither
the cost of a new document nor memory grows with the years of the corpus, but with the documents of three of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.corpus.canonical import Copy, canonical, clusters
from gd_pipeline.corpus.copies import Kind, compared, possible
from gd_pipeline.corpus.trace import LIKELY, MEMBERS, Trace, estimates
from gd_pipeline.warehouse.texts import Texts

NUMBERED = """
CREATE OR REPLACE TEMP TABLE numbered AS
    SELECT (row_number() OVER (ORDER BY document_id, report_year) - 1)::INTEGER AS place, document_id, report_year,
        report_year = $year AND (document_id NOT IN (SELECT document_id FROM kept)
            OR list_contains($parted, document_id)) AS fresh
    FROM core.traces WHERE report_year BETWEEN $year - 1 AND $year + 1
"""
PAIRS = f"""
CREATE OR REPLACE TEMP TABLE pairs AS
    WITH keyed AS (SELECT place, fresh, unnest(keys) AS key FROM core.traces
        JOIN numbered USING (document_id, report_year)),
    wanted AS (SELECT place, key FROM keyed WHERE fresh),
    buckets AS (SELECT key, min(place, {MEMBERS}) AS members
        FROM keyed SEMI JOIN wanted USING (key) GROUP BY key HAVING count(*) > 1)
    SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other
    FROM (SELECT place AS one, unnest(members) AS other FROM wanted JOIN buckets USING (key)) WHERE one <> other
"""
SLOTS = """
SELECT place, slots FROM core.traces JOIN numbered USING (document_id, report_year)
WHERE place IN (SELECT one FROM pairs UNION SELECT other FROM pairs) ORDER BY place
"""
TRACES = """
SELECT place, document_id, report_year, issuer, numbers, telling FROM core.traces
JOIN numbered USING (document_id, report_year) JOIN unnest($places) AS wanted(place) USING (place)
"""
COUNTED = """
UPDATE quality.loads l SET duplicates = c.duplicates
FROM (SELECT report_year, count(*) AS duplicates FROM core.duplicates WHERE report_year IN ($year - 1, $year + 1)
    GROUP BY report_year) c
WHERE c.report_year = l.report_year
"""
"""The years beside it may have got links to documents of this one."""
CLUSTERED = """
WITH near AS (SELECT document_id, of_document_id FROM core.duplicates WHERE report_year = $year AND kind = 'near'),
heads AS (SELECT of_document_id AS head FROM near WHERE list_contains($ids, document_id)
    UNION SELECT of_document_id FROM near WHERE list_contains($ids, of_document_id))
SELECT document_id, of_document_id FROM near JOIN heads ON head = of_document_id
"""
COPIES = """
WITH wanted AS (SELECT unnest($ids) AS document_id),
held AS (SELECT document_id, document_id AS by FROM wanted UNION
    SELECT of_document_id, document_id FROM core.duplicates WHERE report_year = $year AND kind = 'exact'
        AND list_contains($ids, of_document_id))
SELECT w.document_id,
    (SELECT list(DISTINCT s.source ORDER BY s.source) FROM held h JOIN raw.sources s ON s.document_id = h.by
        WHERE h.document_id = w.document_id),
    d.url, r.source_tier <> 'official', r.facts, r.published_on
FROM wanted w JOIN raw.documents d USING (document_id)
JOIN core.reports r ON r.document_id = w.document_id AND r.report_year = $year
QUALIFY row_number() OVER (PARTITION BY w.document_id ORDER BY r.report_id) = 1
"""
AT_ONCE = 1000
"""Pairs whose signatures are compared at once: so few that these stay in the processor's cache."""
TOGETHER = 10_000
"""Documents whose texts are compared at once."""
Pair = tuple[str, str]
Likely = tuple[int, int, float]
"""The places of two traces, and how far their signatures agree."""


def link(connection: DuckDBPyConnection, year: int, parted: Sequence[str]) -> None:
    """Link the documents of `year` that are not in the table `kept`, and those `parted` from another, to their copies.

    Runs in the caller's transaction, after the year's rows are in place.
    """
    connection.execute(NUMBERED, {"year": year, "parted": list(parted)})
    connection.execute(PAIRS)
    near: list[Pair] = []
    alike: dict[str, tuple[float, str]] = {}
    with TemporaryFile(prefix="gd-texts-") as file:
        texts = Texts(connection, file)
        for pair, kind, words in verified(connection, texts):
            if kind == "near":
                near.append((pair[0].document_id, pair[1].document_id))
            else:
                nearest(alike, pair, words)
        if near:
            link_near(connection, year, near, texts)
        if alike:
            link_alike(connection, year, alike, texts)
            connection.execute(COUNTED, {"year": year})


def verified(connection: DuckDBPyConnection, texts: Texts) -> Iterator[tuple[tuple[Trace, Trace], Kind, float]]:
    """Pairs of which one is new, with what they are to each other and the share of shingles in common."""
    for likely in gathered(likely_pairs(connection)):
        places = sorted({each for pair in likely for each in pair[:2]})
        traces = dict(traces_of(connection.sql(TRACES, params={"places": places}).to_arrow_table()))
        hoped = ((traces[one], traces[other], estimate) for one, other, estimate in likely)
        pairs = [(one, other) for one, other, estimate in hoped if possible(one, other, estimate)]
        texts.fetch({each.document_id for pair in pairs for each in pair})
        for one, other in pairs:
            both = texts.common(one.document_id, other.document_id)
            kind = compared(one, other, both) if one.document_id != other.document_id else None
            if kind is not None:
                yield (one, other), kind, both.words


def likely_pairs(connection: DuckDBPyConnection) -> Iterator[Likely]:
    """The pairs that share a key and whose signatures agree."""
    pairs = connection.sql("SELECT one, other FROM pairs ORDER BY ALL").fetchnumpy()
    if not len(pairs["one"]):
        return
    rows = connection.sql(SLOTS).to_arrow_table()
    slots = np.asarray(rows.column("slots").combine_chunks().flatten()).reshape(rows.num_rows, -1)
    places = np.asarray(rows.column("place"))
    for start in range(0, len(pairs["one"]), AT_ONCE):
        ones, others = (pairs[name][start : start + AT_ONCE] for name in ("one", "other"))
        agree = estimates(slots, *(np.searchsorted(places, each) for each in (ones, others)))
        good = agree >= LIKELY
        yield from zip(ones[good].tolist(), others[good].tolist(), agree[good].tolist(), strict=True)


def gathered(pairs: Iterator[Likely]) -> Iterator[list[Likely]]:
    """Pairs put together until they are of TOGETHER documents: fetching texts looks through all that there are."""
    waiting: list[Likely] = []
    places: set[int] = set()
    for pair in pairs:
        waiting.append(pair)
        places.update(pair[:2])
        if len(places) >= TOGETHER:
            yield waiting
            waiting, places = [], set()
    if waiting:
        yield waiting


def traces_of(rows: pa.Table) -> Iterator[tuple[int, Trace]]:
    """Traces by their places, as core.traces keeps them, without signatures and keys."""
    none = np.empty(0, np.uint64)
    every = rows.column("numbers").combine_chunks()
    numbers, ends = np.asarray(every.values).view(np.uint64), every.offsets.to_pylist()
    told = (rows.column(name).to_pylist() for name in ("place", "document_id", "report_year", "issuer", "telling"))
    for start, end, place, document, year, issuer, telling in zip(ends, ends[1:], *told, strict=False):
        yield place, Trace(document, year, issuer, none, numbers[start:end], telling, none)


def nearest(alike: dict[str, tuple[float, str]], pair: tuple[Trace, Trace], words: float) -> None:
    """Note for the later report (in one year, the one with the greater identifier) the one most alike before it."""
    before, after = sorted(pair, key=lambda each: (each.year, each.document_id))
    found = (words, before.document_id)
    alike[after.document_id] = nearer(found, alike.get(after.document_id, found))


def nearer(one: tuple[float, str], other: tuple[float, str]) -> tuple[float, str]:
    """Of two reports, each the share of shingles in common and its identifier, the one more alike; else the first."""
    return min(one, other, key=lambda each: (-each[0], each[1]))


def link_near(connection: DuckDBPyConnection, year: int, near: list[Pair], texts: Texts) -> None:
    """Clusters of copies, old ones grown by `near`: each document but the one that counts has a row."""
    ids = sorted({each for pair in near for each in pair})
    known = connection.execute(CLUSTERED, {"year": year, "ids": ids}).fetchall()
    members = sorted({*ids, *(each for pair in known for each in pair)})
    copies = {
        each: Copy(each, (*(places or ()), *([url] if url else ())), mirrored, facts, published)
        for each, places, url, mirrored, facts, published in connection.execute(
            COPIES, {"year": year, "ids": members}
        ).fetchall()
    }
    rows = []
    for cluster in clusters([*near, *known]):
        head, reason = canonical([copies[each] for each in cluster])
        rows += [(each, "near", head, reason) for each in cluster if each != head]
    for kind, ids in (("near", members), ("alike", [each for each, *_ in rows])):
        connection.execute(
            "DELETE FROM core.duplicates WHERE report_year = ? AND kind = ? AND list_contains(?, document_id)",
            [year, kind, ids],
        )
    insert(connection, year, rows, texts)


def link_alike(connection: DuckDBPyConnection, year: int, alike: dict[str, tuple[float, str]], texts: Texts) -> None:
    """A row for each document that is no copy and has one like it before it, unless a nearer one is known."""
    known = {
        each: (kind, (similarity, of))
        for each, kind, similarity, of in connection.execute(
            "SELECT document_id, kind, similarity, of_document_id FROM core.duplicates WHERE kind IN ('near', 'alike') "
            "AND list_contains(?, document_id)",
            [sorted(alike)],
        ).fetchall()
    }
    better = {
        each: found[1]
        for each, found in alike.items()
        if each not in known or (known[each][0] == "alike" and nearer(found, known[each][1]) != known[each][1])
    }
    connection.execute(
        "DELETE FROM core.duplicates WHERE kind = 'alike' AND list_contains(?, document_id)", [sorted(better)]
    )
    insert(connection, year, [(each, "alike", of, None) for each, of in sorted(better.items())], texts)


def insert(connection: DuckDBPyConnection, year: int, rows: Iterable[tuple[Any, ...]], texts: Texts) -> None:
    """Rows (document, kind, of, reason) with what is measured on the texts; each belongs to its document's year."""
    full, rows = [], list(rows)
    texts.fetch({each for document, _, of, _ in rows for each in (document, of)})
    for document, kind, of, reason in rows:
        words = texts.common(document, of).words
        full.append((document, kind, of, reason, words, texts.length(document), texts.length(of)))
    names = ("document_id", "kind", "of_document_id", "reason", "similarity", "end_char", "of_end_char")
    columns = list(zip(*full, strict=True)) or [()] * len(names)
    table = texts.table(dict(zip(names, columns, strict=True)))
    connection.register("linked", table)
    connection.execute(
        "INSERT INTO core.duplicates BY NAME SELECT l.*, 0 AS start_char, 0 AS of_start_char, "
        "coalesce(t.report_year, $year) AS report_year FROM linked l LEFT JOIN (SELECT document_id, "
        "min(report_year) AS report_year FROM core.traces WHERE report_year BETWEEN $year - 1 AND $year + 1 "
        "GROUP BY document_id) t USING (document_id)",
        {"year": year},
    )
    connection.unregister("linked")
