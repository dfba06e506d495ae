from typing import get_args

import pytest

from gd_pipeline.catalog.forms_words import Kind, form_words, read_form_words
from gd_pipeline.catalog.loader import CatalogError

GOOD = "".join(f'[[words]]\nkind = "{kind}"\nnote = "where"\nwords = ["小计"]\n' for kind in get_args(Kind))


def test_every_kind_has_words():
    assert all(form_words(kind) for kind in get_args(Kind))
    assert read_form_words(GOOD)["block"] == ("小计",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace('"block"', '"blocks"'), "kind"),
        (GOOD.replace('"block"', '"placeholder"'), "'placeholder' stands twice"),
        (GOOD[GOOD.index("[[words]]", 1) :], "no words of the kinds"),
        (GOOD.replace("小计", "小 计", 1), "not in normal form"),
        (GOOD.replace("words = ", "word = ", 1), "word"),
    ],
)
def test_a_typo_is_refused(text, said):
    with pytest.raises(CatalogError, match=said):
        read_form_words(text)
