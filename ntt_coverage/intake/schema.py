"""What the tables of this house look like: pandera models and column lists.

The data dictionary in the documentation is checked against these.
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
        "statement_id": _text(unique=True, description="the statement that it reads"),
        "bps_code": _text(nullable=True, description="unit; 53 the province; other outside it"),
        "area_codes": _text(nullable=True, description="BPS codes of an area of several regencies"),
        "region_text": _text(description="place as printed"),
        "indicator": _text(choices=INDICATORS, description="what is counted"),
        "segment": _text(choices=SEGMENTS, nullable=True, description="kind of worker"),
        "programme": _text(nullable=True, description="programmes of social security, joined by |"),
        "value": pa.Column(float, nullable=True, description="number; blank for dates and words"),
        "unit": _text(description="unit as transcribed; a share in percent as printed"),
        "value_low": pa.Column(float, nullable=True, description="printed lower bound"),
        "value_high": pa.Column(float, nullable=True, description="printed upper bound"),
        "period_start": pa.Column("datetime64[s]", description="first day of the period"),
        "as_of": pa.Column("datetime64[s]", description="last day of the period, as printed"),
        "as_of_precision": _text(choices=PRECISIONS, description="how precisely it is printed"),
        "as_of_basis": _text(choices=BASES, description="what decides the date"),
        "certainty": _text(choices=CERTAINTIES, description="how sure the text is"),
        "source_id": _text(description="row of the table of sources"),
        "place": _text(description="place in the source"),
        "stated_by": _text(description="office that said it"),
        "form": _text(
            choices=("printed", "transcribed"), description="token as printed, or figure"
        ),
        "list_id": _text(nullable=True, description="list of named units that it belongs to"),
        "list_size": pa.Column("Int64", nullable=True, description="units that the list names"),
        "list_universe": pa.Column("Int64", nullable=True, description="units it was drawn from"),
        "indicator_text": _text(description="what it counts, in words"),
        "value_text": _text(description="token as printed"),
        "period_text": _text(description="period as printed"),
        "note": _text(description="facts that the row needs"),
    },
    strict=True,
)
"""One row per accepted statement."""

ISSUE_MODEL = pa.DataFrameSchema(
    {
        "file": _text(description="file"),
        "sheet": _text(description="sheet, blank for text files"),
        "row": pa.Column(int, description="row of the file, from 1; 0 the sheet as a whole"),
        "column": _text(description="column at fault"),
        "cell": _text(description="its place, such as D7; blank for rows and sheets"),
        "value": _text(description="what stands there"),
        "severity": _text(
            choices=SEVERITIES,
            description="rejected: the row is out; flagged: it stands; note: what was done",
        ),
        "reason": _text(description="reason code"),
        "message_id": _text(description="what is wrong, in Indonesian"),
        "message_en": _text(description="what is wrong, in English"),
        "suggestion": _text(description="similar names; they decide nothing"),
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
