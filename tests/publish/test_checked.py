"""`check` as people and programs use it: formats, exit codes, files of any kind."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.schema import STATEMENT_COLUMNS
from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths
from ntt_coverage.publish.checked import check_files

ROOT = Path(__file__).parents[2]
NEEDED = ["statement_id", "region_text", "indicator_text", "value_text", "unit_text"]
TRIO = [
    ["A1", "Kabupaten Belu", "total workers", "14.438", "orang"],
    ["A2", "Kabupaten Belu", "workers who are members", "5.244", "orang"],
    ["A3", "Kabupaten Belu", "workers not yet protected", "9.192", "orang"],
]


def checked(*files):
    return check_files([Path(file) for file in files], ProjectPaths(ROOT))


def write(path, rows, separator=",", head=NEEDED, encoding="utf-8"):
    text = "\n".join(separator.join(row) for row in [head, *rows])
    path.write_text(text + "\n", encoding=encoding)
    return path


def program(*arguments, cwd=ROOT, lang="id", **more):
    environment = os.environ | {"NTT_COVERAGE_LANG": lang, ROOT_VARIABLE: str(ROOT)} | more
    return subprocess.run(
        [sys.executable, "-m", "ntt_coverage", "check", *map(str, arguments)],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_command_lists_what_does_not_add_up_in_the_project():
    done = program()
    assert (done.returncode, done.stderr) == (1, "")
    said = " ".join(done.stdout.split())
    assert "5.244 + 9.192 = 14.436," in said
    assert "2 baris tidak diperiksa" in said
    table = done.stdout.partition("22 temuan")[0].splitlines()
    assert max(map(len, table)) <= 140


def test_output_sent_to_a_file_is_utf_8_also_where_the_system_is_not():
    assert program(PYTHONIOENCODING="cp1252").stdout == program().stdout


def test_a_clean_file_gives_exit_code_0_and_a_wrong_one_1(tmp_path):
    rows = [row.copy() for row in TRIO]
    wrong = write(tmp_path / "a.csv", rows)
    rows[1][3] = "5.246"
    right = write(tmp_path / "b.csv", rows)
    assert (checked(wrong).exit_code, checked(right).exit_code) == (1, 0)
    done = program(right, lang="en")
    assert (done.returncode, done.stdout.split("\n")[0]) == (
        0, "Findings: 0. Checks that fit: 4. Rows not checked: 0."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252")]
)
def test_what_a_spreadsheet_saves_is_read(tmp_path, separator, encoding):
    path = write(tmp_path / "a.csv", TRIO, separator, encoding=encoding)
    assert checked(path).exit_code == 1


def test_a_workbook_of_statements_is_read_sheet_by_sheet(tmp_path):
    book = openpyxl.Workbook()
    for row in [NEEDED, *TRIO]:
        book.active.append(row)
    sources = book.create_sheet("sumber")
    for row in (["source_id", "publisher", "date_published"], ["Q1", "Koran", "2021-07-03"]):
        sources.append(row)
    book.save(tmp_path / "a.xlsx")
    assert checked(tmp_path / "a.xlsx").exit_code == 1


def test_numbers_typed_as_numbers_are_read_as_such(tmp_path):
    book = openpyxl.Workbook()
    rows = [[*row[:3], int(row[3].replace(".", "")), row[4]] for row in TRIO]
    rows.append(["A4", "Kabupaten Belu", "share not yet protected", 63.7, "persen"])
    for row in [NEEDED, *rows]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    result = checked(tmp_path / "a.xlsx")
    assert result.not_checked.empty
    assert "9,192 / 14,438 = 63.67%, printed 63.7%" in set(result.checks["arithmetic_en"])


def test_a_file_without_sources_dates_itself_by_its_own_full_dates(tmp_path):
    head = [*NEEDED, "period_text"]
    rows = [
        ["A1", "NTT", "date of the invitation letter", "23 Agustus 2019", "date", ""],
        ["A2", "NTT", "date of the statement", "27/9", "date", "Selasa (27/9)"],
    ]
    result = checked(write(tmp_path / "a.csv", rows, head=head))
    assert [
        row["rule"] for row in result.checks.to_dict("records") if row["severity"] != "fits"
    ] == ["weekday"]


def test_json_holds_findings_what_fits_and_what_was_not_checked(tmp_path):
    rows = [*TRIO, ["A4", "Kupang", "members", "7", "orang"]]
    done = program(write(tmp_path / "a.csv", rows), "--format", "json")
    page = json.loads(done.stdout)
    assert done.returncode == 1
    assert page["counts"] == {"findings": 1, "fits": len(page["fits"]), "not_checked": 1}
    [finding] = page["findings"]
    assert (finding["rule"], finding["severity"], finding["region"]) == (
        "complement", "contradiction", "Kabupaten Belu",
    )  # fmt: skip
    assert set(finding["statement_ids"]) == {"A1", "A2", "A3"}
    assert page["not_checked"][0]["row"] == 5
    assert "Kota Kupang" in page["not_checked"][0]["suggestion"]


def test_csv_holds_every_check_and_no_formula(tmp_path):
    rows = [[f"=cmd{n}", *row[1:]] for n, row in enumerate(TRIO)]
    text = checked(write(tmp_path / "a.csv", rows)).written("csv", "id", 80)
    table = list(csv.DictReader(io.StringIO(text)))
    assert {row["severity"] for row in table} == {"contradiction", "fits"}
    assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "Kabupaten,Peserta\nBelu,12\n"), ("a.csv", ""), ("a.xlsx", "PK\x03\x04 damaged")],
)
def test_a_file_that_holds_no_statements_is_refused_with_exit_code_2(tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = program(tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_named(tmp_path):
    done = program(tmp_path / "nowhere.csv")
    assert done.returncode == 2
    assert "nowhere.csv" in done.stderr


def test_a_file_of_which_no_row_can_be_read_is_not_readable(tmp_path):
    assert (
        checked(write(tmp_path / "a.csv", [["A4", "Kupang", "members", "7", "orang"]])).exit_code
        == 2
    )


def test_a_column_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(SourceLayoutError, match="value_text"):
        checked(write(tmp_path / "a.csv", TRIO, head=[*NEEDED[:-1], "value_text"]))


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path):
    done = program(tmp_path / "nowhere.csv", "--format", "xml")
    assert done.returncode == 2
    assert "table, csv, json" in done.stderr


def test_sources_and_relations_of_the_sender_are_used(tmp_path):
    statements = write(
        tmp_path / "a.csv", [[*row, "Z9"] for row in TRIO[1:]], head=[*NEEDED, "source_id"]
    )
    sources = write(
        tmp_path / "s.csv", [["Z9", "2021-07-03"]], head=["source_id", "date_published"]
    )
    relations = write(
        tmp_path / "r.csv", [["R1", "parts", "A3", "A2", "yes"]],
        head=["relation_id", "rule", "whole", "parts", "closed"],
    )  # fmt: skip
    result = checked(statements, sources, relations)
    found = result.checks[result.checks["severity"] != "fits"]
    assert found["arithmetic_en"].tolist() == ["5,244 = 5,244, printed 9,192, difference 3,948"]
    assert found["quarters"].tolist() == ["2021Q3"]


def test_columns_in_another_order_make_no_difference(tmp_path):
    table = pd.DataFrame(TRIO, columns=NEEDED)[NEEDED[::-1]]
    table.to_csv(tmp_path / "a.csv", index=False)
    assert checked(tmp_path / "a.csv").exit_code == 1
    assert set(NEEDED) <= set(STATEMENT_COLUMNS)


def test_a_relation_to_a_statement_that_is_not_there_is_listed(tmp_path):
    statements = write(tmp_path / "a.csv", TRIO)
    relations = write(
        tmp_path / "r.csv", [["R1", "parts", "A1", "A2 | A9"], ["R2", "parts", "A1", "A2 | A3"]],
        head=["relation_id", "rule", "whole", "parts"],
    )  # fmt: skip
    result = checked(statements, relations)
    assert result.not_checked["value"].tolist() == ["A9"]
    assert "parts" in set(result.checks["rule"])


def test_a_key_that_would_split_is_refused(tmp_path):
    rows = [["A|1", *TRIO[0][1:]]]
    with pytest.raises(SourceLayoutError, match=r"A\|1"):
        checked(write(tmp_path / "a.csv", rows))


def test_a_file_with_a_number_of_a_person_is_refused_without_repeating_it(tmp_path):
    rows = [["A1", "Kabupaten Belu", "pekerja 5304011203850001 terdaftar", "1", "orang"]]
    done = program(write(tmp_path / "a.csv", rows))
    assert (done.returncode, done.stdout) == (2, "")
    assert "5304011203850001" not in done.stderr


def test_the_reason_of_a_row_that_is_not_checked_names_no_made_up_year(tmp_path):
    rows = [[*TRIO[0], "akhir Juni tahun ini"]]
    result = checked(write(tmp_path / "a.csv", rows, head=[*NEEDED, "period_text"]))
    assert not result.not_checked["message_en"].str.contains("0004").any()
