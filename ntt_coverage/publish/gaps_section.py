"""What is missing of a unit, since when, and whom to ask for it."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_date, format_number, say
from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.noted import noted_text
from ntt_coverage.printed import persons_number, printed_day
from ntt_coverage.profiles import RegencyProfile
from ntt_coverage.profiles.card import state_text
from ntt_coverage.publish.blocks import Block, SubHeading
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.readable import text_of, whole_number

__all__ = ["show_gaps"]

NO_OFFICE = ("reporter", "headline")
REMARK = re.compile(r"\s*\([^()]*\)$")
"""How an office came to be quoted: "(dikutip berita)"."""


def show_gaps(unit: RegencyProfile) -> Section:
    """Show what is not known of a unit, how old the newest answers are, and whom to ask.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Section
        A table with a row for each question, the questions to send, and what is known of each
        other kind of worker.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_gaps(nc.profile("Ende", "2021Q4"))
    Section(name='gaps', title='Yang belum diketahui dan kepada siapa bertanya')
    """
    lang, gaps = unit.spec.lang, unit.gaps
    quarter = unit.spec.quarter.label(lang)
    told = {"quarters": format_number(len(unit.history), lang), "quarter": quarter}
    asked = [paragraph(_question(row, unit)) for row in gaps[gaps["wanted"]].to_dict("records")]
    parts: list[Block | None] = [
        paragraph(say("profile.gaps_lead", lang, **told)),
        text_table(_gap_table(gaps, lang), lang),
        SubHeading(say("profile.questions", lang)),
        *(asked or [paragraph(say("profile.gaps_none", lang, quarter=quarter))]),
    ]
    open_ = len(findings_of(unit.checks))
    if open_:
        parts.append(paragraph(say("gap.ask_findings", lang, n=format_number(open_, lang))))
    offices = _offices(unit.statements, lang)
    if offices:
        said = {"regency": unit.regency.name, "offices": "; ".join(offices)}
        parts.append(paragraph(say("gap.said_before", lang, **said)))
    parts += [
        paragraph(say("profile.template", lang)),
        SubHeading(say("profile.others", lang, quarter=quarter)),
        text_table(_others_table(unit.others, lang), lang),
    ]
    return section("gaps", say("profile.gaps", lang), *parts)


def _gap_table(gaps: pd.DataFrame, lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "question": say(f"gap.{row['question']}", lang),
                "quarters_known": _known(row, lang),
                "missing": row["missing"].replace("|", ", ").replace("-", "–")
                or say("gap.none_missing", lang),
                "newest": printed_day(row["as_of"], row["as_of_precision"], lang)
                or say("gap.never", lang),
                "age_quarters": whole_number(row["age_quarters"], lang),
                "source_id": text_of(row["source_id"]),
            }
            for row in gaps.to_dict("records")
        ]
    )  # fmt: skip


def _known(row: Mapping[str, Any], lang: str) -> str:
    numbers = {"n": row["quarters_known"], "all": row["quarters"], "held": row["quarters_held"]}
    return say("gap.known_held" if row["quarters_held"] else "gap.known", lang, **numbers)


def _question(row: Mapping[str, Any], unit: RegencyProfile) -> str:
    """Write a question as it can be sent, with the day that an answer should be of."""
    lang, quarter, name = unit.spec.lang, unit.spec.quarter, unit.regency.name
    return say(
        f"gap.ask_{row['question']}",
        lang,
        government=say("gap.government", lang, regency=name),
        regency=name,
        office=say(f"gap.office_{row['office']}", lang, regency=name),
        day=format_date(quarter.last_day, lang),
        year=quarter.year,
    )


def _offices(statements: pd.DataFrame, lang: str) -> list[str]:
    """Name who has given a figure of the unit; a paper that reports is no office."""
    figures = statements[["value", "value_low", "value_high"]].notna().any(axis="columns")
    words = statements["indicator"].eq("date") | statements["unit"].eq("flag")
    own = statements[statements["scope"].eq("own") & ~words & figures]
    offices = [text for text in own["stated_by"].dropna() if text not in ("", *NO_OFFICE)]
    # one office is noted in more than one way: under two names, or with a remark after it
    once = {_bare(noted_text(text, "id")).casefold(): text for text in reversed(offices)}
    return [_bare(noted_text(text, lang)) for text in reversed(once.values())]


def _bare(office: str) -> str:
    return REMARK.sub("", office)


def _others_table(others: pd.DataFrame, lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "segment": say(f"segment.{row['segment']}", lang),
                "state": _state(row, lang),
                "enrolled_persons": persons_number(row, lang),
                "as_of": printed_day(row["as_of"], row["as_of_precision"], lang),
                "source_id": text_of(row["source_id"]),
            }
            for row in others.to_dict("records")
        ]
    )


def _state(row: Mapping[str, Any], lang: str) -> str:
    known = row["state"] != "no_data" or not pd.isna(row["last_known_state"])
    return state_text(row, lang, row["segment"]) if known else say("profile.not_known", lang)
