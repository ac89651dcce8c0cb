"""The workbook: the tile map as cells, tables in the reader's words, nothing that runs."""

import csv
import io
import zipfile
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

import ntt_coverage as nc
from ntt_coverage.geography.tiles import load_tiles
from ntt_coverage.language import say
from ntt_coverage.pictures.palette import COLOURS, PALE, WARNING
from ntt_coverage.pictures.themes import status_theme
from ntt_coverage.publish.dictionary import described_fields, shown_fields
from ntt_coverage.publish.tables import coverage_table, report_tables
from ntt_coverage.publish.xlsx.history import FIRST_QUARTER_COLUMN, FIRST_UNIT_ROW
from ntt_coverage.publish.xlsx.report_book import SHEETS, report_workbook
from ntt_coverage.publish.xlsx.tiles import FIRST_TILE_ROW
from tests.pictures.hostile import ATTACKS, hostile

QUARTERS = ("2018Q1", "2019Q3", "2021Q4", "2022Q1", "2026Q1")
CSV_OF_EVERY_SHEET = (
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
)
SHEET_NAMES = {
    "id": ["Peta petak", "Cakupan per kabupaten-kota", "Riwayat", "Riwayat (tabel)",
           "Jumlah per triwulan", "Perubahan", "Angka triwulan ini", "Observasi", "Sumber",
           "Masalah data", "Temuan pemeriksaan", "Biaya", "Kamus data"],
    "en": ["Tile map", "Coverage by regency", "History", "History (table)", "Counts by quarter",
           "Changes", "Figures of the quarter", "Observations", "Sources", "Data issues",
           "Findings of checks", "Costs", "Data dictionary"],
}  # fmt: skip


def workbook_of(tables):
    return report_workbook(tables, report_tables(tables))


def opened(tables):
    return openpyxl.load_workbook(io.BytesIO(workbook_of(tables)))


@pytest.fixture(scope="module")
def book(tables_2019q3):
    return opened(tables_2019q3)


@pytest.fixture(scope="module", params=QUARTERS)
def quarter(request, data):
    """The tables of a quarter and its workbook."""
    tables = nc.coverage(request.param, data=data)
    return tables, opened(tables)


@pytest.fixture(scope="module")
def late(data):
    tables = nc.coverage("2022Q1", data=data)
    return tables, opened(tables)


def sheet_of(book, name, lang="id"):
    return book[say(f"xlsx.{name}", lang)]


