"""Sentences say what is true: intervals hold the value, zeros are said of zeros, every template is usable."""

import pytest

from gd_pipeline.catalog.loader import CatalogError
from gd_pipeline.synth.amounts import Hand, amount, chinese
from gd_pipeline.synth.compose import compose, sections
from gd_pipeline.synth.draw import draw
from gd_pipeline.synth.prose import Template, _compiled, list_templates, sentences, state
from gd_pipeline.synth.seeds import stream
from gd_pipeline.synth.truth import FORMS, TOTAL

TOLD = [draw(seed) for seed in range(300)]


@pytest.mark.parametrize(
    ("value", "hand"),
    [(value, hand) for value in (137, 4237, 10037, 98116, 120000, 9950) for hand in (Hand(hedging=1.0), Hand(wan=1.0))],
)
def test_a_rounded_amount_holds_its_value(value: int, hand: Hand) -> None:
    for seed in range(40):
        printed = amount(stream(seed), value, "条", hand)
        assert printed.low <= value <= printed.high, printed


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("4200余条", 4200, 4300), ("近4300条", 4200, 4300), ("约4200条", 4150, 4250), ("超过4200条", 4200, 4300)],
)
def test_hedges_are_the_contracts_intervals(text: str, low: int, high: int) -> None:
    printed = {amount(stream(seed), 4237, "条", Hand(hedging=1.0)) for seed in range(60)}
    assert (text, low, high) in {(one.text, one.low, one.high) for one in printed}


def test_ten_thousands() -> None:
    assert amount(stream(1), 98116, "条", Hand(wan=1.0)).text == "9.8万条"
    assert amount(stream(1), 120000, "条", Hand(wan=1.0)).high == 120000


@pytest.mark.parametrize(("value", "text"), [(7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (62, "六十二")])
def test_chinese_numerals(value: int, text: str) -> None:
    assert chinese(value) == text


def test_what_is_stated_is_true() -> None:
    for truth in TOLD:
        for said in compose(truth, chars=200).stated:
            if said.label is None:
                value = truth.values[said.metric, said.applicant]
                assert said.low - 1e-6 <= value <= said.high + 1e-6, said
            else:
                assert [part.value for part in truth.parts if part.label == said.label and part.metric == said.metric]


def test_every_template_is_used() -> None:
    used: set[str] = set()
    for truth in (draw(seed, form) for seed in range(150) for form in FORMS):
        used |= {
            "".join(sentence.words) + str(sentence.zeros)
            for several in sentences().values()
            for sentence in several
            if sentence.fits(truth)
        }
    written = [("".join(s.words) + str(s.zeros)) for several in sentences().values() for s in several]
    assert [words for words in written if words not in used] == []


def test_every_topic_is_in_the_plan() -> None:
    planned = {entry.partition(":")[0] for form in FORMS for section in sections(form) for entry in section.topics}
    assert planned == set(sentences()) | set(list_templates())


def test_a_list_adds_up() -> None:
    for truth in TOLD:
        said = state(stream(truth.seed), "outcomes", truth, Hand())
        if said and truth.form in ("narrative", "2014") and "provincial" not in truth.variants:
            assert sum(part.low for part in said[1]) == truth.values["outcome.total", TOTAL]


def test_a_wrong_code_in_a_template_is_refused() -> None:
    with pytest.raises(CatalogError, match="recieved"):
        _compiled(Template(topic="received", kind="n", text="收到申请{requests.recieved:件}。"))
