"""Whom a number speaks for."""

import pytest

from gd_pipeline.reading.scopes import scope_of


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("2016年，全市共收到申请9件", "全市"),
        ("我局收到申请9件", "我局"),
        ("本机关收到申请9件", "本机关"),
        ("市政府办公室收到申请9件", "市政府办公室"),
        ("全县收到申请20件，其中县政府收到9件", "县政府"),
        ("全系统收到申请9件", "全系统"),
        ("收到申请9件", None),
        ("各单位高度重视，收到申请9件", None),
    ],
)
def test_the_last_scope_word_before_the_number_counts(sentence: str, scope: str | None) -> None:
    """None where the sentence names nobody."""
    assert scope_of(sentence, 0, sentence.index("9")) == scope


def test_a_scope_behind_the_number_or_before_the_sentence_is_none() -> None:
    """Only what stands between the sentence's start and the number speaks for it."""
    text = "全市情况如下。收到申请9件，全省第3"
    assert scope_of(text, 7, text.index("9")) is None
