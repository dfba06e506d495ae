"""Reports found by issuer, year and words of their text, newest first.

The index of words says which texts may hold the words; these are looked into one after the other, for as long as a
page may take. What was found by then is shown, with the place where the search goes on.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.review.app import texts
from gd_pipeline.review.app.data import Row, rows
from gd_pipeline.review.app.grams import lowered
from gd_pipeline.review.app.indexing import FEW, Indexer
from gd_pipeline.review.labels import FORMS

PAGE = 50
SECONDS = 0.4
"""How long one page looks into texts."""
CHUNK = 200
AROUND = 40
LONGEST = 100
FIELDS = "r.report_id, r.document_id, r.title, r.issuer, r.issuer_level, r.report_year, r.form, r.facts, r.published_on"
ORDER = "ORDER BY r.report_year DESC, r.report_id"
ALERTS = """
SELECT report_id, count(*) FILTER (severity = 'error') AS errors, count(*) AS alerts
FROM memory.ready.standing WHERE closed_at IS NULL AND state IN ('open', 'confirmed')
    AND report_id IN (SELECT unnest($ids::VARCHAR[])) GROUP BY report_id
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; `before` and `key` are year and report_id of the report behind which the page begins."""

    issuer: str = ""
    year: int | None = None
    form: str = ""
    words: tuple[str, ...] = ()
    before: int | None = None
    key: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """What the address asks for; what cannot be meant is left out."""
        return cls(
            issuer=query.get("issuer", "").strip()[:LONGEST],
            year=_number(query.get("year", "")),
            form=query.get("form", "") if query.get("form", "") in FORMS else "",
            words=tuple(dict.fromkeys(lowered(query.get("words", "")[:LONGEST]).split()))[:5],
            before=_number(query.get("before", "")),
            key=query.get("key", "")[:40],
        )


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None


@dataclass(frozen=True, slots=True)
class Found:
    """Reports, each with `snippets` where words were looked for.

    `year` and `key` are the place behind which the next page begins; `stopped` says that time ran out there. `indexed`
    is the share of the texts that could be searched.
    """

    reports: list[Row]
    year: int | None = None
    key: str = ""
    stopped: bool = False
    total: int | None = None
    indexed: float = 1.0


def years(connection: DuckDBPyConnection) -> list[int]:
    """The years of which there are reports, newest first."""
    found = rows(connection, "SELECT DISTINCT report_year AS y FROM memory.ready.cells ORDER BY y DESC")
    return [each["y"] for each in found]


def find(connection: DuckDBPyConnection, indexer: Indexer, asked: Asked) -> Found:
    """A page of reports, newest first."""
    indexer.look()
    found = _by_words(connection, indexer, asked) if asked.words else _by_columns(connection, asked)
    ids = [each["report_id"] for each in found.reports]
    counted = {each["report_id"]: each for each in rows(connection, ALERTS, {"ids": ids})}
    for each in found.reports:
        each["errors"] = counted.get(each["report_id"], {}).get("errors", 0)
        each["alerts"] = counted.get(each["report_id"], {}).get("alerts", 0)
    return found


def _narrowed(asked: Asked) -> tuple[str, dict[str, Any]]:
    issuer = "(contains(r.issuer, $issuer) OR starts_with(r.issuer_code, $issuer) OR contains(r.title, $issuer))"
    conditions, values = ["true"], dict[str, Any]()
    for condition, name, value in (
        ("r.report_year = $year", "year", asked.year),
        ("r.form = $form", "form", asked.form),
        (issuer, "issuer", asked.issuer),
    ):
        if value:
            conditions.append(condition)
            values[name] = value
    return " AND ".join(conditions), values


COUNTED = """
SELECT count(*) AS n, count(no) AS known FROM memory.ready.texts LEFT JOIN memory.ready.indexed USING (document_id)
"""
HELD = """
CREATE OR REPLACE TEMP TABLE held AS
    SELECT document_id, no FROM memory.ready.indexed JOIN numbers USING (no)
    UNION ALL BY NAME
    SELECT document_id FROM memory.ready.texts ANTI JOIN memory.ready.indexed USING (document_id) WHERE $few
