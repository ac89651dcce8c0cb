"""A name or a code is one of the 22 units, or refused: nothing is guessed."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import ntt_coverage.regencies
from ntt_coverage.errors import CodeSystemError, CoverageError, UnknownRegencyError
from ntt_coverage.regencies import load_regencies, regency_of, resolve
from ntt_coverage.regencies.registry import _names, _split_kind, normalise

UNITS = load_regencies()
TABLES = Path(ntt_coverage.regencies.__file__).parent
NOT_REGENCIES = Path(__file__).parents[1] / "data" / "not_regencies.txt"
SAME_IN_BOTH_SYSTEMS = {"5314", "5315", "5319", "5320", "5321", "5371"}
RESOLVING, CAPITALS, AMBIGUOUS = {"name", "abbreviation", "spelling"}, {"capital"}, {"ambiguous"}


def digits(unit):
    return unit.kemendagri_code.replace(".", "")


def aliases(kinds):
    with (TABLES / "aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows} == RESOLVING | CAPITALS | AMBIGUOUS
    return sorted((row["alias"], row["bps_code"]) for row in rows if row["kind"] in kinds)


def near_misses():
    lines = NOT_REGENCIES.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


# The table


def test_there_are_22_units_21_regencies_and_one_city():
    assert len(UNITS) == 22
    assert [unit.name for unit in UNITS if unit.kind == "kota"] == ["Kota Kupang"]
    assert sum(unit.kind == "kabupaten" for unit in UNITS) == 21


@pytest.mark.parametrize("column", ["bps_code", "kemendagri_code", "name", "label", "capital"])
def test_no_two_units_share_a_code_a_name_or_a_capital(column):
    assert len({getattr(unit, column) for unit in UNITS}) == 22


def test_codes_have_their_form_and_stand_in_order():
    codes = [unit.bps_code for unit in UNITS]
    assert codes == sorted(codes)
    assert codes == [*(str(code) for code in range(5301, 5322)), "5371"]
    assert all(re.fullmatch(r"53\.\d\d", unit.kemendagri_code) for unit in UNITS)
    assert {digits(unit) for unit in UNITS} == set(codes)


def test_only_six_digit_groups_mean_the_same_unit_in_both_systems():
    assert {u.bps_code for u in UNITS if u.bps_code == digits(u)} == SAME_IN_BOTH_SYSTEMS


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.bps_code)
def test_the_kind_of_a_unit_stands_in_its_name(unit):
    assert unit.name.split()[0].casefold() == unit.kind


# Codes


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.bps_code)
def test_name_label_and_both_codes_lead_back_to_the_unit(unit):
    assert regency_of(unit.bps_code) == unit
    assert resolve(unit.name) == resolve(unit.label) == unit
    assert resolve(unit.kemendagri_code) == resolve(f"ID{unit.bps_code}") == unit
    assert resolve(unit.bps_code, codes="bps") == unit
    assert resolve(digits(unit), codes="kemendagri") == unit


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.bps_code)
def test_a_bare_code_is_read_only_where_both_systems_agree(unit):
    if unit.bps_code in SAME_IN_BOTH_SYSTEMS:
        assert resolve(unit.bps_code) == unit
        return
    with pytest.raises(CodeSystemError) as refused:
        resolve(unit.bps_code)
    other = resolve(unit.bps_code, codes="kemendagri")
    assert refused.value.evidence == {
        "value": unit.bps_code,
        "bps": unit.name,
        "kemendagri": other.name,
        "dotted": other.kemendagri_code,
    }


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_refusal_of_a_bare_code_names_both_readings(lang):
    with pytest.raises(CodeSystemError) as refused:
        resolve("5301")
    said = refused.value.say(lang)
    assert all(word in said for word in ("5301", "Sumba Barat", "Kabupaten Kupang", "53.01"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [("53.01", "bps"), ("ID5301", "kemendagri"), ("id5301", "kemendagri"), ("53.71", "bps")],
)
def test_a_code_whose_marks_contradict_the_option_is_refused_as_printed(text, codes):
    with pytest.raises(CodeSystemError) as refused:
        resolve(text, codes=codes)
    assert refused.value.evidence["value"] == text


@pytest.mark.parametrize("text", ["5399", "53.99", "ID9999", "0000", "5300", "53.00", "5370"])
@pytest.mark.parametrize("codes", [None, "bps", "kemendagri"])
def test_an_unknown_code_is_refused_whatever_the_system(text, codes):
    with pytest.raises(UnknownRegencyError) as refused:
        resolve(text, codes=codes)
    assert refused.value.key == "unknown_code"


@pytest.mark.parametrize("code", ["53", "5399", "53.01", "", "ID5301"])
def test_regency_of_knows_bps_codes_only(code):
    with pytest.raises(KeyError):
        regency_of(code)


# Names


@pytest.mark.parametrize(("alias", "code"), aliases(RESOLVING))
def test_every_name_abbreviation_and_spelling_is_its_unit(alias, code):
    assert resolve(alias).bps_code == code


def capitals():
    """Return capitals that are no names of units: Ende is both, Kupang is two units."""
    return sorted({*aliases(CAPITALS), *((u.capital, u.bps_code) for u in UNITS)} - {
        ("Ende", "5311"), ("Kupang", "5371"),
    })  # fmt: skip


@pytest.mark.parametrize(("alias", "code"), capitals())
def test_a_capital_is_refused_and_its_unit_suggested(alias, code):
    with pytest.raises(UnknownRegencyError) as refused:
        resolve(alias)
    assert refused.value.key == "similar_regency"
    assert refused.value.evidence["candidates"].split(" / ")[0] == regency_of(code).name


@pytest.mark.parametrize(("alias", "code"), aliases(AMBIGUOUS))
def test_an_ambiguous_name_is_refused_with_all_its_candidates(alias, code):
    with pytest.raises(UnknownRegencyError) as refused:
        resolve(alias)
    assert refused.value.key == "two_regencies"
    assert regency_of(code).name in refused.value.evidence["candidates"].split(" / ")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_refusal_of_kupang_names_both_units_and_the_remedy(lang):
    with pytest.raises(UnknownRegencyError) as refused:
        resolve(" Kupang")
    assert refused.value.evidence["candidates"] == "Kabupaten Kupang / Kota Kupang"
    assert " Kupang" in refused.value.say(lang)
    assert "Kabupaten" in refused.value.say(lang).split(".")[-2]


@pytest.mark.parametrize(("text", "why"), near_misses(), ids=[repr(t) for t, _ in near_misses()])
def test_a_near_miss_is_refused(text, why):
    with pytest.raises(CoverageError) as refused:
        resolve(text)
    assert refused.value.evidence["value"] in (text, text.strip()), why


def test_there_are_at_least_forty_different_near_misses():
    texts = [text for text, _ in near_misses()]
    assert len(set(texts)) == len(texts) >= 40
    assert all(why.startswith("must not become ") for _, why in near_misses())


@pytest.mark.parametrize(
    ("text", "name", "wrong"),
    [
        ("Manggarai Brt", "Kabupaten Manggarai Barat", "Kabupaten Manggarai"),
        ("Kotamadya Kupang", "Kota Kupang", "Kabupaten Kupang"),
        ("Matim", "Kabupaten Manggarai Timur", "Kabupaten Sumba Timur"),
        ("Mabar", "Kabupaten Manggarai Barat", "Kabupaten Sumba Barat"),
        ("TTU", "Kabupaten Timor Tengah Utara", "Kabupaten Sumba Barat"),
        ("TTS", "Kabupaten Timor Tengah Selatan", "Kabupaten Timor Tengah Utara"),
        ("SBD", "Kabupaten Sumba Barat Daya", "Kabupaten Sabu Raijua"),
        ("Kota Kupang", "Kota Kupang", "Kabupaten Kupang"),
        ("Manggarai", "Kabupaten Manggarai", "Kabupaten Manggarai Barat"),
        ("Manggarai Barat", "Kabupaten Manggarai Barat", "Kabupaten Manggarai"),
        ("Manggarai Timur", "Kabupaten Manggarai Timur", "Kabupaten Manggarai"),
        ("Sumba Barat", "Kabupaten Sumba Barat", "Kabupaten Sumba Barat Daya"),
        ("Sumba Barat Daya", "Kabupaten Sumba Barat Daya", "Kabupaten Sumba Barat"),
    ],
)
def test_names_that_likeness_confuses_are_told_apart(text, name, wrong):
    assert resolve(text).name == name != wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KAB. KUPANG", "5303"),
        ("Kab.Kupang", "5303"),
        ("kab  kupang", "5303"),
        ("Kabupaten\u00a0Kupang", "5303"),
        ("Pemkab Kupang", "5303"),
        ("Pemerintah Kabupaten Kupang", "5303"),
        ("Kupang Regency", "5303"),
        ("Kota Kupang.", "5371"),
        ("KOTA   KUPANG", "5371"),
        ("Pemkot Kupang", "5371"),
        ("Pemerintah Kota Kupang", "5371"),
        ("Kotamadya Kupang", "5371"),
        ("Kodya Kupang", "5371"),
        ("Kupang City", "5371"),
        ("Pemda Belu", "5306"),
        ("Pemkab Mabar", "5315"),
        ("Kab. TTU", "5305"),
        ("Rote-Ndao", "5314"),
        ("Rote–Ndao", "5314"),
        ("rote ndao", "5314"),
        ("ROTE_NDAO", "5314"),
        ("\u200bBelu\ufeff", "5306"),
        ("Ｂｅｌｕ", "5306"),
        ("(Ende)", "5311"),
        ("\tSikka\n", "5310"),
    ],
)
def test_case_spacing_punctuation_and_kind_words_do_not_matter(text, code):
    assert resolve(text).bps_code == code


# The kind in another column


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Kupang", "kabupaten", "5303"),
        ("Kupang", "kota", "5371"),
        ("KUPANG", "kota", "5371"),
        ("Pemda Kupang", "kabupaten", "5303"),
        ("Kota Kupang", "kota", "5371"),
        ("Belu", "kabupaten", "5306"),
        ("53.71", "kota", "5371"),
        ("53.01", "kabupaten", "5303"),
    ],
)
def test_a_kind_decides_kupang_and_agrees_with_the_rest(text, kind, code):
    assert resolve(text, kind=kind).bps_code == code


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("Kota Kupang", "kabupaten", "kind_disagrees"),
        ("Kab. Kupang", "kota", "kind_disagrees"),
        ("53.71", "kabupaten", "kind_disagrees"),
        ("5371", "kabupaten", "kind_disagrees"),
        ("ID5303", "kota", "kind_disagrees"),
        ("Belu", "kota", "similar_regency"),
        ("Ende", "kota", "similar_regency"),
        ("Sumbar", "kabupaten", "similar_regency"),
    ],
)
def test_a_kind_that_contradicts_the_text_is_refused(text, kind, reason):
    with pytest.raises(UnknownRegencyError) as refused:
        resolve(text, kind=kind)
    assert refused.value.key == reason


# Properties


@given(st.text(max_size=25))
@settings(deadline=None, max_examples=200)
def test_random_text_is_no_unit_unless_its_name_is_known(text):
    assume(not re.fullmatch(r"(?i)(id)?\d{4}|\d\d\.\d\d", text.strip()))
    try:
        unit = resolve(text)
    except CoverageError:
        return
    codes = _names()[_split_kind(text.strip())[1]].values()
    assert unit.bps_code in set().union(*codes)


@st.composite
def slips(draw):
    """A true name with one letter changed, dropped or doubled."""
    name = draw(st.sampled_from([unit.name for unit in UNITS]))
    place = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(["", "a", "z", name[place] * 2]))
    return name[:place] + letter + name[place + 1 :]


@given(slips())
@settings(deadline=None, max_examples=150)
def test_a_slip_of_the_pen_is_suggested_and_never_decided(text):
    assume(_split_kind(text)[1] not in _names())
    with pytest.raises(UnknownRegencyError):
        resolve(text)


@st.composite
def dressed(draw):
    """A unit, and its name in other letters, spaces and marks."""
    unit = draw(st.sampled_from(UNITS))
    gap = st.sampled_from([" ", "  ", "\t", "\u00a0", "-", " - ", "_", ".", "\n"])
    case = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])
    words = [draw(case)(word) for word in unit.name.split()]
    ends = draw(st.sampled_from(["", " ", ".", "\u200b"]))
    return unit, ends + "".join(word + draw(gap) for word in words)


@given(dressed())
@settings(deadline=None, max_examples=200)
def test_a_true_name_is_its_unit_however_it_is_dressed(case):
    unit, text = case
    assert resolve(text) == unit


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_folding_a_name_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.integers(0, 9999), st.sampled_from(["bps", "kemendagri"]))
@settings(deadline=None, max_examples=200)
def test_four_digits_are_a_unit_only_if_the_system_has_them(number, system):
    code = f"{number:04d}"
    known = {unit.bps_code if system == "bps" else digits(unit) for unit in UNITS}
    if code in known:
        assert code in (resolve(code, codes=system).bps_code, digits(resolve(code, codes=system)))
    else:
        with pytest.raises(UnknownRegencyError):
            resolve(code, codes=system)
