"""The manifest: what a report was made from, with what, and what came out."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ntt_coverage import __version__
from ntt_coverage.identity import Passport, ReportSpec, code_fingerprint
from ntt_coverage.paths import fingerprint

__all__ = ["LIBRARIES", "PASSPORTS", "make_manifest", "written_passports"]

PASSPORTS = "figures.json"
"""What the notebook leaves for the manifest."""

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
    outputs = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != PASSPORTS)
    return {
        "parameters": {"quarter": str(spec.quarter), "lang": spec.lang},
        "figures": json.loads((folder / PASSPORTS).read_text("utf-8")),
        "inputs": dict(inputs),
        "outputs": {path.relative_to(folder).as_posix(): fingerprint(path) for path in outputs},
        "versions": {
            "ntt_coverage": __version__,
            "code": code_fingerprint(),
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
    }


def written_passports(passports: Sequence[Passport]) -> str:
    """Write passports as the manifest keeps them.

    Parameters
    ----------
    passports : sequence of Passport
        Of all figures of a report.

    Returns
    -------
    str
        JSON, by name.
    """
    kept = {
        each.name: {
            "id": each.figure_id,
            "title": each.title,
            "shown": each.shown,
            "sources": list(each.source_ids),
        }
        for each in passports
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)
