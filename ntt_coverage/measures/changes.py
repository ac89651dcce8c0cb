"""What changed between two quarters, unit by unit."""

import pandas as pd

__all__ = ["CHANGES", "changes_between"]

CHANGES = (
    "joined", "left", "newly_known", "still_enrolled", "still_not_enrolled", "lost", "no_data",
)  # fmt: skip
KNOWN = ("enrolled", "not_enrolled")


def changes_between(
    before: pd.DataFrame, after: pd.DataFrame, known_then: pd.DataFrame
) -> pd.DataFrame:
    """Compare the states of two quarters.

    Parameters
    ----------
    before, after : pandas.DataFrame
        The coverage of the earlier and of the later quarter, from all evidence whenever it was
        published.
    known_then : pandas.DataFrame
        The coverage of the earlier quarter from what had been published by its last day.

    Returns
    -------
    pandas.DataFrame
        22 rows in the order of ``after``: ``bps_code, regency, state_before, state,
        change``. ``joined`` and ``left``: both states are known and differ; ``newly_known``:
        there is a state now, and then there was none, or another as far as could be known;
        ``still_enrolled``, ``still_not_enrolled``: no change; ``lost``: there was a state, and
        now none is known; ``no_data``: neither. A figure that is suppressed is known to nobody.
    """
    columns = ["bps_code", "state"]
    joined = (
        after[["bps_code", "regency", "state"]]
        .merge(before[columns], on="bps_code", validate="one_to_one", suffixes=("", "_before"))
        .merge(known_then[columns], on="bps_code", validate="one_to_one", suffixes=("", "_then"))
    )
    changes = [
        _change(row["state_before"], row["state"], row["state_then"])
        for row in joined.to_dict("records")
    ]
    return joined.assign(change=changes)[["bps_code", "regency", "state_before", "state", "change"]]


def _change(before: str, after: str, then: str) -> str:
    if after not in KNOWN:
        return "lost" if before in KNOWN else "no_data"
    if before in KNOWN and before != after:
        return "joined" if after == "enrolled" else "left"
    if before not in KNOWN or then != before:
        return "newly_known"
    return f"still_{after}"
