"""How printed numbers relate, where their words do not tell: a table that analysts write."""

import re
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from ntt_coverage.errors import SourceLayoutError, UnreadableValueError
from ntt_coverage.intake.schema import ISSUE_MODEL
from ntt_coverage.intake.sources import read_text_table

__all__ = [
    "RELATION_COLUMNS",
    "RELATION_RULES",
    "checked_relations",
    "no_relations",
    "read_relations",
    "unknown_keys",
]

RELATION_COLUMNS = ("relation_id", "rule", "whole", "parts", "closed", "months", "note")
RELATION_RULES = {
    "parts": (1, 99),  # the parts of the whole
    "complement": (2, 2),  # the one and the other of the total
    "share": (2, 2),  # the share and its numerator, of the denominator
    "per_unit": (1, 99),  # what sums to the total of the 22, of a number for each
    "contribution": (1, 99),  # the workers, of an amount
}
"""How many statements may stand in ``parts``, and what they are of ``whole``."""


def no_relations() -> pd.DataFrame:
    """Return a table of relations without rows.

    Returns
    -------
    pandas.DataFrame
    """
    return pd.DataFrame(columns=list(RELATION_COLUMNS), dtype="str")


def read_relations(path: Path) -> pd.DataFrame:
    """Read a table of relations, one row per relation.

    Parameters
    ----------
    path : pathlib.Path
        CSV with the columns ``RELATION_COLUMNS``.

    Returns
    -------
    pandas.DataFrame
        Text columns, with ``file`` and ``row``.

    Raises
    ------
    SourceLayoutError
        If the file is missing, lacks a column, or a row cannot be understood.
    """
    return checked_relations(read_text_table(path, RELATION_COLUMNS))


def checked_relations(table: pd.DataFrame) -> pd.DataFrame:
    """Check a table of relations.

    Parameters
    ----------
    table : pandas.DataFrame
        Text columns ``RELATION_COLUMNS``, with ``file`` and ``row``.

    Returns
    -------
    pandas.DataFrame
        The same.

    Raises
    ------
    SourceLayoutError
        If a row cannot be understood.
    """
    table = table.assign(
        whole=table["whole"].str.strip(),
        parts=table["parts"].str.replace(r"[\s|]*\|[\s|]*", "|", regex=True).str.strip("| "),
    )
    for row in table.to_dict("records"):
        least, most = RELATION_RULES.get(row["rule"], (0, -1))
        parts = row["parts"].split("|") if row["parts"] else []
        wrong = (
            "rule" if most < 0
            else "whole" if not row["whole"]
            else "parts" if not least <= len(parts) <= most
            else "closed" if row["closed"] not in ("", "yes", "no")
            else "months" if row["months"] and not re.fullmatch(r"[1-9][0-9]?", row["months"])
            else None
        )  # fmt: skip
        if wrong:
            fault = UnreadableValueError("unknown_word", value=row[wrong])
            cell = {"row": row["row"], "column": wrong, "value": row[wrong]}
            raise SourceLayoutError("bad_cell", file=row["file"], fault=fault, **cell)
    return table


def unknown_keys(relations: pd.DataFrame, known: Collection[str]) -> pd.DataFrame:
    """List the relations to statements that are not there: they are passed over.

    Parameters
    ----------
    relations : pandas.DataFrame
        As returned by `checked_relations`.
    known : collection of str
        Keys of the statements and figures.

    Returns
    -------
    pandas.DataFrame
        One row per relation, as ``schema.ISSUE_MODEL`` says.
    """
    rows = []
    for row in relations.to_dict("records"):
        missing = [key for key in f"{row['whole']}|{row['parts']}".split("|") if key not in known]
        if missing:
            fault = UnreadableValueError("unknown_statement", value=", ".join(missing))
            rows.append(
                {
                    "file": row["file"], "sheet": "", "row": row["row"], "column": "parts",
                    "cell": "", "value": ", ".join(missing), "severity": "rejected",
                    "reason": fault.key, "message_id": fault.say("id"),
                    "message_en": fault.say("en"), "suggestion": "",
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(ISSUE_MODEL.columns))
