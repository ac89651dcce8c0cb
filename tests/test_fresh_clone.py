"""A stranger's first five minutes: clone, ``make report``, and a report is there."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MINUTES = 60


def environment_without_uv():
    """Return this environment outside any virtual environment and with no uv on the PATH."""
    inside = os.environ.get("VIRTUAL_ENV")
    folders = os.environ["PATH"].split(os.pathsep)
    kept = [
        folder
        for folder in folders
        if shutil.which("uv", path=folder) is None
        and not (inside and Path(folder).is_relative_to(inside))
    ]
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    return environment | {"PATH": os.pathsep.join(kept)}


def make_report(clone):
    """Run ``make report`` in a clone and return the finished process."""
    return subprocess.run(
        ["make", "report"],
        cwd=clone,
        env=environment_without_uv(),
        capture_output=True,
        text=True,
        timeout=20 * MINUTES,
        check=False,
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """Clone the committed state into a folder with a space in its name; delete it afterwards."""
    if not (ROOT / ".git").exists():
        pytest.skip("the history of git is outside the project here: nothing to clone")
    target = tmp_path_factory.mktemp("clone") / "salinan baru"
    command = ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(target)]
    subprocess.run(command, check=True, timeout=5 * MINUTES)
    yield target
    shutil.rmtree(target)


@pytest.mark.stress
def test_fresh_clone_makes_the_report_with_pip_and_installs_only_once(clone):
    path = environment_without_uv()["PATH"]
    assert shutil.which("uv", path=path) is None
    assert all(shutil.which(tool, path=path) for tool in ("make", "python3"))

    first = make_report(clone)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Menyiapkan Python" in first.stdout
    assert str(Path("reports", "2019Q3")) in first.stdout.strip().splitlines()[-1]

    table = clone / "reports" / "2019Q3" / "tables" / "coverage_by_regency.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        states = [row["state"] for row in csv.DictReader(file)]
    assert len(states) == 22
    assert states.count("enrolled") == 6

    stamp = clone / ".venv" / "setup-stamp.json"
    written = stamp.stat().st_mtime_ns
    second = make_report(clone)
    assert second.returncode == 0, second.stdout + second.stderr
    assert "Menyiapkan Python" not in second.stdout
    assert stamp.stat().st_mtime_ns == written
