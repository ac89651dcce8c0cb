"""A figure drawn again from its ID: the same one, in the size and language of a presentation."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial

import pandas as pd

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import FIGURE_ID, FIGURES, Passport, ReportSpec, checked_language
from ntt_coverage.language import say
from ntt_coverage.measures.coverage import BASES
from ntt_coverage.measures.evidence import SEGMENTS
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pictures.chartdata import ranking_of, timeline_of
from ntt_coverage.pictures.charts import draw_ranking, draw_timeline
from ntt_coverage.pictures.choropleth import draw_map
from ntt_coverage.pictures.history import draw_history
from ntt_coverage.pictures.layouts import layout_of
from ntt_coverage.pictures.locator import draw_locator
from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pictures.themes import change_theme, persons_theme, rate_theme, status_theme
from ntt_coverage.pictures.tilemap import DRAWING, draw_tiles
from ntt_coverage.pictures.webmap import WebMap, draw_web_map
from ntt_coverage.pipeline import Dataset, QuarterCoverage, coverage_in, load, quarters_of
from ntt_coverage.profiles import profile
from ntt_coverage.publish.explain import find_report, id_in
from ntt_coverage.publish.passport import figure_of, read_manifest
from ntt_coverage.publish.pieces import Section, section, text_table

__all__ = ["DRAWINGS", "Prepared", "figures_of", "redraw", "show_figures"]

Options = Mapping[str, str]
"""What was asked for beside the quarter, as a figure's passport keeps it."""

Prepared = tuple[Passport, Callable[[str], Picture | WebMap]]
"""What a figure would say, and how it is drawn in a layout."""

SLIDE = "slide-"
"""The names of slides begin so; they are shapes of PowerPoint, no pictures."""


def _breaks(options: Options) -> dict[str, list[float]]:
    given = options.get("breaks")
    return {"breaks": [float(each) for each in given.split("-")]} if given else {}


THEMES: Mapping[str, Callable[[QuarterCoverage, Options], Theme]] = {
    "status": lambda states, _: status_theme(states),
    "persons": lambda states, options: persons_theme(states, **_breaks(options)),
    "rate": lambda states, options: rate_theme(states, **_breaks(options)),
    "change": lambda states, options: change_theme(states, options.get("since")),
}
"""What maps and tile maps are drawn from, by its name in the ID."""


def _map(theme: str, states: QuarterCoverage, options: Options) -> Prepared:
    shown = THEMES[theme](states, options)
    return shown.passport(on_outlines=True), lambda layout: draw_map(states, shown, layout=layout)


def _tiles(theme: str, states: QuarterCoverage, options: Options) -> Prepared:
    shown = THEMES[theme](states, options)
    return shown.passport(DRAWING), lambda layout: draw_tiles(states, shown, layout=layout)


def _ranking(states: QuarterCoverage, _: Options) -> Prepared:
    return ranking_of(states).passport, lambda layout: draw_ranking(states, layout=layout)


def _timeline(states: QuarterCoverage, _: Options) -> Prepared:
    quarter, lang = str(states.spec.quarter), states.spec.lang
    draw = partial(draw_timeline, states.data, quarter, lang, segment=states.segment)
    return timeline_of(states).passport, lambda layout: draw(layout=layout)


def _web(states: QuarterCoverage, _: Options) -> Prepared:
    drawn = draw_web_map(states)
    return drawn.passport, lambda layout: drawn  # a page has the size of its window


DRAWINGS: dict[str, Callable[[QuarterCoverage, Options], Prepared]] = {
    "status": partial(_map, "status"),
    "tiles": partial(_tiles, "status"),
    "change": partial(_map, "change"),
    "ranking": _ranking,
    "timeline": _timeline,
    "web": _web,
    "persons": partial(_map, "persons"),
    "rate": partial(_map, "rate"),
    "tiles-persons": partial(_tiles, "persons"),
    "tiles-rate": partial(_tiles, "rate"),
    "tiles-change": partial(_tiles, "change"),
}
"""The figures of a quarter, by their names in the ID. A new one is one row here."""

CHARTS = ("ranking", "timeline")
"""Charts that name another kind of worker in their ID."""

OF_UNITS: Mapping[str, Callable[..., Picture]] = {
    "history": draw_history,
    "locator": draw_locator,
}
"""The figures of one unit: in the ID, its BPS code follows their name."""


def redraw(
    figure_id: str, *, lang: str | None = None, layout: str = "slide", data: Dataset | None = None
) -> Picture | WebMap:
    """Draw a figure again from its ID, if it still says the same.

    Parameters
    ----------
    figure_id : str
        As it stands on the figure; it may be copied with the words around it.
    lang : {"id", "en"}, optional
        Of the new drawing; that of the ID if not given. In another language the figure has an
        ID of its own.
    layout : {"slide", "page", "square", "print"}
        As for ``draw_map``; the interactive map has none.
    data : Dataset, optional
        What ``load`` returned; read anew if not given.

    Returns
    -------
    Picture or WebMap
        In the language of the ID it has that very ID: it says what it said years ago.

    Raises
    ------
    ParameterError
        If this is no ID; if it is that of a slide, or of a figure that cannot be drawn from its
        ID; if the figure would say something else today: then the new ID is named, with which
        the new figure is drawn; if there is no such language or layout.
    CoverageError
        If the data cannot be read.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> named = nc.figures_of("2019Q3").loc[0, "figure_id"]
    >>> nc.redraw(f"ID gambar {named}").passport.figure_id == named
    True
    """
    wanted = id_in(figure_id)
    parts = FIGURE_ID.fullmatch(wanted)
    if not parts:
        raise ParameterError("figure_form", value=figure_id)
    quarter, said_in, name = parts.groups()
    layout_of(layout)
    spec = ReportSpec.parse(quarter, said_in)
    other = ReportSpec.parse(quarter, lang or said_in)
    if name.startswith(SLIDE):
        raise ParameterError("figure_slide", value=wanted, folder=f"reports/{spec.folder}")
    known = data or load()
    states = coverage_in(spec, known)
    now = None
    for options in _options_of(wanted, name, states):
        passport, draw = _prepared(name, states, options)
        now = now or passport.figure_id  # the usual options come first
        if passport.figure_id == wanted:
            if other != spec:
                _, draw = _prepared(name, coverage_in(other, known), options)
            return draw(layout)
    raise ParameterError("figure_changed", value=wanted, now=now, folder=f"reports/{spec.folder}")


