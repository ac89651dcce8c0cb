"""Raw tables are read as text, whole or not at all."""

from datetime import date

import pandas as pd
import pytest

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.dates import SourceDates
from ntt_coverage.intake.schema import (
    DENOMINATOR_COLUMNS,
    SOURCE_COLUMNS,
    STATEMENT_COLUMNS,
)
from ntt_coverage.intake.sources import (
    read_denominators,
    read_sources,
    read_statements,
    source_dates,
)

HEADER = ",".join(STATEMENT_COLUMNS)
ROW = "T-1,S01,body,Kabupaten Kupang,non-ASN,,members,2.480,persons,,,,printed,,,,"


@pytest.fixture
def write(tmp_path):
    def write(*lines, name="statements_test.csv", encoding="utf-8", end="\n"):
        path = tmp_path / name
        path.write_bytes((end.join(lines) + end).encode(encoding))
        return path

    return write


def refused(reader, argument):
    with pytest.raises(SourceLayoutError) as fault:
        reader(argument)
    return fault.value.key, fault.value.evidence


def source_row(published="", reference="", source_id="S1"):
    cells = {"source_id": source_id, "date_published": published, "reference_date": reference}
    return ",".join(cells.get(column, "") for column in SOURCE_COLUMNS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_as_text_with_or_without_a_byte_order_mark(write, encoding, end):
    table = read_statements([write(HEADER, ROW, encoding=encoding, end=end)])
    assert table.columns.tolist() == [*STATEMENT_COLUMNS, "file", "row"]
    assert table.iloc[0].tolist() == [*ROW.split(","), "statements_test.csv", 2]


@pytest.mark.parametrize(
    "text", ["NA", "nan", "NULL", "None", "0", "007", "2.480", " ", "-", "TRUE"]
)
def test_no_cell_turns_into_a_number_or_a_missing_value(write, text):
    table = read_statements([write(HEADER, ROW.replace("2.480", text))])
    assert table["value_text"].tolist() == [text]
    assert table["note"].tolist() == [""]


def test_columns_may_stand_in_any_order_and_more_may_stand_beside_them(write):
    header, row = HEADER.split(",")[::-1], ROW.split(",")[::-1]
    path = write(",".join([*header, "remark"]), ",".join([*row, "seen"]))
    expected = read_statements([write(HEADER, ROW, name="statements_test.csv.b")])
    pd.testing.assert_frame_equal(
        read_statements([path]).drop(columns="file"), expected.drop(columns="file")
    )


def test_files_are_read_one_after_the_other_and_each_row_knows_its_own(write):
    one, two = write(HEADER, ROW, ROW, name="a.csv"), write(HEADER, ROW, name="b.csv")
    table = read_statements([one, two])
    assert table[["file", "row"]].to_numpy().tolist() == [["a.csv", 2], ["a.csv", 3], ["b.csv", 2]]
    assert table.index.tolist() == [0, 1, 2]


def test_an_empty_line_is_no_row_and_does_not_shift_the_line_numbers(write):
    table = read_statements([write(HEADER, ROW, "", ROW, "", "")])
    assert table["row"].tolist() == [2, 4]


def test_a_cell_may_hold_commas_quotes_and_line_ends(write):
    cell = '"a, ""b""\nc"'
    table = read_statements([write(HEADER, ROW[: -len(",")] + "," + cell)])
    assert table["note"].tolist() == ['a, "b"\nc']


@pytest.mark.parametrize(
    "reader", [read_sources, read_denominators, lambda p: read_statements([p])]
)
def test_a_missing_file_is_named_with_its_folder(tmp_path, reader):
    missing = tmp_path / "raw" / "gone.csv"
    assert refused(reader, missing) == ("missing_file", {"file": "gone.csv", "folder": "raw"})


def test_no_file_of_statements_is_a_missing_file():
    key, evidence = refused(read_statements, [])
    assert (key, evidence["file"]) == ("missing_file", "statements_*.csv")


@pytest.mark.parametrize("column", STATEMENT_COLUMNS)
def test_a_missing_column_is_named(write, column):
    header = ",".join(name for name in STATEMENT_COLUMNS if name != column)
    key, evidence = refused(read_statements, [write(header, ROW[: ROW.rindex(",")])])
    assert (key, evidence["columns"]) == ("missing_columns", column)


@pytest.mark.parametrize(
    ("reader", "columns"),
    [(read_sources, SOURCE_COLUMNS), (read_denominators, DENOMINATOR_COLUMNS)],
)
def test_all_missing_columns_are_named_at_once(write, reader, columns):
    key, evidence = refused(reader, write("a,b", "1,2"))
    assert (key, evidence["columns"].split(", ")) == ("missing_columns", list(columns))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([HEADER.replace(",", ";"), ROW.replace(",", ";")], "missing_columns"),
        ([HEADER + ",value_text", ROW + ",9"], "missing_columns"),
        ([HEADER, ROW + ",shifted"], "unreadable_file"),
        ([HEADER, ROW, ROW + ",shifted"], "unreadable_file"),
        ([HEADER, ROW + '"never closed'], "unreadable_file"),
    ],
)
def test_a_file_that_would_shift_or_swallow_cells_is_refused(write, lines, reason):
    assert refused(read_statements, [write(*lines)])[0] == reason


