"""Is everything ready? Each finding in plain words, with the cure for a fault."""

import locale
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntt_coverage.errors import CoverageError
from ntt_coverage.language import say
from ntt_coverage.paths import ProjectPaths

__all__ = ["Finding", "examine"]

LEAST_FREE_BYTES = 10**9


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at.

    Parameters
    ----------
    about : str
        Key of what was looked at, such as ``"kernel"``.
    good : bool
        Whether it is as it should be.
    facts : mapping of str to object
        What the sentences name.
    fault : CoverageError or None
        The error met, if one was; it says its own cure.
    """

    about: str
    good: bool
    facts: Mapping[str, Any]
    fault: CoverageError | None = None

    def line(self, lang: str) -> str:
        """Write the finding, and the cure where there is a fault.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        if self.fault:
            return f"[{say('doctor.fault', lang)}] {self.fault.say(lang)}"
        verdict = say("doctor.ok" if self.good else "doctor.fault", lang)
        said = f"[{verdict}] {say(f'doctor.{self.about}', lang, **self.facts)}"
        return (
            said if self.good else f"{said}. {say(f'doctor.{self.about}_cure', lang, **self.facts)}"
        )


def examine() -> list[Finding]:
    """Look at Python, kernel, font, characters, data, boundaries, Leaflet and disk.

    Returns
    -------
    list of Finding
        In that order; a fault in one does not stop the others.
    """
    looks: tuple[Callable[[], Finding], ...] = (
        _python, _kernel, _font, _characters, _data, _boundaries, _leaflet, _disk,
    )  # fmt: skip
    findings = []
    for look in looks:
        try:
            findings.append(look())
        except CoverageError as fault:
            findings.append(Finding(about=look.__name__, good=False, facts={}, fault=fault))
    return findings


def _python() -> Finding:
    good = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding(about="python", good=good, facts={"version": sys.version.split()[0]})


def _kernel() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        program = ""
    # a bare "python" is replaced by this interpreter when the kernel starts
    own = ("python", "python3", "python{}.{}".format(*sys.version_info))
    here = program in own or Path(program).resolve() == Path(sys.executable).resolve()
    return Finding(about="kernel", good=bool(program) and here, facts={"python": sys.executable})


def _font() -> Finding:
    from matplotlib import font_manager

    path = font_manager.findfont("DejaVu Sans")
    return Finding(about="font", good="DejaVuSans" in path, facts={})


def _characters() -> Finding:
    encoding = locale.getpreferredencoding(False)
    good = encoding.casefold().replace("-", "") in ("utf8", "cp1252", "cp65001")
    return Finding(about="utf8", good=good, facts={"encoding": encoding})


def _data() -> Finding:
    from ntt_coverage.pipeline import load

    cleaned = load().cleaned
    facts = {"accepted": cleaned.rows_accepted, "read": cleaned.rows_read}
    return Finding(about="data", good=True, facts=facts)


def _boundaries() -> Finding:
    from ntt_coverage.geography import load_boundaries, load_boundary_record

    paths = ProjectPaths.find()
    load_boundaries(paths.boundaries)
    if paths.boundaries == paths.embedded_boundaries:
        return Finding(about="boundaries", good=True, facts={"file": paths.boundaries.name})
    record = load_boundary_record(paths.boundary_record)
    facts = {"file": record.origin[0].file}
    return Finding(about="boundaries_imported", good=True, facts=facts)


def _leaflet() -> Finding:
    from ntt_coverage.pictures.leaflet import LEAFLET_VERSION, leaflet_script

    leaflet_script()
    return Finding(about="leaflet", good=True, facts={"version": LEAFLET_VERSION})


def _disk() -> Finding:
    reports = ProjectPaths.find().reports
    place = reports if reports.is_dir() else reports.parent
    free = shutil.disk_usage(place).free
    try:
        with tempfile.TemporaryFile(dir=place):
            writable = True
    except OSError:
        writable = False
    facts = {"free": free // 10**9, "folder": str(place)}
    return Finding(about="disk", good=writable and free > LEAST_FREE_BYTES, facts=facts)
