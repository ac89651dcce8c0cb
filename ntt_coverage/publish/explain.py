"""A figure answers for itself: its ID leads to what it says, whose figures, and what made it."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import FIGURE_ID
from ntt_coverage.language import say
from ntt_coverage.noted import noted_text
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.printed import printed_publication
from ntt_coverage.publish.manifest_form import said_by
from ntt_coverage.publish.passport import (
    FigureRecord,
    Manifest,
    figure_of,
    read_manifest,
    tampered_files,
)
from ntt_coverage.quarters import Quarter

__all__ = ["explain_figure", "find_report", "id_in"]

MOST_SAID = 10
"""IDs that a refusal names."""


def id_in(text: str) -> str:
    """Return the figure ID in a text, as it is copied: with "ID gambar" or a full stop.

    Parameters
    ----------
    text : str
        What a person typed.

    Returns
    -------
    str
        The text itself where there is none.

    Examples
    --------
    >>> id_in("ID gambar 2019Q3-id-status-85ed46f7.")
    '2019Q3-id-status-85ed46f7'
    """
    found = FIGURE_ID.search(text)
    return found[0] if found else text.strip()


def find_report(figure_id: str, reports: Path) -> Path:
    """Find the report that a figure stands in.

    Parameters
    ----------
    figure_id : str
        As it stands on the figure.
    reports : pathlib.Path
        The folder of reports.

    Returns
    -------
    pathlib.Path
        The report's folder.

    Raises
    ------
    ParameterError
        If no report there has such a figure, those of the same quarter are named; or if the
        manifest that has it was edited.
    """
    known: list[str] = []
    edited: list[ParameterError] = []
    for path in sorted([*reports.glob("*/manifest.json"), *reports.glob("pack/*/manifest.json")]):
        if path.parent.name.startswith("."):
            continue  # half built, or somebody's own
        try:
            manifest = read_manifest(path.parent)
        except ParameterError:
            continue  # something else, or a report of an older version
        try:
            if figure_of(manifest, figure_id):
                return path.parent
        except ParameterError as fault:
            edited.append(fault)
        known += [figure["id"] for figure in manifest["figures"].values()]
    if edited:
        raise edited[0]
    raise _unknown(figure_id, known, str(reports))


def _unknown(figure_id: str, known: list[str], folder: str) -> ParameterError:
    quarter = figure_id.partition("-")[0]
    alike = [each for each in known if each.partition("-")[0] == quarter]
    if not alike and FIGURE_ID.fullmatch(figure_id):
        return ParameterError("figure_report", value=figure_id, folder=folder, quarter=quarter)
    nearest = get_close_matches(figure_id, alike or known, MOST_SAID, 0)
    return ParameterError("figure", value=figure_id, folder=folder, known=", ".join(nearest) or "-")


def explain_figure(figure_id: str, folder: Path, paths: ProjectPaths, lang: str) -> list[str]:
    """Say what a figure shows, whose figures these are, and what it was made from and with.

    Parameters
    ----------
    figure_id : str
        As it stands on the figure.
    folder : pathlib.Path
        The report that it stands in.
    paths : ProjectPaths
        Where the inputs lie now.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of str
        Lines to print; nothing is built, and nothing but the report and the inputs is read.

    Raises
    ------
    ParameterError
        If the folder is no report, has no such figure, or records it otherwise than its ID says.
    """
    manifest = read_manifest(folder)
    found = figure_of(manifest, figure_id)
    if not found:
        ids = [figure["id"] for figure in manifest["figures"].values()]
        raise _unknown(figure_id, ids, str(folder))
    return [
        *_what(found, folder, manifest, lang),
        *_sources(found, folder, lang),
        *_made_from(manifest, paths, lang),
        say("explain.again", lang, folder=folder),
    ]


def _what(figure: Mapping[str, Any], folder: Path, manifest: Manifest, lang: str) -> Iterator[str]:
    asked = manifest["parameters"]
    quarter = Quarter.parse(asked["quarter"]).label(lang)
    language = say(f"explain.language_{asked['lang']}", lang)
    yield say("explain.id", lang, id=figure["id"])
    yield say("explain.title", lang, title=figure["title"])
    yield say("explain.report", lang, folder=folder, quarter=quarter, language=language)
    touched = set(tampered_files(folder, manifest))
    for name in figure["files"]:
        there = "touched" if (folder / name).is_file() else "lost"
        state = say(f"explain.{there}" if name in touched else "explain.intact", lang)
        yield say("explain.file", lang, file=name, state=state, sha=manifest["outputs"].get(name))
    yield from _said(figure, lang)


def _said(figure: FigureRecord, lang: str) -> Iterator[str]:
    """Tell what it shows, in its own words: the units of each class, or line by line."""
    said, classes = said_by(figure), figure["shown"].get("classes", ())
    for _, label, *_ in classes:
        units = [
            f"{key} ({more})" if (more := text.removeprefix(label).removeprefix(", ")) else key
            for key, text in said.items()
            if text == label or text.startswith(f"{label}, ")
        ]
        if units:
            yield f"  {label} ({len(units)}): {', '.join(units)}"
    if not classes:
        yield from (f"  {key}: {text}".rstrip(": ") for key, text in said.items())
    if not said:
        yield "  " + say(
            "explain.see_file", lang, file=figure["files"][0] if figure["files"] else "-"
        )


def _sources(figure: Mapping[str, Any], folder: Path, lang: str) -> Iterator[str]:
    """Cite the sources as the report itself recorded them."""
    rows = _recorded_sources(folder / "tables" / "sources.csv")
    yield say("explain.sources" if figure["sources"] else "explain.no_sources", lang)
    for key in figure["sources"]:
        row = rows.get(key, {})
        day = row.get("date_published") or ""
        with suppress(ValueError):  # somebody may have edited it
            day = printed_publication(day, lang)
        publisher = noted_text(row.get("publisher") or "", lang)
        parts = (publisher, row.get("title"), day, row.get("address"))
        yield f"  {key}. {', '.join(part for part in parts if part)}"


def _recorded_sources(table: Path) -> Mapping[str, Mapping[str, str]]:
    """Read the table of sources; where it cannot be read the keys must do."""
    if table.is_symlink() or not table.is_file():
        return {}
    try:
        with table.open(encoding="utf-8", newline="") as file:
            return {row["source_id"]: row for row in csv.DictReader(file)}
    except (OSError, ValueError, KeyError, csv.Error):
        return {}


def _made_from(manifest: Manifest, paths: ProjectPaths, lang: str) -> Iterator[str]:
    yield say("explain.inputs", lang)
    now = paths.fingerprints()
    for name, digest in manifest["inputs"].items():
        state = "same" if now.get(name) == digest else "changed" if name in now else "gone"
        told = say(
            "explain.input", lang, file=name, sha=digest, state=say(f"explain.{state}", lang)
        )
        yield f"  {told}"
    versions = dict(manifest["versions"])
    own, code = versions.pop("ntt_coverage", "-"), versions.pop("code", "-")
    yield say("explain.program", lang, version=own, code=code)
    yield say("explain.libraries", lang, names=", ".join(f"{k} {v}" for k, v in versions.items()))
