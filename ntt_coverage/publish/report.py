"""Make one report: run the notebook, string its page, write the manifest, publish the whole."""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat

from ntt_coverage.errors import ReportError
from ntt_coverage.identity import FIGURES, ReportSpec
from ntt_coverage.paths import ROOT_VARIABLE, ProjectPaths, fingerprint
from ntt_coverage.publish.atomic import whole_folder
from ntt_coverage.publish.html import render_report
from ntt_coverage.publish.notebooks import run_notebook
from ntt_coverage.publish.nursery import Nursery
from ntt_coverage.publish.passport import MANIFEST, PASSPORTS, differing, write_manifest

__all__ = ["PRODUCTS", "publish_report"]

PRODUCTS = (
    *(f"figures/{name}.{form}" for name in FIGURES if name != "web" for form in ("svg", "png")),
    "map.html",
    "report.pdf",
    "slides.pptx",
    "report.xlsx",
    "tables/coverage_by_regency.csv",
    PASSPORTS,
)
"""What the notebook must have written before anything is published."""


def publish_report(
    spec: ReportSpec,
    paths: ProjectPaths,
    out: Path,
    *,
    template: Path | None = None,
    nursery: Nursery | None = None,
    after_cell: Callable[[], None] = lambda: None,
) -> Path:
    """Make a report and put it in its place, whole or not at all.

    Parameters
    ----------
    spec : ReportSpec
        Quarter and language.
    paths : ProjectPaths
        Where the data and the notebook lie.
    out : pathlib.Path
        The folder of reports.
    template : pathlib.Path, optional
        The office's own file for the slides.
    nursery : Nursery, optional
        What the kernel is forked from; without one it starts the plain way.
    after_cell : callable, optional
        Called after each cell of the notebook.

    Returns
    -------
    pathlib.Path
        The report's folder.

    Raises
    ------
    SourceLayoutError
        If an input is missing.
    ReportError
        If the notebook fails or the folder cannot be written; an older report stays.
    """
    before = paths.fingerprints()
    target = out / spec.folder
    ours = target.is_dir() and not target.is_symlink() and (target / MANIFEST).is_file()
    if (target.exists() or target.is_symlink()) and not ours:
        raise ReportError("not_a_report", folder=str(target))
    with whole_folder(target) as folder:
        own = _copied(template, folder) if template else None
        asked = {"quarter": str(spec.quarter), "lang": spec.lang, "out": "."}
        notebook = run_notebook(
            paths.quarterly_notebook,
            asked | ({"template": own.name} if own else {}),
            folder=folder,
            environment={
                ROOT_VARIABLE: str(paths.root.resolve()),
                "NTT_COVERAGE_LANG": spec.lang,
            },
            nursery=nursery,
            after_cell=after_cell,
        )
        missing = [name for name in PRODUCTS if not (folder / name).is_file()]
        if missing:
            name = paths.quarterly_notebook.name
            raise ReportError("product_missing", notebook=name, missing=", ".join(missing))
        _write(folder / "report.html", render_report(notebook, spec))
        _write(folder / "notebook.ipynb", nbformat.writes(notebook) + "\n")
        if changed := differing(before, paths.fingerprints()):
            raise ReportError("inputs_changed", files=", ".join(changed))
        office = _kept(template.name, own) if template and own else None
        write_manifest(spec, paths, before, folder, template=office)
    return target


def _copied(template: Path, folder: Path) -> Path:
    """Put the template beside the report, under a name that tells nothing of this computer."""
    return Path(shutil.copyfile(template, folder / "template.pptx"))


def _kept(name: str, copy: Path) -> dict[str, str]:
    """Return what the manifest keeps of the template, which is no part of the report."""
    kept = {"name": name, "sha256": fingerprint(copy)}
    copy.unlink()
    return kept


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
