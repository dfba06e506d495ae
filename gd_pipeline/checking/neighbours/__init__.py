"""A report held against its neighbours: the issuer's other years, other issuers of its year, other versions of it."""

from gd_pipeline.checking.neighbours.neighbourhood import Neighbourhood, neighbourhoods
from gd_pipeline.checking.neighbours.record import YearRecord, record_of
from gd_pipeline.checking.neighbours.registry import check_neighbours

__all__ = ["Neighbourhood", "YearRecord", "check_neighbours", "neighbourhoods", "record_of"]
