"""Printed numbers with what their digits leave open.

A number without a hedge is exact: "5.244" is 5,244 and nothing else. A hedged or scaled one
("sekitar 1.600", "1,6 juta") may be off by half a unit of its last digit that is not zero.
A share is off by what was cut or rounded off after its last printed digit; a hedged one by a
unit more, or by half a unit of its last digit that is not zero.
"""

import re
from dataclasses import dataclass

import numpy as np

from ntt_coverage.intake.values import is_hedged

__all__ = ["Figure", "add", "exactly", "fits", "read_figure", "share_fit", "subtract"]

SCALED = re.compile(r"\b(ribu|juta|mil+[iy]ar|triliun|thousand|million|billion)\b", re.IGNORECASE)
ALMOST = re.compile(r"\b(hampir|almost|nearly)\b", re.IGNORECASE)
DECIMALS = re.compile(r"\d[.,](\d+)\D*$")
SLACK = 1e-9
"""Of sums of decimals held as binary numbers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A printed number.

    Parameters
    ----------
    value : float or None
        As printed; None where only bounds or words are.
    low, high : float
        What its digits allow, both included.
    step : float
        Unit of the last printed digit of a share; 0 for a count.
    """

    value: float | None
    low: float
    high: float
    step: float = 0.0

    @property
    def exact(self) -> bool:
        """Whether its digits leave nothing open."""
        return self.low == self.high

    @property
    def hedged(self) -> bool:
        """Whether more is open than its last printed digit was rounded by."""
        rounding = self.step / 2 + SLACK
        return self.value is not None and self.low < self.value - rounding


def exactly(number: float) -> Figure:
    """Return a number as a figure that leaves nothing open.

    Parameters
    ----------
    number : float
        Any number.

    Returns
    -------
    Figure
    """
    return Figure(value=number, low=number, high=number)


def read_figure(
    value: float, low: float, high: float, *, text: str, unit: str = "persons"
) -> Figure | None:
    """Read what a printed number allows.

    Parameters
    ----------
    value, low, high : float
        As read from its text; NaN where not printed.
    text : str
        The token as printed.
    unit : str
        ``"percent"`` is read by its decimals; everything else is counted.

    Returns
    -------
    Figure or None
        None where nothing is printed.

    Examples
    --------
    >>> read_figure(250e6, float("nan"), float("nan"), text="sekitar Rp 250 juta").low
    245000000.0
    """
    if np.isnan(value):
        if np.isnan(low) and np.isnan(high):
            return None
        least = 0.0 if np.isnan(low) else low
        return Figure(value=None, low=least, high=np.inf if np.isnan(high) else high)
    if unit == "percent":
        return _share(value, text)
    if not (SCALED.search(text) or is_hedged(text)):
        return exactly(value)
    place = _last_place(value)
    if ALMOST.search(text):
        return Figure(value=value, low=value - place, high=value)
    return Figure(value=value, low=value - place / 2, high=value + place / 2)


def _share(value: float, text: str) -> Figure:
    printed = DECIMALS.search(text.strip())
    step = 10.0 ** -len(printed[1]) if printed else 1.0
    wide = max(1.5 * step, _last_place(value) / 2) if is_hedged(text) else step / 2
    return Figure(value=value, low=value - wide, high=value + max(wide, step), step=step)


def _last_place(value: float) -> float:
    """Return the place of the last digit that is not zero: 250,000,000 has ten millions."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def add(figures: list[Figure]) -> Figure:
    """Add figures, with what their digits allow.

    Parameters
    ----------
    figures : list of Figure
        Counts.

    Returns
    -------
    Figure
    """
    values = [figure.value for figure in figures]
    known = [value for value in values if value is not None]
    return Figure(
        value=sum(known) if len(known) == len(values) else None,
        low=sum(figure.low for figure in figures),
        high=sum(figure.high for figure in figures),
    )


def subtract(whole: Figure, part: Figure) -> Figure:
    """Take a figure from another, with what their digits allow; never below zero.

    Parameters
    ----------
    whole, part : Figure
        Counts.

    Returns
    -------
    Figure
    """
    known = whole.value is not None and part.value is not None
    return Figure(
        value=max((whole.value or 0) - (part.value or 0), 0) if known else None,
        low=max(whole.low - part.high, 0),
        high=max(whole.high - part.low, 0),
    )


def fits(one: Figure, other: Figure) -> bool:
    """Tell whether two figures can be the same number.

    Parameters
    ----------
    one, other : Figure
        Figures of one unit.

    Returns
    -------
    bool
    """
    return one.low <= other.high + SLACK and other.low <= one.high + SLACK


def share_fit(share: Figure, part: Figure, whole: Figure) -> str | None:
    """Tell how a printed share fits its numerator and denominator.

    ``100 * part / whole``, rounded half up or half to even, or cut off, at the last printed
    digit of the share.

    Parameters
    ----------
    share : Figure
        In percent.
    part, whole : Figure
        Numerator and denominator.

    Returns
    -------
    {"rounded", "truncated"} or None
        None if no rounding gives the printed digits.

    Examples
    --------
    >>> nan = float("nan")
    >>> printed = read_figure(63, nan, nan, text="63 persen", unit="percent")
    >>> part, whole = (Figure(value=n, low=n, high=n) for n in (9192, 14438))
    >>> share_fit(printed, part, whole)
    'truncated'
    """
    if whole.low <= 0:
        return None
    least, most = 100 * part.low / whole.high, 100 * part.high / whole.low
    if share.value is None:  # "lebih dari 49 persen", "45-55 persen"
        inside = least <= share.high + SLACK and most >= share.low - SLACK
        return "rounded" if inside else None
    below = share.value - share.low
    above = max(share.step / 2, share.high - share.value if below > share.step / 2 + SLACK else 0)
    if least <= share.value + above + SLACK and most >= share.value - below - SLACK:
        return "rounded"
    cut = least < share.value + share.step - SLACK and most >= share.value - SLACK
    return "truncated" if cut else None
