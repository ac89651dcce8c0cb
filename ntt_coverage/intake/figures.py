"""Figures by column: each distinct cell read once, by the convention of all.

What cannot be read is refused with the reason; nothing is clipped, and what is not known is
not zero.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from ntt_coverage.errors import CoverageError, UnreadableValueError
from ntt_coverage.intake.conventions import (
    DECIMALS,
    TOKEN,
    Readings,
    decide,
    decimals_of,
    read_digits,
    vote,
    votes_of,
)  # fmt: skip
from ntt_coverage.intake.grids import Column, Kind
from ntt_coverage.intake.headers import MEASURES
from ntt_coverage.intake.values import Quantity, parse_quantity

__all__ = ["PERCENT", "UNKNOWN", "Figures", "read_figures"]

UNKNOWN = frozenset(
    [
        "",
        "-",
        "–",
        "—",
        "−",
        "...",
        "..",
        "…",
        "....",
        "n/a",
        "na",
        "n.a.",
        "nihil data",
        "tidak ada data",
        "belum ada data",
        "belum ada",
        "td",
        "tad",
        "no data",
        "not available",
        "unknown",
        "tidak diketahui",
        "tidak tersedia",
    ]
)
"""Signs for what is not known. None of them is zero."""

SIMPLE = {
    "persons": re.compile(r"([0-9][0-9.,]*)(?:\s*(?:orang|jiwa|pekerja|peserta))?", re.I),
    "rupiah": re.compile(r"(?:rp\.?\s*)?([0-9][0-9.,]*?)(?:,-+|\.-)?", re.I),
    "percent": re.compile(r"([0-9][0-9.,]*)(?:\s*(?:%|persen|percent))?", re.I),
}
"""What nearly all cells look like: digits, with the column's own unit or none."""

FOREIGN = {
    "persons": re.compile(r"%|persen|percent|\brp\b|rupiah", re.IGNORECASE),
    "rupiah": re.compile(r"%|persen|percent|orang|jiwa", re.IGNORECASE),
    "percent": re.compile(r"\brp\b|rupiah|orang|jiwa|persons", re.IGNORECASE),
}
"""Units that a column of another unit cannot hold."""

SHEET_ERROR = re.compile(
    r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)$", re.IGNORECASE
)
PERCENT = re.compile(r"%|persen|percent", re.IGNORECASE)
NEGATIVE = re.compile(
    r"^\s*(?:rp\.?\s*)?[-−–]\s*(?:rp\.?\s*)?[0-9]|^\s*\(\s*(?:rp\.?\s*)?[0-9][^)]*\)\s*$",
    re.IGNORECASE,
)
"""A minus sign, or brackets as bookkeepers write them."""

PLAIN_TAIL = re.compile(r"(?<=[0-9]),-+(?=\D*$)|(?<=[0-9])\.-(?=\D*$)")
"""Rupiah without sen: "Rp 250.000,-"."""

MARKS = re.compile(r"(?<=[0-9%])\s*(?:[*†]+\)?|[¹²³⁴-⁹⁰]+\)?|\s[0-9]\))$")
"""Marks of footnotes behind a number."""

SPACED = re.compile(
    r"(?<![0-9.,])([1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+)(?![0-9.]|,?[0-9]| [0-9])"
)
"""Thousands parted by spaces: no other reading is possible."""

SHORT = {"rb": "ribu", "jt": "juta", "org": "orang"}
SHORTENED = re.compile(r"(?<=[0-9])\s*(rb|jt|org|ribu|juta|orang)\b\.?", re.IGNORECASE)
PROVISIONAL = re.compile(r"\s*\((sementara|perkiraan|estimasi|prognosa)\)$", re.IGNORECASE)
NONE = frozenset(["nihil", "nol", "0 (nol)", "0 (nihil)"])
"""Words that say zero: the office counted, and there is nobody."""

LONGEST_FIGURE = 200
"""No number is longer, not even in words."""

LARGEST = {"persons": 1e9, "rupiah": 1e15, "percent": 1e6}
SHOWN = 5
"""How many cells a message shows."""

