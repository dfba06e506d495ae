"""Page furniture set apart: whole short lines around the report that belong to the page, not to the report.

Rules look at the edges of a page (before its first sentence or heading, after its last), but for a few phrases that no
report prints. The words are those of catalog/furniture.toml.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gd_pipeline.catalog.furniture import words_of
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import PageWording
from gd_pipeline.intake.blocks import Block, Line, Table
from gd_pipeline.intake.document import Furniture
from gd_pipeline.intake.links import LINKS

_WORDING = wording(PageWording)
_SHORT = 200
_HEAD_LINES = 400
_STRANGERS = 6
"""So many lines in a row that are no furniture end the search from the bottom of the page."""

_BODY = re.compile(r"[ 　]{0,8}(?:[一1]、|[（(][一1][）)]|第一(?:部分|章|条)|㈠|壹、|一[.．] ?[^\d])")
_SEPARATOR = r"[\s　|｜:：,，、;；/\\\-—·•.。<>《》【】\[\]（）()★☆◆■□●○▲△▼↑↓←→»›＞+&_*#!！?？\"'“”0-9０-９]"
_CRUMB = re.compile(r"(?:-+>+|—+>+|=>|>+|＞+|»|›|→|≫|/|\\)")
_CRUMB_SIGNS = "-—=>＞»›→≫/\\"
_TITLE = re.compile(_WORDING.report_title)
_OFFICIAL = re.compile(_WORDING.official)
_CONTENTS = re.compile(r"(?:[.．]{6}|…{3}|·{6}|[-—]{6})[.．…·\-—\s]{0,200}\d{1,3}$")
_OPENINGS = {"b": "breadcrumb", "s": "search", "f": "footer", "c": "control"}
_INSIDES = {"f": "footer", "b": "banner"}
"""Kinds of furniture that a line's first words and that words inside it tell, by the name of their group."""


def set_apart(blocks: Sequence[Block]) -> tuple[list[Block], tuple[Furniture, ...]]:
    """Blocks without page furniture, and the furniture in order of appearance.

    A line is never cut: it is furniture as a whole or stays as a whole. Tables stay.
    """
    kinds = dict(_wherever(blocks))
    head = body_start(blocks)
    kinds.update(_head(blocks, head))
    kinds.update(_tail(blocks, head))
    if not kinds:
        return list(blocks), ()
    kept = [block for place, block in enumerate(blocks) if place not in kinds]
    apart = [
        Furniture(kinds[place], block.text.strip(), block.origin)
        for place in sorted(kinds)
        if isinstance(block := blocks[place], Line)
    ]
    return kept, tuple(apart)


def body_start(blocks: Sequence[Block]) -> int:
    """Index of the first block that is the report's own: a sentence, a first heading, a table; else their number.

    A table of one or two rows without numbers is no sign of the report: menus and search forms are such.
    """
    for place, block in enumerate(blocks):
        if place > _HEAD_LINES:
            return place
        if isinstance(block, Table):
            if block.rows > 2 or any(cell.text.isdigit() for cell in block.cells):
                return place
            continue
        if _is_sentence(block) or (_BODY.match(block.text) and not _CONTENTS.search(block.text)):
            return place
    return len(blocks)


def _is_sentence(block: Block) -> bool:
    if isinstance(block, Table) or block.kind in LINKS or len(block.text) < 40:
        return False
    return "。" in block.text or len(block.text) > 150


