"""The manifest: what a report was made from, with what, and what came out."""

import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ntt_coverage import __version__
from ntt_coverage.identity import FIGURES, ReportSpec, code_fingerprint, figure_id, fingerprint
from ntt_coverage.paths import ProjectPaths

__all__ = ["LIBRARIES", "make_manifest"]

LIBRARIES = (
    "pandas", "geopandas", "shapely", "pyproj", "numpy", "matplotlib", "folium", "branca",
    "XStatic-Leaflet", "papermill", "pandera", "babel", "dateparser", "jinja2",
)  # fmt: skip


def make_manifest(spec: ReportSpec, paths: ProjectPaths, folder: Path) -> Mapping[str, Any]:
    """List parameters, inputs, outputs, versions and figure IDs.

    Parameters
    ----------
    spec : ReportSpec
        Quarter and language.
    paths : ProjectPaths
        Where the inputs lie.
    folder : pathlib.Path
        The finished report, but for this manifest.

    Returns
    -------
    mapping
        Without times and paths of the machine: the same report, the same manifest.
    """
    by_name = {path.name: fingerprint(path) for path in paths.inputs}
    outputs = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "parameters": {"quarter": str(spec.quarter), "lang": spec.lang},
        "figures": {name: figure_id(name, spec, by_name) for name in FIGURES},
        "inputs": {
            path.relative_to(paths.root).as_posix(): by_name[path.name] for path in paths.inputs
        },
        "outputs": {path.relative_to(folder).as_posix(): fingerprint(path) for path in outputs},
        "versions": {
            "ntt_coverage": __version__,
            "code": code_fingerprint(),
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
    }
