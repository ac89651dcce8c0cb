"""A file is added whole with its source, or not at all; to undo it is to delete its folder."""

import json
import shutil

import openpyxl
import pytest
from frictionless import Package, system

import ntt_coverage as nc
from ntt_coverage.errors import ParameterError, ReportError, SourceLayoutError
from ntt_coverage.pipeline import load
from ntt_coverage.publish.adding import add_file
from ntt_coverage.regencies import load_regencies

SOURCE = ["publisher=BPJS Ketenagakerjaan Cabang NTT", "date_published=2026-07-05"]
HEADER = ["No", "Kode BPS", "Kabupaten/Kota", "Jumlah Tenaga Non ASN", "Terdaftar"]


def workbook(path, *, spoil=lambda row: row):
    """Write 22 rows: every third regency enrols nobody, the others half of their staff."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Kepesertaan tenaga non-ASN, keadaan 30 Juni 2026"])
    sheet.append(HEADER)
    for number, unit in enumerate(load_regencies(), 1):
        staff = 1000 + 10 * number
        enrolled = 0 if number % 3 == 0 else staff // 2
        sheet.append(spoil([number, unit.bps_code, unit.name, staff, enrolled]))
    book.save(path)
    return path


def files_of(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def test_an_added_file_decides_the_next_report(project, tmp_path):
    added = add_file(workbook(tmp_path / "Rekap 2026.xlsx"), SOURCE, project)

    coverage = nc.coverage("2026Q2", data=load(project)).coverage.set_index("bps_code")

    assert added.source_id == "S86"
    assert coverage["state"].value_counts().to_dict() == {"enrolled": 15, "not_enrolled": 7}
    assert coverage.loc["5301", ["enrolled_persons", "eligible_persons", "source_id"]].tolist() == [
        505,
        1010,
        "S86",
    ]
    assert coverage.loc["5301", "coverage_rate"] == 0.5


def test_only_one_folder_is_new_and_deleting_it_undoes_the_addition(project, tmp_path):
    before, fingerprints = files_of(project.raw), project.fingerprints()

    added = add_file(workbook(tmp_path / "a.xlsx"), SOURCE, project)
    new = {str(path) for path in files_of(project.raw) - before}
    assert new == {f"added/S86/{name}" for name in ("a.xlsx", "source.csv", "datapackage.json")}
    assert set(project.fingerprints()) > set(fingerprints)

    shutil.rmtree(added.folder)
    assert project.fingerprints() == fingerprints


def test_the_folder_is_a_valid_data_package_and_holds_the_very_file(project, tmp_path):
    sent = workbook(tmp_path / "a.xlsx")

    added = add_file(sent, [*SOURCE, "title=Rekap"], project, segment="non_asn")

    with system.use_context(trusted=True):
        assert Package(str(added.folder / "datapackage.json")).validate().valid
    assert (added.folder / "a.xlsx").read_bytes() == sent.read_bytes()
    told = json.loads((added.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert told["cleaning"]["segment"] == "non_asn"


def test_a_file_with_a_rejected_row_is_not_added(project, tmp_path):
    before = files_of(project.raw)
    sent = workbook(tmp_path / "a.xlsx", spoil=lambda row: [*row[:4], "2.48"])

    with pytest.raises(ReportError, match="22 dari 22 baris ditolak"):
        add_file(sent, SOURCE, project)

    assert files_of(project.raw) == before


def test_a_file_with_a_personal_number_is_not_added_and_nothing_of_it_is_said(project, tmp_path):
    before, number = files_of(project.raw), "5301014107900001"
    sent = workbook(tmp_path / "a.xlsx", spoil=lambda row: [*row, number])

    with pytest.raises(SourceLayoutError) as refused:
        add_file(sent, SOURCE, project)

    assert number not in str(refused.value)
    assert files_of(project.raw) == before


def test_an_empty_file_is_not_added(project, tmp_path):
    sent = workbook(tmp_path / "a.xlsx", spoil=lambda row: [*row[:3], None, "-"])

    with pytest.raises(ReportError, match="tidak ada satu angka pun"):
        add_file(sent, SOURCE, project)


def test_the_same_file_is_added_once(project, tmp_path):
    sent = workbook(tmp_path / "a.xlsx")
    add_file(sent, SOURCE, project)

    with pytest.raises(ReportError, match="S86"):
        add_file(sent, SOURCE, project)


@pytest.mark.parametrize("name", ["a.xlsx", "source.csv"])
def test_a_file_that_changed_after_it_was_added_is_refused(project, tmp_path, name):
    added = add_file(workbook(tmp_path / "a.xlsx"), SOURCE, project)
    with (added.folder / name).open("ab") as file:
        file.write(b" ")

    with pytest.raises(SourceLayoutError, match=name):
        load(project)


@pytest.mark.parametrize(
    "told",
    [
        ["publisher=X"],
        [*SOURCE, "publisher=Y"],
        [*SOURCE, "colour=red"],
        [*SOURCE, "title"],
        ["publisher=X", "date_published=5 Juli 2026"],
        [*SOURCE, "source_id=S01"],
        [*SOURCE, "source_id=../S99"],
    ],
    ids=" ".join,
)
def test_a_source_that_is_not_told_well_is_refused(project, tmp_path, told):
    with pytest.raises(ParameterError):
        add_file(workbook(tmp_path / "a.xlsx"), told, project)

    assert not project.added


def test_figures_without_a_date_take_that_of_their_source(project, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Kabupaten/Kota", "Jumlah Non ASN", "Terdaftar"])
    book.active.append(["Ende", 900, 300])
    book.save(tmp_path / "a.xlsx")

    add_file(tmp_path / "a.xlsx", [*SOURCE, "reference_date=2026-06-30"], project)

    observations = load(project).cleaned.observations
    own = observations[observations["source_id"] == "S86"]
    assert own["as_of"].dt.strftime("%Y-%m-%d").tolist() == ["2026-06-30"] * 2
    assert own["as_of_basis"].tolist() == ["source_reference"] * 2
    assert own["stated_by"].unique().tolist() == ["BPJS Ketenagakerjaan Cabang NTT"]
