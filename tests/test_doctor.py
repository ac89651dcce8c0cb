"""The doctor looks at everything, goes on after a fault, and names the cure."""

import shutil
import sys
from collections import namedtuple

import pytest
from xstatic.pkg import leaflet as installed

from ntt_coverage.doctor import examine
from ntt_coverage.pictures import leaflet
from tests.conftest import run_program

ABOUT = ["python", "kernel", "font", "utf8", "data", "boundaries", "leaflet", "disk"]


def finding(about):
    return next(f for f in examine() if f.about.strip("_") == about)


@pytest.mark.usefixtures("project")
def test_everything_is_looked_at_and_good_here():
    findings = examine()
    assert [f.about for f in findings] == ABOUT
    assert [f.line("en") for f in findings if not f.good] == []
    assert all(f.line("id").startswith("[baik] ") for f in findings)


def test_command_says_one_line_for_each_and_ends_with_0():
    done = run_program("doctor", NTT_COVERAGE_LANG="en")
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert len(lines) == len(ABOUT)
    assert all(line.startswith("[good]") for line in lines)
    assert done.stderr == ""


def test_command_ends_with_1_where_a_file_is_missing_and_goes_on(project):
    project.boundaries.unlink()
    done = run_program("doctor")
    assert done.returncode == 1
    faults = [line for line in done.stdout.splitlines() if line.startswith("[salah]")]
    assert len(done.stdout.splitlines()) == len(ABOUT)
    assert len(faults) == 2  # the data cannot be read whole, nor the boundaries
    assert all("ntt_overview.geojson" in line for line in faults)
    assert "Traceback" not in done.stdout + done.stderr


def test_broken_table_is_a_fault_with_its_cure(project):
    project.sources.write_bytes(b"\xff\xfe\x00")
    found = finding("data")
    assert not found.good
    assert "sources.csv" in found.line("id")
    assert "UTF-8" in found.line("en")


@pytest.mark.usefixtures("project")
def test_changed_leaflet_is_a_fault_with_its_cure(tmp_path, monkeypatch):
    copy = tmp_path / "leaflet"
    shutil.copytree(installed.BASE_DIR, copy)
    (copy / "leaflet.js").write_text("changed")
    monkeypatch.setattr(installed, "BASE_DIR", str(copy))
    leaflet._checked.cache_clear()
    found = finding("leaflet")
    leaflet._checked.cache_clear()
    assert not found.good
    assert "XStatic-Leaflet" in found.line("id")


def test_folder_of_no_project_is_a_fault_with_its_cure(tmp_path, monkeypatch):
    monkeypatch.setenv("NTT_COVERAGE_ROOT", str(tmp_path))
    found = finding("data")
    assert not found.good
    assert "NTT_COVERAGE_ROOT" in found.line("en")


@pytest.mark.usefixtures("project")
def test_full_disk_is_a_fault_with_its_cure(monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 10**6))
    found = finding("disk")
    assert not found.good
    assert "1 GB" in found.line("id")


@pytest.mark.usefixtures("project")
def test_python_too_old_is_a_fault_with_its_cure(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 0))
    found = finding("python")
    assert not found.good
    assert "3.11" in found.line("en")
