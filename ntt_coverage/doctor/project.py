"""The files of the project: data, outlines, and what pages are made with."""

from datetime import date

from ntt_coverage.doctor.finding import Finding
from ntt_coverage.paths import ProjectPaths, changed_files

__all__ = ["look_at_boundaries", "look_at_data", "look_at_files", "look_at_leaflet"]


def look_at_files() -> Finding:
    """Compare the data files with the descriptors that came with them.

    Returns
    -------
    Finding
    """
    paths = ProjectPaths.find()
    changed = [
        f"{folder.relative_to(paths.root).as_posix()}/{name}"
        for folder in paths.packages
        for name in changed_files(folder)
    ]
    if changed:
        return Finding("files_changed", verdict="fault", facts={"named": ", ".join(changed)})
    return Finding("files")


def look_at_data() -> Finding:
    """Read and clean everything that is in the tables.

    Returns
    -------
    Finding

    Raises
    ------
    CoverageError
        If a table is missing or cannot be read.
    """
    from ntt_coverage.intake.project import read_figures

    paths = ProjectPaths.find()
    cleaned = read_figures(paths).cleaned
    facts = {"accepted": cleaned.rows_accepted, "read": cleaned.rows_read}
    return Finding("data", facts={**facts, "added": len(paths.added)})


def look_at_boundaries() -> Finding:
    """Check the outlines in use, and say whose they are.

    Returns
    -------
    Finding

    Raises
    ------
    CoverageError
        If they would draw a wrong map.
    """
    from ntt_coverage.geography import load_boundaries, load_boundary_record

    paths = ProjectPaths.find()
    load_boundaries(paths.boundaries)
    if paths.boundaries == paths.embedded_boundaries:
        return Finding("boundaries", facts={"file": paths.boundaries.name})
    record = load_boundary_record(paths.boundary_record)
    day = date.fromtimestamp(paths.boundary_record.stat().st_mtime)
    facts = {"file": record.origin[0].file, "day": day, "source": record.source}
    return Finding("boundaries_imported" if record.source else "boundaries_unsourced", facts=facts)


def look_at_leaflet() -> Finding:
    """Check the library of the interactive map.

    Returns
    -------
    Finding

    Raises
    ------
    CoverageError
        If it is not the one that was checked.
    """
    from ntt_coverage.pictures.leaflet import LEAFLET_VERSION, leaflet_script

    leaflet_script()
    return Finding("leaflet", facts={"version": LEAFLET_VERSION})
