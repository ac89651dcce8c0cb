"""The method on one page: raw files to the few tables that notebooks and maps use.

It composes the rooms above it and holds no rule of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd

from ntt_coverage.dataset import (
    MOST_KEPT,
    Dataset,
    check,
    decided_in,
    load,
    quarters_of,
    read_ahead,
)
from ntt_coverage.geography import attach_boundaries
from ntt_coverage.identity import Passport, ReportSpec
from ntt_coverage.measures.corrections import attach_corrections
from ntt_coverage.measures.costs import costs_by_regency
from ntt_coverage.measures.coverage import known_in_quarter
from ntt_coverage.wording import headline, subtitle

__all__ = [
    "MOST_KEPT",
    "Dataset",
    "QuarterCoverage",
    "QuarterTables",
    "check",
    "coverage",
    "coverage_in",
    "decided_in",
    "load",
    "quarters_of",
    "read_ahead",
]


@dataclass(frozen=True, kw_only=True, eq=False)
class QuarterCoverage:
    """The states of one quarter: all that a map is drawn from, but for the shapes.

    Parameters
    ----------
    spec : ReportSpec
        The quarter and the language.
    coverage : pandas.DataFrame
        22 rows, one per unit; see ``coverage_by_regency`` and ``attach_corrections``.
    headline, subtitle : str
        The finding; the indicator and its date.
    data : Dataset
        What they were made from.
    """

    spec: ReportSpec
    coverage: pd.DataFrame
    headline: str
    subtitle: str
    data: Dataset

    @property
    def mark(self) -> str:
        """What a figure must say where the data are a preview; blank where they are not."""
        return self.data.marks.get(self.spec.lang, "")

    def titled(self, title: str) -> str:
        """Put the mark of a preview before a title.

        Parameters
        ----------
        title : str
            What a figure says.

        Returns
        -------
        str
            The same where the data are those of the project alone.
        """
        return f"{self.mark}: {title}" if self.mark else title

    def passport(
        self, name: str, title: str, shown: Mapping[str, Any], source_ids: Iterable[str] = ()
    ) -> Passport:
        """Issue the passport of a figure that shows this quarter.

        Parameters
        ----------
        name : str
            What the figure shows.
        title : str
            Its finding.
        shown : mapping
            Everything else that it shows, as JSON can hold it.
        source_ids : iterable of str
            Whose figures it shows; missing ones and doubles are left out.

        Returns
        -------
        Passport
        """
        cited = sorted({each for each in source_ids if not pd.isna(each)})
        return Passport(
            name=name, spec=self.spec, title=title, shown=shown, source_ids=tuple(cited)
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class QuarterTables(QuarterCoverage):
    """The tables of one quarter: map, headline, legend and prose all read from these.

    Parameters
    ----------
    spec : ReportSpec
        As in ``QuarterCoverage``, like the four that follow.
    coverage, headline, subtitle, data : object
        Rows of the 22 units; sentences; what they were made from.
    shapes : geopandas.GeoDataFrame
        The rows of the coverage with geometry.
    known : pandas.DataFrame
        Every figure known for the quarter, of all kinds of workers, as it is printed, with
        its correction beside it.
    costs : pandas.DataFrame
        22 rows: what a year's contributions for those not yet enrolled would cost.
    checks : pandas.DataFrame
        The checks of statements that touch the quarter; see ``check``.
    """

    shapes: gpd.GeoDataFrame
    known: pd.DataFrame
    costs: pd.DataFrame
    checks: pd.DataFrame


def coverage(quarter: str, lang: str = "id", *, data: Dataset | None = None) -> QuarterTables:
    """Build the tables of a quarter.

    Parameters
    ----------
    quarter : str
        Such as ``2019Q3``.
    lang : str
        ``"id"`` or ``"en"``.
    data : Dataset, optional
        What `load` returned; read anew if not given.

    Returns
    -------
    QuarterTables

    Raises
    ------
    ParameterError
        If the quarter or the language is of another form.
    CoverageError
        If the data cannot be read.
    """
    spec = ReportSpec.parse(quarter, lang)
    known = data or load()
    # a notebook may add columns to its table; others read the states of this quarter too
    states = coverage_in(spec, known)
    states = replace(states, coverage=states.coverage.copy())
    when, coverage = spec.quarter, states.coverage
    figures = known_in_quarter(known.cleaned.observations, known.sources, when)
    touched = known.checks["quarters"].str.split("|").map(lambda names: str(when) in names)
    return QuarterTables(
        **vars(states),
        shapes=attach_boundaries(coverage, known.boundaries),
        known=attach_corrections(figures, known.corrections),
        checks=known.checks[touched],
        costs=costs_by_regency(coverage, figures, known.rates, quarter=when),
    )


@lru_cache(maxsize=MOST_KEPT)
def coverage_in(spec: ReportSpec, data: Dataset) -> QuarterCoverage:
    """Return the states of a quarter, without the tables that only a report needs.

    Parameters
    ----------
    spec : ReportSpec
        The quarter and the language.
    data : Dataset
        What `load` returned.

    Returns
    -------
    QuarterCoverage
    """
    decided = data.series[data.series["quarter"] == spec.quarter.ordinal]
    if decided.empty:  # before the first figure, or after the last
        decided = decided_in(data, [spec.quarter])
    coverage = decided.drop(columns="quarter").reset_index(drop=True)
    states = QuarterCoverage(
        spec=spec,
        coverage=coverage,
        headline=headline(coverage, spec.lang),
        subtitle=subtitle(coverage, spec.quarter, spec.lang),
        data=data,
    )
    return replace(states, headline=states.titled(states.headline))
