"""Where the tables of a sheet stand: titles above, headers of one to three rows, rows below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ntt_coverage.intake.grids import Kind, Sheet
from ntt_coverage.intake.headers import MEASURES, PLACE_ROLES, Header, header_role, read_header
from ntt_coverage.intake.names import names_a_place
from ntt_coverage.intake.phrases import find_periods

__all__ = ["Table", "find_tables"]

HEADER_WITHIN_ROWS = 100
"""A table whose header stands lower is no table."""

TALLEST_HEADER = 3
WIDEST_TITLE = 2
"""Between two tables of a sheet, a row with more filled cells belongs to the upper one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table of a sheet.

    Parameters
    ----------
    sheet : Sheet
        The sheet that it stands on.
    headers : tuple of Header
        One per column of the sheet.
    title : tuple of str
        The lines above.
    first_row, last_row : int
        Places of the rows below the header, from 0; ``last_row`` is not one of them.
    """

    sheet: Sheet
    headers: tuple[Header, ...]
    title: tuple[str, ...]
    first_row: int
    last_row: int

    def columns(self, *roles: str) -> list[int]:
        """Return the places of the columns with one of some roles.

        Parameters
        ----------
        *roles : str
            Such as ``"region"``.

        Returns
        -------
        list of int
        """
        return [place for place, header in enumerate(self.headers) if header.role in roles]

    @property
    def measures(self) -> list[int]:
        """Places of the columns that hold figures."""
        return self.columns(*MEASURES)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Head:
    """A header: its first row, the row below it, how much it says, and what of each column."""

    top: int
    below: int
    told: int
    headers: tuple[Header, ...]


def find_tables(sheet: Sheet) -> list[Table]:
    """Find the tables of a sheet.

    Parameters
    ----------
    sheet : Sheet
        As read.

    Returns
    -------
    list of Table
        From the top down; none if no row names a place and a measure.
    """
    heads = list(_heads(sheet))
    ends = [head.top for head in heads[1:]] + [sheet.n_rows]
    starts = [0] + [head.below for head in heads]
    tables: list[Table] = []
    for start, head, end in zip(starts, heads, ends, strict=False):
        headers = _with_groups(_with_names(sheet, head.headers, head.below, end))
        title = _title(sheet, start, head.top)
        if tables and not title and headers == tables[-1].headers:
            tables[-1] = replace(tables[-1], last_row=end)  # the same table on the next page
            continue
        if tables and not any(find_periods(line)[0] for line in title):
            title = (*tables[-1].title, *title)
        tables.append(
            Table(
                sheet=_filled_down(sheet, headers),
                headers=headers,
                title=title,
                first_row=head.below,
                last_row=end,
            )
        )
    return tables


def _filled_down(sheet: Sheet, headers: Sequence[Header]) -> Sheet:
    """Give each row its place and group where one merged cell stands for several rows."""
    columns = list(sheet.columns)
    for first_row, place, last_row, last in sheet.merged:
        if place == last < len(headers) and headers[place].role not in (*MEASURES, "unknown", ""):
            codes = columns[place].codes.copy()
            codes[first_row : last_row + 1] = codes[first_row]
            columns[place] = replace(columns[place], codes=codes)
    return replace(sheet, columns=tuple(columns))


def _heads(sheet: Sheet) -> Iterator[_Head]:
    rows = range(min(sheet.n_rows, HEADER_WITHIN_ROWS))
    head = next(filter(None, (_best_head(sheet, row) for row in rows)), None)
    if not head:
        return
    yield head
    below = head.below
    for row in _repeated(sheet, head.headers, below):
        again = _best_head(sheet, row) if row >= below else None
        if again:
            yield again
            below = again.below


def _repeated(sheet: Sheet, headers: Sequence[Header], below: int) -> list[int]:
    """Return the rows further down whose place column holds a header again."""
    place = next(i for i, header in enumerate(headers) if header.role in (*PLACE_ROLES, "name"))
    column = sheet.columns[place]
    again = [
        code
        for code, text in enumerate(column.texts)
        if text and not text[0].isdigit() and len(text) < 40 and header_role(text) in PLACE_ROLES
    ]
    return [int(r) for r in np.flatnonzero(np.isin(column.codes, again)) if r >= below]


def _best_head(sheet: Sheet, top: int) -> _Head | None:
    """Return the header that says most in the fewest lines, if one begins at a row."""
    first = _head_at(sheet, top)
    if not first:
        return None
    lower = [_head_at(sheet, row) for row in range(first.top + 1, first.below)]
    return max([first, *filter(None, lower)], key=lambda head: (head.told, head.top))


def _head_at(sheet: Sheet, top: int) -> _Head | None:
    """Return the header of one to three rows from a row on that says most."""
    best: _Head | None = None
    for height in range(1, min(TALLEST_HEADER, sheet.n_rows - top) + 1):
        if height > 1 and _is_figures(sheet, top + height - 1):
            break
        headers = _headers(sheet, top, height)
        told = _told(headers)
        if _is_head(headers) and (best is None or told > best.told):
            best = _Head(top=top, below=top + height, told=told, headers=headers)
    return best


def _told(headers: Sequence[Header]) -> int:
    """Count what headers say; a parent that stands over three columns says it once."""
    known = {
        (h.role, h.segment, h.programme, h.period)
        for h in headers
        if h.role not in ("", "unknown", "ambiguous")
    }
    figures = [h for h in headers if h.role in MEASURES]
    twins = len(figures) - len({(h.role, h.segment, h.programme, h.period) for h in figures})
    return len(known) + sum(segment is not None for _, segment, _, _ in known) - twins


def _is_head(headers: Sequence[Header]) -> bool:
    roles = {header.role for header in headers}
    return bool(roles & {*PLACE_ROLES, "name"}) and bool(roles & {*MEASURES, "ambiguous", "group"})


def _is_title(row: Sequence[str], headers: Sequence[Header]) -> bool:
    """Tell whether one text stands over places and figures alike: it is no header of them."""
    over = {
        bool(header.role in MEASURES): row[place]
        for place, header in enumerate(headers)
        if header.role in (*PLACE_ROLES, *MEASURES)
    }
    return len(over) == 2 and bool(over[True]) and over[True] == over[False]


def _is_figures(sheet: Sheet, row: int) -> bool:
    """Tell whether a row holds numbers, years (which may be headers) apart."""
    cells = [column.cell(row) for column in sheet.columns]
    return any(
        (kind in (Kind.NUMBER, Kind.PERCENT) or text.strip("()").isdigit())
        and not (text.isdigit() and find_periods(text)[0])
        for text, kind in cells
    )


def _headers(sheet: Sheet, top: int, height: int) -> tuple[Header, ...]:
    rows = [[c.cell(row)[0] for c in sheet.columns] for row in range(top, top + height)]
    merged = _spread(sheet, rows, top)
    for above, below in pairwise(range(height)):
        _lend(rows, above, below, merged)
    headers = tuple(read_header(*lines) for lines in zip(*rows, strict=True))
    return () if any(_is_title(row, headers) for row in rows[:-1]) else headers


def _spread(sheet: Sheet, rows: list[list[str]], top: int) -> set[tuple[int, int]]:
    """Write the text of each merged range into all its cells; return those cells."""
    cells = set()
    for first_row, first, last_row, last in sheet.merged:
        if not top <= first_row < top + len(rows):
            continue
        for row in range(first_row, min(last_row, top + len(rows) - 1) + 1):
            for column in range(first, min(last, len(sheet.columns) - 1) + 1):
                rows[row - top][column] = rows[first_row - top][first]
                cells.add((row - top, column))
    return cells


def _lend(rows: list[list[str]], above: int, below: int, merged: set[tuple[int, int]]) -> None:
    """Lend the words of a parent to the blank cells on its right that have a child below."""
    lender = ""
    for column, text in enumerate(rows[above]):
        if text or (above, column) in merged:
            lender = text if rows[below][column] and rows[below][column] != text else ""
        elif rows[below][column]:
            rows[above][column] = lender
        else:
            lender = ""


def _title(sheet: Sheet, start: int, top: int) -> tuple[str, ...]:
    """Return the texts above a header; below another table, those that are no rows of it."""
    lines: list[str] = []
    for row in reversed(range(start, top)):
        texts = [text for text, _ in (column.cell(row) for column in sheet.columns) if text]
        if start and len(texts) > WIDEST_TITLE:
            break
        lines += [" ".join(texts)] if texts else []
    return tuple(reversed(lines))


def _with_names(
    sheet: Sheet, headers: tuple[Header, ...], first: int, last: int
) -> tuple[Header, ...]:
    """Read "Nama" as a region column if at least half of its cells name one, else as persons."""
    return tuple(
        Header(text=h.text, role=_role_of_names(sheet, place, first, last))
        if h.role == "name"
        else h
        for place, h in enumerate(headers)
    )


def _with_groups(headers: tuple[Header, ...]) -> tuple[Header, ...]:
    """Tell what columns headed by a kind of worker alone count, and whom the others count.

    "Non ASN" beside "Terdaftar" counts the staff; alone it may count anything. "Terdaftar"
    beside "Jumlah Non ASN" counts those staff, where no other group is named.
    """
    counted = {h.segment for h in headers if h.role in ("enrolled_persons", "uncovered_persons")}
    headers = tuple(
        replace(h, role="eligible_persons" if _is_base(h, counted) else "ambiguous")
        if h.role == "group"
        else h
        for h in headers
    )
    groups = {h.segment for h in headers if h.role in MEASURES and h.segment}
    bases = {h.segment for h in headers if h.role == "eligible_persons"}
    if len(groups) != 1 or bases != groups:
        return headers
    taken = {h.role for h in headers if h.segment}
    (group,) = groups
    return tuple(
        replace(h, segment=group)
        if h.role in MEASURES and not h.segment and h.role not in taken
        else h
        for h in headers
    )


def _is_base(header: Header, counted: set[str | None]) -> bool:
    return header.programme is None and bool(counted & {header.segment, None})


def _role_of_names(sheet: Sheet, place: int, first: int, last: int) -> str:
    column = sheet.columns[place]
    named = [column.texts[code] for code in np.unique(column.codes[first:last])]
    filled = [text for text in named if text]
    return "region" if 2 * sum(map(names_a_place, filled)) >= len(filled) else "personal"
