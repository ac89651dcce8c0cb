"""Which units lie next to one: over a border on land, or nearest across the sea."""

import geopandas as gpd
import pandas as pd

__all__ = ["RELATIONS", "TOUCHING_M", "neighbours_of"]

RELATIONS = ("border", "nearest")
"""How a unit is a neighbour."""

TOUCHING_M = 500
"""Borders on land may lie so far apart, in layers whose lines were simplified one by one; the
narrowest strait between two units is six times as wide."""

ABOUT_AS_NEAR = 1.5
MOST_ACROSS = 3
"""Of a unit without a border: all that are at most so many times as far away as the nearest,
and at most so many."""


def neighbours_of(outlines: gpd.GeoDataFrame, bps_code: str) -> pd.DataFrame:
    """Find the neighbours of a unit.

    Parameters
    ----------
    outlines : geopandas.GeoDataFrame
        The 22 shapes in metres, with ``bps_code``.
    bps_code : str
        The unit.

    Returns
    -------
    pandas.DataFrame
        One row per neighbour, the nearest first: ``bps_code, relation, distance_km``.
        ``relation`` is ``border`` for all units that it borders on land; ``nearest`` for those
        nearest across the sea, of a unit that borders none. Who is named is a neighbour in
        turn: a unit with borders also has those that name it as nearest.
    """
    shapes = outlines.set_index("bps_code").geometry
    borders = _borders(shapes)
    across = {code: _nearest(shapes, code) for code in shapes.index if not borders[code]}
    named = {other: each[bps_code] for other, each in across.items() if bps_code in each}
    away = {**named, **across.get(bps_code, {})}
    touching = shapes[borders[bps_code]].distance(shapes[bps_code])
    rows = [(code, "border", metres) for code, metres in touching.items()]
    rows += [(code, "nearest", metres) for code, metres in away.items()]
    found = pd.DataFrame(rows, columns=["bps_code", "relation", "distance_km"])
    found = found.assign(distance_km=found["distance_km"] / 1_000)
    return found.sort_values("distance_km", kind="stable", ignore_index=True)


def _borders(shapes: gpd.GeoSeries) -> dict[str, list[str]]:
    """Return for each unit those that it borders on land, in the order of the shapes."""
    one, other = shapes.sindex.query(shapes, predicate="dwithin", distance=TOUCHING_M)
    pairs = sorted(zip(one, other, strict=True))
    codes = shapes.index
    return {
        code: [codes[near] for far, near in pairs if far == at and near != at]
        for at, code in enumerate(codes)
    }


def _nearest(shapes: gpd.GeoSeries, bps_code: str) -> dict[str, float]:
    """Return how far the nearest are across the sea, in metres."""
    away = shapes.drop(bps_code).distance(shapes[bps_code])
    near = away[away <= ABOUT_AS_NEAR * away.min()].nsmallest(MOST_ACROSS)
    return {str(code): float(metres) for code, metres in near.items()}
