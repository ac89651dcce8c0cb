"""Figures that a file gives twice: the same ones collapse, different ones both stay.

Two figures are about the same if place, period, kind of worker, programme and indicator are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ntt_coverage.errors import CoverageError, UnreadableValueError
from ntt_coverage.intake.dates import Period
from ntt_coverage.intake.findings import Finding
from ntt_coverage.intake.places import combine, dense
from ntt_coverage.intake.readings import Measure, Reading

__all__ = ["Said", "find_doubles", "said_by", "segment_of"]

SHOWN = 10
"""How many rows of a group of doubles are listed; the message carries the count."""

BLOCK = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """The figures of one column that the accepted rows give.

    Parameters
    ----------
    reading : Reading
        The table.
    measure : Measure
        The column.
    rows : numpy.ndarray of int
        Rows of the table, from 0, that say something in it.
    kept : numpy.ndarray of bool
        Which of them do not only repeat an earlier one.
    """

    reading: Reading
    measure: Measure
    rows: np.ndarray
    kept: np.ndarray

    @property
    def first_row(self) -> int:
        """Place of the table's first row on its sheet."""
        return self.reading.table.first_row


def said_by(readings: Sequence[Reading]) -> list[Said]:
    """List what the columns of some tables say, with nothing yet found double.

    Parameters
    ----------
    readings : sequence of Reading
        The tables of a file.

    Returns
    -------
    list of Said
    """
    said = []
    for reading in readings:
        for measure in reading.measures:
            codes = reading.codes(measure.column)
            rows = np.flatnonzero(reading.accepted & measure.figures.filled[codes]).astype(np.int32)
            kept = np.ones(len(rows), dtype=bool)
            said.append(Said(reading=reading, measure=measure, rows=rows, kept=kept))
    return said


def find_doubles(said: Sequence[Said]) -> tuple[list[Said], list[Finding]]:
    """Collapse figures said twice, and flag those that differ.

    Parameters
    ----------
    said : sequence of Said
        All columns of a file.

    Returns
    -------
    tuple of list of Said and list of Finding
        The columns with the repetitions marked; notes and flags, at most ten per group.
    """
    found: list[Said] = []
    findings: list[Finding] = []
    for indicator in dict.fromkeys(one.measure.header.role for one in said):
        group = [one for one in said if one.measure.header.role == indicator]
        again, differs = _doubles(group)
        start = 0
        for one in group:
            part = slice(start, start + len(one.rows))
            start += len(one.rows)
            found.append(
                Said(
                    reading=one.reading,
                    measure=one.measure,
                    rows=one.rows,
                    kept=~again.member[part],
                )
            )
            findings += _findings(group, one, part, again, "note")
            findings += _findings(group, one, part, differs, "flagged")
    return found, findings


