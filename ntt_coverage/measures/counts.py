"""How many units are in each state, in a quarter and quarter by quarter."""

from collections.abc import Mapping

import pandas as pd

from ntt_coverage.measures.coverage import STATES
from ntt_coverage.quarters import Quarter

__all__ = ["count_states", "count_unknown", "states_by_quarter"]


def count_states(coverage: pd.DataFrame) -> pd.Series:
    """Count the units in each state.

    Parameters
    ----------
    coverage : pandas.DataFrame
        As returned by `coverage_by_regency`.

    Returns
    -------
    pandas.Series of int
        Indexed by the four states, in their order; the sum is the number of units.
    """
    counts = coverage["state"].value_counts()
    return counts.reindex(list(STATES), fill_value=0).astype(int)


def count_unknown(counts: Mapping[str, int] | pd.Series) -> int:
    """Return how many units nothing is known of, to the reader of a map.

    Parameters
    ----------
    counts : mapping or pandas.Series
        As returned by `count_states`, or a row of `states_by_quarter`.

    Returns
    -------
    int
        Those without data and those whose figure is suppressed.
    """
    return int(counts["no_data"] + counts["suppressed"])


def states_by_quarter(series: pd.DataFrame) -> pd.DataFrame:
    """Count the units in each state, quarter by quarter.

    Parameters
    ----------
    series : pandas.DataFrame
        As returned by `coverage_of_quarters`.

    Returns
    -------
    pandas.DataFrame
        One row per quarter in the order of time: ``quarter`` (such as ``2019Q3``), a column
        for each state, which add up to the number of units, and ``disputed``.
    """
    rows = [
        {
            "quarter": str(Quarter.from_ordinal(int(number))),
            **count_states(units).to_dict(),
            "disputed": int(units["disputed"].sum()),
        }
        for number, units in series.groupby("quarter")
    ]
    return pd.DataFrame(rows, columns=["quarter", *STATES, "disputed"])
