"""Thinned-out shapes keep their borders, their units and their areas, or are refused."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon

from ntt_coverage.errors import BoundaryError
from ntt_coverage.geography import load_boundaries
from ntt_coverage.geography.shapes import gaps, measured_km2, overlaps
from ntt_coverage.geography.simplify import (
    DEFAULT_TOLERANCE_M,
    simplify_layer,
    thin_outlines,
)
from tests.geography.conftest import PATHS


@pytest.fixture(scope="module")
def embedded():
    return load_boundaries(PATHS.embedded_boundaries)


def nudged(layer, bps_code, metres):
    """Move one unit, so that its borders no longer meet those of its neighbours."""
    flat = layer.to_crs("EPSG:32751")
    moved = flat.geometry.copy()
    moved[flat["bps_code"] == bps_code] = moved[flat["bps_code"] == bps_code].translate(metres)
    return flat.set_geometry(moved).to_crs(4326)


def with_islands(layer, *islands):
    """Add islands to one unit."""
    shapes = layer.geometry.copy()
    shapes[9] = shapely.union_all([shapes[9], *islands])
    return layer.set_geometry(shapes)


def is_good(layer, original):
    assert list(layer["bps_code"]) == list(original["bps_code"])
    assert layer.crs.equals("EPSG:4326")
    assert layer.is_valid.all()
    assert layer.geometry.is_valid_coverage()
    assert (layer.geom_type == "MultiPolygon").all()


def test_the_full_resolution_file_becomes_small_and_keeps_its_areas(full_resolution):
    full = load_boundaries(full_resolution)
    simplified = simplify_layer(full, DEFAULT_TOLERANCE_M)
    is_good(simplified.layer, full)
    assert (simplified.vertices_before, simplified.parts_before) == (197_937, 414)
    assert simplified.parts_after == 414
    assert simplified.vertices_after < 25_000
    assert not simplified.cleaned
    change = measured_km2(simplified.layer.geometry) / measured_km2(full.geometry) - 1
    assert np.abs(change).max() < 0.005


def test_coordinates_have_five_decimals(embedded):
    layer = simplify_layer(embedded, 100).layer
    points = shapely.get_coordinates(layer.geometry.array)
    assert np.array_equal(points, points.round(5))


def test_a_tolerance_of_0_keeps_every_corner(embedded):
    simplified = simplify_layer(embedded, 0)
    assert simplified.vertices_after == simplified.vertices_before
    share = measured_km2(simplified.layer.geometry) / measured_km2(embedded.geometry) - 1
    assert np.abs(share).max() < 1e-5


def test_the_argument_is_not_changed(embedded):
    before = embedded.copy(deep=True)
    simplify_layer(embedded, 500)
    assert embedded.equals(before)


def test_parts_in_another_order_give_the_same_layer(embedded):
    turned = embedded.set_geometry(
        gpd.GeoSeries(
            [shapely.MultiPolygon([p.reverse() for p in reversed(list(shape.geoms))])
             for shape in embedded.geometry], crs=4326,
        )
    )  # fmt: skip
    once, again = simplify_layer(embedded, 100).layer, simplify_layer(turned, 100).layer
    assert list(once.to_wkb()["geometry"]) == list(again.to_wkb()["geometry"])


@given(st.floats(0, 1500))
@settings(deadline=None, max_examples=15)
def test_any_tolerance_gives_a_good_layer_or_is_refused(embedded, tolerance):
    try:
        layer = simplify_layer(embedded, tolerance).layer
    except BoundaryError:
        return
    is_good(layer, embedded)
    change = measured_km2(layer.geometry) / measured_km2(embedded.geometry) - 1
    assert np.abs(change).max() < 0.0201


def test_borders_that_nearly_meet_are_joined_and_it_is_said(embedded):
    loose = nudged(embedded, "5312", 20)
    assert not loose.geometry.is_valid_coverage()
    simplified = simplify_layer(loose, 100)
    is_good(simplified.layer, embedded)
    assert simplified.cleaned
    assert 0 < simplified.most_moved < 0.01
    assert overlaps(simplified.layer.geometry, tuple(embedded["bps_code"]))[0].level == "ok"
    assert gaps(simplified.layer.geometry, tuple(embedded["bps_code"]))[0].level == "ok"


def test_borders_that_are_far_apart_are_refused_with_the_unit(embedded):
    with pytest.raises(BoundaryError) as refused:
        simplify_layer(nudged(embedded, "5312", 3_000), 100)
    assert refused.value.key == "boundary_uncleanable"
    assert "Kabupaten Nagekeo" in refused.value.evidence["names"]


def test_a_tolerance_that_takes_a_unit_is_refused_with_a_remedy(embedded):
    with pytest.raises(BoundaryError) as refused:
        simplify_layer(embedded, 10_000)
    said = refused.value.say("en")
    assert "With --tolerance 10000 some units lose their shape" in said
    assert "Kota Kupang" in said
    assert "Use a smaller number, such as 5000." in said


def test_small_islands_stay(embedded):
    islet = shapely.Point(121.3, -8.3).buffer(0.0004)
    simplified = simplify_layer(with_islands(embedded, islet), 400)
    assert simplified.parts_after == simplified.parts_before == 38


def test_an_island_that_rounding_makes_a_point_is_lost_and_counted(embedded):
    simplified = simplify_layer(with_islands(embedded, shapely.Point(121.3, -8.3).buffer(1e-6)), 0)
    assert (simplified.parts_before, simplified.parts_after) == (38, 37)
    assert simplified.decimals == 5


def test_more_decimals_are_kept_where_fewer_would_cross_lines(embedded):
    west = shapely.box(121.3, -8.3, 121.3001, -8.2999)
    east = shapely.box(121.300102, -8.3, 121.3002, -8.2999)  # 22 cm apart
    simplified = simplify_layer(with_islands(embedded, west, east), 0)
    is_good(simplified.layer, embedded)
    assert simplified.decimals == 6
    assert simplified.parts_after == simplified.parts_before == 39


def wiggly_neighbours(points):
    """Two units that share a border of so many points, and an islet of the first."""
    steps = np.arange(points)
    border = [(1_000 + 30 * (step % 7), 10.0 * step) for step in steps]
    top = 10.0 * (points - 1)
    west = Polygon([(0, 0), *border, (0, top)])
    east = Polygon([*border, (3_000, top), (3_000, 0)])
    islet = Polygon([(-500, 0), (-499, 0), (-499, 1)])
    return gpd.GeoSeries([MultiPolygon([west, islet]), east], crs="EPSG:32751")


def test_a_drawing_thins_outlines_until_they_can_be_edited_and_borders_stay_shared():
    thin = thin_outlines(wiggly_neighbours(3_000), 400, unseen_m=5)
    assert max(shapely.get_num_coordinates(np.asarray(thin))) <= 400
    assert thin.is_valid_coverage()
    assert len(thin.iloc[0].geoms) == 1  # nobody would see the islet
    assert thin.area.sum() == pytest.approx(wiggly_neighbours(3_000).area.sum(), rel=0.01)


def test_outlines_with_few_points_are_drawn_as_they_are():
    shapes = wiggly_neighbours(100)
    assert thin_outlines(shapes, 400, unseen_m=5) is shapes


def test_the_only_island_of_a_unit_stays_however_small():
    many = [Point(0, 0).buffer(3, quad_segs=200), Polygon([(9, 9), (10, 9), (10, 10)])]
    thin = thin_outlines(gpd.GeoSeries(many), 400, unseen_m=50)
    assert not thin.is_empty.any()
