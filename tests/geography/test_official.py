"""Files of any office open in four formats; what is disguised, damaged or huge does not."""

import json
import random
import sqlite3
import tempfile
import zipfile
from contextlib import closing

import geopandas as gpd
import pyogrio
import pytest

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.geography import official
from ntt_coverage.geography.layer_checks import check_layer
from ntt_coverage.publish.boundary_report import check_lines
from tests.geography.conftest import PATHS, contents, crashed, office_layer

FORMATS = {"batas.geojson": "GeoJSON", "batas.gpkg": "GeoPackage", "batas.shp": "Shapefile",
           "batas.fgb": "FlatGeobuf"}  # fmt: skip


@pytest.fixture
def refusal(tmp_path):
    """Check a file that cannot be read, and return what is said in English."""

    def refused(content, name="batas.geojson"):
        path = tmp_path / name
        if isinstance(content, (bytes, str)):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(SourceLayoutError) as error:
            check_layer(path, PATHS)
        assert str(tmp_path) not in error.value.say("id")
        return error.value.say("en")

    return refused


@pytest.fixture(scope="module")
def formats(tmp_path_factory):
    """The bytes of the same layer in every format, with what belongs to a Shapefile."""
    folder = tmp_path_factory.mktemp("formats")
    for name in FORMATS:
        office_layer().to_file(folder / name)
    with zipfile.ZipFile(folder / "batas.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("batas.[sdpc]*")):
            archive.write(path, path.name)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# What opens


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32751", "EPSG:3857", "EPSG:23830"])
def test_every_format_and_coordinate_system_passes(look, office, name, crs):
    if name.endswith("json") and crs != "EPSG:4326":
        return  # GeoJSON is in degrees
    found = look(office.to_crs(crs), name)
    assert found.faults == ""
    assert found.check.source.form == FORMATS[name]
    assert found.check.crs == crs
    assert list(found.check.shapes["bps_code"]) == sorted(found.check.shapes["bps_code"])
    assert found.check.shapes.crs.equals("EPSG:4326")


def test_a_zipped_shapefile_in_a_folder_with_spaces_passes(look, zipped, office):
    found = look(zipped(office.to_crs("EPSG:32751")))
    assert found.faults == ""
    assert found.check.crs == "EPSG:32751"


def test_a_zip_under_another_name_is_known_by_what_it_holds(look, zipped, office):
    assert look(zipped(office, name="batas.data")).faults == ""


def test_of_several_layers_the_one_with_the_22_units_is_taken(tmp_path, look, office):
    path = tmp_path / "batas.gpkg"
    office.head(3).to_file(path, layer="contoh")
    office.to_file(path, layer="kabupaten")
    found = look(path)
    assert found.check.source.layer == "kabupaten"
    assert found.faults == ""


@pytest.mark.parametrize(
    ("rows", "claim"), [(22, "Several layers"), (21, "none holds exactly the 22 regencies")]
)
def test_layers_that_do_not_decide_are_refused_by_name(tmp_path, refusal, office, rows, claim):
    for layer in ("lama", "baru"):
        office.head(rows).to_file(tmp_path / "batas.gpkg", layer=layer)
    told = refusal(None, "batas.gpkg")
    assert claim in told
    assert "lama, baru" in told


def test_a_table_without_shapes_beside_the_layer_does_no_harm(tmp_path, look, office):
    path = tmp_path / "batas.gpkg"
    office.to_file(path, layer="kabupaten")
    pyogrio.write_dataframe(office.drop(columns="geometry"), path, layer="catatan", append=True)
    assert look(path).check.source.layer == "kabupaten"


# What is disguised


def test_a_vrt_named_geojson_is_not_opened(refusal, tmp_path, office):
    office.to_file(tmp_path / "rahasia.geojson")
    source = f"<SrcDataSource>{tmp_path / 'rahasia.geojson'}</SrcDataSource>"
    layer = f'<OGRVRTLayer name="rahasia">{source}</OGRVRTLayer>'
    told = refusal(f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>")
    assert "What it holds decides, not its name" in told


def test_a_program_named_geojson_is_not_run(refusal, tmp_path, office):
    office.to_file(tmp_path / "asli.geojson")
    steps = f"gdal vector pipeline ! read {tmp_path / 'asli.geojson'} ! write {tmp_path / 'x.gpkg'}"
    told = refusal(json.dumps({"type": "gdal_streamed_alg", "command_line": steps}))
    assert "is of no format that is read" in told
    assert not (tmp_path / "x.gpkg").exists()


def test_a_vrt_named_shp_in_a_zip_is_not_opened(refusal, tmp_path):
    with zipfile.ZipFile(tmp_path / "batas.zip", "w") as archive:
        archive.writestr("batas.shp", "<OGRVRTDataSource></OGRVRTDataSource>")
    assert "is of no format that is read" in refusal(None, "batas.zip")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"kode,nama\n5301,Sumba Barat\n",
        b"<kml></kml>",
        b"%PDF-1.7",
        b'{"type": "Topology", "objects": {}, "arcs": []}',
        b'{"type":"Feature"}\n{"type":"Feature"}\n',
        b'{"tipe": 1}',
        b"{",
    ],
)
def test_other_formats_are_refused(refusal, content):
    assert "boundary file batas.geojson" in refusal(content)


