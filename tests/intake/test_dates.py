"""Periods as statements print them: how precise they are and where their year comes from."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ntt_coverage.errors import UnreadableValueError
from ntt_coverage.intake.dates import Period, SourceDates, parse_period
from ntt_coverage.language import format_date

MID_2019 = SourceDates(published=date(2019, 7, 16))
MID_2021 = SourceDates(published=date(2021, 7, 3), reference=date(2021, 6, 22))
UNKNOWN = SourceDates(published=None)
MONTHS = {
    1: "Januari January Jan", 2: "Februari February Pebruari Feb Peb", 3: "Maret March Mar",
    4: "April Apr", 5: "Mei May", 6: "Juni June Jun", 7: "Juli July Jul",
    8: "Agustus August Agt Agu Aug", 9: "September Sept Sep", 10: "Oktober October Okt Oct",
    11: "November Nopember Nov Nop", 12: "Desember December Des Dec",
}  # fmt: skip


def read(text, source=MID_2021):
    """Return first and last day as text, precision, basis and whether it is hedged."""
    period = parse_period(text, source)
    return f"{period.first}/{period.last}", period.precision, period.basis, period.hedged


def day(text):
    return f"{text}/{text}"


def refused(text, source=MID_2021):
    with pytest.raises(UnreadableValueError) as fault:
        parse_period(text, source)
    return fault.value.key


@pytest.mark.parametrize(
    ("text", "days", "precision", "basis", "hedged"),
    [
        ("Selasa (16/7)", day("2021-07-16"), "day", "year_from_source", False),
        ("(16/7)", day("2021-07-16"), "day", "year_from_source", False),
        ("16/7", day("2021-07-16"), "day", "year_from_source", False),
        ("22 Juni", day("2021-06-22"), "day", "year_from_source", False),
        ("22 June this year", day("2021-06-22"), "day", "year_from_source", False),
        ("to 22 June this year", day("2021-06-22"), "day", "year_from_source", False),
        ("akhir Juni tahun ini", "2021-06-01/2021-06-30", "month", "year_from_source", True),
        ("end of June, this year", "2021-06-01/2021-06-30", "month", "year_from_source", True),
        ("28- 30 Agustus", "2021-08-28/2021-08-30", "day", "year_from_source", False),
        ("28-30 August", "2021-08-28/2021-08-30", "day", "year_from_source", False),
        ("28 – 30 Agustus 2019", "2019-08-28/2019-08-30", "day", "printed", False),
        ("Oktober 2018", "2018-10-01/2018-10-31", "month", "printed", False),
        ("October 2018", "2018-10-01/2018-10-31", "month", "printed", False),
        ("22/5/2023", day("2023-05-22"), "day", "printed", False),
        ("Senin (22/5/2023)", day("2023-05-22"), "day", "printed", False),
        ("launch Monday 22/5/2023", day("2023-05-22"), "day", "printed", False),
        ("25 Oktober Tahun 2022", day("2022-10-25"), "day", "printed", False),
        ("Tahun 2022", "2022-01-01/2022-12-31", "year", "printed", False),
        ("Tahun Anggaran 2023", "2023-01-01/2023-12-31", "year", "printed", False),
        ("budget year 2023", "2023-01-01/2023-12-31", "year", "printed", False),
        ("29 Agustus 2019", day("2019-08-29"), "day", "printed", False),
        ("17 November 2023", day("2023-11-17"), "day", "printed", False),
        ("per 30 Juni 2021", day("2021-06-30"), "day", "printed", False),
        ("s.d. 30 Juni 2021", day("2021-06-30"), "day", "printed", False),
        ("akhir 2019", "2019-01-01/2019-12-31", "year", "printed", True),
        ("tahun ini", "2021-01-01/2021-12-31", "year", "year_from_source", False),
        ("this year", "2021-01-01/2021-12-31", "year", "year_from_source", False),
        ("akhir tahun ini", "2021-01-01/2021-12-31", "year", "year_from_source", True),
    ],
)
def test_printed_forms_are_read(text, days, precision, basis, hedged):
    assert read(text) == (days, precision, basis, hedged)


@pytest.mark.parametrize(
    ("text", "days", "precision"),
    [
        ("2019", "2019-01-01/2019-12-31", "year"),
        ("2019-07", "2019-07-01/2019-07-31", "month"),
        ("2019-07-16", "2019-07-16/2019-07-16", "day"),
        ("2020-02", "2020-02-01/2020-02-29", "month"),
        ("2021-04-10/2024-04-09", "2021-04-10/2024-04-09", "day"),
        ("2025-10/2025-12", "2025-10-01/2025-12-31", "month"),
        ("2025 / 2026", "2025-01-01/2026-12-31", "year"),
        ("2019Q3", "2019-07-01/2019-09-30", "quarter"),
        ("2019q1", "2019-01-01/2019-03-31", "quarter"),
        ("Triwulan III 2026", "2026-07-01/2026-09-30", "quarter"),
        ("triwulan iv 2019", "2019-10-01/2019-12-31", "quarter"),
        ("TW 2 2020", "2020-04-01/2020-06-30", "quarter"),
        ("Quarter 1 2020", "2020-01-01/2020-03-31", "quarter"),
    ],
)
def test_iso_forms_ranges_and_quarters_need_no_source(text, days, precision):
    assert read(text, UNKNOWN) == (days, precision, "printed", False)


@pytest.mark.parametrize(
    ("name", "month"), [(name, month) for month, names in MONTHS.items() for name in names.split()]
)
@pytest.mark.parametrize("dress", [str, str.lower, str.upper])
def test_months_are_read_in_both_languages_short_and_long(name, month, dress):
    last = monthrange(2020, month)[1]
    assert read(f"{dress(name)} 2020")[0] == f"2020-{month:02d}-01/2020-{month:02d}-{last}"


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (date(2020, 1, 3), "28 Desember", date(2019, 12, 28)),
        (date(2020, 1, 3), "31/12", date(2019, 12, 31)),
        (date(2020, 1, 3), "28-30 Desember", date(2019, 12, 30)),
        (date(2020, 1, 3), "Desember", date(2019, 12, 31)),
        (date(2019, 12, 28), "2 Januari", date(2020, 1, 2)),
        (date(2019, 7, 16), "16/7", date(2019, 7, 16)),
        (date(2019, 8, 27), "27/9", date(2019, 9, 27)),
        (date(2019, 7, 1), "31 Desember", date(2018, 12, 31)),
        (date(2019, 7, 3), "31 Desember", date(2019, 12, 31)),
        (date(2020, 3, 1), "29 Februari", date(2020, 2, 29)),
        (date(2021, 3, 1), "29 Februari", date(2020, 2, 29)),
        (date(2019, 11, 1), "29/2", date(2020, 2, 29)),
    ],
)
def test_a_day_without_a_year_takes_the_one_nearest_to_publication(published, text, expected):
    period = parse_period(text, SourceDates(published=published))
    assert (period.last, period.basis) == (expected, "year_from_source")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kamis, 17 November 2023", date(2023, 11, 17)),
        ("Friday 17 November 2023", date(2023, 11, 17)),
        ("Minggu (16/7)", date(2019, 7, 16)),
        ("Selasa (27/9)", date(2019, 9, 27)),
        ("Jum'at (16/7)", date(2019, 7, 16)),
        ("Jum’at (16/7)", date(2019, 7, 16)),
    ],
)
def test_a_date_stays_as_printed_whatever_its_weekday_says(text, expected):
    assert parse_period(text, MID_2019).last == expected


@pytest.mark.parametrize(
    "text",
    [
        "31/4", "31/4/2019", "30 Februari", "31 Juni 2021", "29/2/2019", "29 Februari 2021", "0/1",
        "32/1", "1/13", "7/16/2019", "1/0/2019", "2019-02-30", "2019-13", "2019-00", "2019-1-1",
        "0000", "Juni 0000", "1 Juni 0000", "2019Q5", "2019Q0", "Triwulan V 2019", "TW 3 1850",
        "30-28 Agustus", "28-31 Juni", "2024-04-09/2021-04-10", "2025-12/2025-10", "2026/2025",
        "2021-04-10/2024-04-31",
    ],
)  # fmt: skip
def test_impossible_days_and_periods_that_end_before_they_begin_are_refused(text):
    assert refused(text) == "date"


@pytest.mark.parametrize(
    "text",
    [
        "16/7/19", "20190716", "22Juni2021", "2020 Juni",
        "1 Smarch 2020", "foo 2020", "a 2020", "1 a 2020", "an 2020", "one 2020", "week 2020",
        "kemarin", "besok", "hari ini", "today", "yesterday", "2 hari lalu", "10:30",
        "Senin", "Selasa", "tahun lalu", "tahun",
        "akhir", "awal Juni", "semester I 2019", "28 Agustus - 2 September 2019", "28/8-30/8",
        "2026 planned", "2.480", "()", "per", "1/2/3/4", "not dated",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_and_never_taken_for_undated(text):
    assert refused(text) == "date"


@pytest.mark.parametrize("text", ["x" * 81, "1 " * 2000, "22 Juni " * 20, " " * 100 + "22 Juni"])
def test_an_essay_is_no_date_and_is_cut_in_the_message(text):
    with pytest.raises(UnreadableValueError) as fault:
        parse_period(text, MID_2021)
    assert fault.value.evidence["value"] == text[:80]


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_nothing_printed_is_the_reference_day_else_the_day_of_publication(text):
    assert read(text) == (day("2021-06-22"), "day", "source_reference", False)
    assert read(text, MID_2019) == (day("2019-07-16"), "day", "source_published", False)


@pytest.mark.parametrize("text", ["now", "Kini", "sekarang", "saat ini", "(now)"])
def test_now_is_the_month_it_was_said_in(text):
    assert read(text) == ("2021-06-01/2021-06-30", "month", "source_reference", False)
    assert read(text, MID_2019) == ("2019-07-01/2019-07-31", "month", "source_published", False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "date_without_source"),
        ("now", "date_without_source"),
        ("22 Juni", "date"),
        ("16/7", "date"),
        ("Juni", "date"),
        ("28-30 Agustus", "date"),
    ],
)
def test_without_a_date_of_the_source_no_year_is_invented(text, reason):
    assert refused(text, UNKNOWN) == reason


def test_a_reference_day_gives_no_year():
    source = SourceDates(published=None, reference=date(2021, 6, 22))
    assert refused("22 Juni", source) == "date"


# Properties

days = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(days, st.sampled_from(["id", "en"]))
@settings(deadline=None, max_examples=200)
def test_a_day_written_in_full_is_read_back(when, lang):
    expected = Period(first=when, last=when, precision="day")
    assert parse_period(format_date(when, lang), UNKNOWN) == expected
    assert parse_period(when.isoformat(), UNKNOWN) == expected


@given(days, st.integers(-180, 180))
@settings(deadline=None, max_examples=200)
def test_a_year_left_out_is_found_within_half_a_year_of_publication(when, distance):
    assume((when.month, when.day) != (2, 29))
    source = SourceDates(published=when + timedelta(days=distance))
    assert parse_period(f"{when.day}/{when.month}", source).last == when


@given(days, days)
@settings(deadline=None, max_examples=100)
def test_a_range_runs_forwards_or_is_refused(first, last):
    text = f"{first}/{last}"
    if first <= last:
        assert read(text)[:2] == (text, "day")
    else:
        assert refused(text) == "date"


@given(st.text(max_size=90))
@settings(deadline=None, max_examples=200)
def test_random_text_is_a_period_that_runs_forwards_or_is_refused(text):
    try:
        period = parse_period(text, MID_2021)
    except UnreadableValueError:
        return
    assert period.first <= period.last
