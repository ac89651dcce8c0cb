"""What a printed total is made of: its parts in a row, and what they leave over by name."""

import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import Passport, ReportSpec, checked_language
from ntt_coverage.language import format_number, say
from ntt_coverage.pictures.layouts import LAYOUTS, POINTS
from ntt_coverage.pictures.lettering import broken
from ntt_coverage.pictures.palette import HATCHES, INK, LINE, PARTS, QUIET, WARNING, ink_on
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.sheet import draw_footer, draw_title, new_sheet
from ntt_coverage.pictures.surround import cited_sources
from ntt_coverage.pipeline import Dataset
from ntt_coverage.quarters import Quarter

__all__ = ["draw_parts"]

SLIDE = LAYOUTS["slide"]
LETTERS = 12
"""Points."""

NAME_WIDTH = 1.9
"""Inches."""


def draw_parts(data: Dataset, check_id: str, lang: str = "id") -> Picture:
    """Draw the parts of a printed total, with what they leave over named.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    check_id : str
        A check of the rule ``parts``, as ``check`` lists them.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    Picture
        One bar; the residual is hatched, an excess over the total is outlined in red.

    Raises
    ------
    ParameterError
        If there is no such check, or its statements are not two to eight exact parts of one
        number of persons, each of a kind of worker.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> data = nc.load()
    >>> checks = nc.check(data)
    >>> parts = checks[checks["rule"] == "parts"]
    >>> nc.draw_parts(data, parts["check_id"].iloc[0], "en").passport.title
    'Kabupaten Ende: the parts exceed the total of 10,252 by 1,000 persons'
    """
    checked_language(lang)
    found = data.checks[(data.checks["check_id"] == check_id) & (data.checks["rule"] == "parts")]
    ids = found["statement_ids"].iloc[0].split("|") if len(found) else []
    rows = data.checkable.set_index("statement_id").loc[ids]
    told = rows["unit"].eq("persons") & rows[["value", "segment"]].notna().all(axis="columns")
    countable = len(ids) > 2 and bool(told.all())
    if not countable or len(ids) - 1 > len(PARTS):
        raise ParameterError("parts_check", check=check_id, most=len(PARTS))
    whole, parts = float(rows["value"].iloc[0]), rows.iloc[1:]
    rest = whole - float(parts["value"].sum())
    shown = _named_parts(parts, rest, lang)
    numbers = {"whole": format_number(whole, lang), "rest": format_number(abs(rest), lang)}
    form = "fits" if not rest else "rest" if rest > 0 else "over"
    title = say(f"parts.title_{form}", lang, region=found["region"].iloc[0], **numbers)
    spec = ReportSpec(Quarter.of(rows["as_of"].iloc[0].date()), lang)
    sources = cited_sources(data.sources, rows["source_id"], lang)
    with drawing_style():
        figure = new_sheet(SLIDE)
        axes = figure.add_axes(SLIDE.fraction((0.4, 1.5, 12.5, 4.2)))
        _draw_parts(axes, shown, whole, numbers["whole"], lang)
        arithmetic = found[f"arithmetic_{lang}"].iloc[0]
        draw_title(figure, SLIDE, title, say("parts.subtitle", lang, arithmetic=arithmetic))
        drawn = {"check": check_id, "arithmetic": arithmetic, "sources": sources}
        drawn["parts"] = [[row["name"], row["number"]] for row in shown]
        cited = tuple(sorted(set(rows["source_id"])))
        passport = Passport(name="parts", spec=spec, title=title, shown=drawn, source_ids=cited)
        draw_footer(figure, SLIDE, sources, "", passport.label)
    said = "; ".join(f"{row['name']}: {row['number']}" for row in shown)
    name = re.sub("[^0-9A-Za-z]+", "-", check_id)
    alt = say("parts.alt", lang, title=title, parts=said)
    return Picture(name=name, alt=alt, figure=figure, passport=passport)


def _named_parts(parts: pd.DataFrame, rest: float, lang: str) -> list[dict[str, Any]]:
    names = [say(f"segment.{segment}", lang) for segment in parts["segment"]]
    shown = [
        {
            "name": name if names.count(name) == 1 else f"{name} ({statement})",
            "value": float(value),
            "face": colour,
            "form": "part",
        }
        for name, statement, value, colour in zip(
            names, parts.index, parts["value"], PARTS, strict=False
        )
    ]
    if rest:
        form = "rest" if rest > 0 else "over"
        name = say(f"parts.{form}", lang)
        shown.append({"name": name, "value": abs(rest), "face": "#ffffff", "form": form})
    return [row | {"number": format_number(row["value"], lang)} for row in shown]


def _draw_parts(
    axes: Axes, shown: list[dict[str, Any]], whole: float, printed: str, lang: str
) -> None:
    """Draw the parts in a row, each named under its own place, and the printed total above."""
    width = max(whole, sum(row["value"] for row in shown if row["form"] == "part"))
    axes.set(xlim=(0, width), ylim=(-1.6, 1.7))
    axes.set_axis_off()
    left = 0.0
    for at, row in enumerate(shown):
        start = whole if row["form"] == "over" else left
        look: dict[str, Any] = {"facecolor": row["face"], "edgecolor": "white", "linewidth": 1.5}
        if row["form"] == "rest":
            look |= {"hatch": HATCHES["no_data"], "edgecolor": LINE}
        if row["form"] == "over":
            look |= {"facecolor": "none", "edgecolor": WARNING, "linestyle": "--", "linewidth": 2}
        axes.add_patch(Rectangle((start, 0), row["value"], 1, **look))
        _name_part(axes, row, start + row["value"] / 2, width, at)
        left += row["value"] if row["form"] != "over" else 0
    axes.plot([0, 0, whole, whole], [1.12, 1.25, 1.25, 1.12], color=INK, linewidth=1.2)
    said = say("parts.whole", lang, n=printed)
    axes.text(whole / 2, 1.32, said, ha="center", va="bottom", fontsize=LETTERS, fontweight="bold")


def _name_part(axes: Axes, row: dict[str, Any], middle: float, width: float, at: int) -> None:
    share = row["value"] / width
    if share > 0.06 and row["form"] == "part":
        axes.text(middle, 0.5, row["number"], ha="center", va="center", fontsize=LETTERS,
                  fontweight="bold", color=ink_on(row["face"]))  # fmt: skip
        said = row["name"]
    else:
        said = f"{row['name']} {row['number']}"
    # narrow ones stand lower in turn, what is left over lowest of all
    level = -0.18 if share > 0.14 else (-0.42, -0.75)[at % 2] if row["form"] == "part" else -1.15
    if level < -0.2:
        axes.plot([middle, middle], [-0.04, level + 0.06], color=QUIET, linewidth=0.8)
    edge = "right" if middle > 0.93 * width else "center" if middle > 0.07 * width else "left"
    axes.text(
        middle,
        level,
        broken(said, LETTERS, NAME_WIDTH * POINTS),
        ha=edge,
        va="top",
        fontsize=LETTERS,
    )
