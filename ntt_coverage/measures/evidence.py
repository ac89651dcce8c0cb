"""Which observations say whether a regency enrols its non-ASN staff, and which contradict.

Evidence is a number of members or covered persons, an agreement in force, a list of named
units, or a dated statement about one named regency. Other kinds of workers, areas of
several regencies, plans, quotas, budgets, shares and counts of units are no evidence.
"""

import pandas as pd

from ntt_coverage.regencies import load_regencies

__all__ = ["contrary_statements", "evidence_of_enrolment", "known_on", "quarter_ordinal"]

SEGMENT = "non_asn"
CERTAINTY_RANK = {"certain": 0, "approximate": 1}
LIST_UNIVERSES = {22: ("kabupaten", "kota"), 21: ("kabupaten",)}
"""A list out of 22 speaks of all units, one out of 21 of the regencies without the city."""

COLUMNS = [
    "bps_code", "state", "basis", "persons", "certainty", "as_of_precision", "known_on",
    "holds_from", "holds_to", "source_id", "statement_id", "own", "list_size", "list_universe",
]  # fmt: skip


def quarter_ordinal(days: pd.Series) -> pd.Series:
    """Return the quarters of days as numbers that can be subtracted.

    Parameters
    ----------
    days : pandas.Series of datetime64
        Days; NaT gives a missing number.

    Returns
    -------
    pandas.Series of Int64
        ``4 * year + quarter - 1``.
    """
    return (4 * days.dt.year + days.dt.quarter - 1).astype("Int64")


def known_on(observations: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Return the last day that each observation can speak of.

    The last day of its period, but not after its source was published.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    sources : pandas.DataFrame
        One row per source, with ``published``.

    Returns
    -------
    pandas.Series of datetime64
        Indexed as the observations.
    """
    published = observations["source_id"].map(sources.set_index("source_id")["published"])
    return observations["as_of"].where(~(observations["as_of"] > published), published)


def evidence_of_enrolment(observations: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Gather the evidence on non-ASN staff, one row per unit and statement.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    sources : pandas.DataFrame
        One row per source.

    Returns
    -------
    pandas.DataFrame
        ``state`` (enrolled, not_enrolled), ``basis`` (count, agreement, listed, implied,
        statement), ``persons`` (missing where none is printed), ``known_on``, ``holds_from``
        and ``holds_to`` (only where first and last day are printed), ``own`` (a denial that
        does not come from BPJS). A closed list gives a row for every unit it speaks of.
    """
    usable = observations[
        (observations["segment"] == SEGMENT)
        & observations["certainty"].isin(list(CERTAINTY_RANK))
        & observations["bps_code"].isin([unit.bps_code for unit in load_regencies()])
    ]
    usable = usable.assign(known_on=known_on(usable, sources))
    named = pd.concat([_counts(usable), _flags(usable)])
    return pd.concat([named, _implied(named)], ignore_index=True)[COLUMNS]


def _common(rows: pd.DataFrame) -> pd.DataFrame:
    holds = (rows["as_of_precision"] == "day") & (rows["period_start"] < rows["as_of"])
    return rows.assign(
        certainty=rows["certainty"].map(CERTAINTY_RANK),
        holds_from=rows["period_start"].where(holds),
        holds_to=rows["as_of"].where(holds),
        own=False,
    )


def _counts(usable: pd.DataFrame) -> pd.DataFrame:
    rows = usable[usable["indicator"] == "enrolled_persons"]
    amount = rows["value"].fillna(rows["value_low"])
    rows = _common(rows[amount.notna()])
    return rows.assign(
        basis="count",
        state=(amount[amount.notna()] > 0).map({True: "enrolled", False: "not_enrolled"}),
        persons=rows["value"].astype("Float64").round().astype("Int64"),
    )


def _flags(usable: pd.DataFrame) -> pd.DataFrame:
    rows = _common(usable[usable["indicator"] == "enrolled_flag"])
    listed = rows["list_id"].notna()
    denied = rows["value"] == 0
    return rows.assign(
        basis=listed.map({True: "listed", False: "statement"}).mask(
            rows["holds_from"].notna(), "agreement"
        ),
        state=denied.map({True: "not_enrolled", False: "enrolled"}),
        persons=pd.array([pd.NA] * len(rows), dtype="Int64"),
        own=denied & ~listed & ~rows["stated_by"].str.contains("BPJS", case=False),
    )


def _implied(named: pd.DataFrame) -> pd.DataFrame:
    """Give a closed list's unnamed units their row: the list says that they do not enrol."""
    rows = [named.iloc[:0]]
    lists = named[(named["basis"] == "listed") & named["list_size"].notna()]
    for _, members in lists.groupby(["source_id", "list_id"], sort=True):
        if not _is_closed(members):
            continue
        first = members.iloc[0]
        kinds = LIST_UNIVERSES[int(first["list_universe"])]
        unnamed = [
            unit.bps_code
            for unit in load_regencies()
            if unit.kind in kinds and unit.bps_code not in set(members["bps_code"])
        ]
        implied = pd.DataFrame([first] * len(unnamed)).assign(
            bps_code=unnamed, state="not_enrolled", basis="implied"
        )
        rows.append(implied.astype(named.dtypes.to_dict()))
    return pd.concat(rows)


def _is_closed(members: pd.DataFrame) -> bool:
    """Tell whether as many units are named as the list says it has, all at one time."""
    one = all(
        len(members[column].unique()) == 1 for column in ("list_size", "list_universe", "known_on")
    )
    complete = members["bps_code"].nunique() == members["list_size"].iloc[0]
    known = members["list_universe"].iloc[0] in LIST_UNIVERSES
    return bool(one and complete and known and (members["state"] == "enrolled").all())


def contrary_statements(observations: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Gather what speaks against enrolment without deciding it.

    A budget of zero for contributions, and a regency's own denial, mark a unit as disputed
    in every quarter that their period overlaps; they never flip its state.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    evidence : pandas.DataFrame
        As returned by `evidence_of_enrolment`.

    Returns
    -------
    pandas.DataFrame
        One row per statement: ``bps_code, against`` (budget_zero, says_not), ``period_start,
        as_of, as_of_precision, source_id``.
    """
    budget = (
        (observations["indicator"] == "budget_flag")
        & (observations["segment"] == SEGMENT)
        & (observations["value"] == 0)
        & observations["certainty"].isin(list(CERTAINTY_RANK))
    )
    denied = observations["statement_id"].isin(evidence.loc[evidence["own"], "statement_id"])
    rows = observations[budget | denied]
    against = budget[rows.index].map({True: "budget_zero", False: "says_not"})
    columns = ["bps_code", "against", "period_start", "as_of", "as_of_precision", "source_id"]
    return rows.assign(against=against)[columns]
