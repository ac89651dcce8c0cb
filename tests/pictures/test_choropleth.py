"""The static map: what is drawn is what the table says, legible, and the same every time."""

import hashlib
import html
import itertools
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.transforms import Bbox
from pyproj import Geod, Transformer
from shapely.geometry import box

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
            tables = nc.build_quarter(quarter, lang, data=data)
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
    return next(a for a in figure.axes if any(c.get_gid() for c in a.collections))


def legend_axes(picture):
    start = say("map.of_22", "id", all=22)
    return next(a for a in picture.figure.axes if any(t.get_text() == start for t in a.texts))


# The table and the map agree


@pytest.mark.parametrize("quarter", EXPECTED)
def test_each_unit_is_a_group_filled_with_the_colour_of_its_state(draw, quarter):
    tables, picture = draw(quarter)
    expected = {
        f"bps-{row['bps_code']}": colour_of(row) for row in tables.coverage.to_dict("records")
    }
    faces = {
        c.get_gid(): to_hex(c.get_facecolor()[0])
        for c in map_axes(picture.figure).collections
        if c.get_gid()
    }
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
    hatched = {c.get_gid() for c in map_axes(picture.figure).collections if c.get_hatch()} - {None}
    unknown = tables.coverage.loc[tables.coverage["state"] == "no_data", "bps_code"]
    assert hatched == {f"bps-{code}" for code in unknown}


@pytest.mark.parametrize(("quarter", "counts"), EXPECTED.items())
def test_legend_counts_are_those_of_the_table_and_add_up_to_22(draw, quarter, counts):
    _, picture = draw(quarter)
    said = [text.get_text() for text in legend_axes(picture).texts][1:7]
    names = [say(f"state.{state}", "id") for state in ("enrolled", "not_enrolled", "no_data")]
    assert said[1::2] == names
    assert tuple(int(number) for number in said[::2]) == counts
    assert sum(counts) == 22


@pytest.mark.parametrize("lang", ["id", "en"])
def test_headline_subtitle_sources_and_figure_id_are_drawn(draw, lang):
    tables, picture = draw("2019Q3", lang)
    said = "\n".join(text.get_text() for text in texts(picture.figure))
    assert tables.headline in said
    assert tables.headline.startswith("6 dari 22" if lang == "id" else "6 of 22")
    for line in tables.subtitle.splitlines():
        assert line in said
    assert "(S07)" in said
    assert "OCHA" in said
    assert tables.figure_id("status") in said


def test_disputed_unit_is_outlined_starred_and_counted(draw):
    _, picture = draw("2019Q3")
    axes = map_axes(picture.figure)
    edges = [c.get_edgecolor() for c in axes.collections]
    outlined = [edge for edge in edges if len(edge) and to_hex(edge[0]) == WARNING]
    starred = [t.get_text() for t in axes.texts if t.get_text().endswith("*")]
    assert len(outlined) == 1
    assert starred == ["Sumba Timur *"]
    counted = [t.get_text() for t in legend_axes(picture).texts]
    assert counted[-2] == "1"
    assert "sumber saling bertentangan" in counted[-1]


def test_undisputed_quarter_has_no_mark_of_dispute(draw):
    _, picture = draw("2021Q4")
    assert not any("bertentangan" in text.get_text() for text in texts(picture.figure))


def test_every_unit_is_labelled_and_the_inset_shows_the_city(draw):
    tables, picture = draw("2019Q3")
    labels = " ".join(t.get_text() for t in texts(picture.figure)).replace("\n", " ")
    missing = [name for name in tables.coverage["label"] if name not in labels]
    assert missing == []
    inset = next(a for a in picture.figure.axes if any("Kota" in t.get_text() for t in a.texts))
    assert [t.get_text() for t in inset.texts] == ["Kota\nKupang"]
    assert inset is not map_axes(picture.figure)


