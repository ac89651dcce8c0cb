"""What every column of a report's tables means, in both languages.

The workbook, its data dictionary and the documentation read it from here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from ntt_coverage.language import LANGUAGES, say
from ntt_coverage.packaged import packaged_table

__all__ = ["Field", "described_fields", "field_of", "shown_fields"]

FORMS = {"i": "count", "f": "number", "M": "day", "b": "truth"}
"""How a column that nobody described is written, by the kind of its type."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column of a table, as a reader meets it.

    Parameters
    ----------
    name : str
        As in the CSV.
    heading : str
        Key of its heading; "" where nobody described the column.
    form : str
        How it is written: ``code``, ``text``, ``list``, ``area``, ``count``, ``number``,
        ``rate``, ``day``, ``published``, ``reading``, or a key of ``xlsx.words.WORDS``.
    unit, blank : str
        Keys of its unit and of what a blank cell means.
    meaning : mapping of str to str
        By language.
    """

    name: str
    heading: str
    form: str
    unit: str
    blank: str
    meaning: Mapping[str, str]

    def title(self, lang: str) -> str:
        """Return the heading.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        return say(self.heading, lang) if self.heading else self.name


@cache
def described_fields() -> Mapping[tuple[str, str], Field]:
    """Return every column that is described.

    Returns
    -------
    mapping of (str, str) to Field
        By table and column, in the order of ``dictionary.csv``.
    """
    return {
        (table, row["field"]): Field(
            name=row["field"],
            heading=row["heading"],
            form=row["form"],
            unit=row["unit"],
            blank=row["blank"],
            meaning={lang: row[lang] for lang in LANGUAGES},
        )
        for row in packaged_table(__package__, "dictionary.csv")
        for table in row["tables"].split("|")
    }


def field_of(table: str, column: pd.Series) -> Field:
    """Return what is said of a column.

    Parameters
    ----------
    table : str
        Name of the table, such as ``"coverage_by_regency"``.
    column : pandas.Series
        The column, with its name.

    Returns
    -------
    Field
        Of a column that nobody described: its name, written as its type suggests.
    """
    name = str(column.name)
    form = FORMS.get(column.dtype.kind, "text")
    unsaid = Field(name=name, heading="", form=form, unit="", blank="", meaning={})
    return described_fields().get((table, name), unsaid)


def shown_fields(columns: Iterable[str], lang: str) -> list[str]:
    """Leave out what is said a second time, in the other language.

    Parameters
    ----------
    columns : iterable of str
        Such as ``message_id`` and ``message_en``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of str
    """
    listed = list(columns)
    twins = {
        f"{name.removesuffix(lang)}{other}"
        for name in listed
        if name.endswith(f"_{lang}")
        for other in LANGUAGES
        if other != lang
    }
    return [name for name in listed if name not in twins]
