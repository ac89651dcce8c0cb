"""Where CI is "true", a test that did not run is a failure, named with its reason."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
SKIPS = """
import pytest

def test_runs():
    pass

def test_is_left_out():
    pytest.skip("no browser here")
"""
LEFT_OUT_WHOLE = 'import pytest\npytest.skip("not on this system", allow_module_level=True)\n'
EXPECTED_FAILURE = "import pytest\n\n@pytest.mark.xfail\ndef test_known():\n    assert False\n"


def run_pytest(folder, tests, *options, ci):
    (folder / "conftest.py").write_bytes(CONFTEST.read_bytes())
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_other.py").write_text("def test_other():\n    pass\n")
    (folder / "test_tiny.py").write_text(tests)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "."]
    return subprocess.run(
        command, cwd=folder, env={**environment, "CI": ci}, capture_output=True, text=True
    )


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["alone", "workers"])
def test_ci_fails_on_a_skip_and_says_which_and_why(tmp_path, options):
    done = run_pytest(tmp_path, SKIPS, *options, ci="true")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "test_tiny.py::test_is_left_out: Skipped: no browser here" in done.stdout


def test_ci_fails_on_a_file_skipped_whole(tmp_path):
    done = run_pytest(tmp_path, LEFT_OUT_WHOLE, "-n", "2", ci="true")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "test_tiny.py: Skipped: not on this system" in done.stdout


def test_elsewhere_a_skip_is_allowed(tmp_path):
    done = run_pytest(tmp_path, SKIPS, ci="")
    assert done.returncode == 0, done.stdout + done.stderr


def test_ci_allows_an_expected_failure(tmp_path):
    done = run_pytest(tmp_path, EXPECTED_FAILURE, ci="true")
    assert done.returncode == 0, done.stdout + done.stderr


def test_ci_allows_a_skip_for_files_that_are_no_part_of_the_project(tmp_path):
    outside = SKIPS.replace("no browser here", "the boundaries lie outside the project")
    done = run_pytest(tmp_path, outside, ci="true")
    assert done.returncode == 0, done.stdout + done.stderr
