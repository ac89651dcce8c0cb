"""A folder appears whole or not at all."""

import ctypes
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ntt_coverage.errors import ReportError
from ntt_coverage.identity import FIGURE_ID

__all__ = ["cannot_write", "whole_folder"]

LEFT_OVER = re.compile(r"\.(?P<name>[^.]+)\.([a-z0-9_]{8}\.new(\.lock)?|old|gone)")
"""Scratch folders and their locks, and older folders set aside, by what they are for."""

REPORT = re.compile(r"\d{4}Q[1-4](-[a-z]{2})?")
"""Of other folders only those of reports, and of figures that were kept, are looked after:
".notes.old" is a person's."""

HERE, RENAME_EXCHANGE = -100, 2
"""Linux's AT_FDCWD, and the flag of renameat2."""

PATIENCE_SECONDS = 600
"""How long a run waits for another one that builds the same folder."""


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Build a folder beside its place and move it there when it is finished.

    One run at a time builds a folder; a second one waits. The operating system frees the
    lock of a run that was killed, so whatever scratch lies about then belongs to nobody.

    Parameters
    ----------
    target : pathlib.Path
        Where the folder is to stand. An older one stays until the new one is complete.

    Yields
    ------
    pathlib.Path
        A scratch folder beside it; removed if anything fails.

    Raises
    ------
    ReportError
        If the place cannot be written, before, while or after it is filled, or another run does
        not finish.
    """
    with ExitStack() as held:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(_lock_file(target), timeout=PATIENCE_SECONDS))
            _tidy(target)
            _tidy_others(target)
            prefix = f".{target.name}."
            scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=prefix, suffix=".new"))
            held.callback(_alive(scratch).unlink, missing_ok=True)
            held.enter_context(FileLock(_alive(scratch)))
        except Timeout as fault:
            raise ReportError("another_run", folder=str(target)) from fault
        except OSError as fault:
            raise cannot_write(target, fault) from fault
        held.callback(shutil.rmtree, scratch, ignore_errors=True)
        try:
            yield scratch
            scratch.chmod(_usual_mode(scratch))  # mkdtemp keeps everybody else out
            _exchange(scratch, target)
        except OSError as fault:
            raise cannot_write(target, fault) from fault


def _lock_file(target: Path) -> Path:
    """Name the lock of a folder; it lies with temporary files, where it is in nobody's way."""
    mine = f"{Path.home()}\n{target.resolve()}"  # another user's lock file cannot be opened
    place = hashlib.sha256(mine.encode()).hexdigest()
    return Path(tempfile.gettempdir()) / f"ntt-coverage-{place[:16]}.lock"


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}.{ending}")


def _alive(scratch: Path) -> Path:
    """Name the lock that a run holds on its scratch, wherever its temporary files lie."""
    return scratch.with_name(f"{scratch.name}.lock")


def _usual_mode(folder: Path) -> int:
    """Return the permissions of a folder made here and now."""
    usual = folder / ".usual"
    usual.mkdir()
    mode = usual.stat().st_mode & 0o777
    usual.rmdir()
    return mode


def _tidy(target: Path) -> None:
    """Bring back a good folder that an interrupted exchange left aside; clear what is left."""
    older = _beside(target, "old")
    if older.exists() and not target.exists():
        older.rename(target)
    for left in list(target.parent.iterdir()):
        match = LEFT_OVER.fullmatch(left.name)
        if match and match["name"] == target.name:
            scratch = left.with_suffix("") if left.suffix == ".lock" else left
            # another run may have its temporary files, and so its lock, elsewhere
            with suppress(Timeout):
                with FileLock(_alive(scratch), timeout=0):
                    shutil.rmtree(scratch, ignore_errors=True)
                _alive(scratch).unlink(missing_ok=True)


def _tidy_others(target: Path) -> None:
    """Clear what killed runs of other folders left here; those that still run hold their lock."""
    found = (LEFT_OVER.fullmatch(left.name) for left in target.parent.iterdir())
    others = {match["name"] for match in found if match} - {target.name}
    for name in (each for each in others if REPORT.fullmatch(each) or FIGURE_ID.fullmatch(each)):
        other = target.with_name(name)
        with suppress(Timeout), FileLock(_lock_file(other), timeout=0):
            _tidy(other)


def _exchange(scratch: Path, target: Path) -> None:
    """Put the new folder in place; ``.old`` is always a whole folder, ``.gone`` is rubbish."""
    older, gone = _beside(target, "old"), _beside(target, "gone")
    if not target.exists():
        scratch.rename(target)
        return
    if _swap(scratch, target):
        scratch.rename(gone)
    else:  # for a moment there is none; the next run brings the older one back
        target.rename(older)
        try:
            scratch.rename(target)
        except OSError:
            older.rename(target)
            raise
        older.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _swap(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can: Linux, by renameat2."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):  # another system, or an old C library
        return False
    done = renameat2(HERE, os.fsencode(one), HERE, os.fsencode(other), RENAME_EXCHANGE)
    return bool(done == 0)


def cannot_write(target: Path, fault: OSError) -> ReportError:
    """Say in words why a folder cannot be written.

    Parameters
    ----------
    target : pathlib.Path
        The folder that was to be made.
    fault : OSError
        What the system answered.

    Returns
    -------
    ReportError
        To be raised from the fault.
    """
    reason = fault.strerror or str(fault)
    return ReportError("cannot_write", folder=str(target.parent), fault=reason)
