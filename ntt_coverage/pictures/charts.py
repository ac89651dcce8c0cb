"""Charts: how many units enrol in each quarter, and how many persons each enrols."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import format_number, say
from ntt_coverage.measures.evidence import SEGMENT
from ntt_coverage.pictures.chartdata import ChartData, ranking_of, timeline_of
from ntt_coverage.pictures.chartsheet import ChartSheet, chart_legend, chart_sheet, draw_nothing
from ntt_coverage.pictures.layouts import POINTS, Layout, Rect, layout_of, named
from ntt_coverage.pictures.lettering import text_width
from ntt_coverage.pictures.palette import APPROXIMATE, COLOURS, HATCHES, INK, LINE, QUIET, RULE
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.sheet import draw_mark
from ntt_coverage.pipeline import Dataset, QuarterCoverage, coverage_in
from ntt_coverage.quarters import Quarter
from ntt_coverage.segments import say_of

__all__ = ["draw_ranking", "draw_timeline"]

ON_SLIDE: Mapping[str, Rect] = {
    "timeline": (0.75, 1.75, 12.2, 4.15),
    "ranking": (2.9, 0.95, 9.6, 4.95),
}
"""Where a chart stands on a slide: in one place, however long its title is."""

BESIDE = 0.3
"""Inches between a bar, the text beside it and the edge of the sheet, taken together."""

LEGEND_ON_SLIDE = (0.018, 0.115)


def draw_timeline(
    data: Dataset, quarter: str, lang: str = "id", *, segment: str = SEGMENT, layout: str = "slide"
) -> Picture:
    """Draw how many units enrol in each quarter, up to one; a gap stays a gap.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    quarter : str
        The last quarter drawn, such as ``2019Q3``.
    lang : str
        ``"id"`` or ``"en"``.
    segment : str
        The kind of worker, one of ``SEGMENTS``.
    layout : {"slide", "page", "square", "print"}
        As for ``draw_map``.

    Returns
    -------
    Picture
        A full dot where all units are known, a ring where some have no data: then the number
        is a lower bound, and a hatched bar shows how high it may be. Only quarters that are
        fully known are joined by a line.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.draw_timeline(nc.load(), "2019Q3", "en").passport.title
    'At most 6 of 22 known to enrol; all known in 1 of 6 quarters'
    """
    said = timeline_of(coverage_in(ReportSpec.parse(quarter, lang), data, segment))
    place = layout_of(layout)
    counts, units = said.rows, len(said.states.coverage)
    known = counts[counts["unknown"] < units]
    with drawing_style():
        sheet = _sheet(said, place)
        high = _timeline_legend(sheet, said.states) if len(known) else 0
        axes = _axes(sheet, said.name, 0.6, above=0.25, below=high + 0.35)
        if len(known):
            axes.set(xlim=(-0.7, len(counts) - 0.3), ylim=(0, units + 0.6))
            _draw_unknown(axes, counts)
            _draw_counts(axes, known, lang, place)
            _date_axis(axes, counts, units, lang, place)
        else:
            draw_nothing(axes, lang, place.text)
    return _picture(said, sheet)


def _sheet(said: ChartData, layout: Layout) -> ChartSheet:
    return chart_sheet(
        layout, said.title, said.subtitle, sources=said.sources, note=said.note,
        figure_id=said.passport.label,
    )  # fmt: skip


def _axes(sheet: ChartSheet, name: str, left: float, *, above: float, below: float) -> Axes:
    layout = sheet.layout
    body = sheet.body(left, above=above, below=below)
    kind = name.partition("-")[0]  # a ranking of another kind of worker is a ranking too
    place = ON_SLIDE[kind] if layout.name == "slide" else body
    return sheet.figure.add_axes(layout.fraction(place))


def _picture(said: ChartData, sheet: ChartSheet) -> Picture:
    draw_mark(sheet.figure, said.states.mark)
    name = named(said.name, sheet.layout)
    return Picture(name=name, alt=said.alt, figure=sheet.figure, passport=said.passport)


def _draw_unknown(axes: Axes, counts: pd.DataFrame) -> None:
    partial = counts[counts["unknown"] > 0]
    axes.bar(
        partial["at"], partial["unknown"], bottom=partial["enrolled"], width=0.62,
        facecolor="white", edgecolor=LINE, hatch=HATCHES["no_data"], linewidth=0.5, zorder=1,
    )  # fmt: skip


def _draw_counts(axes: Axes, known: pd.DataFrame, lang: str, layout: Layout) -> None:
    """Draw a dot for each quarter, and a line where nothing is missing between two."""
    complete = known[known["unknown"] == 0]
    colour = COLOURS["enrolled"]
    for _, run in complete.groupby((complete["at"].diff() != 1).cumsum()):
        axes.plot(run["at"], run["enrolled"], color=colour, linewidth=2.2, zorder=2)
    for rows, face in ((complete, colour), (known[known["unknown"] > 0], "white")):
        axes.scatter(
            rows["at"], rows["enrolled"], s=95, facecolor=face, edgecolor=colour, linewidth=2,
            zorder=3,
        )  # fmt: skip
    told = known["enrolled"].diff().ne(0) | (known["at"].diff() != 1)
    for row in known[told].to_dict("records"):
        axes.annotate(
            format_number(row["enrolled"], lang), (row["at"], row["enrolled"]), (0, 9),
            textcoords="offset points", ha="center", fontsize=layout.text, fontweight="bold",
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip


def _date_axis(axes: Axes, counts: pd.DataFrame, units: int, lang: str, layout: Layout) -> None:
    quarters = [Quarter.parse(name) for name in counts["quarter"]]
    firsts = [at for at, quarter in enumerate(quarters) if at == 0 or quarter.number == 1]
    axes.set_xticks(
        firsts, [str(quarters[at].year) for at in firsts], fontsize=layout.text, ha="left"
    )
    axes.set_xticks(range(len(quarters)), minor=True)
    axes.set_yticks([0, 5, 10, 15, 20, units])
    axes.tick_params(axis="y", labelsize=layout.text, length=0, colors=QUIET)
    axes.tick_params(axis="x", length=7, colors=QUIET)
    axes.tick_params(axis="x", which="minor", length=3, colors=QUIET)
    axes.set(xlabel="", ylabel="")
    axes.set_title(say("timeline.axis", lang), loc="left", fontsize=layout.text - 2, color=QUIET)
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _timeline_legend(sheet: ChartSheet, last: QuarterCoverage) -> float:
    units, lang = len(last.coverage), last.spec.lang
    colour, figure, letters = COLOURS["enrolled"], sheet.figure, sheet.layout.text - 1.5
    dot: dict[str, Any] = {
        "marker": "o",
        "markersize": 9,
        "markeredgecolor": colour,
        "markeredgewidth": 2,
    }
    handles = [
        Line2D([], [], color=colour, linewidth=2.2, markerfacecolor=colour, **dot),
        Line2D([], [], color="none", markerfacecolor="white", **dot),
        Patch(facecolor="white", edgecolor=LINE, hatch=HATCHES["no_data"]),
    ]
    keys = ("complete", "partial", "unknown")
    said = [say_of(last.segment, f"timeline.{key}", lang, all=units) for key in keys]
    if sheet.layout.name != "slide":
        return chart_legend(sheet, handles, said, letters)
    figure.legend(handles, said, loc="lower left", bbox_to_anchor=LEGEND_ON_SLIDE, ncols=3,
                  frameon=False, fontsize=letters, handletextpad=0.6)  # fmt: skip
    return 0.0


def draw_ranking(states: QuarterCoverage, *, layout: str = "slide") -> Picture:
    """Draw the persons that each unit enrols, most first; what is uncertain is marked.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter, such as ``coverage`` returns.
    layout : {"slide", "page", "square", "print"}
        As for ``draw_map``.

    Returns
    -------
    Picture
        Hatched bars are approximate numbers; a unit that enrols without a known number has a
        row without a bar, never a bar of zero.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> "Kabupaten Kupang" in nc.draw_ranking(nc.coverage("2021Q4")).alt
    True
    """
    said, place = ranking_of(states), layout_of(layout)
    with drawing_style():
        sheet = _sheet(said, place)
        names = [text_width(name, place.text) / POINTS for name in said.rows["name"]]
        axes = _axes(sheet, said.name, 0.5 + max(names, default=0), above=0.15, below=0)
        if len(said.rows):
            _draw_bars(axes, said.rows, place)
        else:
            draw_nothing(axes, states.spec.lang, place.text)
    return _picture(said, sheet)


def _reach(axes: Axes, rows: pd.DataFrame, layout: Layout) -> float:
    """Return the number at the right end, so that every text beside its bar stays on the sheet."""
    longest = rows["persons"].max()
    reach = 1.2 * (longest if longest > 0 else 1)
    sheet, place = layout.size[0], axes.get_position()
    room = (1 - place.x0) * sheet - BESIDE
    for row in rows.dropna(subset=["persons"]).to_dict("records"):
        # a bar keeps a quarter of the room, however long its text is
        bar = max(room - text_width(row["text"], layout.text) / POINTS, room / 4)
        reach = max(reach, row["persons"] * place.width * sheet / bar)
    return float(reach)


def _draw_bars(axes: Axes, rows: pd.DataFrame, layout: Layout) -> None:
    places = range(len(rows))
    bars = axes.barh(places, rows["persons"].fillna(0), height=0.62, color=COLOURS["enrolled"])
    axes.set_yticks(places, list(rows["name"]))
    for bar, about in zip(bars, rows["about"], strict=True):
        if about:
            bar.set(facecolor=APPROXIMATE, hatch=HATCHES["no_data"], edgecolor=COLOURS["enrolled"])
    for at, row in enumerate(rows.to_dict("records")):
        known = not pd.isna(row["enrolled_persons"])
        axes.annotate(
            row["text"], (row["persons"] if known else 0, at), (8, 0), textcoords="offset points",
            va="center", fontsize=layout.text, color=INK if known else QUIET,
            style="normal" if known else "italic",
        )  # fmt: skip
    axes.set(xlabel="", ylabel="", xlim=(0, _reach(axes, rows, layout)), xticks=[])
    # a few bars stay as thick as many
    axes.set_ylim(max(len(rows), 6) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelsize=layout.text)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
