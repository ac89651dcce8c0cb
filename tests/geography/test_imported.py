"""An imported layer is used by every map, says where it comes from, and can be taken back."""

import json
import zipfile

import pytest
import shapely

import ntt_coverage as nc
from ntt_coverage.errors import BoundaryError, ParameterError, ReportError, SourceLayoutError
from ntt_coverage.geography import boundary_credit, load_boundaries, load_boundary_record
from ntt_coverage.geography.layer_checks import check_layer
from ntt_coverage.geography.simplify import DEFAULT_TOLERANCE_M
from ntt_coverage.paths import fingerprint
from ntt_coverage.publish.boundary_import import import_layer, reset_layer
from ntt_coverage.publish.boundary_report import import_lines
from tests.geography.conftest import contents, crashed, office_layer, place

STATED = {"source": "BIG, RBI 1:50.000", "licence": "CC BY 4.0"}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "RBI_NTT.gpkg"
    office_layer("kemendagri_code").to_crs("EPSG:32751").to_file(path)
    return path


@pytest.fixture
def imported(project, file):
    return import_layer(file, project, tolerance_m=100, **STATED)


# What is written


def test_the_record_says_what_is_known_and_nothing_of_the_computer(project, file, imported):
    text = project.boundary_record.read_text("utf-8")
    told = json.loads(text)
    origin = {"file": "RBI_NTT.gpkg", "bytes": file.stat().st_size, "sha256": fingerprint(file)}
    assert told["origin"] == [origin]
    assert told["format"] == "GeoPackage"
    assert told["crs"] == "EPSG:32751"
    assert told["code_system"] == "kemendagri"
    assert told["tolerance_m"] == 100
    assert told["vertices_before"] == 1327
    assert told["parts_before"] == told["parts_after"] == 37
    assert told["sha256"] == fingerprint(project.imported_boundaries)
    assert "Kabupaten Sumba Barat -5,3%" in told["warnings"][0]["id"]
    assert str(file.parent) not in text
    assert load_boundary_record(project.boundary_record) == imported.record


def test_the_layer_has_bps_code_and_name_only(project, imported):
    layer = json.loads(project.imported_boundaries.read_text("utf-8"))
    assert len(layer["features"]) == 22
    assert layer["features"][2]["properties"] == {"bps_code": "5303", "regency": "Kabupaten Kupang"}


def test_the_same_file_gives_the_same_bytes(project, file, imported):
    names = (project.imported_boundaries, project.boundary_record)
    first = [path.read_bytes() for path in names]
    reset_layer(project)
    import_layer(file, project, tolerance_m=100, **STATED)
    assert [path.read_bytes() for path in names] == first


def test_what_was_not_stated_is_not_guessed(project, file):
    record = import_layer(file, project, tolerance_m=0, source="  ").record
    assert (record.source, record.licence) == (None, None)
    assert boundary_credit(project, "id") == (
        "Batas: sumber tidak disebutkan (lisensi tidak disebutkan); berkas RBI_NTT.gpkg; "
        "tidak disederhanakan. Timor-Leste: Natural Earth."
    )


def test_a_bare_shapefile_is_recorded_with_the_files_that_belong_to_it(project, tmp_path):
    office_layer().to_file(tmp_path / "batas.shp")
    record = import_layer(tmp_path / "batas.shp", project, tolerance_m=100).record
    names = [each.file for each in record.origin]
    assert names == ["batas.shp", "batas.shx", "batas.dbf", "batas.prj", "batas.cpg"]


@pytest.mark.parametrize("name", ["batas.gpkg", "batas.fgb", "batas.geojson", "batas.shp", "zip"])
def test_neither_check_nor_import_touches_the_file_or_its_folder(project, tmp_path, name):
    folder = tmp_path / "kantor"
    folder.mkdir()
    path = folder / name
    office_layer().to_file(folder / "batas.shp" if name == "zip" else path)
    if name == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for each in folder.glob("batas.*"):
                archive.write(each, each.name)
    before = contents(folder)
    check_layer(path, project)
    assert contents(folder) == before
    record = import_layer(path, project).record
    assert contents(folder) == before
    assert record.origin[0].sha256 == before[str(path)][0]


def test_without_a_tolerance_the_usual_one_is_taken(project, file):
    assert import_layer(file, project).record.tolerance_m == DEFAULT_TOLERANCE_M


def test_islands_that_vanish_are_told(project, tmp_path):
    layer = office_layer()
    layer.loc[9, "geometry"] = layer.geometry[9].union(shapely.Point(121.3, -8.3).buffer(1e-6))
    layer.to_file(tmp_path / "batas.gpkg")
    told = " ".join(import_lines(import_layer(tmp_path / "batas.gpkg", project), "en"))
    assert "1 small islands vanished by rounding." in told


# What is used


def test_without_an_import_the_embedded_layer_is_used(project):
    assert project.boundaries == project.embedded_boundaries
    assert boundary_credit(project, "en").startswith(
        "Boundaries: BPS - Statistics Indonesia / OCHA"
    )


def test_an_imported_layer_is_used_credited_and_fingerprinted(project, imported):
    assert project.boundaries == project.imported_boundaries
    assert list(load_boundaries(project.boundaries)["bps_code"])[21] == "5371"
    assert boundary_credit(project, "en") == (
        "Boundaries: BIG, RBI 1:50.000 (CC BY 4.0); file RBI_NTT.gpkg; simplified by 100 m. "
        "Timor-Leste: Natural Earth."
    )
    geo = [name for name in project.fingerprints() if name.startswith("data/geo/")]
    assert geo == [
        "data/geo/imported/boundaries.geojson",
        "data/geo/imported/boundaries.json",
        "data/geo/timor_leste_overview.geojson",
    ]


