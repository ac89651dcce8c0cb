"""Every printed statement is read as the answer key reads it, or the difference is explained."""

import csv
from pathlib import Path

import pandas as pd
import pytest

KEY = Path(__file__).parents[1] / "data" / "answer_key.csv"
CERTAINTY = {"approx": "approximate", "hedged": "approximate"}
"""The key's words for a hedge."""

CHECKER = "doubtful is the statement checker's word: the text alone shows no doubt"
YEAR = "printed is the year; the launch day is another statement"
OUTSIDE = "a place outside the province is other, not blank"
RANGE = "both ends are published: a range has bounds and no number"
FURNITURE = "belongs to the page, not to the article: rejected"

EXPLAINED = {
    # (statement_id, field): (ours, the key's, reason)
    ("000-10", "certainty"): ("certain", "doubtful", CHECKER),
    ("000-12", "certainty"): ("certain", "doubtful", CHECKER),
    ("000-13", "certainty"): ("certain", "doubtful", CHECKER),
    ("000-14", "certainty"): ("certain", "doubtful", CHECKER),
    ("001-01", "certainty"): ("certain", "doubtful", CHECKER),
    ("001-07", "certainty"): ("certain", "doubtful", CHECKER),
    ("002-14", "certainty"): ("certain", "doubtful", CHECKER),
    ("003-02", "certainty"): ("certain", "doubtful", CHECKER),
    ("X010", "certainty"): ("certain", "doubtful", CHECKER),
    ("001-12", "certainty"): ("planned", "approximate", "a hope is a plan"),
    ("004-01", "certainty"): ("certain", "approximate", "no hedge in the token; baru is none"),
    ("001-07", "period"): ("2023-12-31", "2023-05-22", YEAR),
    ("001-08", "period"): ("2023-12-31", "2023-05-22", YEAR),
    ("003-02", "period"): ("2019-09-27", "2019-08-27", "27/9 stays as printed"),
    ("004-01", "period"): ("2023-11-30", "2023-11-17", "now is a month, not a day"),
    ("001-11", "area"): ("other", "", OUTSIDE),
    ("003-04", "area"): ("other", "", OUTSIDE),
    ("X028", "value"): (None, 1500.0, RANGE),
    ("X028", "value_low"): (1500.0, None, RANGE),
    ("X028", "value_high"): (2000.0, None, RANGE),
    ("002-15", "row"): ("rejected", "not part of the story", FURNITURE),
    ("004-05", "row"): ("rejected", "not part of the story", FURNITURE),
}

ROLES = {
    # the key's role of a number: what it may be here
    "numerator": {"enrolled_persons", "enrolled_units"},
    "vague": {"enrolled_persons"},
    "denominator": {"eligible_persons", "total_units"},
    "target": {"total_units"},
    "complement": {"uncovered_persons", "uncovered_units"},
    "share_covered": {"coverage_share"},
    "share_not_covered": {"uncovered_share"},
    "flag": {"enrolled_flag"},
    "amount": {"contribution_amount"},
    "count": {"enrolled_units", "other"},
    "qualitative": {"other"},
    "date": {"date"},
    "boilerplate": set(),
}

COUNTS = {
    # "count" in the key says what is counted only by its unit
    "000-06": "enrolled_units",
    "000-08": "enrolled_units",
    "001-05": "other",
    "001-08": "enrolled_units",
    "001-11": "other",
    "004-03": "other",
    "004-04": "other",
}


def answers():
    with KEY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def observations(cleaned):
    return cleaned.observations.set_index("statement_id")


def at_precision(seen, answer):
    """Write our period as precisely as the key writes its own: "2021", "2021-06", "a/b"."""
    ends = answer.split("/")
    days = [seen["as_of"]] if len(ends) == 1 else [seen["period_start"], seen["as_of"]]
    return "/".join(day.date().isoformat()[: len(end)] for day, end in zip(days, ends, strict=True))


def number(value):
    return None if pd.isna(value) or value == "" else float(value)


def compare(answer, seen):
    """Return {field: (ours, the key's)} of one statement."""
    area = seen["bps_code"] if pd.notna(seen["bps_code"]) else seen["area_codes"]
    pairs = {
        "area": ("" if pd.isna(area) else area, answer["area"]),
        "certainty": (
            seen["certainty"],
            CERTAINTY.get(answer["certainty"], answer["certainty"]),
        ),
        "period": (at_precision(seen, answer["period_resolved"]), answer["period_resolved"]),
        "unit": (seen["unit"], answer["unit"]),
    }
    if seen["indicator"] == "date":  # the value of a date is its period
        pairs["value"] = (at_precision(seen, answer["value"]), answer["value"])
    else:
        for field in ("value", "value_low", "value_high"):
            pairs[field] = (number(seen[field]), number(answer[field]))
    return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}


def differences(answer, observations):
    statement_id = answer["statement_id"]
    if statement_id not in observations.index:
        return {"row": ("rejected", answer["certainty"])}
    return compare(answer, observations.loc[statement_id])


def explained(statement_id):
    return {field: pair[:2] for (row, field), pair in EXPLAINED.items() if row == statement_id}


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: answer["statement_id"])
def test_every_statement_agrees_with_the_key_or_its_difference_is_explained(answer, observations):
    found = differences(answer, observations)
    if answer["statement_id"] == "003-02":  # the date of 003-02 is also its value
        found.pop("value")
    assert found == explained(answer["statement_id"])


def test_every_explanation_belongs_to_a_statement_and_gives_a_reason():
    rows = {answer["statement_id"] for answer in answers()}
    assert {row for row, _ in EXPLAINED} <= rows
    assert all(ours != other and reason for ours, other, reason in EXPLAINED.values())


def test_the_key_answers_for_every_raw_row_once(statements):
    rows = [answer["statement_id"] for answer in answers()]
    assert rows == statements["statement_id"].tolist()
    assert len(rows) == len(set(rows)) == 134


ARTICLES = [answer for answer in answers() if answer["measure_role"]]


def test_every_row_of_the_articles_has_a_role_and_every_role_is_used():
    assert len(ARTICLES) == 56
    assert {answer["measure_role"] for answer in ARTICLES} == set(ROLES)


@pytest.mark.parametrize("answer", ARTICLES, ids=lambda answer: answer["statement_id"])
def test_the_indicator_agrees_with_the_role_in_the_key(answer, observations):
    statement_id, role = answer["statement_id"], answer["measure_role"]
    found = set(observations.loc[observations.index == statement_id, "indicator"])
    assert found <= ROLES[role]
    assert bool(found) is bool(ROLES[role])
    if role == "count":
        assert found == {COUNTS[statement_id]}
