"""Colours are told apart in greyscale and with the three common colour-vision deficiencies."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE
from matplotlib.colors import to_rgb

from ntt_coverage.pictures.classes import (
    change_classes,
    person_classes,
    rate_classes,
    state_classes,
)
from ntt_coverage.pictures.palette import (
    CHANGE_COLOURS,
    COLOURS,
    HATCHES,
    INK,
    LAND,
    PALE,
    PARTS,
    QUIET,
    SEA,
    SHADES,
    WARNING,
    contrast,
    ink_on,
)
from ntt_coverage.pictures.patterns import STROKES
from ntt_coverage.publish.xlsx.sheets import PATTERNS

SIGHTS = {
    "usual": None,
    "deuteranomaly": {"name": "sRGB1+CVD", "cvd_type": "deuteranomaly", "severity": 100},
    "protanomaly": {"name": "sRGB1+CVD", "cvd_type": "protanomaly", "severity": 100},
    "tritanomaly": {"name": "sRGB1+CVD", "cvd_type": "tritanomaly", "severity": 100},
}
"""Simulated after Machado, Oliveira and Fernandes (2009), in full strength."""

TOLD_APART = 10
"""Difference in CAM02-UCS; about 1 is just to be seen, 10 at a glance."""

LIGHTNESS_STEP = 6
"""Of CIE L*, between neighbours of a scale in greyscale."""

CLASSES = {
    "state": state_classes("id"),
    "persons": person_classes("id"),
    "rate": rate_classes("id"),
    "change": change_classes("id"),
}


def seen(colour, sight):
    rgb = np.array(to_rgb(colour))
    if SIGHTS[sight] is None:
        return rgb
    return np.clip(cspace_convert(rgb, SIGHTS[sight], "sRGB1"), 0, 1)


def lightness(colour):
    return cspace_convert(np.array(to_rgb(colour)), "sRGB1", "CIELab")[0]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", CLASSES)
def test_classes_differ_in_colour_or_in_pattern(name, sight):
    for one, other in combinations(CLASSES[name], 2):
        if one.hatch != other.hatch:
            continue  # a pattern tells them apart
        assert deltaE(seen(one.face, sight), seen(other.face, sight)) > TOLD_APART, (
            one.key,
            other.key,
        )


@pytest.mark.parametrize("sight", SIGHTS)
def test_news_and_revisions_differ_in_colour_as_well_as_in_pattern(sight):
    """A reader who takes one for the other takes late news for a mistake."""
    assert HATCHES["revised"] != HATCHES["newly_known"]
    one, other = CHANGE_COLOURS["revised"], CHANGE_COLOURS["newly_known"]
    assert deltaE(seen(one, sight), seen(other, sight)) > TOLD_APART
    assert lightness(one) - lightness(other) > LIGHTNESS_STEP - 1


@pytest.mark.parametrize("name", HATCHES)
def test_every_pattern_has_its_like_on_the_web_page_and_in_the_workbook(name):
    assert HATCHES[name][0] in STROKES
    assert HATCHES[name] in PATTERNS


@pytest.mark.parametrize("sight", SIGHTS)
def test_old_states_differ_from_each_other_and_from_no_data(sight):
    """All three carry the same hatch, so their grounds must tell them apart."""
    grounds = [*PALE.values(), COLOURS["no_data"]]
    for one, other in combinations(grounds, 2):
        assert deltaE(seen(one, sight), seen(other, sight)) > TOLD_APART, (one, other)


def test_a_scale_gets_darker_step_by_step_in_greyscale():
    steps = [lightness(colour) for colour in SHADES]
    assert all(light - dark > LIGHTNESS_STEP for light, dark in pairwise(steps))


def test_enrolled_and_not_enrolled_differ_in_greyscale():
    assert lightness(COLOURS["not_enrolled"]) - lightness(COLOURS["enrolled"]) > 40


@pytest.mark.parametrize("name", CLASSES)
def test_strong_classes_never_share_a_grey_with_the_zero_class(name):
    zero = {"state": "not_enrolled", "persons": "not_enrolled", "rate": "not_enrolled",
            "change": "still_not_enrolled"}[name]  # fmt: skip
    faces = {each.key: each.face for each in CLASSES[name] if not each.hatch}
    strong = [key for key in ("enrolled", "4", "3", "joined", "left") if key in faces]
    for key in strong:
        assert abs(lightness(faces[key]) - lightness(faces[zero])) > 20, key


@pytest.mark.parametrize(
    "ground", [*COLOURS.values(), *PALE.values(), *SHADES, *PARTS, SEA, "#ffffff"]
)
def test_letters_on_every_ground_have_enough_contrast(ground):
    assert contrast(ink_on(ground), ground) >= 4.5


@pytest.mark.parametrize("name", CLASSES)
def test_letters_on_every_class_have_enough_contrast(name):
    for each in CLASSES[name]:
        assert contrast(ink_on(each.face), each.face) >= 4.5, each.key


@pytest.mark.parametrize("ground", ["#ffffff", SEA])
def test_quiet_letters_and_warning_lines_can_be_read(ground):
    assert contrast(QUIET, ground) >= 4.5
    assert contrast(INK, ground) >= 4.5
    assert contrast(WARNING, ground) >= 4.5


def test_quiet_letters_can_be_read_on_neighbouring_land():
    assert contrast(QUIET, LAND) >= 4


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
