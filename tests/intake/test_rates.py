"""Contribution rates are read whole, or refused with the cell at fault."""

import pandas as pd
import pytest

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.rates import RATE_COLUMNS, RATE_MODEL, read_rates
from ntt_coverage.paths import ProjectPaths

HEADER = ",".join(RATE_COLUMNS)
ROW = {
    "rate_id": "R1",
    "segment": "informal|vulnerable",
    "programmes": "JKK|JKM",
    "kind": "monthly_amount",
    "value_text": "16800",
    "unit_text": "rupiah per month",
    "valid_from": "2015-11-29",
    "valid_to": "",
    "source_id": "S59",
    "verified": "yes",
    "note": "",
}
WAGE = ROW | {"segment": "", "programmes": "", "kind": "monthly_wage", "value_text": "1950000"}
SHARE = ROW | {"kind": "percent_of_wage", "unit_text": "percent", "value_text": "0.24"}


@pytest.fixture
def read(tmp_path):
    def read(*rows, **options):
        path = tmp_path / "rates.csv"
        lines = [HEADER, *(",".join(row.values()) for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_rates(path, **options)

    return read


def refused(read, *rows, **options):
    with pytest.raises(SourceLayoutError) as caught:
        read(*rows, **options)
    assert caught.value.key == "bad_cell"
    assert all("rates.csv" in caught.value.say(lang) for lang in ("id", "en"))
    evidence = caught.value.evidence
    return evidence["row"], evidence["column"], evidence["fault"].key


def test_rows_are_typed_and_a_blank_end_is_missing(read):
    table = read(ROW, WAGE | {"rate_id": "R2", "verified": "no", "source_id": ""})
    expected = pd.DataFrame(
        {
            "rate_id": ["R1", "R2"],
            "segment": ["informal|vulnerable", ""],
            "programmes": ["JKK|JKM", ""],
            "kind": ["monthly_amount", "monthly_wage"],
            "value": [16800.0, 1950000.0],
            "unit": ["rupiah per month"] * 2,
            "valid_from": pd.to_datetime(["2015-11-29"] * 2).as_unit("s"),
            "valid_to": pd.Series([pd.NaT] * 2, dtype="datetime64[s]"),
            "source_id": ["S59", ""],
            "verified": [True, False],
            "note": ["", ""],
        }
    )
    pd.testing.assert_frame_equal(table, expected)


def test_a_table_of_a_header_alone_has_no_rate(read):
    assert list(read().columns) == list(RATE_MODEL.columns)
    assert read().empty


@pytest.mark.parametrize(
    ("row", "change", "fault"),
    [
        (ROW, {"segment": "farmers"}, "unknown_word"),
        (ROW, {"segment": "informal|informal"}, "unknown_word"),
        (ROW, {"segment": ""}, "unknown_word"),
        (WAGE, {"segment": "non_asn"}, "unknown_word"),
        (ROW, {"programmes": "JKK JKM"}, "unknown_word"),
        (WAGE, {"programmes": "JKK"}, "unknown_word"),
        (ROW, {"kind": "yearly"}, "unknown_word"),
        (ROW, {"value_text": "16.800"}, "number"),
        (ROW, {"value_text": "0"}, "number"),
        (ROW, {"value_text": ""}, "number"),
        (ROW, {"unit_text": "percent"}, "unknown_word"),
        (SHARE, {"unit_text": "rupiah per month"}, "unknown_word"),
        (ROW, {"valid_from": ""}, "date"),
        (ROW, {"valid_from": "2015"}, "date"),
        (ROW, {"valid_to": "2025-02-30"}, "date"),
        (ROW, {"valid_to": "2015-11-28"}, "date"),
        (ROW, {"source_id": ""}, "unknown_source"),
        (ROW, {"verified": "true"}, "unknown_word"),
        (ROW, {"rate_id": ""}, "repeated_rate"),
    ],
)
def test_a_cell_that_cannot_be_right_is_refused_with_its_place(read, row, change, fault):
    assert refused(read, row | {"rate_id": "R0"}, row | change) == (3, *change, fault)


def test_a_key_that_stands_twice_is_refused(read):
    assert refused(read, ROW, ROW) == (3, "rate_id", "repeated_rate")


def test_a_source_that_is_not_in_the_table_of_sources_is_refused(read):
    assert read(ROW, known={"S59"})["source_id"].tolist() == ["S59"]
    assert refused(read, ROW, known={"S60"}) == (2, "source_id", "unknown_source")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceLayoutError, match=r"contribution_rates\.csv"):
        read_rates(tmp_path / "contribution_rates.csv")


def test_the_real_rates_are_read_and_every_confirmed_one_has_a_source():
    table = read_rates(ProjectPaths.find().raw / "contribution_rates.csv")
    assert len(table) == 14
    assert table.loc[table["verified"], "source_id"].ne("").all()
    assert table.loc[~table["verified"], "source_id"].eq("").all()
