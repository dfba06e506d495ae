"""Words that name an issuer to what they name: a division, its office, a town, or a department (domain notes §5.1–5.3).

Nothing is resolved to a code here (see places.py): the places are kept as the names that are printed.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from gd_pipeline.catalog.divisions import divisions
from gd_pipeline.catalog.identity import one_of, words
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import IssuerWording
from gd_pipeline.reading.seats import place_inside, short_place, within

_WORDING = wording(IssuerWording)
_LATIN = re.compile(r"^(?!.{0,60}12345).{0,60}[A-Za-z0-9]{2}[/.]?(?=[一-龥])")
_UNKNOWN_PLACE = re.compile("^([一-龥]{1,10}?(?:[省市县区盟旗]|州(?!市)))(?![委局政场])")
_ZONED_TOWN = re.compile(rf"^([一-龥]{{2,3}}).{{0,16}}?(?:{_WORDING.town_zone})(?=[一-龥]{{2}})")
_MISREAD_GOVERNMENT = re.compile(_WORDING.misread_government)
_SELF = re.compile("^(?:[我该]|本(?!溪))")
_ASIDE = re.compile(rf"[（(](?:{_WORDING.abbreviated})[^）)]{{0,20}}[）)]")
_BRACKETED = re.compile("[（(][^）)]{0,12}[）)]")
_NAMELESS = re.compile(rf"^(?:{_WORDING.nameless})")
_TORN = re.compile(rf"[一-龥]市[|][一-龥](?:{_WORDING.street}|街)$")
"""A street called after a market, taken for a city and the rest of the street: 草市|街街道, 牛市|口街道."""
_AND_PARTS = re.compile(rf"(?:{_WORDING.and_parts})")
_WHOLE_TOWN = re.compile(rf"(?!{_WORDING.before_whole})[一-龥]全[镇乡](?![一-龥]*全)")
"""A town that is called 福全镇, and no 全镇 of a sentence."""
_MAX_NAME, _LOOKED_AT = 40, 100
_MIN_NAME = 2


@dataclass(frozen=True, slots=True)
class Named:
    """An issuer as words name it.

    `kind` is division, office, town or department; `name` the issuer's printed name (a division's and a town's own
    name, without what it lies in; otherwise the printed name in full); `places` the names of divisions in it, the
    largest first; `unknown` a word that looks like a division's name and is none, `above` one before the first place.
    """

    kind: str
    name: str
    places: tuple[str, ...]
    unknown: str | None = None
    above: str | None = None

    @property
    def national(self) -> bool:
        """Whether it is a body of the State Council (教育部, 国家税务总局), which belongs to no division."""
        return not self.places and _national().search(_BRACKETED.sub("", self.name)) is not None

    @property
    def nameless(self) -> bool:
        """Whether the words say only what kind of body it is (市政府办公室, 区民政局)."""
        return not self.places and self.kind != "town" and _NAMELESS.match(self.name) is not None


@lru_cache(maxsize=1)
def _no_name() -> re.Pattern[str]:
    return re.compile(rf"[。；;！!？?《》<>=@%，,：:]|{one_of('no_name')}")


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    return re.compile(rf"^(?:{one_of('office_part')}){{1,12}}$")


@lru_cache(maxsize=1)
def _national() -> re.Pattern[str]:
    return re.compile(rf"^(?:{one_of('national_start')})|(?:{one_of('national_end')})$")


@lru_cache(maxsize=1)
def _town() -> re.Pattern[str]:
    return re.compile(rf"^(?P<name>[一-龥]{{1,20}}?(?:{one_of('town')}))(?:{one_of('town_body')}){{0,2}}$")


@lru_cache(maxsize=1)
def _bare_town() -> re.Pattern[str]:
    return re.compile(rf"^(?P<name>{one_of('town')})(?:{one_of('town_body')}){{0,2}}$")


@lru_cache(maxsize=1)
def _department() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of('department')})(?:[（(].{{1,30}}[）)])?$")


@lru_cache(maxsize=1)
def _hijack() -> re.Pattern[str]:
    return re.compile(rf"^.{{0,20}}(?:{one_of('hijack')})(?:{_WORDING.hijacked_page})?[】_|-]{{0,3}}")


@lru_cache(maxsize=4096)
def name_issuer(phrase: str) -> Named | None:
    """What `phrase` (no blanks) names, or None where it names no body."""
    phrase = _once(_ASIDE.sub("", _without_strangers(phrase[:_LOOKED_AT]))).removeprefix(_WORDING.state)
    phrase = _MISREAD_GOVERNMENT.sub(_WORDING.governments[0], phrase)
    if not _MIN_NAME <= len(phrase) <= _MAX_NAME or _SELF.match(phrase):
        return None
    if _is_short_name(phrase):
        return Named("division", phrase, (phrase,))
    above = phrase[: _misread_superior(phrase)]
    places, rest = _places(phrase, len(above))
    if places and _AND_PARTS.match(rest):
        rest = ""
    if _no_name().search(rest) and not _WHOLE_TOWN.match(rest):
        return None
    chains = _unknown_places(rest)
    found = (_government_in(phrase, places, unknown, after) for unknown, after in reversed(chains))
    named = next((named for named in found if named is not None), None) or _division_last(rest)
    named = named or _department_in(phrase, places, rest, chains[-1][0])
    return replace(named, above=above or _before(named.unknown, chains[-1][0])) if named else None


def _before(unknown: str | None, words_like_places: tuple[str, ...]) -> str | None:
    """The word that looks like a place right before the unknown one (准安市洪择区)."""
    at = words_like_places.index(unknown) if unknown in words_like_places else 0
    return words_like_places[at - 1] if at else None


def _government_in(phrase: str, places: list[str], unknown: tuple[str, ...], after: str) -> Named | None:
    """A town, a division or its office, where nothing else follows the places."""
    odd = unknown[-1] if unknown else None
    town = _town_in(places, after, bool(unknown))
    if town is not None and odd is not None and _TORN.match(f"{odd}|{town.name}"):
        return None
    if town is not None and not town.places and not unknown:
        town = _zoned(town, phrase)
    if town is not None:
        return replace(town, unknown=None if town.places != tuple(places) else odd)
    if after in words("government") or not after:
        own = odd or (places[-1] if places else None)
        return Named("division", own, tuple(places), odd) if own else None
    return Named("office", phrase, tuple(places), odd) if _is_office(after) else None


def _zoned(town: Named, phrase: str) -> Named:
    """A town of a zone that is called after its place (枣庄高新区兴城街道): in that place."""
    match = _ZONED_TOWN.match(phrase)
    shorts = (match[1], match[1][:2]) if match else ()
    place = next((short for short in shorts if short in divisions().shorts), None)
    if match is None or place is None:
        return town
    return replace(town, name=town.name[max(0, match.end() - phrase.find(town.name)) :], places=(place,))


def _division_last(rest: str) -> Named | None:
    """A division at the end of other words: 新疆生产建设兵团第八师石河子市."""
    for body in ("", *_WORDING.governments):
        name = divisions().ending(rest.removesuffix(body), len(rest) - len(body)) if rest.endswith(body) else None
        if name is not None:
            return Named("division", name, (name,))
    return None


def _unknown_places(rest: str) -> list[tuple[tuple[str, ...], str]]:
    """Ways to begin `rest` with words that look like divisions' names and are none: no such word, one, two."""
    chains: list[tuple[tuple[str, ...], str]] = [((), rest)]
    while (match := _UNKNOWN_PLACE.match(chains[-1][1])) is not None and _may_be_place(match[1]):
        before, after = chains[-1]
        chains.append(((*before, match[1]), after[match.end() :]))
    return chains


