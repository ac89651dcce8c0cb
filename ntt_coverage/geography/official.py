"""Open a boundary file of any office, in four formats and no other, before it is believed.

GDAL, which reads them all, chooses a format by what a file holds: a file named
``batas.geojson`` may be a list of addresses to fetch (VRT) or a program to run (GDALG). So
the first bytes are looked at before GDAL sees the file, and GDAL's choice before a feature
is read.

A GeoPackage is a database that even a reader may change: SQLite moves into it what a program
left beside it. It is read from a copy, so that the office's file and its folder stay as they are
and what is read is what its fingerprint stands for.
"""

import lzma
import mmap
import shutil
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.paths import existing

__all__ = ["LayerSource", "read_attributes", "read_shapes", "spatial_layers"]

MOST_BYTES = 500 * 10**6
MOST_UNPACKED_BYTES = 10**9
MOST_MEMBERS = 1000
MOST_LAYERS = 50
MOST_ROWS = 100_000
"""All villages of Indonesia are 84,000; whatever is far beyond is no boundary file."""

FORMATS = {"GeoJSON": "GeoJSON", "GPKG": "GeoPackage", "ESRI Shapefile": "Shapefile",
           "FlatGeobuf": "FlatGeobuf"}  # fmt: skip
"""GDAL's name of each format that is read, and its usual name."""

BEGINNINGS = {
    b"SQLite format 3\0": "GPKG",
    b"fgb\x03fgb": "FlatGeobuf",
    b"\0\0\x27\x0a": "ESRI Shapefile",
    b"{": "GeoJSON",
}
PROGRAM = b"gdal_streamed_alg"
"""Stands in JSON that GDAL would run as a program."""

UNFINISHED = ("-wal", "-journal")
"""Endings of the files beside a database that hold changes not yet, or not wholly, within it."""

BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, OSError,
    EOFError, ValueError,
)  # fmt: skip
"""What Python says of a zip that is cut short, damaged, or has a password."""

UNREADABLE = (DataSourceError, DataLayerError, FeatureError, ValueError, OSError)


@dataclass(frozen=True, kw_only=True)
class LayerSource:
    """One layer of a file that was opened.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    address : str
        What GDAL calls the place: the path, its copy, or a member of a zip.
    layer : str
        Its name.
    driver : str
        GDAL's name of the format.
    """

    path: Path
    address: str
    layer: str
    driver: str

    @property
    def form(self) -> str:
        """The usual name of the format."""
        return FORMATS[self.driver]


