"""What the tables of this house look like: pandera models and column lists.

What each column means stands in ``publish/dictionary.csv``, which is checked against these.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa

__all__ = [
    "CERTAINTIES",
    "DENOMINATOR_COLUMNS",
    "INDICATORS",
    "ISSUE_MODEL",
    "OBSERVATION_MODEL",
    "SEGMENTS",
    "SOURCE_COLUMNS",
    "STATEMENT_COLUMNS",
    "typed_observations",
]

STATEMENT_COLUMNS = (
    "statement_id", "source_id", "place", "region_text", "segment_text", "programme_text",
    "indicator_text", "value_text", "unit_text", "period_text", "certainty_text", "stated_by",
    "form", "list_id", "list_size", "list_universe", "note",
)  # fmt: skip
SOURCE_COLUMNS = (
    "source_id", "publisher", "title", "date_published", "date_basis", "reference_date",
    "reference_basis", "address", "date_accessed", "licence", "note",
)  # fmt: skip
DENOMINATOR_COLUMNS = (
    "denominator_id", "source_id", "region_text", "bps_code", "kemendagri_code",
    "indicator_text", "period_text", "value_text", "unit_text", "certainty_text", "kind",
    "confidence", "note",
)  # fmt: skip

INDICATORS = (
    "enrolled_flag", "enrolled_persons", "eligible_persons", "uncovered_persons",
    "coverage_share", "uncovered_share", "enrolled_units", "uncovered_units", "total_units",
    "budget_flag", "contribution_amount", "date", "other",
)  # fmt: skip
SEGMENTS = (
    "non_asn", "not_civil_servant", "village_officials", "vulnerable", "informal", "formal",
    "construction", "community_officials", "all", "other",
)  # fmt: skip
CERTAINTIES = ("certain", "approximate", "doubtful", "planned")
PRECISIONS = ("day", "month", "quarter", "year")
BASES = (
    "printed", "title", "sheet_name", "year_from_source", "source_reference", "source_published",
)  # fmt: skip
SEVERITIES = ("rejected", "flagged", "note")
PROGRAMMES = ("JKK", "JKM", "JHT", "JP", "JKP")


def _text(
    *, choices: tuple[str, ...] | None = None, nullable: bool = False, **more: Any
) -> pa.Column:
    checks = [pa.Check.isin(choices)] if choices else []
    return pa.Column(str, checks, nullable=nullable, **more)


OBSERVATION_MODEL = pa.DataFrameSchema(
    {
        "statement_id": _text(unique=True),
        "bps_code": _text(nullable=True),
        "area_codes": _text(nullable=True),
        "region_text": _text(),
        "indicator": _text(choices=INDICATORS),
        "segment": _text(choices=SEGMENTS, nullable=True),
        "programme": _text(nullable=True),
        "value": pa.Column(float, nullable=True),
        "unit": _text(),
        "value_low": pa.Column(float, nullable=True),
        "value_high": pa.Column(float, nullable=True),
        "period_start": pa.Column("datetime64[s]"),
        "as_of": pa.Column("datetime64[s]"),
        "as_of_precision": _text(choices=PRECISIONS),
        "as_of_basis": _text(choices=BASES),
        "certainty": _text(choices=CERTAINTIES),
        "source_id": _text(),
        "place": _text(),
        "stated_by": _text(),
        "form": _text(choices=("printed", "transcribed")),
        "list_id": _text(nullable=True),
        "list_size": pa.Column("Int64", nullable=True),
        "list_universe": pa.Column("Int64", nullable=True),
        "indicator_text": _text(),
        "value_text": _text(),
        "period_text": _text(),
        "note": _text(),
    },
    strict=True,
)
"""One row per accepted statement."""

ISSUE_MODEL = pa.DataFrameSchema(
    {
        "file": _text(),
        "sheet": _text(),
        "row": pa.Column(int),
        "column": _text(),
        "cell": _text(),
        "value": _text(),
        "severity": _text(choices=SEVERITIES),
        "reason": _text(),
        "message_id": _text(),
        "message_en": _text(),
        "suggestion": _text(),
    },
    strict=True,
)
"""One row per thing found; a rejected row has at least one."""


def typed_observations(table: pd.DataFrame) -> pd.DataFrame:
    """Give observations their types, and check them.

    Parameters
    ----------
    table : pandas.DataFrame
        The columns of ``OBSERVATION_MODEL``, of any type.

    Returns
    -------
    pandas.DataFrame
        As ``OBSERVATION_MODEL`` says.

    Raises
    ------
    pandera.errors.SchemaError
        If a column is missing or holds what it cannot.
    """
    texts = [
        name
        for name, column in OBSERVATION_MODEL.columns.items()
        if isinstance(column.dtype.type, pd.StringDtype)
    ]
    return OBSERVATION_MODEL.validate(
        table.astype(
            {
                **dict.fromkeys(texts, "str"),
                **dict.fromkeys(("value", "value_low", "value_high"), "float64"),
                **dict.fromkeys(("list_size", "list_universe"), "Int64"),
                **dict.fromkeys(("period_start", "as_of"), "datetime64[s]"),
            }
        )
    )
