import multiprocessing
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from gd_pipeline.review.decisions import Decision, Decisions, NoStoreError, Verdict
from gd_pipeline.review.labels import DECIDABLE, STATES
from gd_pipeline_tests.review.conftest import NOON, about, decide, said

SPAWN = multiprocessing.get_context("spawn")


def test_what_was_decided_is_kept_as_it_was(store: Decisions) -> None:
    decide(store, about(), "accepted", reviewer="王", note="单位换算")
    assert store.all() == (Decision(about(), 1, Verdict("accepted", "王", "单位换算"), NOON),)


def test_a_decision_that_saw_the_last_one_follows_it(store: Decisions) -> None:
    decide(store, about(), "confirmed")
    decide(store, about(), "accepted", seen=1, reviewer="乙")
    decide(store, about("a2"), "our_error")
    assert said(store.history("a1")) == [(1, "confirmed", "甲"), (2, "accepted", "乙")]
    assert {key: each.verdict.state for key, each in store.last().items()} == {"a1": "accepted", "a2": "our_error"}


@pytest.mark.parametrize("seen", [0, 2])
def test_a_decision_that_did_not_see_the_last_one_is_refused_with_it(store: Decisions, seen: int) -> None:
    decide(store, about(), "confirmed")
    recorded = decide(store, about(), "accepted", seen=seen, reviewer="乙")
    assert (recorded.made, said(recorded.refused)) == ((), [(1, "confirmed", "甲")])
    assert said(store.history("a1")) == [(1, "confirmed", "甲")]


def test_some_of_many_may_be_refused(store: Decisions) -> None:
    decide(store, about("a2"))
    wanted = [(about(name), 0) for name in ("a1", "a2", "a3")]
    recorded = store.record(wanted, Verdict("accepted", "乙"), NOON)
    assert [each.subject.alert_id for each in recorded.made] == ["a1", "a3"]
    assert [each.subject.alert_id for each in recorded.refused] == ["a2"]


def test_many_are_decided_all_or_none(store: Decisions) -> None:
    decide(store, about("a0"))
    with pytest.raises(sqlite3.IntegrityError):
        store.record([(about("a1"), 0), (about(""), 0)], Verdict("accepted", "乙"), NOON)
    assert set(store.last()) == {"a0"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET state = 'accepted'",
        "UPDATE decisions SET note = NULL",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT * FROM decisions",
        "REPLACE INTO decisions SELECT * FROM decisions",
        "INSERT OR IGNORE INTO decisions SELECT * FROM decisions",
    ],
)
def test_nothing_that_was_decided_can_be_changed_or_taken_away(store: Decisions, statement: str) -> None:
    decide(store, about())
    connection = sqlite3.connect(store.path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()
    assert said(store.history("a1")) == [(1, "confirmed", "甲")]


def test_the_store_is_written_ahead(store: Decisions) -> None:
    decide(store, about())
    connection = sqlite3.connect(store.path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_reading_makes_no_store(store: Decisions) -> None:
    assert (store.all(), store.history("a1"), store.last()) == ((), (), {})
    assert not store.path.exists()


@pytest.mark.parametrize("content", [b"", b"something else"])
def test_another_file_is_no_store_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "decisions.sqlite"
    path.write_bytes(content)
    for act in (lambda store: store.all(), lambda store: decide(store, about())):
        with pytest.raises(NoStoreError):
            act(Decisions(path))
    assert path.read_bytes() == content


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoStoreError, match="cannot be written"):
        decide(Decisions(tmp_path / "file" / "decisions.sqlite"), about())


@pytest.mark.parametrize(("state", "reviewer"), [("superseded", "甲"), ("wrong", "甲"), ("open", " "), ("open", "")])
def test_only_a_named_person_decides_and_only_what_people_decide(state: str, reviewer: str) -> None:
    with pytest.raises(ValueError, match=r"state|reviewer"):
        Verdict(state, reviewer)


def test_people_decide_all_states_but_the_one_of_the_machine() -> None:
    assert set(STATES) - set(DECIDABLE) == {"superseded"}


def test_a_lost_store_is_restored_from_a_copy(store: Decisions, tmp_path: Path) -> None:
    decide(store, about(), "confirmed")
    decide(store, about(), "accepted", seen=1)
    decide(store, about("a2"), "resolved")
    again = Decisions(tmp_path / "again.sqlite")
    assert again.restore(reversed(store.all())) == 3
    assert again.restore(store.all()) == 0
    assert again.last() == store.last()


def reviewing(path: Path, reviewer: str, times: int) -> int:
    """Decide `times` times, each on top of what is there; how often another one came between."""
    store, made, refused, seen = Decisions(path), 0, 0, 0
    while made < times:
        recorded = store.record([(about(), seen)], Verdict("confirmed", reviewer), datetime(2026, 3, 1))
        made += len(recorded.made)
        refused += len(recorded.refused)
        (last,) = (*recorded.made, *recorded.refused)
        seen = last.number
    return refused


def test_processes_that_decide_at_once_lose_nothing(store: Decisions) -> None:
    reviewers = [f"第{number}人" for number in range(4)]
    with SPAWN.Pool(len(reviewers)) as pool:
        pool.starmap(reviewing, [(store.path, reviewer, 10) for reviewer in reviewers], chunksize=1)
        pool.close()
        pool.join()
    history = store.history("a1")
    assert [each.number for each in history] == list(range(1, 41))
    assert {name: sum(each.verdict.reviewer == name for each in history) for name in reviewers} == dict.fromkeys(
        reviewers, 10
    )


def first_to_decide(path: Path, reviewer: str) -> bool:
    return bool(Decisions(path).record([(about(), 0)], Verdict("accepted", reviewer), NOON).made)


def test_of_processes_that_begin_a_store_at_once_one_decides_first(tmp_path: Path) -> None:
    with SPAWN.Pool(4) as pool:
        for trial in range(10):
            path = tmp_path / f"{trial}.sqlite"
            made = pool.starmap(first_to_decide, [(path, str(number)) for number in range(4)], chunksize=1)
            assert sorted(made) == [False, False, False, True]
            assert len(Decisions(path).history("a1")) == 1
        pool.close()
        pool.join()
