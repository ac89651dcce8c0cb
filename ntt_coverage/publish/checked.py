"""What `check` hands over: a table to read, CSV for a spreadsheet, JSON for a program."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ntt_coverage.intake.denominators import clean_denominators
from ntt_coverage.intake.project import read_figures
from ntt_coverage.intake.rates import read_rates
from ntt_coverage.intake.relations import unknown_keys
from ntt_coverage.intake.sources import read_denominators, read_sources, source_dates
from ntt_coverage.intake.statement_files import read_statement_files
from ntt_coverage.language import format_number, format_numbers, say
from ntt_coverage.measures.statements.checking import check_statements, findings_of
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pipeline import check
from ntt_coverage.publish.tables import inert_table

__all__ = ["FORMATS", "Checked", "check_files"]

NARROWEST, WIDEST = 80, 140


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What came out of a check.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``check_statements``.
    not_checked : pandas.DataFrame
        Issues of the rows that could not be read.
    read : tuple of str
        Keys of the statements that were read.
    """

    checks: pd.DataFrame
    not_checked: pd.DataFrame
    read: tuple[str, ...]

    @property
    def alone(self) -> list[str]:
        """Keys of the statements compared with nothing but population and day of print."""
        weak = self.checks["rule"].isin(["date_order", "magnitude"])
        compared = self.checks[~weak | (self.checks["severity"] != "fits")]
        told = set("|".join(compared["statement_ids"]).split("|"))
        return [key for key in self.read if key not in told]

    @property
    def exit_code(self) -> int:
        """0 nothing found, 1 something does not add up, 2 no row could be read."""
        if not self.read:
            return 2
        return int(len(findings_of(self.checks)) > 0)

    def written(self, form: str, lang: str, width: int) -> str:
        """Write the checks in a format.

        Parameters
        ----------
        form : {"table", "csv", "json"}
            A table of the findings for people; all checks as CSV or JSON for programs.
        lang : str
            Language of the table, ``"id"`` or ``"en"``; CSV and JSON hold both.
        width : int
            Columns of the screen.

        Returns
        -------
        str
            Without a last line break.
        """
        return FORMATS[form](self, lang, width).strip("\n")


def check_files(files: Sequence[Path], paths: ProjectPaths) -> Checked:
    """Check files of statements, or the data of a project.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Files of statements, with those of their sources and relations; none for the data of
        the project.
    paths : ProjectPaths
        The project, whose official figures and rates the files are held against.

    Returns
    -------
    Checked

    Raises
    ------
    SourceLayoutError
        If a file cannot be read, or holds no statements.
    """
    if not files:
        data = read_figures(paths)
        keys = tuple(data.checkable["statement_id"])
        passed = unknown_keys(data.relations, keys)
        issues = pd.concat([data.cleaned.issues, passed], ignore_index=True)
        return Checked(checks=check(data), not_checked=issues, read=keys)
    sources = read_sources(paths.sources)
    read = read_statement_files(files, sources)
    known = source_dates(sources)
    checks = check_statements(
        read.cleaned.observations,
        read.sources,
        clean_denominators(read_denominators(paths.denominators), known),
        read_rates(paths.contribution_rates, known=known),
        read.relations,
    )
    keys = tuple(read.cleaned.observations["statement_id"])
    issues = pd.concat([read.cleaned.issues, unknown_keys(read.relations, keys)], ignore_index=True)
    return Checked(checks=checks, not_checked=issues, read=keys)


def _table(checked: Checked, lang: str, width: int) -> str:
    page = Console(
        file=io.StringIO(), width=min(max(width, NARROWEST), WIDEST), color_system=None,
        force_terminal=False,
    )  # fmt: skip
    checks, not_checked = checked.checks, checked.not_checked
    findings = findings_of(checks)
    if len(findings):
        page.print(_findings(findings, lang))
    counts = {
        "found": len(findings), "fits": len(checks) - len(findings), "skipped": len(not_checked)
    }  # fmt: skip
    page.print(say("check.summary", lang, **format_numbers(counts, lang)), soft_wrap=True)
    if len(checks) > len(findings):
        page.print(say("check.fits_by_rule", lang))
    by_rule = checks[checks["severity"] == "fits"].groupby("rule", sort=False).size()
    for rule, number in by_rule.items():
        page.print(f"  {format_number(number, lang):>6}  {say(f'rule.{rule}', lang)}")
    if checked.alone:
        alone = {"number": format_number(len(checked.alone), lang), "ids": ", ".join(checked.alone)}
        page.print(Text(say("check.alone", lang, **alone)), soft_wrap=True)
    for row in not_checked.to_dict("records"):
        where = {"file": row["file"], "row": row["row"], "message": row[f"message_{lang}"]}
        page.print(Text(say("check.skipped", lang, **where)), soft_wrap=True)
    return page.file.getvalue()  # type: ignore[attr-defined]


def _findings(findings: pd.DataFrame, lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("", justify="right", no_wrap=True)
    for name, ratio in (("finding", 3), ("arithmetic", 5), ("printed", 4)):
        table.add_column(say(f"check.col_{name}", lang), ratio=ratio, overflow="fold")
    for number, row in enumerate(findings.to_dict("records"), start=1):
        about = [say(f"rule.{row['rule']}", lang), row["region"]]
        about += [say(f"severity.{row['severity']}", lang)]
        told = [row[f"{part}_{lang}"] for part in ("arithmetic", "remark", "reading")]
        cells = ("\n".join(about), "\n".join(filter(None, told)), _lines(row["printed"]))
        table.add_row(str(number), *map(Text, cells))
        table.add_section()
    return table


def _lines(printed: str, most: int = 6) -> str:
    """Show one statement a line; of a long list only the first."""
    each = printed.split("\n")
    return "\n".join(each if len(each) <= most else [*each[:most], f"... (+{len(each) - most})"])


def _csv(checked: Checked, lang: str, width: int) -> str:
    return str(inert_table(checked.checks).to_csv(index=False, lineterminator="\n"))


def _json(checked: Checked, lang: str, width: int) -> str:
    checks, not_checked = checked.checks, checked.not_checked
    findings = findings_of(checks)
    page = {
        "findings": _records(findings),
        "fits": _records(checks[checks["severity"] == "fits"]),
        "not_checked": not_checked.to_dict("records"),
        "not_compared": checked.alone,
        "counts": {
            "findings": len(findings),
            "fits": len(checks) - len(findings),
            "not_checked": len(not_checked),
        },
    }
    return json.dumps(page, indent=2, default=str)


def _records(checks: pd.DataFrame) -> list[dict[str, object]]:
    rows = checks.to_dict("records")
    for row in rows:
        for name in ("statement_ids", "source_ids", "official_source_ids"):
            row[name] = [key for key in row[name].split("|") if key]
        row["printed"] = row["printed"].split("\n")
    return rows


FORMATS: Mapping[str, Callable[[Checked, str, int], str]] = {
    "table": _table, "csv": _csv, "json": _json
}  # fmt: skip
