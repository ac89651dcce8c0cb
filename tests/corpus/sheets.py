"""Sheets and books: rows are planted here, and what must come of them is noted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.corpus.planting import (
    UNITS,
    UNITS_OF_MEASURE,
    Cell,
    Column,
    Formula,
    Place,
    Says,
    Unit,
    When,
    figures,
    number,
)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def address(row: int, position: int) -> str:
    """Return "D7" for row 7, fourth column (position 3)."""
    first, second = divmod(position, 26)
    return (LETTERS[first - 1] if first else "") + LETTERS[second] + str(row)


@dataclass(kw_only=True)
class Sheet:
    """Lines as written, and what must come of them."""

    columns: tuple[Column, ...]
    seed: str
    name: str = ""
    when: When | None = None
    segment: str = ""
    write: Callable[[int], str] | None = None
    row_says: Says = ()
    hidden: bool = False
    lines: list[list[object]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    observations: list[dict[str, object]] = field(default_factory=list)
    issues: list[tuple[int, int, str, str]] = field(default_factory=list)
    amounts: dict[int, list[list[tuple[float, bool]]]] = field(default_factory=dict)
    rows_read: int = 0
    rows_rejected: int = 0

    @property
    def holds_table(self) -> bool:
        return self.rows_read > 0

    @property
    def region_at(self) -> int:
        found = [i for i, column in enumerate(self.columns) if column.is_region]
        return found[0] if found else 0

    def line(self, *values: object) -> int:
        self.lines.append(list(values))
        return len(self.lines)

    def say(self, severity: str, reason: str, *, row: int = 0, at: int = -1) -> None:
        self.issues.append((row, at, severity, reason))

    # what is no data

    def title(self, *lines: str, merged: bool = False, padded: bool = False) -> "Sheet":
        width = len(self.columns)
        for text in lines:
            row = self.line(text, *([None] * (width - 1) if padded else []))
            if merged:
                self.merges.append((row - 1, 0, row - 1, width - 1))
        return self

    def head(self) -> "Sheet":
        """Write the header rows: a parent over its first child only, merges beside."""
        depth = max(len(column.header) for column in self.columns)
        top = len(self.lines)
        for level in range(depth):
            self.line(*[self._part(at, level) for at in range(len(self.columns))])
        for at, shown in enumerate(self.columns):
            if len(shown.header) < depth:
                self.merges.append((top + len(shown.header) - 1, at, top + depth - 1, at))
            for level in range(len(shown.header) - 1):
                self._merge_parent(top, at, level)
        return self

    def _part(self, at: int, level: int) -> str | None:
        header = self.columns[at].header
        if level >= len(header):
            return None
        is_child = level < len(header) - 1 and at and self._same_parent(at, at - 1, level)
        return None if is_child else header[level]

    def _same_parent(self, one: int, other: int, level: int) -> bool:
        ours, theirs = self.columns[one].header, self.columns[other].header
        return len(theirs) > level + 1 and ours[: level + 1] == theirs[: level + 1]

    def _merge_parent(self, top: int, at: int, level: int) -> None:
        if at and self._same_parent(at, at - 1, level):
            return
        last = at
        while last + 1 < len(self.columns) and self._same_parent(at, last + 1, level):
            last += 1
        if last > at:
            self.merges.append((top + level, at, top + level, last))

    def number_columns(self, *, bracketed: bool = True) -> "Sheet":
        count = range(1, len(self.columns) + 1)
        self.line(*[f"({i})" if bracketed else i for i in count])
        return self

    def foot(self, *lines: str, at: int = 0) -> "Sheet":
        for text in lines:
            self.line(*[None] * at, text)
        return self

    def heading(self, text: str) -> None:
        self.line(*[None] * self.region_at, text)

    # data

    def row(
        self,
        unit: Unit,
        given: dict[str, object] | None = None,
        *,
        when: When | None = None,
        segment: str = "",
        seed: str = "",
    ) -> int:
        if unknown := set(given or {}) - {column.key for column in self.columns}:
            raise KeyError(f"{self.seed} has no column {unknown}")
        at = Place(unit=unit, position=self.rows_read + 1, figures=figures(seed or self.seed, unit))
        cells = [self._cell(column, at, given or {}) for column in self.columns]
        row = self.line(*[_written(cell) for cell in cells])
        said = [(-1, *said) for said in self.row_says]
        said += [(i, *said) for i, cell in enumerate(cells) for said in _said(cell)]
        for position, severity, reason in said:
            self.say(severity, reason, row=row, at=position)
        is_rejected = any(severity == "rejected" for _, severity, _ in said)
        for position, cell in enumerate(cells):
            self._add(position, cell)
            if not is_rejected and self.columns[position].measure and cell.reads:
                self._observe(row, position, cell.reads, unit, when, segment)
        self.rows_read += 1
        self.rows_rejected += is_rejected
        return row

    def _cell(self, column: Column, at: Place, given: dict[str, object]) -> object:
        value = given[column.key] if column.key in given else column.make(at)
        if not column.measure:
            return value
        if isinstance(value, Cell):
            return value
        write = column.write or self.write
        written = write(value) if write else number(value)
        return written if isinstance(written, Cell) else number(value, written)

    def _add(self, position: int, cell: object) -> None:
        measure = self.columns[position].measure
        if not measure or UNITS_OF_MEASURE[measure] == "percent":
            return
        amount = (cell.reads.value or 0) if cell.reads else cell.amount
        self.amounts.setdefault(position, [[]])[-1].append((amount, cell.unreadable))

    def _observe(self, row, position, reads, unit, when, segment) -> None:
        measured = self.columns[position]
        said = when or measured.when or self.when
        place = address(row, position)
        self.observations.append(
            {
                "place": f"{self.name}!{place}" if self.name else place,
                "region": unit.bps_code,
                "indicator": measured.measure,
                "segment": measured.segment or segment or self.segment,
                "value": _plain(reads.value),
                "value_low": _plain(reads.low),
                "value_high": _plain(reads.high),
                "unit": UNITS_OF_MEASURE[measured.measure],
                "as_of": said.as_of,
                "as_of_precision": said.precision,
                "as_of_basis": said.basis,
                "certainty": reads.certainty,
                "value_text": reads.text or "",
            }
        )

    def total(
        self,
        label: str,
        *,
        is_sub: bool = False,
        off: dict[str, int] | None = None,
        label_at: int | None = None,
        as_formula: bool = False,
    ) -> "Sheet":
        """Write a total row; ``off`` says by how much a printed sum is wrong."""
        at = self.region_at if label_at is None else label_at
        row = len(self.lines) + 1
        cells: list[object] = [None] * len(self.columns)
        cells[at] = label
        for position, groups in self.amounts.items():
            parts = groups[-1] if is_sub else [part for group in groups for part in group]
            wrong = (off or {}).get(self.columns[position].key, 0)
            printed = sum(amount for amount, _ in parts) + wrong
            if any(unreadable for _, unreadable in parts):
                self.say("flagged", "total_not_compared", row=row, at=position)
            elif wrong:
                self.say("flagged", "total_differs", row=row, at=position)
            cells[position] = self._sum(position, row, printed, as_formula)
            groups.append([])
        self.line(*cells)
        return self

    def _sum(self, position: int, row: int, printed: float, as_formula: bool) -> object:
        if as_formula:
            letter = address(1, position)[:-1]
            return Formula(text=f"=SUM({letter}2:{letter}{row - 1})", result=printed)
        write = self.columns[position].write or self.write
        written = write(printed) if write else printed
        return _written(written)


def _written(cell: object) -> object:
    """Return what the file gets: a value, or a value with its style."""
    if not isinstance(cell, Cell):
        return cell
    return (cell.value, cell.style) if cell.style else cell.value


def _said(cell: object) -> Says:
    return cell.says if isinstance(cell, Cell) else ()


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def fill(
    sheet: Sheet,
    changes: dict[str, dict[str, object]] | None = None,
    *,
    units: Iterable[Unit] = UNITS,
    **more: object,
) -> Sheet:
    """Write a row for each unit; ``changes`` names, by BPS code and column, what is unusual."""
    for unit in units:
        sheet.row(unit, (changes or {}).get(unit.bps_code), **more)
    return sheet


# Books and cases


@dataclass(kw_only=True)
class Book:
    """A file before it is written."""

    stem: str
    sheets: list[Sheet] = field(default_factory=list)
    written: dict[str, object] = field(default_factory=dict)

    def sheet(self, *columns: Column, **more) -> Sheet:
        more.setdefault("seed", self.stem + more.get("name", ""))
        sheet = Sheet(columns=columns, **more)
        self.sheets.append(sheet)
        return sheet


@dataclass(frozen=True, kw_only=True)
class Case:
    file: str
    shows: str
    plant: Callable[[Book], bytes | None]
    codes: str = ""
    segment: str = ""
    is_refused: bool = False
    kind: str = ""
    names: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        return self.file.rsplit(".", 1)[0]


CASES: list[Case] = []


def case(file: str, shows: str, **more) -> Callable:
    """Register a function that plants a file."""
    more.setdefault("kind", file.rsplit(".", 1)[1])

    def register(plant: Callable[[Book], bytes | None]) -> Callable:
        CASES.append(Case(file=file, shows=shows, plant=plant, **more))
        return plant

    return register


def refusal(file: str, shows: str, *, names: tuple[str, ...] = (), **more) -> Callable:
    """Register a file that must not be read; the message names it and the given texts."""
    return case(file, shows, is_refused=True, names=(file, *names), **more)
