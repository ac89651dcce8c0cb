"""The interactive map as one file that opens without internet.

folium writes the map; Leaflet is put inside, the legend is plain HTML, and no text from the
data can run: it is escaped before folium writes it.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
from branca.element import Element
from branca.element import Figure as BrancaFigure

from ntt_coverage.language import format_number, say
from ntt_coverage.pictures.leaflet import leaflet_script, leaflet_style
from ntt_coverage.pictures.palette import COLOURS, INK, LAND, LINE, PALE, QUIET, SEA, WARNING
from ntt_coverage.pictures.picture import replace_once
from ntt_coverage.pictures.surround import mark_label, marks, shown_states, source_line
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.wording import notes, printed_day

__all__ = ["WebMap", "draw_web_map"]

NAME = "web"

OUTLINE = {"color": "#ffffff", "weight": 1.2}
DISPUTED = {"color": WARNING, "weight": 2.4, "dashArray": "6 4"}

DASHED = f'stroke="{WARNING}" stroke-width="2" stroke-dasharray="4 3"'

STYLE = f"""
html, body {{ margin: 0; height: 100%; background: {SEA}; color: {INK};
  font: 15px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }}
body {{ display: flex; flex-direction: column; }}
header {{ padding: 10px 16px 8px; background: #fff; }}
header h1 {{ margin: 0; font-size: 1.25rem; }}
header p, footer {{ margin: 2px 0 0; color: {QUIET}; font-size: .85rem; }}
footer {{ padding: 6px 16px 8px; background: #fff; font-size: .75rem; }}
.folium-map {{ position: relative !important; flex: 1 1 auto; min-height: 260px;
  width: 100% !important; height: auto !important; left: 0 !important; top: 0 !important;
  background: {SEA}; }}
.legend {{ padding: 6px 16px; background: #fff; display: flex; flex-wrap: wrap; gap: 4px 18px;
  font-size: .85rem; }}
.legend b {{ margin: 0 .1em 0 .45em; }}
.legend svg {{ vertical-align: -3px; }}
.legend .mark {{ color: {QUIET}; }}
.leaflet-tooltip {{ white-space: normal; width: max-content; max-width: min(320px, 78vw);
  color: {INK}; }}
.leaflet-tooltip th {{ text-align: left; vertical-align: top; padding-right: .7em; color: {QUIET};
  font-weight: normal; white-space: nowrap; }}
.leaflet-tooltip tr:first-child td {{ font-weight: bold; }}
.leaflet-tooltip tr:first-child th {{ font-size: 0; }}
path.no_data {{ fill: url(#hatch); }}
path.no_data.last-enrolled {{ fill: url(#hatch-enrolled); }}
path.no_data.last-not_enrolled {{ fill: url(#hatch-not_enrolled); }}
path.suppressed {{ fill: url(#dots); }}
"""

AFTER_LOAD = """
window.addEventListener("load", function () {{
  L.control.scale({{imperial: false}}).addTo({map});
  var fit = function () {{
    {map}.invalidateSize({{animate: false}});
    {map}.fitBounds({bounds}, {{animate: false}});
  }};
  window.addEventListener("resize", fit);
  fit();
}});
"""
"""Kilometres only, and the whole province in view whatever the size of the window."""

PATTERN = (
    '<pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="{ground}"/>'
    '<line x1="0" y1="0" x2="0" y2="7" stroke="{line}" stroke-width="1.6"/></pattern>'
)
DOTS = (
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="{COLOURS["suppressed"]}"/>'
    f'<circle cx="3" cy="3" r="1.1" fill="{INK}"/></pattern>'
)


@dataclass(frozen=True)
class WebMap:
    """A page that needs nothing but a browser.

    Parameters
    ----------
    page : str
        The whole HTML file.
    """

    page: str = field(repr=False)

    def framed(self, title: str) -> str:
        """Return the page inside a frame, to stand in another page.

        Parameters
        ----------
        title : str
            What a screen reader says of the frame.

        Returns
        -------
        str
            An ``iframe`` element that carries the page itself.
        """
        page, label = html.escape(self.page), html.escape(title)
        size = 'width="100%" height="560"'
        return f'<iframe class="webmap" title="{label}" srcdoc="{page}" {size}></iframe>'

    def _repr_html_(self) -> str:
        return self.framed("map")


def draw_web_map(tables: QuarterTables) -> WebMap:
    """Draw the states of the 22 units as an interactive map in one file.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    WebMap
        Without any external address; the same inputs give the same bytes.
    """
    shapes, lang = tables.shapes, tables.spec.lang
    page = folium.Map(tiles=None, attributionControl=False, zoomSnap=0.25)
    page.default_js, page.default_css = [], []  # what folium would fetch from elsewhere
    ground = {"fillColor": LAND, "fillOpacity": 1, "stroke": False, "interactive": False}
    folium.GeoJson(
        tables.data.context, name="context", style_function=lambda _: ground, interactive=False
    ).add_to(page)
    cards = _cards(shapes, lang)
    folium.GeoJson(
        shapes[["bps_code", "geometry"]].join(cards),
        name="coverage",
        style_function=partial(_style, looks=_looks(shapes)),
        tooltip=_tooltip(cards, lang),
    ).add_to(page)
    return WebMap(_one_file(page, tables))


def _cards(shapes: gpd.GeoDataFrame, lang: str) -> pd.DataFrame:
    """Write what the tooltip of each unit says, escaped: Leaflet shows it as HTML."""
    unknown = say("tip.unknown", lang)
    said = notes(pd.DataFrame(shapes), lang)
    cards = []
    for row, note in zip(shapes.to_dict("records"), said, strict=True):
        persons, age = row["enrolled_persons"], row["age_quarters"]
        day = printed_day(row["as_of"], row["as_of_precision"], lang)
        form = "one" if not pd.isna(age) and age == 1 else "many"
        card = {
            "name": row["regency"],
            "state": _state(row, lang),
            "persons": unknown if pd.isna(persons) else format_number(int(persons), lang),
            "as_of": day or unknown,
            "age": "" if pd.isna(age) else say(f"tip.age_{form}", lang, n=age),
            "source": "" if pd.isna(row["source_id"]) else row["source_id"],
            "note": note,
        }
        cards.append(card)
    return pd.DataFrame(cards, index=shapes.index).map(_inert)


def _inert(text: object) -> str:
    """Escape for HTML, and for branca, which reads what folium wrote as a template once more."""
    return html.escape(str(text)).replace("{", "&#123;")


def _state(row: Mapping[str, Any], lang: str) -> str:
    state = say(f"state.{row['state']}", lang)
    return f"{state} ({say('state.disputed', lang).lower()})" if row["disputed"] else state


def _tooltip(cards: pd.DataFrame, lang: str) -> folium.GeoJsonTooltip:
    names = list(cards.columns)
    labels = ["", *(html.escape(say(f"tip.{name}", lang)) for name in names[1:])]
    return folium.GeoJsonTooltip(fields=names, aliases=labels, sticky=True)


def _looks(shapes: gpd.GeoDataFrame) -> dict[str, dict[str, Any]]:
    """Choose each unit's fill, its outline and the class that its pattern hangs on."""
    looks = {}
    for row in shapes.to_dict("records"):
        last = row["last_known_state"]
        kind = (
            f"{row['state']} last-{last}"
            if row["state"] == "no_data" and not pd.isna(last)
            else row["state"]
        )
        looks[row["bps_code"]] = {
            "fillColor": COLOURS[row["state"]],
            "fillOpacity": 1,
            **(DISPUTED if row["disputed"] else OUTLINE),
            "className": f"unit bps-{row['bps_code']} {kind}",
        }
    return looks


def _style(feature: Mapping[str, Any], looks: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return looks[feature["properties"]["bps_code"]]


def _patterns() -> str:
    grounds = {"hatch": COLOURS["no_data"], **{f"hatch-{state}": PALE[state] for state in PALE}}
    hatches = "".join(
        PATTERN.format(id=key, ground=ground, line=LINE) for key, ground in grounds.items()
    )
    hidden = 'width="0" height="0" style="position:absolute" aria-hidden="true"'
    return f"<svg {hidden}><defs>{hatches}{DOTS}</defs></svg>"


def _swatch(fill: str, line: str = f'stroke="{LINE}"') -> str:
    box = f'<rect x="1" y="1" width="20" height="12" fill="{fill}" {line}/>'
    return f'<svg width="22" height="14" aria-hidden="true">{box}</svg>'


def _said(key: str, lang: str) -> str:
    return html.escape(say(key, lang))


def _legend(coverage: pd.DataFrame, lang: str) -> str:
    """Write the legend: states whose counts add up to 22, then the marks laid over them."""
    fills = {**COLOURS, "no_data": "url(#hatch)", "suppressed": "url(#dots)"}
    rows = [
        f"<span>{_swatch(fills[state])}<b>{number}</b> {_said(f'state.{state}', lang)}</span>"
        for state, number in shown_states(coverage)
    ]
    for key, number in marks(coverage):
        swatch = (
            _swatch("none", DASHED)
            if key == "disputed"
            else _swatch(f"url(#{key.replace('last_', 'hatch-')})")
        )
        said = html.escape(mark_label(key, lang))
        rows.append(f'<span class="mark">{swatch}<b>{number}</b> {said}</span>')
    return f'<div class="legend" role="note">{"".join(rows)}</div>'


def _one_file(page: folium.Map, tables: QuarterTables) -> str:
    """Render, put Leaflet and our own words inside, and number folium's random ids."""
    lang, headline = tables.spec.lang, _inert(tables.headline)
    root = page.get_root()
    assert isinstance(root, BrancaFigure)  # for the type checker: folium puts a map into one
    root.header.add_child(Element(f"<title>{headline}</title>"), name="title")
    root.header.add_child(Element(f"<style>{leaflet_style()}{STYLE}</style>"), name="style")
    root.header.add_child(Element(f"<script>{leaflet_script()}</script>"), name="leaflet")
    west, south, east, north = tables.shapes.total_bounds.tolist()
    script = AFTER_LOAD.format(map=page.get_name(), bounds=[[south, west], [north, east]])
    subtitle = html.escape(tables.subtitle).replace("\n", "<br>")
    above = f"<header><h1>{headline}</h1><p>{subtitle}</p></header>"
    identity = say("map.figure_id", lang, id=tables.figure_id(NAME))
    below = " ".join(
        html.escape(part) for part in (source_line(tables), say("map.boundaries", lang), identity)
    )
    written: str = root.render()
    opened = f"<body>{_patterns()}{above}{_legend(tables.coverage, lang)}"
    closed = f"<footer>{below}</footer><script>{script}</script></body>"
    # folium forbids a phone to enlarge the page; readers need it
    written = replace_once(r", maximum-scale=1.0, user-scalable=no", "", written)
    written = replace_once("<html>", lambda _: f'<html lang="{lang}">', written)
    written = replace_once("<body>", lambda _: opened, written)
    written = replace_once("</body>", lambda _: closed, written)
    return _number_ids(written)


def _number_ids(page: str) -> str:
    """Replace folium's random ids by their order of appearance: the same map, the same bytes."""
    found = dict.fromkeys(re.findall(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])", page))
    order = {each: f"{number:032x}" for number, each in enumerate(found)}
    return re.sub("|".join(order), lambda match: order[match[0]], page) if order else page
