"""Damage that once broke something, found at random; each file as small as it could be made."""

import re

import pytest
import xlwt

from tests.corpus.sheets import Book, Sheet
from tests.corpus.writers import write_book
from tests.fuzz.judge import complaints_of
from tests.fuzz.mutate import members_of, zipped

HEAD = "Kabupaten/Kota,{},Terdaftar Non ASN\n"
TITLE = "Keadaan 30 Juni 2021\n"
LINES = [["Keadaan 30 Juni 2021"], ["Kabupaten/Kota", "Terdaftar Non ASN"], ["Alor", "2.480"],
         ["Ende", "rahasia"]]  # fmt: skip
"""A row to accept and one to reject, so that there is a copy to annotate."""


def workbook(kind, *names):
    pages = [Sheet(columns=(), seed="", name=name, lines=LINES) for name in names]
    return write_book(Book(stem="laporan", sheets=pages), kind)


def judged(data, tmp_path, suffix="xlsx"):
    path = tmp_path / f"laporan.{suffix}"
    path.write_bytes(data)
    return complaints_of(path, tmp_path / "out", codes=None, segment=None)


def edited(data, part, old, new):
    members = [
        (name, re.sub(old, new, content, count=1) if re.search(part, name) else content)
        for name, content in members_of(data)
    ]
    assert members != members_of(data)
    return zipped(members)


@pytest.mark.parametrize(
    "text",
    [
        TITLE + HEAD.format("Iuran") + "Alor,1" + "." * 4_900 + "x,1\n",
        TITLE + HEAD.format("Iuran") + 'Alor,";' + " " * 4_900 + 'x",1\n',
        HEAD.format("Per Tanggal") + "Alor,²,1\n",
        HEAD.format("Bulan") + "Alor,²,1\n",
        TITLE + HEAD.format("Ket") + "Alor,٥٣٠١٠١٠١٠١٠١٠٠٠١,1\n",
        TITLE + HEAD.format("Ket") + "Alor,No.5301010101010001,1\n",
        TITLE + HEAD.format("Ket") + "Alor,5301\xa00101\xa00101\xa00001,1\n",
    ],
    ids=[
        "dots", "blanks", "raised digit", "raised month", "other script", "after a dot",
        "hard spaces",
    ],
)  # fmt: skip
def test_a_text_table_with_an_odd_cell_is_read_or_refused(text, tmp_path):
    assert judged(text.encode(), tmp_path, "csv") == []


@pytest.mark.parametrize("kind", ["inline", "ods"])
def test_two_sheets_of_one_name_are_told_apart_or_refused(kind, tmp_path):
    data = workbook(kind, "Satu", "Dua")
    part = "content.xml" if kind == "ods" else "workbook.xml$"

    assert judged(edited(data, part, rb'name="Dua"', b'name="Satu"'), tmp_path) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("sheet1.xml", rb't="s"><v>\d+', b't="s"><v>5301 0101 0101 0001'),
        ("sheet1.xml", rb't="s"><v>\d+', b't="s"><v>' + b"Kabupaten " * 500),
    ],
    ids=["person in a place", "long text in a place"],
)
def test_a_workbook_with_an_odd_part_is_read_or_refused(part, old, new, tmp_path):
    assert judged(edited(workbook("xlsx", "Data"), part, old, new), tmp_path) == []


def test_a_damaged_archive_is_refused_without_its_content(tmp_path):
    data = bytearray(workbook("inline", "Data"))
    second = data.index(b"PK\x03\x04", 10)
    data[second + 26 : second + 28] = (2_500).to_bytes(2, "little")  # the length of its name

    assert judged(bytes(data), tmp_path) == []


def test_a_sheet_name_with_a_control_character_leaves_a_copy_that_opens(tmp_path):
    book = xlwt.Workbook()
    page = book.add_sheet("Data")
    for row, line in enumerate(LINES):
        for column, text in enumerate(line):
            page.write(row, column, text)
    path = tmp_path / "sound.xls"
    book.save(str(path))
    data = path.read_bytes().replace(b"\x04\x00Data", b"\x04\x00D\x01ta")

    assert judged(data, tmp_path, "xls") == []
