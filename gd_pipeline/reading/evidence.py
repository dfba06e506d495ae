"""What a document prints of places besides its title: names, hosts, telephone numbers, addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gd_pipeline.catalog.divisions import area_codes, divisions
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import IssuerWording

_WORDING = wording(IssuerWording)
SUFFIX = re.compile("[省市县区州盟旗]")
_HOST = re.compile(r"([a-z0-9][a-z0-9.-]{1,60})\.gov\.cn")
_PHONE = re.compile(r"(?<!\d)[(（]?(0\d{2,3})[)）\-—－–―]{1,3}\d{7,8}(?!\d)")
_ADDRESS = re.compile(rf"(?:{_WORDING.address})[:：为是]{{0,2}}")
_SITE = re.compile(_WORDING.site)
_NOTICE = re.compile(_WORDING.superior_notice)
_ADDRESS_LENGTH = 30
_OWN_LEVEL = re.compile(rf"(?:{_WORDING.superior})(?={_WORDING.superior_part})")
_BELOW_A_CITY = ("县", "区", "旗")
_JOINED = re.compile(_WORDING.joined)
_JOINED_REACH = 3


@dataclass(frozen=True)
class Evidence:
    """What a document prints besides its title: `head` and `tail` without blanks, publishers, the page around it."""

    head: str
    tail: str = ""
    publishers: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    address: str = ""

    @cached_property
    def all(self) -> str:
        """Everything, one text."""
        return "\n".join((self.head, self.tail, *self.publishers, *self.page))

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Names of divisions printed anywhere in it."""
        return frozenset(mentioned(self.all))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Labels of government hosts (www.luzhou.gov.cn: luzhou)."""
        found = _HOST.findall(self.all) + _HOST.findall(self.address)
        return frozenset(label for host in found for label in host.split("."))

    @cached_property
    def level_word(self) -> str:
        """县 where the text names its superiors 县委, 县政府 (the lowest of them); "" where it names none."""
        found = _OWN_LEVEL.finditer(self.head)
        named = {match[0] for match in found if _ending(self.head, match.end()) is None}
        below = [word for word in _BELOW_A_CITY if word in named]
        if below:
            return below[0] if len(below) == 1 else ""
        return next((word for word in ("市", "州") if word in named), "")

    @cached_property
    def areas(self) -> frozenset[str]:
        """Ids of the prefectures and provinces whose telephone area codes are printed."""
        codes = area_codes()
        return frozenset(held for area in _PHONE.findall(self.all) for held in codes.get(area, ()))

    def before(self, name: str) -> Iterator[tuple[str, ...]]:
        """Names of divisions printed right in front of `name`, the largest first."""
        for text in (self.head, self.tail, *self.publishers, *self.page):
            at = text.find(name)
            while at >= 0:
                chain = chain_ending(text, at)
                if chain:
                    yield chain
                at = text.find(name, at + 1)

    def pointers(self) -> Iterator[str]:
        """Texts that say where the issuer is, the surest first."""
        yield from self.publishers
        yield from self.page
        for match in _ADDRESS.finditer(self.head):
            yield self.head[match.end() : match.end() + _ADDRESS_LENGTH]
        for match in _SITE.finditer(self.head):
            yield self.head[max(0, match.start() - 12) : match.start()]

    def instructions(self) -> Iterator[str]:
        """Texts that name the government whose notice asked for the report: to a town, its county."""
        for match in _NOTICE.finditer(self.head):
            yield self.head[max(0, match.start() - 12) : match.start()]


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    return frozenset(name[-2:] for name in divisions().names)


def _ending(text: str, end: int) -> str | None:
    """The division's name that ends at `end`, where it is none that a joining word makes (《条例》和县政府)."""
    name = divisions().ending(text, end)
    if name is None or not _JOINED.search(text, max(0, end - _JOINED_REACH), end):
        return name
    return name if divisions().ending(text, end - len(name)) is not None else None


def mentioned(text: str) -> list[str]:
    """Names of divisions printed in `text`, in order."""
    endings = _endings()
    found = []
    for match in SUFFIX.finditer(text):
        if text[match.end() - 2 : match.end()] in endings:
            name = _ending(text, match.end())
            if name is not None:
                found.append(name)
    return found


def chain_ending(text: str, end: int) -> tuple[str, ...]:
    """Names of divisions that stand one behind the other up to `end` (…江苏省淮安市洪泽区|)."""
    found: list[str] = []
    for skipped in _WORDING.governments:
        if text.endswith(skipped, 0, end):
            end -= len(skipped)
    while (name := _ending(text, end)) is not None:
        found.insert(0, name)
        end -= len(name)
    return tuple(found)
