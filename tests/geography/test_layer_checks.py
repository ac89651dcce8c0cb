"""Every fault that would draw a wrong map is found and said in one sentence."""

import json

import geopandas as gpd
import pytest
import shapely
from shapely import Point, Polygon, box
from shapely.affinity import translate

from ntt_coverage.geography.layer_checks import official_areas
from ntt_coverage.geography.shapes import gaps, overlaps
from tests.geography.conftest import PATHS, office_layer, place


def with_shape(layer, name, shape):
    """Return the layer with another shape for one unit."""
    shapes = layer.geometry.copy()
    shapes[place(layer, name)] = shape
    return layer.set_geometry(shapes)


def shape_of(layer, name):
    return layer.geometry[place(layer, name)]


def swapped(layer):
    return layer.set_geometry(
        gpd.GeoSeries(
            shapely.transform(layer.geometry.array, lambda xy: xy[:, ::-1]), crs=layer.crs
        )
    )


# A good layer


def test_the_embedded_layer_is_fine_but_for_sumba_barat(look, office):
    found = look(office)
    assert found.faults == ""
    assert found.warnings == (
        "Areas differ by more than 5% from the official figures: Kabupaten Sumba Barat -5.3%."
    )
    assert "22 of 22 regencies and cities are there" in found.fine
    assert "Coordinate system EPSG:4326; all shapes lie in NTT." in found.fine
    assert "No two units overlap." in found.fine
    assert "There is no gap between neighbours." in found.fine
    assert "least agreement 100.0%" in found.fine


def test_official_areas_are_those_of_the_letter_of_december_2024():
    areas = official_areas(PATHS)
    assert len(areas) == 22
    assert areas["5302"] == 6975.198
    assert round(areas.sum(), 1) == 46378.1


def test_areas_are_measured_and_compared(look, office):
    row = look(office).check.areas.set_index("bps_code").loc["5302"]
    assert round(row["measured_km2"], 1) == 6984.5
    assert round(row["difference"], 4) == 0.0013


@pytest.mark.parametrize("name", ["batas.gpkg", "batas.geojson", "batas.fgb"])
def test_a_file_of_the_whole_country_passes_and_the_rest_is_counted(look, name):
    far = gpd.GeoDataFrame(
        {"KODE": ["31.71", "51.71", "52.01"], "WADMKK": ["Jakarta Selatan", "Denpasar", "Lombok"]},
        geometry=[box(106, -7, 107, -6), box(115, -9, 116, -8), box(116, -9, 117, -8)],
        crs=4326,
    )
    nation = gpd.pd.concat([far, office_layer("kemendagri_code")], ignore_index=True)
    found = look(nation, name)
    assert found.faults == ""
    assert found.check.system == "kemendagri"
    assert "3 rows outside NTT are left out." in found.fine


# Where coordinates lie


def test_swapped_axes_are_said_to_be_swapped(look, office):
    found = look(swapped(office))
    assert found.faults == (
        "The axes are swapped: latitude stands where longitude belongs. "
        "Write longitude (x) first, then latitude (y)."
    )


def test_swapped_axes_in_metres_are_said_to_be_swapped(look, office):
    metres = swapped(office.to_crs("EPSG:32751"))
    assert "The axes are swapped" in look(metres, "batas.gpkg").faults


def test_degrees_without_a_coordinate_system_are_taken_with_a_warning(look, zipped, office):
    found = look(zipped(office, [".shp", ".shx", ".dbf"]))
    assert found.faults == ""
    assert "(.prj or CRS is missing). The numbers are degrees in NTT" in found.warnings
    assert found.check.crs is None
    assert found.check.shapes.crs.equals("EPSG:4326")


def test_metres_without_a_coordinate_system_are_refused(look, zipped, office):
    found = look(zipped(office.to_crs("EPSG:32751"), [".shp", ".shx", ".dbf"]))
    assert "(.prj or CRS is missing) and the numbers look like metres" in found.faults
    assert found.check.shapes is None
    assert found.check.areas["measured_km2"].isna().all()


