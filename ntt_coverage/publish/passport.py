"""The manifest: what a report was made from and with, what came out, each figure's passport."""

import csv
import hashlib
import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from ntt_coverage import __version__
from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import (
    Passport,
    ReportSpec,
    code_fingerprint,
    figure_id_of,
)
from ntt_coverage.paths import ProjectPaths, fingerprint
from ntt_coverage.publish.manifest_form import is_manifest

__all__ = [
    "LIBRARIES",
    "MANIFEST",
    "PASSPORTS",
    "FigureRecord",
    "Manifest",
    "changed_rows",
    "differing",
    "figure_of",
    "read_manifest",
    "row_digests",
    "tampered_files",
    "write_manifest",
    "written_passports",
]

Manifest = Mapping[str, Any]

FigureRecord = Mapping[str, Any]
"""What a manifest keeps of a figure: its ID, title, files, sources and what it shows."""

MANIFEST = "manifest.json"

PASSPORTS = "figures.json"
"""What the notebook leaves for the manifest."""

LIBRARIES = (
    "pandas", "geopandas", "shapely", "pyproj", "numpy", "matplotlib", "folium", "branca",
    "XStatic-Leaflet", "pillow", "XlsxWriter", "python-pptx", "typst", "papermill", "pandera",
    "babel", "dateparser", "jinja2", "lxml", "nbformat", "ipykernel", "pyarrow",
)  # fmt: skip

LARGEST_MANIFEST = 50_000_000
"""Bytes; ours have some 50,000."""

CHECKPOINTS = ".ipynb_checkpoints"
"""Where JupyterLab keeps a copy of a notebook that was opened there."""

DIGITS = 8
"""Of a row's fingerprint: enough to see that it changed."""


