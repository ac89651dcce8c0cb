"""What a person types, and what the program says: one paragraph, an exit code, no traceback."""

import re
import subprocess
import sys

import pytest
from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp

from ntt_coverage.publish.lab import lab_command
from tests.conftest import ROOT, run_program


def paragraph(done):
    """The one paragraph of a refusal."""
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert len(lines[0]) < 600
    assert not re.search(r"\.\.( |$)", lines[0])
    return lines[0]


# Help


def test_help_lists_the_commands():
    done = run_program("--help")
    assert done.returncode == 0
    for command in ("report", "doctor", "lab"):
        assert re.search(rf"\b{command}\b", done.stdout)


def test_help_of_report_explains_its_options_in_both_languages():
    said = " ".join(run_program("report", "--help").stdout.split())
    assert all(option in said for option in ("--quarter", "--lang", "--out", "--debug"))
    assert "Triwulan" in said
    assert "Quarter" in said


def test_no_command_shows_the_help():
    done = run_program()
    assert done.returncode == 2
    assert "report" in done.stdout + done.stderr


# A finished report


def test_last_line_is_the_path_of_the_report(report_run):
    assert report_run.stdout.strip().splitlines()[-1].endswith(str(report_run.path))
    assert report_run.path.is_dir()


def test_piped_output_is_quiet(report_run):
    assert report_run.stderr == ""
    assert report_run.stdout.count("\n") == 1
    assert "\x1b" not in report_run.stdout
    assert "%" not in report_run.stdout


# Bad arguments: 2, before anything is started


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--quarter", "2019Q9"], "Triwulan “2019Q9” tidak dikenal"),
        (["--quarter", "2O19Q3"], "Triwulan “2O19Q3” tidak dikenal"),
        (["--quarter", "2019Q3\n"], "Triwulan “2019Q3"),
        (["--quarter", "2019Q9", "--lang", "en"], "Quarter “2019Q9” is not known"),
        (["--quarter", "2019Q3", "--lang", "fr"], "Bahasa “fr” tidak tersedia"),
    ],
)
def test_bad_argument_is_refused_in_one_paragraph(tmp_path, options, said):
    done = run_program("report", *options, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith(said)
    assert len(done.stderr) < 300
    assert not (tmp_path / "out").exists()


def test_bad_argument_loads_nothing_heavy(tmp_path):
    command = [sys.executable, "-X", "importtime", "-m", "ntt_coverage", "report"]
    options = ["--quarter", "2019Q9", "--out", str(tmp_path / "out")]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert not re.search(r"\| +(pandas|papermill|matplotlib)$", done.stderr, re.MULTILINE)


@pytest.mark.parametrize("options", [["--colour"], [], ["--quarter"]])
def test_unknown_or_missing_option_is_refused(tmp_path, options):
    done = run_program("report", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert (options or ["--quarter"])[0] in paragraph(done)
    assert "ntt-coverage --help" in paragraph(done)
    assert list(tmp_path.iterdir()) == []


# A report that cannot be made: 1, and nothing half-written


@pytest.mark.parametrize(("lang", "said"), [("id", "tidak ada di folder"), ("en", "is missing in")])
def test_missing_data_file_is_one_paragraph(project, lang, said):
    project.sources.unlink()
    out = project.root / "out"
    done = run_program("report", "--quarter", "2019Q3", "--lang", lang, "--out", out)
    assert done.returncode == 1
    assert "sources.csv" in paragraph(done)
    assert said in paragraph(done)
    assert not out.exists()


@pytest.mark.parametrize(("lang", "said"), [("id", "tidak terbaca"), ("en", "cannot be read")])
def test_broken_boundary_file_is_one_paragraph_and_leaves_nothing(project, lang, said):
    project.boundaries.write_bytes(project.boundaries.read_bytes()[:5000])
    out = project.root / "out"
    done = run_program("report", "--quarter", "2019Q3", "--lang", lang, "--out", out)
    assert done.returncode == 1
    assert "ntt_overview.geojson" in paragraph(done)
    assert said in paragraph(done)
    assert not out.exists() or list(out.iterdir()) == []


@pytest.mark.parametrize("content", [None, "{"])
def test_missing_or_broken_notebook_is_one_paragraph(project, content):
    project.quarterly_notebook.unlink()
    if content:
        project.quarterly_notebook.write_text(content)
    done = run_program("report", "--quarter", "2019Q3", "--out", project.root / "out")
    assert done.returncode == 1
    assert "quarterly_report.ipynb" in paragraph(done)
    assert str(project.root) not in paragraph(done)
    assert "tidak diduga" not in paragraph(done)


@pytest.mark.parametrize(
    ("lang", "said"), [("id", "tidak dapat ditulis"), ("en", "cannot be written")]
)
def test_folder_that_cannot_be_written_is_one_paragraph(project, lang, said):
    (project.root / "file").write_text("")
    out = project.root / "file" / "out"
    done = run_program("report", "--quarter", "2019Q3", "--lang", lang, "--out", out)
    assert done.returncode == 1
    assert said in paragraph(done)
    assert "--out" in paragraph(done)


def test_folder_of_no_project_is_one_paragraph(tmp_path):
    done = run_program("report", "--quarter", "2019Q3", NTT_COVERAGE_ROOT=str(tmp_path))
    assert done.returncode == 1
    assert "data/raw" in paragraph(done)


def test_debug_shows_the_traceback(project):
    project.sources.unlink()
    done = run_program("report", "--quarter", "2019Q3", "--debug")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "SourceLayoutError" in done.stderr


# JupyterLab


def test_lab_listens_on_this_computer_only_and_asks_for_its_token(project):
    command = lab_command(project)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    lab = LabApp()
    lab.parse_command_line(command[3:])
    server = ServerApp(config=lab.config)
    server.init_configurables()
    assert server.ip == "127.0.0.1"
    assert not server.allow_remote_access
    assert server.identity_provider.auth_enabled
    assert len(server.identity_provider.token) >= 32
    assert server.root_dir == str(project.root.resolve())


def test_lab_without_a_project_is_one_paragraph(tmp_path):
    done = run_program("lab", NTT_COVERAGE_ROOT=str(tmp_path))
    assert done.returncode == 1
    assert "NTT_COVERAGE_ROOT" in paragraph(done)
