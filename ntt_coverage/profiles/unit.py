"""One unit's profile: its tables, put together from those of all units."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ntt_coverage.dataset import Dataset, load, newest_quarter
from ntt_coverage.geography import neighbours_of
from ntt_coverage.identity import ReportSpec
from ntt_coverage.measures.costs import costs_by_regency
from ntt_coverage.measures.coverage import known_in_quarter
from ntt_coverage.measures.evidence import CERTAINTY_RANK, known_on, quarter_ordinal
from ntt_coverage.pipeline import QuarterCoverage, coverage_in
from ntt_coverage.profiles.card import card_of
from ntt_coverage.profiles.gaps import gaps_of, other_workers
from ntt_coverage.profiles.history import history_of
from ntt_coverage.profiles.statements import checks_of, corrections_of, statements_about
from ntt_coverage.quarters import Quarter
from ntt_coverage.regencies import Regency, resolve
from ntt_coverage.series import series_until

__all__ = ["RegencyProfile", "profile"]


@dataclass(frozen=True, kw_only=True, eq=False)
class RegencyProfile:
    """Everything that is known of one unit.

    Parameters
    ----------
    regency : Regency
        The unit.
    states : QuarterCoverage
        The quarter that the profile is of, with all 22 units.
    history : pandas.DataFrame
        One row per quarter from the first figure of any unit to the last, or to the profile's
        own: the unit's coverage with ``standing``; see ``history_of``.
    statements : pandas.DataFrame
        Everything that was ever printed of the unit; see ``statements_about``.
    bases : pandas.DataFrame
        Head counts, population, area: the figures that a share may stand on.
    checks : pandas.DataFrame
        The checks of statements that touch it; see ``check``.
    corrections : pandas.DataFrame
        The documented corrections of its statements.
    neighbours : pandas.DataFrame
        One row per neighbour, see ``neighbours_of``: ``relation, distance_km``, its coverage in
        the quarter, and ``comparison``: ``same_quarter``, ``approximate`` (the same quarter,
        but a number has a hedge), ``year_only`` (a figure for a year is of any day of it) and
        ``other_quarter`` where both have a number of persons, else ``no_number``;
        ``quarters_apart`` says how far apart these are.
    gaps : pandas.DataFrame
        What is known and what is not, one row per question; see ``gaps_of``.
    others : pandas.DataFrame
        What is known of each other kind of worker in the quarter; see ``other_workers``.
    costs : pandas.DataFrame
        What enrolling the remaining staff would cost, one row for the profile's quarter and
        for each other one that has the numbers; see ``costs_by_regency``.
    """

    regency: Regency
    states: QuarterCoverage = field(repr=False)
    history: pd.DataFrame = field(repr=False)
    statements: pd.DataFrame = field(repr=False)
    bases: pd.DataFrame = field(repr=False)
    checks: pd.DataFrame = field(repr=False)
    corrections: pd.DataFrame = field(repr=False)
    neighbours: pd.DataFrame = field(repr=False)
    gaps: pd.DataFrame = field(repr=False)
    others: pd.DataFrame = field(repr=False)
    costs: pd.DataFrame = field(repr=False)

    @property
    def spec(self) -> ReportSpec:
        """Quarter and language."""
        return self.states.spec

    @property
    def data(self) -> Dataset:
        """What it was made from."""
        return self.states.data

    @property
    def row(self) -> dict[str, Any]:
        """The unit's coverage in the quarter."""
        rows = self.states.coverage
        return rows[rows["bps_code"] == self.regency.bps_code].iloc[0].to_dict()

    def _repr_html_(self) -> str:
        return card_of(self.regency, self.row, self.states, counted=len(self.statements))


