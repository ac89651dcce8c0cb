"""What changed between two quarters, unit by unit, and what was only revised.

A change is one of the present knowledge: both quarters are decided from all evidence. What had
been known then only tells news and revisions from what did not change.
"""

from collections.abc import Collection
from typing import Any

import pandas as pd

from ntt_coverage.measures.evidence import CERTAINTY_RANK

__all__ = ["CHANGES", "PERSON_CHANGES", "SAME_PERSONS", "STILL", "changed_units", "changes_between"]

CHANGES = (
    "joined", "left", "newly_known", "revised", "still_enrolled", "still_not_enrolled", "lost",
    "no_data",
)  # fmt: skip
STILL = ("still_enrolled", "still_not_enrolled", "no_data")
"""Nothing changed."""

PERSON_CHANGES = (
    "more", "fewer", "approximate", "revised", "newly_counted", "no_longer_counted", "same",
    "not_known",
)  # fmt: skip
SAME_PERSONS = ("same", "not_known")
"""Nothing is told of persons."""

KNOWN = ("enrolled", "not_enrolled")

TAKEN = [
    "state", "disputed", "implied", "persons", "approximate", "as_of", "as_of_precision",
    "period_start", "statement_id", "exact",
]  # fmt: skip
COLUMNS = [
    "bps_code", "regency", "state_then", "state_before", "state", "change", "disputed_before",
    "disputed", "implied_before", "implied", "persons_then", "persons_before", "persons",
    "persons_change", "approximate_then", "approximate_before", "approximate", "as_of_before",
    "as_of_precision_before", "as_of", "as_of_precision",
]  # fmt: skip


def changes_between(
    before: pd.DataFrame,
    after: pd.DataFrame,
    known_then: pd.DataFrame,
    *,
    last_day: pd.Timestamp,
    wholes: Collection[frozenset[str]] = (),
) -> pd.DataFrame:
    """Compare the states and the persons of two quarters.

    Parameters
    ----------
    before, after : pandas.DataFrame
        The coverage of the earlier and of the later quarter with its corrections, from all
        evidence whenever it was published.
    known_then : pandas.DataFrame
        The coverage of the earlier quarter from what had been published by its last day.
    last_day : pandas.Timestamp
        The last day of the earlier quarter.
    wholes : collection of frozenset of str
        The keys of statements of which one is the whole and the others are its parts.

    Returns
    -------
    pandas.DataFrame
        22 rows in the order of ``after``: ``bps_code, regency``; ``state_then`` (as far as
        could be known), ``state_before``, ``state``, ``change``; ``disputed_before, disputed``;
        ``implied_before, implied`` (the state is known only because a complete list does not
        name the unit); ``persons_then, persons_before, persons, persons_change``, and whether
        the numbers have a hedge, ``approximate_then, approximate_before, approximate``, which
        is missing where there is no number; ``as_of_before, as_of`` (the days that the states
        are of), and how precisely they are known, ``as_of_precision_before, as_of_precision``.

        ``change``: ``joined`` and ``left``: both states are known and differ, and the second
        is of days after the earlier quarter; ``newly_known``: there is a state now, and there
        was none, or none that could be known then, or another that the second may have
        followed within the earlier quarter already;
        ``revised``: nothing changed between the quarters, but another state had been known
        then; ``still_enrolled``, ``still_not_enrolled``: no change; ``lost``: there was a
        state, and now none is known; ``no_data``: neither. A figure that is suppressed is
        known to nobody.

        ``persons_change``: ``more`` and ``fewer``: the unit enrols in both quarters, and its
        numbers are exact and of days one after the other; ``approximate``: they differ, but
        one of them is approximate or has a correction, the second may not be of a later
        day, or one is a part of the other; ``revised``: two numbers of the same day, or another
        number than had been known then, or none; ``newly_counted``, ``no_longer_counted``: a
        number of persons enrolled only now, or only then; ``same``; ``not_known``: none.
    """
    joined = (
        _taken(after, ["regency"])
        .merge(_taken(before), on="bps_code", validate="one_to_one", suffixes=("", "_before"))
        .merge(
            _taken(known_then)[["bps_code", "state", "persons", "approximate"]],
            on="bps_code",
            validate="one_to_one",
            suffixes=("", "_then"),
        )
    )
    rows = joined.to_dict("records")
    return joined.assign(
        change=[_change(row, last_day) for row in rows],
        persons_change=[_persons_change(row, wholes) for row in rows],
    )[COLUMNS]


def _taken(coverage: pd.DataFrame, more: list[str] | None = None) -> pd.DataFrame:
    """Take what is compared; a number counts only where the state is known."""
    corrected = coverage.get("corrected_value", pd.Series(pd.NA, index=coverage.index))
    known = coverage["state"].isin(KNOWN)
    persons = coverage["enrolled_persons"].astype("Int64").where(known)
    about = coverage["certainty"].eq(CERTAINTY_RANK["approximate"]).astype("boolean")
    return coverage.assign(
        persons=persons,
        implied=known & coverage["basis"].eq("implied"),
        approximate=about.where(persons.notna()),
        period_start=coverage["holds_from"].fillna(coverage["period_start"]),
        exact=coverage["certainty"].eq(CERTAINTY_RANK["certain"]) & corrected.isna(),
    )[["bps_code", *(more or []), *TAKEN]]


def _change(row: dict[str, Any], last_day: pd.Timestamp) -> str:
    before, after, then = row["state_before"], row["state"], row["state_then"]
    if after in KNOWN and before in KNOWN and before != after:
        if row["period_start"] <= last_day:  # a figure for a year is of any of its quarters
            return "newly_known"
        return "joined" if after == "enrolled" else "left"
    if after in KNOWN and before not in KNOWN:
        return "newly_known"
    if before in KNOWN and after not in KNOWN:
        return "lost"
    # on present knowledge nothing changed between the quarters
    held = before if before in KNOWN else ""
    if then in KNOWN and then != held:
        return "revised"
    if held:
        return f"still_{held}" if then == held else "newly_known"
    return "no_data"


def _persons_change(row: dict[str, Any], wholes: Collection[frozenset[str]]) -> str:
    before, after, then = row["persons_before"], row["persons"], row["persons_then"]
    if pd.isna(before):
        if not pd.isna(then):
            return "revised"
        return "not_known" if pd.isna(after) else "newly_counted"
    if pd.isna(after):
        return "no_longer_counted"
    if row["state_before"] != row["state"]:  # from or to a known zero: the state tells it
        return "newly_counted" if row["state"] == "enrolled" else "no_longer_counted"
    if row["statement_id"] == row["statement_id_before"] or before == after:
        if pd.isna(then):
            return "newly_counted"
        return "same" if then == before else "revised"
    if not (row["exact"] and row["exact_before"]) or row["state"] != "enrolled":
        return "approximate"
    pair = {row["statement_id_before"], row["statement_id"]}
    if any(pair <= whole for whole in wholes):
        return "approximate"
    if row["as_of"] == row["as_of_before"]:
        return "revised"
    if row["period_start"] <= row["as_of_before"]:
        return "approximate"
    return "more" if after > before else "fewer"


def changed_units(changes: pd.DataFrame) -> pd.DataFrame:
    """Return the units of which anything changed or was revised.

    Parameters
    ----------
    changes : pandas.DataFrame
        As returned by `changes_between`.

    Returns
    -------
    pandas.DataFrame
        Those whose state, persons or dispute is not what it was.
    """
    still = changes["change"].isin(STILL) & changes["persons_change"].isin(SAME_PERSONS)
    return changes[~still | changes["disputed"].ne(changes["disputed_before"])]
