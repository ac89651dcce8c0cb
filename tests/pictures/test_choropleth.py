"""The static map: what is drawn is what the table says, legible, and the same every time."""

import hashlib
import html
import itertools
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.transforms import Bbox
from pyproj import Geod, Transformer
from shapely import union_all
from shapely.geometry import LineString, Polygon, box

import ntt_coverage as nc
from ntt_coverage.geography.boundaries import DRAWING_CRS
from ntt_coverage.language import say
from ntt_coverage.pictures.palette import COLOURS, PALE, WARNING
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
CODES = [unit.bps_code for unit in nc.load_regencies()]
EXPECTED = {
    "2018Q1": (0, 0, 22),
    "2019Q3": (6, 16, 0),
    "2020Q1": (5, 17, 0),
    "2022Q1": (3, 0, 19),
    "2026Q1": (2, 0, 20),
}
"""Enrolled, not enrolled, no data."""

CROWDED = [(q, lang) for q in ("2019Q3", "2021Q4", "2022Q1") for lang in ("id", "en")]


@pytest.fixture(scope="module")
def draw(data):
    """Draw a quarter once, and remember it."""
    drawn = {}

    def drawing(quarter, lang="id"):
        if (quarter, lang) not in drawn:
            tables = nc.coverage(quarter, lang, data=data)
            drawn[quarter, lang] = tables, nc.draw_map(tables)
        return drawn[quarter, lang]

    return drawing


def groups(svg):
    tree = ET.fromstring(svg)
    return {g.get("id"): g for g in tree.iter(f"{SVG}g") if str(g.get("id")).startswith("bps-")}


def fill_of(group):
    return re.search(r"fill: (#[0-9a-f]{6}|url\(#\w+\))", ET.tostring(group, "unicode"))[1]


def colour_of(row):
    old = row["state"] == "no_data" and not pd.isna(row["last_known_state"])
    return PALE[row["last_known_state"]] if old else COLOURS[row["state"]]


def texts(figure):
    found = [text for axes in figure.axes for text in axes.texts] + figure.texts
    return [text for text in found if text.get_text()]


def map_axes(figure):
    """The axes that hold the marked units."""
    return next(a for a in figure.axes if units_of(a))


def units_of(axes):
    return [p for p in axes.patches if str(p.get_gid()).startswith("bps-")]


def legend_axes(picture):
    return next(a for a in picture.figure.axes if a.get_gid() == "legend")


def inset_axes(picture):
    return [a for a in picture.figure.axes if not units_of(a) and a.get_gid() != "legend"]


# The table and the map agree


@pytest.mark.parametrize("quarter", EXPECTED)
def test_each_unit_is_a_group_filled_with_the_colour_of_its_state(draw, quarter):
    tables, picture = draw(quarter)
    expected = {
        f"bps-{row['bps_code']}": colour_of(row) for row in tables.coverage.to_dict("records")
    }
    faces = {u.get_gid(): to_hex(u.get_facecolor()) for u in units_of(map_axes(picture.figure))}
    assert list(faces) == [f"bps-{code}" for code in CODES]
    assert faces == expected


def test_svg_holds_the_22_groups_in_the_colours_of_their_states(draw):
    tables, picture = draw("2019Q3")
    found = groups(picture.svg())
    expected = {
        f"bps-{row['bps_code']}": colour_of(row) for row in tables.coverage.to_dict("records")
    }
    assert {key: fill_of(group) for key, group in found.items()} == expected


@pytest.mark.parametrize("quarter", EXPECTED)
def test_hatch_marks_exactly_the_units_without_data(draw, quarter):
    tables, picture = draw(quarter)
    hatched = {u.get_gid() for u in units_of(map_axes(picture.figure)) if u.get_hatch()}
    unknown = tables.coverage.loc[tables.coverage["state"] == "no_data", "bps_code"]
    assert hatched == {f"bps-{code}" for code in unknown}


