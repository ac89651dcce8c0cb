"""Every planted contradiction is found, nothing is found where none is, every rule is needed."""

import pytest

from ntt_coverage.measures.statements.checking import RULES
from tests.checker.conftest import HERE, SETS, read_set
from tests.checker.plant import corpus

PLANTED = [each for each in SETS if each["planted"] == "yes"]
CLEAN = [each for each in SETS if each["planted"] == "no"]
TESTED_ELSEWHERE = {"check_unlike_groups", "check_regions"}
"""No set has two sources of one word, or 22 regencies: the tests in measures need these rules."""

NEIGHBOURS = {
    "named_units": {"official_count", "magnitude"}, "planned": {"parts"},
    "unlike_bases": {"share"},
}  # fmt: skip
"""Rules under which a strict reader may file the same contradiction."""


def names(sets):
    return pytest.mark.parametrize("each", sets, ids=lambda each: each["name"])


def involving(found, each):
    wanted = set(each["statements"].split("|"))
    return [
        row for row in found.to_dict("records") if wanted <= set(row["statement_ids"].split("|"))
    ]


def test_there_are_enough_sets_of_every_rule_planted_and_clean():
    assert len(SETS) >= 60
    for rule in {rule.name for rule in RULES}:
        assert len([each for each in PLANTED if each["rule"] == rule]) >= 3
        assert len([each for each in CLEAN if each["rule"] == rule]) >= 3


def test_the_sets_are_what_the_generator_proves_and_writes():
    for path, content in corpus():
        assert (HERE / path).read_bytes() == content, path


@names(SETS)
def test_every_row_of_a_set_is_looked_at(each):
    assert read_set(each["name"]).cleaned.issues.empty


@names(PLANTED)
def test_a_planted_contradiction_is_found_with_its_statements(findings, each):
    hits = involving(findings(each["name"]), each)
    allowed = {each["rule"]} | NEIGHBOURS.get(each["rule"], set())
    assert {hit["rule"] for hit in hits} & allowed


@names([each for each in PLANTED if each["reading"]])
def test_a_slip_that_explains_it_is_offered_as_the_likely_reading(findings, each):
    hits = involving(findings(each["name"]), each)
    assert each["reading"] in {hit["reading_value"] for hit in hits}


@names([each for each in PLANTED if not each["reading"]])
def test_where_no_slip_explains_it_alone_none_is_offered(findings, each):
    hits = involving(findings(each["name"]), each)
    assert {hit["reading_value"] for hit in hits} == {""}


@names(CLEAN)
def test_nothing_is_found_where_nothing_is_planted(findings, each):
    found = findings(each["name"])
    assert found.empty, found["arithmetic_en"].tolist()


@pytest.mark.parametrize("disabled", RULES, ids=lambda rule: rule.check.__name__)
def test_without_a_rule_something_planted_is_missed(findings, disabled):
    if disabled.check.__name__ in TESTED_ELSEWHERE:
        return
    rest = [rule for rule in RULES if rule is not disabled]
    own = [each for each in PLANTED if each["rule"] == disabled.name]
    assert any(
        {h["rule"] for h in involving(findings(each["name"], rest), each)}
        != {h["rule"] for h in involving(findings(each["name"]), each)}
        for each in own
    )
    assert any(not involving(findings(each["name"], rest), each) for each in own)
