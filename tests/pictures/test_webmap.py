"""The web map as a file, and what it shows in a browser without network."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import folium
import geopandas as gpd
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from xstatic.pkg import leaflet as installed

import ntt_coverage as nc
from ntt_coverage.errors import ReportError
from ntt_coverage.geography import attach_boundaries
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.pictures import leaflet
from ntt_coverage.pictures.classes import state_classes
from ntt_coverage.pictures.themes import THEMES
from ntt_coverage.pipeline import coverage_in, quarters_of
from tests.pictures.hostile import ATTACKS, hostile, page_of

OUTSIDE = re.compile(
    r"""(?i:\b(?:src|href|action|data)\s*=\s*["']?(?!data:|\#)[a-z]*:?//[^\s"'>]+)"""
    r"""|\burl\(\s*["']?(?!\#|data:|\$)[^)]+\)|@import[^;]+|\bfetch\(|XMLHttpRequest|sendBeacon"""
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
LOOKS = """() => Object.fromEntries([...document.querySelectorAll("path.unit")].map(path => [
  path.getAttribute("class").match(/bps-(\\d+)/)[1],
  [path.dataset.class, path.getAttribute("fill"), /pattern-/.test(getComputedStyle(path).fill)],
]))"""
LEGEND = """() => [...document.querySelectorAll("#legend li:not(.mark)")].map(row => [
  row.querySelector(".label").textContent, Number(row.querySelector("b").textContent)])"""
QUARTERS = ["2018Q2", "2019Q3", "2020Q1", "2021Q4", "2022Q1", "2026Q1"]


@pytest.fixture(scope="module")
def page_2019q3(tables_2019q3):
    return nc.draw_web_map(tables_2019q3).page


@pytest.fixture
def open_map(open_page, tmp_path):
    """Open a page; nothing may be asked for outside, and the browser may not complain."""
    opened_pages = []

    def opened(page, **size):
        path = tmp_path / f"map{len(opened_pages)}.html"
        path.write_text(page, "utf-8", newline="\n")
        opened_pages.append(open_page(path, **size))
        return opened_pages[-1].page

    yield opened
    for each in opened_pages:
        assert (each.requests, each.complaints) == ([], [])
        assert each.page.evaluate("window.__hit") is None


def content_of(page):
    """What the page's program reads."""
    written = re.search(r'<script id="content" type="application/json">(.*?)</script>', page)[1]
    return json.loads(written)


def outlines_of(page):
    """The GeoJSON of each layer, as it stands in the page."""
    found = re.findall(r"_add\((\{.*\})\);", page)
    return [json.loads(text)["features"] for text in found]


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
    page.mouse.move(0, 0)
    page.wait_for_selector(".leaflet-tooltip", state="detached")
    page.mouse.move(*spot)
    page.wait_for_selector(".leaflet-tooltip")
    return page.inner_text(".leaflet-tooltip")


def card(page, bps_code):
    """Open a unit's card from the keyboard and return its facts by their label."""
    page.focus(f"path.bps-{bps_code}")
    page.keyboard.press("Enter")
    return facts(page)


def facts(page):
    rows = page.locator("#card dl > *").all()
    found = {}
    for row in rows:
        if row.evaluate("each => each.tagName") == "DT":
            label = row.inner_text()
        else:
            found[label] = f"{found.get(label, '')}\n{row.inner_text()}".strip()
    return found


def choose_quarter(page, quarter, lang="id"):
    page.select_option("#quarter", label=ReportSpec.parse(quarter, lang).quarter.label(lang))


# The file


def test_page_holds_the_22_units_and_no_text_but_their_codes(page_2019q3):
    _, units = outlines_of(page_2019q3)
    assert [f["properties"] for f in units] == [
        {"bps_code": unit.bps_code} for unit in nc.load_regencies()
    ]


def test_page_asks_for_nothing_outside(page_2019q3):
    bare = re.sub(r'(?s)<script id="content".*?</script>', "", page_2019q3)
    assert OUTSIDE.findall(ANCHOR.sub("", bare)) == []
    assert "sourceMappingURL" not in page_2019q3


@pytest.mark.parametrize(
    "text",
    ['<script src="https://x.y/a.js">', "url(images/a.png)", "@import 'a';", "fetch('/a')"],
)
def test_the_search_for_outside_addresses_finds_them(text):
    assert OUTSIDE.search(text)


def test_nothing_runs_that_the_page_does_not_name(page_2019q3):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page_2019q3)[1]
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "img-src data:;" in policy
    assert not re.search("unsafe|https?:|[*]", policy)
    bare = re.sub(r"(?s)<(script|style).*?</\1>", "", page_2019q3)
    assert not re.search(r"<[^>]*\s(on\w+|style)\s*=", bare)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_page_is_small_with_all_quarters(data, lang):
    page = nc.draw_web_map(nc.coverage("2026Q1", lang, data=data)).page
    assert len(content_of(page)["quarters"]) == len(quarters_of(data))
    assert len(page.encode()) <= 300_000


def test_page_is_the_same_twice(tables_2019q3, page_2019q3):
    assert nc.draw_web_map(tables_2019q3).page == page_2019q3


def test_page_is_the_same_in_another_process(page_2019q3, tmp_path):
    program = (
        "import sys, ntt_coverage as nc; from pathlib import Path; "
        "page = nc.draw_web_map(nc.coverage('2019Q3')).page; "
        "Path(sys.argv[1]).write_text(page, 'utf-8', newline='\\n')"
    )
    path = tmp_path / "map.html"
    subprocess.run([sys.executable, "-c", program, path], check=True, timeout=120)
    assert path.read_text("utf-8") == page_2019q3


def test_page_offers_the_quarters_asked_for_and_its_own(tables_2019q3):
    said = content_of(nc.draw_web_map(tables_2019q3, quarters=["2022Q1", "2018Q1"]).page)
    labels = [said["strings"][each["label"]] for each in said["quarters"]]
    assert labels == ["Triwulan I 2018", "Triwulan III 2019", "Triwulan I 2022"]
    assert said["open"] == 1


def test_states_of_a_quarter_are_drawn_without_the_tables_of_a_report(data, page_2019q3):
    states = coverage_in(ReportSpec.parse("2019Q3"), data)
    assert nc.draw_web_map(states).page == page_2019q3


@pytest.mark.parametrize("quarter", QUARTERS)
def test_legends_add_up_to_22(page_2019q3, data, quarter):
    said = content_of(page_2019q3)
    views = said["quarters"][quarters_of(data).index(quarter)]["views"]
    assert [sum(view[5][1::2]) for view in views] == [22, 22, 22]
    assert [len(view[6]) for view in views] == [66, 66, 66]


def test_every_pattern_that_is_used_is_drawn_once(page_2019q3):
    used = {pattern for _, pattern, _ in content_of(page_2019q3)["fills"]} - {""}
    assert sorted(re.findall(r'<pattern id="([^"]*)"', page_2019q3)) == sorted(used)


def test_page_carries_figure_ids_sources_and_the_owner_of_the_boundaries(page_2019q3, data):
    footer = re.search(r"(?s)<footer>(.*?)</footer>", page_2019q3)[1]
    states = coverage_in(ReportSpec.parse("2019Q3"), data)
    ids = [nc.draw_web_map(states).passport.figure_id, nc.draw_map(states).passport.figure_id]
    for part in (*ids, "Antara NTT", "BPS/OCHA"):
        assert part in footer


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


# Tiles, and detailed boundaries


TILES = "https://{s}.tile.example.org/{z}/{x}/{y}.png"


def test_tiles_are_the_only_thing_a_page_with_tiles_may_fetch(tables_2019q3):
    page = nc.draw_web_map(
        tables_2019q3, quarters=[], tiles=TILES, attribution="<b>Peta & data</b>"
    ).page
    assert "img-src data: https://*.tile.example.org;" in page
    assert "https://{s}.tile.example.org/{z}/{x}/{y}.png" in page
    assert "<span>&lt;b&gt;Peta &amp; data&lt;/b&gt;</span>" in page


@pytest.mark.parametrize(
    ("tiles", "attribution"),
    [
        (TILES, None),
        ("javascript:alert(1)//{z}/{x}/{y}", "A"),
        ("file:///tiles/{z}/{x}/{y}.png", "A"),
        ("https://a.org; script-src */{z}/{x}/{y}.png", "A"),
    ],
)
def test_tiles_without_owner_or_from_elsewhere_are_refused(tables_2019q3, tiles, attribution):
    with pytest.raises(ValueError, match=r"tiles|host"):
        nc.draw_web_map(tables_2019q3, quarters=[], tiles=tiles, attribution=attribution)


@pytest.fixture(scope="module")
def detailed_2019q3(data, full_resolution):
    """A page with the outlines of the project, and beside them official ones of 100 metres."""
    official = gpd.read_file(full_resolution)
    code = next(name for name in official.columns if re.fullmatch(r"bps_code|regency_code", name))
    codes = official[code].astype(str).str.removeprefix("id")
    metres = official.assign(bps_code=codes)[["bps_code", "geometry"]].to_crs(32751)
    simple = metres.assign(geometry=metres.geometry.simplify_coverage(100)).to_crs(4326)
    tables = nc.coverage("2019Q3", data=data)
    shapes = attach_boundaries(tables.coverage, simple)
    return nc.draw_web_map(replace(tables, shapes=shapes), overview=data.boundaries).page


def test_page_with_detailed_boundaries_is_small_enough(detailed_2019q3):
    assert 300_000 < len(detailed_2019q3.encode()) <= 2_000_000
    assert [len(units) for units in outlines_of(detailed_2019q3)[1:]] == [22, 22]


@pytest.mark.browser
def test_detailed_boundaries_are_shown_where_asked_for(open_map, detailed_2019q3):
    page = open_map(detailed_2019q3)
    length = "() => document.querySelector('path.bps-5302').getAttribute('d').length"
    plain, looks = page.evaluate(length), page.evaluate(LOOKS)
    page.get_by_label("Batas rinci").check()
    assert page.evaluate(length) > plain
    assert page.evaluate(LOOKS) == looks
    assert card(page, "5302")["Status"] == "Mendaftarkan (sumber saling bertentangan)"
    page.keyboard.press("Escape")
    page.get_by_label("Batas rinci").uncheck()
    assert page.evaluate(length) == plain
    assert page.locator("path.unit").count() == 22


def test_page_without_detailed_boundaries_offers_none(page_2019q3):
    assert "Batas rinci" not in page_2019q3


# What it shows


@pytest.mark.browser
def test_every_quarter_and_indicator_has_its_classes_and_colours(open_map, page_2019q3, data):
    page = open_map(page_2019q3)
    for quarter in QUARTERS:
        choose_quarter(page, quarter)
        states = coverage_in(ReportSpec.parse(quarter), data)
        for number, make in enumerate(THEMES.values()):
            theme = make(states)
            page.select_option("#theme", str(number))
            rows = theme.units.to_dict("records")
            assert page.evaluate(LOOKS) == {
                row["bps_code"]: [
                    row["class"],
                    row["face"],
                    bool(theme.class_of(row).hatch),
                ]
                for row in rows
            }
            legend = page.evaluate(LEGEND)
            assert legend == [[each.label, count] for each, count in theme.legend()]
            assert sum(count for _, count in legend) == 22
            assert page.inner_text("h1") == page.title() == theme.title
            assert theme.passport(on_outlines=True).figure_id in page.inner_text("footer")


@pytest.mark.browser
def test_map_opens_on_the_states_of_its_quarter(open_map, page_2019q3):
    page = open_map(page_2019q3)
    assert page.locator("path.unit").count() == 22
    assert page.evaluate(SHAPES_IN_VIEW) == 22
    assert page.inner_text("h1").startswith("6 dari 22")
    assert page.locator("#theme option:checked").inner_text() == "Status"
    assert page.locator("#quarter option:checked").inner_text() == "Triwulan III 2019"


@pytest.mark.browser
def test_what_is_too_old_is_pale_hatched_and_counted_as_no_data(open_map, page_2019q3):
    page = open_map(page_2019q3)
    choose_quarter(page, "2022Q1")
    assert sum(hatched for _, _, hatched in page.evaluate(LOOKS).values()) == 19
    marks = page.locator("#legend .mark").all_inner_texts()
    assert [" ".join(mark.split()) for mark in marks] == [
        "di antaranya: terakhir diketahui mendaftarkan 3",
        "di antaranya: terakhir diketahui belum mendaftarkan 16",
    ]


@pytest.mark.browser
def test_a_dispute_is_dashed_starred_and_told(open_map, page_2019q3):
    page = open_map(page_2019q3)
    dashed = page.locator("path[stroke-dasharray]")
    assert [each.get_attribute("class") for each in dashed.all()] == ["disputed disputed-5302"]
    starred = page.locator("#units li:has(.star)")
    assert [text.split("\n")[0] for text in starred.all_inner_texts()] == ["Kabupaten Sumba Timur"]
    assert "juga ditandai: sumber saling bertentangan" in page.inner_text("#legend")
    said = card(page, "5302")
    assert said["Status"] == "Mendaftarkan (sumber saling bertentangan)"
    assert "Bertentangan: anggaran iuran nol" in page.inner_text("#card .disputed")
    assert re.search(r"S07\. Antara NTT.*S10\. ", said["Sumber"], re.S)


@pytest.mark.browser
def test_card_of_a_known_count(open_map, page_2019q3):
    page = open_map(page_2019q3)
    choose_quarter(page, "2021Q2")
    said = card(page, "5303")
    assert page.inner_text("#name") == "Kabupaten Kupang"
    assert page.inner_text("#card .kind") == "Kabupaten dengan ibu kota Oelamasi"
    address = said.pop("Sumber")
    assert said == {
        "Status": "Mendaftarkan",
        "Orang terdaftar": "2.480",
        "Jumlah pegawai non-ASN": "tidak diketahui",
        "Cakupan": "tidak diketahui",
        "Keadaan": "22 Juni 2021",
        "Umur data": "0 triwulan",
        "Catatan": "sumber pada triwulan yang sama menyebut juga 2.482 orang (S01)",
    }
    assert address.startswith("S01. Timex Kupang, 3 Juli 2021\nhttps://timexkupang.com/")
    link = page.locator("#card dd a")
    assert link.get_attribute("href").startswith("https://timexkupang.com/2021/07/03/")
    assert (link.get_attribute("rel"), link.get_attribute("target")) == (
        "noopener noreferrer",
        "_blank",
    )


@pytest.mark.browser
def test_card_follows_the_quarter_and_the_words_of_what_is_not_known(open_map, page_2019q3):
    page = open_map(page_2019q3)
    choose_quarter(page, "2018Q2")
    said = card(page, "5371")
    assert (page.inner_text("#name"), said["Orang terdaftar"]) == ("Kota Kupang", "1.400")
    choose_quarter(page, "2019Q3")
    assert facts(page)["Orang terdaftar"] == "tidak diketahui"
    assert card(page, "5311")["Orang terdaftar"] == "tidak diketahui"
    assert card(page, "5301")["Orang terdaftar"] == "tidak disebut (belum mendaftarkan)"
    choose_quarter(page, "2018Q2")
    said = facts(page)
    assert (said["Status"], said["Orang terdaftar"]) == ("Tidak ada data", "tidak diketahui")
    assert said["Keadaan"] == "tidak diketahui"
    assert not {"Sumber", "Umur data", "Catatan"} & set(said)
    choose_quarter(page, "2022Q1")
    said = facts(page)
    assert said["Status"] == "Tidak ada data. Terakhir diketahui belum mendaftarkan"
    assert said["Umur data"] == "9 triwulan"


@pytest.mark.browser
def test_card_of_a_rate_names_its_base(open_map, data):
    bases = data.denominators[data.denominators["indicator"].eq("non_asn")].head(1)
    base = bases.assign(bps_code="5303", value=3893.0, as_of=pd.Timestamp("2021-09-30"))
    with_base = replace(data, denominators=base)
    page = open_map(nc.draw_web_map(nc.coverage("2021Q2", data=with_base)).page)
    page.select_option("#theme", label="Cakupan")
    said = card(page, "5303")
    assert said["Cakupan"] == "63,7%"
    assert re.match(
        r"3\.893 orang: pegawai non-ASN, .*2021 \(S\d+\)", said["Jumlah pegawai non-ASN"]
    )
    assert "50–74,9%" in page.get_attribute("path.bps-5303", "aria-label")


@pytest.mark.browser
def test_tooltip_says_name_class_and_value(open_map, page_2019q3):
    page = open_map(page_2019q3)
    assert hover(page, "5302").split("\n") == [
        "Kabupaten Sumba Timur",
        "Mendaftarkan",
        "★ sumber saling bertentangan",
    ]
    choose_quarter(page, "2021Q2")
    assert hover(page, "5303").split("\n") == ["Kabupaten Kupang", "Mendaftarkan", "2.480 orang"]


@pytest.mark.browser
def test_a_click_on_the_map_or_the_list_opens_the_card(open_map, page_2019q3):
    page = open_map(page_2019q3)
    hover(page, "5308")
    page.mouse.down()
    page.mouse.up()
    assert page.inner_text("#name") == "Kabupaten Lembata"
    assert page.locator("path.chosen").count() == 2
    page.get_by_role("button", name="Tutup").click()
    assert page.locator("#card").is_hidden()
    page.locator("#units button", has_text="Kabupaten Alor").click()
    assert page.inner_text("#name") == "Kabupaten Alor"


# Search


@pytest.mark.browser
def test_search_finds_names_parts_and_aliases_and_refuses_what_is_not_clear(open_map, page_2019q3):
    page = open_map(page_2019q3)
    options = page.locator("#names option").evaluate_all("all => all.map(each => each.value)")
    assert options == [unit.name for unit in nc.load_regencies()]
    found = {
        "Kota Kupang": "Kota Kupang",
        "  kab. ROTE-ndao ": "Kabupaten Rote Ndao",
        "TTU": "Kabupaten Timor Tengah Utara",
        "manggarai": "Kabupaten Manggarai",
        "raijua": "Kabupaten Sabu Raijua",
        "Waingapu": "Kabupaten Sumba Timur",
    }
    for typed, name in found.items():
        page.fill("#search", typed)
        page.press("#search", "Enter")
        assert page.inner_text("#name") == name
        page.keyboard.press("Escape")
    unclear = {
        "kupang": "Cocok dengan lebih dari satu: Kabupaten Kupang, Kota Kupang.",
        "sumba b": "Kabupaten Sumba Barat, Kabupaten Sumba Barat Daya.",
        "Surabaya": "“Surabaya” tidak dikenal.",
        "<b>{names}</b>": "“<b>{names}</b>” tidak dikenal.",
    }
    for typed, message in unclear.items():
        page.fill("#search", typed)
        page.press("#search", "Enter")
        assert message in page.inner_text("#message")
        assert page.locator("#card").is_hidden()


@pytest.mark.browser
def test_search_zooms_to_a_tiny_unit_and_the_button_shows_all_again(open_map, page_2019q3):
    page = open_map(page_2019q3)
    width = "() => document.querySelector('path.bps-5371').getBoundingClientRect().width"
    small = page.evaluate(width)
    page.fill("#search", "Kota Kupang")
    page.wait_for_function(f"before => ({width})() > 4 * before", arg=small)
    page.get_by_role("button", name="Lihat seluruh NTT").click()
    page.wait_for_function(f"before => ({width})() === before", arg=small)
    assert page.evaluate(SHAPES_IN_VIEW) == 22


# Keyboard only


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def tab_to(page, selector):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(selector)


@pytest.mark.browser
def test_a_unit_is_reached_read_and_left_from_the_keyboard(open_map, page_2019q3):
    page = open_map(page_2019q3)
    tab_to(page, "path.unit")
    assert focused(page) == "Kabupaten Sumba Barat: Belum mendaftarkan"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Kabupaten Sumba Timur: Mendaftarkan, sumber saling bertentangan"
    assert page.locator("path.focused").count() == 2
    assert "Kabupaten Sumba Timur" in page.locator(".leaflet-tooltip").last.inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "name"
    assert page.inner_text("#name") == "Kabupaten Sumba Timur"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Tutup"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    assert focused(page).startswith("Kabupaten Sumba Timur")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Kota Kupang: Mendaftarkan"
    page.keyboard.press(" ")
    assert page.inner_text("#name") == "Kota Kupang"


@pytest.mark.browser
def test_quarter_indicator_and_search_work_from_the_keyboard(open_map, page_2019q3):
    page = open_map(page_2019q3)
    tab_to(page, "#theme")
    page.keyboard.press("ArrowDown")
    assert "tidak menyebut jumlah" in page.inner_text("h1")
    tab_to(page, "#quarter")
    page.keyboard.press("ArrowDown")
    assert page.locator("#quarter option:checked").inner_text() == "Triwulan IV 2019"
    tab_to(page, "#next")
    for _ in range(6):
        page.keyboard.press("Enter")
    assert page.locator("#quarter option:checked").inner_text() == "Triwulan II 2021"
    assert page.inner_text("h1").endswith("di 1 dari 22 kabupaten/kota: 2.480 orang")
    tab_to(page, "#search")
    page.keyboard.type("ttu")
    page.keyboard.press("Enter")
    assert page.inner_text("#name") == "Kabupaten Timor Tengah Utara"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "search"


@pytest.mark.browser
def test_steps_end_at_the_first_and_the_last_quarter(open_map, tables_2019q3):
    page = open_map(nc.draw_web_map(tables_2019q3, quarters=["2019Q4"]).page)
    previous, following = page.locator("#previous"), page.locator("#next")
    assert previous.get_attribute("aria-disabled") == "true"
    previous.press("Enter")
    assert page.inner_text("h1").startswith("6 dari 22")
    following.press("Enter")
    assert page.inner_text("h1").startswith("5 dari 22")
    assert following.get_attribute("aria-disabled") == "true"


@pytest.mark.browser
def test_keyboard_zooms_the_map(open_map, page_2019q3):
    page = open_map(page_2019q3)
    width = "() => document.querySelector('path.bps-5302').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.focus(".folium-map")
    page.keyboard.press("+")
    page.wait_for_function(f"before => ({width})() > 1.5 * before", arg=before)
    page.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim')")
    page.get_by_role("button", name="Perkecil").press("Enter")
    page.wait_for_function(f"before => ({width})() < 1.2 * before", arg=before)


# Small windows


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["id", "en"])
def test_on_a_phone_all_is_in_view_and_reachable(open_map, data, lang, keep_screenshot):
    web_map = nc.draw_web_map(nc.coverage("2022Q1", lang, data=data))
    page = open_map(web_map.page, width=360, height=640)
    for theme in ("0", "1", "2"):
        page.select_option("#theme", theme)
        # the map is fitted anew after its frame has changed
        page.wait_for_function(f"() => ({SHAPES_IN_VIEW})() === 22")
        assert page.evaluate(OVERFLOW) <= 0
        keep_screenshot(page, f"map-phone-{lang}-{theme}")
    small = """() => [...document.querySelectorAll("button, select, input")]
      .filter(each => each.getBoundingClientRect().height < 43.5).map(each => each.id)"""
    assert page.evaluate(small) == []


