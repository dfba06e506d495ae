"""Paragraphs without a count, so that a written report is as long as a real one and does not say the same twice."""

import re
from functools import lru_cache
from itertools import product
from random import Random

from gd_pipeline.synth.data_files import lists_of
from gd_pipeline.synth.seeds import pick
from gd_pipeline.synth.truth import Truth

_CHOICE = re.compile(r"\[([^\[\]]+)\]")
_ALONE = ("requests", "problems", "other")
"""Topics that are not mixed with sentences about fields of work."""


@lru_cache(maxsize=1)
def _pools() -> tuple[dict[str, tuple[tuple[str, ...], ...]], tuple[str, ...]]:
    """All wordings of each sentence, by topic; and of the sentences about every field of work."""
    texts = lists_of("filler.toml")
    areas = texts.pop("areas")
    pools = {topic: tuple(map(_wordings, several)) for topic, several in texts.items()}
    about = [text for wordings in pools.pop("fields") for text in wordings]
    return pools, tuple(text.replace("{area}", area) for text in about for area in areas)


def _wordings(text: str) -> tuple[str, ...]:
    """Every sentence that the choices of `text` allow."""
    pieces = _CHOICE.split(text)
    options = [piece.split("|") if place % 2 else [piece] for place, piece in enumerate(pieces)]
    return tuple("".join(chosen) for chosen in product(*options))


def paragraphs(rng: Random, topic: str, chars: int, truth: Truth) -> list[str]:
    """Paragraphs of sentences on `topic`, about `chars` characters together.

    Each sentence on the topic comes once at most, between sentences about fields of work; problems and remedies have an
    order and stand alone.
    """
    if chars <= 0:
        return []
    pools, fields = _pools()
    alone, chance = topic in _ALONE, rng.random
    deck = list(reversed(pools[topic])) if topic == "problems" else rng.sample(pools[topic], len(pools[topic]))
    found: list[str] = []
    while chars > 0 and (deck or not alone):
        wanted = min(chars, 120 + int(chance() * 260))
        pieces: list[str] = []
        size = 0
        while size < wanted and (deck or not alone):
            if deck and (alone or chance() < 0.6):
                wordings = deck.pop()
                text = wordings[int(chance() * len(wordings))]
            else:
                text = fields[int(chance() * len(fields))]
            pieces.append(text)
            size += len(text)
        chars -= size
        found.append("".join(pieces))
    return [_named(text, truth) for text in found]


def field_sentence(rng: Random) -> str:
    """A sentence about a field of work."""
    return pick(rng, _pools()[1])


def _named(text: str, truth: Truth) -> str:
    if "{" not in text:
        return text
    text = text.replace("{we}", truth.issuer.we).replace("{scope}", truth.issuer.scope)
    return text.replace("{year}", str(truth.report_year)).replace("{next}", str(truth.report_year + 1))
