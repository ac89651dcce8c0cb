"""The themes of a quarter: states, persons, rates, and what changed since an earlier one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import percent_of, say
from ntt_coverage.measures.changes import CHANGES, STILL
from ntt_coverage.pictures.classes import (
    ABOVE_ALL,
    PERSON_BREAKS,
    RATE_BREAKS,
    RESIDENT_RATE_BREAKS,
    MapClass,
    change_classes,
    class_of_number,
    person_classes,
    rate_classes,
    state_classes,
)
from ntt_coverage.pictures.palette import PALE
from ntt_coverage.pictures.ratewords import rate_indicator, rate_words
from ntt_coverage.pictures.surround import cited_sources, source_line, sources_shown
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pipeline import QuarterCoverage, coverage_in
from ntt_coverage.printed import persons_number, rate_text
from ntt_coverage.segments import say_of
from ntt_coverage.series import changes_since
from ntt_coverage.wording import subtitle

__all__ = [
    "THEMES",
    "change_theme",
    "persons_theme",
    "rate_theme",
    "shown_theme",
    "status_theme",
]

DECIDED = ("enrolled", "not_enrolled")
"""A known zero is known too."""

UNIT_COLUMNS = ["bps_code", "regency", "state", "last_known_state", "disputed"]


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
        classes=state_classes(lang, states.segment),
        shown=coverage["state"],
        values=_persons(states),
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

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> tables = nc.coverage("2021Q4", "en")
    >>> theme = nc.persons_theme(tables, breaks=(1500, 2000))
    >>> [each.label for each in theme.classes[:4]]
    ['1–1,499 persons', '1,500–1,999 persons', '2,000 persons or more', 'Enrols, figure not known']
    """
    lang, coverage = states.spec.lang, states.coverage
    numbers = coverage["enrolled_persons"]
    known = coverage[coverage["state"].isin(DECIDED) & numbers.notna()]
    return _theme(
        "persons",
        states,
        title=states.titled(_persons_title(known, states)),
        subtitle=_under(say_of(states.segment, "persons.indicator", lang), states, known),
        classes=person_classes(lang, breaks, states.segment),
        shown=_numbered(coverage, numbers, lambda n: class_of_number(n, breaks)),
        values=_persons(states),
        options=_break_options(breaks, PERSON_BREAKS),
    )


def _persons_title(known: pd.DataFrame, states: QuarterCoverage) -> str:
    """Say how many units give a number, and its span; numbers of different days have no sum."""
    lang, every = states.spec.lang, states.coverage["state"]
    if known.empty:
        held = set(every) & {"enrolled", "not_enrolled"}
        form = "none" if "enrolled" in held else "nobody" if held else "unknown"
        return say_of(states.segment, f"persons.title_{form}", lang)
    rows = known.sort_values("certainty").to_dict("records")  # of equal ends the certain one
    low, high = (end(rows, key=lambda row: row["enrolled_persons"]) for end in (min, max))
    span = {"low": persons_number(low, lang), "high": persons_number(high, lang)}
    form = "title_one" if low["enrolled_persons"] == high["enrolled_persons"] else "title"
    told = {"known": len(rows), "all": len(every), **span}
    return say_of(states.segment, f"persons.{form}", lang, **told)


