"""What stands around every map: marks with their numbers, and the source line."""

from collections.abc import Iterable

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.measures.evidence import SEGMENT
from ntt_coverage.noted import noted_text
from ntt_coverage.pictures.palette import PALE
from ntt_coverage.pipeline import QuarterCoverage
from ntt_coverage.printed import printed_publication
from ntt_coverage.segments import say_of

__all__ = ["cited_sources", "mark_label", "marks", "source_line", "sources_shown"]


def marks(coverage: pd.DataFrame) -> list[tuple[str, int]]:
    """List what is laid over a state, where it occurs, with the number of units.

    Parameters
    ----------
    coverage : pandas.DataFrame
        One row per unit, with ``state``, ``last_known_state`` and ``disputed``.

    Returns
    -------
    list of (str, int)
        Keys ``last_enrolled``, ``last_not_enrolled`` and ``disputed``.
    """
    old = coverage.loc[coverage["state"] == "no_data", "last_known_state"]
    counted = [(f"last_{state}", int((old == state).sum())) for state in PALE]
    counted.append(("disputed", int(coverage["disputed"].sum())))
    return [(key, number) for key, number in counted if number]


def mark_label(key: str, lang: str, segment: str = SEGMENT) -> str:
    """Say what a mark means, and that it lies over units that are counted above.

    Parameters
    ----------
    key : str
        As in `marks`.
    lang : str
        ``"id"`` or ``"en"``.
    segment : str
        The kind of worker.

    Returns
    -------
    str
    """
    form = "also_marked" if key == "disputed" else "of_these"
    return say(f"map.{form}", lang, label=say_of(segment, f"state.{key}", lang).lower())


def source_line(states: QuarterCoverage) -> str:
    """Name the sources of what is drawn: states, also old ones, and what disputes them.

    Parameters
    ----------
    states : QuarterCoverage
        A quarter; with the coverage of several, the sources of all.

    Returns
    -------
    str
        Publisher, day and source_id of each; blank where nothing is known.
    """
    return cited_sources(states.data.sources, sources_shown(states.coverage), states.spec.lang)


def sources_shown(coverage: pd.DataFrame) -> tuple[str, ...]:
    """List whom the states rest on, also old ones, and who disputes them.

    Parameters
    ----------
    coverage : pandas.DataFrame
        One row per unit, or per unit and quarter.

    Returns
    -------
    tuple of str
        Each ``source_id`` once, in order.
    """
    cited = pd.concat([coverage["source_id"], coverage["against_source_id"]])
    return tuple(sorted(cited.dropna().unique()))


def cited_sources(sources: pd.DataFrame, source_ids: Iterable[str], lang: str) -> str:
    """Name sources in a line: publisher, day and source_id of each.

    Parameters
    ----------
    sources : pandas.DataFrame
        One row per source.
    source_ids : iterable of str
        Which.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        In the order of their ids; blank where none is named.
    """
    columns = ["source_id", "publisher", "date_published"]
    rows = sources.loc[sources["source_id"].isin(list(source_ids)), columns]
    named = []
    for row in rows.sort_values("source_id").to_dict("records"):
        day = printed_publication(row["date_published"], lang)
        publisher = noted_text(row["publisher"], lang)
        named.append(f"{publisher}{', ' + day if day else ''} ({row['source_id']})")
    return say("map.source", lang, sources="; ".join(named)) if named else ""
