"""How many: persons, rates, costs, and what does not add up among the printed numbers."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_date, format_number, join_texts, percent_of, say
from ntt_coverage.measures.evidence import CERTAINTY_RANK, SEGMENT
from ntt_coverage.narrative.phrases import by_number, day_said, number_text, source_of, when_of
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.printed import printed_day, rate_text
from ntt_coverage.regencies import PROVINCE_CODE

__all__ = ["tell_checks", "tell_cost", "tell_persons", "tell_rates"]

OF_THE_PROVINCE = ("enrolled_persons", "uncovered_persons")
OF_DAYS = ("weekday", "date_order")
"""Rules about dates: a wrong day matters less than a wrong number."""

MOST_FINDINGS = 2
MOST_SUMMANDS = 5
"""More are counted, not written out."""


def tell_persons(tables: QuarterTables) -> list[str]:
    """Say how many persons are enrolled where a number is known, each with its day.

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
    counted = _counted(enrolled, tables.known)
    told = []
    if counted:
        listed = join_texts([_persons_of(row, lang) for row in counted], lang)
        form = "all" if len(counted) == len(enrolled) else "some"
        numbers = {"known": len(counted), "n": len(enrolled)} if form == "some" else {}
        told.append(say(f"story.persons_{form}", lang, told=listed, **numbers))
        told += [_corrected(row, lang) for row in counted if not pd.isna(row["corrected_value"])]
        if len({when_of(row, lang) for row in counted}) > 1:
            told.append(say("story.no_sum", lang))
    elif len(enrolled):
        told.append(say("story.persons_none", lang))
    return told + _of_the_province(tables)


