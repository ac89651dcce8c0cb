"""The doctor looks at everything, goes on after a fault, and names the cure."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from matplotlib import font_manager
from xstatic.pkg import leaflet as installed

from ntt_coverage.doctor import LOOKS, Finding, computer, examine, python
from ntt_coverage.identity import ReportSpec
from ntt_coverage.measures.evidence import SEGMENTS
from ntt_coverage.pictures import leaflet
from ntt_coverage.pictures.chartdata import ranking_of, timeline_of
from ntt_coverage.pipeline import coverage_in
from ntt_coverage.publish.redraw import DRAWINGS
from tests.conftest import ROOT, run_program

LOCK = ROOT / "requirements.lock"


def said(lang="id"):
    return [found.line(lang) for found in examine()]


def the(line_part, lang="id"):
    (line,) = [line for line in said(lang) if line_part in line]
    return line


def faults(done):
    assert "Traceback" not in done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if line.startswith(("[salah]", "[fault]"))]


# All is well


@pytest.mark.parametrize(("lang", "fault"), [("id", "[salah]"), ("en", "[fault]")])
def test_command_says_a_line_for_each_look_and_ends_with_0(lang, fault):
    done = run_program("doctor", NTT_COVERAGE_LANG=lang)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout
    assert len(lines) == len(LOOKS)
    assert not any(line.startswith(fault) for line in lines)
    assert done.stderr == ""


def test_a_note_is_no_fault():
    assert Finding("browser_missing", verdict="note").good
    assert Finding("browser_missing", verdict="note").line("id").startswith("[catatan] ")
    assert not Finding("kernel_missing", verdict="fault", facts={"python": "x"}).good


# Python and its packages


@pytest.mark.parametrize("version", [(3, 9, 18), (3, 10, 0), (3, 14, 0)])
def test_python_that_does_not_fit_is_a_fault_with_its_cure(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    found = python.look_at_python()
    assert not found.good
    assert "Pasang Python 3.11, 3.12, atau 3.13" in found.line("id")


def test_python_of_32_bit_is_a_fault_with_its_cure(monkeypatch):
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert "Pasang Python 64 bit" in python.look_at_python().line("id")
    assert not python.look_at_python().good


def test_another_environment_is_a_note(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    found = python.look_at_environment()
    assert found.verdict == "note"
    assert str(tmp_path) in found.line("en")


def locked_to(project, old, new):
    text = LOCK.read_text(encoding="utf-8")
    assert old in text
    (project.root / LOCK.name).write_text(text.replace(old, new), encoding="utf-8")


def test_packages_of_another_version_or_missing_are_named_with_the_cure(project):
    shapely = next(line for line in LOCK.read_text("utf-8").split("\n") if line[:9] == "shapely==")
    wanted = shapely.split()[0].partition("==")[2]
    locked_to(project, shapely, "shapely==9.9.9 \\\nno-such-package==1.0 \\")
    assert python.look_at_packages().line("en") == (
        f"[fault] 2 packages are not those of requirements.lock (in brackets what is expected): "
        f"shapely {wanted} (9.9.9), no-such-package – (1.0). "
        "Delete the folder .venv, then run: bootstrap.py setup."
    )


def test_at_most_ten_packages_are_named(project):
    (project.root / LOCK.name).write_text("".join(f"none-{n}==1 \\\n" for n in range(40)), "utf-8")
    line = python.look_at_packages().line("id")
    assert line.startswith("[salah] 40 paket")
    assert line.count("none-") == 10
    assert "none-9 – (1), …" in line


def test_a_package_for_another_python_is_not_missed(project):
    (project.root / LOCK.name).write_text(
        "# a comment\n"
        "only-elsewhere==1 ; python_full_version == '2.7.*' \\\n"
        "    --hash=sha256:00\n"
        "also-elsewhere==2 ; sys_platform == 'nowhere'\n",
        "utf-8",
    )
    assert python.look_at_packages().line("id") == "[baik] 0 paket sama dengan requirements.lock"


# The kernel


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """Put a kernel before all others, as programs do that leave kernels behind."""

    def put(*argv):
        folder = tmp_path / "share" / "kernels" / "python3"
        folder.mkdir(parents=True)
        spec = {"argv": [str(each) for each in argv], "display_name": "x", "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(spec), "utf-8")
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
        return folder

    return put


def test_the_kernel_really_starts():
    assert python.look_at_kernel().line("id").startswith("[baik] Kernel Jupyter menyala")


def test_a_kernel_of_another_python_is_a_fault_that_names_its_folder(kernel):
    folder = kernel("/usr/lib/other/python", "-m", "ipykernel_launcher", "-f", "{connection_file}")
    line = python.look_at_kernel().line("en")
    assert line.startswith("[fault]")
    assert f"in {folder} uses another Python (/usr/lib/other/python)" in line
    assert "Delete or rename that folder" in line


def test_a_kernel_that_dies_says_its_last_words(kernel):
    kernel(
        sys.executable,
        "-c",
        "import sys; print('first', flush=True); sys.exit('no module ipykernel')",
    )
    line = python.look_at_kernel().line("id")
    assert line.startswith("[salah] Kernel Jupyter tidak menjawab: no module ipykernel.")
    assert "antivirus" in line
    assert "bootstrap.py setup" in line


def test_a_kernel_that_hangs_is_given_up_and_ended(kernel, tmp_path):
    mark = tmp_path / "pid"
    script = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    kernel(sys.executable, "-c", script)
    found = python.look_at_kernel(seconds=15)
    assert not found.good
    assert mark.is_file(), "the machine is too slow to tell"
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_a_kernel_whose_program_is_gone_is_a_fault(kernel, tmp_path):
    kernel(tmp_path / "removed" / "python", "-m", "ipykernel_launcher")
    assert not python.look_at_kernel().good


# The computer


def test_a_taken_port_is_a_note():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", computer.USUAL_PORT))
            other.listen()
        except OSError:
            pass  # somebody else has it: just as well
        found = computer.look_at_port()
    assert found.verdict == "note"
    assert "8888 sedang dipakai" in found.line("id")


def test_no_ports_at_all_is_a_fault_with_its_cure(monkeypatch):
    monkeypatch.setattr(computer, "HERE", "192.0.2.1")  # an address that no computer has
    line = computer.look_at_port().line("id")
    assert line.startswith("[salah] Porta lokal (127.0.0.1) tidak dapat dibuka")
    assert "firewall" in line


def browser_line(**environment):
    code = "from ntt_coverage.doctor.computer import *; print(look_at_browser().line('en'))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return done.stdout


def test_no_browser_is_a_note_and_one_is_found(tmp_path):
    assert browser_line(PATH=str(tmp_path)).startswith("[note] No web browser was found")
    program = tmp_path / "peramban"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    found = browser_line(PATH=str(tmp_path), BROWSER="peramban")
    assert found == "[good] There is a web browser\n"


def test_a_missing_font_is_a_fault_that_names_the_folder_to_delete(tmp_path):
    fonts = font_manager.FontManager()
    fonts.ttflist = [font for font in fonts.ttflist if font.name != "DejaVu Sans"]
    cache = tmp_path / f"fontlist-v{font_manager.FontManager.__version__}.json"
    font_manager.json_dump(fonts, cache)
    done = run_program("doctor", MPLCONFIGDIR=str(tmp_path))
    assert done.returncode == 1
    (fault,) = faults(done)
    assert f"Huruf DejaVu Sans tidak ditemukan. Hapus folder {tmp_path}" in fault


def test_file_names_without_accents_are_a_fault_with_its_cure():
    done = run_program("doctor", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 1
    (fault,) = faults(done)
    assert "nama berkas ascii" in fault
    assert "PYTHONUTF8=1" in fault


def test_a_screen_without_accents_is_a_fault():
    pty = pytest.importorskip("pty", reason="Windows has no such screens: outside the project")
    leader, screen = pty.openpty()
    command = [sys.executable, "-m", "ntt_coverage", "doctor"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "NTT_COVERAGE_LANG": "en"}
    done = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=screen, stderr=screen)
    os.close(screen)
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:
        pass  # how a screen ends on Linux
    assert done.wait() == 1
    assert b"Some characters will be lost: screen ascii" in shown


@pytest.mark.usefixtures("project")
def test_a_full_disk_is_a_fault_with_its_cure(monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 7 * 10**6))
    assert computer.look_at_disk().line("id") == (
        "[salah] Ruang kosong hanya 7 MB. Kosongkan sedikitnya 1 GB."
    )


def test_a_folder_of_reports_that_cannot_be_written_is_a_fault(project):
    project.reports.symlink_to("/proc")  # which not even root can write
    line = computer.look_at_folder().line("id")
    assert line.startswith("[salah] Folder laporan tidak dapat ditulis")
    assert "pindahkan proyek" in line


def test_a_path_that_becomes_too_long_is_a_fault_with_its_cure(project):
    found = computer.look_at_folder(longest=6_000)
    assert not found.good
    assert "too long" in found.line("en")
    assert r"C:\ntt" in found.line("en")
    assert list(project.root.glob("tmp*")) == []


def test_the_longest_path_of_a_report_is_shorter_than_what_is_tried(report_2019q3):
    inside = [path.relative_to(report_2019q3).as_posix() for path in report_2019q3.rglob("*")]
    scratch = "reports/.2019Q3-en.abcdefgh.new/"
    assert len(scratch + max(inside, key=len)) <= computer.LONGEST_INSIDE


def test_the_longest_path_of_a_kept_figure_is_shorter_than_what_is_tried(data):
    spec = ReportSpec.parse("2021Q4", "en")
    each = [coverage_in(spec, data, segment) for segment in SEGMENTS]
    charts = [make(states).passport for states in each for make in (ranking_of, timeline_of)]
    maps = [prepare(each[0], {})[0] for prepare in DRAWINGS.values()]
    longest = max((passport.figure_id for passport in (*charts, *maps)), key=len)
    assert longest.startswith("2021Q4-en-timeline-community_officials-")
    path = f"reports/pack/.{longest}.abcdefgh.new/figures/figure.svg"
    assert len(path) <= computer.LONGEST_INSIDE


# The files of the project


def test_a_missing_file_is_told_and_the_looks_go_on(project):
    project.boundaries.unlink()
    done = run_program("doctor")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == len(LOOKS)
    changed, missing = faults(done)
    assert "data/geo/ntt_overview.geojson" in changed
    assert "ntt_overview.geojson" in missing


def test_a_broken_table_is_a_fault_with_its_cure(project):
    project.sources.write_bytes(b"\xff\xfe\x00")
    broken = [line for line in said("en") if "UTF-8" in line and line.startswith("[fault]")]
    assert len(broken) == 1
    assert "sources.csv" in broken[0]


def test_a_table_that_a_spreadsheet_saved_anew_is_noticed(project):
    text = project.sources.read_text("utf-8")
    project.sources.write_text(text.replace("\n", "\r\n"), "utf-8", newline="")
    line = the("berubah atau hilang")
    assert line.startswith("[salah] Berkas data berubah atau hilang: data/raw/sources.csv.")
    assert "datapackage.json" in line


def test_a_descriptor_that_is_none_is_named(project):
    (project.raw / "datapackage.json").write_text("[]", "utf-8")
    assert "data/raw/datapackage.json" in the("berubah atau hilang")


@pytest.mark.usefixtures("project")
def test_the_embedded_outlines_are_named_with_their_source():
    assert the("Batas 22").endswith("(ntt_overview.geojson, BPS/OCHA, berlaku 1 April 2020)")


@pytest.mark.parametrize("source", [["--source", "BIG"], []])
def test_imported_outlines_are_named_with_their_day_and_source(project, source):
    run_program("boundaries", "import", project.embedded_boundaries, *source)
    os.utime(project.boundary_record, (1_780_000_000, 1_780_000_000))
    line = the("Boundaries: 22", "en")
    assert "2026" in line
    assert "ntt_overview.geojson" in line
    assert ("BIG" in line) is bool(source)
    assert ("source not stated" in line) is not bool(source)


@pytest.mark.usefixtures("project")
def test_a_changed_leaflet_is_a_fault_with_its_cure(tmp_path, monkeypatch):
    copy = tmp_path / "leaflet"
    shutil.copytree(installed.BASE_DIR, copy)
    (copy / "leaflet.js").write_text("changed")
    monkeypatch.setattr(installed, "BASE_DIR", str(copy))
    leaflet._checked.cache_clear()
    line = the("XStatic-Leaflet")
    leaflet._checked.cache_clear()
    assert line.startswith("[salah]")


def test_a_folder_of_no_project_is_told_once(tmp_path, monkeypatch):
    monkeypatch.setenv("NTT_COVERAGE_ROOT", str(tmp_path))
    assert sum("NTT_COVERAGE_ROOT" in line for line in said("en")) == 1
    assert Path(tmp_path).name in the("NTT_COVERAGE_ROOT", "en")
