"""Many reports in one go: some at a time, and one that fails does not stop the others."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ntt_coverage.identity import ReportSpec
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.publish.nursery import Nursery
from ntt_coverage.publish.report import publish_report

__all__ = ["Outcome", "publish_reports"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one report.

    Parameters
    ----------
    spec : ReportSpec
        Quarter and language.
    folder : pathlib.Path or None
        Where it stands; None where it failed.
    fault : BaseException or None
        Why it failed.
    """

    spec: ReportSpec
    folder: Path | None
    fault: BaseException | None


def publish_reports(
    specs: Sequence[ReportSpec],
    paths: ProjectPaths,
    out: Path,
    *,
    jobs: int = 1,
    template: Path | None = None,
    nursery: Nursery | None = None,
    after_cell: Callable[[], None] = lambda: None,
    after_report: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """Make reports, each as `publish_report` makes one.

    Parameters
    ----------
    specs : sequence of ReportSpec
        Which.
    paths : ProjectPaths
        Where the data and the notebook lie.
    out : pathlib.Path
        The folder of reports.
    jobs : int
        How many are made at a time; each has a kernel of its own.
    template : pathlib.Path, optional
        The office's own file for the slides.
    nursery : Nursery, optional
        What kernels are forked from; without one each starts the plain way.
    after_cell : callable, optional
        Called after each cell of a notebook, from any thread.
    after_report : callable, optional
        Called with the outcome of each report, in the order in which they end.

    Returns
    -------
    list of Outcome
        In the order of the specs.
    """
    with _one_template(template) as same, ThreadPoolExecutor(max_workers=jobs) as pool:
        begun = {
            pool.submit(
                publish_report,
                spec,
                paths,
                out,
                template=same,
                nursery=nursery,
                after_cell=after_cell,
            ): spec
            for spec in specs
        }
        outcomes = {}
        try:
            for future in as_completed(begun):
                spec, fault = begun[future], future.exception()
                folder = None if fault else future.result()
                outcomes[spec] = Outcome(spec=spec, folder=folder, fault=fault)
                after_report(outcomes[spec])
        except BaseException:  # stopped by hand: nothing more is begun, what runs is ended
            pool.shutdown(wait=False, cancel_futures=True)
            if nursery:
                nursery.end()
            raise
    return [outcomes[spec] for spec in specs]


@contextmanager
def _one_template(template: Path | None) -> Iterator[Path | None]:
    """Take a copy of the template: a series has one look, also if the file is changed meanwhile."""
    if template is None:
        yield None
        return
    with TemporaryDirectory(prefix="ntt-") as folder:
        yield Path(shutil.copyfile(template, Path(folder) / template.name))
