"""A title whose words a reader of scans got wrong (公升 for 公开, 年废 for 年度), by the usual wordings."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from gd_pipeline.catalog.identity import words
from gd_pipeline.reading.squeezed import Squeezed

_LINES, _LONGEST_LINE = 16, 60
_LETTERS_PER_ERROR = 6
"""Of so many letters one may be wrong or missing."""
_OTHER_WORDS = frozenset(words("title_other"))
"""Letters that make another word of it, no misread one: 季度报告, 年度报表."""


def repaired_lines(head: Squeezed) -> Iterator[tuple[int, str, str]]:
    """(line number, the line put right, its wording) for each line near the top that ends in a misread wording."""
    for number in range(min(_LINES, len(head.starts))):
        line = head.line(number)
        if len(line) > _LONGEST_LINE:
            continue
        near = _near(line)
        found = next(((wording, size) for wording in near if (size := _misread(line, wording))), None)
        if found is not None:
            wording, size = found
            yield number, line[:-size] + wording, wording


@lru_cache(maxsize=1)
def _wordings() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((wording, frozenset(wording)) for wording in words("title_wording"))


def _near(line: str) -> list[str]:
    """Wordings of which no more letters are wanting in `line` than may be wrong or lost."""
    printed = set(line)
    return [
        wording
        for wording, letters in _wordings()
        if len(letters - printed) <= max(1, len(wording) // _LETTERS_PER_ERROR)
    ]


def _misread(line: str, wording: str) -> int:
    """How many letters at the end of `line` stand for `wording`, a few wrong or one missing; 0 where none do."""
    allowed = len(wording) // _LETTERS_PER_ERROR
    tail = line[-len(wording) :]
    wrong = [at for at, (printed, meant) in enumerate(zip(tail, wording, strict=False)) if printed != meant]
    apart = all(after - before > 1 for before, after in pairwise(wrong)) and not _OTHER_WORDS.intersection(tail)
    if len(tail) == len(wording) and apart and 0 < len(wrong) <= allowed:
        return len(wording)
    lost = (wording[:at] + wording[at + 1 :] for at in range(1, len(wording)))
    return len(wording) - 1 if any(line.endswith(rest) for rest in lost) else 0
