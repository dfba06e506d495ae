"""The words that a number takes over from the numbers before it, and what it is as one that adds up with others."""

from gd_pipeline.reading.clauses import Sentences
from gd_pipeline.reading.mentions import Mention, mentions
from gd_pipeline.reading.naming import name_mentions


def _named(text: str) -> list[Mention]:
    found = mentions(text, (), Sentences(text, (), ()), [(0, len(text))])
    name_mentions(text, found, 2016)
    return found


def test_a_sum_takes_over_the_words_of_what_it_sums_up() -> None:
    assert _named("编印材料3本，共计5本。")[-1].near == "编印材料，，共计"


def test_sums_of_sums_do_not_gather_the_words_of_a_whole_line() -> None:
    near = [len(mention.near) for mention in _named("，".join(f"共计{number}件" for number in range(200)))]
    assert max(near) == max(near[:100])


def _classes(text: str) -> list[str | None]:
    return [mention.label for mention in _named(text) if mention.metric == "proactive.category"]


def test_counts_in_any_unit_that_add_up_to_the_headline_are_its_classes() -> None:
    assert _classes("主动公开政府信息47条，其中年报1条，机构公告4个，文件30个，月计划12个。") == [
        "年报", "机构公告", "文件", "月计划",
    ]  # fmt: skip


def test_counts_in_other_units_that_do_not_add_up_are_no_classes() -> None:
    assert _classes("主动公开政府信息48条，其中年报1条，机构公告4个，文件30个，月计划12个。") == []


def test_things_that_happen_to_add_up_are_no_classes() -> None:
    assert _classes("主动公开政府信息47条，公开栏12个，电子屏5块，宣传册30本。") == []


def test_two_counts_that_happen_to_add_up_are_no_classes() -> None:
    assert _classes("主动公开政府信息47条，展板35块，橱窗12个。") == []