_Names = dict[str, dict[object, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Which figures of an indicator are doubles, and the few of them that are listed."""

    member: np.ndarray
    listed: np.ndarray
    other: np.ndarray
    size: np.ndarray


def _doubles(group: Sequence[Said]) -> tuple[_Group, _Group]:
    """Find the figures that repeat an earlier one, and those that differ from another."""
    key, n_keys = _keys(group)
    unread = np.concatenate([_unread(one) for one in group])
    values = _values(group)
    values, _ = dense(
        values.astype(np.int64) * (int(unread.max(initial=0)) + 1) + unread,
        (int(values.max(initial=0)) + 1) * (int(unread.max(initial=0)) + 1),
    )
    pair = key.astype(np.int64) * (int(values.max(initial=0)) + 1) + values
    repeated = pd.Series(pair).duplicated().to_numpy()
    again = _listed(repeated, key, n_keys)
    originals = np.flatnonzero(~repeated & pd.Series(pair).isin(pair[again]).to_numpy())
    first_of = dict(zip(pair[originals].tolist(), originals.tolist(), strict=True))
    versions = np.bincount(key[~repeated], minlength=n_keys)
    unlike = ~repeated & (versions > 1)[key]
    differing = _listed(unlike, key, n_keys)
    return (
        _Group(
            member=repeated,
            listed=again,
            other=np.array([first_of[number] for number in pair[again].tolist()], dtype=int),
            size=np.bincount(key[repeated], minlength=n_keys)[key[again]],
        ),
        _Group(
            member=unlike,
            listed=differing,
            other=_others(differing, key[differing]),
            size=versions[key[differing]],
        ),
    )


def _unread(one: Said) -> np.ndarray:
    """Tell rows apart by the columns that nobody reads: such rows repeat nothing."""
    table = one.reading.table
    columns = table.columns("unknown")
    if not columns:
        return np.zeros(len(one.rows), dtype=np.int32)
    which, _ = combine(table, columns)
    return which[one.rows]


def _listed(member: np.ndarray, key: np.ndarray, n_keys: int) -> np.ndarray:
    """List the first members of each group, block by block: most blocks have nothing new."""
    places = np.flatnonzero(member)
    seen = np.zeros(n_keys, dtype=np.int64)
    listed = [places[:0]]
    for start in range(0, len(places), BLOCK):
        block = places[start : start + BLOCK]
        block = block[seen[key[block]] < SHOWN]
        keys = key[block]
        rank = pd.Series(keys).groupby(keys).cumcount().to_numpy() + seen[keys]
        listed.append(block[rank < SHOWN])
        seen += np.bincount(keys, minlength=n_keys)
    return np.concatenate(listed)


def _others(places: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Name for each listed member another of its group: the first, for the first the second."""
    by_key: dict[int, list[int]] = {}
    for place, key in zip(places.tolist(), keys.tolist(), strict=True):
        by_key.setdefault(key, []).append(place)
    others = [
        by_key[key][1] if by_key[key][0] == place else by_key[key][0]
        for place, key in zip(places.tolist(), keys.tolist(), strict=True)
    ]
    return np.array(others, dtype=int)


def _keys(group: Sequence[Said]) -> tuple[np.ndarray, int]:
    """Key figures by what they are about, from 0; return how many keys there are."""
    names: _Names = {"area": {}, "period": {}, "segment": {}, "programme": {}, "planned": {}}
    parts = [_parts(one, names) for one in group]
    mixed, size = np.zeros(sum(len(one.rows) for one in group), dtype=np.int32), 1
    for name, ids in names.items():
        if len(ids) < 2:
            continue  # all are about the same
        own = [
            np.broadcast_to(part[name], len(one.rows))
            for one, part in zip(group, parts, strict=True)
        ]
        mixed, size = dense(
            mixed.astype(np.int64) * len(ids) + np.concatenate(own), size * len(ids)
        )
    return mixed, size


def _parts(one: Said, names: _Names) -> dict[str, np.ndarray]:
    """Tell in numbers what figures are about; one number where all are about the same."""
    reading, header = one.reading, one.measure.header
    areas = _numbers(reading.places.areas, names["area"])[reading.places.which[one.rows]]
    if header.period:
        periods = _numbers([_span(header.period)], names["period"])
    else:
        spans = [period and _span(period) for period in reading.periods.periods]
        periods = _numbers(spans, names["period"])[reading.periods.which[one.rows]]
    segments = _words(one, segment_of(one), reading.segments, names["segment"])
    programmes = _words(one, header.programme, reading.programmes, names["programme"])
    return {
        "area": areas,
        "period": periods,
        "segment": segments,
        "programme": programmes,
        "planned": _numbers([header.planned], names["planned"]),
    }


def _span(period: Period) -> object:
    return period.first, period.last


def segment_of(one: Said) -> str | None:
    """Return the kind of worker that a whole column is about.

    Parameters
    ----------
    one : Said
        The column.

    Returns
    -------
    str or None
        None where none is named, or each row names its own.
    """
    header, reading = one.measure.header, one.reading
    return header.segment or (None if reading.segments else reading.segment)


def _words(
    one: Said, named: str | None, by_row: Mapping[int, list[str | None]], ids: dict[object, int]
) -> np.ndarray:
    """Key the words of a header, else of a column that names them row by row."""
    for column, read in by_row.items():
        if named is None:
            return _numbers(read, ids)[one.reading.codes(column)[one.rows]]
    return _numbers([named], ids)


def _numbers(things: Sequence[object], ids: dict[object, int]) -> np.ndarray:
    return np.array([ids.setdefault(thing, len(ids)) for thing in things], dtype=np.int32)


def _values(group: Sequence[Said]) -> np.ndarray:
    """Key the figures themselves: 2.480 and 2480 are the same."""
    told = [one.measure.figures for one in group]
    table = np.concatenate([np.stack([f.value, f.low, f.high], axis=-1) for f in told])
    ids = pd.DataFrame(np.nan_to_num(table, nan=-1.0)).groupby([0, 1, 2]).ngroup()
    numbers = ids.to_numpy(dtype=np.int32)
    parts, start = [], 0
    for one, figures in zip(group, told, strict=True):
        codes = one.reading.codes(one.measure.column)[one.rows]
        parts.append(numbers[start : start + len(figures.value)][codes])
        start += len(figures.value)
    return np.concatenate(parts)


def _findings(
    group: Sequence[Said], one: Said, part: slice, doubles: _Group, severity: str
) -> Iterator[Finding]:
    own = (doubles.listed >= part.start) & (doubles.listed < part.stop)
    if not own.any():
        return
    faults = [
        _double(severity, _address(group, place), size)
        for place, size in zip(doubles.other[own].tolist(), doubles.size[own].tolist(), strict=True)
    ]
    table = one.reading.table
    yield Finding(
        sheet=table.sheet,
        rows=one.rows[doubles.listed[own] - part.start] + table.first_row,
        column=one.measure.column,
        header=one.measure.header.text,
        severity=severity,
        faults=faults,
        which=np.arange(len(faults)),
    )


def _double(severity: str, other: str, size: int) -> CoverageError:
    if severity == "note":
        return UnreadableValueError("same_again", other=other)
    return UnreadableValueError("differs_from", other=other, size=size)


def _address(group: Sequence[Said], place: int) -> str:
    for one in group:
        if place < len(one.rows):
            sheet, row = one.reading.table.sheet, int(one.rows[place])
            cell = sheet.address(row + one.reading.table.first_row, one.measure.column)
            return f"{sheet.name}!{cell}" if sheet.name else cell
        place -= len(one.rows)
    raise IndexError(place)
