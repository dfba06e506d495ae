from collections import defaultdict
from datetime import date
from random import Random

import pyarrow as pa

from gd_pipeline.checking.neighbours import YearRecord
from gd_pipeline.checking.neighbours.neighbourhood import later
from gd_pipeline.warehouse.neighbour_records import LATER, VERSIONS
from gd_pipeline_tests.warehouse.conftest import House

YEAR = 2019
COLUMNS = ("report_id", "issuer_id", "report_year", "scope_class", "source_tier", "published_on", "replaced")


def drawn(number: int, chance: Random) -> YearRecord:
    return YearRecord(
        report_id=f"{chance.choice('ab0')}{number}",
        title="",
        issuer=None,
        issuer_id=chance.choice("甲乙"),
        issuer_code=None,
        issuer_level=None,
        report_year=chance.randrange(YEAR - 3, YEAR + 1),
        form="2021",
        scope_class=chance.choice([None, "AGG", "OWN"]),
        source_tier=chance.choice(["official", "mirror"]),
        published_on=chance.choice([None, date(2020, 1, 1), date(2020, 1, 2)]),
        size=chance.randrange(2),
        replaced=chance.random() < 0.3,
    )


def test_the_reports_that_count_are_the_last_in_the_order_of_versions(house: House) -> None:
    chance = Random(0)
    records = [drawn(number, chance) for number in range(300)]
    groups: dict[tuple[object, ...], list[YearRecord]] = defaultdict(list)
    for each in records:
        scope = each.scope_class if each.report_year == YEAR - 1 else None
        groups[each.issuer_id, each.report_year, scope].append(each)
    last = {max(group, key=later).report_id for group in groups.values()}
    now = {each.report_id for each in records if each.report_year == YEAR}
    rows = [{name: getattr(each, name) for name in COLUMNS} | {"facts": each.size} for each in records]
    with house.connect() as connection:
        connection.register("drawn", pa.Table.from_pylist(rows))
        query = f"SELECT arg_max(report_id, {LATER}) FROM (SELECT *, ? AS target FROM drawn) GROUP BY {VERSIONS}"
        found = connection.execute(query, [YEAR]).fetchall()
    assert {report for (report,) in found} == last | now
