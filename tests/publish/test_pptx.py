"""The deck, read back: one message per slide, shapes to edit, numbers of the tables."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE

import ntt_coverage as nc
from ntt_coverage.language import LANGUAGES, say
from ntt_coverage.measures.changes import changed_units
from ntt_coverage.measures.counts import states_by_quarter
from ntt_coverage.pictures.palette import COLOURS, WARNING
from ntt_coverage.pictures.themes import change_theme, status_theme
from ntt_coverage.publish.pptx.deck import report_slides
from ntt_coverage.series import changes_since, series_until
from tests.conftest import ROOT
from tests.pictures.hostile import ATTACKS, hostile

from .slides import (
    EMU,
    alt_of,
    cells_of,
    chart_of,
    opened,
    overflows,
    tables_of,
    texts_of,
    units_of,
    walked,
)

QUARTERS = ("2018Q1", "2019Q3", "2021Q4", "2022Q1", "2026Q1")
NAMES = (
    "slide-finding", "slide-map", "slide-tiles", "slide-timeline", "slide-persons",
    "slide-change", "slide-costs", "slide-rows-1", "slide-rows-2", "slide-sources-1",
)  # fmt: skip


@pytest.fixture(scope="module")
def decks(data):
    """A deck of each quarter and language, made when first asked for."""
    made = {}

    def deck_of(quarter, lang="id"):
        if (quarter, lang) not in made:
            tables = nc.coverage(quarter, lang, data=data)
            made[quarter, lang] = tables, report_slides(tables)
        return made[quarter, lang]

    return deck_of


EVERY = pytest.mark.parametrize(
    ("quarter", "lang"), [(quarter, lang) for quarter in QUARTERS for lang in LANGUAGES]
)


# Every slide


@EVERY
def test_each_slide_has_its_message_as_title_and_its_figure_id(decks, quarter, lang):
    tables, deck = decks(quarter, lang)
    slides = opened(deck)
    assert tuple(slides)[: len(NAMES)] == NAMES
    for passport, slide in zip(deck.passports, slides.values(), strict=True):
        assert slide.shapes.title.text_frame.text == passport.title
        assert passport.label in texts_of(slide)
        assert passport.spec == tables.spec
    titles = [passport.title for passport in deck.passports]
    assert titles[0] == tables.headline
    assert titles[5] == change_theme(tables).title


@EVERY
def test_nothing_leaves_the_slide_and_every_text_fits_its_box(decks, quarter, lang):
    deck = decks(quarter, lang)[1]
    wide, high = 13.333 * EMU, 7.5 * EMU
    for slide in opened(deck).values():
        for shape in walked(slide.shapes):
            assert min(shape.left, shape.top) >= 0
            assert shape.left + shape.width <= wide
            assert shape.top + shape.height <= high
            assert not (shape.has_text_frame and overflows(shape)), shape.text_frame.text


@EVERY
def test_no_text_of_the_real_data_is_cut(decks, quarter, lang):
    for slide in opened(decks(quarter, lang)[1]).values():
        said = texts_of(slide) + [
            cell for shape in tables_of(slide) for row in cells_of(shape) for cell in row
        ]
        assert not [text for text in said if "…" in text]


def sizes_of(frames):
    return [
        run.font.size.pt
        for frame in frames
        for part in frame.paragraphs
        for run in part.runs
        if run.font.size
    ]


@EVERY
def test_letters_are_large_enough_to_be_read(decks, quarter, lang):
    for slide in opened(decks(quarter, lang)[1]).values():
        cells = [c for s in tables_of(slide) for row in s.table.rows for c in row.cells]
        assert min(sizes_of(cell.text_frame for cell in cells), default=10) >= 10
        boxes = [shape for shape in walked(slide.shapes) if shape.has_text_frame]
        assert min(sizes_of(shape.text_frame for shape in boxes)) >= 9


@EVERY
def test_tables_end_above_the_footer(decks, quarter, lang):
    footers = (say("report.sources", lang), say("slides.id", lang))
    for slide in opened(decks(quarter, lang)[1]).values():
        footer = min(shape.top for shape in slide.shapes if shape.name in footers)
        for shape in tables_of(slide):
            assert shape.top + sum(row.height for row in shape.table.rows) < footer


def test_notes_hold_the_sources_in_full_and_how_to_read(decks, data):
    tables, deck = decks("2019Q3")
    sources = data.sources.set_index("source_id")
    for passport, slide in zip(deck.passports, opened(deck).values(), strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert passport.label in notes
        assert say("report.coverage_lead", "id") in notes
        for source in passport.source_ids:
            assert f"{source}. {sources.loc[source, 'publisher']}" in notes
            assert sources.loc[source, "address"] in notes
    assert tables.data.credits["id"] in opened(deck)["slide-map"].notes_slide.notes_text_frame.text


def test_slides_are_numbered_by_a_field(decks):
    for slide in opened(decks("2019Q3")[1]).values():
        assert slide._element.xpath(".//a:fld[@type='slidenum']")


def test_shape_numbers_are_used_once(decks):
    for slide in opened(decks("2022Q1")[1]).values():
        ids = [shape.shape_id for shape in walked(slide.shapes)]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_letter_is_marked_with_its_language(decks, lang):
    tag = {"id": "id-ID", "en": "en-GB"}[lang]
    for slide in opened(decks("2021Q4", lang)[1]).values():
        assert set(slide._element.xpath(".//p:sp//a:rPr/@lang")) == {tag}


# The finding


@EVERY
def test_large_numbers_add_up_to_22(decks, quarter, lang):
    tables, deck = decks(quarter, lang)
    slide = opened(deck)["slide-finding"]
    large = [
        int(shape.text_frame.text)
        for shape in slide.shapes
        if shape.has_text_frame and re.fullmatch(r"\d+", shape.text_frame.text)
        and shape.text_frame.paragraphs[0].runs and shape.text_frame.paragraphs[0].runs[0].font.bold
    ]  # fmt: skip
    assert large[:-1] == [number for _, number in status_theme(tables).legend()]
    assert sum(large[:-1]) == large[-1] == 22


# Map and tiles


@pytest.mark.parametrize("name", ["slide-map", "slide-tiles"])
@pytest.mark.parametrize("quarter", QUARTERS)
def test_each_unit_is_one_shape_in_the_colour_of_its_class(decks, name, quarter):
    tables, deck = decks(quarter)
    theme = status_theme(tables)
    shapes = units_of(opened(deck)[name], tables.coverage)
    for row in theme.units.to_dict("records"):
        fill, hatch = shapes[row["bps_code"]].fill, theme.class_of(row).hatch
        assert fill.type == (MSO_FILL.PATTERNED if hatch else MSO_FILL.SOLID)
        colour = fill.back_color if hatch else fill.fore_color
        assert f"#{colour.rgb}".lower() == row["face"]


@pytest.mark.parametrize("name", ["slide-map", "slide-tiles"])
def test_each_unit_tells_its_name_class_and_value(decks, name):
    tables, deck = decks("2022Q1")
    shapes = units_of(opened(deck)[name], tables.coverage)
    assert alt_of(shapes["5303"]) == "Kabupaten Kupang: Mendaftarkan, 2.480 orang"
    assert alt_of(shapes["5371"]) == "Kota Kupang: Mendaftarkan"
    assert alt_of(shapes["5306"]) == (
        "Kabupaten Belu: Tidak ada data, terakhir diketahui mendaftarkan"
    )


@pytest.mark.parametrize("name", ["slide-map", "slide-tiles"])
def test_a_disputed_unit_has_a_dashed_red_edge_and_no_other_has(decks, name):
    tables, deck = decks("2019Q3")
    shapes = units_of(opened(deck)[name], tables.coverage)
    dashed = {code for code, shape in shapes.items() if shape.line.dash_style is not None}
    assert dashed == {"5302"}
    assert f"#{shapes['5302'].line.color.rgb}".lower() == WARNING
    assert "bertentangan" in alt_of(shapes["5302"])


def test_units_of_the_map_are_outlines_and_those_of_the_tile_map_squares(decks):
    tables, deck = decks("2019Q3")
    slides = opened(deck)
    outlines = units_of(slides["slide-map"], tables.coverage).values()
    assert {shape.shape_type for shape in outlines} == {MSO_SHAPE_TYPE.FREEFORM}
    squares = units_of(slides["slide-tiles"], tables.coverage).values()
    sides = {(round(s.width, -2), round(s.height, -2)) for s in squares}
    assert len(sides) == 1
    assert len(set(*sides)) == 1


@pytest.mark.parametrize("name", ["slide-map", "slide-tiles"])
def test_the_map_is_one_group_with_a_name_and_words(decks, name):
    tables, deck = decks("2019Q3")
    groups = [s for s in opened(deck)[name].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert len(groups) == 2  # the map and its legend
    assert alt_of(groups[0]) == status_theme(tables).alt.replace("\n", " ")
    assert units_of(type("S", (), {"shapes": groups[0].shapes}), tables.coverage)


@pytest.mark.parametrize("name", ["slide-map", "slide-tiles"])
@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_legend_names_every_class_and_adds_up_to_22(decks, name, quarter):
    tables, deck = decks(quarter)
    legend = next(s for s in opened(deck)[name].shapes if s.name == say("slides.legend", "id"))
    said = [s.text_frame.text for s in legend.shapes if s.has_text_frame and s.text_frame.text]
    theme = status_theme(tables)
    for each, number in theme.legend():
        assert said[said.index(each.label) - 1] == str(number)
    assert sum(number for _, number in theme.legend()) == 22


def test_a_unit_too_small_to_see_is_enlarged(decks):
    slide = opened(decks("2019Q3")[1])["slide-map"]
    names = [shape.name for shape in walked(slide.shapes)]
    assert "Kota Kupang, diperbesar (5371)" in names
    assert "Kota Kupang (5371)" in names


def test_every_unit_has_its_label_on_the_map(decks):
    tables, deck = decks("2026Q1")
    said = " ".join(" ".join(texts_of(opened(deck)["slide-map"])).split())
    for label in tables.coverage["label"]:
        assert label in said


# Charts


@pytest.mark.parametrize("quarter", QUARTERS[1:])
def test_the_timeline_shows_the_counts_and_gaps_stay_gaps(decks, data, quarter):
    tables, deck = decks(quarter)
    counts = states_by_quarter(series_until(data, tables.spec.quarter))
    plot = chart_of(opened(deck)["slide-timeline"]).plots[0]
    enrolled, not_enrolled, unknown = (list(series.values) for series in plot.series)
    hidden = (counts["no_data"] + counts["suppressed"]).tolist()
    assert unknown == hidden
    for mine, name in ((enrolled, "enrolled"), (not_enrolled, "not_enrolled")):
        pairs = zip(mine, counts[name], hidden, strict=True)
        assert all(drawn == (None if lost == 22 else told) for drawn, told, lost in pairs)
    assert [".".join(levels) for levels in plot.categories.flattened_labels] == [
        name.replace("Q", ".") for name in counts["quarter"]
    ]


def test_what_is_not_known_is_hatched_in_the_timeline(decks):
    series = chart_of(opened(decks("2022Q1")[1])["slide-timeline"]).plots[0].series
    assert [each.format.fill.type for each in series] == [
        MSO_FILL.SOLID, MSO_FILL.SOLID, MSO_FILL.PATTERNED
    ]  # fmt: skip
    assert f"#{series[0].format.fill.fore_color.rgb}".lower() == COLOURS["enrolled"]


def test_before_the_first_figure_there_is_no_chart_but_a_sentence(decks):
    slides = opened(decks("2018Q1")[1])
    assert chart_of(slides["slide-timeline"]) is None
    assert say("slides.no_source_text", "id") in texts_of(slides["slide-timeline"])


def test_persons_are_bars_and_units_without_a_number_are_named(decks):
    slide = opened(decks("2021Q4")[1])["slide-persons"]
    chart = chart_of(slide)
    assert list(chart.plots[0].categories) == ["Kab. Kupang, 22 Juni 2021", "Rote Ndao, 2021"]
    assert list(chart.plots[0].series[0].values) == [2480, 1522]
    note = next(text for text in texts_of(slide) if text.startswith("Mendaftarkan, tetapi"))
    assert "Timor Tengah Utara, Belu, Manggarai Barat, Kota Kupang." in note


def test_without_any_number_the_slide_says_so_in_words(decks):
    slide = opened(decks("2019Q3")[1])["slide-persons"]
    assert chart_of(slide) is None
    assert any("Sumba Timur *, Kab. Kupang" in text for text in texts_of(slide))
    assert not any("0 orang" in text for text in texts_of(slide))


def test_an_approximate_number_is_hatched_and_says_about(data):
    tables = nc.coverage("2021Q4", data=data)
    about = tables.coverage["certainty"].mask(tables.coverage["bps_code"] == "5303", 1.0)
    deck = report_slides(replace(tables, coverage=tables.coverage.assign(certainty=about)))
    bars = chart_of(opened(deck)["slide-persons"]).plots[0].series[0]
    assert bars.points[0].format.fill.type == MSO_FILL.PATTERNED
    assert bars.points[0].data_label.text_frame.text == "sekitar 2.480 orang"
    assert bars.points[1].format.fill.type is None


@pytest.mark.parametrize(("lang", "mark"), [("id", "."), ("en", ",")])
def test_the_number_format_is_that_of_the_language_on_every_computer(decks, lang, mark):
    chart = chart_of(opened(decks("2021Q4", lang)[1])["slide-persons"])
    assert chart.plots[0].series[0].data_labels.number_format.count(f"\\{mark}") == 3


def test_the_workbook_of_a_chart_holds_the_same_numbers_and_no_formula(decks):
    chart = chart_of(opened(decks("2022Q1")[1])["slide-timeline"])
    blob = chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob))["Sheet1"]
    columns = list(zip(*sheet.iter_rows(values_only=True), strict=True))[2:]
    for series, column in zip(chart.plots[0].series, columns, strict=True):
        assert (series.name, list(series.values)) == (column[0], list(column[1:]))
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


# Tables


def test_the_change_names_those_that_changed_with_before_and_after(decks):
    (table,) = tables_of(opened(decks("2021Q4")[1])["slide-change"])
    assert cells_of(table) == [
        ["Kabupaten/Kota", "Perubahan", "Triwulan III 2021", "Triwulan IV 2021"],
        [
            "Rote Ndao",
            "Baru diketahui",
            "Belum mendaftarkan (tersirat)",
            "Mendaftarkan, 1.522 orang",
        ],
    ]


def changed_rows(slide):
    return {row[0]: row[1:] for table in tables_of(slide) for row in cells_of(table)}


def test_a_state_that_is_only_implied_says_so_on_every_slide(decks):
    slides = opened(decks("2019Q4")[1])
    assert changed_rows(slides["slide-change"])["Ende"] == [
        "Tidak lagi mendaftarkan", "Mendaftarkan", "Belum mendaftarkan (tersirat)",
    ]  # fmt: skip
    assert changed_rows(slides["slide-rows-1"])["Ende"][0] == "Belum mendaftarkan (tersirat)"
    assert changed_rows(slides["slide-rows-1"])["Belu"][0] == "Mendaftarkan"


def test_notes_tell_what_a_state_is_implied_by(decks):
    slides = opened(decks("2019Q4")[1])
    notes = {name: slide.notes_slide.notes_text_frame.text for name, slide in slides.items()}
    assert "tersirat dari daftar lengkap yang tidak lagi menyebut" in notes["slide-change"]
    assert "Hal itu tersirat: daftar lengkap 5 dari 22" in notes["slide-rows-2"]


def test_an_agreement_gives_its_days_instead_of_the_end_of_the_quarter(decks):
    rows = changed_rows(opened(decks("2021Q4")[1])["slide-rows-2"])
    assert rows["Kota Kupang"][2] == "perjanjian 10 April 2021 sampai 9 April 2024"


@pytest.mark.parametrize(
    ("quarter", "name", "starred"),
    [("2019Q4", "slide-change", True), ("2019Q3", "slide-change", True),
     ("2019Q3", "slide-persons", True), ("2021Q4", "slide-change", False)],
)  # fmt: skip
def test_a_star_is_explained_where_it_stands(decks, quarter, name, starred):
    told = " ".join(texts_of(opened(decks(quarter)[1])[name]))
    assert ("* Sumber saling bertentangan" in told) is starred


@pytest.mark.parametrize(("quarter", "used"), [("2022Q2", True), ("2021Q4", False)])
def test_a_later_source_is_explained_where_there_is_one(decks, quarter, used):
    slide = opened(decks(quarter)[1])["slide-change"]
    word = say("slides.later_source", "id")
    assert (word in slide.notes_slide.notes_text_frame.text) is used


def test_a_revised_number_stands_beside_that_known_at_the_time(decks):
    (row,) = [row for table in tables_of(opened(decks("2021Q3")[1])["slide-change"])
              for row in cells_of(table)[1:]]  # fmt: skip
    assert row[1:] == [
        "Jumlah orang direvisi",
        "Mendaftarkan, 2.480 orang; waktu itu: mendaftarkan, 2.482 orang",
        "Mendaftarkan, 2.480 orang",
    ]


def test_a_part_of_a_number_is_no_fall(decks):
    row = changed_rows(opened(decks("2022Q2")[1])["slide-change"])["Rote Ndao"]
    assert row[0] == "Baru diketahui; jumlah orang belum dapat dibandingkan"


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_unit_that_changed_is_named_once(decks, quarter):
    tables, deck = decks(quarter)
    changed = tables.coverage["bps_code"].isin(changed_units(changes_since(tables)[1])["bps_code"])
    rows = [row for t in tables_of(opened(deck)["slide-change"]) for row in cells_of(t)[1:]]
    named = [name for row in rows for name in row[0].split(", ")]
    assert sorted(named) == sorted(tables.coverage.loc[changed, "label"])


def test_a_state_told_later_says_so(decks):
    tables = tables_of(opened(decks("2022Q1")[1])["slide-change"])
    rows = {row[0]: row[1:] for table in tables for row in cells_of(table)}
    assert rows["Rote Ndao"][:2] == [
        "Direvisi",
        "Mendaftarkan; waktu itu: belum mendaftarkan",
    ]


def test_persons_that_changed_under_one_state_are_shown(decks):
    (table,) = tables_of(opened(decks("2018Q4")[1])["slide-change"])
    assert cells_of(table)[1:] == [
        [
            "Kota Kupang",
            "Jumlah orang bertambah",
            "Mendaftarkan, 1.400 orang",
            "Mendaftarkan, 1.647 orang",
        ]
    ]


def test_where_nothing_changed_a_sentence_says_so(decks):
    slide = opened(decks("2026Q1", "en")[1])["slide-change"]
    assert not tables_of(slide)
    assert any("No known change since Q4 2025: " in text for text in texts_of(slide))


def test_what_is_not_known_is_not_called_unchanged(decks):
    told = texts_of(opened(decks("2018Q1")[1])["slide-change"])
    assert any("sehingga perubahan tidak diketahui." in text for text in told)


@EVERY
def test_the_rows_show_all_22_units_with_header_rows_flagged(decks, quarter, lang):
    tables, deck = decks(quarter, lang)
    slides = opened(deck)
    shapes = [shape for part in (1, 2) for shape in tables_of(slides[f"slide-rows-{part}"])]
    rows = [row for shape in shapes for row in cells_of(shape)[1:]]
    assert [row[0] for row in rows] == tables.coverage["label"].tolist()
    persons = [re.sub(r"\D", "", row[2]) for row in rows]
    told = tables.coverage["enrolled_persons"]
    assert persons == ["" if pd.isna(number) else str(number) for number in told]
    assert all(shape.table.first_row for shape in shapes)


def test_numbers_stand_at_the_right(decks):
    (shape,) = tables_of(opened(decks("2021Q4")[1])["slide-rows-1"])
    aligned = [cell._tc.xpath(".//a:pPr/@algn") for cell in shape.table.rows[3].cells]
    assert aligned == [["l"], ["l"], ["r"], ["l"], ["l"]]


def test_costs_are_shown_where_they_are_known(data):
    tables = nc.coverage("2021Q4", data=data)
    worked_out = {
        "uncovered_persons": 5829, "basis": "stated", "as_of": pd.Timestamp("2021-06-22"),
        "as_of_precision": "day", "monthly": 16800, "cost": 1175126400, "source_ids": "S01|S05",
        "reason": "",
    }  # fmt: skip
    costs = tables.costs.copy()
    for name, value in worked_out.items():
        costs.loc[costs["bps_code"] == "5303", name] = value
    deck = report_slides(replace(tables, costs=costs))
    slide = opened(deck)["slide-costs"]
    assert slide.shapes.title.text_frame.text.endswith("untuk 1 dari 22 kabupaten/kota")
    assert cells_of(tables_of(slide)[0])[1][-1] == "Rp 1.175.126.400"
    assert any("21 dari 22" in text for text in texts_of(slide))
    assert deck.passports[6].source_ids == ("S01", "S05")


def test_every_source_of_the_deck_is_on_the_slides_of_sources(decks, data):
    _, deck = decks("2026Q1")
    cited = {each for passport in deck.passports for each in passport.source_ids}
    slides = [slide for name, slide in opened(deck).items() if name.startswith("slide-sources")]
    rows = [row for slide in slides for shape in tables_of(slide) for row in cells_of(shape)[1:]]
    assert {row[0] for row in rows} == cited
    addresses = data.sources.set_index("source_id")["address"]
    assert all(row[3] == addresses[row[0]] for row in rows)


# Figure IDs, bytes, hostile texts


def test_the_figure_id_changes_with_what_the_slide_says(decks, data):
    tables, deck = decks("2021Q4")
    fewer = tables.coverage.assign(
        enrolled_persons=tables.coverage["enrolled_persons"].replace(2480, 2481)
    )
    other = report_slides(replace(tables, coverage=fewer))
    ids = {each.name: each.figure_id for each in deck.passports}
    changed = {each.name for each in other.passports if ids[each.name] != each.figure_id}
    assert {"slide-map", "slide-tiles", "slide-persons", "slide-rows-1"} <= changed
    assert "slide-timeline" not in changed
    assert len(set(ids.values())) == len(ids)


def test_the_same_bytes_elsewhere_and_later(decks, tmp_path):
    """Another process, folder, time zone and hash seed."""
    code = (
        "import sys, hashlib, ntt_coverage as nc; from ntt_coverage.paths import ProjectPaths;"
        "from pathlib import Path; from ntt_coverage.publish.pptx.deck import report_slides;"
        "data = nc.load(ProjectPaths(Path(sys.argv[1])));"
        "deck = report_slides(nc.coverage('2022Q1', data=data));"
        "print(hashlib.sha256(deck.content).hexdigest())"
    )
    apart = {"TZ": "Asia/Jayapura", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, ROOT], cwd=tmp_path, env={**os.environ, **apart},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(decks("2022Q1")[1].content).hexdigest()


def test_no_hour_no_reader_and_no_link_is_in_the_file(decks):
    content = decks("2022Q1")[1].content
    inner = [content]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        inner += [parts.read(name) for name in names if name.endswith(".xlsx")]
        external = [n for n in names if n.endswith(".rels") and b"External" in parts.read(n)]
    assert len(inner) == 3  # two charts
    for blob in inner:
        with zipfile.ZipFile(io.BytesIO(blob)) as parts:
            assert {entry.date_time[0] for entry in parts.infolist()} <= {1980, 2000}
            assert b"ntt-coverage" in parts.read("docProps/core.xml")
            assert not re.search(rb"20[12]\d-\d\d-\d\dT", parts.read("docProps/core.xml"))
    assert not external
    assert not [n for n in names if re.search("vba|thumbnail|printer|app.xml", n)]


def spoilt(tables, text):
    """Hostile tables whose statements cite the hostile source too."""
    changed = hostile(tables, text)
    cleaned = changed.data.cleaned
    ids = cleaned.observations["source_id"].replace({"S07": f"S07{text}"})
    observations = cleaned.observations.assign(source_id=ids)
    data = replace(changed.data, cleaned=replace(cleaned, observations=observations))
    return replace(changed, data=data)


WORST = "=cmd|' /C calc'!A0 \x00\x0b\x1b\ufffe ]]> " + "Panjang" * 60


@pytest.mark.parametrize("text", [*ATTACKS.values(), "=1+1", WORST])
def test_hostile_text_leaves_a_deck_that_opens_and_fits(tables_2019q3, text):
    deck = report_slides(spoilt(tables_2019q3, text))
    for slide in opened(deck).values():
        for shape in walked(slide.shapes):
            assert shape.left + shape.width <= 13.34 * EMU
            assert shape.top + shape.height <= 7.5 * EMU
            assert not (shape.has_text_frame and overflows(shape))
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", "".join(texts_of(slide)))


def test_a_hostile_name_in_a_chart_is_no_formula(data):
    tables = nc.coverage("2021Q4", data=data)
    labels = tables.coverage["label"].mask(tables.coverage["bps_code"] == "5303", "=cmd|'!A0")
    deck = report_slides(replace(tables, coverage=tables.coverage.assign(label=labels)))
    chart = chart_of(opened(deck)["slide-persons"])
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    assert sheet["A2"].value.startswith("=cmd")
    assert sheet["A2"].data_type == "s"


# LibreOffice


def pages_of(converted):
    (pdf,) = converted.files
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


@pytest.mark.parametrize(("quarter", "lang"), [("2022Q1", "id"), ("2026Q1", "en")])
def test_libreoffice_shows_every_slide(decks, soffice, tmp_path, quarter, lang):
    deck = decks(quarter, lang)[1]
    path = tmp_path / "slides.pptx"
    path.write_bytes(deck.content)
    assert pages_of(soffice(path, "pdf")) == len(deck.passports)


def test_libreoffice_opens_the_worst(soffice, tables_2019q3, tmp_path):
    deck = report_slides(spoilt(tables_2019q3, WORST))
    path = tmp_path / "slides.pptx"
    path.write_bytes(deck.content)
    assert pages_of(soffice(path, "pdf")) == len(deck.passports)
    assert len(Presentation(path).slides) == len(deck.passports)