def test_metres_in_a_geojson_that_states_nothing_are_refused(look, office):
    metres = json.loads(office.to_crs("EPSG:32751").to_json())
    metres.pop("crs", None)
    assert "states degrees (EPSG:4326), but the numbers look like metres" in look(metres).faults


@pytest.mark.parametrize("zone", ["EPSG:32750", "EPSG:32749"])
def test_another_utm_zone_than_the_true_one_lies_elsewhere(look, office, zone):
    wrong = office.to_crs("EPSG:32751").set_crs(zone, allow_override=True)
    found = look(wrong, "batas.gpkg")
    assert f"By the coordinate system {zone} all shapes lie outside NTT" in found.faults or (
        "Some shapes lie outside NTT" in found.faults
    )


def test_one_unit_elsewhere_is_named(look, office):
    ende = translate(shape_of(office, "Kabupaten Ende"), 10)
    found = look(with_shape(office, "Kabupaten Ende", ende))
    assert "Some shapes lie outside NTT: Kabupaten Ende." in found.faults


def test_a_layer_shifted_by_ten_kilometres_is_doubted(look, office):
    metres = office.to_crs("EPSG:32751")
    shifted = metres.set_geometry(metres.translate(10_000, 0)).to_crs(4326)
    found = look(shifted)
    assert "agree only in part with the embedded boundaries" in found.warnings + found.faults


# Shapes


def test_a_self_crossing_ring_is_named_with_its_place(look, office):
    bow = Polygon([(121.5, -8.5), (121.9, -8.9), (121.9, -8.5), (121.5, -8.9)])
    found = look(with_shape(office, "Kabupaten Ende", bow))
    assert found.faults == (
        "Invalid shapes: Kabupaten Ende: the line crosses itself at 121.7000, -8.7000. "
        "Repair them in a GIS program (fix geometries)."
    )
    (fault,) = found.check.faults
    assert fault.line("id").startswith("[salah] Bentuk tidak sah: Kabupaten Ende: garis memotong")


@pytest.mark.parametrize("shape", [Polygon(), None])
def test_an_empty_shape_is_named(look, office, shape):
    found = look(with_shape(office, "Kabupaten Ende", shape), "batas.gpkg")
    assert found.faults == "Empty or unreadable shapes: Kabupaten Ende."


def test_a_shape_without_area_is_taken_for_empty(look, office):
    there_and_back = Polygon([(121.5, -8.5), (121.5, -8.5), (121.5, -8.5)])
    faults = look(with_shape(office, "Kabupaten Ende", there_and_back)).faults
    assert "Kabupaten Ende" in faults


def test_a_shape_at_the_end_of_the_world_does_not_stop_the_other_checks(look, office):
    far = Polygon([(1e300, 1e300), (1e300, 2e300), (2e300, 2e300)])
    found = look(with_shape(office, "Kabupaten Ende", far), "batas.gpkg")
    assert "Some shapes lie outside NTT: Kabupaten Ende." in found.faults
    assert "No two units overlap." in found.fine


def test_a_point_is_no_area(look, office):
    found = look(with_shape(office, "Kabupaten Ende", Point(121.7, -8.7)))
    assert "no areas: Kabupaten Ende (Point)" in found.faults


def test_all_faults_are_listed_not_only_the_first(look, office):
    bow = Polygon([(121.5, -8.5), (121.9, -8.9), (121.9, -8.5), (121.5, -8.9)])
    bad = with_shape(office, "Kabupaten Ende", bow).drop(index=place(office, "Kabupaten Malaka"))
    bad = with_shape(bad, "Kabupaten Ngada", Polygon())
    faults = look(bad, "batas.gpkg").faults
    for said in ("Missing: Kabupaten Malaka", "Malaka was formed", "the line crosses", "Empty or"):
        assert said in faults


# Neighbours


SQUARES = ("5303", "5304")


