"""Tell which layer is in use, where it comes from, and whether it is as it was imported."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

from ntt_coverage.errors import BoundaryError
from ntt_coverage.language import format_number, say
from ntt_coverage.paths import ProjectPaths, fingerprint, record_beside

__all__ = [
    "BoundaryRecord",
    "OriginFile",
    "boundary_credit",
    "check_unchanged",
    "load_boundary_record",
]


@dataclass(frozen=True, kw_only=True)
class OriginFile:
    """A file that a layer was made from.

    Parameters
    ----------
    file : str
        Its name, without its folder.
    bytes : int
        Its size.
    sha256 : str
        Its fingerprint.
    """

    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BoundaryRecord:
    """What is known of an imported layer; no times, and no places of a computer.

    Parameters
    ----------
    origin : tuple of OriginFile
        The file that was imported first; for a bare Shapefile those that belong to it after it.
    format, layer : str
        Its format, and the layer that was taken.
    crs : str or None
        The coordinate system that it states; None if it states none (taken as WGS 84).
    code_system : {"bps", "kemendagri"}
        Whose codes it has.
    source, licence : str or None
        What the importer said of them; None if nothing was said. They are never guessed.
    tolerance_m : float
        Metres by which lines were allowed to move.
    vertices_before, vertices_after, parts_before, parts_after : int
        Points and parts before and after.
    borders_cleaned : bool
        Whether small overlaps or gaps between neighbours were joined first.
    most_moved_share : float
        The largest share of a unit that this moved.
    decimals : int
        Of the coordinates in degrees.
    warnings : tuple of dict
        What the check found doubtful, in both languages.
    sha256 : str
        Fingerprint of ``boundaries.geojson``.
    """

    origin: tuple[OriginFile, ...]
    format: str
    layer: str
    crs: str | None
    code_system: str
    source: str | None
    licence: str | None
    tolerance_m: float
    vertices_before: int
    vertices_after: int
    parts_before: int
    parts_after: int
    borders_cleaned: bool
    most_moved_share: float
    decimals: int
    warnings: tuple[dict[str, str], ...]
    sha256: str

    def credit(self, lang: str) -> str:
        """Say where the boundaries come from, as a map must.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        how = (
            say("map.simplified", lang, n=format_number(self.tolerance_m, lang))
            if self.tolerance_m
            else say("map.not_simplified", lang)
        )
        return say(
            "map.imported",
            lang,
            source=self.source or say("map.source_not_stated", lang),
            licence=self.licence or say("map.licence_not_stated", lang),
            file=self.origin[0].file,
            how=how,
        )


def load_boundary_record(path: Path) -> BoundaryRecord:
    """Read the record of an imported layer.

    Parameters
    ----------
    path : pathlib.Path
        As in ``ProjectPaths.boundary_record``.

    Returns
    -------
    BoundaryRecord

    Raises
    ------
    BoundaryError
        If it is missing or is no such record.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        told["origin"] = tuple(OriginFile(**each) for each in told["origin"])
        told["warnings"] = tuple(told["warnings"])
        return BoundaryRecord(**{each.name: told.pop(each.name) for each in fields(BoundaryRecord)})
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BoundaryError("boundary_record", file=path.name) from fault


def check_unchanged(path: Path) -> None:
    """Refuse an imported layer that is no longer what was imported.

    Parameters
    ----------
    path : pathlib.Path
        A layer; one that was not imported has no record and passes.

    Raises
    ------
    BoundaryError
        If its record is missing, or its bytes are others than those recorded.
    """
    record = record_beside(path)
    if record and load_boundary_record(record).sha256 != fingerprint(path):
        raise BoundaryError("boundary_changed", file=path.name)


def boundary_credit(paths: ProjectPaths, lang: str) -> str:
    """Say where the boundaries in use come from, as every map must.

    Parameters
    ----------
    paths : ProjectPaths
        The project.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        One line.

    Raises
    ------
    BoundaryError
        If a layer was imported and its record is missing or damaged.
    """
    if paths.boundaries == paths.embedded_boundaries:
        return say("map.boundaries", lang)
    return load_boundary_record(paths.boundary_record).credit(lang)
