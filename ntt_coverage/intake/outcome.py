"""What came of cleaning a file: its counts, its issues, and its figures as observations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ntt_coverage.intake.cleaning import Cleaned
from ntt_coverage.intake.doubles import Said
from ntt_coverage.intake.headers import MEASURES
from ntt_coverage.intake.readings import Reading
from ntt_coverage.intake.schema import OBSERVATION_MODEL, typed_observations

__all__ = ["CleanedTable", "SheetCount"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetCount:
    """How the rows of one sheet were counted.

    Parameters
    ----------
    file, sheet : str
        Which.
    has_table : bool
        Whether there is a table on it.
    rows_read, rows_accepted, rows_rejected : int
        Rows of data; the first is the sum of the others.
    figures : int
        What the accepted rows say, without repetitions.
    totals, asides : int
        Totals; footnotes, headings and rows of column numbers. None of them is data.
    """

    file: str
    sheet: str
    has_table: bool
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    figures: int
    totals: int
    asides: int


@dataclass(frozen=True, kw_only=True)
class CleanedTable:
    """The outcome of cleaning a file or table.

    Parameters
    ----------
    sheets : tuple of SheetCount
        One per sheet.
    issues : pandas.DataFrame
        What was found; columns as in ``schema.ISSUE_MODEL``.
    said : tuple of Said
        The figures of the accepted rows, by column; `observations` writes them out.
    source : mapping of str to str
        ``source_id`` and ``stated_by`` of the observations.
    """

    sheets: tuple[SheetCount, ...]
    issues: pd.DataFrame = field(repr=False)
    said: tuple[Said, ...] = field(repr=False)
    source: Mapping[str, str]

    @property
    def rows_read(self) -> int:
        """Rows of data."""
        return sum(count.rows_read for count in self.sheets)

    @property
    def rows_accepted(self) -> int:
        """Rows that give observations."""
        return sum(count.rows_accepted for count in self.sheets)

    @property
    def rows_rejected(self) -> int:
        """Rows that stand in the issues."""
        return sum(count.rows_rejected for count in self.sheets)

    @cached_property
    def observations(self) -> pd.DataFrame:
        """One row per figure of an accepted row; columns as in ``schema.OBSERVATION_MODEL``."""
        return typed_observations(pd.concat([*self.blocks(), NOTHING], ignore_index=True))

    @property
    def joinable(self) -> Cleaned:
        """The same in the form in which it is joined with what statements say."""
        return Cleaned(
            observations=self.observations,
            issues=self.issues,
            rows_read=self.rows_read,
            rows_accepted=self.rows_accepted,
            rows_rejected=self.rows_rejected,
        )

    def blocks(self) -> Iterator[pd.DataFrame]:
        """Write the observations out some rows at a time: millions never stand in memory.

        Yields
        ------
        pandas.DataFrame
            The next observations, by sheet, row and column.
        """
        columns = list(OBSERVATION_MODEL.columns)
        for count in self.sheets:
            said = [one for one in self.said if one.reading.table.sheet.name == count.sheet]
            last = max(
                (int(one.rows[-1]) + one.first_row for one in said if len(one.rows)), default=-1
            )
            for start in range(0, last + 1, BLOCK):
                parts = [_observations(one, self.source, start, start + BLOCK) for one in said]
                block = pd.concat(parts, ignore_index=True)
                if len(block):
                    yield block.sort_values(["row_order", "column_order"], kind="stable")[columns]

    def tidy(self, indicator: str) -> pd.DataFrame:
        """Return the figures of one indicator, light enough for millions of rows.

        Parameters
        ----------
        indicator : str
            Such as ``"enrolled_persons"``.

        Returns
        -------
        pandas.DataFrame
            One row per figure: ``bps_code, segment, as_of, value, value_low, value_high``.
        """
        parts = [_tidy(one) for one in self.said if one.measure.header.role == indicator]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=TIDY)


NOTHING = pd.DataFrame(columns=list(OBSERVATION_MODEL.columns))
BLOCK = 50_000
"""Rows of a sheet that are written out together."""

TIDY = ["bps_code", "segment", "as_of", "value", "value_low", "value_high"]


def _take(things: Sequence[Any], which: np.ndarray) -> np.ndarray:
    return np.array([*things, None], dtype=object)[:-1][which]


def _observations(one: Said, source: Mapping[str, str], start: int, stop: int) -> pd.DataFrame:
    """Write out the figures of one column in some rows of the sheet."""
    reading, header, figures = one.reading, one.measure.header, one.measure.figures
    first, last = np.searchsorted(one.rows, [start - one.first_row, stop - one.first_row])
    sheet, rows = reading.table.sheet, one.rows[first:last][one.kept[first:last]]
    codes = reading.codes(one.measure.column)[rows]
    places = [sheet.address(int(row), one.measure.column) for row in rows + reading.table.first_row]
    if sheet.name:
        places = [f"{sheet.name}!{place}" for place in places]
    areas = _take(reading.places.areas, reading.places.which[rows])
    hedged = figures.hedged[codes]
    period_text = _take(reading.periods.texts, reading.periods.which[rows])
    return pd.DataFrame(
        {
            "statement_id": [f"{source['source_id']}/{place}" for place in places],
            "bps_code": [area.bps_code for area in areas],
            "area_codes": [area.area_codes for area in areas],
            "region_text": _cells(reading, rows, "region", "bps_code", "kemendagri_code", "code"),
            "indicator": header.role,
            "segment": _said_words(one, rows, header.segment, reading.segments, reading.segment),
            "programme": _said_words(one, rows, header.programme, reading.programmes, None),
            "value": figures.value[codes],
            "unit": MEASURES[header.role],
            "value_low": figures.low[codes],
            "value_high": figures.high[codes],
            **_dates(one, rows),
            "certainty": "planned"
            if header.planned
            else np.where(hedged | _hedged_dates(one, rows), "approximate", "certain"),
            "source_id": source["source_id"],
            "place": places,
            "stated_by": _cells(reading, rows, "stated_by")
            if reading.table.columns("stated_by")
            else source["stated_by"],
            "form": "printed",
            "list_id": None,
            "list_size": None,
            "list_universe": None,
            "indicator_text": header.text,
            "value_text": _take(sheet.columns[one.measure.column].texts, codes),
            "period_text": period_text,
            "note": _cells(reading, rows, "note"),
            "row_order": rows + reading.table.first_row,
            "column_order": one.measure.column,
        }
    )


def _cells(reading: Reading, rows: np.ndarray, *roles: str) -> np.ndarray | str:
    """Return the first filled cell of some columns for each row."""
    text: np.ndarray = np.full(len(rows), "", dtype=object)
    columns = [place for role in roles for place in reading.table.columns(role)]
    for place in reversed(columns):
        column = reading.table.sheet.columns[place]
        own = np.array(column.texts, dtype=object)[reading.codes(place)[rows]]
        text = np.where(own == "", text, own)
    return text


def _said_words(
    one: Said,
    rows: np.ndarray,
    named: str | None,
    by_row: Mapping[int, list[str | None]],
    around: str | None,
) -> Any:
    """Return the header's word, else the row's, else the one around the table."""
    if named:
        return named
    for column, read in by_row.items():
        return _take([word or around for word in read], one.reading.codes(column)[rows])
    return around


def _dates(one: Said, rows: np.ndarray) -> dict[str, Any]:
    header, periods = one.measure.header, one.reading.periods
    if header.period:
        told: np.ndarray = np.full(len(rows), header.period, dtype=object)
    else:
        told = _take(periods.periods, periods.which[rows])

    def each(name: str) -> list[Any]:
        return [getattr(period, name) for period in told]

    return {
        "period_start": pd.to_datetime(pd.Series(each("first"))).to_numpy(),
        "as_of": pd.to_datetime(pd.Series(each("last"))).to_numpy(),
        "as_of_precision": each("precision"),
        "as_of_basis": each("basis"),
    }


def _hedged_dates(one: Said, rows: np.ndarray) -> np.ndarray | bool:
    """Tell whether a word ("akhir") makes the date approximate."""
    if one.measure.header.period:
        return one.measure.header.period.hedged
    periods = one.reading.periods
    told = np.array([bool(period and period.hedged) for period in periods.periods], dtype=bool)
    return told[periods.which[rows]]


def _tidy(one: Said) -> pd.DataFrame:
    reading, figures, rows = one.reading, one.measure.figures, one.rows[one.kept]
    codes = reading.codes(one.measure.column)[rows]
    areas = [area.bps_code if area else None for area in reading.places.areas]
    days = [period.last if period else None for period in reading.periods.periods]
    if one.measure.header.period:
        as_of: Any = pd.Timestamp(one.measure.header.period.last)
    else:
        as_of = pd.to_datetime(pd.Series(days)).to_numpy()[reading.periods.which[rows]]
    named = one.measure.header.segment
    if named or not reading.segments:
        whole = named or reading.segment
        segment = _category([whole], np.zeros(len(rows), dtype=np.int8))
    else:
        ((column, words),) = list(reading.segments.items())[:1]
        own = [word or reading.segment for word in words]
        segment = _category(own, reading.codes(column)[rows])
    return pd.DataFrame(
        {
            "bps_code": _category(areas, reading.places.which[rows]),
            "segment": segment,
            "as_of": as_of,
            "value": figures.value[codes],
            "value_low": figures.low[codes],
            "value_high": figures.high[codes],
        }
    )


def _category(names: Sequence[str | None], which: np.ndarray) -> pd.Categorical:
    known = sorted({name for name in names if name})
    number = {name: place for place, name in enumerate(known)}
    codes = np.array([number.get(name or "", -1) for name in names], dtype=np.int8)
    return pd.Categorical.from_codes(codes[which], categories=known)