def test_an_sqlite_file_that_is_no_geopackage_is_refused(refusal, tmp_path, office):
    office.to_file(tmp_path / "batas.sqlite", driver="SQLite")
    (tmp_path / "batas.sqlite").rename(tmp_path / "batas.gpkg")
    assert "boundary file batas.gpkg" in refusal(None, "batas.gpkg")


# What is damaged or huge


def test_a_truncated_zip_is_refused(refusal, zipped, office):
    path = zipped(office)
    assert "damaged, cut short" in refusal(path.read_bytes()[:-200], path.name)


def test_a_zip_with_a_damaged_member_is_refused(refusal, zipped, office):
    path = zipped(office)
    content = bytearray(path.read_bytes())
    content[600:640] = bytes(40)
    assert "damaged, cut short" in refusal(bytes(content), path.name)


def test_a_zip_without_a_shapefile_is_refused(refusal, zipped, office):
    assert "holds no .shp" in refusal(zipped(office, [".dbf", ".prj"]).read_bytes(), "batas.zip")


def test_a_shapefile_without_its_index_is_refused_without_the_folder(refusal, zipped, office):
    assert "cannot be read" in refusal(zipped(office, [".shp", ".dbf"]).read_bytes(), "batas.zip")


def test_a_zip_that_unpacks_to_too_much_is_refused(refusal, zipped, office, monkeypatch):
    monkeypatch.setattr(official, "MOST_UNPACKED_BYTES", 10_000)
    assert "or too much" in refusal(zipped(office).read_bytes(), "batas.zip")


def test_a_zip_that_declares_a_huge_size_is_refused_unread(refusal, tmp_path):
    path = tmp_path / "batas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("batas.shp", b"x")
        archive.filelist[0].file_size = 4 * 10**9
    assert "1000 MB" in refusal(None, "batas.zip")


def test_a_file_that_is_too_large_is_refused(refusal, monkeypatch):
    monkeypatch.setattr(official, "MOST_BYTES", 1_000_000)
    assert "larger than 1 MB" in refusal(b"{" * 1_000_001)


def test_a_file_with_too_many_rows_is_refused(refusal, office, monkeypatch, tmp_path):
    monkeypatch.setattr(official, "MOST_ROWS", 21)
    office.to_file(tmp_path / "batas.fgb")
    assert "has 22 rows" in refusal(None, "batas.fgb")


