"""What is said of all that a number counts."""

import pytest

from gd_pipeline.reading.narrative import read_narrative
from gd_pipeline.reading.sections import read_sections


def _read(words: str) -> dict[tuple[str, str], tuple[float, str]]:
    text = f"三、依申请公开政府信息情况\n{words}\n"
    facts = read_narrative(text, read_sections(text), (), 2018).facts
    return {(fact.metric, fact.applicant): (fact.low, fact.text) for fact in facts}


@pytest.mark.parametrize(
    ("words", "metric", "applicant", "said"),
    [
        ("收到申请6件，均为自然人申请。", "requests.received", "natural_person", "均为自然人申请"),
        ("收到申请6件（自然人）。", "requests.received", "natural_person", "（自然人）"),
        ("收到申请6件，全部通过网络提交。", "requests.received.online", "total", "全部通过网络提交"),
        ("收到申请6件，均予以公开。", "outcome.granted", "total", "均予以公开"),
        ("收到申请6件，均在法定期限内答复。", "requests.closed.on_time", "total", "均在法定期限内答复"),
        ("被申请行政复议6件，均获维持。", "review.upheld", "total", "均获维持"),
    ],
)
def test_as_many_as_the_number_before(words: str, metric: str, applicant: str, said: str) -> None:
    """The fact has the number's value, and its span is the words that say it of all."""
    assert _read(words)[metric, applicant] == (6, said)


@pytest.mark.parametrize(
    "words",
    [
        "收到申请6件，均未超期。",
        "除2件延期外收到申请6件，其余申请均在法定期限内答复。",
        "收到申请6件，其中自然人4件，均为本地居民。",
    ],
)
def test_other_words_say_nothing_of_all(words: str) -> None:
    """A denial, what is said of the rest, and words that no metric knows."""
    assert set(_read(words)) <= {
        ("requests.received", "total"),
        ("requests.received", "natural_person"),
        ("requests.closed.extended", "total"),
    }
