"""The report as it is published: every promised file, one page that opens anywhere."""

import csv
import hashlib
import io
import json
import re
import shutil
import sys
import tempfile
import zipfile
import zlib

import nbformat
import pytest
from pptx import Presentation

import ntt_coverage as nc
from ntt_coverage.errors import ReportError, SourceLayoutError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.publish.contents import report_sections
from ntt_coverage.publish.passport import PASSPORTS
from ntt_coverage.publish.report import PRODUCTS, publish_report
from tests.conftest import ROOT, run_program

SPEC = ReportSpec.parse("2019Q3")
FIGURES = ("change", "ranking", "status", "tiles", "timeline")
FILES = [
    *(f"figures/{name}.{form}" for name in FIGURES for form in ("png", "svg")),
    "manifest.json",
    "map.html",
    "notebook.ipynb",
    "report.html",
    "report.pdf",
    "report.xlsx",
    "slides.pptx",
    "tables/changes_since_quarter_before.csv",
    "tables/costs_by_regency.csv",
    "tables/coverage_by_regency.csv",
    "tables/figures_in_quarter.csv",
    "tables/history_by_regency_quarter.csv",
    "tables/issues.csv",
    "tables/observations.csv",
    "tables/sources.csv",
    "tables/state_counts.csv",
    "tables/statement_checks.csv",
    "tables/states_by_quarter.csv",
]
TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("body *")]
    .filter(e => !e.closest(".wide, figure") || e.matches(".wide, figure"))
    .filter(e => e.getBoundingClientRect().right > wide)
    .map(e => e.outerHTML.slice(0, 80));
}"""


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files_of(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def unpacked(name, content):
    """Return what stands in a file, also in one that packs its parts."""
    if name.endswith((".xlsx", ".pptx")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return b"".join(unpacked(each, package.read(each)) for each in package.namelist())
    if name.endswith(".pdf"):
        streams = re.findall(rb"(?s)/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", content)
        assert streams
        return content + b"".join(zlib.decompressobj().decompress(each) for each in streams)
    return content


@pytest.fixture
def manifest(report_2019q3):
    return json.loads((report_2019q3 / "manifest.json").read_text("utf-8"))


@pytest.fixture
def replace_notebook(project):
    """Put a tiny notebook in the place of the quarterly one."""

    def replaced(code):
        parameters = 'quarter: str = "2019Q3"\nlang: str = "id"\nout: str = ""\ntemplate: str = ""'
        cells = [
            nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(code),
        ]
        spec = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
        whole = nbformat.v4.new_notebook(cells=cells, metadata=spec)
        nbformat.write(whole, project.quarterly_notebook)
        older = project.root / "out" / "2019Q3"
        older.mkdir(parents=True)
        (older / "older.txt").write_text("stands")
        (older / "manifest.json").write_text("{}")
        return project

    return replaced


# What is published


def test_report_holds_every_promised_file_and_nothing_else(report_2019q3):
    assert files_of(report_2019q3) == FILES
    assert [path.name for path in report_2019q3.parent.iterdir()] == ["2019Q3"]


def test_table_has_22_rows_of_which_6_are_enrolled(report_2019q3):
    path = report_2019q3 / "tables" / "coverage_by_regency.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 22
    assert [row["regency"] for row in rows if row["state"] == "enrolled"] == [
        "Kabupaten Sumba Timur",
        "Kabupaten Kupang",
        "Kabupaten Timor Tengah Utara",
        "Kabupaten Ende",
        "Kabupaten Manggarai Barat",
        "Kota Kupang",
    ]
    assert [row["regency"] for row in rows if row["disputed"] == "true"] == [
        "Kabupaten Sumba Timur"
    ]
    assert {row["enrolled_persons"] for row in rows} == {""}


def test_manifest_lists_every_output_with_its_fingerprint(report_2019q3, manifest):
    others = [name for name in FILES if name != "manifest.json"]
    assert manifest["outputs"] == {name: digest(report_2019q3 / name) for name in others}


def test_manifest_lists_every_input_with_its_fingerprint(manifest):
    geo = ["data/geo/ntt_overview.geojson", "data/geo/timor_leste_overview.geojson"]
    raw = [
        "contribution_rates",
        "denominators",
        "details",
        "relations",
        "sources",
        "statements_articles",
        "statements_other",
    ]
    raw_files = ["data/raw/corrections.yml", *(f"data/raw/{name}.csv" for name in raw)]
    named = [*geo, *raw_files, "notebooks/quarterly_report.ipynb"]
    assert manifest["inputs"] == {name: digest(ROOT / name) for name in named}


def test_manifest_names_the_parameters_and_the_versions(manifest):
    assert manifest["parameters"] == {"quarter": "2019Q3", "lang": "id", "template": None}
    assert {"ntt_coverage", "code", "python", "pandas", "folium"} <= set(manifest["versions"])


def test_figure_ids_of_the_manifest_are_those_printed(report_2019q3, manifest):
    page, web = ((report_2019q3 / name).read_text("utf-8") for name in ("report.html", "map.html"))
    ids = {name: figure["id"] for name, figure in manifest["figures"].items()}
    slides = [name for name in ids if name.startswith("slide-")]
    assert sorted(ids) == sorted([*FIGURES, "web", *slides])
    assert len(slides) == len(Presentation(report_2019q3 / "slides.pptx").slides)
    for name in FIGURES:
        drawn = (report_2019q3 / "figures" / f"{name}.svg").read_text("utf-8")
        assert f"ID gambar {ids[name]}" in drawn
        assert ids[name] in page
    assert f"ID gambar {ids['web']}" in web
    assert ids["web"] in page


def test_nothing_names_this_machine_and_the_manifest_no_time(report_2019q3):
    folders = [ROOT, report_2019q3, sys.prefix, tempfile.gettempdir()]
    places = [f"{folder}/" for folder in folders]
    for name in FILES:
        content = (report_2019q3 / name).read_bytes()
        text = unpacked(name, content).decode("latin-1")
        assert [place for place in places if place in text] == [], name
    manifest = (report_2019q3 / "manifest.json").read_text("utf-8")
    assert not re.search(r"\d{4}-\d\d-\d\d|\d\d:\d\d", manifest)


def test_executed_notebook_holds_the_parameters_and_no_complaint(report_2019q3):
    done = nbformat.read(report_2019q3 / "notebook.ipynb", as_version=4)
    outputs = [output for cell in done.cells for output in cell.get("outputs", [])]
    assert {output.output_type for output in outputs} == {"execute_result"}
    injected = next(c for c in done.cells if "injected-parameters" in c.metadata.get("tags", []))
    assert 'quarter = "2019Q3"' in injected.source


def test_same_inputs_on_another_day_in_another_folder_give_the_same_bytes(report_2019q3, project):
    if shutil.which("faketime") is None:
        pytest.skip("faketime is not installed; make system installs it")
    other = {"PYTHONHASHSEED": "1", "TZ": "Asia/Makassar", "LC_ALL": "C.UTF-8"}
    out = project.root / "laporan lain"
    done = run_program(
        "report", "--quarter", "2019Q3", "--out", out,
        before=("faketime", "2031-05-06 07:08:09"), **other,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert files_of(out / "2019Q3") == FILES
    differing = [n for n in FILES if digest(out / "2019Q3" / n) != digest(report_2019q3 / n)]
    assert differing == []


def test_page_pdf_and_notebook_have_the_same_sections(report_2019q3, tables_2019q3):
    page = (report_2019q3 / "report.html").read_text("utf-8")
    sections = re.findall(r'<section id="([\w-]+)"', page)
    pictures = [nc.draw_map(tables_2019q3), nc.draw_change(tables_2019q3)]
    printed = [each.name for each in report_sections(tables_2019q3, pictures) if each.name]
    others = {"webmap", "tiles", "ranking", "timeline"}
    assert [name for name in sections if name not in others] == printed
    contents = re.findall(r'<li><a href="#([\w-]+)">', page)
    assert contents == sections


# Whole or not at all


def publish(project):
    return publish_report(SPEC, project, project.root / "out")


def test_failing_notebook_leaves_the_older_report_and_nothing_beside_it(replace_notebook):
    project = replace_notebook("open('half.txt', 'w').write('x')\nraise ValueError('salah')")
    with pytest.raises(ReportError, match="ValueError: salah"):
        publish(project)
    assert files_of(project.root / "out") == ["2019Q3/manifest.json", "2019Q3/older.txt"]


def test_notebook_that_writes_nothing_is_not_published(replace_notebook):
    project = replace_notebook("1")
    with pytest.raises(ReportError) as error:
        publish(project)
    assert "coverage_by_regency.csv" in error.value.say("en")
    assert files_of(project.root / "out") == ["2019Q3/manifest.json", "2019Q3/older.txt"]


def test_folder_that_is_no_report_is_never_replaced(project):
    own = project.root / "out" / "2019Q3"
    own.mkdir(parents=True)
    (own / "thesis.txt").write_text("mine")
    with pytest.raises(ReportError) as error:
        publish(project)
    assert "is not a report" in error.value.say("en")
    assert files_of(project.root / "out") == ["2019Q3/thesis.txt"]


WRITTEN = f"from pathlib import Path\nfor name in {PRODUCTS}:\n" + (
    "    Path(name).parent.mkdir(exist_ok=True)\n    Path(name).write_text('{}')\n"
)
"""A notebook that leaves everything that is promised."""


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("(raw / 'corrections.yml').unlink()", "data/raw/corrections.yml"),
        ("(raw / 'sources.csv').write_text('other')", "data/raw/sources.csv"),
        ("(raw / 'added' / 'a').mkdir(parents=True)\n"
         "(raw / 'added' / 'a' / 'datapackage.json').write_text('x')",
         "data/raw/added/a/datapackage.json"),
    ],
)  # fmt: skip
def test_inputs_that_come_go_or_change_during_the_run_stop_it(replace_notebook, change, named):
    project = replace_notebook("1")
    raw = f"raw = Path({str(project.raw)!r})\n"
    notebook = nbformat.read(project.quarterly_notebook, 4)
    notebook.cells[1].source = WRITTEN + raw + change
    nbformat.write(notebook, project.quarterly_notebook)
    with pytest.raises(ReportError) as error:
        publish(project)
    assert (error.value.key, error.value.evidence["files"]) == ("inputs_changed", named)
    assert files_of(project.root / "out") == ["2019Q3/manifest.json", "2019Q3/older.txt"]


def test_finished_report_replaces_the_older_one_whole(replace_notebook):
    project = replace_notebook(WRITTEN)
    assert publish(project) == project.root / "out" / "2019Q3"
    pages = ["manifest.json", "notebook.ipynb", "report.html"]
    assert files_of(project.root / "out" / "2019Q3") == sorted({*PRODUCTS, *pages} - {PASSPORTS})


@pytest.mark.parametrize(
    "name", ["sources", "denominators", "contribution_rates", "boundaries", "context"]
)
def test_missing_input_is_refused_before_anything_is_made(project, name):
    path = getattr(project, name)
    path.unlink()
    with pytest.raises(SourceLayoutError, match=re.escape(path.name)):
        publish(project)
    assert not (project.root / "out").exists()


# In a browser without network


@pytest.mark.browser
def test_page_opens_offline_with_both_maps_and_the_finding(open_page, report_2019q3):
    opened = open_page(report_2019q3 / "report.html")
    page = opened.page
    assert "6 dari 22 kabupaten/kota" in page.inner_text(".finding")
    assert page.locator("figure img").count() == len(FIGURES)
    assert page.evaluate("[...document.images].filter(each => !each.naturalWidth).length") == 0
    assert page.locator("svg pattern, svg clipPath").count() == 0  # pictures share no names
    page.set_viewport_size({"width": 360, "height": 640})  # a slide is read piece by piece there
    wide = "[...document.querySelectorAll('figure')].map(f => [f.scrollWidth, f.clientWidth])"
    assert all(content > frame for content, frame in page.evaluate(wide))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})
    web_map = page.frame_locator("iframe.webmap")
    web_map.locator("path.unit").nth(21).wait_for()
    assert web_map.locator("path.unit").count() == 22
    assert (opened.requests, opened.complaints) == ([], [])


@pytest.mark.browser
def test_map_file_opens_offline_with_22_shapes(open_page, report_2019q3):
    opened = open_page(report_2019q3 / "map.html")
    assert opened.page.locator("path.unit").count() == 22
    assert (opened.requests, opened.complaints) == ([], [])


@pytest.mark.browser
def test_page_shows_no_code(open_page, report_2019q3):
    page = open_page(report_2019q3 / "report.html").page
    said, written = page.inner_text("body"), page.content()
    assert "In [" not in said
    assert not any(code in written for code in ("import ntt_coverage", "nc.", "papermill"))


@pytest.mark.browser
def test_page_has_a_row_for_each_of_the_22_units(open_page, report_2019q3):
    page = open_page(report_2019q3 / "report.html").page
    assert page.locator("#coverage tbody tr").count() == 22
    assert "Kabupaten Ende" in page.inner_text("#coverage")
    assert page.locator("#known tbody tr").count() > 0
    assert page.locator("#sources li").count() > 0


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1200, 800), (360, 640)])
def test_nothing_is_wider_than_the_window(open_page, report_2019q3, width, height):
    page = open_page(report_2019q3 / "report.html", width=width, height=height).page
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_page_prints(open_page, report_2019q3):
    pdf = open_page(report_2019q3 / "report.html").page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2
