"""Units are told by pairs of code and name; what fits no system, or only by chance, is refused."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ntt_coverage as nc
from ntt_coverage.geography.keys import recognise

UNITS = nc.load_regencies()
BPS = [unit.bps_code for unit in UNITS]
DOTTED = [unit.kemendagri_code for unit in UNITS]
DIGITS = [code.replace(".", "") for code in DOTTED]
NAMES = [unit.name for unit in UNITS]
SHORT = [unit.name.removeprefix("Kabupaten ").removeprefix("Kota ") for unit in UNITS]


def table(codes, names=NAMES):
    return pd.DataFrame({"luas": range(len(codes)), "KDPKAB": codes, "WADMKK": names})


def faults(keys, lang="en"):
    return "\n".join(f.sentence(lang) for f in keys.findings if f.level == "fault")


def spoilt(values, index, value):
    return [*values[:index], value, *values[index + 1 :]]


# What is recognised


@pytest.mark.parametrize(
    ("codes", "system"),
    [
        (BPS, "bps"),
        ([f"ID{code}" for code in BPS], "bps"),
        ([f"id{code}" for code in BPS], "bps"),
        ([int(code) for code in BPS], "bps"),
        ([float(code) for code in BPS], "bps"),
        ([f"{code}.0" for code in BPS], "bps"),
        (DOTTED, "kemendagri"),
        (DIGITS, "kemendagri"),
        ([int(code) for code in DIGITS], "kemendagri"),
        ([float(code) for code in DOTTED], "kemendagri"),  # 53.10 became the number 53.1
    ],
    ids=lambda value: str(value if isinstance(value, str) else value[0]),
)
@pytest.mark.parametrize("names", [NAMES, SHORT, [name.upper() for name in SHORT]],
                         ids=["full", "short", "capitals"])  # fmt: skip
def test_the_system_is_told_by_the_pairs(codes, system, names):
    keys = recognise(table(codes, names))
    assert faults(keys) == ""
    assert keys.whole
    assert keys.system == system
    assert list(keys.units) == BPS


def test_both_kupangs_by_the_same_name_are_told_apart_by_code():
    keys = recognise(table(BPS, SHORT))
    assert "both called “Kupang”; their codes tell them apart" in keys.findings[-1].sentence("en")
    assert "sama-sama bernama “Kupang”" in keys.findings[-1].sentence("id")


def test_rows_outside_the_province_are_left_out_and_counted():
    far = pd.DataFrame(
        {
            "KDPKAB": ["3171", "5171", "5201", None, "530101"],
            "WADMKK": ["Jakarta Selatan", "Denpasar", "Lombok Barat", "", "Raijua"],
        }
    )
    keys = recognise(pd.concat([far, table(BPS)], ignore_index=True))
    assert keys.whole
    assert keys.rows == tuple(range(5, 27))
    assert keys.findings[-1].sentence("id") == "5 baris di luar NTT tidak dipakai."


def test_codes_of_both_systems_in_two_columns_lead_to_the_same_units():
    both = table(DOTTED).assign(KDBBPS=BPS)
    keys = recognise(both)
    assert (keys.system, list(keys.units)) == ("bps", BPS)


@given(
    order=st.permutations(range(22)),
    columns=st.lists(st.text(min_size=1, max_size=8), min_size=3, max_size=3, unique=True),
    codes=st.sampled_from([BPS, DIGITS, DOTTED]),
)
@settings(deadline=None, max_examples=30)
def test_order_of_rows_and_names_of_columns_do_not_matter(order, columns, codes):
    layer = table(codes).set_axis(columns, axis="columns").iloc[order]
    keys = recognise(layer)
    assert keys.whole
    assert dict(zip(keys.rows, keys.units, strict=True)) == dict(enumerate(BPS))


# What is refused


def test_a_missing_malaka_gets_a_sentence_of_its_own():
    keys = recognise(table(BPS[:20] + BPS[21:], NAMES[:20] + NAMES[21:]))
    assert faults(keys) == (
        "Only 21 of 22 regencies and cities are there. Missing: Kabupaten Malaka.\n"
        "Malaka was formed out of Kabupaten Belu in 2012; older files lack it and draw it as part "
        "of Belu. Look for a newer file."
    )
    assert "dibentuk dari Kabupaten Belu pada 2012" in faults(keys, "id")


def test_another_missing_unit_is_named_without_malaka():
    said = faults(recognise(table(BPS[1:], NAMES[1:])))
    assert said == ("Only 21 of 22 regencies and cities are there. Missing: Kabupaten Sumba Barat.")


def test_a_doubled_unit_is_counted():
    said = faults(recognise(table([*BPS, "5311", "5311"], [*NAMES, "Ende", "Kab. Ende"])))
    assert said.startswith("Some regencies stand more than once: Kabupaten Ende (3 times).")


def test_a_code_that_no_unit_has_is_named():
    said = faults(recognise(table([*BPS, "5322"], [*NAMES, "Adonara"])))
    assert said.startswith("Some codes are not known: 5322 Adonara.")


def test_codes_only_are_refused_with_both_readings():
    said = faults(recognise(table(BPS).drop(columns="WADMKK")), "id")
    assert said.startswith("Hanya ada kode (kolom “KDPKAB”)")
    assert "5301 berarti Kabupaten Sumba Barat menurut BPS" in said
    assert "dan Kabupaten Kupang menurut Kemendagri" in said


def test_names_only_are_refused():
    assert faults(recognise(table(BPS).drop(columns="KDPKAB"))).startswith("There are only names")


def test_a_table_with_neither_is_refused():
    assert faults(recognise(pd.DataFrame({"a": [1, 2]}))).startswith("No column with codes")
    assert faults(recognise(pd.DataFrame({"a": []}))).startswith("No column with codes")


def test_a_bps_code_column_joined_to_other_names_clashes_with_both_systems():
    turned = NAMES[7:] + NAMES[:7]
    keys = recognise(table(BPS, turned))
    assert keys.system is None
    assert "fit neither the codes of BPS nor those of Kemendagri" in faults(keys)


def test_dotted_codes_with_names_of_bps_are_refused():
    wrong = [f"{code[:2]}.{code[2:]}" for code in BPS]
    said = faults(recognise(table(wrong)))
    assert "are written like those of Kemendagri, but the names agree with those of BPS" in said


def test_marked_codes_with_kemendagri_digits_are_refused():
    said = faults(recognise(table([f"ID{code}" for code in DIGITS])))
    assert "are written like those of BPS, but the names agree with those of Kemendagri" in said


def test_swapped_names_are_named_with_both_readings():
    said = faults(recognise(table(BPS, spoilt(spoilt(NAMES, 5, NAMES[20]), 20, NAMES[5]))))
    assert said == (
        "Code and name disagree: 5306 “Kabupaten Malaka” (BPS: Kabupaten Belu; Kemendagri: "
        "Kabupaten Flores Timur), 5321 “Kabupaten Belu” (BPS: Kabupaten Malaka; Kemendagri: "
        "Kabupaten Malaka). The other pairs fit the codes of BPS."
    )


def test_swapped_kupangs_are_refused():
    keys = recognise(table(BPS, spoilt(spoilt(NAMES, 2, "Kota Kupang"), 21, "Kab. Kupang")))
    said = faults(keys)
    assert "5303 “Kota Kupang”" in said
    assert "5371 “Kab. Kupang”" in said
    assert "told apart" not in "".join(f.sentence("en") for f in keys.findings)


def test_a_similar_name_is_suggested_and_decides_nothing():
    keys = recognise(table(BPS, spoilt(NAMES, 10, "Kab. Endee")))
    assert "5311 “Kab. Endee” (name not known; perhaps Kabupaten Ende)" in faults(keys)
    assert not keys.whole


def test_a_row_without_a_name_is_refused():
    assert "5311 “-”" in faults(recognise(table(BPS, spoilt(NAMES, 10, None))))