@pytest.mark.parametrize("odd", ["2\0480", "2\x1b480", "2\x9b480", "2\u202e480", "9" * 1001])
def test_a_cell_with_a_control_sign_or_an_essay_is_refused_with_its_place(write, odd):
    key, evidence = refused(read_statements, [write(HEADER, ROW, ROW.replace("2.480", odd))])
    assert (key, evidence["fault"].key) == ("bad_cell", "odd_cell")
    assert [evidence[name] for name in ("row", "column")] == [3, "value_text"]
    assert odd not in evidence["value"]


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "statements_empty.csv"
    path.touch()
    assert refused(read_statements, [path])[0] == "unreadable_file"


def test_a_file_of_a_header_alone_has_no_rows(write):
    assert read_statements([write(HEADER)]).shape == (0, len(STATEMENT_COLUMNS) + 2)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
@pytest.mark.parametrize(("lang", "remedy"), [("id", "Simpan ulang"), ("en", "Save it again")])
def test_another_encoding_is_refused_with_a_remedy(write, encoding, lang, remedy):
    path = write(HEADER, ROW.replace("body", "“isi – berita”"), encoding=encoding)
    with pytest.raises(SourceLayoutError, match="UTF-8") as fault:
        read_statements([path])
    assert "statements_test.csv" in fault.value.say(lang)
    assert remedy in fault.value.say(lang)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-07-16", date(2019, 7, 16)),
        ("2019-07", date(2019, 7, 31)),
        ("2020-02", date(2020, 2, 29)),
        ("2019", date(2019, 12, 31)),
        ("", None),
    ],
)
def test_a_partial_date_is_the_last_day_it_may_be(write, text, expected):
    table = read_sources(write(",".join(SOURCE_COLUMNS), source_row(text, text)))
    assert source_dates(table) == {"S1": SourceDates(published=expected, reference=expected)}
    assert [table[c].dtype for c in ("published", "reference")] == ["datetime64[s]"] * 2


@pytest.mark.parametrize(
    "text",
    ["16/7/2019", "Juli 2019", "2019-13", "2019-02-30", "2019Q3", "2019/2020", "now", " ",
     "2019-07-16 ", "akhir 2019", "19-07-16", "0000"],
)  # fmt: skip
@pytest.mark.parametrize("column", ["date_published", "reference_date"])
def test_a_date_of_a_source_that_is_not_iso_is_refused_with_its_cell(write, text, column):
    row = source_row(text) if column == "date_published" else source_row("", text)
    first = source_row("2019", source_id="S0")
    path = write(",".join(SOURCE_COLUMNS), first, row, name="sources.csv")
    key, evidence = refused(read_sources, path)
    assert evidence.pop("fault").key == "date"
    cell = {"row": 3, "column": column, "value": text}
    assert (key, evidence) == ("bad_cell", {"file": "sources.csv", **cell})


@pytest.mark.parametrize("source_id", ["S1", ""])
def test_a_source_named_twice_or_not_at_all_is_refused_with_its_cell(write, source_id):
    rows = [source_row("2019"), source_row("2020", source_id=source_id)]
    key, evidence = refused(read_sources, write(",".join(SOURCE_COLUMNS), *rows))
    assert (key, evidence["fault"].key) == ("bad_cell", "repeated_id")
    assert [evidence[name] for name in ("row", "column", "value")] == [3, "source_id", source_id]


def test_the_real_sources_have_one_row_and_one_date_each(paths):
    table = read_sources(paths.sources)
    assert len(source_dates(table)) == len(table) == 85
    assert source_dates(table)["S01"] == SourceDates(
        published=date(2021, 7, 3), reference=date(2021, 6, 22)
    )
