"""The rules of the house, kept by reading its syntax trees and notebooks."""

import ast
import importlib
import json
import pkgutil
import re
import subprocess
from enum import Enum
from pathlib import Path

import pytest
from numpydoc.validate import validate

import ntt_coverage
from ntt_coverage.errors import CoverageError

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ntt_coverage"
MODULES = sorted(PACKAGE.rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

ROOMS = (
    "packaged", "noted", "language", "errors", "quarters", "paths", "identity", "regencies",
    "intake", "measures", "segments", "printed", "wording", "readable", "geography", "dataset",
    "previews", "pipeline", "series", "profiles", "narrative", "pictures", "publish", "explorer",
    "doctor", "cli_boundaries", "cli", "__main__",
)  # fmt: skip
"""In the order in which data walks: a room imports from rooms above it, never below."""

LAZY = {
    "ntt_coverage.publish.progress": "papermill is slow to load, and bad arguments need none of it",
    "ntt_coverage.publish.pptx.template": "python-pptx is loaded only where a template is given",
    "ntt_coverage.publish.explain": "only one command needs it",
    "ntt_coverage.publish.verify": "papermill is slow to load",
    "ntt_coverage.publish.lab": "only one command needs it",
    "ntt_coverage.doctor": "only one command needs it",
    "ntt_coverage.intake.project": "the doctor goes on when the data cannot be loaded",
    "ntt_coverage.geography": "the doctor goes on when boundaries cannot be loaded",
    "ntt_coverage.pictures.leaflet": "the doctor goes on when Leaflet cannot be loaded",
    "ntt_coverage.intake.tables": "readers of workbooks; only where a file was added",
    "ntt_coverage.publish.cleaned": "readers of workbooks are slow to load",
    "ntt_coverage.publish.adding": "readers of workbooks are slow to load",
    "ntt_coverage.publish.checked": "readers of workbooks are slow to load",
    "ntt_coverage.geography.layer_checks": "shapes are slow to load, and only one command needs it",
    "ntt_coverage.publish.boundary_import": "shapes are slow to load",
    "ntt_coverage.publish.boundary_report": "shapes are slow to load",
    "ntt_coverage.publish.template": "only one command needs it",
    "mapclassify": "it loads scikit-learn; only pooled breaks need it",
    "rapidfuzz": "only when a name is refused",
    "xstatic.pkg": "only pages need it",
    "jupyter_client.kernelspec": "only the doctor needs it",
    "jupyter_client.manager": "only the doctor needs it here",
    "packaging.markers": "only the doctor needs it",
    "matplotlib": "only the doctor needs it here",
}
"""Imports inside functions, and why."""


def imports_of(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in top
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in top


def room_of(name):
    return name.split(".")[1] if name.startswith("ntt_coverage.") else None


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def test_no_module_leads_back_to_itself_not_even_by_an_import_in_a_function():
    names = {module_name(path) for path in MODULES}
    leads = {
        module_name(path): {name for name, _ in imports_of(path) if name in names}
        for path in MODULES
        if path.name != "__init__.py"
    }
    while ends := {name for name, to in leads.items() if not to & leads.keys()}:
        leads = {name: to for name, to in leads.items() if name not in ends}
    assert leads == {}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_room_imports_only_from_rooms_above_it(path):
    own = room_of(module_name(path) + ".")
    if not own:
        return  # the door of the house looks into every room, lazily
    for name, _ in imports_of(path):
        other = room_of(name + ".")
        if other and other != own:
            assert ROOMS.index(other) < ROOMS.index(own), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_an_import_inside_a_function_has_a_reason(path):
    hidden = {name for name, at_top in imports_of(path) if not at_top}

    assert hidden <= set(LAZY)


def test_no_reason_is_given_for_an_import_that_is_not_there():
    hidden = {name for path in MODULES for name, at_top in imports_of(path) if not at_top}

    assert hidden == set(LAZY)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_is_one_room(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350
    assert not re.search(r"util|helper|misc|common", path.stem)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_banned_ways_are_not_used(path):
    text = path.read_text(encoding="utf-8")

    allowed = {"nursery": {"chdir"}}.get(path.stem, set())  # a process of its own may move
    for banned in {
        "iterrows",
        "inplace=",
        "axis=1",
        "except:",
        "chdir",
        "filterwarnings",
    } - allowed:
        assert banned not in text


def exported():
    for found in pkgutil.walk_packages([str(PACKAGE)], "ntt_coverage."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name in getattr(module, "__all__", []):
            yield found.name, name


EXPORTED = sorted(set(exported()))


@pytest.mark.parametrize(("module", "name"), EXPORTED, ids=[".".join(pair) for pair in EXPORTED])
def test_every_exported_name_is_there_and_documented(module, name):
    thing = getattr(importlib.import_module(module), name)

    if not callable(thing) or thing.__module__ != module or name == "app":
        return
    if isinstance(thing, type) and issubclass(thing, CoverageError) and thing is not CoverageError:
        return  # its parameters are those of its base
    if isinstance(thing, type) and issubclass(thing, Enum):
        return  # it has members, no parameters
    faults = {code for code, _ in validate(f"{module}.{name}")["errors"]}
    # no summary; a parameter that is not documented, or documented and not there
    assert not faults & {"PR01", "PR02", "PR03", "PR04", "PR07", "SS01", "GL08", "YD01"}


def test_the_door_offers_only_what_is_there():
    assert sorted(ntt_coverage.__all__) == dir(ntt_coverage)
    for name in ntt_coverage.__all__:
        assert getattr(ntt_coverage, name) is not None


IN_LESSONS = "the tutorial or the recipes run it"
WITHOUT_EXAMPLE = {
    "load": IN_LESSONS,
    "coverage": IN_LESSONS,
    "quarters_of": IN_LESSONS,
    "check": IN_LESSONS,
}
"""Public verbs whose docstring needs no example, and why."""


@pytest.mark.parametrize("name", sorted(set(ntt_coverage.__all__) - {"__version__"}))
def test_every_public_name_has_an_example_that_runs(name):
    thing = getattr(ntt_coverage, name)

    if callable(thing) and name not in WITHOUT_EXAMPLE:
        _, _, examples = (thing.__doc__ or "").partition("Examples\n    --------\n")
        assert ">>> " in examples, f"{name}: doctests are run, and the reference shows them"


def test_a_verb_without_an_example_is_run_by_the_lessons():
    pages = "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("belajar.md", "cara.md"))

    named = [name for name, reason in WITHOUT_EXAMPLE.items() if reason == IN_LESSONS]
    assert [name for name in named if f"nc.{name}(" not in pages] == []


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(AttributeError, match="draw_mpa"):
        _ = ntt_coverage.draw_mpa


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_the_rules(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in code]

    assert notebook["cells"][0]["cell_type"] == "markdown"
    assert [cell["metadata"].get("tags") for cell in code].count(["parameters"]) == 1
    assert code[0]["metadata"]["tags"] == ["parameters"]
    assert all(re.match(r"\w+: \w+ = .+  # .+", line) for line in sources[0].splitlines())
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
    assert max(source.count("\n") + 1 for source in sources) <= 15
    assert not re.search(
        r"^\s*(def|for|while|class) |filterwarnings|https?://|\.\./", "\n".join(sources), re.M
    )
    assert "papermill" not in notebook["metadata"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_uses_only_what_the_door_offers(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = "\n".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")

    assert set(re.findall(r"\bnc\.(\w+)", code)) <= set(ntt_coverage.__all__)
    assert not re.search(r"from ntt_coverage|import ntt_coverage\.", code)


def committed_files():
    if not (ROOT / ".git").exists():
        pytest.skip("the history of git is outside the project here")
    command = ["git", "-c", "safe.directory=*", "ls-files"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\n") if name]


def test_no_machine_path_and_no_package_index_is_committed():
    home, mount = "/" + "root/", "/" + "work/"
    index = re.compile(r"--(extra-)?index-url|https?://[^ )\"]*/simple(/|$|[\" ])")
    for path in committed_files():
        if path.suffix in (".png", ".xlsx") or path.parent.name == "files" or not path.is_file():
            continue  # pictures, and the corpus of workbooks and other encodings
        text = path.read_text(encoding="utf-8")
        assert home not in text, path
        assert mount not in text, path
        if path.name != Path(__file__).name:
            assert not index.search(text), path


def test_no_large_file_and_no_full_resolution_boundary_is_committed():
    for path in committed_files():
        assert path.stat().st_size < 1_500_000
        assert not re.search(r"ntt_adm2_cod_ab|context_land", path.name)
