"""What the web map can say: every theme, quarter and card, as text, each text once.

The page holds numbers and words that are already written; its program only chooses among them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from ntt_coverage.language import say
from ntt_coverage.noted import noted_text
from ntt_coverage.packaged import packaged_table
from ntt_coverage.pictures.classes import MapClass
from ntt_coverage.pictures.palette import FOCUS, INK, LINE, WARNING, ink_on
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pictures.themes import THEMES
from ntt_coverage.pictures.webmap_cards import Card, write_cards
from ntt_coverage.pipeline import MOST_KEPT, QuarterCoverage
from ntt_coverage.printed import printed_publication
from ntt_coverage.quarters import Quarter
from ntt_coverage.regencies import Regency, load_regencies, normalise

__all__ = ["MapContent", "inert_json", "map_content", "shown_text"]

RISKY = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
"""What could end a script element, or a line of a script, stands in JSON as an escape."""

CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), "�")
"""Characters that no page may hold; each is shown as one that could not be read."""


def shown_text(value: object) -> str:
    r"""Return a text as a page can hold it: without control characters, blank where missing.

    Parameters
    ----------
    value : object
        From the data.

    Returns
    -------
    str

    Examples
    --------
    >>> shown_text("a\x00b"), shown_text(None)
    ('a\ufffdb', '')
    """
    if not isinstance(value, str) and pd.isna(value):
        return ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").translate(CONTROL)


def inert_json(content: object) -> str:
    r"""Write JSON that can stand in a script element whatever its texts hold.

    Parameters
    ----------
    content : object
        Of mappings, lists, texts and numbers.

    Returns
    -------
    str

    Examples
    --------
    >>> inert_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.translate(RISKY)


@dataclass(frozen=True, kw_only=True)
class MapContent:
    """What the page's program reads, and the fills that the page must draw for it.

    Parameters
    ----------
    said : dict
        Texts, units, themes, sources, quarters and words; texts are numbers into ``strings``.
    fills : list of (str, str)
        Colours, each with matplotlib's name of the pattern over it, or "".
    """

    said: dict[str, Any] = field(repr=False)
    fills: list[tuple[str, str]]


class _Writer:
    """Collects texts, fills and sources, each once, and hands out their numbers."""

    def __init__(self, lang: str, sources: pd.DataFrame) -> None:
        self.lang = lang
        self.texts: dict[str, int] = {"": 0}
        self.fills: dict[tuple[str, str], int] = {}
        self.cited: dict[str, int] = {}
        self.sources = sources.set_index("source_id")

    def text(self, value: object) -> int:
        return self.texts.setdefault(shown_text(value), len(self.texts))

    def fill(self, face: str, hatch: str) -> int:
        return self.fills.setdefault((face, hatch), len(self.fills))

    def source(self, source_id: str) -> int:
        return self.cited.setdefault(source_id, len(self.cited))

    def source_entries(self) -> list[list[int]]:
        entries = []
        for key in self.cited:
            row = self.sources.loc[key]
            day = printed_publication(shown_text(row["date_published"]), self.lang)
            parts = (
                noted_text(shown_text(row["publisher"]), self.lang),
                shown_text(row["title"]),
                day,
            )
            named = ", ".join(part for part in parts if part)
            entry = say("web.source_entry", self.lang, key=key, named=named)
            entries.append([self.text(entry), self.text(row["address"])])
        return entries


def map_content(
    views: Sequence[QuarterCoverage], shapes: gpd.GeoDataFrame, *, opens_on: Quarter
) -> MapContent:
    """Gather what the page shows for each quarter, indicator and unit.

    Parameters
    ----------
    views : sequence of QuarterCoverage
        The quarters that the page offers, of one language, in their order.
    shapes : geopandas.GeoDataFrame
        22 rows with ``bps_code`` and ``geometry``: where names stand.
    opens_on : Quarter
        The quarter that is shown first.

    Returns
    -------
    MapContent
    """
    first = views[0]
    lang = first.spec.lang
    writer = _Writer(lang, first.data.sources)
    quarters = [_quarter(view, drawn_of(view), writer) for view in views]
    themes = [
        {"label": writer.text(say(f"{name}.name", lang)), "classes": _classes(make(first), writer)}
        for name, make in THEMES.items()
    ]
    said = {
        "units": _units(first, shapes, writer),
        "themes": themes,
        "quarters": quarters,
        "sources": writer.source_entries(),
        "words": _words(lang),
        "colours": {"ink": INK, "line": LINE, "warning": WARNING, "focus": FOCUS},
        "strings": list(writer.texts),
    }
    fills = list(writer.fills)
    said["fills"] = [
        [face, f"pattern-{number}" if hatch else "", ink_on(face)]
        for number, (face, hatch) in enumerate(fills)
    ]
    said["open"] = [view.spec.quarter for view in views].index(opens_on)
    return MapContent(said=said, fills=fills)


