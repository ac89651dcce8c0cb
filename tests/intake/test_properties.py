"""Whatever a table holds: what was written comes out, nothing is lost on the way."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import coordinate_to_tuple

from ntt_coverage.errors import CoverageError, UnknownRegencyError
from ntt_coverage.intake.grids import Kind
from ntt_coverage.packaged import packaged_table
from ntt_coverage.regencies import load_regencies, resolve
from tests.fuzz.written import (
    ANY_PLACES,
    COUNTS,
    ENGLISH,
    GOOD_CELLS,
    HEAD,
    INDONESIAN,
    MONTHS,
    NOT_KNOWN,
    PRINTED,
    REFUSED_CELLS,
    REGIONS,
    ROMAN,
    RUPIAH,
    SCALED,
    STORED,
    TITLE,
    clean,
    column_of,
    days,
    examples,
    form,
    month_of,
    persons,
    quarter_of,
    rows_of_data,
    shares,
    spelt,
    two_minds,
)


def values_of(cleaned, indicator):
    observed = cleaned.observations
    return observed.loc[observed["indicator"] == indicator, "value"].tolist()


def assert_read_as(header, indicator, written, *, rows=()):
    """Write texts below a header, one per regency, and ask for their values in order."""
    texts, values = zip(*written, strict=True)
    lines = [[region, text] for region, text in zip(REGIONS, texts, strict=False)]
    cleaned = clean(TITLE, ["Kabupaten/Kota", header], *lines, *rows)

    assert cleaned.issues.loc[cleaned.issues["severity"] == "rejected", "value"].tolist() == []
    assert cleaned.rows_read == len(lines)
    assert values_of(cleaned, indicator) == list(values)


# Numbers


@examples(15)
@given(st.data())
def test_a_count_is_read_as_written_the_indonesian_way(data):
    assert_read_as(COUNTS[1], "enrolled_persons", data.draw(column_of(*INDONESIAN)))


@examples(15)
@given(column_of(*ENGLISH))
def test_a_count_is_read_as_written_the_english_way(written):
    assert_read_as(COUNTS[0], "eligible_persons", written)


@examples(20)
@given(column_of(*SCALED))
def test_thousands_and_millions_in_words_scale_a_count(written):
    whole = [(text, round(value)) for text, value in written]

    assert_read_as(COUNTS[2], "uncovered_persons", whole)


@examples(15)
@given(column_of(form(persons, spelt), form(persons, lambda number: f"{spelt(number)} orang")))
def test_a_count_in_words_is_read(written):
    assert_read_as(COUNTS[1], "enrolled_persons", written)


@examples(15)
@given(column_of(*RUPIAH))
def test_an_amount_is_read_as_written(written):
    assert_read_as("Iuran (Rp)", "contribution_amount", written)


@examples(15)
@given(column_of(form(persons, int), *INDONESIAN))
def test_true_numbers_and_texts_stand_in_one_column(written):
    assert_read_as(COUNTS[1], "enrolled_persons", written)


@examples(15)
@given(st.sampled_from(",.").flatmap(lambda mark: column_of(shares(mark))))
def test_a_share_with_its_sign_is_read_in_percent(written):
    assert_read_as("% Terdaftar", "coverage_share", written)


@examples(10)
@given(st.lists(st.integers(0, 1500), min_size=1, max_size=22))
def test_a_true_number_shown_as_a_percentage_is_read_in_percent(thousandths):
    written = [((repr(n / 1000), Kind.PERCENT), n / 10) for n in thousandths]
    texts, values = zip(*written, strict=True)
    lines = [list(pair) for pair in zip(REGIONS, texts, strict=False)]
    read = values_of(clean(TITLE, ["Kab/Kota", "Cakupan"], *lines), "coverage_share")

    assert read == pytest.approx(values, rel=1e-12)


@examples(20)
@given(two_minds())
def test_a_column_with_dots_and_commas_as_thousands_is_refused(cells):
    lines = [list(pair) for pair in zip(REGIONS, cells, strict=False)]
    cleaned = clean(TITLE, ["Kabupaten/Kota", COUNTS[1]], *lines)
    rejected = cleaned.issues[cleaned.issues["severity"] == "rejected"]

    assert rejected["value"].tolist() == [cell for cell in cells if isinstance(cell, str)]
    assert set(rejected["reason"]) == {"number_mixed"}
    assert values_of(cleaned, "enrolled_persons") == [n for n in cells if isinstance(n, int)]


# Periods


def periods_of(cleaned):
    rows = cleaned.observations[["period_start", "as_of", "as_of_precision"]]
    return [(first.date(), last.date(), how) for first, last, how in rows.itertuples(index=False)]


@examples(30)
@given(st.lists(st.one_of(PRINTED, STORED), min_size=1, max_size=22))
def test_a_period_in_a_row_is_read_as_written(written):
    texts, periods = zip(*written, strict=True)
    lines = [[region, text, 12] for region, text in zip(REGIONS, texts, strict=False)]
    cleaned = clean(["Kabupaten/Kota", "Per Tanggal", COUNTS[1]], *lines)

    assert periods_of(cleaned) == list(periods)
    assert set(cleaned.observations["as_of_basis"]) == {"printed"}


@examples(25)
@given(PRINTED, st.sampled_from(["Data Non ASN {}", "Keadaan {}", "Keadaan s.d. {}", "{}"]))
def test_a_period_in_the_title_is_that_of_every_row(written, title):
    text, period = written
    cleaned = clean([title.format(text)], ["Kabupaten/Kota", "Terdaftar"], ["Alor", 1], ["Ende", 2])

    assert periods_of(cleaned) == [period] * 2
    assert set(cleaned.observations["as_of_basis"]) == {"title"}


@examples(20)
@given(PRINTED)
def test_a_period_in_a_header_is_that_of_its_column(written):
    text, period = written
    head = ["Kabupaten/Kota", f"Terdaftar {text}", "Jumlah Non ASN"]
    observed = clean(TITLE, head, ["Alor", 1, 2]).observations.set_index("indicator")

    assert observed.loc["enrolled_persons", "as_of"].date() == period[1]
    assert observed.loc["eligible_persons", "as_of"].date() == date(2021, 6, 30)


@examples(20)
@given(PRINTED)
def test_a_period_in_the_name_of_the_sheet_is_that_of_every_row(written):
    text, period = written
    cleaned = clean(["Kabupaten/Kota", "Terdaftar"], ["Alor", 1], name=text)

    assert periods_of(cleaned) == [period]
    assert set(cleaned.observations["as_of_basis"]) == {"sheet_name"}


@examples(20)
@given(st.lists(days, min_size=1, max_size=22), st.sampled_from(["Triwulan", "TW", "Quarter"]))
def test_columns_of_quarter_and_year_are_read_together(drawn, header):
    quarters = [quarter_of(day) for day in drawn]
    lines = [
        [region, ROMAN[quarter.number - 1], quarter.year, 12]
        for region, quarter in zip(REGIONS, quarters, strict=False)
    ]
    cleaned = clean(["Kabupaten/Kota", header, "Tahun", "Terdaftar"], *lines)

    assert [last for _, last, _ in periods_of(cleaned)] == [q.last_day for q in quarters]


@examples(20)
@given(
    st.lists(days, min_size=1, max_size=22), st.sampled_from([MONTHS.__getitem__, lambda n: n + 1])
)
def test_columns_of_month_and_year_are_read_together(drawn, write):
    lines = [
        [region, write(day.month - 1), day.year, 12]
        for region, day in zip(REGIONS, drawn, strict=False)
    ]
    cleaned = clean(["Kabupaten/Kota", "Bulan", "Tahun", "Terdaftar"], *lines)

    assert [last for _, last, _ in periods_of(cleaned)] == [month_of(day)[1] for day in drawn]


# Rows


def without_places(frame, *others):
    shown = frame.drop(columns=["place", "statement_id", *others], errors="ignore")
    return Counter(map(tuple, shown.astype(object).where(shown.notna(), None).to_numpy()))


def what_was_found(issues):
    """Count issues without their place; a message may show the first cells of a column."""
    return Counter(
        issues[["file", "sheet", "column", "value", "severity", "reason"]].itertuples(index=False)
    )


@examples(12)
@given(rows_of_data().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_does_not_matter(pair):
    first, second = (clean(TITLE, HEAD, *rows) for rows in pair)

    assert without_places(first.observations) == without_places(second.observations)
    assert what_was_found(first.issues) == what_was_found(second.issues)


def spots(frame, column):
    """Return the places of observations or issues as (row, column), from 1."""
    return {coordinate_to_tuple(cell.rpartition("!")[2]) for cell in frame[column] if cell}


def rejected_rows(issues):
    return set(issues.loc[issues["severity"] == "rejected", "row"])


@examples(20)
@given(rows_of_data(ANY_PLACES))
def test_nothing_is_lost(rows):
    cleaned = clean(TITLE, HEAD, *rows)
    rejected, given_ = rejected_rows(cleaned.issues), spots(cleaned.observations, "place")
    again = spots(cleaned.issues[cleaned.issues["reason"] == "same_again"], "cell")
    filled = {
        (line, place)
        for line, row in enumerate(rows, 3)
        for place, cell in enumerate(row[1:], 2)
        if cell not in NOT_KNOWN and line not in rejected
    }

    assert cleaned.rows_read == len(rows)
    assert cleaned.rows_rejected == len(rejected)
    assert given_ | again == filled
    assert not given_ & again


@examples(20)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(REGIONS),
            st.sampled_from([*GOOD_CELLS, *REFUSED_CELLS, *NOT_KNOWN[1:]]),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_a_row_with_a_place_and_something_beside_it_is_read(rows):
    cleaned = clean(TITLE, ["Kabupaten/Kota", COUNTS[1]], *map(list, rows))

    assert cleaned.rows_read == len(rows)
    assert len(rejected_rows(cleaned.issues)) == cleaned.rows_rejected


# What changes nothing


FOOTNOTES = [
    "Sumber: BPJS Ketenagakerjaan 2021", "Catatan: angka sementara", "*) tidak termasuk guru",
    "Dicetak 5 Juli 2021", "Mengetahui,", "Kepala Dinas Tenaga Kerja", "Keterangan: per kantor",
    "Ket. data sementara", "Note: provisional", "Source: office", "* 2.480 orang",
]  # fmt: skip


@examples(12)
@given(rows_of_data(), st.data())
def test_a_blank_row_changes_no_observation(rows, data):
    at = data.draw(st.integers(0, len(rows)))
    with_blank = [*rows[:at], [""] * len(HEAD), *rows[at:]]
    first, second = (clean(TITLE, HEAD, *lines) for lines in (rows, with_blank))

    assert without_places(first.observations) == without_places(second.observations)
    assert what_was_found(first.issues) == what_was_found(second.issues)


@examples(12)
@given(rows_of_data(), st.integers(0, len(HEAD)))
def test_a_blank_column_changes_no_observation(rows, at):
    lines = [TITLE, HEAD, *rows]
    wider = [[*line[:at], "", *line[at:]] for line in lines]
    first, second = clean(*lines), clean(*wider)

    assert without_places(first.observations) == without_places(second.observations)
    assert what_was_found(first.issues) == what_was_found(second.issues)


@examples(12)
@given(rows_of_data(), st.lists(st.sampled_from(FOOTNOTES), min_size=1, max_size=3), st.data())
def test_a_footnote_changes_no_observation(rows, notes, data):
    column = st.integers(0, len(HEAD) - 1)
    below = [[*[""] * data.draw(column), note] for note in notes]
    first, second = (clean(TITLE, HEAD, *lines) for lines in (rows, [*rows, *below]))

    assert first.observations.equals(second.observations)
    assert first.rows_read == second.rows_read
    assert first.issues.equals(second.issues)


# Names


KIND_WORDS = {
    "kabupaten": ["Kabupaten", "Kab.", "Kab", "Pemkab", "Pemerintah Kabupaten", "Pemda Kab."],
    "kota": ["Kota", "Kotamadya", "Kodya", "Pemkot", "Pemerintah Kota"],
}
BEHIND = {"kabupaten": "Regency", "kota": "City"}
CASINGS = [str, str.upper, str.lower, str.title, lambda text: f"  {text.replace(' ', '  ')} "]
ALIASES = packaged_table("ntt_coverage.regencies", "aliases.csv")
RESOLVING = [row for row in ALIASES if row["kind"] in ("name", "abbreviation", "spelling")]
OTHER_KIND = {"kabupaten": "kota", "kota": "kabupaten"}


def bare_name(alias):
    words = "|".join([*(w for words in KIND_WORDS.values() for w in words), "Regency", "City"])
    return re.sub(rf"(?i)^(?:(?:{words})(?:\s+|$))+|\s+(?:regency|city)$", "", alias)


@pytest.mark.parametrize("row", RESOLVING, ids=lambda row: row["alias"])
def test_an_alias_names_its_unit_with_any_word_of_its_kind_in_any_casing(row):
    unit = next(unit for unit in load_regencies() if unit.bps_code == row["bps_code"])
    name = bare_name(row["alias"])
    written = [row["alias"], f"{name} {BEHIND[unit.kind]}"]
    written += [f"{word} {name}" for word in KIND_WORDS[unit.kind]]

    for text in (casing(text) for casing in CASINGS for text in written):
        assert resolve(text) is unit, text


@pytest.mark.parametrize("row", RESOLVING, ids=lambda row: row["alias"])
def test_an_alias_with_a_word_of_another_kind_names_another_unit_or_none(row):
    name = bare_name(row["alias"])
    kind = next(u.kind for u in load_regencies() if u.bps_code == row["bps_code"])
    for word in KIND_WORDS[OTHER_KIND[kind]]:
        try:
            assert resolve(f"{word} {name}").kind != kind
        except UnknownRegencyError:
            continue


@examples(20)
@given(st.lists(st.sampled_from(RESOLVING), min_size=1, max_size=20), st.sampled_from(CASINGS))
def test_an_alias_in_a_table_names_its_unit(rows, casing):
    lines = [[casing(row["alias"]), place + 1] for place, row in enumerate(rows)]
    observed = clean(TITLE, ["Wilayah", "Terdaftar"], *lines).observations

    assert observed["bps_code"].tolist() == [row["bps_code"] for row in rows]


# Persons


GAPS = ["", " ", ".", "-", "/", "\xa0"]
AROUND = [
    "{}",
    "NIK {}",
    "NIK: {}",
    "NIK.{}",
    "No.{}",
    "({})",
    "a.n. Budi, {}",
    "'{}",
    "{},",
    "{}.",
]


@st.composite
def identity_numbers(draw):
    """Write a number as on an identity card: region, birth date, order; in usual groups."""
    digits = f"53{draw(st.integers(10**13, 10**14 - 1)):014d}"
    sizes = draw(st.sampled_from([(16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4)]))
    ends = [sum(sizes[:place]) for place in range(len(sizes) + 1)]
    groups = [digits[start:end] for start, end in pairwise(ends)]
    return draw(st.sampled_from(AROUND)).format(draw(st.sampled_from(GAPS)).join(groups))


@examples(60)
@given(identity_numbers(), st.integers(0, 4), st.integers(0, 3))
def test_a_number_of_a_person_anywhere_refuses_the_file(number, row, column):
    lines = [["Data", "", "", ""], ["Kab/Kota", "Terdaftar", "Ket", ""]]
    lines += [["Alor", "1", "", ""], ["Ende", "2", "", ""], ["Sumber: x", "", "", ""]]
    lines[row][column] = number

    with pytest.raises(CoverageError) as caught:
        clean(*lines)
    assert caught.value.key == "personal_data"
    assert number not in caught.value.say("id") + caught.value.say("en")
