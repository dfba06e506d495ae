"""A body that is printed twice (domain notes §2.7 D-07)."""

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
    start, seen = sections[0].start, set[str]()
    for line in case.text[start : sections[-1].end].split("\n"):
        words = line.strip() if len(line) >= _PARAGRAPH else ""
        if len(words) >= _PARAGRAPH and words[-1] == "。" and words in seen:
            first = case.text.find(words, start)
            second = case.text.find(words, first + len(words))
            yield Outcome(
                "repetition.paragraph",
                "violated",
                message=f"同一段文字出现两次：“{words[:_SHOWN]}”",
                spans=((first, first + _SHOWN), (second, second + _SHOWN)),
                about=words[:_SHOWN],
                suggestion="删去重复的一段",
            )
            return
        seen.add(words)
    yield Outcome("repetition.paragraph", "holds")


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
