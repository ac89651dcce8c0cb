"""Themes and classes: every unit in one class, the legend adds up, zero is not unknown."""

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ntt_coverage as nc
from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pictures.classes import (
    PERSON_BREAKS,
    class_of_number,
    person_classes,
    rate_classes,
)
from ntt_coverage.pictures.palette import PALE
from ntt_coverage.pictures.themes import (
    THEMES,
    change_theme,
    persons_theme,
    rate_theme,
    status_theme,
)
from ntt_coverage.pipeline import coverage_in, load
from tests.conftest import ROOT

DATA = load(ProjectPaths(ROOT))
STATES = ("enrolled", "not_enrolled", "no_data", "suppressed")
PERSONS = st.one_of(st.none(), st.integers(1, 2_000_000))
RATES = st.one_of(st.none(), st.floats(0.0001, 3))


def quarter(text, lang="id"):
    return coverage_in(ReportSpec.parse(text, lang), DATA)


def with_units(**columns):
    """2019Q3 with other states and numbers for its 22 units."""
    states = quarter("2019Q3")
    return replace(states, coverage=states.coverage.assign(**columns))


def with_certainty(text, ranks):
    states = quarter(text)
    return replace(states, coverage=states.coverage.assign(certainty=ranks))


def counted(theme):
    return {each.key: number for each, number in theme.legend()}


def units(values):
    return st.lists(values, min_size=22, max_size=22)


# Whatever the table says


@settings(max_examples=60, deadline=None)
@given(units(st.sampled_from(STATES)), units(PERSONS), units(RATES), units(st.booleans()))
def test_the_legend_adds_up_to_22_for_any_table(states, persons, rates, disputed):
    changed = with_units(
        state=states,
        enrolled_persons=pd.array(persons, dtype="Int64"),
        coverage_rate=pd.array(rates, dtype="Float64"),
        disputed=disputed,
    )
    for make in THEMES.values():
        theme = make(changed)
        assert sum(number for _, number in theme.legend()) == 22
        assert set(theme.units["class"]) <= {each.key for each in theme.classes}
    for state in STATES[1:]:  # zero, no data and suppressed keep classes of their own
        for make in THEMES.values():
            assert counted(make(changed)).get(state, 0) == states.count(state)


@settings(max_examples=40, deadline=None)
@given(units(st.sampled_from(STATES)))
def test_the_legend_of_changes_adds_up_to_22_for_any_table(states):
    theme = change_theme(with_units(state=states), "2018Q3")
    assert sum(number for _, number in theme.legend()) == 22


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**7))
def test_a_number_falls_between_the_ends_that_its_label_names(number):
    label = person_classes("en")[int(class_of_number(number, PERSON_BREAKS))].label
    ends = [int(part.replace(",", "")) for part in label.removesuffix(" persons").split("–")[:2]
            if part[0].isdigit() and "more" not in part]  # fmt: skip
    if "more" in label:
        assert number >= 5_000
    else:
        assert ends[0] <= number <= ends[1]


# Known cases


def test_six_of_22_in_2019q3():
    theme = status_theme(quarter("2019Q3"))
    assert counted(theme) == {"enrolled": 6, "not_enrolled": 16, "no_data": 0}
    assert theme.title == "6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN"


def test_an_enrolment_without_a_number_is_neither_zero_nor_no_data():
    theme = persons_theme(quarter("2021Q4"))
    assert counted(theme) == {
        "0": 0, "1": 0, "2": 1, "3": 1, "4": 0, "uncounted": 4, "not_enrolled": 16, "no_data": 0,
    }  # fmt: skip
    assert theme.title.endswith("di 2 dari 22 kabupaten/kota: 1.522 sampai 2.480 orang")
    assert "4.002" not in theme.title  # of different days: they have no sum
    labels = [each.label for each, _ in theme.legend()]
    assert labels[0] == "1–499 orang"
    assert labels[4:7] == [
        "5.000 orang atau lebih",
        "Mendaftarkan, angka tidak diketahui",
        "Belum mendaftarkan",
    ]


def test_an_approximate_number_keeps_its_hedge_on_maps_and_in_titles():
    coverage = quarter("2021Q4").coverage
    about = coverage["certainty"].mask(coverage["regency"] == "Kabupaten Kupang", 1)
    states = with_certainty("2021Q4", about)
    assert persons_theme(states).title.endswith(": 1.522 sampai sekitar 2.480 orang")
    for make in (status_theme, persons_theme):
        values = make(states).units.set_index("regency")["value"]
        assert values["Kabupaten Kupang"] == "sekitar 2.480 orang"
        assert values["Kabupaten Rote Ndao"] == "1.522 orang"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021Q4", "Keadaan tahun 2021"),
        ("2022Q1", "Keadaan tahun 2021"),
        ("2019Q3", "Keadaan 16 Juli 2019"),  # no number: of the states
    ],
)
def test_the_days_under_numbers_are_those_of_the_numbers(text, days):
    assert persons_theme(quarter(text)).subtitle.endswith(days)


