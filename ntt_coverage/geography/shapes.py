"""Check that shapes are areas: not empty, no crossing lines, no overlap and no gap."""

import re
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely import Geometry

from ntt_coverage.geography.coordinates import AREA_CRS, WGS_84
from ntt_coverage.geography.findings import Area, Finding, Phrase, Share, Unit

__all__ = ["gaps", "measured_km2", "overlaps", "shape_findings", "sound_shapes"]

NOISE_KM2 = 1e-6
"""A square metre: below it two lines that meant the same were rounded differently."""

LARGE_SHARE = 0.01
"""Of the smaller neighbour. An overlap or gap below it comes of two drawings of one border and
is cleaned by the import. One above it moves land that people live on: of Kota Kupang it is
1.6 km2, which is seen on the map of a report."""

REASONS = {
    "self-intersection": "invalid_crossing",
    "ring self-intersection": "invalid_crossing",
    "hole lies outside shell": "invalid_hole",
    "nested holes": "invalid_hole",
    "holes are nested": "invalid_hole",
    "nested shells": "invalid_nested",
    "interior is disconnected": "invalid_pinched",
    "duplicate rings": "invalid_nested",
    "too few points in geometry component": "invalid_points",
    "invalid coordinate": "invalid_points",
}


def _named(units: tuple[str | None, ...], index: Any) -> str:
    unit = units[int(index)]
    return Unit(unit) if unit else "-"


def sound_shapes(shapes: gpd.GeoSeries) -> np.ndarray:
    """Tell which shapes are areas that can be measured.

    Parameters
    ----------
    shapes : geopandas.GeoSeries
        Any.

    Returns
    -------
    numpy.ndarray
        Of bool.
    """
    areal = shapes.geom_type.isin(["Polygon", "MultiPolygon"])
    return np.asarray(areal & shapes.is_valid) & _has_area(shapes)


def _has_area(shapes: gpd.GeoSeries) -> np.ndarray:
    """Tell shapes that have an area from lines drawn there and back, and from nothing."""
    with np.errstate(over="ignore", invalid="ignore"):  # damaged files have endless coordinates
        return np.nan_to_num(shapely.area(np.asarray(shapes))) > 0


def shape_findings(shapes: gpd.GeoSeries, units: tuple[str | None, ...]) -> list[Finding]:
    """Check that every shape is a valid area.

    Parameters
    ----------
    shapes : geopandas.GeoSeries
        In degrees, or as they stand in the file if that cannot be had.
    units : tuple of (str or None)
        The BPS code of each.

    Returns
    -------
    list of Finding
    """
    areal = shapes.geom_type.isin(["Polygon", "MultiPolygon"])
    flat = areal & shapes.is_valid & ~_has_area(shapes)
    absent = shapes.isna() | shapes.is_empty | flat
    findings = []
    empty = tuple(_named(units, i) for i in np.flatnonzero(absent))
    if empty:
        findings.append(Finding(about="shapes_empty", level="fault", facts={"names": empty}))
    wrong = tuple(
        Phrase(key="of_type", facts={"unit": _named(units, i), "type": shapes.geom_type[i]})
        for i in np.flatnonzero(~absent & ~areal)
    )
    if wrong:
        findings.append(Finding(about="shapes_type", level="fault", facts={"names": wrong}))
    crossing = tuple(
        _explained(shapes[i], _named(units, i))
        for i in np.flatnonzero(areal & ~absent & ~shapes.is_valid)
    )
    if crossing:
        findings.append(Finding(about="shapes_invalid", level="fault", facts={"names": crossing}))
    return findings or [Finding(about="shapes_valid", level="ok", facts={"n": len(shapes)})]


def _explained(shape: Geometry, unit: str) -> Phrase:
    """Say why a shape is invalid and where; the place is written as GIS programs take it."""
    said = shapely.is_valid_reason(shape)
    found = re.fullmatch(r"(?P<reason>.*?)\s*\[(?P<x>\S+) (?P<y>\S+)\]", said)
    reason, place = said, "?"
    if found:
        reason = found["reason"]
        place = f"{float(found['x']):.4f}, {float(found['y']):.4f}"
    key = REASONS.get(reason.casefold())
    why = Phrase(key=key) if key else reason
    return Phrase(key="invalid", facts={"unit": unit, "why": why, "place": place})


