"""What the pages on the statement checker say of it: its rules, its findings, what fits.

English sentences stand in the docstrings and tables of the package; ``checks.csv`` translates
them. A sentence that has changed there has no translation any more, and the pages are not made.
"""

import csv
import html
import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from types import ModuleType

import pandas as pd

from ntt_coverage.language import format_date, format_number, say
from ntt_coverage.measures.contributions import rates_on
from ntt_coverage.measures.costs import contribution_cost
from ntt_coverage.measures.statements import figures
from ntt_coverage.measures.statements.check import likely_reading
from ntt_coverage.measures.statements.checking import RULES, findings_of
from ntt_coverage.measures.statements.slips import slip_between
from ntt_coverage.measures.statements.stated import same_period
from ntt_coverage.packaged import packaged_table
from ntt_coverage.pipeline import Dataset, check

TRANSLATIONS = Path(__file__).resolve().parent / "checks.csv"

READ = {
    "en": {
        "printed number": figures, "share": figures.share_fit, "same period": same_period,
        "slip": slip_between, "likely reading": likely_reading,
    },
    "id": {
        "angka tercetak": figures, "persentase": figures.share_fit, "waktu yang sama": same_period,
        "salah tulis": slip_between, "kemungkinan maksudnya": likely_reading,
    },
}  # fmt: skip
"""What all rules share, each with where it is told."""

HEADS = {
    "id": {
        "rules": ("aturan", "judul", "yang dibandingkan, dan pembulatan yang dibolehkan"),
        "check-readings": ("hal", "cara membacanya"),
        "quantities": ("jenis", "nama", "pola", "artinya"),
        "findings": ("", "temuan", "hitungan", "kemungkinan maksudnya", "tercetak"),
        "fits": ("aturan", "judul", "cocok", "temuan"),
        "telling": ("wilayah", "hitungan", "tercetak"),
        "rates": ("kunci", "untuk", "program", "nilai", "sejak", "sampai", "sumber",
                  "terkonfirmasi"),
        "amounts": ("pernyataan", "wilayah", "orang", "iuran per bulan (Rp)", "bulan", "hasil (Rp)",
                    "tercetak"),
    },
    "en": {
        "rules": ("rule", "title", "what is compared, and the rounding allowed"),
        "check-readings": ("thing", "how it is read"),
        "quantities": ("sort", "name", "pattern", "meaning"),
        "findings": ("", "finding", "arithmetic", "likely reading", "printed"),
        "fits": ("rule", "title", "fit", "findings"),
        "telling": ("place", "arithmetic", "printed"),
        "rates": ("key", "for", "programmes", "value", "from", "until", "source", "verified"),
        "amounts": ("statement", "place", "workers", "monthly (Rp)", "months", "result (Rp)",
                    "printed"),
    },
}  # fmt: skip
"""Of the generated tables, by their names."""

COUNTS = {
    "en": "{found} findings, of these {contradiction} contradictions and {question} questions; "
    "{fits} checks fit; {skipped} rows of the statements were not checked.",
    "id": "{found} temuan, yaitu {contradiction} bertentangan dan {question} perlu ditanyakan; "
    "{fits} pemeriksaan cocok; {skipped} baris pernyataan tidak diperiksa.",
}

TELLING = (
    "parts:X030+P004+P005", "parts:X030+X031+P009", "complement:X005+P002+P001",
    "share:000-15+000-14+000-12", "contribution:P012+X046", "contribution:P013+X051",
    "contribution:P024+X068", "named_units:002-07+002-08+002-09", "weekday:002-02+002-03+002-04",
)  # fmt: skip
"""Checks that fit, and say most about what a reader may take for a fault."""

AMOUNTS = {"001-09": 5_829, "P012": 2_829, "P013": 14_880, "P024": 50_000}
"""Printed amounts, each with the workers that it is for."""

NO_COST = {
    "en": "In the {quarters} quarters of [methodology.md](methodology.md): "
    "{known} of {all} rows with a cost.",
    "id": "Pada {quarters} triwulan di [metodologi.md](metodologi.md): "
    "{known} dari {all} baris mempunyai biaya.",
}

MOST_PRINTED = 6
"""Statements of a finding that are listed; 22 parts say no more than their sum."""


@cache
def translations() -> dict[str, str]:
    """Return the Indonesian of each English sentence.

    Returns
    -------
    dict of str to str
    """
    with TRANSLATIONS.open(encoding="utf-8", newline="") as file:
        return {row["english"]: row["indonesian"] for row in csv.DictReader(file)}


