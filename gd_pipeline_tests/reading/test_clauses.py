"""Where sentences end, and the words beside a number."""

import pytest

from gd_pipeline.reading.clauses import Sentences, left_words, plain, right_words
from gd_pipeline.reading.report import Section


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Sentences(text, (), ()).spans(0, len(text))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("收到申请3件。答复3件。", 2),
        ("收到申请3件，答复3件。", 1),
        ("收到申\n请3件，答复\n3件。", 1),
        ("收到申请3件\n\n答复3件", 2),
        ("收到申请3件\n \u3000\n答复3件", 2),
        ("情况如下：\n当面申请3件；\n网上申请2件", 3),
        ("收到申请3件\n二、收费情况", 2),
        ("收到申请3件\n（二）收费情况", 2),
        ("收到申请3件\n2.收费情况", 2),
        ("为什么？不知道！收到3件", 3),
    ],
)
def test_a_sentence_ends_at_a_stop_a_blank_line_or_a_numeral(text: str, count: int) -> None:
    """A single break inside running text does not end it."""
    assert len([part for part in _sentences(text) if part]) == count


def test_headings_and_tables_end_a_sentence() -> None:
    """The borders of sections and of skipped spans are borders of sentences."""
    text = "一、概述\n收到申请3件 表 答复3件"
    section = Section("overview", 1, "概述", 0, len(text), heading_end=4)
    sentences = Sentences(text, [section], [(13, 14)])
    assert sentences.around(0)[:2] == (0, 4)
    assert sentences.around(6)[:2] == (4, 13)
    assert sentences.around(15)[:2] == (14, len(text))


def test_ordinals_grow_with_the_sentences() -> None:
    """Two numbers of one sentence share its ordinal, those of the next have a larger one."""
    text = "收到3件，答复2件。同意1件。"
    sentences = Sentences(text, (), ())
    ordinals = [sentences.around(text.index(digit))[2] for digit in "321"]
    assert ordinals[0] == ordinals[1] < ordinals[2]


def test_an_offset_at_the_end_is_in_the_last_sentence() -> None:
    """The text's own length is no error."""
    assert Sentences("收到", (), ()).around(2)[:2] == (2, 2)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“同意 公开”的", "同意公开的"),
        ("（其中）：a,b；", "(其中):a，b;"),
        ("收\u3000到\xa0申\t请\n", "收到申请"),
    ],
)
def test_plain_words(words: str, expected: str) -> None:
    """Blanks and quotation marks go, commas and brackets take one form."""
    assert plain(words) == expected


def test_near_goes_back_to_the_number_before() -> None:
    """Words that touch the number before are told."""
    text = "收到申请3件，答复申请2件"
    at = text.index("2")
    assert left_words(text, text.index("件") + 1, at, after_number=True) == "，答复申请"


def test_words_after_a_number_up_to_a_pause_mark_belong_to_it() -> None:
    """19个镇查阅点、11个: what stands before 、 is the noun of 19."""
    text = "19个镇查阅点、重点单位11个"
    assert left_words(text, 3, text.index("11"), after_number=True) == "重点单位"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("件行政复议，均维持。其他", "行政复议，均维持"),
        ("件申请；答复", "申请"),
        ("件\n申请", "申请"),
        ("件" + "长" * 60, "长" * 40),
    ],
)
def test_right_words_end_at_a_stop(text: str, expected: str) -> None:
    """A comma does not stop them, a stop, a semicolon, a line break inside and 40 characters do."""
    assert right_words(text, 1, len(text)) == expected
