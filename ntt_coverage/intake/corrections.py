"""Readings of printed figures that are very probably misprints; the figures stay as they are.

A correction names the figure that it expects, so that it can never be put on another one.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import yaml

from ntt_coverage.errors import SourceLayoutError, UnreadableValueError
from ntt_coverage.intake.values import Convention, parse_quantity

__all__ = ["CORRECTION_KEYS", "CORRECTION_MODEL", "read_corrections"]

CORRECTION_KEYS = (
    "statement_id", "column", "expect", "reading", "status", "source_id", "reason_id", "reason_en",
)  # fmt: skip
CORRECTED_COLUMNS = ("value_text",)
STATUSES = ("confirmed", "probable")
"""Another source prints the reading; or only arithmetic or the calendar speak for it."""

TEXT = "tag:yaml.org,2002:str"

CORRECTION_MODEL = pa.DataFrameSchema(
    {
        "statement_id": pa.Column(str, unique=True, description="the statement"),
        "column": pa.Column(str, pa.Check.isin(CORRECTED_COLUMNS), description="its column"),
        "expect": pa.Column(str, description="what is printed there"),
        "reading": pa.Column(str, description="what was very probably meant"),
        "value": pa.Column(float, nullable=True, description="the reading; missing for dates"),
        "status": pa.Column(str, pa.Check.isin(STATUSES), description="how sure it is"),
        "source_id": pa.Column(str, description="source that supports it; blank if none"),
        "reason_id": pa.Column(str, description="why, in Indonesian"),
        "reason_en": pa.Column(str, description="why, in English"),
    },
    strict=True,
)
"""One row per corrected statement."""


def read_corrections(
    path: Path, statements: pd.DataFrame, *, known: Collection[str] | None = None
) -> pd.DataFrame:
    """Read the corrections, and prove that each still fits what is printed.

    Parameters
    ----------
    path : pathlib.Path
        YAML, a list of corrections with the keys ``CORRECTION_KEYS``; a project without the
        file has none.
    statements : pandas.DataFrame
        As returned by ``sources.read_statements``; they are not changed.
    known : collection of str, optional
        Keys of the table of sources; whether a source is there is only looked at if given.

    Returns
    -------
    pandas.DataFrame
        One row per corrected statement, as ``CORRECTION_MODEL`` says.

    Raises
    ------
    SourceLayoutError
        If the file is no list of such corrections, a statement is gone or now reads
        otherwise, or a value cannot be what its key says.
    """
    printed = {row["statement_id"]: row for row in statements.to_dict("records")[::-1]}
    rows: list[dict[str, Any]] = []
    for line, entry in _entries(path) if path.is_file() else []:
        where = {"file": path.name, "row": line, "statement": entry["statement_id"]}
        if entry["statement_id"] in {row["statement_id"] for row in rows}:
            raise SourceLayoutError("correction_twice", **where)
        if entry["statement_id"] not in printed:
            raise SourceLayoutError("correction_gone", **where)
        _check_words(entry, where, known)
        rows.append(entry | {"value": _value(entry, printed[entry["statement_id"]], where)})
    table = pd.DataFrame(rows, columns=list(CORRECTION_MODEL.columns))
    return CORRECTION_MODEL.validate(
        table.astype(dict.fromkeys(table, "str") | {"value": "float64"})
    )


def _entries(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Read the corrections as texts, each with the line where it begins."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as fault:
        told = " ".join(str(fault).split())
        raise SourceLayoutError("corrections_file", file=path.name, fault=told) from fault
    if root is not None and not isinstance(root, yaml.SequenceNode):
        raise SourceLayoutError("corrections_file", file=path.name, fault=f"{root.id}, no list")
    return [_entry(path.name, node) for node in (root.value if root else [])]


def _entry(file: str, node: yaml.Node) -> tuple[int, dict[str, str]]:
    line = node.start_mark.line + 1
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    keys = [key.value if isinstance(key, yaml.ScalarNode) else key.id for key, _ in pairs]
    wrong = {key for key in (*CORRECTION_KEYS, *keys) if keys.count(key) != 1}
    wrong |= set(keys) - set(CORRECTION_KEYS)
    wrong |= {key for key, (_, value) in zip(keys, pairs, strict=True) if value.tag != TEXT}
    if wrong:
        named = {"wrong": ", ".join(sorted(wrong)), "expected": ", ".join(CORRECTION_KEYS)}
        raise SourceLayoutError("correction_keys", file=file, row=line, **named)
    return line, {key: value.value for key, (_, value) in zip(keys, pairs, strict=True)}


def _check_words(
    entry: Mapping[str, str], where: Mapping[str, Any], known: Collection[str] | None
) -> None:
    source, confirmed = entry["source_id"], entry["status"] == "confirmed"
    unknown = source and known is not None and source not in known
    wrong = {
        "column": (entry["column"] not in CORRECTED_COLUMNS, ", ".join(CORRECTED_COLUMNS)),
        "status": (entry["status"] not in STATUSES, ", ".join(STATUSES)),
        "source_id": (unknown or (confirmed and not source), "sources.csv"),
        "reason_id": (not entry["reason_id"].strip(), "…"),
        "reason_en": (not entry["reason_en"].strip(), "…"),
    }
    for key, (is_wrong, expected) in wrong.items():
        if is_wrong:
            told = {"key": key, "value": entry[key], "expected": expected}
            raise SourceLayoutError("correction_value", **where, **told)


def _value(
    entry: Mapping[str, str], statement: Mapping[str, str], where: Mapping[str, Any]
) -> float | None:
    """Return the reading as a number, once the statement reads as expected; a date is none."""
    now = statement[entry["column"]]
    if now != entry["expect"]:
        told = {"column": entry["column"], "expect": entry["expect"], "now": now}
        raise SourceLayoutError("correction_other", **where, **told)
    if statement["unit_text"] == "date":
        return None
    try:
        convention: Convention = "plain" if statement["form"] == "transcribed" else "id"
        value = parse_quantity(entry["reading"], convention=convention).value
    except UnreadableValueError:
        value = None
    if value is None:
        told = {"key": "reading", "value": entry["reading"], "expected": entry["expect"]}
        raise SourceLayoutError("correction_value", **where, **told)
    return value
