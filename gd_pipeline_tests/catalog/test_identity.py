from typing import get_args

import pytest

from gd_pipeline.catalog.identity import (
    Kind,
    Sign,
    SignPatterns,
    WordList,
    checked_lists,
    kinds,
    one_of,
    sign,
    sign_patterns,
    topics,
    word_lists,
)
from gd_pipeline.catalog.loader import CatalogError, load_rows

KIND = '[[kind]]\nreason = "news"\ndetail = "d"\nwhere = "top"\ntitled = true\npatterns = ["a"]\n'


def test_every_role_has_its_words():
    assert all(word_lists().values())
    assert {kind.where for kind in kinds()} == {"after", "top", "head"}


@pytest.mark.parametrize(
    "text",
    [
        '[[words]]\nrole = "titel"\nwords = ["a"]\n',
        '[[words]]\nrole = "town"\nword = ["a"]\n',
        '[[words]]\nrole = "town"\nwords = ["a", "a"]\n',
        '[[words]]\nrole = "town"\nwords = [""]\n',
        '[[words]]\nrole = "town"\nwords = "a"\n',
    ],
)
def test_typos_in_words_are_refused(text: str):
    with pytest.raises(CatalogError):
        load_rows("identity.toml", WordList, text)


def test_a_role_that_is_missing_or_stands_twice_is_refused():
    rows = [WordList(role=role, words=("甲",)) for role in ("town", "zone")]
    assert list(checked_lists("a.toml", rows, ("town", "zone"))) == ["town", "zone"]
    with pytest.raises(CatalogError, match="'town' stands twice"):
        checked_lists("a.toml", [*rows, rows[0]], ("town", "zone"))
    with pytest.raises(CatalogError, match="no words for"):
        checked_lists("a.toml", rows[1:], ("town", "zone"))


def test_every_sign_of_a_report_has_its_patterns():
    assert all(sign(role).pattern for role in get_args(Sign))
    assert [each.pattern for each in topics()] == list(sign_patterns()["topic"])


@pytest.mark.parametrize(
    ("right", "wrong"), [('"topic"', '"topics"'), ('"费用|减免"', '"费用|(减免"'), ("patterns", "pattern")]
)
def test_typos_in_signs_are_refused(right: str, wrong: str):
    text = '[[sign]]\nrole = "topic"\npatterns = ["费用|减免"]\n'
    assert load_rows("identity_signs.toml", SignPatterns, text)[0].role == "topic"
    with pytest.raises(CatalogError):
        load_rows("identity_signs.toml", SignPatterns, text.replace(right, wrong))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('where = "top"', 'where = "bottom"'), ('"a"', '"a("'), ("titled = true\n", ""), ("detail", "detial")],
)
def test_typos_in_kinds_are_refused(right: str, wrong: str):
    assert load_rows("identity_kinds.toml", Kind, KIND)[0].reason == "news"
    with pytest.raises(CatalogError):
        load_rows("identity_kinds.toml", Kind, KIND.replace(right, wrong))


def test_words_are_literal_and_the_longest_goes_first():
    ways = one_of("town_body").split("|")
    assert ways.index("人民政府办公室") < ways.index("人民政府")
    assert "\\(盖章\\)" in one_of("publisher_label")
