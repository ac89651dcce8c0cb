"""Shapes are loaded whole and in order, or refused with a sentence that says why."""

import json

import pandas as pd
import pytest

import ntt_coverage as nc
from ntt_coverage.errors import BoundaryError, SourceLayoutError
from ntt_coverage.geography import attach_boundaries, load_boundaries, load_context
from ntt_coverage.paths import ProjectPaths
from tests.conftest import ROOT

CODES = [unit.bps_code for unit in nc.load_regencies()]
PATHS = ProjectPaths(ROOT)


@pytest.fixture
def layer():
    """The overview file as plain data, to be spoilt."""
    return json.loads(PATHS.boundaries.read_text("utf-8"))


@pytest.fixture
def refusal(tmp_path):
    """Write a layer, load it, and return the refusal in English."""

    def refused(layer):
        path = tmp_path / "batas.geojson"
        path.write_text(layer if isinstance(layer, str) else json.dumps(layer), "utf-8")
        with pytest.raises(BoundaryError) as error:
            load_boundaries(path)
        assert "batas.geojson" in error.value.say("id")
        assert str(tmp_path) not in error.value.say("id")
        return error.value.say("en")

    return refused


def unit(layer, bps_code):
    return next(f for f in layer["features"] if f["properties"]["bps_code"] == bps_code)


def moved(layer, change):
    """Return the layer with every point changed."""

    def walk(part):
        return change(part) if isinstance(part[0], float) else [walk(inner) for inner in part]

    for feature in layer["features"]:
        feature["geometry"]["coordinates"] = walk(feature["geometry"]["coordinates"])
    return layer


# What is accepted


def test_overview_holds_the_22_units_in_registry_order():
    boundaries = load_boundaries(PATHS.boundaries)
    assert list(boundaries["bps_code"]) == CODES
    assert boundaries.crs.equals("EPSG:4326")
    assert boundaries.is_valid.all()


def test_context_is_land_east_of_the_units():
    context = load_context(PATHS.context)
    assert list(context.columns) == ["geometry"]
    assert context.total_bounds[2] > 125.5


def test_order_of_the_features_does_not_matter(layer, tmp_path):
    layer["features"].reverse()
    path = tmp_path / "reversed.geojson"
    path.write_text(json.dumps(layer), "utf-8")
    assert load_boundaries(path).equals(load_boundaries(PATHS.boundaries))


def test_full_resolution_file_loads_and_draws(full_resolution, project):
    detailed = load_boundaries(full_resolution)
    assert list(detailed["bps_code"]) == CODES
    project.boundaries.write_bytes(full_resolution.read_bytes())
    picture = nc.draw_map(nc.coverage("2019Q3", data=nc.load(project)))
    assert picture.svg().count('id="bps-') == 22


# What is refused


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(SourceLayoutError, match=r"batas\.geojson"):
        load_boundaries(tmp_path / "batas.geojson")


@pytest.mark.parametrize("text", ["", "bukan JSON", '{"type": "FeatureCollection"', "[1, 2]"])
def test_what_is_no_geojson_is_refused(refusal, text):
    assert "cannot be read" in refusal(text)


def test_truncated_file_is_refused(refusal):
    text = PATHS.boundaries.read_text("utf-8")
    assert "cannot be read" in refusal(text[: len(text) // 2])


def test_collection_without_features_is_refused(tmp_path):
    path = tmp_path / "batas.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    with pytest.raises(SourceLayoutError, match="bps_code"):
        load_boundaries(path)


def test_21_features_are_refused_and_the_missing_unit_is_named(refusal, layer):
    layer["features"].remove(unit(layer, "5321"))
    assert "Missing: Kabupaten Malaka" in refusal(layer)


def test_double_feature_is_refused_and_named(refusal, layer):
    layer["features"].append(unit(layer, "5311"))
    assert "Extra or double: 5311" in refusal(layer)


def test_kemendagri_digits_with_right_names_are_refused(refusal, layer):
    digits = {u.bps_code: u.kemendagri_code.replace(".", "") for u in nc.load_regencies()}
    for feature in layer["features"]:
        feature["properties"]["bps_code"] = digits[feature["properties"]["bps_code"]]
    said = refusal(layer)
    assert "code and name disagree" in said
    assert "may be Kemendagri's" in said


def test_swapped_names_of_the_two_kupang_are_refused(refusal, layer):
    regency, city = unit(layer, "5303")["properties"], unit(layer, "5371")["properties"]
    regency["regency"], city["regency"] = city["regency"], regency["regency"]
    assert "5303 Kota Kupang" in refusal(layer)


def test_empty_shape_is_refused_and_named(refusal, layer):
    unit(layer, "5311")["geometry"] = {"type": "Polygon", "coordinates": []}
    assert "empty or invalid shapes for Kabupaten Ende" in refusal(layer)


def test_absent_shape_is_refused_and_named(refusal, layer):
    unit(layer, "5311")["geometry"] = None
    assert "empty or invalid shapes for Kabupaten Ende" in refusal(layer)


def test_self_crossing_ring_is_refused_and_named(refusal, layer):
    bow = [[121.5, -8.5], [121.9, -8.9], [121.9, -8.5], [121.5, -8.9], [121.5, -8.5]]
    unit(layer, "5311")["geometry"] = {"type": "Polygon", "coordinates": [bow]}
    assert "empty or invalid shapes for Kabupaten Ende" in refusal(layer)


def test_swapped_axes_are_refused_with_the_corners_found(refusal, layer):
    said = refusal(moved(layer, lambda point: [point[1], point[0]]))
    assert "longitude and latitude" in said
    assert "(-11, 119, -8, 125)" in said


def test_metres_without_a_coordinate_system_are_refused(refusal, layer):
    said = refusal(moved(layer, lambda point: [point[0] * 111_000, point[1] * 111_000]))
    assert "longitude and latitude" in said


def test_stated_coordinate_system_other_than_wgs_84_is_refused(refusal, layer):
    layer["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32751"}}
    assert "UTM zone 51S" in refusal(layer)


def test_file_without_codes_is_refused(layer, tmp_path):
    for feature in layer["features"]:
        del feature["properties"]["bps_code"]
    path = tmp_path / "batas.geojson"
    path.write_text(json.dumps(layer), "utf-8")
    with pytest.raises(SourceLayoutError, match="bps_code"):
        load_boundaries(path)


# Attaching


def test_attach_keeps_the_order_of_the_coverage(data):
    backwards = pd.DataFrame({"bps_code": CODES[::-1], "state": "enrolled"})
    shapes = attach_boundaries(backwards, data.boundaries)
    assert list(shapes["bps_code"]) == CODES[::-1]
    assert shapes.crs.equals("EPSG:4326")
    ende = data.boundaries.set_index("bps_code").loc["5311", "geometry"]
    assert shapes.set_index("bps_code").loc["5311", "geometry"].equals(ende)


def test_attach_refuses_a_unit_without_a_shape_and_a_shape_without_a_unit(data):
    coverage = pd.DataFrame({"bps_code": [*CODES[:-1], "5399"]})
    with pytest.raises(BoundaryError) as error:
        attach_boundaries(coverage, data.boundaries)
    assert error.value.evidence["missing"] == "5399"
    assert error.value.evidence["extra"] == "5371"


def test_attach_changes_nothing_that_it_is_given(data):
    coverage = pd.DataFrame({"bps_code": CODES})
    attach_boundaries(coverage, data.boundaries)
    assert list(coverage.columns) == ["bps_code"]
