"""One unit through the quarters: its states as a strip, its persons as dots; gaps stay gaps."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ntt_coverage.language import say
from ntt_coverage.measures.evidence import CERTAINTY_RANK
from ntt_coverage.pictures.chartsheet import ChartSheet, chart_legend, chart_sheet, draw_nothing
from ntt_coverage.pictures.layouts import layout_of, named
from ntt_coverage.pictures.palette import (
    APPROXIMATE,
    COLOURS,
    HATCHES,
    INK,
    LINE,
    PALE,
    QUIET,
    RULE,
    ink_on,
)
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.sheet import DISPUTED_LINE
from ntt_coverage.pictures.surround import source_line, sources_shown
from ntt_coverage.printed import persons_number, printed_day
from ntt_coverage.profiles import RegencyProfile
from ntt_coverage.profiles.card import span_text, state_text
from ntt_coverage.profiles.history import spells_of
from ntt_coverage.quarters import Quarter

__all__ = ["draw_history"]

KNOWN = ("enrolled", "not_enrolled", "suppressed")

STRIP, LONE_STRIP = 0.24, 0.6
"""Of the height of the chart: beside numbers of persons, and where there are none."""

SIGNS: Mapping[str, Mapping[str, Any]] = {
    "fresh": {"marker": "o"},
    "held": {"marker": "D", "fillstyle": "none", "markeredgewidth": 1.6},
}
"""In the strip: evidence of the quarter itself; an agreement in force."""

Rows = list[dict[str, Any]]


def draw_history(unit: RegencyProfile, *, layout: str = "slide") -> Picture:
    """Draw what was known of a unit, quarter by quarter.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.
    layout : {"slide", "page", "square", "print"}
        As for ``draw_map``.

    Returns
    -------
    Picture
        A strip of its states: a dot marks evidence of the quarter itself, a diamond an
        agreement in force, a pale and hatched piece a state too old to count, a red dashed
        line a dispute. Over it the persons enrolled: a full dot where the number is of the
        quarter, a ring where an older one still counts, a diamond where it is that of an
        agreement. The quarter of the profile is marked by a thin line.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.draw_history(nc.profile("Ende", "2021Q4")).passport.title
    'Kabupaten Ende: terakhir diketahui belum mendaftarkan, keadaan 26 November 2019'
    """
    lang, place, rows = unit.spec.lang, layout_of(layout), unit.history.to_dict("records")
    shown = _shown(unit)
    name = f"history-{unit.regency.bps_code}"
    cited = sources_shown(unit.history)
    passport = unit.states.passport(name, _title(unit), shown, cited)
    with drawing_style():
        sheet = chart_sheet(
            place, passport.title, shown["subtitle"], sources=shown["sources"], note="",
            figure_id=passport.label,
        )  # fmt: skip
        if rows:
            high = _legend(sheet, rows, unit)
            left, bottom, wide, tall = sheet.body(0.75, above=0.2, below=high + 0.35)
            counted = any(persons_number(row, lang) for row in rows)
            share = STRIP if counted else LONE_STRIP
            strip = (left, bottom, wide, tall * share)
            dots = (left, bottom + tall * (share + 0.04), wide, tall * (0.96 - share))
            axes = sheet.figure.add_axes(place.fraction(dots))
            _draw_persons(axes, rows, lang, place.text)
            _draw_states(sheet.figure.add_axes(place.fraction(strip)), rows, unit, place.text)
        else:
            draw_nothing(sheet.figure.add_axes((0.1, 0.2, 0.8, 0.5)), lang, place.text)
    points = "; ".join(f"{span}: {said}" for span, said in shown["values"].items())
    said = {"regency": unit.regency.name, "title": passport.title, "points": points or "–"}
    alt = say("history.alt", lang, **said)
    return Picture(name=named(name, place), alt=alt, figure=sheet.figure, passport=passport)


def _shown(unit: RegencyProfile) -> dict[str, Any]:
    """Return everything that the figure says beside its title."""
    lang, history = unit.spec.lang, unit.history
    known = int(history["state"].isin(KNOWN).sum())
    values = {}
    for row in spells_of(history).to_dict("records"):
        number = persons_number(row, lang)
        persons = f", {say('map.persons', lang, n=number)}" if number else ""
        day = printed_day(row["as_of"], row["as_of_precision"], lang)
        when = f" ({day})" if day else ""
        values[span_text(row, lang)] = f"{state_text(row, lang)}{persons}{when}"
    quarters = {"known": known, "quarters": len(history)}
    # in a strip a quarter with evidence of its own looks otherwise than one after it
    fresh = history.loc[history["standing"] == "fresh", "quarter"]
    held = history.loc[history["standing"] == "held", "quarter"]
    return {
        "subtitle": say("history.subtitle", lang, **quarters),
        "values": values,
        "fresh": [str(Quarter.from_ordinal(int(each))) for each in fresh],
        "held": [str(Quarter.from_ordinal(int(each))) for each in held],
        "sources": source_line(replace(unit.states, coverage=history)),
    }


def _title(unit: RegencyProfile) -> str:
    lang, history = unit.spec.lang, unit.history
    told = history[history["as_of"].notna()]
    if told.empty:
        return say("history.title_none", lang, regency=unit.regency.name)
    last = told.iloc[-1].to_dict()
    day = printed_day(last["as_of"], last["as_of_precision"], lang)
    state = say(f"history.state_{last['last_known_state']}", lang)
    form = "held" if last["basis"] == "agreement" else "one"
    return say(f"history.title_{form}", lang, regency=unit.regency.name, state=state, day=day)


def _draw_persons(axes: Axes, rows: Rows, lang: str, letters: float) -> None:
    """Draw a dot for each number; what is not known has none."""
    counted = [(at, row) for at, row in enumerate(rows) if persons_number(row, lang)]
    axes.set(xlim=(-0.7, len(rows) - 0.3), xticks=[], ylim=(0, 1), yticks=[])
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(RULE)
    if not counted:
        look: dict[str, Any] = {"color": QUIET, "style": "italic", "ha": "center"}
        said = say("history.no_persons", lang)
        axes.text(0.5, 0.5, said, transform=axes.transAxes, fontsize=letters, **look)
        return
    most = max(int(row["enrolled_persons"]) for _, row in counted)
    axes.set_ylim(0, 1.25 * (most or 1))
    axes.set_title(say("history.persons", lang), loc="left", fontsize=letters - 2, color=QUIET)
    before = None
    for at, row in counted:
        number, fresh = int(row["enrolled_persons"]), row["standing"] == "fresh"
        about = row["certainty"] == CERTAINTY_RANK["approximate"]
        colour = APPROXIMATE if about else COLOURS["enrolled"]
        sign = SIGNS["held" if row["standing"] == "held" else "fresh"]["marker"]
        axes.scatter(at, number, marker=sign, s=70 if fresh else 34,
                     facecolor=colour if fresh else "white", edgecolor=colour, linewidth=1.8,
                     zorder=3, clip_on=False)  # fmt: skip
        same = (number, row["statement_id"])
        if same != before:
            late = at > 0.9 * len(rows)
            axes.annotate(
                persons_number(row, lang), (at, number), (-4 if not late else 6, 9),
                textcoords="offset points", ha="right" if late else "left", fontsize=letters,
                fontweight="bold", color=INK, zorder=4,
            )  # fmt: skip
        before = same


def _draw_states(axes: Axes, rows: Rows, unit: RegencyProfile, letters: float) -> None:
    """Draw a cell for each quarter in the colour of its state."""
    axes.set(xlim=(-0.7, len(rows) - 0.3), ylim=(0, 1), yticks=[])
    axes.spines[:].set_visible(False)
    for at, row in enumerate(rows):
        face, hatch = _look(row)
        cell = Rectangle((at - 0.5, 0.08), 1, 0.84, facecolor=face, edgecolor=LINE, hatch=hatch,
                         linewidth=0.5)  # fmt: skip
        cell.set_gid(f"quarter-{Quarter.from_ordinal(int(row['quarter']))}")
        axes.add_patch(cell)
        sign = SIGNS.get(row["standing"])
        if sign:
            axes.plot(at, 0.5, **sign, markersize=letters / 2.4, color=ink_on(face),
                      linestyle="none", zorder=4)  # fmt: skip
    for at, row in enumerate(rows):
        if row["disputed"]:
            axes.add_patch(
                Rectangle((at - 0.42, 0.16), 0.84, 0.68, facecolor="none", zorder=5,
                          **DISPUTED_LINE)
            )  # fmt: skip
        if int(row["quarter"]) == unit.spec.quarter.ordinal:
            axes.plot([at - 0.5, at + 0.5], [1.0, 1.0], color=INK, linewidth=2.6, clip_on=False)
    quarters = [Quarter.from_ordinal(int(row["quarter"])) for row in rows]
    firsts = [at for at, each in enumerate(quarters) if at == 0 or each.number == 1]
    labels = [str(quarters[at].year) for at in firsts]
    axes.set_xticks([at - 0.5 for at in firsts], labels, fontsize=letters, ha="left")
    axes.tick_params(axis="x", length=7, colors=QUIET)


def _look(row: Mapping[str, Any]) -> tuple[str, str]:
    state = row["state"]
    last = row["last_known_state"]
    face = PALE.get(last, COLOURS[state]) if state == "no_data" else COLOURS[state]
    return face, HATCHES.get(state, "")


def _legend(sheet: ChartSheet, rows: Rows, unit: RegencyProfile) -> float:
    """Name the signs that occur."""
    lang, own = unit.spec.lang, unit.spec.quarter
    handles: list[Any] = []
    said = []
    for state, label in _states_in(rows, lang).items():
        face, hatch = _look(dict(zip(("state", "last_known_state"), state, strict=True)))
        handles.append(Patch(facecolor=face, edgecolor=LINE, hatch=hatch))
        said.append(label)
    dot: dict[str, Any] = {"marker": "o", "color": "none", "markeredgewidth": 1.8}
    teal = COLOURS["enrolled"]
    if any(row["standing"] == "fresh" for row in rows):
        handles.append(
            Line2D([], [], markersize=7, markerfacecolor=teal, markeredgecolor=teal, **dot)
        )
        said.append(say("history.fresh", lang))
    if any(row["standing"] == "held" for row in rows):
        handles.append(Line2D([], [], **SIGNS["held"], markersize=7, color=teal, linestyle="none"))
        said.append(say("history.held", lang))
    numbers = [row for row in rows if persons_number(row, lang)]
    if any(row["standing"] == "carried" for row in numbers):
        handles.append(
            Line2D([], [], markersize=6, markerfacecolor="white", markeredgecolor=teal, **dot)
        )
        said.append(say("history.carried", lang))
    if any(row["certainty"] == CERTAINTY_RANK["approximate"] for row in numbers):
        handles.append(
            Line2D([], [], markersize=7, markerfacecolor=APPROXIMATE, markeredgecolor=APPROXIMATE,
                   **dot)
        )  # fmt: skip
        said.append(say("history.approximate", lang))
    if any(row["disputed"] for row in rows):
        handles.append(Patch(facecolor="none", **DISPUTED_LINE))
        said.append(say("state.disputed", lang))
    if own.ordinal in {int(row["quarter"]) for row in rows}:
        handles.append(Line2D([], [], color=INK, linewidth=2.6))
        said.append(own.label(lang))
    return chart_legend(sheet, handles, said, sheet.layout.text - 1.5)


def _states_in(rows: Rows, lang: str) -> dict[tuple[str, Any], str]:
    found = {}
    for row in rows:
        last = row["last_known_state"] if row["state"] == "no_data" else None
        last = None if last is None or pd.isna(last) else last
        key = f"state.last_{last}" if last else f"state.{row['state']}"
        found[(row["state"], last)] = say(key, lang)
    return found