@contextmanager
def spatial_layers(path: Path) -> Iterator[list[LayerSource]]:
    """Open a file and list its layers that have shapes; they can be read until it is closed.

    Parameters
    ----------
    path : pathlib.Path
        GeoJSON, GeoPackage, FlatGeobuf, Shapefile, or a zip with Shapefiles.

    Yields
    ------
    list of LayerSource
        At least one.

    Raises
    ------
    SourceLayoutError
        If the file is missing, of another format, too large, damaged, without shapes, or a
        GeoPackage with changes that another program has not yet written into it.
    """
    if existing(path).stat().st_size > MOST_BYTES:
        raise SourceLayoutError("boundary_size", file=path.name, limit=MOST_BYTES // 10**6)
    with TemporaryDirectory(prefix="ntt-coverage-", ignore_cleanup_errors=True) as scratch:
        places = _addresses(path, Path(scratch))
        sources = [layer for address, form in places for layer in _layers(path, address, form)]
        if not sources:
            raise SourceLayoutError("boundary_no_shapes", file=path.name)
        if len(sources) > MOST_LAYERS:
            raise SourceLayoutError("boundary_many_layers", file=path.name, layers=len(sources))
        yield sources


def _addresses(path: Path, scratch: Path) -> Iterator[tuple[str, str]]:
    """Name each place that GDAL is to open, and the format that its first bytes tell."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            beginning = file.read(4096)
            if not beginning.startswith(b"PK\x03\x04"):
                # a whole path: GDAL reads a name such as "WFS:x" as an address
                form, whole = _form(beginning, path), path.resolve()
                yield str(_copied(path, scratch) if form == "GPKG" else whole), form
                return
        raise SourceLayoutError("boundary_zip", file=path.name)
    for member in _shapefiles(path):
        # braces: GDAL then takes any name of the zip, not only one that ends in .zip
        yield f"/vsizip/{{{path.resolve().as_posix()}}}/{member}", "ESRI Shapefile"


def _copied(path: Path, scratch: Path) -> Path:
    """Copy a database, if all of it is in its file."""
    whole = path.resolve()  # where a link points: what belongs to the file lies beside it there
    for ending in UNFINISHED:
        beside = whole.with_name(whole.name + ending)
        if beside.is_file() and beside.stat().st_size:
            raise SourceLayoutError("boundary_open", file=path.name, beside=beside.name)
    copy = scratch / path.name
    with _reading(path, str(copy)):
        shutil.copyfile(whole, copy)
    return copy


def _form(beginning: bytes, path: Path) -> str:
    """Tell the format from the first bytes; what is none of the four never reaches GDAL."""
    bare = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, form in BEGINNINGS.items():
        if (bare if start == b"{" else beginning).startswith(start):
            if form == "GeoJSON" and _holds(path, PROGRAM):
                break
            return form
    raise _other_form(path)


def _other_form(path: Path) -> SourceLayoutError:
    return SourceLayoutError("boundary_form", file=path.name, forms=", ".join(FORMATS.values()))


def _holds(path: Path, text: bytes) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return whole.find(text) >= 0


def _shapefiles(path: Path) -> list[str]:
    """Look through a zip: how large it would be, whether it is whole, its Shapefiles."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            unpacked = sum(member.file_size for member in members)
            if unpacked > MOST_UNPACKED_BYTES or len(members) > MOST_MEMBERS:
                limit = MOST_UNPACKED_BYTES // 10**6
                raise SourceLayoutError("boundary_zip_size", file=path.name, limit=limit)
            names = [member.filename for member in members]
            found = [name for name in names if name.casefold().endswith(".shp")]
            found = [name for name in found if not name.startswith("__MACOSX/")]
            if not found:
                raise SourceLayoutError("boundary_zip_without_shp", file=path.name)
            for name in found:
                with archive.open(name) as member:
                    _check_shp(member, path)
            if archive.testzip() is not None:
                raise zipfile.BadZipFile
    except SourceLayoutError:
        raise
    except BROKEN_ZIP as fault:
        raise SourceLayoutError("boundary_zip", file=path.name) from fault
    return found


def _check_shp(member: IO[bytes], path: Path) -> None:
    if _form(member.read(16) or b"?", path) != "ESRI Shapefile":
        raise _other_form(path)


@contextmanager
def _reading(path: Path, address: str) -> Iterator[None]:
    """Turn GDAL's errors into one paragraph; its remarks name folders and are left unsaid."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            yield
    except SourceLayoutError:
        raise
    except UNREADABLE as fault:
        raise _unreadable(path, address, fault) from fault


def _layers(path: Path, address: str, form: str) -> list[LayerSource]:
    layers = []
    with _reading(path, address):
        for layer, kind in pyogrio.list_layers(address):
            info = pyogrio.read_info(address, layer=layer)
            driver = info["driver"]
            if driver != form:
                raise _other_form(path)
            if info["features"] > MOST_ROWS:
                raise SourceLayoutError("boundary_rows", file=path.name, rows=info["features"])
            if kind is not None:
                layers.append(LayerSource(path=path, address=address, layer=layer, driver=driver))
    return layers


def read_attributes(source: LayerSource) -> pd.DataFrame:
    """Read what a layer says of its shapes.

    Parameters
    ----------
    source : LayerSource
        As returned by `spatial_layers`.

    Returns
    -------
    pandas.DataFrame
        One row per feature, indexed by its number in the file.

    Raises
    ------
    SourceLayoutError
        If it cannot be read.
    """
    with _reading(source.path, source.address):
        return pyogrio.read_dataframe(
            source.address, layer=source.layer, read_geometry=False, fid_as_index=True
        )


def read_shapes(source: LayerSource, rows: list[int]) -> gpd.GeoSeries:
    """Read the shapes of some rows as they stand, in the coordinate system of the file.

    Parameters
    ----------
    source : LayerSource
        As returned by `spatial_layers`.
    rows : list of int
        Numbers of the features, as in the index of `read_attributes`; at least one.

    Returns
    -------
    geopandas.GeoSeries
        In the order of the rows, without heights; None where a shape is absent or broken.

    Raises
    ------
    SourceLayoutError
        If it cannot be read.
    """
    with _reading(source.path, source.address):
        layer = pyogrio.read_dataframe(
            source.address, layer=source.layer, columns=[], fids=sorted(rows), fid_as_index=True,
            force_2d=True, on_invalid="ignore",
        )  # fmt: skip
    return gpd.GeoSeries(layer.geometry.loc[rows].reset_index(drop=True), crs=layer.crs)


def _unreadable(path: Path, address: str, fault: Exception) -> SourceLayoutError:
    """Say GDAL's reason without the folder that the file, or its copy, lies in."""
    folder = path.resolve().parent
    reason = " ".join(str(fault).split()).replace(address, path.name)
    for place in (folder.as_posix(), str(folder), str(path.parent)):
        reason = reason.replace(place + "/", "") if len(place) > 1 else reason
    return SourceLayoutError("boundary_unreadable", file=path.name, fault=reason[:200].rstrip(". "))
