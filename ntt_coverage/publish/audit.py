"""What does not add up, as pieces of a report: in a quarterly report, and as an audit report."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ntt_coverage.identity import checked_language
from ntt_coverage.intake.values import NAMED_IN_LIST
from ntt_coverage.language import format_number, format_numbers, say
from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.noted import noted_text
from ntt_coverage.pipeline import Dataset, QuarterTables, load
from ntt_coverage.profiles.names import base_name
from ntt_coverage.publish.blocks import Block, Folded, SubHeading
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.publish.xlsx.words import word_of

__all__ = [
    "correction_table",
    "finding_table",
    "show_audit",
    "show_contradictions",
    "show_corrections",
    "show_fits",
]

MOST_LINES = 5
"""Statements of a check that are shown; a list of 22 parts says no more than its sum."""


def show_contradictions(tables: QuarterTables) -> Section:
    """Show the findings that touch a quarter.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section
        A table with one row per finding, or one sentence; how many checks fit. Where nothing
        could be checked it says that: it is not a clean result.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_contradictions(nc.coverage("2021Q2", "en"))
    Section(name='contradictions', title='What does not add up, Q2 2021')
    """
    lang = tables.spec.lang
    findings = findings_of(tables.checks)
    numbers = {"found": len(findings), "fits": len(tables.checks) - len(findings)}
    lead = "lead_nothing" if tables.checks.empty else "lead" if len(findings) else "lead_none"
    told = paragraph(say(f"audit.{lead}", lang, **format_numbers(numbers, lang)))
    rows = finding_table(findings, tables.data, lang)
    table = text_table(rows, lang) if len(findings) else None
    title = say("audit.title", lang, quarter=tables.spec.quarter.label(lang))
    return section("contradictions", title, told, table)


def finding_table(findings: pd.DataFrame, data: Dataset, lang: str) -> pd.DataFrame:
    """Write findings as texts.

    Parameters
    ----------
    findings : pandas.DataFrame
        Rows of ``check``.
    data : Dataset
        What ``load`` returned.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        To be shown by ``text_table``.
    """
    rows = _rows(findings, lang)
    if lang != "en":  # what is counted is noted in English; here words of the reader say it
        statements = data.checkable.set_index("statement_id").to_dict("index")
        ids = findings["statement_ids"].str.split("|")
        rows["printed"] = [_printed([(key, statements[key]) for key in keys], lang) for keys in ids]
    return rows


def show_audit(checks: pd.DataFrame, lang: str, *, data: Dataset | None = None) -> Section:
    """Show all findings, rule by rule.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``check``.
    lang : str
        ``"id"`` or ``"en"``.
    data : Dataset, optional
        What they are checks of, as ``load`` returned it; read anew if not given.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_audit(nc.check(nc.load()), "en").title
    'Findings'
    """
    checked_language(lang)
    findings, known = findings_of(checks), data or load()
    counts = findings["severity"].value_counts()
    numbers = {
        "found": len(findings), "fits": len(checks) - len(findings),
        "contradictions": counts.get("contradiction", 0), "questions": counts.get("question", 0),
    }  # fmt: skip
    parts: list[Block] = [paragraph(say("audit.summary", lang, **format_numbers(numbers, lang)))]
    for rule, rows in findings.groupby("rule", sort=False):
        parts += [SubHeading(say(f"rule.{rule}", lang))]
        parts += [text_table(finding_table(rows, known, lang).drop(columns="finding"), lang)]
    return section("audit", say("audit.findings", lang), *parts)


def show_fits(checks: pd.DataFrame, lang: str) -> Section:
    """Show the checks that fit: counted by rule, and each in full.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``check``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    Section
        Each rule's checks stand folded under their number.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_fits(nc.check(nc.load()), "en").title
    'What fits'
    """
    parts: list[Block] = [paragraph(say("audit.fits_lead", checked_language(lang)))]
    for rule, rows in checks[checks["severity"] == "fits"].groupby("rule", sort=False):
        title = f"{say(f'rule.{rule}', lang)}: {format_number(len(rows), lang)}"
        body = text_table(_rows(rows, lang)[["place", "arithmetic", "source_id"]], lang)
        parts.append(Folded(title, body))
    return section("fits", say("audit.fits", lang), *parts)


def show_corrections(data: Dataset, lang: str) -> Section:
    """Show the documented corrections beside what is printed.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_corrections(nc.load(), "id")
    Section(name='corrections', title='Koreksi yang tercatat')
    """
    rows, lang = data.corrections, checked_language(lang)
    if rows.empty:
        return section(
            "corrections", say("audit.corrections", lang), paragraph(say("audit.none", lang))
        )
    lead = paragraph(say("audit.corrections_lead", lang))
    table = text_table(correction_table(rows, lang), lang)
    return section("corrections", say("audit.corrections", lang), lead, table)


def correction_table(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Write corrections as texts.

    Parameters
    ----------
    rows : pandas.DataFrame
        Corrections.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        To be shown by ``text_table``.
    """
    return pd.DataFrame(
        {
            "statement": rows["statement_id"],
            "printed": rows["expect"],
            "reading": rows["reading"],
            "status": [say(f"correction.status_{status}", lang) for status in rows["status"]],
            "source_id": rows["source_id"],
            "reason": rows[f"reason_{lang}"],
        }
    )


def _rows(checks: pd.DataFrame, lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "finding": _title(row["rule"], row["severity"], lang),
                "place": row["region"],
                "arithmetic": "; ".join(
                    filter(None, (row[f"arithmetic_{lang}"], row[f"remark_{lang}"]))
                ),
                "likely": row[f"reading_{lang}"],
                "source_id": row["source_ids"].replace("|", ", "),
                "printed": _short(row["printed"]),
            }
            for row in checks.to_dict("records")
        ]
    )


def _title(rule: str, severity: str, lang: str) -> str:
    return f"{say(f'rule.{rule}', lang)} ({say(f'severity.{severity}', lang)})"


def _printed(statements: Sequence[tuple[str, Mapping[str, Any]]], lang: str) -> str:
    """Write what is printed where: "000-13 (S01, isi berita), Orang terdaftar: 5.244"."""
    lines = []
    for key, row in statements:
        where = ", ".join(filter(None, (row["source_id"], word_of("where", row["place"], lang))))
        parts = [f"{key} ({where})", _counted(row, lang)]
        if not pd.isna(row["segment"]):
            parts.append(say(f"segment.{row['segment']}", lang))
        value = row["region_text"] if row["value_text"] == NAMED_IN_LIST else row["value_text"]
        lines.append(f"{', '.join(parts)}: {value}")
    return _short("\n".join(dict.fromkeys(lines)))


def _counted(row: Mapping[str, Any], lang: str) -> str:
    """Name what is counted; where there is no word for it, as it is noted."""
    if row["indicator"] == "other":
        return base_name(noted_text(str(row["indicator_text"]), lang), lang)
    return say(f"indicator.{row['indicator']}", lang)


def _short(printed: str) -> str:
    lines = printed.split("\n")
    more = [f"... (+{len(lines) - MOST_LINES})"] if len(lines) > MOST_LINES else []
    return "; ".join([*lines[:MOST_LINES], *more])
