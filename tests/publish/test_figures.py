"""Corrections and costs as a reader sees them."""

import html
import re
from dataclasses import replace

import pandas as pd
import pytest

import ntt_coverage as nc
from ntt_coverage.publish.sections import show_known, show_sources
from ntt_coverage.publish.tables import coverage_table, report_tables


def rows_of(section):
    """Return the rows of a section's table as texts."""
    found = re.findall(r"<tr>(.*?)</tr>", section.markup)
    return [
        [html.unescape(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)]
        for row in found
    ]


@pytest.mark.parametrize(
    ("quarter", "lang", "figure"),
    [
        ("2023Q2", "id", "5.892 orang (koreksi: 5.829 orang, S05)"),
        ("2023Q2", "en", "5,892 persons (corrected: 5,829 persons, S05)"),
        ("2021Q2", "id", "5.244 orang (koreksi: 5.426 orang, S02)"),
        ("2021Q2", "en", "58 villages (probably: 158 villages, S03)"),
        ("2021Q2", "id", "58 desa (kemungkinan: 158 desa, S03)"),
        ("2021Q2", "id", "9.192 orang"),
    ],
)
def test_a_corrected_figure_is_shown_as_printed_and_as_corrected(data, quarter, lang, figure):
    known = show_known(nc.coverage(quarter, lang, data=data))
    assert figure in [cell for row in rows_of(known) for cell in row]


def test_the_table_of_figures_has_the_correction_in_columns_of_its_own(data):
    table = report_tables(nc.coverage("2023Q2", data=data))["figures_in_quarter"]
    names = ["value", "value_text", "corrected_value", "correction_status", "correction_source"]
    corrected = table.set_index("statement_id").loc[["001-01", "001-07"], names]
    assert corrected.to_numpy().tolist() == [[5892, "5.892", 5829, "confirmed", "S05"]] * 2
    others = table[~table["statement_id"].isin(corrected.index)]
    assert others[names[2:]].isna().to_numpy().all()


def test_a_probable_correction_without_a_source_names_none(data):
    corrections = data.corrections.assign(status="probable", source_id="")
    tables = nc.coverage("2023Q2", data=replace(data, corrections=corrections))
    cells = [cell for row in rows_of(show_known(tables)) for cell in row]
    assert "5.892 orang (kemungkinan: 5.829 orang)" in cells


def test_the_source_of_a_correction_is_cited(data):
    corrections = data.corrections.assign(source_id="S77")
    tables = nc.coverage("2023Q2", data=replace(data, corrections=corrections))
    assert "<li>S77. " in show_sources(tables).markup


def test_the_state_whose_figure_is_corrected_says_so_and_keeps_the_figure(data):
    deciding = data.corrections.head(1).assign(statement_id="000-01", value=2482.0, source_id="S02")
    for lang, said in (
        ("id", "koreksi: 2.482 orang, S02"),
        ("en", "corrected: 2,482 persons, S02"),
    ):
        tables = nc.coverage("2021Q2", lang, data=replace(data, corrections=deciding))
        table = coverage_table(tables).set_index("bps_code")
        assert table.loc["5303", "note"] == said
        assert table.loc["5303", "enrolled_persons"] == 2480
        assert not table.drop(index="5303")["note"].str.contains("2.482", regex=False).any()


@pytest.fixture
def costed(data):
    """Tables of 2021Q2 in which the staff of Kabupaten Kupang is known."""

    def costed(lang):
        like = data.denominators[data.denominators["indicator"].eq("non_asn")].head(1)
        base = like.assign(
            denominator_id="D999",
            bps_code="5303",
            value=8309.0,
            certainty="certain",
            as_of=pd.Timestamp("2021-06-30"),
        )
        bases = pd.concat([data.denominators, base], ignore_index=True)
        return nc.coverage("2021Q2", lang, data=replace(data, denominators=bases))

    return costed


@pytest.mark.parametrize(
    ("lang", "numbers", "sentence"),
    [
        (
            "id",
            ["5.829", "Rp 10.530", "Rp 736.552.440"],
            "Biaya untuk 21 dari 22 kabupaten/kota tidak dapat dihitung: "
            "jumlah orang yang belum terdaftar tidak diketahui.",
        ),
        (
            "en",
            ["5,829", "Rp 10,530", "Rp 736,552,440"],
            "The cost for 21 of 22 regencies and cities cannot be worked out: "
            "the number of persons not yet enrolled is not known.",
        ),
    ],
)
def test_costs_are_shown_where_known_and_counted_where_not(costed, lang, numbers, sentence):
    shown = nc.show_costs(costed(lang))
    _, (regency, persons, _, day, monthly, cost, sources) = rows_of(shown)
    assert (regency, [persons, monthly, cost]) == ("Kabupaten Kupang", numbers)
    assert day == {"id": "22 Juni 2021", "en": "22 June 2021"}[lang]
    assert sources.startswith("S01, ")
    assert sources.endswith("S85, S64")
    assert re.findall(r"<p>(.*?)</p>", shown.markup)[1:] == [sentence]


def test_sources_of_a_cost_are_cited(costed):
    assert "<li>S64. " in show_sources(costed("id")).markup


@pytest.mark.parametrize("quarter", ["2018Q1", "2019Q3", "2023Q2", "2026Q1"])
def test_where_no_cost_is_known_one_sentence_says_so(data, quarter):
    shown = nc.show_costs(nc.coverage(quarter, data=data))
    said = re.findall(r"<p>(.*?)</p>", shown.markup)
    assert "<table" not in shown.markup
    assert [sentence.partition(" kabupaten")[0] for sentence in said] == ["Biaya untuk semua 22"]
    assert "Rp" not in shown.markup
