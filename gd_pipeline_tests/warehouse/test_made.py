"""Of a year only what changed is made anew: the rows are those that making all of it would give."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse import indicators, neighbours, panel
from gd_pipeline.warehouse import made as module
from gd_pipeline_tests.warehouse.conftest import House

YEARS = range(2018, 2023)
OFFICES = ("", "/财政局", "/教育局", "/交通局")
ISSUERS = [f"{place}县{office}" for place in "甲乙丙丁戊己庚" for office in OFFICES]
METRICS = {
    "requests.received": 30,
    "requests.carried_in": 3,
    "requests.carried_out": 3,
    "requests.disposed.total": 30,
    "proactive.total": 900,
    "reconsideration.total": 2,
}


def toy_report(issuer: str, year: int, chance: Random) -> str:
    """A report some of whose sizes are far from all others', and some of which count as another did.

    Offices of one name are told apart by their places alone.
    """
    numbers = Random(chance.choice(["same", f"{issuer}{year}"]))
    facts = []
    for metric, middle in METRICS.items():
        number = numbers.randrange(2 * middle) * chance.choice([1] * 12 + [100_000])
        facts.append(f"table {metric} {number}")
    _, _, office = issuer.partition("/")
    told = (
        ["level department", f"name {chance.choice([office, issuer])}"]
        if office
        else [f"scope {chance.choice(['AGG', 'OWN'])}"]
    )
    wrong = f"wrong sum.staff.total {chance.randrange(3)} 5"
    return "\n".join(
        [f"# {chance.random()}", f"year {year}", f"issuer {issuer}", *told, "form 2021", *facts, wrong, ""]
    )


def arrivals(chance: Random) -> Iterator[dict[str, str]]:
    """Files run by run: first most of them in no order, then some late ones, corrected ones, one that is gone."""
    names = [(issuer, year) for issuer in ISSUERS for year in YEARS]
    chance.shuffle(names)
    for start, end in ((0, 100), (100, 139), (139, 140), (20, 24)):
        yield {
            f"{issuer.replace('/', '-')}{year}.txt": toy_report(issuer, year, chance)
            for issuer, year in names[start:end]
        }


def standing(house: House) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows for name, rows in house.everything().items() if not name.startswith("raw.")}


@pytest.mark.full
@pytest.mark.parametrize("seed", range(5))
def test_what_is_left_alone_is_what_would_be_made(house: House, seed: int) -> None:
    chance = Random(seed)
    for files in arrivals(chance):
        for name, text in files.items():
            house.write(name, text)
        house.run()
    left = standing(house)
    rules = house.rows("SELECT DISTINCT rule FROM quality.alerts WHERE closed_at IS NULL")
    crossing = {"hierarchy.member", "hierarchy.sum", "plausibility.peers", "reuse.issuer"}
    assert crossing | {"carry.requests.carried_in"} <= {rule for (rule,) in rules}
    with house.connect() as connection:
        for table in ("quality.made", "quality.spreads", "marts.panel", "marts.panel_values", "marts.indicators"):
            connection.execute(f"DELETE FROM {table}")
    for year in YEARS:
        house.follow(year)
    assert standing(house) == left


@pytest.mark.full
@pytest.mark.parametrize("seed", range(2))
def test_it_is_what_making_all_anew_each_time_gives(house: House, tmp_path: Path, seed: int) -> None:
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    for files in arrivals(Random(seed)):
        for each in (house, other):
            for name, text in files.items():
                each.write(name, text)
        with other.connect() as connection:
            connection.execute("DELETE FROM quality.made")
        house.run()
        other.run()
        left, made = (standing(each) | {"quality.made": []} for each in (house, other))
        assert left == made


def test_of_one_new_document_its_issuer_is_made_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, (issuer, year) in enumerate(product(ISSUERS, YEARS)):
        house.write(f"{number}.txt", f"year {year}\nissuer {issuer}\nform 2021\ntable requests.received {number}\n")
    new = house.input / f"{ISSUERS.index('甲县/财政局') * len(YEARS) + 2}.txt"
    text = new.read_text()
    new.unlink()
    house.run()
    made: set[tuple[str, int, str]] = set()

    def noted(connection: DuckDBPyConnection, step: str) -> None:
        made.update((step, *each) for each in connection.execute("SELECT report_year, part FROM anew").fetchall())
        module.made(connection, step)

    for each in (neighbours, panel, indicators):
        monkeypatch.setattr(each, "made", noted)
    house.write(new.name, text)
    house.run()
    assert made == {
        *(("checks", year, "甲县/财政局") for year in range(2020, 2023)),
        ("panel", 2020, "甲县/财政局"),
        *(("flags", year, "甲县/财政局") for year in range(2020, 2023)),
        *(("indicators", year, "甲县/财政局") for year in (2020, 2021)),
        ("indicators", 2022, "甲县/财政局"),  # with four years behind it, a check more is assessed
    }


def test_years_beside_one_that_was_never_loaded_are_checked(house: House) -> None:
    house.write("a.txt", "year 2018\nissuer 甲县\n")
    house.run()
    assert neighbours.check_year(house.connect, 2001) == [2001]
    with house.connect() as connection:
        connection.execute("DELETE FROM quality.made")
    assert neighbours.check_year(house.connect, 2016) == [2016, 2018]


def test_a_warehouse_of_an_earlier_version_learns_what_it_did_not_keep(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("gone.txt", "year 2018\nissuer 甲县\nfact proactive.total 120\n")
    house.run()
    house.write("gone.txt", "year 2018\nissuer 甲县\nfact proactive.total 121\n")
    house.run()
    learned = "SELECT document_id, text_id, chars, replaced FROM raw.documents ORDER BY 1"
    known = house.rows(learned)
    assert [row[3] for row in known].count(True) == 1
    (house.input / "gone.txt").unlink()
    with house.connect() as connection:
        connection.execute("UPDATE raw.documents SET text_id = NULL, chars = NULL, replaced = NULL")
    house.write("new.txt", "year 2018\nissuer 乙县\n")
    house.run()
    assert set(house.rows(learned)) >= set(known)


def test_a_year_that_is_read_again_is_made_anew(house: House) -> None:
    house.write("a.txt", "year 2018\nissuer 甲县\ntable requests.received 5\n")
    house.run()
    with house.connect() as connection:
        connection.execute("UPDATE marts.panel SET form = '2014'")
    house.load(2018)
    assert house.rows("SELECT form FROM marts.panel") == [("narrative",)]
