"""Tables as a person reads them: words for codes, numbers and days of the reader's language."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ntt_coverage.language import format_number, say
from ntt_coverage.measures.evidence import SEGMENT
from ntt_coverage.printed import base_number, persons_number, printed_day, rate_text
from ntt_coverage.segments import say_of
from ntt_coverage.wording import base_text, notes

__all__ = [
    "NUMBERS",
    "as_html",
    "readable_coverage",
    "text_of",
    "whole_number",
    "without_empty",
]

NUMBERS = (
    "enrolled_persons", "eligible_persons", "coverage_rate", "age_quarters", "value",
    "uncovered_persons", "monthly", "cost", "persons_before", "persons_then", "base_persons",
    "per_residents",
)  # fmt: skip
"""Columns that are written to the right."""

MAY_BE_EMPTY = (
    "enrolled_persons", "coverage_rate", "eligible_persons", "base", "base_persons", "rate_base",
    "per_residents",
)  # fmt: skip


def readable_coverage(
    coverage: pd.DataFrame, lang: str, segment: str = SEGMENT, base: str = "own"
) -> pd.DataFrame:
    """Write the states of a quarter as texts.

    Parameters
    ----------
    coverage : pandas.DataFrame
        As returned by ``coverage_by_regency``, with its corrections.
    lang : str
        ``"id"`` or ``"en"``.
    segment, base : str
        The kind of worker; what its rates stand on.

    Returns
    -------
    pandas.DataFrame
        A row per unit in the same order: ``regency, state`` (starred where disputed),
        ``enrolled_persons, eligible_persons, coverage_rate, base`` (day and source of the head
        count), ``as_of, age_quarters, source_id, note``; blank where not known. Of other kinds
        of workers and other bases the base is ``base_persons`` and ``rate_base``. A column of
        which nothing is known is left out: it would only make the others narrow.
    """
    rows = coverage.to_dict("records")
    states = coverage["state"].map(lambda state: say_of(segment, f"state.{state}", lang))
    texts = pd.DataFrame(
        {
            "regency": coverage["regency"],
            "state": states.where(~coverage["disputed"], states + " *"),
            "enrolled_persons": [persons_number(row, lang) for row in rows],
            "eligible_persons": [base_number(row, lang) for row in rows],
            "coverage_rate": [rate_text(row, lang) for row in rows],
            "base": [_day_of_base(row, lang) for row in rows],
            "as_of": [printed_day(row["as_of"], row["as_of_precision"], lang) for row in rows],
            "age_quarters": [whole_number(row["age_quarters"], lang) for row in rows],
            "source_id": coverage["source_id"].fillna(""),
            "note": notes(coverage, lang, segment),
        }
    )
    if (segment, base) != (SEGMENT, "own"):  # the headings of the others speak of non-ASN staff
        bases = [base_text(row, lang, segment=segment, base=base) for row in rows]
        names = {"eligible_persons": "base_persons", "base": "rate_base"}
        if base != "own":
            names["coverage_rate"] = "per_residents"
        texts = texts.assign(base=bases).rename(columns=names)
    empty = [name for name in MAY_BE_EMPTY if name in texts and not any(texts[name])]
    return texts.drop(columns=empty)


def _day_of_base(row: Mapping[str, Any], lang: str) -> str:
    """Say when the head count beside it is of, and who gives it."""
    when = printed_day(row["base_as_of"], row["base_precision"], lang)
    return f"{when} ({row['base_source_id']})" if when else ""


def whole_number(value: Any, lang: str) -> str:
    """Write a whole number, or nothing where it is not known.

    Parameters
    ----------
    value : int or missing
        Such as persons.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    return "" if pd.isna(value) else format_number(int(value), lang)


def as_html(texts: pd.DataFrame, lang: str, *, title: str = "", lines: str = "") -> str:
    """Write a table of texts for a notebook, under its finding.

    Parameters
    ----------
    texts : pandas.DataFrame
        Its headings are the words of its columns' names.
    lang : str
        ``"id"`` or ``"en"``.
    title, lines : str
        What stands over it.

    Returns
    -------
    str
        HTML; every text is escaped.
    """
    named = texts.rename(columns=lambda name: say(f"col.{name}", lang))
    to_the_right = [say(f"col.{name}", lang) for name in texts if name in NUMBERS]
    # the library numbers its tables at random; one name keeps a notebook the same
    table = named.style.hide(axis="index").format(escape="html").set_uuid("table")
    table = table.set_properties(**{"text-align": "left"})
    table = table.set_properties(subset=to_the_right, **{"text-align": "right"})
    headed = [
        {"selector": f"th.col{at}", "props": f"text-align: {side} !important"}
        for at, name in enumerate(texts)
        for side in ["right" if name in NUMBERS else "left"]
    ]
    table = table.set_table_styles(headed)
    under = "<br>".join(map(html.escape, lines.splitlines()))
    over = f"<p><b>{html.escape(title)}</b><br>{under}</p>" if title else ""
    return over + table.to_html()


def text_of(value: Any) -> str:
    """Return a value as text, blank where it is missing.

    Parameters
    ----------
    value : object
        From a table.

    Returns
    -------
    str
    """
    return "" if pd.isna(value) else str(value)


def without_empty(table: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Leave out columns that tell nothing of any row.

    Parameters
    ----------
    table : pandas.DataFrame
        Of texts.
    names : sequence of str
        Which columns may be left out.

    Returns
    -------
    pandas.DataFrame
    """
    return table.drop(columns=[name for name in names if not any(table[name])])
