"""Words, numbers and dates as an Indonesian or English reader expects them."""

import csv
import inspect
import string
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ntt_coverage
import ntt_coverage as nc
from ntt_coverage.errors import ParameterError
from ntt_coverage.language import (
    LANGUAGES,
    format_date,
    format_number,
    format_share,
    reader_language,
    say,
)
from ntt_coverage.paths import ProjectPaths
from tests.conftest import ROOT

WORDS = Path(ntt_coverage.__file__).with_name("words.csv")
BLANK = {"unit.flag", "unit.qualitative"}
"""Units that are written as nothing."""

OWN_BRACES = {
    "quarter.label": (["roman", "y"], ["q", "y"]),
    "xlsx.quarter": (["roman"], ["q"]),
}
"""Indonesian counts quarters in Roman numerals."""


def read_words():
    with WORDS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def braces(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("row", read_words(), ids=lambda row: row["key"])
def test_both_languages_say_the_same_with_the_same_braces(row):
    assert set(row) == {"key", *LANGUAGES}
    found = braces(row["id"]), braces(row["en"])
    assert found == OWN_BRACES.get(row["key"], (found[0], found[0]))
    assert all(name.isidentifier() for name in braces(row["id"]))
    assert all(bool(row[lang].strip()) is (row["key"] not in BLANK) for lang in LANGUAGES)


def test_no_key_stands_twice():
    keys = [row["key"] for row in read_words()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", read_words(), ids=lambda row: row["key"])
def test_no_text_has_stray_spaces_or_dashes_for_want_of_a_sentence(row):
    for lang in LANGUAGES:
        assert row[lang] == row[lang].strip()
        assert "  " not in row[lang]
        assert "\u2014" not in row[lang]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [(None, "id"), ("id", "id"), ("en", "en"), ("", "id"), ("de", "id"), ("EN", "id")],
)
def test_reader_language_is_indonesian_unless_english_is_asked_for(monkeypatch, chosen, expected):
    monkeypatch.delenv("NTT_COVERAGE_LANG", raising=False)
    if chosen is not None:
        monkeypatch.setenv("NTT_COVERAGE_LANG", chosen)
    assert reader_language() == expected


@pytest.mark.parametrize(
    ("key", "lang", "values", "expected"),
    [
        ("state.enrolled", "id", {}, "Mendaftarkan"),
        ("state.no_data", "en", {}, "No data"),
        ("quarter.label", "id", {"roman": "III", "q": 3, "y": 2019}, "Triwulan III 2019"),
        ("quarter.label", "en", {"roman": "III", "q": 3, "y": 2019}, "Q3 2019"),
        ("map.persons", "id", {"n": "2.480"}, "2.480 orang"),
        ("map.figure_id", "id", {"id": "{id} {0} {}"}, "ID gambar {id} {0} {}"),
    ],
)
def test_say_fills_values_in_and_reads_no_braces_in_them(key, lang, values, expected):
    assert say(key, lang, **values) == expected


@pytest.mark.parametrize(
    ("key", "lang", "values"),
    [("state.unheard", "id", {}), ("state.enrolled", "de", {}), ("map.persons", "id", {})],
)
def test_an_unknown_key_language_or_missing_value_is_a_key_error(key, lang, values):
    with pytest.raises(KeyError):
        say(key, lang, **values)


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "0", "0"),
        (6, "6", "6"),
        (2480, "2.480", "2,480"),
        (1175126400, "1.175.126.400", "1,175,126,400"),
        (33.7, "33,7", "33.7"),
        (14.12, "14,12", "14.12"),
        (1234.5, "1.234,5", "1,234.5"),
        (2480.0, "2.480", "2,480"),
        (-5, "-5", "-5"),
    ],
)
def test_numbers_carry_the_marks_of_the_language(value, indonesian, english):
    assert [format_number(value, lang) for lang in ("id", "en")] == [indonesian, english]


@pytest.mark.parametrize(
    ("fraction", "indonesian", "english"),
    [
        (0.637, "63,7%", "63.7%"),
        (0, "0,0%", "0.0%"),
        (1, "100,0%", "100.0%"),
        (1.25, "125,0%", "125.0%"),
        (12.345, "1.234,5%", "1,234.5%"),
    ],
)
def test_shares_have_one_decimal_and_may_pass_one_hundred(fraction, indonesian, english):
    assert [format_share(fraction, lang) for lang in ("id", "en")] == [indonesian, english]


@pytest.mark.parametrize(
    ("day", "indonesian", "english"),
    [
        (date(2019, 7, 16), "16 Juli 2019", "16 July 2019"),
        (date(2020, 2, 29), "29 Februari 2020", "29 February 2020"),
        (date(2021, 5, 1), "1 Mei 2021", "1 May 2021"),
        (date(2023, 12, 31), "31 Desember 2023", "31 December 2023"),
    ],
)
def test_days_are_written_in_full(day, indonesian, english):
    assert [format_date(day, lang) for lang in ("id", "en")] == [indonesian, english]


@given(st.integers(0, 10**15))
@settings(deadline=None, max_examples=200)
def test_taking_the_thousands_marks_off_gives_the_number_back(number):
    assert int(format_number(number, "id").replace(".", "")) == number
    assert int(format_number(number, "en").replace(",", "")) == number


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=200)
def test_whatever_a_value_holds_is_said_as_it_is(text):
    assert say("map.persons", "en", n=text) == f"{text} staff"


def test_every_verb_refuses_a_language_that_there_is_not(data, tables_2019q3):
    frame = pd.DataFrame({"Kab/Kota": ["Ende"], "Honorer terdaftar": ["9"]})
    told = {
        "data": data, "checks": data.checks, "cleaned": nc.clean_table(frame), "quarter": "2019Q3",
        "path": ProjectPaths(ROOT).sample_workbook, "figures": nc.figures_of("2019Q3", data=data),
        "figure_id": nc.draw_map(tables_2019q3).passport.figure_id, "regency": "Ende",
        "quarters": ["2019Q3", "2019Q4"], "check_id": data.checks["check_id"].iloc[0],
    }  # fmt: skip
    tried = []
    for name in nc.__all__:
        verb = getattr(nc, name)
        asked = inspect.signature(verb).parameters if inspect.isfunction(verb) else {}
        if "lang" in asked:
            with pytest.raises(ParameterError) as refused:
                verb(**{key: told[key] for key in asked if key in told}, lang="inggris")
            assert refused.value.key == "language", name
            tried.append(name)
    assert {"coverage", "explore", "profile", "show_audit", "show_cells"} <= set(tried)
