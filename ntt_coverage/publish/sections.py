"""The parts of a report: a notebook shows them, the page and the PDF string them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ntt_coverage import __version__
from ntt_coverage.language import say
from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.noted import noted_text
from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pictures.webmap import WebMap
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.printed import printed_period, printed_publication, printed_value
from ntt_coverage.publish.blocks import Block, Cover, Links, PageOnly, Shown, SubHeading
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.publish.xlsx.words import word_of
from ntt_coverage.readable import readable_coverage, text_of
from ntt_coverage.regencies import OUTSIDE, PROVINCE_CODE, regency_of
from ntt_coverage.segments import say_of
from ntt_coverage.wording import correction_text

__all__ = [
    "citation",
    "figure_text",
    "place_text",
    "show_coverage",
    "show_finding",
    "show_known",
    "show_method",
    "show_picture",
    "show_pictures",
    "show_sources",
]


def show_finding(tables: QuarterTables) -> Section:
    """Show the title of the report, the question and the finding.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> "6 dari 22" in nc.show_finding(nc.coverage("2019Q3")).markup
    True
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

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> tables = nc.coverage("2019Q3")
    >>> nc.show_picture(tables, nc.draw_tiles(tables))
    Section(name='tiles', title='Peta petak: setiap kabupaten/kota sama besar')
    """
    lang = tables.spec.lang
    if isinstance(picture, WebMap):
        title = say("report.webmap", lang)
        framed = PageOnly(picture.framed(f"{title}: {tables.headline}"))
        return section("webmap", title, paragraph(say("report.webmap_lead", lang)), framed)
    kind = picture.name.partition("-")[0]  # "status-page" is a status map too
    return section(picture.name, say(f"figure.{kind}", lang), Shown(picture))


def show_pictures(pictures: Sequence[Picture | WebMap]) -> Section:
    """Show pictures one under the other, each with its ID as text that can be copied.

    Parameters
    ----------
    pictures : sequence of Picture or WebMap
        Such as ``redraw`` returns.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> len(nc.show_pictures([nc.draw_map(nc.coverage("2019Q3"))]).blocks) > 0
    True
    """
    parts: list[Block] = []
    for each in pictures:
        label = each.passport.label
        parts += [PageOnly(each.framed(label)) if isinstance(each, WebMap) else Shown(each)]
        parts += [paragraph(label)]
    return section("", "", *parts)


def show_coverage(tables: QuarterTables) -> Section:
    """Show the state of the 22 units.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_coverage(nc.coverage("2019Q3"))
    Section(name='coverage', title='Status 22 kabupaten/kota')
    """
    lang, rows = tables.spec.lang, tables.coverage
    table = readable_coverage(rows, lang, tables.segment, tables.base)
    disputed = f"* {say('state.disputed', lang)}" if rows["disputed"].any() else ""
    return section(
        "coverage",
        say("report.coverage", lang),
        paragraph(say_of(tables.segment, "report.coverage_lead", lang)),
        text_table(table, lang),
        paragraph(disputed) if disputed else None,
    )


def show_known(tables: QuarterTables) -> Section:
    """Show every figure known for the quarter, of all kinds of workers.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_known(nc.coverage("2019Q3"))
    Section(name='known', title='Angka lain yang diketahui pada Triwulan III 2019')
    """
    lang, rows = tables.spec.lang, tables.known
    title = say("report.known", lang, quarter=tables.spec.quarter.label(lang))
    if rows.empty:
        return section("known", title, paragraph(say("report.known_none", lang)))
    table = pd.DataFrame(
        [
            {
                "place": place_text(row, lang),
                "segment": word_of("segment", text_of(row["segment"]), lang),
                "indicator": say(f"indicator.{row['indicator']}", lang),
                "value": figure_text(row, lang),
                "certainty": say(f"certainty.{row['certainty']}", lang),
                "as_of": printed_period(row, lang),
                "source_id": row["source_id"],
            }
            for row in rows.to_dict("records")
        ]
    ).drop_duplicates()  # the same figure printed twice in one source is one figure to a reader
    return section(
        "known", title, paragraph(say("report.known_lead", lang)), text_table(table, lang)
    )


def figure_text(row: Mapping[str, Any], lang: str) -> str:
    """Write an observation's value as printed, with its correction.

    Parameters
    ----------
    row : mapping
        One observation with its correction, or with none.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        "5.892 orang (koreksi: 5.829 orang, S05)".
    """
    correction = correction_text(row, lang)
    return f"{printed_value(row, lang)} ({correction})" if correction else printed_value(row, lang)


def place_text(row: Mapping[str, Any], lang: str) -> str:
    """Name the place that an observation is of.

    Parameters
    ----------
    row : mapping
        One observation.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        The units of an area are joined by a plus; blank where no place is named.
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

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_method(nc.coverage("2019Q3"))
    Section(name='method', title='Cara membaca')
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

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_sources(nc.coverage("2019Q3"))
    Section(name='sources', title='Sumber')
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
    listed = tuple((citation(row, lang), row["address"]) for row in rows.to_dict("records"))
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


def citation(row: Mapping[str, Any], lang: str) -> str:
    """Cite a source in a line, such as "S01. Timex Kupang, 3 Juli 2021".

    Parameters
    ----------
    row : mapping
        One source.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    day = printed_publication(row["date_published"], lang)
    return f"{row['source_id']}. {noted_text(row['publisher'], lang)}{', ' + day if day else ''}."