"""
BEHIND = "(r.report_year < $before OR (r.report_year = $before AND r.report_id > $key))"


def _by_columns(connection: DuckDBPyConnection, asked: Asked) -> Found:
    where, values = _narrowed(asked)
    total = rows(connection, f"SELECT count(*) AS n FROM core.reports r WHERE {where}", values)[0]["n"]
    if asked.before is not None:
        where, values = f"{where} AND {BEHIND}", values | {"before": asked.before, "key": asked.key}
    query = f"SELECT {FIELDS} FROM core.reports r WHERE {where} {ORDER} LIMIT {PAGE + 1}"
    found = rows(connection, query, values)
    more, found = len(found) > PAGE, found[:PAGE]
    for each in found:
        each["snippets"] = []
    last = found[-1] if more else {}
    return Found(found, last.get("report_year"), last.get("report_id", ""), total=total)


def _by_words(connection: DuckDBPyConnection, indexer: Indexer, asked: Asked) -> Found:
    """Look into one text after the other until the page is full or the time is over."""
    found: list[Row] = []
    with indexer.texts.open() as index:
        share = _hold_candidates(connection, indexer, index, asked)
        until = time.monotonic() + SECONDS
        for each, text in _candidates(connection, index, asked):
            small = lowered(text)
            if all(word in small for word in asked.words):
                found.append(each | {"snippets": snippets(text, asked.words)})
            full = len(found) >= PAGE
            if full or time.monotonic() > until:
                return Found(found, each["report_year"], each["report_id"], stopped=not full, indexed=share)
    return Found(found, indexed=share)


def _hold_candidates(
    connection: DuckDBPyConnection, indexer: Indexer, index: sqlite3.Connection | None, asked: Asked
) -> float:
    """The documents that may hold the words, as the table `held`: `no` is none where the index does not have one.

    Returns:
        The share of the documents that can be searched: those without index only where they are few.
    """
    numbers = np.array([], dtype=np.int64)
    if index is not None:
        indexer.join(connection, index)
        numbers = texts.candidates(index, asked.words)
    counted = rows(connection, COUNTED)[0]
    few = counted["n"] - counted["known"] <= FEW
    connection.register("numbers", pa.table({"no": numbers}))
    connection.execute(HELD, {"few": few})
    connection.unregister("numbers")
    return 1.0 if few else counted["known"] / counted["n"]


def _candidates(
    connection: DuckDBPyConnection, index: sqlite3.Connection | None, asked: Asked
) -> Iterator[tuple[Row, str]]:
    """Reports whose text may hold the words, with the text, newest first."""
    where, values = _narrowed(asked)
    values |= {"before": asked.before or 9999, "key": asked.key}
    query = f"SELECT {FIELDS}, h.no FROM core.reports r JOIN held h USING (document_id) WHERE {where} AND {BEHIND}"
    while chunk := rows(connection, f"{query} {ORDER} LIMIT {CHUNK}", values):
        wanted = [each["document_id"] for each in chunk if each["no"] is None]
        fetched = _fetched(connection, wanted) if wanted else {}
        for each in chunk:
            if each["no"] is None or index is None:
                yield each, fetched[each["document_id"]]
            else:
                yield each, texts.text(index, each["no"])
        values |= {"before": chunk[-1]["report_year"], "key": chunk[-1]["report_id"]}


def _fetched(connection: DuckDBPyConnection, ids: list[str]) -> dict[str, str]:
    query = "SELECT document_id, text FROM raw.documents WHERE document_id IN (SELECT unnest($ids::VARCHAR[]))"
    return {each["document_id"]: each["text"] for each in rows(connection, query, {"ids": ids})}


def snippets(text: str, words: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(before, word, after) around the first place of each word."""
    small = lowered(text)
    found = []
    for word in words:
        at = small.find(word)
        if at >= 0:
            before, after = text[max(0, at - AROUND) : at], text[at + len(word) : at + len(word) + AROUND]
            found.append((" ".join(before.split()), text[at : at + len(word)], " ".join(after.split())))
    return found