def _without_strangers(phrase: str) -> str:
    """`phrase` without what a hijacked site put before it (a domain, a betting firm's name)."""
    return _LATIN.sub("", _hijack().sub("", phrase))


def _once(phrase: str) -> str:
    """`phrase` without a beginning that stands again at its end, or right behind: 周至县西安市周至县."""
    for size in range(len(phrase) // 2, 2, -1):
        if phrase.endswith(phrase[:size]) or phrase[:size] == phrase[size : 2 * size]:
            return phrase[size:]
    return phrase


def _places(phrase: str, at: int) -> tuple[list[str], str]:
    known = divisions()
    found: list[str] = []
    while (name := known.starting(phrase, at)) is not None:
        if found and not within(name, found[-1]):
            found = []  # what came before was no superior: 来源：周至县 西安市周至县
        found.append(name)
        at += len(name)
        if not _is_office(phrase[at:]) and phrase[at:] not in words("government"):
            at += next((len(word) for word in _WORDING.governments if _leads_on(phrase, word, at)), 0)
    return found, phrase[at:]


def _is_office(rest: str) -> bool:
    return _office().match(rest) is not None and rest.endswith(words("office_end"))


def _misread_superior(phrase: str) -> int:
    """Length of a first place that no list has, where a division that is known follows (准安市洪泽区)."""
    match = None if divisions().starting(phrase, 0) else _UNKNOWN_PLACE.match(phrase)
    known = match is not None and _may_be_place(match[1]) and divisions().starting(phrase, match.end()) is not None
    return match.end() if match and known else 0


def _leads_on(phrase: str, word: str, at: int) -> bool:
    return phrase.startswith(word, at) and len(phrase) > at + len(word) + 1


def _town_in(places: list[str], rest: str, unknown: bool) -> Named | None:
    match = _town().match(rest)
    if match:
        body = (
            _WORDING.street if rest.startswith(_WORDING.street, match.end("name")) else ""
        )  # 西大街街道办事处: no 西大街
        return _town_inside(match["name"]) or Named("town", match["name"] + body, tuple(places))
    match = _bare_town().match(rest) if places and not unknown else None
    if match:  # 新县镇: the town has the county's name
        return Named("town", places[-1] + match["name"], tuple(places[:-1]))
    return None


def _town_inside(name: str) -> Named | None:
    """The town behind a division's name and strangers before that: 政务公开眉县汤峪镇."""
    for match in reversed([*re.finditer("[市县区旗]", name)]):
        place = divisions().ending(name, match.end()) if _town().match(name[match.end() :]) else None
        if place is not None:
            return Named("town", name[match.end() :], (place,))
    return None


def _department_in(phrase: str, places: list[str], rest: str, unknown: tuple[str, ...]) -> Named | None:
    if not _department().search(rest):
        return None
    if not places:
        places = short_place(phrase)
    printed = phrase[phrase.find(places[0]) :] if places and places[0] in phrase else phrase
    inner = place_inside(rest, places)
    odd = unknown[-1] if unknown and not inner else None
    return Named("department", _once(printed), tuple([*places, inner] if inner else places), odd)


def _may_be_place(word: str) -> bool:
    known = divisions()
    if word.endswith(words("no_place")) or known.ending(word, len(word)) is not None:
        return False
    return not any(word[-size:] in known.shorts for size in (2, 3, 4))


def _is_short_name(phrase: str) -> bool:
    """Whether `phrase` is the short name of a province or prefecture and of nothing below (宁夏2018年…报告)."""
    spells = divisions().shorts.get(phrase, ())
    return bool(spells) and all(spell.level != "county" for spell in spells)
