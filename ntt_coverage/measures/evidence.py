"""Which observations say whether a regency enrols its staff, and which contradict.

Evidence is a number of members or covered persons, an agreement in force, a list of named
units, or a dated statement about one named regency. Other kinds of workers, areas of
several regencies, plans, quotas, budgets, shares and counts of units are no evidence. Each
kind of worker has its own evidence; the question of the project is about non-ASN staff.
"""

import pandas as pd

from ntt_coverage.regencies import load_regencies, regency_of

__all__ = [
    "CERTAINTY_RANK",
    "LONGEST_PERIOD_DAYS",
    "SEGMENT",
    "SEGMENTS",
    "at_own_time",
    "contrary_statements",
    "evidence_of_enrolment",
    "known_on",
    "quarter_ordinal",
]

SEGMENT = "non_asn"
"""The kind of worker that reports are about: government staff outside the civil service."""

SEGMENTS = (
    SEGMENT, "village_officials", "vulnerable", "informal", "formal", "construction",
    "community_officials", "all",
)  # fmt: skip
"""Kinds of workers whose states can be asked for; "other" is of several kinds, so it has none."""

CERTAINTY_RANK = {"certain": 0, "approximate": 1}
LONGEST_PERIOD_DAYS = {"day": 1, "month": 31, "quarter": 92, "year": 366}
"""A period as long as this or longer was printed with two ends."""

AGREEMENT = r"agreement|perjanjian|kerja ?sama|\bmou\b|\bpks\b"
BPJS = r"\bbpjs\b|jamsostek"
COMPANY = r"\b(with|dengan|bersama)\b.*"
"""A mayor who speaks "in a meeting with BPJS" is not BPJS."""

LIST_UNIVERSES = {22: ("kabupaten", "kota"), 21: ("kabupaten",)}
"""A list out of 22 speaks of all units, one out of 21 of the regencies without the city."""

