"""A file as it was sent, told by its content and read as text; its extension proves nothing."""

import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import xlrd
from xlrd.compdoc import CompDocError

from ntt_coverage.errors import CoverageError, SourceLayoutError
from ntt_coverage.intake.cells import clean_text
from ntt_coverage.intake.grids import Sheet
from ntt_coverage.intake.guards import (
    check_archive,
    check_compound,
    check_file,
    check_size,
    check_text,
    check_xml,
)
from ntt_coverage.intake.markup import read_flat_ods, read_ods, read_spreadsheet_xml
from ntt_coverage.intake.pages import read_page
from ntt_coverage.intake.textfiles import read_text
from ntt_coverage.intake.workbooks import read_xls, read_xlsx

__all__ = ["read_raw"]

HEAD = 1 << 13

PARSER_FAULTS = (
    # a damaged zip file or its XML
    BadZipFile, zlib.error, EOFError, OSError, ParseError, NotImplementedError,
    # xlrd, which trusts the numbers that it finds in a file
    xlrd.XLRDError, CompDocError, struct.error, AssertionError, RecursionError,
    # a part, text or style that is named and not there, a number that is none, a wrong encoding
    LookupError, TypeError, ValueError, ArithmeticError,
)  # fmt: skip
"""What damaged files are known to raise: sound ones were changed at random, byte by byte."""

SIGNATURES = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF",
    b"II*\0": "TIFF", b"MM\0*": "TIFF", b"{\\rtf": "RTF", b"Rar!": "RAR", b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "GZIP", b"PAR1": "Parquet", b"SQLite format 3\0": "SQLite",
    b"MIME-Version:": "MHTML",
}  # fmt: skip
"""First bytes of what people send instead of a table."""

PARTS = {
    "xl/workbook.bin": "XLSB", "word/document.xml": "Word (DOCX)",
    "ppt/presentation.xml": "PowerPoint (PPTX)", "index/document.iwa": "Numbers",
    "index.zip": "Numbers",
}  # fmt: skip
"""Parts that tell other zip files apart, in lower case."""

DECLARATIONS = ("[content_types].xml", "mimetype")
"""Parts that say what a zip file is."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
"""How an XLS workbook begins that stands in its file without OLE around it."""
_PAGE = re.compile(
    r"<(!doctype html|html|head|body|meta|link|style|script|table|tr|div|p|br|b|h\d|font|center)\b"
)


def read_raw(path: Path) -> tuple[Sheet, ...]:
    r"""Read a workbook or a text table.

    Parameters
    ----------
    path : pathlib.Path
        Any file.

    Returns
    -------
    tuple of Sheet
        One per sheet; a text file or a web page is one sheet without a name.

    Raises
    ------
    SourceLayoutError
        If the file cannot be read or is not safe to read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "rekap.csv")
    ...     _ = path.write_text("Kab/Kota;Jumlah\nEnde;2.480\n", "utf-8")
    ...     (sheet,) = read_raw(path)
    >>> sheet.n_rows, [column.cell(1)[0] for column in sheet.columns]
    (2, ['Ende', '2.480'])
    """
    sheets = tuple(replace(sheet, name=clean_text(sheet.name)) for sheet in _read(path))
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise SourceLayoutError("broken_file", file=path.name, fault="sheets of one name")
    return sheets


def _read(path: Path) -> tuple[Sheet, ...]:
    check_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        if head.startswith(b"PK"):
            return _read_archive(path)
        if head.startswith((_OLE, *_BIFF)):
            check_size(path, "xls")
            check_compound(path)
            return read_xls(path)
        return _read_text(path, head)
    except CoverageError:
        raise
    except PermissionError as fault:
        raise SourceLayoutError("no_permission", file=path.name) from fault
    except PARSER_FAULTS as fault:
        # the parser's own words may repeat what stands in the file
        said = "compression" if isinstance(fault, NotImplementedError) else type(fault).__name__
        raise SourceLayoutError("broken_file", file=path.name, fault=said) from fault


def _read_archive(path: Path) -> tuple[Sheet, ...]:
    check_archive(path)
    with ZipFile(path) as archive:
        names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        says = {part: archive.read(names[part]) for part in DECLARATIONS if part in names}
    other = next((known for part, known in PARTS.items() if part in names), "")
    kinds = says.get("[content_types].xml", b"")
    if not other and (b"spreadsheetml" in kinds or b"ms-excel" in kinds):
        return read_xlsx(path)
    if b"opendocument.spreadsheet" in says.get("mimetype", b"") and "content.xml" in names:
        return read_ods(path)
    raise SourceLayoutError("other_format", file=path.name, format=other or "ZIP")


def _read_text(path: Path, head: bytes) -> tuple[Sheet, ...]:
    """Read a file of letters: markup begins with a "<", all else is a text table."""
    other = next((known for sign, known in SIGNATURES.items() if head.startswith(sign)), "")
    marked = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    start = head.decode("utf-16" if marked else "utf-8", errors="ignore").lstrip("\ufeff \t\r\n")
    markup = start.lower() if start.startswith("<") else ""
    is_ods, is_excel = "<office:document" in markup, "office:spreadsheet" in markup
    is_page = "<html" in markup or (not (is_ods or is_excel) and bool(_PAGE.search(markup)))
    if not is_page and (is_ods or is_excel):
        check_size(path, "xml")
        with path.open("rb") as file:
            check_xml(path.name, path.name, file)
        return read_flat_ods(path) if is_ods else read_spreadsheet_xml(path)
    if other or (markup.startswith("<?xml") and not is_page):
        raise SourceLayoutError("other_format", file=path.name, format=other or "XML")
    check_size(path, "html" if is_page else "text")
    check_text(path)
    return (read_page(path) if is_page else read_text(path),)
