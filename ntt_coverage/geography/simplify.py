"""Thin out shapes without parting neighbours: a border stays one line, no unit is lost."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ntt_coverage.errors import BoundaryError
from ntt_coverage.geography.coordinates import AREA_CRS, DRAWING_CRS, WGS_84
from ntt_coverage.regencies import regency_of

__all__ = ["DEFAULT_TOLERANCE_M", "Simplified", "simplify_layer", "thin_outlines"]

DEFAULT_TOLERANCE_M = 100.0
"""What an import takes if nothing is said; the help of the command names it too. Of the 198,000
points of the full boundary set it keeps 21,000: 0.5 MB, and areas within 0.05 percent. On a map
of a report it is a quarter of a pixel."""

DECIMALS = (5, 6, 7)
"""Of a degree: five are a metre. More are kept only where rounding would cross two lines."""

GAP_WIDTH_M = 100.0
"""Gaps between neighbours that are narrower go to the one with the longer border."""

MOST_MOVED = 0.01
"""Share of a unit that cleaning of borders may move."""

MOST_LOST = 0.02
"""Share of its area that simplification may take from, or give to, a unit."""

MOST_THINNED = 64
"""Times what nobody sees: by more no line of a drawing moves."""


@dataclass(frozen=True, kw_only=True)
class Simplified:
    """Shapes that are ready to be drawn.

    Parameters
    ----------
    layer : geopandas.GeoDataFrame
        ``bps_code`` and ``geometry``, EPSG:4326, in the order given.
    tolerance_m : float
        Metres by which a line may move.
    vertices_before, vertices_after : int
        Points, the closing one of each ring counted.
    parts_before, parts_after : int
        Islands and mainlands.
    cleaned : bool
        Whether borders had to be joined first.
    most_moved : float
        The largest share of a unit that this moved; 0 if not cleaned.
    decimals : int
        Of the coordinates.
    """

    layer: gpd.GeoDataFrame
    tolerance_m: float
    vertices_before: int
    vertices_after: int
    parts_before: int
    parts_after: int
    cleaned: bool
    most_moved: float
    decimals: int


def simplify_layer(layer: gpd.GeoDataFrame, tolerance_m: float) -> Simplified:
    """Thin out the outlines; borders of neighbours stay the same line.

    Parameters
    ----------
    layer : geopandas.GeoDataFrame
        ``bps_code`` and valid areas in EPSG:4326.
    tolerance_m : float
        Metres by which a line may move; 0 keeps every point.

    Returns
    -------
    Simplified

    Raises
    ------
    BoundaryError
        If borders cannot be joined without moving much, or a unit would lose its shape.
    """
    flat = layer.geometry.to_crs(DRAWING_CRS)
    joined, moved = _joined(flat, layer["bps_code"].tolist())
    thin = joined.simplify_coverage(tolerance_m).to_crs(WGS_84)
    shapes, decimals = _rounded(thin, tolerance_m)
    _check_kept(layer, shapes, tolerance_m)
    before, after = layer.geometry.array, shapes.array
    return Simplified(
        layer=gpd.GeoDataFrame({"bps_code": layer["bps_code"]}, geometry=shapes),
        tolerance_m=tolerance_m,
        vertices_before=int(shapely.get_num_coordinates(before).sum()),
        vertices_after=int(shapely.get_num_coordinates(after).sum()),
        parts_before=int(shapely.get_num_geometries(before).sum()),
        parts_after=int(shapely.get_num_geometries(after).sum()),
        cleaned=moved is not None,
        most_moved=moved or 0.0,
        decimals=decimals,
    )


def _joined(flat: gpd.GeoSeries, codes: list[str]) -> tuple[gpd.GeoSeries, float | None]:
    """Make borders that nearly agree one line; return the largest share of a unit moved."""
    if flat.is_valid_coverage():
        return flat, None
    clean = gpd.GeoSeries(
        shapely.coverage_clean(np.asarray(flat), gap_width=GAP_WIDTH_M),
        index=flat.index, crs=flat.crs,
    )  # fmt: skip
    moved = np.asarray(clean.symmetric_difference(flat).area / flat.area)
    if moved.max() > MOST_MOVED or not clean.is_valid_coverage():
        names = ", ".join(
            regency_of(code).name for code, share in zip(codes, moved, strict=True)
            if share > MOST_MOVED
        )  # fmt: skip
        raise BoundaryError("boundary_uncleanable", names=names or "-")
    return clean, float(moved.max())


def _rounded(thin: gpd.GeoSeries, tolerance_m: float) -> tuple[gpd.GeoSeries, int]:
    """Round the coordinates as far as every shape stays valid and borders stay shared."""
    for decimals in DECIMALS:
        rounded = shapely.transform(np.asarray(thin), lambda xy, n=decimals: xy.round(n))
        shapes = gpd.GeoSeries([_tidy(shape) for shape in rounded], index=thin.index, crs=WGS_84)
        if shapes.is_valid.all() and not shapes.is_empty.any() and shapes.is_valid_coverage():
            return shapes, decimals
    raise _too_coarse(tolerance_m, "-")


def _tidy(shape: shapely.Geometry) -> shapely.Geometry:
    """Drop parts that rounding made a line, and write the rest in one order.

    The same outline then gives the same bytes, in whichever order a program wrote its parts.
    """
    parts = [part for part in shapely.get_parts(shape) if part.area > 0]
    ordered = shapely.normalize(shapely.MultiPolygon(parts))
    return shapely.orient_polygons(ordered, exterior_cw=False)


def _check_kept(layer: gpd.GeoDataFrame, shapes: gpd.GeoSeries, tolerance_m: float) -> None:
    """Refuse a tolerance that takes much of a unit, or its largest part."""
    before, after = layer.geometry.to_crs(AREA_CRS), shapes.to_crs(AREA_CRS)
    pairs = zip(layer["bps_code"], before, after, strict=True)
    lost = [
        regency_of(code).name
        for code, old, new in pairs
        if abs(new.area / old.area - 1) > MOST_LOST
        or abs(_largest(new) / _largest(old) - 1) > MOST_LOST
    ]
    if lost:
        raise _too_coarse(tolerance_m, ", ".join(lost))


def _too_coarse(tolerance_m: float, names: str) -> BoundaryError:
    tolerance, smaller = f"{tolerance_m:g}", f"{tolerance_m / 2:g}"
    return BoundaryError("boundary_tolerance", tolerance=tolerance, names=names, smaller=smaller)


def _largest(shape: shapely.Geometry) -> float:
    return float(shapely.area(shapely.get_parts(shape)).max())


def thin_outlines(shapes: gpd.GeoSeries, most: int, *, unseen_m: float) -> gpd.GeoSeries:
    """Thin out shapes for one drawing until a person can edit them; borders stay shared.

    Parameters
    ----------
    shapes : geopandas.GeoSeries
        A coverage, in metres or in whatever else it is drawn in.
    most : int
        Points that a shape may have.
    unseen_m : float
        In the same unit: what nobody sees. Lines move by so much first, then by ever more;
        islands smaller than its square go where a shape has too many points, never the last.

    Returns
    -------
    geopandas.GeoSeries
        The same where no shape has too many points.
    """
    thin, moved = shapes, unseen_m
    while _points(thin).max() > most and moved < MOST_THINNED * unseen_m:
        seen = [_without_islets(shape, moved**2) for shape in shapes]
        thin = gpd.GeoSeries(seen, index=shapes.index, crs=shapes.crs).simplify_coverage(moved)
        moved *= 2
    return thin


def _points(shapes: gpd.GeoSeries) -> np.ndarray:
    return np.asarray(shapely.get_num_coordinates(np.asarray(shapes)))


def _without_islets(shape: shapely.Geometry, smallest: float) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    large = [part for part in parts if part.area >= smallest]
    if len(large) == len(parts) or not len(parts):
        return shape
    return shapely.MultiPolygon(large or [max(parts, key=lambda part: part.area)])
