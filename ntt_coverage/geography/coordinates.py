"""Find out in which system coordinates are, and whether they lie in Nusa Tenggara Timur."""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from ntt_coverage.geography.findings import Finding, Unit

__all__ = [
    "AREA_CRS",
    "DRAWING_CRS",
    "NTT_BOX",
    "WGS_84",
    "crs_name",
    "in_degrees",
    "inside_box",
]

WGS_84 = "EPSG:4326"

DRAWING_CRS = "EPSG:32751"
"""UTM zone 51S, metres: over NTT lengths are right to 0.4 percent, so a scale bar holds."""

AREA_CRS = "EPSG:6933"
"""Cylindrical equal area: square kilometres are right wherever a unit lies."""

NTT_BOX = (118.0, -12.0, 126.0, -7.0)
"""West, south, east, north of the province in degrees, with room to spare."""


def inside_box(bounds: np.ndarray) -> np.ndarray:
    """Tell which bounds lie in the province.

    Parameters
    ----------
    bounds : numpy.ndarray
        Rows of west, south, east, north in degrees.

    Returns
    -------
    numpy.ndarray
        Of bool.
    """
    west, south, east, north = NTT_BOX
    low, high = bounds[:, :2] > (west, south), bounds[:, 2:] < (east, north)
    return np.asarray(low.all(axis=-1) & high.all(axis=-1))


def crs_name(crs: Any) -> str | None:
    """Name a coordinate system shortly: "EPSG:32751" where it has a number.

    Parameters
    ----------
    crs : pyproj.CRS or None
        As a file states it.

    Returns
    -------
    str or None
    """
    if crs is None:
        return None
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.name)


def in_degrees(
    shapes: gpd.GeoSeries, units: tuple[str | None, ...]
) -> tuple[gpd.GeoSeries | None, list[Finding]]:
    """Bring shapes to longitude and latitude, and say whether they lie where they should.

    Parameters
    ----------
    shapes : geopandas.GeoSeries
        As they stand in a file.
    units : tuple of (str or None)
        The BPS code of each.

    Returns
    -------
    shapes : geopandas.GeoSeries or None
        In EPSG:4326; None if they lie elsewhere or that cannot be told.
    findings : list of Finding
        One.
    """
    drawn = shapes[~(shapes.isna() | shapes.is_empty)]
    if drawn.empty:
        return None, []
    if shapes.crs is None:
        return _without_crs(shapes, drawn)
    moved = shapes.to_crs(WGS_84)
    inside = inside_box(moved[drawn.index].bounds.to_numpy())
    facts = {"crs": crs_name(shapes.crs)}
    if inside.all():
        return moved, [Finding(about="crs_stated", level="ok", facts=facts)]
    if _inside_when_swapped(drawn):
        return None, [Finding(about="axes_swapped", level="fault")]
    if inside.any():
        away = tuple(Unit(units[i]) if units[i] else "-" for i in drawn.index[~inside])
        return moved, [Finding(about="crs_some_elsewhere", level="fault", facts={"names": away})]
    if shapes.crs.is_geographic and np.abs(drawn.total_bounds).max() > 360:
        return None, [Finding(about="crs_metres", level="fault", facts=facts)]
    corners = _corners(moved.total_bounds if _finite(moved) else drawn.total_bounds)
    found = Finding(about="crs_elsewhere", level="fault", facts={**facts, "corners": corners})
    return None, [found]


def _without_crs(
    shapes: gpd.GeoSeries, drawn: gpd.GeoSeries
) -> tuple[gpd.GeoSeries | None, list[Finding]]:
    """Take degrees in the province for WGS 84; metres may be of any zone and are refused."""
    if inside_box(drawn.bounds.to_numpy()).all():
        return shapes.set_crs(WGS_84), [Finding(about="crs_assumed", level="warning")]
    if _inside_when_swapped(drawn):
        return None, [Finding(about="axes_swapped", level="fault")]
    if np.abs(drawn.total_bounds).max() > 360:
        return None, [Finding(about="crs_missing_metres", level="fault")]
    corners = _corners(drawn.total_bounds)
    return None, [Finding(about="crs_missing", level="fault", facts={"corners": corners})]


def _inside_when_swapped(drawn: gpd.GeoSeries) -> bool:
    turned = gpd.GeoSeries(shapely.transform(drawn.array, lambda xy: xy[:, ::-1]), crs=drawn.crs)
    degrees = turned if turned.crs is None else turned.to_crs(WGS_84)
    return bool(inside_box(degrees.bounds.to_numpy()).all())


def _finite(shapes: gpd.GeoSeries) -> bool:
    return bool(np.isfinite(shapes.total_bounds).all())


def _corners(bounds: np.ndarray) -> str:
    return ", ".join(f"{corner:.0f}" for corner in bounds)
