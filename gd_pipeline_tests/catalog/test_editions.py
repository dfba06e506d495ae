import pytest

from gd_pipeline.catalog.editions import editions, read_editions
from gd_pipeline.catalog.loader import CatalogError

FIRST = '[[edition]]\nedition = "2019"\nletters = "公开办函"\nnumber = "60"\ntitles = ["某格式"]\n'
SECOND = FIRST.replace("2019", "2021").replace("60", "30")


def test_each_edition_since_2019_has_its_letter():
    assert {each.edition: each.number for each in editions()} == {"2019": "60", "2021": "30"}
    assert [each.edition for each in read_editions(FIRST + SECOND)] == ["2019", "2021"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FIRST.replace("2019", "2018"), "unknown edition"),
        (FIRST + FIRST.replace("60", "61"), "'2019' stands twice"),
        (FIRST + SECOND.replace("30", "60"), "'60' stands twice"),
        (FIRST.replace("titles", "names"), "titles"),
    ],
)
def test_a_typo_is_refused(text, said):
    with pytest.raises(CatalogError, match=said):
        read_editions(text)
