"""A report's blocks in order, from its truth: furniture, title, preface, sections with prose, tables, signature."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from random import Random

from gd_pipeline.catalog.loader import CatalogRow
from gd_pipeline.synth import front
from gd_pipeline.synth.amounts import Hand
from gd_pipeline.synth.data_files import tables_of
from gd_pipeline.synth.draft import FURNITURE, HEADING, PARAGRAPH, SIGNATURE, TABLE, TITLE, Block, Draft
from gd_pipeline.synth.filler import paragraphs
from gd_pipeline.synth.grid import Table
from gd_pipeline.synth.prose import list_templates, state
from gd_pipeline.synth.seeds import between, pick, sized, stream
from gd_pipeline.synth.tables import Spelling, Wording, tables
from gd_pipeline.synth.truth import TOTAL, Truth

_NUMERALS = "一二三四五六七八九十"
_ONLINE = ("requests.received.online", TOTAL)
_SUMMED = {"row.by_email", "row.by_site"}
"""Rows of the older table that the contract counts as one: 电子邮件申请数 and 网上申请数."""


class Section(CatalogRow):
    """A part of a report: headings (one is drawn), topics of prose with their chance, a table, its share of filler."""

    forms: tuple[str, ...]
    name: str
    headings: tuple[str, ...]
    topics: tuple[str, ...]
    filler: str
    share: float
    level: int = 1
    table: str = ""


@lru_cache(maxsize=8)
def sections(form: str) -> tuple[Section, ...]:
    """The parts that a report of `form` has, in printed order."""
    return tuple(
        section for section in tables_of("plan.toml", {"section": Section})["section"] if form in section.forms
    )


def compose(truth: Truth, chars: int | None = None, prose_seed: str | None = None) -> Draft:
    """The report's draft, undamaged.

    Args:
        truth: its values.
        chars: filler, in characters; drawn if not given, so that reports are about as long as real ones.
        prose_seed: fixes wording and filler (default: the truth's seed); equal for documents that share a template.
    """
    seed = prose_seed or truth.seed
    rng = stream(seed, "prose")
    draft = Draft(truth, rng, _hand(rng), _wording(rng))
    wanted = chars if chars is not None else _length(rng, truth)
    draft.gold = _label(truth)
    printed = tables(truth, draft.wording)
    body = list(_body(draft, wanted, printed))
    front_matter = list(_front(draft, [block.text for block in body if block.kind == HEADING and block.level == 1]))
    draft.blocks = [*front_matter, *_numbered(body, draft.wording.spelling.ascii), *_back(draft, printed)]
    return draft


def _label(truth: Truth) -> dict[str, object]:
    issuer = truth.issuer
    return {
        "is_annual_report": True,
        "issuer": issuer.name,
        "issuer_code": issuer.code,
        "issuer_level": issuer.level,
        "report_year": truth.report_year,
        "form": truth.form,
        "period_start": None,
        "period_end": None,
        "published_on": None,
        "repeated": False,
    }


def _hand(rng: Random) -> Hand:
    return Hand(
        hedging=0.3 if rng.random() < 0.25 else 0.0,
        wan=0.3 if rng.random() < 0.2 else 0.0,
        chinese=0.2 if rng.random() < 0.08 else 0.0,
        commas=rng.random() < 0.05,
        wide=rng.random() < 0.02,
        spaced=rng.random() < 0.08,
    )


def _wording(rng: Random) -> Wording:
    return Wording(
        Spelling(
            other_labels=rng.random() < 0.15,
            ascii=rng.random() < 0.35,
            after_number=pick(rng, (".", ".", ".", "、", "．")),
            twentieth_space="  " if rng.random() < 0.15 else "",
        ),
        plus=pick(rng, ("+", "", "增", "+")),
        minus=pick(rng, ("-", "-", "减", "－")),
        amount_unit=pick(rng, ("元", "万元")),
        provincial=pick(rng, ("year", "part_year", "year_all")),
    )


def _length(rng: Random, truth: Truth) -> int:
    """Characters of filler: reports come out at about 23 KB, towns shorter, provinces longer."""
    scale = {"province": 2.2, "prefecture": 1.5, "county": 1.2, "town": 0.6, "department": 0.8}[truth.issuer.level]
    return int(sized(rng, 1900, 22000) * scale * (0.8 if truth.form in ("2019", "2021") else 1.1))


def _front(draft: Draft, headings: list[str]) -> Iterator[Block]:
    rng, truth = draft.rng, draft.truth
    for line in front.furniture(rng, truth, "head", between(rng, 0, 4)):
        yield Block(FURNITURE, line)
    if rng.random() < 0.6:
        yield Block(FURNITURE, front.published_line(rng, truth))
        draft.gold["published_on"] = truth.published_on.isoformat()
    yield Block(TITLE, front.title(rng, truth))
    period = ""
    if rng.random() < 0.92:
        period = front.period(rng, truth, draft.hand.spaced)
        draft.gold |= {"period_start": truth.period_start.isoformat(), "period_end": truth.period_end.isoformat()}
    yield Block(PARAGRAPH, front.preface(rng, truth, headings, period))


def _back(draft: Draft, printed: list[Table]) -> Iterator[Block]:
    rng, truth = draft.rng, draft.truth
    if rng.random() < 0.5:
        day = truth.published_on
        if draft.gold["published_on"]:
            day -= timedelta(days=between(rng, 0, 2))
        else:
            draft.gold["published_on"] = day.isoformat()
        for line in front.signature(truth, day):
            yield Block(SIGNATURE, line)
    for table in printed:
        if table.title:
            yield Block(TITLE, f"{truth.issuer.full}{table.title}\n（{truth.report_year}年度）", level=1)
            yield _printed(draft, Block(TABLE, table=table))
    for line in front.furniture(rng, truth, "foot", between(rng, 0, 3)):
        yield Block(FURNITURE, line)


def _body(draft: Draft, chars: int, printed: list[Table]) -> Iterator[Block]:
    by_name = {table.name: table for table in printed}
    for section in sections(draft.truth.form):
        yield Block(HEADING, pick(draft.rng, section.headings), level=section.level)
        prose = list(_prose(draft, section))
        filler = paragraphs(draft.rng, section.filler, int(chars * section.share), draft.truth)
        if not prose and not filler and not section.table:
            filler = paragraphs(draft.rng, section.filler, 30, draft.truth)
        yield from _mixed(draft.rng, prose, filler)
        if section.table:
            yield _printed(draft, Block(TABLE, table=by_name[section.table]))


def _printed(draft: Draft, block: Block) -> Block:
    """The table's cells are entered in the ledger, and the sum of two rows of the older table that one code counts."""
    values, misprints = draft.truth.values, draft.truth.misprints
    assert block.table is not None
    keys = [key for row in block.table.data() for key in row.keys if key is not None]
    draft.cells.update((key, values[key]) for key in keys if key[0][:4] != "row.")
    if {code for code, _ in keys} >= _SUMMED:
        draft.subtotals[_ONLINE] = values[_ONLINE]
    draft.cells.update((key, printed) for key, printed in misprints.items() if key in draft.cells)
    return block


def _prose(draft: Draft, section: Section) -> Iterator[str]:
    """Paragraphs of two or three sentences; a list follows only the sentence that states its whole."""
    sentences: list[str] = []
    just_stated: set[str] = set()
    for entry in section.topics:
        topic, _, chance = entry.partition(":")
        listing = list_templates().get(topic)
        if draft.rng.random() >= float(chance) or (listing and listing.whole and listing.whole not in just_stated):
            continue
        if _already(topic, just_stated):
            continue
        said = state(draft.rng, topic, draft.truth, draft.hand)
        if said is None:
            continue
        sentences.append(said[0])
        draft.stated += said[1]
        just_stated |= {statement.metric for statement in said[1]}
    while sentences:
        size = between(draft.rng, 2, 4)
        yield "".join(sentences[:size])
        sentences = sentences[size:]


_SAME = {"review": "review.total", "litigation": "litigation.total", "review_zero": "review.total"}
_SAME |= {
    "litigation_zero": "litigation.total",
    "complaints": "complaints.total",
    "growth_down": "requests.received.growth",
}


def _already(topic: str, stated: set[str]) -> bool:
    return _SAME.get(topic) in stated


def _mixed(rng: Random, prose: list[str], filler: list[str]) -> Iterator[Block]:
    """Prose with numbers between paragraphs without, in the order of each."""
    while prose or filler:
        source = prose if prose and (not filler or rng.random() < 0.5) else filler
        yield Block(PARAGRAPH, source.pop(0))


def _numbered(body: list[Block], ascii_brackets: bool) -> Iterator[Block]:
    """Headings get their numerals, 一、 and （一）."""
    first = second = 0
    for block in body:
        if block.kind == HEADING and block.level == 1:
            first, second = first + 1, 0
            block.text = f"{_NUMERALS[first - 1]}、{block.text}"
        elif block.kind == HEADING:
            second += 1
            numeral = _NUMERALS[second - 1]
            block.text = (f"({numeral})" if ascii_brackets else f"（{numeral}）") + block.text
        yield block
