"""What the cleaner may do with any file: count all its rows, or refuse it with a paragraph."""

import csv
import math
import re
import traceback
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple

from ntt_coverage.errors import CoverageError, ReportError
from ntt_coverage.intake.schema import ISSUE_MODEL, OBSERVATION_MODEL
from ntt_coverage.intake.tables import CleanedTable, clean_file
from ntt_coverage.publish.cleaned import Outcome, clean_files

LIVE = re.compile(r"[=+@＝＋－＠\t\r\n]|-(?![\d.,\s]*$)")
YEARS = r"(?!(?:(?:19|20)\d\d\D){3}(?:19|20)\d\d)"
PERSON = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:\d{{16}}|\d{{18}}|{YEARS}\d{{4}}([^\w,])\d{{4}}\1\d{{4}}\1\d{{4}}"
    r"|\d{6}([^\w,])\d{6}\2\d{4})(?!\d)"
)
"""Numbers of identity cards, in one piece or in groups; four years in a row are none."""

UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))
LONGEST_PARAGRAPH = 2_000


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What is wrong; of two files with the same fault it says the same."""

    fault: str
    detail: str


def complaints_of(path: Path, out: Path, **options: str | None) -> list[Complaint]:
    """Clean a file and say what must not have happened.

    Parameters
    ----------
    path : pathlib.Path
        Any file.
    out : pathlib.Path
        Folder for what is written.
    **options : str or None
        ``codes`` and ``segment``.

    Returns
    -------
    list of Complaint
    """
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", RuntimeWarning)
        try:
            found = list(_complaints(path, out, options))
        except Exception as fault:
            found = [_unexpected(fault)]
    return found + [_warned(one) for one in warned if issubclass(one.category, RuntimeWarning)]


def _complaints(path: Path, out: Path, options: dict[str, str | None]) -> Iterator[Complaint]:
    try:
        cleaned = clean_file(path, **options)
        cleaned.observations  # noqa: B018
    except ReportError:
        raise
    except CoverageError as fault:
        yield from _of_refusal(fault)
        return
    yield from _of_counts(cleaned)
    yield from _of_values(cleaned)
    (outcome,) = clean_files([path], out, **options)
    yield from _of_written(outcome, out)


def _unexpected(fault: Exception) -> Complaint:
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "ntt_coverage" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno} in {ours[-1].name}"
    return Complaint(fault=f"{type(fault).__name__} at {place}", detail=str(fault)[:300])


def _warned(one: warnings.WarningMessage) -> Complaint:
    place = f"{Path(one.filename).name}:{one.lineno}"
    return Complaint(fault=f"{one.category.__name__} at {place}", detail=str(one.message)[:300])


def _of_refusal(fault: CoverageError) -> Iterator[Complaint]:
    for said in (fault.say("id"), fault.say("en")):
        if PERSON.search(_digits(said)):
            yield Complaint(fault="a refusal repeats a personal number", detail=said[:300])
        if len(said) > LONGEST_PARAGRAPH:
            yield Complaint(
                fault=f"a refusal is too long: {fault.key}", detail=f"{len(said)}: {said[:200]}"
            )


# The counts and figures


def _of_counts(cleaned: CleanedTable) -> Iterator[Complaint]:
    issues, observed = cleaned.issues, cleaned.observations
    bad = issues[issues["severity"] == "rejected"]
    rejected = set(zip(bad["sheet"], bad["row"], strict=True))
    places = [place.rpartition("!")[::2] for place in observed["place"]]
    given = {(sheet, coordinate_to_tuple(cell)[0]) for sheet, cell in places}
    for count in cleaned.sheets:
        if count.rows_read != count.rows_accepted + count.rows_rejected:
            yield Complaint(fault="rows read are not rows accepted and rejected", detail=str(count))
    if len(rejected) != cleaned.rows_rejected:
        yield Complaint(
            fault="a rejected row has no issue", detail=f"{rejected} {cleaned.sheets}"[:300]
        )
    if given & rejected:
        yield Complaint(
            fault="a rejected row gives an observation", detail=str(given & rejected)[:300]
        )
    if len(given) > cleaned.rows_accepted:
        yield Complaint(
            fault="more rows give observations than are accepted", detail=str(cleaned.sheets)[:300]
        )


def _of_values(cleaned: CleanedTable) -> Iterator[Complaint]:
    for name in ("value", "value_low", "value_high"):
        wrong = [v for v in cleaned.observations[name] if not (math.isnan(v) or 0 <= v <= 1e15)]
        if wrong:
            yield Complaint(fault=f"an impossible {name}", detail=str(wrong[:5]))


# What is written


def _of_written(outcome: Outcome, out: Path) -> Iterator[Complaint]:
    if outcome.cleaned is None:
        yield Complaint(fault="read once, refused the second time", detail=str(outcome.fault))
        return
    for lang in ("id", "en"):
        outcome.lines(lang)
    frame, issues = outcome.cleaned.observations, outcome.cleaned.issues
    yield from _of_text(out / "observations.csv", list(OBSERVATION_MODEL.columns), len(frame))
    yield from _of_text(out / "issues.csv", list(ISSUE_MODEL.columns), len(issues))
    if outcome.annotated:
        yield from _of_copy(outcome.annotated)


def _of_text(path: Path, columns: list[str], height: int) -> Iterator[Complaint]:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file, strict=True))
    if head != columns or len(rows) != height or {len(row) for row in rows} - {len(columns)}:
        yield Complaint(fault=f"{path.name} has another shape", detail=f"{len(rows)} for {height}")
    for name, cell in (
        (name, cell) for row in rows for name, cell in zip(columns, row, strict=False)
    ):
        if LIVE.match(cell):
            yield Complaint(fault=f"a live formula in {path.name}: {name}", detail=cell[:300])
        if name != "area_codes" and PERSON.search(_digits(cell)):
            yield Complaint(fault=f"a personal number in {path.name}: {name}", detail=cell[:300])


def _digits(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(UNSEEN))


def _of_copy(path: Path) -> Iterator[Complaint]:
    with ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/" in name]
        pages = [name for name in sheets if re.search(rb"<f[ >]", archive.read(name))]
        outside = [name for name in archive.namelist() if b'"External"' in archive.read(name)]
    book = load_workbook(path)
    formulas = [
        cell.coordinate for page in book for cell in page._cells.values() if cell.data_type == "f"
    ]
    if pages or formulas:
        yield Complaint(fault="a formula in the annotated copy", detail=f"{pages} {formulas[:5]}")
    if outside:
        yield Complaint(fault="the annotated copy reaches outside", detail=str(outside))
