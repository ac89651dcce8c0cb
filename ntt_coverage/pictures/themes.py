"""What a map says: one theme is a title, classes that add up to 22, and 22 units in them.

Every drawing of a quarter (map, tiles, web page, workbook) is drawn from a theme, so they
cannot disagree.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import format_number, format_numbers, say
from ntt_coverage.pictures.classes import (
    ABOVE_ALL,
    PERSON_BREAKS,
    RATE_BREAKS,
    MapClass,
    change_classes,
    class_of_number,
    person_classes,
    rate_classes,
    state_classes,
)
from ntt_coverage.pictures.palette import PALE
from ntt_coverage.pictures.surround import source_line
from ntt_coverage.pipeline import QuarterCoverage, changes_since
from ntt_coverage.wording import rate_text

__all__ = [
    "THEMES",
    "Theme",
    "change_theme",
    "face_of",
    "persons_theme",
    "rate_theme",
    "status_theme",
]

UNIT_COLUMNS = ["bps_code", "regency", "state", "last_known_state", "disputed", "class", "value"]


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
    sources, figure_id, alt : str
        The source line, the figure's ID, and the picture in words.
    """

    name: str
    spec: ReportSpec
    title: str
    subtitle: str
    classes: tuple[MapClass, ...]
    units: pd.DataFrame
    sources: str
    figure_id: str
    alt: str

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


def status_theme(states: QuarterCoverage) -> Theme:
    """Show the state of each unit, with its persons where they are known.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.

    Returns
    -------
    Theme
    """
    lang, coverage = states.spec.lang, states.coverage
    return _theme(
        "status",
        states,
        title=states.headline,
        subtitle=states.subtitle,
        classes=state_classes(lang),
        units=coverage.assign(**{"class": coverage["state"], "value": _persons(coverage, lang)}),
    )


def persons_theme(states: QuarterCoverage, breaks: Sequence[float] = PERSON_BREAKS) -> Theme:
    """Show how many persons each unit enrols.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.
    breaks : sequence of float
        The same for every map that is compared; see ``pooled_breaks``.

    Returns
    -------
    Theme
        Enrolled units without a number are a class of their own.
    """
    lang, coverage = states.spec.lang, states.coverage
    numbers = coverage["enrolled_persons"]
    known = numbers[coverage["state"] == "enrolled"].dropna()
    return _theme(
        "persons",
        states,
        title=_persons_title(known, len(coverage), lang),
        subtitle=_under("persons", states),
        classes=person_classes(lang, breaks),
        units=coverage.assign(
            **{
                "class": _numbered(coverage, numbers, lambda n: class_of_number(n, breaks)),
                "value": _persons(coverage, lang),
            }
        ),
    )


def _persons_title(known: pd.Series, units: int, lang: str) -> str:
    """Say how many units give a number, and its span; numbers of different days have no sum."""
    if known.empty:
        return say("persons.title_none", lang)
    span = format_numbers({"low": int(known.min()), "high": int(known.max())}, lang)
    form = "title_one" if len(known) == 1 else "title"
    return say(f"persons.{form}", lang, known=len(known), all=units, **span)


def rate_theme(states: QuarterCoverage, breaks: Sequence[float] = RATE_BREAKS) -> Theme:
    """Show which part of its non-ASN staff each unit enrols.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.
    breaks : sequence of float
        In percent; the same for every map that is compared.

    Returns
    -------
    Theme
        Enrolled units without a rate are a class of their own.
    """
    lang, coverage = states.spec.lang, states.coverage
    rates = coverage["coverage_rate"]
    known = int((rates.notna() & (coverage["state"] == "enrolled")).sum())

    def grade(fraction: float) -> str:
        printed = round(100 * fraction, 1)  # a class is that of the printed figure
        return ABOVE_ALL if printed > 100 else class_of_number(printed, breaks)

    return _theme(
        "rate",
        states,
        title=say("rate.title" if known else "rate.title_none", lang, known=known, all=len(rates)),
        subtitle=_under("rate", states),
        classes=rate_classes(lang, breaks),
        units=coverage.assign(
            **{
                "class": _numbered(coverage, rates, grade),
                "value": [rate_text(rate, lang) for rate in rates],
            }
        ),
    )


