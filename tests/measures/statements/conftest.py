"""Statements as a person would write them down, checked against the project's official figures."""

import pandas as pd
import pytest

from ntt_coverage.intake.cleaning import clean_statements, with_segment_words
from ntt_coverage.intake.dates import SourceDates
from ntt_coverage.intake.relations import no_relations
from ntt_coverage.intake.schema import STATEMENT_COLUMNS
from ntt_coverage.measures.statements.checking import RULES, check_statements


def said(text, value, unit="persons", **more):
    """One statement: by default of everyone in Kabupaten Belu, at one time."""
    return (
        dict.fromkeys(STATEMENT_COLUMNS, "")
        | {
            "source_id": "Q1",
            "region_text": "Kabupaten Belu",
            "segment_text": "all",
            "indicator_text": text,
            "value_text": value,
            "unit_text": unit,
            "period_text": "2021-06-30",
            "form": "printed",
        }
        | more
    )


@pytest.fixture(scope="session")
def checks(data):
    """Check statements: a frame with one row per check."""

    def checked(*statements, published="2021-07-03", relations=None, rules=RULES):
        rows = [{"statement_id": f"T{n:02d}"} | dict(row) for n, row in enumerate(statements, 1)]
        for number, row in enumerate(rows, 1):
            row["statement_id"] = row["statement_id"] or f"T{number:02d}"
        table = pd.DataFrame(rows).assign(file="t.csv", row=range(2, len(rows) + 2))
        keys = sorted({row["source_id"] for row in rows})
        day = pd.Timestamp(published)
        dates = {key: SourceDates(published=day.date()) for key in keys}
        cleaned = clean_statements(table, dates, reader="check")
        assert cleaned.issues.empty, cleaned.issues.to_dict("records")
        return check_statements(
            with_segment_words(cleaned.observations, table),
            pd.DataFrame({"source_id": keys, "published": day}),
            data.denominators,
            data.rates,
            no_relations() if relations is None else relations,
            rules=rules,
        )

    return checked
