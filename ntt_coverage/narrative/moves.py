"""What changed since the quarter before, and what was only revised."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.narrative.phrases import by_number, capital, held_number, named, when_of
from ntt_coverage.pipeline import QuarterTables, coverage_in
from ntt_coverage.quarters import Quarter

__all__ = ["tell_changes", "tell_revisions"]

KNOWN = ("enrolled", "not_enrolled")


def tell_changes(tables: QuarterTables, before: Quarter, changed: pd.DataFrame) -> list[str]:
    """Say who joined or left, what is newly known or no longer known, and whose numbers moved.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    before : Quarter
        The earlier quarter.
    changed : pandas.DataFrame
        What changed since; see ``changes_between``.

    Returns
    -------
    list of str
        Sentences; none where nothing was known in either quarter.
    """
    lang = tables.spec.lang
    told = [
        *_joined_and_left(tables, changed),
        *_news(changed, lang),
        *_persons(tables, before, changed),
        *_disputes(changed, lang),
    ]
    if not told:
        if not changed[["state_before", "state"]].isin(KNOWN).to_numpy().any():
            return []
        told = [say("story.no_change", lang)]
    since = say("story.since", lang, quarter=before.label(lang), told=told[0])
    return [since, *map(capital, told[1:])]


def _joined_and_left(tables: QuarterTables, changed: pd.DataFrame) -> list[str]:
    lang, told = tables.spec.lang, []
    for change in ("joined", "left"):
        rows = changed[changed["change"] == change]
        if len(rows):
            told.append(by_number(f"story.{change}", len(rows), lang, named=named(rows, lang)))
    left = changed.loc[changed["change"] == "left", "bps_code"]
    basis = tables.coverage.set_index("bps_code")["basis"][left]
    if len(left) and basis.eq("implied").all():
        told.append(by_number("story.left_implied", len(left), lang))
    return told


def _news(changed: pd.DataFrame, lang: str) -> list[str]:
    told = []
    new = changed[changed["change"] == "newly_known"]
    if len(new):
        groups = {state: new[new["state"] == state] for state in KNOWN}
        said = {state: named(rows, lang) for state, rows in groups.items() if len(rows)}
        if len(said) == 2:
            told.append(say("story.news_both", lang, **said))
        else:
            ((state, units),) = said.items()
            told.append(say(f"story.news_{state}", lang, named=units))
        told.append(say("story.news_means", lang))
    lost = changed[changed["change"] == "lost"]
    if len(lost):
        told += [say("story.lost", lang, named=named(lost, lang)), say("story.lost_means", lang)]
    return told


def _persons(tables: QuarterTables, before: Quarter, changed: pd.DataFrame) -> list[str]:
    lang, told = tables.spec.lang, []
    moved = changed[changed["persons_change"].isin(["more", "fewer", "approximate"])]
    if len(moved):
        earlier = coverage_in(ReportSpec(before, lang), tables.data).coverage
        then, now = (_days(coverage, lang) for coverage in (earlier, tables.coverage))
        for row in moved.to_dict("records"):
            numbers = {"before": held_number(row, "_before", lang)}
            numbers |= {"after": held_number(row, "", lang)}
            said = {"day_before": then[row["bps_code"]], "day": now[row["bps_code"]]}
            key = f"story.{row['persons_change']}"
            told.append(say(key, lang, name=row["regency"], **numbers, **said))
    still = changed[changed["change"] == "still_enrolled"]
    for change in ("newly_counted", "no_longer_counted"):
        rows = still[still["persons_change"] == change]
        if len(rows):
            told.append(say(f"story.{change}", lang, named=named(rows, lang)))
    return told


def _days(coverage: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the day of each unit's number, where it has one."""
    rows = coverage[coverage["enrolled_persons"].notna()].to_dict("records")
    return {row["bps_code"]: when_of(row, lang) for row in rows}


def _disputes(changed: pd.DataFrame, lang: str) -> list[str]:
    """Say whose state became disputed, or is so no longer, where it stayed the same."""
    both = changed[changed["state"].isin(KNOWN) & changed["state"].eq(changed["state_before"])]
    became, ceased = (
        both[both["disputed"] & ~both["disputed_before"]],
        both[both["disputed_before"] & ~both["disputed"]],
    )
    told = []
    for key, rows in (("now_disputed", became), ("not_disputed", ceased)):
        if len(rows):
            told.append(say(f"story.{key}", lang, named=named(rows, lang)))
    return told


def tell_revisions(tables: QuarterTables, before: Quarter, changed: pd.DataFrame) -> list[str]:
    """Say what is held otherwise now of the earlier quarter than had been held then.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    before : Quarter
        The earlier quarter.
    changed : pandas.DataFrame
        What changed since; see ``changes_between``.

    Returns
    -------
    list of str
    """
    lang, told = tables.spec.lang, []
    revised = changed[changed["change"] == "revised"]
    held = revised["state_before"].where(revised["state_before"].isin(KNOWN), "unknown")
    for state in (*KNOWN, "unknown"):
        rows = revised[held == state]
        if len(rows):
            said = {"named": named(rows, lang), "quarter": before.label(lang)}
            told.append(say(f"story.revised_{state}", lang, **said))
    numbers = changed[changed["persons_change"] == "revised"]
    told += [_revised_number(row, before, lang) for row in numbers.to_dict("records")]
    return [*told, say("story.revised_means", lang)] if told else []


def _revised_number(row: Mapping[str, Any], before: Quarter, lang: str) -> str:
    """Say which number stands in whose place: two of one day, or another than was known then."""
    first, last = row["persons_before"], row["persons"]
    two_of_one_day = not pd.isna(first) and first != last
    old = held_number(row, "_before" if two_of_one_day else "_then", lang)
    said = {"name": row["regency"], "old": old}
    said["quarter"] = before.label(lang)
    if pd.isna(row["persons"]):
        return say("story.withdrawn_number", lang, **said)
    return say("story.revised_number", lang, new=held_number(row, "", lang), **said)
