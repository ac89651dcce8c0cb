"""The notebooks for one unit and for slides run with any parameters, offline."""

import json
import re
import sys

import pytest

import ntt_coverage as nc
from ntt_coverage import dataset
from ntt_coverage.errors import ReportError
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.publish.notebooks import run_notebook
from ntt_coverage.publish.nursery import kernel_nursery
from tests.conftest import ROOT

PATHS = ProjectPaths(ROOT)
PROFILE = PATHS.notebooks / "regency_profile.ipynb"
SLIDES = PATHS.notebooks / "figures_for_slides.ipynb"
UNITS = nc.load_regencies()
OFFLINE = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}


@pytest.fixture(scope="module")
def nursery():
    with kernel_nursery(PATHS, "id") as started:
        yield started


@pytest.fixture
def run(nursery, tmp_path):
    def executed(path, **parameters):
        environment = {**OFFLINE, "NTT_COVERAGE_ROOT": str(ROOT)}
        notebook = run_notebook(
            path, parameters, folder=tmp_path, environment=environment, nursery=nursery
        )
        return [
            "".join(output.get("data", {}).get("text/html", output.get("text", "")))
            for cell in notebook.cells
            if cell.cell_type == "code"
            for output in cell.outputs
        ]

    return executed


@pytest.fixture(scope="module")
def warm():
    """The data, read once for every run in this process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dataset, "_ready", {})
        yield dataset.read_ahead(PATHS)


def cells_of(path):
    notebook = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def shown_by(path, **parameters):
    """Run the cells of a notebook in this process, and return what each shows last."""
    names, shown = {}, []
    for at, source in enumerate(cells_of(path)):
        exec(source, names)
        if at == 0:
            names.update(parameters)
        last = source.rstrip().split("\n")[-1]
        value = eval(last, names) if re.match(r"(nc\.show_|unit\.)", last) else None
        shown.append(value._repr_html_() if hasattr(value, "_repr_html_") else "")
    return names, "".join(shown)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.label)
def test_the_profile_of_every_unit_shows_the_numbers_of_the_tables(warm, unit, monkeypatch):
    monkeypatch.chdir(ROOT)
    names, shown = shown_by(PROFILE, regency=unit.name)
    told = warm.series[warm.series["bps_code"] == unit.bps_code]
    for number in told["enrolled_persons"].dropna().unique():
        assert f"{number:,}".replace(",", ".") in shown
    for source in told["source_id"].dropna().unique():
        assert f"<li>{source}. " in shown
    assert unit.name in shown
    assert names["unit"].spec.quarter == nc.Quarter(2026, 1)
    assert not re.search(r">(nan|None|NaT|<NA>|&lt;NA&gt;)<", shown)


@pytest.mark.skipif(sys.platform != "linux", reason="forking is outside the project elsewhere")
@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "Kabupaten Ende: terakhir diketahui belum mendaftarkan"),
        ({"regency": "kota kupang", "quarter": "2020Q3"}, "anggaran iuran nol"),
        ({"regency": "53.20", "lang": "en"}, "last known not to enrol"),
        ({"regency": "Rote Ndao", "quarter": "2015Q1"}, "Tidak ada data"),
    ],
)
def test_the_profile_runs_through_papermill(run, parameters, said):
    assert said in "".join(run(PROFILE, **parameters))


@pytest.mark.stress
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.label)
def test_the_profile_of_every_unit_runs_through_papermill(run, unit, lang):
    assert unit.name in "".join(run(PROFILE, regency=unit.kemendagri_code, lang=lang))


def test_a_text_that_names_two_units_stops_with_the_reason(run):
    with pytest.raises(ReportError, match="Kabupaten Kupang / Kota Kupang"):
        run(PROFILE, regency="Kupang")


def test_the_figures_of_a_report_are_shown_with_their_ids(run, tmp_path):
    shown = "".join(run(SLIDES, out="gambar"))
    ours = nc.figures_of("2019Q3", data=nc.load(PATHS))
    for figure_id in ours.loc[ours["in_report"], "figure_id"]:
        assert f"<p>ID gambar {figure_id}</p>" in shown
    written = sorted(path.name for path in (tmp_path / "gambar").iterdir())
    assert len(written) == 5 * 2 + 1
    assert "2019Q3-id-status-85ed46f7.png" in written


def test_one_figure_in_another_size_and_language(run, tmp_path):
    shown = run(SLIDES, figure_id="ID gambar 2019Q3-id-status-85ed46f7.", lang="en",
                layout="square", out="slides")  # fmt: skip
    assert "6 of 22 regencies and cities enrol" in "".join(shown)
    (name,) = {path.stem for path in (tmp_path / "slides").iterdir()}
    assert re.fullmatch(r"2019Q3-en-status-[0-9a-f]{8}-square", name)


def test_a_figure_stays_in_the_language_of_its_id(run):
    figures = nc.figures_of("2019Q3", "en", data=nc.load(PATHS))
    wanted = figures.loc[0, "figure_id"]
    assert f"<p>Figure ID {wanted}</p>" in "".join(run(SLIDES, figure_id=wanted))


def test_an_id_of_another_time_stops_with_the_new_one(run):
    with pytest.raises(ReportError, match="2019Q3-id-status-85ed46f7"):
        run(SLIDES, figure_id="2019Q3-id-status-00000000")