def test_a_truncated_geojson_is_refused(refusal, office):
    text = office.to_json()
    assert "cannot be read" in refusal(text[: len(text) // 2])


def test_a_table_without_any_layer_of_shapes_is_refused(refusal, office, tmp_path):
    pyogrio.write_dataframe(office.drop(columns="geometry"), tmp_path / "batas.gpkg")
    assert "has no layer with shapes" in refusal(None, "batas.gpkg")


def test_a_missing_file_is_refused(refusal):
    assert "is missing" in refusal(None)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", [*FORMATS, "batas.zip"])
def test_a_damaged_file_is_checked_or_refused_in_a_sentence(tmp_path, formats, name, seed):
    chance = random.Random(f"{name} {seed}")
    content = bytearray(formats[name])
    for _ in range(chance.choice([1, 10, 50])):
        place = chance.randrange(len(content))
        content[place : place + 4] = chance.choice([b"", b"\xff\xff\xff\x7f", b"1e99", b"\0" * 9])
    for other, whole in formats.items():  # what belongs to a bare Shapefile is whole
        (tmp_path / other).write_bytes(content if other == name else whole)
    try:
        told = check_lines(check_layer(tmp_path / name, PATHS), "id")
    except SourceLayoutError as refused:
        told = [refused.say("id")]
    assert all(line.isprintable() for line in told)
    assert str(tmp_path) not in "".join(told)


# What another program has open


@pytest.mark.parametrize(("mode", "beside"), [("wal", "-wal"), ("delete", "-journal")])
def test_a_geopackage_with_changes_beside_it_is_refused_and_left_alone(
    refusal, tmp_path, office, mode, beside
):
    path = tmp_path / "batas.data"  # known by what it holds
    office.to_file(tmp_path / "batas.gpkg")
    (tmp_path / "batas.gpkg").rename(path)
    crashed(path, mode)
    before = contents(tmp_path)
    assert str(path) + beside in before
    told = refusal(None, path.name)
    assert f"batas.data{beside}" in told
    assert "Close the program" in told
    assert contents(tmp_path) == before


def test_a_geopackage_that_is_being_edited_is_refused(refusal, tmp_path, office):
    path = tmp_path / "batas.gpkg"
    office.to_file(path)
    with closing(sqlite3.connect(path)) as editor:
        editor.execute("pragma journal_mode=wal")
        editor.execute("create table catatan (teks)")
        assert "still open in another program" in refusal(None, "batas.gpkg")


def test_a_geopackage_that_is_only_looked_at_is_read_and_left_alone(look, tmp_path, office):
    path = tmp_path / "batas.gpkg"
    office.to_file(path)
    with closing(sqlite3.connect(path)) as viewer:
        viewer.execute("pragma journal_mode=wal")
        viewer.execute("select count(*) from batas").fetchone()
        before = contents(tmp_path)
        assert str(path) + "-shm" in before
        assert look(path).faults == ""
        assert contents(tmp_path) == before


@pytest.mark.parametrize("left", [("-shm",), ("-wal", "-shm"), ("-journal",)])
def test_empty_files_that_a_program_left_stay(look, tmp_path, office, left):
    path = tmp_path / "batas.gpkg"
    office.to_file(path)
    with closing(sqlite3.connect(path)) as program:
        program.execute("pragma journal_mode=wal")
    for ending in left:
        path.with_name(path.name + ending).touch()
    before = contents(tmp_path)
    assert look(path).faults == ""
    assert contents(tmp_path) == before


def test_nothing_is_left_with_the_temporary_files(look, office, tmp_path, monkeypatch):
    (tmp_path / "sementara").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    look(office, "batas.gpkg")
    assert list((tmp_path / "sementara").iterdir()) == []


# What it says of itself does no harm


def test_hostile_texts_stay_texts(look, tmp_path):
    hostile = "\x1b[31m<img src=x onerror=alert(1)>{0}{nama}\n" + "x" * 500
    layer = office_layer()
    layer.loc[0, "WADMKK"] = hostile
    layer["=cmd|' /C calc'!A0"] = "=1+1"
    found = look(layer)
    assert "{0}{nama}" in found.faults
    assert "\x1b" not in found.faults
    assert len(found.faults) < 400


def test_heights_are_dropped(look, office):
    raised = office.set_geometry(gpd.GeoSeries.from_wkb(office.force_3d(7.0).to_wkb(), crs=4326))
    shapes = look(raised).check.shapes
    assert not shapes.has_z.any()
