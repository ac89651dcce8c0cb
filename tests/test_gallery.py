"""The gallery: its code runs and makes its pictures, its files are all there and small."""

import importlib
import io
import re
import sys
import warnings
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image

from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pictures.webmap import WebMap

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"en": "gallery.md", "id": "galeri.md"}
SHOWN = re.compile(r"```python\n([^`]+)\n```\n\n!\[([^\]]+)\]\(images/gallery/([\w.-]+)\)")

sys.path.insert(0, str(DOCS))  # as Python does for a script
gallery = importlib.import_module("gallery")
peers = importlib.import_module("peers")
sys.path.remove(str(DOCS))


def read(lang):
    return (DOCS / PAGES[lang]).read_text(encoding="utf-8")


def files():
    return sorted(gallery.FOLDER.glob("*"))


@pytest.mark.parametrize("lang", PAGES)
def test_the_code_of_the_page_makes_its_pictures(lang, data):
    shown = SHOWN.findall(read(lang))
    assert [file for _, _, file in shown] == [each.file(lang) for each in gallery.entries(data)]
    for code, alt, file in shown:
        made = gallery.run(code, data)
        if file.startswith("web"):
            assert isinstance(made, WebMap)
            assert f'<html lang="{lang}">' in made.page
        else:
            assert isinstance(made, Picture)
            assert made.alt == alt, "run python docs/generate.py --pictures"


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_begins_with_what_its_code_needs(lang):
    first = re.search(r"```python\n(.*?)\n```", read(lang), re.DOTALL)[1]
    assert first == gallery.START
    compile(first, PAGES[lang], "exec")


def test_every_file_is_on_a_page_and_every_image_is_a_file():
    named = {
        name for lang in PAGES for name in re.findall(r"\(images/gallery/([\w.-]+)\)", read(lang))
    }
    assert named == {path.name for path in files()}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_picture_is_small_and_has_a_palette(path):
    assert path.stat().st_size < 120_000
    with Image.open(path) as image:
        assert image.mode == "P"
        assert image.width <= gallery.LONGEST


def test_all_pictures_together_are_below_two_megabytes():
    assert sum(path.stat().st_size for path in files()) < 2_000_000


def test_both_pages_have_the_same_sections_and_pictures():
    levels = [re.findall(r"^#+ ", read(lang), re.MULTILINE) for lang in PAGES]
    assert levels[0] == levels[1]
    english, indonesian = (re.findall(r"images/gallery/([\w-]+)\.png", read(p)) for p in PAGES)
    assert [name.removesuffix("-en") for name in english] == [
        name.removesuffix("-id") for name in indonesian
    ]


@pytest.mark.parametrize("lang", PAGES)
def test_every_image_of_a_page_has_an_alternative_text(lang):
    assert "![](" not in read(lang)


def test_a_quarter_with_a_rate_would_bring_its_map(data, monkeypatch):
    monkeypatch.setattr(gallery, "rated_quarter", lambda data: "2021Q4")
    rate = next(each for each in gallery.entries(data) if each.name == "rate")
    assert isinstance(gallery.run(rate.code_in("id"), data), Picture)


def test_a_smaller_picture_keeps_its_colours_and_is_the_same_again():
    whole = Image.new("RGB", (2000, 1000), "#eef3f5")
    whole.paste("#0b5563", (0, 0, 900, 900))
    whole.paste("#f2c879", (1000, 100, 1060, 160))
    whole.paste("#b2292e", (1500, 100, 1520, 120))
    written = io.BytesIO()
    whole.save(written, format="PNG")
    small = gallery.smaller(written.getvalue())
    assert small == gallery.smaller(written.getvalue())
    with Image.open(io.BytesIO(small)) as picture:
        drawn = picture.convert("RGB")
    spots = {"#eef3f5": (1000, 500), "#0b5563": (100, 100), "#f2c879": (567, 72)}
    for colour, spot in spots.items():
        assert "#{:02x}{:02x}{:02x}".format(*drawn.getpixel(spot)) == colour
    red, green, blue = drawn.getpixel((830, 60))
    assert red > 2 * max(green, blue), "a rare colour is kept, if not to the last shade"


# What the pages say of other libraries is still so


@pytest.fixture
def old(data):
    return peers.table("2022Q1", data)


@pytest.fixture
def known(data):
    return peers.table("2021Q4", data)


@pytest.fixture(autouse=True)
def no_window():
    with mpl.rc_context():
        mpl.use("agg")
        yield


def test_the_bare_map_of_geopandas_leaves_out_what_is_missing(old):
    missing = {"missing_kwds": {"color": "lightgrey", "label": "No data"}}
    assert peers.static(old)[:2] == (2, [])
    assert peers.static(old, **missing)[:2] == (22, [])


def test_the_bare_bars_of_seaborn_do_not_tell_zero_from_unknown(known):
    assert peers.bars(known)[0] == 2
    assert (known["enrolled_persons"] == 0).sum() == 16
    assert known["enrolled_persons"].isna().sum() == 4


def test_the_bare_choropleth_of_folium_takes_a_misspelt_name_without_a_word(known):
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        page = peers.choropleth(known, peers.renamed(known, peers.MISSPELT))
    assert not warned
    assert "No data" not in page
    assert len(re.findall(r'(?:src|href)="https://', page)) == 11
