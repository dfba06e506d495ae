"""Traditional characters to simplified ones, one for one, so that offsets stay.

The pairs come from OpenCC's table TSCharacters (Apache-2.0), cut to simplified characters of GB 2312.
"""

from collections.abc import Mapping
from functools import lru_cache

from gd_pipeline.catalog.loader import CatalogRow, load_rows

WORDS = (("资讯", "信息"), ("规范性档案", "规范性文件"), ("档案类", "文件类"), ("程式", "程序"))
"""Words that machine conversion to traditional script exchanges, as they look afterwards, and the words meant."""


class Pair(CatalogRow):
    """A traditional character and the simplified one."""

    traditional: str
    simplified: str


@lru_cache(maxsize=1)
def simplified() -> Mapping[int, str]:
    """The pairs as a table for `str.translate`."""
    return {ord(pair.traditional): pair.simplified for pair in load_rows("script.csv", Pair)}