@pytest.mark.browser
def test_on_a_phone_the_card_stands_under_the_map(open_map, page_2019q3, keep_screenshot):
    page = open_map(page_2019q3, width=360, height=640, reduced_motion="reduce")
    page.fill("#search", "Kabupaten Sumba Timur")
    keep_screenshot(page, "map-phone-card")
    sheet, shape = (page.locator(each).bounding_box() for each in ("#card", "path.bps-5302"))
    assert shape["y"] + shape["height"] <= sheet["y"] + 1
    assert sheet["width"] == 360
    assert sheet["y"] + sheet["height"] == pytest.approx(640, abs=1)
    assert page.evaluate(OVERFLOW) <= 0
    page.get_by_role("button", name="Triwulan berikutnya").click()
    assert "Triwulan IV 2019" in page.locator("#quarter option:checked").inner_text()
    page.get_by_role("button", name="Tutup").click()
    assert page.locator("#card").is_hidden()
    assert page.locator("#units button").count() == 22


@pytest.mark.browser
def test_a_finger_hits_a_tiny_unit_and_scrolls_the_page_over_the_whole_map(open_map, page_2019q3):
    page = open_map(page_2019q3, width=360, height=640, has_touch=True, is_mobile=True)
    box = page.locator("path.bps-5371").bounding_box()
    assert box["width"] < 24
    page.touchscreen.tap(box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2 + 3)
    page.locator("#name", has_text="Kota Kupang").wait_for()
    assert page.evaluate("map.dragging.enabled()") is False
    page.get_by_role("button", name="Tutup").click()
    page.fill("#search", "Kabupaten Ende")
    page.wait_for_function("() => map.dragging.enabled()")


