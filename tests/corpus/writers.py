"""Write planted sheets in the formats that offices send; the same sheets give the same bytes."""

import csv
import datetime as dt
import html
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt

from tests.corpus.planting import Formula
from tests.corpus.sheets import Book, Sheet, address
from tests.corpus.zips import Member, stored, zip_bytes

MADE = dt.datetime(2021, 7, 5)
XLSX_FORMATS = {"percent": "0.0%", "date": "dd/mm/yyyy"}


def write_book(book: Book, kind: str) -> bytes:
    """Return the bytes of a file of a kind: csv, xlsx, inline, xls, html or ods."""
    if kind == "csv":
        return _csv(book.sheets[0], **book.written)
    return {"xlsx": _xlsx, "inline": _inline, "xls": _xls, "html": _html, "ods": _ods}[kind](book)


def split_style(value: object) -> tuple[object, str]:
    if isinstance(value, tuple):
        return value
    return value, "date" if isinstance(value, dt.date) else ""


def _csv(
    sheet: Sheet,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    newline: str = "\r\n",
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    for line in sheet.lines:
        if line:
            writer.writerow(["" if value is None else value for value in line])
        else:
            text.write(newline)
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    return (mark + text.getvalue()).encode(encoding)


# XLSX, by a library and by hand


def _xlsx(book: Book) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": MADE})
        formats = {key: workbook.add_format({"num_format": f}) for key, f in XLSX_FORMATS.items()}
        for sheet in book.sheets:
            page = workbook.add_worksheet(sheet.name)
            for merge in sheet.merges:
                page.merge_range(*merge, "")
            for row, line in enumerate(sheet.lines):
                for at, value in enumerate(line):
                    _xlsx_cell(page, row, at, *split_style(value), formats)
            if sheet.hidden:
                page.hide()
        for page, row, at in book.written.get("stray", ()):
            workbook.worksheets()[page].write_blank(row, at, None, formats["date"])
    with zipfile.ZipFile(buffer) as archive:
        return zip_bytes([stored(name, archive.read(name)) for name in archive.namelist()])


def _xlsx_cell(page, row: int, at: int, value: object, style: str, formats: dict) -> None:
    shown = formats.get(style)
    if isinstance(value, Formula):
        page.write_formula(row, at, value.text, shown, value.result)
    elif isinstance(value, dt.date):
        page.write_datetime(row, at, value, shown)
    elif isinstance(value, str):
        page.write_string(row, at, value, shown)
    elif value is not None:
        page.write_number(row, at, value, shown)


def sheet_xml(lines: list[list[object]]) -> str:
    """Return a worksheet with its texts inside, as web programs write it."""
    rows = ""
    for row, line in enumerate(lines, 1):
        cells = "".join(_inline_cell(address(row, at), value) for at, value in enumerate(line))
        rows += f'<row r="{row}">{cells}</row>'
    return f"{XML}<worksheet xmlns={MAIN}><sheetData>{rows}</sheetData></worksheet>"


def _inline_cell(place: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _inline(book: Book) -> bytes:
    return inline_workbook({sheet.name: sheet_xml(sheet.lines) for sheet in book.sheets})


def inline_workbook(sheets: dict[str, str | Member]) -> bytes:
    """Return a workbook of ready worksheets, without styles and shared strings."""
    listed, related, types, pages = "", "", "", []
    for at, (name, page) in enumerate(sheets.items(), 1):
        listed += f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>'
        path = f"worksheets/sheet{at}.xml"
        related += f'<Relationship Id="rId{at}" Type="{RELATION}/worksheet" Target="{path}"/>'
        types += f'<Override PartName="/xl/{path}" ContentType="{OFFICE}.worksheet+xml"/>'
        pages.append(page if isinstance(page, Member) else stored(f"xl/{path}", page))
    package = f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
    kinds = '<Default Extension="rels" ContentType='
    kinds += '"application/vnd.openxmlformats-package.relationships+xml"/>'
    kinds += f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>'
    parts = {
        "[Content_Types].xml": f"<Types xmlns={TYPES}>{kinds}{types}</Types>",
        "_rels/.rels": f"<Relationships xmlns={RELATIONS}>{package}</Relationships>",
        "xl/workbook.xml": f"<workbook xmlns={MAIN} xmlns:r={quoteattr(RELATION)}>"
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns={RELATIONS}>{related}</Relationships>",
    }
    return zip_bytes([*(stored(name, XML + text) for name, text in parts.items()), *pages])


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES = '"http://schemas.openxmlformats.org/package/2006/content-types"'
RELATIONS = '"http://schemas.openxmlformats.org/package/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


# XLS, and HTML that calls itself XLS


def _xls(book: Book) -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    styles = {key: xlwt.easyxf(num_format_str=form) for key, form in XLSX_FORMATS.items()}
    styles[""] = xlwt.easyxf("")
    for sheet in book.sheets:
        page = workbook.add_sheet(sheet.name)
        page.visibility = int(sheet.hidden)
        covered = {(top, left): area for area in sheet.merges for top, left, *_ in [area]}
        for row, line in enumerate(sheet.lines):
            for at, value in enumerate(line):
                shown, style = split_style(value)
                if (row, at) in covered:
                    top, left, bottom, right = covered[row, at]
                    page.write_merge(top, bottom, left, right, shown, styles[style])
                elif shown is not None:
                    page.write(row, at, shown, styles[style])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _html(book: Book) -> bytes:
    (sheet,) = book.sheets
    spans, hidden = _spans(sheet)
    rows = ""
    for row, line in enumerate(sheet.lines):
        width = max(len(line), len(sheet.columns))
        cells = ""
        for at in range(width):
            if (row, at) not in hidden:
                value = line[at] if at < len(line) else None
                cells += f"<td{spans.get((row, at), '')}>{_html_text(value)}</td>"
        rows += f"<tr>{cells}</tr>\n"
    head = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    excel = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'
    page = f"<html {excel}><head>{head}<style>td {{ mso-number-format:'@'; }}</style></head>"
    return f'{page}<body><table border="1">\n{rows}</table></body></html>\n'.encode()


def _html_text(value: object) -> str:
    return "&nbsp;" if value is None else html.escape(str(value)).replace("\n", "<br>")


def _spans(sheet: Sheet) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    spans, hidden = {}, set()
    for top, left, bottom, right in sheet.merges:
        spans[top, left] = f' colspan="{right - left + 1}" rowspan="{bottom - top + 1}"'
        hidden |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        hidden.discard((top, left))
    return spans, hidden


# ODS


def _ods(book: Book) -> bytes:
    tables = "".join(_ods_table(sheet) for sheet in book.sheets)
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"{XML}<office:document-content {ODS_NAMES}>{body}</office:document-content>"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    entries = entry.format("/", ODS_TYPE) + entry.format("content.xml", "text/xml")
    manifest = f"{XML}<manifest:manifest {ODS_MANIFEST}>{entries}</manifest:manifest>"
    return zip_bytes(
        [
            stored("mimetype", ODS_TYPE),
            stored("content.xml", content),
            stored("META-INF/manifest.xml", manifest),
        ]
    )


def _ods_table(sheet: Sheet) -> str:
    spans, hidden = _ods_spans(sheet)
    rows = ""
    for row, line in enumerate(sheet.lines):
        width = max(len(line), len(sheet.columns))
        values = [line[at] if at < len(line) else None for at in range(width)]
        cells = [
            _ods_cell(value, spans.get((row, at), ""), (row, at) in hidden)
            for at, value in enumerate(values)
        ]
        empty = f'<table:table-cell table:number-columns-repeated="{1024 - width}"/>'
        rows += f"<table:table-row>{_repeated(cells)}{empty}</table:table-row>"
    far = f'<table:table-row table:number-rows-repeated="{1048576 - len(sheet.lines)}">'
    far += '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    return f"<table:table table:name={quoteattr(sheet.name)}>{rows}{far}</table:table>"


def _ods_spans(sheet: Sheet) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    _, hidden = _spans(sheet)
    spans = {}
    for top, left, bottom, right in sheet.merges:
        wide, high = right - left + 1, bottom - top + 1
        spans[top, left] = (
            f' table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"'
        )
    return spans, hidden


def _ods_cell(value: object, span: str, is_hidden: bool) -> str:
    shown, style = split_style(value)
    kind = "covered-table-cell" if is_hidden else "table-cell"
    if shown is None or is_hidden:
        return f"<table:{kind}{span}/>"
    if isinstance(shown, str):
        said, text = 'office:value-type="string"', shown
    elif style == "percent":
        said = f'office:value-type="percentage" office:value="{shown}"'
        text = f"{100 * shown:.1f}%".replace(".", ",")
    elif style == "date":
        said, text = f'office:value-type="date" office:date-value="{shown}"', f"{shown:%d/%m/%Y}"
    else:
        said, text = f'office:value-type="float" office:value="{shown}"', str(shown)
    return f"<table:{kind} {said}{span}><text:p>{escape(text)}</text:p></table:{kind}>"


def _repeated(cells: list[str]) -> str:
    """Join cells; equal neighbours are written once with a count, as LibreOffice does."""
    joined, at = "", 0
    while at < len(cells):
        count = 1
        while at + count < len(cells) and cells[at + count] == cells[at]:
            count += 1
        name = cells[at][1:].split(" ")[0].split("/")[0].split(">")[0]
        mark = f' table:number-columns-repeated="{count}"' if count > 1 else ""
        joined += cells[at].replace(f"<{name}", f"<{name}{mark}", 1)
        at += count
    return joined


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS_NAMES = (
    " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    + ' office:version="1.2"'
)
ODS_MANIFEST = f'xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.2"'
