"""Damages: each does something where it says it can, marks what can no longer be told, and goes with the others."""

import re

import pytest

from gd_pipeline.synth import draw, write
from gd_pipeline.synth.damage.registry import DAMAGES, compatible, draw_damages
from gd_pipeline.synth.damage.surgery import insert_row
from gd_pipeline.synth.grid import DATA, Row, matrix
from gd_pipeline.synth.printing import LAYOUTS
from gd_pipeline.synth.seeds import stream
from gd_pipeline.synth.tables import Wording, number, tables
from gd_pipeline.synth.truth import FORMS

PLACES = [
    (name, form, layout.name)
    for name, damage in DAMAGES.items()
    for form in FORMS
    for layout in LAYOUTS.values()
    if damage.fits(form, layout.name, layout.family) and layout.family != "file"
]


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_happens_somewhere(name: str) -> None:
    places = [(form, layout) for damage, form, layout in PLACES if damage == name]
    assert places
    for form, layout in places:
        truth = draw(f"{name}/{layout}", form)
        hurt = write(truth, layout, (name,), "utf-8")
        if name in hurt.damages:
            assert hurt.content != write(truth, layout, (), "utf-8").content, layout
            assert hurt.gold()["damage"] == [name]
    assert any(name in write(draw(f"{name}/{seed}", places[0][0]), places[0][1], (name,)).damages for seed in range(9))


@pytest.mark.parametrize("seed", range(120))
def test_what_can_be_told_is_still_printed(seed: int) -> None:
    """Numbers of cells that are counted as printed stand in the text, however it was damaged."""
    written = write(draw(seed))
    if written.encoding == "binary":
        return
    text = written.content.decode(written.encoding).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    digits = re.sub(r"<[^>]*>|[\s|,]", "", text)
    missing = [key for key, value in written.cells().items() if number(abs(value)) not in digits]
    assert [key for key in missing if key[0] != "procurement.amount"] == []


@pytest.mark.parametrize("form", ["2014", "2019", "2021"])
def test_blank_zeros_print_no_zero_and_no_fact(form: str) -> None:
    blank = write(draw(5, form), "tabs", ("blank_zeros",), "utf-8")
    assert blank.blanks()
    assert not blank.blanks() & set(blank.cells())
    assert {(fact["metric"], fact["applicant"]) for fact in blank.gold()["facts"] if not fact["quote"]} == set(
        blank.cells()
    )


@pytest.mark.parametrize("damage", ["traditional", "wide_digits"])
def test_quotes_and_labels_are_told_as_printed(damage: str) -> None:
    told = 0
    for seed in range(12):
        written = write(draw(seed, "narrative"), "cell_lines", (damage,), "utf-8")
        printed = written.content.decode("utf-8")
        facts = [fact for fact in written.gold()["facts"] if fact["quote"]]
        told += len(facts)
        assert [fact for fact in facts if fact["quote"] not in printed] == []
        assert [fact for fact in facts if fact["label"] and fact["label"] not in printed] == []
    assert told


def test_blanks_that_leave_no_trace_make_their_row_doubtful() -> None:
    traced, lost = (write(draw(5, "2021"), layout, ("blank_zeros",)) for layout in ("bar_rows", "cell_lines"))
    assert not traced.lost()
    assert lost.lost()
    doubtful = {fact["metric"] for fact in lost.gold()["facts"] if fact.get("optional")}
    assert doubtful == {metric for metric, _ in lost.lost()}


def test_signs_for_zero_are_optional_zeros() -> None:
    facts = write(draw(6, "2019"), "html", ("dash_zeros",)).gold()["facts"]
    signs = [fact for fact in facts if fact.get("reason") == "a sign for 0"]
    assert signs
    assert all(fact["optional"] and fact["low"] == fact["high"] == 0 for fact in signs)


def test_a_lost_table_is_no_fact_and_a_finding() -> None:
    gold = write(draw(7, "2021"), "bar_rows", ("tables_lost",)).gold()
    assert [fact for fact in gold["facts"] if not fact["quote"]] == []
    assert gold["findings"][0]["family"] == "structure"


def test_a_body_printed_twice_is_labelled() -> None:
    gold = write(draw(8), "cell_lines", ("body_twice",)).gold()
    assert gold["repeated"] is True
    assert [finding["family"] for finding in gold["findings"]] == ["repetition"]


def test_a_hijacked_page_tells_no_issuer() -> None:
    written = write(draw(9), "cell_lines", ("hijacked",), "utf-8")
    assert "issuer_code" not in written.gold()
    assert written.truth.issuer.name not in written.content.decode()


def test_a_misprint_is_labelled_as_printed() -> None:
    truth = draw(10, "2021").with_misprint(("outcome.total", "total"), 987654)
    written = write(truth, "bar_rows", (), "utf-8")
    assert written.cells()["outcome.total", "total"] == 987654
    assert "987654" in written.content.decode()
    assert written.gold()["findings"] == [{"family": "sum", "metrics": ["outcome.total"], "applicant": "total"}]


def test_damages_drawn_together_go_together() -> None:
    for seed in range(400):
        layout = list(LAYOUTS.values())[seed % len(LAYOUTS)]
        names = draw_damages(stream(seed), FORMS[seed % 4], layout, tabled=True)
        chosen = [DAMAGES[name] for name in names]
        assert all(compatible(one, [other for other in chosen if other is not one]) for one in chosen)
        assert list(names) == [name for name in DAMAGES if name in names]


def test_a_row_put_in_keeps_the_grid() -> None:
    table = next(table for table in tables(draw(1, "2021"), Wording()) if table.name == "t3")
    place = next(p for p, row in enumerate(table.rows) if row.labels[-1].text == "4.保护第三方合法权益")
    insert_row(table, place, Row(DATA, (), []))
    grid = matrix(table, down=True)
    assert grid[place][:2] == ["三、本年度办理结果", "（三）不予公开"]
    assert {len(line) for line in grid} == {10}


def test_an_unknown_damage_is_refused() -> None:
    with pytest.raises(KeyError):
        write(draw(1), "html", ("coffee",))
