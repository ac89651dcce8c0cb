"""The cleaner comes to what was planted in the corpus, file by file."""

import csv
import io
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import coordinate_to_tuple
from pandas.testing import assert_frame_equal

from ntt_coverage.errors import CoverageError
from ntt_coverage.intake.tables import clean_file
from tests.conftest import run_program
from tests.corpus.generate import OBSERVED, SAID, corpus

CORPUS = Path(__file__).parent.parent / "corpus"
FILES = CORPUS / "files"
NUMBERS = ["value", "value_low", "value_high"]


def table(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


CASES = {case["file"]: case for case in table(CORPUS / "cases.csv").to_dict("records")}
READ = [file for file, case in CASES.items() if case["exit"] != "2"]
REFUSED = [file for file, case in CASES.items() if case["exit"] == "2"]
TALKING = [file for file in REFUSED if CASES[file]["silent"]]


def options(file):
    return dict(part.split("=") for part in CASES[file]["options"].split())


@cache
def cleaned(file):
    return clean_file(FILES / file, **options(file))


@cache
def refusal(file):
    with pytest.raises(CoverageError) as caught:
        clean_file(FILES / file)
    return caught.value


def expected(file, what):
    return table(CORPUS / "expected" / f"{Path(file).stem}.{what}.csv")


# Whole tables


def as_text(frame, columns):
    shown = frame[list(columns)].astype(object)
    return shown.where(shown.notna(), "").astype(str).reset_index(drop=True)


def with_numbers(frame):
    return frame.assign(**{name: pd.to_numeric(frame[name]).astype(float) for name in NUMBERS})


@pytest.mark.parametrize("file", READ)
def test_every_observation_is_what_was_planted(file):
    planted = expected(file, "observations")
    frame = cleaned(file).observations.rename(columns={"bps_code": "region"})
    observed = as_text(frame.assign(as_of=frame["as_of"].dt.strftime("%Y-%m-%d")), OBSERVED)
    if len(observed) == len(planted):  # how a formatted number is printed is left open
        observed["value_text"] = observed["value_text"].where(planted["value_text"] != "", "")

    assert_frame_equal(with_numbers(observed), with_numbers(planted), rtol=1e-12)


def in_order(issues):
    return issues.sort_values(list(SAID), ignore_index=True)


@pytest.mark.parametrize("file", READ)
def test_every_issue_is_what_was_planted(file):
    said = as_text(cleaned(file).issues, SAID)

    assert_frame_equal(in_order(said), in_order(expected(file, "issues")))


@pytest.mark.parametrize("file", READ)
def test_issues_stand_in_the_order_of_the_sheet(file):
    said = as_text(cleaned(file).issues, SAID)
    spots = [
        (sheet, int(row), coordinate_to_tuple(cell)[1] if cell else 0)
        for sheet, row, cell in said[["sheet", "row", "cell"]].itertuples(index=False)
    ]
    sheets = list(dict.fromkeys(sheet for sheet, _, _ in spots))

    assert spots == sorted(spots, key=lambda spot: (sheets.index(spot[0]), *spot[1:]))


@pytest.mark.parametrize("file", READ)
def test_every_row_is_accepted_or_rejected(file):
    counted = cleaned(file)
    read, accepted, rejected = (
        int(CASES[file][f"rows_{what}"]) for what in ("read", "accepted", "rejected")
    )

    assert (counted.rows_read, counted.rows_accepted, counted.rows_rejected) == (
        read, accepted, rejected,
    )  # fmt: skip
    assert read == accepted + rejected


@pytest.mark.parametrize("file", READ)
def test_a_rejected_row_gives_no_observation(file):
    result = cleaned(file)
    bad = result.issues[result.issues["severity"] == "rejected"]
    rows = {(sheet, int(row)) for sheet, row in zip(bad["sheet"], bad["row"], strict=True)}
    spots = [place.rpartition("!") for place in result.observations["place"]]

    assert not rows & {(sheet, coordinate_to_tuple(cell)[0]) for sheet, _, cell in spots}
    assert len(rows) == result.rows_rejected


# Places


def text_cells(path):
    raw = path.read_bytes()
    for encoding in ("utf-16",) if raw.startswith(b"\xff\xfe") else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    delimiter = max(";\t,", key=text.count)
    return {"": list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))}


