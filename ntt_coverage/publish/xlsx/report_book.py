"""The report's workbook: the tile map as plain cells, the history, and every table on a sheet.

It holds no formula, no macro and no picture: what a reader sees are cells to copy and sort.
A blank cell is not known; a zero is known to be none.
"""

import re
from collections.abc import Mapping
from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook

from ntt_coverage.language import say
from ntt_coverage.pictures.themes import status_theme
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.publish.dictionary import Field, described_fields, field_of, shown_fields
from ntt_coverage.publish.tables import history_of
from ntt_coverage.publish.workbooks import AUTHOR, FIXED_TIME, INERT_OPTIONS, plain
from ntt_coverage.publish.xlsx.cells import cells_of_column
from ntt_coverage.publish.xlsx.dictionary import DICTIONARY, dictionary_table
from ntt_coverage.publish.xlsx.history import write_history
from ntt_coverage.publish.xlsx.sheets import Book, Column, write_table
from ntt_coverage.publish.xlsx.tiles import write_tiles

__all__ = ["SHEETS", "report_workbook"]

SHEETS = (
    "tiles", "coverage_by_regency", "history", "history_by_regency_quarter", "states_by_quarter",
    "changes_since_quarter_before", "figures_in_quarter", "observations", "sources", "issues",
    "statement_checks", "costs_by_regency",
)  # fmt: skip
"""In their order; a table that is not named here follows them, and the dictionary is last."""

DRAWN = ("tiles", "history")
"""Sheets that are no table."""

ON_TILES = "state_counts"
"""The legend of the tile map says the same."""


def report_workbook(tables: QuarterTables, named: Mapping[str, pd.DataFrame]) -> bytes:
    """Write the workbook of a report.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    named : mapping of str to pandas.DataFrame
        What ``report_tables`` returned for them.

    Returns
    -------
    bytes
        A whole XLSX file; the same tables give the same bytes. The first sheet is the tile
        map; the tables follow under names in the reader's language, codes as words; the last
        sheet says what every column means.
    """
    content = BytesIO()
    workbook = Workbook(content, INERT_OPTIONS)
    lang, said = tables.spec.lang, _said(tables)
    workbook.set_properties(
        {"title": plain(tables.headline), "subject": said, "author": AUTHOR, "created": FIXED_TIME}
    )
    book, history = Book(book=workbook, lang=lang, title=said), history_of(tables)
    write_tiles(book, book.sheet(_sheet_name("tiles", lang)), status_theme(tables))
    shown = {name: _fields(name, named, lang) for name in _order(named)}
    precise = {"coverage_by_regency": tables.coverage, "history_by_regency_quarter": history}
    for name, fields in shown.items():
        if name == "history":
            write_history(book, book.sheet(_sheet_name(name, lang)), history)
        elif name not in DRAWN:
            _write(book, name, _dated(named[name], precise.get(name)), fields)
    listed = [(_sheet_name(name, lang), name, fields) for name, fields in shown.items()]
    own = _described(DICTIONARY)
    listed.append((_sheet_name(DICTIONARY, lang), DICTIONARY, own))
    _write(book, DICTIONARY, dictionary_table(listed, named, lang), own)
    workbook.close()
    return content.getvalue()


def _said(tables: QuarterTables) -> str:
    lang = tables.spec.lang
    place, quarter = say("report.place", lang), tables.spec.quarter.label(lang)
    return say("xlsx.subject", lang, title=say("report.title", lang), place=place, quarter=quarter)


def _order(named: Mapping[str, pd.DataFrame]) -> list[str]:
    known = [name for name in SHEETS if name in named or name in DRAWN]
    return known + [name for name in named if name not in (*SHEETS, ON_TILES)]


def _sheet_name(name: str, lang: str) -> str:
    """Name a sheet; of a table that has no name yet the file's, as far as Excel takes it."""
    own = name in (*SHEETS, DICTIONARY)
    return say(f"xlsx.{name}", lang) if own else re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def _described(name: str) -> list[Field]:
    return [field for (table, _), field in described_fields().items() if table == name]


def _fields(name: str, named: Mapping[str, pd.DataFrame], lang: str) -> list[Field]:
    if name in DRAWN:
        return _described(name)
    return [field_of(name, named[name][each]) for each in shown_fields(named[name], lang)]


def _dated(table: pd.DataFrame, precise: pd.DataFrame | None) -> pd.DataFrame:
    """Say how precisely the days of a table are known whose file does not."""
    if precise is None:
        return table
    return table.assign(as_of_precision=precise["as_of_precision"].to_numpy())


def _write(book: Book, name: str, table: pd.DataFrame, fields: list[Field]) -> None:
    columns = [
        Column(
            name=field.name,
            heading=field.title(book.lang),
            form=field.form,
            cells=cells_of_column(table, field, book.lang),
        )
        for field in fields
    ]
    write_table(book, book.sheet(_sheet_name(name, book.lang)), columns)
