"""The numbers that Word prints before paragraphs and does not write into them (一、 of an automatic list)."""

import re
from typing import Any

from gd_pipeline.intake.word.numerals import numeral
from gd_pipeline.intake.word.package import child, children, value

_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_STYLE_ID = re.compile(rb"w:styleId=[\"']([^\"']{1,100})")
_LIST_ID = re.compile(rb"<w:numId w:val=[\"'](\d{1,5})")
_LEVEL = re.compile(rb"<w:ilvl w:val=[\"'](\d)")


class Numbering:
    """Counts the paragraphs of each list, in the order of the document (ECMA-376, 17.9)."""

    def __init__(self, numbering: Any | None, styles: bytes) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._styles = _style_lists(styles)
        if numbering is not None:
            self._read(numbering)

    def label(self, properties: Any | None) -> str:
        """What is printed before the paragraph of `properties` (w:pPr): "" where it is in no list, or has a bullet."""
        if properties is None or not self._levels:
            return ""
        list_id, level = self._place(properties)
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[list_id], [None] * _LEVELS)
        for restarted, start in self._restarts.pop(list_id, {}).items():
            counts[restarted] = start - 1
        counts[level] = _next(counts[level], levels[level][2])
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if levels[level][0] in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda found: self._printed(levels, counts, int(found[1]) - 1), levels[level][1])

    @staticmethod
    def _printed(levels: dict[int, tuple[str, str, int]], counts: list[int | None], level: int) -> str:
        if level not in levels:
            return ""
        style, _, start = levels[level]
        return numeral(start if counts[level] is None else counts[level] or 0, style)

    def _place(self, properties: Any) -> tuple[str, int]:
        style = self._styles.get(value(child(properties, "pStyle")), ("", 0))
        own = child(properties, "numPr")
        if own is None:
            return style
        list_id = value(child(own, "numId")) or style[0]
        return list_id, min(_number(value(child(own, "ilvl")), style[1]), _LEVELS - 1)

    def _read(self, numbering: Any) -> None:
        for abstract in children(numbering, "abstractNum"):
            self._levels[_attribute(abstract, "abstractNumId")] = {
                _number(_attribute(level, "ilvl")): (
                    value(child(level, "numFmt")) or "decimal",
                    value(child(level, "lvlText")),
                    _number(value(child(level, "start")), 1),
                )
                for level in children(abstract, "lvl")
            }
        for numbered in children(numbering, "num"):
            list_id = _attribute(numbered, "numId")
            self._lists[list_id] = value(child(numbered, "abstractNumId"))
            restarts = {
                _number(_attribute(override, "ilvl")): _number(value(child(override, "startOverride")), 1)
                for override in children(numbered, "lvlOverride")
                if child(override, "startOverride") is not None
            }
            if restarts:
                self._restarts[list_id] = {level: start for level, start in restarts.items() if level < _LEVELS}


def _next(count: int | None, start: int) -> int:
    return start if count is None else count + 1


def _style_lists(styles: bytes) -> dict[str, tuple[str, int]]:
    """List and level of each paragraph style that has them; styles.xml is far too large to parse for these few."""
    found: dict[str, tuple[str, int]] = {}
    for style in styles.split(b"<w:style ")[1:]:
        if b"<w:numPr" in style and (name := _STYLE_ID.search(style[:500])):
            list_id, level = _LIST_ID.search(style), _LEVEL.search(style)
            place = (list_id[1].decode() if list_id else "", int(level[1]) if level else 0)
            found[name[1].decode("utf-8", errors="replace")] = place
    return found


def _attribute(element: Any, name: str) -> str:
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")


def _number(text: str, default: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
