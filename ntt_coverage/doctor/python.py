"""Python, its packages, and the kernel that runs notebooks."""

import platform
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from ntt_coverage.doctor.finding import Finding
from ntt_coverage.paths import CHECKOUT, ProjectPaths

__all__ = ["look_at_environment", "look_at_kernel", "look_at_packages", "look_at_python"]

OLDEST, NEWEST = (3, 11), (3, 13)
MOST_NAMED = 10
KERNEL_SECONDS = 60
"""A first start on a slow disk, watched by an antivirus program, takes long."""

LOCKED = re.compile(r"([A-Za-z0-9][\w.-]*)==(\S+?)\s*(?:;([^\\]*?))?\s*\\?")
"""A line of a lock: name, version, and where it holds."""


def look_at_python() -> Finding:
    """Look at Python's version, and whether it can use more than 2 GB of memory.

    Returns
    -------
    Finding
    """
    bits = 64 if sys.maxsize > 2**32 else 32
    facts = {"version": platform.python_version(), "bits": bits}
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return Finding("python_version", verdict="fault", facts=facts)
    if bits < 64:
        return Finding("python_bits", verdict="fault", facts=facts)
    return Finding("python", facts=facts)


def look_at_environment() -> Finding:
    """Look whether this Python is the one that ``bootstrap.py`` set up.

    Returns
    -------
    Finding
        A note if it is another: conda is a way too.
    """
    own = CHECKOUT / ".venv"
    if own.is_dir() and Path(sys.prefix).resolve() == own.resolve():
        return Finding("environment")
    return Finding("environment_other", verdict="note", facts={"folder": sys.prefix})


def look_at_packages() -> Finding:
    """Compare the packages with those of the lock.

    Returns
    -------
    Finding
        Names the first that are missing or of another version.
    """
    lock = _lock()
    if not lock:
        return Finding("packages_unlocked", verdict="note")
    wanted = list(_locked(lock.read_text(encoding="utf-8")))
    wrong = [
        f"{name} {_installed(name) or '–'} ({version})"
        for name, version in wanted
        if _installed(name) != version
    ]
    if not wrong:
        return Finding("packages", facts={"n": len(wanted)})
    more = ", …" if len(wrong) > MOST_NAMED else ""
    facts = {"n": len(wrong), "named": ", ".join(wrong[:MOST_NAMED]) + more}
    return Finding("packages_wrong", verdict="fault", facts=facts)


def _lock() -> Path | None:
    """Return the lock of the project; a folder with data alone has that of the program."""
    with suppress(LookupError, ValueError):  # no project: others say so
        return next(path for path in ProjectPaths.find().locks if path.is_file())
    return None


def _locked(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and version of what the lock wants on this computer."""
    from packaging.markers import Marker

    for line in text.splitlines():
        found = LOCKED.fullmatch(line)
        if found and (not found[3] or Marker(found[3].strip()).evaluate()):
            yield found[1], found[2]


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def look_at_kernel(seconds: float = KERNEL_SECONDS) -> Finding:
    """Start a kernel as a report does, and wait for its answer.

    Parameters
    ----------
    seconds : float
        How long it may take.

    Returns
    -------
    Finding
    """
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("kernel_missing", verdict="fault", facts={"python": sys.executable})
    program = spec.argv[0]
    # a bare "python" is replaced by this interpreter when the kernel starts
    own = ("python", "python3", "python{}.{}".format(*sys.version_info))
    if program not in own and not _same_python(program):
        facts = {"program": program, "folder": spec.resource_dir}
        return Finding("kernel_other", verdict="fault", facts=facts)
    begun = time.monotonic()
    with TemporaryFile() as said:
        fault = _asked(said, seconds)
    if fault:
        facts = {"fault": fault, "folder": spec.resource_dir}
        return Finding("kernel_silent", verdict="fault", facts=facts)
    return Finding("kernel", facts={"seconds": max(1, round(time.monotonic() - begun))})


def _same_python(program: str) -> bool:
    """Tell whether a program is this Python, by the folder that it stands in."""
    here, there = Path(sys.executable), Path(program)
    return there.is_file() and there.parent.resolve() == here.parent.resolve()


def _asked(said: IO[bytes], seconds: float) -> str:
    """Start a kernel and ask it who it is; return what was wrong, blank if nothing."""
    from jupyter_client.manager import KernelManager

    manager: Any = KernelManager(kernel_name="python3")
    try:
        manager.start_kernel(stdout=said, stderr=said)
        client = manager.blocking_client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=seconds)
        finally:
            client.stop_channels()
    except (OSError, RuntimeError) as fault:
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), str(fault))[:200]
    finally:
        with suppress(OSError, RuntimeError, AttributeError):  # it may never have been there
            manager.shutdown_kernel(now=True)
    return ""
