"""Examples of rules: small reports written as text with marks, which the tests evaluate and docs/rules.md shows.

@ year=2020 form=2019 period=2020-01-01..2019-12-31      first line, optional: what the report says of itself
#1 三、依申请公开情况 | requests                          a heading: its level, its words, its section
收到申请{248件|requests.received}，增长{13.76%}             {printed|code}: a fact; {printed}: a number without code
{近7000条|channel.other=6000..7000:近}                    =low..high:hedge where printed is no plain number
{239件|requests.received@natural_person}                 @column of table 3; #label; ~scope; ! for a table cell; ?
{|outcome.total@total?}                                  for a blank cell; date:role for a printed date;
{120件|left:last_year:requests.received}                 a number that is no fact, for a reason
---                                                      parts the report from its neighbours, in rules that need them
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.reading.report import Blank, Fact, Leftover, Note, PrintedDate, Quantity, Repeat, Report, Section

_MARK = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}|#(\d) ([^\n|]{1,80}) \| (\w+)")
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.(\d+))?)\s*(\D*)$")
_CODE = re.compile(
    r"(?P<code>[a-z_.0-9:]+?)(?:@(?P<applicant>\w+))?(?:#(?P<label>[^~=!?]+))?(?:~(?P<scope>[^=!?]+))?"
    r"(?:=(?P<low>-?[\d.]+?)\.\.(?P<high>-?[\d]+(?:\.\d+)?)(?::(?P<hedge>[^!?]+))?)?(?P<table>!)?(?P<blank>\?)?"
)
_NUMERAL = re.compile(r"[（(]?([一二三四五六七八九十]+|\d+)[）)、.]+")
_PARTED = "\n---\n"
_HAN = "一二三四五六七八九十"


@dataclass
class _Writing:
    """The example so far: its text without marks, and what was marked."""

    text: str = ""
    section: str = "overview"
    facts: list[Fact] | None = None

    def __post_init__(self) -> None:
        self.facts: list[Fact] = []
        self.blanks: list[Blank] = []
        self.quantities: list[Quantity] = []
        self.sections: list[Section] = []
        self.dates: list[PrintedDate] = []
        self.leftovers: list[Leftover] = []


def example(source: str) -> tuple[Report, str]:
    """The report that an example describes, and its text.

    Raises:
        ValueError: a mark cannot be read, or names a metric that does not exist.
    """
    head, body = _head(source)
    writing = _Writing()
    at = 0
    for match in _MARK.finditer(body):
        writing.text += body[at : match.start()]
        _add(writing, match)
        at = match.end()
    writing.text += body[at:]
    return _report(head, writing), writing.text


def examples(source: str) -> list[tuple[Report, str]]:
    """All reports of an example; one whose first line says copies=20 stands there so often, each of another issuer."""
    found = []
    for part in source.strip("\n").split(_PARTED):
        report, text = example(part)
        copies = int(_head(part)[0].get("copies", "0"))
        found += [(replace(report, issuer_id=f"{report.issuer_id}{n}"), text) for n in range(copies)]
        found += [] if copies else [(report, text)]
    return found


def plain(source: str) -> str:
    """The example's text as a reader of the docs sees it."""
    return " ‖ ".join(map(_plain, source.strip("\n").split(_PARTED)))


def _plain(source: str) -> str:
    head, body = _head(source)
    text = re.sub(r"#\d ([^\n|]{1,80}) \| \w+", r"\1", re.sub(r"\{([^{}|]*)(?:\|[^{}]*)?\}", r"\1", body)).strip()
    said = "，".join(f"{key} {value}" for key, value in head.items())
    return f"〔{said}〕{text}" if said else text


def _head(source: str) -> tuple[dict[str, str], str]:
    source = source.strip("\n")
    if not source.startswith("@"):
        return {}, source
    line, _, body = source.partition("\n")
    return dict(pair.split("=", 1) for pair in line[1:].split()), body


def _add(writing: _Writing, match: re.Match[str]) -> None:
    start = len(writing.text)
    if match[3]:
        _add_heading(writing, int(match[3]), match[4], match[5])
        return
    printed, mark = match[1], match[2]
    writing.text += printed
    end = len(writing.text)
    if mark is None:
        writing.quantities.append(_quantity(writing, printed, start, end, None))
        return
    if mark.startswith("left:"):
        _, reason, metric = mark.split(":")
        writing.quantities.append(_quantity(writing, printed, start, end, None))
        writing.leftovers.append(Leftover(start, end, printed, reason, metric))
        return
    code = _CODE.fullmatch(mark)
    if code is None:
        raise ValueError(f"no mark: {mark!r}")
    if code["code"].startswith("date:"):
        writing.dates.append(PrintedDate(code["code"][5:], date.fromisoformat(printed), start, end))
        return
    if code["code"] not in metrics():
        raise ValueError(f"no such metric: {code['code']!r}")
    _add_cell(writing, printed, code, start, end)


