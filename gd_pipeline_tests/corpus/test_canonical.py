from datetime import date

import pytest

from gd_pipeline.corpus.canonical import Copy, canonical, clusters

EARLY, LATE = date(2016, 3, 1), date(2016, 5, 1)


@pytest.mark.parametrize(
    ("copies", "chosen"),
    [
        ([Copy("a", ("x.com/1",), facts=9), Copy("b", ("in/www.benxi.gov.cn/1.html",))], ("b", "official_host")),
        ([Copy("a", ("https://www.gov.cn.evil.com/",)), Copy("b", ("https://www.gov.cn/x",))], ("b", "official_host")),
        ([Copy("a", ("l.jsonl!http://a.gov.cn/1",), True), Copy("b", ("b.gov.cn",))], ("b", "official_host")),
        ([Copy("a", facts=50), Copy("b", facts=90)], ("b", "complete")),
        ([Copy("a", published_on=LATE, facts=97), Copy("b", published_on=EARLY, facts=98)], ("b", "earlier")),
        ([Copy("b"), Copy("a")], ("a", "identifier")),
        ([Copy("a", ("x.gov.cn",), facts=1), Copy("b", ("y.gov.cn",), facts=9), Copy("c", facts=9)], ("b", "complete")),
    ],
)
def test_the_copy_that_counts_and_why(copies: list[Copy], chosen: tuple[str, str]) -> None:
    assert canonical(copies) == canonical(copies[::-1]) == chosen


def test_a_report_has_a_copy() -> None:
    with pytest.raises(ValueError, match="without a copy"):
        canonical([])


def test_clusters_are_what_pairs_connect() -> None:
    assert clusters([("b", "c"), ("x", "y"), ("a", "c")]) == [["a", "b", "c"], ["x", "y"]]
