"""What is no report: notices, blank forms, summaries, lists, model texts… each refused with a reason code.

A page with a report's own title, with year, or with enough of a report's topics is a report, also when it is a copy on a
hijacked site; what speaks about reports is told by the words behind the title and at the top of the page.
"""

import re
from functools import lru_cache

from gd_pipeline.catalog.identity import Kind, kinds
from gd_pipeline.intake.document import Document, Quarantine
from gd_pipeline.reading.identity import Identity
from gd_pipeline.reading.report import Section
from gd_pipeline.reading.squeezed import squeeze
from gd_pipeline.reading.titles import Title

_TOP, _HEAD, _LOOKED_AT = 160, 1500, 6000
_TOPICS = (
    "主动公开",
    "依申请",
    "申请",
    "收费|费用|减免",
    "行政复议",
    "诉讼",
    "问题|不足|困难",
    "公开政府信息|政府信息公开|信息公开",
)
_ENOUGH_TOPICS, _ENOUGH_SECTIONS, _ENOUGH_CELLS = 5, 3, 5
_LIST = 4
_PAGING = re.compile(r"共\d{1,6}(?:条|页)|下一页|尾页|末页")
_SELF = re.compile(
    "[我本](?:市|县|区|省|州|旗|盟|镇|乡|街道|局|厅|委|办|中心|院|机关|单位|部门|处|关|署)|全[市县区省镇乡局]"
)
_SLOTS = frozenset({"overview", "proactive", "requests", "fees", "review_litigation", "problems"})


def refusal(
    document: Document, identity: Identity, sections: tuple[Section, ...], fact_count_in_tables: int
) -> Quarantine | None:
    """Why `document` is no annual report, or None where it is one.

    Args:
        document: what intake made.
        identity: what `read_identity` found, with its titles.
        sections: headings of the text.
        fact_count_in_tables: numbers read from statutory tables.

    Returns:
        Quarantine with one of the reasons of identity_kinds.toml, or list_page, blank_form, no_year, not_a_report.
    """
    head = squeeze(document.text, 0, _LOOKED_AT).text
    body = _body_like(head, sections, fact_count_in_tables)
    own = any(_is_own(title) for title in identity.titles)
    if _is_list(identity.titles, head):
        return Quarantine("list_page", "a list of reports, none of them in full")
    kind = next((kind for kind in kinds() if _is(kind, head, identity, own, body)), None)
    if kind is not None:
        return Quarantine(kind.reason, kind.detail)
    if not (own or body):
        return _neither(head, fact_count_in_tables)
    if identity.report_year is None:
        return Quarantine("no_year", "neither title nor period nor text says which year is reported on")
    return None


def _neither(head: str, cells: int) -> Quarantine:
    if "统计表" in head[:_HEAD] or "统计报表" in head[:_HEAD] or "计量单位" in head:
        return Quarantine("blank_form", f"a form in which {cells} cells are filled")
    return Quarantine("not_a_report", "no title of an annual report and too few of its topics")


def _is_own(title: Title) -> bool:
    """Whether a title is the document's own: with a year, and nothing behind it that makes it a mention."""
    return title.year is not None and (not title.after or title.after[0] in "。，,；;（(》.·[" or _follows(title.after))


def _follows(after: str) -> bool:
    return (
        re.match(
            r"如下|发布|来源|时间|日期|访问|浏览|字|打印|作者|\d{4}[-年]|本|一、|引|根据|按照|/|附|概述|现将|为", after
        )
        is not None
    )


def _body_like(head: str, sections: tuple[Section, ...], cells: int) -> bool:
    """Whether the text reads like a report: sections of the form, its topics in the first person, or filled tables."""
    slots = {section.section for section in sections if section.level <= 2} & _SLOTS
    topics = sum(re.search(topic, head) is not None for topic in _TOPICS)
    speaks = _SELF.search(head) is not None or "本报告" in head or "统计期限" in head
    return (
        cells >= _ENOUGH_CELLS
        or (topics >= _ENOUGH_TOPICS and speaks)
        or (len(slots) >= _ENOUGH_SECTIONS and topics >= _ENOUGH_TOPICS)
    )


def _is_list(titles: tuple[Title, ...], head: str) -> bool:
    listed = {(title.phrase, title.year) for title in titles if title.place == "line" and title.year}
    return len(listed) >= _LIST and (_PAGING.search(head) is not None or head.count("。") < len(listed))


def _is(kind: Kind, head: str, identity: Identity, own: bool, body: bool) -> bool:
    if (own and not kind.titled) or (kind.reason == "news" and body):
        return False
    if kind.where != "after":
        text = head[: _TOP if kind.where == "top" else _HEAD]
        return _hits(kind, text) >= kind.at_least
    first = next((title for title in identity.titles if title.place != "page"), None)
    if first is None or _hits(kind, first.after) == 0:
        return False
    return not (first.carried and kind.reason == "notice" and (body or own))


def _hits(kind: Kind, text: str) -> int:
    return sum(len(set(pattern.findall(text))) for pattern in _compiled(kind))


@lru_cache(maxsize=64)
def _compiled(kind: Kind) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in kind.patterns)
