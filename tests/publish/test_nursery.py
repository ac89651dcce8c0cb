"""Kernels forked from one process give what a plain kernel gives, and none stays behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from ntt_coverage.errors import ParameterError, ReportError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.paths import ROOT_VARIABLE
from ntt_coverage.publish.notebooks import run_notebook
from ntt_coverage.publish.nursery import kernel_environment, kernel_nursery
from ntt_coverage.publish.report import publish_report
from tests.processes import still_running

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="forking is outside the project elsewhere than on Linux"
)

PROBE = [
    "import sys, warnings\nimport pandas as pd\nimport matplotlib.pyplot as plt",
    "pd.DataFrame({f'kolom {n}': range(3) for n in range(30)})",
    "print(pd.DataFrame({f'kolom {n}': ['x' * 12] for n in range(12)}))",
    "plt.plot([1, 2]);",
    "print('kotor', file=sys.stderr)\n"
    "with warnings.catch_warnings(record=True) as seen:\n"
    "    for kind in (UserWarning, DeprecationWarning, FutureWarning):\n"
    "        warnings.warn('hati-hati', kind)\n"
    "[each.category.__name__ for each in seen]",
    "[pd.get_option(f'display.{name}') for name in ('max_columns', 'max_rows', 'width')]",
    "import os, signal\n__name__, os.getpid() == os.getpgid(0), signal.getsignal(signal.SIGCHLD)",
    "sys.stdin.read(1), sorted(os.environ) == sorted(os.environ.keys() | {'PATH'})",
    "import ntt_coverage as nc\nnc.coverage('2019Q3').coverage",
    "kept",
]
"""What a kernel may do otherwise if it was loaded outside of a notebook."""


@pytest.fixture
def nursery(project):
    with kernel_nursery(project, "id") as started:
        yield started


@pytest.fixture
def notebook(tmp_path):
    """Write a notebook of the given cells."""

    def written(*cells):
        code = [nbformat.v4.new_code_cell(cell) for cell in ("kept = 1", *cells)]
        code[0].metadata["tags"] = ["parameters"]
        spec = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
        path = tmp_path / "probe.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=code, metadata=spec), path)
        return path

    return written


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(path, project, nursery=None):
    environment = {ROOT_VARIABLE: str(project.root)}
    return run_notebook(path, {}, folder=path.parent, environment=environment, nursery=nursery)


def outputs(notebook):
    return [cell.get("outputs") for cell in notebook.cells]


def test_a_forked_kernel_shows_what_a_plain_one_shows(notebook, project, nursery):
    path = notebook(*PROBE)
    plain, forked = run(path, project), run(path, project, nursery)
    assert outputs(forked) == outputs(plain)
    assert forked.metadata == plain.metadata


@pytest.mark.stress
def test_a_report_from_a_fork_has_the_bytes_of_one_from_a_plain_kernel(project, tmp_path, nursery):
    spec = ReportSpec.parse("2021Q2", "en")
    plain = publish_report(spec, project, tmp_path / "plain")
    forked = publish_report(spec, project, tmp_path / "forked", nursery=nursery)
    assert contents(forked) == contents(plain)


def test_what_one_kernel_changes_the_next_does_not_see(notebook, project, nursery):
    spoil = (
        "import ntt_coverage as nc\nnc.load().sources.drop(nc.load().sources.index, inplace=True)"
    )
    run(notebook(spoil, "import os\nos.environ['LEFT'] = '1'\nnc.left = 1"), project, nursery)
    see = "import os\nimport ntt_coverage as nc\nlen(nc.load().sources) > 50, hasattr(nc, 'left')"
    done = run(notebook(see, "os.environ.get('LEFT')"), project, nursery)
    assert done.cells[1].outputs[0].data["text/plain"] == "(True, False)"
    assert done.cells[2].outputs == []


def test_an_input_that_changed_after_the_nursery_began_is_read_anew(notebook, project, nursery):
    see = "import ntt_coverage as nc\nnc.coverage('2019Q3').headline"
    before = run(notebook(see), project, nursery)
    path = project.raw / "statements_articles.csv"
    path.write_text(path.read_text("utf-8").replace("Kabupaten Ende", "Kabupaten Endee"), "utf-8")
    after = run(notebook(see), project, nursery)
    assert "6 dari 22" in before.cells[1].outputs[0].data["text/plain"]
    assert "5 dari 22" in after.cells[1].outputs[0].data["text/plain"]


def test_data_that_cannot_be_read_are_told_by_the_notebook_itself(project, tmp_path):
    project.sources.write_text("kosong")
    with kernel_nursery(project, "id") as nursery, pytest.raises(ReportError) as error:
        publish_report(ReportSpec.parse("2019Q3"), project, tmp_path, nursery=nursery)
    assert "sources.csv" in error.value.say("id")


def test_nothing_that_was_forked_outlives_the_nursery(notebook, project):
    with kernel_nursery(project, "id") as nursery:
        arguments = ["-f", str(notebook().with_name("connection.json"))]
        forked = psutil.Process(nursery.fork(arguments, str(project.root), dict(os.environ)))
        assert forked.is_running()
    assert still_running([forked]) == []
    assert nursery.process.poll() is not None


def test_a_killed_program_takes_its_nursery_and_kernels_along(project, tmp_path):
    command = [sys.executable, "-m", "ntt_coverage", "report", "--quarter", "2019Q3"]
    run = subprocess.Popen([*command, "--out", str(tmp_path)], stderr=subprocess.DEVNULL)
    started = []
    while run.poll() is None and len(started) < 2:
        started = psutil.Process(run.pid).children(recursive=True)
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert len(started) >= 2
    assert still_running(started) == []


def test_a_dead_nursery_is_refused_in_words(notebook, project, nursery):
    nursery.process.kill()
    nursery.process.wait()
    with pytest.raises(ReportError) as error:
        run(notebook("1"), project, nursery)
    assert "ntt-coverage doctor" in error.value.say("en")


def processes_of(pid):
    """Return the process in a list; an empty one where it has ended already."""
    try:
        return [psutil.Process(pid)]
    except psutil.NoSuchProcess:
        return []


def test_a_kernel_of_a_run_that_was_stopped_meanwhile_ends_without_a_word(project, tmp_path, capfd):
    with kernel_nursery(project, "id") as nursery:
        connection, folder = tmp_path / "gone" / "kernel.json", tmp_path / "gone"
        pid = nursery.fork(["-f", str(connection)], str(folder), dict(os.environ))
        assert still_running(processes_of(pid)) == []
    assert "Traceback" not in capfd.readouterr().err


def test_a_refused_parameter_forks_nothing(project, nursery):
    with pytest.raises(ParameterError):
        run_notebook(
            project.quarterly_notebook,
            {"quarterr": "2019Q3"},
            folder=project.root,
            environment={},
            nursery=nursery,
        )
    assert psutil.Process(nursery.process.pid).children() == []


def test_a_kernel_finds_the_package_from_any_folder_and_draws_without_a_window(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    environment = kernel_environment({"LANG": "C"})

    assert Path(environment["PYTHONPATH"].split(os.pathsep)[0], "ntt_coverage").is_dir()
    assert environment["PYTHONPATH"].endswith("elsewhere")
    assert (environment["MPLBACKEND"], environment["LANG"]) == ("agg", "C")
