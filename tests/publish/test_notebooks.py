"""A notebook runs to its end with the right parameters, or is refused with the reason."""

import contextlib
import shutil
import tempfile
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest

from ntt_coverage.errors import ParameterError, ReportError, SourceLayoutError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.publish.html import render_report
from ntt_coverage.publish.notebooks import count_code_cells, run_notebook

PARAMETERS = 'year: int = 2019\nname: str = "Ende"\nshare: float = 0.5\nfast: bool = False'


@pytest.fixture
def notebook(tmp_path):
    """Write a tiny notebook of the given code cells after its parameters."""

    def written(*cells, kernel="python3"):
        first = nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
        rest = [nbformat.v4.new_code_cell(cell) for cell in cells]
        spec = {"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}}
        whole = nbformat.v4.new_notebook(cells=[first, *rest], metadata=spec)
        path = tmp_path / "tiny.ipynb"
        nbformat.write(whole, path)
        return path

    return written


@pytest.fixture
def scratch():
    """A temporary folder of our own with a short name: sockets have short paths."""
    folder = tempfile.mkdtemp(prefix="n")
    before = tempfile.tempdir
    tempfile.tempdir = folder
    yield Path(folder)
    tempfile.tempdir = before
    shutil.rmtree(folder)


def run(path, parameters=None, **environment):
    return run_notebook(path, parameters or {}, folder=path.parent, environment=environment)


def kernels():
    """Return the kernels that this process has started; a browser of another test is none."""
    found = set()
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if "ipykernel" in " ".join(child.cmdline()):
                found.add(child.pid)
    return found


# Refused before a kernel starts


@pytest.fixture
def no_kernel(monkeypatch):
    """Fail the test if the notebook is executed at all."""
    monkeypatch.setattr(papermill, "execute_notebook", lambda *a, **k: pytest.fail("executed"))


@pytest.mark.usefixtures("no_kernel")
def test_unknown_parameter_is_refused_and_the_known_ones_are_named(notebook):
    with pytest.raises(ParameterError) as error:
        run(notebook(), {"quarterr": "2019Q3"})
    assert "“quarterr”" in error.value.say("id")
    assert "year, name, share, fast" in error.value.say("id")


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "2O26"), ("year", "2026"), ("year", True), ("year", 2026.0), ("name", 5311),
     ("share", "0,5"), ("fast", 1), ("fast", "true"), ("name", None)],
)  # fmt: skip
def test_value_of_another_type_is_refused(notebook, name, value):
    with pytest.raises(ParameterError) as error:
        run(notebook(), {name: value})
    assert f"“{name}”" in error.value.say("en")
    assert repr(value) in error.value.say("en")


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize("text", ["", "{", '{"cells": 1}'])
def test_what_is_no_notebook_is_refused(tmp_path, text):
    path = tmp_path / "tiny.ipynb"
    path.write_text(text)
    with pytest.raises(SourceLayoutError, match=r"tiny\.ipynb"):
        count_code_cells(path)


def test_missing_notebook_is_refused(tmp_path):
    with pytest.raises(SourceLayoutError, match=r"tiny\.ipynb"):
        count_code_cells(tmp_path / "tiny.ipynb")


def test_missing_kernel_is_refused_with_the_cure(notebook):
    with pytest.raises(ReportError) as error:
        run(notebook("1", kernel="no-such-kernel"))
    assert "no-such-kernel" in error.value.say("id")
    assert "ntt-coverage doctor" in error.value.say("id")


# Run to the end, or not at all


def test_run_passes_parameters_and_leaves_no_trace(notebook, scratch):
    before = kernels()
    calls = []
    path = notebook("import os\nprint(year + 1, name, os.environ['ASKED'], os.getcwd())", "year")
    done = run_notebook(
        path,
        {"year": 2020, "name": "Alor"},
        folder=path.parent,
        environment={"ASKED": "yes"},
        after_cell=lambda: calls.append(1),
    )
    assert done.cells[2].outputs[0].text == f"2021 Alor yes {path.parent}\n"
    assert done.cells[3].outputs[0].data["text/plain"] == "2020"
    assert len(calls) == count_code_cells(path) == 4
    assert "papermill" not in done.metadata
    assert [cell.id for cell in done.cells] == [f"cell-{n:02d}" for n in range(4)]
    assert kernels() <= before
    assert list(scratch.iterdir()) == []


def test_failing_cell_is_named_and_nothing_is_left(notebook, scratch):
    before = kernels()
    with pytest.raises(ReportError) as error:
        run(notebook("1", "raise ValueError('bilangan salah.')"), {"year": 2020})
    said = error.value.say("en")
    assert "tiny.ipynb stopped in cell 3: ValueError: bilangan salah. No report" in said
    assert "Traceback" not in said
    assert "\x1b" not in said
    assert kernels() <= before
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("leave", ["raise SystemExit(0)", "import sys\nsys.exit()"])
def test_leaving_early_without_an_error_is_refused(notebook, leave):
    with pytest.raises(ReportError, match=r"tiny\.ipynb"):
        run(notebook(leave, "print('never')"))


def test_dying_kernel_is_refused(notebook, scratch):
    with pytest.raises(ReportError) as error:
        run(notebook("import os\nos._exit(0)"))
    assert "kernel" in error.value.say("en")
    assert list(scratch.iterdir()) == []


def test_widget_with_a_long_page_does_not_hang_the_run(notebook):
    shown = "from IPython.display import HTML\nfrom ipywidgets import interact\n"
    done = run(notebook(f"{shown}interact(lambda q: HTML('<p>x</p>' * 50_000), q=['a', 'b']);"))
    pages = [o.data for o in done.cells[1].outputs if "text/html" in o.get("data", {})]
    assert len(pages) == 1


def test_warnings_and_prints_do_not_leak_into_the_page(notebook):
    warned = (
        "import warnings, sys\nwarnings.warn('kotor')\nprint('coret')\nprint('x', file=sys.stderr)"
    )
    shown = "from IPython.display import HTML\nHTML('<p>bersih</p>')"
    page = render_report(run(notebook(warned, shown)), ReportSpec.parse("2019Q3"))
    assert "<p>bersih</p>" in page
    assert not any(word in page for word in ("kotor", "coret", "warnings"))


def test_a_refusal_of_ours_says_its_own_paragraph_and_no_cell(notebook):
    refused = "from ntt_coverage.quarters import Quarter\nQuarter.parse('2019Q9')"
    with pytest.raises(ReportError) as error:
        run(notebook(refused))
    assert str(error.value) == (
        "Triwulan “2019Q9” tidak dikenal. Diharapkan empat angka tahun, Q, dan 1 sampai 4, "
        "misalnya 2019Q3. Laporan tidak diterbitkan."
    )
