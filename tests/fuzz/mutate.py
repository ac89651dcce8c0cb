"""Files made from sound ones by damage; the same seed and number give the same file."""

import csv
import io
import random
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as DeflateError

from ntt_coverage.publish.template import write_template
from tests.corpus.sheets import Book, Sheet
from tests.corpus.writers import write_book
from tests.corpus.zips import stored, zip_bytes
from tests.fuzz.hostile import NAMES, TARGETS, TEXTS
from tests.fuzz.markup import edited

FILES = Path(__file__).parents[1] / "corpus" / "files"
TOO_LARGE = 60_000
"""Bytes of a seed: a larger one would only be slow."""

Change = Callable[[bytes, random.Random], tuple[bytes, str]]
"""Gives the bytes changed, and says how."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A file to clean: its name, its bytes, and how they were made."""

    name: str
    data: bytes
    how: str
    codes: str | None
    segment: str | None


def make_case(seed: int, number: int) -> Case:
    """Make the file of a number in the row that a seed begins.

    Parameters
    ----------
    seed, number : int
        Together they decide everything.

    Returns
    -------
    Case
    """
    chance = random.Random(f"{seed}/{number}")
    name, data = chance.choice(seeds()) if chance.random() < 0.75 else rewritten(chance)
    told = [name]
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        data, said = chance.choice(_changes(data))(data, chance)
        told.append(said)
    return Case(
        name=f"{number}-{Path(name).stem}{chance.choice(SUFFIXES.get(Path(name).suffix, ['']))}",
        data=data,
        how="; ".join(told),
        codes=chance.choice([None, None, "bps", "kemendagri"]),
        segment=chance.choice([None, None, "non_asn"]),
    )


SUFFIXES = {".xlsx": [".xlsx", ".xlsx", ".xls", ".csv"], ".csv": [".csv", ".csv", ".txt"],
            ".xls": [".xls", ".xls", ".html"], ".ods": [".ods", ".xlsx"]}  # fmt: skip
"""What a file may be called: the content decides what it is."""


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Return the sound files to start from, by name: the corpus, and the form to fill in.

    Returns
    -------
    tuple of tuple of str and bytes
    """
    paths = sorted(path for path in FILES.iterdir() if not path.name.startswith("."))
    corpus = [(path.name, path.read_bytes()) for path in paths]
    return (*((n, d) for n, d in corpus if 0 < len(d) < TOO_LARGE), ("template.xlsx", _template()))


def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "template.xlsx")
        write_template(path)
        return path.read_bytes()


# The same table with hostile cells, in any format


def rewritten(chance: random.Random) -> tuple[str, bytes]:
    """Write a table of the corpus anew in any format, with some hostile cells.

    Parameters
    ----------
    chance : random.Random
        Decides which, and how.

    Returns
    -------
    tuple of str and bytes
    """
    name, lines = chance.choice(tables())
    lines = [list(line) for line in lines]
    for _ in range(chance.choice([0, 1, 3, 10])):
        line = chance.choice([line for line in lines if line])
        line[chance.randrange(len(line))] = _hostile_value(chance)
    kind = chance.choice(["csv", "xlsx", "inline", "xls", "html", "ods"])
    pages = [Sheet(columns=(), seed="", name=page, lines=lines) for page in _pages(chance, kind)]
    data = write_book(Book(stem=name, sheets=pages), kind)
    return f"{name}.{KINDS.get(kind, kind)}", data


KINDS = {"inline": "xlsx", "html": "xls"}
FORMATS_OF_ONE = ("csv", "html")


def _pages(chance: random.Random, kind: str) -> list[str]:
    if kind in FORMATS_OF_ONE:
        return [""]
    return chance.choice(
        [["Data"], ["Juni 2021"], ["=1+1"], ["Data", "Lain"], ["TW I 2019", "TW II 2019"]]
    )


def _hostile_value(chance: random.Random) -> object:
    text = chance.choice(TEXTS)
    sayable = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "?", text)[:30_000]
    numbers = (2480, 0, -1, 0.637, 1e15, 44377, 5303, 53.1, 1e300, 2021, 12.5, 1e-9)
    return chance.choice(
        [sayable, sayable, sayable, chance.choice(numbers), (0.637, "percent"), None]
    )


@cache
def tables() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Return the tables of the corpus that are plain comma-separated texts.

    Returns
    -------
    tuple of tuple of str and lines
    """
    found = []
    for name, data in seeds():
        if (
            name.endswith(".csv")
            and b"," in data
            and not data.startswith(b"\xff\xfe")
            and b"\0" not in data
        ):
            text = data.decode("utf-8-sig", "replace")
            lines = tuple(map(tuple, csv.reader(io.StringIO(text, newline=""))))
            found.append((Path(name).stem, lines))
    return tuple(found)


