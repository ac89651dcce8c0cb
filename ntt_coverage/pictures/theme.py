"""What a map says: a title, classes that add up to 22, and 22 units in them.

Every drawing of a quarter (map, tiles, web page, workbook) is drawn from a theme, so they
cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.pictures.classes import MapClass
from ntt_coverage.pictures.palette import PALE

__all__ = ["Theme", "face_of"]

FEW = 8
"""So many units of a class are named in words."""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One map's content, before anything is drawn.

    Parameters
    ----------
    name : str
        What the map is about: ``status``, ``persons``, ``rate``, ``change``.
    spec : ReportSpec
        Quarter and language.
    title, subtitle : str
        The finding; the indicator, and its place and time on a second line.
    classes : tuple of MapClass
        In the order of the legend.
    units : pandas.DataFrame
        22 rows in registry order: ``bps_code, regency, state, last_known_state, disputed,
        class`` (a key of the classes) and ``value`` (what stands under the name, or "").
    sources, figure_id : str
        The source line and the figure's ID.
    """

    name: str
    spec: ReportSpec
    title: str
    subtitle: str
    classes: tuple[MapClass, ...]
    units: pd.DataFrame
    sources: str
    figure_id: str

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
        """The map in words: each class with its number, and its units where they are few."""
        told = []
        for each, number in self.legend():
            rows = self.units[self.units["class"] == each.key].to_dict("records")
            names = ", ".join(f"{row['regency']} {row['value']}".strip() for row in rows)
            told.append(f"{each.label}: {number}" + (f" ({names})" if 0 < number <= FEW else ""))
        said = {"quarter": self.spec.quarter.label(self.spec.lang), "headline": self.title}
        return say("map.alt", self.spec.lang, **said, classes="; ".join(told))


def face_of(theme: Theme, row: Mapping[str, Any]) -> str:
    """Return the colour of a unit: that of its class, or pale where its state is too old.

    Parameters
    ----------
    theme : Theme
        The map.
    row : mapping
        One row of its units.

    Returns
    -------
    str
    """
    last = row["last_known_state"]
    if row["class"] == "no_data" and theme.name != "change" and not pd.isna(last):
        return PALE[last]
    return theme.class_of(row).face
