import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gd_pipeline.intake.document import Document
from gd_pipeline.review.page import page
from gd_pipeline.warehouse.examine import examine, examine_path

REPORT = """苍梧县2015年政府信息公开工作年度报告

本报告所列数据的统计期限为2015年1月1日至2014年12月31日。

一、概述
2015年，全县主动公开政府信息1062条。

二、依申请公开政府信息情况
全年收到政府信息公开申请62件，其中当面申请11件，网络申请40件，信函申请12件，合计62件。
"""
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "</mark></p></style><script>alert(1)</script>",
    "<iframe src=//a.example></iframe><link rel=stylesheet href=//a.example><base href=//a.example>",
    "{{ 7*7 }}{% raw %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--",
    "javascript:alert(1)",
]  # fmt: skip


def made(path: Path, text: str, name: str = "a.txt") -> LexborHTMLParser:
    (path / name).write_text(text, encoding="utf-8")
    return LexborHTMLParser(page(examine_path(path / name)))


def shown(element: LexborNode | LexborHTMLParser) -> str:
    return " ".join(element.text().split())


def test_findings_stand_beside_the_text_that_they_are_about(tmp_path: Path) -> None:
    tree = made(tmp_path, REPORT)
    cards = tree.css(".finding")
    assert cards
    marked = {shown(mark) for mark in tree.css(".text mark")}
    assert any("2015年1月1日至2014年12月31日" in words for words in marked)
    assert {"62件", "11件", "40件", "12件"} <= marked
    (period,) = [card for card in cards if "period.reversed" in shown(card)]
    assert "error" in period.attributes["class"]
    assert "2015-01-01 <= 2014-12-31" in shown(period)


def test_a_finding_says_rule_numbers_difference_suggestion_and_basis(tmp_path: Path) -> None:
    tree = made(tmp_path, REPORT)
    (total,) = [card for card in tree.css(".finding") if "sum.requests.received" in shown(card)]
    said = shown(total)
    for words in ("62 = 11 + 40 + 12", "62", "63", "-1", "建议", "国办发〔2014〕32号", "is the sum of its parts"):
        assert words in said


def test_every_link_leads_to_a_place_on_the_page(tmp_path: Path) -> None:
    tree = made(tmp_path, REPORT)
    links = [link.attributes["href"] for link in tree.css("a[href]")]
    assert links
    assert all(link.startswith("#") for link in links)
    places = [each.attributes["id"] for each in tree.css("[id]")]
    assert len(places) == len(set(places))
    assert {link[1:] for link in links} <= set(places)


def test_the_text_is_all_there(tmp_path: Path) -> None:
    (text,) = made(tmp_path, REPORT).css(".text")
    for number in text.css("sup"):
        number.decompose()
    assert "".join(shown(text).split()).removeprefix("原文Text") == "".join(REPORT.split())


def test_tables_are_rebuilt_from_their_cells(tmp_path: Path) -> None:
    table = (
        "<table><tr><td colspan='2'>甲&lt;b&gt;</td><td rowspan='2'>总计</td></tr><tr><td>自然人</td><td>其他</td></tr>"
        "<tr><td>1</td><td>2</td><td></td></tr></table>"
    )
    tree = made(tmp_path, f"<html><body>{REPORT.replace(chr(10), '<br>')}{table}</body></html>", "a.html")
    (rebuilt,) = tree.css(".text table")
    assert [[shown(cell) for cell in row.css("td")] for row in rebuilt.css("tr")] == [
        ["甲<b>", "总计"],
        ["自然人", "其他"],
        ["1", "2", ""],
    ]
    assert [(cell.attributes.get("colspan"), cell.attributes.get("rowspan")) for cell in rebuilt.css("td")][:2] == [
        ("2", None),
        (None, "2"),
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_report_runs_nothing(attack: str) -> None:
    hostile = REPORT.replace("工作年度报告\n", f"工作年度报告{attack}\n").replace("一、概述", f"一、概述{attack}")
    hostile = hostile.replace("其中当面申请11件", f"其中{attack}当面申请11件")
    document = Document("0", f"../{attack}.txt", "text/plain", "utf-8", 1, hostile)
    examined = examine(document)
    reports = tuple((replace(report, title=attack, issuer=attack), checks) for report, checks in examined.reports)
    tree = LexborHTMLParser(page([replace(examined, reports=reports)]))
    assert tree.css("script, img, svg, iframe, link, base, object, embed, form, input") == []
    assert {key for each in tree.css("*") for key in each.attributes if key.startswith("on") or key == "style"} == set()
    for part in (".source", ".text", ".title", ".findings h2", "head title"):
        assert attack in shown(tree.css(part)[0])
    assert len(tree.css(".document")) == 1


def test_the_policy_forbids_everything_but_the_style_of_the_page(tmp_path: Path) -> None:
    tree = made(tmp_path, REPORT)
    policy = tree.css('meta[http-equiv="Content-Security-Policy"]')[0].attributes["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    source = tree.html or ""
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|url\(|@import|//[a-z]", source) == []


def test_what_is_no_report_is_told_with_its_reason(tmp_path: Path) -> None:
    tree = made(tmp_path, "今天天气很好。")
    assert "不是报告" in shown(tree)
    assert "不是年度报告 not_a_report: 没有年度报告的标题，内容也不符。" in shown(tree)
    assert tree.css(".text, .finding") == []


def test_several_documents_are_listed(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT.replace("苍梧", name[0]), encoding="utf-8")

    def both() -> Iterator[object]:
        for name in ("a.txt", "b.txt"):
            yield from examine_path(tmp_path / name)

    tree = LexborHTMLParser(page(both()))  # type: ignore[arg-type]
    assert len(tree.css("nav li")) == len(tree.css(".document")) == 2
    numbers = [shown(number) for number in tree.css(".finding .number")]
    assert len(numbers) == len(set(numbers))


def test_the_same_documents_give_the_same_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    assert page(examine_path(tmp_path / "a.txt")) == page(examine_path(tmp_path / "a.txt"))
