"""The parts of a report: headings of every level in order, the slot of the forms that each one fills, their extent."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from gd_pipeline.catalog.sections import inherited_slot, named_slot
from gd_pipeline.reading.outline import Ranked, ranked_headings
from gd_pipeline.reading.report import Repeat, Section, Span


def read_sections(text: str, repeats: tuple[Repeat, ...] = (), skip: tuple[Span, ...] = ()) -> tuple[Section, ...]:
    """Sections of a report, by start; a section holds those of deeper levels that follow it.

    Args:
        text: the cleaned text.
        repeats: passages that print earlier ones again; their headings are not read, and sections end before them.
        skip: spans of tables; in them only the heading of the next part is looked for.

    Returns:
        Sections with the slot that their heading names, else their parent's. Text before the first heading is the
        preface. `start` is the offset of the numeral, `end` that of the next heading of the level or above.
        `heading` is printed without numeral and white space. A passage between two repeats, which differs from what
        they repeat, has the slot of its counterpart and no heading.
    """
    headings = ranked_headings(text, skip, [(repeat.start, repeat.end) for repeat in repeats])
    limit = min((repeat.start for repeat in repeats), default=len(text))
    sections = _with_extent(list(_with_slots(headings)), limit, text)
    sections += _between(sections, repeats, text)
    return tuple(sorted(sections, key=attrgetter("start")))


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The innermost of `sections` (by start, as `read_sections` gives them) that holds `offset`."""
    at = bisect_right(sections, offset, key=attrgetter("start"))
    while at:
        at -= 1
        if sections[at].end > offset:
            return sections[at]
    return None


def _with_slots(headings: Iterable[Ranked]) -> Iterator[tuple[Ranked, int, str]]:
    """Each heading with its level, counted by what it stands below, and its slot."""
    above: list[tuple[float, str]] = []
    for heading in headings:
        rank, candidate = heading
        while above and above[-1][0] >= rank:
            above.pop()
        if above:
            slot = inherited_slot(above[-1][1], candidate.words)
        else:
            slot = named_slot(candidate.words, top=True) or "overview"
        above.append((rank, slot))
        yield heading, len(above), slot


def _with_extent(headings: Sequence[tuple[Ranked, int, str]], limit: int, text: str) -> list[Section]:
    """Sections up to the next heading of their level or above; those that begin before `limit` end there at last."""
    ends = [len(text)] * len(headings)
    unclosed: list[int] = []
    for index, ((_, found), level, _) in enumerate(headings):
        while unclosed and headings[unclosed[-1]][1] >= level:
            ends[unclosed.pop()] = found.start
        unclosed.append(index)
    sections = []
    for ((_, found), level, slot), end in zip(headings, ends, strict=True):
        end = min(end, limit) if found.start < limit else end
        sections.append(
            Section(slot, level, found.printed, found.start, end, found.numeral, found.number, found.heading_end)
        )
    first = sections[0].start if sections else limit
    if text[:first].strip():
        sections.insert(0, Section("preface", 1, "", 0, first))
    return sections


def _between(sections: Sequence[Section], repeats: Sequence[Repeat], text: str) -> list[Section]:
    found = []
    for before, after in pairwise(repeats):
        own = any(before.end <= section.start < after.start for section in sections)
        counterpart = section_at(sections, before.of_end)
        if text[before.end : after.start].strip() and counterpart is not None and not own:
            found.append(Section(counterpart.section, 1, "", before.end, after.start, heading_end=before.end))
    return found
