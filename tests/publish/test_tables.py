"""Tables that a spreadsheet opens and cannot run."""

import csv

import pandas as pd
import pytest

from ntt_coverage.publish.tables import COVERAGE_COLUMNS, coverage_table, write_table


def written(cells, tmp_path):
    """Write cells as a column and read them back as a spreadsheet would."""
    path = tmp_path / "table.csv"
    write_table(pd.DataFrame({"cell": cells}), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["cell"] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    "cell", ["=1+1", "@x", "+62", "-abc", "=HYPERLINK(1)", "\t=1", "\n=1", "-1+1", "-2+cmd|x"]
)
def test_what_a_spreadsheet_would_run_becomes_text(cell, tmp_path):
    assert written([cell], tmp_path) == [f"'{cell}"]


def test_carriage_return_in_a_cell_does_not_begin_a_row(tmp_path):
    assert written(["a\r=1+1", "\r\n=1"], tmp_path) == ["a\n=1+1", "'\n=1"]


@pytest.mark.parametrize("cell", ["-", "-5", "-0,5", "-1.234", "2.480", "a=b", "'x", "Ende"])
def test_dashes_numbers_and_words_stay_as_they_are(cell, tmp_path):
    assert written([cell], tmp_path) == [cell]


def test_numbers_and_blanks_are_written_plainly(tmp_path):
    cells = pd.Series([2480, -5, pd.NA], dtype="Int64")
    assert written(cells, tmp_path) == ["2480", "-5", ""]


def test_writing_changes_nothing_in_the_table(tmp_path):
    table = pd.DataFrame({"cell": ["=1+1"]})
    write_table(table, tmp_path / "table.csv")
    assert list(table["cell"]) == ["=1+1"]


def test_file_has_unix_lines_and_indonesian_letters(tmp_path):
    write_table(pd.DataFrame({"cell": ["Ba'a “x” é"]}), tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_bytes().decode("utf-8-sig")
    assert text == "cell\nBa'a “x” é\n"


def test_coverage_table_has_22_rows_and_the_promised_columns(tables_2019q3):
    table = coverage_table(tables_2019q3)
    assert list(table.columns) == list(COVERAGE_COLUMNS)
    assert len(table) == 22
    assert (table["state"] == "enrolled").sum() == 6
    assert list(table.loc[table["disputed"] == "true", "regency"]) == ["Kabupaten Sumba Timur"]
    assert set(table["as_of"]) == {"2019-07-16"}
