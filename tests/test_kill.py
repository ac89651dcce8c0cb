"""A run that is killed at any moment leaves the older report whole and nothing for ever."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from ntt_coverage.paths import ROOT_VARIABLE

KILLS = 12
LONGEST_RUN_SECONDS = 9

pytestmark = [
    pytest.mark.stress,
    pytest.mark.skipif(os.name == "nt", reason="signals are outside the project on Windows"),
]


def start(project, out):
    command = [sys.executable, "-m", "ntt_coverage", "report", "--quarter", "2019Q3"]
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


def test_a_killed_run_leaves_a_whole_report_and_the_next_run_clears_up(project, tmp_path):
    out, chance = tmp_path / "out", random.Random(2019)
    assert start(project, out).wait(timeout=120) == 0
    for _ in range(KILLS):
        run = start(project, out)
        time.sleep(chance.uniform(0.2, LONGEST_RUN_SECONDS))
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert is_whole(out / "2019Q3")

    assert start(project, out).wait(timeout=120) == 0
    assert is_whole(out / "2019Q3")
    assert sorted(path.name for path in out.iterdir()) == ["2019Q3"]


def test_two_runs_at_once_both_succeed(project, tmp_path):
    runs = [start(project, tmp_path / "out") for _ in range(2)]

    assert [run.wait(timeout=240) for run in runs] == [0, 0]
    assert is_whole(tmp_path / "out" / "2019Q3")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["2019Q3"]