@pytest.mark.parametrize(("quarter", "counts"), EXPECTED.items())
def test_legend_counts_are_those_of_the_table_and_add_up_to_22(draw, quarter, counts):
    _, picture = draw(quarter)
    said = [text.get_text().replace("\n", " ") for text in legend_axes(picture).texts][1:7]
    names = [say(f"state.{state}", "id") for state in ("enrolled", "not_enrolled", "no_data")]
    assert said[1::2] == names
    assert tuple(int(number) for number in said[::2]) == counts
    assert sum(counts) == 22


@pytest.mark.parametrize("lang", ["id", "en"])
def test_headline_subtitle_sources_and_figure_id_are_drawn(draw, lang):
    tables, picture = draw("2019Q3", lang)
    said = " ".join(text.get_text() for text in texts(picture.figure)).replace("\n", " ")
    assert tables.headline in said
    assert tables.headline.startswith("6 dari 22" if lang == "id" else "6 of 22")
    for line in tables.subtitle.splitlines():
        assert line in said
    assert "(S07)" in said
    assert "OCHA" in said
    assert nc.draw_map(tables).passport.figure_id in said


def test_disputed_unit_is_outlined_starred_and_counted(draw):
    _, picture = draw("2019Q3")
    axes = map_axes(picture.figure)
    outlined = [p for p in axes.patches if to_hex(p.get_edgecolor()) == WARNING]
    starred = [t.get_text() for t in axes.texts if t.get_text().endswith("*")]
    assert len(outlined) == 1
    assert starred == ["Sumba Timur *"]
    counted = [t.get_text() for t in legend_axes(picture).texts]
    assert counted[-2] == "1"
    assert "sumber saling bertentangan" in counted[-1].replace("\n", " ")


def test_undisputed_quarter_has_no_mark_of_dispute(draw):
    _, picture = draw("2021Q4")
    assert not any("bertentangan" in text.get_text() for text in texts(picture.figure))


def test_every_unit_is_labelled_and_the_inset_shows_the_city(draw):
    tables, picture = draw("2019Q3")
    labels = " ".join(t.get_text() for t in texts(picture.figure)).replace("\n", " ")
    missing = [name for name in tables.coverage["label"] if name not in labels]
    assert missing == []
    (inset,) = inset_axes(picture)
    assert [t.get_text() for t in inset.texts] == ["Kota Kupang"]


def test_persons_are_written_where_they_are_known_and_nowhere_else(draw):
    _, picture = draw("2021Q4")
    said = [t.get_text() for t in texts(picture.figure) if "orang" in t.get_text()]
    assert said == ["Kab. Kupang\n2.480 orang", "Rote Ndao\n1.522 orang"]


def metres_per_point(data, picture):
    """The scale, from the drawn width of Sumba Timur."""
    unit = next(u for u in units_of(map_axes(picture.figure)) if u.get_gid() == "bps-5302")
    drawn = unit.get_path().get_extents()
    codes = list(data.boundaries["bps_code"])
    west, south, east, north = data.outlines.geometry.iloc[codes.index("5302")].bounds
    return (east - west) / drawn.width, (north - south) / drawn.height


def test_scale_bar_is_100_km_on_the_ground(draw, data):
    _, picture = draw("2019Q3")
    bars = map_axes(picture.figure).lines
    lines = [line.get_xdata() for line in bars if line.get_linestyle() == "-"]
    texts_of_bar = [t for t in map_axes(picture.figure).texts if t.get_text() == "100 km"]
    longest = max(abs(x[-1] - x[0]) for x in lines)
    across, _ = metres_per_point(data, picture)
    assert len(texts_of_bar) == 1
    assert longest * across == pytest.approx(100_000, rel=0.001)
    # and a metre of the projection is a metre on the ground, to 0.4 percent
    to_degrees = Transformer.from_crs(DRAWING_CRS, "EPSG:4326", always_xy=True)
    ends = [to_degrees.transform(x, 8_900_000) for x in (400_000, 500_000)]
    assert Geod(ellps="WGS84").inv(*ends[0], *ends[1])[2] == pytest.approx(100_000, rel=0.004)


