"""The words that a number takes over from the numbers before it."""

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
