"""The sections that tell the report in words and show what changed."""

import html
import re

import pytest

import ntt_coverage as nc
from ntt_coverage.identity import ReportSpec
from ntt_coverage.pipeline import coverage_in
from ntt_coverage.series import changes_since


def cells(section):
    """The rows of a section's table, as a reader sees them."""
    rows = re.findall(r"<tr>(.*?)</tr>", section.markup)
    return [[html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
            for row in rows]  # fmt: skip


def table(data, quarter, lang="id"):
    head, *rows = cells(nc.show_changes(nc.coverage(quarter, lang, data=data)))
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_story_has_a_paragraph_for_each_passage(data, lang):
    tables = nc.coverage("2019Q3", lang, data=data)
    shown = re.findall(r"<p>(.*?)</p>", nc.show_story(tables).markup)
    assert [html.unescape(text) for text in shown] == [each.text for each in nc.narrate(tables)]


def test_the_table_names_whom_it_moved_with_both_states(data):
    rows = {row["Kabupaten/Kota"]: row for row in table(data, "2019Q4")}
    assert {name: row["Perubahan status"] for name, row in rows.items()} == {
        "Kabupaten Sumba Timur": "Tidak lagi mendaftarkan",
        "Kabupaten Belu": "Mulai mendaftarkan",
        "Kabupaten Ende": "Tidak lagi mendaftarkan",
    }
    assert rows["Kabupaten Sumba Timur"]["Status sebelumnya"] == "Mendaftarkan *"
    assert rows["Kabupaten Belu"]["Status"] == "Mendaftarkan"


@pytest.mark.parametrize(
    ("quarter", "regency", "expected"),
    [
        ("2018Q4", "Kota Kupang", ("Tetap mendaftarkan", "1.400", "1.647", "Bertambah")),
        (
            "2022Q2",
            "Kabupaten Rote Ndao",
            ("Baru diketahui", "1.522", "905", "Belum dapat dibandingkan"),
        ),
        ("2021Q3", "Kabupaten Kupang", ("Tetap mendaftarkan", "2.480", "2.480", "Direvisi")),
        ("2022Q1", "Kabupaten Rote Ndao", ("Direvisi", "1.522", "1.522", "Baru diketahui")),
    ],
)
def test_the_table_tells_how_the_number_of_persons_moved(data, quarter, regency, expected):
    row = next(row for row in table(data, quarter) if row["Kabupaten/Kota"] == regency)
    columns = ("Perubahan status", "Orang terdaftar sebelumnya", "Orang terdaftar",
               "Perubahan jumlah orang")  # fmt: skip
    assert tuple(row[name] for name in columns) == expected


def test_what_had_been_known_stands_beside_what_was_revised(data):
    number = next(row for row in table(data, "2021Q3") if row["Kabupaten/Kota"][-6:] == "Kupang")
    state = next(row for row in table(data, "2022Q1") if "Rote Ndao" in row["Kabupaten/Kota"])
    assert number["Orang terdaftar yang diketahui waktu itu"] == "2.482"
    assert state["Status yang diketahui waktu itu"] == "Belum mendaftarkan"


def test_columns_that_tell_nothing_are_left_out(data):
    head = list(table(data, "2019Q4", "en")[0])
    assert head == ["Regency or city", "Change of state", "State before", "State"]


@pytest.mark.parametrize(
    ("quarter", "lang", "sentence"),
    [
        ("2020Q2", "id", "Sejak Triwulan I 2020 tidak ada perubahan yang diketahui."),
        ("2020Q2", "en", "No change is known since Q1 2020."),
        ("2018Q1", "id", "Untuk Triwulan IV 2017 dan triwulan ini tidak ada data, sehingga "
                         "perubahan tidak diketahui."),
    ],
)  # fmt: skip
def test_a_quarter_without_changes_is_one_sentence(data, quarter, lang, sentence):
    section = nc.show_changes(nc.coverage(quarter, lang, data=data))
    assert cells(section) == []
    assert re.findall(r"<p>(.*?)</p>", section.markup) == [sentence]


@pytest.mark.parametrize("quarter", ["2019Q3", "2019Q4", "2021Q2", "2022Q1", "2024Q3"])
def test_units_that_did_not_change_are_left_out(data, quarter):
    changed = changes_since(coverage_in(ReportSpec.parse(quarter), data))[1]
    still = changed[
        changed["change"].str.startswith(("still", "no_data"))
        & changed["persons_change"].isin(["same", "not_known"])
        & changed["disputed"].eq(changed["disputed_before"])
    ]
    named = {row["Kabupaten/Kota"] for row in table(data, quarter)}
    assert named == set(changed["regency"]) - set(still["regency"])


def test_text_of_the_data_is_no_markup(data, monkeypatch):
    tables = nc.coverage("2019Q3", data=data)
    monkeypatch.setitem(vars(tables), "coverage", tables.coverage.assign(regency="<b>&</b>"))
    assert "<b>" not in nc.show_story(tables).markup
    assert "&lt;b&gt;&amp;" in nc.show_story(tables).markup + nc.show_changes(tables).markup
