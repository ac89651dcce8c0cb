"""The interactive map as one file that opens without internet.

folium writes the map; Leaflet and a small program are put inside, and what the map can say is
data that the program shows as text. No text from the data can run, and the page's own policy
forbids whatever is not named by its fingerprint.
"""

import hashlib
import html
from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd

from ntt_coverage.identity import Passport, ReportSpec
from ntt_coverage.language import say
from ntt_coverage.pictures.surround import sources_shown
from ntt_coverage.pictures.webmap_data import MapContent, inert_json, map_content, shown_text
from ntt_coverage.pictures.webmap_layers import Layers, draw_layers
from ntt_coverage.pictures.webmap_page import Frame, write_page
from ntt_coverage.pipeline import QuarterCoverage, QuarterTables, as_reported, coverage_in
from ntt_coverage.quarters import Quarter
from ntt_coverage.series import series_until

__all__ = ["WebMap", "draw_web_map"]

NAME = "web"

FRAME_HEIGHT = 760

MOST_QUARTERS = 36
"""Nine years: each quarter adds some 2 kB to the page, which is to stay below 300 kB."""


@dataclass(frozen=True)
class WebMap:
    """A page that needs nothing but a browser.

    Parameters
    ----------
    page : str
        The whole HTML file.
    passport : Passport
        What it says and rests on, with its ID.
    """

    page: str = field(repr=False)
    passport: Passport

    def framed(self, title: str) -> str:
        """Return the page inside a frame, to stand in another page.

        Parameters
        ----------
        title : str
            What a screen reader says of the frame.

        Returns
        -------
        str
            An ``iframe`` element that carries the page itself.
        """
        page, label = html.escape(self.page), html.escape(title)
        size = f'width="100%" height="{FRAME_HEIGHT}"'
        return f'<iframe class="webmap" title="{label}" srcdoc="{page}" {size}></iframe>'

    def _repr_html_(self) -> str:
        return self.framed("map")


def draw_web_map(
    tables: QuarterCoverage,
    *,
    quarters: Sequence[str] | None = None,
    tiles: str | None = None,
    attribution: str | None = None,
    overview: gpd.GeoDataFrame | None = None,
) -> WebMap:
    """Draw the 22 units as an interactive map in one file.

    Readers choose the indicator (the themes of ``THEMES``) and the quarter, search for a unit
    and open its card; the page opens on the states of the tables' own quarter.

    Parameters
    ----------
    tables : QuarterCoverage
        The quarter, with its language. Tables of a report bring their shapes; the states of a
        quarter alone are drawn on the boundaries of their data.
    quarters : sequence of str, optional
        Which quarters the page offers beside its own, such as ``["2019Q3", "2021Q2"]``; if not
        given, the newest 36 of which any figure speaks, so that the page stays small.
    tiles : str, optional
        Address of background tiles, such as ``"https://tile.example.org/{z}/{x}/{y}.png"``.
        Such a page asks that address for pictures wherever it is opened; a page without tiles
        asks nobody for anything.
    attribution : str, optional
        Whom the tiles are owed to; it stands under the map as text.
    overview : geopandas.GeoDataFrame, optional
        Simpler outlines of the 22 units, with ``bps_code``; the embedded ones if not given,
        where an imported layer is in use. The page then carries both, opens on the simpler
        ones, and offers the detailed ones.

    Returns
    -------
    WebMap
        Without tiles it has no external address; the same inputs give the same bytes.

    Raises
    ------
    ValueError
        If tiles come without attribution, or not from the web.
    ParameterError
        If the tables are of another kind of worker than reports are about.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> web_map = nc.draw_web_map(nc.coverage("2019Q3"), quarters=["2021Q4"])
    >>> web_map.page[:15], web_map.passport.title
    ('<!DOCTYPE html>', '6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN')
    """
    given = isinstance(as_reported(tables), QuarterTables)
    own = tables.shapes if given else tables.data.boundaries  # type: ignore[attr-defined]
    simpler = tables.data.overview if overview is None else overview
    views = _views(tables, quarters)
    drawn = draw_layers(
        own if simpler is None else simpler,
        context=tables.data.context,
        detailed=None if simpler is None else own,
        tiles=tiles,
        attribution=attribution,
    )
    content = map_content(views, own, opens_on=tables.spec.quarter)
    passport = _passport(tables, content, attribution)
    frame = _frame(tables, drawn, attribution, passport, both=simpler is not None)
    return WebMap(write_page(content, drawn, frame), passport)


def _passport(tables: QuarterCoverage, content: MapContent, attribution: str | None) -> Passport:
    """Everything that the page can say is long: its fingerprint stands for it."""
    said = hashlib.sha256(inert_json(content.said).encode()).hexdigest()
    shown = {
        "content": said,
        "outlines": [tables.data.outlines_fingerprint, tables.data.credits[tables.spec.lang]],
        "attribution": attribution or "",
    }
    return tables.passport(NAME, tables.headline, shown, sources_shown(tables.data.series))


def _views(tables: QuarterCoverage, quarters: Sequence[str] | None) -> list[QuarterCoverage]:
    """Return the quarters of the page in their order, the tables' own as it was given."""
    own, lang = tables.spec.quarter, tables.spec.lang
    known = series_until(tables.data, own)["quarter"].unique()
    every = [Quarter.from_ordinal(int(each)) for each in {*known, *tables.data.series["quarter"]}]
    newest = sorted(every)[-MOST_QUARTERS:]
    wanted = {*(newest if quarters is None else map(Quarter.parse, quarters)), own}
    return [
        tables if quarter == own else coverage_in(ReportSpec(quarter, lang), tables.data)
        for quarter in sorted(wanted)
    ]


def _frame(
    tables: QuarterCoverage,
    drawn: Layers,
    attribution: str | None,
    passport: Passport,
    *,
    both: bool,
) -> Frame:
    lang = tables.spec.lang
    credit = tables.data.credits[lang]
    if both:  # the page shows the embedded outlines too
        credit = f"{credit} {say('web.overview', lang)}: {say('map.boundaries', lang)}"
    return Frame(
        lang=lang,
        boundaries=shown_text(credit),
        attribution=shown_text(attribution),
        identity=say("web.page", lang, identity=passport.label),
        pictures_from=drawn.pictures_from,
    )