def test_one_metre_is_one_metre_in_both_directions(draw, data):
    across, along = metres_per_point(data, draw("2019Q3")[1])
    assert across == pytest.approx(along, rel=0.001)


# Legible


def crowded(data, lang="id"):
    """A quarter in which every label is as long as can be."""
    states = nc.coverage("2019Q3", lang, data=data)
    rows = range(22)
    coverage = states.coverage.assign(
        state=["suppressed" if n % 4 == 3 else "enrolled" for n in rows],
        enrolled_persons=pd.array([12_000 + 137 * n for n in rows], dtype="Int64"),
        disputed=[n % 3 == 0 for n in rows],
    )
    return replace(states, coverage=coverage)


def label_boxes(picture):
    """Every text drawn on the map, with its box on the sheet."""
    return [(t.get_text(), t.get_window_extent()) for t in map_axes(picture.figure).texts]


@pytest.fixture(scope="module", params=["slide", "page", "square", "print"])
def crowd(request, data):
    return nc.draw_map(crowded(data), "persons", layout=request.param)


@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
@pytest.mark.parametrize(("quarter", "lang"), CROWDED)
def test_labels_do_not_overlap(draw, quarter, lang, layout):
    check_labels(nc.draw_map(draw(quarter, lang)[0], layout=layout))


def test_labels_do_not_overlap_where_all_are_as_long_as_can_be(crowd):
    check_labels(crowd)


def check_labels(picture):
    """No label covers another, the inset, or leaves the map; there is one for each of the 22."""
    axes, boxes = map_axes(picture.figure), label_boxes(picture)
    insets = [(a.texts[0].get_text(), a.get_window_extent()) for a in inset_axes(picture)]
    pairs = itertools.combinations([*boxes, *insets], 2)
    clash = [(a, b) for (a, one), (b, other) in pairs if one.overlaps(other)]
    assert clash == []
    assert len(boxes) + len(insets) == 22 + 2  # the neighbour and the scale
    for said, extent in boxes:
        whole = Bbox.union([axes.get_window_extent(), extent])
        assert whole.bounds == axes.get_window_extent().bounds, said


def test_a_label_stands_on_its_own_unit_or_on_water(crowd):
    """Also where letters are long: no name is ever written over another unit."""
    axes = map_axes(crowd.figure)
    shapes = {u.get_gid(): drawn_shape(u.get_path()) for u in units_of(axes)}
    to_sheet = axes.transData.inverted()
    for text in axes.texts:
        ground = box(*to_sheet.transform(text.get_window_extent()).flatten())
        touched = [code for code, shape in shapes.items() if shape.intersection(ground).area > 4]
        assert len(touched) <= 1, (text.get_text(), touched)


def drawn_shape(path):
    return union_all([Polygon(ring) for ring in path.to_polygons() if len(ring) > 3])


@pytest.mark.parametrize("quarter", [*EXPECTED, "2019Q4", "2021Q2", "2021Q4", "2024Q2"])
@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
def test_no_line_to_a_unit_crosses_another(draw, quarter, layout):
    axes = map_axes(nc.draw_map(draw(quarter)[0], layout=layout).figure)
    lines = [LineString(segment) for segment in axes.collections[0].get_segments()]
    assert len(lines) > 5
    assert not any(one.crosses(other) for one, other in itertools.combinations(lines, 2))


@pytest.mark.parametrize("quarter", [*EXPECTED, "2021Q4"])
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
def test_lines_around_the_map_stay_on_the_sheet(draw, quarter, lang, layout):
    check_lines(nc.draw_map(draw(quarter, lang)[0], layout=layout))


