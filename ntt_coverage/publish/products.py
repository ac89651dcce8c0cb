"""Write what a report is made of into a folder."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ntt_coverage.identity import Passport, ReportSpec
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pictures.choropleth import draw_map
from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pictures.webmap import WebMap
from ntt_coverage.pictures.webmap_data import drawn_of
from ntt_coverage.pipeline import QuarterTables, coverage_in, quarters_of, read_ahead
from ntt_coverage.publish.files import write_picture
from ntt_coverage.publish.passport import PASSPORTS, written_passports
from ntt_coverage.publish.pdf import report_pdf
from ntt_coverage.publish.pptx.deck import report_slides
from ntt_coverage.publish.tables import report_tables, write_table
from ntt_coverage.publish.xlsx.report_book import report_workbook

__all__ = ["prepare", "write_products"]


def prepare(paths: ProjectPaths, lang: str) -> None:
    """Read and work out, once for all kernels that are forked, what every report shows.

    Parameters
    ----------
    paths : ProjectPaths
        Where the project lies.
    lang : str
        Of the reports.

    Raises
    ------
    CoverageError
        If the data cannot be read.
    """
    data = read_ahead(paths)
    views = [coverage_in(ReportSpec.parse(each, lang), data) for each in quarters_of(data)]
    for states in views:
        drawn_of(states)
    for states in views[-1:]:
        draw_map(states).svg()  # letters are loaded, and names measured, for all maps


def write_products(
    tables: QuarterTables,
    pictures: Sequence[Picture],
    web_map: WebMap,
    out: str,
    template: str = "",
) -> None:
    """Write every file of a report but the page, the notebook and the manifest.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    pictures : sequence of Picture
        Each becomes ``figures/NAME.svg`` and ``.png``.
    web_map : WebMap
        Becomes ``map.html``.
    out : str
        The folder; with "" nothing is written, as when the notebook is only read.
    template : str
        The office's own file for the slides; with "" the built-in look.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> tables = nc.coverage("2019Q3")
    >>> nc.write_products(tables, [nc.draw_map(tables)], nc.draw_web_map(tables), out="")
    """
    if not out:
        return
    folder, named = Path(out), report_tables(tables)
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    for each in pictures:
        each.svg()  # matplotlib's style belongs to the whole process: it draws in one thread only
    with ThreadPoolExecutor(1) as beside:  # pixels are made by Typst while the rest is written
        drawn = [
            beside.submit(write_picture, each, folder / "figures", each.name) for each in pictures
        ]
        issued = _write_documents(tables, pictures, folder, template)
        for name, table in named.items():
            write_table(table, folder / "tables" / f"{name}.csv")
        (folder / "report.xlsx").write_bytes(report_workbook(tables, named))
        (folder / "map.html").write_text(web_map.page, "utf-8", newline="\n")
        issued.append((web_map.passport, ["map.html"]))
        issued += [
            (each.passport, [path.relative_to(folder).as_posix() for path in files.result()])
            for each, files in zip(pictures, drawn, strict=True)
        ]
    (folder / PASSPORTS).write_text(written_passports(issued), "utf-8", newline="\n")


def _write_documents(
    tables: QuarterTables, pictures: Sequence[Picture], folder: Path, template: str
) -> list[tuple[Passport, Sequence[str]]]:
    """Write PDF and slides, and return the passports of the slides."""
    (folder / "report.pdf").write_bytes(report_pdf(tables, pictures))
    deck = report_slides(tables, Path(template) if template else None)
    (folder / "slides.pptx").write_bytes(deck.content)
    return [(passport, ["slides.pptx"]) for passport in deck.passports]