def _classes(theme: Theme, writer: _Writer) -> list[list[Any]]:
    return [
        [each.key, writer.text(each.label), writer.fill(each.face, each.hatch)]
        for each in theme.classes
    ]


def _units(states: QuarterCoverage, shapes: gpd.GeoDataFrame, writer: _Writer) -> list[list[Any]]:
    """Return each unit's code, names and kind, where its name stands, and what it is called."""
    lang = states.spec.lang
    inside = shapes.set_index("bps_code").geometry.map(_middle)
    rows = states.coverage.set_index("bps_code")
    found = []
    for unit in load_regencies():
        row, point = rows.loc[unit.bps_code], inside[unit.bps_code]
        kinds = {
            "kabupaten": say("web.kind_kabupaten", lang, capital=unit.capital),
            "kota": say("web.kind_kota", lang),
        }
        found.append(
            [
                unit.bps_code,
                *(writer.text(text) for text in (row["regency"], row["label"], kinds[unit.kind])),
                round(point.y, 3),
                round(point.x, 3),
                *(writer.text(name) for name in _called(unit, row["regency"])),
            ]
        )
    return found


def _middle(shape: BaseGeometry) -> Point:
    """Return the point that lies deepest in a shape's largest part: a name fits best there."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    return Point(shapely.maximum_inscribed_circle(largest, tolerance=0.005).coords[0])


def _called(unit: Regency, regency: str) -> list[str]:
    """List what a reader may type for a unit, folded as the page folds it."""
    kind, _, bare = unit.name.partition(" ")
    short = f"{kind[:3]} {bare}"  # "Kab Ende", as people type it
    aliases = [
        row["alias"]
        for row in packaged_table("ntt_coverage.regencies", "aliases.csv")
        if row["bps_code"] == unit.bps_code
    ]
    return list(
        dict.fromkeys(map(normalise, (regency, unit.label, bare, short, unit.capital, *aliases)))
    )


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What a page shows of one quarter; the pages of other quarters show it too.

    Parameters
    ----------
    themes : list of (Theme, str, list)
        Each with the ID of its map and its legend.
    marks : list of (MapClass, int)
        What is laid over the first.
    cards : list of Card
        One for each unit.
    """

    themes: list[tuple[Theme, str, list[tuple[MapClass, int]]]]
    marks: list[tuple[MapClass, int]]
    cards: list[Card]


@lru_cache(maxsize=MOST_KEPT)
def drawn_of(states: QuarterCoverage) -> Drawn:
    """Return the themes and cards of a quarter, made once.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.

    Returns
    -------
    Drawn
    """
    themes = [make(states) for make in THEMES.values()]
    named = [(theme, theme.passport(on_outlines=True).label, theme.legend()) for theme in themes]
    return Drawn(themes=named, marks=themes[0].marks(), cards=write_cards(states))


def _quarter(states: QuarterCoverage, drawn: Drawn, writer: _Writer) -> dict[str, Any]:
    return {
        "label": writer.text(states.spec.quarter.label(states.spec.lang)),
        "marks": [
            [
                writer.fill(each.face, each.hatch) if each.face else -1,
                number,
                writer.text(each.label),
            ]
            for each, number in drawn.marks
        ],
        "cards": [
            [*map(writer.text, card.texts), *map(writer.source, card.sources)]
            for card in drawn.cards
        ],
        "views": [_view(*each, writer) for each in drawn.themes],
    }


def _view(
    theme: Theme, identity: str, counted: list[tuple[MapClass, int]], writer: _Writer
) -> list[Any]:
    """Return title, indicator, place and time, sources, figure; the legend; the units.

    The legend is a class and its count in turn; a unit is a class, a fill and a value.
    """
    place = {each.key: number for number, each in enumerate(theme.classes)}
    indicator, _, when = theme.subtitle.partition("\n")
    legend = [part for each, number in counted for part in (place[each.key], number)]
    units = [
        part
        for row in theme.rows
        for part in (
            place[row["class"]],
            writer.fill(row["face"], theme.class_of(row).hatch),
            writer.text(row["value"]),
        )
    ]
    said = (theme.title, indicator, when, theme.sources, identity)
    return [*map(writer.text, said), legend, units]


def _words(lang: str) -> dict[str, Any]:
    """Return what the program itself says; its braces are filled in by the page."""
    return {
        "close": say("web.close", lang),
        "disputed": say("state.disputed", lang).lower(),
        "star": say("state.disputed", lang),
        "map": say("web.map", lang),
        "search_none": say("web.search_none", lang, text="{text}"),
        "search_many": say("web.search_many", lang, names="{names}"),
        "facts": {
            "state": say("tip.state", lang),
            "persons": say("tip.persons", lang),
            "base": say("col.eligible_persons", lang),
            "rate": say("col.coverage_rate", lang),
            "as_of": say("tip.as_of", lang),
            "age": say("tip.age", lang),
            "source": say("tip.source", lang),
            "note": say("tip.note", lang),
        },
    }
