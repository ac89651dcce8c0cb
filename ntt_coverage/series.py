"""Quarters side by side: what changed since an earlier one, and all of them up to one."""

from functools import lru_cache

import pandas as pd

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.measures.changes import changes_between
from ntt_coverage.measures.coverage import coverage_of_quarters
from ntt_coverage.measures.evidence import SEGMENT
from ntt_coverage.pipeline import (
    MOST_KEPT,
    Dataset,
    QuarterCoverage,
    as_reported,
    coverage_in,
    decided_in,
    series_of,
)
from ntt_coverage.quarters import Quarter

__all__ = ["changes_since", "series_until"]


def changes_since(after: QuarterCoverage, since: str | None = None) -> tuple[Quarter, pd.DataFrame]:
    """Compare a quarter with an earlier one.

    Parameters
    ----------
    after : QuarterCoverage
        The later quarter.
    since : str, optional
        The earlier quarter, such as ``2019Q2``; the one before if not given.

    Returns
    -------
    tuple of Quarter and pandas.DataFrame
        The earlier quarter, and what changed since; see ``changes_between``.

    Raises
    ------
    ParameterError
        If the earlier quarter is of another form, or is not earlier, or the states are of
        another kind of worker than reports are about.
    """
    before, changes = _changes_since(as_reported(after), since)
    return before, changes.copy()  # a reader may add to it; the next one gets it as it was


@lru_cache(maxsize=MOST_KEPT)
def _changes_since(after: QuarterCoverage, since: str | None) -> tuple[Quarter, pd.DataFrame]:
    now, data = after.spec.quarter, after.data
    before = Quarter.parse(since) if since else Quarter.from_ordinal(now.ordinal - 1)
    if before >= now:
        raise ParameterError("not_earlier", value=str(before), quarter=str(now))
    earlier = coverage_in(ReportSpec(before, after.spec.lang), data)
    later = data.sources["published"] > pd.Timestamp(before.last_day)
    told = data.cleaned.observations["source_id"].isin(data.sources.loc[later, "source_id"])
    # what had not certainly been published later might have been known then
    known_then = coverage_of_quarters(
        data.cleaned.observations[~told], data.sources, data.denominators, [before]
    )
    parts = data.checks.loc[data.checks["rule"].eq("parts"), "statement_ids"]
    return before, changes_between(
        earlier.coverage,
        after.coverage,
        known_then,
        last_day=pd.Timestamp(before.last_day),
        wholes=[frozenset(ids.split("|")) for ids in parts],
    )


def series_until(
    data: Dataset, quarter: Quarter, segment: str = SEGMENT, base: str = "own"
) -> pd.DataFrame:
    """Return the 22 units in every quarter from the first figure to a given quarter.

    Parameters
    ----------
    data : Dataset
        What `load` returned.
    quarter : Quarter
        The last one, which may lie after the last figure.
    segment, base : str
        The kind of worker; what its rates stand on.

    Returns
    -------
    pandas.DataFrame
        As `series_of`; without rows where the quarter lies before the first figure.
    """
    every = series_of(data, segment, base)
    series, last = every[every["quarter"] <= quarter.ordinal], every["quarter"].max()
    if series.empty or quarter.ordinal <= last:
        return series
    more = [Quarter.from_ordinal(each) for each in range(int(last) + 1, quarter.ordinal + 1)]
    return pd.concat([series, decided_in(data, more, segment, base)], ignore_index=True)
