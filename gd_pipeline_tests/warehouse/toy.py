"""A toy reader, so that tests of the warehouse say exactly what a document gives, whatever the real reader does.

A toy report is lines: `year 2015`, `issuer 甲县`, `form 2014`, `fact proactive.total 120`, `table proactive.total 121`,
`about channel.website 4000 4100`, `wrong sum.staff.total 10 12`, `repeat 0 5 5 10`, `level department`, `scope AGG`,
`name 财政局` (the issuer as printed), `crash`. All else is no report.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from gd_pipeline.checking.finding import Check, Evidence, Operand
from gd_pipeline.intake.document import Document, Quarantine
from gd_pipeline.reading.report import Fact, Reading, Repeat, Report, Section


def read_path(path: Path) -> Iterator[Document]:
    data = path.read_bytes()
    for number, part in enumerate(data.split(b"\f")):
        member = f"!{number}" if b"\f" in data else ""
        text = "".join(line for line in part.decode().splitlines(keepends=True) if not line.startswith("#"))
        digest = hashlib.sha256(part).hexdigest()
        yield Document(digest, f"{path}{member}", "text/plain", "utf-8", len(part), text)


def read(document: Document) -> Reading:
    lines = [line.split() for line in document.text.splitlines() if line.strip()]
    said = {words[0]: words[1:] for words in lines}
    if "crash" in said:
        raise RuntimeError("the toy reader was told to crash")
    if "year" not in said:
        return Reading((), Quarantine("not_a_report", "a toy report has a line that begins with year"))
    facts = tuple(fact(words) for words in lines if words[0] in ("fact", "about", "table"))
    repeated = tuple(Repeat(*map(int, words[1:])) for words in lines if words[0] == "repeat")
    year = None if said["year"] == ["?"] else int(said["year"][0])
    issuer = said["issuer"][0] if "issuer" in said else None
    details: dict[str, Any] = {"issuer_code": "210500", "published_on": date(2016, 3, 1)}
    section = Section("overview", 1, "一、概述", 0, len(document.text))
    form = said.get("form", ["narrative"])[0]
    return Reading(
        (
            Report(
                title=document.text.splitlines()[0],
                issuer=said.get("name", [issuer])[0],
                issuer_id=issuer,
                issuer_level=said.get("level", ["county"])[0],
                scope_class=said.get("scope", [None])[0],
                report_year=year,
                form=form,
                period_start=None,
                period_end=None,
                repeated=repeated,
                sections=(section,),
                facts=facts,
                **details,
            ),
        )
    )


def fact(words: list[str]) -> Fact:
    kind, metric, low, *more = words
    origin = "table" if kind == "table" else "narrative"
    high, hedge = (more[0], "余") if kind == "about" else (low, None)
    return Fact(metric, "total", None, float(low), float(high), "条", hedge, None, origin, "overview", 0, 4, low)


def check_report(report: Report, text: str) -> tuple[Check, ...]:
    held = Check("period.missing", "period", "info", "holds", (), None, None, None, "no period is printed")
    return (held, *(violated(report, line.split()) for line in text.splitlines() if line.startswith("wrong")))


def violated(report: Report, words: list[str]) -> Check:
    _, rule, stated, expected = words
    metric = rule.split(".", 1)[1]
    return Check(
        rule,
        "sum",
        "error",
        "violated",
        (metric,),
        None,
        (float(stated), float(stated)),
        (float(expected), float(expected)),
        f"{metric}: {stated}, parts give {expected}",
        operands=(Operand(metric, None, float(stated), float(stated), 0, 4),),
        evidence=(Evidence(0, 4, text_of(report)),),
        fingerprint=hashlib.sha256(
            repr((rule, report.issuer, report.report_year, stated, expected)).encode()
        ).hexdigest(),
    )


def text_of(report: Report) -> str:
    return report.title[:4]
