"""The page of measured figures: what it says of given measurements, and that a load says them of itself."""

import json
from pathlib import Path

import pytest

from gd_pipeline.commands.bench_page import machine, table, write_section
from gd_pipeline.commands.bench_run import Watch
from gd_pipeline.commands.bench_scale import Figures, fresh, loaded, section
from gd_pipeline.commands.bench_short import short
from gd_pipeline.commands.bench_size import Size, percentile
from gd_pipeline.synth.corpus import Selection, corpus


def size(count: int, **changed: float) -> Size:
    alone = {
        "cpu": 0.001 * count,
        "wall": 0.002 * count,
        "others": 2.5,
        "stages": {"intake": 0.0002 * count, "tables": 0.0005 * count},
        "peak_mb": 300.0,
        "floor": 0.00017,
        "documents": [["txt", 0.0003, 0.0005], ["pdf", 0.03, 0.01]],
    } | changed
    added = {"cpu": 1.5, "stages": {"snapshot": 0.25}, "children": 0.25}
    return Size(count, 23.0, alone, {"wall": 0.001 * count}, {"cpu": 2.0, "stages": {"load": 1.9}}, added)


def test_what_is_good_is_not_excused() -> None:
    assert short([size(100_000)]) == ["nothing."]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cpu": 500.0}, "29 times the floor, not 10"),
        ({"peak_mb": 1700.0}, "1,700 MB, not 1,500"),
        ({"wall": 140.0}, "1.40 times as fast at 100,000 documents, not 1.6"),
        ({"wall": 140.0, "others": 99.0}, "cores busy (load average 99)"),
        ({"documents": [["txt", 0.01, 0.01]]}, "p99 of text is 20.0 ms, not 15"),
        ({"documents": [["html", 0.01, 0.01]]}, "intake takes 100 html a second, not 230"),
        ({"documents": [["docx", 0.001, 1.5]]}, "a docx took 1.5 s, not under 1"),
    ],
)
def test_what_falls_short_is_named(changed: dict[str, float], said: str) -> None:
    assert any(said in each for each in short([size(100_000, **changed)]))


@pytest.mark.parametrize(("floor", "told"), [(0.00018, False), (0.00024, True)])
def test_a_slow_machine_is_told_beside_a_time(floor: float, told: bool) -> None:
    slow = size(100_000, documents=[["txt", 0.01, 0.01]], floor=floor)
    assert any("1.4 times as long for the floor" in each for each in short([slow])) is told


def test_the_section_has_the_figures() -> None:
    text = section([size(1000), size(10_000)])
    assert "| documents | 1,000 | 10,000 |" in text
    assert "| documents/s/core, files to marts | 1,000 | 1,000 |" in text
    assert "| exponent of growth from the size before |  | 1.00 |" in text
    assert "| Dagster's share of its run, start apart | 5 % | 5 % |" in text
    assert "| one new document, CPU s | 1.25 | 1.25 |" in text
    assert "| the snapshot's copy beside it, CPU s | 0.50 | 0.50 |" in text
    assert "| pdf | 1 | 33 | 25 | 40.0 | 40.0 | 40.0 |" in text
    assert machine() in text


def test_a_section_is_replaced_and_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "benchmarks.md"
    write_section(page, "one", "## One\n\n1")
    write_section(page, "two", "## Two\n\n2")
    write_section(page, "one", "## One\n\n3")
    text = page.read_text(encoding="utf-8")
    assert text.index("## One\n\n3\n") < text.index("## Two\n\n2\n")
    assert text.count("## One") == 1


def test_a_table_and_a_percentile() -> None:
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |"
    assert percentile([1.0, 2.0, 3.0], 0.99) == 3.0


def test_the_floor_is_of_every_tenth_text() -> None:
    watch = Watch()
    for _ in range(21):
        watch.floor("收到申请12件".encode())
    assert len(watch.floors) == 3


def test_inner_stages_are_not_counted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    from gd_pipeline.commands import bench_run

    clock = iter(range(100))
    monkeypatch.setattr(bench_run, "process_time", lambda: next(clock))
    watch = Watch()
    inner = watch.timed("inner", lambda: None)
    watch.timed("outer", lambda: [inner(), inner()])()
    assert dict(watch.stages) == {"inner": 2, "outer": 3}


def test_what_was_measured_is_not_measured_again(tmp_path: Path) -> None:
    assert Figures(tmp_path).once("kb", lambda: 21.5) == 21.5
    assert Figures(tmp_path).once("kb", lambda: pytest.fail("measured again")) == 21.5


def test_what_an_interrupted_load_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "alone.shards").mkdir()
    for name in ("alone.duckdb", "alone.duckdb.wal", "two.duckdb"):
        (tmp_path / name).touch()
    assert fresh(tmp_path / "alone.duckdb") == tmp_path / "alone.duckdb"
    assert [each.name for each in tmp_path.iterdir()] == ["two.duckdb"]


@pytest.mark.full
def test_a_load_says_what_it_cost(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for each in corpus(3, 20, Selection(layouts=("bar_rows",))):
        (folder / each.name).write_bytes(each.written.content)
    found = loaded(folder, tmp_path / "alone.duckdb", "0")
    assert len(found["documents"]) == 20
    assert {"intake", "tables", "prose", "load"} <= found["stages"].keys()
    assert sum(found["stages"].values()) <= found["cpu"]
    assert json.dumps(found)
    assert 0 < found["floor"] < 0.01
