"""Boundary files as offices hand them over, made from the embedded outlines."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from types import SimpleNamespace

import geopandas as gpd
import pytest

import ntt_coverage as nc
from ntt_coverage.geography.layer_checks import check_layer
from ntt_coverage.paths import ProjectPaths, fingerprint
from tests.conftest import ROOT

PATHS = ProjectPaths(ROOT)
UNITS = {unit.bps_code: unit for unit in nc.load_regencies()}


def office_layer(code="bps_code", **columns):
    """The 22 units with ``KODE`` (an attribute of the registry) and ``WADMKK``, a name."""
    layer = gpd.read_file(PATHS.embedded_boundaries)[["bps_code", "geometry"]]
    units = [UNITS[each] for each in layer["bps_code"]]
    told = {"KODE": [getattr(unit, code) for unit in units], "WADMKK": [u.name for u in units]}
    shapes = layer.geometry
    return gpd.GeoDataFrame({**told, **columns}, geometry=shapes, crs=shapes.crs)


def place(layer, name):
    """Index of a unit in a layer."""
    return layer.index[layer["WADMKK"] == name][0]


def said(check, level, lang="en"):
    """The sentences of one level, in one text."""
    return "\n".join(f.sentence(lang) for f in check.findings if f.level == level)


def crashed(path, mode="wal"):
    """Write to a GeoPackage as a program that stopped before its changes were in the file."""
    halfway = path.with_name("halfway")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute(f"pragma journal_mode={mode}")
        writer.execute("begin")
        writer.execute("create table catatan (teks)")
        if mode == "wal":
            writer.execute("commit")
        beside = [*path.parent.glob(f"{path.name}*")]
        halfway.mkdir()
        for each in beside:
            shutil.copy2(each, halfway)
    for each in halfway.iterdir():
        shutil.move(each, path.parent / each.name)
    halfway.rmdir()


def contents(folder):
    """Every file of a folder with its fingerprint and the time of its last change."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): (fingerprint(path), path.stat().st_mtime_ns) for path in files}


@pytest.fixture
def office():
    return office_layer()


@pytest.fixture
def look(tmp_path):
    """Write a layer as GeoJSON as it stands, or take a path; check it."""

    def looked(layer, name="batas.geojson"):
        path = layer
        if isinstance(layer, gpd.GeoDataFrame):
            path = tmp_path / name
            layer.to_file(path)
        elif isinstance(layer, dict):
            path = tmp_path / name
            path.write_text(json.dumps(layer), "utf-8")
        found = check_layer(path, PATHS)
        return SimpleNamespace(
            faults=said(found, "fault"), warnings=said(found, "warning"), fine=said(found, "ok"),
            check=found,
        )  # fmt: skip

    return looked


@pytest.fixture
def zipped(tmp_path):
    """Write a layer as a zipped Shapefile; endings that are left out are not in the zip."""

    def written(layer, endings=(".shp", ".shx", ".dbf", ".prj", ".cpg"), name="batas.zip"):
        layer.to_file(tmp_path / "batas.shp")
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for ending in endings:
                archive.write(tmp_path / f"batas{ending}", f"peta dan data/batas{ending}")
        return tmp_path / name

    return written
