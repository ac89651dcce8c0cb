"""The registry of the 22 regencies and cities: one packaged table, two code systems."""

from ntt_coverage.regencies.areas import OUTSIDE, Area, resolve_area
from ntt_coverage.regencies.registry import (
    PROVINCE_CODE,
    Regency,
    load_regencies,
    normalise,
    regency_of,
    resolve,
)

__all__ = [
    "OUTSIDE",
    "PROVINCE_CODE",
    "Area",
    "Regency",
    "load_regencies",
    "normalise",
    "regency_of",
    "resolve",
    "resolve_area",
]
