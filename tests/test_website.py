"""The documentation site: it builds without a warning, holds every name, and asks nobody."""

import html
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

import ntt_coverage as nc
from tests.conftest import ROOT
from tests.test_docs import load_script

website = load_script("docs_website", ROOT / "docs" / "website.py")
OPENED = (
    "index.html", "docs/belajar.html", "docs/how-to.html", "docs/glosarium.html",
    "reference/draw.html", "README.html",
)  # fmt: skip


def run_script(*arguments):
    """Run Python as ``make docs`` does; a warning that some test made an error is none here."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("site") / "docs"
    done = run_script("docs/website.py", "--out", out)
    return SimpleNamespace(out=out, code=done.returncode, said=done.stdout, warned=done.stderr)


@pytest.fixture(scope="module")
def site(built):
    assert built.code == 0, built.warned
    return built.out


def read(path):
    return path.read_text(encoding="utf-8")


# The build


def test_the_site_is_built_without_a_warning_and_says_what_to_open(built):
    assert built.warned == ""
    assert built.said == f"Buka / open: {built.out / 'index.html'}\n"
    assert built.code == 0


def test_make_docs_runs_the_script_with_the_tools_of_the_tests(monkeypatch):
    bootstrap = load_script("site_bootstrap", ROOT / "bootstrap.py")
    monkeypatch.setattr(bootstrap, "run_in_venv", lambda kind, arguments: (kind, arguments))
    kind, (script, *options) = bootstrap.do_docs(["--out", "x"])
    assert (kind, options) == ("test", ["--out", "x"])
    assert (ROOT / script).samefile(website.__file__)


def test_a_link_that_leads_nowhere_is_an_error(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "index.md").write_text("# Isi\n\n[hilang](tidak-ada.md)\n", encoding="utf-8")
    code = (
        "import sys, website, pathlib as p; sys.exit(website.make_html(*map(p.Path, sys.argv[1:])))"
    )
    done = run_script("-c", f"import sys; sys.path.insert(0, 'docs'); {code}", pages, tmp_path)
    assert done.returncode != 0
    assert "tidak-ada.md" in done.stderr


def test_the_pages_of_the_navigation_exist():
    named = [page for pages in website.PAGES.values() for page in pages]
    assert [page for page in [*named, *website.TITLES] if not (ROOT / page).is_file()] == []
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# Profil\n\n*English: [profile.md](profile.md)*\n", "Bahasa Indonesia"),
        ("# Profile\n\n*Bahasa Indonesia: [profil.md](profil.md)*\n", "English"),
        ("# Notes\n\nThe word *English: [* in prose.\n", "Rujukan / Reference"),
    ],
)
def test_a_page_that_the_navigation_does_not_know_stands_under_its_language(text, heading):
    assert website.heading_of(text) == heading


def test_the_navigation_puts_each_page_under_its_own_language():
    for title, pages in website.PAGES.items():
        for page in pages:
            assert website.heading_of((ROOT / page).read_text(encoding="utf-8")) == title, page


def test_every_page_of_docs_is_in_the_navigation(site):
    linked = set(
        re.findall(r'<a class="[^"]*reference internal" href="([^"#]+)"', read(site / "index.html"))
    )
    pages = {f"docs/{path.stem}.html" for path in (ROOT / "docs").glob("*.md")}
    assert pages - {"docs/README.html"} <= linked


def test_indonesian_stands_before_english(site):
    captions = re.findall(r'<span class="caption-text">([^<]+)</span>', read(site / "index.html"))
    assert captions[:2] == ["Bahasa Indonesia", "English"]


def test_each_page_says_its_language(site):
    pages = ("index", "docs/belajar", "docs/tutorial", "README.id", "README", "reference/draw")
    said = [re.search(r'<html[^>]* lang="(\w+)"', read(site / f"{page}.html"))[1] for page in pages]
    assert said == ["id", "id", "en", "id", "en", "en"]


def test_the_words_of_the_theme_are_indonesian(site):
    page = read(site / "docs" / "metodologi.html")
    assert "Di halaman ini" in page
    assert [word for word in ("On this page", "Skip to content", ">Next<") if word in page] == []


# The reference


def test_every_public_name_is_documented_once(site):
    pages = "".join(read(path) for path in sorted((site / "reference").glob("*.html")))
    names = [name for name in nc.__all__ if name != "__version__"]
    counts = {name: pages.count(f'id="ntt_coverage.{name}"') for name in names}
    assert counts == dict.fromkeys(names, 1)


def test_the_reference_shows_parameters_and_examples(site):
    page = html.unescape(re.sub(r"<[^>]+>", "", read(site / "reference" / "draw.html")))
    assert "pooled_breaks(numbers, classes=5)" in page
    assert "Every number of the series once; missing ones and zeros are left out." in page
    assert "(1000, 3000)" in page


def test_what_functions_return_is_documented_too(site):
    page = read(site / "reference" / "what-is-returned.html")
    for name in (
        "pictures.picture.Picture",
        "pipeline.QuarterTables",
        "regencies.registry.Regency",
    ):
        assert f'id="ntt_coverage.{name}"' in page


def test_no_name_is_lost_by_grouping_and_an_unknown_one_stands_under_others(monkeypatch):
    monkeypatch.setattr(website.nc, "__all__", [*nc.__all__, "weigh_clouds"])
    groups = website.grouped_names()
    assert "weigh_clouds" in groups["Lainnya / Others"]
    names = [name for some in groups.values() for name in some]
    assert sorted(names) == sorted({*nc.__all__} - {"__version__"})


def test_a_verb_finds_its_group():
    groups = website.grouped_names()
    assert "draw_map" in groups["Menggambar / Draw"]
    assert "clean_table" in groups["Membersihkan tabel kantor / Clean tables of offices"]


# Without internet


def loaded_by(text):
    """Return what a page or style fetches by itself; a link waits for a person."""
    tags = re.findall(r"<(?:script|img|iframe|link|source|video|audio|object|embed)\b[^>]*>", text)
    named = [re.findall(r'\b(?:src|href|srcset|data)="([^"]*)"', tag) for tag in tags]
    styles = re.findall(r"@import\s+[\"']([^\"']+)|url\(\s*[\"']?([^\"')]+)", text)
    return [each for some in [*named, *styles] for each in some if each]


def test_the_search_for_addresses_would_find_one():
    page = (
        '<script src="https://cdn.example/x.js"></script><style>@import "//fonts.example/a"</style>'
    )
    assert loaded_by(page) == ["https://cdn.example/x.js", "//fonts.example/a"]
    assert loaded_by('<a href="https://example.org">') == []


def test_no_page_or_style_names_anything_outside(site):
    files = [*site.rglob("*.html"), *site.rglob("*.css")]
    assert len(files) > 20
    outside = {
        (path.name, each)
        for path in files
        for each in loaded_by(read(path))
        if re.match(r"(\w+:)?//", each)
    }
    assert outside == set()


@pytest.mark.browser
@pytest.mark.parametrize("page", OPENED)
def test_a_page_opens_without_network_and_without_complaint(page, site, open_page):
    opened = open_page(site / page)
    opened.page.wait_for_load_state("networkidle")
    broken = "Array.from(document.images).filter(i => !i.naturalWidth).map(i => i.src)"
    assert opened.page.evaluate(broken) == []
    assert opened.page.locator("h1").count() == 1
    assert (opened.requests, opened.complaints) == ([], [])


@pytest.mark.browser
def test_the_search_finds_an_indonesian_word_without_network(site, open_page, keep_screenshot):
    opened = open_page(site / "index.html")
    opened.page.locator(".sidebar-search").fill("cakupan")
    opened.page.keyboard.press("Enter")
    opened.page.locator("#search-results li", has_text="Belajar").first.wait_for()
    assert opened.requests == []
    keep_screenshot(opened.page, "docs-search")


@pytest.mark.browser
@pytest.mark.parametrize("page", ["docs/belajar.html", "docs/glosarium.html"])
def test_a_page_fits_a_phone(page, site, open_page):
    opened = open_page(site / page, width=390, height=800)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
