"""The identities as data: what a typo does, and what a formula means."""

import pytest

from gd_pipeline.catalog.identities import Identity, equation, equations, identities
from gd_pipeline.catalog.loader import CatalogError, load_rows
from gd_pipeline.catalog.metrics import metrics

HEADER = "id,rule,severity,form,origin,columns,formula,basis,note\n"
ROW = "X-1,sum.staff.total,H,2014,table,total,staff.total = staff.full_time + staff.part_time,某文,注\n"


def read(row: str) -> Identity:
    (identity,) = load_rows("identities.csv", Identity, HEADER + row)
    return identity


def test_the_row_of_these_tests_is_good() -> None:
    assert equation(read(ROW)).relation == "="


@pytest.mark.parametrize(
    "edit",
    [
        ("staff.full_time", "staff.fulltime"),
        ("staff.total =", "staff.totals ="),
        (" = ", " == "),
        (" + ", " plus "),
        ("staff.part_time", "staff.*.x"),
        ("staff.part_time", "meetings.*"),
        ("staff.part_time", "staff.part_time[nobody]"),
        (",H,", ",X,"),
        (",2014,", ",2015,"),
        (",table,", ",tables,"),
        (",total,s", ",all,s"),
    ],
    ids=lambda edit: edit[1],
)
def test_a_typo_is_refused(edit: tuple[str, str]) -> None:
    with pytest.raises(CatalogError):
        equation(read(ROW.replace(*edit)))


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(CatalogError):
        load_rows("identities.csv", Identity, HEADER.replace("note", "notes") + ROW)


@pytest.mark.parametrize("identity", identities().values(), ids=list(identities()))
def test_every_identity_can_be_read(identity: Identity) -> None:
    parsed = equation(identity)
    assert parsed.right
    assert parsed.rows or parsed.whole in metrics()


def test_parts_of_a_form_are_those_that_its_tables_print() -> None:
    by_id = {e.identity.id: e for e in equations("2019", "table")}
    rows = [code for slot in by_id["T3-02"].right for code in slot[0]]
    assert len(rows) == 2 + 8 + 3 + 5 + 3
    assert "outcome.denied.commercial_secret" not in rows
    assert by_id["T3-02"].right[-1][1] == ("outcome.other",)


def test_each_form_has_its_identities() -> None:
    counts = {form: len(equations(form, "table")) for form in ("narrative", "2014", "2019", "2021")}
    assert counts["2014"] > 20
    assert counts["2019"] == counts["2021"] > 15
    assert not equations("narrative", "prose_table")
