"""Labels on simple shapes, where the right place can be seen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from ntt_coverage.pictures.placing import Label, place_labels

PAGE = (0.0, 0.0, 400.0, 200.0)


def label(key, shape, *sizes, enlarged=False):
    texts = [f"{key}{number}" for number in range(len(sizes))]
    return Label(key=key, shape=shape, texts=texts, sizes=sizes, enlarged=enlarged)


def overlap(one, other):
    return box(*one).intersection(box(*other)).area


def test_a_label_that_fits_stands_inside_without_a_line():
    placed = place_labels([label("a", box(50, 50, 150, 120), (60, 20))], PAGE, taken=[])["a"]
    assert placed.inside
    assert placed.target is None
    assert box(50, 50, 150, 120).contains(box(*placed.box))


def test_the_first_text_that_fits_is_taken():
    tall = box(50, 50, 90, 150)
    placed = place_labels([label("a", tall, (80, 12), (30, 24), (20, 36))], PAGE, taken=[])["a"]
    assert placed.text == "a1"


def test_a_label_that_does_not_fit_stands_near_on_water_with_a_line_into_the_unit():
    islet = box(200, 100, 210, 110)
    placed = place_labels([label("a", islet, (60, 12))], PAGE, taken=[])["a"]
    assert not placed.inside
    assert overlap(placed.box, islet.bounds) == 0
    assert box(*placed.box).distance(islet) < 15
    assert islet.contains(Polygon([placed.target] * 4).centroid)


def test_a_label_never_stands_on_another_unit_or_on_what_is_taken():
    islet, mainland = box(200, 100, 210, 110), box(212, 20, 390, 180)
    taken = (60.0, 60.0, 195.0, 200.0)
    placed = place_labels(
        [label("a", islet, (60, 12)), label("b", mainland, (40, 12))], PAGE, taken=[taken]
    )
    assert overlap(placed["a"].box, mainland.bounds) == 0
    assert overlap(placed["a"].box, taken) == 0
    assert placed["b"].inside


def test_an_inset_stands_on_water_also_where_it_would_fit_inside():
    land = box(0, 0, 200, 200)
    placed = place_labels([label("a", land, (50, 50), enlarged=True)], PAGE, taken=[])["a"]
    assert not placed.inside
    assert overlap(placed.box, land.bounds) == 0


def test_what_stands_beside_the_page_takes_no_room_on_it():
    islet = label("a", box(200, 100, 210, 110), (60, 12))
    beside = [(-50.0, -50.0, -40.0, -40.0), (500.0, 300.0, 520.0, 320.0)]
    assert place_labels([islet], PAGE, taken=beside) == place_labels([islet], PAGE, taken=[])


def test_a_page_without_water_is_refused():
    full = [label("a", box(0, 0, 400, 195), (390, 5)), label("b", box(0, 195, 400, 200), (99, 50))]
    with pytest.raises(ValueError, match="no room"):
        place_labels(full, PAGE, taken=[])


def test_a_unit_of_several_islands_is_named_on_the_one_with_room():
    islands = MultiPolygon([box(20, 20, 30, 30), box(200, 50, 320, 120)])
    placed = place_labels([label("a", islands, (80, 20))], PAGE, taken=[])["a"]
    assert placed.box[0] >= 200


SQUARES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=10,
                   unique=True)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SQUARES, st.integers(10, 60), st.integers(8, 24))
def test_no_two_labels_overlap_and_none_covers_another_unit(places, width, height):
    shapes = {f"{x},{y}": box(40 * x, 40 * y, 40 * x + 22, 40 * y + 22) for x, y in places}
    labels = [label(key, shape, (width, height)) for key, shape in shapes.items()]
    page = (-120.0, -120.0, 520.0, 320.0)
    placed = place_labels(labels, page, taken=[])
    assert list(placed) == list(shapes)
    for key, one in placed.items():
        for other_key, other in placed.items():
            if key != other_key:
                assert overlap(one.box, other.box) == 0
                assert overlap(one.box, shapes[other_key].bounds) == 0
    assert place_labels(labels, page, taken=[]) == placed
