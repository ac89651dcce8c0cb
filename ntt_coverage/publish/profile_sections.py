"""A unit's profile, part by part, as a notebook shows it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_number, format_numbers, say
from ntt_coverage.measures.coverage import OLDEST_EVIDENCE_QUARTERS
from ntt_coverage.measures.evidence import SEGMENT
from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.pictures.history import draw_history
from ntt_coverage.pictures.locator import draw_locator
from ntt_coverage.printed import persons_number, printed_day, printed_period, rate_text
from ntt_coverage.profiles import RegencyProfile
from ntt_coverage.profiles.card import span_text, state_text
from ntt_coverage.profiles.history import spells_of
from ntt_coverage.profiles.names import base_figure, base_name
from ntt_coverage.publish.audit import correction_table, finding_table
from ntt_coverage.publish.blocks import Block, Folded, Links, PageOnly, Shown, SubHeading
from ntt_coverage.publish.costs_section import cost_table, rupiah
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.publish.sections import citation
from ntt_coverage.publish.statement_table import statement_table
from ntt_coverage.quarters import Quarter
from ntt_coverage.readable import text_of, without_empty
from ntt_coverage.wording import against_text, base_text, notes

__all__ = [
    "show_contested",
    "show_history",
    "show_needs",
    "show_neighbours",
    "show_place",
    "show_statements",
]


def show_place(unit: RegencyProfile) -> Section:
    """Show a unit's card, and where it lies.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_place(nc.profile("Ende", "2021Q4"))
    Section(name='place', title='Letak')
    """
    card, picture = PageOnly(unit._repr_html_()), Shown(draw_locator(unit))
    return section("place", say("profile.place", unit.spec.lang), card, picture)


def show_history(unit: RegencyProfile) -> Section:
    """Show what was known of a unit quarter by quarter, as a picture and as a table.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Section
        Quarters in a row of which the same is known are one row of the table.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_history(nc.profile("Ende", "2021Q4"))
    Section(name='history', title='Dari triwulan ke triwulan')
    """
    lang, title = unit.spec.lang, say("profile.history", unit.spec.lang)
    rows = spells_of(unit.history)
    if rows.empty:
        return section("history", title, paragraph(say("profile.history_none", lang)))
    table = pd.DataFrame(
        [
            {
                "span": span_text(row, lang),
                "state": state_text(row, lang),
                "enrolled_persons": persons_number(row, lang),
                "coverage_rate": rate_text(row, lang),
                # an agreement speaks of its whole term, as the row does of all its quarters
                "as_of": printed_period({**row, "period_start": row["holds_from"]}, lang),
                "source_id": text_of(row["source_id"]),
            }
            for row in rows.to_dict("records")
        ]
    ).assign(note=list(notes(rows.assign(age_quarters=0), lang)))
    # the age of a spell's last quarter is not that of its others: the day of the evidence tells
    disputed = unit.history["disputed"].any()
    return section(
        "history",
        title,
        Shown(draw_history(unit)),
        paragraph(say("profile.history_lead", lang, age=OLDEST_EVIDENCE_QUARTERS)),
        text_table(without_empty(table, ("enrolled_persons", "coverage_rate")), lang),
        paragraph(f"* {say('state.disputed', lang)}") if disputed else None,
    )


def show_statements(unit: RegencyProfile) -> Section:
    """Show everything that was ever stated of a unit, with office, source and address.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Section
        Statements on non-ASN staff, then all others; folded, the base figures; the sources.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_statements(nc.profile("Ende", "2021Q4"))
    Section(name='statements', title='Semua yang pernah dinyatakan')
    """
    lang, rows = unit.spec.lang, unit.statements
    parts: list[Block | None] = []
    if rows.empty:
        parts.append(paragraph(say("profile.said_none", lang, regency=unit.regency.name)))
    else:
        parts.append(paragraph(say("profile.said_lead", lang, n=format_number(len(rows), lang))))
    about = rows["segment"].eq(SEGMENT).fillna(False)
    for heading, told in (("non_asn", rows[about]), ("others", rows[~about])):
        if len(told):
            parts.append(SubHeading(say(f"profile.said_{heading}", lang)))
            table = statement_table(told, lang)
            # the heading says of which kind of worker
            known = table.drop(columns="segment") if heading == "non_asn" else table
            parts.append(text_table(known, lang))
    if len(unit.bases):
        table = text_table(_base_table(unit.bases, lang), lang)
        parts.append(Folded(say("profile.said_bases", lang), table))
    cited = {*rows["source_id"].dropna(), *unit.bases["source_id"].dropna()}
    sources = unit.data.sources[unit.data.sources["source_id"].isin(cited)]
    if len(sources):
        listed = [(citation(row, lang), row["address"]) for row in sources.to_dict("records")]
        parts += [SubHeading(say("profile.said_sources", lang)), Links(tuple(listed))]
    return section("statements", say("profile.said", lang), *parts)


def _base_table(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "indicator": base_name(row["indicator"], lang),
                "value": base_figure(row["value"], row["unit"], lang),
                "certainty": say(f"certainty.{row['certainty']}", lang),
                "as_of": printed_day(row["as_of"], row["as_of_precision"], lang),
                "source_id": text_of(row["source_id"]),
            }
            for row in rows.sort_values(["indicator", "as_of"]).to_dict("records")
        ]
    )


def show_contested(unit: RegencyProfile) -> Section:
    """Show what does not add up about a unit, and the documented corrections.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_contested(nc.profile("Ende", "2021Q4"))
    Section(name='contested', title='Pertentangan dan koreksi')
    """
    lang, findings = unit.spec.lang, findings_of(unit.checks)
    numbers = {
        "found": len(findings),
        "fits": len(unit.checks) - len(findings),
        "disputed": int(unit.history["disputed"].sum()),
    }
    lead = "contested_lead" if len(unit.checks) or numbers["disputed"] else "contested_none"
    parts: list[Block | None] = [
        paragraph(say(f"profile.{lead}", lang, **format_numbers(numbers, lang)))
    ]
    spells = spells_of(unit.history)
    disputed = spells[spells["disputed"]]
    if len(disputed):
        parts += [SubHeading(say("profile.disputed_states", lang)), _disputed_table(disputed, lang)]
    if len(findings):
        parts.append(text_table(finding_table(findings, unit.data, lang), lang))
    if len(unit.corrections):
        parts.append(SubHeading(say("profile.corrections", lang)))
        parts.append(text_table(correction_table(unit.corrections, lang), lang))
    return section("contested", say("profile.contested", lang), *parts)


def _disputed_table(spells: pd.DataFrame, lang: str) -> Block | None:
    """Say what speaks against a state, and when: a check of one quarter need not find it."""
    rows = [
        {
            "span": span_text(row, lang),
            "state": state_text(row, lang),
            "source_id": text_of(row["source_id"]),
            "note": against_text(row, lang),
        }
        for row in spells.to_dict("records")
    ]
    return text_table(pd.DataFrame(rows), lang)


def show_neighbours(unit: RegencyProfile) -> Section:
    """Show a unit beside its neighbours, and say whether their numbers can be compared.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Section
        Each figure has its own date and base beside it.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_neighbours(nc.profile("Ende", "2021Q4"))
    Section(name='neighbours', title='Tetangga yang berbatasan darat')
    """
    lang, near = unit.spec.lang, unit.neighbours
    relations = set(near["relation"])
    if len(relations) > 1:  # which of them lie across the sea is said beside their names
        across = [say("profile.neighbours_across", lang, regency=name) for name in near["regency"]]
        near = near.assign(regency=near["regency"].where(near["relation"] == "border", across))
    table = pd.DataFrame(
        [
            _beside(unit.row, "", lang),
            *(_beside(row, _comparison(row, lang), lang) for row in near.to_dict("records")),
        ]
    )
    rates = any(table["coverage_rate"])
    told = {"quarter": unit.spec.quarter.label(lang), "regency": unit.regency.name}
    disputed = any(text.endswith("*") for text in table["state"])
    relation = relations.pop() if len(relations) == 1 else "both"
    return section(
        "neighbours",
        say(f"profile.neighbours_{relation}", lang),
        paragraph(say("profile.neighbours_lead", lang, **told)),
        text_table(without_empty(table, ("enrolled_persons", "coverage_rate", "rate_base")), lang),
        paragraph(say("profile.neighbours_rates", lang)) if rates else None,
        paragraph(f"* {say('state.disputed', lang)}") if disputed else None,
    )


def _beside(row: Mapping[str, Any], comparison: str, lang: str) -> dict[str, str]:
    rate = rate_text(row, lang)
    return {
        "regency": row["regency"],
        "state": state_text(row, lang),
        "enrolled_persons": persons_number(row, lang),
        "as_of": printed_day(row["as_of"], row["as_of_precision"], lang),
        "source_id": text_of(row["source_id"]),
        "coverage_rate": rate,
        "rate_base": base_text(row, lang) if rate else "",
        "comparison": comparison,
    }


def _comparison(row: Mapping[str, Any], lang: str) -> str:
    if row["comparison"] != "other_quarter":
        return say(f"compare.{row['comparison']}", lang)
    apart = int(row["quarters_apart"])
    return say("compare.newer" if apart > 0 else "compare.older", lang, n=abs(apart))


def show_needs(unit: RegencyProfile) -> Section:
    """Show what enrolling the remaining staff would cost, or why that is not known.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Section
        For the profile's quarter; where that is not known, also the newest earlier one for
        which it is.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_needs(nc.profile("Ende", "2021Q4"))
    Section(name='needs', title='Biaya agar semua terdaftar')
    """
    lang, costs = unit.spec.lang, unit.costs
    own = costs[costs["quarter"] == str(unit.spec.quarter)]
    known = costs[costs["cost"].notna() & (costs["quarter"] < str(unit.spec.quarter))].tail(1)
    parts: list[Block | None] = [paragraph(say("profile.needs_lead", lang))]
    for row in own.to_dict("records"):
        if pd.isna(row["cost"]):
            quarter = unit.spec.quarter.label(lang)
            parts.append(paragraph(say(f"need.{row['reason']}", lang, quarter=quarter)))
        else:
            parts.append(text_table(cost_table(own, lang), lang))
        if not pd.isna(row["monthly"]):
            parts.append(paragraph(_for_one(row, unit)))
    if len(known) and own["cost"].isna().all():
        quarter = Quarter.parse(known["quarter"].iloc[0]).label(lang)
        parts.append(paragraph(say("profile.needs_earlier", lang, quarter=quarter)))
        parts.append(text_table(cost_table(known, lang), lang))
    return section("needs", say("profile.needs", lang), *parts)


def _for_one(row: Mapping[str, Any], unit: RegencyProfile) -> str:
    lang, rates = unit.spec.lang, unit.data.rates
    amounts = {"monthly": rupiah(row["monthly"], lang)}
    amounts["yearly"] = rupiah(row["monthly"] * row["months"], lang)
    used = rates.loc[rates["rate_id"].isin(row["rate_id"].split("|")), "source_id"]
    return say("profile.needs_one", lang, **amounts, sources=", ".join(used.unique()))