def square_pair(metres):
    """Two units of 10 km a side; the second lies so many metres east of the first."""
    left = box(13_260_000 - 1_600_000, -1_100_000, 13_270_000 - 1_600_000, -1_090_000)
    pair = gpd.GeoSeries([left, translate(left, metres)], crs="EPSG:6933")
    return pair.to_crs(4326)


@pytest.mark.parametrize(
    ("metres", "level", "said"),
    [
        (10_000, "ok", "No two units overlap."),
        (9_990, "warning", "Kabupaten Kupang and Kabupaten Timor Tengah Selatan 0.1 km2 (0.1%)"),
        (9_500, "fault", "Kabupaten Kupang and Kabupaten Timor Tengah Selatan 5 km2 (5.0%)"),
    ],
)
def test_overlaps_are_measured_against_the_smaller_neighbour(metres, level, said):
    (found,) = overlaps(square_pair(metres), SQUARES)
    assert found.level == level
    assert said in found.sentence("en")


@pytest.mark.parametrize(
    ("metres", "level", "km2"), [(0, "ok", ""), (400, "warning", "0.16"), (2_000, "fault", "4 km2")]
)
def test_a_hole_between_neighbours_is_measured(metres, level, km2):
    left, right = square_pair(10_000).to_crs("EPSG:6933")
    west, south, _, _ = right.bounds
    middle = south + 5_000
    hole = box(west - metres / 2, middle, west + metres / 2, middle + metres)
    pair = gpd.GeoSeries([left.difference(hole), right.difference(hole)], crs="EPSG:6933")
    (found,) = gaps(pair.to_crs(4326), SQUARES)
    assert found.level == level
    assert km2 in found.sentence("en")


def test_a_lake_within_one_unit_is_no_gap():
    left, right = square_pair(10_000).to_crs("EPSG:6933")
    lake = left.centroid.buffer(1_000)
    pair = gpd.GeoSeries([left.difference(lake), right], crs="EPSG:6933")
    assert gaps(pair.to_crs(4326), SQUARES)[0].level == "ok"


# Areas and places


def test_belu_with_malaka_in_it_is_too_large(look, office):
    both = shape_of(office, "Kabupaten Belu").union(shape_of(office, "Kabupaten Malaka"))
    old = with_shape(office, "Kabupaten Belu", both).drop(index=place(office, "Kabupaten Malaka"))
    faults = look(old).faults
    assert "Malaka was formed out of Kabupaten Belu in 2012" in faults
    assert "Areas differ by more than 15% from the official figures: Kabupaten Belu +97" in faults


def test_two_swapped_units_of_similar_size_are_found_by_their_place(look, office):
    belu, malaka = (shape_of(office, f"Kabupaten {name}") for name in ("Belu", "Malaka"))
    turned = with_shape(with_shape(office, "Kabupaten Belu", malaka), "Kabupaten Malaka", belu)
    found = look(turned)
    assert found.faults == (
        "The positions do not agree with the embedded boundaries: "
        "Kabupaten Belu (0.0%; its shape lies where Kabupaten Malaka is), "
        "Kabupaten Malaka (0.0%; its shape lies where Kabupaten Belu is)."
    )


def test_kemendagri_names_joined_to_bps_shapes_by_bare_digits_are_found(look):
    digits = {u["KODE"]: u["WADMKK"] for u in _digits_of_kemendagri()}
    trap = office_layer()
    trap["WADMKK"] = [digits[code] for code in trap["KODE"]]
    found = look(trap)
    assert found.check.system == "kemendagri"
    assert "its shape lies where Kabupaten Sumba Barat is" in found.faults
    assert "Areas differ by more than 15%" in found.faults


def _digits_of_kemendagri():
    layer = office_layer("kemendagri_code")
    return [
        {"KODE": code.replace(".", ""), "WADMKK": name}
        for code, name in zip(layer["KODE"], layer["WADMKK"], strict=True)
    ]


def test_the_full_resolution_file_has_one_warning_and_no_fault(look, full_resolution):
    found = look(full_resolution)
    assert found.faults == ""
    assert found.warnings == (
        "Areas differ by more than 5% from the official figures: Kabupaten Sumba Barat -6.1%."
    )
