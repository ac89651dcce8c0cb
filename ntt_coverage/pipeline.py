"""The method on one page: raw files to the few tables that notebooks and maps use.

It composes the rooms above it and holds no rule of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd

from ntt_coverage.dataset import (
    MOST_KEPT,
    Dataset,
    check,
    decided_in,
    find_contradictions,
    load,
    newest_quarter,
    quarters_of,
    read_ahead,
    series_of,
)
from ntt_coverage.errors import ParameterError
from ntt_coverage.geography import attach_boundaries
from ntt_coverage.identity import Passport, ReportSpec
from ntt_coverage.language import reader_language, say
from ntt_coverage.measures.corrections import attach_corrections
from ntt_coverage.measures.costs import costs_by_regency
from ntt_coverage.measures.coverage import BASES, known_in_quarter
from ntt_coverage.measures.evidence import SEGMENT, SEGMENTS
from ntt_coverage.measures.statements.checking import checks_touching
from ntt_coverage.readable import as_html, readable_coverage
from ntt_coverage.wording import headline, subtitle

__all__ = [
    "MOST_KEPT",
    "Dataset",
    "QuarterCoverage",
    "QuarterTables",
    "as_reported",
    "check",
    "coverage",
    "coverage_in",
    "decided_in",
    "find_contradictions",
    "load",
    "newest_quarter",
    "quarters_of",
    "read_ahead",
    "series_of",
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
    segment, base : str
        The kind of worker, non-ASN staff in every report; what its rates stand on.
    """

    spec: ReportSpec
    coverage: pd.DataFrame = field(repr=False)
    headline: str
    subtitle: str
    data: Dataset = field(repr=False)
    segment: str = SEGMENT
    base: str = "own"

    @property
    def options(self) -> dict[str, str]:
        """What was asked for beside the quarter: the kind of worker and the base of rates."""
        asked = {"segment": self.segment, "base": self.base}
        usual = {"segment": SEGMENT, "base": "own"}
        return {name: value for name, value in asked.items() if value != usual[name]}

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
        As in ``QuarterCoverage``, like the six that follow.
    coverage, headline, subtitle, data, segment, base : object
        Rows of the 22 units; sentences; what they were made from; whose states these are.
    shapes : geopandas.GeoDataFrame
        The rows of the coverage with geometry.
    known : pandas.DataFrame
        Every figure known for the quarter, of all kinds of workers, as it is printed, with
        its correction beside it.
    costs : pandas.DataFrame
        22 rows: what a year's contributions for the non-ASN staff not yet enrolled would cost.
    checks : pandas.DataFrame
        The checks of statements that touch the quarter; see ``check``.
    """

    shapes: gpd.GeoDataFrame = field(repr=False)
    known: pd.DataFrame = field(repr=False)
    costs: pd.DataFrame = field(repr=False)
    checks: pd.DataFrame = field(repr=False)

    def _repr_html_(self) -> str:
        texts = readable_coverage(self.coverage, self.spec.lang, self.segment, self.base)
        return as_html(texts, self.spec.lang, title=self.headline, lines=self.subtitle)


def coverage(
    quarter: str | None = None,
    lang: str = "id",
    *,
    segment: str = SEGMENT,
    base: str = "own",
    data: Dataset | None = None,
) -> QuarterTables:
    """Work out who is covered in a quarter: the tables that maps and reports are made from.

    Parameters
    ----------
    quarter : str, optional
        Such as ``2019Q3``; if not given the newest that any figure speaks of, of a preview that
        its file speaks of.
    lang : str
        ``"id"`` or ``"en"``.
    segment : str
        The kind of worker, one of ``SEGMENTS``. Reports are about ``non_asn``; of the others
        there are maps and charts.
    base : str
        What rates stand on, one of ``BASES``: all persons of the same kind (``own``), or all
        residents (``population_total``, ``population_total_dukcapil``).
    data : Dataset, optional
        What `load` returned; read anew if not given.

    Returns
    -------
    QuarterTables
        In a notebook it shows itself as a table of the 22 units.

    Raises
    ------
    ParameterError
        If the quarter or the language is of another form, or there is no such kind of worker
        or base.
    CoverageError
        If the data cannot be read.

    Examples
    --------
    >>> coverage("2019Q3").headline
    '6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN'
    """
    known = data or load()
    spec = ReportSpec.parse(quarter or newest_quarter(known), lang)
    # a notebook may add columns to its table; others read the states of this quarter too
    states = coverage_in(spec, known, segment, base)
    states = replace(states, coverage=states.coverage.copy())
    figures = known_in_quarter(known.cleaned.observations, known.sources, spec.quarter)
    staff = coverage_in(spec, known).coverage
    return QuarterTables(
        **vars(states),
        shapes=attach_boundaries(states.coverage, known.boundaries),
        known=attach_corrections(figures, known.corrections),
        checks=checks_touching(known.checks, str(spec.quarter)),
        costs=costs_by_regency(staff, figures, known.rates, quarter=spec.quarter),
    )


def coverage_in(
    spec: ReportSpec, data: Dataset, segment: str = SEGMENT, base: str = "own"
) -> QuarterCoverage:
    """Return the states of a quarter, without the tables that only a report needs.

    Parameters
    ----------
    spec : ReportSpec
        The quarter and the language.
    data : Dataset
        What `load` returned.
    segment, base : str
        The kind of worker; what its rates stand on.

    Returns
    -------
    QuarterCoverage

    Raises
    ------
    ParameterError
        If there is no such kind of worker or base.
    """
    if segment not in SEGMENTS:
        lang = reader_language()
        named = (f"{each} ({say(f'group.{each}', lang)})" for each in SEGMENTS)
        raise ParameterError("segment", value=segment, segments=", ".join(named))
    if base not in BASES:
        raise ParameterError("base", value=base, bases=", ".join(BASES))
    return _states(spec, data, segment, base)


@lru_cache(maxsize=MOST_KEPT)
def _states(spec: ReportSpec, data: Dataset, segment: str, base: str) -> QuarterCoverage:
    """Decide once, however a view was asked for."""
    series = series_of(data, segment, base)
    decided = series[series["quarter"] == spec.quarter.ordinal]
    if decided.empty:  # before the first figure, or after the last
        decided = decided_in(data, [spec.quarter], segment, base)
    rows = decided.drop(columns="quarter").reset_index(drop=True)
    states = QuarterCoverage(
        spec=spec,
        coverage=rows,
        headline=headline(rows, spec.lang, segment),
        subtitle=subtitle(rows, spec.quarter, spec.lang, segment),
        data=data,
        segment=segment,
        base=base,
    )
    return replace(states, headline=states.titled(states.headline))


def as_reported(states: QuarterCoverage) -> QuarterCoverage:
    """Return the states of a quarter if they are what reports are about.

    Parameters
    ----------
    states : QuarterCoverage
        Any.

    Returns
    -------
    QuarterCoverage
        The same.

    Raises
    ------
    ParameterError
        If they are of another kind of worker, or their rates stand on residents: the
        sentences of a report would be wrong of them.
    """
    if states.options:
        asked = ", ".join(f"{name}={value}" for name, value in states.options.items())
        raise ParameterError("not_reported", asked=asked, quarter=str(states.spec.quarter))
    return states
