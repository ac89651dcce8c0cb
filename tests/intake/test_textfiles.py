"""Text tables: every row in its place, whatever the program that wrote them."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_coverage.intake import textfiles

from .rawfiles import filled, read_one, refusal, texts, written

TABLE = [["Kab/Kota", "Peserta"], ["Kupang", "2.480"], ["Énde", "63,7"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_however_it_is_written(tmp_path, delimiter, encoding, line_end):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=line_end).writerows(TABLE)
    path = written(tmp_path / "a.csv", file.getvalue().encode(encoding))

    sheet = read_one(path)

    assert texts(sheet) == TABLE
    assert (sheet.file, sheet.name, sheet.first_row, sheet.hidden) == ("a.csv", "", 1, False)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Kab;Persen;Iuran\nKupang;12,5;3,7\nSikka;9,5;3,1\n", 3),
        ("Kupang, 30 Juni 2021\nKab;Persen\nKupang;12,5\nSikka;9,5\n", 2),
        ('Kab;Catatan\n"a,b,c";"x,y"\n"d,e,f";"x,y"\n', 2),
        ('Kab,Catatan\n"a;b;c","x;y"\nSikka,"x;y"\n', 2),
        ("Kab\tAlamat\nKupang\tJl. A, No. 1\nEnde\tJl. B, No. 2\n", 2),
        ("sep=|\nKab|a,b,c\nKupang|d,e,f\n", 2),
        ("Kabupaten\nKupang\n", 1),
    ],
)
def test_the_delimiter_is_the_one_that_rows_share(tmp_path, text, rows):
    assert len(read_one(written(tmp_path / "a.csv", text)).columns) == rows


def test_titles_footnotes_and_blank_lines_keep_their_rows(tmp_path):
    text = "Keadaan 30 Juni 2021\n\nKab,N\nKupang,1\n\nSikka,2,lihat catatan\nSumber: BPS\n\n\n"

    sheet = read_one(written(tmp_path / "a.csv", text))

    assert texts(sheet) == [
        ["Keadaan 30 Juni 2021", "", ""],
        ["", "", ""],
        ["Kab", "N", ""],
        ["Kupang", "1", ""],
        ["", "", ""],
        ["Sikka", "2", "lihat catatan"],
        ["Sumber: BPS", "", ""],
    ]


def test_a_line_that_names_the_separator_is_obeyed_and_becomes_a_blank_row(tmp_path):
    sheet = read_one(written(tmp_path / "a.csv", "sep=;\r\nKab;1,5,5\r\nx\r\n"))

    assert filled(sheet) == {"A2": ("Kab", 0), "B2": ("1,5,5", 0), "A3": ("x", 0)}


def test_cells_are_stripped_and_become_one_line(tmp_path):
    text = 'a,b\n" Kab.\r\nKupang\u00a0",\u200b 2\u00a0\n\x07Ende\x01x,\t\n'

    assert texts(read_one(written(tmp_path / "a.csv", text))) == [
        ["a", "b"], ["Kab. Kupang", "2"], ["Ende x", ""],
    ]  # fmt: skip


def test_texts_that_become_equal_are_one(tmp_path):
    (column,) = read_one(written(tmp_path / "a.csv", "Ende\n Ende\nEnde \nSikka\n")).columns

    assert column.texts == ["Ende", "Sikka"]
    assert column.codes.tolist() == [0, 0, 0, 1]


def test_words_for_nothing_are_texts_like_any_other(tmp_path):
    assert texts(read_one(written(tmp_path / "a.csv", 'NA,null\nNaN,""\n#N/A,-\n'))) == [
        ["NA", "null"], ["NaN", ""], ["#N/A", "-"],
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["\ufeff", "\n\n\r\n", "sep=;\n", " \n", ";;\n;;\n"])
def test_a_file_without_a_filled_cell_is_a_sheet_without_columns(tmp_path, text):
    assert read_one(written(tmp_path / "a.csv", text)).columns == ()


FIELDS = st.text(st.sampled_from('ab ;,\t"\n\r=5é'), max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(FIELDS, min_size=1, max_size=5), min_size=1, max_size=12),
    mark=st.sampled_from(",;|"),
    block=st.sampled_from([64, 1 << 20]),
)
def test_whatever_rows_are_written_come_back(tmp_path_factory, rows, mark, block):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=mark).writerows(rows)
    path = tmp_path_factory.getbasetemp() / "any.csv"
    written(path, f"sep={mark}\n{file.getvalue()}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textfiles, "BLOCK", block)
        found = {
            (int(address.strip("ABCDE")), address[0]): text
            for address, (text, _) in filled(read_one(path)).items()
        }

    assert found == {
        (row, letter): cleaned
        for row, cells in enumerate(rows, start=2)
        for letter, cell in zip("ABCDE", cells, strict=False)
        if (cleaned := re.sub("\r\n|[\r\n\t]", " ", cell).strip())
    }


@pytest.mark.parametrize(
    "text",
    ['a,b\n1,"x\n2,y\n3,z\n', 'a,b\n1,"x\n2,y\n3,"z"\n', '"a,b\n1,x\n'],
    ids=["to the end", "to the next mark", "from the start"],
)
def test_a_quotation_mark_left_open_never_swallows_rows(tmp_path, text):
    error = refusal(written(tmp_path / "a.csv", text))

    assert error.key == "open_quote"
    assert error.evidence["row"] == (1 if text.startswith('"') else 2)


def test_a_mark_for_inches_is_no_quotation(tmp_path):
    assert texts(read_one(written(tmp_path / "a.csv", 'a,b\n5" x,"y"\n'))) == [
        ["a", "b"], ['5" x', "y"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "key", "place"),
    [
        ("a,b\nc," + "x" * 5_001, "long_cell", "B2"),
        ("a,b\n" + "x" * 5_001 + ",1,2\n", "long_cell", "A2"),
        (",".join(["a"] * 16_385), "far_cell", "XFE1"),
    ],
)
def test_a_cell_that_no_table_has_is_refused_by_its_address(tmp_path, content, key, place):
    error = refusal(written(tmp_path / "a.csv", content))

    assert (error.key, error.evidence["place"]) == (key, place)


def test_letters_in_no_known_encoding_are_refused_by_their_line(tmp_path):
    error = refusal(written(tmp_path / "a.csv", b"a,b\nc,\x81\xe9\n"))

    assert (error.key, error.evidence["row"]) == ("text_encoding", 2)


def test_many_distinct_texts_are_read_as_exactly_as_few(tmp_path):
    text = "nomor;nilai\n" + "".join(f'"x{number}";{number % 7}\n' for number in range(200_000))

    sheet = read_one(written(tmp_path / "a.csv", text))

    assert sheet.columns[0].cell(123_457) == ("x123456", 0)
    assert len(sheet.columns[0].texts) == 200_001
    assert sorted(sheet.columns[1].texts) == [*"0123456", "nilai"]


def test_a_long_column_costs_four_bytes_a_row(tmp_path):
    rows = "Kabupaten Kupang,2480\n" * 300_000

    for column in read_one(written(tmp_path / "a.csv", rows)).columns:
        assert column.codes.nbytes == 4 * 300_000
        assert len(column.texts) == 1
