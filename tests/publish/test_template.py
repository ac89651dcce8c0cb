"""The workbook to fill in asks for what the cleaner reads, and explains it."""

import datetime
import time
import zipfile

import pytest
from openpyxl import load_workbook

from ntt_coverage.intake.tables import clean_file
from ntt_coverage.language import LANGUAGES
from ntt_coverage.publish.template import SEGMENTS, write_template
from ntt_coverage.regencies import load_regencies

HEADERS = [
    "No", "Kode BPS", "Kode Kemendagri", "Kabupaten/Kota", "Kelompok", "Jumlah Tenaga Non ASN",
    "Terdaftar", "Belum Terdaftar", "Per Tanggal", "Keterangan",
]  # fmt: skip
DAY = datetime.datetime(2024, 6, 30)


@pytest.fixture(params=LANGUAGES)
def template(request, tmp_path):
    path = tmp_path / "templat.xlsx"
    write_template(path, lang=request.param)
    return path


@pytest.fixture
def data(tmp_path):
    write_template(tmp_path / "templat.xlsx")
    return load_workbook(tmp_path / "templat.xlsx")["Data"]


def test_the_unfilled_template_gives_no_figure_and_no_issue(template):
    cleaned = clean_file(template)

    assert cleaned.issues.to_dict("records") == []
    assert (cleaned.rows_read, cleaned.rows_accepted, len(cleaned.observations)) == (22, 22, 0)


def test_the_filled_template_gives_every_figure_and_no_issue(template):
    book = load_workbook(template)
    for row in range(6, 28):
        segment = SEGMENTS[row % len(SEGMENTS)]
        filled = [segment, 100 + row, 50, 50 + row, DAY, "Data BKPSDM"]
        for column, value in enumerate(filled, 5):
            book["Data"].cell(row, column, value)
    book.save(template)
    cleaned = clean_file(template)
    figures = cleaned.observations

    assert cleaned.issues.to_dict("records") == []
    assert (cleaned.rows_read, cleaned.rows_accepted, cleaned.rows_rejected) == (22, 22, 0)
    assert list(figures["bps_code"].unique()) == [unit.bps_code for unit in load_regencies()]
    assert set(figures["segment"]) == {"non_asn"}
    assert figures["indicator"].value_counts().to_dict() == {
        "eligible_persons": 22, "enrolled_persons": 22, "uncovered_persons": 22
    }  # fmt: skip
    assert set(figures["as_of"].astype(str)) == {"2024-06-30"}


def test_rows_are_the_registry_in_its_order_with_codes_as_text(data):
    assert [cell.value for cell in data[5]] == HEADERS
    assert [[cell.value for cell in row] for row in data["A6:E27"]] == [
        [number, unit.bps_code, unit.kemendagri_code, unit.name, "Non-ASN"]
        for number, unit in enumerate(load_regencies(), 1)
    ]
    assert {row[1].number_format for row in data["A6:C27"]} == {"@"}
    assert data.max_row == 27


def test_names_and_codes_are_locked_and_the_rest_is_open_without_a_password(data):
    locked = {c.column: c.protection.locked for row in data["A6:J27"] for c in row}

    assert locked == {column: column <= 4 for column in range(1, 11)}
    assert data.protection.sheet
    assert not data.protection.password
    assert not data.protection.formatColumns  # False: it is not forbidden


def test_counts_dates_and_segments_take_only_what_they_mean(data):
    rules = {
        place: (rule.type, rule.operator, rule.formula1, rule.formula2)
        for rule in data.data_validations.dataValidation
        for place in str(rule.sqref).split()
    }
    count = ("whole", "greaterThanOrEqual", "0", None)

    assert rules == {
        "E6:E27": ("list", None, f'"{",".join(SEGMENTS)}"', None),
        "F6:F27": count,
        "G6:G27": count,
        "H6:H27": count,
        "I6:I27": ("date", None, "41821", "73415"),  # 2014-07-01 to 2100-12-31
    }


def test_each_rule_says_in_indonesian_what_to_do(data):
    for rule in data.data_validations.dataValidation:
        assert rule.error
        assert "Pilih" in rule.error or "Tulis" in rule.error
        assert rule.type == "list" or rule.prompt


def test_there_is_no_formula_and_no_link(template):
    with zipfile.ZipFile(template) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist())

    assert "<f>" not in text
    assert "External" not in text


def test_the_guide_says_what_a_blank_is_and_forbids_names_of_persons(tmp_path):
    write_template(tmp_path / "templat.xlsx")
    guide = load_workbook(tmp_path / "templat.xlsx").worksheets[0]
    text = "\n".join(str(cell) for row in guide.values for cell in row if cell)

    assert guide.title == "Petunjuk"
    for said in ("Kosong berarti belum diketahui", "NIK", "Satu tanggal", "Kabupaten Contoh"):
        assert said in text
    for header in HEADERS[3:]:
        assert f"\n{header}\n" in text


def test_it_prints_on_one_page_width_with_its_header_on_every_page(data):
    assert data.page_setup.orientation == "landscape"
    assert data.page_setup.fitToHeight == 0
    assert data.sheet_properties.pageSetUpPr.fitToPage
    assert data.print_title_rows == "$5:$5"
    assert data.freeze_panes == "E6"


def test_the_template_is_the_same_bytes_on_every_run(tmp_path):
    write_template(tmp_path / "a.xlsx")
    time.sleep(2.1)  # the clock of a ZIP file ticks every two seconds
    write_template(tmp_path / "b.xlsx")

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_unknown_language_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(KeyError):
        write_template(tmp_path / "a.xlsx", lang="de")
    assert list(tmp_path.iterdir()) == []
