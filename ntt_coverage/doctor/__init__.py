"""Is everything ready? Each finding in plain words, with the cure for a fault."""

from collections.abc import Callable

from ntt_coverage.doctor.computer import (
    look_at_browser,
    look_at_characters,
    look_at_disk,
    look_at_folder,
    look_at_font,
    look_at_port,
)
from ntt_coverage.doctor.finding import Finding
from ntt_coverage.doctor.project import (
    look_at_boundaries,
    look_at_data,
    look_at_files,
    look_at_leaflet,
)
from ntt_coverage.doctor.python import (
    look_at_environment,
    look_at_kernel,
    look_at_packages,
    look_at_python,
)
from ntt_coverage.errors import CoverageError

__all__ = ["Finding", "examine"]

LOOKS: tuple[Callable[[], Finding], ...] = (
    look_at_python, look_at_environment, look_at_packages, look_at_kernel, look_at_port,
    look_at_browser, look_at_font, look_at_characters, look_at_disk, look_at_folder,
    look_at_files, look_at_data, look_at_boundaries, look_at_leaflet,
)  # fmt: skip
"""What a report needs of the computer first, then what it needs of the project."""


def examine() -> list[Finding]:
    """Look at Python and its packages, the computer, and the files of the project.

    Returns
    -------
    list of Finding
        In the order of ``LOOKS``; a fault in one does not stop the others.
    """
    findings = []
    for look in LOOKS:
        try:
            findings.append(look())
        except CoverageError as fault:
            told = [each.fault.say("id") for each in findings if each.fault]
            if fault.say("id") not in told:  # without a project many looks say the same
                findings.append(Finding("", verdict="fault", fault=fault))
    return findings
