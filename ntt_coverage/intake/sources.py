"""Raw tables as text, every row knowing its file and line; sources with their dates."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from ntt_coverage.errors import SourceLayoutError, UnreadableValueError
from ntt_coverage.intake.dates import SourceDates, parse_period
from ntt_coverage.intake.schema import DENOMINATOR_COLUMNS, SOURCE_COLUMNS, STATEMENT_COLUMNS
from ntt_coverage.language import MOVING
from ntt_coverage.paths import existing

__all__ = [
    "read_denominators",
    "read_sources",
    "read_statements",
    "read_text_table",
    "source_dates",
    "with_days",
]


LONGEST_CELL = 1_000
CONTROL = rf"(?![\t\n]){MOVING.pattern}|[\ufffe\uffff]"
"""Characters that no text holds: a drawing with one cannot be opened, or they turn what follows."""


def read_text_table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """Read a CSV as text: a cell that is empty is "", never a number, never NaN.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    columns : tuple of str
        Those that it must have, in the order in which they are returned.

    Returns
    -------
    pandas.DataFrame
        Its rows in order, with ``file`` and ``row`` (line of the file).

    Raises
    ------
    SourceLayoutError
        If the file is missing or cannot be read, lacks a column, or holds an odd cell.
    """
    existing(path)
    try:
        # Without a header, pandas refuses a row that is longer than the first and shifts none.
        cells = pd.read_csv(
            path, header=None, dtype=str, na_filter=False, skip_blank_lines=False,
            encoding="utf-8-sig",
        )  # fmt: skip
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as fault:
        raise SourceLayoutError(
            "unreadable_file", file=path.name, fault=str(fault).strip()
        ) from fault
    header = cells.iloc[0].tolist()
    missing = [name for name in columns if header.count(name) != 1]
    if missing:
        raise SourceLayoutError("missing_columns", file=path.name, columns=", ".join(missing))
    table = cells.iloc[1:].set_axis(header, axis="columns").loc[:, list(columns)]
    table = table.assign(file=path.name, row=table.index + 1)
    for column in columns:
        odd = table[column].str.len().gt(LONGEST_CELL) | table[column].str.contains(CONTROL)
        if odd.any():
            row = table[odd].iloc[0]
            why = UnreadableValueError("odd_cell", longest=LONGEST_CELL)
            value = re.sub(CONTROL, "?", row[column][:40])
            raise SourceLayoutError(
                "bad_cell", file=path.name, row=row["row"], column=column, value=value, fault=why
            )
    return table.loc[(cells.iloc[1:] != "").any(axis="columns")].reset_index(drop=True)


def read_statements(paths: list[Path]) -> pd.DataFrame:
    """Read files of statements, one row per printed number or flag.

    Parameters
    ----------
    paths : list of pathlib.Path
        CSV files with the columns of ``schema.STATEMENT_COLUMNS``.

    Returns
    -------
    pandas.DataFrame
        The files' rows in order, all text, with ``file`` and ``row`` (line of the file).

    Raises
    ------
    SourceLayoutError
        If there is no file, one cannot be read, or one lacks a column.
    """
    if not paths:
        raise SourceLayoutError("missing_file", file="statements_*.csv", folder="raw")
    return pd.concat([read_text_table(p, STATEMENT_COLUMNS) for p in paths], ignore_index=True)


def read_sources(path: Path) -> pd.DataFrame:
    """Read the table of sources, one row per source.

    Parameters
    ----------
    path : pathlib.Path
        CSV with the columns of ``schema.SOURCE_COLUMNS``.

    Returns
    -------
    pandas.DataFrame
        Text columns, ``published`` (last day the publication may be of; NaT if unknown) and
        ``reference`` (day that undated figures refer to; NaT if unknown).

    Raises
    ------
    SourceLayoutError
        If the file is missing, lacks a column, repeats a source, or a date cannot be read.
    """
    table = read_text_table(path, SOURCE_COLUMNS)
    twice = table["source_id"].duplicated() | table["source_id"].eq("")
    if twice.any():
        row = table[twice].iloc[0]
        cell = {"row": row["row"], "column": "source_id", "value": row["source_id"]}
        fault = UnreadableValueError("repeated_id", value=row["source_id"])
        raise SourceLayoutError("bad_cell", file=path.name, fault=fault, **cell)
    return with_days(table)


def with_days(table: pd.DataFrame) -> pd.DataFrame:
    """Add to sources the days that they were published and that they refer to.

    Parameters
    ----------
    table : pandas.DataFrame
        Text columns of ``schema.SOURCE_COLUMNS``, with ``file`` and ``row``.

    Returns
    -------
    pandas.DataFrame
        With ``published`` and ``reference``; NaT where not known.

    Raises
    ------
    SourceLayoutError
        If a date cannot be read.
    """
    return table.assign(
        published=_last_days(table, "date_published"), reference=_last_days(table, "reference_date")
    )


def _last_days(table: pd.DataFrame, column: str) -> pd.Series:
    unknown = SourceDates(published=None)
    days: list[date | None] = []
    for text, file, row in zip(table[column], table["file"], table["row"], strict=True):
        try:
            days.append(parse_period(_iso_date(text), unknown).last if text else None)
        except UnreadableValueError as fault:
            raise SourceLayoutError(
                "bad_cell", file=file, row=row, column=column, value=text, fault=fault
            ) from fault
    return pd.Series(pd.to_datetime(days), index=table.index, dtype="datetime64[s]")


def _iso_date(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise UnreadableValueError("date", value=text)
    return text


def source_dates(sources: pd.DataFrame) -> Mapping[str, SourceDates]:
    """Return what each source says of its own time.

    Parameters
    ----------
    sources : pandas.DataFrame
        As returned by `read_sources`.

    Returns
    -------
    mapping of str to SourceDates
        Keyed by source_id.
    """
    days = {
        column: [None if pd.isna(day) else day.date() for day in sources[column]]
        for column in ("published", "reference")
    }
    return {
        key: SourceDates(published=published, reference=reference)
        for key, published, reference in zip(
            sources["source_id"], days["published"], days["reference"], strict=True
        )
    }


def read_denominators(path: Path) -> pd.DataFrame:
    """Read the figures that a share may stand on, one row per figure, as text.

    Parameters
    ----------
    path : pathlib.Path
        CSV with the columns of ``schema.DENOMINATOR_COLUMNS``.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    SourceLayoutError
        If the file is missing or lacks a column.
    """
    return read_text_table(path, DENOMINATOR_COLUMNS)
