"""A unit's states in the order of time: fresh, held, carried on, too old, or unknown."""

import pandas as pd

__all__ = ["history_of", "spells_of"]

SAME = [
    "standing", "state", "last_known_state", "disputed", "enrolled_persons", "certainty",
    "source_id", "statement_id", "against_source_id",
]  # fmt: skip
"""Quarters that follow each other and agree in all of these are told as one."""


def history_of(series: pd.DataFrame, bps_code: str) -> pd.DataFrame:
    """Return the coverage of one unit, quarter by quarter.

    Parameters
    ----------
    series : pandas.DataFrame
        As ``Dataset.series``.
    bps_code : str
        The unit.

    Returns
    -------
    pandas.DataFrame
        Its rows in the order of time with ``standing``: ``fresh`` where the evidence is of the
        quarter itself, ``held`` where it is an agreement in force, ``carried`` where it is
        older but counts, ``stale`` where only a state too old to count is known, ``unknown``
        where nothing is.
    """
    rows = series[series["bps_code"] == bps_code].sort_values("quarter", ignore_index=True)
    known = rows["state"] != "no_data"
    standing = pd.Series("unknown", index=rows.index, dtype="str")
    standing = standing.mask(rows["last_known_state"].notna(), "stale")
    standing = standing.mask(known, "carried")
    standing = standing.mask(known & rows["age_quarters"].eq(0), "fresh")
    # one paper speaks of all the quarters of its term: none of them has evidence of its own
    return rows.assign(
        standing=standing.mask(standing.eq("fresh") & rows["basis"].eq("agreement"), "held")
    )


def spells_of(history: pd.DataFrame) -> pd.DataFrame:
    """Join quarters that follow each other and of which the same is known.

    Parameters
    ----------
    history : pandas.DataFrame
        As returned by `history_of`.

    Returns
    -------
    pandas.DataFrame
        The last row of each spell, with ``first`` and ``last``, the numbers of its quarters.
        Evidence that is carried on is one spell with the quarter that it is of.
    """
    told = history.assign(standing=history["standing"].replace("carried", "fresh"))
    texts = told[SAME].astype("str").fillna("")  # missing is like missing
    begins = (texts != texts.shift()).any(axis="columns") | told["quarter"].diff().ne(1)
    spell = begins.cumsum()
    first = history.groupby(spell)["quarter"].transform("min")
    ends = ~spell.duplicated(keep="last")
    rows = history.assign(first=first, last=history["quarter"])
    return rows[ends].reset_index(drop=True)
