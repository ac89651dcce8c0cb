"""The explorer: choices of ipywidgets above one linked picture, and the pack below."""

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from ntt_coverage.errors import CoverageError, ParameterError
from ntt_coverage.explorer.content import content_of, statements_of, words_of
from ntt_coverage.explorer.ground import ground_of, planned
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import LANGUAGES, say
from ntt_coverage.measures.coverage import BASES
from ntt_coverage.measures.evidence import SEGMENTS, evidence_of_enrolment
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pictures.themes import THEMES, status_theme
from ntt_coverage.pictures.view import KINDS, View
from ntt_coverage.pipeline import Dataset, coverage_in, load, newest_quarter, quarters_of
from ntt_coverage.publish.pack import pack_view

__all__ = ["explore"]

HERE = Path(__file__).parent

NARROW = {"description_width": "initial"}


class Canvas(anywidget.AnyWidget):
    """The linked picture: map, card, bars, timeline and table of one view.

    What it shows arrives as data; what a reader chooses on it goes back as ``regency`` and, where
    the pointer rests, ``pointed`` (BPS codes, or ""), and ``quarter``.
    """

    _esm = HERE / "explorer.js"
    _css = HERE / "explorer.css"
    ground = traitlets.Dict().tag(sync=True)
    content = traitlets.Dict().tag(sync=True)
    statements = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    regency = traitlets.Unicode("").tag(sync=True)
    pointed = traitlets.Unicode("").tag(sync=True)
    quarter = traitlets.Unicode("").tag(sync=True)


class Explorer(ipywidgets.VBox):
    """Choices above, one linked picture beneath, and a button that keeps what is seen.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    view : View
        What is shown first.

    Attributes
    ----------
    theme, segment, base, lang, quarter, kind : ipywidgets widget
        The choices; their ``value`` can also be set by code.
    canvas : Canvas
        The picture.
    """

    def __init__(self, data: Dataset, view: View) -> None:
        self.data = data
        self._following = True
        self.theme, self.segment, self.base, self.lang, self.kind = (_dropdown() for _ in range(5))
        # its own readout would be rewritten with the language, and move the slider back
        self.quarter = ipywidgets.SelectionSlider(
            options=quarters_of(data), value=str(view.spec.quarter), readout=False,
            layout=ipywidgets.Layout(flex="1 1 auto", width="auto"), style=NARROW,
        )  # fmt: skip
        self.when = ipywidgets.Label(
            layout=ipywidgets.Layout(width="10em", margin="2px 0 2px 16px")
        )
        self.add = ipywidgets.Button(icon="plus", layout=ipywidgets.Layout(width="auto"))
        self.packed = ipywidgets.HTML()
        self.canvas = Canvas()
        self._write_choices(view.kept)
        self._draw()
        for choice in (self.theme, self.segment, self.base, self.quarter):
            choice.observe(self._on_choice, names="value")
        self.lang.observe(self._on_language, names="value")
        self.canvas.observe(self._on_canvas, names=["quarter", "regency", "pointed"])
        self.add.on_click(lambda _: self.add_to_pack())
        row = ipywidgets.Layout(flex_flow="row wrap", align_items="center")
        choices = ipywidgets.Box([self.theme, self.segment, self.base, self.lang], layout=row)
        keep = ipywidgets.Box([self.kind, self.add], layout=row)
        time = ipywidgets.HBox([self.quarter, self.when])
        super().__init__([choices, time, keep, self.packed, self.canvas])

    @property
    def view(self) -> View:
        """What is looked at; the figure that would be kept of it."""
        return self._view(self.kind.value)

    def _view(self, kind: str) -> View:
        # a timeline is kept as it is shown: of all quarters
        until = self.quarter.options[-1] if kind == "timeline" else self.quarter.value
        return View(
            spec=ReportSpec.parse(until, self.lang.value),
            theme=self.theme.value,
            segment=self.segment.value,
            base=self.base.value if self.theme.value == "rate" and kind == "map" else "own",
            kind=kind,
        )

    def add_to_pack(self) -> Path | None:
        """Keep the figure of this view, with the plain code that draws it, in the pack.

        Returns
        -------
        pathlib.Path or None
            The figure's folder; None where it could not be written, which is then said.
        """
        view, lang = self.view, self.lang.value
        try:
            paths = ProjectPaths.find()
            folder = pack_view(view, self.data, paths)
        except CoverageError as fault:
            self._say(fault)
            return None
        where = folder.relative_to(paths.root).as_posix()
        said = say("explore.packed", lang, id=folder.name, folder=where)
        code = html.escape(view.code)
        self.packed.value = f"<p>{html.escape(said)}</p><pre>{code}</pre>"
        return folder

    def _on_choice(self, _: Any) -> None:
        if self._following:
            self._draw()

    def _on_language(self, _: Any) -> None:
        if self._following:
            # the base too, which stays chosen where a view has no use for it
            names = ("theme", "segment", "base", "lang", "quarter")
            self._write_choices({name: getattr(self, name).value for name in names})
            self._draw()
            self._tell_statements()

    def _say(self, fault: CoverageError) -> None:
        self.packed.value = f"<p><b>{html.escape(fault.say(self.lang.value))}</b></p>"

    def _on_canvas(self, change: Any) -> None:
        """Follow what was chosen on the picture itself."""
        if change["name"] != "quarter":
            self._tell_statements()
        elif change["new"] in self.quarter.options:
            self.quarter.value = change["new"]

    def _draw(self) -> None:
        self.packed.value = ""  # it spoke of another view
        view = self._view("map")
        self._offer_kinds(view)
        self.base.disabled = view.theme != "rate"
        self.when.value = view.spec.quarter.label(view.spec.lang)
        try:
            content = content_of(view, self.data)
        except CoverageError as fault:  # an older picture may not stand under a new choice
            content = {}
            self._say(fault)
        with self.canvas.hold_sync():
            self.canvas.quarter = str(view.spec.quarter)
            self.canvas.words = words_of(view)
            self.canvas.content = content

    def _offer_kinds(self, view: View) -> None:
        """Offer what can be kept of a view: the ranking is one of persons, never of rates."""
        lang, chosen = view.spec.lang, self.kind.value
        kinds = [each for each in KINDS if not (each == "ranking" and view.theme == "rate")]
        self.kind.options = [(say(f"explore.kind_{each}", lang), each) for each in kinds]
        self.kind.value = chosen if chosen in kinds else kinds[0]

    def _tell_statements(self) -> None:
        codes = filter(None, {self.canvas.regency, self.canvas.pointed})
        lang = self.lang.value
        self.canvas.statements = {each: statements_of(self.data, each, lang) for each in codes}

    def _write_choices(self, chosen: Mapping[str, str]) -> None:
        """Write the choices in the language that is chosen, and choose the same again."""
        lang = chosen["lang"]
        self._following = False
        for name, options in _options(self.data, lang).items():
            choice = getattr(self, name)
            choice.options, choice.value = options, chosen[name]
            choice.description = say(f"explore.{name}", lang)
        self.kind.description = say("explore.kind", lang)
        self.quarter.description = say("explore.quarter", lang)
        self.add.description = say("explore.add", lang)
        self.canvas.ground = _ground(ReportSpec.parse(chosen["quarter"], lang), self.data)
        self._following = True


