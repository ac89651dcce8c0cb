"""A report with a progress bar on a terminal, and quiet elsewhere."""

import subprocess
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.publish.notebooks import count_code_cells
from ntt_coverage.publish.report import publish_report

__all__ = ["publish_with_progress"]


def publish_with_progress(
    spec: ReportSpec, paths: ProjectPaths, out: Path, *, spare: subprocess.Popen[str] | None = None
) -> Path:
    """Make a report and show how far it is.

    Parameters
    ----------
    spec : ReportSpec
        Quarter and language.
    paths : ProjectPaths
        Where the data and the notebook lie.
    out : pathlib.Path
        The folder of reports.
    spare : subprocess.Popen, optional
        A process with the libraries loaded, which becomes the kernel.

    Returns
    -------
    pathlib.Path
        The report's folder.

    Raises
    ------
    CoverageError
        As `publish_report`.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        said = say("cli.progress", spec.lang, quarter=spec.quarter.label(spec.lang))
        task = bar.add_task(said, total=count_code_cells(paths.quarterly_notebook))
        return publish_report(spec, paths, out, spare=spare, after_cell=lambda: bar.advance(task))
