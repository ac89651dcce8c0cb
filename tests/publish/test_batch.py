"""Many reports in one go: each as if it had been made alone, and a failing one stops no other."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.paths import ROOT_VARIABLE
from ntt_coverage.publish.batch import publish_reports
from tests.conftest import run_program
from tests.processes import still_running


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def series(project, tmp_path):
    """Three quarters, of which one cannot be made: a person's folder stands in its place."""
    (tmp_path / "out" / "2019Q2").mkdir(parents=True)
    (tmp_path / "out" / "2019Q2" / "skripsi.txt").write_text("milik saya")
    environment = {ROOT_VARIABLE: str(project.root)}
    words = ["report", "--quarter", "2019Q2", "--to", "2019Q4", "--jobs", "2"]
    return run_program(*words, "--out", tmp_path / "out", **environment), tmp_path / "out"


def test_one_that_fails_is_named_with_the_reason_and_the_others_are_made(series, report_2019q3):
    done, out = series
    assert done.returncode == 1
    assert done.stderr.startswith("2019Q2: ")
    assert "bukan laporan" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == f"2 dari 3 laporan selesai di {out}\n"
    assert sorted(path.name for path in out.iterdir()) == ["2019Q2", "2019Q3", "2019Q4"]
    assert [path.name for path in (out / "2019Q2").iterdir()] == ["skripsi.txt"]
    assert contents(out / "2019Q3") == contents(report_2019q3)


@pytest.mark.stress
def test_without_a_nursery_kernels_start_the_plain_way_side_by_side(project, tmp_path):
    specs = ReportSpec.series("2019Q3", "2019Q4", "en")
    ended = []
    outcomes = publish_reports(specs, project, tmp_path, jobs=2, after_report=ended.append)
    assert [outcome.spec for outcome in outcomes] == specs
    assert [outcome.folder for outcome in outcomes] == [tmp_path / s.folder for s in specs]
    assert sorted(ended, key=lambda each: each.spec.quarter) == outcomes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--quarter", "2020Q1", "--to", "2019Q4"], "--to"),
        (["--quarter", "2019Q3", "--to", "2019Q5"], "2019Q5"),
        (["--quarter", "2019Q3", "--jobs", "0"], "--jobs"),
        (["--quarter", "2019Q3", "--jobs", "dua"], "dua"),
    ],
)
def test_bad_arguments_are_refused_before_anything_starts(tmp_path, words, said):
    done = run_program("report", *words, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_series_is_every_quarter_from_one_to_the_other():
    named = [spec.folder for spec in ReportSpec.series("2019Q3", "2020Q2", "en")]
    assert named == ["2019Q3-en", "2019Q4-en", "2020Q1-en", "2020Q2-en"]
    with pytest.raises(ParameterError):
        ReportSpec.series("2019Q3", "2019Q2")


@pytest.mark.skipif(os.name == "nt", reason="signals are outside the project on Windows")
@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.stress)]
)
def test_a_series_stopped_by_hand_ends_at_once_and_leaves_nothing_half_made(
    project, tmp_path, number
):
    words = ["report", "--quarter", "2018Q2", "--to", "2026Q1", "--out", str(tmp_path / "out")]
    run = subprocess.Popen(
        [sys.executable, "-m", "ntt_coverage", *words],
        env={**os.environ, ROOT_VARIABLE: str(project.root)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    while run.poll() is None and not list(tmp_path.glob("out/2*/manifest.json")):
        time.sleep(0.05)
    others = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(number)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.startswith("Dihentikan.")
    assert still_running(others) == []
    left = list((tmp_path / "out").iterdir())
    assert left
    assert all((folder / "manifest.json").is_file() for folder in left)
