"""Numbers, cells and columns: what is written, and what a reader must come to."""

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import ntt_coverage.regencies

REGISTRY = Path(ntt_coverage.regencies.__file__).parent / "regencies.csv"
UNITS_OF_MEASURE = {
    "enrolled_persons": "persons",
    "eligible_persons": "persons",
    "uncovered_persons": "persons",
    "coverage_share": "percent",
    "uncovered_share": "percent",
    "contribution_amount": "rupiah",
}


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One of the 22 regencies and cities."""

    bps_code: str
    kemendagri_code: str
    name: str
    label: str
    kind: str
    capital: str
    island_group: str


def _units() -> tuple[Unit, ...]:
    with REGISTRY.open(encoding="utf-8", newline="") as stream:
        return tuple(Unit(**row) for row in csv.DictReader(stream))


UNITS = _units()
UNIT = {unit.bps_code: unit for unit in UNITS}


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Numbers of one unit; made up, and reproducible."""

    eligible: int
    enrolled: int

    @property
    def uncovered(self) -> int:
        return self.eligible - self.enrolled

    @property
    def fraction(self) -> float:
        return self.enrolled / self.eligible

    @property
    def share(self) -> float:
        return round(100 * self.fraction, 1)

    @property
    def money(self) -> int:
        return self.enrolled * 100_800


def figures(seed: str, unit: Unit) -> Figures:
    chance = random.Random(f"{seed}/{unit.bps_code}")
    eligible = chance.randrange(620, 6200)
    return Figures(eligible=eligible, enrolled=round(eligible * chance.uniform(0.12, 0.96)))


# Cells: what is written, what it reads as, what is said of it


@dataclass(frozen=True, kw_only=True)
class When:
    as_of: str
    precision: str = "day"
    basis: str = "title"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a cell says. A text of None: the rules leave open how a formatted number is printed."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    certainty: str = "certain"
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Formula:
    text: str
    result: object = ""


Says = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    value: object = None
    style: str = ""
    reads: Reading | None = None
    says: Says = ()
    unreadable: bool = False
    amount: float = 0


def dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def commas(number: int) -> str:
    return f"{number:,}"


def decimal_comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def number(value: float, text: str | None = None, **more: object) -> Cell:
    """Return a cell that reads as a number: a text, or a true number without one."""
    printed = text if text is not None else f"{value:.15g}"
    written = text if text is not None else value
    return Cell(value=written, reads=Reading(value=value, text=printed), **more)


def target(value: float, text: str) -> Cell:
    return Cell(value=text, reads=Reading(value=value, certainty="planned", text=text))


def formatted(value: float, style: str, *, reads: float) -> Cell:
    return Cell(value=value, style=style, reads=Reading(value=reads))


def percent(fraction: float) -> Cell:
    return formatted(fraction, "percent", reads=100 * fraction)


def formula(text: str, result: float) -> Cell:
    stored = Formula(text=text, result=result)
    return Cell(value=stored, reads=Reading(value=result, text=f"{result:.15g}"))


def about(value: float, text: str) -> Cell:
    return Cell(value=text, reads=Reading(value=value, certainty="approximate", text=text))


def between(low: float | None, high: float | None, text: str) -> Cell:
    reading = Reading(low=low, high=high, certainty="approximate", text=text)
    return Cell(value=text, reads=reading, unreadable=True)


def refused(value: object, reason: str, **more: object) -> Cell:
    return Cell(value=value, says=(("rejected", reason),), unreadable=True, **more)


def named(text: object, reason: str) -> Cell:
    """Return the cell of a name, code or period that its row is rejected for."""
    return Cell(value=text, says=(("rejected", reason),))


def flagged(cell: Cell, reason: str) -> Cell:
    return replace(cell, says=(*cell.says, ("flagged", reason)))


def unlike_counts(cell: Cell) -> Cell:
    """Return the cell of a share that is not what its row's counts give."""
    return flagged(cell, "share_differs")


def again(cell: Cell) -> Cell:
    return replace(cell, reads=None, says=(("note", "same_again"),))


# Columns


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a column may draw on when a row is written."""

    unit: Unit
    position: int
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class Column:
    header: tuple[str, ...]
    make: Callable[[Place], object]
    measure: str = ""
    segment: str = ""
    when: When | None = None
    write: Callable[..., object] | None = None
    is_region: bool = False

    @property
    def key(self) -> str:
        return " / ".join(self.header)


def column(*header: str, make: Callable[[Place], object] = lambda _: None, **more) -> Column:
    return Column(header=header, make=make, **more)


def constant(header: str, value: object) -> Column:
    return column(header, make=lambda _: value)


def region(header: str = "Kabupaten/Kota", spell: Callable[[Unit], str] = lambda u: u.name):
    return column(header, make=lambda at: spell(at.unit), is_region=True)


def eligible(*header: str, **more) -> Column:
    return column(*header, make=lambda at: at.figures.eligible, measure="eligible_persons", **more)


def enrolled(*header: str, **more) -> Column:
    return column(*header, make=lambda at: at.figures.enrolled, measure="enrolled_persons", **more)


def uncovered(*header: str, **more) -> Column:
    make, measure = lambda at: at.figures.uncovered, "uncovered_persons"
    return column(*header, make=make, measure=measure, **more)


def share(*header: str, write: Callable[[float], object], **more) -> Column:
    make, measure = lambda at: at.figures.share, "coverage_share"
    return column(*header, make=make, measure=measure, write=write, **more)


def money(*header: str, **more) -> Column:
    return column(*header, make=lambda at: at.figures.money, measure="contribution_amount", **more)


NO = column("No", make=lambda at: at.position)


def code(header: str, make: Callable[[Unit], object]) -> Column:
    return column(header, make=lambda at: make(at.unit))


def seeded(shown: Column, seed: str) -> Column:
    """Give a column numbers of its own."""

    def make(at: Place) -> object:
        return shown.make(replace(at, figures=figures(seed, at.unit)))

    return replace(shown, make=make)
