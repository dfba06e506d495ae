import re
import tomllib

import pytest

from gd_pipeline.catalog import wording_numbers, wording_texts
from gd_pipeline.catalog.loader import CatalogError, load_record, read_text
from gd_pipeline.catalog.wording import AnyOf, Wording, Words, wording

FILES = [
    model
    for module in (wording_numbers, wording_texts)
    for model in vars(module).values()
    if getattr(model, "__module__", "") == module.__name__
]


class Sample(Wording):
    file = "wording_sample.toml"

    verbs: AnyOf
    marks: Words
    state: str


SAMPLE = 'verbs = ["编制", "汇总?"]\nmarks = ["甲", "乙"]\nstate = "国"\n'


def test_patterns_are_joined_in_their_order_and_words_kept():
    read = load_record(Sample.file, Sample, SAMPLE)
    assert (read.verbs, read.marks, read.state) == ("编制|汇总?", ("甲", "乙"), "国")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("verbs", "verb", "verbs: Field required"),
        ("state", "name", "state: Field required"),
        ('["编制", "汇总?"]', '"编制"', "verbs: .*no list"),
        ('["编制", "汇总?"]', "[]", "verbs: .*no list"),
        ('["甲", "乙"]', '["甲", ""]', "marks: .*no list"),
        ('["甲", "乙"]', '["甲", 1]', "marks: .*no list"),
        ('["甲", "乙"]', '["甲", "甲"]', "marks: .*stands twice"),
        ('"国"', '["国"]', "state: .*string"),
        ('"国"', '"国"\nmore = "乡"', "more: Extra"),
    ],
)
def test_a_typo_is_refused(right: str, wrong: str, said: str):
    with pytest.raises(CatalogError, match=rf"wording_sample\.toml: {said}"):
        load_record(Sample.file, Sample, SAMPLE.replace(right, wrong))


@pytest.mark.parametrize("model", FILES, ids=lambda model: model.file)
def test_the_shipped_files_are_read_and_each_pattern_compiles(model: type[Wording]):
    assert wording(model)
    for listed in tomllib.loads(read_text(model.file)).values():
        for pattern in listed if isinstance(listed, list) else ():
            re.compile(pattern)


@pytest.mark.parametrize("model", FILES, ids=lambda model: model.file)
def test_a_key_that_is_misspelt_in_a_shipped_file_is_refused(model: type[Wording]):
    for key in model.model_fields:
        text = re.sub(rf"^{key} = ", f"{key}x = ", read_text(model.file), flags=re.MULTILINE)
        with pytest.raises(CatalogError, match=f"{model.file}: {key}"):
            load_record(model.file, model, text)


@pytest.mark.parametrize(
    ("model", "right", "wrong", "said"),
    [
        (wording_numbers.MaskWording, "ordinal =", "ordnal =", "before"),
        (wording_texts.IssuerWording, '"prefecture"', '"prefectur"', "level_of_suffix"),
        (wording_texts.ScriptWording, '"信息"', '"信息的"', "longer or shorter"),
    ],
)
def test_a_typo_in_a_shipped_table_is_refused(model: type[Wording], right: str, wrong: str, said: str):
    text = read_text(model.file)
    assert right in text
    with pytest.raises(CatalogError, match=said):
        load_record(model.file, model, text.replace(right, wrong))
