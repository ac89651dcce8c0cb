"""Areas that statements speak of and that are not one regency.

The province, the branch areas of BPJS Ketenagakerjaan that cover several regencies, and
places outside the province. Their figures are tabled, never spread over regencies.
"""

from dataclasses import dataclass
from functools import cache

from ntt_coverage.packaged import packaged_table
from ntt_coverage.regencies.registry import normalise, resolve

__all__ = ["OUTSIDE", "Area", "resolve_area"]

OUTSIDE = "other"
"""Stands in ``bps_code`` for a place outside the province."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """Where a statement holds.

    Parameters
    ----------
    bps_code : str or None
        A regency, "53" for the province, "other" for a place outside it, or None for an
        area of several regencies.
    area_codes : str or None
        The BPS codes of an area of several regencies, joined by "|".
    """

    bps_code: str | None
    area_codes: str | None = None


@cache
def _areas() -> dict[str, Area]:
    areas = {}
    for row in packaged_table(__package__, "areas.csv"):
        several = "|" in row["codes"]
        areas[normalise(row["area"])] = Area(
            bps_code=None if several else row["codes"], area_codes=row["codes"] if several else None
        )
    return areas


def resolve_area(text: str) -> Area:
    """Resolve a place to a regency, the province, an area of several regencies, or outside.

    Parameters
    ----------
    text : str
        A place as printed; blank means that the statement names none.

    Returns
    -------
    Area

    Raises
    ------
    UnknownRegencyError
        If the place is not known. Places outside the province are listed in ``areas.csv``:
        an unlisted one may be a slip for one inside.

    Examples
    --------
    >>> resolve_area("Sumba branch area (4 regencies)").area_codes
    '5301|5302|5316|5317'
    """
    if not text.strip():
        return Area(bps_code=None)
    known = _areas().get(normalise(text))
    if known:
        return known
    return Area(bps_code=resolve(text).bps_code)