def workbook_cells(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("file", [file for file in READ if not file.endswith((".xls", ".ods"))])
def test_a_place_is_the_cell_where_the_value_stands(file):
    observed = cleaned(file).observations
    cells = (text_cells if file.endswith(".csv") else workbook_cells)(FILES / file)
    planted = expected(file, "observations")["value_text"]
    assert len(observed) == len(planted)
    for place, text, is_fixed in zip(
        observed["place"], observed["value_text"], planted != "", strict=True
    ):
        sheet, _, cell = place.rpartition("!")
        row, column = coordinate_to_tuple(cell)
        value = cells[sheet][row - 1][column - 1]
        assert value is not None
        assert str(value) == text or not is_fixed


# What is not read


@pytest.mark.parametrize("file", REFUSED)
def test_a_refusal_names_the_file_and_the_spot(file):
    said = [refusal(file).say(lang) for lang in ("id", "en")]

    for name in CASES[file]["names"].split("|"):
        assert [name in text for text in said] == [True, True], name


@pytest.mark.parametrize("file", TALKING)
def test_a_refusal_is_silent_about_persons(file):
    fault, heard = refusal(file), []
    while fault is not None:
        heard += [str(fault), repr(fault), repr(vars(fault))]
        fault = fault.__cause__ or fault.__context__

    for secret in CASES[file]["silent"].split("|"):
        assert secret not in "\n".join(heard)


# The command


PROGRAM = (
    "csv_bom_semicolon.csv", "xlsx_inert_text.xlsx", "csv_bare_codes_told.csv",
    "xlsx_nik_on_hidden_sheet.xlsx", "xlsx_zip_bomb.xlsx", "csv_no_table.csv",
)  # fmt: skip


def run_clean(file, out):
    typed = [f"--{key}={value}" for key, value in options(file).items()]
    return run_program("clean", FILES / file, *typed, "--out", out)


@pytest.mark.parametrize("file", PROGRAM)
def test_the_exit_code_says_whether_all_rows_were_accepted(file, tmp_path):
    done = run_clean(file, tmp_path / "out")
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    heard = done.stdout + done.stderr + left.decode("utf-8", "replace")

    assert done.returncode == int(CASES[file]["exit"]), done.stderr
    assert "Traceback" not in heard
    assert not any(secret in heard for secret in CASES[file]["silent"].split("|") if secret)


def test_nothing_that_is_written_runs_in_a_spreadsheet(tmp_path):
    run_clean("xlsx_inert_text.xlsx", tmp_path)
    written = [table(path) for path in tmp_path.glob("*.csv")]
    (copy,) = tmp_path.glob("*-diperiksa.xlsx")

    assert len(written) == 2
    for frame in written:
        assert not frame.apply(lambda column: column.str.match(r"[=@+\t\r]")).to_numpy().any()
    with zipfile.ZipFile(copy) as archive:
        pages = [archive.read(name) for name in archive.namelist() if "/sheet" in name]
    assert not any(b"<f>" in page or b"<f " in page for page in pages)


# The corpus itself


def test_a_second_run_makes_the_same_bytes():
    made = dict(corpus())
    kept = {
        path.relative_to(CORPUS).as_posix(): path.read_bytes()
        for folder in ("files", "expected")
        for path in (CORPUS / folder).iterdir()
        if not path.name.startswith(".")
    }
    kept["cases.csv"] = (CORPUS / "cases.csv").read_bytes()

    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_corpus_is_small_and_partly_checked_by_hand():
    folders = (CORPUS / "files", CORPUS / "expected")
    sizes = [path.stat().st_size for folder in folders for path in folder.iterdir()]

    assert max(sizes) < 150_000
    assert sum(sizes) < 2_000_000
    assert len(CASES) >= 48
    assert sum(case["hand_checked"] == "yes" for case in CASES.values()) >= 10
