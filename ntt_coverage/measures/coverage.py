"""The state of each of the 22 units in a quarter, and the rate where one can stand.

The rules are those of the methodology page: the latest quarter with evidence decides; in it
certainty, then precision, then the later day. Evidence older than eight quarters is no data.
"""

import pandas as pd

from ntt_coverage.measures.evidence import (
    CERTAINTY_RANK,
    SEGMENT,
    contrary_statements,
    evidence_of_enrolment,
    known_on,
    quarter_ordinal,
)
from ntt_coverage.quarters import Quarter
from ntt_coverage.regencies import load_regencies

__all__ = [
    "OLDEST_EVIDENCE_QUARTERS",
    "STATES",
    "count_states",
    "coverage_by_regency",
    "known_in_quarter",
]

STATES = ("enrolled", "not_enrolled", "no_data", "suppressed")
OLDEST_EVIDENCE_QUARTERS = 8
"""Evidence two years old still counts; older evidence is no data."""

PRECISION_RANK = {"day": 0, "month": 1, "quarter": 2, "year": 3}

BASE_DISTANCE_QUARTERS = 4
"""Numerator and base of a rate lie at most a year apart."""

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
        what the note is made from: ``statement_id, basis, certainty, holds_from, holds_to,
        list_size, list_universe, against, against_source_id, against_as_of,
        against_precision, base_as_of, base_precision, base_certainty, base_source_id``.
        Missing means not known, never zero.
    """
    evidence = evidence_of_enrolment(observations, sources)
    contrary = contrary_statements(observations, evidence)
    placed = _place_in_time(evidence, quarter)
    decided = _decide(placed, quarter)
    units = pd.DataFrame(
        [(u.bps_code, u.kemendagri_code, u.name, u.label, u.kind) for u in load_regencies()],
        columns=["bps_code", "kemendagri_code", "regency", "label", "kind"],
    )
    table = units.merge(decided, on="bps_code", how="left", validate="one_to_one")
    table = table.assign(
        state=table["state"].fillna("no_data"),
        enrolled_persons=table["persons"].where(table["state"] != "no_data"),
    ).drop(columns="persons")
    return table.pipe(_attach_dispute, placed, contrary, quarter).pipe(
        _attach_base, pd.concat([denominators, _stated_bases(observations)]), quarter
    )


def _place_in_time(evidence: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Give evidence the quarter it speaks for as seen from a quarter; drop what is yet to come.

    An agreement holds from its first to its last day; when it has ended it only tells what
    was last known.
    """
    now = quarter.ordinal
    first, last = quarter_ordinal(evidence["holds_from"]), quarter_ordinal(evidence["holds_to"])
    spoken = quarter_ordinal(evidence["known_on"])
    holds = evidence["holds_from"].notna()
    own_quarter = spoken.mask(holds, last.clip(upper=now))
    until = evidence["holds_to"].clip(upper=pd.Timestamp(quarter.last_day))
    placed = evidence.assign(
        evidence_quarter=own_quarter,
        expired=holds & (last < now).fillna(False),
        as_of=evidence["known_on"].mask(holds, until),
    )
    come = (spoken <= now).mask(holds, first <= now)
    return placed[come.fillna(False).astype(bool)]


def _best(evidence: pd.DataFrame) -> pd.DataFrame:
    """Keep the deciding row of each unit."""
    order = ["bps_code", "evidence_quarter", "certainty", "rank", "known_on", "statement_id"]
    ranked = evidence.assign(rank=evidence["as_of_precision"].map(PRECISION_RANK)).sort_values(
        order, ascending=[True, False, True, True, False, True]
    )
    return ranked.drop_duplicates("bps_code").drop(columns="rank")