def change_theme(after: QuarterCoverage, since: str | None = None) -> Theme:
    """Show what changed between two quarters.

    Parameters
    ----------
    after : QuarterCoverage
        The later quarter.
    since : str, optional
        The earlier quarter, such as ``2019Q2``; the one before if not given.

    Returns
    -------
    Theme
        The classes of ``measures.changes``; what is newly known says which state it is.

    Raises
    ------
    ParameterError
        If the earlier quarter is of another form, or is not earlier.
    """
    lang = after.spec.lang
    before, changes = changes_since(after, since)
    quarters = {"before": before.label(lang), "after": after.spec.quarter.label(lang)}
    news = changes["change"] == "newly_known"
    value = (
        changes["state"]
        .where(news, "")
        .map(lambda state: say(f"state.{state}", lang).lower() if state else "")
    )
    return _theme(
        "change",
        after,
        title=_change_title(changes["change"], quarters["before"], lang),
        subtitle=f"{say('change.indicator', lang)}\n{say('change.when', lang, **quarters)}",
        classes=change_classes(lang),
        units=after.coverage.assign(**{"class": changes["change"], "value": value}),
    )


def _change_title(changes: pd.Series, quarter: str, lang: str) -> str:
    """Count what changed; where nothing did, say so."""
    counts = changes.value_counts()
    told = [
        say(f"change.count_{key}", lang, n=int(counts[key]))
        for key in ("joined", "left", "newly_known", "lost")
        if key in counts
    ]
    if not told:
        return say("change.title_none", lang, quarter=quarter)
    return say("change.title", lang, quarter=quarter, changes=", ".join(told))


THEMES: Mapping[str, Callable[[QuarterCoverage], Theme]] = {
    "status": status_theme,
    "persons": persons_theme,
    "rate": rate_theme,
}
"""The themes of one quarter, by name."""


def _theme(
    name: str,
    states: QuarterCoverage,
    *,
    title: str,
    subtitle: str,
    classes: tuple[MapClass, ...],
    units: pd.DataFrame,
) -> Theme:
    bare = Theme(
        name=name,
        spec=states.spec,
        title=title,
        subtitle=subtitle,
        classes=classes,
        units=units[UNIT_COLUMNS],
        sources=source_line(states),
        figure_id=states.figure_id(name),
        alt="",
    )
    return replace(bare, alt=_in_words(bare))


def _in_words(theme: Theme) -> str:
    """Say what the map shows: each class with its number, and its units where they are few."""
    told = []
    for each, number in theme.legend():
        rows = theme.units[theme.units["class"] == each.key].to_dict("records")
        names = ", ".join(f"{row['regency']} {row['value']}".strip() for row in rows)
        told.append(f"{each.label}: {number}" + (f" ({names})" if 0 < number <= FEW else ""))
    lang = theme.spec.lang
    said = {"quarter": theme.spec.quarter.label(lang), "headline": theme.title}
    return say("map.alt", lang, **said, classes="; ".join(told))


def _under(name: str, states: QuarterCoverage) -> str:
    """Return the indicator's own first line over the second line of every map."""
    return f"{say(f'{name}.indicator', states.spec.lang)}\n{states.subtitle.splitlines()[-1]}"


def _persons(coverage: pd.DataFrame, lang: str) -> list[str]:
    return [
        "" if pd.isna(number) else say("map.persons", lang, n=format_number(int(number), lang))
        for number in coverage["enrolled_persons"]
    ]


def _numbered(
    coverage: pd.DataFrame, numbers: pd.Series, grade: Callable[[float], str]
) -> list[str]:
    """Grade the enrolled units that have a number; the others keep what is known of them."""
    return [
        state if state != "enrolled" else "uncounted" if pd.isna(number) else grade(float(number))
        for state, number in zip(coverage["state"], numbers, strict=True)
    ]
