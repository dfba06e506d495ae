"""Copies of a report elsewhere: the same numbers, another page around them, other words here and there."""

from dataclasses import dataclass
from random import Random

from gd_pipeline.synth import front
from gd_pipeline.synth.draft import FURNITURE, PARAGRAPH, Block, Draft
from gd_pipeline.synth.filler import field_sentence
from gd_pipeline.synth.seeds import between, stream


@dataclass(frozen=True, slots=True)
class Edits:
    """What a copy changes: `share` of the sentences without numbers say something else; `seed` fixes which."""

    seed: str
    share: float


def edit(draft: Draft, edits: Edits) -> None:
    """Give the report other furniture and other sentences; no number changes.

    A line of the furniture that prints the day of publication stays.
    """
    rng = stream(edits.seed, "edits")
    kept = [block for block in draft.blocks if block.kind != FURNITURE or _dated(block)]
    for block in {id(block): block for block in kept}.values():
        if block.kind == PARAGRAPH:
            block.text = _edited(block.text, rng, edits.share)
    head, foot = (front.furniture(rng, draft.truth, kind, between(rng, 1, 4)) for kind in ("head", "foot"))
    draft.blocks[:] = [*(Block(FURNITURE, line) for line in head), *kept, *(Block(FURNITURE, line) for line in foot)]


def _dated(block: Block) -> bool:
    return any(sign.isdigit() for sign in block.text) and ("日期" in block.text or "时间" in block.text)


def _edited(text: str, rng: Random, share: float) -> str:
    sentences = text.split("。")
    for place, sentence in enumerate(sentences[:-1]):
        if rng.random() < share and len(sentence) > 12 and not any(sign.isdigit() for sign in sentence):
            sentences[place] = field_sentence(rng).rstrip("。")
    return "。".join(sentences)
