"""What is told of the source of a file that somebody brings: checked before anything is read."""

import re
from collections.abc import Collection, Mapping

import pandas as pd

from ntt_coverage.errors import ParameterError
from ntt_coverage.intake.dates import SourceDates
from ntt_coverage.intake.schema import SOURCE_COLUMNS
from ntt_coverage.intake.sources import source_dates, with_days

__all__ = ["SOURCE_FILE", "TELLING", "checked_source", "source_row", "told_dates"]

SOURCE_FILE = "source.csv"

REQUIRED = ("publisher", "date_published")
TELLING = (*SOURCE_COLUMNS, "stated_by")
"""What may be told of a source; ``stated_by`` gives the figures, else the publisher does."""

ISO_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,30}")


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
        if key not in TELLING or not (value.strip() or key in REQUIRED):
            raise ParameterError("source_pair", value=f"{key}={value}", known=", ".join(TELLING))
    source = {key: " ".join(value.split()) for key, value in told.items()}
    missing = [key for key in REQUIRED if not source.get(key)]
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
    row = source_row(checked_source(source, ()))
    (dates,) = source_dates(with_days(row.assign(file=SOURCE_FILE, row=1))).values()
    return dates


def source_row(told: Mapping[str, str]) -> pd.DataFrame:
    """Write what is told of a source as a table of sources has it.

    Parameters
    ----------
    told : mapping of str to str
        As returned by `checked_source`.

    Returns
    -------
    pandas.DataFrame
        One row of ``schema.SOURCE_COLUMNS``; what is not told is blank.
    """
    return pd.DataFrame([{name: told.get(name, "") for name in SOURCE_COLUMNS}])


def _next_id(known: Collection[str]) -> str:
    numbers = [int(key[1:]) for key in known if re.fullmatch(r"S\d+", key)]
    return f"S{max(numbers, default=0) + 1:02d}"