def check_lines(picture):
    """Title, legend, map and footer do not run into each other or off the sheet."""
    figure = picture.figure
    legend = [
        (t.get_text(), t.get_window_extent()) for t in legend_axes(picture).texts if t.get_text()
    ]
    boxes = [(t.get_text(), t.get_window_extent()) for t in figure.texts if t.get_text()]
    boxes += legend
    for said, extent in boxes:
        assert extent.x0 >= 0, said
        assert extent.x1 <= figure.bbox.x1, said
        assert extent.y0 >= 0, said
        assert extent.y1 <= figure.bbox.y1, said
        assert not extent.overlaps(map_axes(figure).get_window_extent()), said
    pairs = itertools.combinations(boxes, 2)
    assert [(a, b) for (a, one), (b, other) in pairs if one.overlaps(other)] == []


@pytest.mark.parametrize("layout", ["slide", "page", "square", "print"])
def test_a_legend_with_every_class_and_mark_still_fits(data, layout):
    check_lines(nc.draw_map(crowded(data), "persons", layout=layout))


def lines_of(text):
    """The box of each line of a centred text."""
    whole, lines = text.get_window_extent(), text.get_text().split("\n")
    step = whole.height / len(lines)
    for number, line in enumerate(lines):
        text.set_text(line)
        width = text.get_window_extent().width
        top = whole.y1 - number * step
        middle = (whole.x0 + whole.x1) / 2
        yield Bbox.from_extents(middle - width / 2, top - step, middle + width / 2, top)
    text.set_text("\n".join(lines))


@pytest.mark.parametrize(("quarter", "lang"), CROWDED)
def test_white_letters_stand_on_their_own_dark_unit(draw, quarter, lang):
    axes = map_axes(draw(quarter, lang)[1].figure)
    dark = union_all(
        [
            drawn_shape(u.get_path())
            for u in units_of(axes)
            if to_hex(u.get_facecolor()) == COLOURS["enrolled"]
        ]
    )
    for text in axes.texts:
        if to_hex(text.get_color()) != "#ffffff":
            continue
        for line in lines_of(text):
            ground = box(*axes.transData.inverted().transform(line).flatten())
            assert ground.intersection(dark).area > 0.97 * ground.area, text.get_text()


# Files


DIGESTS = """
import hashlib
import ntt_coverage as nc
picture = nc.draw_map(nc.coverage("2019Q3"))
for content in (picture.svg().encode(), picture.png()):
    print(hashlib.sha256(content).hexdigest())
"""


def test_another_process_draws_the_same_bytes(draw):
    _, picture = draw("2019Q3")
    here = [hashlib.sha256(b).hexdigest() for b in (picture.svg().encode(), picture.png())]
    command = [sys.executable, "-c", DIGESTS]
    other = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert other.stdout.split() == here


def test_svg_stands_alone(draw):
    svg = draw("2019Q3")[1].svg()
    assert "<!DOCTYPE" not in svg
    assert "<script" not in svg
    addresses = set(re.findall(r"https?://[^\s\"'<]+", svg))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    links = re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)', svg)
    assert all((a or b).startswith("#") for a, b in links)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_svg_says_in_words_what_it_shows(draw, lang):
    tables, picture = draw("2019Q3", lang)
    root = ET.fromstring(picture.svg())
    assert root.get("role") == "img"
    assert tables.headline in root.get("aria-label")
    assert "Manggarai Barat" in root.get("aria-label")
    assert html.escape(picture.alt) in picture._repr_html_()


def test_png_is_a_16_to_9_slide_at_least_1900_pixels_wide(draw):
    png = draw("2019Q3")[1].png()
    width, height = struct.unpack(">II", png[16:24])
    assert width >= 1900
    assert height == pytest.approx(width * 9 / 16, abs=1)


def test_drawing_leaves_no_global_style_behind(tables_2019q3):
    before = dict(mpl.rcParams)
    nc.draw_map(tables_2019q3).svg()
    assert dict(mpl.rcParams) == before