def profile(
    regency: str, quarter: str | None = None, lang: str = "id", data: Dataset | None = None
) -> RegencyProfile:
    """Gather everything that is known of one unit.

    Parameters
    ----------
    regency : str
        A name or a code, as ``resolve`` takes it: "Ende", "TTU", "53.08".
    quarter : str, optional
        The quarter for which state, neighbours and costs are told, such as ``2019Q3``; the
        newest one if not given or blank.
    lang : str
        ``"id"`` or ``"en"``.
    data : Dataset, optional
        What ``load`` returned; read anew if not given.

    Returns
    -------
    RegencyProfile
        In a notebook it shows itself as a card.

    Raises
    ------
    UnknownRegencyError, CodeSystemError
        If the text names no unit, or more than one.
    ParameterError
        If the quarter or the language is of another form.
    CoverageError
        If the data cannot be read.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> unit = nc.profile("Ende", "2021Q4")
    >>> unit.regency.bps_code, unit.row["state"], len(unit.history) >= 15
    ('5311', 'not_enrolled', True)
    """
    unit, known = resolve(regency), data or load()
    spec = ReportSpec.parse(quarter or newest_quarter(known), lang)
    states = coverage_in(spec, known)
    history = history_of(_series(known, spec.quarter), unit.bps_code)
    statements = statements_about(known, unit.bps_code)
    costs = _costs(known, history, states, unit.bps_code)
    checks = checks_of(known.checks, statements, unit.bps_code)
    return RegencyProfile(
        regency=unit,
        states=states,
        history=history,
        statements=statements,
        bases=known.denominators[known.denominators["bps_code"] == unit.bps_code],
        checks=checks,
        corrections=corrections_of(known.corrections, statements, checks),
        neighbours=_neighbours(known, states, unit.bps_code),
        gaps=gaps_of(history, statements, costs, spec.quarter),
        others=other_workers(spec, known, unit.bps_code),
        costs=costs,
    )


def _series(data: Dataset, quarter: Quarter) -> pd.DataFrame:
    """Return the whole series, longer where the quarter lies after the last figure."""
    last = data.series["quarter"].max()
    own = quarter.ordinal
    return series_until(data, quarter if pd.isna(last) or own > last else _from(last))


def _from(ordinal: Any) -> Quarter:
    return Quarter.from_ordinal(int(ordinal))


def _neighbours(data: Dataset, states: QuarterCoverage, bps_code: str) -> pd.DataFrame:
    """Put the neighbours' coverage beside the unit's, and say whether numbers are of one time."""
    rows = states.coverage.set_index("bps_code")
    near = neighbours_of(data.outlines, bps_code).join(rows, on="bps_code", validate="one_to_one")
    own = rows.loc[[bps_code]]
    apart = quarter_ordinal(near["as_of"]) - quarter_ordinal(own["as_of"]).iloc[0]
    counted = near["enrolled_persons"].notna() & own["enrolled_persons"].notna().iloc[0]
    apart = apart.where(counted)
    comparison = apart.eq(0).map({True: "same_quarter", False: "other_quarter"})
    about = CERTAINTY_RANK["approximate"]
    hedged = near["certainty"].eq(about) | own["certainty"].eq(about).iloc[0]
    comparison = comparison.mask(apart.eq(0) & hedged, "approximate")
    # a figure for a year is of any day of it
    years = near["as_of_precision"].eq("year") | own["as_of_precision"].eq("year").iloc[0]
    same_year = near["as_of"].dt.year.eq(own["as_of"].dt.year.iloc[0])
    comparison = comparison.mask(years & same_year, "year_only")
    return near.assign(
        quarters_apart=apart,
        comparison=comparison.where(counted, "no_number").astype("str"),
    )


def _costs(
    data: Dataset, history: pd.DataFrame, states: QuarterCoverage, bps_code: str
) -> pd.DataFrame:
    """Work out the costs of the profile's quarter, and of all that have numbers for one."""
    own = states.spec.quarter.ordinal
    observations = data.cleaned.observations
    observations = observations[observations["bps_code"] == bps_code]
    printed = observations[observations["indicator"] == "uncovered_persons"]
    counted = history["enrolled_persons"].notna() & history["eligible_persons"].notna()
    numbered = {
        own,
        *history.loc[counted, "quarter"],
        *quarter_ordinal(known_on(printed, data.sources)).dropna(),
    }
    coverage = states.coverage[states.coverage["bps_code"] == bps_code]
    each = []
    for ordinal in sorted(numbered):
        quarter = _from(ordinal)
        row = coverage if ordinal == own else history[history["quarter"] == ordinal]
        known = known_in_quarter(observations, data.sources, quarter)
        costs = costs_by_regency(row, known, data.rates, quarter=quarter)
        each.append(costs.assign(quarter=str(quarter)))
    return pd.concat(each, ignore_index=True)
