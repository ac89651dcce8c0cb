"""An office's workbook from its cells to a preview of the map, which is never taken for data."""

import hashlib
import json
import runpy
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import ntt_coverage as nc
from ntt_coverage.errors import ParameterError, ReportError, SourceLayoutError
from ntt_coverage.intake.repairs import repaired
from ntt_coverage.publish.adding import add_file
from ntt_coverage.publish.notebooks import run_notebook
from tests.conftest import ROOT, run_program

SAMPLE = nc.ProjectPaths(ROOT).sample_workbook
SOURCE = {"publisher": "Kantor Contoh", "date_published": "2026-07-05"}
REPAIRS = {"Rekap!B6": "Kabupaten Kupang"}


def workbook(path, *rows, title="Tenaga non-ASN, keadaan 30 Juni 2026", sheet="Rekap"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in ([title], ["Kabupaten/Kota", "Jumlah Tenaga Non ASN", "Terdaftar"], *rows):
        book.active.append(row)
    book.save(path)
    return path


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


# The sample


def test_the_sample_is_what_its_script_writes(tmp_path):
    script = SAMPLE.with_name("make_sample.py")
    subprocess.run([sys.executable, script, tmp_path / "again.xlsx"], check=True)
    assert (tmp_path / "again.xlsx").read_bytes() == SAMPLE.read_bytes()


def test_the_sample_says_that_it_is_one_and_has_the_usual_slips():
    made = runpy.run_path(str(SAMPLE.with_name("make_sample.py")))
    (sheet,) = nc.read_raw(SAMPLE)
    assert sheet.grid.loc[1, "A"] == made["TITLES"][0]
    assert "BUKAN DATA NYATA" in made["TITLES"][0]
    issues = nc.clean_file(SAMPLE).issues
    assert list(zip(issues["cell"], issues["severity"], issues["reason"], strict=True)) == [
        ("B6", "rejected", "two_regencies"),
        ("B9", "rejected", "similar_regency"),
        ("D14", "flagged", "more_than_eligible"),
        ("D17", "flagged", "total_differs"),
    ]


def test_the_sample_cannot_be_added_by_mistake(project):
    before = digests(project.root)
    told = [part for key, value in SOURCE.items() for part in ("--source", f"{key}={value}")]
    done = run_program("add", SAMPLE, *told)
    assert done.returncode == 1
    assert digests(project.root) == before


# Repairs


def test_a_repair_is_read_as_if_it_stood_in_the_file_and_the_file_stays(tmp_path):
    wrong = workbook(tmp_path / "a.xlsx", ["Kupang", 1000, 400], ["Ende", 800, "2.48"])
    right = workbook(tmp_path / "b.xlsx", ["Kota Kupang", "1000", 400], ["Ende", 800, "248"])
    before = wrong.read_bytes()

    mended = nc.clean_file(wrong, repairs={"Rekap!A3": "Kota  Kupang", "C4": "248"})

    expected = nc.clean_file(right).observations
    told = ["place", "bps_code", "indicator", "value", "value_text", "as_of"]
    assert_frame_equal(mended.observations[told], expected[told])
    assert (mended.rows_read, mended.rows_accepted, mended.rows_rejected) == (2, 2, 0)
    assert wrong.read_bytes() == before


def test_a_repair_changes_one_cell_even_where_others_hold_the_same_text(tmp_path):
    sheets = nc.read_raw(workbook(tmp_path / "a.xlsx", ["Kupang", 1, 1], ["Kupang", 2, 1]))
    (changed,) = repaired(sheets, {"A4": "Kota Kupang"})
    assert changed.grid["A"].tolist()[2:] == ["Kupang", "Kota Kupang"]
    assert sheets[0].grid["A"].tolist()[2:] == ["Kupang", "Kupang"]


@pytest.mark.parametrize(
    "place", ["Rekap!A99", "Rekap!Z3", "Lain!A3", "A0", "3A", "", "Rekap!", "A3:B4", "Rekap!XFE1"]
)
def test_a_repair_of_no_cell_is_refused_with_the_sheets_that_there_are(tmp_path, place):
    path = workbook(tmp_path / "a.xlsx", ["Ende", 1000, 400])
    with pytest.raises(ParameterError, match="Rekap!B7; lembar yang ada: Rekap") as refused:
        nc.clean_file(path, repairs={place: "x"})
    assert refused.value.key == "repair_cell"


def test_where_there_are_two_sheets_a_repair_names_one(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["Kupang", 1000, 400])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Lain")["A1"] = "catatan"
    book.save(path)
    with pytest.raises(ParameterError, match="Rekap, Lain"):
        nc.clean_file(path, repairs={"A3": "Ende"})
    assert nc.clean_file(path, repairs={"Rekap!A3": "Ende"}).rows_accepted == 1


# The preview


def test_a_preview_gives_what_adding_would_give(project, tmp_path):
    rows = [
        [unit.name, 1000 + 10 * n, 0 if n % 3 == 0 else 400 + n]
        for n, unit in enumerate(nc.load_regencies())
    ]
    path = workbook(tmp_path / "rekap.xlsx", *rows)
    told = {**SOURCE, "source_id": "S99"}
    before = nc.load(project)
    seen = nc.preview(before, nc.clean_file(path), source=told)
    add_file(path, [f"{key}={value}" for key, value in told.items()], project)
    after = nc.load(project)

    assert_frame_equal(seen.series, after.series)
    assert_frame_equal(seen.cleaned.observations, after.cleaned.observations)
    assert_frame_equal(seen.checks, after.checks)
    assert seen.cleaned.rows_read == after.cleaned.rows_read == before.cleaned.rows_read + 22
    assert nc.coverage("2026Q2", data=after).headline in nc.coverage("2026Q2", data=seen).headline


def test_rejected_rows_are_left_out_and_the_data_stay_as_they_were(data):
    known = data.cleaned.rows_read
    seen = nc.preview(data, nc.clean_file(SAMPLE, repairs=REPAIRS), source=SOURCE)
    coverage = nc.coverage("2026Q2", data=seen).coverage.set_index("regency")
    assert coverage.loc["Kabupaten Kupang", ["enrolled_persons", "source_id"]].tolist() == [
        900,
        "PRATINJAU",
    ]
    assert coverage.loc["Kabupaten Sumba Timur", "source_id"] != "PRATINJAU"  # misspelt
    assert coverage.loc["Kabupaten Timor Tengah Utara", "state"] == "no_data"  # a dash
    assert coverage.loc["Kabupaten Belu", "state"] == "not_enrolled"  # a zero
    assert data.cleaned.rows_read == known
    assert "PRATINJAU" not in set(data.sources["source_id"])


def test_what_lies_ahead_of_its_source_is_no_base_either_and_chooses_no_quarter(data, tmp_path):
    header = "Kab/Kota,Per Tanggal,Terdaftar,Jumlah non-ASN"
    lines = [header, "Ende,30/06/2026,100,200", "Alor,06/07/2026,150,321"]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    cleaned = nc.clean_file(tmp_path / "a.csv", segment="non_asn", source=SOURCE)
    tables = nc.coverage(data=nc.preview(data, cleaned, source=SOURCE))
    rows = tables.coverage.set_index("regency")

    assert str(tables.spec.quarter) == "2026Q2"
    assert rows.loc["Kabupaten Ende", ["enrolled_persons", "eligible_persons"]].tolist() == [
        100,
        200,
    ]
    assert rows.loc["Kabupaten Alor", "state"] == "no_data"
    assert pd.isna(rows.loc["Kabupaten Alor", "eligible_persons"])


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ({}, "source_missing"),
        ({"publisher": "X"}, "source_missing"),
        ({**SOURCE, "date_published": "5 Juli 2026"}, "source_date"),
        ({**SOURCE, "publisher": " "}, "source_missing"),
        ({**SOURCE, "colour": "red"}, "source_pair"),
        ({**SOURCE, "source_id": "S01"}, "source_id"),
    ],
)
def test_a_source_is_told_as_add_is_told(data, source, fault):
    with pytest.raises(ParameterError) as refused:
        nc.preview(data, nc.clean_file(SAMPLE), source=source)
    assert refused.value.key == fault


