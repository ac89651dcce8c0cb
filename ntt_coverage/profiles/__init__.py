"""Everything that is known of one unit, as plain tables."""

from ntt_coverage.profiles.unit import RegencyProfile, profile

__all__ = ["RegencyProfile", "profile"]
