"""Importing the package and asking for help stay light: heavy libraries load when needed."""

import re
import subprocess
import sys

import pytest

import ntt_coverage as nc
from tests.conftest import ROOT

HEAVY = {
    "pandas", "numpy", "geopandas", "shapely", "pyproj", "matplotlib", "seaborn", "folium",
    "branca", "papermill", "nbformat", "nbclient", "jsonschema", "pandera", "dateparser",
    "jupyterlab", "ipywidgets", "rapidfuzz",
}  # fmt: skip


def loaded_by(*arguments):
    """Return the top-level modules that a Python process loads."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    names = re.findall(r"^import time:[^|]*\|[^|]*\|\s*([\w.]+)$", done.stderr, re.MULTILINE)
    assert "ntt_coverage" in names
    return {name.partition(".")[0] for name in names}


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_by("-c", "import ntt_coverage") & HEAVY == set()


@pytest.mark.parametrize("arguments", [["--help"], ["report", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    assert loaded_by("-m", "ntt_coverage", *arguments) & HEAVY == set()


def test_reading_a_version_loads_nothing_heavy():
    assert loaded_by("-c", "import ntt_coverage; ntt_coverage.__version__") & HEAVY == set()


def test_the_check_would_notice_a_heavy_import():
    assert "pandas" in loaded_by("-c", "import ntt_coverage; ntt_coverage.load")


def test_every_name_of_the_package_is_there_and_listed():
    assert dir(nc) == sorted(nc.__all__)
    assert all(getattr(nc, name) is not None for name in nc.__all__)


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_verb"):
        _ = nc.no_such_verb