@pytest.mark.browser
def test_without_motion_the_view_changes_at_once(open_map, page_2019q3):
    page = open_map(page_2019q3, reduced_motion="reduce")
    zoom = page.evaluate("map.getZoom()")
    page.fill("#search", "Kota Kupang")
    assert page.evaluate("map.getZoom()") > zoom + 2
    page.get_by_role("button", name="Lihat seluruh NTT").click()
    assert page.evaluate("map.getZoom()") == zoom


@pytest.mark.browser
def test_without_javascript_the_finding_stands_and_a_sentence_says_where_the_table_is(
    open_page, tmp_path, page_2019q3
):
    path = tmp_path / "map.html"
    path.write_text(page_2019q3, "utf-8")
    opened = open_page(path, java_script_enabled=False)
    said = opened.page.locator("body").inner_text()
    assert "6 dari 22 kabupaten/kota" in said
    assert "Antara NTT, 16 Juli 2019 (S07)" in said
    assert "coverage_by_regency.csv" in opened.page.locator("noscript").inner_text()


@pytest.mark.browser
def test_map_prints_on_one_page_without_its_controls(open_map, page_2019q3):
    page = open_map(page_2019q3)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print")
    assert page.locator("#search").is_hidden()
    assert page.locator("#legend").is_visible()


