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


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("被申请行政复议1件，复议机关维持。", {"review.upheld": "1件，复议机关维持"}),
        ("被申请行政复议1件，结果维持，没有被纠错。", {"review.upheld": "1件，结果维持"}),
        ("被提起行政诉讼1件（尚未审结）。", {"litigation.pending": "1件（尚未审结"}),
        ("被申请行政复议3件，均在审理中。", {"review.pending": "均在审理中"}),
        ("收到申请1件，为网上申请。", {"requests.received.online": "1件，为网上申请"}),
        ("收到申请1件，申请内容为拆迁，予以部分公开。", {"outcome.partial": "1件，申请内容为拆迁，予以部分公开"}),
        ("被申请行政复议1件，申请人撤回。", {"review.other": "1件，申请人撤回"}),
        ("被申请行政复议1件，申请人申请公开土地信息。", {}),
        ("被申请行政复议2件，复议机关维持。", {}),
        ("收到申请1件，申请公开土地审批信息，已答复。", {}),
        ("收到申请1件，不予公开的0件。", {"outcome.denied": "0件"}),
        ("收到申请1件全部通过网络提交。", {"requests.received.online": "全部通过网络提交"}),
        ("收到申请1件，凡不予公开的，说明理由。", {}),
        ("收到申请1件，其余均不予公开。", {}),
        ("被提起行政诉讼1件，请求撤销答复，法院驳回。", {"litigation.upheld": "1件，请求撤销答复，法院驳回"}),
        ("被提起行政诉讼1件，一审判决撤销，二审维持。", {}),
    ],
)
def test_what_is_said_of_one_case_alone(words: str, facts: dict[str, str]) -> None:
    """One case needs no 均; its fact spans the number and the words, and a number behind the words is another's."""
    said = {metric: text for (metric, _), (_, text) in _read(words).items()}
    assert {metric: text for metric, text in said.items() if not metric.endswith((".total", ".received"))} == facts