def _dropdown() -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(
        layout=ipywidgets.Layout(width="auto", margin="2px 16px 2px 0"), style=NARROW
    )


def _ground(spec: ReportSpec, data: Dataset) -> dict[str, Any]:
    theme = status_theme(coverage_in(spec, data))
    return ground_of(planned(theme), theme)


def _options(data: Dataset, lang: str) -> dict[str, list[tuple[str, str]]]:
    """List what can be chosen; of kinds of workers those that anything is known of."""
    observations, sources = data.cleaned.observations, data.sources
    known = [each for each in SEGMENTS if len(evidence_of_enrolment(observations, sources, each))]
    return {
        "theme": [(say(f"{each}.name", lang), each) for each in THEMES],
        "segment": [(say(f"segment.{each}", lang), each) for each in known],
        "base": [(say(f"explore.base_{each}", lang), each) for each in BASES],
        "lang": [(say(f"explore.lang_{each}", lang), each) for each in LANGUAGES],
    }


def explore(
    quarter: str | None = None, lang: str = "id", *, data: Dataset | None = None
) -> Explorer:
    """Explore by hand and eye: choices, and a linked map, card, bars, timeline and table.

    Parameters
    ----------
    quarter : str, optional
        The quarter shown first, such as ``2019Q3``; the newest that any figure speaks of if
        not given.
    lang : str
        ``"id"`` or ``"en"``.
    data : Dataset, optional
        What ``load`` returned; read anew if not given.

    Returns
    -------
    Explorer
        A widget; JupyterLab shows it as the last line of a cell.

    Raises
    ------
    ParameterError
        If the quarter or the language is of another form, or nothing is known of the quarter.

    Examples
    --------
    >>> seen = explore("2019Q3")
    >>> seen.canvas.content["title"]
    '6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN'
    >>> seen.quarter.value = "2021Q4"
    >>> print(seen.view.code)
    import ntt_coverage as nc
    <BLANKLINE>
    data = nc.load()
    tables = nc.coverage("2021Q4", data=data)
    nc.draw_map(tables)
    """
    known = data or load()
    every = quarters_of(known)
    spec = ReportSpec.parse(quarter or newest_quarter(known), lang)
    if str(spec.quarter) not in every:
        ends = {"first": every[0], "last": every[-1]} if every else {"first": "–", "last": "–"}
        raise ParameterError("quarter_unknown", value=str(spec.quarter), **ends)
    return Explorer(known, View(spec=spec))