def _add_cell(writing: _Writing, printed: str, code: re.Match[str], start: int, end: int) -> None:
    applicant = code["applicant"] or "total"
    if code["blank"]:
        writing.blanks.append(Blank(code["code"], applicant, printed, start, end))
        return
    quantity = _quantity(writing, printed, start, end, code)
    origin = "table" if code["table"] else "narrative"
    fact = Fact(
        metric=code["code"],
        applicant=applicant,
        label=code["label"],
        low=quantity.low,
        high=quantity.high,
        unit=metrics()[code["code"]].unit,
        hedge=quantity.hedge,
        scope=code["scope"],
        origin=origin,
        section=writing.section,
        start=start,
        end=end,
        text=printed,
    )
    assert writing.facts is not None
    writing.facts.append(fact)
    if origin == "narrative":
        writing.quantities.append(quantity)


def _quantity(writing: _Writing, printed: str, start: int, end: int, code: re.Match[str] | None) -> Quantity:
    number = _NUMBER.search(printed)
    if code is not None and code["low"] is not None:
        low, high = float(code["low"]), float(code["high"])
    elif number:
        low = high = float(number[1].replace(",", ""))
    else:
        raise ValueError(f"no number: {printed!r}")
    sentence, clause = writing.text.count("。"), len(re.findall("[，；。]", writing.text))
    noun = re.split("[，；。、：（(]", writing.text[:start])[-1]
    unit, decimals = (number[3].lstrip("万余"), len(number[2] or "")) if number else ("", 0)
    return Quantity(
        start, end, printed, low, high, unit, code["hedge"] if code else None, decimals, noun, sentence, clause
    )


def _add_heading(writing: _Writing, level: int, words: str, section: str) -> None:
    start = len(writing.text)
    writing.text += words
    writing.section = section
    numeral = _NUMERAL.match(words)
    number = None
    if numeral:
        number = _HAN.index(numeral[1]) + 1 if numeral[1] in _HAN else int(numeral[1])
    printed = numeral[0].rstrip("、.") if numeral else ""
    end = len(writing.text)
    writing.sections.append(Section(section, level, words, start, end, printed, number, end))


def _with_ends(writing: _Writing) -> Iterator[Section]:
    """The sections, each up to the next heading of its level or above."""
    for at, section in enumerate(writing.sections):
        following = (after.start for after in writing.sections[at + 1 :] if after.level <= section.level)
        yield replace(section, end=next(following, len(writing.text)))


def _report(head: dict[str, str], writing: _Writing) -> Report:
    start, _, end = head.get("period", "..").partition("..")
    told: dict[str, Any] = {}
    if "repeated" in head:
        a, b, c, d = map(int, head["repeated"].split(","))
        told["repeated"] = (Repeat(a, b, c, d),)
    if "note" in head:
        kind, _, detail = head["note"].partition(":")
        told["notes"] = (Note(kind, detail, 0, 1),)
    if start or end:
        told["period_span"] = (0, min(len(writing.text), 40))
    assert writing.facts is not None
    return Report(
        title=head.get("title", ""),
        issuer=head.get("issuer", "某县"),
        issuer_id=head.get("id", head.get("issuer", "某县")),
        issuer_code=head.get("code"),
        issuer_level=head.get("level", "county"),
        report_year=int(head["year"]) if "year" in head else 2017,
        form=head.get("form", "narrative"),
        period_start=date.fromisoformat(start) if start else None,
        period_end=date.fromisoformat(end) if end else None,
        published_on=date.fromisoformat(head["published"]) if "published" in head else None,
        scope_class=head.get("scope"),
        source_tier=head.get("tier", "official"),
        leftovers=tuple(writing.leftovers),
        sections=tuple(_with_ends(writing)),
        facts=tuple(writing.facts),
        blanks=tuple(writing.blanks),
        quantities=tuple(writing.quantities),
        dates=tuple(writing.dates),
        **told,
    )