def write_manifest(
    spec: ReportSpec,
    paths: ProjectPaths,
    inputs: Mapping[str, str],
    folder: Path,
    *,
    template: Mapping[str, str] | None = None,
    view: Mapping[str, str] | None = None,
) -> None:
    """Write parameters, inputs, outputs, versions and figures, in place of the passports.

    Without times and paths of the machine: the same report, the same manifest.

    Parameters
    ----------
    spec : ReportSpec
        Quarter and language.
    paths : ProjectPaths
        Where the inputs lie.
    inputs : mapping of str to str
        SHA-256 of every input, by its place in the project.
    folder : pathlib.Path
        The finished report, but for this manifest.
    template : mapping of str to str, optional
        Name and SHA-256 of the office's own file for the slides.
    view : mapping of str to str, optional
        What is shown, if the folder holds a single figure and no report.
    """
    outputs = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != PASSPORTS)
    tables = [path for path in paths.inputs if path.suffix == ".csv"]
    asked: dict[str, Any] = {"quarter": str(spec.quarter), "lang": spec.lang, "template": template}
    passports = folder / PASSPORTS
    made = {
        "parameters": asked | ({"view": view} if view else {}),
        "figures": json.loads(passports.read_text("utf-8")),
        "inputs": dict(inputs),
        "rows": {path.relative_to(paths.root).as_posix(): row_digests(path) for path in tables},
        "outputs": {path.relative_to(folder).as_posix(): fingerprint(path) for path in outputs},
        "versions": {
            "ntt_coverage": __version__,
            "code": code_fingerprint(),
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
    }
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(f"{text}\n", "utf-8", newline="\n")
    passports.unlink()


def row_digests(path: Path) -> dict[str, str]:
    """Fingerprint the rows of a table one by one, so that a later run can name what changed.

    Parameters
    ----------
    path : pathlib.Path
        CSV in UTF-8, with a header.

    Returns
    -------
    dict of str to str
        By the first column, and a number where it repeats: eight hexadecimal digits, and the
        row's ``source_id`` after a space where it has one.
    """
    seen: Counter[str] = Counter()
    digests = {}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            key = next(iter(row.values())) or ""
            seen[key] += 1
            name = key if seen[key] == 1 else f"{key} ({seen[key]})"
            said = json.dumps(list(row.items()), ensure_ascii=False)
            digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:DIGITS]
            digests[name] = f"{digest} {row.get('source_id') or ''}".strip()
    return digests


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a report.

    Parameters
    ----------
    folder : pathlib.Path
        The report.

    Returns
    -------
    mapping
        As `write_manifest` wrote it.

    Raises
    ------
    ParameterError
        If there is none, or it is of another form: no report, or one of an older version.
    """
    path = folder / MANIFEST
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_MANIFEST:
        raise ParameterError("no_manifest", folder=str(folder))
    try:
        manifest = json.loads(path.read_text("utf-8"))
        json.dumps(manifest, ensure_ascii=False).encode()  # half a character cannot be shown
    except (OSError, ValueError, RecursionError) as fault:
        raise ParameterError("no_manifest", folder=str(folder)) from fault
    if not is_manifest(manifest):
        raise ParameterError("no_manifest", folder=str(folder))
    return cast(Manifest, manifest)


def figure_of(manifest: Manifest, figure_id: str) -> FigureRecord | None:
    """Return the figure of a manifest that bears an ID.

    Parameters
    ----------
    manifest : mapping
        As `read_manifest` returned it.
    figure_id : str
        As it stands on the figure.

    Returns
    -------
    mapping or None
        None if there is no such figure.

    Raises
    ------
    ParameterError
        If the ID is not that of what is recorded there, or of a language that there is not:
        somebody has edited the manifest.
    """
    named = {n: each for n, each in manifest["figures"].items() if each["id"] == figure_id}
    asked = manifest["parameters"]
    for name, figure in named.items():
        if not figure_id.startswith(f"{asked['quarter']}-{asked['lang']}-{name}-"):
            raise ParameterError("figure_record", value=figure_id)
        spec = ReportSpec.parse(asked["quarter"], asked["lang"])
        if figure_id_of(spec, name, figure["title"], figure["shown"]) != figure_id:
            raise ParameterError("figure_record", value=figure_id)
    return next(iter(named.values()), None)


def written_passports(issued: Sequence[tuple[Passport, Sequence[str]]]) -> str:
    """Write passports as the manifest keeps them.

    Parameters
    ----------
    issued : sequence of (Passport, sequence of str)
        Of all figures of a report, each with the files that show it.

    Returns
    -------
    str
        JSON, by name.
    """
    kept = {
        passport.name: {
            "id": passport.figure_id,
            "title": passport.title,
            "files": list(files),
            "shown": passport.shown,
            "sources": list(passport.source_ids),
        }
        for passport, files in issued
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def tampered_files(folder: Path, manifest: Manifest) -> list[str]:
    """List the files of a report that are not what its manifest says: edited, lost, put in.

    Parameters
    ----------
    folder : pathlib.Path
        The report.
    manifest : mapping
        Its manifest.

    Returns
    -------
    list of str
        In order.
    """
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or (path.is_file() and path.parent.name != CHECKPOINTS)
    }
    promised = manifest["outputs"]
    wrong = {
        name
        for name in there & set(promised)
        # a link is no file of ours, and leads who knows where
        if (folder / name).is_symlink() or fingerprint(folder / name) != promised[name]
    }
    return sorted(wrong | (there - {MANIFEST}) ^ set(promised))


def changed_rows(then: Manifest, now: Manifest, file: str) -> list[tuple[str, str, str]]:
    """List the rows of an input that differ between two manifests.

    Parameters
    ----------
    then, now : mapping
        Manifests.
    file : str
        An input, by its place in the project.

    Returns
    -------
    list of (str, str, str)
        The row's key; ``changed``, ``added`` or ``removed``; its source, or "". Empty for what
        is no table.
    """
    older, newer = (each["rows"].get(file, {}) for each in (then, now))
    told = []
    for key in differing(older, newer):
        how = "added" if key not in older else "removed" if key not in newer else "changed"
        told.append((key, how, (newer.get(key) or older[key]).partition(" ")[2]))
    return told


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """List the names under which two mappings do not hold the same.

    Parameters
    ----------
    one, other : mapping
        Such as the inputs of two manifests.

    Returns
    -------
    list of str
        In order; also those that only one of them has.
    """
    return sorted(
        name
        for name in {*one, *other}
        if name not in one or name not in other or one[name] != other[name]
    )