def test_an_imported_layer_passes_the_checks_again(project, imported):
    again = check_layer(project.imported_boundaries, project)
    assert again.faults == []
    assert [f.about for f in again.warnings] == ["area_warning"]


def test_the_full_resolution_file_is_imported_and_drawn(project, full_resolution):
    made = import_layer(full_resolution, project, tolerance_m=100)
    assert made.bytes == project.imported_boundaries.stat().st_size < 600_000
    assert check_layer(project.imported_boundaries, project).faults == []
    picture = nc.draw_map(nc.coverage("2019Q3", data=nc.load(project)))
    assert picture.svg().count('id="bps-') == 22


# What is refused


def test_a_layer_edited_by_hand_is_refused(project, imported):
    path = project.imported_boundaries
    path.write_text(path.read_text("utf-8").replace("Kota Kupang", "Kupang"), "utf-8")
    with pytest.raises(BoundaryError) as refused:
        load_boundaries(project.boundaries)
    assert "was changed since it was imported" in refused.value.say("en")
    assert "ntt-coverage boundaries reset" in refused.value.say("id")


@pytest.mark.parametrize("record", [None, "", "[]", "{}", '{"origin": [1], "warnings": []}'])
def test_a_layer_without_its_record_is_refused(project, imported, record):
    project.boundary_record.unlink()
    if record is not None:
        project.boundary_record.write_text(record, "utf-8")
    for use in (load_boundaries, lambda _: boundary_credit(project, "id")):
        with pytest.raises(BoundaryError) as refused:
            use(project.boundaries)
        assert refused.value.key == "boundary_record"


def test_a_wrong_file_is_refused_and_the_layer_in_use_stays(project, imported, tmp_path):
    before = project.imported_boundaries.read_bytes()
    layer = office_layer()
    layer.drop(index=place(layer, "Kabupaten Malaka")).to_file(tmp_path / "lama.fgb")
    with pytest.raises(BoundaryError) as refused:
        import_layer(tmp_path / "lama.fgb", project, tolerance_m=100)
    assert refused.value.key == "boundary_refused"
    abouts = [finding.about for finding in refused.value.evidence["check"].faults]
    assert abouts == ["units_missing", "malaka_missing"]
    assert project.imported_boundaries.read_bytes() == before


@pytest.mark.parametrize("tolerance", [-1, 10_001, float("nan"), float("inf")])
def test_a_tolerance_out_of_range_is_refused(project, file, tolerance):
    with pytest.raises(ParameterError, match="--tolerance"):
        import_layer(file, project, tolerance_m=tolerance)
    assert not project.imported_boundaries.parent.exists()


def test_changes_that_are_not_yet_in_the_file_are_not_imported(project, file):
    crashed(file)
    before = contents(file.parent)
    with pytest.raises(SourceLayoutError) as refused:
        import_layer(file, project)
    assert refused.value.key == "boundary_open"
    assert contents(file.parent) == before
    assert not project.imported_boundaries.parent.exists()


def test_a_missing_file_is_refused(project, tmp_path):
    with pytest.raises(SourceLayoutError):
        import_layer(tmp_path / "tidak-ada.gpkg", project, tolerance_m=100)


def test_nothing_half_written_is_left(project, file, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ntt_coverage.publish.boundary_import._record", full)
    with pytest.raises(ReportError, match="No space") as refused:
        import_layer(file, project, tolerance_m=100)
    says_what_to_do_without_an_option_that_is_not_there(refused.value)
    assert sorted(p.name for p in project.embedded_boundaries.parent.iterdir()) == [
        "LICENSE-WFP.txt", "README.md", "datapackage.json", "ntt_overview.geojson",
        "timor_leste_overview.geojson",
    ]  # fmt: skip


def says_what_to_do_without_an_option_that_is_not_there(fault):
    assert "--out" not in fault.say("id") + fault.say("en")
    assert "beri izin menulis" in fault.say("id")


def locked(*_, **__):
    raise PermissionError(13, "Permission denied")


def test_a_folder_that_cannot_be_written_is_named(project, file, monkeypatch):
    monkeypatch.setattr("ntt_coverage.publish.atomic._exchange", locked)
    with pytest.raises(ReportError, match="Permission denied") as refused:
        import_layer(file, project)
    says_what_to_do_without_an_option_that_is_not_there(refused.value)
    assert not project.imported_boundaries.parent.exists()


# The way back


def test_reset_goes_back_and_may_be_repeated(project, imported):
    assert reset_layer(project)
    assert project.boundaries == project.embedded_boundaries
    assert not project.imported_boundaries.parent.exists()
    assert not reset_layer(project)


def test_a_layer_that_cannot_be_deleted_is_named(project, imported, monkeypatch):
    monkeypatch.setattr("pathlib.Path.unlink", locked)
    with pytest.raises(ReportError, match="Permission denied") as refused:
        reset_layer(project)
    says_what_to_do_without_an_option_that_is_not_there(refused.value)


def test_what_somebody_else_put_there_is_kept(project, file, imported):
    note = project.imported_boundaries.with_name("catatan.txt")
    note.write_text("milik saya", "utf-8")
    import_layer(file, project, tolerance_m=200)
    assert note.read_text("utf-8") == "milik saya"
    reset_layer(project)
    assert [path.name for path in note.parent.iterdir()] == ["catatan.txt"]
