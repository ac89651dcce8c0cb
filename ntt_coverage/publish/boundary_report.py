"""Say what a look at a boundary file found, for a terminal of 100 columns."""

import textwrap
from collections.abc import Iterator

import pandas as pd

from ntt_coverage.geography.findings import Change, told
from ntt_coverage.geography.layer_checks import LayerCheck
from ntt_coverage.language import format_share, format_tenths, say
from ntt_coverage.publish.boundary_import import ImportedLayer
from ntt_coverage.regencies import regency_of

__all__ = ["check_lines", "finding_lines", "import_lines"]

WIDTH = 99


def check_lines(check: LayerCheck, lang: str) -> list[str]:
    """Write all findings, the areas of the 22 units, and the verdict.

    Parameters
    ----------
    check : LayerCheck
        What was found.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of str
        Lines of at most 99 signs.
    """
    faults, warnings = len(check.faults), len(check.warnings)
    verdict = "verdict_fault" if faults else "verdict_warning" if warnings else "verdict_ok"
    said = say(f"layer.{verdict}", lang, faults=faults, warnings=warnings)
    return [*finding_lines(check, lang), "", *_area_table(check.areas, lang), "", *_wrapped(said)]


def finding_lines(check: LayerCheck, lang: str) -> list[str]:
    """Write what file was read and all findings.

    Parameters
    ----------
    check : LayerCheck
        What was found.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of str
        Lines of at most 99 signs.
    """
    source = check.source
    facts = {"file": source.path.name, "format": source.form, "layer": source.layer}
    paragraphs = [say("layer.file", lang, **facts)]
    paragraphs += [finding.line(lang) for finding in check.findings]
    return [line for paragraph in paragraphs for line in _wrapped(paragraph)]


def _wrapped(paragraph: str) -> list[str]:
    return textwrap.wrap(paragraph, WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def _area_table(areas: pd.DataFrame, lang: str) -> Iterator[str]:
    heads = [say(f"layer.head_{name}", lang) for name in ("unit", "measured", "official", "change")]
    yield _row("BPS", heads)
    for row in areas.itertuples():
        numbers = [
            _tenths(row.measured_km2, lang),
            _tenths(row.official_km2, lang),
            "-" if pd.isna(row.difference) else told(Change(row.difference), lang),
        ]
        yield _row(row.bps_code, [regency_of(row.bps_code).name, *numbers])


def _row(code: str, cells: list[str]) -> str:
    return f"{code:<6}{cells[0]:<32}{cells[1]:>16}{cells[2]:>16}{cells[3]:>12}"


def _tenths(km2: float, lang: str) -> str:
    return "-" if pd.isna(km2) else format_tenths(km2, lang)


def import_lines(imported: ImportedLayer, lang: str) -> list[str]:
    """Say what was imported, with what to look at, and how to go back.

    Parameters
    ----------
    imported : ImportedLayer
        What was imported.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of str
        Lines of at most 99 signs.
    """
    record = imported.record
    paragraphs = [finding.line(lang) for finding in imported.check.warnings]
    if record.borders_cleaned:
        moved = format_share(record.most_moved_share, lang)
        paragraphs.append(say("layer.borders_cleaned", lang, share=moved))
    if record.parts_after < record.parts_before:
        paragraphs.append(say("layer.parts_lost", lang, n=record.parts_before - record.parts_after))
    if imported.heavy:
        megabytes = format_tenths(imported.bytes / 1e6, lang)
        paragraphs.append(say("layer.heavy", lang, size=megabytes))
    counts = {
        "before": format_tenths(record.vertices_before / 1000, lang),
        "after": format_tenths(record.vertices_after / 1000, lang),
        "kilobytes": format_tenths(imported.bytes / 1000, lang),
    }
    paragraphs.append(say("layer.imported", lang, file=record.origin[0].file, **counts))
    paragraphs.append(record.credit(lang))
    return [line for paragraph in paragraphs for line in _wrapped(paragraph)]
