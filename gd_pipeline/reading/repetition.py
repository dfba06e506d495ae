"""A body that is printed twice inside one document, exactly or nearly; it is read once, at its first place.

Clauses are compared, not lines: a copy may have lost its newlines or changed its spacing. Numbers decide. A passage
of the second copy whose numbers differ from the first's is left out of the repeat, so that both values are read and a
check can see them; a text that repeats the words with other numbers throughout (last year's report below this
year's) is no repeat at all.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, count, islice, pairwise, product
from operator import add

from gd_pipeline.reading.report import Repeat, Span

THRESHOLD = 0.25
"""Least share of a text that its repeated clauses make up."""

Pair = tuple[int, int]
"""A clause, by number, and the earlier clause that it repeats."""

_SHORTEST_CLAUSE = 8
_FEWEST_CLAUSES = 5
_SHORTEST_REPEAT = 60
_WIDEST_GAP = 6
_LEAST_AGREEING = 4
"""Passages with the same numbers for each whose numbers differ."""

_LONGEST_TEXT = 1_000_000
_STOPS = "。;"
_SIGN = re.compile("[。;|]")
_NUMBER = re.compile(
    r"[\d零〇一二两三四五六七八九十百千万亿]"
    r"(?:(?<=\d)\d*|[零〇一二两三四五六七八九十百千万亿]+|(?<=[一二两三四五六七八九十])(?=[条件次个期人份篇项家册]))"
)
_RESYNC = sorted(product(range(7), repeat=2), key=sum)[1:]
_RESYNC_AGREES = 8
_BLOCK = 64


def find_repeats(text: str) -> tuple[Repeat, ...]:
    """Passages of `text` that print again what stands before them, in reading order.

    A repeat's clauses make up at least a quarter (`THRESHOLD`) of the text, white space not counted; boilerplate and
    paragraphs that recur are no repeats. Where the numbers of a passage differ, the repeat is split around its
    sentences; where a fifth of the passages with numbers differ, there is none. Texts past a million characters
    are not searched.

    Args:
        text: the cleaned text of a document.

    Returns:
        Repeats whose spans do not overlap; white space at their ends is left out. `similarity` is the share of the
        repeat that stands in clauses equal but for white space and the width of punctuation (1.0: all of it).
    """
    if len(text) > _LONGEST_TEXT:
        return ()
    words = text.split()
    squeezed = _unified("".join(words))
    clauses = squeezed.replace("。", ",").replace(";", ",").split(",")
    runs = list(_runs(clauses, len(squeezed)))
    starts = [0, *map(add, accumulate(map(len, clauses)), count(1))] if runs else []
    if not runs or sum(starts[run[-1][0] + 1] - starts[run[0][0]] for run in runs) < THRESHOLD * len(squeezed):
        return ()
    source = _Source(text, words, squeezed, starts)
    repeats: list[Repeat] = []
    for run in runs:
        if not repeats or source.original(source.starts[run[-1][0]]) >= repeats[-1].end:
            repeats.extend(_located(source, run))
    return tuple(repeats)


def _unified(text: str) -> str:
    return text.replace("，", ",").replace("；", ";").replace("：", ":").replace("（", "(").replace("）", ")")


class _Source:
    """A text with its squeezed form, which has no white space and one sign for a separator of either width.

    `words` stand between white space; `starts` are the places in the squeezed form where its clauses begin, and one
    past the last.
    """

    def __init__(self, text: str, words: Sequence[str], squeezed: str, starts: Sequence[int]) -> None:
        self.text = text
        self.squeezed = squeezed
        self.starts = starts
        self._words = list(_places(text, words))
        self._offsets = [0, *accumulate(map(len, words))][:-1]

    def original(self, offset: int) -> int:
        """Offset in the text of the squeezed character at `offset`."""
        word = bisect_right(self._offsets, offset) - 1
        return self._words[word] + offset - self._offsets[word]

    def span(self, start: int, end: int) -> Span:
        """Span of the text that prints squeezed[start:end]."""
        return self.original(start), self.original(end - 1) + 1

    def numbers(self, start: int, end: int) -> list[str]:
        """Numbers printed in squeezed[start:end], in order."""
        return _NUMBER.findall(self.squeezed, start, end) if start < end else []

    def has_numbers(self, number: int) -> bool:
        """Whether a number is printed in the clause of that `number`."""
        return _NUMBER.search(self.squeezed, self.starts[number], self.starts[number + 1]) is not None

    def agree_between(self, before: Pair, after: Pair) -> bool:
        """Whether both copies print the same numbers between two pairs."""
        (later, earlier), (to, of_to) = before, after
        if later + 1 == to and earlier + 1 == of_to:
            return True
        starts = self.starts
        return self.numbers(starts[later + 1], starts[to]) == self.numbers(starts[earlier + 1], starts[of_to])

    @cached_property
    def borders(self) -> list[int]:
        """Squeezed offsets, in order, at which a sentence, line or cell of the text begins, and the end."""
        words = zip(self._words, self._offsets, strict=True)
        lines = (offset for (at, of), (to, offset) in pairwise(words) if "\n" in self.text[at + offset - of : to])
        return sorted({0, len(self.squeezed), *(sign.end() for sign in _SIGN.finditer(self.squeezed)), *lines})

    def to_border(self, offset: int) -> int:
        """Characters from the squeezed `offset` on to the next border."""
        return self.borders[bisect_left(self.borders, offset)] - offset

    def from_border(self, offset: int) -> int:
        """Characters from the last border to the squeezed `offset`."""
        return offset - self.borders[bisect_right(self.borders, offset) - 1]

    def first_border(self, start: int, of_start: int) -> Pair:
        """The pair moved as far back as both copies agree, then on to the next border in either copy."""
        squeezed = self.squeezed
        step: Pair | None = (0, 0)
        while step is not None:
            start, of_start = start - step[0], of_start - step[1]
            while of_start >= _BLOCK and squeezed[start - _BLOCK : start] == squeezed[of_start - _BLOCK : of_start]:
                start, of_start = start - _BLOCK, of_start - _BLOCK
            while of_start > 0 and squeezed[start - 1] == squeezed[of_start - 1]:
                start, of_start = start - 1, of_start - 1
            step = self._resync_back(start, of_start)
        on = min(self.to_border(start), self.to_border(of_start))
        return start + on, of_start + on

    def last_border(self, end: int, of_end: int, start: int) -> Pair:
        """The pair moved as far on as both copies agree, then back to the last border in either copy."""
        squeezed = self.squeezed
        step: Pair | None = (0, 0)
        while step is not None:
            end, of_end = end + step[0], of_end + step[1]
            while of_end + _BLOCK <= start and squeezed[end : end + _BLOCK] == squeezed[of_end : of_end + _BLOCK]:
                end, of_end = end + _BLOCK, of_end + _BLOCK
            while end < len(squeezed) and of_end < start and squeezed[end] == squeezed[of_end]:
                end, of_end = end + 1, of_end + 1
            step = self._resync_on(end, of_end, start)
        back = max(0, min(self.from_border(end), self.from_border(of_end), end - start))
        return end - back, of_end - back

    def _resync_back(self, start: int, of_start: int) -> Pair | None:
        """Characters to step back over in either copy, none of them a number, before both agree again."""
        for skip, of_skip in _RESYNC:
            to, of_to = start - skip, of_start - of_skip
            if of_to < _RESYNC_AGREES:
                continue
            words = self.squeezed[to - _RESYNC_AGREES : to]
            if words == self.squeezed[of_to - _RESYNC_AGREES : of_to]:
                return None if self.numbers(to, start) or self.numbers(of_to, of_start) else (skip, of_skip)
        return None

    def _resync_on(self, end: int, of_end: int, start: int) -> Pair | None:
        """Characters to step over in either copy, none of them a number, before both agree again."""
        for skip, of_skip in _RESYNC:
            to, of_to = end + skip, of_end + of_skip
            if to + _RESYNC_AGREES > len(self.squeezed) or of_to + _RESYNC_AGREES > start:
                continue
            words = self.squeezed[to : to + _RESYNC_AGREES]
            if words == self.squeezed[of_to : of_to + _RESYNC_AGREES]:
                return None if self.numbers(end, to) or self.numbers(of_end, of_to) else (skip, of_skip)
        return None


def _places(text: str, words: Sequence[str]) -> Iterator[int]:
    at = 0
    for word in words:
        at = text.index(word, at)
        yield at
        at += len(word)


def _runs(clauses: Sequence[str], length: int) -> Iterator[list[Pair]]:
    """Chains, long enough, of clauses that repeat earlier ones in the same order, few changed between them.

    None, whatever their order, where the clauses that repeat an earlier one make up too little of the text's `length`.
    """
    first: dict[str, int] = {}
    firsts = list(map(first.setdefault, clauses, count()))
    pairs = [
        (number, earlier)
        for number, earlier in enumerate(firsts)
        if number != earlier and len(clauses[number]) >= _SHORTEST_CLAUSE
    ]
    if len(pairs) < _FEWEST_CLAUSES or 2 * sum(len(clauses[number]) for number, _ in pairs) < THRESHOLD * length:
        return
    run: list[Pair] = []
    start = later = of_later = 0
    for number, earlier in pairs:
        in_step = of_later + number - later
        if in_step < start and firsts[in_step] == earlier:
            earlier = in_step
        if number - later > _WIDEST_GAP or not 0 < earlier - of_later <= _WIDEST_GAP or earlier >= start:
            if len(run) >= _FEWEST_CLAUSES:
                yield run
            run, start = [], number
        run.append((number, earlier))
        later, of_later = number, earlier
    if len(run) >= _FEWEST_CLAUSES:
        yield run


def _located(source: _Source, run: Sequence[Pair]) -> Iterator[Repeat]:
    """The run as repeats: split where numbers differ, the outer borders found to the character."""
    starts = source.starts
    pieces = _pieces(source, run)
    for piece in pieces:
        (later, earlier), (last, of_last) = piece[0], piece[-1]
        start, of_start = starts[later], starts[earlier]
        end, of_end = starts[last + 1] - 1, starts[of_last + 1] - 1
        if piece is pieces[0]:
            start, of_start = source.first_border(start, of_start)
        end, of_end = min(end, end + start - of_end), min(of_end, start)
        if piece is pieces[-1]:
            end, of_end = source.last_border(end, of_end, start)
        else:
            end, of_end = end + 1, of_end + 1
        if end - start >= _SHORTEST_REPEAT:
            same = sum(starts[number + 1] - starts[number] for number, _ in piece) / (end - start)
            equal = source.squeezed[start:end] == source.squeezed[of_start:of_end]
            similarity = 1.0 if equal else min(0.9999, round(same, 4))
            yield Repeat(*source.span(start, end), *source.span(of_start, of_end), similarity)


def _pieces(source: _Source, run: Sequence[Pair]) -> list[list[Pair]]:
    """The run cut at sentence ends around every passage whose numbers differ; none where too many do."""
    starts = source.starts
    (first, of_first), (last, of_last) = run[0], run[-1]
    if source.squeezed[starts[first] : starts[last]] == source.squeezed[starts[of_first] : starts[of_last]]:
        return [list(run)]
    pieces = [[run[0]]]
    for before, pair in pairwise(run):
        if source.agree_between(before, pair):
            pieces[-1].append(pair)
        else:
            pieces.append([pair])
    differing = len(pieces) - 1
    least = _LEAST_AGREEING * differing
    if sum(1 for _ in islice(filter(source.has_numbers, (later for later, _ in run[1:])), least)) < least:
        return []
    for index in range(differing):
        ends = [n for n, (later, _) in enumerate(pieces[index], 1) if source.squeezed[starts[later + 1] - 1] in _STOPS]
        pieces[index] = pieces[index][: ends[-1] if ends else 0]
        after = pieces[index + 1]
        begins = (n for n, (later, _) in enumerate(after) if source.squeezed[starts[later] - 1] in _STOPS)
        pieces[index + 1] = after[next(begins, len(after)) :]
    return [piece for piece in pieces if piece]
