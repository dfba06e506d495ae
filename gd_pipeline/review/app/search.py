"""Reports found by issuer, year and words of their text.

Words are looked for in the texts themselves, newest year first, for as long as a page may take: what is found is shown,
with the place where the search goes on. A year and an issuer narrow it before any text is touched.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.review.app.data import Row, rows

PAGE = 50
SECONDS = 0.5
"""How long one page searches texts."""
AROUND = 40
LONGEST = 100
FIELDS = "r.report_id, r.title, r.issuer, r.issuer_level, r.report_year, r.form, r.facts, r.published_on"
ALERTS = """
SELECT report_id, count(*) FILTER (severity = 'error') AS errors, count(*) AS alerts
FROM memory.ready.standing WHERE closed_at IS NULL AND state IN ('open', 'confirmed')
    AND report_id IN (SELECT unnest($ids::VARCHAR[])) GROUP BY report_id
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; `year` and `key` (report_id) say where the page before ended."""

    issuer: str = ""
    year: int | None = None
    form: str = ""
    words: tuple[str, ...] = ()
    before: int | None = None
    key: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """What the address asks for."""
        return cls(
            issuer=query.get("issuer", "").strip()[:LONGEST],
            year=_number(query.get("year", "")),
            form=query.get("form", "") if query.get("form", "") in ("narrative", "2014", "2019", "2021") else "",
            words=tuple(dict.fromkeys(query.get("words", "")[:LONGEST].lower().split()))[:5],
            before=_number(query.get("before", "")),
            key=query.get("key", "")[:40],
        )


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None


@dataclass(frozen=True, slots=True)
class Found:
    """Reports, each with `snippets` where words were looked for. `year` and `key` say where the next page begins.

    `stopped` is the year before which the texts are still to be searched, where time ran out.
    """

    reports: list[Row]
    year: int | None = None
    key: str = ""
    stopped: int | None = None
    total: int | None = None


def years(connection: DuckDBPyConnection) -> list[int]:
    """The years of which there are reports, newest first."""
    found = rows(connection, "SELECT DISTINCT report_year AS y FROM memory.ready.cells ORDER BY y DESC")
    return [each["y"] for each in found]


def find(connection: DuckDBPyConnection, asked: Asked) -> Found:
    """A page of reports, newest first."""
    found = _by_words(connection, asked) if asked.words else _by_columns(connection, asked)
    ids = [each["report_id"] for each in found.reports]
    counted = {each["report_id"]: each for each in rows(connection, ALERTS, {"ids": ids})}
    for each in found.reports:
        each["errors"] = counted.get(each["report_id"], {}).get("errors", 0)
        each["alerts"] = counted.get(each["report_id"], {}).get("alerts", 0)
    return found


def _narrowed(asked: Asked) -> tuple[str, dict[str, Any]]:
    conditions, values = ["true"], {}
    for condition, name, value in (
        ("r.report_year = $year", "year", asked.year),
        ("r.form = $form", "form", asked.form),
        (
            "(contains(r.issuer, $issuer) OR starts_with(r.issuer_code, $issuer) OR contains(r.title, $issuer))",
            "issuer",
            asked.issuer,
        ),
    ):
        if value:
            conditions.append(condition)
            values[name] = value
    return " AND ".join(conditions), values


def _by_columns(connection: DuckDBPyConnection, asked: Asked) -> Found:
    where, values = _narrowed(asked)
    total = rows(connection, f"SELECT count(*) AS n FROM core.reports r WHERE {where}", values)[0]["n"]
    if asked.before is not None:
        where += " AND (r.report_year < $before OR (r.report_year = $before AND r.report_id > $key))"
        values |= {"before": asked.before, "key": asked.key}
    found = rows(
        connection,
        f"SELECT {FIELDS} FROM core.reports r WHERE {where} ORDER BY r.report_year DESC, r.report_id LIMIT {PAGE + 1}",
        values,
    )
    more, found = len(found) > PAGE, found[:PAGE]
    for each in found:
        each["snippets"] = []
    last = found[-1] if more else {}
    return Found(found, last.get("report_year"), last.get("report_id", ""), total=total)


def _by_words(connection: DuckDBPyConnection, asked: Asked) -> Found:
    """Year by year, newest first, until the page is full or the time is over."""
    until = time.monotonic() + SECONDS
    found: list[Row] = []
    wanted = [year for year in years(connection) if asked.before is None or year <= asked.before]
    if asked.year is not None:
        wanted = [year for year in wanted if year == asked.year]
    for year in wanted:
        if time.monotonic() > until:
            return Found(found, stopped=year)
        key = asked.key if year == asked.before else ""
        found += _in_year(connection, asked, year, key, PAGE + 1 - len(found))
        if len(found) > PAGE:
            last = found[PAGE - 1]
            return Found(found[:PAGE], last["report_year"], last["report_id"])
    return Found(found)


def _in_year(connection: DuckDBPyConnection, asked: Asked, year: int, key: str, limit: int) -> list[Row]:
    where, values = _narrowed(asked)
    values |= {"at": year, "key": key}
    held = []
    for number, word in enumerate(asked.words):
        held.append(f"contains(lower(d.text), $w{number})" if _cased(word) else f"contains(d.text, $w{number})")
        values[f"w{number}"] = word
    found = rows(
        connection,
        f"SELECT {FIELDS}, d.text FROM core.reports r JOIN raw.documents d USING (document_id) "
        f"WHERE {where} AND r.report_year = $at AND r.report_id > $key AND {' AND '.join(held)} "
        f"ORDER BY r.report_id LIMIT {limit}",
        values,
    )
    for each in found:
        each["snippets"] = snippets(each.pop("text"), asked.words)
    return found


def _cased(word: str) -> bool:
    return word != word.upper()


def snippets(text: str, words: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(before, word, after) around the first place of each word."""
    lowered = text.lower() if any(map(_cased, words)) else text
    if len(lowered) != len(text):  # a letter whose small form is two letters would move what follows
        lowered = text
    found = []
    for word in words:
        at = lowered.find(word)
        if at >= 0:
            before, after = text[max(0, at - AROUND) : at], text[at + len(word) : at + len(word) + AROUND]
            found.append((" ".join(before.split()), text[at : at + len(word)], " ".join(after.split())))
    return found