def test_persons_are_written_where_they_are_known_and_nowhere_else(draw):
    _, picture = draw("2021Q4")
    said = [t.get_text() for t in texts(picture.figure) if "orang" in t.get_text()]
    assert said == ["Kab.\nKupang\n2.480 orang", "Rote Ndao\n1.522 orang"]


def test_scale_bar_is_100_km_on_the_ground(draw):
    _, picture = draw("2019Q3")
    bar = next(line for line in map_axes(picture.figure).lines if len(line.get_xdata()) == 4)
    to_degrees = Transformer.from_crs(DRAWING_CRS, "EPSG:4326", always_xy=True)
    ends = [to_degrees.transform(bar.get_xdata()[i], bar.get_ydata()[i]) for i in (1, 2)]
    _, _, metres = Geod(ellps="WGS84").inv(*ends[0], *ends[1])
    assert metres == pytest.approx(100_000, rel=0.01)


def test_one_metre_is_one_metre_in_both_directions(draw):
    _, picture = draw("2019Q3")
    axes = map_axes(picture.figure)
    box, data = axes.get_window_extent(), axes.viewLim
    assert box.width / data.width == pytest.approx(box.height / data.height, rel=0.001)


# Legible


def label_boxes(picture):
    """Every text drawn on the map or its inset, with its box on the page."""
    figure = picture.figure
    axes = [map_axes(figure), next(a for a in figure.axes if a.get_position().width < 0.2)]
    return [(t.get_text(), t.get_window_extent()) for a in axes for t in a.texts]


@pytest.mark.parametrize(("quarter", "lang"), CROWDED)
def test_labels_do_not_overlap(draw, quarter, lang):
    boxes = label_boxes(draw(quarter, lang)[1])
    pairs = itertools.combinations(boxes, 2)
    clash = [(a, b) for (a, one), (b, other) in pairs if one.overlaps(other)]
    assert len(boxes) == 24
    assert clash == []


@pytest.mark.parametrize(("quarter", "lang"), CROWDED)
def test_labels_stay_inside_the_map_and_off_the_legend_and_the_inset(draw, quarter, lang):
    figure = draw(quarter, lang)[1].figure
    axes = map_axes(figure)
    inset = next(a for a in figure.axes if a.get_position().width < 0.2).get_window_extent()
    legend = next(a for a in figure.axes if not a.axison)
    written = Bbox.union([t.get_window_extent() for t in legend.texts])
    for text in axes.texts:
        extent = text.get_window_extent()
        whole = Bbox.union([axes.get_window_extent(), extent])
        assert whole.bounds == axes.get_window_extent().bounds, text.get_text()
        assert not extent.overlaps(inset), text.get_text()
        assert not extent.overlaps(written), text.get_text()


@pytest.mark.parametrize("quarter", [*EXPECTED, "2021Q4"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_lines_around_the_map_stay_on_the_slide(draw, quarter, lang):
    figure = draw(quarter, lang)[1].figure
    boxes = [(t.get_text(), t.get_window_extent()) for t in figure.texts if t.get_text()]
    for said, extent in boxes:
        assert extent.x0 >= 0, said
        assert extent.x1 <= figure.bbox.x1, said
        assert extent.y0 >= 0, said
    pairs = itertools.combinations(boxes, 2)
    assert [(a, b) for (a, one), (b, other) in pairs if one.overlaps(other)] == []


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
    tables, picture = draw(quarter, lang)
    axes = map_axes(picture.figure)
    dark = tables.shapes[tables.shapes["state"] == "enrolled"].to_crs(DRAWING_CRS).union_all()
    for text in axes.texts:
        if text.get_color() != "white":
            continue
        for line in lines_of(text):
            ground = box(*axes.transData.inverted().transform(line).flatten())
            assert ground.intersection(dark).area > 0.97 * ground.area, text.get_text()


# Files


DIGESTS = """
import hashlib
import ntt_coverage as nc
picture = nc.draw_map(nc.build_quarter("2019Q3"))
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
