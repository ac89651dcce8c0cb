"""Numbers of persons are refused wherever they hide, and what is written harms nothing else.

The number of a person here is invented: none ends in four zeros.
"""

import re
import unicodedata

import pandas as pd
import pytest
import xlsxwriter

from ntt_coverage.errors import ParameterError, SourceLayoutError
from ntt_coverage.intake.tables import clean_file
from ntt_coverage.publish.cleaned import clean_files
from tests.intake.rawfiles import written

NIK = "5301014107850000"
STAFF = "Tenaga Non ASN, keadaan 30 Juni 2021"


def table(path, *rows, note="", title=STAFF):
    """Write a text file of one row, or of those that are given."""
    lines = [title, "Kab/Kota;Terdaftar;Keterangan", *(rows or [f'Ende;480;"{note}"'])]
    path.parent.mkdir(parents=True, exist_ok=True)
    return written(path, "\n".join(lines) + "\n")


def workbook(path, name=None, change=lambda sheet: None):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(name)
        for row, cells in enumerate([[STAFF], ["Kab/Kota", "Terdaftar"], ["Ende", 480]]):
            sheet.write_row(row, 0, cells)
        change(sheet)
    return path


def refusal(path):
    """Return what a file is refused with, which must keep the number to itself."""
    with pytest.raises(SourceLayoutError) as caught:
        clean_file(path)
    fault, heard = caught.value, []
    while fault is not None:
        heard += [str(fault), repr(fault), repr(vars(fault))]
        heard += [fault.say(lang) for lang in ("id", "en") if hasattr(fault, "say")]
        fault = fault.__cause__ or fault.__context__
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", "".join(heard)))
    assert NIK not in digits
    return caught.value


# Numbers of persons


def parted(mark, *sizes):
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return mark.join(NIK[end - size : end] for size, end in zip(sizes, ends, strict=True))


@pytest.mark.parametrize(
    "number",
    [
        NIK,
        parted("\xa0", 4, 4, 4, 4),
        parted("\u2009", 6, 6, 4),
        parted("\u200b", 4, 4, 4, 4),
        parted(",", 1, 3, 3, 3, 3, 3),
        parted(", ", 4, 4, 4, 4),
        parted(" ", 2, 2, 2, 2, 2, 2, 2, 2),
        NIK.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}),
    ],
    ids=ascii,
)
@pytest.mark.parametrize("around", ["{}", "a.n. Contoh ({})"])
def test_a_number_of_a_person_is_refused_however_it_is_parted(tmp_path, number, around):
    fault = refusal(table(tmp_path / "data.csv", note=around.format(number)))

    assert (fault.key, fault.evidence["cell"]) == ("personal_data", "C3")


HIDING_PLACES = {
    "comment": lambda sheet: sheet.write_comment("B3", f"NIK {NIK}"),
    "header": lambda sheet: sheet.set_header(f"&C{NIK}"),
    "footer": lambda sheet: sheet.set_footer(f"&LHalaman &P&R{NIK}"),
}


@pytest.mark.parametrize("where", HIDING_PLACES)
def test_a_number_of_a_person_outside_the_cells_is_refused(tmp_path, where):
    path = workbook(tmp_path / "data.xlsx", change=HIDING_PLACES[where])

    assert refusal(path).key == "personal_data"


@pytest.mark.parametrize("name", [NIK, f"Data {NIK}", parted(" ", 4, 4, 4, 4)])
def test_a_sheet_named_by_a_number_of_a_person_is_refused(tmp_path, name):
    assert refusal(workbook(tmp_path / "data.xlsx", name)).key.startswith("personal_")


@pytest.mark.parametrize("note", ["2019 2020 2021 2022", "63.70967741935484", "63,70967741935484"])
def test_four_years_or_a_long_share_are_no_number_of_a_person(tmp_path, note):
    cleaned = clean_file(table(tmp_path / "data.csv", note=note))

    assert (cleaned.rows_accepted, cleaned.observations["note"].tolist()) == (1, [note])


# What is written


def run(paths, out):
    return clean_files(paths, out, codes=None, segment=None)


def observed(out):
    return pd.read_csv(out / "observations.csv")


def test_two_files_of_one_name_keep_their_statements_apart(tmp_path):
    paths = [table(tmp_path / month / "data.csv") for month in ("juni", "juli")]
    run(paths, tmp_path / "out")

    assert observed(tmp_path / "out")["statement_id"].tolist() == [
        "data.csv/B3",
        "data-2.csv/B3",
    ]


@pytest.mark.parametrize("name", ["observations.csv", "issues.csv"])
def test_a_folder_where_an_input_would_be_overwritten_is_refused(tmp_path, name):
    path = table(tmp_path / name)
    before = path.read_bytes()

    with pytest.raises(ParameterError) as caught:
        run([path], tmp_path)

    assert caught.value.key == "out_option"
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_a_copy_that_would_overwrite_another_input_is_refused(tmp_path):
    first, second = (workbook(tmp_path / name) for name in ("a.xlsx", "a-diperiksa.xlsx"))

    with pytest.raises(ParameterError):
        run([first, second], tmp_path)


def test_after_a_refused_file_no_older_figures_are_left(tmp_path):
    out = tmp_path / "out"
    run([table(tmp_path / "data.csv")], out)
    before = len(observed(out))
    (outcome,) = run([table(tmp_path / "data.csv", note=NIK)], out)

    assert (before, outcome.exit_code) == (1, 2)
    assert len(observed(out)) == 0
    assert len(pd.read_csv(out / "issues.csv")) == 0


def test_a_file_that_now_passes_loses_its_older_copy(tmp_path):
    path, out = tmp_path / "data.xlsx", tmp_path / "out"
    (spoilt,) = run([workbook(path, change=lambda sheet: sheet.write("B3", "tiga?"))], out)
    assert spoilt.annotated.is_file()

    (mended,) = run([workbook(path)], out)

    assert (mended.exit_code, mended.annotated, list(out.glob("*.xlsx"))) == (0, None, [])
