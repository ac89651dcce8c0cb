"""Who borders whom, on the outlines in use."""

import geopandas as gpd
import pytest
from shapely.geometry import box

import ntt_coverage as nc
from ntt_coverage.geography import neighbours_of

UNITS = [unit.bps_code for unit in nc.load_regencies()]


def near(data, name):
    found = neighbours_of(data.outlines, nc.resolve(name).bps_code)
    names = {unit.bps_code: unit.label for unit in nc.load_regencies()}
    return set(found["relation"]), {names[code] for code in found["bps_code"]}


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
        ("Sabu Raijua", "island_group", {"Rote Ndao"}),
        ("Rote Ndao", "island_group", {"Sabu Raijua"}),
        ("Alor", "nearest", {"Lembata"}),
    ],
)  # fmt: skip
def test_known_neighbours(data, unit, relation, neighbours):
    assert near(data, unit) == ({relation}, neighbours)


def test_a_border_has_two_sides(data):
    pairs = {
        (code, other)
        for code in UNITS
        for other, relation in neighbours_of(data.outlines, code)[
            ["bps_code", "relation"]
        ].itertuples(index=False)
        if relation == "border"
    }
    assert pairs == {(other, code) for code, other in pairs}
    assert len(pairs) == 2 * 18


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
