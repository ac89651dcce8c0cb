"""Killed at any moment, on a full disk, beside another run: a whole report stands, or the older."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from ntt_coverage.errors import ReportError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths
from ntt_coverage.pictures.view import View
from ntt_coverage.publish.pack import pack_view
from tests.conftest import ROOT, run_program
from tests.processes import still_running

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="signals are outside the project on Windows"
)


def start(project, out, quarter="2019Q3"):
    command = [sys.executable, "-m", "ntt_coverage", "report", "--quarter", quarter]
    return subprocess.Popen(
        [*command, "--out", str(out)],
        env={**os.environ, ROOT_VARIABLE: str(project.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def is_whole(report):
    outputs = json.loads((report / "manifest.json").read_text("utf-8"))["outputs"]
    return all(
        hashlib.sha256((report / name).read_bytes()).hexdigest() == digest
        for name, digest in outputs.items()
    )


def children_of(run):
    try:
        return psutil.Process(run.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def await_manifest(run, out):
    """Wait until a run is about to put its report in place."""
    while run.poll() is None and not list(out.glob(".*.new/manifest.json")):
        time.sleep(0.001)


@pytest.fixture
def finished(project, tmp_path):
    """A folder with a whole report, and how long it took to make."""
    out, begun = tmp_path / "out", time.perf_counter()
    assert start(project, out).wait(timeout=120) == 0
    return out, time.perf_counter() - begun


@pytest.mark.parametrize(
    "kills", [2, pytest.param(50, marks=pytest.mark.stress)], ids=["two", "fifty"]
)
def test_a_killed_run_leaves_a_whole_report_and_the_next_run_clears_up(project, finished, kills):
    (out, seconds), chance = finished, random.Random(2019)
    for number in range(kills):
        run = start(project, out)
        if number % 2:  # half of them where it matters most
            await_manifest(run, out)
            time.sleep(chance.uniform(0, 0.02))
        else:
            time.sleep(chance.uniform(0.1, seconds))
        others = children_of(run)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert is_whole(out / "2019Q3")
        assert still_running(others) == []

    assert start(project, out, "2019Q2").wait(timeout=120) == 0  # of another quarter, too
    assert sorted(path.name for path in out.iterdir()) == ["2019Q2", "2019Q3"]


def test_two_runs_at_once_both_succeed(project, tmp_path):
    runs = [start(project, tmp_path / "out") for _ in range(2)]

    assert [run.wait(timeout=240) for run in runs] == [0, 0]
    assert is_whole(tmp_path / "out" / "2019Q3")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["2019Q3"]


# Places that cannot be written


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a given size, with an older report on it."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("who may not mount a small file system is outside the project")
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", place]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("a container that may not mount is outside the project")
    older = place / "2019Q3"
    older.mkdir()
    (older / "manifest.json").write_text("{}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def refused(project, place):
    """Make a report there; return what is said, and what stands there afterwards."""
    environment = {ROOT_VARIABLE: str(project.root)}
    done = run_program("report", "--quarter", "2019Q3", "--out", place, **environment)
    assert done.returncode == 1
    left = sorted(path.relative_to(place).as_posix() for path in Path(place).rglob("*"))
    return done.stderr, left


def test_a_full_disk_is_said_in_one_paragraph_and_the_older_report_stays(project, small_disk):
    said, left = refused(project, small_disk)
    assert said.count("\n") == 1
    assert "No space left on device" in said
    assert "--out" in said
    assert left == ["2019Q3", "2019Q3/manifest.json"]


def test_a_figure_that_finds_no_room_is_said_in_words_and_leaves_nothing(data, small_disk):
    (small_disk / "penuh").write_bytes(b"0" * 1_450_000)
    view = View(spec=ReportSpec.parse("2019Q3"))
    with pytest.raises(ReportError, match="No space left on device"):
        pack_view(view, data, ProjectPaths(ROOT), small_disk)
    assert sorted(path.name for path in small_disk.iterdir()) == ["2019Q3", "penuh"]


def test_a_read_only_disk_is_said_in_one_paragraph_and_the_older_report_stays(project, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    said, left = refused(project, small_disk)
    assert said.count("\n") == 1
    assert "Read-only file system" in said
    assert left == ["2019Q3", "2019Q3/manifest.json"]