def _prepared(name: str, states: QuarterCoverage, options: Options) -> Prepared:
    figure, _, code = name.partition("-")
    if figure in CHARTS and code in SEGMENTS:  # of another kind of worker than reports have
        name, options = figure, {**options, "segment": code}
    if name in DRAWINGS:
        asked = {key: options[key] for key in ("segment", "base") if key in options}
        return DRAWINGS[name](coverage_in(states.spec, states.data, **asked), options)
    spec = states.spec
    if figure not in OF_UNITS or not re.fullmatch(r"53\d\d", code):
        known = ", ".join((*DRAWINGS, *OF_UNITS))
        raise ParameterError("figure_name", value=name, known=known)
    unit = profile(f"ID{code}", str(spec.quarter), spec.lang, states.data)
    draw = partial(OF_UNITS[figure], unit)
    drawn = draw()
    return drawn.passport, lambda layout: drawn if layout == "slide" else draw(layout=layout)


def _options_of(figure_id: str, name: str, states: QuarterCoverage) -> Iterator[Options]:
    """Say what may have been asked for: the usual, what a report has recorded, all the others."""
    yield {}
    recorded = _recorded(figure_id)
    if recorded and _fitting(name, states, recorded):
        yield recorded
    theme = name.removeprefix("tiles-")
    if theme in ("status", "tiles", "persons", "rate"):
        for base in BASES if theme == "rate" else BASES[:1]:
            yield from ({"segment": each, "base": base} for each in SEGMENTS)
    if theme == "change":
        own = str(states.spec.quarter)
        yield from ({"since": each} for each in quarters_of(states.data) if each < own)


def _fitting(name: str, states: QuarterCoverage, options: Options) -> bool:
    """Tell whether recorded options can be used at all: somebody may have edited the report."""
    try:
        _prepared(name, states, options)
    except (ParameterError, ValueError, TypeError, AttributeError):
        return False
    return True


def _recorded(figure_id: str) -> Options:
    """Return the options that a report keeps of a figure; none where no honest one has it."""
    with suppress(ParameterError):
        manifest = read_manifest(find_report(figure_id, ProjectPaths.find().reports))
        figure = figure_of(manifest, figure_id)
        options = figure["shown"].get("options") if figure else None
        return dict(options) if isinstance(options, dict) else {}
    return {}


def figures_of(quarter: str, lang: str = "id", *, data: Dataset | None = None) -> pd.DataFrame:
    """List the figures of a quarter that ``redraw`` can draw, with their IDs.

    Parameters
    ----------
    quarter : str
        Such as ``2019Q3``.
    lang : str
        ``"id"`` or ``"en"``.
    data : Dataset, optional
        What ``load`` returned; read anew if not given.

    Returns
    -------
    pandas.DataFrame
        One row per figure, those of the report first: ``figure_id``, ``figure`` (what it is),
        ``title`` (what it says) and ``in_report``.

    Raises
    ------
    ParameterError
        If the quarter or the language is of another form.
    CoverageError
        If the data cannot be read.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.figures_of("2019Q3").loc[0, "title"]
    '6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN'
    """
    states = coverage_in(ReportSpec.parse(quarter, lang), data or load())
    rows = []
    for name, prepare in DRAWINGS.items():
        passport, _ = prepare(states, {})
        rows.append((passport.figure_id, _named(name, lang), passport.title, name in FIGURES))
    return pd.DataFrame(rows, columns=["figure_id", "figure", "title", "in_report"])


def show_figures(figures: pd.DataFrame, lang: str) -> Section:
    """Show the figures of a quarter as a table whose titles can be read to their end.

    Parameters
    ----------
    figures : pandas.DataFrame
        What `figures_of` returned.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    Section

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_figures(nc.figures_of("2019Q3"), "id").blocks[0].names
    ('figure_id', 'figure_kind', 'title', 'in_report')
    """
    told = figures["in_report"].map({True: say("truth.true", checked_language(lang)), False: ""})
    table = figures.rename(columns={"figure": "figure_kind"}).assign(in_report=told)
    return section("", "", text_table(table, lang))


def _named(name: str, lang: str) -> str:
    """Name a figure: "Peta petak: ...", and what is on it where it is not the states."""
    if name == "web":
        return say("report.webmap", lang)
    figure, _, theme = name.partition("-")
    told = say(f"figure.{figure}", lang)
    return f"{told}. {say(f'figure.{theme}', lang)}" if theme else told
