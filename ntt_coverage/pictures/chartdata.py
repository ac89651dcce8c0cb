"""What the charts say, before anything is drawn: the timeline and the ranking.

The static chart and the chart of a slide draw the same numbers under the same title.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from ntt_coverage.identity import Passport
from ntt_coverage.language import say
from ntt_coverage.measures.counts import count_states, count_unknown, states_by_quarter
from ntt_coverage.measures.evidence import CERTAINTY_RANK, SEGMENT
from ntt_coverage.pictures.surround import source_line, sources_shown
from ntt_coverage.pictures.themes import persons_theme
from ntt_coverage.pipeline import QuarterCoverage
from ntt_coverage.printed import persons_number
from ntt_coverage.quarters import Quarter
from ntt_coverage.segments import say_of
from ntt_coverage.series import series_until

__all__ = ["ChartData", "bar_names", "bar_note", "others_text", "ranking_of", "timeline_of"]


@dataclass(frozen=True, kw_only=True)
class ChartData:
    """One chart's content.

    Parameters
    ----------
    name : str
        ``timeline`` or ``ranking``.
    states : QuarterCoverage
        The quarter that it ends with, or is of.
    title, subtitle, note : str
        The finding; what is counted; what is not drawn.
    rows : pandas.DataFrame
        Of the timeline one per quarter: ``states_by_quarter`` with ``unknown`` (without data or
        suppressed) and ``at`` (0 is the first). Of the ranking one per enrolled unit, most
        persons first: the coverage with ``name``, ``persons`` (missing where not known),
        ``about`` (whether approximate) and ``text``.
    shown : mapping
        What its passport says beside the title, as JSON can hold it.
    sources : str
        The source line.
    source_ids : tuple of str
        Whom it names.
    alt : str
        The chart in words.
    """

    name: str
    states: QuarterCoverage = field(repr=False)
    title: str
    subtitle: str
    note: str
    rows: pd.DataFrame = field(repr=False)
    shown: Mapping[str, Any] = field(repr=False)
    sources: str
    source_ids: tuple[str, ...]
    alt: str

    @property
    def passport(self) -> Passport:
        """The passport of a figure that shows this."""
        return self.states.passport(self.name, self.title, self.shown, self.source_ids)


def timeline_of(last: QuarterCoverage) -> ChartData:
    """Count the units in each state, quarter by quarter up to one.

    Parameters
    ----------
    last : QuarterCoverage
        The last quarter.

    Returns
    -------
    ChartData
    """
    lang = last.spec.lang
    series = series_until(last.data, last.spec.quarter, last.segment)
    counts = states_by_quarter(series)
    counts = counts.assign(
        unknown=[count_unknown(row) for row in counts.to_dict("records")], at=range(len(counts))
    )
    title, subtitle = last.titled(_timeline_title(counts, last)), _timeline_subtitle(counts, last)
    sources = source_line(replace(last, coverage=series))
    points = {
        Quarter.parse(row["quarter"]).label(lang): say_of(
            last.segment,
            "timeline.point",
            lang,
            **{name: row[name] for name in ("enrolled", "not_enrolled", "unknown")},
        )
        for row in counts.to_dict("records")
    }
    told = "; ".join(f"{quarter}: {point}" for quarter, point in points.items())
    return ChartData(
        name=_named("timeline", last),
        states=last,
        title=title,
        subtitle=subtitle,
        note="",
        rows=counts,
        shown={"subtitle": subtitle, "values": points, "sources": sources},
        sources=sources,
        source_ids=sources_shown(series),
        alt=say_of(last.segment, "timeline.alt", lang, points=told or title),
    )


def _named(chart: str, states: QuarterCoverage) -> str:
    """Name a chart, with the kind of worker where it is not that of the reports; it has no base."""
    return chart if states.segment == SEGMENT else f"{chart}-{states.segment}"


def _timeline_subtitle(counts: pd.DataFrame, last: QuarterCoverage) -> str:
    """Say what is counted and, where there is anything, from which quarter to which."""
    lang = last.spec.lang
    indicator = say_of(last.segment, "timeline.subtitle", lang)
    if counts.empty:
        return indicator
    ends = (Quarter.parse(counts["quarter"].iloc[at]).label(lang) for at in (0, -1))
    span = dict(zip(("first", "last"), ends, strict=True))
    return f"{indicator}\n{say('timeline.span', lang, **span)}"


def _timeline_title(counts: pd.DataFrame, last: QuarterCoverage) -> str:
    lang, units = last.spec.lang, len(last.coverage)
    if counts.empty or counts["unknown"].min() == units:
        return say("timeline.title_none", lang)
    return say_of(
        last.segment,
        "timeline.title" if counts["enrolled"].any() else "timeline.title_zero",
        lang,
        n=int(counts["enrolled"].max()),
        all=units,
        complete=int((counts["unknown"] == 0).sum()),
        quarters=len(counts),
    )


def ranking_of(states: QuarterCoverage) -> ChartData:
    """Rank the units that enrol by their persons; those without a number come last.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.

    Returns
    -------
    ChartData
    """
    theme, lang = persons_theme(states), states.spec.lang
    enrolled = states.coverage[states.coverage["state"] == "enrolled"]
    rows = enrolled.sort_values("enrolled_persons", ascending=False, na_position="last")
    rows = rows.assign(
        name=bar_names(rows),
        about=rows["certainty"].eq(CERTAINTY_RANK["approximate"])
        & rows["enrolled_persons"].notna(),
        persons=rows["enrolled_persons"].astype("Float64").astype(float),
    )
    texts = [_ranked_value(row, states) for row in rows.to_dict("records")]
    rows = rows.assign(text=texts)
    note = bar_note(states, rows)
    pairs = zip(rows["regency"], rows["text"], strict=True)
    bars = "; ".join(f"{name}: {value}" for name, value in pairs)
    sources = source_line(replace(states, coverage=rows))  # the others are not drawn
    return ChartData(
        name=_named("ranking", states),
        states=states,
        title=theme.title,
        subtitle=theme.subtitle,
        note=note,
        rows=rows,
        shown={
            "subtitle": theme.subtitle,
            "values": dict(zip(rows["name"], rows["text"], strict=True)),
            "note": note,
            "sources": sources,
        },
        sources=sources,
        source_ids=sources_shown(rows),
        alt=say("ranking.alt", lang, title=theme.title, bars=bars or note.rstrip(".")),
    )


def bar_names(rows: pd.DataFrame) -> pd.Series:
    """Name the units beside their bars, starred where sources disagree.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row per bar, of the coverage.

    Returns
    -------
    pandas.Series of str
    """
    return rows["label"].where(~rows["disputed"], rows["label"] + " *")


def bar_note(states: QuarterCoverage, rows: pd.DataFrame) -> str:
    """Say beneath the bars which units have none, and what their marks mean.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.
    rows : pandas.DataFrame
        One row per bar, with ``about`` and ``disputed``.

    Returns
    -------
    str
        Blank where there is nothing to say.
    """
    lang, others = states.spec.lang, others_text(states)
    told = [say("ranking.not_drawn", lang, others=others)] if others else []
    told += [say("ranking.hatched", lang)] if rows["about"].any() else []
    told += [say("ranking.starred", lang)] if rows["disputed"].any() else []
    return " ".join(told)


def others_text(states: QuarterCoverage) -> str:
    """Count the units that no bar can stand for; what there is none of is not named.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.

    Returns
    -------
    str
        "16 belum mendaftarkan, 3 tanpa data"; blank where every unit enrols.
    """
    counts, lang = count_states(states.coverage), states.spec.lang
    numbers = {"not_enrolled": int(counts["not_enrolled"]), "no_data": count_unknown(counts)}
    told = {key: n for key, n in numbers.items() if n}
    return ", ".join(say_of(states.segment, f"others.{key}", lang, n=n) for key, n in told.items())


def _ranked_value(row: Mapping[str, Any], states: QuarterCoverage) -> str:
    lang, number = states.spec.lang, persons_number(row, states.spec.lang)
    key = "map.persons" if number else "ranking.unknown"
    return say_of(states.segment, key, lang, n=number)