def _wherever(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """What the reader of the format knows to be furniture (a nav element, a page number), and unmistakable phrases."""
    words, shortest, longest = _exact()
    for place, block in enumerate(blocks):
        if not isinstance(block, Line):
            continue
        text, _, _, kind = block
        if kind:
            if kind not in LINKS:
                yield place, kind
        elif shortest <= len(text) <= longest and text.strip() in words:
            yield place, "control"


def _head(blocks: Sequence[Block], end: int) -> Iterator[tuple[int, str]]:
    places = [place for place in range(end) if _worded(blocks[place])]
    links = LINKS if end < len(blocks) else LINKS[:1]
    kinds = {place: kind for place in places if (kind := _kind(blocks[place], links))}
    kinds.update(_crumbs_over_lines(blocks, places, kinds))
    yield from _without_lone_menus(places, kinds)


def _tail(blocks: Sequence[Block], end: int) -> Iterator[tuple[int, str]]:
    places: list[int] = []
    kinds: dict[int, str] = {}
    strangers = 0
    for place in range(len(blocks) - 1, end, -1):
        if isinstance(blocks[place], Table) or strangers > _STRANGERS or _is_sentence(blocks[place]):
            break
        if not _worded(blocks[place]):
            continue
        places.append(place)
        kind = _kind(blocks[place])
        strangers = 0 if kind else strangers + 1
        if kind:
            kinds[place] = kind
    yield from _without_lone_menus(places[::-1], kinds)


def _worded(block: Block) -> bool:
    return isinstance(block, Line) and bool(block.text) and not block.text.isspace()


def _without_lone_menus(places: list[int], kinds: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A menu is known by its company: a single menu word or link between other lines may be the report's title."""
    run: list[int] = []
    for place in [*places, -1]:
        kind = kinds.get(place, "")
        if kind in ("menu", "link"):
            run.append(place)
            continue
        if len(run) >= 3:
            yield from ((member, "menu") for member in run)
        run = []
        if kind:
            yield place, kind.removesuffix("!")


def _kind(block: Block, links: tuple[str, ...] = LINKS) -> str:
    """Kind of furniture of a line at the edge, "" if it is none; "menu!" is a menu that needs no company.

    `links` are the kinds of lines that are menus by what they are; entries of a list are none where no report follows.
    """
    if not isinstance(block, Line) or len(block.text) > _SHORT:
        return ""
    return _kind_of(block.text) or ("link" if block.kind in links else "")


@lru_cache(maxsize=4096)
def _kind_of(text: str) -> str:
    squeezed = _squeezed(text)
    if squeezed[-1:].isdecimal() and _CONTENTS.search(squeezed):
        return "contents"
    opening = _opening().match(squeezed)
    if opening:
        return _OPENINGS[opening.lastgroup or ""]
    inside = None if _OFFICIAL.search(squeezed) else _inside().search(squeezed)
    if inside:
        return _INSIDES[inside.lastgroup or ""]
    return _crumb(squeezed) or _made_of_words(text.strip())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _crumb(squeezed: str) -> str:
    parts = _CRUMB.split(squeezed)
    if len(parts) < 3 or "。" in squeezed or "://" in squeezed or max(map(len, parts)) > 40:
        return ""
    home = parts[0].endswith(_WORDING.home)
    arrows = not ("/" in squeezed or "\\" in squeezed)
    return "breadcrumb" if home or (arrows and not any(part.isdigit() for part in parts)) else ""


def _made_of_words(text: str) -> str:
    if len(text) > 120 or not _whole().fullmatch(text):
        return ""
    controls = len(_controls().findall(text))
    if controls:
        return "control"
    menus = len(_menus().findall(text))
    return "menu!" if menus > 2 else "menu" if menus else ""


def _crumbs_over_lines(blocks: Sequence[Block], places: list[int], kinds: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Breadcrumbs one piece a line: what stands between two lines that are nothing but a separator."""
    texts = [_squeezed(block.text) if isinstance(block := blocks[place], Line) else "" for place in places]
    alone = [text[:1] in _CRUMB_SIGNS and bool(_CRUMB.fullmatch(text)) for text in texts]
    if not any(alone):
        return
    for at, place in enumerate(places):
        before, after = at > 0 and alone[at - 1], at + 1 < len(places) and alone[at + 1]
        between = (before or after) and len(texts[at]) <= 30 and not _TITLE.search(texts[at])
        if (alone[at] or between) and kinds.get(place, "menu") in ("menu", "link"):
            yield place, "breadcrumb"


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(_squeezed(word)) for word in words)


@lru_cache(maxsize=1)
def _exact() -> tuple[frozenset[str], int, int]:
    """Phrases that are furniture wherever they stand alone, and between what lengths a line may hold one."""
    words = words_of("control", "whole", "anywhere")
    return frozenset(words), min(map(len, words)), max(map(len, words)) + 8


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    words = {*words_of("control", "whole"), *words_of("menu", "whole"), *words_of("filler", "whole")}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{_alternatives(longest_first)}|{_SEPARATOR})++")


@lru_cache(maxsize=1)
def _controls() -> re.Pattern[str]:
    return re.compile(_alternatives(words_of("control", "whole")))


@lru_cache(maxsize=1)
def _menus() -> re.Pattern[str]:
    return re.compile(_alternatives(words_of("menu", "whole")))


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    kinds = {short: _alternatives(words_of(kind, "starts")) for short, kind in _OPENINGS.items()}
    pattern = "|".join(f"(?P<{short}>{words})" for short, words in kinds.items())
    return re.compile(f"[【\\[|｜>＞•·:：]{{0,3}}(?:{pattern})")


@lru_cache(maxsize=1)
def _inside() -> re.Pattern[str]:
    kinds = {short: _alternatives(words_of(kind, "contains")) for short, kind in _INSIDES.items()}
    return re.compile("|".join(f"(?P<{short}>{words})" for short, words in kinds.items()))
