"""The tables that a report carries, as text files that a spreadsheet cannot run."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from ntt_coverage.measures.counts import states_by_quarter
from ntt_coverage.pictures.themes import status_theme
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.quarters import Quarter
from ntt_coverage.series import changes_since, series_until
from ntt_coverage.wording import base_text, notes

__all__ = [
    "COVERAGE_COLUMNS", "coverage_table", "history_of", "inert_table", "report_tables",
    "write_table",
]  # fmt: skip

COVERAGE_COLUMNS = (
    "bps_code", "kemendagri_code", "regency", "kind", "state", "disputed", "last_known_state",
    "enrolled_persons", "eligible_persons", "coverage_rate", "base", "as_of", "age_quarters",
    "source_id", "note",
)  # fmt: skip

HISTORY_COLUMNS = (
    "bps_code", "regency", "quarter", "state", "disputed", "enrolled_persons",
    "eligible_persons", "coverage_rate", "as_of", "age_quarters", "source_id",
)  # fmt: skip


def coverage_table(tables: QuarterTables) -> pd.DataFrame:
    """Return the table behind the map, one row per unit in registry order.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    pandas.DataFrame
        22 rows with the columns ``COVERAGE_COLUMNS``; ``base`` and ``note`` in the language
        of the report; missing means not known.
    """
    lang, coverage = tables.spec.lang, tables.coverage
    return _in_text(coverage).assign(
        base=[base_text(row, lang) for row in coverage.to_dict("records")],
        note=notes(coverage, lang),
    )[list(COVERAGE_COLUMNS)]


def _in_text(coverage: pd.DataFrame) -> pd.DataFrame:
    """Write flags and days of a coverage as a CSV has them."""
    return coverage.assign(
        disputed=coverage["disputed"].map({True: "true", False: "false"}),
        as_of=coverage["as_of"].dt.strftime("%Y-%m-%d"),
        coverage_rate=coverage["coverage_rate"].round(4),
    )


def history_of(tables: QuarterTables) -> pd.DataFrame:
    """Return the 22 units in every quarter up to the one of the report.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    pandas.DataFrame
        As ``Dataset.series``, from the first quarter with a figure; the quarter of the report
        alone where it lies before that.
    """
    series = series_until(tables.data, tables.spec.quarter)
    if series.empty:
        return tables.coverage.assign(quarter=tables.spec.quarter.ordinal)
    return series


def _history_table(tables: QuarterTables) -> pd.DataFrame:
    history = _in_text(history_of(tables))
    quarters = [str(Quarter.from_ordinal(int(number))) for number in history["quarter"]]
    return history.assign(quarter=quarters)[list(HISTORY_COLUMNS)]


def report_tables(tables: QuarterTables) -> dict[str, pd.DataFrame]:
    """Return every table of a report by its file name.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``coverage_by_regency``, ``changes_since_quarter_before``, ``states_by_quarter`` and
        ``history_by_regency_quarter`` (up to this one), ``state_counts``,
        ``figures_in_quarter``, ``observations`` (of all quarters), ``sources``,
        ``statement_checks``, ``issues``, ``costs_by_regency``.
    """
    theme = status_theme(tables)
    counts = [(each.key, "state", n) for each, n in theme.legend()]
    counts += [(each.key, "mark", n) for each, n in theme.marks()]
    return {
        "coverage_by_regency": coverage_table(tables),
        "changes_since_quarter_before": changes_since(tables)[1],
        "states_by_quarter": states_by_quarter(history_of(tables)),
        "history_by_regency_quarter": _history_table(tables),
        "state_counts": pd.DataFrame(counts, columns=["state", "kind", "regencies"]),
        "figures_in_quarter": tables.known,
        "observations": tables.data.cleaned.observations,
        "sources": tables.data.sources.drop(columns=["file", "row", "published", "reference"]),
        "statement_checks": tables.checks,
        "issues": tables.data.cleaned.issues,
        "costs_by_regency": tables.costs,
    }


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV in which no cell is a formula.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table.
    path : pathlib.Path
        The file. A text that a spreadsheet would run (``=``, ``+``, ``@``, a tab, or a dash
        before anything but a number) gets an apostrophe before it.
    """
    inert_table(table).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def inert_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which no cell is a formula; see `write_table`.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table.

    Returns
    -------
    pandas.DataFrame
    """
    return table.apply(_inert_column)


def _inert_column(column: pd.Series) -> pd.Series:
    """Look at each distinct text once."""
    if not isinstance(column.dtype, pd.StringDtype) and column.dtype != object:
        return column
    codes, distinct = pd.factorize(column)
    safe = np.array([*(_inert(text) for text in distinct), None], dtype=object)
    return pd.Series(safe[codes], index=column.index, name=column.name)


def _inert(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    runs = re.match(r"[=+@＝＋－＠\t\r\n\0]|-(?!$|[\d.,\s]*$)|.*[;\t]\s*[=+@]", cell)
    lines = re.sub(r"\r\n?", "\n", cell)  # a bare \r is not quoted and would begin a new row
    return f"'{lines}" if runs else lines
