"""The issuer of a report: what names it, the place that it is or belongs to, its level and the scope of its report.

Sources, the surest first: titles, the body that compiled the report (由…编制), the subject of its first sentences, whom
to ask, publisher fields, the signature; in the end only 我县, 我局.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gd_pipeline.catalog.identity import Role, one_of, words
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import IssuerWording
from gd_pipeline.reading.evidence import Evidence, mentioned
from gd_pipeline.reading.issuers import Named, name_issuer
from gd_pipeline.reading.places import Place, settle
from gd_pipeline.reading.titles import Title, issuer_phrase

PREFACE = 1000
_WORDING = wording(IssuerWording)
_COMPILED = re.compile(rf"由(?P<by>[^，,。；;由]{{2,40}}?)(?:{_WORDING.charged})?(?:{_WORDING.compiles})")
_CONTACT = re.compile(rf"(?:{_WORDING.contact_before})(?P<by>[^，,。；;:：]{{3,30}}?)(?:{_WORDING.contact_behind})")
_ACCOUNT = re.compile(rf"(?:{_WORDING.account_before})(?P<by>[^，,。；;:：《》]{{3,28}}?)(?:{_WORDING.account})")
_SUBJECT = re.compile(
    rf"(?:{_WORDING.subject_before})(?!{_WORDING.no_subject})(?P<by>[^，,。；;:：、0-9]{{2,28}}?)"
    rf"(?:{_WORDING.subject_behind})"
)
_SIGNED = re.compile(
    rf"(?:{_WORDING.signed_before})(?P<by>[^，,。；;:：]{{3,30}}?)"
    "(?:20[0-9]{2}|二[○〇零0O][○〇零0O一二三四五六七八九]{2})年"
)
_SELF = re.compile(rf"[我本]({_WORDING.own_kind})|({_WORDING.own_kind_inside})里")
_INSIDERS = re.compile(rf"({_WORDING.insider_kind})(?:{_WORDING.insiders})()")
_WHOLE = re.compile("全([县区市省州旗盟])")
_ZONE = re.compile(_WORDING.zone)
_CITYS_PARTS = re.compile(_WORDING.parts_of_city)
_COUNTYS_PARTS = re.compile(_WORDING.parts_of_county)
_OWN_OFFICE = re.compile(rf"(?:(?<=[局委厅会院区])(?:局)?|(?:{_WORDING.government_office}))(?:{_WORDING.own_office})$")
_SECTION = re.compile(_WORDING.section)
_SPEAKS = re.compile(rf"我(?:{_WORDING.own_kind})")
_FORMER, _FORMER_WITHIN = re.compile(rf"(?:{_WORDING.former})$"), 4
_SHORT_DEPARTMENT = 14


@dataclass(frozen=True, slots=True)
class Issuer:
    """Issuer, id and code as the contract has them; `scope` as in Identity; `corrected` is a misread place name."""

    name: str | None
    id: str | None
    code: str | None
    level: str | None
    scope: str | None
    corrected: tuple[str, str] | None = None


def read_issuer(titles: tuple[Title, ...], evidence: Evidence, year: int | None) -> Issuer:
    """The issuer that the document settles, with its division's code on 31 December of `year`; else nulls."""
    who = _Who(titles, evidence)
    place = settle(who.named, year, evidence, who.suffix)
    division = who.is_division
    name = _name(who.named, place, division)
    corrected = (place.corrected, place.name) if place and place.corrected else None
    return Issuer(
        name, _lasting_id(name, place, division), place.code if place else None, who.level(place), who.scope, corrected
    )


@lru_cache(maxsize=8)
def _any(role: Role) -> re.Pattern[str]:
    return re.compile(one_of(role))


def _name(named: Named | None, place: Place | None, division: bool) -> str | None:
    if named is None:
        return place.name if division and place else None
    if division:
        return place.name if place else named.unknown or (named.places or (named.name,))[-1]
    if place is not None and place.corrected:
        return named.name.replace(place.corrected, place.name)
    full = place is not None and named.nameless and place.name.endswith(named.name[0])
    return place.name[:-1] + named.name if place and full else named.name


