"""The sentence that stands beside a Chinese message."""

from gd_pipeline.checking.english import told_in_english

SUM = "sum.review.total"
TOLD = "review.total is stated as 589, its parts add to 535: off by +54"


def test_a_sum_is_told_by_the_code_of_its_whole() -> None:
    metrics = ("review.upheld",)
    assert told_in_english(SUM, "violated", metrics, None, (589, 589), (535, 535)) == TOLD
    assert told_in_english(SUM, "explained", metrics, None, (589, 589), (535, 535)) == f"{TOLD} (may be explained)"


def test_a_column_is_named_beside_the_code() -> None:
    said = told_in_english(SUM, "violated", (), "commercial", (589, 589), (535, 535))
    assert said == TOLD.replace("review.total", "review.total[commercial]")


def test_an_interval_has_two_ends_and_what_is_not_known_is_a_question() -> None:
    said = told_in_english(SUM, "violated", (), None, (500, 600), None)
    assert said == "review.total is stated as 500 to 600, its parts add to ?: off by ?"


def test_what_holds_is_told_by_the_title_of_its_rule_and_an_unknown_rule_by_its_code() -> None:
    assert told_in_english(SUM, "holds", (), None, None, None) == "review.total is the sum of its parts"
    assert told_in_english("sum.unknown", "violated", (), None, None, None) == "sum.unknown"
