"""The Leaflet map of the page, as folium writes it: land around, and the 22 outlines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import folium
import geopandas as gpd
import numpy as np
import shapely
from branca.element import Figure

from ntt_coverage.pictures.palette import LAND

__all__ = ["Layers", "draw_layers"]

DECIMALS = 4
"""Of a degree: 11 metres, less than a pixel at every zoom of a province. Borders are rounded
alike on both sides, so neighbours still meet."""

DETAILED_DECIMALS = 5

GROUND = {"fillColor": LAND, "fillOpacity": 1, "stroke": False, "interactive": False}

OPTIONS: dict[str, Any] = {
    "tiles": None,
    "location": (-9.4, 121.9),
    "zoom_start": 7,
    "min_zoom": 5,
    "max_zoom": 13,
    "zoom_control": False,
    "attributionControl": False,
    "zoomSnap": 0.25,
}


@dataclass(frozen=True, kw_only=True)
class Layers:
    """A map as it stands in a page.

    Parameters
    ----------
    element, script : str
        The element of the map; the program that fills it.
    names : mapping of str to str
        What the program calls the ``map``, the ``shapes`` and, where there are any, the
        ``detailed`` shapes.
    bounds : list of list of float
        South-west and north-east corner, latitude first.
    pictures_from : str
        Where the page fetches pictures from; "" is nowhere.
    """

    element: str
    script: str
    names: Mapping[str, str]
    bounds: list[list[float]]
    pictures_from: str = ""


def draw_layers(
    shapes: gpd.GeoDataFrame,
    *,
    context: gpd.GeoDataFrame,
    detailed: gpd.GeoDataFrame | None = None,
    tiles: str | None = None,
    attribution: str | None = None,
) -> Layers:
    """Let folium write the map.

    Parameters
    ----------
    shapes : geopandas.GeoDataFrame
        22 rows with ``bps_code`` and ``geometry`` in degrees.
    context : geopandas.GeoDataFrame
        Land around them.
    detailed : geopandas.GeoDataFrame, optional
        The same units in detail; hidden until the page's program shows them.
    tiles, attribution : str, optional
        Address of background tiles and whom they are owed to.

    Returns
    -------
    Layers
        Without colours or texts: those are the business of the page's program. The same
        shapes give the same text.

    Raises
    ------
    ValueError
        If tiles come without attribution, or not from the web.
    """
    page = folium.Map(**OPTIONS)
    page.default_js, page.default_css = [], []  # what folium would fetch from elsewhere
    if tiles is not None:
        _add_tiles(page, tiles, attribution)
    folium.GeoJson(
        _geojson(context.geometry, DECIMALS),
        name="context",
        style_function=lambda _: GROUND,
        interactive=False,
    ).add_to(page)
    layers = {"shapes": _add_units(page, shapes, DECIMALS, show=True)}
    if detailed is not None:
        layers["detailed"] = _add_units(page, detailed, DETAILED_DECIMALS, show=False)
    root = page.get_root()
    assert isinstance(root, Figure)  # for the type checker: folium puts a map into one
    root.render()
    west, south, east, north = shapes.total_bounds.round(DECIMALS).tolist()
    order = _order_of_ids(root.html.render() + root.script.render())
    names = {"map": page.get_name(), **{key: each.get_name() for key, each in layers.items()}}
    return Layers(
        element=_ordered(root.html.render().strip(), order),
        script=_ordered(_compact(root.script.render()), order),
        names={key: _ordered(name, order) for key, name in names.items()},
        bounds=[[south, west], [north, east]],
        pictures_from=_origin(tiles) if tiles is not None else "",
    )


def _add_tiles(page: folium.Map, tiles: str, attribution: str | None) -> None:
    if not attribution:
        raise ValueError("tiles need an attribution: say whom they are owed to")
    if urlsplit(tiles).scheme not in ("http", "https"):
        raise ValueError(f"tiles come from the web, not from {tiles!r}")
    # the attribution itself stands under the map, as text
    folium.TileLayer(tiles=tiles, attr="-", control=False).add_to(page)


def _origin(tiles: str) -> str:
    """Return the address that the page may fetch pictures from, for its policy."""
    parts = urlsplit(tiles)
    host = re.sub(r"\{s\}", "*", parts.netloc)
    if re.search(r"[^\w.:*-]", host):
        raise ValueError(f"{host!r} is no host name")
    return f"{parts.scheme}://{host}"


def _add_units(
    page: folium.Map, shapes: gpd.GeoDataFrame, decimals: int, *, show: bool
) -> folium.GeoJson:
    written = _geojson(shapes.set_index("bps_code").geometry, decimals, key="bps_code")
    layer = folium.GeoJson(written, name="units", smooth_factor=0.7, show=show)
    layer.add_to(page)
    return layer


def _geojson(shapes: gpd.GeoSeries, decimals: int, key: str = "") -> dict[str, Any]:
    """Return shapes with rounded coordinates and, where asked for, their index as a property."""
    features = [
        {
            "type": "Feature",
            "properties": {key: name} if key else {},
            "geometry": shapely.geometry.mapping(
                shapely.transform(shape, lambda points: np.round(points, decimals))
            ),
        }
        for name, shape in shapes.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def _compact(script: str) -> str:
    """Take the spaces between coordinates out: nothing but numbers and keys stands there."""
    return re.sub(r"(?<=[\d\]}]), (?=[-\[{\d])", ",", script)


def _order_of_ids(written: str) -> dict[str, str]:
    """Give folium's random ids numbers in order of appearance: the same map, the same bytes."""
    found = dict.fromkeys(re.findall(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])", written))
    return {each: str(number) for number, each in enumerate(found)}


def _ordered(text: str, order: Mapping[str, str]) -> str:
    return re.sub("|".join(order), lambda match: order[match[0]], text)
