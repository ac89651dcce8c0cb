"""What a deck begins with: our own look, made by code, or the template of an office.

Of an office's template the theme, the fonts, the size and the layouts are kept. Its slides, and
what tells who worked on it, are not.
"""

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError

from lxml import etree
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE
from pptx.package import Package
from pptx.presentation import Presentation as Deck

from ntt_coverage.errors import ParameterError
from ntt_coverage.publish.pptx.builtin import built_in
from ntt_coverage.publish.pptx.layouts import leave_out_slides, title_layout
from ntt_coverage.publish.pptx.stage import stage_of

__all__ = ["open_template"]

LARGEST_MB, LARGEST_UNPACKED_MB, MOST_PARTS = 50, 200, 5_000

RUNNING = ("/vbaProject", "/oleObject", "/control", "/package", "/activeXControlBinary")
"""Parts that run, or hold another program's file."""

UNREADABLE = (
    PythonPptxError, ValueError, TypeError, LookupError, AttributeError, OSError, RuntimeError,
    NotImplementedError, AssertionError, ArithmeticError, EOFError, BadZipFile, DeflateError,
    etree.LxmlError,
)  # fmt: skip
"""What python-pptx raises on files that are no presentation."""


def open_template(template: Path | None = None) -> Deck:
    """Open what a deck begins with, without slides.

    Parameters
    ----------
    template : pathlib.Path, optional
        An office's PPTX or POTX; our own look if not given.

    Returns
    -------
    pptx.presentation.Presentation

    Raises
    ------
    ParameterError
        If the template is missing, too large, no presentation, holds macros, reaches outside
        itself, or has no layout with a title.
    """
    return _of_office(template) if template else built_in()


def _of_office(path: Path) -> Deck:
    _check_package(path)
    try:
        package = Package.open(BytesIO(path.read_bytes()))
        part = package.main_document_part
        kind, part._content_type = part._content_type, CONTENT_TYPE.PML_PRESENTATION_MAIN
        kinds = [kind, *(each.content_type for each in package.iter_parts())]
        macros = any("macro" in each.lower() or "vba" in each.lower() for each in kinds)
        macros |= any(rel.reltype.endswith(RUNNING) for rel in package.iter_rels())
        deck = part.presentation
        leave_out_slides(deck)
        layout = title_layout(deck)
        if layout is not None:
            stage_of(deck, layout)  # odd sizes show here, not in a kernel
    except UNREADABLE as fault:
        raise ParameterError("slides_unreadable", file=path.name) from fault
    if macros:
        raise ParameterError("slides_macros", file=path.name)
    outside = [rel.target_ref for rel in package.iter_rels() if rel.is_external]
    if outside:
        raise ParameterError("slides_links", file=path.name, address=outside[0])
    if layout is None:
        names = [each.name for each in deck.slide_layouts]
        raise ParameterError("slides_layout", file=path.name, layouts=", ".join(names) or "-")
    return deck


def _check_package(path: Path) -> None:
    """Refuse what must not be opened: by its name, its size, and what it would unpack to."""
    if not path.is_file():
        raise ParameterError("slides_missing", file=path.name, folder=str(path.absolute().parent))
    if path.suffix.lower() in (".pptm", ".potm", ".ppsm", ".ppam"):
        raise ParameterError("slides_macros", file=path.name)
    if path.suffix.lower() not in (".pptx", ".potx"):
        raise ParameterError("slides_unreadable", file=path.name)
    too_large = path.stat().st_size > LARGEST_MB << 20
    if not too_large:
        try:
            with ZipFile(path) as parts:
                listed = parts.infolist()
                if sum(part.file_size for part in listed) <= LARGEST_UNPACKED_MB << 20:
                    declared = any(b"<!DOCTYPE" in parts.read(p) for p in listed if _is_text(p))
                else:
                    declared = False
        except UNREADABLE as fault:
            raise ParameterError("slides_unreadable", file=path.name) from fault
        if declared:  # entities of its own, which no presentation needs
            raise ParameterError("slides_unreadable", file=path.name)
        unpacked = sum(part.file_size for part in listed)
        too_large = unpacked > LARGEST_UNPACKED_MB << 20 or len(listed) > MOST_PARTS
    if too_large:
        limits = {"limit": LARGEST_MB, "unpacked": LARGEST_UNPACKED_MB}
        raise ParameterError("slides_size", file=path.name, **limits)


def _is_text(part: ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels"))
