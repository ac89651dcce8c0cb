"""The states that the published statements give, quarter by quarter."""

import pytest

import ntt_coverage as nc
from ntt_coverage.measures.counts import count_states
from ntt_coverage.pipeline import load

CITY, KUPANG, TTU, BELU, MABAR = "5371", "5303", "5305", "5306", "5315"
SUMBA_TIMUR, ENDE, ROTE, LEMBATA = "5302", "5311", "5314", "5308"
FIVE = {CITY, KUPANG, MABAR, BELU, TTU}

QUARTERS = [
    # quarter, who enrols, how many do not, how many without data, who is disputed
    ("2018Q1", set(), 0, 22, set()),
    ("2018Q2", {CITY}, 0, 21, set()),
    ("2018Q4", {CITY}, 0, 21, set()),
    ("2019Q2", {CITY}, 0, 21, set()),
    ("2019Q3", {CITY, KUPANG, SUMBA_TIMUR, TTU, ENDE, MABAR}, 16, 0, {SUMBA_TIMUR}),
    ("2019Q4", FIVE, 17, 0, set()),
    ("2020Q1", FIVE, 17, 0, {CITY}),
    ("2020Q2", FIVE, 17, 0, {CITY}),
    ("2020Q3", FIVE, 17, 0, {CITY}),
    ("2020Q4", FIVE, 17, 0, {CITY}),
    ("2021Q1", FIVE, 17, 0, set()),
    ("2021Q2", FIVE, 17, 0, set()),
    ("2021Q4", FIVE | {ROTE}, 16, 0, set()),
    ("2022Q1", {CITY, KUPANG, ROTE}, 0, 19, set()),
    ("2024Q2", {CITY, BELU, ROTE}, 0, 19, set()),
    ("2024Q3", {BELU}, 0, 21, set()),
    ("2026Q1", {BELU, LEMBATA}, 0, 20, set()),
]


@pytest.fixture(scope="module")
def data():
    return load()


def units(coverage, column, value):
    return set(coverage.loc[coverage[column] == value, "bps_code"])


@pytest.mark.parametrize(("quarter", "enrolled", "without", "unknown", "disputed"), QUARTERS)
def test_each_quarter_has_the_states_that_its_statements_give(
    data, quarter, enrolled, without, unknown, disputed
):
    coverage = nc.coverage(quarter, data=data).coverage

    assert units(coverage, "state", "enrolled") == enrolled
    assert count_states(coverage).to_dict() == {
        "enrolled": len(enrolled),
        "not_enrolled": without,
        "no_data": unknown,
        "suppressed": 0,
    }
    assert units(coverage, "disputed", True) == disputed


@pytest.mark.parametrize(
    ("quarter", "unit", "persons", "as_of", "source"),
    [
        ("2018Q2", CITY, 1400, "2018-04-30", "S11"),
        ("2018Q4", CITY, 1647, "2018-11-08", "S84"),
        ("2021Q2", KUPANG, 2480, "2021-06-22", "S01"),
        ("2021Q4", ROTE, 1522, "2021-12-31", "S26"),
        ("2022Q2", ROTE, 905, "2022-04-08", "S26"),
        ("2024Q1", BELU, 3784, "2024-03-31", "S06"),
        ("2025Q1", LEMBATA, 936, "2025-03-13", "S28"),
    ],
)
def test_persons_day_and_source_come_from_the_deciding_statement(
    data, quarter, unit, persons, as_of, source
):
    row = nc.coverage(quarter, data=data).coverage.set_index("bps_code").loc[unit]

    assert row["enrolled_persons"] == persons
    assert str(row["as_of"].date()) == as_of
    assert row["source_id"] == source


def test_a_list_gives_no_persons(data):
    assert nc.coverage("2019Q3", data=data).coverage["enrolled_persons"].isna().all()


def test_an_agreement_in_force_is_always_of_age_zero(data):
    for quarter in ("2021Q2", "2022Q4", "2024Q1", "2024Q2"):
        row = nc.coverage(quarter, data=data).coverage.set_index("bps_code").loc[CITY]
        assert (row["state"], row["age_quarters"], row["source_id"]) == ("enrolled", 0, "S85")


def test_an_agreement_that_has_ended_is_only_what_was_last_known(data):
    row = nc.coverage("2024Q3", data=data).coverage.set_index("bps_code").loc[CITY]

    assert row["state"] == "no_data"
    assert row["last_known_state"] == "enrolled"
    assert str(row["as_of"].date()) == "2024-04-09"


def test_evidence_of_nine_quarters_is_no_data_but_remembered(data):
    before, after = (
        nc.coverage(quarter, data=data).coverage.set_index("bps_code").loc[MABAR]
        for quarter in ("2021Q4", "2022Q1")
    )

    assert (before["state"], before["age_quarters"]) == ("enrolled", 8)
    assert (after["state"], after["last_known_state"]) == ("no_data", "enrolled")
    assert after["age_quarters"] == 9


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2018Q1", "Belum ada data tentang pegawai non-ASN untuk 22 kabupaten/kota"),
        ("2019Q3", "6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN"),
        (
            "2022Q1",
            "3 dari 22 kabupaten/kota diketahui mendaftarkan pegawai non-ASN; 19 tanpa data",
        ),
    ],
)
def test_the_headline_never_counts_the_unknown_as_not_enrolling(data, quarter, sentence):
    assert nc.coverage(quarter, data=data).headline == sentence


def test_other_segments_are_tabled_in_their_quarter(data):
    known = nc.coverage("2024Q1", data=data).known
    belu = known[known["bps_code"] == BELU].set_index("segment")["value"]

    assert belu.loc["informal"] == 68571
    assert belu.loc["construction"] == 17592
    assert belu.loc["formal"] == 6600
    assert not known["indicator"].isin(["date", "other", "enrolled_flag"]).any()


def test_every_quarter_has_22_rows_in_registry_order_and_counts_that_add_up(data):
    for year in range(2018, 2027):
        for number in range(1, 5):
            coverage = nc.coverage(f"{year}Q{number}", data=data).coverage
            assert coverage["bps_code"].is_monotonic_increasing
            assert coverage["bps_code"].nunique() == len(coverage) == 22
            assert count_states(coverage).sum() == 22
