"""The report in sentences, and what changed since the quarter before as a table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.measures.changes import changed_units
from ntt_coverage.narrative import narrate
from ntt_coverage.narrative.phrases import held_number
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.series import changes_since

__all__ = ["show_changes", "show_story"]


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

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_story(nc.coverage("2019Q3"))
    Section(name='story', title='Ringkasan')
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

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_changes(nc.coverage("2019Q4", "en"))
    Section(name='changes', title='What changed since Q3 2019')
    """
    lang = tables.spec.lang
    before, changed = changes_since(tables)
    quarter = {"quarter": before.label(lang)}
    title = say("report.changes", lang, **quarter)
    rows = changed_units(changed)
    if rows.empty:
        form = "unknown" if changed["change"].eq("no_data").all() else "none"
        return section("changes", title, paragraph(say(f"report.changes_{form}", lang, **quarter)))
    table = pd.DataFrame([_texts(row, lang) for row in rows.to_dict("records")])
    disputed = rows[["disputed_before", "disputed"]].to_numpy().any()
    return section(
        "changes",
        title,
        paragraph(say("report.changes_lead", lang)),
        text_table(table.drop(columns=_idle(rows)), lang),
        paragraph(f"* {say('state.disputed', lang)}") if disputed else None,
    )


def _idle(rows: pd.DataFrame) -> list[str]:
    """Name the columns that tell nothing of these units and only make the others narrow."""
    idle = []
    if rows["state_then"].eq(rows["state_before"]).all():
        idle.append("state_then")
    then = rows["persons_then"]
    if not (then.notna() & then.ne(rows["persons_before"]).fillna(True)).any():
        idle.append("persons_then")
    if rows["persons_change"].eq("not_known").all():
        idle += ["persons_before", "enrolled_persons", "persons_change"]
    return idle


def _texts(row: Mapping[str, Any], lang: str) -> dict[str, str]:
    def state(of: str) -> str:
        told = say(f"state.{row[f'state{of}']}", lang)
        if row.get(f"implied{of}", False):
            told = say("state.implied", lang, state=told)
        return told + (" *" if row.get(f"disputed{of}", False) else "")

    return {
        "regency": row["regency"],
        "change": say(f"change.{row['change']}", lang),
        "state_then": state("_then"),
        "state_before": state("_before"),
        "state": state(""),
        "persons_then": held_number(row, "_then", lang),
        "persons_before": held_number(row, "_before", lang),
        "enrolled_persons": held_number(row, "", lang),
        "persons_change": ""
        if row["persons_change"] == "not_known"
        else say(f"persons_change.{row['persons_change']}", lang),
    }
