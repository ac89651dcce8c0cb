"""The data dictionary of the workbook: every sheet and column, in the reader's language."""

from collections.abc import Iterable, Mapping

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.publish.dictionary import Field
from ntt_coverage.publish.xlsx.words import codes_text

__all__ = ["DICTIONARY", "dictionary_table"]

DICTIONARY = "data_dictionary"
"""Its name among the tables; it describes itself too."""

COLUMNS = ("sheet", "heading", "file", "field", "meaning", "codes", "unit", "blank")


def dictionary_table(
    sheets: Iterable[tuple[str, str, Iterable[Field]]], files: Iterable[str], lang: str
) -> pd.DataFrame:
    """Describe every column of every sheet.

    Parameters
    ----------
    sheets : iterable of (str, str, iterable of Field)
        Name of the sheet, name of its table, its columns.
    files : iterable of str
        The tables that are files too.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        One row per column: ``sheet, heading, file, field, meaning, codes, unit, blank``; what
        does not apply is blank.
    """
    named = {table: f"{table}.csv" for table in files}
    rows = [
        {"sheet": sheet, "file": named.get(table, ""), **_described(field, lang)}
        for sheet, table, fields in sheets
        for field in fields
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _described(field: Field, lang: str) -> Mapping[str, str]:
    return {
        "heading": field.title(lang),
        "field": field.name,
        "meaning": field.meaning.get(lang, ""),
        "codes": codes_text(field.form, lang),
        "unit": say(field.unit, lang) if field.unit else "",
        "blank": say(field.blank, lang) if field.blank else "",
    }