# Whatever a text holds, it is shown and does not run


def drawn(tables):
    """The page of altered tables: only their own quarter, the others would be as they were."""
    return nc.draw_web_map(tables, quarters=[]).page


@pytest.mark.browser
@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_text_is_shown_everywhere_and_does_not_run(
    open_map, tables_2019q3, name, monkeypatch
):
    text = ATTACKS[name]
    label = say("state.not_enrolled", "id")
    monkeypatch.setattr("ntt_coverage.pictures.themes.state_classes", attacked_classes(text))
    page = open_map(drawn(hostile(tables_2019q3, text)))
    assert page.locator("path.unit").count() == 22
    assert text in page.evaluate("document.getElementById('title').textContent")
    assert text in page.evaluate("document.getElementById('subtitle').textContent")
    assert "".join(text.split()) in "".join(page.title().split())
    footer = page.evaluate("document.querySelector('footer').textContent")
    assert f"Antara NTT{text}" in footer
    assert f"Natural Earth.{text}" in footer  # whom an imported layer is owed to is typed text
    assert f"{label}{text}" in page.evaluate("document.getElementById('legend').textContent")
    assert f"Kabupaten Ende{text}" in hover(page, "5311")
    options = page.locator("#names option").evaluate_all("all => all.map(each => each.value)")
    assert f"Kabupaten Ende{text}" in options
    assert f"Kabupaten Ende{text}" in page.evaluate("document.getElementById('units').textContent")
    said = card(page, "5311")
    assert page.inner_text("#name") == f"Kabupaten Ende{text}"
    assert f"S07{text}. Antara NTT{text}" in said["Sumber"]
    assert f"(S07{text})" in said["Catatan"]
    assert "/" in page.inner_text("#card .address")
    assert text in page.inner_text("#card .address")


