"""What a careful reader finds in the project's own articles, and what fits in them."""

import pandas as pd
import pytest

from ntt_coverage.measures.statements.checking import (
    CHECK_COLUMNS,
    RULES,
    check_statements,
    findings_of,
)
from ntt_coverage.pipeline import check

# rule, statements that must be involved, what the arithmetic says, likely reading
FINDINGS = [
    ("complement", "000-12|000-13|000-14", "5,244 + 9,192 = 14,436, printed 14,438", "5426"),
    ("complement", "002-14|002-05", "6 + 17 = 23, printed 22", ""),
    ("restated", "000-04|000-16|X002", "2,480 and 2,482", ""),
    ("restated", "000-13|X001", "5,426 and 5,244", "5426"),
    ("official_count", "000-10", "printed 58, official count 160", "158"),
    ("date_order", "000-02|000-05", "22 June 2021 and 30 June 2021", ""),
    ("contribution", "001-09|001-01", "fits 5,829 workers", "5829"),
    ("restated", "001-01|X017", "5,892 and 5,829", "5829"),
    ("weekday", "003-02", "27 September 2019 is a Friday", "2019-08-27"),
    ("date_order", "003-02", "published 27 August 2019", ""),
    ("date_order", "003-02|003-03", "an event of 29 August 2019", ""),
    ("unlike_bases", "003-01|X011", "both called non-ASN", ""),
    ("unlike_bases", "004-01", "30% of 5,656,049 inhabitants", ""),
    (
        "restated",
        "002-06|X013",
        "6 regencies and cities (16 July 2019), then 5 regencies and cities (29 August 2019)",
        "",
    ),
    ("restated", "002-09|X106", "budget for contributions is zero", ""),
    ("parts", "X053|P014|P015", "9,731 + 1,521 = 11,252, printed 10,252", ""),
    ("parts", "X019|X020|X022|X023", "= 92,763, printed 92,229", ""),
    ("parts", "P027|D001|D020", "= 5,656,049, printed 5,656,039, difference 10", ""),
    ("parts", "X028|X011|X012", "33,000–44,000, yet 20,000 + 10,000 = 30,000", ""),
    ("restated", "P016|X059", "42.47% (May 2024), then 33.7% (June 2024)", ""),
    ("restated", "D256|D257", "4,000 and 3,260", ""),
    ("planned", "X042", "begins on 1 June 2022", ""),
]

FITS = [
    ("parts", "X030|P004|P005|P006", "850 + 150 + 522 = 1,522"),
    ("parts", "X031|P007|P008", "891 + 14 = 905"),
    ("parts", "X030|X031|P009", "905 + 617 = 1,522"),
    ("parts", "X032|X033|X034|X035", "5,105 + 1,270 + 894 = 7,269"),
    ("parts", "X001|X002|X003|X004", "= 5,090, part of 5,426; the other 336"),
    ("contribution", "P012|X046", "2,829 x Rp 16,800 x 12 (months) = Rp 570,326,400"),
    ("contribution", "P013|X051", "14,880 x Rp 16,800 x 1 (months) = Rp 249,984,000"),
    ("contribution", "P024|X068", "50,000 x Rp 16,800 x 12 (months) = Rp 10,080,000,000"),
    ("share", "000-15|000-14|000-12", "9,192 / 14,438 = 63.67%, printed 63%"),
    ("complement", "X005|P002|P001", "2 + 158 = about 160"),
    ("named_units", "002-07|002-12|002-02", "6 stated, 6 named"),
    ("weekday", "002-02", "16 July 2019 is a Tuesday"),
    ("weekday", "001-02", "22 May 2023 is a Monday"),
    ("weekday", "004-02", "17 November 2023 is a Friday"),
    ("official_count", "001-10", "69 = official count"),
    ("official_count", "002-05", "22 = official count"),
]


@pytest.fixture(scope="module")
def checks_of_project(data):
    return check(data)


