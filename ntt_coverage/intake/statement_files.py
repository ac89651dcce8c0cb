"""Files of statements from anywhere, told by their headers: statements, sources, relations.

They are read as leniently as is honest: a column that is not needed may be missing, a source
need not be known. What a row needs is asked of it, and a row that lacks it is named.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from ntt_coverage.errors import SourceLayoutError, UnreadableValueError
from ntt_coverage.intake.cleaning import Cleaned, clean_statements, with_segment_words
from ntt_coverage.intake.dates import UNDATED_YEAR, SourceDates, parse_period
from ntt_coverage.intake.grids import Kind, Sheet
from ntt_coverage.intake.personal import (
    refuse_personal,
    refuse_personal_name,
    refuse_personal_parts,
)
from ntt_coverage.intake.raw import read_raw
from ntt_coverage.intake.relations import (
    RELATION_COLUMNS,
    checked_relations,
    no_relations,
)
from ntt_coverage.intake.schema import SOURCE_COLUMNS, STATEMENT_COLUMNS
from ntt_coverage.intake.sources import source_dates, with_days
from ntt_coverage.intake.units import read_unit

__all__ = ["StatementFiles", "read_statement_files"]

CONTROL = r"[\x00-\x1f\x7f]"
NO_KEY = r"[|\x00-\x1f\x7f]"
"""Keys are joined by "|"; characters that no text holds would move the cursor of a screen."""

NEEDED = {
    "statements": ("statement_id", "region_text", "indicator_text", "value_text", "unit_text"),
    "sources": ("source_id", "date_published"),
    "relations": ("relation_id", "rule", "whole", "parts"),
}
"""Columns that tell what a file is; all others may be missing."""


@dataclass(frozen=True, kw_only=True)
class StatementFiles:
    """What files of statements say.

    Parameters
    ----------
    cleaned : Cleaned
        Observations, with ``segment_text`` as printed, and the rows that could not be read.
    sources : pandas.DataFrame
        ``source_id, published``, and what else is known of each source.
    relations : pandas.DataFrame
        As returned by ``relations.read_relations``.
    """

    cleaned: Cleaned
    sources: pd.DataFrame
    relations: pd.DataFrame


def read_statement_files(paths: Sequence[Path], sources: pd.DataFrame) -> StatementFiles:
    """Read files of statements, of their sources and of their relations.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        CSV or workbooks; a sheet is told by its headers.
    sources : pandas.DataFrame
        Sources that are known anyway; those of the files go before them.

    Returns
    -------
    StatementFiles

    Raises
    ------
    SourceLayoutError
        If a file cannot be read, or no file holds statements.
    """
    tables: dict[str, list[pd.DataFrame]] = {sort: [] for sort in NEEDED}
    for path in paths:
        for sort, table in _tables(Path(path)):
            tables[sort].append(table)
    if not tables["statements"]:
        raise SourceLayoutError(
            "no_statements", file=", ".join(Path(path).name for path in paths),
            columns=", ".join(NEEDED["statements"]),
        )  # fmt: skip
    known = pd.concat([*map(with_days, tables["sources"]), sources]).drop_duplicates("source_id")
    statements = pd.concat(tables["statements"], ignore_index=True)
    dates = {**_dates_within(statements), **_dated(source_dates(known))}
    read = clean_statements(statements.assign(note="", certainty_text=""), dates, reader="check")
    observations = with_segment_words(read.observations, statements)
    relations = [checked_relations(table) for table in tables["relations"]]
    return StatementFiles(
        cleaned=replace(read, observations=observations),
        sources=known,
        relations=pd.concat([no_relations(), *relations]),
    )


def _dated(dates: Mapping[str, SourceDates]) -> dict[str, SourceDates]:
    return {key: each for key, each in dates.items() if each.published}


def _tables(path: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    found = False
    refuse_personal_name(path)
    sheets = read_raw(path)
    refuse_personal_parts(path)
    for sheet in sheets:
        heads = [column.cell(0)[0].strip() for column in sheet.columns if sheet.n_rows]
        for sort, needed in NEEDED.items():
            if set(needed) <= set(heads):
                found = True
                if sort != "sources":  # addresses of pages hold long numbers
                    refuse_personal([sheet])
                yield sort, _frame(sheet, heads, sort)
    if not found:
        raise SourceLayoutError(
            "no_statements", file=path.name, columns=", ".join(NEEDED["statements"])
        )


def _frame(sheet: Sheet, heads: list[str], sort: str) -> pd.DataFrame:
    """Return a sheet below its header as text, with every column of its sort."""
    twice = [head for head in heads if head and heads.count(head) > 1]
    if twice:
        raise SourceLayoutError("missing_columns", file=sheet.file, columns=twice[0])
    cells = {
        head: [column.texts[code] for code in column.codes[1:]]
        for head, column in zip(heads, sheet.columns, strict=True)
        if head
    }
    columns = {
        "statements": STATEMENT_COLUMNS, "sources": SOURCE_COLUMNS, "relations": RELATION_COLUMNS
    }[sort]  # fmt: skip
    table = pd.DataFrame(cells, dtype="str")
    for name in columns:
        if name not in table:
            table[name] = ""
    table = table.apply(lambda column: column.str.replace(CONTROL, " ", regex=True))
    table = table[list(columns)].assign(file=sheet.file, row=range(2, len(table) + 2))
    table = table[(table[list(columns)] != "").any(axis="columns")]
    if sort != "statements":
        return table
    odd = table["statement_id"].str.contains(NO_KEY)
    if odd.any():
        row = table[odd].iloc[0]
        cell = {"row": row["row"], "column": "statement_id", "value": repr(row["statement_id"])}
        fault = UnreadableValueError("odd_key")
        raise SourceLayoutError("bad_cell", file=sheet.file, fault=fault, **cell)
    return _with_forms(table, sheet, heads)


def _with_forms(table: pd.DataFrame, sheet: Sheet, heads: list[str]) -> pd.DataFrame:
    """Say how each value is written: a true number of a workbook has plain digits."""
    column = sheet.columns[heads.index("value_text")]
    kinds = pd.Series(column.kinds[column.codes[1:]]).set_axis(range(2, sheet.n_rows + 1))
    kind = table["row"].map(kinds)
    true = kind.isin([Kind.NUMBER, Kind.PERCENT])
    percent = kind == Kind.PERCENT
    values = table["value_text"].mask(percent, table["value_text"].map(_hundredfold))
    printed = table["form"].where(table["form"] != "", "printed")
    return table.assign(
        value_text=values,
        form=printed.mask(true, "transcribed"),
        source_id=table["source_id"].where(table["source_id"] != "", sheet.file),
    )


def _hundredfold(text: str) -> str:
    """Return the percentage that a cell shows: 0.637 is shown as 63.7%."""
    try:
        return f"{100 * float(text):.10g}"
    except ValueError:
        return text


def _dates_within(statements: pd.DataFrame) -> dict[str, SourceDates]:
    """Date each source by the latest full date that it prints; it is not when it appeared."""
    dates = {}
    nowhere = date(UNDATED_YEAR, 1, 1)
    for key, rows in statements.groupby("source_id", sort=False):
        told = rows["value_text"][rows["unit_text"].map(read_unit) == "date"]
        cells = dict.fromkeys([*rows["period_text"], *told])
        days = [day for cell in cells if (day := _full_day(cell))]
        latest = max(days, default=nowhere)
        dates[str(key)] = SourceDates(published=latest, reference=latest)
    return dates


def _full_day(text: str) -> date | None:
    if not re.search(r"[12][0-9]{3}", text):
        return None
    try:
        return parse_period(text, SourceDates(published=None)).last
    except UnreadableValueError:
        return None
