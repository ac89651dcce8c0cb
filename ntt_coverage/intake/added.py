"""Files that `add` stored: each in a folder of its own, with its source and fingerprints.

Nothing else changes when a file is added, so to undo it is to delete its folder.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.cleaning import Cleaned
from ntt_coverage.intake.schema import ISSUE_MODEL, typed_observations
from ntt_coverage.intake.sources import read_sources, source_dates
from ntt_coverage.intake.telling import SOURCE_FILE
from ntt_coverage.paths import DESCRIPTOR, changed_files, existing

__all__ = ["Added", "all_sources", "joined", "read_added"]


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
