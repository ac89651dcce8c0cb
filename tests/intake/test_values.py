"""Numbers as Indonesian statements print them, and what is no number at all."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_coverage.errors import UnreadableValueError
from ntt_coverage.intake.values import UNIT_WORDS, Quantity, parse_quantity

ARTICLES = Path(__file__).parents[2] / "data" / "raw" / "statements_articles.csv"
DATE_UNITS = {"date", "date range", "year"}

TOKENS = {
    "2.480": 2480, "ribuan": None, "55": 55, "Lebih kurang 63 persen": 63, "48": 48,
    "dua desa": 2, "58 desa": 58, "1.133": 1133, "14.438": 14438, "5.244": 5244, "9.192": 9192,
    "63 persen": 63, "2.482": 2482, "1.475": 1475, "5.892": 5892, "dua": 2, "69": 69,
    "Rp 1.175.126.400": 1175126400, "lima": 5, "enam": 6, "22": 22, "(named in list)": 1,
    "17": 17, "453": 453, "kurang lebih satu juta": 1000000, "sangat rendah": None,
    "30 persen": 30, "Ke-51": 51, "Pertama ... Kedua": 2,
}  # fmt: skip
"""Every token of the founding articles that is no date."""


def tokens():
    with ARTICLES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {row["value_text"] for row in rows if row["unit_text"] not in DATE_UNITS}


def refused(text, convention="id"):
    with pytest.raises(UnreadableValueError) as fault:
        parse_quantity(text, convention=convention)
    assert fault.value.evidence["value"] == text[:80]
    return fault.value.key


def spell(number):
    """Write a number in Indonesian words."""
    ones = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    if number < 10:
        return ones[number]
    if number in (10, 11):
        return ["sepuluh", "sebelas"][number - 10]
    if number < 20:
        return f"{ones[number - 10]} belas"
    for size, word in ((10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= size:
            many, rest = divmod(number, size)
            lead = f"se{word}" if many == 1 and size in (100, 1000) else f"{spell(many)} {word}"
            return f"{lead} {spell(rest)}".strip()
    raise AssertionError(number)


def test_every_token_of_the_articles_has_its_reading_here():
    assert set(TOKENS) == tokens()


@pytest.mark.parametrize(("text", "value"), sorted(TOKENS.items()))
def test_every_token_of_the_articles_is_read(text, value):
    assert parse_quantity(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.480", 2480),
        (" 2.480 ", 2480),
        ("0", 0),
        ("nol", 0),
        ("63%", 63),
        ("63 %", 63),
        ("63,7 persen", 63.7),
        ("14,12%", 14.12),
        ("1.234,5", 1234.5),
        ("Rp1.175.126.400", 1175126400),
        ("Rp. 16.800", 16800),
        ("Rp 1.175.126.400,00", 1175126400),
        ("1.133 orang", 1133),
        ("58 Desa", 58),
        ("2,5 juta", 2500000),
        ("1,2 juta orang", 1200000),
        ("100 ribu", 100000),
        ("satu miliar", 10**9),
        ("dua milyar", 2 * 10**9),
        ("DUA RATUS LIMA BELAS RIBU", 215000),
        ("enam orang", 6),
        ("ke-51", 51),
        ("kedua", 2),
        ("kesebelas", 11),
        ("Pertama, kedua; ketiga", 3),
    ],
)
def test_a_printed_number_is_read_without_bounds_or_doubt(text, value):
    assert parse_quantity(text) == Quantity(value=value)


@pytest.mark.parametrize(
    "text",
    [
        "2.48", "1.2.3", "2 480", "1..000", "1.0000", "01.000", "1.00", "12.345.67", ".480",
        "2.480.", "1,,5", "1,000.5", "1.2 juta", "5 juta juta", "5 ribu juta",
        "", "   ", "-", "–", "- 5", "-5", "+5", "−5", "1e5", "inf", "nan", "NaN", "n/a", "None",
        "1_000", "½", "²", "5/6", "16/7", "2019-07-16", "2.480orang", "1juta",
        "satu dua", "puluh", "belas", "ratus", "ribu", "juta", "se", "seratus puluh",
        "dua ribu tiga ribu", "dua juta tiga juta", "dua ribu tiga juta", "dua puluh sepuluh",
        "dua puluh tiga puluh", "sepuluh satu", "dua puluh dua belas", "seratus dua ratus",
        "nol satu", "dua nol", "dua puluh dan tiga", "satu koma dua", "two", "dua atau tiga",
        "ketua", "ke", "ke-", "kedua orang tua", "Rp", "persen", "orang", "lebih dari",
        "sekitar", "1 2", "10 dan 20", "10 persen 20 persen", "2.480 honorer dan 48",
        "2.480 (dua ribu)", "20-10", "5 sampai 3", "10-20-30", "antara 10", "antara 20 dan 10",
        "named in list", "=2480", "2480;", "'2480",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_as_printed(text):
    assert refused(text) == "number"


@pytest.mark.parametrize("text", ["14,438", "2,480", "0,500", "Rp 1,000", "1,500 juta"])
def test_a_comma_before_three_digits_can_be_read_in_two_ways(text):
    assert refused(text) == "number_two_ways"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_refusal_shows_the_text_and_the_remedy(lang):
    with pytest.raises(UnreadableValueError) as fault:
        parse_quantity("14,438")
    assert "14,438" in fault.value.say(lang)


@pytest.mark.parametrize("text", ["9" * 201, "9" * 5000, "dua " * 500, "pertama " * 500])
def test_an_essay_is_no_number(text):
    assert refused(text) == "number"


@pytest.mark.parametrize(
    "hedge",
    [
        "kurang lebih",
        "Lebih kurang",
        "sekitar",
        "kira-kira",
        "Diperkirakan",
        "±",
        "about",
        "hampir",
    ],
)
@pytest.mark.parametrize(("text", "value"), [("2.480", 2480), ("satu juta", 10**6)])
def test_a_hedge_makes_approximate_and_gives_no_bounds(hedge, text, value):
    assert parse_quantity(f"{hedge} {text}") == Quantity(value=value, hedged=True)


def test_the_sign_of_about_may_touch_the_number():
    assert parse_quantity("±10.000") == Quantity(value=10000, hedged=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lebih dari 1.000", Quantity(low=1000, hedged=True)),
        ("Sedikitnya 5 desa", Quantity(low=5, hedged=True)),
        ("sekurangnya dua", Quantity(low=2, hedged=True)),
        ("minimal 30 persen", Quantity(low=30, hedged=True)),
        ("at least 10", Quantity(low=10, hedged=True)),
        ("kurang dari 1.000", Quantity(high=1000, hedged=True)),
        ("maksimal 40%", Quantity(high=40, hedged=True)),
        ("less than 5", Quantity(high=5, hedged=True)),
        ("10-20", Quantity(low=10, high=20, hedged=True)),
        ("1.500 – 2.000 orang", Quantity(low=1500, high=2000, hedged=True)),
        ("antara 10 dan 20 persen", Quantity(low=10, high=20, hedged=True)),
        ("antara 10 sampai 20", Quantity(low=10, high=20, hedged=True)),
        ("10 hingga 20 juta", Quantity(low=10**7, high=2 * 10**7, hedged=True)),
        ("5-5", Quantity(low=5, high=5, hedged=True)),
        ("puluhan", Quantity(low=10, high=99, hedged=True)),
        ("ratusan", Quantity(low=100, high=999, hedged=True)),
        ("ribuan", Quantity(low=1000, high=9999, hedged=True)),
        ("Jutaan", Quantity(low=10**6, high=10**7 - 1, hedged=True)),
    ],
)
def test_bounds_stand_only_where_they_are_printed_and_are_no_number(text, expected):
    assert parse_quantity(text) == expected


@pytest.mark.parametrize("text", ["rendah", "sangat rendah", "tinggi", "Sangat Tinggi", "banyak"])
def test_a_word_without_a_number_has_none(text):
    assert parse_quantity(text) == Quantity()


@pytest.mark.parametrize(
    ("text", "value"),
    [("2480", 2480), ("33.7", 33.7), ("65.90", 65.9), ("0", 0), ("1054194", 1054194)],
)
def test_transcribed_digits_have_a_decimal_point(text, value):
    assert parse_quantity(text, convention="plain") == Quantity(value=value)


@pytest.mark.parametrize("text", ["33,7", "1.175.126", "2,480", "2 480", ".5", "5.", "1.2.3", "-3"])
def test_transcribed_digits_have_no_thousands_marks(text):
    assert refused(text, "plain") == "number"


# Properties


@given(st.integers(1, 999_999_999))
@settings(deadline=None, max_examples=400)
def test_every_number_is_read_from_its_words(number):
    assert parse_quantity(spell(number)) == Quantity(value=number)


@pytest.mark.parametrize("start", range(1, 2000, 500))
def test_the_first_two_thousand_numbers_are_read_from_their_words(start):
    numbers = range(start, start + 500)
    assert [parse_quantity(spell(n)).value for n in numbers] == list(numbers)


@given(
    st.lists(
        st.sampled_from(["satu", "dua", "lima", "belas", "puluh", "ratus", "ribu", "juta"]),
        max_size=6,
    )
)
@settings(deadline=None, max_examples=400)
def test_number_words_in_any_other_order_are_refused(words):
    text = " ".join(words)
    try:
        value = parse_quantity(text).value
    except UnreadableValueError:
        return
    short = re.sub(r"\bsatu (belas|puluh|ratus)", r"se\1", text)
    assert spell(value).replace("seribu", "satu ribu") == short


@given(st.integers(0, 10**15))
@settings(deadline=None, max_examples=200)
def test_whole_numbers_go_there_and_back_through_indonesian_writing(number):
    assert parse_quantity(format_decimal(number, locale="id")) == Quantity(value=number)


@given(st.integers(0, 10**9), st.integers(1, 99))
@settings(deadline=None, max_examples=200)
def test_decimals_go_there_and_back_through_indonesian_writing(whole, hundredths):
    value = Decimal(whole) + Decimal(hundredths) / 100
    written = format_decimal(value, format="#,##0.##", locale="id")
    assert parse_quantity(written).value == pytest.approx(float(value), rel=1e-15)


@given(st.integers(0, 10**9), st.sampled_from(sorted(UNIT_WORDS)))
@settings(deadline=None, max_examples=100)
def test_a_unit_after_a_number_changes_nothing_in_it(number, unit):
    written = format_decimal(number, locale="id")
    assert parse_quantity(f"{written} {unit}") == parse_quantity(written)


@given(st.text(max_size=100))
@settings(deadline=None, max_examples=300)
def test_random_text_is_read_or_refused_and_nothing_else(text):
    try:
        found = parse_quantity(text)
    except UnreadableValueError:
        return
    assert found.value is None or found.value >= 0
    assert found.low is None or found.high is None or found.low <= found.high