def attacked_classes(text):
    return lambda lang, *segment: tuple(
        replace(each, label=each.label + text) for each in state_classes(lang, *segment)
    )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("javascript:window.__hit=1", False),
        (" JaVaScRiPt:window.__hit=1", False),
        ("java\tscript:window.__hit=1", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org/x", False),
        ("file:///etc/passwd", False),
        ("koran cetak, halaman 3", False),
        ('https://example.org/a"onclick="window.__hit=1', True),
        ("http://example.org/a?b=<img src=x onerror=window.__hit=1>", True),
    ],
)
def test_only_an_address_of_the_web_is_a_link(open_map, data, address, is_link):
    sources = data.sources.assign(address=address)
    tables = nc.coverage("2019Q3", data=replace(data, sources=sources))
    page = open_map(drawn(tables))
    card(page, "5311")
    assert page.locator("#card .address").evaluate("each => each.textContent") == address
    links = page.locator("#card a")
    assert links.count() == int(is_link)
    if is_link:
        assert re.match("https?://example.org/a", links.get_attribute("href"))


@pytest.mark.browser
def test_control_characters_are_shown_as_unreadable(open_map, tables_2019q3):
    page = open_map(drawn(hostile(tables_2019q3, "a\0b\x1b<i>")))
    card(page, "5311")
    assert page.inner_text("#name") == "Kabupaten Endea\ufffdb\ufffd<i>"
    assert "a\ufffdb\ufffd<i>" in page.inner_text("h1")


