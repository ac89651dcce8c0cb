"""Check an official boundary file: every fault that would draw a wrong map, and every doubt."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.geography.boundaries import load_boundaries
from ntt_coverage.geography.coordinates import AREA_CRS, WGS_84, crs_name, in_degrees, inside_box
from ntt_coverage.geography.findings import Change, Finding, Phrase, Share, Unit
from ntt_coverage.geography.keys import CodeSystem, Keys, recognise
from ntt_coverage.geography.official import (
    LayerSource,
    read_attributes,
    read_shapes,
    spatial_layers,
)
from ntt_coverage.geography.shapes import (
    gaps,
    measured_km2,
    overlaps,
    shape_findings,
    sound_shapes,
)
from ntt_coverage.intake.denominators import clean_denominators
from ntt_coverage.intake.sources import read_denominators, read_sources, source_dates
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.regencies import load_regencies

__all__ = ["LayerCheck", "check_layer", "official_areas"]

AREA_WARNING, AREA_FAULT = 0.05, 0.15
"""Difference from the official area. Offices' own layers differ by up to 6 percent (Sumba
Barat); a unit that still holds the part that left it differs by far more (Belu with Malaka is
twice as large as without)."""

OVERLAP_WARNING, OVERLAP_FAULT = 0.7, 0.3
"""Intersection over union with the embedded outline. It is coarse: good layers have 0.83 (Kota
Kupang) or more. Two swapped units have 0, a layer shifted by 10 km less than 0.7."""


@dataclass(frozen=True, kw_only=True)
class LayerCheck:
    """What was found out about a boundary file.

    Parameters
    ----------
    source : LayerSource
        The layer that was taken.
    crs : str or None
        The coordinate system that it states.
    system : {"bps", "kemendagri"} or None
        Whose codes it has.
    findings : tuple of Finding
        All of them.
    areas : pandas.DataFrame
        22 rows in registry order: ``bps_code``, ``measured_km2``, ``official_km2`` and
        ``difference`` (a fraction); a missing figure is NaN.
    shapes : geopandas.GeoDataFrame or None
        22 rows in registry order, ``bps_code`` and ``geometry`` in EPSG:4326, not simplified;
        None if there is a fault.
    """

    source: LayerSource
    crs: str | None
    system: CodeSystem | None
    findings: tuple[Finding, ...]
    areas: pd.DataFrame
    shapes: gpd.GeoDataFrame | None

    @property
    def faults(self) -> list[Finding]:
        """What would draw a wrong map."""
        return [finding for finding in self.findings if finding.level == "fault"]

    @property
    def warnings(self) -> list[Finding]:
        """What should be looked at."""
        return [finding for finding in self.findings if finding.level == "warning"]


def check_layer(path: Path, paths: ProjectPaths) -> LayerCheck:
    """Check a boundary file against the registry, the official areas and the embedded layer.

    Parameters
    ----------
    path : pathlib.Path
        GeoJSON, GeoPackage, Shapefile (also zipped) or FlatGeobuf, in any coordinate system.
    paths : ProjectPaths
        The project.

    Returns
    -------
    LayerCheck

    Raises
    ------
    SourceLayoutError
        If the file cannot be read, or no one layer of several can be chosen.
    """
    with spatial_layers(path) as layers:
        source, keys = _chosen(layers)
        native = read_shapes(source, list(keys.rows)) if keys.rows else None
    findings = list(keys.findings)
    crs, located = None, None
    units = keys.units
    if native is not None:
        crs = crs_name(native.crs)
        located, about_place = in_degrees(native, units)
        findings += about_place
        findings += shape_findings(native if located is None else located, units)
    measured = _measurable(located, units)
    areas = _areas(measured, official_areas(paths))
    if len(measured):
        series, present = measured.geometry, tuple(measured["bps_code"])
        findings += [*overlaps(series, present), *gaps(series, present)]
        findings += [*_area_findings(areas), *_position(measured, paths)]
    sound = not any(finding.level == "fault" for finding in findings)
    return LayerCheck(
        source=source, crs=crs, system=keys.system, findings=tuple(findings), areas=areas,
        shapes=measured if sound else None,
    )  # fmt: skip


def _chosen(layers: list[LayerSource]) -> tuple[LayerSource, Keys]:
    """Take the only layer, or of several the one that holds the 22 units."""
    read = [(layer, recognise(read_attributes(layer))) for layer in layers]
    if len(read) == 1:
        return read[0]
    whole = [(layer, keys) for layer, keys in read if keys.whole]
    if len(whole) == 1:
        return whole[0]
    names = ", ".join(layer.layer for layer in layers)
    file = layers[0].path.name
    if whole:
        raise SourceLayoutError("boundary_two_layers", file=file, layers=names)
    raise SourceLayoutError("boundary_no_layer", file=file, layers=names)


def _measurable(located: gpd.GeoSeries | None, units: tuple[str | None, ...]) -> gpd.GeoDataFrame:
    """Return the units that stand once and have a sound shape in place, in registry order."""
    frame = gpd.GeoDataFrame({"bps_code": []}, geometry=gpd.GeoSeries([], crs=WGS_84), crs=WGS_84)
    if located is None:
        return frame
    table = pd.Series(units, dtype=object)
    once = table.notna() & ~table.duplicated(keep=False) & sound_shapes(located)
    once &= inside_box(located.bounds.to_numpy())  # far away an area may be infinite
    frame = gpd.GeoDataFrame({"bps_code": table[once]}, geometry=located[once], crs=located.crs)
    return frame.sort_values("bps_code", ignore_index=True)


def official_areas(paths: ProjectPaths) -> "pd.Series[float]":
    """Return the official area of each unit, the latest that the project holds.

    Parameters
    ----------
    paths : ProjectPaths
        The project; the figures stand in its table of denominators, with their source.

    Returns
    -------
    pandas.Series
        Square kilometres by ``bps_code``.
    """
    dates = source_dates(read_sources(paths.sources))
    figures = clean_denominators(read_denominators(paths.denominators), dates)
    areas = figures[(figures["indicator"] == "area") & (figures["unit"] == "km2")]
    latest = areas.sort_values("as_of").drop_duplicates("bps_code", keep="last")
    return latest.set_index("bps_code")["value"].astype(float)


def _areas(measured: gpd.GeoDataFrame, official: "pd.Series[float]") -> pd.DataFrame:
    found = pd.Series(measured_km2(measured.geometry), index=list(measured["bps_code"]))
    areas = pd.DataFrame({"bps_code": [unit.bps_code for unit in load_regencies()]})
    areas["measured_km2"] = areas["bps_code"].map(found).astype(float)
    areas["official_km2"] = areas["bps_code"].map(official)
    return areas.assign(difference=areas["measured_km2"] / areas["official_km2"] - 1)


def _area_findings(areas: pd.DataFrame) -> list[Finding]:
    known = areas.dropna()
    if known.empty:
        return []
    off = known["difference"].abs()
    far = {"names": _differences(known[off > AREA_FAULT])}
    near = {"names": _differences(known[(off > AREA_WARNING) & (off <= AREA_FAULT)])}
    findings = []
    if far["names"]:
        findings.append(Finding(about="area_fault", level="fault", facts=far))
    if near["names"]:
        findings.append(Finding(about="area_warning", level="warning", facts=near))
    most = {"most": Share(off.max())}
    return findings or [Finding(about="area_fine", level="ok", facts=most)]


def _differences(rows: pd.DataFrame) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(key="differs", facts={"unit": Unit(code), "change": Change(difference)})
        for code, difference in zip(rows["bps_code"], rows["difference"], strict=True)
    )


def _position(measured: gpd.GeoDataFrame, paths: ProjectPaths) -> list[Finding]:
    """Compare each unit's place with the embedded layer: swapped or shifted units are seen."""
    known = load_boundaries(paths.embedded_boundaries).to_crs(AREA_CRS).set_index("bps_code")
    layer = measured.to_crs(AREA_CRS).set_index("bps_code").geometry
    shares = {code: _shared(shape, known.geometry[code]) for code, shape in layer.items()}
    far = {code: share for code, share in shares.items() if share < OVERLAP_FAULT}
    near = {c: share for c, share in shares.items() if OVERLAP_FAULT <= share < OVERLAP_WARNING}
    findings = []
    if far:
        places = tuple(_lies(code, share, layer[code], known.geometry)
                       for code, share in far.items())  # fmt: skip
        findings.append(Finding(about="position_fault", level="fault", facts={"names": places}))
    if near:
        names = tuple(_agreement(code, share) for code, share in near.items())
        findings.append(Finding(about="position_warning", level="warning", facts={"names": names}))
    least = {"least": Share(min(shares.values()))}
    return findings or [Finding(about="position_fine", level="ok", facts=least)]


def _shared(first: object, second: object) -> float:
    both = first.intersection(second).area  # type: ignore[attr-defined]
    return float(both / first.union(second).area)  # type: ignore[attr-defined]


def _agreement(code: str, share: float) -> Phrase:
    return Phrase(key="agrees", facts={"unit": Unit(code), "share": Share(share)})


def _lies(code: str, share: float, shape: object, known: gpd.GeoSeries) -> Phrase:
    """Name the unit that lies there, if one does: then two names were swapped."""
    others = {other: _shared(shape, outline) for other, outline in known.items()}
    best = max(others, key=lambda other: others[other])
    if best == code or others[best] < OVERLAP_FAULT:
        return _agreement(code, share)
    facts = {"unit": Unit(code), "share": Share(share), "other": Unit(best)}
    return Phrase(key="lies_at", facts=facts)
