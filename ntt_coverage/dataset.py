"""Everything that is known: the project's files read, cleaned and decided, quarter by quarter."""

import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from ntt_coverage.geography import boundary_credit, load_boundaries, load_context
from ntt_coverage.geography.boundaries import DRAWING_CRS
from ntt_coverage.identity import checked_language
from ntt_coverage.intake.project import Figures, read_figures
from ntt_coverage.language import LANGUAGES, format_numbers, reader_language, say
from ntt_coverage.measures.corrections import attach_corrections
from ntt_coverage.measures.coverage import coverage_of_quarters
from ntt_coverage.measures.evidence import SEGMENT, at_own_time, known_on, quarter_ordinal
from ntt_coverage.measures.statements.checking import check_statements, checks_touching
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.quarters import Quarter

__all__ = [
    "MOST_KEPT",
    "PREVIEW",
    "Dataset",
    "check",
    "decided_in",
    "find_contradictions",
    "load",
    "newest_quarter",
    "quarters_of",
    "read_ahead",
    "series_of",
]

PREVIEW = "PRATINJAU"
"""Source of the figures of a file that is only looked at; see ``preview``."""

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
    marks : mapping of str to str
        What stands before every title and across every map, by language, where the data are not
        those of the project alone; usually empty. See ``preview``.
    """

    boundaries: gpd.GeoDataFrame = field(repr=False)
    context: gpd.GeoDataFrame = field(repr=False)
    overview: gpd.GeoDataFrame | None = field(repr=False)
    credits: Mapping[str, str] = field(repr=False)
    fingerprints: Mapping[str, str] = field(repr=False)
    marks: Mapping[str, str] = field(default_factory=dict)

    def _repr_html_(self) -> str:
        """Say what was read, in the reader's language."""
        lang, every = reader_language(), quarters_of(self)
        counts = {"read": self.cleaned.rows_read, "accepted": self.cleaned.rows_accepted,
                  "rejected": self.cleaned.rows_rejected, "sources": len(self.sources)}  # fmt: skip
        ends = [Quarter.parse(each).label(lang) for each in (every[0], every[-1])] if every else []
        span = say("data.span", lang, first=ends[0], last=ends[1]) if ends else ""
        told = say("data.summary", lang, **format_numbers(counts, lang), span=span)
        return f"<p>{html.escape(told)}<br>{html.escape(self.credits[lang])}</p>"

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
        """The 22 units in every quarter, as reports have them; see ``coverage_of_quarters``."""
        return decided_in(self, [Quarter.parse(quarter) for quarter in quarters_of(self)])


def load(paths: ProjectPaths | None = None) -> Dataset:
    """Read and clean everything in ``data/``.

    Parameters
    ----------
    paths : ProjectPaths, optional
        Where the project lies; found from the current folder if not given.

    Returns
    -------
    Dataset
        In a notebook it says what was read.

    Raises
    ------
    CoverageError
        If a file is missing or cannot be read, or a boundary would draw a wrong map.

    Examples
    --------
    >>> data = load()
    >>> data.cleaned.rows_read == data.cleaned.rows_accepted + data.cleaned.rows_rejected
    True
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


def check(data: Figures, quarter: str | None = None) -> pd.DataFrame:
    """Cross-check the printed statements against each other and against official figures.

    Parameters
    ----------
    data : Figures
        What `load` returned.
    quarter : str, optional
        Only the checks that touch this one, such as ``2019Q3``; all if not given or blank.

    Returns
    -------
    pandas.DataFrame
        One row per check; see ``check_statements``. What does not add up stands first.

    Raises
    ------
    ParameterError
        If the quarter is of another form.
    """
    wanted = str(Quarter.parse(quarter)) if quarter else ""
    checks = check_statements(
        data.checkable, data.sources, data.denominators, data.rates, data.relations
    )
    if not wanted:
        return checks
    return checks_touching(checks, wanted)


def series_of(data: Dataset, segment: str = SEGMENT, base: str = "own") -> pd.DataFrame:
    """Return the 22 units in every quarter of `quarters_of`, decided once.

    Parameters
    ----------
    data : Dataset
        What `load` returned.
    segment, base : str
        The kind of worker; what its rates stand on.

    Returns
    -------
    pandas.DataFrame
        As ``Dataset.series``, which it is for what reports are about.
    """
    return data.series if (segment, base) == (SEGMENT, "own") else _series(data, segment, base)


@lru_cache(maxsize=MOST_KEPT)
def _series(data: Dataset, segment: str, base: str) -> pd.DataFrame:
    quarters = [Quarter.parse(quarter) for quarter in quarters_of(data)]
    return decided_in(data, quarters, segment, base)


def find_contradictions(data: Dataset | None = None, lang: str = "id") -> pd.DataFrame:
    """Find what cannot all be right in what was printed.

    Parameters
    ----------
    data : Dataset, optional
        What `load` returned; read anew if not given.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        One row per contradiction: ``region, rule, arithmetic, reading`` (what was probably
        meant, or ""), ``statement_ids``, ``source_ids``, ``quarters``. All checks, also those
        that fit: `check`.

    Examples
    --------
    >>> found = find_contradictions()
    >>> found.loc[found["source_ids"] == "S07", "arithmetic"].tolist()
    ['6 + 17 = 23, tercetak 22, selisih 1']
    """
    checks = (data or load()).checks
    rows = checks[checks["severity"] == "contradiction"]
    rules = [say(f"rule.{rule}", checked_language(lang)) for rule in rows["rule"]]
    named = {f"arithmetic_{lang}": "arithmetic", f"reading_{lang}": "reading"}
    told = rows.assign(rule=rules).rename(columns=named)
    kept = ["region", "rule", "arithmetic", "reading", "statement_ids", "source_ids", "quarters"]
    return told[kept].reset_index(drop=True)


def decided_in(
    data: Dataset, quarters: Sequence[Quarter], segment: str = SEGMENT, base: str = "own"
) -> pd.DataFrame:
    """Decide the states of quarters anew.

    Parameters
    ----------
    data : Dataset
        What `load` returned.
    quarters : sequence of Quarter
        Which.
    segment, base : str
        The kind of worker; what its rates stand on.

    Returns
    -------
    pandas.DataFrame
        As `series_of`.
    """
    return coverage_of_quarters(
        data.cleaned.observations,
        data.sources,
        data.denominators,
        quarters,
        segment=segment,
        base=base,
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
    numbers = _spoken_of(data.cleaned.observations, data.sources)
    if numbers.empty:
        return []
    every = range(int(numbers.min()), int(numbers.max()) + 1)
    return [str(Quarter.from_ordinal(number)) for number in every]


def _spoken_of(observations: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Return the quarters that figures speak of, none after their source was printed."""
    known = known_on(observations, sources)
    return quarter_ordinal(known[observations["indicator"] != "date"]).dropna()


def newest_quarter(data: Dataset) -> str:
    """Return the last quarter that any figure speaks of; today is nobody's business here.

    Of a preview it is the last one that the file speaks of.

    Parameters
    ----------
    data : Dataset
        What `load` returned.

    Returns
    -------
    str
        Such as ``2026Q1``; where no figure is dated, that of the last publication.
    """
    observations = data.cleaned.observations
    previewed = observations[observations["source_id"] == PREVIEW].pipe(at_own_time, data.sources)
    previewed = previewed[previewed["certainty"] != "planned"]
    numbers = _spoken_of(previewed if len(previewed) else observations, data.sources)
    if numbers.empty:
        return str(Quarter.of(data.sources["published"].max().date()))
    return str(Quarter.from_ordinal(int(numbers.max())))