# Damage by format


def _changes(data: bytes) -> tuple[Change, ...]:
    if data.startswith(b"PK"):
        return (*(change_part,) * 24, *(change_package,) * 5, *BYTES)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"\x09\x08")):
        return (*BYTES, flip_a_few, flip_a_few)
    if data.lstrip()[:5].lower().startswith((b"<html", b"<?xml", b"<!doc")):
        return (*(change_markup,) * 12, *BYTES)
    return (*(change_cell,) * 12, *LINES, *LINES, *BYTES)


def members_of(data: bytes) -> list[tuple[str, bytes]]:
    """Return names and contents of a zip file; none if it cannot be opened.

    Parameters
    ----------
    data : bytes
        A zip file.

    Returns
    -------
    list of tuple of str and bytes
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if info.file_size < 10**7]
            return [(info.filename, archive.read(info)) for info in infos]
    except (
        BadZipFile,
        DeflateError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
    ):
        return []


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """Return a zip file of some parts; two may have one name.

    Parameters
    ----------
    members : list of tuple of str and bytes
        Names and contents.

    Returns
    -------
    bytes
    """
    return zip_bytes([stored(name, content) for name, content in members])


def change_part(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Edit the markup of one part; those with cells more often than those without."""
    members = members_of(data)
    if not members:
        return flip_a_few(data, chance)
    loud = re.compile(r"sheet\d*\.xml|content\.xml|sharedStrings|workbook\.xml|styles\.xml|\.rels")
    weights = [
        8 if "sheets/" in n or "content" in n else 4 if loud.search(n) else 1 for n, _ in members
    ]
    at = chance.choices(range(len(members)), weights)[0]
    name, content = members[at]
    text, said = edited(content.decode("utf-8", "replace"), chance)
    members[at] = name, text.encode("utf-8", "replace")
    return zipped(members), f"{name}: {said}"


