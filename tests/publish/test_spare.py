"""A spare process becomes the kernel, changes nothing in the outcome, and never stays behind."""

import os
from pathlib import Path

import pytest

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.publish.notebooks import run_notebook
from ntt_coverage.publish.report import publish_report
from ntt_coverage.publish.spare import kernel_environment, spare_kernel

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="a spare kernel is outside the project on Windows"
)


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_report_from_a_spare_has_the_bytes_of_one_from_a_fresh_kernel(project, tmp_path):
    spec = ReportSpec.parse("2021Q2", "en")
    plain = publish_report(spec, project, tmp_path / "plain")
    with spare_kernel() as spare:
        warm = publish_report(spec, project, tmp_path / "warm", spare=spare)

    assert contents(warm) == contents(plain)
    assert spare.poll() is not None


def test_an_unused_spare_is_ended():
    with spare_kernel() as spare:
        assert spare.poll() is None

    assert spare.poll() is not None


def test_a_refused_parameter_leaves_the_spare_unused_and_ended(project):
    with spare_kernel() as spare, pytest.raises(ParameterError):
        run_notebook(
            project.quarterly_notebook,
            {"quarterr": "2019Q3"},
            folder=project.root,
            environment={},
            spare=spare,
        )

    assert spare.poll() is not None


def test_a_kernel_finds_the_package_from_any_folder_and_draws_without_a_window(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    environment = kernel_environment({"LANG": "C"})

    assert Path(environment["PYTHONPATH"].split(os.pathsep)[0], "ntt_coverage").is_dir()
    assert environment["PYTHONPATH"].endswith("elsewhere")
    assert (environment["MPLBACKEND"], environment["LANG"]) == ("agg", "C")
