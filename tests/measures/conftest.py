"""Tiny tables of statements, written as a person would state them."""

import pandas as pd
import pytest

from ntt_coverage.intake.cleaning import clean_statements
from ntt_coverage.intake.dates import SourceDates
from ntt_coverage.intake.schema import STATEMENT_COLUMNS
from ntt_coverage.measures.coverage import coverage_by_regency
from ntt_coverage.quarters import Quarter

NO_BASES = pd.DataFrame(
    {
        "denominator_id": pd.Series(dtype="str"),
        "bps_code": pd.Series(dtype="str"),
        "indicator": pd.Series(dtype="str"),
        "value": pd.Series(dtype="float64"),
        "unit": pd.Series(dtype="str"),
        "as_of": pd.Series(dtype="datetime64[s]"),
        "as_of_precision": pd.Series(dtype="str"),
        "certainty": pd.Series(dtype="str"),
        "source_id": pd.Series(dtype="str"),
    }
)


def said(region, value="1", **more):
    """One statement: by default a dated flag on non-ASN staff, by BPJS."""
    row = dict.fromkeys(STATEMENT_COLUMNS, "") | {
        "source_id": "S1",
        "region_text": region,
        "segment_text": "non-ASN",
        "indicator_text": "named as having enrolled non-ASN staff",
        "value_text": value,
        "unit_text": "flag",
        "period_text": "2020-05-10",
        "stated_by": "head, BPJS Ketenagakerjaan NTT branch",
        "form": "transcribed",
    }
    return row | more


def counted(region, value, **more):
    """One statement: a number of non-ASN members."""
    return said(region, value, indicator_text="members", unit_text="persons", **more)


def named(regions, *, size=None, universe="22", **more):
    """The rows of a list of names."""
    size = str(size or len(regions))
    entry = {"list_id": "L1", "list_size": size, "list_universe": universe}
    return [said(region, **entry, **more) for region in regions]


@pytest.fixture
def decide():
    """Clean statements and decide a quarter: a frame indexed by BPS code."""

    def decided(statements, quarter="2020Q2", published="2020-12-31", bases=NO_BASES):
        rows = [row | {"statement_id": f"T{n:02d}"} for n, row in enumerate(statements)]
        table = pd.DataFrame(rows).assign(file="t.csv", row=range(2, len(rows) + 2))
        day = pd.Timestamp(published)
        keys = sorted({row["source_id"] for row in rows})
        cleaned = clean_statements(table, {key: SourceDates(published=day.date()) for key in keys})
        assert cleaned.issues.empty, cleaned.issues.to_dict("records")
        sources = pd.DataFrame({"source_id": keys, "published": day})
        coverage = coverage_by_regency(cleaned.observations, sources, bases, Quarter.parse(quarter))
        return coverage.set_index("bps_code")

    return decided