def change_package(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Drop, double, rename or exchange parts, or give sheets one name."""
    members = members_of(data)
    if not members:
        return cut(data, chance)
    at, other = (chance.randrange(len(members)) for _ in range(2))
    name, content = members[at]
    how = chance.choice(
        ["dropped", "doubled", "renamed", "exchanged", "emptied", "one name", "nowhere"]
    )
    match how:
        case "dropped":
            del members[at]
        case "doubled":
            members.insert(other, (chance.choice(_spellings(name)), content))
        case "renamed":
            members[at] = chance.choice([*_spellings(name), f"../{name}", "x"]), content
        case "exchanged":
            members[at] = name, members[other][1]
        case "emptied":
            members[at] = name, chance.choice(EMPTY)
        case "one name":
            members = [(n, _one_name(c, chance) if BOOK.search(n) else c) for n, c in members]
        case "nowhere":
            target, times = chance.choice(TARGETS).encode(), chance.choice([0, 1])
            put = b'Target="%s"' % target
            members = [
                (
                    n,
                    re.sub(rb'Target="[^"]*"', lambda _: put, c, count=times)
                    if n.endswith(".rels")
                    else c,
                )
                for n, c in members
            ]
    return zipped(members), f"{name} {how}"


EMPTY = (b"", b" ", b"<x/>", b"\xef\xbb\xbf", b"<?xml version='1.0'?>")
BOOK = re.compile(r"workbook\.xml$|content\.xml$")


def _spellings(name: str) -> list[str]:
    return [name, name.upper(), name.replace("/", "\\")]


def _one_name(content: bytes, chance: random.Random) -> bytes:
    name = chance.choice(NAMES).encode()
    return NAMED.sub(lambda one: one[1] + name, content)


NAMED = re.compile(rb'(<(?:\w+:)?(?:sheet|table) (?:[\w:]+="[^"]*" )*?[\w:]*name=")[^"]*')
"""The name of a sheet, in the XML of XLSX and ODS."""


def change_markup(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Edit a web page, or XML that is not zipped."""
    text, said = edited(data.decode("utf-8", "replace"), chance)
    return text.encode("utf-8", "replace"), said


def change_cell(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Put a hostile text in one cell of a text table."""
    pattern = re.compile(rb"[^,;\t\r\n]+")
    found = list(pattern.finditer(data))
    if not found:
        return flip_a_few(data, chance)
    one, new = chance.choice(found), chance.choice(TEXTS)
    quoted = f'"{new}"' if chance.random() < 0.3 else new
    put = quoted.encode("utf-8", "replace")
    return data[: one.start()] + put + data[one.end() :], f"{one[0][:30]!r} is {new[:40]!r}"


# Damage to text tables


def change_delimiter(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Write another delimiter, everywhere or in the rows from some place on."""
    old, new = (
        chance.choice([b",", b";", b"\t"]),
        chance.choice([b",", b";", b"\t", b"|", b" ", b":"]),
    )
    at = chance.choice([0, chance.randrange(len(data) + 1)])
    return data[:at] + data[at:].replace(old, new), f"from {at} on {old!r} is {new!r}"


def add_quotes(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Put in quotation marks that do not match."""
    for _ in range(chance.choice([1, 2, 5])):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice([b'"', b'""', b'"\n', b',"', b"'"]) + data[at:]
    return data, "quotation marks"


def mix_encodings(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Put in letters of another encoding, or the mark of one."""
    piece = chance.choice(ODD_BYTES)
    at = chance.choice([0, len(data), chance.randrange(len(data) + 1)])
    return data[:at] + piece + data[at:], f"{piece!r} at {at}"


ODD_BYTES = (
    b"\xe9\xe8", b"\x96", "–".encode(), b"\xff\xfe", b"\xef\xbb\xbf", b"\x81", b"\x1a", b"\xc2\x85",
    "é".encode("utf-16"),
)  # fmt: skip


def recode(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Write the whole in another encoding."""
    encoding = chance.choice(["utf-16", "cp1252", "utf-8-sig", "utf-7", "utf-16-le"])
    return data.decode("utf-8", "replace").encode(encoding, "replace"), encoding


def change_lines(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Shuffle, double, drop or join lines."""
    lines = data.splitlines(keepends=True) or [data]
    how = chance.choice(["shuffled", "doubled", "dropped", "joined", "many", "twice"])
    at = chance.randrange(len(lines))
    match how:
        case "shuffled":
            chance.shuffle(lines)
        case "doubled":
            lines.insert(chance.randrange(len(lines)), lines[at])
        case "dropped":
            del lines[at]
        case "joined":
            lines[at] = lines[at].rstrip(b"\r\n")
        case "many":
            lines[at] *= 3_000
        case "twice":
            lines *= 2
    return b"".join(lines), f"line {at} {how}"


LINES: tuple[Change, ...] = (change_delimiter, add_quotes, mix_encodings, recode, change_lines)


# Damage to bytes


def flip_a_few(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Change up to eight bytes."""
    changed = bytearray(data)
    places = (
        [chance.randrange(len(data)) for _ in range(chance.choice([1, 1, 2, 8]))] if data else []
    )
    for place in places:
        changed[place] = chance.choice([0, 255, changed[place] ^ 1 << chance.randrange(8)])
    return bytes(changed), f"bytes {places}"


def cut(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Cut off the end, or the beginning."""
    at = chance.randrange(len(data) + 1)
    return (data[:at], f"cut at {at}") if chance.random() < 0.8 else (data[at:], f"cut to {at}")


def swap(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Exchange two chunks, or write one over the other."""
    size = chance.choice([1, 4, 16, 256, 512, 4096])
    one, other = sorted(chance.randrange(max(len(data) - size, 1)) for _ in range(2))
    first, second = data[one : one + size], data[other : other + size]
    if other < one + size:
        return data[:one] + second + data[one + size :], f"{size} bytes at {one} from {other}"
    middle = data[one + size : other]
    return data[:one] + second + middle + first + data[
        other + size :
    ], f"{size} bytes {one} and {other}"


def write_number(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Write a limit of a number of 1 to 4 bytes somewhere."""
    number, size = (
        chance.choice([0, -1, 1, 127, 255, 32767, 65535, 2**31 - 1]),
        chance.choice([1, 2, 4]),
    )
    at = chance.randrange(max(len(data) - size, 1))
    put = (number & (256**size - 1)).to_bytes(size, "little")
    return data[:at] + put + data[at + size :], f"{put!r} at {at}"


BYTES: tuple[Change, ...] = (flip_a_few, cut, swap, write_number)
