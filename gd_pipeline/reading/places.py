"""Names of places to the division that they mean in the report's year (GB/T 2260), settled by evidence, never guessed.

A name that several divisions bear (鼓楼区), that is missing (我镇) or misread (one wrong character) is settled by what
else the document prints: the superior's name, the words left of the issuer's name, publisher, address, web host,
telephone area code. Where that leaves more than one division, there is none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gd_pipeline.catalog.divisions import Division, divisions
from gd_pipeline.reading.evidence import SUFFIX, Evidence, chain_ending
from gd_pipeline.reading.issuers import Named, name_issuer

_LATEST = 9999
_SHORT_NAME = 3
"""So short a name differs by one letter from too many others to be put right by itself."""

_DISTRICTS = ("区", "县")

Test = Callable[[Division], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """A division as it was on 31 December of the report year, or when it ended in that year; else `code` is None.

    `corrected` is the misread name that was taken for it.
    """

    id: str
    code: str | None
    name: str
    level: str
    corrected: str | None = None


def held(name: str, year: int) -> tuple[Division, ...]:
    """Divisions that bear `name` on 31 December of `year`; else those that bore or will bear it, as they were then."""
    known = divisions()
    spells = known.names.get(name) or known.shorts.get(name, ())
    now = tuple(spell for spell in spells if spell.covers(year))
    if now:
        return now
    ids = dict.fromkeys(spell.id for spell in spells)
    then = tuple(spell for spell in (known.at(key, year) for key in ids) if spell is not None)
    return then or tuple(known.ids[key][-1] for key in ids)


def settle(named: Named | None, year: int | None, evidence: Evidence, suffix: str = "") -> Place | None:
    """The division that `named` is, or belongs to.

    Args:
        named: the issuer as words name it, None where the document has only 我局, 我镇.
        year: the report year; None counts as the latest.
        evidence: what else the document prints.
        suffix: 市, 县, 区…: how the division must end where no name is printed (我县, 区民政局).
    """
    year = _LATEST if year is None else year
    if named is not None and named.unknown:
        return _misread(named, year, evidence)
    if named is not None and named.places:
        above = (named.above,) if named.above else ()
        return _chosen(held(named.places[-1], year), (*above, *named.places[:-1]), year, evidence)
    chains = set() if named is not None and named.national else _pointed(named, evidence, suffix, year)
    if len(chains) != 1:
        return None
    (chain,) = chains
    found = _chosen(held(chain[-1], year), chain[:-1], year, evidence)
    return None if found and named and named.kind == "town" and _has_counties(found, year) else found


def _has_counties(place: Place, year: int) -> bool:
    """Whether counties lie between `place` and a town (东莞市 and 中山市 have none)."""
    division = divisions().at(place.id, year)
    return place.level != "county" and division is not None and any(True for _ in _below(division, year))


def _chosen(candidates: Iterable[Division], superiors: tuple[str, ...], year: int, evidence: Evidence) -> Place | None:
    remaining = list(candidates)
    for test in (
        _under(superiors, year),
        _seen_above(evidence, year),
        _dialled(evidence, year),
        _hosted(evidence, year),
    ):
        if len(remaining) < 2:
            break
        kept = [division for division in remaining if test(division)]
        remaining = kept or remaining
    return _place(remaining[0], year) if len(remaining) == 1 else None


def _place(division: Division, year: int, corrected: str | None = None) -> Place:
    code = division.code if division.covers(year) or division.last == year - 1 else None
    return Place(division.id, code, division.name, division.level, corrected)


def _under(superiors: tuple[str, ...], year: int) -> Test:
    """Whether a division lies in all the places named before it, by their names of that year or one letter off."""
    uppers = [{spell.name for spell in held(name, year)} for name in superiors if name in divisions().names]
    misread = [name for name in superiors if name not in divisions().names]

    def test(division: Division) -> bool:
        above = {spell.name for spell in divisions().superiors(division, year)}
        return all(names & above for names in uppers) and all(
            any(_one_off(name, word) for name in above) for word in misread
        )

    return test


def _seen_above(evidence: Evidence, year: int) -> Test:
    def test(division: Division) -> bool:
        return any(spell.name in evidence.all for spell in divisions().superiors(division, year))

    return test


def _dialled(evidence: Evidence, year: int) -> Test:
    def test(division: Division) -> bool:
        above = divisions().superiors(division, year)
        return any(spell.id in evidence.areas for spell in (division, *above))

    return test


def _hosted(evidence: Evidence, year: int) -> Test:
    def test(division: Division) -> bool:
        above = divisions().superiors(division, year)
        return any(spell.pinyin in evidence.hosts for spell in (division, *above))

    return test


def _pointed(named: Named | None, evidence: Evidence, suffix: str, year: int) -> set[tuple[str, ...]]:
    """Chains of names that the document puts before the issuer's own, or else where it says that the issuer is."""
    if named is not None and not named.nameless:
        before = _lowest(evidence.before(named.name), suffix)
        if before:
            return before
    asked = evidence.instructions() if named is not None and named.kind == "town" else ()
    for text in (*evidence.pointers(), *asked):
        pointed = _lowest(_of_level(_chains(text), evidence.level_word), suffix)
        if len(pointed) == 1:
            return pointed
    suffix = suffix or evidence.level_word
    mentioned = _lowest(((name,) for name in evidence.mentions), suffix) if suffix else set()
    return mentioned or _lowest(_on_hosts(evidence, year), suffix)


