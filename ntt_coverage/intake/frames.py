"""A pandas table as a sheet, for notebooks: the same cleaning as for a file."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from ntt_coverage.intake.grids import Cell, Column, Kind, Sheet, make_column

__all__ = ["sheet_of_frame"]


def sheet_of_frame(frame: pd.DataFrame, name: str, title: str = "") -> Sheet:
    """Lay a pandas table out as a sheet: its column names are the header.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table; columns of several levels give a header of several rows. Its index is left
        out, except that an index with names comes first.
    name : str
        Stands for the file in places and issues.
    title : str
        Stands above the header.

    Returns
    -------
    Sheet
        Row 1 is the header's first line, or the title.
    """
    named = [level for level in frame.index.names if level is not None]
    table = frame.reset_index() if named else frame
    columns = [
        _column(_heads(label, title, place), table.iloc[:, place])
        for place, label in enumerate(table.columns)
    ]
    return Sheet(file=name, name="", columns=tuple(columns))


def _heads(label: Any, title: str, place: int) -> tuple[Any, ...]:
    """Return what stands above a column: the title, over the first one, and its names."""
    names = label if isinstance(label, tuple) else (label,)
    return ("" if place else title, *names) if title else names


def _column(labels: tuple[Any, ...], cells: pd.Series) -> Column:
    heads = [_cell(label) for label in labels]
    codes, distinct = pd.factorize(cells, use_na_sentinel=False)
    body = make_column([*heads, *(_cell(value) for value in distinct)])
    below = body.codes[len(heads) :]
    whole = np.concatenate([body.codes[: len(heads)], below[codes]]).astype(np.int32)
    return Column(codes=whole, texts=body.texts, kinds=body.kinds)


def _cell(value: Any) -> Cell:
    """Tell what a value is; a whole float is written without its zero."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return "", Kind.TEXT
    if isinstance(value, bool | np.bool_):
        return str(value), Kind.ERROR
    if isinstance(value, pd.Timestamp | date | np.datetime64):
        return pd.Timestamp(value).date().isoformat(), Kind.DATE
    if isinstance(value, int | float | np.integer | np.floating):
        number = float(value)
        if np.isinf(number):
            return str(value), Kind.ERROR
        whole = number == int(number)
        return (str(int(value)) if whole else repr(number)), Kind.NUMBER
    if isinstance(value, pd.Period):
        return str(value), Kind.TEXT
    return " ".join(str(value).split()), Kind.TEXT
