"""The method on one page: raw files to the few tables that notebooks and maps use.

It composes the rooms above it and holds no rule of its own.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from ntt_coverage.geography import (
    attach_boundaries,
    boundary_credit,
    load_boundaries,
    load_context,
)
from ntt_coverage.geography.boundaries import DRAWING_CRS
from ntt_coverage.identity import Passport, ReportSpec
from ntt_coverage.intake.project import Figures, read_figures
from ntt_coverage.language import LANGUAGES
from ntt_coverage.measures.corrections import attach_corrections
from ntt_coverage.measures.costs import costs_by_regency
from ntt_coverage.measures.coverage import coverage_of_quarters, known_in_quarter
from ntt_coverage.measures.evidence import known_on, quarter_ordinal
from ntt_coverage.measures.statements.checking import check_statements
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.quarters import Quarter
from ntt_coverage.wording import headline, subtitle

__all__ = [
    "Dataset",
    "QuarterCoverage",
    "QuarterTables",
    "build_quarter",
    "check",
    "coverage_in",
    "decided_in",
    "load",
    "quarters_of",
    "read_ahead",
]

MOST_KEPT = 128
"""So many quarters are kept as they were decided: all of a series, in both languages."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Dataset(Figures):
    """Everything that was read and cleaned: the tables, and what maps are drawn on.

    Parameters
    ----------
    cleaned : Cleaned
        As in ``Figures``, like those that follow.
    sources, denominators, corrections, rates, checkable, relations : pandas.DataFrame
        One row per source, figure, correction, rate, statement, relation.
    boundaries, context : geopandas.GeoDataFrame
        The 22 shapes; neighbouring land.
    overview : geopandas.GeoDataFrame or None
        The small embedded shapes, where an imported layer is in use.
    credits : mapping of str to str
        Where the shapes come from, by language, as every map must say.
    fingerprints : mapping of str to str
        SHA-256 of every input, by its place in the project.
    """

    boundaries: gpd.GeoDataFrame
    context: gpd.GeoDataFrame
    overview: gpd.GeoDataFrame | None
    credits: Mapping[str, str]
    fingerprints: Mapping[str, str]

    @cached_property
    def checks(self) -> pd.DataFrame:
        """The checks of all statements, made once for all quarters; see `check`."""
        return check(self)

    @property
    def outlines_fingerprint(self) -> str:
        """SHA-256 of everything that maps are drawn on, as one."""
        drawn = {name: digest for name, digest in self.fingerprints.items() if "/geo/" in name}
        return hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()

    @cached_property
    def outlines(self) -> gpd.GeoDataFrame:
        """The 22 shapes in metres, for drawing."""
        return self.boundaries.to_crs(DRAWING_CRS)

    @cached_property
    def land(self) -> gpd.GeoDataFrame:
        """Neighbouring land in metres, for drawing."""
        return self.context.to_crs(DRAWING_CRS)

    @cached_property
    def foreign_land(self) -> BaseGeometry:
        """What of the neighbouring land lies outside the 22 units, in metres."""
        return self.land.union_all() - self.outlines.union_all()

    @cached_property
    def series(self) -> pd.DataFrame:
        """The 22 units in every quarter of `quarters_of`; see ``coverage_of_quarters``."""
        return decided_in(self, [Quarter.parse(quarter) for quarter in quarters_of(self)])


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


def load(paths: ProjectPaths | None = None) -> Dataset:
    """Read and clean everything in ``data/``.

    Parameters
    ----------
    paths : ProjectPaths, optional
        Where the project lies; found from the current folder if not given.

    Returns
    -------
    Dataset

    Raises
    ------
    CoverageError
        If a file is missing or cannot be read, or a boundary would draw a wrong map.
    """
    where = paths or ProjectPaths.find()
    embedded = where.boundaries == where.embedded_boundaries
    fingerprints = where.fingerprints()
    ready = _ready.get(where.root.resolve())
    if ready and ready.fingerprints == fingerprints:
        return ready
    return Dataset(
        **vars(read_figures(where)),
        boundaries=load_boundaries(where.boundaries),
        overview=None if embedded else load_boundaries(where.embedded_boundaries),
        context=load_context(where.context),
        credits={lang: boundary_credit(where, lang) for lang in LANGUAGES},
        fingerprints=fingerprints,
    )


_ready: dict[Path, Dataset] = {}
"""What `read_ahead` has read; empty but in a process that kernels are forked from."""


def read_ahead(paths: ProjectPaths) -> Dataset:
    """Read everything once for all the kernels that will be forked from this process.

    Parameters
    ----------
    paths : ProjectPaths
        Where the project lies.

    Returns
    -------
    Dataset
        What `load` will return in this process and its forks while no input changes.

    Raises
    ------
    CoverageError
        As `load`.
    """
    data = _ready[paths.root.resolve()] = load(paths)
    for shared in ("checks", "foreign_land", "series"):
        getattr(data, shared)  # each is worked out when first asked for
    return data


def check(data: Figures) -> pd.DataFrame:
    """Cross-check the printed statements against each other and against official figures.

    Parameters
    ----------
    data : Figures
        What `load` returned.

    Returns
    -------
    pandas.DataFrame
        One row per check; see ``check_statements``. What does not add up stands first.
    """
    return check_statements(
        data.checkable, data.sources, data.denominators, data.rates, data.relations
    )


def build_quarter(quarter: str, lang: str = "id", *, data: Dataset | None = None) -> QuarterTables:
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
    return QuarterCoverage(
        spec=spec,
        coverage=coverage,
        headline=headline(coverage, spec.lang),
        subtitle=subtitle(coverage, spec.quarter, spec.lang),
        data=data,
    )


def decided_in(data: Dataset, quarters: Sequence[Quarter]) -> pd.DataFrame:
    """Decide the states of quarters anew.

    Parameters
    ----------
    data : Dataset
        What `load` returned.
    quarters : sequence of Quarter
        Which.

    Returns
    -------
    pandas.DataFrame
        As ``Dataset.series``.
    """
    return coverage_of_quarters(
        data.cleaned.observations, data.sources, data.denominators, quarters
    ).pipe(attach_corrections, data.corrections)


def quarters_of(data: Dataset) -> list[str]:
    """List the quarters from the first to the last that any figure speaks of.

    Parameters
    ----------
    data : Dataset
        What `load` returned.

    Returns
    -------
    list of str
        Without gaps, such as ``["2018Q1", "2018Q2", ...]``; empty where no figure is dated.
    """
    known = known_on(data.cleaned.observations, data.sources)
    counted = data.cleaned.observations["indicator"] != "date"
    numbers = quarter_ordinal(known[counted]).dropna()
    if numbers.empty:
        return []
    every = range(int(numbers.min()), int(numbers.max()) + 1)
    return [str(Quarter.from_ordinal(number)) for number in every]
