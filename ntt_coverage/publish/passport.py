"""The manifest: what a report was made from, with what, and what came out."""

import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ntt_coverage import __version__
from ntt_coverage.identity import FIGURES, ReportSpec, code_fingerprint, figure_id
from ntt_coverage.paths import fingerprint

__all__ = ["LIBRARIES", "make_manifest"]

LIBRARIES = (
    "pandas", "geopandas", "shapely", "pyproj", "numpy", "matplotlib", "folium", "branca",
    "XStatic-Leaflet", "seaborn", "pillow", "XlsxWriter", "papermill", "pandera", "babel",
    "dateparser", "jinja2",
)  # fmt: skip


def make_manifest(spec: ReportSpec, inputs: Mapping[str, str], folder: Path) -> Mapping[str, Any]:
    """List parameters, inputs, outputs, versions and figure IDs.

    Parameters
    ----------
    spec : ReportSpec
        Quarter and language.
    inputs : mapping of str to str
        SHA-256 of every input, by its place in the project.
    folder : pathlib.Path
        The finished report, but for this manifest.

    Returns
    -------
    mapping
        Without times and paths of the machine: the same report, the same manifest.
    """
    outputs = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "parameters": {"quarter": str(spec.quarter), "lang": spec.lang},
        "figures": {name: figure_id(name, spec, inputs) for name in FIGURES},
        "inputs": dict(inputs),
        "outputs": {path.relative_to(folder).as_posix(): fingerprint(path) for path in outputs},
        "versions": {
            "ntt_coverage": __version__,
            "code": code_fingerprint(),
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
    }
