"""What changed since the quarter before, and what was only revised."""

from collections.abc import Iterator, Mapping
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
        *_joined_and_left(tables, before, changed),
        *_news(tables, before, changed),
        *_persons(tables, before, changed),
        *_disputes(changed, lang),
    ]
    if not told:
        if not changed[["state_before", "state"]].isin(KNOWN).to_numpy().any():
            return []
        told = [say("story.no_change", lang)]
    since = say("story.since", lang, quarter=before.label(lang), told=told[0])
    return [since, *map(capital, told[1:])]


def _joined_and_left(tables: QuarterTables, before: Quarter, changed: pd.DataFrame) -> list[str]:
    lang, told = tables.spec.lang, []
    for change in ("joined", "left"):
        rows = changed[changed["change"] == change]
        told += [
            by_number(f"story.{change}", len(same), lang, named=named(same, lang), days=days)
            for days, same in _by_days(tables, before, rows)
        ]
    left = changed[changed["change"] == "left"]
    if len(left) and left["implied"].all():
        told.append(by_number("story.left_implied", len(left), lang))
    return told


def _by_days(
    tables: QuarterTables, before: Quarter, rows: pd.DataFrame
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Group units of which both states are known by what they were, what they are, and when."""
    if rows.empty:
        return
    lang = tables.spec.lang
    earlier = coverage_in(ReportSpec(before, lang), tables.data).coverage
    days = (
        rows["bps_code"]
        .map(_states(earlier, lang))
        .str.cat(rows["bps_code"].map(_states(tables.coverage, lang)), sep="; ")
    )
    for told, same in rows.groupby(days, sort=False):
        yield str(told), same


def _states(coverage: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the state of each unit that has one with its day: "mendaftarkan: 2021"."""
    rows = coverage[coverage["state"].isin(KNOWN)].to_dict("records")
    return {
        row["bps_code"]: say(
            "story.state_implied" if row["basis"] == "implied" else "story.state_of",
            lang,
            state=say(f"state.{row['state']}", lang).lower(),
            when=when_of(row, lang),
        )
        for row in rows
    }


def _news(tables: QuarterTables, before: Quarter, changed: pd.DataFrame) -> list[str]:
    lang, told = tables.spec.lang, []
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
    unlike = new[new["state_before"].isin(KNOWN) & new["state_before"].ne(new["state"])]
    told += [
        say("story.news_since", lang, named=named(same, lang), days=days)
        for days, same in _by_days(tables, before, unlike)
    ]
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
    then, persons = changed["state_then"], changed["persons_then"]
    revised = changed[then.isin(KNOWN) & then.ne(changed["state_before"])]
    held = revised["state_before"].where(revised["state_before"].isin(KNOWN), "unknown")
    for state in (*KNOWN, "unknown"):
        rows = revised[held == state]
        if len(rows):
            said = {"named": named(rows, lang), "quarter": before.label(lang)}
            told.append(say(f"story.revised_{state}", lang, **said))
    other = persons.gt(0) & persons.ne(changed["persons_before"]).fillna(True)
    of_one_day = changed["persons_change"].eq("revised") & changed["persons_before"].ne(
        changed["persons"]
    )
    for rows, old, new in ((other, "_then", "_before"), (of_one_day, "_before", "")):
        told += [
            _revised_number(row, (old, new), before, lang)
            for row in changed[rows.fillna(False)].to_dict("records")
        ]
    return [*told, say("story.revised_means", lang)] if told else []


def _revised_number(
    row: Mapping[str, Any], pair: tuple[str, str], before: Quarter, lang: str
) -> str:
    """Say which number stands in whose place."""
    old, new = (held_number(row, of, lang) for of in pair)
    said = {"name": row["regency"], "old": old, "quarter": before.label(lang)}
    if not new:
        return say("story.withdrawn_number", lang, **said)
    return say("story.revised_number", lang, new=new, **said)
