"""Figures, slips and sentences: what the printed digits allow, to the last one."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntt_coverage.measures.statements.days import years_of
from ntt_coverage.measures.statements.figures import Figure, read_figure, share_fit
from ntt_coverage.measures.statements.slips import slip_between, undoubled

NAN = float("nan")


def figure(text, value, unit="persons"):
    return read_figure(value, NAN, NAN, text=text, unit=unit)


def exact(value):
    return Figure(value=value, low=value, high=value)


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("5.244", 5244, 5244, 5244),
        ("20.000", 20000, 20000, 20000),  # round, but not hedged
        ("sekitar 1.600", 1600, 1550, 1650),
        ("kurang lebih satu juta", 1e6, 5e5, 1.5e6),
        ("1,6 juta", 1.6e6, 1.55e6, 1.65e6),
        ("sekitar Rp 250 juta", 250e6, 245e6, 255e6),
        ("hampir 14.500", 14500, 14400, 14500),
    ],
)
def test_a_number_allows_what_its_digits_leave_open(text, value, low, high):
    read = figure(text, value)
    assert (read.low, read.high) == (low, high)


@pytest.mark.parametrize(
    ("printed", "value", "part", "whole", "fit"),
    [
        ("63 persen", 63, 9192, 14438, "truncated"),  # 63.67
        ("64 persen", 64, 9192, 14438, "rounded"),
        ("63,7%", 63.7, 9192, 14438, "rounded"),
        ("63,6%", 63.6, 9192, 14438, "truncated"),
        ("65 persen", 65, 9192, 14438, None),
        ("62 persen", 62, 9192, 14438, None),
        ("50%", 50, 1, 2, "rounded"),
        ("Lebih kurang 63 persen", 63, 9192, 14438, "rounded"),
        ("0%", 0, 1, 1000, "rounded"),
    ],
)
def test_a_share_fits_rounded_or_cut_off_or_not_at_all(printed, value, part, whole, fit):
    share = figure(printed, value, unit="percent")
    assert share_fit(share, exact(part), exact(whole)) == fit


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 2))
def test_every_share_that_is_rounded_or_cut_off_fits(part, whole, decimals):
    percent = Decimal(100 * part) / whole
    places = Decimal(1).scaleb(-decimals)
    for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN):
        written = percent.quantize(places, rounding=rounding)
        share = figure(f"{written}%", float(written), unit="percent")
        assert share_fit(share, exact(part), exact(whole))


@pytest.mark.parametrize(
    ("printed", "meant", "slip"),
    [
        (5892, 5829, "transposed"),
        (5246, 5426, "transposed"),
        (58, 158, "lost"),
        (1529, 15529, "lost"),
        (11529, 1529, "doubled"),
        (5244, 5246, None),  # a wrong digit explains anything
        (5829, 5289, "transposed"),
        (5829, 9825, None),  # not neighbours
        (5829, 5829, None),
        (0, 10, None),
        (5.5, 55, None),
        (12529, 1529, None),  # the digit that is too much is no twin
    ],
)
def test_a_slip_has_a_name_only_if_it_is_one(printed, meant, slip):
    assert slip_between(printed, meant) == slip


@given(st.integers(10, 10**9), st.data())
def test_planted_slips_are_named(number, data):
    digits = str(number)
    place = data.draw(st.integers(0, len(digits) - 2))
    twice = int(digits[: place + 1] + digits[place:])
    assert slip_between(twice, number) == "doubled"
    assert number in undoubled(twice)
    swapped = [*digits]
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    if swapped[0] != "0" and swapped != [*digits]:
        assert slip_between(int("".join(swapped)), number) == "transposed"


def test_years_of_a_weekday_are_those_of_the_calendar():
    assert years_of(1, date(2019, 7, 16)) == [2013, 2019, 2024]
    assert years_of(4, date(2019, 9, 27)) == [2013, 2019, 2024]
    assert years_of(5, date(2020, 2, 29)) == [2020]
