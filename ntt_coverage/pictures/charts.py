"""Charts: how many units enrol in each quarter, and how many persons each enrols."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import format_number, say
from ntt_coverage.pictures.chartdata import ranking_of, timeline_of
from ntt_coverage.pictures.layouts import LAYOUTS
from ntt_coverage.pictures.palette import APPROXIMATE, COLOURS, HATCHES, INK, LINE, QUIET, RULE
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.sheet import draw_footer, draw_mark, draw_title, new_sheet
from ntt_coverage.pipeline import Dataset, QuarterCoverage, coverage_in
from ntt_coverage.quarters import Quarter

__all__ = ["draw_ranking", "draw_timeline"]

SLIDE = LAYOUTS["slide"]
LETTERS = 12
"""Points of the letters in a chart; it has fewer of them than a map."""


def draw_timeline(data: Dataset, quarter: str, lang: str = "id") -> Picture:
    """Draw how many units enrol in each quarter, up to one; a gap stays a gap.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    quarter : str
        The last quarter drawn, such as ``2019Q3``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    Picture
        A full dot where all units are known, a ring where some have no data: then the number
        is a lower bound, and a hatched bar shows how high it may be. Only quarters that are
        fully known are joined by a line.
    """
    said = timeline_of(coverage_in(ReportSpec.parse(quarter, lang), data))
    counts, units = said.rows, len(said.states.coverage)
    known = counts[counts["unknown"] < units]
    with drawing_style():
        figure = new_sheet(SLIDE)
        axes = figure.add_axes(SLIDE.fraction((0.75, 1.75, 12.2, 4.15)))
        if len(known):
            axes.set(xlim=(-0.7, len(counts) - 0.3), ylim=(0, units + 0.6))
            _draw_unknown(axes, counts)
            _draw_counts(axes, known, lang)
            _date_axis(axes, counts, units, lang)
            _timeline_legend(figure, units, lang)
        else:
            _draw_nothing(axes, lang)
        draw_title(figure, SLIDE, said.title, said.subtitle)
        draw_footer(figure, SLIDE, said.sources, said.note, said.passport.label)
        draw_mark(figure, said.states.mark)
    return Picture(name=said.name, alt=said.alt, figure=figure, passport=said.passport)


def _draw_nothing(axes: Axes, lang: str) -> None:
    """Say that there is nothing to draw: empty axes would look like a fault, or like zero."""
    axes.set_axis_off()
    said = say("chart.nothing", lang)
    axes.text(0.5, 0.5, said, transform=axes.transAxes, ha="center", fontsize=LETTERS, color=QUIET)


def _draw_unknown(axes: Axes, counts: pd.DataFrame) -> None:
    partial = counts[counts["unknown"] > 0]
    axes.bar(
        partial["at"], partial["unknown"], bottom=partial["enrolled"], width=0.62,
        facecolor="white", edgecolor=LINE, hatch=HATCHES["no_data"], linewidth=0.5, zorder=1,
    )  # fmt: skip


def _draw_counts(axes: Axes, known: pd.DataFrame, lang: str) -> None:
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
            textcoords="offset points", ha="center", fontsize=LETTERS, fontweight="bold", zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip


def _date_axis(axes: Axes, counts: pd.DataFrame, units: int, lang: str) -> None:
    quarters = [Quarter.parse(name) for name in counts["quarter"]]
    firsts = [at for at, quarter in enumerate(quarters) if at == 0 or quarter.number == 1]
    axes.set_xticks(firsts, [str(quarters[at].year) for at in firsts], fontsize=LETTERS, ha="left")
    axes.set_xticks(range(len(quarters)), minor=True)
    axes.set_yticks([0, 5, 10, 15, 20, units])
    axes.tick_params(axis="y", labelsize=LETTERS, length=0, colors=QUIET)
    axes.tick_params(axis="x", length=7, colors=QUIET)
    axes.tick_params(axis="x", which="minor", length=3, colors=QUIET)
    axes.set(xlabel="", ylabel="")
    axes.set_title(say("timeline.axis", lang), loc="left", fontsize=LETTERS - 2, color=QUIET)
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _timeline_legend(figure: Figure, units: int, lang: str) -> None:
    colour = COLOURS["enrolled"]
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
    said = [say(f"timeline.{key}", lang, all=units) for key in ("complete", "partial", "unknown")]
    figure.legend(handles, said, loc="lower left", bbox_to_anchor=(0.018, 0.115), ncols=3,
                  frameon=False, fontsize=LETTERS - 1.5, handletextpad=0.6)  # fmt: skip


def draw_ranking(states: QuarterCoverage) -> Picture:
    """Draw the persons that each unit enrols, most first; what is uncertain is marked.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter, such as ``coverage`` returns.

    Returns
    -------
    Picture
        Hatched bars are approximate numbers; a unit that enrols without a known number has a
        row without a bar, never a bar of zero.
    """
    said = ranking_of(states)
    with drawing_style():
        figure = new_sheet(SLIDE)
        axes = figure.add_axes(SLIDE.fraction((2.9, 0.95, 9.6, 4.95)))
        if len(said.rows):
            _draw_bars(axes, said.rows)
        else:
            _draw_nothing(axes, states.spec.lang)
        draw_title(figure, SLIDE, said.title, said.subtitle)
        draw_footer(figure, SLIDE, said.sources, said.note, said.passport.label)
        draw_mark(figure, said.states.mark)
    return Picture(name=said.name, alt=said.alt, figure=figure, passport=said.passport)


def _draw_bars(axes: Axes, rows: pd.DataFrame) -> None:
    places = range(len(rows))
    bars = axes.barh(places, rows["persons"].fillna(0), height=0.62, color=COLOURS["enrolled"])
    axes.set_yticks(places, list(rows["name"]))
    for bar, about in zip(bars, rows["about"], strict=True):
        if about:
            bar.set(facecolor=APPROXIMATE, hatch=HATCHES["no_data"], edgecolor=COLOURS["enrolled"])
    longest = rows["persons"].max()
    for at, row in enumerate(rows.to_dict("records")):
        known = not pd.isna(row["enrolled_persons"])
        axes.annotate(
            row["text"], (row["persons"] if known else 0, at), (8, 0), textcoords="offset points",
            va="center", fontsize=LETTERS, color=INK if known else QUIET,
            style="normal" if known else "italic",
        )  # fmt: skip
    axes.set(xlabel="", ylabel="", xlim=(0, 1.2 * (longest if longest > 0 else 1)), xticks=[])
    # a few bars stay as thick as many
    axes.set_ylim(max(len(rows), 6) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelsize=LETTERS)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
