"""Everything around the body: title, preface with the period, signature, and the furniture of the page."""

from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

from gd_pipeline.synth.data_files import lists_of
from gd_pipeline.synth.seeds import between, pick
from gd_pipeline.synth.truth import Truth

_COUNTS = "零一二三四五六七八九十"


@lru_cache(maxsize=1)
def phrases() -> dict[str, Any]:
    """The phrases of data/front.toml, by kind."""
    return lists_of("front.toml")


def chinese_date(day: date) -> str:
    """2022年1月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def title(rng: Random, truth: Truth) -> str:
    """A title with issuer and year; it may stand on two lines."""
    return _worded(pick(rng, phrases()["titles"]), truth)


def preface(rng: Random, truth: Truth, headings: list[str], period: str) -> str:
    """The paragraph before the first heading: the law, the list of parts, the period, whom to ask."""
    law = "law_2021" if truth.report_year > 2020 else "law_2019" if truth.form == "2019" else "law_old"
    pieces = [pick(rng, phrases()[law])]
    if rng.random() < 0.7:
        parts = pick(rng, phrases()["parts"]).replace("{parts}", "、".join(headings))
        pieces.append(parts.replace("{count}", _COUNTS[len(headings)]))
    pieces += [period, pick(rng, phrases()["contact"])]
    text = _worded("".join(pieces), truth)
    phone = f"0{between(rng, 311, 998)}-{between(rng, 2100000, 8999999)}"
    post = str(between(rng, 210000, 739999))
    return text.replace("{phone}", phone).replace("{post}", post).replace("{mail}", f"zwgk{post[:3]}@example.gov.cn")


def period(rng: Random, truth: Truth, hand_spaced: bool) -> str:
    """The sentence that states the period; the year of its end may be left out."""
    start, end = chinese_date(truth.period_start), chinese_date(truth.period_end)
    if rng.random() < 0.4:
        end = end.partition("年")[2]
    if hand_spaced:
        start, end = _spaced(start), _spaced(end)
    return str(pick(rng, phrases()["periods"])).replace("{from}", start).replace("{to}", end)


def _spaced(text: str) -> str:
    for sign in "年月日":
        text = text.replace(sign, f" {sign} ")
    return text.strip()


def signature(truth: Truth, day: date) -> list[str]:
    """Who signs, and when."""
    return [truth.issuer.office, chinese_date(day)]


def furniture(rng: Random, truth: Truth, kind: str, lines: int) -> list[str]:
    """Lines of the page's `head` or `foot` that are not the report's."""
    chosen = rng.sample(phrases()[kind], min(lines, len(phrases()[kind])))
    index = f"{between(rng, 10000000, 99999999)}/{truth.published_on.year}-{between(rng, 10000, 99999)}"
    return [_worded(line, truth).replace("{index}", index) for line in chosen]


def published_line(rng: Random, truth: Truth) -> str:
    """The line of the page that gives the day of publication."""
    line = _worded(pick(rng, phrases()["published"]), truth)
    return line.replace("{dash}", truth.published_on.isoformat()).replace("{date}", chinese_date(truth.published_on))


def _worded(text: str, truth: Truth) -> str:
    issuer = truth.issuer
    gov = issuer.full + ("人民政府" if issuer.level != "department" and not issuer.full.endswith("街道") else "")
    return (
        text.replace("{full}", issuer.full)
        .replace("{name}", issuer.name)
        .replace("{gov}", gov)
        .replace("{office}", issuer.office)
        .replace("{year}", str(truth.report_year))
    )