def test_an_end_that_one_source_gives_exactly_is_not_hedged():
    coverage = quarter("2021Q4").coverage
    both = coverage["enrolled_persons"].mask(coverage["enrolled_persons"].notna(), 900)
    about = coverage["certainty"].mask(coverage["regency"] == "Kabupaten Kupang", 1)
    states = with_certainty("2021Q4", about)
    states = replace(states, coverage=states.coverage.assign(enrolled_persons=both))
    assert persons_theme(states).title.endswith("di 2 dari 22 kabupaten/kota: 900 orang")


def test_nothing_known_is_said_and_not_summed_to_zero():
    theme = persons_theme(quarter("2019Q3"))
    assert theme.title.startswith("Bukti yang menentukan status tidak menyebut jumlah pegawai")
    assert counted(theme)["uncounted"] == 6


@pytest.mark.parametrize(
    ("states", "title"),
    [
        (["no_data"] * 22, "Jumlah pegawai non-ASN yang terdaftar tidak diketahui di"),
        (["not_enrolled"] + ["no_data"] * 21, "Tidak ada kabupaten/kota yang diketahui"),
        (["enrolled"] + ["not_enrolled"] * 21, "Bukti yang menentukan status tidak menyebut"),
    ],
)
def test_a_title_speaks_of_evidence_only_where_there_is_some(states, title):
    assert persons_theme(with_units(state=states)).title.startswith(title)


def test_rates_fall_into_the_class_of_what_is_printed():
    rates = [0.2494, 499 / 2000, 0.4996, 0.75, 1.0, 1.0004, 1.01, None] + [None] * 14
    states = ["enrolled"] * 8 + ["not_enrolled"] * 14
    theme = rate_theme(with_units(state=states, coverage_rate=pd.array(rates, dtype="Float64")))
    assert list(theme.units["class"][:8]) == [
        "0", "1", "2", "3", "3", "3", "above_all", "uncounted",
    ]  # fmt: skip
    assert list(theme.units["value"][:2]) == ["24,9%", "25,0%"]
    assert "dua catatan" in next(c.label for c in theme.classes if c.key == "above_all")


def test_rate_labels_leave_no_gap():
    labels = [each.label for each in rate_classes("id")[:4]]
    assert labels == ["di bawah 25%", "25–49,9%", "50–74,9%", "75–100%"]


def test_classes_are_the_same_in_every_quarter():
    for make in THEMES.values():
        every = {make(quarter(name)).classes for name in ("2018Q2", "2019Q3", "2026Q1")}
        assert len(every) == 1


def test_stale_units_are_pale_and_counted_as_no_data():
    theme = status_theme(quarter("2022Q1"))
    stale = theme.units[theme.units["class"] == "no_data"]
    assert counted(theme)["no_data"] == len(stale) == 19
    assert set(stale["face"]) == set(PALE.values())


def test_a_class_without_a_legend_is_refused():
    theme = status_theme(quarter("2019Q3"))
    spoilt = replace(theme, units=theme.units.assign(**{"class": "mistyped"}))
    with pytest.raises(ValueError, match="mistyped"):
        spoilt.legend()


# Change


@pytest.mark.parametrize(
    ("since", "now", "expected", "title"),
    [
        ("2019Q3", "2019Q4", {"joined": 1, "left": 2, "still_enrolled": 4,
                               "still_not_enrolled": 15},
         "Sejak Triwulan III 2019: 1 mulai mendaftarkan, 2 tidak lagi mendaftarkan"),
        ("2019Q2", "2019Q3", {"newly_known": 21, "still_enrolled": 1},
         "Sejak Triwulan II 2019: 21 baru diketahui"),
        ("2021Q4", "2022Q1", {"lost": 19, "still_enrolled": 2, "revised": 1},
         "Sejak Triwulan IV 2021: 1 direvisi, 19 tidak diketahui lagi"),
        ("2020Q1", "2020Q2", {"still_enrolled": 5, "still_not_enrolled": 17},
         "Tidak ada perubahan status yang diketahui sejak Triwulan I 2020"),
        ("2017Q4", "2018Q1", {"no_data": 22},
         "Perubahan sejak Triwulan IV 2017 tidak diketahui: tidak ada data"),
    ],
)  # fmt: skip
def test_change_between_two_quarters(since, now, expected, title):
    theme = change_theme(quarter(now), since)
    assert {key: number for key, number in counted(theme).items() if number} == expected
    assert theme.title == title


def test_change_names_the_unit_that_joined_and_those_that_left():
    changes = change_theme(quarter("2019Q4")).units.set_index("regency")["class"]
    assert list(changes[changes == "joined"].index) == ["Kabupaten Belu"]
    assert list(changes[changes == "left"].index) == ["Kabupaten Sumba Timur", "Kabupaten Ende"]


def test_what_is_newly_known_says_which_state_it_is():
    rows = change_theme(quarter("2019Q3")).units
    assert set(rows.loc[rows["class"] == "newly_known", "value"]) == {
        "mendaftarkan",
        "belum mendaftarkan",
    }