@pytest.mark.browser
@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_text_is_shown_in_the_report_and_does_not_run(open_map, tables_2019q3, name):
    text = ATTACKS[name]
    page = open_map(page_of(hostile(tables_2019q3, text)))
    said = page.inner_text("main")
    assert f"Kabupaten Ende{text}" in said
    assert f"Antara NTT{text}" in said


@pytest.mark.browser
def test_hostile_alternative_text_does_not_run(open_map, tables_2019q3):
    text = ATTACKS["quotes"]
    picture = nc.draw_map(hostile(tables_2019q3, text))
    assert text in picture.alt
    page = open_map(f"<!DOCTYPE html><body>{picture._repr_html_()}")
    assert page.get_attribute("figure img", "alt") == picture.alt


@pytest.mark.browser
def test_a_picture_keeps_its_patterns_beside_a_hidden_copy(open_map, tables_2019q3):
    shown = nc.draw_map(nc.coverage("2026Q1", data=tables_2019q3.data))._repr_html_()
    alone = open_map(f"<!DOCTYPE html><body>{shown}")
    beside = open_map(f'<!DOCTYPE html><body><div style="display: none">{shown}</div>{shown}')
    taken = [page.locator("figure").last.screenshot() for page in (alone, beside)]
    assert taken[0] == taken[1]


