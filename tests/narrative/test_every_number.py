"""Each number in the prose stands in the tables of the report; a wrong one would be seen."""

import re
from dataclasses import replace

import pytest

import ntt_coverage as nc
from tests.narrative.proof import NUMBER, Proof

QUARTERS = [f"{year}Q{number}" for year in range(2018, 2027) for number in range(1, 5)][:-2]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_each_number_in_the_prose_stands_in_the_tables(data, quarter):
    for lang in ("id", "en"):
        tables = nc.coverage(quarter, lang, data=data)
        proof, told = Proof(tables), nc.narrate(tables)
        assert told
        found = {passage.topic: proof.faults(passage) for passage in told}
        assert found == {passage.topic: [] for passage in told}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("quarter", ["2018Q4", "2019Q3", "2021Q2", "2022Q1", "2022Q2", "2023Q2"])
def test_a_wrong_number_anywhere_would_be_seen(data, quarter, lang):
    tables = nc.coverage(quarter, lang, data=data)
    proof = Proof(tables)
    for passage in nc.narrate(tables):
        for found in re.finditer(NUMBER, passage.text):
            wrong = passage.text[: found.start()] + "7" + passage.text[found.start() :]
            assert proof.faults(replace(passage, text=wrong)), wrong


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("6 dari 22", "7 dari 22"), ("6 dari 22", "16 dari 22"), ("16 Juli 2019", "16 Juni 2019"),
        ("16 kabupaten/kota", "17 kabupaten/kota"), ("(S07)", "(S08)"),
        ("Triwulan III 2019", "Triwulan III 2018"), ("sekitar 10.000", "sekitar 10.001"),
        ("4 pertentangan", "3 pertentangan"), ("6 + 17 = 23", "6 + 17 = 24"),
        ("29 Agustus 2019", "28 Agustus 2019"), ("Untuk 22 dari 22", "Untuk 21 dari 22"),
        ("Triwulan II 2019", "Triwulan I 2019"),
    ],
)  # fmt: skip
def test_a_number_that_is_wrong_by_little_is_seen(tables_2019q3, right, wrong):
    proof = Proof(tables_2019q3)
    told = [passage for passage in nc.narrate(tables_2019q3) if right in passage.text]
    assert told
    for passage in told:
        changed = replace(passage, text=passage.text.replace(right, wrong, 1))
        assert proof.faults(changed)


def test_a_number_of_another_table_is_no_excuse(tables_2019q3):
    """16 stands among the states, not among the costs."""
    cost = next(each for each in nc.narrate(tables_2019q3) if each.topic == "cost")
    proof = Proof(tables_2019q3)
    assert not proof.faults(cost)
    assert proof.faults(replace(cost, text=cost.text + " 16."))
