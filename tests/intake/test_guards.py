"""Hostile files are told by their bytes, before a parser sees them."""

import os
import zipfile

import pytest
import xlwt

from ntt_coverage.intake import guards, workbooks

from .rawfiles import (
    ODS_TYPE,
    excel_xml,
    ods_content,
    read_one,
    refusal,
    texts,
    written,
    xlsx_parts,
    zipped,
)
from .test_markup import cell, row, table

ROWS = '<row><c r="A1"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def no_parser(request, monkeypatch):
    """Let no reader near a file that the guards must refuse."""
    if "before" in request.node.name:
        for name in ("elements", "xlrd"):
            monkeypatch.delattr(workbooks, name)
        monkeypatch.delattr("ntt_coverage.intake.markup.elements")


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, "<!DOCTYPE x>", '<!ENTITY a "b">'])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "_rels/.rels", "docProps/core.xml"])
def test_declarations_in_xlsx_are_refused_before_it_is_read(tmp_path, declared, part):
    parts = xlsx_parts(ROWS)
    parts[part] = declared + parts.get(part, "<a/>")

    error = refusal(zipped(tmp_path / "a.xlsx", parts))

    assert (error.key, error.evidence["part"]) == ("xml_entities", part)


def test_a_declaration_on_both_sides_of_a_cut_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(guards, "PIECE", 11)
    for before in range(12):
        parts = xlsx_parts(ROWS) | {SHEET: f"<!--{'-' * before}--><!DOCTYPE x><a/>"}
        assert refusal(zipped(tmp_path / "a.xlsx", parts)).key == "xml_entities"


def test_declarations_in_ods_and_excel_xml_are_refused_before_they_are_read(tmp_path):
    content = OUTSIDE + ods_content("")
    path = zipped(tmp_path / "a.ods", {"mimetype": ODS_TYPE, "content.xml": content})
    assert refusal(path).key == "xml_entities"
    path = excel_xml(tmp_path / "a.xls", "")
    assert (
        refusal(written(path, path.read_text().replace("<W", LAUGHS + "<W", 1))).key
        == "xml_entities"
    )


def test_the_macros_of_libreoffice_may_have_their_doctype(tmp_path):
    content = ods_content(table(row(cell("float", "1", "1"))))
    parts = {
        "mimetype": ODS_TYPE,
        "content.xml": content,
        "Basic/script-lc.xml": "<!DOCTYPE x><x/>",
    }

    assert texts(read_one(zipped(tmp_path / "a.ods", parts))) == [["1"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-7", "cp037"])
def test_xml_in_which_a_declaration_could_hide_is_refused_before_it_is_read(tmp_path, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{OUTSIDE}<worksheet/>'
    parts = xlsx_parts(ROWS) | {SHEET: xml.encode(encoding)}

    assert refusal(zipped(tmp_path / "a.xlsx", parts)).key in {"xml_encoding", "xml_entities"}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    parts = xlsx_parts(ROWS) | {"xl/media/a.bin": b"\0" * 101_000_000}
    assert refusal(zipped(tmp_path / "a.xlsx", parts)).key == "large_file"
    parts = xlsx_parts(ROWS) | {"xl/media/a.bin": b"\0" * 20_000_000}
    error = refusal(zipped(tmp_path / "a.xlsx", parts))
    assert (error.key, error.evidence["part"]) == ("packed_tightly", "xl/media/a.bin")


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = zipped(tmp_path / "a.xlsx", xlsx_parts(ROWS) | {SHEET: b" " * 5_000_000})
    size = (5_000_000).to_bytes(4, "little")

    assert (
        refusal(written(path, path.read_bytes().replace(size, b"\x40\0\0\0"))).key == "broken_file"
    )


def test_too_many_parts_are_refused_before_they_are_listed(tmp_path):
    parts = {f"{number}": "" for number in range(2_001)}

    assert refusal(zipped(tmp_path / "a.xlsx", parts)).key == "many_parts"


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compressions_that_no_workbook_uses_are_refused_before_they_are_unpacked(
    tmp_path, compression
):
    error = refusal(zipped(tmp_path / "a.xlsx", xlsx_parts(ROWS), compression))

    assert "compression" in error.evidence["fault"]


def test_a_password_is_named_as_the_reason_before_anything_is_read(tmp_path):
    path = zipped(tmp_path / "a.zip", xlsx_parts(ROWS))
    flagged = path.read_bytes().replace(
        b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\1"
    )
    assert refusal(written(path, flagged)).key == "encrypted_file"
    manifest = "<manifest><encryption-data/></manifest>"
    parts = {"mimetype": ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": b"\x07\x99"}
    assert refusal(zipped(tmp_path / "a.ods", parts)).key == "encrypted_file"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    ole += "EncryptedPackage".encode("utf-16-le")
    assert refusal(written(tmp_path / "b.xlsx", ole)).key == "encrypted_file"


def test_an_xls_workbook_with_a_password_is_refused(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("Data")
    book.save(str(tmp_path / "a.xls"))
    data = (tmp_path / "a.xls").read_bytes()
    # The record that follows the first one in the stream becomes FILEPASS.
    start = data.index(b"\x09\x08\x10\0") + 20
    changed = data[:start] + b"\x2f\0" + data[start + 2 :]

    assert refusal(written(tmp_path / "a.xls", changed)).key == "encrypted_file"


@pytest.mark.parametrize(
    ("head", "megabytes"),
    [
        (b"PK\x03\x04", 100),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 50),
        (b"<html><table>", 30),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', 100),
        (b"Kab,N\n", 1_000),
    ],
)
def test_a_file_too_large_for_its_kind_is_refused_before_it_is_read(tmp_path, head, megabytes):
    path = written(tmp_path / "a.xls", head)
    os.truncate(path, megabytes * 1_000_000)

    error = refusal(path)

    assert (error.key, error.evidence["most"]) == ("large_file", megabytes)


def test_a_zero_byte_in_a_text_is_refused_by_its_place(tmp_path):
    error = refusal(written(tmp_path / "a.csv", b"a" * (1 << 20) + b",\0b\n"))

    assert (error.key, error.evidence["byte"]) == ("binary_text", (1 << 20) + 2)
