"""What the explorer shows of a view, as data: its page draws it and adds no word of its own."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from ntt_coverage.explorer.ground import labels_of, planned
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.measures.coverage import STATES
from ntt_coverage.measures.evidence import SEGMENT
from ntt_coverage.pictures.chartdata import ChartData, bar_names, bar_note, ranking_of, timeline_of
from ntt_coverage.pictures.classes import MapClass, state_classes
from ntt_coverage.pictures.patterns import svg_pattern
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pictures.themes import shown_theme
from ntt_coverage.pictures.view import View
from ntt_coverage.pictures.webmap_cards import write_cards
from ntt_coverage.pipeline import MOST_KEPT, Dataset, QuarterCoverage, coverage_in, series_of
from ntt_coverage.printed import is_about, rate_text
from ntt_coverage.profiles.statements import statements_about
from ntt_coverage.publish.sections import citation
from ntt_coverage.publish.statement_table import statement_table
from ntt_coverage.quarters import Quarter
from ntt_coverage.readable import NUMBERS, readable_coverage
from ntt_coverage.regencies import load_regencies
from ntt_coverage.segments import say_of

__all__ = ["content_of", "statements_of", "words_of"]

PAGE = "nc-page"
"""Begins the ids of patterns; each view puts its own name there: a page may hold several."""


@lru_cache(maxsize=MOST_KEPT)
def content_of(view: View, data: Dataset) -> dict[str, Any]:
    """Gather everything that is drawn of a view.

    Parameters
    ----------
    view : View
        What is looked at.
    data : Dataset
        What ``load`` returned.

    Returns
    -------
    dict
        As JSON can hold it: ``about`` (the quarter and kind of worker that cards are of),
        ``segment, title, lines, sources, figure, patterns, legend, units`` (by BPS
        code), ``labels, bars, table, timeline, cards`` (by BPS code).
    """
    states = view.states(data)
    theme = shown_theme(states, view.theme)
    fills = _Fills()
    return {
        "about": say(
            "explore.about",
            view.spec.lang,
            quarter=view.spec.quarter.label(view.spec.lang),
            kind=say(f"segment.{view.segment}", view.spec.lang),
        ),
        "segment": view.segment,
        "title": theme.title,
        "lines": theme.subtitle.splitlines(),
        "sources": theme.sources,
        "credit": data.credits[view.spec.lang],
        "figure": theme.passport(on_outlines=True).label,
        "legend": [
            [*fills.of(each.face, each.hatch), number, each.label, mark]
            for each, number, mark in _legend(theme)
        ],
        "units": {row["bps_code"]: _unit(theme, row, fills) for row in theme.rows},
        "labels": labels_of(planned(theme), theme),
        "bars": _rate_bars(states) if view.theme == "rate" else _person_bars(states),
        "table": _table(states),
        "timeline": _timeline(states, fills),
        "cards": _cards(states),
        "patterns": fills.markup,
    }


class _Fills:
    """Colours and patterns that the page needs, each drawn once."""

    def __init__(self) -> None:
        self.drawn: dict[str, str] = {}

    def of(self, face: str, hatch: str) -> list[str]:
        """Return a colour and what it is filled with."""
        if not hatch:
            return [face, face]
        name = f"{PAGE}-{ord(hatch[0]):x}-{face.removeprefix('#')}"
        self.drawn[name] = svg_pattern(name, face, hatch)
        return [face, f"url(#{name})"]

    @property
    def markup(self) -> str:
        return "".join(self.drawn.values())


def _legend(theme: Theme) -> list[tuple[MapClass, int, bool]]:
    classes = [(each, number, False) for each, number in theme.legend()]
    return classes + [(each, number, True) for each, number in theme.marks()]


def _unit(theme: Theme, row: Mapping[str, Any], fills: _Fills) -> dict[str, Any]:
    shown = theme.class_of(row)
    return {
        "name": row["regency"],
        "fill": fills.of(row["face"], shown.hatch)[1],
        "class": shown.label,
        "value": row["value"],
        "disputed": bool(row["disputed"]),
    }


def _person_bars(states: QuarterCoverage) -> dict[str, Any]:
    said = ranking_of(states)
    rows = [
        [row["bps_code"], row["name"], _number(row["persons"]), row["text"], bool(row["about"])]
        for row in said.rows.to_dict("records")
    ]
    longest = said.rows["persons"].max()
    return {"rows": rows, "note": said.note, "full": _number(longest)}


def _rate_bars(states: QuarterCoverage) -> dict[str, Any]:
    lang, segment = states.spec.lang, states.segment
    enrolled = states.coverage[states.coverage["state"] == "enrolled"]
    ranked = enrolled.sort_values("coverage_rate", ascending=False, na_position="last")
    about = [is_about(row) and _number(row["coverage_rate"]) is not None
             for row in ranked.to_dict("records")]  # fmt: skip
    ranked = ranked.assign(name=bar_names(ranked), about=about)
    unknown = say_of(segment, "rate.unknown", lang).lower()
    rows = [
        [row["bps_code"], row["name"], _number(row["coverage_rate"]),
         rate_text(row, lang) or unknown, bool(row["about"])]
        for row in ranked.to_dict("records")
    ]  # fmt: skip
    # a share of staff is drawn on the whole; shares of residents are small, and of the largest
    longest = enrolled["coverage_rate"].max()
    full = max(1.0, _number(longest) or 0) if states.base == "own" else _number(longest)
    return {"rows": rows, "note": bar_note(states, ranked), "full": full}


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _table(states: QuarterCoverage) -> dict[str, Any]:
    lang = states.spec.lang
    texts = readable_coverage(states.coverage, lang, states.segment, states.base)
    return {
        "headings": [say(f"col.{name}", lang) for name in texts],
        "numbers": [name in NUMBERS for name in texts],
        "codes": list(states.coverage["bps_code"]),
        "rows": texts.to_numpy().tolist(),
        "disputed": f"* {say('state.disputed', lang)}" if states.coverage["disputed"].any() else "",
    }


def _timeline(states: QuarterCoverage, fills: _Fills) -> dict[str, Any]:
    """Count the units of every quarter, and say for each unit which state it was in."""
    lang, segment = states.spec.lang, states.segment
    series = series_of(states.data, segment, states.base)
    last = Quarter.from_ordinal(int(series["quarter"].max()))
    said = _all_quarters(coverage_in(ReportSpec(last, lang), states.data, segment))
    quarters = [
        [row["quarter"], Quarter.parse(row["quarter"]).label(lang),
         *(int(row[name]) for name in ("enrolled", "not_enrolled", "unknown"))]
        for row in said.rows.to_dict("records")
    ]  # fmt: skip
    looks = {each.key: fills.of(each.face, each.hatch)[1] for each in state_classes(lang)}
    return {
        "title": said.title,
        "quarters": quarters,
        "shown": str(states.spec.quarter),
        "fills": [looks["enrolled"], looks["not_enrolled"], looks["no_data"]],
        "names": [say_of(segment, f"state.{state}", lang) for state in STATES[:3]],
        "units": {
            code: [looks[state] for state in rows["state"]]
            for code, rows in series.groupby("bps_code")
        },
    }


@lru_cache(maxsize=32)
def _all_quarters(last: QuarterCoverage) -> ChartData:
    """Count once for all quarters that are looked at."""
    return timeline_of(last)


def _cards(states: QuarterCoverage) -> dict[str, Any]:
    lang = states.spec.lang
    sources = {row["source_id"]: row for row in states.data.sources.to_dict("records")}
    cards = {}
    for unit, card in zip(load_regencies(), write_cards(states), strict=True):
        state, against, *facts = card.texts
        cards[unit.bps_code] = {
            "kind": say(f"web.kind_{unit.kind}", lang, capital=unit.capital),
            "against": against,
            "facts": [state, *facts],
            "sources": [[citation(sources[key], lang), sources[key]["address"]]
                        for key in card.sources],
        }  # fmt: skip
    return cards


@lru_cache(maxsize=64)
def statements_of(data: Dataset, bps_code: str, lang: str) -> list[list[str]]:
    """Write everything that was ever stated of a unit, the newest first.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    bps_code : str
        The unit.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
        The kind of worker as a code; what is counted; the figure; its day, office and source;
        the source's address.
    """
    rows = statements_about(data, bps_code)
    if rows.empty:
        return []
    sources = data.sources.set_index("source_id")
    told = []
    kinds = rows["segment"].fillna("")
    for kind, row in zip(kinds, statement_table(rows, lang).to_dict("records"), strict=True):
        source = sources.loc[row["source_id"]]
        cited = citation({**source, "source_id": row["source_id"]}, lang)
        what = [row.get(name, "") for name in ("segment", "indicator_or_text", "place")]
        when = [row["as_of"], row["certainty"], row["stated_by"], cited]
        told.append([kind, ", ".join(filter(None, what)), row["figure"],
                     "; ".join(filter(None, when)), source["address"]])  # fmt: skip
    return told


def words_of(view: View) -> dict[str, Any]:
    """Return what the page says whatever is shown.

    Parameters
    ----------
    view : View
        What is looked at.

    Returns
    -------
    dict
    """
    lang = view.spec.lang
    usual = (view.segment, view.base) == (SEGMENT, "own")
    base = "col.eligible_persons" if usual else "col.base_persons"
    rate = "col.coverage_rate" if view.base == "own" else "col.per_residents"
    terms = ("tip.state", "tip.persons", base, rate, "tip.as_of", "tip.age", "tip.note")
    spoken = (
        "hint",
        "bars",
        "timeline",
        "table",
        "statements",
        "no_statements",
        "statements_apart",
        "reading",
        "strip",
        "nothing",
        "map",
    )
    return {
        "facts": [say(key, lang) for key in terms],
        "source": say("tip.source", lang),
        "disputed": say("state.disputed", lang),
        **{name: say(f"explore.{name}", lang) for name in spoken},
    }