def _lasting_id(name: str | None, place: Place | None, division: bool) -> str | None:
    """The division's lasting id; for what belongs to it, that and the body's name without the place."""
    if place is None or name is None:
        return None
    return place.id if division else f"{place.id}/{name.rpartition(place.name)[2] or name}"


def _without_office(phrase: str) -> str:
    """`phrase` without the section, the office or the committee of the body that it names."""
    return _OWN_OFFICE.sub("", _SECTION.sub("", phrase))


class _Who:
    """What a document says of its issuer."""

    def __init__(self, titles: tuple[Title, ...], evidence: Evidence) -> None:
        self.titles = titles
        self.evidence = evidence

    @cached_property
    def named(self) -> Named | None:
        """The first words that name a body in full; else those that say only its kind (区民政局)."""
        titled = self._full(self._titled())
        named = self._compiler_of(titled) if titled else self._as_titled(self._full(self._said()))
        named = named or self._by_kind or self._often_named
        return self._placed(named) if named is not None else None

    def _compiler_of(self, titled: Named) -> Named:
        """What the titles name; the department that compiled the report where they name its division and no year."""
        dated = any(title.year and name_issuer(title.phrase) == titled for title in self.titles)
        if titled.kind != "division" or dated or self._speaks_for_all:
            return titled
        compiled = self._full(self._matched(_COMPILED))
        below = compiled is not None and compiled.kind == "department" and titled.name in compiled.places
        return compiled if compiled is not None and below else titled

    def _as_titled(self, said: Named | None) -> Named | None:
        """What the text names, as a title that says only what kind of body it is has it: 县审计局, not 审计局."""
        if said is None or said.places or said.kind != "department":
            return said
        titled = (name_issuer(_without_office(phrase)) for phrase in self._titled())
        return next((named for named in titled if named and named.name.endswith(said.name)), said)

    def _placed(self, named: Named) -> Named:
        """`named`, or the department named with its place that another title is of, or that has these words in it."""
        if named.kind != "department" or named.places or named.nameless or named.national:
            return named
        others = map(name_issuer, (*self._titled(), *self._said()))
        fuller = (other for other in others if other and other.kind == "department" and other.places)
        return next((other for other in fuller if _shortens(named.name, other.name)), named)

    @staticmethod
    def _full(phrases: Iterator[str]) -> Named | None:
        found = (name_issuer(_without_office(phrase)) for phrase in phrases)
        return next((named for named in found if named is not None and not named.nameless), None)

    @property
    def _by_kind(self) -> Named | None:
        found = (name_issuer(_without_office(phrase)) for phrase in (*self._titled(), *self._said()))
        return next((named for named in found if named is not None), None)

    def _titled(self) -> Iterator[str]:
        for place in ("line", "sentence", "page"):
            yield from (title.phrase for title in self.titles if title.place == place and title.phrase)

    def _said(self) -> Iterator[str]:
        for pattern in (_COMPILED, _ACCOUNT, _SUBJECT, _CONTACT):
            yield from self._matched(pattern)
        yield from self.evidence.publishers
        tail = self.evidence.tail or self.evidence.head
        yield from (issuer_phrase(match["by"]) for match in _SIGNED.finditer(tail[-400:]))

    def _matched(self, pattern: re.Pattern[str]) -> Iterator[str]:
        found = (match["by"] for match in pattern.finditer(self.evidence.head, 0, PREFACE))
        return (issuer_phrase(by) for by in found if pattern is not _SUBJECT or not _SPEAKS.search(by))

    @cached_property
    def _often_named(self) -> Named | None:
        """The one department that is named with its place, where the text speaks for no division; so a town's body."""
        if self._own_word in _WORDING.division_suffixes:
            return None
        kind = "town" if self._own_word in _WORDING.town_kinds else "department"
        ending = _town_end() if kind == "town" else _department_end()
        found = {named for named in map(name_issuer, _behind_places(self.evidence.head, ending)) if named is not None}
        found = {named for named in found if named.kind == kind}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _own_word(self) -> str:
        """How the body calls itself: 局 of 我局, 县 of 我县; "-" where it does not."""
        found = _SELF.findall(self.evidence.head) or _INSIDERS.findall(self.evidence.head)
        said = Counter(first or second for first, second in found).most_common(1)
        return said[0][0] if said else "-"

    @cached_property
    def _word(self) -> str:
        """How the body calls itself, or what it says to speak for (县 of 全县)."""
        whole = Counter(_WHOLE.findall(self.evidence.head)).most_common(1)
        return whole[0][0] if self._own_word == "-" and whole else self._own_word

    @property
    def suffix(self) -> str:
        """How the division must end where the document has only 我县 or 区民政局; else ""."""
        if self.named is not None:
            first = self.named.name[0]
            return first if self.named.nameless and first in _WORDING.division_suffixes else ""
        return self._word if self._word in _WORDING.division_suffixes else ""

    @cached_property
    def is_division(self) -> bool:
        """Whether the issuer is the division itself.

        A title that names its office means the division, where the text speaks for it (我区); an office that only
        compiled the report, or answers for it, does so for the division unless it speaks for itself.
        """
        if self.named is None:
            return bool(self.suffix)
        if self.named.kind != "office":
            return self.named.kind == "division"
        if _any("own_office").search(self.evidence.head):
            return False
        return self._speaks_for_all or self._full(self._titled()) is None

    @cached_property
    def _speaks_for_all(self) -> bool:
        return self._aggregates or _any("whole_division").search(self.evidence.head) is not None

    @cached_property
    def _aggregates(self) -> bool:
        return _any("aggregate").search(self.evidence.head, 0, PREFACE) is not None

    def level(self, place: Place | None) -> str | None:
        """province, prefecture, county (from the code), town or department; None where nothing says."""
        if self.is_division and place is not None:
            return place.level
        if self.is_division and (self.named is not None or not _ZONE.search(self.evidence.head)):
            return self._level_of(_name(self.named, None, True) or self.suffix)
        if self.named is not None:
            return "town" if self.named.kind == "town" else "department"
        if self._word == "-":
            return None
        return "town" if self._word in _WORDING.town_kinds else "department"

    def _level_of(self, name: str) -> str | None:
        """Level of a division that is not settled: by its name's end; that of a 市 by what lies in it."""
        if not name.endswith("市"):
            return next((level for end, level in _WORDING.level_of_suffix.items() if name.endswith(end)), None)
        if _CITYS_PARTS.search(self.evidence.head):
            return "prefecture"
        return "county" if _COUNTYS_PARTS.search(self.evidence.head) else None

    @property
    def scope(self) -> str | None:
        """AGG, OWN, SYS or None, see Identity."""
        if self.named is not None and not self.is_division and _any("system").search(self.named.name):
            return "SYS"
        if self._aggregates or (self.is_division and _any("whole_division").search(self.evidence.head)):
            return "AGG"
        return None if self.is_division or self.named is None else "OWN"


