"""One table read: every row placed, dated and grouped, every figure read, every fault kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ntt_coverage.errors import CoverageError, SourceLayoutError, UnreadableValueError
from ntt_coverage.intake.dates import UNDATED, SourceDates
from ntt_coverage.intake.doubts import ENROLLED_TITLE, SCALED, small_among_large
from ntt_coverage.intake.figures import Figures, read_figures
from ntt_coverage.intake.findings import Finding, about_sheet
from ntt_coverage.intake.groups import names_several, read_programmes, read_segment
from ntt_coverage.intake.headers import MEASURES, Header, find_segment, nearest_header
from ntt_coverage.intake.layout import Table
from ntt_coverage.intake.periods import Periods, read_periods
from ntt_coverage.intake.places import Places, read_places
from ntt_coverage.intake.rows import RowKind, kinds_of_rows
from ntt_coverage.regencies.registry import CodeSystem

__all__ = ["Measure", "Options", "Reading", "read_table"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the user and the source say of a file.

    Parameters
    ----------
    codes : {"bps", "kemendagri"} or None
        Whose the undotted codes are.
    segment : str or None
        The kind of worker, where the file names none.
    dates : SourceDates
        The source's own time, for files that name none.
    """

    codes: CodeSystem | None = None
    segment: str | None = None
    dates: SourceDates = UNDATED


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One column of figures.

    Parameters
    ----------
    column : int
        Its place on the sheet.
    header : Header
        What its header says.
    figures : Figures
        What its distinct cells say.
    """

    column: int
    header: Header
    figures: Figures


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A table as read.

    Parameters
    ----------
    table : Table
        Where it stands.
    kinds : numpy.ndarray of uint8
        A `RowKind` for each of its rows.
    accepted : numpy.ndarray of bool
        The rows of data without a fault.
    places, periods : Places, Periods
        Where and when the rows hold.
    measures : tuple of Measure
        The columns of figures.
    segments, programmes : dict of int to numpy.ndarray
        Of columns that name them row by row: the value of each distinct cell.
    segment : str or None
        The kind of worker of columns that name none.
    findings : tuple of Finding
        What is wrong, and what was done.
    """

    table: Table
    kinds: np.ndarray
    accepted: np.ndarray
    places: Places
    periods: Periods
    measures: tuple[Measure, ...]
    segments: dict[int, list[str | None]]
    programmes: dict[int, list[str | None]]
    segment: str | None
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> slice:
        """The table's rows on its sheet."""
        return slice(self.table.first_row, self.table.last_row)

    def codes(self, column: int) -> np.ndarray:
        """Return the codes of a column for the table's rows.

        Parameters
        ----------
        column : int
            Place of the column.

        Returns
        -------
        numpy.ndarray of int32
        """
        return self.table.sheet.columns[column].codes[self.rows]


def read_table(table: Table, options: Options) -> Reading:
    """Read a table.

    Parameters
    ----------
    table : Table
        As found on its sheet.
    options : Options
        What the user and the source say.

    Returns
    -------
    Reading
    """
    kinds = kinds_of_rows(table)
    data = kinds == RowKind.DATA
    reader = _Reader(table=table, data=data, findings=[])
    places = read_places(table, data, options.codes)
    reader.reject_of_pairs(places.which, places.faults)
    if places.decided:
        fault = UnreadableValueError("codes_decided", system=_NAMES[places.decided])
        reader.tell("note", fault, [*table.columns("code"), *table.columns("region")][0])
    measures = tuple(reader.measures(kinds))
    periods = read_periods(table, options.dates)
    undated = [measure.column for measure in measures if not measure.header.period]
    reader.reject_of_pairs(periods.which, periods.faults, among=reader.any_filled(undated))
    segments = {c: reader.words(c, read_segment) for c in table.columns("segment")}
    programmes = {c: reader.words(c, read_programmes) for c in table.columns("programme")}
    around = " ".join([*table.title, table.sheet.name])
    several = names_several(around)
    segment = None if several else find_segment(around)[0] or options.segment
    reader.check_headers(measures)
    reader.check_title(measures)
    if not data.any():
        reader.tell("flagged", SourceLayoutError("no_rows"))
    if not segment and not segments and not all(m.header.segment for m in measures):
        reader.tell("note", UnreadableValueError("segment_not_said"))
    return Reading(
        table=table,
        kinds=kinds,
        accepted=data & ~reader.refused,
        places=places,
        periods=periods,
        measures=measures,
        segments=segments,
        programmes=programmes,
        segment=segment,
        findings=tuple(reader.findings),
    )


