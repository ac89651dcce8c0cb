"""A file is what it holds, whatever it is called; what is no table is refused in plain words."""

import io
import random
import shutil
import warnings
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt

from ntt_coverage.errors import CoverageError
from ntt_coverage.intake.raw import read_raw

from .rawfiles import (
    ODS_TYPE,
    excel_xml,
    ods,
    ods_content,
    read_one,
    refusal,
    texts,
    written,
    xlsx,
    zipped,
)
from .test_markup import EXCEL_2003, STYLES, cell, row, table
from .test_pages import PAGE


def write_xlsx(path):
    book = openpyxl.Workbook()
    book.active.append(["Kab", 1, "=A1"])
    book.active.merge_cells("A2:B3")
    book.save(path)


def write_xlsx_otherwise(path):
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Data").write_row(0, 0, ["Kab", 1.5, "=1+1"])
    book.close()


def write_xls(path):
    book = xlwt.Workbook()
    for number in range(40):
        (book.add_sheet("Data") if not number else book.get_sheet(0)).write(
            number, 0, f"Kab {number}"
        )
    book.save(str(path))


def write_ods(path):
    ods(path, table(row(cell("string", text="Kab"), cell("float", "1", "1"))))


def write_excel_xml(path):
    excel_xml(path, EXCEL_2003, STYLES)


def write_page(path):
    written(path, PAGE)


def write_csv(path):
    written(path, 'Judul\nKab;"N\nx"\n' + 'Kupang;"1"\nEnde;2,5\n' * 9)


WRITERS = [
    write_xlsx, write_xlsx_otherwise, write_xls, write_ods, write_excel_xml, write_page, write_csv,
]  # fmt: skip


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.csv", "a.csv.gz", "a"])
def test_the_extension_proves_nothing(tmp_path, writer, name):
    writer(tmp_path / "b.xlsx" if writer is write_xlsx else tmp_path / name)
    if writer is write_xlsx:
        shutil.move(tmp_path / "b.xlsx", tmp_path / name)

    sheets = read_raw(tmp_path / name)

    assert any("Kab" in text for column in sheets[0].columns for text in column.texts)


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\x1f\x8b\x08\0", "GZIP"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"{\\rtf1 a}", "RTF"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "MHTML"),
        (b"<?xml version='1.0'?><rows/>", "XML"),
    ],
)
def test_what_is_no_table_is_named_and_refused(tmp_path, content, format_):
    error = refusal(written(tmp_path / "a.xlsx", content))

    assert (error.key, error.evidence["format"]) == ("other_format", format_)


@pytest.mark.parametrize(
    ("part", "format_"),
    [
        ("xl/workbook.bin", "XLSB"),
        ("word/document.xml", "Word (DOCX)"),
        ("Index/Document.iwa", "Numbers"),
        ("laporan.csv", "ZIP"),
    ],
)
def test_a_zip_file_that_is_no_workbook_is_named_and_refused(tmp_path, part, format_):
    error = refusal(zipped(tmp_path / "a.xlsx", {part: "<a/>"}))

    assert (error.key, error.evidence["format"]) == ("other_format", format_)


def test_a_document_of_writer_is_no_workbook(tmp_path):
    kind = ODS_TYPE.replace("spreadsheet", "text")
    path = zipped(tmp_path / "a.ods", {"mimetype": kind, "content.xml": ods_content("")})

    assert refusal(path).key == "other_format"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 no more", "broken_file"),
        (b"PK\x05\x06" + b"\0" * 18, "other_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no more", "broken_file"),
        (b"\x09\x08\x10\0 no more", "broken_file"),
        (b"\0\x01\x02", "binary_text"),
    ],
)
def test_a_file_cut_off_or_empty_is_refused(tmp_path, content, key):
    assert refusal(written(tmp_path / "a.xls", content)).key == key


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert refusal(tmp_path).key == "folder_given"
    assert refusal(tmp_path / "a.csv").key == "missing_file"


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path / "a.csv", "a,b\n")

    def locked(*_, **__):
        raise PermissionError(13, "locked")

    monkeypatch.setattr(type(path), "open", locked)

    assert refusal(path).key == "no_permission"


def test_macros_are_never_looked_at(tmp_path):
    path = xlsx(tmp_path / "a.xlsm", '<row><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0" * 99)

    assert texts(read_one(path)) == [["1"]]


# Damaged files


def damaged(data, chance):
    """Return bytes with some changed, doubled, left out or cut off."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 2, 5, 50])):
        place = chance.randrange(len(data) + 1)
        some = data[place : place + chance.randrange(40)]
        extreme = chance.choice([b"\xff\xff\xff\x7f", b"\0\0\0\0", b"99999999", b"<", b'"', b"&"])
        data[place : place + chance.randrange(9)] = chance.choice(
            [some * 2, b"", extreme, chance.randbytes(1)]
        )
    return bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data)


def damaged_file(path, chance):
    """Damage a file; of a zip file rather a part, or its checksums would catch it all."""
    if not zipfile.is_zipfile(path) or chance.random() < 0.2:
        return damaged(path.read_bytes(), chance)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    hit = chance.choice([name for name in parts if name != "mimetype"])
    target = io.BytesIO()
    zipped(target, {**parts, hit: damaged(parts[hit], chance)})
    return target.getvalue()


@pytest.mark.parametrize("writer", WRITERS)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path, writer):
    writer(tmp_path / "sound.xlsx")
    chance = random.Random(writer.__name__)
    seen = set()
    for _ in range(150):
        path = written(tmp_path / "a.xlsx", damaged_file(tmp_path / "sound.xlsx", chance))
        try:
            with warnings.catch_warnings(action="error"):
                sheets = read_raw(path)
        except CoverageError as error:
            seen.add(error.key)
        else:
            seen.add("read")
            assert all(text.isprintable() or "\n" not in text for text in all_texts(sheets))
    assert {"read"} < seen


def all_texts(sheets):
    for sheet in sheets:
        assert len({len(column.codes) for column in sheet.columns}) < 2
        for column in sheet.columns:
            assert column.codes.max() < len(column.texts) == len(column.kinds)
            yield from column.texts
