"""How often Python looks for cycles of garbage: seldom while a batch is made, whose many rows hold none.

At its own threshold of 700 the search costs an eighth of a batch.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 10_000
"""New objects after which the search starts: what documents are parsed into does hold cycles."""


@contextmanager
def seldom_sought(objects: int = SELDOM) -> Iterator[None]:
    """Look for cycles after so many new objects, not more often; as before once it is over."""
    before, *more = gc.get_threshold()
    gc.set_threshold(max(before, objects) if before else 0, *more)
    try:
        yield
    finally:
        gc.set_threshold(before, *more)
