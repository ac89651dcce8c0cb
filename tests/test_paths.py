"""Where the project is found, and that every input of a report is there."""

import hashlib
import json
from pathlib import Path

import pytest

import ntt_coverage
from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths, changed_files

CHECKOUT = Path(ntt_coverage.__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    root = tmp_path / "project"
    (root / "data" / "raw").mkdir(parents=True)
    return root


@pytest.mark.parametrize("below", [".", "data", "data/raw", "notebooks/deep"])
def test_the_project_is_found_from_any_folder_below_it(project, monkeypatch, below):
    (project / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(project / below)
    assert ProjectPaths.find() == ProjectPaths(project)


def test_a_named_root_is_preferred_to_the_current_folder(project, monkeypatch):
    monkeypatch.setenv(ROOT_VARIABLE, str(project))
    monkeypatch.chdir(CHECKOUT)
    assert ProjectPaths.find().root == project


def test_a_named_root_without_data_is_refused_and_nothing_else_is_tried(tmp_path, monkeypatch):
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path / "elsewhere"))
    monkeypatch.chdir(CHECKOUT)
    with pytest.raises(SourceLayoutError, match=r"elsewhere.*NTT_COVERAGE_ROOT") as refused:
        ProjectPaths.find()
    assert refused.value.key == "no_project"


def test_outside_any_project_the_checkout_is_used(tmp_path, monkeypatch):
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert ProjectPaths.find().root == CHECKOUT


def test_without_any_project_the_folder_searched_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    monkeypatch.setattr("ntt_coverage.paths.CHECKOUT", tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceLayoutError, match=tmp_path.name):
        ProjectPaths.find()


def test_statements_are_all_files_of_that_name_in_one_order(project):
    for name in ("statements_b.csv", "statements_a.csv", "sources.csv", "statements_c.txt"):
        (project / "data" / "raw" / name).touch()
    names = [path.name for path in ProjectPaths(project).statements]
    assert names == ["statements_a.csv", "statements_b.csv"]


def test_every_input_of_a_report_is_in_the_repository():
    inputs = ProjectPaths(CHECKOUT).inputs
    assert [path.name for path in inputs] == [
        "statements_articles.csv", "statements_other.csv", "corrections.yml", "sources.csv",
        "denominators.csv", "contribution_rates.csv", "details.csv", "relations.csv",
        "ntt_overview.geojson", "timor_leste_overview.geojson", "quarterly_report.ipynb",
    ]  # fmt: skip
    assert all(path.is_file() for path in inputs)


@pytest.mark.parametrize("name", ["raw", "notebooks", "reports", "boundaries", "sources"])
def test_every_path_lies_in_the_project(project, name):
    assert getattr(ProjectPaths(project), name).is_relative_to(project)


def test_changed_and_missing_files_are_listed_in_the_order_of_the_descriptor(tmp_path):
    (tmp_path / "same.csv").write_text("a\n")
    (tmp_path / "other.csv").write_text("b\n")
    digest = f"sha256:{hashlib.sha256(b'a' + bytes([10])).hexdigest()}"
    names = ("other.csv", "same.csv", "gone.csv")
    described = {"resources": [{"path": name, "hash": digest} for name in names]}
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    assert changed_files(tmp_path) == ["other.csv", "gone.csv"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": [{"path": "a"}]}', "\xff"])
def test_a_descriptor_that_cannot_be_read_is_itself_listed(tmp_path, text):
    (tmp_path / "datapackage.json").write_text(text, encoding="latin-1")
    assert changed_files(tmp_path) == ["datapackage.json"]
