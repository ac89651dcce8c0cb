"""What a file must not be: checked on its bytes, before any parser sees it."""

import re
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.paths import existing

__all__ = [
    "MOST_MEGABYTES",
    "check_archive",
    "check_compound",
    "check_file",
    "check_sheet_count",
    "check_size",
    "check_text",
    "check_xml",
]

MEGABYTE = 1_000_000
MOST_MEGABYTES = {"archive": 100, "xml": 100, "xls": 50, "html": 30, "text": 1_000}
MOST_PARTS = 2_000
MOST_SHEETS = 100
TIGHTEST = 1_000
"""How many times a large part may be compressed; a sheet of one repeated number stays below."""
LARGE_PART = 10 * MEGABYTE

PIECE = 1 << 20
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_MANIFEST = "META-INF/manifest.xml"
_READ_NEVER = ("Basic/", "Dialogs/")
"""LibreOffice begins the macros of an ODS file with a DOCTYPE; no reader opens them."""


def check_file(path: Path) -> Path:
    """Return a path if it is a file with something in it.

    Parameters
    ----------
    path : pathlib.Path
        As given by a person.

    Returns
    -------
    pathlib.Path
        The same path.

    Raises
    ------
    SourceLayoutError
        If it is missing, a folder, or empty.
    """
    if path.is_dir():
        raise SourceLayoutError("folder_given", file=path.name)
    if not existing(path).stat().st_size:
        raise SourceLayoutError("empty_file", file=path.name)
    return path


def check_size(path: Path, kind: str) -> None:
    """Refuse a file that is too large for its kind.

    Parameters
    ----------
    path : pathlib.Path
        A file.
    kind : str
        A key of `MOST_MEGABYTES`.

    Raises
    ------
    SourceLayoutError
        If it is larger.
    """
    _check_megabytes(path.name, path.stat().st_size, MOST_MEGABYTES[kind])


def _check_megabytes(file: str, size: int, most: int) -> None:
    if size >= most * MEGABYTE:
        raise SourceLayoutError("large_file", file=file, size=size // MEGABYTE, most=most)


def check_sheet_count(file: str, count: int) -> None:
    """Refuse a workbook with too many sheets.

    Parameters
    ----------
    file : str
        Name of the file.
    count : int
        How many sheets it has, or how many were met so far.

    Raises
    ------
    SourceLayoutError
        If there are more than 100.
    """
    if count > MOST_SHEETS:
        raise SourceLayoutError("many_sheets", file=file, most=MOST_SHEETS)


def check_text(path: Path) -> None:
    """Refuse a text file with a zero byte, unless it is marked as UTF-16.

    Parameters
    ----------
    path : pathlib.Path
        A file without the signature of a binary format.

    Raises
    ------
    SourceLayoutError
        If it has one.
    """
    with path.open("rb") as file:
        marked = file.read(2) in (b"\xff\xfe", b"\xfe\xff")
        file.seek(0)
        start = 0
        while not marked and (piece := file.read(PIECE)):
            if b"\0" in piece:
                byte = start + piece.index(b"\0") + 1
                raise SourceLayoutError("binary_text", file=path.name, byte=byte)
            start += len(piece)


def check_compound(path: Path) -> None:
    """Refuse an OLE file that holds an encrypted workbook.

    Parameters
    ----------
    path : pathlib.Path
        A file with the signature of OLE.

    Raises
    ------
    SourceLayoutError
        If it is encrypted.
    """
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise SourceLayoutError("encrypted_file", file=path.name)


def check_archive(path: Path) -> None:
    """Refuse a zip file that is encrypted, a bomb, or holds XML with declarations of its own.

    Parameters
    ----------
    path : pathlib.Path
        A file with the signature of a zip file.

    Raises
    ------
    SourceLayoutError
        If one of its parts is not safe to read.
    """
    check_size(path, "archive")
    # The directory of a file with a million parts is itself a burden: counted before it is read.
    if path.read_bytes().count(b"PK\x01\x02") > MOST_PARTS:
        raise SourceLayoutError("many_parts", file=path.name, most=MOST_PARTS)
    with ZipFile(path) as archive:
        parts = archive.infolist()
        total = sum(part.file_size for part in parts)
        _check_megabytes(path.name, total, MOST_MEGABYTES["archive"])
        for part in parts:
            _check_part(path.name, part)
        # The list of parts first: it tells an encrypted one from one in a strange encoding.
        for part in sorted(parts, key=lambda each: each.filename != _MANIFEST):
            name = part.filename
            if name.lower().endswith((".xml", ".rels")) and not name.startswith(_READ_NEVER):
                with archive.open(part) as xml:
                    check_xml(path.name, name, xml)


def _check_part(file: str, part: ZipInfo) -> None:
    if part.flag_bits & 1:
        raise SourceLayoutError("encrypted_file", file=file)
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotImplementedError(f"compression {part.compress_type} of {part.filename}")
    if part.file_size > LARGE_PART and part.file_size > TIGHTEST * part.compress_size:
        size = part.file_size // MEGABYTE
        raise SourceLayoutError(
            "packed_tightly", file=file, part=part.filename, size=size, most=TIGHTEST
        )


def check_xml(file: str, part: str, xml: IO[bytes]) -> None:
    """Refuse XML with a DOCTYPE or ENTITY, and XML in which these could hide from the search.

    Parameters
    ----------
    file : str
        Name of the file.
    part : str
        Name of the part.
    xml : binary file
        Its bytes, unpacked.

    Raises
    ------
    SourceLayoutError
        If it declares either, is not in UTF-8, or says that it is encrypted.
    """
    before = b""
    while piece := xml.read(PIECE):
        if not before:
            _check_xml_encoding(file, part, piece[:1_000])
        # A word may stand on both sides of a cut.
        if _DECLARED.search(before + piece):
            raise SourceLayoutError("xml_entities", file=file, part=part)
        before = piece[-10:]
        if part == _MANIFEST and b"encryption-data" in piece:
            raise SourceLayoutError("encrypted_file", file=file)


def _check_xml_encoding(file: str, part: str, head: bytes) -> None:
    said = _ENCODING.search(head)
    encoding = said[1].decode().lower() if said else "utf-8"
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and b"\0" not in head
    if not plain or encoding not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise SourceLayoutError("xml_encoding", file=file, part=part)
