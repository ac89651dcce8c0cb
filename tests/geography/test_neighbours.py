"""Who borders whom, on the outlines in use."""

import geopandas as gpd
import pytest
from shapely.geometry import box

import ntt_coverage as nc
from ntt_coverage.geography import neighbours_of

UNITS = [unit.bps_code for unit in nc.load_regencies()]


def near(data, name, relation):
    found = neighbours_of(data.outlines, nc.resolve(name).bps_code)
    names = {unit.bps_code: unit.label for unit in nc.load_regencies()}
    return {names[code] for code in found.loc[found["relation"] == relation, "bps_code"]}


@pytest.mark.parametrize(
    ("unit", "relation", "neighbours"),
    [
        ("Kabupaten Kupang", "border",
         {"Kota Kupang", "Timor Tengah Selatan", "Timor Tengah Utara"}),
        ("Kota Kupang", "border", {"Kab. Kupang"}),
        ("Ende", "border", {"Nagekeo", "Sikka"}),
        ("Belu", "border", {"Malaka", "Timor Tengah Utara"}),
        ("Sumba Tengah", "border", {"Sumba Barat", "Sumba Timur"}),
        ("Flores Timur", "border", {"Sikka"}),
        ("Flores Timur", "nearest", {"Lembata"}),
        ("Lembata", "nearest", {"Alor", "Flores Timur"}),
        ("Alor", "nearest", {"Lembata"}),
        ("Alor", "border", set()),
        ("Rote Ndao", "nearest", {"Kab. Kupang", "Sabu Raijua"}),
        ("Sabu Raijua", "nearest", {"Rote Ndao", "Sumba Timur"}),
        ("Kabupaten Kupang", "nearest", {"Rote Ndao"}),
        ("Manggarai Barat", "nearest", set()),
    ],
)  # fmt: skip
def test_known_neighbours(data, unit, relation, neighbours):
    assert near(data, unit, relation) == neighbours


@pytest.mark.parametrize(("relation", "number"), [("border", 18), ("nearest", 5)])
def test_who_is_a_neighbour_has_that_neighbour(data, relation, number):
    pairs = {
        (code, other)
        for code in UNITS
        for other, how in neighbours_of(data.outlines, code)[["bps_code", "relation"]].itertuples(
            index=False
        )
        if how == relation
    }
    assert pairs == {(other, code) for code, other in pairs}
    assert len(pairs) == 2 * number


def test_the_nearest_stand_first_and_no_unit_is_its_own_neighbour(data):
    for code in UNITS:
        found = neighbours_of(data.outlines, code)
        assert len(found)
        assert found["distance_km"].is_monotonic_increasing
        assert code not in set(found["bps_code"])


@pytest.mark.parametrize(("gap", "relation"), [(0, "border"), (400, "border"), (900, "nearest")])
def test_a_narrow_gap_between_two_lines_is_a_border_and_a_strait_is_none(gap, relation):
    """Alor and Ende: of different groups of islands, in a land of two squares."""
    shapes = [box(0, 0, 5_000, 5_000), box(5_000 + gap, 0, 9_000, 5_000)]
    land = gpd.GeoDataFrame({"bps_code": ["5307", "5311"]}, geometry=shapes, crs=32751)
    assert neighbours_of(land, "5307").to_dict("records") == [
        {"bps_code": "5311", "relation": relation, "distance_km": gap / 1_000}
    ]


@pytest.mark.parametrize(
    ("gaps", "named"),
    [((10, 14, 40), 2), ((10, 16, 40), 1), ((10, 10, 10), 3)],
)
def test_across_the_sea_those_about_as_near_as_the_nearest_are_neighbours(gaps, named):
    """An island between three others; those that are far name it all the same."""
    around = [
        box(5_000 + 1_000 * gaps[0], 0, 90_000, 5_000),
        box(-90_000, 0, -1_000 * gaps[1], 5_000),
        box(0, 5_000 + 1_000 * gaps[2], 5_000, 90_000),
    ]
    codes = ["5307", "5311", "5312", "5313"]
    shapes = [box(0, 0, 5_000, 5_000), *around]
    land = gpd.GeoDataFrame({"bps_code": codes}, geometry=shapes, crs=32751)
    found = neighbours_of(land, "5307")
    assert found["distance_km"].to_list() == sorted(gaps)
    assert set(found["relation"]) == {"nearest"}
