"""How often Python looks for cycles while a batch is made."""

import gc

import pytest

from gd_pipeline.warehouse.batches import read_batch
from gd_pipeline.warehouse.cycles import SELDOM, seldom_sought


def test_cycles_are_sought_seldom_in_a_batch_and_as_before_after_it() -> None:
    before = gc.get_threshold()

    @seldom_sought()
    def fail() -> None:
        assert gc.get_threshold() == (SELDOM, *before[1:])
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.get_threshold() == before


def test_where_they_are_not_sought_at_all_they_stay_so() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with seldom_sought():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)


def test_batches_are_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr("gd_pipeline.warehouse.batches.tables_of", lambda *_: seen.append(gc.get_threshold()[0]))
    read_batch([])
    assert seen == [SELDOM]
