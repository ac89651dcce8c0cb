"""The parts of a report: a notebook shows them, the page and the PDF string them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ntt_coverage import __version__
from ntt_coverage.language import say
from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pictures.webmap import WebMap, draw_web_map
from ntt_coverage.pipeline import Dataset, QuarterTables, coverage
from ntt_coverage.publish.blocks import Cover, Links, PageOnly, Shown, SubHeading
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table, whole_number
from ntt_coverage.regencies import OUTSIDE, PROVINCE_CODE, regency_of
from ntt_coverage.wording import (
    correction_text,
    notes,
    persons_number,
    printed_day,
    printed_publication,
    printed_value,
    rate_text,
)

__all__ = [
    "place_name",
    "show_coverage",
    "show_finding",
    "show_known",
    "show_method",
    "show_picture",
    "show_quarter",
    "show_sources",
]

BASE = ("eligible_persons", "base")


def show_finding(tables: QuarterTables) -> Section:
    """Show the title of the report, the question and the finding.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section
    """
    lang = tables.spec.lang
    cover = Cover(
        title=say("report.title", lang),
        place=f"{say('report.place', lang)}, {tables.spec.quarter.label(lang)}",
        question=say("report.question", lang),
        finding=tables.headline,
        lines=tuple(tables.subtitle.splitlines()),
    )
    return section("", "", cover)


def show_picture(tables: QuarterTables, picture: Picture | WebMap) -> Section:
    """Show a map under its heading.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    picture : Picture or WebMap
        The drawing.

    Returns
    -------
    Section
    """
    lang = tables.spec.lang
    if isinstance(picture, WebMap):
        title = say("report.webmap", lang)
        framed = PageOnly(picture.framed(f"{title}: {tables.headline}"))
        return section("webmap", title, paragraph(say("report.webmap_lead", lang)), framed)
    kind = picture.name.partition("-")[0]  # "status-page" is a status map too
    return section(picture.name, say(f"figure.{kind}", lang), Shown(picture))


def show_coverage(tables: QuarterTables) -> Section:
    """Show the state of the 22 units.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section
    """
    lang, rows = tables.spec.lang, tables.coverage
    states = rows["state"].map(lambda state: say(f"state.{state}", lang))
    table = pd.DataFrame(
        {
            "regency": rows["regency"],
            "state": states.where(~rows["disputed"], states + " *"),
            "enrolled_persons": [persons_number(row, lang) for row in rows.to_dict("records")],
            "eligible_persons": [whole_number(value, lang) for value in rows["eligible_persons"]],
            "coverage_rate": [rate_text(value, lang) for value in rows["coverage_rate"]],
            "base": [_base(row, lang) for row in rows.to_dict("records")],
            "as_of": [
                printed_day(day, precision, lang)
                for day, precision in zip(rows["as_of"], rows["as_of_precision"], strict=True)
            ],
            "age_quarters": [whole_number(value, lang) for value in rows["age_quarters"]],
            "source_id": rows["source_id"].fillna(""),
            "note": notes(rows, lang),
        }
    )
    # a column that nothing is known for only makes the others narrow
    empty = [name for name in ("enrolled_persons", "coverage_rate", *BASE) if not any(table[name])]
    disputed = f"* {say('state.disputed', lang)}" if rows["disputed"].any() else ""
    return section(
        "coverage",
        say("report.coverage", lang),
        paragraph(say("report.coverage_lead", lang)),
        text_table(table.drop(columns=empty), lang),
        paragraph(disputed) if disputed else None,
    )


def _base(row: dict[str, Any], lang: str) -> str:
    """Say when the head count beside it is of, and who gives it."""
    when = printed_day(row["base_as_of"], row["base_precision"], lang)
    return f"{when} ({row['base_source_id']})" if when else ""


def show_known(tables: QuarterTables) -> Section:
    """Show every figure known for the quarter, of all kinds of workers.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section
    """
    lang, rows = tables.spec.lang, tables.known
    title = say("report.known", lang, quarter=tables.spec.quarter.label(lang))
    if rows.empty:
        return section("known", title, paragraph(say("report.known_none", lang)))
    table = pd.DataFrame(
        [
            {
                "place": place_name(row, lang),
                "segment": ""
                if pd.isna(row["segment"])
                else say(f"segment.{row['segment']}", lang),
                "indicator": say(f"indicator.{row['indicator']}", lang),
                "value": _figure(row, lang),
                "certainty": say(f"certainty.{row['certainty']}", lang),
                "as_of": printed_day(row["known_on"], row["as_of_precision"], lang),
                "source_id": row["source_id"],
            }
            for row in rows.to_dict("records")
        ]
    ).drop_duplicates()  # the same figure printed twice in one source is one figure to a reader
    return section(
        "known", title, paragraph(say("report.known_lead", lang)), text_table(table, lang)
    )


def _figure(row: dict[str, Any], lang: str) -> str:
    correction = correction_text(row, lang)
    return f"{printed_value(row, lang)} ({correction})" if correction else printed_value(row, lang)


def place_name(row: Mapping[str, Any], lang: str) -> str:
    """Name the place of an observation: a unit, several, or what lies around them.

    Parameters
    ----------
    row : mapping
        One observation.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where the place is not known.
    """
    if not pd.isna(row["area_codes"]):
        return " + ".join(regency_of(code).label for code in row["area_codes"].split("|"))
    if pd.isna(row["bps_code"]):
        return ""
    if row["bps_code"] in (PROVINCE_CODE, OUTSIDE):
        return say(f"place.{row['bps_code']}", lang)
    return regency_of(row["bps_code"]).name


def show_method(tables: QuarterTables) -> Section:
    """Show in a few sentences how the states were decided.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section
    """
    lang, cleaned = tables.spec.lang, tables.data.cleaned
    counts = {
        "read": cleaned.rows_read,
        "accepted": cleaned.rows_accepted,
        "rejected": cleaned.rows_rejected,
    }
    return section(
        "method", say("report.method", lang), paragraph(say("report.method_text", lang, **counts))
    )


def show_quarter(quarter: str, lang: str, data: Dataset) -> Section:
    """Show the interactive map and the tables of a quarter, for exploring.

    Parameters
    ----------
    quarter : str
        Such as ``2019Q3``.
    lang : str
        ``"id"`` or ``"en"``.
    data : Dataset
        What ``load`` returned.

    Returns
    -------
    Section

    Raises
    ------
    ParameterError
        If the quarter or the language is of another form.
    """
    tables = coverage(quarter, lang, data=data)
    web_map = show_picture(tables, draw_web_map(tables))
    parts = (web_map, show_coverage(tables), show_known(tables))
    return section("", "", PageOnly("\n".join(part.markup for part in parts)))


def show_sources(tables: QuarterTables, pictures: Sequence[Picture] = ()) -> Section:
    """Show the sources cited, the fingerprints of the inputs and the version.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    pictures : sequence of Picture
        Figures whose sources are listed too: some rest on other quarters.

    Returns
    -------
    Section
    """
    lang, coverage = tables.spec.lang, tables.coverage
    columns = [coverage["source_id"], coverage["against_source_id"], coverage["base_source_id"]]
    columns += [coverage["correction_source"], tables.known["correction_source"]]
    paid = tables.costs.loc[tables.costs["cost"].notna(), "source_ids"]
    findings = findings_of(tables.checks)
    joined = [paid, findings["source_ids"], findings["official_source_ids"]]
    columns += [keys.str.split("|").explode() for keys in joined]
    columns += [pd.Series(each.passport.source_ids, dtype="str") for each in pictures]
    cited = pd.concat([*columns, tables.known["source_id"]]).dropna().unique()
    rows = tables.data.sources[tables.data.sources["source_id"].isin(cited)]
    listed = tuple((_citation(row, lang), row["address"]) for row in rows.to_dict("records"))
    prints = pd.DataFrame(
        [(name, digest[:12]) for name, digest in tables.data.fingerprints.items()],
        columns=["file", "sha256"],
    )
    return section(
        "sources",
        say("report.sources", lang),
        Links(listed),
        paragraph(tables.data.credits[lang]),
        SubHeading(say("report.fingerprints", lang)),
        paragraph(say("report.fingerprints_lead", lang)),
        text_table(prints, lang),
        paragraph(say("report.made", lang, version=__version__)),
    )


def _citation(row: dict[str, Any], lang: str) -> str:
    day = printed_publication(row["date_published"], lang)
    return f"{row['source_id']}. {row['publisher']}{', ' + day if day else ''}."
