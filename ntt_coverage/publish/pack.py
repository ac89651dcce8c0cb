"""The pack: single figures that an analyst keeps, each with the plain code that draws it."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from ntt_coverage.errors import ParameterError, ReportError
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pictures.view import View
from ntt_coverage.pipeline import Dataset
from ntt_coverage.publish.atomic import whole_folder
from ntt_coverage.publish.passport import (
    PASSPORTS,
    differing,
    read_manifest,
    write_manifest,
    written_passports,
)
from ntt_coverage.publish.tables import write_table

__all__ = ["pack_view"]

NOTEBOOK, VECTOR, RASTER = "figure.ipynb", "figures/figure.svg", "figures/figure.png"
"""Short names: on Windows the way to a file may not be long, and the folder has the ID."""


def pack_view(view: View, data: Dataset, paths: ProjectPaths, out: Path | None = None) -> Path:
    """Write the figure of a view into a folder of its own, whole or not at all.

    Parameters
    ----------
    view : View
        What is shown.
    data : Dataset
        What ``load`` returned.
    paths : ProjectPaths
        Where the inputs lie.
    out : pathlib.Path, optional
        Where the folder comes; the project's pack if not given.

    Returns
    -------
    pathlib.Path
        The folder, named by the figure's ID: the figure as SVG and PNG, a notebook of plain
        code that draws it, its sources, and the manifest that ``verify`` reads. One that is
        there already says the same, and is left as it is: somebody may have put notes into it.

    Raises
    ------
    ReportError
        If the data are a preview, an input has changed since they were read, something else
        lies in the folder's place, or it cannot be written.
    """
    if data.marks:
        raise ReportError("preview_packed")
    inputs = paths.fingerprints(paths.data_inputs)
    report_only = paths.quarterly_notebook.relative_to(paths.root).as_posix()
    read = {name: each for name, each in data.fingerprints.items() if name != report_only}
    changed = differing(read, inputs)
    if changed:
        raise ReportError("inputs_changed_since", files=", ".join(changed))
    picture = view.draw(data)
    passport = picture.passport
    cited = data.sources[data.sources["source_id"].isin(passport.source_ids)]
    target = (out or paths.pack) / passport.figure_id
    if _holds(target, passport.figure_id):
        return target
    if os.path.lexists(target):
        raise ReportError("not_a_figure", folder=str(target))
    with whole_folder(target) as folder:
        for part in ("figures", "tables"):
            (folder / part).mkdir()
        (folder / RASTER).write_bytes(picture.png())
        _write(folder / VECTOR, picture.svg())
        write_table(cited, folder / "tables" / "sources.csv")
        _write(folder / NOTEBOOK, _notebook(view.code, f"{passport.title}\n\n{passport.label}"))
        _write(folder / PASSPORTS, written_passports([(passport, [VECTOR, RASTER])]))
        write_manifest(view.spec, paths, inputs, folder, view=view.kept)
    return target


def _holds(folder: Path, figure_id: str) -> bool:
    """Tell whether a folder is that of a figure that was kept before."""
    with suppress(ParameterError):
        kept = read_manifest(folder)["figures"].values()
        return [figure["id"] for figure in kept] == [figure_id]
    return False


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip("\n") + "\n", "utf-8", newline="\n")


def _notebook(code: str, told: str) -> str:
    """Return a notebook of two cells: what the figure says, and the code that draws it."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "says", "metadata": {}, "source": told},
        {
            "cell_type": "code",
            "id": "draws",
            "metadata": {},
            "source": code,
            "outputs": [],
            "execution_count": None,
        },
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1)
