"""Pictures as files: whole or not at all, and never over something else."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from ntt_coverage.errors import ReportError
from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pictures.webmap import WebMap
from ntt_coverage.publish.atomic import cannot_write

__all__ = ["write_picture", "write_pictures"]


def write_pictures(pictures: Sequence[Picture | WebMap], folder: str | Path) -> list[Path]:
    """Write pictures into a folder, ready for PowerPoint.

    Parameters
    ----------
    pictures : sequence of Picture or WebMap
        Such as ``redraw`` returns.
    folder : str or pathlib.Path
        Made where it is missing.

    Returns
    -------
    list of pathlib.Path
        As from `write_picture`, of all of them.

    Raises
    ------
    ReportError
        As from `write_picture`.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> from tempfile import TemporaryDirectory
    >>> tables = nc.coverage("2019Q3")
    >>> with TemporaryDirectory() as folder:
    ...     written = nc.write_pictures([nc.draw_map(tables), nc.draw_ranking(tables)], folder)
    >>> len(written)
    4
    """
    return [path for each in pictures for path in write_picture(each, folder)]


def write_picture(
    picture: Picture | WebMap, folder: str | Path, name: str | None = None
) -> list[Path]:
    """Write a picture as SVG and PNG, or an interactive map as a page.

    Parameters
    ----------
    picture : Picture or WebMap
        What is written.
    folder : str or pathlib.Path
        Made where it is missing.
    name : str, optional
        Of the files, without their endings; the figure's ID if not given, and what else tells
        it from others, such as ``2019Q3-id-status-85ed46f7-page``.

    Returns
    -------
    list of pathlib.Path
        The files. One that is already there with the same content is left as it is.

    Raises
    ------
    ReportError
        If there is another file of that name: it is not touched, and nothing is written; or if
        the folder cannot be written.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> from tempfile import TemporaryDirectory
    >>> picture = nc.draw_map(nc.coverage("2019Q3"))
    >>> with TemporaryDirectory() as folder:
    ...     written = nc.write_picture(picture, folder)
    >>> sorted(path.suffix for path in written)
    ['.png', '.svg']
    """
    place, stem = Path(folder), name or _stem(picture)
    files = {place / f"{stem}.{form}": content for form, content in _contents(picture).items()}
    try:
        place.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            if os.path.lexists(path) and not _holds(path, content):
                raise ReportError("other_file", file=str(path))
        for path, content in files.items():
            if not path.exists():
                _write(path, content)
    except OSError as fault:
        raise cannot_write(place / stem, fault) from fault
    return list(files)


def _stem(picture: Picture | WebMap) -> str:
    """Return the ID, and options and layout, which are no part of it."""
    more = picture.name.removeprefix(picture.passport.name) if isinstance(picture, Picture) else ""
    return f"{picture.passport.figure_id}{more}"


def _contents(picture: Picture | WebMap) -> dict[str, bytes]:
    if isinstance(picture, WebMap):
        return {"html": picture.page.encode("utf-8")}
    return {"svg": picture.svg().encode("utf-8"), "png": picture.png()}


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content


def _write(path: Path, content: bytes) -> None:
    """Write beside the place, then move there, so that half a picture is never seen."""
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with scratch.open("xb") as file:
            file.write(content)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
