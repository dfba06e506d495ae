"""Places that a body's name holds inside, or without what they end in: 武汉市生态环境局江夏区分局, 河北海事局."""

import re
from functools import lru_cache

from gd_pipeline.catalog.divisions import divisions
from gd_pipeline.catalog.identity import one_of
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import IssuerWording

_WORDING = wording(IssuerWording)
_SEAT = re.compile(rf"(?:{_WORDING.seated_above})驻?([一-龥]{{2,3}})(?:{_WORDING.seated_branch})")
_ASIDE = re.compile("区[（(]([一-龥]{2,4})[）)]")
_BRANCH = re.compile(rf"局([一-龥]{{2,4}}){_WORDING.branch}$")


@lru_cache(maxsize=1)
def _zone() -> re.Pattern[str]:
    return re.compile(one_of("zone"))


@lru_cache(maxsize=1)
def _seated() -> re.Pattern[str]:
    area = rf"(?![湾河湖江口])[一-龥]{{0,6}}(?:{_WORDING.area})(?:{_WORDING.area_body})"
    return re.compile(f"(?:{one_of('seated')})|{area}")


def short_place(phrase: str) -> list[str]:
    """The place without suffix that a zone, a branch or a new area is called after (南京经济技术开发区, 河北海事局)."""
    found: list[str] = []
    at = 0
    while len(found) < 2 and not _zone().match(phrase, at):
        short = next((phrase[at : at + size] for size in (4, 3, 2) if phrase[at : at + size] in divisions().shorts), "")
        if not short or (found and not within(short, found[0])):
            break
        found.append(short)
        at += len(short)
    if not found or _zone().match(phrase, at):
        return found
    return _seat_of_branch(found[-1]) if _seated().match(phrase, at) else []


def _seat_of_branch(short: str) -> list[str]:
    """The province, or else the one prefecture, of that short name."""
    spells = [spell for spell in divisions().shorts[short] if spell.level != "county"]
    provinces = [spell for spell in spells if spell.level == "province"]
    names = list(dict.fromkeys(spell.name for spell in provinces or spells))
    return names if len(names) == 1 else []


def place_inside(rest: str, places: list[str]) -> str | None:
    """The division named inside: 国家税务总局泸州市税务局, 武汉市生态环境局江夏区分局, 上海市公安局长宁分局."""
    inner: str | None = None
    for match in re.finditer("[省市县区州盟旗]", rest):
        name = divisions().ending(rest, match.end())
        above = inner or (places[-1] if places else None)
        if name is not None and name not in places and (above is None or within(name, above)):
            inner = name
    seat = None if inner or places else _SEAT.search(rest)
    if inner or (seat and seat[1] in divisions().shorts):
        return inner or (seat and seat[1])
    return _part_of(rest, places[-1]) if places else None


def _part_of(rest: str, place: str) -> str | None:
    """The part of `place` whose name stands without its suffix: 公安局长宁分局, 高新区(滨江)财政局."""
    known = divisions()
    aside = _ASIDE.search(rest)
    if aside and aside[1] in known.shorts and within(aside[1], place):
        return aside[1]
    branch = _BRANCH.search(rest)
    full = (branch[1] + suffix for suffix in ("区", "县", "市")) if branch else ()
    return next((name for name in full if name in known.names and within(name, place)), None)


def within(name: str, superior: str) -> bool:
    """Whether the codes, of whatever year, put `name` under `superior`."""
    known = divisions()
    above = (*known.names.get(superior, ()), *known.shorts.get(superior, ()))
    uppers = tuple({s.code[:2] if s.level == "province" else s.code[:4] for s in above if s.level != "county"})
    return any(spell.code.startswith(uppers) for spell in known.names.get(name) or known.shorts[name])
