"""Text tables (CSV and its kin): millions of rows, each distinct text of a column kept once."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as arrow_csv

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.assembly import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    place_of,
    trimmed,
)
from ntt_coverage.intake.cells import clean_text
from ntt_coverage.intake.grids import Column, Kind, Sheet

__all__ = ["encoding_of", "read_text"]

HEAD = 1 << 16
"""Bytes that the delimiter and the number of columns are told from."""
BLOCK = 1 << 20
"""Bytes that Arrow parses at a time; larger is a little faster and takes more memory."""
LARGE_BLOCK = 1 << 23
"""The same for a file that needs a closer look: no row may be longer."""
PIECE = 1 << 16
CLEAR = 0.8
"""Share of the rows with a delimiter in which the right one stands equally often."""

_LINE = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile('(^|[,;|\t])"(?:[^"]|"")*+"', re.MULTILINE)
_SEPARATOR_LINE = re.compile(r'"?sep=([^\w"\r\n])"?\s*?(\r\n|\r|\n|$)', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """How a text file is written."""

    encoding: str
    quoted: bool
    delimiter: str
    width: int
    rows: bool
    skipped: int


def read_text(path: Path) -> Sheet:
    """Read a text table.

    Parameters
    ----------
    path : pathlib.Path
        A text file that the guards have let pass.

    Returns
    -------
    Sheet
        Without a name; all cells are texts, short rows are filled up with blanks.

    Raises
    ------
    SourceLayoutError
        If its encoding is not known, a quotation mark is left open, or a cell is too long.
    """
    form = _form_of(path)
    if not form.rows:
        return Sheet(file=path.name, name="", columns=())
    odd: list[tuple[int, str]] = [(1, "")] * form.skipped
    try:
        parsed = _parsed(path, form, odd)
    except pa.ArrowInvalid as fault:
        _check_quotes(path, form)
        raise SourceLayoutError("broken_file", file=path.name, fault=str(fault)) from fault
    if form.quoted and (_hold_line_breaks(parsed) or any(_LINE.search(text) for _, text in odd)):
        _check_quotes(path, form)
    columns = list(_columns(parsed, odd, form, path))
    pa.default_memory_pool().release_unused()  # a file's worth, which the cleaning can use
    return Sheet(file=path.name, name="", columns=trimmed(columns))


# How the file is written


def _form_of(path: Path) -> _Form:
    encoding, quoted = encoding_of(path)
    with path.open("rb") as file:
        head = codecs.getincrementaldecoder(encoding)().decode(file.read(HEAD))
        whole = not file.read(1)
    head = head.removeprefix("\ufeff")
    said = _SEPARATOR_LINE.match(head)
    head = head[said.end() :] if said else head
    lines = _LINE.split(_QUOTED.sub(r"\1", head))
    filled = [line for line in (lines if whole else lines[:-1]) if line.strip()]
    delimiter = said[1] if said else _delimiter(filled)
    return _Form(
        encoding=encoding, quoted=quoted, delimiter=delimiter,
        width=_usual_width(filled, delimiter)[0], rows=bool(head.strip()) or not whole,
        skipped=1 if said else 0,
    )  # fmt: skip


def encoding_of(path: Path) -> tuple[str, bool]:
    """Tell how the letters of a text file are written.

    Parameters
    ----------
    path : pathlib.Path
        A text file.

    Returns
    -------
    tuple of str and bool
        The encoding, and whether there are quotation marks.

    Raises
    ------
    SourceLayoutError
        If it is neither UTF-8 nor UTF-16 with its mark nor Windows-1252.
    """
    with path.open("rb") as file:
        marked = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        quoted, lines, piece = False, 1, b""
        try:
            for piece in _pieces(path):
                decoder.decode(piece)
                quoted = quoted or b'"' in piece
                lines += piece.count(b"\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as fault:
            lines += piece[: fault.start].count(b"\n")
            continue
        return encoding, quoted
    raise SourceLayoutError("text_encoding", file=path.name, row=lines)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _delimiter(lines: Sequence[str]) -> str:
    """Choose the delimiter; a comma may also stand within numbers and titles, so it comes last."""
    usual = {mark: _usual_width(lines, mark) for mark in ",\t;|"}
    delimited = sum(any(mark in line for mark in usual) for line in lines)
    clear = [mark for mark in "\t;|" if 0 < CLEAR * delimited <= usual[mark][1]]
    return max(clear or usual, key=lambda mark: (usual[mark][0] - 1) * usual[mark][1])


def _usual_width(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Return the number of cells that most rows with the delimiter have, and how many rows."""
    widths = Counter(line.count(delimiter) + 1 for line in lines if delimiter in line)
    return max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))


# What it holds


