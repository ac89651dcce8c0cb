"""Which unit each row is about: its name and its codes, both read, neither trusted alone.

Undotted codes mean different units at BPS and at the Ministry of Home Affairs. Where a
column does not say whose they are, the user does, or the names beside them.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ntt_coverage.errors import CodeSystemError, CoverageError, UnknownRegencyError
from ntt_coverage.intake.grids import Cell, Kind
from ntt_coverage.intake.headers import CODE_ROLES, PLACE_ROLES
from ntt_coverage.intake.layout import Table
from ntt_coverage.intake.names import names_a_place, split_name
from ntt_coverage.regencies import Area, Regency, load_regencies, resolve, resolve_area
from ntt_coverage.regencies.registry import CodeSystem

__all__ = ["Places", "combine", "dense", "read_places"]

ISOLATED = 5
"""Codes follow the system that the names fit if at most one pair in five clashes."""

SYSTEMS: dict[str, CodeSystem] = {"bps_code": "bps", "kemendagri_code": "kemendagri"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Where the rows of a table are.

    Parameters
    ----------
    which : numpy.ndarray of int
        One per row: the place of its area or fault below.
    areas : list of Area or None
        The areas; None where there is a fault.
    faults : list of (int and CoverageError) or None
        The column at fault and why; None where there is an area.
    decided : CodeSystem or None
        The system that the names decided.
    """

    which: np.ndarray
    areas: list[Area | None]
    faults: list[tuple[int, CoverageError] | None]
    decided: CodeSystem | None


def combine(table: Table, columns: list[int]) -> tuple[np.ndarray, list[int]]:
    """Count off the different combinations of some columns.

    Parameters
    ----------
    table : Table
        A table.
    columns : list of int
        Columns of its sheet.

    Returns
    -------
    tuple of numpy.ndarray and list of int
        For each row of the table the number of its combination; for each combination the
        first row, on the sheet, that has it.
    """
    rows = slice(table.first_row, table.last_row)
    which, size = np.zeros(table.last_row - table.first_row, dtype=np.int32), 1
    for place in columns:
        column = table.sheet.columns[place]
        mixed = which.astype(np.int64) * len(column.texts) + column.codes[rows]
        which, size = dense(mixed, size * len(column.texts))
    firsts = np.zeros(size, dtype=np.int64)
    firsts[which[::-1]] = np.arange(table.last_row - 1, table.first_row - 1, -1)
    return which, firsts.tolist()


def dense(numbers: np.ndarray, size: int) -> tuple[np.ndarray, int]:
    """Renumber from 0 without gaps.

    Parameters
    ----------
    numbers : numpy.ndarray of int64
        Numbers from 0.
    size : int
        They are all smaller.

    Returns
    -------
    tuple of numpy.ndarray of int32 and int
        The new numbers; how many different ones there are.
    """
    if size > 4 * len(numbers) + 1000:  # a table of all would be mostly empty
        codes, distinct = pd.factorize(numbers)
        return codes.astype(np.int32), len(distinct)
    there = np.zeros(size, dtype=bool)
    there[numbers] = True
    new = np.cumsum(there, dtype=np.int32) - 1
    return new[numbers], int(new[-1]) + 1 if size else 0


def read_places(table: Table, data: np.ndarray, codes: CodeSystem | None) -> Places:
    """Read where each row is.

    Parameters
    ----------
    table : Table
        A table.
    data : numpy.ndarray of bool
        Which of its rows are data.
    codes : {"bps", "kemendagri"} or None
        Whose the undotted codes are, if the user says.

    Returns
    -------
    Places
    """
    columns = table.columns("region", *CODE_ROLES, "kind")
    which, firsts = combine(table, columns)
    used = np.bincount(which[data], minlength=len(firsts)) > 0
    rows = [_Row.of(table, row) for row in firsts]
    weights = np.bincount(which[data], minlength=len(firsts)).tolist()
    decided = codes or _system_of_names(zip(rows, weights, strict=True))
    undecided = not decided and any(r.is_open for r, u in zip(rows, used, strict=True) if u)
    areas: list[Area | None] = []
    faults: list[tuple[int, CoverageError] | None] = []
    for row, is_used in zip(rows, used, strict=True):
        area, fault = _place(row, decided, undecided) if is_used else (None, None)
        areas.append(area)
        faults.append(fault)
    return Places(which=which, areas=areas, faults=faults, decided=None if codes else decided)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """One combination of name, codes and kind: texts, and the columns that they stand in."""

    name: str
    name_column: int
    kind: str | None
    codes: tuple[tuple[str, str, int], ...]
    also: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: Table, row: int) -> "_Row":
        names = [
            (*split_name(table.sheet.columns[c].cell(row)[0]), c) for c in table.columns("region")
        ]
        filled = [one for one in names if one[1]]
        placed = [one for one in filled if names_a_place(one[1])]
        blank = ("", "", table.columns(*PLACE_ROLES)[0])
        name = next(iter([*placed, *filled]), blank)
        codes = tuple(
            (role, _code_text(table.sheet.columns[c].cell(row), bool(name[1])), c)
            for role in CODE_ROLES
            for c in table.columns(role)
        )
        codes += (("code", name[0], name[2]),)
        kinds = [table.sheet.columns[c].cell(row)[0].casefold() for c in table.columns("kind")]
        return cls(
            name=name[1],
            name_column=name[2],
            kind=next((k for k in kinds if k in ("kabupaten", "kota")), None),
            codes=tuple(code for code in codes if code[1]),
            also=tuple(one[1] for one in placed[1:]),
        )

    @property
    def bare(self) -> str:
        """The undotted code whose system its column does not name."""
        return next((c for role, c, _ in self.codes if role == "code" and c.isdigit()), "")

    @property
    def is_open(self) -> bool:
        """Whether the undotted code means two units."""
        return bool(self.bare) and _refused(lambda: resolve(self.bare))


