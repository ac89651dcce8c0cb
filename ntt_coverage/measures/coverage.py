"""The state of each of the 22 units in a quarter, and the rate where one can stand.

The rules are those of the methodology page: the latest quarter with evidence decides; in it
certainty, then precision, then the later day. Evidence older than eight quarters is no data.
"""

from collections.abc import Sequence

import pandas as pd

from ntt_coverage.measures.evidence import (
    CERTAINTY_RANK,
    SEGMENT,
    at_own_time,
    contrary_statements,
    evidence_of_enrolment,
    known_on,
    quarter_ordinal,
)
from ntt_coverage.quarters import Quarter
from ntt_coverage.regencies import load_regencies

__all__ = [
    "BASES",
    "OLDEST_EVIDENCE_QUARTERS",
    "STATES",
    "coverage_by_regency",
    "coverage_of_quarters",
    "known_in_quarter",
]

STATES = ("enrolled", "not_enrolled", "no_data", "suppressed")
OLDEST_EVIDENCE_QUARTERS = 8
"""Evidence two years old still counts; older evidence is no data."""

KEY = ["quarter", "bps_code"]

PRECISION_RANK = {"day": 0, "month": 1, "quarter": 2, "year": 3}

BASE_DISTANCE_QUARTERS = 4
"""Numerator and base of a rate lie at most a year apart."""

BASES = ("own", "population_total", "population_total_dukcapil")
"""What a rate may stand on: all persons of the same kind, or all residents as projected by BPS
or registered by Dukcapil. Rates on different bases are never compared."""

AGAINST_NAMES = {
    "source_id": "against_source_id",
    "as_of": "against_as_of",
    "as_of_precision": "against_precision",
}
BASE_NAMES = {
    "value": "eligible_persons",
    "as_of": "base_as_of",
    "as_of_precision": "base_precision",
    "certainty": "base_certainty",
    "source_id": "base_source_id",
}


def coverage_by_regency(
    observations: pd.DataFrame,
    sources: pd.DataFrame,
    denominators: pd.DataFrame,
    quarter: Quarter,
) -> pd.DataFrame:
    """Decide the state of each unit in a quarter.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    sources : pandas.DataFrame
        One row per source.
    denominators : pandas.DataFrame
        One row per figure that a share may stand on.
    quarter : Quarter
        The quarter.

    Returns
    -------
    pandas.DataFrame
        22 rows in registry order: ``bps_code, kemendagri_code, regency, label, kind, state,
        disputed, last_known_state, enrolled_persons, eligible_persons, coverage_rate`` (a
        fraction; above 1 is possible), ``as_of, as_of_precision, age_quarters, source_id``, and
        what the note is made from: ``statement_id, basis, other_persons, other_source_id,
        certainty, period_start, holds_from,
        holds_to, list_size, list_universe, against, against_source_id, against_as_of,
        against_precision, base_as_of, base_precision, base_certainty, base_source_id``.
        Missing means not known, never zero.
    """
    table = coverage_of_quarters(observations, sources, denominators, [quarter])
    return table.drop(columns="quarter")


def coverage_of_quarters(
    observations: pd.DataFrame,
    sources: pd.DataFrame,
    denominators: pd.DataFrame,
    quarters: Sequence[Quarter],
    *,
    segment: str = SEGMENT,
    base: str = "own",
) -> pd.DataFrame:
    """Decide the state of each unit in each of several quarters.

    Parameters
    ----------
    observations, sources, denominators : pandas.DataFrame
        As in `coverage_by_regency`.
    quarters : sequence of Quarter
        The quarters.
    segment : str
        The kind of worker.
    base : str
        One of ``BASES``: what ``eligible_persons`` counts, and rates stand on.

    Returns
    -------
    pandas.DataFrame
        The rows of `coverage_by_regency` for each quarter in turn, after a column ``quarter``
        (a number, see ``Quarter.ordinal``).
    """
    evidence = evidence_of_enrolment(observations, sources, segment)
    contrary = contrary_statements(observations, evidence, segment)
    when = _calendar(quarters)
    placed = _place_in_time(evidence, when)
    units = pd.DataFrame(
        [(u.bps_code, u.kemendagri_code, u.name, u.label, u.kind) for u in load_regencies()],
        columns=["bps_code", "kemendagri_code", "regency", "label", "kind"],
    )
    every = when[["quarter"]].merge(units, how="cross")
    table = every.merge(_decide(placed), on=KEY, how="left", validate="one_to_one")
    table = table.assign(
        state=table["state"].fillna("no_data"),
        enrolled_persons=table["persons"].where(table["state"].isin(["enrolled", "not_enrolled"])),
    ).drop(columns="persons")
    told = at_own_time(observations, sources)
    bases = _bases(told, denominators, segment if base == "own" else base)
    return table.pipe(_attach_dispute, placed, contrary, when).pipe(_attach_base, bases)


