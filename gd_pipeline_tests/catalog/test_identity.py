import pytest

from gd_pipeline.catalog.identity import Kind, WordList, checked_lists, kinds, one_of, word_lists
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
    rows = [WordList(role=role, words=listed) for role, listed in word_lists().items()]  # type: ignore[arg-type]
    assert checked_lists(rows) == word_lists()
    with pytest.raises(CatalogError, match="stands twice"):
        checked_lists([*rows, rows[0]])
    with pytest.raises(CatalogError, match="no words for"):
        checked_lists(rows[1:])


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
