"""Reports with a progress bar on a terminal, and quiet elsewhere."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.publish.batch import Outcome, publish_reports
from ntt_coverage.publish.notebooks import count_code_cells
from ntt_coverage.publish.nursery import Nursery

__all__ = ["publish_with_progress"]


def publish_with_progress(
    specs: Sequence[ReportSpec],
    paths: ProjectPaths,
    out: Path,
    *,
    jobs: int = 1,
    template: Path | None = None,
    nursery: Nursery | None = None,
) -> list[Outcome]:
    """Make reports and show how far they are.

    Parameters
    ----------
    specs : sequence of ReportSpec
        Which; all of one language.
    paths : ProjectPaths
        Where the data and the notebook lie.
    out : pathlib.Path
        The folder of reports.
    jobs : int
        How many are made at a time.
    template : pathlib.Path, optional
        The office's own file for the slides.
    nursery : Nursery, optional
        What kernels are forked from.

    Returns
    -------
    list of Outcome
        In the order of the specs.
    """
    console, lang = Console(stderr=True), specs[0].lang
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    cells = count_code_cells(paths.quarterly_notebook)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(_said(specs, 0, lang), total=cells * len(specs))
        ended: list[Outcome] = []

        def count(outcome: Outcome) -> None:
            ended.append(outcome)
            # of a report that failed the cells that did not run count as done, too
            done = max(bar.tasks[task].completed, cells * len(ended))
            bar.update(task, completed=done, description=_said(specs, len(ended), lang))

        return publish_reports(
            specs,
            paths,
            out,
            jobs=jobs,
            template=template,
            nursery=nursery,
            after_cell=lambda: bar.advance(task),
            after_report=count,
        )


def _said(specs: Sequence[ReportSpec], ended: int, lang: str) -> str:
    if len(specs) == 1:
        return say("cli.progress", lang, quarter=specs[0].quarter.label(lang))
    return say("cli.progress_many", lang, done=ended, all=len(specs))
