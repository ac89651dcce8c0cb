"""The shapes of the 22 units, checked before anything is drawn."""

from ntt_coverage.geography.boundaries import attach_boundaries, load_boundaries, load_context
from ntt_coverage.geography.neighbours import RELATIONS, neighbours_of
from ntt_coverage.geography.record import boundary_credit, load_boundary_record

__all__ = [
    "RELATIONS",
    "attach_boundaries",
    "boundary_credit",
    "load_boundaries",
    "load_boundary_record",
    "load_context",
    "neighbours_of",
]