def in_language(text: str, lang: str) -> str:
    """Translate a sentence of the package.

    Parameters
    ----------
    text : str
        In English.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str

    Raises
    ------
    LookupError
        If ``checks.csv`` does not have it.
    """
    if lang == "en":
        return text
    if text not in translations():
        raise LookupError(f"docs/checks.csv lacks a translation of: {text}")
    return translations()[text]


def told(thing: Callable[..., object] | ModuleType) -> str:
    """Return what a docstring says before it lists parameters, as one paragraph.

    Parameters
    ----------
    thing : callable or module
        With a numpydoc docstring.

    Returns
    -------
    str
    """
    text = (inspect.getdoc(thing) or "").partition("\n\nParameters\n")[0]
    return " ".join(text.split()).replace("``", "`")


def rule_rows(lang: str) -> list[list[str]]:
    """Describe every rule by the docstrings of its functions.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
        Key, title, what is compared and with which rounding.
    """
    return [
        [f"`{rule.name}`", say("rule." + rule.name, lang), in_language(told(rule.check), lang)]
        for rule in RULES
    ]


def reading_rows(lang: str) -> list[list[str]]:
    """Describe how numbers, periods and slips are read.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
    """
    return [[name, in_language(told(thing), lang)] for name, thing in READ[lang].items()]


def quantity_rows(lang: str) -> list[list[str]]:
    """Show the words that tell numbers of one indicator apart.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
    """
    return [
        [f"`{row['sort']}`", f"`{row['name']}`", f"`{row['pattern']}`",
         in_language(row["meaning"], lang)]
        for row in packaged_table("ntt_coverage.measures.statements", "quantities.csv")
    ]  # fmt: skip


def counts(checks: pd.DataFrame, skipped: int, lang: str) -> str:
    """Count findings, fitting checks and rows that were not checked.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``pipeline.check``.
    skipped : int
        Rows that could not be read.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    severities = checks["severity"].value_counts()
    numbers = {name: int(severities.get(name, 0)) for name in ("contradiction", "question", "fits")}
    return COUNTS[lang].format(found=len(findings_of(checks)), skipped=skipped, **numbers)


def finding_rows(checks: pd.DataFrame, lang: str) -> list[list[str]]:
    """List the findings.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``pipeline.check``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
        Number, rule with place and severity, arithmetic, likely reading, statements.
    """
    rows = []
    for number, row in enumerate(findings_of(checks).to_dict("records"), start=1):
        severity = say("severity." + row["severity"], lang)
        about = (say("rule." + row["rule"], lang), row["region"], f"*{severity}*")
        sums = filter(None, (row[f"arithmetic_{lang}"], row[f"remark_{lang}"]))
        rows.append([
            str(number), "<br>".join(about), "<br>".join(sums), row[f"reading_{lang}"],
            _printed(row["printed"]),
        ])  # fmt: skip
    return rows


def _printed(statements: str) -> str:
    lines = statements.split("\n")
    more = [f"... (+{len(lines) - MOST_PRINTED})"] if len(lines) > MOST_PRINTED else []
    return "<br>".join([*lines[:MOST_PRINTED], *more])


def fitting(checks: pd.DataFrame) -> pd.DataFrame:
    """Keep the checks that fit.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``pipeline.check``.

    Returns
    -------
    pandas.DataFrame
    """
    return checks[checks["severity"] == "fits"]


def fitting_counts(checks: pd.DataFrame, lang: str) -> list[list[str]]:
    """Count the checks that fit by rule.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``pipeline.check``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
        Key, title, number of checks that fit, number of findings.
    """
    names = dict.fromkeys(rule.name for rule in RULES)
    fits = fitting(checks)["rule"].value_counts()
    found = findings_of(checks)["rule"].value_counts()
    return [
        [f"`{name}`", say(f"rule.{name}", lang), str(fits.get(name, 0)), str(found.get(name, 0))]
        for name in names
    ]


def telling_rows(checks: pd.DataFrame, lang: str) -> list[list[str]]:
    """Show some checks that fit in full.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``pipeline.check``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
        Place, arithmetic, statements.

    Raises
    ------
    KeyError
        If one of ``TELLING`` does not fit any more.
    """
    chosen = fitting(checks).set_index("check_id").loc[list(TELLING)]
    return [
        [row["region"], _sentence(row, lang), _printed(row["printed"])]
        for row in chosen.to_dict("records")
    ]


def _sentence(row: Mapping[str, str], lang: str) -> str:
    return "; ".join(filter(None, (row[f"arithmetic_{lang}"], row[f"remark_{lang}"])))


def fitting_list(checks: pd.DataFrame, lang: str) -> str:
    """List every check that fits, one line each.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``pipeline.check``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        HTML list items, for a part of the page that is folded.
    """
    lines = (
        f"{say('rule.' + row['rule'], lang)}. {row['region']}: {_sentence(row, lang)} "
        f"({', '.join(_few(row['statement_ids'].split('|')))})"
        for row in fitting(checks).to_dict("records")
    )
    return "\n".join(f"<li>{html.escape(line, quote=False)}</li>" for line in lines)


def _few(keys: list[str]) -> list[str]:
    return keys if len(keys) <= MOST_PRINTED else [*keys[:MOST_PRINTED], "..."]


def rate_rows(rates: pd.DataFrame, lang: str) -> list[list[str]]:
    """List the contribution rates.

    Parameters
    ----------
    rates : pandas.DataFrame
        As returned by ``intake.rates.read_rates``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
        Key, for whom, programmes, value, first and last day, source, whether verified.
    """
    words = {"en": ("minimum wage of NTT", "yes", "**no**"),
             "id": ("upah minimum NTT", "ya", "**belum**")}[lang]  # fmt: skip
    return [
        [
            row["rate_id"],
            ", ".join(say(f"segment.{name}", lang) for name in row["segment"].split("|") if name)
            or words[0],
            row["programmes"].replace("|", ", "),
            f"{format_number(row['value'], lang)}%" if row["unit"] == "percent"
            else f"Rp {format_number(row['value'], lang)}",
            _day(row["valid_from"], lang), _day(row["valid_to"], lang), row["source_id"],
            words[1] if row["verified"] else words[2],
        ]
        for row in rates.to_dict("records")
    ]  # fmt: skip


def _day(day: pd.Timestamp, lang: str) -> str:
    return "" if pd.isna(day) else format_date(day.date(), lang)


def amount_rows(data: Dataset, lang: str) -> list[list[str]]:
    """Work printed amounts out from workers, rate and months, and compare them.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
        Statement, source, workers, rate, months, cost, printed amount.
    """
    rows = []
    printed = data.checkable.set_index("statement_id")
    for key, workers in AMOUNTS.items():
        row = printed.loc[key]
        monthly = rates_on(data.rates, "vulnerable", row["as_of"].date())[0].monthly
        months = 1 if row["unit"] == "rupiah per month" else 12
        cost = contribution_cost(workers, monthly, months)
        about = "" if cost == row["value"] else {"en": "about ", "id": "sekitar "}[lang]
        amount = f"{about}Rp {format_number(row['value'], lang)}"
        numbers = [format_number(number, lang) for number in (workers, monthly, months, cost)]
        rows.append([f"{key} ({row['source_id']})", row["region_text"], *numbers, amount])
    return rows


def costs_known(tables: Iterable[pd.DataFrame], lang: str) -> str:
    """Count the units with a cost.

    Parameters
    ----------
    tables : iterable of pandas.DataFrame
        The costs of each quarter.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    each = list(tables)
    known = sum(int(table["cost"].notna().sum()) for table in each)
    return NO_COST[lang].format(quarters=len(each), known=known, all=sum(map(len, each)))


