"""Workbooks of Excel: what each cell stores, where it stands, and what it must not do."""

import datetime as dt

import openpyxl
import pytest
import xlsxwriter
import xlwt

from ntt_coverage.intake.cells import kind_of_format, number_cell, reaches_outside
from ntt_coverage.intake.raw import read_raw

from .rawfiles import (
    DATE,
    ERROR,
    FORMULA,
    NUMBER,
    PERCENT,
    TEXT,
    filled,
    read_one,
    refusal,
    texts,
    xlsx,
    xlsx_parts,
    zipped,
)

SHEET = '<sheet name="{0}" sheetId="1" r:id="{1}"/>'


def number(address, value, style=0):
    return f'<c r="{address}" s="{style}"><v>{value}</v></c>'


def in_row(cells):
    return f"<row>{cells}</row>"


@pytest.fixture
def book(tmp_path):
    """A workbook written by XlsxWriter, as most programs write theirs."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    shown = {name: book.add_format({"num_format": name}) for name in ("0.0%", "dd mmm yyyy")}
    sheet = book.add_worksheet("Data")
    sheet.merge_range("B2:D2", "Keadaan 30 Juni 2021")
    sheet.write_row("B3", ["Kab./\nKota\u00a0", "=Jumlah", 2480, 1.5, -5])
    sheet.write_number("B4", 0.637, shown["0.0%"])
    sheet.write_datetime("C4", dt.datetime(2021, 6, 30, 13, 5), shown["dd mmm yyyy"])
    sheet.write_number("D4", 5301012345678901)
    sheet.write_boolean("E4", True)
    sheet.write_formula("F4", "=SUM(D3:E3)", None, 2481.5)
    sheet.write_rich_string("B5", "Kab. ", book.add_format({"bold": True}), "Ende")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Data!D3:F3"})
    book.add_chartsheet("Grafik").set_chart(chart)
    book.add_worksheet("Lain").very_hidden()
    book.close()
    return path


def test_each_cell_is_text_and_kind_in_its_place(book):
    sheet, _ = read_raw(book)

    assert sheet.name == "Data"
    assert filled(sheet) == {
        "B2": ("Keadaan 30 Juni 2021", TEXT),
        "B3": ("Kab./ Kota", TEXT),
        "C3": ("=Jumlah", TEXT),
        "D3": ("2480", NUMBER),
        "E3": ("1.5", NUMBER),
        "F3": ("-5", NUMBER),
        "B4": ("0.637", PERCENT),
        "C4": ("2021-06-30", DATE),
        "D4": ("5301012345678901", NUMBER),
        "E4": ("TRUE", ERROR),
        "F4": ("2481.5", NUMBER),
        "B5": ("Kab. Ende", TEXT),
    }
    assert (sheet.merged, sheet.formulas, sheet.hidden) == (((1, 1, 1, 3),), 1, False)


def test_hidden_sheets_are_read_and_marked_and_charts_are_none(book):
    assert [(sheet.name, sheet.hidden, sheet.columns) for sheet in read_raw(book)[1:]] == [
        ("Lain", True, ())
    ]


def test_what_openpyxl_writes_is_read_and_its_formulas_have_no_result(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([dt.date(2021, 6, 30), "=1+1", 0.25])
    book.active["C1"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")

    assert filled(read_one(tmp_path / "a.xlsx")) == {
        "A1": ("2021-06-30", DATE), "B1": ("=1+1", FORMULA), "C1": ("0.25", PERCENT),
    }  # fmt: skip


def test_days_are_counted_from_1904_where_the_file_says_so(tmp_path):
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    day = book.add_format({"num_format": "d/m/yy"})
    book.add_worksheet().write_datetime("A1", dt.datetime(2021, 6, 30), day)
    book.close()

    assert filled(read_one(path)) == {"A1": ("2021-06-30", DATE)}


@pytest.mark.parametrize(
    ("formula", "value", "cell"),
    [
        ("<f>SUM(B1:C1)</f>", "<v>7</v>", ("7", NUMBER)),
        ("<f>SUM(B1:C1)</f>", "<v></v>", ("=SUM(B1:C1)", FORMULA)),
        ("<f>SUM(B1:C1)</f>", "", ("=SUM(B1:C1)", FORMULA)),
        ("<f>[1]Juni!D7</f>", "<v>7</v>", ("=[1]Juni!D7", FORMULA)),
        ("<f>cmd|'/c calc'!A1</f>", "<v>7</v>", ("=cmd|'/c calc'!A1", FORMULA)),
        ('<f t="shared" si="0" ref="A1:A2">[1]Juni!D7</f>', "<v>7</v>", ("=[1]Juni!D7", FORMULA)),
    ],
)
def test_a_formula_is_its_stored_result_or_its_text(tmp_path, formula, value, cell):
    sheet = read_one(xlsx(tmp_path / "a.xlsx", in_row(f'<c r="A1">{formula}{value}</c>')))

    assert filled(sheet) == {"A1": cell}
    assert sheet.formulas == (cell[1] is NUMBER)


def test_a_shared_formula_from_outside_is_known_in_all_its_cells(tmp_path):
    first = '<c r="A1"><f t="shared" si="0" ref="A1:A2">[1]Juni!D7</f><v>1</v></c>'
    second = '<c r="A2"><f t="shared" si="0"/><v>2</v></c>'
    sheet = read_one(xlsx(tmp_path / "a.xlsx", in_row(first) + in_row(second)))

    assert [kind for _, kind in filled(sheet).values()] == [FORMULA, FORMULA]


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="A1" t="str"><f>IF(1,"","")</f><v></v></c>', None),
        ('<c r="A1" t="e"><v>#REF!</v></c>', ("#REF!", ERROR)),
        ('<c r="A1" t="b"><v>0</v></c>', ("FALSE", ERROR)),
        ('<c r="A1" t="d"><v>2021-06-30T12:00:00</v></c>', ("2021-06-30", DATE)),
        ('<c r="A1" t="inlineStr"><is><t>a</t><rPh><t>x</t></rPh></is></c>', ("a", TEXT)),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_xD800_</t></is></c>', ("a b", TEXT)),
        ('<c r="A1" t="inlineStr"/>', None),
        ('<c r="A1"/>', None),
        (number("A1", "2.4800000000000001E3"), ("2480", NUMBER)),
        (number("A1", "0.63700000000000001"), ("0.637", NUMBER)),
        (number("A1", "1E400"), ("inf", ERROR)),
        (number("A1", "dua"), ("dua", ERROR)),
        (number("A1", "44377.999", 1), ("2021-06-30", DATE)),
        (number("A1", "0.5", 1), ("0.5", NUMBER)),
        (number("A1", "5301012345678901", 1), ("5301012345678901", NUMBER)),
        (number("A1", "1", 2), ("1", PERCENT)),
        ("<c><v>1</v></c>", ("1", NUMBER)),
    ],
)
def test_odd_cells(tmp_path, xml, cell):
    sheet = read_one(xlsx(tmp_path / "a.xlsx", in_row(xml)))

    assert filled(sheet) == ({"A1": cell} if cell else {})


def test_rows_and_cells_without_addresses_follow_each_other(tmp_path):
    cell = "<c><v>{}</v></c>"
    rows = [cell.format(1) + cell.format(2), cell.format(3)]
    sheet = read_one(xlsx(tmp_path / "a.xlsx", "".join(map(in_row, rows))))

    assert texts(sheet) == [["1", "2"], ["3", ""]]


def test_a_strict_workbook_is_read_like_any_other(tmp_path):
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = read_one(xlsx(tmp_path / "a.xlsx", in_row(number("B2", 44377, 1)), main=main))

    assert filled(sheet) == {"B2": ("2021-06-30", DATE)}


def test_names_of_parts_are_found_as_excel_finds_them(tmp_path):
    parts = xlsx_parts(in_row(number("A1", 1)))
    renamed = {
        name.replace("xl/", "XL\\").replace("sheet1", "Sheet1"): p for name, p in parts.items()
    }

    assert filled(read_one(zipped(tmp_path / "a.xlsx", renamed))) == {"A1": ("1", NUMBER)}


def test_a_merged_range_shows_its_first_cell_only_and_ends_with_the_table(tmp_path):
    rows = "".join(in_row(number(place, 1)) for place in ("A1", "B1", "A2", "C3"))
    merges = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3:XFD1048576"/></mergeCells>'
    sheet = read_one(xlsx(tmp_path / "a.xlsx", rows, after=merges))

    assert texts(sheet) == [["1", "", ""], ["", "", ""], ["", "", "1"]]
    assert sheet.merged == ((0, 0, 1, 1),)


def test_blank_cells_far_out_are_no_part_of_the_sheet(tmp_path):
    far = '<c r="XFD1048576" s="1"/>'
    sheet = read_one(xlsx(tmp_path / "a.xlsx", in_row(number("A1", 1) + far)))

    assert texts(sheet) == [["1"]]


@pytest.mark.parametrize("place", ["XFD1048576", "XFE1", "A1048577", "ZZZ99"])
def test_a_filled_cell_far_out_is_refused_by_its_address(tmp_path, place):
    path = xlsx(tmp_path / "a.xlsx", in_row(number("A1", 1) + number(place, 1)))

    error = refusal(path)

    assert error.key == "far_cell"
    assert error.evidence["place"] == f"Data!{place.replace('ZZZ', 'XFE')}"


def test_of_the_cells_that_spread_a_sheet_the_one_far_out_is_named(tmp_path):
    rows = in_row(number("XFC1", 1)) + in_row(number("A2000", 1))

    assert refusal(xlsx(tmp_path / "a.xlsx", rows)).evidence["place"] == "Data!XFC1"


def test_what_only_a_merged_range_holds_leaves_no_row_behind(tmp_path):
    merges = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    rows = in_row(number("A1", 1)) + in_row(number("B2", 1))
    sheet = read_one(xlsx(tmp_path / "a.xlsx", rows, after=merges))

    assert (texts(sheet), sheet.merged) == ([["1"]], ())


def test_merged_ranges_may_overlap_but_not_without_end(tmp_path):
    def read(last_row, count):
        ends = [f"A{first}:A{last_row}" for first in range(1, count + 1)]
        merges = "".join(f'<mergeCell ref="{cells}"/>' for cells in ends)
        rows = in_row(number("A1", 1)) + in_row(number(f"A{last_row}", 1) + number("B1", 2))
        return xlsx(tmp_path / "a.xlsx", rows, after=merges)

    assert texts(read_one(read(9, 3))) == [["1", "2"]]
    assert refusal(read(1_048_576, 21)).key == "broken_file"


def test_a_text_that_is_too_long_is_refused_by_its_address(tmp_path):
    text = f'<c r="D7" t="str"><v>{"x" * 5_001}</v></c>'

    error = refusal(xlsx(tmp_path / "a.xlsx", in_row(text)))

    assert (error.key, error.evidence["place"]) == ("long_cell", "Data!D7")


@pytest.mark.parametrize(
    "rows",
    [
        in_row('<c r="A1" t="s"><v>0</v></c>'),
        in_row('<c r="A1" s="3"><v>0</v></c>'),
        in_row('<c r="A1" s="-1"><v>0</v></c>'),
        in_row('<c r="?"><v>0</v></c>'),
        '<row r="x"/>',
        "<row>",
    ],
    ids=["no such text", "no such style", "style before the first", "place", "row", "xml"],
)
def test_a_workbook_that_contradicts_itself_is_refused(tmp_path, rows):
    assert refusal(xlsx(tmp_path / "a.xlsx", rows)).key == "broken_file"


@pytest.mark.parametrize(
    ("sheets", "key"),
    [
        (SHEET.format("A", "rId1") * 2, "broken_file"),
        (SHEET.format("A", "rId9"), "broken_file"),
        (SHEET.format("A", "rId1") * 101, "many_sheets"),
    ],
)
def test_a_list_of_sheets_that_cannot_be_is_refused(tmp_path, sheets, key):
    assert refusal(xlsx(tmp_path / "a.xlsx", "", sheets=sheets)).key == key


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", NUMBER), ("@", NUMBER), ("#,##0.00", NUMBER), ('"Rp"#,##0', NUMBER),
        ("[$Rp-421]* #,##0_-;[Red]-#,##0", NUMBER), ('0 "orang dan desa"', NUMBER),
        (r"0\d", NUMBER), ("[h]:mm:ss", NUMBER), ("# ?/?", NUMBER), ("0.00E+00", NUMBER),
        ("0%", PERCENT), ("0.0 %;[Red]-0.0 %", PERCENT), ('0"%"', NUMBER), (r"0\%", NUMBER),
        ("dd/mm/yyyy", DATE), ("[$-421]dd mmmm yyyy;@", DATE), ("mmm-yy", DATE),
        ("yyyy-mm-dd hh:mm:ss.000", DATE), ('"per" d mmmm', DATE), ("", NUMBER),
    ],
)  # fmt: skip
def test_a_number_format_tells_what_is_shown(code, kind):
    assert kind_of_format(code) is kind


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2480.0, "2480"), (-0.0, "0"), (0.1, "0.1"), (1e15, "1000000000000000"),
        (5301012345678901.0, "5301012345678901"), (1.97001011990031e17, "197001011990031000"),
        (1e300, "1e+300"), (1e-7, "1e-07"),
    ],
)  # fmt: skip
def test_a_number_is_the_shortest_text_that_gives_it_back(value, text):
    assert number_cell(value) == (text, NUMBER)
    assert float(text) == value


@pytest.mark.parametrize(
    ("formula", "outside"),
    [
        ("SUM(D7:D28)", False), ("Juni!A1+'Juni 2021'!B2", False), ("Tabel1[2021]", False),
        ("SUM(Tabel1[[#This Row],[1]])", False), ("SUM(Tabel1[[1]:[3]])", False),
        ('IF(A1="a|b",1,2)', False), ("of:=SUM([.A1:.A3];[$Sheet1.B2])", False),
        ("[1]!Nama", True), ("SUM(A1,[2]Juni!A1)", True), ("'C:\\x\\[Juni.xlsx]D'!A1", True),
        ("'file:///x/b.ods'#$D.A1", True), ('WEBSERVICE("x")', True), ("hyperlink(A1)", True),
        ("cmd|' /c calc'!A0", True), ('DDE("soffice";"a";"b")', True), ("EXEC(A1)", True),
        (r"'\\server\x'!A1", True),
    ],
)  # fmt: skip
def test_a_formula_that_reaches_outside_its_file_is_known(formula, outside):
    assert reaches_outside(formula) is outside


def test_xls_is_read_like_xlsx(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    styles = {code: xlwt.easyxf(num_format_str=code) for code in ("0.0%", "dd/mm/yyyy")}
    sheet.write_merge(1, 1, 1, 3, "Kab./\nKota ")
    sheet.write(2, 1, 2480)
    sheet.write(2, 2, 0.637, styles["0.0%"])
    sheet.write(2, 3, dt.date(2021, 6, 30), styles["dd/mm/yyyy"])
    sheet.write(3, 1, 5301012345678901)
    sheet.write(3, 2, True)
    sheet.row(3).set_cell_error(3, "#REF!")
    book.add_sheet("Lain").visibility = 2
    book.save(str(tmp_path / "a.xls"))

    data, other = read_raw(tmp_path / "a.xls")

    assert filled(data) == {
        "B2": ("Kab./ Kota", TEXT),
        "B3": ("2480", NUMBER),
        "C3": ("0.637", PERCENT),
        "D3": ("2021-06-30", DATE),
        "B4": ("5301012345678901", NUMBER),
        "C4": ("TRUE", ERROR),
        "D4": ("#REF!", ERROR),
    }
    assert (data.name, data.merged, data.hidden) == ("Data", ((1, 1, 1, 3),), False)
    assert (other.name, other.columns, other.hidden) == ("Lain", (), True)


def test_xls_counts_days_from_1904_too(tmp_path):
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("D").write(0, 0, dt.date(2021, 6, 30), xlwt.easyxf(num_format_str="d/m/yy"))
    book.save(str(tmp_path / "a.xls"))

    assert filled(read_one(tmp_path / "a.xls")) == {"A1": ("2021-06-30", DATE)}
