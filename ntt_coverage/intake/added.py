"""Files that `add` stored: each in a folder of its own, with its source and fingerprints.

Nothing else changes when a file is added, so to undo it is to delete its folder.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ntt_coverage.errors import ParameterError, SourceLayoutError
from ntt_coverage.intake.cleaning import Cleaned
from ntt_coverage.intake.dates import SourceDates
from ntt_coverage.intake.schema import ISSUE_MODEL, SOURCE_COLUMNS, typed_observations
from ntt_coverage.intake.sources import read_sources, source_dates, with_days
from ntt_coverage.paths import DESCRIPTOR, changed_files, existing

__all__ = [
    "SOURCE_FILE", "TELLING", "Added", "all_sources", "checked_source", "joined", "read_added",
    "told_dates",
]  # fmt: skip

SOURCE_FILE = "source.csv"

REQUIRED = ("publisher", "date_published")
TELLING = (*SOURCE_COLUMNS, "stated_by")
"""What may be told of a source; ``stated_by`` gives the figures, else the publisher does."""

ISO_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,30}")


@dataclass(frozen=True, kw_only=True)
class Added:
    """A file that was added.

    Parameters
    ----------
    sources : pandas.DataFrame
        Its one row of the table of sources.
    cleaned : Cleaned
        What it says.
    """

    sources: pd.DataFrame
    cleaned: Cleaned


def checked_source(told: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    """Check what is told of the source of a file.

    Parameters
    ----------
    told : mapping of str to str
        Its publisher and date of publication at least; see ``TELLING``.
    known : collection of str
        The keys of the sources that are there.

    Returns
    -------
    dict of str to str
        With ``stated_by``, and the next free ``source_id`` where none is told.

    Raises
    ------
    ParameterError
        If a key is not known, one is missing, or a value is of another form.
    """
    for key, value in told.items():
        if key in REQUIRED and not value.strip():
            raise ParameterError("source_missing", missing=key)
        if key not in TELLING or not value.strip():
            raise ParameterError("source_pair", value=f"{key}={value}", known=", ".join(TELLING))
    source = {key: " ".join(value.split()) for key, value in told.items()}
    missing = [key for key in REQUIRED if key not in source]
    if missing:
        raise ParameterError("source_missing", missing=", ".join(missing))
    for key in ("date_published", "reference_date", "date_accessed"):
        if key in source and not ISO_DAY.fullmatch(source[key]):
            raise ParameterError("source_date", key=key, value=source[key])
    source.setdefault("source_id", _next_id(known))
    if source["source_id"] in known or not NAME.fullmatch(source["source_id"]):
        raise ParameterError("source_id", value=source["source_id"])
    return {"stated_by": source["publisher"], **source}


def told_dates(source: Mapping[str, str]) -> SourceDates:
    """Return the own time of a source, for the figures of its file that name none.

    Parameters
    ----------
    source : mapping of str to str
        As for `checked_source`.

    Returns
    -------
    SourceDates

    Raises
    ------
    ParameterError
        If it is not told well.
    """
    told = checked_source(source, ())
    row = pd.DataFrame([{name: told.get(name, "") for name in SOURCE_COLUMNS}])
    (dates,) = source_dates(with_days(row.assign(file=SOURCE_FILE, row=1))).values()
    return dates


def _next_id(known: Collection[str]) -> str:
    numbers = [int(key[1:]) for key in known if re.fullmatch(r"S\d+", key)]
    return f"S{max(numbers, default=0) + 1:02d}"


def read_added(folder: Path) -> Added:
    """Read and clean a file that was added.

    Parameters
    ----------
    folder : pathlib.Path
        Its folder: the file, ``source.csv`` and ``datapackage.json``.

    Returns
    -------
    Added

    Raises
    ------
    SourceLayoutError
        If a file is missing, or is no longer the one that was added.
    """
    # readers of workbooks are slow to load
    from ntt_coverage.intake.tables import clean_sheets, read_file

    described = _description(folder)
    sources = read_sources(folder / SOURCE_FILE)
    name = next(r["path"] for r in described["resources"] if r["path"] != SOURCE_FILE)
    told = described["cleaning"]
    key = sources["source_id"].iloc[0]
    table = clean_sheets(
        read_file(folder / name),
        codes=told["codes"],
        segment=told["segment"],
        dates=source_dates(sources)[key],
        source={"source_id": key, "stated_by": told["stated_by"]},
    )
    return Added(sources=sources, cleaned=table.joinable)


def _description(folder: Path) -> dict[str, Any]:
    """Return the descriptor, once all files are proved to be those that it describes."""
    path = existing(folder / DESCRIPTOR)
    try:
        described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        names = {r["path"] for r in described["resources"]}
        complete = len(names) == 2 and SOURCE_FILE in names and "cleaning" in described
    except (ValueError, LookupError, TypeError) as fault:
        raise SourceLayoutError("added_changed", folder=folder.name, file=DESCRIPTOR) from fault
    outside = [name for name in names if Path(name).name != name]
    for name in (outside or changed_files(folder)) if complete else [DESCRIPTOR]:
        raise SourceLayoutError("added_changed", folder=folder.name, file=name)
    return described


def joined(statements: Cleaned, added: Sequence[Added]) -> Cleaned:
    """Join what the statements say and what the added files say.

    Parameters
    ----------
    statements : Cleaned
        From the files of statements.
    added : sequence of Added
        In the order in which they are read.

    Returns
    -------
    Cleaned
    """
    if not added:
        return statements
    parts = [statements, *(one.cleaned for one in added)]
    observations = pd.concat([part.observations for part in parts], ignore_index=True)
    issues = pd.concat([part.issues for part in parts], ignore_index=True)
    return Cleaned(
        observations=typed_observations(observations),
        issues=ISSUE_MODEL.validate(issues),
        rows_read=sum(part.rows_read for part in parts),
        rows_accepted=sum(part.rows_accepted for part in parts),
        rows_rejected=sum(part.rows_rejected for part in parts),
    )


def all_sources(sources: pd.DataFrame, added: Sequence[Added]) -> pd.DataFrame:
    """Join the tables of sources.

    Parameters
    ----------
    sources : pandas.DataFrame
        The table of all sources that were read by hand.
    added : sequence of Added
        Each with its own row.

    Returns
    -------
    pandas.DataFrame
        As ``sources``.

    Raises
    ------
    SourceLayoutError
        If two have the same key.
    """
    table = pd.concat([sources, *(one.sources for one in added)], ignore_index=True)
    twice: Mapping[str, int] = table["source_id"].value_counts()
    repeated = [key for key, times in twice.items() if times > 1]
    if repeated:
        raise SourceLayoutError("added_twice", value=", ".join(repeated))
    return table