def measured_km2(shapes: gpd.GeoSeries) -> np.ndarray:
    """Measure areas.

    Parameters
    ----------
    shapes : geopandas.GeoSeries
        In any stated coordinate system.

    Returns
    -------
    numpy.ndarray
        Square kilometres, on an equal-area projection.
    """
    return np.asarray(shapes.to_crs(AREA_CRS).area) / 1e6


def overlaps(shapes: gpd.GeoSeries, units: tuple[str, ...]) -> list[Finding]:
    """Find land that two units claim.

    Parameters
    ----------
    shapes : geopandas.GeoSeries
        Valid, in degrees.
    units : tuple of str
        The BPS code of each.

    Returns
    -------
    list of Finding
        One.
    """
    flat = np.asarray(shapes.to_crs(AREA_CRS))
    first, second = shapely.STRtree(flat).query(flat, predicate="intersects")
    pairs = [(i, j) for i, j in zip(first, second, strict=True) if i < j]
    sizes = shapely.area(flat)
    found: list[tuple[float, float, Phrase]] = []
    for i, j in sorted(pairs):
        shared = shapely.area(shapely.intersection(flat[i], flat[j]))
        if shared / 1e6 > NOISE_KM2:
            share = shared / min(sizes[i], sizes[j])
            found.append((shared / 1e6, share, _between(shared / 1e6, share, units[i], units[j])))
    return [_judged(found, "no_overlap", "overlap_small", "overlap_large")]


def _judged(found: list[tuple[float, float, Phrase]], none: str, small: str, large: str) -> Finding:
    """Say that there is none, that some are small, or that one is large."""
    if not found:
        return Finding(about=none, level="ok")
    if any(share > LARGE_SHARE for _, share, _ in found):
        return Finding(about=large, level="fault", facts=_places(found))
    return Finding(about=small, level="warning", facts=_places(found))


def _places(found: list[tuple[float, float, Phrase]]) -> dict[str, Any]:
    """Count the places and name the three largest: a layer may have hundreds."""
    largest = sorted(found, key=lambda each: -each[0])[:3]
    total = Area(sum(km2 for km2, _, _ in found))
    return {"n": len(found), "km2": total, "places": tuple(phrase for _, _, phrase in largest)}


def _between(km2: float, share: float, first: str, second: str) -> Phrase:
    facts = {"first": Unit(first), "second": Unit(second), "km2": Area(km2), "share": Share(share)}
    return Phrase(key="between", facts=facts)


def gaps(shapes: gpd.GeoSeries, units: tuple[str, ...]) -> list[Finding]:
    """Find holes that neighbours leave between them; a lake within one unit is none.

    Parameters
    ----------
    shapes : geopandas.GeoSeries
        Valid, in degrees.
    units : tuple of str
        The BPS code of each.

    Returns
    -------
    list of Finding
        One.
    """
    flat = np.asarray(shapes.to_crs(AREA_CRS))
    tree, sizes = shapely.STRtree(flat), shapely.area(flat)
    found: list[tuple[float, float, Phrase]] = []
    for hole in _holes(shapely.union_all(flat)):
        # a hole touches those around it; rounding of the union may part them by a hair
        around = sorted(tree.query(hole, predicate="dwithin", distance=0.01))
        if len(around) > 1 and hole.area / 1e6 > NOISE_KM2:
            share = hole.area / min(sizes[i] for i in around)
            names = tuple(Unit(units[i]) for i in around)
            facts = {"names": names, "km2": Area(hole.area / 1e6), "place": _place(hole)}
            found.append((hole.area / 1e6, share, Phrase(key="gap", facts=facts)))
    return [_judged(found, "no_gap", "gap_small", "gap_large")]


def _holes(land: Geometry) -> list[Any]:
    rings = [ring for part in shapely.get_parts(land) for ring in part.interiors]
    return [shapely.Polygon(ring) for ring in rings]


def _place(hole: Geometry) -> str:
    point = gpd.GeoSeries([hole.representative_point()], crs=AREA_CRS).to_crs(WGS_84).iloc[0]
    return f"{point.x:.4f}, {point.y:.4f}"