TEXT, PERCENT_CELL = int(Kind.TEXT), int(Kind.PERCENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What the distinct cells of a column say.

    Parameters
    ----------
    value, low, high : numpy.ndarray of float
        Number and printed bounds; NaN where there is none. Shares are in percent.
    hedged, filled : numpy.ndarray of bool
        Whether a word makes it approximate; whether anything is said at all.
    fault : numpy.ndarray of int
        Place in ``faults``, -1 where there is none.
    faults : list of CoverageError
        Why cells are refused.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    hedged: np.ndarray
    filled: np.ndarray
    fault: np.ndarray
    faults: list[CoverageError]


def read_figures(column: Column, role: str, used: np.ndarray) -> Figures:
    """Read the distinct cells of a column.

    Parameters
    ----------
    column : Column
        The column.
    role : str
        A key of ``headers.MEASURES``.
    used : numpy.ndarray of bool
        Which of its distinct cells stand in data or total rows; only those decide.

    Returns
    -------
    Figures
    """
    reader = _Reader(column, MEASURES[role])
    places = [place for place in np.flatnonzero(used).tolist() if column.texts[place]]
    refusal, way = decide(reader.votes(places))
    for place in places:
        reader.read(place, way, refusal)
    if reader.unit == "percent":
        reader.refuse_fractions(places)
    return reader.figures()


class _Reader:
    """Reads the cells of one column; plain lists, because there may be a million."""

    def __init__(self, column: Column, unit: str) -> None:
        size = len(column.texts)
        self.texts, self.kinds, self.unit = column.texts, column.kinds.tolist(), unit
        self.simple: dict[int, Readings] = {}
        self.numbers = [np.nan] * size
        self.bounds: dict[int, Quantity] = {}
        self.filled = [False] * size
        self.fault: dict[int, CoverageError] = {}

    def votes(self, places: list[int]) -> list[tuple[str, str]]:
        """Let every text with a dot or comma vote; remember how simple ones read."""
        pattern, decimals, cast = SIMPLE[self.unit], DECIMALS[self.unit], []
        for place in places:
            text = self.texts[place]
            if self.kinds[place] != TEXT or len(text) > LONGEST_FIGURE:
                continue
            found = pattern.fullmatch(text) or pattern.fullmatch(_unmarked(text))
            if found:
                readings = self.simple[place] = read_digits(found[1], decimals)
                own = vote(readings)
                if own:
                    cast.append((own, text))
            elif "." in text or "," in text:
                cast += [(each, text) for each in votes_of(_unmarked(text), self.unit)]
        return cast

    def read(self, place: int, way: int, refusal: CoverageError | None) -> None:
        """Read one cell in the column's convention."""
        text = self.texts[place]
        try:
            if refusal and self.kinds[place] == TEXT and TOKEN.search(text[:LONGEST_FIGURE]):
                raise refusal
            readings = self.simple.get(place)
            if readings and readings[way] is not None:
                self.numbers[place] = _checked(readings[way], text, self.unit)  # type: ignore[arg-type]
                self.filled[place] = True
            else:
                self._read_slowly(place, text, way)
        except CoverageError as fault:
            self.refuse(place, fault)

    def _read_slowly(self, place: int, text: str, way: int) -> None:
        quantity = _quantity(text, Kind(self.kinds[place]), self.unit, way)
        if quantity is not None:
            self.filled[place] = True
            self.numbers[place] = np.nan if quantity.value is None else quantity.value
            if quantity.hedged:
                self.bounds[place] = quantity

    def refuse(self, place: int, fault: CoverageError) -> None:
        self.numbers[place], self.filled[place], self.fault[place] = np.nan, True, fault
        self.bounds.pop(place, None)

    def refuse_fractions(self, places: list[int]) -> None:
        """Refuse shares that may be fractions: all without a percent sign, none above 1."""
        bare = [
            place
            for place in places
            if self.numbers[place] == self.numbers[place]  # a number
            and self.kinds[place] != PERCENT_CELL
            and not PERCENT.search(self.texts[place])
        ]
        if not bare or not 0 < max(self.numbers[place] for place in bare) <= 1:
            return
        shown = ", ".join(f"“{self.texts[place]}”" for place in bare[:SHOWN])
        fault = UnreadableValueError("share_two_ways", cells=shown)
        for place in bare:
            if self.numbers[place] > 0:
                self.refuse(place, fault)

    def figures(self) -> Figures:
        size = len(self.texts)
        low, high, hedged = np.full(size, np.nan), np.full(size, np.nan), np.zeros(size, bool)
        for place, quantity in self.bounds.items():
            hedged[place] = True
            low[place] = np.nan if quantity.low is None else quantity.low
            high[place] = np.nan if quantity.high is None else quantity.high
        faults = list(dict.fromkeys(self.fault.values()))
        number = {id(fault): at for at, fault in enumerate(faults)}
        fault_at = np.full(size, -1, dtype=np.int32)
        for place, fault in self.fault.items():
            fault_at[place] = number[id(fault)]
        return Figures(
            value=np.array(self.numbers, dtype=float),
            low=low,
            high=high,
            hedged=hedged,
            filled=np.array(self.filled, dtype=bool),
            fault=fault_at,
            faults=faults,
        )


def _quantity(text: str, kind: Kind, unit: str, way: int) -> Quantity | None:
    """Read one cell; None where it says that nothing is known."""
    if len(text) > LONGEST_FIGURE:
        raise UnreadableValueError("number", value=f"{text[:80]}…")
    if kind == Kind.FORMULA:
        raise UnreadableValueError("formula_unread", value=text)
    if kind == Kind.ERROR or (kind == Kind.TEXT and SHEET_ERROR.match(text)):
        raise UnreadableValueError("cell_error", value=text)
    if kind == Kind.DATE or (kind == Kind.PERCENT and unit != "percent"):
        raise UnreadableValueError("number", value=text)
    if kind != Kind.TEXT:
        scale = 100 if kind == Kind.PERCENT else 1
        return Quantity(value=_checked(float(Decimal(text) * scale), text, unit))
    if text.casefold() in UNKNOWN:
        return None
    if FOREIGN[unit].search(text):
        raise UnreadableValueError("other_unit", value=text)
    if NEGATIVE.search(text):
        raise UnreadableValueError("negative", value=text)
    if text.casefold() in NONE:
        return Quantity(value=0)
    provisional = PROVISIONAL.search(text)
    quantity = _from_words(_unmarked(PROVISIONAL.sub("", text)), text, unit, way)
    return replace(quantity, hedged=True) if provisional else quantity


def _unmarked(text: str) -> str:
    """Leave out marks of footnotes, spaces between thousands and ",-"; write words in full."""
    bare = MARKS.sub("", PLAIN_TAIL.sub("", text))
    bare = SPACED.sub(lambda found: re.sub(r"\s", "", found[1]), bare)
    return SHORTENED.sub(lambda found: f" {SHORT.get(found[1].lower(), found[1])}", bare)


def _from_words(bare: str, text: str, unit: str, way: int) -> Quantity:
    """Read hedges, ranges, bounds, scales and number words, once the digits are plain."""
    decimals = decimals_of(bare, unit)

    def plain(token: re.Match[str]) -> str:
        value = read_digits(token[0], decimals)[way]
        if value is None:
            raise _misfit(token[0], text, unit)
        return f"{Decimal(str(value)).normalize():f}"

    try:
        quantity = parse_quantity(TOKEN.sub(plain, bare), convention="plain")
    except UnreadableValueError as fault:
        if "value" in fault.evidence and fault.evidence["value"] == text:
            raise
        raise UnreadableValueError("number", value=text) from fault  # as printed
    numbers = [n for n in (quantity.value, quantity.low, quantity.high) if n is not None]
    if not numbers:  # "sedikit" is no figure
        raise UnreadableValueError("number", value=text)
    for number in numbers:
        _checked(number, text, unit)
    return quantity


def _misfit(token: str, text: str, unit: str) -> CoverageError:
    """Say why digits fit no reading: a count with decimals, or a heap of dots and commas."""
    if unit == "persons" and any(n is not None for n in read_digits(token, DECIMALS["percent"])):
        return UnreadableValueError("not_whole", value=text)
    return UnreadableValueError("number", value=text)


def _checked(value: float, text: str, unit: str) -> float:
    if value < 0:
        raise UnreadableValueError("negative", value=text)
    if unit == "persons" and value != int(value):
        raise UnreadableValueError("not_whole", value=text)
    if value > LARGEST[unit]:
        raise UnreadableValueError("number", value=text)
    return value
