"""A body that is printed twice (domain notes §2.7 D-07)."""

from collections import Counter
from collections.abc import Iterator

from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome

_SHOWN = 30


_PARAGRAPH = 60


def repeated_paragraph(case: Case) -> Iterator[Outcome]:
    """A paragraph that stands a second time under the headings, where no whole passage does."""
    sections = case.report.sections
    if case.report.repeated or not sections:
        return
    start = sections[0].start
    lines = [line for line in case.text[start : sections[-1].end].split("\n") if len(line) >= _PARAGRAPH]
    words = [stripped for line in lines if (stripped := line.strip())[-1:] == "。"]
    twice = Counter(words).most_common(1)[0][0] if len(set(words)) < len(words) else ""
    if len(twice) < _PARAGRAPH:
        yield Outcome("repetition.paragraph", "holds")
        return
    first = case.text.find(twice, start)
    second = case.text.find(twice, first + len(twice))
    yield Outcome(
        "repetition.paragraph",
        "violated",
        message=f"同一段文字出现两次：“{twice[:_SHOWN]}”",
        spans=((first, first + _SHOWN), (second, second + _SHOWN)),
        about=twice[:_SHOWN],
        suggestion="删去重复的一段",
    )


def repeated_body(case: Case) -> Iterator[Outcome]:
    """One finding for each passage of the body that stands a second time; it is read once."""
    if not case.report.repeated:
        yield Outcome("repetition.body", "holds")
        return
    for number, repeat in enumerate(case.report.repeated, start=1):
        length = repeat.end - repeat.start
        alike = "完全相同" if repeat.similarity >= 1 else f"相似度 {repeat.similarity:.2f}"
        start = case.text[repeat.of_start : repeat.of_start + _SHOWN].strip()
        yield Outcome(
            "repetition.body",
            "violated",
            message=f"正文有 {length} 个字符重复出现（{alike}），数字只计一次；重复处起于“{start}”",
            formula=f"text[{repeat.start}:{repeat.end}] = text[{repeat.of_start}:{repeat.of_end}]",
            spans=((repeat.of_start, repeat.of_start + _SHOWN), (repeat.start, repeat.start + _SHOWN)),
            about=f"{number} {''.join(start.split())}",
            suggestion="删去重复的部分",
        )
