"""The report in sentences, and what changed since the quarter before as a table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.measures.changes import STILL
from ntt_coverage.narrative import narrate
from ntt_coverage.narrative.phrases import number_text
from ntt_coverage.pipeline import QuarterTables, coverage_in
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.series import changes_since

__all__ = ["show_changes", "show_story"]

SAME = ("same", "not_known")


def show_story(tables: QuarterTables) -> Section:
    """Show the sentences of the report.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section
        A paragraph for each passage of ``narrate``.
    """
    told = [paragraph(passage.text) for passage in narrate(tables)]
    return section("story", say("report.story", tables.spec.lang), *told)


def show_changes(tables: QuarterTables) -> Section:
    """Show what changed since the quarter before.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section
        A table of the units of which anything changed or was revised; one sentence where
        nothing did, or where nothing is known.
    """
    lang = tables.spec.lang
    before, changed = changes_since(tables)
    quarter = {"quarter": before.label(lang)}
    title = say("report.changes", lang, **quarter)
    rows = changed[
        ~(changed["change"].isin(STILL) & changed["persons_change"].isin(SAME))
        | changed["disputed"].ne(changed["disputed_before"])
    ]
    if rows.empty:
        form = "unknown" if changed["change"].eq("no_data").all() else "none"
        return section("changes", title, paragraph(say(f"report.changes_{form}", lang, **quarter)))
    earlier = coverage_in(ReportSpec(before, lang), tables.data).coverage
    then, now = (_persons(coverage, lang) for coverage in (earlier, tables.coverage))
    table = pd.DataFrame([_texts(row, then, now, lang) for row in rows.to_dict("records")])
    disputed = rows[["disputed_before", "disputed"]].to_numpy().any()
    return section(
        "changes",
        title,
        paragraph(say("report.changes_lead", lang)),
        text_table(table, lang),
        paragraph(f"* {say('state.disputed', lang)}") if disputed else "",
    )


def _persons(coverage: pd.DataFrame, lang: str) -> dict[str, str]:
    rows = coverage.assign(persons=coverage["enrolled_persons"]).to_dict("records")
    return {
        row["bps_code"]: "" if pd.isna(row["persons"]) else number_text(row, lang) for row in rows
    }


def _texts(
    row: Mapping[str, Any], then: Mapping[str, str], now: Mapping[str, str], lang: str
) -> dict[str, str]:
    def state(of: str) -> str:
        return say(f"state.{row[f'state{of}']}", lang) + (" *" if row[f"disputed{of}"] else "")

    return {
        "regency": row["regency"],
        "change": say(f"change.{row['change']}", lang),
        "state_before": state("_before"),
        "state": state(""),
        "persons_before": then[row["bps_code"]],
        "enrolled_persons": now[row["bps_code"]],
        "persons_change": say(f"persons_change.{row['persons_change']}", lang),
    }