def test_a_revision_has_its_own_class_and_is_counted_in_title_and_words():
    """With the list of November 2019 printed in January, that of July is what was known then."""
    late = DATA.sources["published"].mask(DATA.sources["source_id"] == "S09", "2020-01-20")
    data = replace(DATA, sources=DATA.sources.assign(published=late))
    theme = change_theme(replace(quarter("2020Q1"), data=data))
    assert theme.title == "Sejak Triwulan IV 2019: 3 direvisi"
    assert counted(theme)["revised"] == 3
    assert "Direvisi: 3 (Kabupaten Sumba Timur belum mendaftarkan, " in theme.alt
    assert not theme.units.loc[theme.units["class"] == "revised", "strong"].any()


@pytest.mark.parametrize("since", ["2019Q3", "2020Q1"])
def test_a_quarter_that_is_not_earlier_is_refused(since):
    with pytest.raises(ParameterError) as error:
        change_theme(quarter("2019Q3"), since)
    assert "tidak lebih awal" in error.value.say("id")


def test_a_suppressed_number_is_printed_nowhere():
    states = with_units(
        state=["suppressed"] * 22,
        enrolled_persons=pd.array([2480] * 22, dtype="Int64"),
        coverage_rate=pd.array([0.5] * 22, dtype="Float64"),
    )
    for make in THEMES.values():
        theme = make(states)
        assert set(theme.units["value"]) == {""}
        assert counted(theme)["suppressed"] == 22
        assert "2.480" not in theme.alt + theme.title


def test_disputes_and_old_states_are_told_in_words():
    said = status_theme(quarter("2019Q3")).alt
    assert "sumber saling bertentangan: 1 (Kabupaten Sumba Timur)" in said
    assert "terakhir diketahui mendaftarkan: 3" in status_theme(quarter("2022Q1")).alt


def test_what_was_asked_for_is_part_of_the_id_and_of_the_name():
    usual, since = change_theme(quarter("2019Q4")), change_theme(quarter("2019Q4"), "2018Q2")
    same = change_theme(quarter("2019Q4"), "2019Q3")
    other = persons_theme(quarter("2021Q4"), (100, 200))
    ids = [theme.passport().figure_id for theme in (since, usual, same)]
    assert ids[0] != ids[1] == ids[2]
    assert (usual.file_name(), since.file_name()) == ("change", "change-2018Q2")
    assert other.passport().figure_id != persons_theme(quarter("2021Q4")).passport().figure_id
    assert other.file_name("tiles") == "tiles-persons-100-200"


@pytest.mark.parametrize("breaks", [(), (5, 5), (9, 5), (0, 5), (1, 2, 3, 4, 5), (-1, 4)])
def test_breaks_that_cannot_be_told_apart_are_refused(breaks):
    with pytest.raises(ParameterError, match="tidak dapat dipakai"):
        persons_theme(quarter("2021Q4"), breaks)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"theme": "jumlah"}, "status, persons, rate"),
        ({"layout": "a4"}, "slide, page, square"),
        ({"theme": status_theme(quarter("2019Q3"))}, "Buat tema dari triwulan"),
    ],
)
def test_a_mistyped_option_is_answered_with_the_choices(options, said):
    for draw in (nc.draw_map, nc.draw_tiles):
        with pytest.raises(ParameterError, match=said):
            draw(quarter("2021Q4"), **options)


# Breaks of a series


def test_pooled_breaks_leave_out_zero_and_missing():
    numbers = pd.Series([310, 936, 1400, 1647, 2480, 3784])
    with_others = pd.concat([numbers, pd.Series([0, 0, 0, None, None])])
    assert nc.pooled_breaks(with_others, classes=3) == nc.pooled_breaks(numbers, classes=3)


def test_pooled_breaks_do_not_put_the_smallest_with_the_zeros():
    """Natural breaks over 16 zeros put 310 with them; here zero is a class of its own."""
    breaks = nc.pooled_breaks(pd.Series([0] * 16 + [310, 2480, 5000, 5100, 5200, 5300]), classes=3)
    assert class_of_number(310, breaks) != class_of_number(5000, breaks)
    assert len(breaks) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=40), st.integers(2, 5))
def test_pooled_breaks_rise_and_leave_no_class_empty(numbers, classes):
    breaks = nc.pooled_breaks(pd.Series(numbers), classes=classes)
    assert all(low < high for low, high in pairwise(breaks))
    used = {class_of_number(number, breaks) for number in numbers}
    assert len(used) == len(breaks) + 1 == min(classes, len(set(numbers)))


@pytest.mark.parametrize("numbers", [[], [None], [0, 0], [7], [7, 7]])
def test_one_number_or_none_has_no_breaks(numbers):
    assert nc.pooled_breaks(pd.Series(numbers, dtype="float")) == ()


def test_breaks_pooled_over_all_quarters_can_be_drawn():
    breaks = nc.pooled_breaks(DATA.series["enrolled_persons"])
    themes = [persons_theme(quarter(name), breaks) for name in ("2019Q1", "2021Q4", "2026Q1")]
    assert len({theme.classes for theme in themes}) == 1
    assert all(sum(n for _, n in theme.legend()) == 22 for theme in themes)
    assert say("state.not_enrolled", "id") in [each.label for each in themes[0].classes]
