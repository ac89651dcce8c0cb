"""Places of statements: a regency, the province, several regencies, or outside."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ntt_coverage.errors import UnknownRegencyError
from ntt_coverage.regencies import Area, load_regencies, resolve_area
from ntt_coverage.regencies.areas import OUTSIDE, _areas
from ntt_coverage.regencies.registry import _names, _split_kind, normalise

CODES = {unit.bps_code for unit in load_regencies()}


@pytest.mark.parametrize(
    ("text", "bps_code", "area_codes"),
    [
        ("Nusa Tenggara Timur", "53", None),
        ("NTT", "53", None),
        ("ntt", "53", None),
        ("Provinsi  NTT", "53", None),
        ("Pemprov NTT", "53", None),
        ("Labuan Bajo branch area (3 regencies)", None, "5313|5315|5319"),
        ("sumba branch area, 4 regencies", None, "5301|5302|5316|5317"),
        ("Indonesia", OUTSIDE, None),
        ("Yogyakarta", OUTSIDE, None),
        ("Kabupaten Kupang", "5303", None),
        ("Kota Kupang", "5371", None),
        ("TTU", "5305", None),
        ("53.01", "5303", None),
        ("", None, None),
        ("  ", None, None),
    ],
)
def test_a_place_is_what_it_is_printed_as(text, bps_code, area_codes):
    assert resolve_area(text) == Area(bps_code=bps_code, area_codes=area_codes)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kupang", "two_regencies"),
        ("Sumbar", "two_regencies"),
        ("Sumba", "similar_regency"),
        ("Labuan Bajo", "similar_regency"),
        ("Labuan Bajo branch area", "similar_regency"),
        ("Bali", "unknown_regency"),
        ("NTB", "unknown_regency"),
        ("Jakarta", "unknown_regency"),
        ("other", "unknown_regency"),
        ("53", "unknown_regency"),
    ],
)
def test_a_place_that_is_not_listed_is_refused_and_never_outside(text, reason):
    with pytest.raises(UnknownRegencyError) as refused:
        resolve_area(text)
    assert refused.value.key == reason


def test_areas_of_several_regencies_name_known_codes_only():
    several = [area.area_codes.split("|") for area in _areas().values() if area.area_codes]
    assert [len(codes) for codes in several] == [3, 4]
    assert all(set(codes) <= CODES for codes in several)


def test_no_area_hides_the_name_of_a_regency():
    assert not set(_areas()) & {normalise(unit.name) for unit in load_regencies()}
    assert not set(_areas()) & set(_names())


@given(st.text(max_size=25))
@settings(deadline=None, max_examples=150)
def test_a_random_place_is_never_placed(text):
    assume(text.strip() and normalise(text) not in _areas())
    assume(_split_kind(text.strip())[1] not in _names())
    assume(not re.fullmatch(r"(?i)(id)?\d{4}|\d\d\.\d\d", text.strip()))  # a code places it
    with pytest.raises(UnknownRegencyError):
        resolve_area(text)