def _counted(enrolled: pd.DataFrame, known: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the units with a number, or with the bounds that their evidence prints."""
    bounds = known.loc[
        known["indicator"].eq("enrolled_persons")
        & (known["value_low"].notna() | known["value_high"].notna()),
        ["statement_id", "value_low", "value_high", "value_text"],
    ]
    rows = enrolled.assign(persons=enrolled["enrolled_persons"]).merge(
        bounds, on="statement_id", how="left", validate="many_to_one"
    )
    return rows[rows["persons"].notna() | rows["value_text"].notna()].to_dict("records")


def _persons_of(row: Mapping[str, Any], lang: str) -> str:
    number, when = number_text(row, lang), when_of(row, lang)
    return say("story.persons_of", lang, name=row["regency"], number=number, when=when)


def _corrected(row: Mapping[str, Any], lang: str) -> str:
    reading = format_number(row["corrected_value"], lang)
    if row["correction_source"]:
        reading = say("story.by", lang, reading=reading, source=row["correction_source"])
    said = {"name": row["regency"], "printed": number_text(row, lang), "reading": reading}
    return say(f"story.corrected_{row['correction_status']}", lang, **said)


def _of_the_province(tables: QuarterTables) -> list[str]:
    """Say what sources print of the whole province; it is spread over nobody."""
    lang, known = tables.spec.lang, tables.known
    rows = known[
        known["bps_code"].eq(PROVINCE_CODE)
        & known["segment"].eq(SEGMENT)
        & known["indicator"].isin(OF_THE_PROVINCE)
        & known["unit"].eq("persons")
        & known["certainty"].isin(list(CERTAINTY_RANK))
    ].assign(persons=known["value"])
    told = []
    same = rows.groupby(["source_id", "known_on", "as_of_precision"], sort=False)
    for (source, day, precision), group in same:
        parts = [
            say(f"story.province_{row['indicator']}", lang, number=number_text(row, lang))
            for row in group.to_dict("records")
        ]
        said = {"source": source_of(tables.data.sources, source, lang)}
        said |= {"told": join_texts(parts, lang), "when": day_said(day, precision, lang)}
        told.append(say("story.province", lang, **said))
    return [*told, say("story.province_apart", lang)] if told else []


def tell_rates(tables: QuarterTables) -> list[str]:
    """Say which part of the staff is enrolled, of how many, and of when both numbers are.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    list of str
    """
    lang, coverage = tables.spec.lang, tables.coverage
    enrolled = coverage[coverage["state"] == "enrolled"]
    rated = enrolled[enrolled["coverage_rate"].notna()]
    if rated.empty:
        return [say("story.rate_none", lang)] if len(enrolled) else []
    return [_rate_of(row, tables) for row in rated.to_dict("records")]


def _rate_of(row: Mapping[str, Any], tables: QuarterTables) -> str:
    lang = tables.spec.lang
    base = {"persons": row["eligible_persons"], "certainty": row["base_certainty"]}
    above = percent_of(float(row["coverage_rate"])) > 100
    return say(
        "story.rate_above" if above else "story.rate",
        lang,
        name=row["regency"],
        enrolled=number_text({**row, "persons": row["enrolled_persons"]}, lang),
        eligible=number_text(base, lang),
        rate=rate_text(row, lang),
        when=when_of(row, lang),
        base_when=printed_day(row["base_as_of"], row["base_precision"], lang),
        source=source_of(tables.data.sources, row["base_source_id"], lang),
    )


def tell_cost(tables: QuarterTables) -> list[str]:
    """Say what enrolling the others would cost, and why that is not known elsewhere.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    list of str
    """
    lang, costs = tables.spec.lang, tables.costs
    known = costs[costs["cost"].notna()]
    told = [_cost_of(row, lang) for row in known.to_dict("records")]
    if told:
        told.append(say("story.cost_means", lang))
    reasons = costs.loc[costs["cost"].isna(), "reason"].value_counts(sort=False)
    return told + [
        say(f"story.cost_{reason}", lang, number=number, all=len(costs))
        for reason, number in reasons.items()
    ]


def _cost_of(row: Mapping[str, Any], lang: str) -> str:
    amounts = {
        key: say("text.rupiah", lang, n=format_number(int(row[key]), lang))
        for key in ("cost", "monthly")
    }
    if not row["uncovered_persons"]:
        return say("story.cost_nothing", lang, name=row["regency"], cost=amounts["cost"])
    persons = format_number(int(row["uncovered_persons"]), lang)
    said = {"name": row["regency"], "persons": persons, "months": row["months"]}
    return say("story.cost", lang, **said, **amounts)


def tell_checks(tables: QuarterTables) -> list[str]:
    """Say how many printed statements of the quarter do not add up, and which matter most.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    list of str
    """
    lang, checks = tables.spec.lang, tables.checks
    findings = checks[checks["severity"] != "fits"]
    if checks.empty:
        return []
    if findings.empty:
        return [by_number("story.checks_fit", len(checks), lang, n=len(checks))]
    counts = {kind: int(findings["severity"].eq(kind).sum()) for kind in
              ("contradiction", "question")}  # fmt: skip
    parts = [by_number(f"story.{kind}s", n, lang, n=n) for kind, n in counts.items() if n]
    first = next(n for n in counts.values() if n)
    found = "story.checks_found_one" if first == 1 else "story.checks_found"
    told = "; ".join(_finding(row, tables) for row in _weightiest(findings, tables))
    only = "story.checks_only" if len(findings) == 1 else "story.checks_first"
    return [say(found, lang, told=join_texts(parts, lang)), say(only, lang, told=told)]


def _weightiest(findings: pd.DataFrame, tables: QuarterTables) -> list[dict[str, Any]]:
    """Pick findings that share no statement.

    Numbers come before days, contradictions before questions, non-ASN staff before others.
    """
    segments = tables.data.checkable.set_index("statement_id")["segment"]
    keys = findings["statement_ids"].str.split("|")
    own = keys.map(lambda ids: segments.reindex(ids).eq(SEGMENT).any())
    ranked = findings.assign(
        of_days=findings["rule"].isin(OF_DAYS),
        question=findings["severity"].eq("question"),
        others=~own.astype(bool),
    ).sort_values(["of_days", "question", "others"], kind="stable")
    chosen: list[dict[str, Any]] = []
    told: set[str] = set()
    for row in ranked.to_dict("records"):
        ids = set(row["statement_ids"].split("|"))
        if not ids & told and len(chosen) < MOST_FINDINGS:
            chosen.append(row)
            told |= ids
    return chosen


def _finding(row: Mapping[str, Any], tables: QuarterTables) -> str:
    """Write a finding: "Kabupaten Kupang (bagian dan keseluruhan): 1 + 2 = 3, tercetak 4"."""
    lang, sums = tables.spec.lang, row[f"arithmetic_{tables.spec.lang}"]
    left, _, rest = sums.partition(" = ")
    summands = left.count(" + ") + 1
    if summands > MOST_SUMMANDS:
        sums = say("story.summands", lang, n=summands, told=rest)
    rule = say(f"rule.{row['rule']}", lang)
    said = {"place": row["region"], "rule": rule[0].lower() + rule[1:], "arithmetic": sums}
    told = say("story.check_of", lang, **said)
    if not row["reading_value"]:
        return told
    texts = tables.data.checkable.set_index("statement_id")["value_text"]
    reading = _reading(row["reading_value"], lang)
    printed = texts[row["reading_statement"]]
    return say("story.meant", lang, told=told, reading=reading, printed=printed)


def _reading(value: str, lang: str) -> str:
    """Write a likely reading, which is a number or a day."""
    if value.count("-") == 2:
        return format_date(pd.Timestamp(value).date(), lang)
    return format_number(float(value), lang)
