"""How things stand: who enrols, who does not, of whom nothing is known, who is disputed."""

from collections.abc import Iterator

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.measures.counts import count_states, count_unknown
from ntt_coverage.narrative.phrases import by_number, day_said, named, source_of
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.printed import printed_day

__all__ = ["tell_disputes", "tell_enrolled", "tell_not_enrolled", "tell_unknown"]

SAME_EVIDENCE = ["basis", "source_id", "as_of", "as_of_precision", "list_size", "list_universe",
                 "holds_from", "holds_to"]  # fmt: skip


def tell_enrolled(tables: QuarterTables) -> list[str]:
    """Say how many enrol and who, by which source and as of when.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    list of str
        Sentences, here and in the functions that follow.
    """
    lang, coverage = tables.spec.lang, tables.coverage
    enrolled = coverage[coverage["state"] == "enrolled"]
    told = [_count(tables)]
    told += [
        say(f"story.enrolled_{rows['basis'].iloc[0]}", lang, **_evidence(tables, rows))
        for rows in _by_evidence(enrolled)
    ]
    return told + _age(coverage[coverage["state"].isin(["enrolled", "not_enrolled"])], lang)


def _count(tables: QuarterTables) -> str:
    lang, counts = tables.spec.lang, count_states(tables.coverage)
    number, unknown, everyone = int(counts["enrolled"]), count_unknown(counts), int(counts.sum())
    said = {"quarter": tables.spec.quarter.label(lang), "all": everyone, "no_data": unknown}
    if unknown == everyone:
        return say("story.finding_nothing", lang, **said)
    if number:
        form = "story.finding_part" if unknown else "story.finding_full"
        return by_number(form, number, lang, n=number, **said)
    if not unknown:
        return say("story.finding_full_none", lang, **said)
    known = everyone - unknown
    return by_number("story.finding_zero", known, lang, known=known, **said)


def _by_evidence(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Group units whose state rests on the same evidence, the latest first."""
    latest_first = rows.sort_values("as_of", ascending=False, kind="stable")
    for _, same in latest_first.groupby(SAME_EVIDENCE, sort=False, dropna=False):
        yield same


def _evidence(tables: QuarterTables, rows: pd.DataFrame) -> dict[str, str]:
    """Say of units that rest on the same evidence who they are, what it is and of when."""
    lang, row = tables.spec.lang, rows.to_dict("records")[0]
    return {
        "named": named(rows, lang),
        "source": source_of(tables.data.sources, row["source_id"], lang),
        "when": day_said(row["as_of"], row["as_of_precision"], lang),
        "first": printed_day(row["holds_from"], "day", lang),
        "last": printed_day(row["holds_to"], "day", lang),
        "size": "" if pd.isna(row["list_size"]) else str(row["list_size"]),
        "universe": "" if pd.isna(row["list_universe"]) else str(row["list_universe"]),
    }


def _age(known: pd.DataFrame, lang: str) -> list[str]:
    """Say how old the evidence is where none of it is of the quarter itself."""
    ages = known["age_quarters"]
    if known.empty or not ages.min():
        return []
    if ages.min() == ages.max():
        return [by_number("story.age", int(ages.min()), lang, n=int(ages.min()))]
    return [say("story.age_span", lang, low=int(ages.min()), high=int(ages.max()))]


def tell_not_enrolled(tables: QuarterTables) -> list[str]:
    """Say how many do not enrol, and whether that is stated or implied by a complete list.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    list of str
    """
    lang, coverage = tables.spec.lang, tables.coverage
    rows = coverage[coverage["state"] == "not_enrolled"]
    if rows.empty:
        return []
    told = [say("story.not_enrolled", lang, named=named(rows, lang))]
    for same in _by_evidence(rows):
        said = _evidence(tables, same)
        if same["basis"].iloc[0] != "implied":
            counted = same["basis"].iloc[0] in ("count", "agreement")
            told.append(say(f"story.denied_{'count' if counted else 'statement'}", lang, **said))
        elif len(same) == len(rows):
            told.append(by_number("story.implied", len(rows), lang, **said))
        else:
            told.append(say("story.implied_part", lang, **said))
    return told


def tell_unknown(tables: QuarterTables) -> list[str]:
    """Say of how many nothing is known, and what was last known of them.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    list of str
    """
    lang, coverage = tables.spec.lang, tables.coverage
    told = []
    rows = coverage[coverage["state"] == "no_data"]
    if len(rows):
        if len(rows) < len(coverage):
            told.append(say("story.no_data", lang, named=named(rows, lang)))
        told.append(say("story.no_data_means", lang))
    for state in ("enrolled", "not_enrolled"):
        old = rows[rows["last_known_state"] == state]
        if len(old):
            told.append(say(f"story.last_{state}", lang, told=_days(old, lang)))
    if rows["last_known_state"].notna().any():
        told.append(say("story.old", lang))
    secret = coverage[coverage["state"] == "suppressed"]
    if len(secret):
        told.append(say("story.suppressed", lang, named=named(secret, lang)))
    return told


def _days(old: pd.DataFrame, lang: str) -> str:
    """Name the units of each day: "Kabupaten Ende (26 November 2019); Kota Kupang (2020)"."""
    latest_first = old.sort_values("as_of", ascending=False, kind="stable")
    groups = latest_first.groupby(["as_of", "as_of_precision"], sort=False)
    return "; ".join(
        say("story.of_day", lang, named=named(rows, lang), when=printed_day(day, precision, lang))
        for (day, precision), rows in groups
    )


def tell_disputes(tables: QuarterTables) -> list[str]:
    """Say whose state is disputed and what speaks against it.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    list of str
    """
    lang, coverage = tables.spec.lang, tables.coverage
    told = [
        say(
            f"story.against_{row['against']}",
            lang,
            name=row["regency"],
            source=source_of(tables.data.sources, row["against_source_id"], lang),
            when=printed_day(row["against_as_of"], row["against_precision"], lang),
        )
        for row in coverage[coverage["disputed"]].to_dict("records")
    ]
    return [*told, say("story.against_keeps", lang)] if told else []
