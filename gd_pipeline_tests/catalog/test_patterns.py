import re

import pytest

from gd_pipeline.catalog.patterns import Pattern, longest_anywhere, longest_of

WORDS = ("申请", "申请人", "公开", "公", "条", "件", "复议", "诉讼", "(含", "网站", "微博", "-", "人次", "人")


@pytest.mark.parametrize("text", ["申请人撤回", "申请公开", "公文", "人次", "人", "(含", "-", "无", ""])
def test_the_longest_word_at_a_place_is_found(text: str) -> None:
    longest = max((word for word in WORDS if text.startswith(word)), key=len, default=None)
    for pattern in (longest_of(WORDS), longest_anywhere(WORDS)):
        found = re.match(pattern, text)
        assert (found and found[0]) == longest


def test_a_pattern_finds_the_same_before_and_after_it_is_compiled() -> None:
    pattern = Pattern("公开[0-9]")
    assert [pattern.search("政府公开1") is None, pattern.search("公开") is None] == [False, True]
    assert [pattern.match("政府公开1") is None, pattern.match("公开2") is None] == [True, False]
