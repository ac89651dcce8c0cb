"""What `clean` hands over: observations, issues, and a copy for the sender to repair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ntt_coverage.errors import CoverageError, ParameterError
from ntt_coverage.intake.outcome import CleanedTable
from ntt_coverage.intake.schema import ISSUE_MODEL, OBSERVATION_MODEL
from ntt_coverage.intake.tables import checked_options, clean_sheets, read_file
from ntt_coverage.language import format_number, say
from ntt_coverage.publish.annotated import write_annotated
from ntt_coverage.publish.tables import inert_table

__all__ = ["Outcome", "clean_files"]

OBSERVATIONS, ISSUES = "observations.csv", "issues.csv"
MOST_MARKED = 20_000
"""With more to mark than that, the sender needs a talk rather than a copy."""

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
                    figures=format_number(count.figures, lang),
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
        One per file. Where every file was refused, nothing is written but the heads of tables
        that stood there before.

    Raises
    ------
    ParameterError
        If ``codes`` or ``segment`` is not known, or the folder is that of an input.
    """
    checked_options(codes, segment)
    names = _names(paths)
    _check_out(paths, names, out)
    outcomes = [
        _clean(path, name, out, codes, segment) for path, name in zip(paths, names, strict=True)
    ]
    cleaned = [outcome.cleaned for outcome in outcomes if outcome.cleaned]
    if cleaned or (out / OBSERVATIONS).exists():  # an older result would be taken for this one
        out.mkdir(parents=True, exist_ok=True)
        blocks = (block for one in cleaned for block in one.blocks())
        _write(blocks, list(OBSERVATION_MODEL.columns), out / OBSERVATIONS)
        _write((one.issues for one in cleaned), list(ISSUE_MODEL.columns), out / ISSUES)
    return outcomes


def _names(paths: Sequence[Path]) -> list[str]:
    """Name the files; a second one of the same name gets a number."""
    names: list[str] = []
    for path in paths:
        name, number = path.name, 1
        while name in names:
            number += 1
            name = f"{path.stem}-{number}{path.suffix}"
        names.append(name)
    return names


def _check_out(paths: Sequence[Path], names: Sequence[str], out: Path) -> None:
    """Never write over a file that is to be cleaned, or into what is no folder."""
    if out.exists() and not out.is_dir():
        raise ParameterError("out_option", folder=str(out))
    written = {out / OBSERVATIONS, out / ISSUES, *(_copy_of(name, out) for name in names)}
    inputs = {path.resolve() for path in paths}
    if any(path.resolve() in inputs for path in written):
        raise ParameterError("out_option", folder=str(out))


def _copy_of(name: str, out: Path) -> Path:
    return out / f"{Path(name).stem}-diperiksa.xlsx"


def _clean(path: Path, name: str, out: Path, codes: str | None, segment: str | None) -> Outcome:
    copy = _copy_of(name, out)
    copy.unlink(missing_ok=True)  # of an earlier round
    try:
        sheets = read_file(path)
        cleaned = clean_sheets(
            sheets, codes=codes, segment=segment, source={"source_id": name, "stated_by": ""}
        )
    except CoverageError as fault:
        return Outcome(path=path, fault=fault)
    faulty = cleaned.issues["severity"].ne("note").any()
    if not faulty or sheets[0].name == READABLE_AS_TEXT or len(cleaned.issues) > MOST_MARKED:
        return Outcome(path=path, cleaned=cleaned)
    out.mkdir(parents=True, exist_ok=True)
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