COLUMNS = [
    "bps_code", "state", "basis", "persons", "certainty", "as_of_precision", "period_start",
    "known_on", "holds_from", "holds_to", "source_id", "statement_id", "own", "list_size",
    "list_universe",
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
    published = _published(observations, sources)
    return observations["as_of"].where(~(observations["as_of"] > published), published)


def at_own_time(observations: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Tell of each observation when it speaks of; what lies ahead of its source is planned.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    sources : pandas.DataFrame
        One row per source, with ``published``.

    Returns
    -------
    pandas.DataFrame
        With `known_on`; what begins after it was printed stands at its own time instead, and
        its ``certainty`` is planned, whatever its words say.
    """
    days = known_on(observations, sources)
    ahead = observations["period_start"] > days
    return observations.assign(
        known_on=days.mask(ahead, observations["as_of"]),
        certainty=observations["certainty"].mask(ahead, "planned"),
    )


def evidence_of_enrolment(
    observations: pd.DataFrame, sources: pd.DataFrame, segment: str = SEGMENT
) -> pd.DataFrame:
    """Gather the evidence on one kind of worker, one row per unit and statement.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    sources : pandas.DataFrame
        One row per source.
    segment : str
        The kind of worker; evidence on another kind is none.

    Returns
    -------
    pandas.DataFrame
        ``state`` (enrolled, not_enrolled), ``basis`` (count, agreement, listed, implied,
        statement), ``persons`` (missing where none is printed), ``period_start``, ``known_on``,
        ``holds_from`` and ``holds_to`` (only where first and last day are printed), ``own``
        (a denial that does not come from BPJS). A closed list gives a row for every unit it
        speaks of.
    """
    about = observations[
        (observations["segment"] == segment)
        & observations["bps_code"].isin([unit.bps_code for unit in load_regencies()])
    ]
    about = at_own_time(about, sources)
    told = about["certainty"].isin(list(CERTAINTY_RANK))
    # staff stay enrolled beyond a report's period; what a donor or budget pays for others ends
    spans = segment != SEGMENT
    named = pd.concat([_counts(about[told], spans=spans), _flags(about[told], spans=spans)])
    return pd.concat([named, _implied(about, named)], ignore_index=True)[COLUMNS]


def _published(observations: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    return observations["source_id"].map(sources.set_index("source_id")["published"])


def _common(rows: pd.DataFrame, *, spans: bool) -> pd.DataFrame:
    days = (rows["as_of"] - rows["period_start"]).dt.days
    two_ends = days >= rows["as_of_precision"].map(LONGEST_PERIOD_DAYS).astype("int64")
    agreed = rows["indicator_text"].str.contains(AGREEMENT, case=False)
    holds = two_ends & (agreed | spans) & (rows["value"] != 0)
    return rows.assign(
        certainty=rows["certainty"].map(CERTAINTY_RANK),
        holds_from=rows["period_start"].where(holds),
        holds_to=rows["as_of"].where(holds),
        by_bpjs=rows["stated_by"]
        .str.replace(COMPANY, "", case=False, regex=True)
        .str.contains(BPJS, case=False),
    )


def _counts(told: pd.DataFrame, *, spans: bool) -> pd.DataFrame:
    rows = told[told["indicator"] == "enrolled_persons"]
    rows = rows.assign(amount=rows["value"].fillna(rows["value_low"]))
    said = rows["value"].notna() | (rows["value_low"] > 0)  # "0 to 10" says neither
    rows = _common(rows[said], spans=spans)
    held = rows["holds_from"].notna()
    return rows.assign(
        basis=held.map({True: "agreement", False: "count"}),
        state=(rows["amount"] > 0).map({True: "enrolled", False: "not_enrolled"}),
        persons=rows["value"].astype("Int64"),
        own=(rows["amount"] == 0) & rows["stated_by"].ne("") & ~rows["by_bpjs"],
    )


def _flags(told: pd.DataFrame, *, spans: bool) -> pd.DataFrame:
    rows = _common(told[told["indicator"] == "enrolled_flag"], spans=spans)
    listed = rows["list_id"].notna()
    denied = rows["value"] == 0
    return rows.assign(
        basis=listed.map({True: "listed", False: "statement"}).mask(
            rows["holds_from"].notna(), "agreement"
        ),
        state=denied.map({True: "not_enrolled", False: "enrolled"}),
        persons=pd.array([pd.NA] * len(rows), dtype="Int64"),
        own=denied & ~listed & ~rows["by_bpjs"],
    )


def _implied(about: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Give a closed list's unnamed units their row: the list says that they do not enrol."""
    rows = [named.iloc[:0]]
    entries = about[(about["indicator"] == "enrolled_flag") & about["list_id"].notna()]
    for key, members in entries.groupby(["source_id", "list_id"], sort=True):
        told = named[(named["source_id"] == key[0]) & (named["list_id"] == key[1])]
        if len(told) != len(members) or not _is_closed(told):
            continue
        first = told.sort_values("statement_id").iloc[0]
        unnamed = [
            unit.bps_code
            for unit in load_regencies()
            if unit.kind in LIST_UNIVERSES[first["list_universe"]]
            and unit.bps_code not in set(told["bps_code"])
        ]
        implied = pd.DataFrame([first] * len(unnamed)).assign(
            bps_code=unnamed, state="not_enrolled", basis="implied"
        )
        rows.append(implied.astype(named.dtypes.to_dict()))
    return pd.concat(rows)


def _is_closed(members: pd.DataFrame) -> bool:
    """Tell whether as many units are named as the list says it has, all at one time."""
    columns = ("list_size", "list_universe", "known_on")
    if any(
        len(members[column].unique()) != 1 or members[column].isna().any() for column in columns
    ):
        return False
    kinds = LIST_UNIVERSES.get(members["list_universe"].iloc[0], ())
    inside = all(regency_of(code).kind in kinds for code in members["bps_code"])
    complete = members["bps_code"].nunique() == members["list_size"].iloc[0]
    return bool(complete and inside and (members["state"] == "enrolled").all())


def contrary_statements(
    observations: pd.DataFrame, evidence: pd.DataFrame, segment: str = SEGMENT
) -> pd.DataFrame:
    """Gather what speaks against enrolment without deciding it.

    A budget of zero for contributions, and a regency's own denial, mark a unit as disputed
    in every quarter that their period overlaps; they never flip its state.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    evidence : pandas.DataFrame
        As returned by `evidence_of_enrolment`.
    segment : str
        The kind of worker that the evidence is on.

    Returns
    -------
    pandas.DataFrame
        One row per statement: ``bps_code, against`` (budget_zero, says_not), ``period_start,
        as_of, as_of_precision, source_id``.
    """
    budget = (
        (observations["indicator"] == "budget_flag")
        & (observations["segment"] == segment)
        & (observations["value"] == 0)
        & observations["certainty"].isin(list(CERTAINTY_RANK))
    )
    denied = observations["statement_id"].isin(evidence.loc[evidence["own"], "statement_id"])
    rows = observations[budget | denied]
    against = budget[rows.index].map({True: "budget_zero", False: "says_not"})
    columns = ["bps_code", "against", "period_start", "as_of", "as_of_precision", "source_id"]
    return rows.assign(against=against)[columns]
