"""Damage to the whole report: printed twice, on a hijacked page, in other characters, with broken dates or lines."""

import re
from dataclasses import replace
from random import Random

from gd_pipeline.synth.damage.labels import characters
from gd_pipeline.synth.damage.surgery import revalue, reword
from gd_pipeline.synth.draft import FURNITURE, PARAGRAPH, Block, Draft
from gd_pipeline.synth.seeds import pick

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_SITES = ("某体育app下载", "www.example-games.com", "某某直播官网平台", "电竞比分网")
_FULL_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SHORT_DATE = re.compile(r"(?<![\d年])12月31日")


def body_twice(draft: Draft, rng: Random) -> bool:
    """The whole report, from its title on, stands on the page twice."""
    start = next((place for place, block in enumerate(draft.blocks) if block.kind != FURNITURE), 0)
    end = len(draft.blocks)
    while draft.blocks[end - 1].kind == FURNITURE:
        end -= 1
    draft.blocks[end:end] = draft.blocks[start:end]
    draft.gold["repeated"] = True
    draft.gold["findings"] = [*_findings(draft), {"family": "repetition", "metrics": []}]
    return True


def _findings(draft: Draft) -> list[object]:
    found = draft.gold.get("findings", [])
    return found if isinstance(found, list) else []


def hijacked(draft: Draft, rng: Random) -> bool:
    """A site's name is written over the issuer's; who reports cannot be told any more."""
    site, issuer = pick(rng, _SITES), draft.truth.issuer
    reword(draft, lambda text: text.replace(issuer.full, site).replace(issuer.name, site))
    draft.blocks.insert(0, Block(FURNITURE, f"{site}_{pick(rng, _SITES)}"))
    for name in ("issuer", "issuer_code", "issuer_level"):
        draft.gold.pop(name, None)
    return True


def broken_dates(draft: Draft, rng: Random) -> bool:
    """年 or 月 are lost from the dates of the period (201711日至20171231日); one reading is left."""
    for block in draft.blocks:
        if block.kind == PARAGRAPH and "统计" in block.text and _FULL_DATE.search(block.text):
            year, month = pick(rng, (("", "月"), ("", ""), ("年", "")))
            text = _FULL_DATE.sub(rf"\g<1>{year}\g<2>{month}\g<3>日", block.text)
            block.text = _SHORT_DATE.sub(f"12{month}31日", text)
            return True
    return False


def wide_digits(draft: Draft, rng: Random) -> bool:
    """Digits of the tables, or of everything, are full-width."""
    revalue(draft, lambda text: text.translate(_WIDE))
    if rng.random() < 0.3 or not draft.cells:
        for block in draft.blocks:
            block.text = block.text.translate(_WIDE)
        draft.stated[:] = [replace(said, quote=said.quote.translate(_WIDE)) for said in draft.stated]
    return True


def pinyin(draft: Draft, rng: Random) -> bool:
    """Readings in brackets stand behind some characters: 公(gōng)开."""
    readings: dict[str, str] = characters()["readings"]
    chosen = rng.sample(sorted(readings), 6)
    open_, close = pick(rng, (("(", ")"), ("（", "）")))

    def read(text: str) -> str:
        for sign in chosen:
            if sign in text and rng.random() < 0.5:
                text = text.replace(sign, f"{sign}{open_}{readings[sign]}{close}", 1)
        return text

    reword(draft, read)
    return True


def traditional(draft: Draft, rng: Random) -> bool:
    """The whole page in traditional characters, as mirrors convert it."""
    table = str.maketrans(characters()["traditional"])
    reword(draft, lambda text: text.translate(table))
    draft.stated[:] = [
        replace(said, label=said.label and said.label.translate(table), quote=said.quote.translate(table))
        for said in draft.stated
    ]
    return True


def newlines_to_blanks(text: str, rng: Random) -> str:
    """All lines in one, divided by blanks."""
    return " ".join(text.split("\n")) + "\n"


def newlines_to_nothing(text: str, rng: Random) -> str:
    """All lines in one, divided by nothing."""
    return text.replace("\n", "") + "\n"


def windows_lines(text: str, rng: Random) -> str:
    """Lines end as on Windows."""
    return text.replace("\n", "\r\n")


def odd_blanks(text: str, rng: Random) -> str:
    """Blanks are no-break or full-width ones."""
    return text.replace(" ", pick(rng, ("\u00a0", "\u3000")))


def lose_repeated_lines(text: str, rng: Random) -> str:
    """Every line that occurred before is dropped, as extractors do that take it for furniture."""
    seen: set[str] = set()
    kept = []
    for line in text.split("\n"):
        if not line or line not in seen:
            seen.add(line)
            kept.append(line)
    return "\n".join(kept)


def doubt_all_cells(draft: Draft, rng: Random) -> bool:
    """No cell of a table is counted as printed once repeated lines are gone."""
    draft.lost |= dict.fromkeys(draft.cells, "lines that repeat are dropped")
    return bool(draft.cells)
