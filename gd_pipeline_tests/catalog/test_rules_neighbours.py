"""What the checks across years and issuers go by: a typo in the file is refused."""

import pytest

from gd_pipeline.catalog.loader import CatalogError, load_tables, read_text
from gd_pipeline.catalog.rules_neighbours import MODELS, neighbours


@pytest.mark.parametrize(
    "edit",
    [
        ("[[steady]]", "[[steadies]]"),
        ('"requests.received"', '"requests.recieved"'),
        ('side = "below"', 'side = "under"'),
        ('families = ["carry"', 'families = ["carried"'),
        ("years = [2018", 'years = ["MMXVIII"'),
        ("title_zh =", "title ="),
    ],
    ids=lambda edit: edit[1],
)
def test_a_typo_is_refused(edit: tuple[str, str]) -> None:
    text = read_text("rules_neighbours.toml")
    assert edit[0] in text
    with pytest.raises(CatalogError):
        load_tables("rules_neighbours.toml", MODELS, text.replace(*edit))


def test_every_excuse_is_of_a_family_that_looks_beyond_the_report() -> None:
    families = {family for excuse in neighbours().excuses.values() for family in excuse.families}
    assert families <= {"carry", "stock", "growth", "conflict", "bound", "reuse", "hierarchy"}
