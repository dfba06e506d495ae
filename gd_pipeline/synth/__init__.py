"""The writer of reports: true values in, a printed report in any form, layout and damage out.

A room of its own: it never uses what reads, so that reading back what it wrote proves something. It may use the
contract's codes (`gd_pipeline.catalog.metrics`) and the catalog's loader; the labels it prints are its own data.
"""

from gd_pipeline.synth.corruption import Corruption, corrupt
from gd_pipeline.synth.draw import draw, draw_series
from gd_pipeline.synth.truth import Truth
from gd_pipeline.synth.written import Written, write

__all__ = ["Corruption", "Truth", "Written", "corrupt", "draw", "draw_series", "write"]
