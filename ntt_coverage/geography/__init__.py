"""The shapes of the 22 units, checked before anything is drawn."""

from ntt_coverage.geography.boundaries import attach_boundaries, load_boundaries, load_context

__all__ = ["attach_boundaries", "load_boundaries", "load_context"]
