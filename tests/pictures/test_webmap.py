"""The web map: one file, nothing from outside, nothing that runs, and 22 shapes in view."""

import json
import re
import shutil

import folium
import pytest
from xstatic.pkg import leaflet as installed

import ntt_coverage as nc
from ntt_coverage.errors import ReportError
from ntt_coverage.language import say
from ntt_coverage.pictures import leaflet
from ntt_coverage.pictures.palette import COLOURS
from tests.pictures.hostile import ATTACKS, hostile, page_of

OUTSIDE = re.compile(
    r"""(?i:\b(?:src|href|action|data)\s*=\s*["']?(?!data:|\#)[a-z]*:?//[^\s"'>]+)"""
    r"""|\burl\(\s*["']?(?!\#|data:)[^)]+\)|@import[^;]+|\bfetch\(|XMLHttpRequest|sendBeacon"""
)
ANCHOR = re.compile(r"<a\s[^>]*>")

SHAPES_IN_VIEW = """() => {
  const map = document.querySelector(".folium-map").getBoundingClientRect();
  return [...document.querySelectorAll("path.unit")].filter(path => {
    const box = path.getBoundingClientRect();
    return box.width > 0 && box.left >= map.left - 1 && box.right <= map.right + 1
      && box.top >= map.top - 1 && box.bottom <= map.bottom + 1 && box.bottom <= innerHeight;
  }).length;
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def page_2019q3(tables_2019q3):
    return nc.draw_web_map(tables_2019q3).page


@pytest.fixture
def open_map(open_page, tmp_path):
    def opened(page, **size):
        path = tmp_path / "map.html"
        path.write_text(page, "utf-8")
        return open_page(path, **size)

    return opened


def features(page):
    """The GeoJSON of the units, as it stands in the page."""
    found = re.findall(r'_add\((\{"bbox".*?\})\);', page)
    return [f for text in found for f in json.loads(text)["features"]]


def hover(page, bps_code):
    """Move the pointer onto a unit and return what its tooltip says."""
    spot = page.evaluate(
        """code => {
          const path = document.querySelector(`path.bps-${code}`);
          const box = path.getBoundingClientRect();
          for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
            const x = box.left + box.width * i / 20, y = box.top + box.height * j / 20;
            if (document.elementFromPoint(x, y) === path) return [x, y];
          }
        }""",
        bps_code,
    )
    page.mouse.move(*spot)
    page.wait_for_selector(".leaflet-tooltip")
    return page.inner_text(".leaflet-tooltip")


# The file


def test_page_holds_the_22_units(page_2019q3):
    codes = {f["properties"].get("bps_code") for f in features(page_2019q3)} - {None}
    assert codes == {unit.bps_code for unit in nc.load_regencies()}


def test_page_asks_for_nothing_outside(page_2019q3):
    assert OUTSIDE.findall(ANCHOR.sub("", page_2019q3)) == []
    assert "sourceMappingURL" not in page_2019q3


@pytest.mark.parametrize(
    "text",
    ['<script src="https://x.y/a.js">', "url(images/a.png)", "@import 'a';", "fetch('/a')"],
)
def test_the_search_for_outside_addresses_finds_them(text):
    assert OUTSIDE.search(text)


def test_page_is_small(page_2019q3):
    assert len(page_2019q3.encode()) <= 300_000


def test_page_is_the_same_twice(tables_2019q3, page_2019q3):
    assert nc.draw_web_map(tables_2019q3).page == page_2019q3


def test_legend_adds_up_to_22_and_each_class_has_its_units(page_2019q3, tables_2019q3):
    legend = re.search(r'<div class="legend".*?</div>', page_2019q3)[0]
    states = re.findall(r"<span><svg.*?</svg><b>(\d+)</b> ([^<]+)</span>", legend)
    assert states == [
        ("6", "Mendaftarkan"),
        ("16", "Belum mendaftarkan"),
        ("0", "Tidak ada data"),
    ]
    assert re.search(r"<b>1</b> [^<]*sumber saling bertentangan", legend)


# Leaflet


def test_page_carries_the_notice_of_leaflet(page_2019q3):
    assert "Vladimir Agafonkin" in page_2019q3
    assert "BSD 2-Clause License" in page_2019q3
    assert "Redistributions of source code must retain" in page_2019q3


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css"])
def test_leaflet_with_another_fingerprint_is_refused(tmp_path, monkeypatch, name):
    copy = tmp_path / "leaflet"
    shutil.copytree(installed.BASE_DIR, copy)
    (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
    monkeypatch.setattr(installed, "BASE_DIR", str(copy))
    leaflet._checked.cache_clear()
    load = {"leaflet.js": leaflet.leaflet_script, "leaflet.css": leaflet.leaflet_style}[name]
    with pytest.raises(ReportError) as error:
        load()
    leaflet._checked.cache_clear()
    assert name in error.value.say("en")
    assert "XStatic-Leaflet" in error.value.say("en")


def test_folium_still_asks_for_the_leaflet_that_is_put_inside():
    asked = dict(folium.Map().default_js)["leaflet"]
    assert f"leaflet@{leaflet.LEAFLET_VERSION}/" in asked


# In a browser without network


@pytest.mark.browser
def test_map_opens_offline_with_22_shapes_and_no_request(open_map, page_2019q3):
    opened = open_map(page_2019q3)
    assert opened.page.locator("path.unit").count() == 22
    assert opened.page.evaluate(SHAPES_IN_VIEW) == 22
    assert "16 Belum mendaftarkan" in " ".join(opened.page.inner_text(".legend").split())
    assert opened.requests == []
    assert opened.complaints == []


@pytest.mark.browser
def test_shapes_have_the_class_and_colour_of_their_state(open_map, page_2019q3, tables_2019q3):
    page = open_map(page_2019q3).page
    for row in tables_2019q3.coverage.to_dict("records"):
        shape = page.locator(f"path.bps-{row['bps_code']}")
        assert row["state"] in shape.get_attribute("class").split()
        assert shape.get_attribute("fill") == COLOURS[row["state"]]
    dashed = page.locator("path.unit[stroke-dasharray]")
    assert [d.get_attribute("class").split()[1] for d in dashed.all()] == ["bps-5302"]


@pytest.mark.browser
def test_units_without_data_are_hatched(open_map, data):
    page = open_map(nc.draw_web_map(nc.build_quarter("2022Q1", data=data)).page).page
    fills = page.evaluate(
        "() => [...document.querySelectorAll('path.unit')].map(p => getComputedStyle(p).fill)"
    )
    assert sum("hatch" in fill for fill in fills) == 19


@pytest.mark.browser
def test_tooltip_is_written_as_indonesians_write(open_map, data):
    page = open_map(nc.draw_web_map(nc.build_quarter("2021Q2", data=data)).page).page
    said = hover(page, "5303")
    assert "Kabupaten Kupang" in said
    assert "2.480" in said
    assert "22 Juni 2021" in said


@pytest.mark.browser
def test_tooltip_names_state_day_source_and_dispute(open_map, page_2019q3):
    said = hover(open_map(page_2019q3).page, "5302")
    assert "Kabupaten Sumba Timur" in said
    assert "Mendaftarkan (sumber saling bertentangan)" in said
    assert "16 Juli 2019" in said
    assert "S07" in said
    assert "tidak diketahui" in said  # persons: known to nobody, not zero


@pytest.mark.browser
def test_on_a_phone_all_shapes_are_in_view_and_nothing_overflows(open_map, page_2019q3):
    opened = open_map(page_2019q3, width=360, height=640)
    assert opened.page.evaluate(OVERFLOW) <= 0
    assert opened.page.evaluate(SHAPES_IN_VIEW) == 22


@pytest.mark.browser
def test_keyboard_zooms_and_moves_the_map(open_map, page_2019q3):
    page = open_map(page_2019q3).page
    width = "() => document.querySelector('path.bps-5302').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.focus(".folium-map")
    page.keyboard.press("+")
    page.wait_for_function(f"before => ({width})() > 1.5 * before", arg=before)
    page.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim')")
    page.focus(".leaflet-control-zoom-out")
    page.keyboard.press("Enter")
    page.wait_for_function(f"before => ({width})() < 1.2 * before", arg=before)


@pytest.mark.browser
@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_text_is_shown_in_the_map_and_does_not_run(open_map, tables_2019q3, name):
    text = ATTACKS[name]
    opened = open_map(nc.draw_web_map(hostile(tables_2019q3, text)).page)
    said = hover(opened.page, "5311")
    assert f"Kabupaten Ende{text}" in said
    assert f"S07{text}" in said
    assert f"Antara NTT{text}" in opened.page.inner_text("footer")
    assert opened.page.evaluate("window.__hit") is None
    assert opened.page.locator("path.unit").count() == 22
    assert (opened.requests, opened.complaints) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_text_is_shown_in_the_report_and_does_not_run(open_map, tables_2019q3, name):
    text = ATTACKS[name]
    opened = open_map(page_of(hostile(tables_2019q3, text)))
    said = opened.page.inner_text("main")
    assert f"Kabupaten Ende{text}" in said
    assert f"Antara NTT{text}" in said
    assert opened.page.evaluate("window.__hit") is None
    assert (opened.requests, opened.complaints) == ([], [])


@pytest.mark.browser
def test_hostile_alternative_text_does_not_run(open_map, tables_2019q3):
    text = ATTACKS["quotes"]
    picture = nc.draw_map(hostile(tables_2019q3, text))
    assert text in picture.alt
    opened = open_map(f"<!DOCTYPE html><body>{picture._repr_html_()}")
    assert opened.page.get_attribute("figure svg", "aria-label") == picture.alt
    assert opened.page.evaluate("window.__hit") is None


def test_frame_carries_the_whole_page_and_a_title(tables_2019q3):
    web_map = nc.draw_web_map(tables_2019q3)
    frame = web_map.framed('Peta "6"')
    assert 'title="Peta &quot;6&quot;"' in frame
    assert len(frame) > len(web_map.page)


def test_english_page_says_so(data):
    page = nc.draw_web_map(nc.build_quarter("2019Q3", "en", data=data)).page
    assert '<html lang="en">' in page
    assert say("state.not_enrolled", "en") in page
