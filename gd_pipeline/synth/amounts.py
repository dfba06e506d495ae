"""How a count is printed in prose, and the closed interval that the contract gives the printed form."""

from dataclasses import dataclass
from random import Random

from gd_pipeline.synth.seeds import pick
from gd_pipeline.synth.truth import Number

_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True, slots=True)
class Hand:
    """How an issuer writes numbers: the chance of a hedge, of 万, of Chinese numerals; thousands commas; spaces."""

    hedging: float = 0.0
    wan: float = 0.0
    chinese: float = 0.0
    commas: bool = False
    wide: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A count as printed with its unit; `low` and `high` close the interval, in the printed unit."""

    text: str
    low: float
    high: float


def amount(rng: Random, value: Number, unit: str, hand: Hand, exact: bool = False) -> Amount:
    """`value` printed with `unit`: plain, or rounded and hedged so that the interval holds it.

    Args:
        rng: chance.
        value: a count, an amount or a share; hedges and 万 are for whole numbers from 100 on.
        unit: what stands behind the number.
        hand: the issuer's habits.
        exact: print the number itself (parts of a whole).
    """
    whole = isinstance(value, int) and unit not in ("%", "元", "万元")
    if whole and not exact and value >= 100:
        chance = rng.random()
        if chance < hand.hedging:
            return _hedged(rng, int(value), unit)
        if value >= 10000 and chance < hand.hedging + hand.wan:
            return _in_wan(int(value), unit)
    if whole and 0 < value < 100 and hand.chinese and rng.random() < hand.chinese:
        return Amount(chinese(int(value)) + unit, value, value)
    return Amount(plain(value, hand) + (" " if hand.spaced and unit != "%" else "") + unit, value, value)


def plain(value: Number, hand: Hand) -> str:
    """The digits of `value`."""
    text = f"{value:.10g}"
    if hand.commas and isinstance(value, int):
        text = f"{value:,}"
    if hand.wide:
        text = text.translate(_WIDE)
    return text if not hand.spaced else f" {text}"


def chinese(value: int) -> str:
    """A whole number from 1 to 99 in Chinese numerals (12: 十二)."""
    tens, ones = divmod(value, 10)
    head = "" if not tens else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def _rounded(value: int, digits: int) -> tuple[int, int]:
    """`value` cut to its first `digits` digits, and the value of the last place that is left."""
    place = 10 ** max(0, len(str(value)) - digits)
    return value // place * place, place


def _last_place(value: int) -> int:
    place = 1
    while value % (place * 10) == 0:
        place *= 10
    return place


def _hedged(rng: Random, value: int, unit: str) -> Amount:
    cut, place = _rounded(value, 2)
    step = _last_place(cut)
    above = cut + place if value > cut else cut
    below = _last_place(above)
    if above == below:
        below = above // 10
    near = value - cut if value - cut <= place / 2 else value - cut - place
    about = cut if near >= 0 else cut + place
    half = _last_place(about) / 2
    forms = [
        Amount(f"{cut}余{unit}", cut, cut + step),
        Amount(f"{cut}多{unit}", cut, cut + step),
        Amount(f"近{above}{unit}", above - below, above),
        Amount(f"约{about}{unit}", about - half, about + half),
        Amount(f"{about}{unit}左右", about - half, about + half),
        Amount(f"超过{cut}{unit}", cut, cut + step),
    ]
    if cut >= 10000 and cut % 1000 == 0:
        forms.append(Amount(f"{cut / 10000:.10g}万余{unit}", cut, cut + step))
    return pick(rng, [form for form in forms if form.low <= value <= form.high])


def _in_wan(value: int, unit: str) -> Amount:
    """A decimal before 万 stands for half its last place to either side; a whole number before 万 is exact."""
    if value % 10000 == 0:
        return Amount(f"{value // 10000}万{unit}", value, value)
    tenths = (value + 500) // 1000
    if tenths % 10 == 0:
        return Amount(f"{value}{unit}", value, value)
    return Amount(f"{tenths / 10:.10g}万{unit}", tenths * 1000 - 500, tenths * 1000 + 500)
