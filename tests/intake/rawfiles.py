"""Files to read in tests, made part by part, and what a sheet looks like when it was read."""

import zipfile

import pytest

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.grids import Kind
from ntt_coverage.intake.raw import read_raw

TEXT, NUMBER, PERCENT, DATE, FORMULA, ERROR = Kind

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
) + (' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"')
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read_one(path):
    (sheet,) = read_raw(path)
    return sheet


def texts(sheet):
    """Return the rows of a sheet as texts."""
    return [[column.cell(row)[0] for column in sheet.columns] for row in range(sheet.n_rows)]


def filled(sheet):
    """Return the filled cells of a sheet by their addresses."""
    cells = {
        sheet.address(row, place): column.cell(row)
        for place, column in enumerate(sheet.columns)
        for row in range(sheet.n_rows)
    }
    return {address: cell for address, cell in cells.items() if cell[0]}


def refusal(path):
    """Return the error that a file is refused with, which must speak both languages."""
    with pytest.raises(SourceLayoutError) as caught:
        read_raw(path)
    assert all(path.name in caught.value.say(lang) for lang in ("id", "en"))
    return caught.value


def zipped(path, parts, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def xlsx_parts(rows, *, after="", sheets='<sheet name="Data" sheetId="1" r:id="rId1"/>', main=MAIN):
    """Return the parts of a smallest XLSX file, its rows and the XML behind them given."""
    relations = (
        RELATIONS if main == MAIN else "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    return {
        "[Content_Types].xml": "<Types>application/vnd.openxmlformats-officedocument."
        "spreadsheetml.sheet.main+xml</Types>",
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{relations}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{relations}/styles" Target="/xl/styles.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>'
        f"{after}</worksheet>",
    }


def xlsx(path, rows, **options):
    return zipped(path, xlsx_parts(rows, **options))


def ods_content(tables, styles=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def ods(path, tables, styles=""):
    return zipped(path, {"mimetype": ODS_TYPE, "content.xml": ods_content(tables, styles)})


def excel_xml(path, sheets, styles=""):
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return written(
        path,
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f"<Styles>{styles}</Styles>{sheets}</Workbook>",
    )
