"""Rewrite the generated parts of the documentation from the code and the data.

A generated part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``.

    python docs/generate.py              rewrite the tables, and what the lessons show
    python docs/generate.py --pictures   draw all pictures anew too
"""

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import checks
import contributions
import gallery
import lessons
import pandas as pd
import pandera.pandas as pa
from PIL import Image
from reasons import reason_rows

import ntt_coverage as nc
from ntt_coverage.intake import schema
from ntt_coverage.language import format_number, say
from ntt_coverage.measures.counts import count_states
from ntt_coverage.pictures.choropleth import draw_map
from ntt_coverage.pipeline import Dataset, load
from ntt_coverage.publish.dictionary import Field, described_fields
from ntt_coverage.publish.xlsx.words import WORDS

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

QUARTERS = (
    "2018Q1", "2018Q2", "2018Q4", "2019Q3", "2019Q4", "2020Q1", "2021Q2", "2021Q4", "2022Q1",
    "2024Q2", "2024Q3", "2026Q1",
)  # fmt: skip
SHOWN_STATES = ("enrolled", "not_enrolled", "no_data")
STATE_HEADS = {
    "id": ("Triwulan", "Bertentangan", "Yang mendaftarkan (orang, bila diketahui)", "tidak ada"),
    "en": ("Quarter", "Disputed", "Enrolling (persons where known)", "none"),
}
STATE_SUMS = {
    "id": "Baris yang mendaftarkan: {rows}; dengan jumlah orang: {persons}; "
    "dengan cakupan: {rates}.",
    "en": "Enrolled rows: {rows}; of these with a number of persons: {persons}; "
    "with a rate: {rates}.",
}

PICTURES = {"id": "status-2019Q3-id.png", "en": "status-2019Q3.png"}
PICTURE_WIDTH = 1400

TYPES = {"str": "text", "float": "number", "int": "whole number", "date": "date"}
"""By the beginning of the type's name, which differs in its details between libraries."""

KEYS = ("statement_id", "source_id")
"""Text that cleaning refuses when it is blank, whatever the model permits."""

WORDS_OUTSIDE_MODEL = {"programme": schema.PROGRAMMES}
"""Words that cleaning, not the model, holds a column to."""

CSV_TYPES = {
    "count": "whole number",
    "number": "number",
    "rate": "fraction",
    "day": "date, `YYYY-MM-DD`",
    "published": "date, perhaps without day or month",
    "list": "texts joined by `|`",
}
"""By the form of a column in the dictionary of the package; other forms are text."""

OTHER_TABLES = (
    "changes_since_quarter_before", "history_by_regency_quarter", "states_by_quarter",
    "state_counts", "figures_in_quarter", "costs_by_regency",
)  # fmt: skip
"""Tables of a report whose columns have no heading of their own on the page."""

REASON_HEADS = {
    "id": ("kode", "tingkat", "artinya, pada satu contoh", "yang dilakukan"),
    "en": ("code", "severity", "what it means, in an example", "what to do"),
}

ROLE_MEANINGS = {
    "number": "running number of the row; not read",
    "region": "name of the unit",
    "bps_code": "BPS code",
    "kemendagri_code": "Kemendagri code",
    "code": "code that does not say whose it is",
    "kind": 'kabupaten or kota; decides "Kupang"',
    "name": "region if at least half of its cells name one, else names of persons: file refused",
    "eligible_persons": "staff, enrolled or not",
    "enrolled_persons": "persons who are members",
    "uncovered_persons": "persons who are not members yet",
    "coverage_share": "share of members, in percent",
    "uncovered_share": "share of those who are not members, in percent",
    "contribution_amount": "money for contributions, in rupiah",
    "period": "day or period of the row",
    "month": "month, with a column of years",
    "quarter": "quarter, with a column of years",
    "year": "year",
    "segment": "kind of worker of the row",
    "programme": "programmes of the row",
    "stated_by": "office that gives the figures of the row",
    "note": "remark; becomes the note of its figures",
    "ambiguous": "may count anything: rows with a figure there are rejected",
    "personal": "data of persons: the file is refused",
    "silent": "no header; says nothing beside other words",
    "planned": "no header; its column is a plan, never evidence",
}
"""Of the roles in ``headers.csv``."""