_NAMES = {"bps": "BPS", "kemendagri": "Kemendagri"}


@dataclass(kw_only=True)
class _Reader:
    """Collects what is found while a table is read, and which rows are refused."""

    table: Table
    data: np.ndarray
    findings: list[Finding]

    def __post_init__(self) -> None:
        self.refused = np.zeros(len(self.data), dtype=bool)

    def tell(self, severity: str, fault: CoverageError, column: int = -1) -> None:
        header = self.table.headers[column].text if column >= 0 else ""
        self.findings.append(about_sheet(self.table.sheet, severity, fault, column, header))

    def reject(
        self, column: int, which: np.ndarray, faults: Sequence[CoverageError], *, rows: np.ndarray
    ) -> None:
        """Reject some rows, each with the fault that ``which`` names."""
        self.refused[rows] = True
        self.findings.append(
            Finding(
                sheet=self.table.sheet,
                rows=rows + self.table.first_row,
                column=column,
                header=self.table.headers[column].text if column >= 0 else "",
                severity="rejected",
                faults=faults,
                which=which,
            )
        )

    def reject_of_pairs(
        self,
        which: np.ndarray,
        faults: Sequence[tuple[int, CoverageError] | None],
        *,
        among: np.ndarray | None = None,
    ) -> None:
        """Reject the rows of data whose combination of cells has a fault."""
        for column in sorted({fault[0] for fault in faults if fault}):
            told = [fault[1] if fault and fault[0] == column else None for fault in faults]
            self.reject_by_code(column, which, told, among=among)

    def any_filled(self, columns: Sequence[int]) -> np.ndarray:
        """Find the rows with something in one of some columns: only a figure needs a date."""
        found = np.zeros(len(self.data), dtype=bool)
        for place in columns:
            found[self.filled(place)] = True
        return found

    def reject_by_code(
        self,
        column: int,
        codes: np.ndarray,
        faults: Sequence[CoverageError | None],
        *,
        among: np.ndarray | None = None,
    ) -> None:
        """Reject the rows of data whose code has a fault."""
        places = np.array([place for place, fault in enumerate(faults) if fault], dtype=np.int64)
        number = np.full(len(faults), -1, dtype=np.int64)
        number[places] = np.arange(len(places))
        asked = self.data if among is None else self.data & among
        rows = np.flatnonzero(asked & (number[codes] >= 0))
        if len(rows):
            told = [fault for fault in faults if fault]
            self.reject(column, number[codes[rows]], told, rows=rows)

    def measures(self, kinds: np.ndarray) -> Iterator[Measure]:
        counted = np.isin(kinds, (RowKind.DATA, RowKind.TOTAL, RowKind.SUBTOTAL))
        rows = slice(self.table.first_row, self.table.last_row)
        for place in self.table.measures:
            column, header = self.table.sheet.columns[place], self.table.headers[place]
            codes = column.codes[rows]
            used = np.bincount(codes[counted], minlength=len(column.texts)) > 0
            figures = read_figures(column, header.role, used)
            if figures.faults:
                faulty = np.flatnonzero(self.data & (figures.fault >= 0)[codes])
                if len(faulty):
                    which = figures.fault[codes[faulty]]
                    self.reject(place, which, figures.faults, rows=faulty)
            self.flag_above_100(place, figures, codes)
            yield Measure(column=place, header=header, figures=figures)

    def flag_above_100(self, place: int, figures: Figures, codes: np.ndarray) -> None:
        if MEASURES[self.table.headers[place].role] != "percent":
            return
        column = self.table.sheet.columns[place]
        odd = [
            (figures.value > 100, UnreadableValueError("share_above_100")),
            (small_among_large(column, figures), UnreadableValueError("share_below_1")),
        ]
        for doubtful, fault in odd:
            rows = np.flatnonzero(self.data & doubtful[codes])
            self.flag(place, rows, fault)

    def flag(self, place: int, rows: np.ndarray, fault: CoverageError) -> None:
        """Flag some rows: they stand, but somebody should look."""
        self.findings.append(
            Finding(
                sheet=self.table.sheet,
                rows=rows + self.table.first_row,
                column=place,
                header=self.table.headers[place].text,
                severity="flagged",
                faults=[fault],
                which=np.zeros(len(rows), dtype=int),
            )
        )

    def check_title(self, measures: Sequence[Measure]) -> None:
        """Refuse figures whose meaning or scale the title changes."""
        title = " ".join(self.table.title)
        roles = {measure.header.role for measure in measures}
        counted = [m for m in measures if MEASURES[m.header.role] != "percent"]
        if SCALED.search(title):
            for measure in counted:
                self._reject_filled(measure.column, SourceLayoutError("scaled_title"))
        elif roles == {"eligible_persons"} and ENROLLED_TITLE.search(title):
            for measure in counted:
                self._reject_ambiguous([measure.column])

    def _reject_filled(self, place: int, fault: CoverageError) -> None:
        rows = self.filled(place)
        if len(rows):
            self.reject(place, np.zeros(len(rows), dtype=int), [fault], rows=rows)

    def words(self, place: int, reader: Callable[[str], Any]) -> list[Any]:
        """Read the distinct words of a column; rows with an unknown one are rejected."""
        column = self.table.sheet.columns[place]
        codes = column.codes[self.table.first_row : self.table.last_row]
        read: list[Any] = [None] * len(column.texts)
        faults: list[CoverageError | None] = [None] * len(column.texts)
        for code in np.unique(codes[self.data]):
            try:
                read[code] = reader(column.texts[code])
            except CoverageError as fault:
                faults[code] = fault
        self.reject_by_code(place, codes, faults)
        return read

    def filled(self, place: int) -> np.ndarray:
        """Find the rows of data with something in a column."""
        column = self.table.sheet.columns[place]
        said = np.array([text != "" for text in column.texts])
        return np.flatnonzero(
            self.data & said[column.codes[self.table.first_row : self.table.last_row]]
        )

    def check_headers(self, measures: Sequence[Measure]) -> None:
        """Report headers that are unknown; refuse rows whose figures may mean two things."""
        for place, header in enumerate(self.table.headers):
            if header.role in ("unknown", "") and len(self.filled(place)):
                name = header.text or self.table.sheet.address(self.table.first_row, place)
                nearest = nearest_header(header.text) if header.text else ""
                self.tell("flagged", SourceLayoutError(
                    "unknown_header", value=name, nearest=nearest or "–"), place)  # fmt: skip
            elif header.role == "ambiguous":
                self._reject_ambiguous([place])
        same: dict[tuple[object, ...], list[int]] = {}
        for m in measures:
            h = m.header
            same.setdefault((h.role, h.segment, h.programme, h.period, h.planned), []).append(
                m.column
            )
        for places in same.values():
            if len(places) > 1:
                self._reject_ambiguous(places)

    def _reject_ambiguous(self, places: list[int]) -> None:
        names = " / ".join(f"“{self.table.headers[place].text}”" for place in places)
        fault = SourceLayoutError("ambiguous_header", value=names)
        for place in places:
            self._reject_filled(place, fault)