DRAWINGS = {
    "status": lambda tables: nc.draw_map(tables),
    "persons": lambda tables: nc.draw_map(tables, "persons", layout="page"),
    "rate": lambda tables: nc.draw_map(tables, "rate", layout="square"),
    "change": lambda tables: nc.draw_change(tables, "2019Q3"),
    "tiles": lambda tables: nc.draw_tiles(tables),
    "ranking": lambda tables: nc.draw_ranking(tables),
    "timeline": lambda tables: nc.draw_timeline(tables.data, "2026Q2", tables.spec.lang),
    "multiples": lambda tables: nc.draw_multiples(
        tables.data, ["2019Q3", "2026Q2"], tables.spec.lang
    ),
}


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize(("lang", "mark"), [("id", "PRATINJAU"), ("en", "PREVIEW")])
def test_every_picture_of_a_preview_says_so_in_its_title_and_across(data, drawing, lang, mark):
    seen = nc.preview(data, nc.clean_file(SAMPLE, repairs=REPAIRS), source=SOURCE)

    def texts(known):
        picture = DRAWINGS[drawing](nc.coverage("2026Q2", lang, data=known))
        return picture.passport.title, [text.get_text() for text in picture.figure.texts]

    title, written = texts(seen)
    assert title.startswith(f"{mark}: ")
    assert written.count(f"{mark}   {mark}") == 3
    assert any(SAMPLE.name in text for text in written)
    title, written = texts(data)
    assert mark not in title + " ".join(written)