def markdown_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a Markdown table.

    Parameters
    ----------
    heads : iterable of str
        Headings.
    rows : iterable of iterable of str
        Cells; a vertical bar in a cell is escaped.

    Returns
    -------
    str
        Lines without a last line break.
    """
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def states(tables: Mapping[str, pd.DataFrame], lang: str) -> str:
    """Count the states of the quarters on the methodology page and name who enrols.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The 22 units of each quarter.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        A Markdown table with one row per quarter, and how often persons and rates are known.
    """
    quarter, disputed, names, nobody = STATE_HEADS[lang]
    heads = [quarter, *(say(f"state.{state}", lang) for state in SHOWN_STATES), disputed, names]
    rows = (_state_row(name, table, lang, nobody) for name, table in tables.items())
    enrolled = pd.concat(table[table["state"] == "enrolled"] for table in tables.values())
    known = enrolled[["enrolled_persons", "coverage_rate"]].notna().sum()
    said = STATE_SUMS[lang].format(
        rows=len(enrolled), persons=known["enrolled_persons"], rates=known["coverage_rate"]
    )
    return f"{markdown_table(heads, rows)}\n\n{said}"


def _state_row(quarter: str, table: pd.DataFrame, lang: str, nobody: str) -> list[str]:
    counts = count_states(table)
    disputed = ", ".join(table.loc[table["disputed"], "label"])
    enrolled = table[table["state"] == "enrolled"]
    named = [
        label if pd.isna(persons) else f"{label} ({format_number(int(persons), lang)})"
        for label, persons in zip(enrolled["label"], enrolled["enrolled_persons"], strict=True)
    ]
    numbers = [str(counts[state]) for state in SHOWN_STATES]
    return [quarter, *numbers, disputed or nobody, ", ".join(named) or nobody]


def model(table: str, columns: pa.DataFrameSchema) -> str:
    """Describe the columns of a table that a pandera model holds.

    Parameters
    ----------
    table : str
        Its name in the dictionary of the package, which says what the columns mean.
    columns : pandera.DataFrameSchema
        The model.

    Returns
    -------
    str
        A Markdown table with one row per column.
    """
    rows = (
        [f"`{name}`", _type_in(table, name, column), _blank(name, column), _words(name, column),
         meaning(table, name)]
        for name, column in columns.columns.items()
    )  # fmt: skip
    return markdown_table(["column", "type", "blank", "permitted words", "meaning"], rows)


def _type_in(table: str, name: str, column: pa.Column) -> str:
    form = described_fields()[table, name].form
    return CSV_TYPES["list"] if form == "list" else _type(column)


def _type(column: pa.Column) -> str:
    name = str(column.dtype).lower()
    return next(said for beginning, said in TYPES.items() if name.startswith(beginning))


def _choices(column: pa.Column) -> tuple[str, ...]:
    return tuple(
        word for check in column.checks for word in check.statistics.get("allowed_values", ())
    )


def _blank(name: str, column: pa.Column) -> str:
    if column.nullable:
        return "missing"
    free_text = _type(column) == "text" and not _choices(column) and name not in KEYS
    return "empty text" if free_text else "no"


def _words(name: str, column: pa.Column) -> str:
    words = WORDS_OUTSIDE_MODEL.get(name, _choices(column))
    return ", ".join(f"`{word}`" for word in words)


def meaning(table: str, column: str) -> str:
    """Say in English what a column of a report's table means.

    Parameters
    ----------
    table, column : str
        Their names.

    Returns
    -------
    str
    """
    return described_fields()[table, column].meaning["en"]


def table_columns(*tables: str) -> str:
    """Describe the columns of tables of a report from the dictionary of the package.

    Parameters
    ----------
    *tables : str
        Names of tables. With more than one, each row names its file. Columns that are those
        of the observations are left out.

    Returns
    -------
    str
        A Markdown table with one row per column.
    """
    fields = described_fields()
    observed = [field for (owner, _), field in fields.items() if owner == "observations"]
    rows = [
        ([f"`{table}.csv`"] if len(tables) > 1 else []) + _table_row(field)
        for table in tables
        for (owner, _), field in fields.items()
        if owner == table and not (table == "figures_in_quarter" and field in observed)
    ]
    heads = ["column", "type", "permitted words", "blank", "meaning"]
    return markdown_table(["file", *heads] if len(tables) > 1 else heads, rows)


def _table_row(field: Field) -> list[str]:
    codes = WORDS[field.form].codes if field.form in WORDS else ()
    words = ", ".join(f"`{code}`" for code in codes)
    blank = "no" if field.blank == "blank.never" else say(field.blank, "en")
    kind = CSV_TYPES.get(field.form, "text")
    return [f"`{field.name}`", kind, words, blank, field.meaning["en"]]


def raw_columns(resources: Iterable[str]) -> str:
    """Describe the columns of tables in ``data/raw`` from their data package.

    Parameters
    ----------
    resources : iterable of str
        Names of resources with the same columns; permitted words are joined.

    Returns
    -------
    str
        A Markdown table with one row per column.
    """
    package = json.loads((ROOT / "data/raw/datapackage.json").read_text(encoding="utf-8"))
    fields = [
        each["schema"]["fields"] for each in package["resources"] if each["name"] in resources
    ]
    rows = (_raw_row(same) for same in zip(*fields, strict=True))
    return markdown_table(["column", "blank", "permitted", "meaning"], rows)


def _raw_row(same: tuple[Mapping[str, object], ...]) -> list[str]:
    """Describe one column that one or more tables share."""
    rules = [field.get("constraints", {}) for field in same]
    words = dict.fromkeys(f"`{word}`" for rule in rules for word in rule.get("enum", ()))
    patterns = dict.fromkeys(f"`{rule['pattern']}`" for rule in rules if "pattern" in rule)
    permitted = ", ".join(words) or " or ".join(patterns)
    blank = "no" if all(rule.get("required") for rule in rules) else "yes"
    return [f"`{same[0]['name']}`", blank, permitted, str(same[0]["description"])]


def vocabulary(name: str) -> str:
    """Show a table of the package that tells how words are read.

    Parameters
    ----------
    name : str
        File in ``ntt_coverage/intake``.

    Returns
    -------
    str
        A Markdown table with its rows in their order: the first that fits decides.
    """
    rows = _packaged(name)
    coded = [
        [f"`{cell}`" if cell and head != "meaning" else cell for head, cell in row.items()]
        for row in rows
    ]
    return markdown_table(rows[0], coded)


def _packaged(name: str) -> list[dict[str, str]]:
    path = ROOT / "ntt_coverage" / "intake" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def grouped(name: str, column: str, listed: str) -> dict[str, str]:
    """Gather the words of a vocabulary by what they mean.

    Parameters
    ----------
    name : str
        File in ``ntt_coverage/intake``.
    column : str
        Its column of meanings.
    listed : str
        Its column of words.

    Returns
    -------
    dict of str to str
        Meanings in the order in which they first stand, each with its words.
    """
    words: dict[str, list[str]] = {}
    for row in _packaged(name):
        words.setdefault(row[column], []).append(row[listed])
    return {meaning: ", ".join(some) for meaning, some in words.items()}


def headers() -> str:
    """List the known headers of columns by role.

    Returns
    -------
    str
        A Markdown table with one row per role.
    """
    rows = (
        [f"`{role}`", ROLE_MEANINGS[role], words]
        for role, words in grouped("headers.csv", "role", "header").items()
    )
    return markdown_table(["role", "what stands in the column", "headers"], rows)


def groups() -> str:
    """List the words for kinds of worker in headers and titles.

    Returns
    -------
    str
        A Markdown table with one row per segment.
    """
    rows = (
        [f"`{name}`", words] for name, words in grouped("groups.csv", "segment", "words").items()
    )
    return markdown_table(["segment", "words"], rows)


def abbreviations() -> str:
    """List the short forms in headers and titles.

    Returns
    -------
    str
        A Markdown table with one row per word.
    """
    return markdown_table(
        ["read as", "short"], grouped("abbreviations.csv", "word", "short").items()
    )


def generated_parts(data: Dataset) -> dict[str, Callable[[], str]]:
    """Name every generated part with what makes it.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.

    Returns
    -------
    dict of str to callable
        The keys stand in the markers.
    """
    built = {name: nc.coverage(name, data=data) for name in QUARTERS}
    tables = {name: quarter.coverage for name, quarter in built.items()}
    costs = [quarter.costs for quarter in built.values()]
    return {
        "states": lambda: states(tables, "en"),
        "states-id": lambda: states(tables, "id"),
        **checks.generated_parts(data, costs, "en", markdown_table),
        **checks.generated_parts(data, costs, "id", markdown_table),
        "check-columns": lambda: table_columns("statement_checks"),
        "relations": lambda: raw_columns(("relations",)),
        "contribution-rates": lambda: raw_columns(("contribution_rates",)),
        "observations": lambda: model("observations", schema.OBSERVATION_MODEL),
        "issues": lambda: model("issues", schema.ISSUE_MODEL),
        "coverage": lambda: table_columns("coverage_by_regency"),
        "report-tables": lambda: table_columns(*OTHER_TABLES),
        "statements": lambda: raw_columns(("statements_articles", "statements_other", "details")),
        "sources": lambda: raw_columns(("sources",)),
        "denominators": lambda: raw_columns(("denominators",)),
        "segments": lambda: vocabulary("segments.csv"),
        "indicators": lambda: vocabulary("indicators.csv"),
        "units": lambda: vocabulary("units.csv"),
        "headers": headers,
        "groups": groups,
        "abbreviations": abbreviations,
        "contributions": lambda: contributions.part(data, "en", markdown_table),
        "contributions-id": lambda: contributions.part(data, "id", markdown_table),
        "gallery": lambda: gallery.part(data, "en"),
        "gallery-id": lambda: gallery.part(data, "id"),
        "reasons": lambda: markdown_table(REASON_HEADS["en"], reason_rows("en")),
        "reasons-id": lambda: markdown_table(REASON_HEADS["id"], reason_rows("id")),
    }


def rewritten(text: str, parts: Mapping[str, Callable[[], str]]) -> str:
    """Put fresh generated parts into a page.

    Parameters
    ----------
    text : str
        The page.
    parts : mapping of str to callable
        As returned by `generated_parts`.

    Returns
    -------
    str
        The page; everything outside the markers stays as it is.

    Raises
    ------
    KeyError
        If a marker names a part that nothing makes.
    """
    return re.sub(
        r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)",
        lambda found: f"{found[1]}\n{parts[found[2]]()}\n\n{found[3]}",
        text,
        flags=re.DOTALL,
    )


def pages() -> list[Path]:
    """List the pages that may hold generated parts.

    Returns
    -------
    list of pathlib.Path
    """
    return sorted(DOCS.glob("*.md"))


def write_pictures(data: Dataset) -> None:
    """Draw the map of 2019Q3 in both languages, small enough for a page.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    """
    for lang, name in PICTURES.items():
        drawn = draw_map(nc.coverage("2019Q3", lang, data=data)).png()
        with Image.open(io.BytesIO(drawn)) as picture:
            size = PICTURE_WIDTH, round(picture.height * PICTURE_WIDTH / picture.width)
            small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        small.save(DOCS / "images" / name, optimize=True)


def main(arguments: list[str]) -> None:
    """Rewrite what is out of date and say which files were.

    Parameters
    ----------
    arguments : list of str
        ``--pictures`` draws the pictures too.
    """
    data = load()
    parts = generated_parts(data)
    for page in pages():
        old = page.read_text(encoding="utf-8")
        new = rewritten(old, parts)
        if new != old:
            page.write_text(new, encoding="utf-8", newline="\n")
            print(page.relative_to(ROOT))
    for page in lessons.write_pages(pictures="--pictures" in arguments):
        print(page.relative_to(ROOT))
    if "--pictures" in arguments:
        write_pictures(data)
        gallery.write_pictures(data)


if __name__ == "__main__":
    main(sys.argv[1:])