def _code_text(cell: Cell, named: bool) -> str:
    text, kind = cell
    if kind == Kind.NUMBER and "." in text and named:  # 53.1 is 53.10, if the name says so too
        return f"{float(text):.2f}"
    return text.lstrip("'’").strip().removesuffix(".0")


def _refused(read: Callable[[], object]) -> bool:
    try:
        read()
    except CoverageError as fault:
        return isinstance(fault, CodeSystemError)
    return False


def _unit(text: str, codes: CodeSystem | None = None, kind: str | None = None) -> Regency | None:
    try:
        return resolve(text, codes=codes, kind=kind)
    except CoverageError:
        return None


def _system_of_names(rows: Iterable[tuple[_Row, int]]) -> CodeSystem | None:
    """Return the one system in which the codes mean what the names say, but for isolated rows."""
    fits: dict[CodeSystem | None, int] = {"bps": 0, "kemendagri": 0, None: 0}
    for row, times in rows:
        if not row.name or not row.bare or not times:
            continue
        readings: dict[CodeSystem, Regency | None] = {
            system: _unit(row.bare, codes=system) for system in ("bps", "kemendagri")
        }
        fitting = [s for s, unit in readings.items() if unit and _may_be(row, unit)]
        if len(fitting) < 2 and (fitting or _unit(row.name, kind=row.kind)):
            fits[fitting[0] if fitting else None] += times
    best: CodeSystem = "bps" if fits["bps"] >= fits["kemendagri"] else "kemendagri"
    clashes = sum(fits.values()) - fits[best]
    return best if fits[best] and clashes * ISOLATED <= sum(fits.values()) else None


def _may_be(row: _Row, unit: Regency) -> bool:
    """Tell whether a row's name can mean a unit; "Kupang" can mean two."""
    named = _unit(row.name, kind=row.kind) or _unit(row.name, kind=unit.kind)
    return named == unit


def _place(
    row: _Row, decided: CodeSystem | None, undecided: bool
) -> tuple[Area | None, tuple[int, CoverageError] | None]:
    units = {name: _unit(name, kind=row.kind) for name in (row.name, *row.also)}
    if len({unit.bps_code for unit in units.values() if unit}) > 1:
        both = " / ".join(units)
        return None, (
            row.name_column, UnknownRegencyError("two_regencies", value=both, candidates=both)
        )  # fmt: skip
    if undecided and row.bare:
        return None, _fault_of_code(row, _open_code(row.bare))
    coded: list[tuple[Regency, str, int]] = []
    for role, text, column in row.codes:
        try:
            unit = resolve(text, codes=SYSTEMS.get(role) or _said(text, decided))
            coded.append((unit, text, column))
        except CoverageError as fault:
            return None, (column, fault)
    return _agree(row, coded)


def _said(text: str, decided: CodeSystem | None) -> CodeSystem | None:
    return decided if text.isdigit() else None


def _open_code(code: str) -> CoverageError:
    """Name both readings, also where they are one unit: the file as a whole is not read."""
    bps, kemendagri = _unit(code, codes="bps"), _unit(code, codes="kemendagri")
    if bps is None or kemendagri is None:
        return UnknownRegencyError("unknown_code", value=code)
    return CodeSystemError(
        "code_system",
        value=code,
        bps=bps.name,
        kemendagri=kemendagri.name,
        dotted=kemendagri.kemendagri_code,
    )


def _fault_of_code(row: _Row, fault: CoverageError) -> tuple[int, CoverageError]:
    return next(column for _, text, column in row.codes if text == row.bare), fault


def _agree(
    row: _Row, coded: list[tuple[Regency, str, int]]
) -> tuple[Area | None, tuple[int, CoverageError] | None]:
    """Ask that the name and all codes mean one unit."""
    units = {unit.bps_code: unit for unit, _, _ in coded}
    if len(units) > 1:
        return None, (coded[-1][2], _disagreement(coded[-1][1], row.name or coded[0][0].name))
    unit = next(iter(units.values()), None)
    if not row.name:
        if unit is None:
            return None, (row.name_column, UnknownRegencyError("no_place"))
        return Area(bps_code=unit.bps_code), None
    if unit and _may_be(row, unit):
        return Area(bps_code=unit.bps_code), None
    try:
        area = resolve_area(row.name) if not row.kind else _area_of_kind(row)
    except CoverageError as fault:
        return None, (row.name_column, fault)
    if unit is None:
        return area, None
    return None, (coded[0][2], _disagreement(coded[0][1], row.name))


def _area_of_kind(row: _Row) -> Area:
    return Area(bps_code=resolve(row.name, kind=row.kind).bps_code)


def _disagreement(code: str, name: str) -> CoverageError:
    """Name both readings of a code that does not mean the unit named."""
    digits = re.sub(r"\D", "", code)
    bps = next((u.name for u in load_regencies() if u.bps_code == digits), "–")
    ours = [u.name for u in load_regencies() if u.kemendagri_code.replace(".", "") == digits]
    return CodeSystemError(
        "code_disagrees", value=code, name=name, bps=bps, kemendagri=ours[0] if ours else "–"
    )
