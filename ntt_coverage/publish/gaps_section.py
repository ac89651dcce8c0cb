"""What is missing of a unit, since when, and whom to ask for it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_date, format_number, say
from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.profiles import RegencyProfile
from ntt_coverage.profiles.names import office_text
from ntt_coverage.publish.blocks import Block, SubHeading
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.readable import whole_number
from ntt_coverage.wording import printed_day, printed_value

__all__ = ["show_gaps"]


def show_gaps(unit: RegencyProfile) -> Section:
    """Show what is not known of a unit, how old the newest answers are, and whom to ask.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Section
        A table with a row for each question, the questions to send, and the newest count of
        each other kind of worker.

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
        SubHeading(say("profile.others", lang)),
        text_table(_others_table(unit.others, lang), lang),
    ]
    return section("gaps", say("profile.gaps", lang), *parts)


def _gap_table(gaps: pd.DataFrame, lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "question": say(f"gap.{row['question']}", lang),
                "quarters_known": say("gap.known", lang, n=row["quarters_known"],
                                      all=row["quarters"]),
                "missing": row["missing"].replace("|", ", ").replace("-", "–")
                or say("gap.none_missing", lang),
                "newest": printed_day(row["as_of"], row["as_of_precision"], lang)
                or say("gap.never", lang),
                "age_quarters": whole_number(row["age_quarters"], lang),
                "source_id": "" if pd.isna(row["source_id"]) else row["source_id"],
            }
            for row in gaps.to_dict("records")
        ]
    )  # fmt: skip


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
    """Name who has spoken of the unit; a paper that reports is no office."""
    named = [text for text in statements["stated_by"].dropna() if text]
    offices = [text for text in named if text not in ("reporter", "headline")]
    return [office_text(text, lang) for text in dict.fromkeys(offices)]


def _others_table(others: pd.DataFrame, lang: str) -> pd.DataFrame:
    never = say("gap.never", lang)
    return pd.DataFrame(
        [
            {
                "segment": say(f"segment.{row['segment']}", lang),
                "value": printed_value(row, lang) if isinstance(row["unit"], str) else never,
                "as_of": printed_day(row["known_on"], row["as_of_precision"], lang),
                "source_id": "" if pd.isna(row["source_id"]) else row["source_id"],
            }
            for row in others.to_dict("records")
        ]
    )