def _of_level(chains: Iterable[tuple[str, ...]], level: str) -> Iterator[tuple[str, ...]]:
    """The chains up to the city where the text says that its superior is the city: its address is in a district."""
    for chain in chains:
        cut = len(chain) - 1 if level == "市" and len(chain) > 1 and chain[-2].endswith("市") else len(chain)
        yield chain[:cut] if chain[-1].endswith(_DISTRICTS) else chain


def _on_hosts(evidence: Evidence, year: int) -> Iterator[tuple[str, ...]]:
    """The county whose site the page stands on, or the city where the text says that it is the city's."""
    levels = ("county", "prefecture") if evidence.level_word == "市" else ("county",)
    for host in sorted(evidence.hosts):
        found = [spell for spell in divisions().written.get(host, ()) if spell.covers(year)]
        if len(found) == 1 and found[0].level in levels:
            yield (found[0].name,)


def _chains(text: str) -> Iterator[tuple[str, ...]]:
    named = name_issuer(text)
    if named is not None and named.places:
        yield named.places
        return
    for match in SUFFIX.finditer(text):
        chain = chain_ending(text, match.end())
        if chain:
            yield chain


def _lowest(chains: Iterable[tuple[str, ...]], suffix: str) -> set[tuple[str, ...]]:
    """The chains that are no part of a longer one, one for each last name, that end in `suffix`."""
    fitting = sorted({chain for chain in chains if chain[-1].endswith(suffix)}, key=len, reverse=True)
    inner = {name for chain in fitting for name in chain[:-1]}
    found: dict[str, tuple[str, ...]] = {}
    for chain in fitting:
        if chain[-1] not in inner:
            found.setdefault(chain[-1], chain)
    return set(found.values())


def _misread(named: Named, year: int, evidence: Evidence) -> Place | None:
    """A name with one wrong character: right where the document prints it elsewhere or leaves one division for it."""
    word = named.unknown or ""
    near = {name for name in evidence.mentions if _one_off(name, word)}
    if len(near) == 1:
        found = _chosen(held(near.pop(), year), named.places, year, evidence)
    else:
        found = _only_fitting(named, word, year, evidence)
    return Place(found.id, found.code, found.name, found.level, word) if found else None


def _only_fitting(named: Named, word: str, year: int, evidence: Evidence) -> Place | None:
    """The one division, a letter off `word`, that what is printed besides points to; alone of its kind also without."""
    above = (named.above,) if named.above else ()
    superiors = max((*evidence.before(word), (*above, *named.places)), key=len)
    alike = _by_shape().get((len(word), word[-1:]), ())
    fitting = [spell for spell in alike if spell.covers(year) and _one_off(spell.name, word)]
    pointed = len(word) > _SHORT_NAME
    if superiors:
        fitting = [division for division in fitting if _under(superiors, year)(division)]
        pointed = True
    for test in (_seen_above(evidence, year), _dialled(evidence, year), _hosted(evidence, year)):
        kept = [division for division in fitting if test(division)]
        if kept:
            fitting, pointed = kept, True
    return _place(fitting[0], year) if pointed and len(fitting) == 1 else None


@lru_cache(maxsize=1)
def _by_shape() -> Mapping[tuple[int, str], Sequence[Division]]:
    """All divisions by the length of their names and its last character."""
    found: defaultdict[tuple[int, str], list[Division]] = defaultdict(list)
    for spells in divisions().ids.values():
        for spell in spells:
            found[len(spell.name), spell.name[-1]].append(spell)
    return found


def _below(upper: Division, year: int) -> Iterator[Division]:
    start = upper.code[:2] if upper.level == "province" else upper.code[:4]
    for spells in divisions().ids.values():
        yield from (s for s in spells if s.covers(year) and s.code.startswith(start) and s.id != upper.id)


def _one_off(name: str, word: str) -> bool:
    half = len(name) // 2
    if not len(name) == len(word) > 2 or (name[:half] != word[:half] and name[half:] != word[half:]):
        return False
    return sum(a != b for a, b in zip(name, word, strict=True)) == 1