def _calendar(quarters: Sequence[Quarter]) -> pd.DataFrame:
    """Return each quarter's number, first day and last day."""
    return pd.DataFrame(
        {
            "quarter": pd.array([quarter.ordinal for quarter in quarters], dtype="Int64"),
            "first_day": pd.to_datetime([quarter.first_day for quarter in quarters]),
            "last_day": pd.to_datetime([quarter.last_day for quarter in quarters]),
        }
    )


def _place_in_time(evidence: pd.DataFrame, when: pd.DataFrame) -> pd.DataFrame:
    """Give evidence the quarter it speaks for as seen from each quarter; drop what is yet to come.

    An agreement holds from its first to its last day; when it has ended it only tells what
    was last known.
    """
    seen = evidence.merge(when, how="cross")
    now = seen["quarter"]
    first, last = quarter_ordinal(seen["holds_from"]), quarter_ordinal(seen["holds_to"])
    spoken = quarter_ordinal(seen["known_on"])
    holds = seen["holds_from"].notna()
    own_quarter = spoken.mask(holds, last.where(last <= now, now))
    until = seen["holds_to"].where(seen["holds_to"] <= seen["last_day"], seen["last_day"])
    placed = seen.assign(
        evidence_quarter=own_quarter,
        expired=holds & (last < now).fillna(False),
        as_of=seen["known_on"].mask(holds, until),
    ).drop(columns=["first_day", "last_day"])
    come = (spoken <= now).mask(holds, first <= now)
    return placed[come.fillna(False).astype(bool)]


def _best(evidence: pd.DataFrame) -> pd.DataFrame:
    """Keep the deciding row of each unit in each quarter."""
    order = [*KEY, "evidence_quarter", "certainty", "rank", "known_on", "statement_id"]
    ranked = evidence.assign(rank=evidence["as_of_precision"].map(PRECISION_RANK)).sort_values(
        order, ascending=[True, True, False, True, True, False, True]
    )
    return ranked.drop_duplicates(KEY).drop(columns="rank")


