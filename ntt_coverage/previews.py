"""What an office's file would add, beside what is known; nothing is stored."""

from collections.abc import Mapping
from dataclasses import replace

from ntt_coverage.dataset import PREVIEW, Dataset
from ntt_coverage.intake.added import Added
from ntt_coverage.intake.outcome import CleanedTable
from ntt_coverage.intake.project import with_added
from ntt_coverage.intake.sources import with_days
from ntt_coverage.intake.telling import checked_source, source_row
from ntt_coverage.language import LANGUAGES, say

__all__ = ["preview"]


def preview(data: Dataset, cleaned: CleanedTable, *, source: Mapping[str, str]) -> Dataset:
    """Return the data as they would be if a file had been added; nothing is written.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    cleaned : CleanedTable
        What ``clean_file`` or ``clean_table`` returned. Rejected rows are left out here; ``add``
        refuses a file that has any.
    source : mapping of str to str
        What ``add`` is told: ``publisher`` and ``date_published`` at least.

    Returns
    -------
    Dataset
        Its maps and charts say in their title and across them that they are a preview, and name
        the file among their sources.

    Raises
    ------
    ParameterError
        If the source is not told well.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> from ntt_coverage.paths import ProjectPaths
    >>> sample = ProjectPaths.find().notebooks / "samples" / "contoh_rekap_kantor.xlsx"
    >>> cleaned = nc.clean_file(sample, segment="non_asn")
    >>> told = {"publisher": "Contoh", "date_published": "2026-07-05"}
    >>> data = nc.preview(nc.load(), cleaned, source=told)
    >>> nc.coverage("2026Q2", data=data).headline.startswith("PRATINJAU")
    True
    """
    told = checked_source({"source_id": PREVIEW, **source}, set(data.sources["source_id"]))
    file, key = cleaned.sheets[0].file, told["source_id"]
    told["publisher"] = f"{told['publisher']}, {PREVIEW} {file}"
    own = replace(cleaned, source={"source_id": key, "stated_by": told["stated_by"]})
    added = Added(
        sources=with_days(source_row(told).assign(file=file, row=1)), cleaned=own.joinable
    )
    marks = {lang: say("preview.mark", lang) for lang in LANGUAGES}
    return replace(with_added(data, [added]), marks=marks)