def generated_parts(
    data: Dataset,
    costs: Iterable[pd.DataFrame],
    lang: str,
    table: Callable[[Iterable[str], Iterable[Iterable[str]]], str],
) -> dict[str, Callable[[], str]]:
    """Name the generated parts of the page on the checker with what makes them.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    costs : iterable of pandas.DataFrame
        The costs of the quarters.
    lang : str
        ``"id"`` or ``"en"``.
    table : callable
        Writes headings and rows as Markdown.

    Returns
    -------
    dict of str to callable
        Names of Indonesian parts end in ``-id``.
    """
    found, skipped = check(data), len(data.cleaned.issues)
    rows: dict[str, Callable[[], list[list[str]]]] = {
        "rules": lambda: rule_rows(lang),
        "check-readings": lambda: reading_rows(lang),
        "quantities": lambda: quantity_rows(lang),
        "findings": lambda: finding_rows(found, lang),
        "fits": lambda: fitting_counts(found, lang),
        "telling": lambda: telling_rows(found, lang),
        "rates": lambda: rate_rows(data.rates, lang),
        "amounts": lambda: amount_rows(data, lang),
    }
    parts = {name: partial(_table, table, HEADS[lang][name], made) for name, made in rows.items()}
    parts |= {
        "check-counts": lambda: counts(found, skipped, lang),
        "fits-all": lambda: fitting_list(found, lang),
        "costs-known": lambda: costs_known(costs, lang),
    }
    return {f"{name}-id" if lang == "id" else name: made for name, made in parts.items()}


def _table(
    table: Callable[[Iterable[str], Iterable[Iterable[str]]], str],
    heads: Iterable[str],
    rows: Callable[[], list[list[str]]],
) -> str:
    return table(heads, rows())
