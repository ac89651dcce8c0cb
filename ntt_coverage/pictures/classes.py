"""The classes of a map: what is counted, in which colour and pattern, between which breaks.

Breaks hold for a whole series of quarters, so that a colour means the same on every map of it.
Not enrolled, no data, a suppressed figure and an enrolment without a number are classes of
their own; they never enter the breaks.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from ntt_coverage.errors import ParameterError
from ntt_coverage.language import format_number, say
from ntt_coverage.measures.changes import CHANGES
from ntt_coverage.measures.evidence import SEGMENT
from ntt_coverage.pictures.palette import CHANGE_COLOURS, COLOURS, HATCHES, SHADES, UNCOUNTED
from ntt_coverage.segments import say_of

__all__ = [
    "ABOVE_ALL",
    "PERSON_BREAKS",
    "RATE_BREAKS",
    "RESIDENT_RATE_BREAKS",
    "MapClass",
    "change_classes",
    "class_of_number",
    "person_classes",
    "pooled_breaks",
    "rate_classes",
    "state_classes",
]

PERSON_BREAKS = (500, 1_000, 2_000, 5_000)
"""Where the classes of persons begin, after the first: round numbers that a reader remembers.
They hold for every quarter, so any two maps can be compared."""

RATE_BREAKS = (25, 50, 75)
"""Where the classes of rates begin, after the first, in percent: quarters of the staff."""

RESIDENT_RATE_BREAKS = (1, 5, 10)
"""The same where the base is all residents: no group of workers is a quarter of them."""

ABOVE_ALL = "above_all"
"""The class of rates above 100 percent: two registers, which a rate cannot hold together."""

CLASSES = 5


@dataclass(frozen=True, kw_only=True)
class MapClass:
    """One class of a map, as its legend shows it.

    Parameters
    ----------
    key : str
        What a unit's ``class`` says, such as ``"enrolled"``.
    label : str
        In the reader's language.
    face : str
        Its colour.
    hatch : str
        Its pattern, by matplotlib's name; "" is plain.
    always : bool
        Whether the legend shows it also when no unit is in it: then zero is a finding.
    """

    key: str
    label: str
    face: str
    hatch: str = ""
    always: bool = True


def state_classes(lang: str, segment: str = SEGMENT) -> tuple[MapClass, ...]:
    """Return the four states.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.
    segment : str
        The kind of worker.

    Returns
    -------
    tuple of MapClass
        Keyed by the states of the coverage.
    """
    return tuple(
        MapClass(
            key=state,
            label=say_of(segment, f"state.{state}", lang),
            face=face,
            hatch=HATCHES.get(state, ""),
            always=state != "suppressed",
        )
        for state, face in COLOURS.items()
    )


def person_classes(
    lang: str, breaks: Sequence[float] = PERSON_BREAKS, segment: str = SEGMENT
) -> tuple[MapClass, ...]:
    """Return the classes of a number of persons.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.
    breaks : sequence of float
        Where the second class begins, the third, and so on; at most four.
    segment : str
        The kind of worker.

    Returns
    -------
    tuple of MapClass
        Keys ``"0"``, ``"1"`` ... for the classes between breaks, from few to many, then
        ``uncounted``, ``not_enrolled``, ``no_data``, ``suppressed``.

    Raises
    ------
    ParameterError
        If the breaks do not rise, or are none or more than four.
    """
    ends = [1, *_checked(breaks, most=len(SHADES) - 1)]
    labels = [
        say("class.span", lang, low=format_number(low, lang), high=format_number(high - 1, lang))
        for low, high in pairwise(ends)
    ]
    labels.append(say("class.from", lang, low=format_number(ends[-1], lang)))
    return (*_graded(labels), *_apart("persons", lang, segment))


def rate_classes(
    lang: str, breaks: Sequence[float] = RATE_BREAKS, segment: str = SEGMENT
) -> tuple[MapClass, ...]:
    """Return the classes of a rate.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.
    breaks : sequence of float
        In percent, where the second class begins, the third, and so on; at most three.
    segment : str
        The kind of worker.

    Returns
    -------
    tuple of MapClass
        As in `person_classes`, with ``ABOVE_ALL`` after the classes between breaks. A rate
        belongs to the class of what is printed, which has one decimal.

    Raises
    ------
    ParameterError
        If the breaks do not rise, or are none or more than three.
    """
    ends = [*_checked(breaks, most=len(SHADES) - 2), 100.1]
    labels = [say("class.percent_below", lang, high=format_number(ends[0], lang))]
    for low, high in pairwise(ends):
        numbers = {"low": low, "high": round(high - 0.1, 1)}
        span = {name: format_number(number, lang) for name, number in numbers.items()}
        labels.append(say("class.percent_span", lang, **span))
    above = MapClass(
        key=ABOVE_ALL,
        label=say("class.above_all", lang),
        face=SHADES[-1],
        hatch=HATCHES[ABOVE_ALL],
        always=False,
    )
    return (*_graded(labels), above, *_apart("rate", lang, segment))


def _checked(breaks: Sequence[float], most: int) -> Sequence[float]:
    """Refuse breaks that do not rise, or more than there are shades to tell apart."""
    rising = all(low < high for low, high in pairwise([0, *breaks]))
    if not (rising and 1 <= len(breaks) <= most):
        raise ParameterError("breaks", value=", ".join(map(str, breaks)), most=most)
    return breaks


def _graded(labels: Sequence[str]) -> tuple[MapClass, ...]:
    steps = np.linspace(0, len(SHADES) - 1, len(labels)).round().astype(int)
    return tuple(
        MapClass(key=str(number), label=label, face=SHADES[step])
        for number, (label, step) in enumerate(zip(labels, steps, strict=True))
    )


def _apart(theme: str, lang: str, segment: str) -> tuple[MapClass, ...]:
    """Return what stands outside the scale: no number, not enrolled, nothing known, not shown."""
    states = {each.key: each for each in state_classes(lang)}
    # not "zero": of a unit that a complete list leaves out nobody has printed a number
    none = MapClass(
        key="not_enrolled",
        label=say_of(segment, "state.not_enrolled", lang),
        face=COLOURS["not_enrolled"],
    )
    uncounted = MapClass(
        key="uncounted",
        label=say_of(segment, f"{theme}.unknown", lang),
        face=UNCOUNTED,
        hatch=HATCHES["uncounted"],
    )
    return (uncounted, none, states["no_data"], states["suppressed"])


def change_classes(lang: str) -> tuple[MapClass, ...]:
    """Return the classes of a change between two quarters.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    tuple of MapClass
        Keyed by the changes of ``measures.changes``.
    """
    shown = ("joined", "left", "newly_known")
    return tuple(
        MapClass(
            key=key,
            label=say(f"change.{key}", lang),
            face=CHANGE_COLOURS[key],
            hatch=HATCHES.get(key, ""),
            always=key in shown,
        )
        for key in CHANGES
    )


def class_of_number(number: float, breaks: Sequence[float]) -> str:
    """Return the key of the class that a number above zero falls into.

    Parameters
    ----------
    number : float
        In the unit of the breaks.
    breaks : sequence of float
        Rising; a number that equals a break belongs to the class that begins there.

    Returns
    -------
    str

    Examples
    --------
    >>> [class_of_number(n, (500, 1000)) for n in (499, 500, 3784)]
    ['0', '1', '2']
    """
    return str(int(np.searchsorted(np.asarray(breaks, dtype=float), number, side="right")))


def pooled_breaks(numbers: pd.Series, classes: int = CLASSES) -> tuple[float, ...]:
    """Choose breaks from the numbers of a whole series of quarters, and round them.

    Parameters
    ----------
    numbers : pandas.Series
        Every number of the series once; missing ones and zeros are left out.
    classes : int
        At most so many, and no more than there are different numbers.

    Returns
    -------
    tuple of float
        Where the second class begins, the third, and so on: the natural breaks of Fisher and
        Jenks (mapclassify), moved to the roundest number in each gap, so that no number
        changes its class.

    Examples
    --------
    >>> pooled_breaks(pd.Series([310, 936, 1400, 1647, 2480, 3784, None, 0]), classes=3)
    (1000, 3000)
    """
    from mapclassify import FisherJenks  # it loads scikit-learn; only these breaks need it

    known = np.sort(numbers[numbers > 0].dropna().astype(float).unique())
    wanted = min(classes, len(known), len(SHADES))
    if wanted < 2:
        return ()
    if wanted == len(known):
        return tuple(_roundest(low, high) for low, high in pairwise(known))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it misses numba, of no use to so few
        highest = FisherJenks(known, k=wanted).bins[:-1]
    return tuple(_roundest(float(end), float(known[known > end][0])) for end in highest)


def _roundest(low: float, high: float) -> float:
    """Return the number above ``low``, at most ``high``, that has the fewest digits."""
    step = 10.0 ** np.ceil(np.log10(high))
    while True:
        for part in (1, 2, 5):
            found = np.floor(high / (step / part)) * (step / part)
            if found > low:
                return int(found) if found == int(found) else float(found)
        step /= 10