def test_the_web_map_of_a_preview_says_so(data):
    seen = nc.preview(data, nc.clean_file(SAMPLE, repairs=REPAIRS), source=SOURCE)
    page = nc.draw_web_map(nc.coverage("2026Q2", data=seen)).page
    assert "PRATINJAU: 9 dari 22" in page
    assert SAMPLE.name in page


# What is shown


def test_cells_are_shown_by_number_and_letter_and_as_text(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["<script>alert(1)</script>", 1000, 400], sheet="A&B")
    markup = nc.show_cells(path, "id").markup
    assert "<th>C</th>" in markup
    assert "<th>3</th>" in markup
    assert "<script>" not in markup
    assert "A&amp;B" in markup


def test_of_a_long_sheet_the_rest_is_counted(tmp_path):
    path = workbook(tmp_path / "a.xlsx", *[["Ende", n, 1] for n in range(100)])
    assert "dan 42 baris lagi" in nc.show_cells(path, "id").markup


def test_cells_with_data_of_persons_are_not_shown(tmp_path):
    nik = "53" + "07114508900003"
    path = workbook(tmp_path / "a.xlsx", ["Ende", 1000, 400], ["NIK", nik, ""])
    with pytest.raises(SourceLayoutError) as refused:
        nc.show_cells(path, "id")
    assert nik not in str(refused.value)


def test_what_was_found_is_shown_with_what_is_rejected_first():
    markup = nc.show_cleaning(nc.clean_file(SAMPLE, repairs=REPAIRS), "en").markup
    assert "12 = 11 + 1" in markup
    assert markup.index("Rekap!B9") < markup.index("Rekap!D14") < markup.index("Rekap!D17")
    assert "issues.csv" not in markup


def test_a_table_without_fault_says_so_and_its_figures_are_in_the_readers_words():
    frame = pd.DataFrame({"Kab/Kota": ["Ende"], "Honorer terdaftar": ["kurang lebih 2.480"]})
    cleaned = nc.clean_table(frame, title="Keadaan 30 Juni 2026")
    assert "Tidak ada yang perlu dilihat lagi." in nc.show_cleaning(cleaned, "id").markup
    shown = nc.show_observations(cleaned, "id").markup
    for text in ("Kabupaten Ende", "2.480", "perkiraan", "30 Juni 2026"):
        assert text in shown


def test_without_a_day_of_its_own_a_file_is_dated_by_its_source_as_when_it_is_added(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["Ende", 900, 300], title="Tenaga non-ASN")
    assert nc.clean_file(path).rows_accepted == 0
    told = {"publisher": "Kantor Contoh", "date_published": "2026-07-05"}
    cleaned = nc.clean_file(path, source=told)
    assert (cleaned.rows_read, cleaned.rows_accepted) == (1, 1)
    seen = nc.preview(nc.load(), cleaned, source=told)
    assert str(nc.coverage(data=seen).spec.quarter) == "2026Q3"


def test_the_quarter_of_a_preview_is_none_after_its_publication():
    frame = pd.DataFrame({
        "Kab/Kota": ["Ende"], "Honorer terdaftar": ["900"], "Per Tanggal": ["2026"],
    })  # fmt: skip
    told = {"publisher": "Kantor Contoh", "date_published": "2026-07-05"}
    seen = nc.preview(nc.load(), nc.clean_table(frame), source=told)
    assert str(nc.coverage(data=seen).spec.quarter) == "2026Q3"


def test_a_base_with_a_hedge_keeps_it_beside_its_rate():
    frame = pd.DataFrame({
        "Kab/Kota": ["Ende"], "Jumlah Honorer": ["sekitar 900"], "Terdaftar": ["600"],
    })  # fmt: skip
    told = {"publisher": "Kantor Contoh", "date_published": "2026-07-05"}
    cleaned = nc.clean_table(frame, title="Keadaan 30 Juni 2026")
    tables = nc.coverage("2026Q2", data=nc.preview(nc.load(), cleaned, source=told))
    shown = nc.show_coverage(tables).markup
    assert "sekitar 900" in shown
    assert "sekitar 66,7%" in shown


