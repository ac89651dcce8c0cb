"""ODS and the XML of Excel 2003: values as stored, repeats and spans unrolled, with limits."""

import pytest

from ntt_coverage.intake.raw import read_raw

from .rawfiles import (
    DATE,
    ERROR,
    FORMULA,
    NUMBER,
    PERCENT,
    TEXT,
    excel_xml,
    filled,
    ods,
    ods_content,
    read_one,
    refusal,
    texts,
    written,
)


def cell(kind, value="", text="", more=""):
    name = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    stored = f'office:{name}="{value}"' if value else ""
    return (
        f'<table:table-cell office:value-type="{kind}" {stored} {more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def row(*cells, times=1):
    repeat = f'table:number-rows-repeated="{times}"'
    return f"<table:table-row {repeat}>{''.join(cells)}</table:table-row>"


def table(*rows, name="Data", style=""):
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'
    )


BLANKS = '<table:table-cell table:number-columns-repeated="16384"/>'


def test_each_cell_of_ods_is_text_and_kind_in_its_place(tmp_path):
    cells = [
        cell("string", text="Kab. <text:s text:c='3'/>Kupang<text:line-break/>x"),
        cell("float", "2480", "2.480"),
        cell("percentage", "0.637", "63,7%"),
        cell("date", "2021-06-30T12:00:00", "30/06/21"),
        cell("boolean", "true", "BENAR"),
        cell("string", text="#REF!", more='calcext:value-type="error"'),
        cell("currency", "1500000", "Rp1.500.000"),
    ]
    sheet = read_one(ods(tmp_path / "a.ods", table(row(BLANKS), row(*cells))))

    assert sheet.name == "Data"
    assert filled(sheet) == {
        "A2": ("Kab.  Kupang x", TEXT),
        "B2": ("2480", NUMBER),
        "C2": ("0.637", PERCENT),
        "D2": ("2021-06-30", DATE),
        "E2": ("TRUE", ERROR),
        "F2": ("#REF!", ERROR),
        "G2": ("1500000", NUMBER),
    }


def test_remarks_on_a_cell_are_no_part_of_its_text(tmp_path):
    remark = "<office:annotation><text:p>benar?</text:p></office:annotation>"
    xml = cell("string", text="Ende").replace("<text:p>", f"{remark}<text:p>", 1)

    assert texts(read_one(ods(tmp_path / "a.ods", table(row(xml))))) == [["Ende"]]


@pytest.mark.parametrize(
    ("formula", "kind", "result"),
    [
        ("of:=SUM([.A2:.A3])", "float", ("7", NUMBER)),
        ("of:=['file:///x/b.ods'#$D.A1]", "float", ("=['file:///x/b.ods'#$D.A1]", FORMULA)),
        ("of:=DDE(&quot;a&quot;)", "float", ('=DDE("a")', FORMULA)),
    ],
)
def test_a_formula_of_ods_is_its_stored_result_or_its_text(tmp_path, formula, kind, result):
    xml = cell(kind, "7", "7", more=f'table:formula="{formula}"')
    sheet = read_one(ods(tmp_path / "a.ods", table(row(xml))))

    assert filled(sheet) == {"A1": result}
    assert sheet.formulas == (result[1] is NUMBER)


def test_a_formula_of_ods_without_result_is_its_text(tmp_path):
    xml = '<table:table-cell table:formula="of:=1+1"/>'

    assert filled(read_one(ods(tmp_path / "a.ods", table(row(xml))))) == {"A1": ("=1+1", FORMULA)}


def test_repeats_and_spans_of_ods_are_unrolled(tmp_path):
    wide = cell("string", text="Non ASN", more='table:number-columns-spanned="2"')
    twice = cell("float", "5", "5", more='table:number-columns-repeated="2"')
    covered = "<table:covered-table-cell/>"
    sheet = read_one(
        ods(
            tmp_path / "a.ods",
            table(row(wide, covered), row(twice, times=2), row(BLANKS, times=10**6)),
        )
    )

    assert texts(sheet) == [["Non ASN", ""], ["5", "5"], ["5", "5"]]
    assert sheet.merged == ((0, 0, 0, 1),)


