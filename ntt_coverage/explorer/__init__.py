"""Exploring by hand and eye: choices above, and one picture of linked parts beneath."""

from ntt_coverage.explorer.widget import explore

__all__ = ["explore"]
