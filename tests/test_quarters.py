"""The quarter: what it reads, which days it holds, how it counts."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_coverage.errors import ParameterError
from ntt_coverage.quarters import Quarter

quarters = st.builds(Quarter, st.integers(1900, 2099), st.integers(1, 4))
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "year", "number"),
    [("2019Q3", 2019, 3), ("1900Q1", 1900, 1), ("2099Q4", 2099, 4), ("2000Q2", 2000, 2)],
)
def test_four_digits_q_and_a_number_are_a_quarter(text, year, number):
    assert Quarter.parse(text) == Quarter(year, number)


@pytest.mark.parametrize(
    "text",
    [
        "2019Q9", "2019Q0", "2019Q5", "19Q3", "2019", "2019-03", "2019Q33", "1899Q4", "2100Q1",
        "02019Q3", "٢٠١٩Q3", "2019Q３", "", "../../2019Q3", "2019Q3;rm", "3 Juli 2019", "IIII 2019",
    ],
)  # fmt: skip
def test_what_is_no_quarter_is_refused_with_an_example(text, monkeypatch):
    monkeypatch.setenv("NTT_COVERAGE_LANG", "en")
    with pytest.raises(ParameterError, match="such as 2019Q3") as refused:
        Quarter.parse(text)
    assert refused.value.evidence == {"value": text}


def test_a_number_is_refused_as_its_digits_are():
    with pytest.raises(ParameterError) as refused:
        Quarter.parse(20193)
    assert refused.value.evidence == {"value": "20193", "meant": "2019Q3"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2019q3", "2019Q3"), ("2019-Q3", "2019Q3"), ("2019 Q3", "2019Q3"), ("Q3 2019", "2019Q3"),
        ("2019Q3\n", "2019Q3"), (" 2019Q3", "2019Q3"), ("Triwulan III 2019", "2019Q3"),
        ("TW IV 2020", "2020Q4"), ("tw.ii/2021", "2021Q2"), ("I/2018", "2018Q1"),
        ("2026-1", "2026Q1"), ("Triwulan 2 Tahun 2022", "2022Q2"), ("kuartal 4-2017", "2017Q4"),
    ],
)  # fmt: skip
def test_another_way_of_writing_a_quarter_is_refused_with_the_right_one(text, meant, monkeypatch):
    monkeypatch.setenv("NTT_COVERAGE_LANG", "id")
    with pytest.raises(ParameterError, match=f"Tulis {meant}"):
        Quarter.parse(text)


@pytest.mark.parametrize(
    ("month", "number"),
    [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 2), (7, 3), (8, 3), (9, 3), (10, 4), (11, 4),
     (12, 4)],
)  # fmt: skip
def test_every_month_lies_in_its_quarter(month, number):
    last = calendar.monthrange(2020, month)[1]
    assert Quarter.of(date(2020, month, 1)) == Quarter(2020, number)
    assert Quarter.of(date(2020, month, last)) == Quarter(2020, number)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019Q1", date(2019, 1, 1), date(2019, 3, 31)),
        ("2020Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("2019Q2", date(2019, 4, 1), date(2019, 6, 30)),
        ("2019Q3", date(2019, 7, 1), date(2019, 9, 30)),
        ("2019Q4", date(2019, 10, 1), date(2019, 12, 31)),
    ],
)
def test_a_quarter_runs_from_its_first_to_its_last_day(text, first, last):
    quarter = Quarter.parse(text)
    assert (quarter.first_day, quarter.last_day) == (first, last)


@pytest.mark.parametrize(
    ("later", "earlier", "distance"),
    [("2019Q3", "2019Q3", 0), ("2019Q4", "2019Q3", 1), ("2020Q1", "2019Q4", 1),
     ("2021Q3", "2019Q3", 8), ("2021Q4", "2019Q3", 9), ("2019Q3", "2020Q1", -2)],
)  # fmt: skip
def test_the_difference_counts_quarters(later, earlier, distance):
    assert Quarter.parse(later) - Quarter.parse(earlier) == distance


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (1, "Triwulan I 2019", "Q1 2019"),
        (2, "Triwulan II 2019", "Q2 2019"),
        (3, "Triwulan III 2019", "Q3 2019"),
        (4, "Triwulan IV 2019", "Q4 2019"),
    ],
)
def test_a_label_counts_as_the_language_does(number, indonesian, english):
    quarter = Quarter(2019, number)
    assert [quarter.label(lang) for lang in ("id", "en")] == [indonesian, english]


@given(quarters)
@settings(deadline=None)
def test_text_and_quarter_go_there_and_back(quarter):
    assert Quarter.parse(str(quarter)) == quarter


@given(days)
@settings(deadline=None)
def test_a_day_lies_within_its_own_quarter_only(day):
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert Quarter.of(quarter.first_day) == Quarter.of(quarter.last_day) == quarter


@given(days)
@settings(deadline=None)
def test_quarters_leave_no_day_between_them(day):
    quarter = Quarter.of(day)
    assert Quarter.of(quarter.last_day + timedelta(days=1)) - quarter == 1


@given(quarters, quarters)
@settings(deadline=None)
def test_order_and_difference_agree(one, other):
    assert (one > other) == (one - other > 0)
    assert one - other == -(other - one)