def rate_theme(states: QuarterCoverage, breaks: Sequence[float] | None = None) -> Theme:
    """Show which part of its non-ASN staff each unit enrols, or of another base.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.
    breaks : sequence of float
        In percent; the same for every map that is compared. If not given, ``RATE_BREAKS``, or
        ``RESIDENT_RATE_BREAKS`` where the base is all residents.

    Returns
    -------
    Theme
        Enrolled units without a rate are a class of their own.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> theme = nc.rate_theme(nc.coverage("2021Q4", "en"), breaks=(50,))
    >>> [each.label for each in theme.classes[:3]]
    ['below 50%', '50–100%', 'above 100% (two registers?)']
    """
    lang, coverage = states.spec.lang, states.coverage
    usual = RATE_BREAKS if states.base == "own" else RESIDENT_RATE_BREAKS
    breaks = usual if breaks is None else breaks
    rates = coverage["coverage_rate"]
    known = coverage[coverage["state"].isin(DECIDED) & rates.notna()]

    # a rate rests on its base too
    bases, rows = known["base_source_id"].dropna(), coverage.to_dict("records")
    cited = tuple(sorted({*sources_shown(coverage), *bases}))

    def grade(fraction: float) -> str:
        printed = percent_of(fraction)  # a class is that of the printed figure
        return ABOVE_ALL if printed > 100 else class_of_number(float(printed), breaks)

    theme = _theme(
        "rate",
        states,
        title=states.titled(
            rate_words(states, "title" if len(known) else "title_none", known=len(known))
        ),
        subtitle=_under(rate_indicator(states, known), states, known),
        classes=rate_classes(lang, breaks, states.segment),
        shown=_numbered(coverage, rates, grade),
        values=[rate_text(row, lang) if row["state"] in DECIDED else "" for row in rows],
        options=_break_options(breaks, usual),
    )
    return replace(theme, sources=cited_sources(states.data.sources, cited, lang), source_ids=cited)


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
        The classes of ``measures.changes``; what is newly known or revised says which state
        it is.

    Raises
    ------
    ParameterError
        If the earlier quarter is of another form, or is not earlier.
    """
    lang = after.spec.lang
    before, changes = changes_since(after, since)
    quarters = {"before": before.label(lang), "after": after.spec.quarter.label(lang)}
    news = changes["change"].isin(["newly_known", "revised"])
    values = [
        say(f"state.{state}", lang).lower() if new else ""
        for state, new in zip(changes["state"], news, strict=True)
    ]
    both = pd.concat([after.coverage, coverage_in(ReportSpec(before, lang), after.data).coverage])
    theme = _theme(
        "change",
        after,
        title=after.titled(_change_title(changes["change"], quarters["before"], lang)),
        subtitle=f"{say('change.indicator', lang)}\n{say('change.when', lang, **quarters)}",
        classes=change_classes(lang),
        shown=changes["change"],
        values=values,
        options={"since": str(before)} if before.ordinal < after.spec.quarter.ordinal - 1 else {},
    )
    # here a colour tells what changed, not how old a state is; both quarters have sources
    units = theme.units.assign(
        face=[theme.class_of(row).face for row in theme.rows],
        strong=changes["change"].isin(["joined", "left"]),
    )
    told, cited = source_line(replace(after, coverage=both)), sources_shown(both)
    return replace(theme, units=units, sources=told, source_ids=cited)


def _change_title(changes: pd.Series, quarter: str, lang: str) -> str:
    """Count what changed; where nothing is known to, or nothing is known at all, say so."""
    counts = changes.value_counts()
    told = [
        say(f"change.count_{key}", lang, n=int(counts[key]))
        for key in CHANGES
        if key in counts and key not in STILL
    ]
    if not told:
        form = "title_unknown" if set(changes) == {"no_data"} else "title_none"
        return say(f"change.{form}", lang, quarter=quarter)
    return say("change.title", lang, quarter=quarter, changes=", ".join(told))


THEMES: Mapping[str, Callable[[QuarterCoverage], Theme]] = {
    "status": status_theme,
    "persons": persons_theme,
    "rate": rate_theme,
}
"""The themes of one quarter, by name."""


def shown_theme(states: QuarterCoverage, theme: str | Theme) -> Theme:
    """Return the theme that was asked for.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.
    theme : str or Theme
        A name of ``THEMES``, or a theme of that quarter.

    Returns
    -------
    Theme

    Raises
    ------
    ParameterError
        If there is no such theme, or it is of another quarter or language, or the states are
        none.
    """
    if not isinstance(states, QuarterCoverage):
        raise ParameterError("not_tables", value=str(states)[:40])
    if isinstance(theme, str):
        if theme not in THEMES:
            raise ParameterError("theme", value=theme, themes=", ".join(THEMES))
        return THEMES[theme](states)
    if theme.spec != states.spec:
        raise ParameterError("theme_quarter", value=theme.spec.folder, quarter=states.spec.folder)
    return theme


def _theme(
    name: str,
    states: QuarterCoverage,
    *,
    title: str,
    subtitle: str,
    classes: tuple[MapClass, ...],
    shown: Sequence[str] | pd.Series,
    values: Sequence[str],
    options: Mapping[str, str] | None = None,
) -> Theme:
    faces = {each.key: each.face for each in classes}
    units = states.coverage[UNIT_COLUMNS].assign(**{"class": list(shown), "value": list(values)})
    old = units["last_known_state"].where(units["class"] == "no_data").map(PALE)
    return Theme(
        name=name,
        states=states,
        title=title,
        subtitle=subtitle,
        classes=classes,
        units=units.assign(
            face=old.fillna(units["class"].map(faces)), strong=units["state"] == "enrolled"
        ),
        sources=source_line(states),
        source_ids=sources_shown(states.coverage),
        options=states.options | dict(options or {}),
    )


def _break_options(breaks: Sequence[float], usual: Sequence[float]) -> dict[str, str]:
    same = tuple(breaks) == tuple(usual)
    return {} if same else {"breaks": "-".join(f"{each:g}" for each in breaks)}


def _under(indicator: str, states: QuarterCoverage, known: pd.DataFrame) -> str:
    """Add place and time of its figures to the indicator; of the states where it has none."""
    spec = states.spec
    when = subtitle(known if len(known) else states.coverage, spec.quarter, spec.lang)
    return f"{indicator}\n{when.splitlines()[-1]}"


def _persons(states: QuarterCoverage) -> list[str]:
    segment, lang = states.segment, states.spec.lang
    numbers = [persons_number(row, lang) for row in states.coverage.to_dict("records")]
    return [say_of(segment, "map.persons", lang, n=number) if number else "" for number in numbers]


def _numbered(
    coverage: pd.DataFrame, numbers: pd.Series, grade: Callable[[float], str]
) -> list[str]:
    """Grade the enrolled units that have a number; the others keep what is known of them."""
    return [
        state if state != "enrolled" else "uncounted" if pd.isna(number) else grade(float(number))
        for state, number in zip(coverage["state"], numbers, strict=True)
    ]
