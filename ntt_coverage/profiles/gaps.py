"""What is not known of a unit: for which quarters, since when, and whom to ask."""

from typing import Any

import pandas as pd

from ntt_coverage.dataset import Dataset
from ntt_coverage.identity import ReportSpec
from ntt_coverage.measures.evidence import CERTAINTY_RANK, SEGMENT, SEGMENTS, quarter_ordinal
from ntt_coverage.pipeline import coverage_in
from ntt_coverage.quarters import Quarter

__all__ = ["QUESTIONS", "gaps_of", "other_workers"]

QUESTIONS = {
    "state": "bpjs",
    "enrolled_persons": "bpjs",
    "eligible_persons": "personnel",
    "uncovered_persons": "personnel",
    "budget_flag": "finance",
}
"""What a map, a rate and a cost need, and which office can tell."""

GAP_COLUMNS = [
    "question", "office", "quarters_known", "quarters_held", "quarters", "missing", "as_of",
    "as_of_precision", "source_id", "age_quarters", "wanted",
]  # fmt: skip

Newest = tuple[Any, Any, Any]
"""Day, precision and source of the newest evidence; missing where there is none."""

NEVER: Newest = (pd.NaT, None, None)


def gaps_of(
    history: pd.DataFrame, statements: pd.DataFrame, costs: pd.DataFrame, quarter: Quarter
) -> pd.DataFrame:
    """Say for each question in which quarters its answer is known.

    Parameters
    ----------
    history : pandas.DataFrame
        As returned by ``history_of``.
    statements : pandas.DataFrame
        As returned by ``statements_about``.
    costs : pandas.DataFrame
        One row per quarter that has numbers for one; see ``costs_by_regency``.
    quarter : Quarter
        The one that age is counted to.

    Returns
    -------
    pandas.DataFrame
        One row per key of ``QUESTIONS``: ``office``; of the ``quarters`` of the history
        ``quarters_known``, and ``quarters_held``, those among them that are known only because
        an agreement was in force; ``missing``, the others, as spans ("2018Q2-2019Q2|2020Q1"); the
        newest answer (``as_of, as_of_precision, source_id``) as of the quarter, and
        ``age_quarters``, its age; ``wanted``: whether the quarter itself has no answer of its
        own; an agreement in force is none.
    """
    numbers = [int(number) for number in history["quarter"]]
    said = history[history["quarter"] <= quarter.ordinal]
    based = said[said["base_as_of"] <= pd.Timestamp(quarter.last_day)]
    budgets, uncovered = (_told(statements, each) for each in ("budget_flag", "uncovered_persons"))
    paid = costs[costs["uncovered_persons"].notna()]
    paid = paid.assign(known_on=paid["as_of"], source_id=paid["source_ids"].str.replace("|", ", "))
    spoken = {Quarter.parse(each).ordinal for each in paid["quarter"]}
    answers = {
        "state": (_where(history, history["state"] != "no_data"), _newest(said, "as_of")),
        "enrolled_persons": (
            _where(history, history["enrolled_persons"].notna()),
            _newest(said[said["enrolled_persons"].notna()], "as_of"),
        ),
        "eligible_persons": (
            _where(history, history["eligible_persons"].notna()),
            _newest(based, "base_as_of", "base_precision", "base_source_id"),
        ),
        "uncovered_persons": (
            spoken | _spoken(uncovered),
            _newest(_until(pd.concat([paid, uncovered]), quarter), "known_on"),
        ),
        "budget_flag": (_spoken(budgets), _newest(_until(budgets, quarter), "known_on")),
    }
    agreed = _agreed(history, statements)
    held = {
        "state": _where(history, agreed),
        "enrolled_persons": _where(history, agreed & history["enrolled_persons"].notna()),
    }
    rows = []
    for question, (known, newest) in answers.items():
        day, precision, source = newest
        age = None if pd.isna(day) else quarter.ordinal - Quarter.of(day.date()).ordinal
        missing = [number for number in numbers if number not in known]
        rows.append(
            (question, QUESTIONS[question], len(numbers) - len(missing),
             len(held.get(question, ())), len(numbers), "|".join(_spans(missing)), day, precision,
             source, age, age != 0 or quarter.ordinal in held.get(question, ()))
        )  # fmt: skip
    frame = pd.DataFrame(rows, columns=GAP_COLUMNS)
    return frame.astype({"age_quarters": "Int64", "as_of": "datetime64[s]"})


def _told(statements: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return what is said of the unit's own non-ASN staff: no plan, no doubtful figure, no part."""
    return statements[
        (statements["segment"] == SEGMENT)
        & (statements["indicator"] == indicator)
        & (statements["scope"] == "own")
        & statements["certainty"].isin(list(CERTAINTY_RANK))
        & ~statements["detail"].astype(bool)
    ]


def _agreed(history: pd.DataFrame, statements: pd.DataFrame) -> pd.Series:
    """Tell which quarters rest on an agreement, with no evidence of the quarter itself."""
    told = pd.concat([_told(statements, each) for each in ("enrolled_persons", "enrolled_flag")])
    held = history["standing"] == "held"
    others = told[~told["statement_id"].isin(history.loc[held, "statement_id"])]
    return held & ~history["quarter"].isin(quarter_ordinal(others["known_on"]).dropna())


def _until(rows: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    return rows[rows["known_on"] <= pd.Timestamp(quarter.last_day)]


def _where(history: pd.DataFrame, known: pd.Series) -> set[int]:
    return {int(number) for number in history.loc[known, "quarter"]}


def _spoken(statements: pd.DataFrame) -> set[int]:
    """Return the quarters that the periods of statements overlap."""
    ends = zip(
        quarter_ordinal(statements["period_start"]),
        quarter_ordinal(statements["known_on"]),
        strict=True,
    )
    return {number for first, last in ends if not pd.isna(first + last)
            for number in range(first, last + 1)}  # fmt: skip


def _newest(
    rows: pd.DataFrame, day: str, precision: str = "as_of_precision", source: str = "source_id"
) -> Newest:
    dated = rows[rows[day].notna()].sort_values(day, kind="stable")
    if dated.empty:
        return NEVER
    last = dated.iloc[-1]
    return last[day], last[precision], last[source]


def _spans(numbers: list[int]) -> list[str]:
    """Write numbers of quarters as spans: [8076, 8077, 8080] as "2019Q1-2019Q2", "2020Q1"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    ends = [(Quarter.from_ordinal(run[0]), Quarter.from_ordinal(run[-1])) for run in runs]
    return [str(one) if one == other else f"{one}-{other}" for one, other in ends]


def other_workers(spec: ReportSpec, data: Dataset, bps_code: str) -> pd.DataFrame:
    """Return what is known of each other kind of worker, by the rules that decide maps.

    Parameters
    ----------
    spec : ReportSpec
        The quarter.
    data : Dataset
        What ``load`` returned.
    bps_code : str
        The unit.

    Returns
    -------
    pandas.DataFrame
        One row per kind in the order of ``SEGMENTS``: the unit's coverage, after ``segment``.
    """
    kinds = [segment for segment in SEGMENTS if segment != SEGMENT]
    rows = [coverage_in(spec, data, segment).coverage.assign(segment=segment) for segment in kinds]
    every = pd.concat(rows, ignore_index=True)
    return every[every["bps_code"] == bps_code].reset_index(drop=True)