def _decide(placed: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    age = quarter.ordinal - placed["evidence_quarter"]
    fresh = placed[(age <= OLDEST_EVIDENCE_QUARTERS) & ~placed["expired"]]
    decided = _best(fresh[~fresh["own"]])
    # a denial of its own decides a unit only where nothing else is known of it
    denied = _best(fresh[fresh["own"] & ~fresh["bps_code"].isin(decided["bps_code"])])
    decided = pd.concat([decided, denied])
    known = _best(placed[~placed["bps_code"].isin(decided["bps_code"])])
    known = known.assign(last_known_state=known["state"], state="no_data")
    decided = decided.assign(last_known_state=decided["state"])
    table = pd.concat([decided, known])
    table = table.assign(age_quarters=quarter.ordinal - table["evidence_quarter"])
    return table.drop(columns=["own", "known_on"])


def _attach_dispute(
    table: pd.DataFrame, placed: pd.DataFrame, contrary: pd.DataFrame, quarter: Quarter
) -> pd.DataFrame:
    """Mark the units of which sources for the same period disagree."""
    overlaps = (contrary["period_start"] <= pd.Timestamp(quarter.last_day)) & (
        contrary["as_of"] >= pd.Timestamp(quarter.first_day)
    )
    enrolled = table.loc[table["state"] == "enrolled", "bps_code"]
    said = contrary[overlaps & contrary["bps_code"].isin(enrolled)]
    others = placed.merge(
        table[["bps_code", "state", "evidence_quarter"]],
        on=["bps_code", "evidence_quarter"],
        validate="many_to_one",
        suffixes=("", "_decided"),
    )
    opposed = others[
        others["state_decided"].isin(["enrolled", "not_enrolled"])
        & (others["state"] != others["state_decided"])
        & ~others["expired"]
        & ~others["own"]
    ].assign(against="other_source")
    against = (
        pd.concat([said, opposed])[["bps_code", "against", "source_id", "as_of", "as_of_precision"]]
        .sort_values(["bps_code", "against", "source_id"])
        .drop_duplicates("bps_code")
        .rename(columns=AGAINST_NAMES)
    )
    joined = table.merge(against, on="bps_code", how="left", validate="one_to_one")
    return joined.assign(disputed=joined["against"].notna()).drop(
        columns=["evidence_quarter", "expired"]
    )


def _stated_bases(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the head counts of non-ASN staff that the sources of enrolment give themselves."""
    stated = observations[
        (observations["indicator"] == "eligible_persons")
        & (observations["segment"] == SEGMENT)
        & observations["certainty"].isin(list(CERTAINTY_RANK))
    ]
    return stated.assign(indicator="non_asn", denominator_id=stated["statement_id"])


def _attach_base(table: pd.DataFrame, denominators: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Attach the nearest head count of non-ASN staff, and the rate where both stand.

    A count of enrolled persons, a part of the staff or a ceiling is no base.
    """
    heads = (
        denominators["indicator"].eq("non_asn")
        & denominators["unit"].eq("persons")
        & denominators["value"].gt(0)
    )
    bases = denominators[heads].rename(columns=BASE_NAMES)
    wanted = quarter_ordinal(table["as_of"]).where(table["enrolled_persons"].notna())
    near = table[["bps_code", "source_id"]].assign(wanted=wanted.fillna(quarter.ordinal))
    pairs = near.merge(bases, on="bps_code", validate="one_to_many")
    pairs = pairs.assign(
        distance=(quarter_ordinal(pairs["base_as_of"]) - pairs["wanted"]).abs(),
        foreign=pairs["base_source_id"] != pairs["source_id"],
    )
    nearest = (
        pairs[pairs["distance"] <= BASE_DISTANCE_QUARTERS]
        .sort_values(
            ["bps_code", "base_certainty", "distance", "foreign", "base_as_of", "denominator_id"],
            key=lambda rank: rank.eq("approximate") if rank.name == "base_certainty" else rank,
        )
        .drop_duplicates("bps_code")[["bps_code", *BASE_NAMES.values()]]
    )
    joined = table.merge(nearest, on="bps_code", how="left", validate="one_to_one")
    joined = joined.assign(eligible_persons=joined["eligible_persons"].astype("Int64"))
    rate = joined["enrolled_persons"] / joined["eligible_persons"]
    return joined.assign(coverage_rate=rate.astype("Float64"))


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
    # a figure for a time after its source was printed is told with its own time
    days = days.mask(observations["period_start"] > days, observations["as_of"])
    rows = observations.assign(known_on=days)[inside & ~apart]
    return rows.sort_values(["bps_code", "segment", "indicator", "statement_id"]).reset_index(
        drop=True
    )