@pytest.mark.browser
def test_a_program_that_gets_into_the_page_does_not_run(open_page, tmp_path, page_2019q3):
    path = tmp_path / "map.html"
    path.write_text(
        page_2019q3.replace(
            "<header>",
            "<header><script>window.__hit=1</script><img src=x onerror='window.__hit=2'>"
            "<script src='https://example.org/a.js'></script>",
        ),
        "utf-8",
    )
    opened = open_page(path)
    opened.page.wait_for_selector("path.unit")
    assert opened.page.evaluate("window.__hit") is None
    # three were stopped; what a page may not ask for shows as a request that failed
    refused = [text for text in opened.complaints if "Content Security Policy" in text]
    assert len(refused) >= 3


# For everybody


def serious(page):
    """What axe finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], node["html"][:120])
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1200, 800), (360, 640)])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_nobody_is_kept_out_of_the_map(open_map, data, lang, width, height, keep_screenshot):
    tables = nc.coverage("2019Q3", lang, data=data)
    page = open_map(nc.draw_web_map(tables).page, width=width, height=height)
    keep_screenshot(page, f"map-{lang}-{width}")
    assert serious(page) == []
    card(page, "5302")
    keep_screenshot(page, f"map-{lang}-{width}-card")
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.select_option("#theme", "1")
    choose_quarter(page, "2022Q1", lang)
    keep_screenshot(page, f"map-{lang}-{width}-persons-2022Q1")
    assert serious(page) == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1200, 800), (360, 640)])
def test_nobody_is_kept_out_of_the_report(open_page, report_2019q3, width, height):
    page = open_page(report_2019q3 / "report.html", width=width, height=height).page
    page.frame_locator("iframe.webmap").locator("path.unit").nth(21).wait_for()
    assert serious(page) == []


# In a frame


@pytest.mark.browser
def test_the_map_works_in_a_frame(open_map, tables_2019q3):
    framed = nc.draw_web_map(tables_2019q3).framed('Peta "6"')
    page = open_map(f"<!DOCTYPE html><html lang='id'><title>x</title><body>{framed}</body></html>")
    frame = page.frame_locator("iframe[title='Peta \"6\"']")
    frame.locator("path.unit").nth(21).wait_for()
    assert frame.locator("path.unit").count() == 22
    frame.locator("path.bps-5311").press("Enter")
    assert frame.locator("#name").inner_text() == "Kabupaten Ende"
    frame.locator("#theme").select_option("1")
    assert "tidak menyebut jumlah" in frame.locator("h1").inner_text()


def test_english_page_says_so(data):
    page = nc.draw_web_map(nc.coverage("2019Q3", "en", data=data), quarters=[]).page
    assert '<html lang="en">' in page
    assert say("state.not_enrolled", "en") in content_of(page)["strings"]
    assert say("web.search", "en") in page
