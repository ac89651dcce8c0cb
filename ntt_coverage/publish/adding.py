"""Add a file that an office sent: cleaned, stored with its source, and used from then on."""

import csv
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ntt_coverage.errors import CoverageError, ParameterError, ReportError
from ntt_coverage.intake.outcome import CleanedTable
from ntt_coverage.intake.sources import read_sources, source_dates
from ntt_coverage.intake.tables import checked_options, clean_sheets, read_file
from ntt_coverage.intake.telling import SOURCE_FILE, TELLING, checked_source, source_row
from ntt_coverage.paths import DESCRIPTOR, ProjectPaths, fingerprint
from ntt_coverage.publish.atomic import whole_folder

__all__ = ["Addition", "add_file"]


@dataclass(frozen=True, kw_only=True)
class Addition:
    """A file that was added.

    Parameters
    ----------
    source_id : str
        The key of its source.
    folder : pathlib.Path
        Where it stands; deleting it undoes the addition.
    cleaned : CleanedTable
        What it says.
    """

    source_id: str
    folder: Path
    cleaned: CleanedTable


def add_file(
    path: Path,
    told: Sequence[str],
    paths: ProjectPaths,
    *,
    codes: str | None = None,
    segment: str | None = None,
) -> Addition:
    """Clean a file and store it with its source; nothing that stands in ``data/raw`` changes.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    told : sequence of str
        What is known of its source, as ``key=value``: ``publisher`` and ``date_published`` at
        least.
    paths : ProjectPaths
        The project.
    codes : str, optional
        As in ``intake.tables.clean_file``.
    segment : str, optional
        As in ``intake.tables.clean_file``; kept with the file.

    Returns
    -------
    Addition

    Raises
    ------
    ParameterError
        If the source is not told well.
    SourceLayoutError
        If the file cannot be read.
    ReportError
        If a row is rejected, the file says nothing, or it was added before.
    """
    checked_options(codes, segment)
    source = _source(told, paths)
    _check_new(path, paths)
    target = paths.added_root / source["source_id"]
    with whole_folder(target) as scratch:
        _write_source(source_row(source), scratch / SOURCE_FILE)
        dates = source_dates(read_sources(scratch / SOURCE_FILE))[source["source_id"]]
        cleaned = clean_sheets(read_file(path), codes=codes, segment=segment, dates=dates)
        _check_clean(path, cleaned)
        shutil.copyfile(path, scratch / _stored_name(path))
        cleaning = {"codes": codes, "segment": segment, "stated_by": source["stated_by"]}
        _write_descriptor(scratch, source, cleaning, _stored_name(path))
    return Addition(source_id=source["source_id"], folder=target, cleaned=cleaned)


def _source(told: Sequence[str], paths: ProjectPaths) -> dict[str, str]:
    """Read what is told of the source; its key is the next free one if none is given."""
    source: dict[str, str] = {}
    for pair in told:
        key, sign, value = pair.partition("=")
        if not sign or key.strip() in source:
            raise ParameterError("source_pair", value=pair, known=", ".join(TELLING))
        source[key.strip()] = value
    return checked_source(source, _known_ids(paths))


def _known_ids(paths: ProjectPaths) -> set[str]:
    tables = [paths.sources, *(folder / SOURCE_FILE for folder in paths.added)]
    return {key for path in tables for key in read_sources(path)["source_id"]}


def _check_new(path: Path, paths: ProjectPaths) -> None:
    own = fingerprint(path)
    for folder in paths.added:
        if any(fingerprint(file) == own for file in folder.iterdir() if file.is_file()):
            raise ReportError("added_before", file=path.name, folder=folder.name)


def _check_clean(path: Path, cleaned: CleanedTable) -> None:
    if cleaned.rows_rejected:
        first = cleaned.issues[cleaned.issues["severity"] == "rejected"].iloc[0]
        said = {"id": first["message_id"], "en": first["message_en"]}
        raise ReportError(
            "add_rejected",
            file=path.name,
            rejected=cleaned.rows_rejected,
            read=cleaned.rows_read,
            cell=" ".join(filter(None, [first["sheet"], first["cell"] or str(first["row"])])),
            fault=_Said(said),
        )
    if not any(one.kept.any() for one in cleaned.said):
        raise ReportError("add_nothing", file=path.name)


class _Said(CoverageError):
    """A message that was made before, in both languages."""

    def __init__(self, said: Mapping[str, str]) -> None:
        super().__init__("", said=said)
        self._said = said

    def say(self, lang: str) -> str:
        return self._said[lang]


def _stored_name(path: Path) -> str:
    """Keep the file's name, without what a file system or a shell could trip over."""
    stem = re.sub(r"[^\w .()-]", "_", path.stem).strip(" .-")[:80]
    return f"{stem or 'tabel'}{re.sub(r'[^.a-z0-9]', '', path.suffix.casefold())[:8]}"


def _write_source(row: pd.DataFrame, path: Path) -> None:
    row.to_csv(path, index=False, lineterminator="\n", encoding="utf-8", quoting=csv.QUOTE_MINIMAL)


def _write_descriptor(
    folder: Path, source: Mapping[str, str], cleaning: Mapping[str, Any], name: str
) -> None:
    """Describe the two files as a data package, with what the cleaning was told."""
    described = {
        "name": f"ntt-coverage-{source['source_id'].casefold()}",
        "title": source.get("title") or source["publisher"],
        "cleaning": cleaning,
        "resources": [
            {
                "name": label,
                "path": file,
                "type": "file",
                "bytes": (folder / file).stat().st_size,
                "hash": f"sha256:{fingerprint(folder / file)}",
            }
            for label, file in (("source", SOURCE_FILE), ("table", name))
        ],
    }
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(f"{text}\n", encoding="utf-8", newline="\n")
