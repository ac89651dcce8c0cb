"""The workbook: the tile map as cells, tables as values, nothing that runs."""

import io
import zipfile

import openpyxl
import pytest

import ntt_coverage as nc
from ntt_coverage.geography.tiles import load_tiles
from ntt_coverage.pictures.palette import COLOURS, WARNING
from ntt_coverage.publish.tables import report_tables
from ntt_coverage.publish.xlsx import FIRST_TILE_ROW, report_workbook
from tests.pictures.hostile import ATTACKS, hostile


def workbook_of(tables):
    return report_workbook(tables, report_tables(tables))


@pytest.fixture(scope="module")
def book(tables_2019q3):
    return openpyxl.load_workbook(io.BytesIO(workbook_of(tables_2019q3)))


def tiles_of(sheet):
    return {
        row["bps_code"]: sheet.cell(FIRST_TILE_ROW + row["row"] + 1, row["column"] + 1)
        for row in load_tiles().to_dict("records")
    }


def test_each_unit_is_a_cell_in_the_colour_of_its_state(book, tables_2019q3):
    tiles = tiles_of(book["Peta petak"])
    for row in tables_2019q3.coverage.to_dict("records"):
        cell = tiles[row["bps_code"]]
        assert row["label"].split(" ")[0] in cell.value
        assert cell.fill.fgColor.rgb.lower() == "ff" + COLOURS[row["state"]].removeprefix("#")


def test_a_disputed_unit_has_a_red_dashed_border_and_a_star(book):
    cell = tiles_of(book["Peta petak"])["5302"]
    assert cell.value == "Sumba Timur *"
    assert cell.border.left.style == "mediumDashed"
    assert cell.border.left.color.rgb.lower() == "ff" + WARNING.removeprefix("#")


def test_units_without_data_have_a_pattern_not_a_plain_fill(data):
    tables = nc.build_quarter("2022Q1", data=data)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(tables)))["Peta petak"]
    patterns = {code: cell.fill.patternType for code, cell in tiles_of(sheet).items()}
    unknown = tables.coverage.loc[tables.coverage["state"] == "no_data", "bps_code"]
    assert {code for code, kind in patterns.items() if kind == "lightUp"} == set(unknown)
    assert "2.480 orang" in tiles_of(sheet)["5303"].value


def test_the_legend_adds_up_to_22(book):
    rows = [[cell.value for cell in row[:3]] for row in book["Peta petak"].iter_rows()]
    said = {label: number for _, number, label in rows if isinstance(number, int)}
    assert said["Mendaftarkan"] + said["Belum mendaftarkan"] + said["Tidak ada data"] == 22
    assert said["juga ditandai: sumber saling bertentangan *"] == 1


def test_every_table_of_the_report_is_a_sheet_with_all_its_rows(book, tables_2019q3):
    for name, table in report_tables(tables_2019q3).items():
        assert book[name].max_row == max(len(table) + 1, 1)
        assert [cell.value for cell in book[name][1]] == list(table.columns)


def test_codes_stay_texts_and_unknown_numbers_stay_blank(book):
    rows = list(book["coverage_by_regency"].iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["bps_code"] == "5301"
    assert first["kemendagri_code"] == "53.12"
    assert first["enrolled_persons"] is None


@pytest.mark.parametrize("text", [*ATTACKS.values(), "=1+1", "+cmd", "@SUM(A1)"])
def test_no_text_becomes_a_formula_or_a_link(tables_2019q3, text):
    content = workbook_of(hostile(tables_2019q3, text))
    written = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in written for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert any(text.replace("\x00", "") in str(cell.value) for cell in cells)


def test_the_same_tables_give_the_same_bytes(tables_2019q3):
    assert workbook_of(tables_2019q3) == workbook_of(tables_2019q3)


def test_there_is_no_macro_and_no_external_link(tables_2019q3):
    with zipfile.ZipFile(io.BytesIO(workbook_of(tables_2019q3))) as package:
        assert not [n for n in package.namelist() if "vba" in n.lower() or "external" in n.lower()]


def test_english_workbook_speaks_english(data):
    tables = nc.build_quarter("2019Q3", "en", data=data)
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(tables)))
    assert book.sheetnames[0] == "Tile map"
    assert book["Tile map"]["A1"].value == tables.headline
