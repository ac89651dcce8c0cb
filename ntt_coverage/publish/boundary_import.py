"""Make an official boundary file the layer in use, and go back to the embedded one."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from unicodedata import category

import geopandas as gpd
import shapely

from ntt_coverage.errors import BoundaryError, ParameterError, ReportError
from ntt_coverage.geography.layer_checks import LayerCheck, check_layer
from ntt_coverage.geography.record import BoundaryRecord, OriginFile
from ntt_coverage.geography.simplify import DEFAULT_TOLERANCE_M, Simplified, simplify_layer
from ntt_coverage.language import LANGUAGES
from ntt_coverage.paths import ProjectPaths, fingerprint
from ntt_coverage.publish.atomic import whole_folder
from ntt_coverage.regencies import regency_of

__all__ = ["ImportedLayer", "import_layer", "reset_layer"]

MOST_TOLERANCE_M = 10_000
MOST_WEB_BYTES = 1_200_000
"""A layer above it makes an interactive map of more than 2 MB, slow to open on a weak line."""

COMPANIONS = (".shx", ".dbf", ".prj", ".cpg")
"""Files that belong to a bare Shapefile."""


@dataclass(frozen=True, kw_only=True)
class ImportedLayer:
    """A layer that was imported.

    Parameters
    ----------
    check : LayerCheck
        What was found out about the file.
    record : BoundaryRecord
        What stands beside the layer.
    bytes : int
        Size of the layer.
    """

    check: LayerCheck
    record: BoundaryRecord
    bytes: int

    @property
    def heavy(self) -> bool:
        """Whether the interactive map would be large."""
        return self.bytes > MOST_WEB_BYTES


def import_layer(
    path: Path,
    paths: ProjectPaths,
    *,
    tolerance_m: float | None = None,
    source: str | None = None,
    licence: str | None = None,
) -> ImportedLayer:
    """Check a boundary file, thin it out, and make it the layer in use.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    paths : ProjectPaths
        The project; layer and record go to ``data/geo/imported`` together or not at all.
    tolerance_m : float, optional
        Metres by which a line may move, 0 to 10,000; `DEFAULT_TOLERANCE_M` if nothing is said.
    source, licence : str, optional
        Who made the file, and on which terms it may be shown; kept as told.

    Returns
    -------
    ImportedLayer

    Raises
    ------
    ParameterError
        If the tolerance is out of range.
    SourceLayoutError
        If the file cannot be read.
    BoundaryError
        If it would draw a wrong map, or cannot be thinned out without harm.
    ReportError
        If the project cannot be written.
    """
    tolerance_m = DEFAULT_TOLERANCE_M if tolerance_m is None else tolerance_m
    if not 0 <= tolerance_m <= MOST_TOLERANCE_M:  # also refuses what is no number
        raise ParameterError("boundary_tolerance_range", value=f"{tolerance_m:g}")
    origin = _origin(path)
    check = check_layer(path, paths)
    if check.shapes is None:
        raise BoundaryError("boundary_refused", file=path.name, check=check)
    simplified = simplify_layer(check.shapes, tolerance_m)
    if _origin(path) != origin:
        raise BoundaryError("boundary_moving", file=path.name)
    text = _written(simplified.layer)
    layer = paths.imported_boundaries
    with _writing(layer.parent), whole_folder(layer.parent) as scratch:
        new = scratch / layer.name
        new.write_text(text, encoding="utf-8", newline="\n")
        record = _record(check, simplified, origin, (_one_line(source), _one_line(licence)), new)
        told = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
        (scratch / paths.boundary_record.name).write_text(told, encoding="utf-8", newline="\n")
        _keep_others(layer.parent, scratch)
    return ImportedLayer(check=check, record=record, bytes=len(text.encode()))


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say that a folder cannot be written in a sentence of these commands: it is not chosen."""
    try:
        yield
    except ReportError as fault:
        if fault.key != "cannot_write":
            raise
        raise ReportError("boundary_write", **fault.evidence) from fault
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise ReportError("boundary_write", folder=str(folder), fault=reason) from fault


def _origin(path: Path) -> tuple[OriginFile, ...]:
    bare = path.suffix.casefold() == ".shp"
    # ".SHP" brings ".DBF": as the file system of the office wrote them
    endings = [made for end in COMPANIONS for made in (end, end.upper())] if bare else []
    found = {each.resolve(): each for end in endings if (each := path.with_suffix(end)).is_file()}
    files = [path, *found.values()] if path.is_file() else []
    return tuple(
        OriginFile(file=each.name, bytes=each.stat().st_size, sha256=fingerprint(each))
        for each in files
    )


def _one_line(text: str | None) -> str | None:
    """Keep what was said on one line, without marks that turn or hide what follows."""
    shown = (mark for mark in text or "" if mark.isspace() or category(mark) not in ("Cc", "Cf"))
    return " ".join("".join(shown).split()) or None


def _written(layer: gpd.GeoDataFrame) -> str:
    """Write GeoJSON, a unit a line; the same shapes give the same text."""
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"bps_code": code, "regency": regency_of(code).name},
                "geometry": json.loads(shapely.to_geojson(shape)),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for code, shape in zip(layer["bps_code"], layer.geometry, strict=True)
    ]
    features = ",\n".join(lines)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def _record(
    check: LayerCheck,
    simplified: Simplified,
    origin: tuple[OriginFile, ...],
    told: tuple[str | None, str | None],
    layer: Path,
) -> BoundaryRecord:
    doubts = tuple({lang: each.sentence(lang) for lang in LANGUAGES} for each in check.warnings)
    return BoundaryRecord(
        origin=origin,
        format=check.source.form,
        layer=check.source.layer,
        crs=check.crs,
        code_system=str(check.system),
        source=told[0],
        licence=told[1],
        tolerance_m=simplified.tolerance_m,
        vertices_before=simplified.vertices_before,
        vertices_after=simplified.vertices_after,
        parts_before=simplified.parts_before,
        parts_after=simplified.parts_after,
        borders_cleaned=simplified.cleaned,
        most_moved_share=round(simplified.most_moved, 6),
        decimals=simplified.decimals,
        warnings=doubts,
        sha256=fingerprint(layer),
    )


def _keep_others(folder: Path, scratch: Path) -> None:
    """Carry over what somebody else put into the folder."""
    for other in folder.iterdir() if folder.is_dir() else ():
        if not (scratch / other.name).exists():
            copy = shutil.copytree if other.is_dir() else shutil.copy2
            copy(other, scratch / other.name)


def reset_layer(paths: ProjectPaths) -> bool:
    """Go back to the embedded layer; only what an import wrote is deleted.

    Parameters
    ----------
    paths : ProjectPaths
        The project.

    Returns
    -------
    bool
        Whether there was an imported layer.

    Raises
    ------
    ReportError
        If it cannot be deleted.
    """
    folder = paths.imported_boundaries.parent
    files = [paths.imported_boundaries, paths.boundary_record]  # a record alone does nothing
    found = [file for file in files if file.exists()]
    with _writing(folder):
        for file in found:
            file.unlink()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return bool(found)