def rows_of(sheet):
    """Return the rows of a sheet by their headings."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def table_sheets(book, lang="id"):
    drawn = {say(f"xlsx.{name}", lang) for name in ("tiles", "history")}
    return [sheet for sheet in book if sheet.title not in drawn]


# The tile map


def tiles_of(sheet):
    return {
        row["bps_code"]: sheet.cell(FIRST_TILE_ROW + row["row"] + 1, row["column"] + 1)
        for row in load_tiles().to_dict("records")
    }


def face_of(cell):
    """Return the colour of a cell; under a pattern it is the background."""
    fill = cell.fill
    colour = fill.fgColor if fill.patternType == "solid" else fill.bgColor
    return "#" + colour.rgb[2:].lower()


def test_the_tiles_show_what_the_theme_says(quarter):
    tables, book = quarter
    theme, tiles = status_theme(tables), tiles_of(book["Peta petak"])
    for row in theme.units.to_dict("records"):
        cell = tiles[row["bps_code"]]
        assert face_of(cell) == row["face"]
        assert cell.font.bold is bool(row["strong"])
        assert ("*" in cell.value) is bool(row["disputed"])
        assert row["value"] in cell.value
    assert book["Peta petak"]["A1"].value == theme.title
    assert book.active.title == "Peta petak"


def test_a_disputed_unit_has_a_red_dashed_border_and_a_star(book):
    cell = tiles_of(book["Peta petak"])["5302"]
    assert cell.value == "Sumba Timur *"
    assert cell.border.left.style == "mediumDashed"
    assert cell.border.left.color.rgb.lower() == "ff" + WARNING.removeprefix("#")


def test_units_without_data_have_a_pattern_not_a_plain_fill(late):
    tables, book = late
    patterns = {c: cell.fill.patternType for c, cell in tiles_of(book["Peta petak"]).items()}
    unknown = tables.coverage.loc[tables.coverage["state"] == "no_data", "bps_code"]
    assert {code for code, kind in patterns.items() if kind == "lightUp"} == set(unknown)
    assert "2.480 orang" in tiles_of(book["Peta petak"])["5303"].value


def test_the_legend_says_what_state_counts_says(quarter):
    tables, book = quarter
    legend = [[cell.value for cell in row[:3]] for row in book["Peta petak"].iter_rows()]
    numbers = [number for _, number, _ in legend if isinstance(number, int)]
    counts = report_tables(tables)["state_counts"]
    assert numbers == list(counts["regencies"])
    assert counts.loc[counts["kind"] == "state", "regencies"].sum() == 22


# Sheets


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_sheets_are_named_in_the_language_of_the_report_and_in_order(data, lang):
    book = opened(nc.coverage("2019Q3", lang, data=data))
    assert book.sheetnames == SHEET_NAMES[lang]
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert book.properties.title == book.worksheets[0]["A1"].value
    assert book.properties.subject.startswith(say("report.title", lang))


def test_every_table_is_a_sheet_with_all_its_rows_under_headings_in_words(quarter):
    tables, book = quarter
    for name, table in report_tables(tables).items():
        if name == "state_counts":
            continue  # the legend of the tile map
        sheet = sheet_of(book, name)
        fields = described_fields()
        shown = [fields[name, column].title("id") for column in shown_fields(table, "id")]
        assert [cell.value for cell in sheet[1]] == shown
        assert sheet.max_row == len(table) + 1


def test_a_table_that_the_workbook_does_not_know_gets_a_sheet_too(tables_2019q3):
    odd = pd.DataFrame({"a": [1.5], "b": ["x"], "c": pd.to_datetime(["2019-07-16"])})
    named = {**report_tables(tables_2019q3), "odd": odd}
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(tables_2019q3, named)))
    assert book.sheetnames[-2:] == ["odd", "Kamus data"]
    day = datetime(2019, 7, 16)
    assert list(book["odd"].iter_rows(values_only=True)) == [("a", "b", "c"), (1.5, "x", day)]


def test_tables_can_be_filtered_scrolled_and_printed(quarter):
    tables, book = quarter
    for sheet in table_sheets(book):
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.auto_filter.ref == f"A1:{last}"
        assert sheet.freeze_panes.endswith("2")
        assert sheet.freeze_panes > "B"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "Halaman &P dari &N" in sheet.oddFooter.right.text
        assert say("report.title", "id") in sheet.oddFooter.left.text
        assert tables.spec.quarter.label("id") in sheet.oddFooter.left.text


def test_names_of_units_stay_in_sight(book):
    assert sheet_of(book, "coverage_by_regency").freeze_panes == "D2"
    assert sheet_of(book, "history_by_regency_quarter").freeze_panes == "C2"
    assert sheet_of(book, "history").freeze_panes == "C3"
    assert sheet_of(book, "sources").freeze_panes == "B2"


# Cells


def test_coverage_sheet_says_what_the_csv_says_cell_by_cell(quarter):
    tables, book = quarter
    rows = rows_of(sheet_of(book, "coverage_by_regency"))
    wanted = coverage_table(tables).to_dict("records")
    precise = tables.coverage["as_of_precision"]
    for row, want, precision in zip(rows, wanted, precise, strict=True):
        seen = dict(zip(want, row.values(), strict=True))
        words = {"state": "state", "last_known_state": "state", "disputed": "truth"}
        words["kind"] = "kind"
        for name, value in want.items():
            if pd.isna(value) or value == "":
                assert seen[name] is None
            elif name in words:
                assert seen[name] == say(f"{words[name]}.{value}", "id")
            elif name == "as_of" and precision == "day":
                assert seen[name] == datetime.fromisoformat(value)
            elif name == "as_of":
                assert isinstance(seen[name], str)
                assert value[:4] in seen[name]
            else:
                assert seen[name] == value


def test_codes_are_texts_numbers_numbers_and_days_days(late):
    _, book = late
    sheet = sheet_of(book, "coverage_by_regency")
    heads = {cell.value: cell.column for cell in sheet[1]}
    kupang = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "5303")
    cells = {name: kupang[column - 1] for name, column in heads.items()}
    assert (cells["Kode BPS"].data_type, cells["Kode Kemendagri"].value) == ("s", "53.01")
    assert (cells["Orang terdaftar"].value, cells["Orang terdaftar"].number_format) == (
        2480,
        "#,##0",
    )
    assert cells["Keadaan"].value == datetime(2021, 6, 22)
    assert cells["Keadaan"].number_format == "[$-421]d mmm yyyy"
    assert cells["Cakupan"].value is None


def test_a_known_rate_is_a_number_shown_as_percent(data):
    tables = nc.coverage("2022Q3", data=data)
    known = tables.coverage["coverage_rate"].dropna()
    sheet = sheet_of(opened(tables), "coverage_by_regency")
    column = next(cell.column for cell in sheet[1] if cell.value == "Cakupan")
    cells = [sheet.cell(row, column) for row in range(2, 24)]
    shown = [cell for cell in cells if cell.value is not None]
    assert [cell.value for cell in shown] == [round(float(rate), 4) for rate in known]
    assert {cell.number_format for cell in shown} <= {"0.0%"}


def test_a_day_is_no_more_precise_than_it_is_known(book, data):
    wanted = data.cleaned.observations["as_of_precision"]
    for row, precision in zip(rows_of(sheet_of(book, "observations")), wanted, strict=True):
        assert isinstance(row["Keadaan"], datetime) is (precision == "day")
        assert isinstance(row["Awal periode"], datetime) is (precision == "day")
    texts = {row["Keadaan"] for row in rows_of(sheet_of(book, "observations"))}
    assert "Juni 2021" in texts


def test_days_of_a_change_are_no_more_precise_than_they_are_known(data):
    book = opened(nc.coverage("2021Q4", data=data))
    rows = rows_of(sheet_of(book, "changes_since_quarter_before"))
    row = next(row for row in rows if row["Kabupaten/Kota"] == "Kabupaten Rote Ndao")
    assert (row["Keadaan sebelumnya"], row["Keadaan"]) == (datetime(2019, 11, 26), "2021")
    hedges = ("Perkiraan (diketahui waktu itu)", "Perkiraan (sebelumnya)", "Perkiraan")
    assert [row[name] for name in hedges] == [None, None, "tidak"]
    assert (row["Status sebelumnya tersirat"], row["Status tersirat"]) == ("ya", "tidak")


def test_a_hedged_count_keeps_its_printed_words(book):
    rows = {row["Pernyataan"]: row for row in rows_of(sheet_of(book, "observations"))}
    assert rows["000-03"]["Nilai seperti tercetak"] == "ribuan"
    assert rows["000-03"]["Nilai"] is None
    assert rows["000-03"]["Kelompok"] == "Pegawai non-ASN"


def test_partial_days_of_publication_are_texts_and_full_ones_days(book, data):
    told = data.sources["date_published"]
    for row, text in zip(rows_of(sheet_of(book, "sources")), told, strict=True):
        full = text.count("-") == 2
        assert isinstance(row["Terbit"], datetime) is full
        assert (row["Terbit"] is None) is (text == "")


CODES = {
    "non_asn", "no_data", "not_enrolled", "enrolled_persons", "newly_known", "village_officials",
    "persons_unknown", "date_order", "source_reference", "true", "false",
}  # fmt: skip
"""Of the tables; none of them is a word in either language."""


@pytest.mark.parametrize("lang", ["id", "en"])
def test_codes_are_shown_in_words_wherever_there_are_some(data, lang):
    tables = nc.coverage("2019Q3", lang, data=data)
    sheets = table_sheets(opened(tables), lang)[:-1]  # the dictionary names the codes
    shown = {cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    named = report_tables(tables).values()
    kept = {cell for table in named for column in table for cell in table[column]}
    assert kept >= CODES
    assert shown & CODES == set()


def test_a_message_stands_once_in_the_language_of_the_reader(book, tables_2019q3):
    messages = [row["Yang ditemukan"] for row in rows_of(sheet_of(book, "issues"))]
    assert messages == list(tables_2019q3.data.cleaned.issues["message_id"])


def test_a_zero_is_written_and_nothing_known_is_blank(data):
    book = opened(nc.coverage("2018Q1", data=data))
    rows = rows_of(sheet_of(book, "coverage_by_regency"))
    assert {row["Status"] for row in rows} == {"Tidak ada data"}
    assert {row["Orang terdaftar"] for row in rows} == {None}
    assert [row["Tidak ada data"] for row in rows_of(sheet_of(book, "states_by_quarter"))] == [22]
    assert sheet_of(book, "figures_in_quarter").max_row == 1
    counts = rows_of(sheet_of(opened(nc.coverage("2018Q2", data=data)), "states_by_quarter"))
    assert counts[0]["Belum mendaftarkan"] == 0


# The history


def test_history_matrix_says_what_the_long_table_says(quarter):
    tables, book = quarter
    sheet = sheet_of(book, "history")
    long = report_tables(tables)["history_by_regency_quarter"]
    quarters, units = list(long["quarter"].unique()), list(long["bps_code"].unique())
    assert len(long) == len(quarters) * 22
    for row in long.to_dict("records"):
        cell = sheet.cell(
            FIRST_UNIT_ROW + units.index(row["bps_code"]) + 1,
            FIRST_QUARTER_COLUMN + quarters.index(row["quarter"]) + 1,
        )
        star = " *" if row["disputed"] == "true" else ""
        assert cell.value == say(f"xlsx.short_{row['state']}", "id") + star
        usual = {COLOURS[row["state"]]}
        assert face_of(cell) in (usual | set(PALE.values()) if row["state"] == "no_data" else usual)
        assert sheet.cell(cell.row, 1).value == row["bps_code"]
    assert quarters[-1] == str(tables.spec.quarter)


def test_history_groups_quarters_under_years_and_counts_each_to_22(late):
    _, book = late
    sheet = sheet_of(book, "history")
    years = [cell.value for cell in sheet[1][FIRST_QUARTER_COLUMN:] if cell.value]
    assert years == [2018, 2019, 2020, 2021, 2022]
    assert [cell.value for cell in sheet[2][FIRST_QUARTER_COLUMN:]][:5] == [
        "II", "III", "IV", "I", "II",
    ]  # fmt: skip
    states = {say(f"state.{state}", "id") for state in COLOURS}
    counted = [row for row in sheet.iter_rows(min_row=24) if row[1].value in states]
    for column in range(FIRST_QUARTER_COLUMN, sheet.max_column):
        assert sum(row[column].value for row in counted) == 22


# The dictionary


@pytest.mark.parametrize("lang", ["id", "en"])
def test_dictionary_explains_every_column_of_every_sheet(data, lang):
    book = opened(nc.coverage("2019Q3", lang, data=data))
    sheet, heading, _, field, meaning, *_, blank = (
        cell.value for cell in sheet_of(book, "data_dictionary", lang)[1]
    )
    rows = rows_of(sheet_of(book, "data_dictionary", lang))
    for each in table_sheets(book, lang):
        told = [row[heading] for row in rows if row[sheet] == each.title]
        assert told == [cell.value for cell in each[1]]
    assert {row[sheet] for row in rows} == set(book.sheetnames)
    assert all(row[name] for row in rows for name in (heading, field, meaning, blank))


def test_every_column_of_a_report_is_described_in_its_order_and_no_other_is(tables_2019q3):
    told = {}
    for table, column in described_fields():
        told.setdefault(table, []).append(column)
    tables = {name: list(table) for name, table in report_tables(tables_2019q3).items()}
    assert set(told) - set(tables) == {"tiles", "history", "data_dictionary"}
    assert {name: columns for name, columns in told.items() if name in tables} == tables
    assert set(SHEETS) <= set(told)


# Nothing that runs


@pytest.mark.parametrize("text", [*ATTACKS.values(), "=1+1", "+cmd", "@SUM(A1)", "a\x00b\x0bc"])
def test_no_text_becomes_a_formula_or_a_link(tables_2019q3, text):
    written = opened(hostile(tables_2019q3, text))
    cells = [cell for sheet in written for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    kept = text.replace("\x00", "").replace("\x0b", "")
    assert any(kept in str(cell.value) for cell in cells)


def test_the_same_tables_give_the_same_bytes(tables_2019q3):
    assert workbook_of(tables_2019q3) == workbook_of(tables_2019q3)


def test_there_is_no_macro_no_external_link_and_no_name_but_those_of_printing(tables_2019q3):
    with zipfile.ZipFile(io.BytesIO(workbook_of(tables_2019q3))) as package:
        names = [name.lower() for name in package.namelist()]
        book = package.read("xl/workbook.xml").decode()
    assert not [name for name in names if "vba" in name or "external" in name or "media" in name]
    defined = {each.split('"')[1] for each in book.split("<definedName ")[1:]}
    assert {name.split("=")[-1] for name in defined} <= {
        "_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase",
    }  # fmt: skip


# LibreOffice


def as_csv(cell):
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


def test_libreoffice_reads_what_was_written(late, tmp_path, soffice):
    tables, book = late
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbook_of(tables))
    found = {file.name: file for file in soffice(path, CSV_OF_EVERY_SHEET).files}
    assert len(found) == len(book.sheetnames)
    for name in ("Cakupan per kabupaten-kota", "Riwayat (tabel)", "Observasi"):
        with found[f"report-{name}.csv"].open(encoding="utf-8", newline="") as file:
            read = list(csv.reader(file))
        assert read == [
            [as_csv(cell) for cell in row] for row in book[name].iter_rows(values_only=True)
        ]


def test_libreoffice_prints_it_without_complaint(late, tmp_path, soffice):
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbook_of(late[0]))
    done = soffice(path, "pdf")
    assert [file.name for file in done.files] == ["report.pdf"]
    assert "error" not in done.said.lower()