def _without(rows: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of units that are not decided in their quarter."""
    settled = pd.MultiIndex.from_frame(decided[KEY])
    return rows[~pd.MultiIndex.from_frame(rows[KEY]).isin(settled)]


def _decide(placed: pd.DataFrame) -> pd.DataFrame:
    age = placed["quarter"] - placed["evidence_quarter"]
    fresh = placed[(age <= OLDEST_EVIDENCE_QUARTERS) & ~placed["expired"]]
    decided = _best(fresh[~fresh["own"]])
    # a denial of its own decides a unit only where nothing else is known of it
    denied = _best(_without(fresh[fresh["own"]], decided))
    decided = pd.concat([decided, denied])
    known = _best(_without(placed, decided))
    known = known.assign(last_known_state=known["state"], state="no_data")
    decided = decided.assign(last_known_state=decided["state"])
    table = pd.concat([decided, known])
    table = table.assign(age_quarters=table["quarter"] - table["evidence_quarter"])
    return table.drop(columns=["own", "known_on"])


def _attach_dispute(
    table: pd.DataFrame, placed: pd.DataFrame, contrary: pd.DataFrame, when: pd.DataFrame
) -> pd.DataFrame:
    """Mark the units of which sources for the same period disagree."""
    seen = contrary.merge(when, how="cross")
    overlaps = (seen["period_start"] <= seen["last_day"]) & (seen["as_of"] >= seen["first_day"])
    enrolled = table.loc[table["state"] == "enrolled", KEY]
    said = seen[overlaps].merge(enrolled, on=KEY, validate="many_to_one")
    others = placed.merge(
        table[[*KEY, "state", "evidence_quarter", "enrolled_persons"]],
        on=[*KEY, "evidence_quarter"],
        validate="many_to_one",
        suffixes=("", "_decided"),
    )
    opposed = others[
        others["state_decided"].isin(["enrolled", "not_enrolled"])
        & (others["state"] != others["state_decided"])
        & ~others["expired"]
        & ~others["own"]
    ].assign(against="other_source")
    columns = [*KEY, "against", "source_id", "as_of", "as_of_precision"]
    table = table.merge(_other_counts(others), on=KEY, how="left", validate="one_to_one")
    against = (
        pd.concat([said, opposed])[columns]
        .sort_values([*KEY, "against", "source_id"])
        .drop_duplicates(KEY)
        .rename(columns=AGAINST_NAMES)
    )
    joined = table.merge(against, on=KEY, how="left", validate="one_to_one")
    return joined.assign(disputed=joined["against"].notna()).drop(
        columns=["evidence_quarter", "expired"]
    )


def _other_counts(others: pd.DataFrame) -> pd.DataFrame:
    """Return the largest other number that the deciding quarter has of each unit.

    Two numbers are a finding and decide nothing; but whoever reads one is told of the other.
    """
    counts = others[
        others["persons"].notna()
        & (others["persons"] != others["enrolled_persons"]).fillna(False)
        & (others["state_decided"] == "enrolled")
        & ~others["expired"]
    ].sort_values([*KEY, "persons", "statement_id"], ascending=[True, True, False, True])
    names = {"persons": "other_persons", "source_id": "other_source_id"}
    return counts.drop_duplicates(KEY).rename(columns=names)[[*KEY, *names.values()]]


def _bases(observations: pd.DataFrame, denominators: pd.DataFrame, counted: str) -> pd.DataFrame:
    """Return the head counts of a kind of person, official or stated beside the enrolment.

    A count of enrolled persons, a part of the staff or a ceiling is no base.
    """
    stated = observations[
        (observations["indicator"] == "eligible_persons")
        & (observations["segment"] == counted)
        & observations["certainty"].isin(list(CERTAINTY_RANK))
    ]
    stated = stated.assign(indicator=counted, denominator_id=stated["statement_id"])
    every = pd.concat([denominators, stated])
    heads = every["indicator"].eq(counted) & every["unit"].eq("persons") & every["value"].gt(0)
    return every[heads].rename(columns=BASE_NAMES)


def _attach_base(table: pd.DataFrame, bases: pd.DataFrame) -> pd.DataFrame:
    """Attach the nearest head count, and the rate where both stand."""
    wanted = quarter_ordinal(table["as_of"]).where(table["enrolled_persons"].notna())
    near = table[[*KEY, "source_id"]].assign(wanted=wanted.fillna(table["quarter"]))
    pairs = near.merge(bases, on="bps_code")
    pairs = pairs.assign(
        distance=(quarter_ordinal(pairs["base_as_of"]) - pairs["wanted"]).abs(),
        foreign=pairs["base_source_id"] != pairs["source_id"],
    )
    nearest = (
        pairs[pairs["distance"] <= BASE_DISTANCE_QUARTERS]
        .sort_values(
            [*KEY, "base_certainty", "distance", "foreign", "base_as_of", "denominator_id"],
            key=lambda rank: rank.eq("approximate") if rank.name == "base_certainty" else rank,
        )
        .drop_duplicates(KEY)[[*KEY, *BASE_NAMES.values()]]
    )
    joined = table.merge(nearest, on=KEY, how="left", validate="one_to_one")
    joined = joined.assign(eligible_persons=joined["eligible_persons"].astype("Int64"))
    rate = joined["enrolled_persons"] / joined["eligible_persons"]
    return joined.assign(coverage_rate=rate.astype("Float64"))


def known_in_quarter(
    observations: pd.DataFrame, sources: pd.DataFrame, quarter: Quarter
) -> pd.DataFrame:
    """List every figure known for a quarter, of all kinds of workers.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    sources : pandas.DataFrame
        One row per source.
    quarter : Quarter
        The quarter.

    Returns
    -------
    pandas.DataFrame
        The observations whose last day lies in the quarter, with ``known_on``; without dates,
        counts of other things, and the yes or no of the map. Sorted by place and segment.
    """
    days = known_on(observations, sources)
    apart = observations["indicator"].isin(["date", "other", "enrolled_flag"])
    inside = quarter_ordinal(days) == quarter.ordinal
    rows = at_own_time(observations, sources)[inside & ~apart]
    return rows.sort_values(["bps_code", "segment", "indicator", "statement_id"]).reset_index(
        drop=True
    )
