"""A year against what the warehouse holds beside it: in any order of arrival, in batches, and as the pure rules say."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyarrow import Table

from gd_pipeline.catalog.rules import reaching
from gd_pipeline.checking.neighbours import YearRecord, check_neighbours, neighbourhoods, record_of
from gd_pipeline.synth import Truth, draw, draw_series, write
from gd_pipeline.synth.truth import Issuer
from gd_pipeline.warehouse import neighbours
from gd_pipeline.warehouse.connection import Connect
from gd_pipeline.warehouse.examine import examine_path
from gd_pipeline.warehouse.neighbours import check_year
from gd_pipeline.warehouse.rows import report_id
from gd_pipeline.warehouse.year import load_year
from gd_pipeline_tests.warehouse.conftest import START, House

THEN = "year 2023\nissuer 甲县\nform 2021\ntable requests.carried_out 3\n"
NOW = "year 2024\nissuer 甲县\nform 2021\ntable requests.carried_in 5\n"
FOUND = "SELECT report_year, rule, verdict, stated, expected, message, fingerprint FROM quality.checks ORDER BY ALL"
ALERTS = "SELECT alert_id, report_year, rule, state, closed_at IS NULL FROM quality.alerts ORDER BY ALL"
CARRY = "carry.requests.carried_in"


def told(house: House) -> list[tuple[Any, ...]]:
    return house.rows(FOUND) + house.rows(ALERTS)


def arriving(house: House, *texts: str) -> list[tuple[Any, ...]]:
    """What the warehouse says once the texts have come, one a run."""
    for number, text in enumerate(texts):
        house.write(f"{number}-{hash(text)}.txt", text)
        house.run()
    return told(house)


def forget(house: House) -> None:
    """What was made of what is forgotten: all is made anew."""
    with house.connect() as connection:
        connection.execute("DELETE FROM quality.made")


def test_the_order_of_arrival_makes_no_difference(house: House, tmp_path: Path) -> None:
    forth = arriving(house, THEN, NOW)
    homes = [tmp_path / name for name in ("back", "together")]
    for home in homes:
        home.mkdir()
    assert arriving(House(homes[0]), NOW, THEN) == forth
    together = House(homes[1])
    together.write("then.txt", THEN)
    together.write("now.txt", NOW)
    together.run()
    assert told(together) == forth
    alerts = [row[2:] for row in house.rows(ALERTS)]
    assert alerts == [(CARRY, "open", True)]


def test_checking_again_changes_no_row(house: House) -> None:
    arriving(house, THEN, NOW)
    before = house.everything()["quality.checks"]
    assert check_year(house.connect, 2023) == [2023]
    forget(house)
    assert check_year(house.connect, 2023) == [2023, 2024]
    assert house.everything()["quality.checks"] == before


def test_a_corrected_year_resolves_the_alert_of_the_next(house: House) -> None:
    house.write("then.txt", THEN)
    house.write("now.txt", NOW)
    house.run()
    house.write("then.txt", THEN.replace("carried_out 3", "carried_out 5"))
    house.run()
    assert house.rows(f"SELECT state, closed_at IS NULL FROM quality.alerts WHERE rule = '{CARRY}'") == [
        ("resolved", False)
    ]
    assert (CARRY, "holds") in house.rows("SELECT rule, verdict FROM quality.checks WHERE report_year = 2024")


def test_the_report_that_its_file_replaced_is_a_version_and_a_hint(house: House) -> None:
    house.write("then.txt", THEN)
    house.run()
    house.write("then.txt", THEN.replace("carried_out 3", "carried_out 5"))
    house.run()
    found = house.rows("SELECT rule, severity, message FROM quality.checks WHERE rule = 'conflict.version'")
    assert [(rule, severity) for rule, severity, _ in found] == [("conflict.version", "info")]
    assert "3 → 5" in found[0][2]


def test_a_later_year_that_waits_to_be_loaded_is_not_checked_yet(house: House) -> None:
    arriving(house, THEN, NOW.replace("2024", "2026"))
    forget(house)
    assert check_year(house.connect, 2023) == [2023, 2026]
    with house.connect() as connection:
        connection.execute("UPDATE quality.loads SET inputs = 'others' WHERE report_year = 2026")
    forget(house)
    assert check_year(house.connect, 2023) == [2023]


def test_a_later_year_that_waited_is_loaded_though_its_documents_are_again_those_of_its_load(house: House) -> None:
    house.write("then.txt", THEN)
    house.write("now.txt", NOW)
    house.run()
    house.write("then.txt", THEN.replace("carried_out 3", "carried_out 5"))
    house.take_in()
    ((inputs,),) = house.rows("SELECT inputs FROM quality.loads WHERE report_year = 2024")
    changed = "UPDATE quality.loads SET inputs = ? WHERE report_year = 2024"
    with house.connect() as connection:
        connection.execute(changed, ["others"])
    house.load(2023)
    with house.connect() as connection:
        connection.execute(changed, [inputs])
    assert house.run() == [2024]
    assert (CARRY, "holds") in house.rows("SELECT rule, verdict FROM quality.checks WHERE report_year = 2024")
    assert house.rows(f"SELECT state FROM quality.alerts WHERE rule = '{CARRY}'") == [("resolved",)]


@pytest.mark.parametrize("at_once", [0, neighbours.TOGETHER], ids=["year by year", "together"])
def test_a_later_year_whose_check_failed_is_checked_the_next_time(
    house: House, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    house.write("then.txt", THEN)
    house.write("now.txt", NOW)
    house.run()
    house.write("then.txt", THEN.replace("carried_out 3", "carried_out 5"))
    house.take_in()
    load_year(house.connect, 2023, START)
    replace_checks = neighbours.replace_checks

    def failing(connect: Connect, changed: Table, *given: Any) -> None:
        if 2024 in neighbours.years_of(changed):
            raise MemoryError
        replace_checks(connect, changed, *given)

    monkeypatch.setattr(neighbours, "TOGETHER", at_once)
    with monkeypatch.context() as patched:
        patched.setattr(neighbours, "replace_checks", failing)
        with pytest.raises(MemoryError):
            check_year(house.connect, 2023)
    assert check_year(house.connect, 2023) == [2023, 2024]
    assert check_year(house.connect, 2023) == [2023]


def test_what_is_found_does_not_depend_on_the_batches_nor_on_who_checks_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "甲乙丙":
        house.write(f"{name}-then.txt", THEN.replace("甲", name))
        house.write(f"{name}-now.txt", NOW.replace("甲", name))
    house.run()
    before = house.everything()["quality.checks"]
    for name, size in (("RECORDS", 1), ("ROWS", 2), ("TOGETHER", 0)):
        monkeypatch.setattr(neighbours, name, size)
    for processes in (0, 2):
        forget(house)
        check_year(house.connect, 2023, processes)
        assert house.everything()["quality.checks"] == before


def test_checks_are_numbered_after_the_reports_own(house: House) -> None:
    arriving(house, THEN, NOW)
    numbers = house.rows("SELECT check_no, rule FROM quality.checks WHERE report_year = 2024 ORDER BY check_no")
    assert [number for number, _ in numbers] == list(range(1, len(numbers) + 1))
    assert numbers[0][1] == "period.missing"
    assert house.rows("SELECT checks FROM quality.loads WHERE report_year = 2024") == [(len(numbers),)]


def series(folder: Path, seeds: range, years: range) -> None:
    """Written reports of several issuers over some years; of the first issuer each year twice, with other numbers."""
    for seed in seeds:
        for truth in draw_series(f"n{seed}", years):
            _print(truth, folder / f"{seed}-{truth.report_year}")
            if seed == 0:
                other = draw(f"other/{truth.report_year}", truth.form, None, truth.report_year, truth)
                _print(replace(other, issuer=truth.issuer), folder / f"{seed}-{truth.report_year}-again")


def _print(truth: Truth, path: Path) -> None:
    written = write(truth, None, ())
    path.with_name(path.name + written.suffix).write_bytes(written.content)


def read_records(folder: Path) -> list[YearRecord]:
    """The records of all reports in a folder, made without the warehouse."""
    found = []
    for path in sorted(folder.iterdir()):
        for examined in examine_path(path):
            for number, (report, _) in enumerate(examined.reports, start=1):
                identifier = report_id(examined.document.document_id, number)
                found.append(record_of(report, examined.document.text, identifier))
    return [record for record in found if record is not None]


def test_the_warehouse_finds_what_the_pure_rules_find(real_house: House) -> None:
    years = range(2018, 2023)
    series(real_house.input, range(5), years)
    real_house.run()
    records = read_records(real_house.input)
    pure = {
        (around.record.report_id, c.rule, c.verdict, c.applicant, c.message, c.fingerprint)
        for year in years
        for around in neighbourhoods(records, year)
        for c in check_neighbours(around)
    }
    rules = [*reaching("years"), *reaching("issuers")]
    held = real_house.rows(
        "SELECT report_id, rule, verdict, applicant, message, fingerprint FROM quality.checks "
        f"WHERE rule IN ({', '.join(map(repr, rules))})"
    )
    assert len(held) > 200
    assert set(held) == pure


HONGZE = Issuer("洪泽区", "淮安市洪泽区", "320813", "county", "我区", "全区", "洪泽区人民政府办公室")


def hongze_2024(carried_in: int) -> Truth:
    """A report of 2024 that takes over so many applications of natural persons from the year before."""
    before = draw("hongze", "2021", "county", 2023)
    values = {**before.values}
    for key in values:
        if key[0] == "requests.carried_out":
            values[key] = carried_in if key[1] in ("natural_person", "total") else 0
    return draw("hongze/2024", "2021", None, 2024, replace(before, issuer=HONGZE, values=values))


@pytest.mark.parametrize("carried_in", [0, 4], ids=["right", "wrong"])
@pytest.mark.parametrize("order", [(2023, 2024), (2024, 2023)], ids=["forth", "back"])
def test_a_real_report_and_a_written_one_of_the_next_year(
    shared: Path, real_house: House, order: tuple[int, int], carried_in: int
) -> None:
    for year in order:
        if year == 2024:
            _print(hongze_2024(carried_in), real_house.input / "2024")
        else:
            (real_house.input / "2023.pdf").write_bytes((shared / "reports" / "hongze_2023.pdf").read_bytes())
        real_house.run()
    alerts = real_house.rows(
        "SELECT report_year, issuer, family, state, message FROM quality.alerts WHERE family = 'carry'"
    )
    if not carried_in:
        assert alerts == []
        return
    ((year, issuer, family, state, message),) = alerts
    assert (year, issuer, family, state) == (2024, "洪泽区", "carry", "open")
    assert "为 4，按2023年报告应为 0，相差 +4" in message