def _behind_places(text: str, ending: re.Pattern[str]) -> Iterator[str]:
    """Names of bodies, as `ending` has them, that follow a division's name."""
    for name in dict.fromkeys(mentioned(text)):
        at = text.find(name)
        while at >= 0:
            match = ending.match(text, at + len(name))
            if match and not _FORMER.search(text, max(0, at - _FORMER_WITHIN), at):
                yield name + match[0]
            at = text.find(name, at + 1)


@lru_cache(maxsize=1)
def _town_end() -> re.Pattern[str]:
    governments = "|".join(_WORDING.governments)
    inner = f"(?!{one_of('no_name')})[一-龥]"
    return re.compile(rf"(?:{governments})?(?!{_WORDING.no_town})(?:{inner}){{1,6}}?(?:{_WORDING.town_body})")


@lru_cache(maxsize=1)
def _department_end() -> re.Pattern[str]:
    inner = f"(?!{one_of('no_name')})[一-龥]"
    ends = "|".join(word for word in words("department") if word in _WORDING.short_department)
    rooms = "|".join(word for word in words("department") if word.endswith("室") and word not in _WORDING.no_room)
    longest = _SHORT_DEPARTMENT
    return re.compile(rf"(?:{inner}){{1,{longest}}}?(?:{ends})|(?:{inner}){{0,{longest}}}?(?:{rooms})")


def _shortens(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name`, in their order: 建投中心 of 建设投资中心."""
    letters = iter(name)
    return all(letter in letters for letter in short)
