"""Natural persons and organisations make all applicants; kinds of reply are no more than what came in."""

import pytest

from gd_pipeline_tests.checking.reports import found

HEAD = "收到申请{62件|requests.received}"
NATURAL = "其中自然人{52件|requests.received@natural_person}"


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        (f"{HEAD}，{NATURAL}，法人或其他组织{{20件}}。", ["sum.applicants"]),
        (f"{HEAD}，{NATURAL}，法人或其他组织{{10件}}。", []),
        (f"{HEAD}，上年结转{{5件|requests.carried_in}}，{NATURAL}，法人或其他组织{{15件}}。", []),
        (f"{HEAD}，{NATURAL}，企业{{20件}}。", []),
        (f"{HEAD}，{NATURAL}。答复法人或其他组织{{20件}}。", []),
        (f"{HEAD}，{NATURAL}，商业企业{{3件|requests.received@commercial}}，法人或其他组织{{20件}}。", []),
        (f"全县{HEAD.replace('received', 'received~全县')}。会议多次。{NATURAL}，法人或其他组织{{20件}}。", []),
    ],
)
def test_persons_and_organisations(said: str, rules: list[str]) -> None:
    assert [rule for rule, *_ in found(said)] == rules


GRANTED, DENIED = "同意公开{44件|outcome.granted}", "信息不存在{13件|outcome.nonexistent}"


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        (f"收到申请{{50件|requests.received}}。其中{GRANTED}，{DENIED}。", ["bound.answered"]),
        (f"收到申请{{60件|requests.received}}。其中{GRANTED}，{DENIED}。", []),
        (f"收到申请{{50件|requests.received}}，上年结转{{9件|requests.carried_in}}。其中{GRANTED}，{DENIED}。", []),
        (f"收到申请{{50件|requests.received}}，一申多项内容的分别答复。其中{GRANTED}，{DENIED}。", []),
        (f"收到申请{{50件|requests.received}}，涉及60项内容。其中{GRANTED}，{DENIED}。", []),
        (f"收到申请{{50件|requests.received}}（按事项计更多）。其中{GRANTED}，{DENIED}。", []),
        (f"收到申请{{50件|requests.received}}，7件作出两种答复。其中{GRANTED}，{DENIED}。", []),
        (f"收到申请{{50件|requests.received}}（一件含两项）。其中{GRANTED}，{DENIED}。", []),
        (f"收到申请{{50件|requests.received}}，即{{57项}}。其中{GRANTED}，{DENIED}。", []),
        (f"收到申请{{50件|requests.received}}，即{{58项}}。其中{GRANTED}，{DENIED}。", ["bound.answered"]),
        (f"收到申请{{50件|requests.received}}。平稳。有序。{GRANTED}，{DENIED}。", []),
    ],
)
def test_more_replies_of_some_kinds_than_applications(said: str, rules: list[str]) -> None:
    assert [rule for rule, *_ in found(said)] == rules
