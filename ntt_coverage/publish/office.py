"""An office's file in a notebook: what became of its rows, and what there is to look at."""

from pathlib import Path

import pandas as pd

from ntt_coverage.identity import checked_language
from ntt_coverage.intake.layout import find_tables
from ntt_coverage.intake.outcome import CleanedTable
from ntt_coverage.intake.personal import refuse_names, refuse_personal
from ntt_coverage.intake.tables import read_file
from ntt_coverage.language import say
from ntt_coverage.printed import printed_day, printed_value
from ntt_coverage.publish.blocks import Block, PageOnly, SubHeading
from ntt_coverage.publish.cleaned import Outcome
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.publish.sections import place_text
from ntt_coverage.publish.xlsx.words import word_of
from ntt_coverage.readable import text_of

__all__ = ["show_cells", "show_cleaning", "show_observations"]

MOST_ROWS = 60
"""Of a sheet that are shown: enough for 22 units, titles and footnotes."""

MOST_SHOWN = 200
"""Issues and figures that are listed; more are for the files of ``clean``, not for reading."""


def show_cells(path: Path, lang: str) -> Section:
    """Show the cells of a file as it was sent, unless they hold data of persons.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    Section
        The first rows of each sheet, by the numbers and letters that a spreadsheet shows.

    Raises
    ------
    SourceLayoutError
        If it cannot be read, or holds data of persons.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> from ntt_coverage.paths import ProjectPaths
    >>> sample = ProjectPaths.find().notebooks / "samples" / "contoh_rekap_kantor.xlsx"
    >>> nc.show_cells(sample, "id").name
    ''
    """
    checked_language(lang)
    sheets = read_file(path)
    refuse_personal(sheets)
    refuse_names(table for sheet in sheets for table in find_tables(sheet))
    parts: list[Block] = []
    for sheet in sheets:
        grid = sheet.grid.head(MOST_ROWS)
        with pd.option_context("display.max_colwidth", None):
            parts += [SubHeading(sheet.name or sheet.file)]
            parts += [PageOnly(f'<div class="wide">{grid.to_html(border=0)}</div>')]
        parts += _left_out("rows", sheet.n_rows - MOST_ROWS, lang)
    return section("", "", *parts)


def show_observations(cleaned: CleanedTable, lang: str) -> Section:
    """Show what the accepted rows say.

    Parameters
    ----------
    cleaned : CleanedTable
        What ``clean_file`` or ``clean_table`` returned.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    Section
        One row per figure; where there are very many, the first of them and how many more.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> from ntt_coverage.paths import ProjectPaths
    >>> sample = ProjectPaths.find().notebooks / "samples" / "contoh_rekap_kantor.xlsx"
    >>> nc.show_observations(nc.clean_file(sample), "id").blocks[0].names[:2]
    ('cell', 'place')
    """
    checked_language(lang)
    rows = [
        {
            "cell": row["place"],
            "place": place_text(row, lang),
            "indicator": say(f"indicator.{row['indicator']}", lang),
            "segment": word_of("segment", text_of(row["segment"]), lang),
            "value": printed_value(row, lang),
            "certainty": say(f"certainty.{row['certainty']}", lang),
            "as_of": printed_day(row["as_of"], row["as_of_precision"], lang),
        }
        for row in cleaned.observations.head(MOST_SHOWN).to_dict("records")
    ]
    if not rows:
        return section("", "", paragraph(say("office.no_figures", lang)))
    left = _left_out("figures", len(cleaned.observations) - MOST_SHOWN, lang)
    return section("", "", text_table(pd.DataFrame(rows), lang), *left)


def _left_out(what: str, number: int, lang: str) -> list[Block]:
    """Say how many more there are, of what is too long to be shown."""
    return [paragraph(say(f"office.more_{what}", lang, n=number))] if number > 0 else []


def show_cleaning(cleaned: CleanedTable, lang: str) -> Section:
    """Show how the rows of a file were counted, and what was found in them.

    Parameters
    ----------
    cleaned : CleanedTable
        What ``clean_file`` or ``clean_table`` returned.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    Section
        One sentence per sheet, then the issues: rejected ones first. A cell is named so that it
        can be given to ``clean_file`` as a repair.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> from ntt_coverage.paths import ProjectPaths
    >>> sample = ProjectPaths.find().notebooks / "samples" / "contoh_rekap_kantor.xlsx"
    >>> nc.show_cleaning(nc.clean_file(sample), "id").name
    ''
    """
    checked_language(lang)
    lines = Outcome(path=Path(cleaned.sheets[0].file), cleaned=cleaned).lines(lang)
    told = [paragraph(line) for line in lines[: len(cleaned.sheets)]]  # the others are of files
    if cleaned.issues.empty:
        return section("", "", *told, paragraph(say("office.no_issues", lang)))
    first = ["rejected", "flagged", "note"]
    issues = cleaned.issues.sort_values(
        "severity", key=lambda column: column.map(first.index), kind="stable"
    )
    rows = [
        {
            "severity": say(f"severity.{row['severity']}", lang),
            "cell": "!".join(filter(None, (row["sheet"], row["cell"] or str(row["row"] or "")))),
            "content": row["value"],
            "message": row[f"message_{lang}"],
            "suggestion": row["suggestion"],
        }
        for row in issues.head(MOST_SHOWN).to_dict("records")
    ]
    left = _left_out("issues", len(issues) - MOST_SHOWN, lang)
    return section("", "", *told, text_table(pd.DataFrame(rows), lang), *left)
