"""What people decided about alerts: an append-only SQLite store of its own, which outlives the warehouse.

A decision names the number of the last decision that its reviewer saw. Where another came between it is refused, and
what was decided meanwhile is handed back: nobody overrules a colleague unseen, and nothing is ever lost. Triggers hold
the order and forbid to change or delete a row, whoever writes. WAL lets others read while one writes; it needs a local
disk, not a network share.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gd_pipeline.review.labels import DECIDABLE

VERSION = 1
BUSY_SECONDS = 30.0
"""How long a writer waits for another one."""
COLUMNS = (
    "alert_id",
    "rule",
    "issuer",
    "issuer_code",
    "report_year",
    "metrics",
    "applicant",
    "message",
    "decision_no",
    "state",
    "reviewer",
    "note",
    "decided_at",
)
SCHEMA = f"""
CREATE TABLE decisions (
    alert_id TEXT NOT NULL CHECK (alert_id <> ''),
    rule TEXT NOT NULL,
    issuer TEXT,
    issuer_code TEXT,
    report_year INTEGER NOT NULL,
    metrics TEXT NOT NULL,
    applicant TEXT,
    message TEXT NOT NULL,
    decision_no INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ({", ".join(f"'{state}'" for state in DECIDABLE)})),
    reviewer TEXT NOT NULL CHECK (trim(reviewer) <> ''),
    note TEXT,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (alert_id, decision_no)
);
CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_follow BEFORE INSERT ON decisions
    WHEN NEW.decision_no <> 1 + (SELECT coalesce(max(decision_no), 0) FROM decisions WHERE alert_id = NEW.alert_id)
    BEGIN SELECT RAISE(ABORT, 'another decision came between'); END;
PRAGMA user_version = {VERSION};
"""
ALL = f"SELECT {', '.join(COLUMNS)} FROM decisions"
LAST = f"{ALL} WHERE alert_id = ? ORDER BY decision_no DESC LIMIT 1"
INSERT = f"INSERT INTO decisions ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


class NoStoreError(ValueError):
    """The file is no store of decisions, or one of another version, or it cannot be written."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The alert that is decided, told so that a decision can be understood where the warehouse is gone."""

    alert_id: str
    rule: str
    issuer: str | None
    issuer_code: str | None
    report_year: int
    metrics: tuple[str, ...]
    applicant: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided, by whom and why; `state` is one that a person may choose.

    Raises:
        ValueError: the state is none of these, or nobody is named.
    """

    state: str
    reviewer: str
    note: str | None = None

    def __post_init__(self) -> None:
        if self.state not in DECIDABLE:
            raise ValueError(f"{self.state!r} is no state to decide on; there are {', '.join(DECIDABLE)}")
        if not self.reviewer.strip():
            raise ValueError("a decision needs a reviewer")


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the store: `number` counts the decisions of an alert from 1; `decided_at` is UTC without zone."""

    subject: Subject
    number: int
    verdict: Verdict
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of some decisions: those made, and for each refused one the decision that came between."""

    made: tuple[Decision, ...]
    refused: tuple[Decision, ...]


class Decisions:
    """The store at `path`. The file is made with the first decision; reading where there is none finds none."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def record(self, wanted: Sequence[tuple[Subject, int]], verdict: Verdict, now: datetime) -> Recorded:
        """Decide some alerts alike, in one transaction.

        Args:
            wanted: each alert with the number of its last decision that the reviewer saw (0: none).
            verdict: what is decided about all of them.
            now: the time of the decision, UTC without zone.
        """
        made: list[Decision] = []
        refused: list[Decision] = []
        with self._writing() as connection:
            for subject, seen in wanted:
                rows = connection.execute(LAST, [subject.alert_id]).fetchall()
                last = _decision(rows[0]) if rows else None
                if last is not None and last.number != seen:
                    refused.append(last)
                    continue
                decision = Decision(subject, (last.number if last else 0) + 1, verdict, now)
                connection.execute(INSERT, _row(decision))
                made.append(decision)
        return Recorded(tuple(made), tuple(refused))

    def restore(self, decisions: Iterable[Decision]) -> int:
        """Take back decisions that were copied from a store which is lost, in their order; how many were unknown."""
        restored = 0
        with self._writing() as connection:
            for decision in sorted(decisions, key=lambda each: (each.subject.alert_id, each.number)):
                rows = connection.execute(LAST, [decision.subject.alert_id]).fetchall()
                if decision.number == 1 + (_decision(rows[0]).number if rows else 0):
                    connection.execute(INSERT, _row(decision))
                    restored += 1
        return restored

    def history(self, alert_id: str) -> tuple[Decision, ...]:
        """The decisions on one alert, the first one first."""
        return tuple(self._read(f"{ALL} WHERE alert_id = ? ORDER BY decision_no", [alert_id]))

    def all(self) -> tuple[Decision, ...]:
        """Every decision, in the order in which they were made."""
        return tuple(self._read(f"{ALL} ORDER BY rowid"))

    def last(self) -> Mapping[str, Decision]:
        """The last decision on each alert, by alert."""
        return {decision.subject.alert_id: decision for decision in self.all()}

    def _read(self, query: str, values: Sequence[object] = ()) -> Iterator[Decision]:
        if self.path.exists():
            with closing(self._open()) as connection:
                yield from map(_decision, connection.execute(query, list(values)).fetchall())

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        if _version(connection) != VERSION:
            connection.close()
            raise NoStoreError(f"{self.path} is no store of decisions of this version (不是处理决定库)")
        return connection

    def _make(self) -> None:
        """Put an empty store in place, all at once: a second process that makes one too finds it complete."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".decisions-", dir=self.path.parent) as folder:
            new = Path(folder) / self.path.name
            with closing(sqlite3.connect(new)) as connection:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                connection.executescript(SCHEMA)
            with suppress(FileExistsError):
                os.link(new, self.path)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """The only writer until the context ends; all or nothing."""
        try:
            if not self.path.exists():
                self._make()
            with closing(self._open()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
        except (OSError, sqlite3.OperationalError) as error:
            raise NoStoreError(f"{self.path} cannot be written: {error} (处理决定无法保存)") from error


def _version(connection: sqlite3.Connection) -> int:
    """Which version of the store the file says it is; 0 where it is no database at all."""
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return 0


def _row(decision: Decision) -> list[object]:
    alert_id, rule, issuer, issuer_code, year, metrics, applicant, message = astuple(decision.subject)
    verdict = decision.verdict
    about = [alert_id, rule, issuer, issuer_code, year, json.dumps(metrics), applicant, message]
    decided_at = decision.decided_at.isoformat(sep=" ", timespec="microseconds")
    return [*about, decision.number, verdict.state, verdict.reviewer, verdict.note, decided_at]


def _decision(row: Sequence[Any]) -> Decision:
    alert_id, rule, issuer, issuer_code, year, metrics, applicant, message, *decided = row
    number, state, reviewer, note, decided_at = decided
    subject = Subject(alert_id, rule, issuer, issuer_code, year, tuple(json.loads(metrics)), applicant, message)
    return Decision(subject, number, Verdict(state, reviewer, note), datetime.fromisoformat(decided_at))