def _parsed(path: Path, form: _Form, odd: list[tuple[int, str]]) -> list[pa.ChunkedArray]:
    """Parse the rows of the usual width; add number and text of all others to a list."""

    def keep(row: arrow_csv.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip"

    try:
        return _arrow_columns(path, form, BLOCK, None)
    except pa.ArrowInvalid:
        # Only a single thread knows the numbers of rows.
        return _arrow_columns(path, form, LARGE_BLOCK, keep)


def _arrow_columns(
    path: Path,
    form: _Form,
    block: int,
    keep: Callable[[arrow_csv.InvalidRow], str] | None,
) -> list[pa.ChunkedArray]:
    names = [str(place) for place in range(form.width)]
    distinct = pa.dictionary(pa.int32(), pa.string())
    reading = arrow_csv.ReadOptions(
        use_threads=keep is None, block_size=block, column_names=names, skip_rows=form.skipped,
        encoding=form.encoding.replace("utf-8-sig", "utf8"),
    )  # fmt: skip
    parsing = arrow_csv.ParseOptions(
        delimiter=form.delimiter, newlines_in_values=form.quoted, ignore_empty_lines=False,
        invalid_row_handler=keep,
    )  # fmt: skip
    converting = arrow_csv.ConvertOptions(
        null_values=[], check_utf8=False, column_types=dict.fromkeys(names, distinct)
    )
    # Arrow would unpack a file by its extension if it were given the path.
    with pa.OSFile(str(path)) as file:
        table = arrow_csv.read_csv(file, reading, parsing, converting)
    return list(table.columns)


def _columns(
    parsed: list[pa.ChunkedArray], odd: list[tuple[int, str]], form: _Form, path: Path
) -> Iterator[Column]:
    """Put the rows of another width back in their places, column by column."""
    odd_rows = [_fields(text, form.delimiter) for _, text in odd]
    height = len(parsed[0]) + len(odd)
    usual = np.ones(height, dtype=bool)
    usual[[number - 1 for number, _ in odd]] = False
    width = max([form.width, *(len(row) for row in odd_rows)])
    if width > MOST_COLUMNS:
        raise SourceLayoutError(
            "far_cell", file=path.name, place=place_of("", 0, width - 1), most=MOST_CELLS // 10**6
        )
    for place in range(width):
        # Taken out of the list, so that its memory can be used for the next.
        codes, texts = _distinct(parsed.pop(0)) if parsed else (np.zeros(1, dtype=np.int32), [""])
        if odd:
            full = np.empty(height, dtype=np.int32)
            full[usual] = codes
            full[~usual] = np.arange(len(texts), len(texts) + len(odd))
            codes = full
            texts += [row[place] if place < len(row) else "" for row in odd_rows]
        yield _cleaned(codes, texts, place, path)


def _fields(text: str, delimiter: str) -> list[str]:
    row = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    while row and not row[-1]:
        row.pop()
    return row


def _distinct(column: pa.ChunkedArray) -> tuple[np.ndarray, list[str]]:
    """Return one number per row and the texts they point to, one dictionary for all blocks."""
    whole = column.combine_chunks()
    return whole.indices.to_numpy(), whole.dictionary.to_pylist()


def _cleaned(codes: np.ndarray, texts: list[str], place: int, path: Path) -> Column:
    """Clean the distinct texts and make one of those that became equal."""
    places: dict[str, int] = {}
    merged = np.fromiter(
        (places.setdefault(clean_text(text), len(places)) for text in texts),
        dtype=np.int32,
        count=len(texts),
    )
    codes = codes if len(places) == len(texts) else merged[codes]
    longest = max(places, key=len, default="")
    if len(longest) > LONGEST_TEXT:
        cell = place_of("", int((codes == places[longest]).argmax()), place)
        raise SourceLayoutError("long_cell", file=path.name, place=cell, longest=LONGEST_TEXT)
    kinds = np.full(len(places), Kind.TEXT, dtype=np.uint8)
    return Column(codes=codes, texts=list(places), kinds=kinds)


def _hold_line_breaks(parsed: list[pa.ChunkedArray]) -> bool:
    chunks = (chunk for column in parsed for chunk in column.chunks)
    found = (compute.match_substring_regex(chunk.dictionary, "[\r\n]") for chunk in chunks)
    return any(compute.any(matches).as_py() for matches in found)


def _check_quotes(path: Path, form: _Form) -> None:
    """Refuse a file that opens a quotation mark and does not close it: rows would vanish in it."""
    number = 0
    with path.open(encoding=form.encoding, newline="") as file:
        try:
            for _ in csv.reader(file, delimiter=form.delimiter, strict=True):
                number += 1
        except csv.Error as fault:
            raise SourceLayoutError("open_quote", file=path.name, row=number + 1) from fault
