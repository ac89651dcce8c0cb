"""Rows become observations or issues; none is lost, guessed or changed on the way."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaError, SchemaErrors

from ntt_coverage import intake
from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.cleaning import clean_statements
from ntt_coverage.intake.denominators import clean_denominators
from ntt_coverage.intake.schema import (
    INDICATORS,
    ISSUE_MODEL,
    OBSERVATION_MODEL,
    SEGMENTS,
    STATEMENT_COLUMNS,
)
from ntt_coverage.intake.sources import read_denominators
from ntt_coverage.language import LANGUAGES, say
from ntt_coverage.packaged import packaged_table

KEPT_TEXTS = [
    "source_id", "place", "region_text", "indicator_text", "value_text", "period_text",
    "stated_by", "form", "note",
]  # fmt: skip
PRINTED = "000-04"
"""A row that is accepted: 2.480 honorer of Kabupaten Kupang."""


@pytest.fixture
def clean(statements, dates):
    """Clean one real row after changing some of its cells."""

    def clean(original=PRINTED, /, **changes):
        row = statements[statements["statement_id"] == original]
        return clean_statements(row.assign(**changes), dates)

    return clean


@pytest.fixture
def read(clean):
    """Return the one observation of a changed row."""

    def read(**changes):
        observations = clean(**changes).observations
        assert len(observations) == 1
        return observations.iloc[0]

    return read


# What is rejected


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("place", "footer", "boilerplate"),
        ("place", "related-link line", "boilerplate"),
        ("statement_id", "", "repeated_id"),
        ("source_id", "S99", "unknown_source"),
        ("source_id", "", "unknown_source"),
        ("form", "", "unknown_word"),
        ("form", "Printed", "unknown_word"),
        ("region_text", "Kupang", "two_regencies"),
        ("region_text", "Sumbar", "two_regencies"),
        ("region_text", "Manggarai Selatan", "similar_regency"),
        ("region_text", "5301", "code_system"),
        ("region_text", "9999", "unknown_code"),
        ("region_text", "NTB", "unknown_regency"),
        ("indicator_text", "", "unknown_indicator"),
        ("indicator_text", "something", "unknown_indicator"),
        ("unit_text", "", "unknown_indicator"),
        ("unit_text", "PLKK", "unknown_indicator"),
        ("unit_text", "ekor", "unknown_indicator"),
        ("segment_text", "guru", "unknown_segment"),
        ("segment_text", "other", "unknown_segment"),
        ("segment_text", "ASN", "unknown_segment"),
        ("segment_text", "ASN dan honorer", "unknown_segment"),
        ("segment_text", "selain honorer", "unknown_segment"),
        ("indicator_text", "former members", "unknown_indicator"),
        ("value_text", "3,5", "not_whole"),
        ("value_text", "5.000.000.000", "not_whole"),
        ("programme_text", "JKK|XYZ", "unknown_word"),
        ("programme_text", "JKK, JKX", "unknown_word"),
        ("certainty_text", "doubtful", "unknown_word"),
        ("certainty_text", "certain", "unknown_word"),
        ("value_text", "", "number"),
        ("value_text", "2.48", "number"),
        ("value_text", "9" * 400, "number"),
        ("value_text", "2,480", "number_two_ways"),
        ("period_text", "31 Juni", "date"),
        ("period_text", "Selasa", "date"),
        ("list_size", "enam", "number"),
        ("list_size", "-6", "number"),
        ("list_size", "6.0", "number"),
        ("list_universe", "9" * 30, "number"),
    ],
)
def test_a_row_is_rejected_with_its_file_row_column_value_and_reason(clean, column, value, reason):
    cleaned = clean(**{column: value})
    assert (len(cleaned.observations), cleaned.rows_read) == (0, 1)
    fields = ["file", "sheet", "row", "column", "value", "reason"]
    expected = ["statements_articles.csv", "", 5, column, value, reason]
    if reason == "unknown_indicator":  # unit and text are read together
        expected[3:5] = ["indicator_text", cleaned.issues["value"].item()]
    assert cleaned.issues[fields].iloc[0].tolist() == expected


@pytest.mark.parametrize(
    ("value", "unit", "accepted"),
    [("1", "flag", True), ("0", "flag", True), ("(named in list)", "flag", True),
     ("2", "flag", False), ("rendah", "flag", False), ("sekitar 1", "flag", False)],
)  # fmt: skip
def test_a_flag_is_zero_or_one(clean, value, unit, accepted):
    indicator = "named as having enrolled non-ASN staff"
    cleaned = clean(value_text=value, unit_text=unit, indicator_text=indicator)
    assert (len(cleaned.observations), len(cleaned.issues)) == (accepted, not accepted)


def test_the_same_number_twice_is_rejected_the_second_time(statements, dates):
    twice = pd.concat([statements.head(1), statements.head(1)])
    cleaned = clean_statements(twice, dates)
    assert cleaned.observations["statement_id"].tolist() == ["000-01"]
    assert cleaned.issues[["value", "reason"]].iloc[0].tolist() == ["000-01", "repeated_id"]


def test_a_source_without_any_date_gives_undated_rows_no_day(clean):
    issue = clean(source_id="S39", period_text="").issues.iloc[0]
    assert (issue["column"], issue["reason"]) == ("period_text", "date_without_source")


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Kupang", "Kabupaten Kupang / Kota Kupang"),
        ("Kefamenanu", "Kabupaten Timor Tengah Utara"),
        ("NTB", ""),
    ],
)
def test_an_issue_carries_suggestions_and_both_languages(clean, text, suggestion):
    issue = clean(region_text=text).issues.iloc[0]
    assert issue["suggestion"] == suggestion
    for lang in LANGUAGES:
        assert text in issue[f"message_{lang}"]


def test_of_the_real_rows_only_two_pieces_of_page_furniture_are_rejected(cleaned):
    assert cleaned.rows_read == 134
    assert len(cleaned.observations) == 132
    assert cleaned.issues[["file", "row", "column", "value", "reason"]].to_numpy().tolist() == [
        ["statements_articles.csv", 45, "place", "related-link line", "boilerplate"],
        ["statements_articles.csv", 57, "place", "footer", "boilerplate"],
    ]


# What is accepted


def test_an_accepted_row_is_typed_and_keeps_its_text(read):
    seen = read()
    expected = {
        "statement_id": "000-04", "bps_code": "5303", "indicator": "enrolled_persons",
        "segment": "non_asn", "programme": "JKK|JKM", "value": 2480.0, "unit": "persons",
        "as_of": pd.Timestamp("2021-06-22"), "as_of_precision": "day",
        "as_of_basis": "year_from_source", "certainty": "certain", "value_text": "2.480",
        "note": "other formal and informal workers are not in it",
    }  # fmt: skip
    assert seen[list(expected)].to_dict() == expected
    assert seen[["area_codes", "value_low", "value_high", "list_id", "list_size"]].isna().all()


def test_no_text_of_a_row_is_lost_or_changed(statements, cleaned):
    before = statements.set_index("statement_id")[KEPT_TEXTS]
    after = cleaned.observations.set_index("statement_id")
    pd.testing.assert_frame_equal(after[KEPT_TEXTS], before.loc[after.index])
    assert (
        after["unit"].tolist()
        == statements.set_index("statement_id")["unit_text"][after.index].tolist()
    )


@pytest.mark.parametrize(
    ("list_id", "size", "universe", "codes"),
    [
        ("L1", 6, 22, {"5371", "5303", "5302", "5305", "5311", "5315"}),
        ("L2", 5, 22, {"5371", "5303", "5315", "5306", "5305"}),
    ],
)
def test_the_two_lists_keep_their_size_and_universe(cleaned, list_id, size, universe, codes):
    rows = cleaned.observations[cleaned.observations["list_id"] == list_id]
    assert set(rows["bps_code"]) == codes
    assert rows[["list_size", "list_universe"]].drop_duplicates().to_numpy().tolist() == [
        [size, universe]
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "certain"),
        ({"value_text": "kurang lebih 2.480"}, "approximate"),
        ({"value_text": "lebih dari 2.480"}, "approximate"),
        ({"value_text": "ribuan"}, "approximate"),
        ({"certainty_text": "approx"}, "approximate"),
        ({"certainty_text": "planned"}, "planned"),
        ({"indicator_text": "target of honorer enrolled"}, "planned"),
        ({"indicator_text": "honorer to be enrolled"}, "planned"),
        ({"indicator_text": "honorer planned by the budget"}, "planned"),
        ({"indicator_text": "rencana peserta"}, "planned"),
        ({"indicator_text": "peserta yang diharapkan"}, "planned"),
        ({"indicator_text": "honorer yang akan terdaftar"}, "planned"),
        ({"value_text": "sekitar 2.480", "certainty_text": "planned"}, "planned"),
        ({"period_text": "akhir Juni"}, "certain"),
    ],
)
def test_certainty_is_certain_approximate_or_planned_by_the_text_alone(read, changes, expected):
    assert read(**changes)["certainty"] == expected


def test_an_unknown_word_of_certainty_is_rejected_even_on_a_plan(clean):
    issue = clean(indicator_text="target of members", certainty_text="maybe").issues.iloc[0]
    assert (issue["column"], issue["reason"]) == ("certainty_text", "unknown_word")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("non-ASN (honorer)", "non_asn"),
        ("non ASN", "non_asn"),
        ("Tenaga Kontrak Daerah", "non_asn"),
        ("non-ASN (within PU)", "non_asn"),
        ("PTT", "non_asn"),
        ("all workers who are not civil servants (not: non-ASN government staff)",
         "not_civil_servant"),
        ("perangkat desa", "village_officials"),
        ("RT, RW, LPM", "community_officials"),
        ("pekerja rentan desa (BPU)", "vulnerable"),
        ("jasa konstruksi", "construction"),
        ("BPU", "informal"),
        ("bukan penerima upah", "informal"),
        ("informal", "informal"),
        ("pekerja non-formal", "informal"),
        ("non formal", "informal"),
        ("PU", "formal"),
        ("formal", "formal"),
        ("all workers", "all"),
        ("BPD members", "other"),
    ],
)  # fmt: skip
def test_a_kind_of_worker_is_known_by_its_words(read, text, expected):
    assert read(segment_text=text)["segment"] == expected


def test_no_segment_printed_is_none_and_no_region_is_none(read):
    seen = read(segment_text="", region_text="", programme_text="")
    assert seen[["segment", "bps_code", "area_codes", "programme"]].isna().all()


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("honorer enrolled", "persons", "enrolled_persons"),
        ("members", "persons", "enrolled_persons"),
        ("workers not enrolled", "persons", "uncovered_persons"),
        ("workers not yet members", "persons", "uncovered_persons"),
        ("workers not registered", "persons", "uncovered_persons"),
        ("workers who are not BPJS members", "persons", "uncovered_persons"),
        ("unregistered workers", "persons", "uncovered_persons"),
        ("uncovered workers", "persons", "uncovered_persons"),
        ("non-members", "persons", "uncovered_persons"),
        ("pekerja belum terdaftar", "persons", "uncovered_persons"),
        ("pekerja tidak terdaftar", "persons", "uncovered_persons"),
        ("bukan peserta", "persons", "uncovered_persons"),
        ("quota of members", "persons", "other"),
        ("peserta mandiri", "persons", "other"),
        ("total workers", "persons", "eligible_persons"),
        ("coverage", "percent", "coverage_share"),
        ("share not covered", "percent", "uncovered_share"),
        ("uncovered share", "percent", "uncovered_share"),
        ("peserta belum terdaftar", "percent", "uncovered_share"),
        ("regions that enrolled", "regions", "enrolled_units"),
        ("regions not enrolled", "regions", "uncovered_units"),
        ("regions that have not enrolled", "regions", "uncovered_units"),
        ("villages in the regency", "desa", "total_units"),
        ("contribution", "rupiah", "contribution_amount"),
    ],
)
def test_what_is_counted_is_known_and_its_opposite_is_not_taken_for_it(read, text, unit, expected):
    assert read(indicator_text=text, unit_text=unit)["indicator"] == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("27/9", "2019-09-27", "2019-09-27"),
        ("28- 30 Agustus", "2019-08-28", "2019-08-30"),
        ("Oktober 2018", "2018-10-01", "2018-10-31"),
    ],
)
def test_a_row_that_is_a_date_becomes_a_period_without_a_number(clean, text, first, last):
    seen = clean("003-02", value_text=text).observations.iloc[0]
    assert (seen["indicator"], seen["certainty"]) == ("date", "certain")
    assert seen[["period_start", "as_of"]].tolist() == [pd.Timestamp(first), pd.Timestamp(last)]
    assert pd.isna(seen["value"])


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [("33,7", "printed", 33.7), ("2480", "transcribed", 2480.0), ("33.7", "transcribed", 33.7)],
)
def test_the_form_tells_how_digits_are_grouped(read, text, form, expected):
    share = {"unit_text": "percent", "indicator_text": "coverage"}
    assert read(value_text=text, form=form, **share)["value"] == expected


@pytest.mark.parametrize("text", ["2.485", "3.000", "10.000", "2.0"])
def test_a_thousands_mark_in_a_transcribed_count_is_no_decimal_point(clean, text):
    issue = clean(value_text=text, form="transcribed").issues.iloc[0]
    assert (issue["column"], issue["reason"]) == ("value_text", "not_whole")


# The tables


def test_every_vocabulary_row_names_a_known_segment_or_indicator_and_units_have_words():
    segments, rules = (
        packaged_table(intake.__name__, name) for name in ("segments.csv", "indicators.csv")
    )
    assert {row["segment"] for row in segments} == {*SEGMENTS, "refused"}
    assert {row["indicator"] for row in rules} == {*INDICATORS, "refused"}
    units = {u for row in rules if row["indicator"] != "date" for u in row["unit"].split("|")}
    for unit in units:
        assert {type(say(f"unit.{unit}", lang)) for lang in LANGUAGES} == {str}


@pytest.mark.parametrize("which", ["none", "all rejected"])
def test_tables_without_rows_keep_their_columns_and_types(statements, dates, which):
    rows = statements.head(0) if which == "none" else statements.head(3).assign(source_id="")
    cleaned = clean_statements(rows, dates)
    full = clean_statements(statements, dates)
    assert cleaned.observations.dtypes.equals(full.observations.dtypes)
    assert cleaned.issues.dtypes.equals(full.issues.dtypes)
    assert (len(cleaned.observations), len(cleaned.issues)) == (0, len(rows))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: table.assign(extra=1),
        lambda table: table.drop(columns="as_of"),
        lambda table: table.assign(segment="honorer"),
        lambda table: table.assign(certainty="sure"),
        lambda table: table.assign(indicator="members"),
        lambda table: table.assign(as_of_precision="week"),
        lambda table: table.assign(value=table["value"].astype("str")),
        lambda table: table.assign(list_size=1.5),
        lambda table: pd.concat([table, table]),
    ],
)
def test_the_model_of_observations_is_strict(cleaned, spoil):
    assert OBSERVATION_MODEL.validate(cleaned.observations) is not None
    with pytest.raises((SchemaError, SchemaErrors)):
        OBSERVATION_MODEL.validate(spoil(cleaned.observations))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: table.assign(extra=1),
        lambda table: table.drop(columns="reason"),
        lambda table: table.assign(row=table["row"].astype("str")),
    ],
)
def test_the_model_of_issues_is_strict(cleaned, spoil):
    with pytest.raises((SchemaError, SchemaErrors)):
        ISSUE_MODEL.validate(spoil(cleaned.issues))


# Properties

junk = st.one_of(
    st.sampled_from(
        ["", " ", "Kupang", "2.48", "14,438", "NaN", "footer", "S99", "31 Juni", "0000", "5301",
         "9" * 400, "Juni 0000", "9999", "0001-01-01", "{value}", "flag", "date", "planned"]
    ),
    st.text(max_size=12),
)  # fmt: skip
slips = st.lists(
    st.tuples(st.integers(0, 131), st.sampled_from(STATEMENT_COLUMNS), junk),
    min_size=1,
    max_size=60,
)


@given(slips)
@settings(deadline=None, max_examples=40)
def test_rows_read_are_accepted_or_rejected_however_they_are_spoilt(statements, dates, slips):
    spoilt = statements.copy()
    for place, column, text in slips:
        spoilt.loc[place, column] = text
    cleaned = clean_statements(spoilt, dates)
    assert cleaned.rows_read == 134 == len(cleaned.observations) + len(cleaned.issues)
    assert set(cleaned.observations["statement_id"]) <= set(spoilt["statement_id"])
    touched = spoilt.loc[sorted({place for place, _, _ in slips}), ["file", "row"]]
    rejected = cleaned.issues.loc[cleaned.issues["reason"] != "boilerplate", ["file", "row"]]
    if "statement_id" not in {column for _, column, _ in slips}:
        assert set(map(tuple, rejected.to_numpy())) <= set(map(tuple, touched.to_numpy()))


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=15)
def test_the_order_of_rows_changes_nothing(statements, dates, cleaned, chance):
    order = chance.sample(range(len(statements)), len(statements))
    shuffled = clean_statements(statements.iloc[order], dates)
    for name, key in (("observations", "statement_id"), ("issues", "row")):
        tables = [getattr(one, name).sort_values(key) for one in (shuffled, cleaned)]
        pd.testing.assert_frame_equal(*(table.reset_index(drop=True) for table in tables))


def test_the_table_that_is_cleaned_stays_as_it_is(statements, dates):
    before = statements.copy(deep=True)
    clean_statements(statements, dates)
    pd.testing.assert_frame_equal(statements, before)


# Denominators


def test_every_denominator_is_read_with_its_unit_and_last_day(paths, dates):
    raw = read_denominators(paths.denominators)
    table = clean_denominators(raw, dates)
    assert len(table) == len(raw) == 437
    assert table["value"].tolist() == raw["value_text"].astype("float64").tolist()
    assert table["bps_code"].tolist() == raw["bps_code"].tolist()
    assert table["as_of"].notna().all()
    assert set(table["certainty"]) == {"certain", "approximate"}


@pytest.mark.parametrize(
    ("column", "value", "at_fault", "reason"),
    [
        ("source_id", "S99", "source_id", "unknown_source"),
        ("bps_code", "5303", "bps_code", "code_and_name"),
        ("kemendagri_code", "53.01", "bps_code", "code_and_name"),
        ("region_text", "Kabupaten Kupang", "bps_code", "code_and_name"),
        ("region_text", "Kupang", "region_text", "two_regencies"),
        ("value_text", "155.013.000", "value_text", "number"),
        ("value_text", "", "value_text", "number"),
        ("value_text", "155.013", "value_text", "not_whole"),
        ("value_text", "155.000", "value_text", "not_whole"),
        ("period_text", "2024-13", "period_text", "date"),
    ],
)
def test_a_wrong_denominator_refuses_the_file_and_names_the_cell(
    paths, dates, column, value, at_fault, reason
):
    raw = read_denominators(paths.denominators).head(3).copy()
    raw.loc[1, column] = value
    with pytest.raises(SourceLayoutError) as refused:
        clean_denominators(raw, dates)
    evidence = refused.value.evidence
    assert evidence.pop("fault").key == reason
    cell = {"row": 3, "column": at_fault, "value": raw.loc[1, at_fault]}
    assert evidence == {"file": "denominators.csv", **cell}


def test_no_denominators_are_an_empty_table_with_its_columns(paths, dates):
    raw = read_denominators(paths.denominators)
    empty = clean_denominators(raw.head(0), dates)
    assert empty.columns.tolist() == clean_denominators(raw.head(1), dates).columns.tolist()
    assert len(empty) == 0
