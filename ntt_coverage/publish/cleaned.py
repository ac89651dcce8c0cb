"""What `clean` hands over: observations, issues, and a copy for the sender to repair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ntt_coverage.errors import CoverageError
from ntt_coverage.intake.outcome import CleanedTable
from ntt_coverage.intake.raw import read_raw
from ntt_coverage.intake.schema import ISSUE_MODEL, OBSERVATION_MODEL
from ntt_coverage.intake.tables import checked_options, clean_sheets
from ntt_coverage.language import format_number, say
from ntt_coverage.publish.annotated import write_annotated
from ntt_coverage.publish.tables import inert_table

__all__ = ["Outcome", "clean_files"]

READABLE_AS_TEXT = ""
"""Name of the sheet of a text file: it has no cells to colour."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    cleaned : CleanedTable or None
        Its observations and issues; None if it was refused.
    fault : CoverageError or None
        Why it was refused.
    annotated : pathlib.Path or None
        The copy with the cells to repair, if there are any.
    """

    path: Path
    cleaned: CleanedTable | None = None
    fault: CoverageError | None = None
    annotated: Path | None = None

    @property
    def exit_code(self) -> int:
        """0 all rows accepted, 1 some rejected, 2 not readable."""
        return 2 if self.cleaned is None else int(self.cleaned.rows_rejected > 0)

    def lines(self, lang: str) -> list[str]:
        """Say what became of the file.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        list of str
            One line per sheet, then the annotated copy.
        """
        if self.cleaned is None:
            return [self.fault.say(lang)] if self.fault else []
        told = []
        for count in self.cleaned.sheets:
            name = f"{count.file} [{count.sheet}]" if count.sheet else count.file
            key = "cli.sheet_rows" if count.has_table else "cli.sheet_without_table"
            told.append(
                say(
                    key,
                    lang,
                    sheet=name,
                    read=count.rows_read,
                    accepted=count.rows_accepted,
                    rejected=count.rows_rejected,
                    totals=count.totals,
                    asides=count.asides,
                )
            )
        looked = self.cleaned.issues["severity"].eq("flagged").sum()
        if looked:
            told.append(say("cli.flagged", lang, number=format_number(int(looked), lang)))
        if self.annotated:
            told.append(say("cli.annotated", lang, path=self.annotated))
        return told


def clean_files(
    paths: Sequence[Path], out: Path, *, codes: str | None, segment: str | None
) -> list[Outcome]:
    """Clean files and write what came out.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        The files, in the order of the output.
    out : pathlib.Path
        Folder for ``observations.csv``, ``issues.csv`` and the annotated copies; made if needed.
    codes : str, optional
        As in ``intake.tables.clean_file``.
    segment : str, optional
        As in ``intake.tables.clean_file``.

    Returns
    -------
    list of Outcome
        One per file. Nothing is written if every file was refused.

    Raises
    ------
    ParameterError
        If ``codes`` or ``segment`` is not known.
    """
    checked_options(codes, segment)
    outcomes = [_clean(path, out, codes, segment) for path in paths]
    cleaned = [outcome.cleaned for outcome in outcomes if outcome.cleaned]
    if cleaned:
        out.mkdir(parents=True, exist_ok=True)
        blocks = (block for one in cleaned for block in one.blocks())
        _write(blocks, list(OBSERVATION_MODEL.columns), out / "observations.csv")
        _write((one.issues for one in cleaned), list(ISSUE_MODEL.columns), out / "issues.csv")
    return outcomes


def _clean(path: Path, out: Path, codes: str | None, segment: str | None) -> Outcome:
    try:
        sheets = read_raw(path)
        cleaned = clean_sheets(sheets, codes=codes, segment=segment)
    except CoverageError as fault:
        return Outcome(path=path, fault=fault)
    faulty = cleaned.issues["severity"].ne("note").any()
    if not faulty or sheets[0].name == READABLE_AS_TEXT:
        return Outcome(path=path, cleaned=cleaned)
    out.mkdir(parents=True, exist_ok=True)
    copy = out / f"{path.stem}-diperiksa.xlsx"
    write_annotated(path, sheets, cleaned.issues, copy)
    return Outcome(path=path, cleaned=cleaned, annotated=copy)


def _write(blocks: Iterable[pd.DataFrame], columns: list[str], path: Path) -> None:
    """Write a table block by block, to its name only when it is whole."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        pd.DataFrame(columns=columns).to_csv(file, index=False, lineterminator="\n")
        for block in blocks:
            inert_table(block).to_csv(file, index=False, header=False, lineterminator="\n")
    part.replace(path)
