"""A folder appears whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ntt_coverage.errors import ReportError

__all__ = ["whole_folder"]


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Build a folder beside its place and move it there when it is finished.

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
        If the place cannot be written.
    """
    try:
        _restore(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(
            tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
        )
    except OSError as fault:
        raise _cannot_write(target, fault) from fault
    try:
        yield scratch
        scratch.chmod(0o755)  # mkdtemp keeps everybody else out
        _exchange(scratch, target)
    except OSError as fault:
        raise _cannot_write(target, fault) from fault
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _older(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _restore(target: Path) -> None:
    """Bring back a good report that an interrupted exchange left aside."""
    older = _older(target)
    if older.exists() and not target.exists():
        older.rename(target)


def _exchange(scratch: Path, target: Path) -> None:
    older = _older(target)
    shutil.rmtree(older, ignore_errors=True)
    if target.exists():
        target.rename(older)
    try:
        scratch.rename(target)
    except OSError:
        _restore(target)
        raise
    shutil.rmtree(older, ignore_errors=True)


def _cannot_write(target: Path, fault: OSError) -> ReportError:
    reason = fault.strerror or str(fault)
    return ReportError("cannot_write", folder=str(target.parent), fault=reason)
