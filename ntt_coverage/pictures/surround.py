"""What stands around every map: legend rows, source line, alternative text."""

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.measures.coverage import count_states
from ntt_coverage.pictures.palette import PALE
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.wording import names_of_enrolled, printed_publication

__all__ = ["alternative_text", "mark_label", "marks", "shown_states", "source_line"]


def shown_states(coverage: pd.DataFrame) -> list[tuple[str, int]]:
    """List the states of the legend with their counts, which add up to the number of units.

    Parameters
    ----------
    coverage : pandas.DataFrame
        One row per unit, with ``state``.

    Returns
    -------
    list of (str, int)
        Suppressed only where it occurs; the other states always, a zero being a finding.
    """
    counts = count_states(coverage)
    return [(str(s), int(n)) for s, n in counts.items() if n or s != "suppressed"]


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


def mark_label(key: str, lang: str) -> str:
    """Say what a mark means, and that it lies over units that are counted above.

    Parameters
    ----------
    key : str
        As in `marks`.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    form = "also_marked" if key == "disputed" else "of_these"
    return say(f"map.{form}", lang, label=say(f"state.{key}", lang).lower())


def source_line(tables: QuarterTables) -> str:
    """Name the sources that decide a state of the quarter, or dispute one.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    str
        Publisher, day and source_id of each; blank where nothing is known.
    """
    lang, coverage = tables.spec.lang, tables.coverage
    decided = coverage.loc[coverage["state"] != "no_data", "source_id"]
    cited = pd.concat([decided, coverage["against_source_id"]]).dropna().unique()
    rows = tables.data.sources.set_index("source_id").loc[sorted(cited)]
    named = []
    for key, row in rows.to_dict("index").items():
        day = printed_publication(row["date_published"], lang)
        named.append(f"{row['publisher']}{', ' + day if day else ''} ({key})")
    return say("map.source", lang, sources="; ".join(named)) if named else ""


def alternative_text(tables: QuarterTables) -> str:
    """Say in words what the map shows.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    str
    """
    lang = tables.spec.lang
    return say(
        "map.alt",
        lang,
        quarter=tables.spec.quarter.label(lang),
        headline=tables.headline,
        names=names_of_enrolled(tables.coverage, lang),
    )
