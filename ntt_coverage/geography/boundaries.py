"""Load boundaries, refuse those that would draw a wrong map, attach them by key."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
from pyogrio.errors import DataSourceError

from ntt_coverage.errors import BoundaryError, SourceLayoutError
from ntt_coverage.geography.coordinates import DRAWING_CRS, WGS_84, inside_box
from ntt_coverage.geography.findings import listed
from ntt_coverage.geography.keys import name_agrees
from ntt_coverage.geography.record import check_unchanged
from ntt_coverage.geography.shapes import sound_shapes
from ntt_coverage.paths import existing
from ntt_coverage.regencies import load_regencies, regency_of

__all__ = ["DRAWING_CRS", "attach_boundaries", "load_boundaries", "load_context"]

CODE_COLUMNS = ("bps_code", "regency_code")


def load_boundaries(path: Path) -> gpd.GeoDataFrame:
    """Read the outlines of the 22 units and check them.

    Parameters
    ----------
    path : pathlib.Path
        GeoJSON in WGS 84 longitude and latitude with ``bps_code`` ("5301") or
        ``regency_code`` ("id5301"), and ``regency``.

    Returns
    -------
    geopandas.GeoDataFrame
        22 rows in registry order: ``bps_code`` and ``geometry``, EPSG:4326.

    Raises
    ------
    SourceLayoutError
        If the file is missing.
    BoundaryError
        If it cannot be read, does not hold exactly the 22 units, pairs codes with other
        names, has an empty or invalid shape, or other coordinates; or if it was imported and
        changed since.
    """
    check_unchanged(existing(path))
    layer = _read(path)
    code_column = next((name for name in CODE_COLUMNS if name in layer.columns), None)
    if code_column is None or "regency" not in layer.columns:
        columns = " / ".join((*CODE_COLUMNS, "regency"))
        raise SourceLayoutError("missing_columns", file=path.name, columns=columns)
    codes = layer[code_column].astype(str).str.removeprefix("id").str.removeprefix("ID")
    layer = layer.assign(bps_code=codes)
    _check_units(layer, path.name)
    _check_shapes(layer, path.name)
    order = [unit.bps_code for unit in load_regencies()]
    return layer.set_index("bps_code").loc[order].reset_index()[["bps_code", "geometry"]]


def _read(path: Path) -> gpd.GeoDataFrame:
    existing(path)
    try:
        layer = gpd.read_file(path)
    except (DataSourceError, ValueError, UnicodeDecodeError) as fault:
        reason = str(fault).replace(str(path.parent), "").strip()
        raise BoundaryError("boundary_file", file=path.name, fault=reason) from fault
    if not isinstance(layer, gpd.GeoDataFrame):
        raise BoundaryError("boundary_file", file=path.name, fault="no geometry")
    return layer


def _check_units(layer: gpd.GeoDataFrame, file: str) -> None:
    known = {unit.bps_code: unit.name for unit in load_regencies()}
    found = layer["bps_code"]
    missing = [name for code, name in known.items() if code not in set(found)]
    extra = [*found[~found.isin(list(known))], *found[found.duplicated()]]
    if missing or extra:
        raise BoundaryError(
            "boundary_count", file=file, missing=listed(missing), extra=listed(extra)
        )
    pairs = zip(found, layer["regency"].astype(str), strict=True)
    wrong = [f"{code} {name}" for code, name in pairs if not name_agrees(code, name)]
    if wrong:
        raise BoundaryError("boundary_names", file=file, pairs=listed(wrong))


def _check_shapes(layer: gpd.GeoDataFrame, file: str) -> None:
    shapes = layer.geometry
    faulty = layer["bps_code"][~sound_shapes(shapes)]
    if len(faulty):
        raise BoundaryError(
            "boundary_shapes", file=file, names=listed([regency_of(c).name for c in faulty])
        )
    bounds = layer.total_bounds
    inside = inside_box(bounds[None, :])[0]
    if layer.crs is None or not layer.crs.equals(WGS_84) or not inside:
        corners = ", ".join(f"{corner:.0f}" for corner in bounds)
        crs = f"{layer.crs.name if layer.crs is not None else '?'} ({corners})"
        raise BoundaryError("boundary_crs", file=file, crs=crs)


def load_context(path: Path) -> gpd.GeoDataFrame:
    """Read neighbouring land, to be drawn beneath.

    Parameters
    ----------
    path : pathlib.Path
        GeoJSON in WGS 84 longitude and latitude.

    Returns
    -------
    geopandas.GeoDataFrame
        Only ``geometry``.

    Raises
    ------
    SourceLayoutError
        If the file is missing.
    BoundaryError
        If it cannot be read.
    """
    return _read(path)[["geometry"]]


def attach_boundaries(coverage: pd.DataFrame, boundaries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Attach each unit's shape by its BPS code.

    Parameters
    ----------
    coverage : pandas.DataFrame
        22 rows with ``bps_code``.
    boundaries : geopandas.GeoDataFrame
        As returned by `load_boundaries`.

    Returns
    -------
    geopandas.GeoDataFrame
        The rows of the coverage with ``geometry``, in their order and in EPSG:4326.

    Raises
    ------
    BoundaryError
        If a unit has no shape or a shape no unit.
    """
    codes, shapes = set(coverage["bps_code"]), set(boundaries["bps_code"])
    if codes != shapes:
        raise BoundaryError(
            "boundary_count",
            file="boundaries",
            missing=listed(sorted(codes - shapes)),
            extra=listed(sorted(shapes - codes)),
        )
    joined = coverage.merge(boundaries, on="bps_code", how="left", validate="one_to_one")
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=boundaries.crs)
