"""Dagster's way in."""

from gd_pipeline.defs.house import house

defs = house()
