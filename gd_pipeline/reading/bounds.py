"""How much a text may hold to be read: far more than any annual report prints, and little enough to end in a second.

The longest reports known have some 60,000 characters and 3,000 numbers; reading costs
up to 100 µs a number, and the checks of one sentence that holds them all as much again.
"""

import re
from functools import lru_cache

from gd_pipeline.intake.charsets import Charset
from gd_pipeline.intake.document import Quarantine

MAX_CHARACTERS = 200_000
MAX_NUMBERS = 5_000
MAX_DENIALS = 5_000
_SURELY_SMALL = MAX_DENIALS
_HAN = "〇零一二三四五六七八九十百"
_NUMBER = re.compile(rf"[\d{_HAN}](?:(?<=\d)\d*+|(?<!\d)[{_HAN}]*+)")
_DENIALS = ("无", "未", "没", "不", "〇", "零")


def too_large(text: str) -> Quarantine | None:
    """The reason why `text` is not read, None where it is: it has more characters, numbers or denials than a report."""
    if len(text) <= _SURELY_SMALL:
        return None
    if len(text) > MAX_CHARACTERS:
        return _refused(f"{len(text)} characters", MAX_CHARACTERS)
    if _digits().count_in(text) > MAX_NUMBERS and (numbers := len(_NUMBER.findall(text))) > MAX_NUMBERS:
        return _refused(f"{numbers} numbers", MAX_NUMBERS)
    denials = sum(map(text.count, _DENIALS))
    return _refused(f"{denials} denials (无, 未, 零 …)", MAX_DENIALS) if denials > MAX_DENIALS else None


@lru_cache(maxsize=1)
def _digits() -> Charset:
    """What numbers are made of, so that no text has more numbers than these: digits, and halves of other characters."""
    digits = filter(str.isdecimal, map(chr, range(0x10000)))
    halves = map(chr, range(0xD800, 0xE000))
    return Charset("".join((*digits, *_HAN, *halves)))


def _refused(found: str, limit: int) -> Quarantine:
    return Quarantine("too_large", f"the text has {found}; no annual report has more than {limit}")
