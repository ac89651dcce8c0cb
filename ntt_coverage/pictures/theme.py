"""What a map says: a title, classes that add up to 22, and 22 units in them.

Every drawing of a quarter (map, tiles, web page, workbook) is drawn from a theme, so they
cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from ntt_coverage.identity import Passport, ReportSpec
from ntt_coverage.language import say
from ntt_coverage.pictures.classes import MapClass
from ntt_coverage.pictures.palette import HATCHES, PALE
from ntt_coverage.pictures.surround import mark_label, marks
from ntt_coverage.pipeline import QuarterCoverage

__all__ = ["DISPUTED", "Theme"]

DISPUTED = "disputed"
"""The mark of units of which sources disagree: an outline and a star, no fill."""

FEW = 8
"""So many units of a class are named in words."""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One map's content, before anything is drawn.

    Parameters
    ----------
    name : str
        What the map is about: ``status``, ``persons``, ``rate``, ``change``.
    states : QuarterCoverage
        The quarter that it is of.
    title, subtitle : str
        The finding; the indicator, and its place and time on a second line.
    classes : tuple of MapClass
        In the order of the legend.
    units : pandas.DataFrame
        22 rows in registry order: ``bps_code, regency, state, last_known_state, disputed,
        class`` (a key of the classes), ``value`` (what stands under the name, or ""), ``face``
        (its colour; pale where the state is too old) and ``strong`` (whether its name is bold).
    sources : str
        The source line.
    source_ids : tuple of str
        Whom it names.
    options : mapping of str to str
        What was asked for beside the quarter, such as other breaks; part of the figure's ID.
    """

    name: str
    states: QuarterCoverage = field(repr=False)
    title: str
    subtitle: str
    classes: tuple[MapClass, ...]
    units: pd.DataFrame = field(repr=False)
    sources: str
    source_ids: tuple[str, ...]
    options: Mapping[str, str]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The units as mappings: every drawing reads them so, some more than once."""
        return self.units.to_dict("records")

    @property
    def spec(self) -> ReportSpec:
        """Quarter and language."""
        return self.states.spec

    def passport(self, drawing: str = "", *, on_outlines: bool = False) -> Passport:
        """Issue the passport of a figure that shows this theme.

        Parameters
        ----------
        drawing : str
            Such as ``"tiles"``; the map itself if not given.
        on_outlines : bool
            Whether it is drawn on the outlines of the units.

        Returns
        -------
        Passport
        """
        shown = {
            "subtitle": self.subtitle,
            "classes": [[each.key, each.label, each.face, each.hatch] for each in self.classes],
            "units": {row["bps_code"]: self._said_of(row) for row in self.rows},
            "sources": self.sources,
            "options": dict(self.options),
        }
        if on_outlines:
            data = self.states.data
            shown["outlines"] = [data.outlines_fingerprint, data.credits[self.spec.lang]]
        name = self.file_name(drawing, with_options=False)
        return self.states.passport(name, self.title, shown, self.source_ids)

    def _said_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        told = {key: row[key] for key in ("class", "value", "last_known_state", "disputed")}
        return {key: value for key, value in told.items() if not pd.isna(value) and value}

    def file_name(self, drawing: str = "", *, with_options: bool = True) -> str:
        """Return the name of a figure that shows this theme.

        Parameters
        ----------
        drawing : str
            As in `passport`.
        with_options : bool
            Whether what was asked for is part of it.

        Returns
        -------
        str
            Such as ``"change-2018Q4"`` or ``"tiles-persons"``.
        """
        usual = drawing and self.name == "status"
        asked = self.options.values() if with_options else ()
        return "-".join([*filter(None, (drawing, "" if usual else self.name)), *asked])

    def legend(self) -> list[tuple[MapClass, int]]:
        """Count the units of each class.

        Returns
        -------
        list of (MapClass, int)
            In the order of the classes; the numbers add up to the number of units. A class
            without units is left out unless its zero is a finding.

        Raises
        ------
        ValueError
            If a unit is in a class that the theme does not have.
        """
        counts = self.units["class"].value_counts()
        unknown = set(counts.index) - {each.key for each in self.classes}
        if unknown:
            raise ValueError(f"classes without a legend: {sorted(unknown)}")
        counted = [(each, int(counts.get(each.key, 0))) for each in self.classes]
        return [(each, number) for each, number in counted if number or each.always]

    def marks(self) -> list[tuple[MapClass, int]]:
        """Count what is laid over the classes: old states, and disputes.

        Returns
        -------
        list of (MapClass, int)
            Only what occurs. ``DISPUTED`` has no face of its own.
        """
        found = []
        for key, number in marks(self.units):
            face = PALE.get(key.removeprefix("last_"), "")
            if face and face not in set(self.units["face"]):
                continue  # this theme does not show how old a state is
            hatch = HATCHES["no_data"] if face else ""
            label = mark_label(key, self.spec.lang, self.states.segment)
            found.append((MapClass(key=key, label=label, face=face, hatch=hatch), number))
        return found

    def class_of(self, row: Mapping[str, Any]) -> MapClass:
        """Return the class of a unit.

        Parameters
        ----------
        row : mapping
            One row of ``units``.

        Returns
        -------
        MapClass
        """
        return next(each for each in self.classes if each.key == row["class"])

    @property
    def alt(self) -> str:
        """The map in words: each class and mark with its number, and its units where few."""
        told = []
        for each, number in self.legend():
            told.append(self._named(each, number, self.units["class"] == each.key))
        for each, number in self.marks():
            old = self.units["face"] == each.face
            told.append(self._named(each, number, old if each.face else self.units["disputed"]))
        said = {"quarter": self.spec.quarter.label(self.spec.lang), "headline": self.title}
        return say("map.alt", self.spec.lang, **said, classes="; ".join(told))

    def _named(self, each: MapClass, number: int, rows: pd.Series) -> str:
        units = self.units[rows].to_dict("records")
        names = ", ".join(f"{row['regency']} {row['value']}".strip() for row in units)
        return f"{each.label}: {number}" + (f" ({names})" if 0 < number <= FEW else "")
