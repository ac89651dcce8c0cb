"""Which units lie next to one: over a border, in its group of islands, or across the sea."""

import geopandas as gpd
import pandas as pd

from ntt_coverage.regencies import regency_of

__all__ = ["RELATIONS", "TOUCHING_M", "neighbours_of"]

RELATIONS = ("border", "island_group", "nearest")
"""How a unit is a neighbour; the first that any unit has is taken."""

TOUCHING_M = 500
"""Borders on land may lie so far apart, in layers whose lines were simplified one by one; the
narrowest strait between two units is six times as wide."""


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
        ``relation`` is ``border`` for all units that it borders on land; where there are none,
        ``island_group`` for those of its group of islands; where there are none either,
        ``nearest`` for the one across the sea.
    """
    shapes = outlines.set_index("bps_code").geometry
    away = shapes.drop(bps_code).distance(shapes[bps_code])
    group = regency_of(bps_code).island_group
    same = away.index.map(lambda code: regency_of(code).island_group == group)
    by_relation = {
        "border": away[away <= TOUCHING_M],
        "island_group": away[same],
        "nearest": away.nsmallest(1),
    }
    relation = next(each for each in RELATIONS if len(by_relation[each]))
    found = by_relation[relation].sort_values(kind="stable")
    return pd.DataFrame(
        {"bps_code": found.index, "relation": relation, "distance_km": found.to_numpy() / 1_000}
    )
