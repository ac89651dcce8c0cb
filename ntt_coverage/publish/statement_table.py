"""Statements about a unit as texts: a profile and the explorer list the same."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.noted import noted_text
from ntt_coverage.printed import printed_period
from ntt_coverage.publish.sections import figure_text, place_text
from ntt_coverage.publish.xlsx.words import word_of
from ntt_coverage.readable import text_of, without_empty
from ntt_coverage.segments import say_of

__all__ = ["statement_table"]


def statement_table(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Write statements about a unit as texts.

    Parameters
    ----------
    rows : pandas.DataFrame
        As returned by ``statements_about``; at least one.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        A row per statement in the same order: ``statement, segment, indicator_or_text, figure,
        certainty, as_of, stated_by, source_id, where, place``; a column that tells nothing of
        any of them is left out.
    """
    table = pd.DataFrame(
        [
            {
                "statement": _reference(row, lang),
                "segment": word_of("segment", text_of(row["segment"]), lang),
                "indicator_or_text": _counted(row, lang),
                "figure": _value(row, lang),
                "certainty": say(f"certainty.{row['certainty']}", lang),
                "as_of": printed_period(row, lang),
                "stated_by": noted_text(text_of(row["stated_by"]), lang),
                "source_id": row["source_id"],
                "where": word_of("where", text_of(row["place"]), lang),
                "place": place_text(row, lang) if row["scope"] == "area" else "",
            }
            for row in rows.to_dict("records")
        ]
    )
    return without_empty(table, ("segment", "place", "where"))


def _reference(row: Mapping[str, Any], lang: str) -> str:
    """Name a statement; what a list implies is no statement on the unit, but the whole list."""
    if row["scope"] != "implied":
        return str(row["statement_id"])
    return say("statement.list", lang, list=row["list_id"])


def _counted(row: Mapping[str, Any], lang: str) -> str:
    if row["indicator"] == "other":
        return noted_text(text_of(row["indicator_text"]), lang)
    if row["indicator"] == "enrolled_flag":
        return say("profile.flag", lang)  # "enrols" beside "does not" would be read as a yes
    counted = say(f"indicator.{row['indicator']}", lang)
    return say("profile.detail", lang, counted=counted) if row["detail"] else counted


def _value(row: Mapping[str, Any], lang: str) -> str:
    """Write what is printed; a flag by what it says, a list that leaves a unit out by itself."""
    if row["scope"] == "implied":
        size = {"size": row["list_size"], "universe": row["list_universe"]}
        implied = say("note.implied", lang, source=row["source_id"], **size)
        return f"{say('state.not_enrolled', lang).lower()} ({implied})"
    if row["unit"] == "flag" and row["indicator"] == "enrolled_flag":
        key = "state.enrolled" if row["value"] else "state.not_enrolled"
        return say_of(row["segment"], key, lang).lower()
    if row["indicator"] == "date":
        return text_of(row["value_text"])
    return figure_text(row, lang)
