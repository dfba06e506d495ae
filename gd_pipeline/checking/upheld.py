"""均获维持 beside cases that are still pending or were corrected (domain notes §2.8.9)."""

from collections.abc import Iterator
from functools import lru_cache

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, named, number
from gd_pipeline.reading.report import Fact

_OPEN = (
    "litigation.pending",
    "litigation.corrected",
    "review.pending",
    "review.corrected",
    "litigation.direct.pending",
    "litigation.direct.corrected",
    "litigation.after_review.pending",
    "litigation.after_review.corrected",
)
_PASSAGE = 80


def all_upheld(case: Case) -> Iterator[Outcome]:
    """One verdict where prose says that all cases were upheld, and table 4 or prose what became of them."""
    cells = [cell for metric in _OPEN if (cell := _printed(case, metric))]
    if not cells:
        return
    said = _said(case.text)
    if said is None:
        return
    passage = case.text[max(0, said[0] - _PASSAGE) : said[0]].rpartition("。")[2]
    meant = [cell for cell in cells if _of(cell.metric) in passage]
    odd = [cell for cell in meant if cell.high > 0]
    if meant:
        others = "、".join(f"{named(cell.metric)} {number(cell.low)}" for cell in odd)
        yield Outcome(
            "conflict.all_upheld",
            "explained" if odd else "holds",
            message=f"文字说“{case.text[said[0] : said[1]]}”，另有{others}件；应指已结的案件" if odd else "",
            metrics=tuple(dict.fromkeys(cell.metric.rpartition(".")[0] + ".upheld" for cell in odd or meant)),
            expected=(sum(cell.low for cell in odd), sum(cell.high for cell in odd)),
            stated=(0.0, 0.0),
            formula=f"0 = {added([(cell.low, cell.high) for cell in odd])}",
            operands=tuple(odd),
            spans=(said, *((cell.start, cell.end) for cell in odd)),
        )


def _printed(case: Case, metric: str) -> Fact | None:
    key = metric, "total"
    return case.table.get(key) or (case.prose_by[key][0] if key in case.prose_by else None)


def _said(text: str) -> tuple[int, int] | None:
    """Where the text first says so: each of the words ends alike, and that ending is looked for."""
    ending = _ending()
    at = text.find(ending)
    while at >= 0:
        end = at + len(ending)
        found = next((words for words in phrases().all_upheld if text.endswith(words, 0, end)), None)
        if found is not None:
            return end - len(found), end
        at = text.find(ending, end)
    return None


@lru_cache(maxsize=1)
def _ending() -> str:
    first, *others = phrases().all_upheld
    return next((e for at in range(len(first)) if all(other.endswith(e := first[at:]) for other in others)), "")


def _of(metric: str) -> str:
    said = wording(ProseWording)
    return said.review if metric.startswith("review.") else said.litigation