def test_a_hidden_sheet_of_ods_is_marked(tmp_path):
    properties = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="ta2">{properties}</style:style>'
    filled_row = row(cell("string", text="a"))
    path = ods(
        tmp_path / "a.ods", table(filled_row) + table(filled_row, name="B", style="ta2"), style
    )

    assert [(sheet.name, sheet.hidden) for sheet in read_raw(path)] == [
        ("Data", False),
        ("B", True),
    ]


def test_copies_of_other_files_are_no_sheets(tmp_path):
    link = (
        f"<table:dde-links><table:dde-link>{table(row(BLANKS))}</table:dde-link></table:dde-links>"
    )

    assert len(read_raw(ods(tmp_path / "a.ods", table(row(BLANKS)) + link))) == 1


def test_an_ods_that_is_not_zipped_is_read_like_any_other(tmp_path):
    content = ods_content(table(row(cell("string", text="Ende"))))
    path = written(tmp_path / "a.fods", content.replace("document-content", "document"))

    assert texts(read_one(path)) == [["Ende"]]


def test_a_cell_repeated_to_the_end_of_the_sheet_is_refused(tmp_path):
    full = cell("float", "1", "1", more='table:number-columns-repeated="16384"')

    error = refusal(ods(tmp_path / "a.ods", table(row(full, times=1_048_576))))

    assert (error.key, error.evidence["place"]) == ("far_cell", "Data!XFD1048576")


@pytest.mark.parametrize("times", [-5, 0])
def test_a_repeat_that_cannot_be_is_refused(tmp_path, times):
    assert refusal(ods(tmp_path / "a.ods", table(row(cell("float", "1"), times=times))))


def test_more_than_a_hundred_sheets_are_refused(tmp_path):
    assert refusal(ods(tmp_path / "a.ods", table() * 101)).key == "many_sheets"
    sheets = '<Worksheet ss:Name="D"/>' * 101
    assert refusal(excel_xml(tmp_path / "b.xls", sheets)).key == "many_sheets"


STYLES = """
<Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="s2" ss:Parent="s1"/><Style ss:ID="s3"><NumberFormat ss:Format="Short Date"/></Style>
"""
EXCEL_2003 = """
<Worksheet ss:Name="Data"><Table>
<Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1" ss:MergeDown="1">
<Data ss:Type="String">Kab./&#10;Kota</Data>
<Comment><Data>benar?</Data></Comment></Cell><Cell><Data ss:Type="Number">2480</Data></Cell></Row>
<Row ss:StyleID="s1"><Cell><Data ss:Type="Number">0.5</Data></Cell>
<Cell ss:Index="4" ss:StyleID="s2"><Data ss:Type="Number">0.637</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2021-06-30T00:00:00.000</Data></Cell>
<Cell ss:StyleID="s3"><Data ss:Type="Number">44377</Data></Cell>
<Cell ss:Formula="=SUM(R1C1)"><Data ss:Type="Number">5</Data></Cell>
<Cell ss:Formula="='[b.xls]D'!R1C1"><Data ss:Type="Number">5</Data></Cell></Row>
<Row><Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="Lain"><Table/>
<WorksheetOptions><Visible>SheetVeryHidden</Visible></WorksheetOptions></Worksheet>
"""


def test_each_cell_of_excel_2003_xml_is_text_and_kind_in_its_place(tmp_path):
    data, other = read_raw(excel_xml(tmp_path / "a.xls", EXCEL_2003, STYLES))

    assert filled(data) == {
        "B2": ("Kab./ Kota", TEXT),
        "D2": ("2480", NUMBER),
        "A3": ("0.5", PERCENT),
        "D3": ("0.637", PERCENT),
        "A4": ("2021-06-30", DATE),
        "B4": ("2021-06-30", DATE),
        "C4": ("5", NUMBER),
        "D4": ("='[b.xls]D'!R1C1", FORMULA),
        "A5": ("TRUE", ERROR),
        "B5": ("#N/A", ERROR),
    }
    assert (data.merged, data.formulas) == (((1, 1, 2, 2),), 1)
    assert (data.hidden, other.hidden) == (False, True)
