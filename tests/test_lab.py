"""The explore notebook in a real JupyterLab, driven as a person would, without internet."""

import re
import subprocess

import pytest

from ntt_coverage.publish.lab import lab_command, lab_environment
from tests.labs import LOCAL, answering, awaited, end, free_port, open_notebook, run_all

pytestmark = pytest.mark.browser

OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
  .flatMap(cell => cell.outputs || []).map(output => output.output_type)"""


@pytest.fixture
def lab(project, tmp_path):
    """The server that ``ntt-coverage lab`` starts, without a window."""
    command = [*lab_command(project), "--no-browser", "--LabApp.expose_app_in_browser=True"]
    said = tmp_path / "lab.log"
    own = {"JUPYTER_CONFIG_DIR": str(tmp_path / "jupyter"), "JUPYTER_PORT": free_port()}
    with said.open("w") as log:
        server = subprocess.Popen(
            command, env=lab_environment(project) | own, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield answering(said, server)
    finally:
        end(server)


SAID = """() => {
  const root = document.querySelector(".ntt-explorer");
  return {
    title: root.querySelector("h3").textContent,
    figure: root.querySelector(".foot span:last-child").textContent,
    rows: root.querySelectorAll("tbody tr").length,
    units: root.querySelectorAll(".map > path.unit").length,
  };
}"""


LEFT = pytest.param(
    ("bring_your_own_data.ipynb", "regency_profile.ipynb"), marks=pytest.mark.stress
)


@pytest.fixture(params=[(), LEFT], ids=["first day", "tabs left open"])
def opened(request, lab, browser, tmp_path):
    """The notebook in the browser after all cells ran, with what the page asked for and said."""
    page = browser.new_page(viewport={"width": 1500, "height": 1400})
    outside, faults = [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda asked: LOCAL.match(asked.url) or outside.append(asked.url))
    for number, name in enumerate(request.param, start=1):
        open_notebook(page, lab.address, name)
        left = set(request.param[:number])
        awaited(lambda left=left: left <= kept_tabs(tmp_path), lab.process)
    open_notebook(page, lab.address, "explore.ipynb")
    for name in request.param:
        page.locator("#jp-main-dock-panel .lm-TabBar-tab", has_text=name).wait_for()
    run_all(page)
    page.wait_for_selector(".ntt-explorer[data-drawn='2019Q3'] .map")
    yield page
    assert "error" not in page.evaluate(OUTPUTS)
    assert outside == []
    assert faults == []
    page.close()


def kept_tabs(tmp_path):
    """Return the notebooks that JupyterLab keeps as open, which it does a moment later."""
    kept = (tmp_path / "jupyter" / "lab" / "workspaces").glob("*")
    text = "".join(path.read_text("utf-8") for path in kept)
    return set(re.findall(r'"notebook:notebooks/(\w+\.ipynb)"', text))


def drawn(page, quarter):
    page.wait_for_selector(f".ntt-explorer[data-drawn='{quarter}']")
    return page.evaluate(SAID)


def test_explore_follows_slider_unit_indicator_and_language_and_keeps_a_figure(
    opened, project, keep_screenshot
):
    page = opened
    first = page.evaluate(SAID)
    assert first["title"] == "6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN"
    assert (first["rows"], first["units"]) == (22, 22)
    keep_screenshot(page, "explore-first")

    # the slider, moved by one quarter from the keyboard
    page.locator(".widget-slider .noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    moved = drawn(page, "2019Q4")
    assert moved["title"] == "5 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN"
    assert moved["figure"] != first["figure"]

    # a unit: pointing shows its card, clicking holds it and brings its statements
    page.locator(".ntt-explorer .bars [data-code='5371']").hover()
    page.locator(".ntt-explorer .card h4", has_text="Kota Kupang").wait_for()
    page.locator(".ntt-explorer .card li", has_text="S37. ").first.wait_for()
    page.locator(".ntt-explorer .map path.unit[data-code='5302']").first.click()
    page.locator(".ntt-explorer .card h4", has_text="Kabupaten Sumba Timur").wait_for()
    page.locator(".ntt-explorer .card li", has_text="S10. ").first.wait_for()
    assert page.locator(".ntt-explorer tr.chosen td").first.inner_text() == "Kabupaten Sumba Timur"
    assert page.locator(".ntt-explorer .timeline .own").count() == 32
    assert page.locator(".ntt-explorer .card a").first.get_attribute("href").startswith("https://")
    keep_screenshot(page, "explore-unit")

    # the keyboard stays where it was, though everything is drawn anew
    page.locator(".ntt-explorer [data-quarter='2020Q1']").focus()
    page.keyboard.press("Enter")
    drawn(page, "2020Q1")
    assert page.evaluate("document.activeElement.dataset.quarter") == "2020Q1"

    # indicator, kind of worker, a click on the timeline, and the other language
    choices = page.locator(".widget-dropdown select")
    title = page.locator(".ntt-explorer h3")
    choices.nth(0).select_option(label="Orang terdaftar")
    title.and_(page.locator("h3", has_text="Jumlah pegawai non-ASN")).wait_for()
    choices.nth(1).select_option(label="Pekerja rentan")
    title.and_(page.locator("h3", has_text="pekerja rentan")).wait_for()
    page.locator(".ntt-explorer [data-quarter='2025Q3']").click()
    drawn(page, "2025Q3")
    choices.nth(3).select_option(label="Inggris")
    page.locator(".ntt-explorer h3", has_text="Number of vulnerable workers enrolled").wait_for()
    keep_screenshot(page, "explore-vulnerable")

    page.locator("button", has_text="Add to pack").click()
    page.locator(".widget-html pre", has_text="nc.draw_map(tables, ").wait_for()
    (kept,) = project.pack.iterdir()
    assert kept.name in page.evaluate(SAID)["figure"]
    assert (kept / "figures" / "figure.png").stat().st_size > 50_000
