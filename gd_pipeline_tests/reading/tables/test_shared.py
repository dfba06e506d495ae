"""The labelled real reports: every table cell, and nothing that is not one."""

import json

import pytest

from gd_pipeline.catalog.forms import all_rows, form_columns
from gd_pipeline.intake import read_path
from gd_pipeline.reading.repetition import find_repeats
from gd_pipeline.reading.tables import read_tables


def labels(shared, name):
    gold = json.loads((shared / "contract" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    cells = {(fact["metric"], fact["applicant"]): fact["low"] for fact in gold["facts"] if fact["quote"] is None}
    known = {(fact["metric"], fact["applicant"], fact["low"]) for fact in gold["facts"]}
    return gold, cells, known


def table_codes() -> set[str]:
    codes = {row.metric for row in all_rows() if row.metric and row.table in ("requests", "statistics")}
    for table in ("proactive", "review_litigation"):
        codes |= {f"{row.metric}.{column.key}" for row in all_rows() for column in form_columns(table)}
    return codes


@pytest.mark.parametrize("name", ["fengcheng_2014.txt", "hongze_2023.pdf", "shanghai_office_2019.html"])
def test_cells_of_a_real_report(shared, name):
    gold, cells, known = labels(shared, name)
    (source,) = read_path(str(shared / "reports" / name))
    reading = read_tables(source, find_repeats(source.text))
    found = {(fact.metric, fact.applicant): fact.low for fact in reading.facts}
    only_prose = ("proactive.total", "channel.website", "fees.collected") if name == "hongze_2023.pdf" else ()
    wanted = {key for key in cells if key[0] in table_codes() and key[0] not in only_prose}
    assert {key: found.get(key) for key in wanted} == {key: cells[key] for key in wanted}
    assert {(*key, value) for key, value in found.items()} <= known
    assert reading.form == gold["form"]


@pytest.mark.parametrize("name", ["benxi_2015.txt", "linhai_2020.txt", "luzhou_2017.txt", "wuhua_2016.txt"])
def test_a_real_report_without_tables(shared, name):
    (source,) = read_path(str(shared / "reports" / name))
    reading = read_tables(source, find_repeats(source.text))
    assert (reading.facts, reading.tables) == ((), ())
    lost = {note.detail for note in reading.notes if note.kind == "lost_table"}
    assert lost == ({"proactive", "requests", "review_litigation"} if name == "linhai_2020.txt" else set())
