"""What a report and JupyterLab need of a computer; Excel and PowerPoint are not among it."""

import shutil
import socket
import sys
import webbrowser
from pathlib import Path
from tempfile import TemporaryDirectory

from ntt_coverage.doctor.finding import Finding
from ntt_coverage.paths import ProjectPaths

__all__ = [
    "look_at_browser",
    "look_at_characters",
    "look_at_disk",
    "look_at_folder",
    "look_at_font",
    "look_at_port",
]

LEAST_FREE_BYTES = 10**9
HERE = "127.0.0.1"
USUAL_PORT = 8888
TYPICAL = "Perubahan “±2.480” – é"
"""Characters of our messages and file names."""

LONGEST_INSIDE = 110
"""Letters of the longest path below the project, while a report or a kept figure is being built;
with a margin."""


def look_at_port() -> Finding:
    """Open a port that only this computer reaches, and connect to it.

    Returns
    -------
    Finding
        A note if JupyterLab's usual port is taken.
    """
    try:
        with socket.create_server((HERE, 0)) as server:
            socket.create_connection(server.getsockname(), timeout=5).close()
    except OSError as fault:
        return Finding("port_closed", verdict="fault", facts={"fault": fault})
    try:
        socket.create_server((HERE, USUAL_PORT)).close()
    except OSError:
        return Finding("port_taken", verdict="note", facts={"port": USUAL_PORT})
    return Finding("port", facts={"port": USUAL_PORT})


def look_at_browser() -> Finding:
    """Look whether Python can open a page.

    Returns
    -------
    Finding
        A note if not: the address can be opened by hand.
    """
    try:
        webbrowser.get()
    except webbrowser.Error:
        return Finding("browser_missing", verdict="note")
    return Finding("browser")


def look_at_font() -> Finding:
    """Look for the letters that all drawings are measured with.

    Returns
    -------
    Finding
    """
    import matplotlib
    from matplotlib import font_manager

    try:
        font_manager.findfont("DejaVu Sans", fallback_to_default=False)
    except ValueError:
        facts = {"folder": matplotlib.get_cachedir()}
        return Finding("font_missing", verdict="fault", facts=facts)
    return Finding("font")


def look_at_characters() -> Finding:
    """Look whether messages can be shown, and files named, with all their characters.

    Returns
    -------
    Finding
        What is inside of files is always UTF-8, and numbers never depend on the system.
    """
    facts = {"screen": sys.stdout.encoding or "?", "names": sys.getfilesystemencoding()}
    try:
        for encoding in facts.values():
            TYPICAL.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Finding("characters_lost", verdict="fault", facts=facts)
    return Finding("characters", facts=facts)


def _reports() -> Path:
    """Return the folder of reports, or the one that it will be made in."""
    reports = ProjectPaths.find().reports
    return reports if reports.is_dir() else reports.parent


def look_at_disk() -> Finding:
    """Look for free space where reports are written.

    Returns
    -------
    Finding
    """
    free = shutil.disk_usage(_reports()).free
    if free < LEAST_FREE_BYTES:
        return Finding("disk_full", verdict="fault", facts={"free": free // 10**6})
    return Finding("disk", facts={"free": free // 10**9})


def look_at_folder(longest: int = LONGEST_INSIDE) -> Finding:
    """Write where reports are written, as deep as a report is.

    Parameters
    ----------
    longest : int
        Letters of the longest path below.

    Returns
    -------
    Finding
        Windows refuses paths of more than 259 letters, unless it was told not to.
    """
    place = _reports()
    facts = {"folder": place, "letters": len(str(place.resolve()))}
    try:
        with TemporaryDirectory(dir=place) as scratch:
            room = longest - len(Path(scratch).name) - 2
            deep = Path(scratch, "x" * (room // 2))
            try:
                deep.mkdir()
                Path(deep, "x" * (room // 2)).write_bytes(b"")
            except OSError:
                return Finding("folder_long", verdict="fault", facts=facts)
    except OSError:
        return Finding("folder_closed", verdict="fault", facts=facts)
    return Finding("folder", facts=facts)
