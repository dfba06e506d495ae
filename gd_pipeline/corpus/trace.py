"""What is kept of a report's text to find its copies: a signature, its numbers, and the keys that copies share."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from gd_pipeline.corpus.numbers import hashed, number_keys, printed, telling
from gd_pipeline.corpus.shingles import Hashes, bands, distinct, mixed, shingles_as_printed, signature

MEMBERS = 16
"""A text is compared with so many of those that share a key with it: more share only what the form prints."""
LIKELY = 0.38
"""Texts whose signatures agree so far are compared shingle by shingle."""
Slots = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
_YEAR_FACTOR = np.uint64(0x2545F4914F6CDD1D)
_ISSUER_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_FEWEST_TELLING = 6
_SLOT_MASK = np.uint64(0x7FFFFFFF)


@dataclass(frozen=True, slots=True)
class Trace:
    """A report among others.

    `issuer` is None where the document does not settle it; `slots` are 31 bits of each slot of the signature,
    `numbers` hashes of the printed numbers, `telling` how many of them few other texts share, `keys` what copies of
    the report (and the issuer's report of the year before or after) have in common with it.
    """

    document_id: str
    year: int
    issuer: str | None
    slots: Hashes
    numbers: Hashes
    telling: int
    keys: Hashes

    @property
    def told(self) -> bool:
        """Whether its numbers alone tell it from other reports."""
        return self.telling >= _FEWEST_TELLING


def trace(document_id: str, text: str, year: int, issuer: str | None) -> Trace | None:
    """The trace of a report in the cleaned `text`; None where it has too few words to be compared."""
    hashes = signature(shingles_as_printed(text))
    if not len(hashes):
        return None
    numbers = printed(text)
    few = telling(numbers)
    keys = [bands(hashes), number_keys(hashed(few)) if len(few) >= _FEWEST_TELLING else hashes[:0]]
    of_year = mixed(np.concatenate(keys) ^ np.array([year], np.uint64) * _YEAR_FACTOR)
    every = distinct(np.concatenate([of_year, issuer_keys(issuer, year)]))
    return Trace(document_id, year, issuer, hashes & _SLOT_MASK, hashed(numbers), len(few), every)


def issuer_keys(issuer: str | None, year: int) -> Hashes:
    """Keys that the reports of one issuer in one year, and in two years that follow each other, share."""
    if issuer is None:
        return np.empty(0, np.uint64)
    code = np.array([crc32(issuer.encode())], np.uint64)
    spans = np.array([3 * year, 3 * year + 1, 3 * year + 4], dtype=np.uint64)
    return mixed(spans * _YEAR_FACTOR ^ code * _ISSUER_FACTOR)


def estimates(slots: Slots, ones: Places, others: Places) -> npt.NDArray[np.float64]:
    """The Jaccard similarity of pairs of texts as their signatures have it, give or take 0.09.

    Args:
        slots: a row of slots for each text.
        ones: rows of the first text of each pair.
        others: rows of the second.
    """
    agree = (slots[ones] == slots[others]).sum(axis=1, dtype=np.uint8)
    return np.asarray(agree / slots.shape[1], dtype=np.float64)
