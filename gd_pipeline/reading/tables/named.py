"""A row that a run names, whichever way it was recognised."""

from typing import NamedTuple

LABEL_LIMIT = 1200
"""Characters of a run's label that are searched, from its end: the longest torn table has about 500."""


class Named(NamedTuple):
    """A row named by a run: row (from 0), run (from 0), where in the run's normal label, and how much is behind it.

    `end` is -1 for a row that no label names.
    """

    row: int
    run: int
    start: int
    end: int
    behind: int = 0