def test_figures_that_are_too_many_to_be_shown_are_counted():
    days = [f"{day}/{month}/2026" for month in (1, 2, 3, 4) for day in range(1, 26)]
    rows = [(unit, day) for unit in ("Ende", "Sikka", "Alor") for day in days]
    frame = pd.DataFrame({
        "Kab/Kota": [unit for unit, _ in rows],
        "Honorer terdaftar": [str(1000 + at) for at in range(300)],
        "Per Tanggal": [day for _, day in rows],
    })  # fmt: skip
    markup = nc.show_observations(nc.clean_table(frame), "id").markup
    assert markup.count("<tr>") == 201
    assert "dan 100 angka lagi; semuanya ada di observations.csv" in markup


def test_a_path_with_backslashes_is_told_how_to_be_written():
    with pytest.raises(SourceLayoutError, match=r"C:/data/rekap\.xlsx"):
        nc.show_cells("C:\\data\new\rekap.xlsx", "id")


def test_where_nothing_was_accepted_there_is_no_table():
    frame = pd.DataFrame({"Kab/Kota": ["Kupang"], "Honorer terdaftar": ["10"]})
    cleaned = nc.clean_table(frame, title="Keadaan 30 Juni 2026")
    assert "<table>" not in nc.show_observations(cleaned, "id").markup


# The notebook


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_notebook_runs_by_itself_and_writes_nothing(project, lang):
    before = digests(project.root)
    path = project.notebooks / "bring_your_own_data.ipynb"
    environment = {"NTT_COVERAGE_ROOT": str(project.root)}
    done = run_notebook(path, {"lang": lang}, folder=project.root, environment=environment)
    shown = outputs(done)
    assert {output.output_type for output in shown} <= {"display_data", "execute_result"}
    told = json.dumps([output["data"] for output in shown])
    assert ("PRATINJAU: 9 dari 22" if lang == "id" else "PREVIEW: 9 of 22") in told
    assert digests(project.root) == before


def test_the_notebook_takes_the_office_s_own_workbook(project, tmp_path):
    path = workbook(tmp_path / "kiriman.xlsx", ["Ngada", 1000, 400], ["Kupang", 10, 5])
    told = {"workbook": str(path), "publisher": "Kantor Ngada", "date_published": "2026-07-05"}
    environment = {"NTT_COVERAGE_ROOT": str(project.root)}
    notebook = project.notebooks / "bring_your_own_data.ipynb"
    done = run_notebook(notebook, told, folder=project.root, environment=environment)
    shown = json.dumps([output["data"] for output in outputs(done)])
    assert "Kantor Ngada, PRATINJAU kiriman.xlsx" in shown
    assert "Kantor Contoh" not in shown


def test_a_workbook_of_nobody_is_not_drawn_as_somebody_s(project, tmp_path):
    path = workbook(tmp_path / "kiriman.xlsx", ["Ngada", 1000, 400])
    notebook = project.notebooks / "bring_your_own_data.ipynb"
    environment = {"NTT_COVERAGE_ROOT": str(project.root)}
    with pytest.raises(ReportError) as refused:
        run_notebook(
            notebook, {"workbook": str(path)}, folder=project.root, environment=environment
        )
    assert "publisher" in refused.value.say("id")


def test_a_workbook_with_data_of_persons_stops_the_notebook_with_one_paragraph(project, tmp_path):
    nik = "53" + "07114508900003"
    path = workbook(tmp_path / "kiriman.xlsx", ["Ngada", nik, 400])
    notebook = project.notebooks / "bring_your_own_data.ipynb"
    environment = {"NTT_COVERAGE_ROOT": str(project.root)}
    with pytest.raises((ReportError, SourceLayoutError)) as refused:
        run_notebook(
            notebook, {"workbook": str(path)}, folder=project.root, environment=environment
        )
    assert "kiriman.xlsx" in refused.value.say("id")
    assert nik not in refused.value.say("id")


def test_an_error_in_a_notebook_is_one_paragraph_without_a_traceback(project, tmp_path):
    """As JupyterLab shows it: what IPython writes of one of our errors."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shown = []
    shell._showtraceback = lambda kind, value, lines: shown.append(lines)
    shell.run_cell("import ntt_coverage as nc; nc.coverage('2019-3')")
    assert len(shown) == 1
    (paragraph,) = shown[0]
    assert "2019-3" in paragraph
    assert "\n" not in paragraph
    assert "File " not in paragraph