def matching(checks, rule, statements, says):
    wanted = set(statements.split("|"))
    return [
        row
        for row in checks.to_dict("records")
        if row["rule"] == rule
        and wanted <= set(row["statement_ids"].split("|"))
        and says in row["arithmetic_en"]
    ]


@pytest.mark.parametrize(("rule", "statements", "says", "reading"), FINDINGS)
def test_a_careful_readers_finding_is_found(checks_of_project, rule, statements, says, reading):
    [found] = matching(findings_of(checks_of_project), rule, statements, says)
    assert found["reading_value"] == reading


@pytest.mark.parametrize(
    ("rule", "statements", "says"),
    [
        ("restated", "P022|X064", "about 13 and 14.12 for the same thing and time: both can be"),
        ("parts", "000-13|000-03|000-17", "1,000–9,999 + 1,475 can add up to 5,244"),
        ("share", "000-07|000-14|000-12", "= 63.67%, printed about 63%"),
    ],
)
def test_what_fits_only_because_of_a_hedge_is_not_called_equal(
    checks_of_project, rule, statements, says
):
    [found] = matching(checks_of_project, rule, statements, says)
    assert found["severity"] == "fits"


def test_nothing_else_is_found(checks_of_project):
    assert len(findings_of(checks_of_project)) == len(FINDINGS)


@pytest.mark.parametrize(("rule", "statements", "says"), FITS)
def test_what_fits_is_listed_with_its_arithmetic(checks_of_project, rule, statements, says):
    [found] = matching(checks_of_project, rule, statements, says)
    assert found["severity"] == "fits"


def test_a_share_that_was_cut_off_is_named_as_such(checks_of_project):
    [found] = matching(checks_of_project, "share", "000-15|000-14|000-12", "63.67%")
    assert found["remark_en"] == "the share is cut off, not rounded"


def test_the_arithmetic_is_written_in_both_languages(checks_of_project):
    [found] = matching(checks_of_project, "complement", "000-12|000-13|000-14", "14,436")
    assert found["arithmetic_id"] == "5.244 + 9.192 = 14.436, tercetak 14.438, selisih 2"
    assert found["printed"].splitlines()[0] == "000-13 (S01, body), workers who are members: 5.244"
    assert found["reading_id"].startswith("Kemungkinan maksudnya 5.426")
    assert "S02" in found["reading_id"]
    assert "{" not in "".join(checks_of_project.to_numpy().ravel())


def test_every_check_names_statements_that_are_there(data, checks_of_project):
    known = set(data.checkable["statement_id"])
    assert tuple(checks_of_project.columns) == CHECK_COLUMNS
    for ids in checks_of_project["statement_ids"]:
        assert set(ids.split("|")) <= known
    assert checks_of_project["check_id"].is_unique


def run(data, observations):
    return check_statements(
        observations, data.sources, data.denominators, data.rates, data.relations
    )


def test_notes_and_certainties_are_never_read(data, checks_of_project):
    blanked = data.checkable.assign(note="", certainty="certain")
    pd.testing.assert_frame_equal(run(data, blanked), checks_of_project)


def test_the_order_of_the_rows_changes_no_finding(data, checks_of_project):
    turned = run(data, data.checkable.iloc[::-1])
    pd.testing.assert_frame_equal(turned, checks_of_project)


def test_no_printed_number_is_changed(data):
    before = data.checkable.copy(deep=True)
    check(data)
    pd.testing.assert_frame_equal(data.checkable, before)


@pytest.mark.parametrize("disabled", RULES, ids=lambda rule: rule.check.__name__)
def test_each_rule_has_its_share_in_the_checks(data, checks_of_project, disabled):
    if disabled.check.__name__ in ("check_plans", "check_regions"):
        return  # the project's data has nothing for them to compare; other tests need them
    rest = [rule for rule in RULES if rule is not disabled]
    checked = check_statements(
        data.checkable, data.sources, data.denominators, data.rates, data.relations, rules=rest
    )
    assert len(checked) < len(checks_of_project)
