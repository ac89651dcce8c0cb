"""Everything that was printed about one unit, whoever printed it and of whichever workers."""

import pandas as pd

from ntt_coverage.dataset import Dataset
from ntt_coverage.measures.corrections import attach_corrections
from ntt_coverage.measures.evidence import at_own_time, evidence_of_enrolment

__all__ = ["checks_of", "corrections_of", "statements_about"]


def statements_about(data: Dataset, bps_code: str) -> pd.DataFrame:
    """Gather what is printed about a unit.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    bps_code : str
        The unit.

    Returns
    -------
    pandas.DataFrame
        One row per statement, the newest first: the columns of an observation, its correction
        (see ``attach_corrections``), ``known_on`` (the last day that it can speak of),
        ``scope`` (own; area, that it is a part of; implied, by a complete list that leaves
        it out), ``publisher`` and ``detail``: whether it is one of the
        parts and budgets that only the checks look at. The figures that a share may stand on
        are not among them.
    """
    observed = data.cleaned.observations
    bases = set(data.denominators["denominator_id"])
    behind = data.checkable[~data.checkable["statement_id"].isin([*observed["statement_id"]])]
    behind = behind[~behind["statement_id"].isin(bases)].drop(columns="segment_text")
    every = pd.concat(
        [observed.assign(detail=False), behind.assign(detail=True)], ignore_index=True
    )
    inside = every["area_codes"].fillna("").str.split("|").map(lambda codes: bps_code in codes)
    own = every["bps_code"] == bps_code
    rows = every.assign(scope=own.map({True: "own", False: "area"}))[own | inside]
    rows = at_own_time(rows, data.sources)
    rows = pd.concat([rows, _implied(data, bps_code)], ignore_index=True)
    rows = rows.pipe(attach_corrections, data.corrections).merge(
        data.sources[["source_id", "publisher"]], on="source_id", how="left", validate="many_to_one"
    )
    return rows.sort_values(
        ["known_on", "source_id", "detail", "statement_id"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )


def _implied(data: Dataset, bps_code: str) -> pd.DataFrame:
    """Return the complete lists that do not name the unit: they say that it does not enrol."""
    evidence = evidence_of_enrolment(data.cleaned.observations, data.sources)
    rows = evidence[(evidence["bps_code"] == bps_code) & (evidence["basis"] == "implied")]
    named = data.cleaned.observations.set_index("statement_id").loc[rows["statement_id"]]
    taken = ["as_of", "place", "stated_by", "form", "list_id", "programme", "as_of_basis"]
    return rows[
        ["bps_code", "source_id", "statement_id", "list_size", "list_universe", "known_on",
         "period_start", "as_of_precision"]
    ].assign(
        **{name: named[name].to_numpy() for name in taken},
        indicator="enrolled_flag",
        segment="non_asn",
        unit="flag",
        value=0.0,
        certainty="implied",
        detail=False,
        scope="implied",
    )  # fmt: skip


def checks_of(checks: pd.DataFrame, statements: pd.DataFrame, bps_code: str) -> pd.DataFrame:
    """Return the checks that touch a unit.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by ``check``.
    statements : pandas.DataFrame
        As returned by `statements_about`.
    bps_code : str
        The unit.

    Returns
    -------
    pandas.DataFrame
        Those of the unit, of an area that it is a part of, and those that compare one of its
        own statements with others; in the order of the checks.
    """
    own = set(statements.loc[statements["scope"] != "implied", "statement_id"])
    placed = checks["area"].str.split("|").map(lambda codes: bps_code in codes)
    named = checks["statement_ids"].str.split("|").map(lambda ids: not own.isdisjoint(ids))
    return checks[(placed | named).astype(bool)]


def corrections_of(
    corrections: pd.DataFrame, statements: pd.DataFrame, checks: pd.DataFrame
) -> pd.DataFrame:
    """Return the documented corrections of what is printed about a unit.

    Parameters
    ----------
    corrections : pandas.DataFrame
        All of them.
    statements, checks : pandas.DataFrame
        As returned by `statements_about` and `checks_of`.

    Returns
    -------
    pandas.DataFrame
        Those of its statements, and of others that its checks compare them with.
    """
    compared = checks["statement_ids"].str.split("|").explode()
    return corrections[
        corrections["statement_id"].isin([*statements["statement_id"], *compared.dropna()])
    ]
