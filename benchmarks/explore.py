"""Time exploring by hand against the same steps in plain geopandas and folium, in pairs.

Three steps: importing; from a cold kernel to the first map in a notebook; another quarter after
the first. Both sides run in kernels of their own that are started, told and ended in one way.
``--browser`` also opens the explorer in a real JupyterLab and times a change of the quarter from
the reader's key to the drawn page.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median

from jupyter_client.manager import KernelManager, start_new_kernel
from report import positive

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ["pandas", "geopandas", "matplotlib", "folium", "ipywidgets", "anywidget", "ipykernel"]
QUARTER, NEXT = "2019Q3", ["2021Q4", "2020Q1", "2022Q1", "2026Q1", "2019Q4"]

OURS = f"""
import ntt_coverage as nc
tables = nc.coverage("{QUARTER}")
nc.draw_map(tables)
"""
EXPLORER = f"""
import ntt_coverage as nc
seen = nc.explore("{QUARTER}")
seen
"""
PLAIN = """
import folium
import geopandas as gpd
import matplotlib.pyplot as plt
import pandas as pd

articles = pd.read_csv("data/raw/statements_articles.csv")
other = pd.read_csv("data/raw/statements_other.csv")
regencies = gpd.read_file("data/geo/ntt_overview.geojson").rename(columns={"regency": "NAME"})

def draw(list_id):
    rows = pd.concat([articles, other])
    named = rows[rows["list_id"] == list_id][["region_text", "segment_text"]]
    named = named.assign(NAME=named["region_text"].str.removeprefix("Kabupaten "))
    table = regencies.merge(named, on="NAME", how="left")
    table["state"] = table["segment_text"].notna().map({True: "named", False: "not named"})
    axes = table.plot(column="state", categorical=True, legend=True, edgecolor="white",
                      figsize=(10, 6))
    axes.set_axis_off()
    plt.show()
    web = folium.Map(location=[-9.3, 121.5], zoom_start=7)
    colours = {"named": "green", "not named": "lightgrey"}
    folium.GeoJson(
        table,
        style_function=lambda shape: {"fillColor": colours[shape["properties"]["state"]]},
        tooltip=folium.GeoJsonTooltip(fields=["NAME", "state"]),
    ).add_to(web)
    return web
"""
PLAIN_FIRST = PLAIN + 'draw("L1")\n'
"""The list of 16 July 2019; the other one is that of 26 November."""

ROW = "{:>6}  {:>5}  {:>9}  {:>9}  {:>6}"


class CellFailedError(Exception):
    """A cell ended with an error; the message holds it."""


@contextmanager
def kernel() -> Iterator[tuple[KernelManager, object, float]]:
    """Start a kernel in the project, with the time at which that began; end it afterwards."""
    began = time.perf_counter()
    manager, client = start_new_kernel(
        kernel_name="python3", cwd=str(ROOT), stderr=subprocess.DEVNULL
    )
    try:
        yield manager, client, began
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run_cell(client: object, code: str) -> int:
    """Run a cell to its end and return how many of its outputs can be seen."""
    seen = []

    def note(message: dict) -> None:
        kind, content = message["msg_type"], message["content"]
        if kind == "error":
            raise CellFailedError(f"{content['ename']}: {content['evalue']}")
        if kind in ("display_data", "execute_result"):
            seen.append(content["data"])

    client.execute_interactive(code, timeout=300, output_hook=note)
    return len(seen)


def first_map(code: str) -> float:
    """Return the seconds from no kernel to a cell that has shown what it draws."""
    with kernel() as (_, client, began):
        if not run_cell(client, code):
            raise CellFailedError("the cell showed nothing")
        return time.perf_counter() - began


def importing(code: str) -> float:
    """Return the seconds that an import takes in a process of its own, without its start."""
    timed = f"import time; a = time.perf_counter(); {code}; print(time.perf_counter() - a)"
    done = subprocess.run([sys.executable, "-c", timed], cwd=ROOT, capture_output=True, check=True)
    return float(done.stdout)


def another_quarter() -> tuple[float, float]:
    """Return the median seconds of a new quarter in both kernels, after the first drawing."""
    with kernel() as (_, client, _):
        run_cell(client, EXPLORER)
        ours = [timed_cell(client, f'seen.quarter.value = "{quarter}"') for quarter in NEXT]
    with kernel() as (_, client, _):
        run_cell(client, PLAIN_FIRST)
        names = ["L2", "L1", "L2", "L1", "L2"]
        plain = [timed_cell(client, f'draw("{name}")') for name in names]
    return median(ours), median(plain)


def timed_cell(client: object, code: str) -> float:
    """Return the seconds that a cell takes, as the one who sent it sees them."""
    began = time.perf_counter()
    run_cell(client, code)
    return time.perf_counter() - began


def in_pairs(title: str, ours: object, plain: object, pairs: int) -> None:
    """Print pairs of both sides in changing order, and the median ratio."""
    print(f"\n{title}")
    print(ROW.format("pair", "order", "A s", "B s", "A/B"))
    rows = []
    for number in range(1, pairs + 1):
        order = "AB" if number % 2 else "BA"
        found = {side: (ours if side == "A" else plain)() for side in order}
        rows.append((found["A"], found["B"], found["A"] / found["B"]))
        print(ROW.format(number, order, *(f"{each:.3f}" for each in rows[-1][:2]),
                         f"{rows[-1][2]:.2f}"))  # fmt: skip
    a, b, ratio = (median(column) for column in zip(*rows, strict=True))
    low, high = min(row[2] for row in rows), max(row[2] for row in rows)
    print(ROW.format("median", "", f"{a:.3f}", f"{b:.3f}", f"{ratio:.2f}"))
    print(f"A/B, median of the pairs (smallest to largest): {ratio:.2f} ({low:.2f} to {high:.2f})")


CHANGE = """async (quarter) => {
  const root = document.querySelector(".ntt-explorer");
  const began = performance.now();
  root.querySelector(`[data-quarter="${quarter}"]`)
    .dispatchEvent(new MouseEvent("click", { bubbles: true }));
  while (root.dataset.drawn !== quarter) await new Promise((done) => setTimeout(done, 2));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - began;
}"""
"""From a click to the second frame after the page was drawn anew: what a reader waits."""


def in_the_browser(rounds: int) -> list[float]:
    """Return the milliseconds of each change of the quarter in a real JupyterLab."""
    from ntt_coverage.paths import ProjectPaths
    from ntt_coverage.publish.lab import lab_command, lab_environment
    from tests.labs import answering, end, free_port

    paths = ProjectPaths(ROOT)
    command = [*lab_command(paths), "--no-browser"]
    with tempfile.TemporaryDirectory() as folder:
        own = {"JUPYTER_CONFIG_DIR": folder, "JUPYTER_PORT": free_port()}
        log = Path(folder) / "lab.log"
        with log.open("w") as said:
            server = subprocess.Popen(
                command, env=lab_environment(paths) | own, stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip
        try:
            return changes_in(answering(log, server).address, rounds)
        finally:
            end(server)


def changes_in(address: str, rounds: int) -> list[float]:
    """Open the explorer, and time each change of the quarter."""
    from playwright.sync_api import sync_playwright

    from tests.labs import open_notebook, run_all

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1500, "height": 1400})
        open_notebook(page, address, "explore.ipynb")
        run_all(page)
        page.wait_for_selector(f".ntt-explorer[data-drawn='{QUARTER}']")
        time.sleep(5)  # the cells below it run to their end
        every = [page.evaluate(CHANGE, name) for _ in range(rounds) for name in NEXT]
        browser.close()
    return every


def main() -> None:
    """Time and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=positive, default=5)
    parser.add_argument("--browser", action="store_true", help="also in a real JupyterLab")
    asked = parser.parse_args()
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{system}, Python {platform.python_version()}")
    print(", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    for code in (OURS, PLAIN_FIRST):
        first_map(code)  # a warm-up of each: files are in memory, modules are compiled
    in_pairs(
        "Import: A import ntt_coverage; B import geopandas, folium",
        lambda: importing("import ntt_coverage"),
        lambda: importing("import geopandas, folium, matplotlib.pyplot"),
        asked.pairs,
    )
    in_pairs(
        "First map from a cold kernel: A nc.coverage, nc.draw_map; B read, merge, plot, folium",
        lambda: first_map(OURS),
        lambda: first_map(PLAIN_FIRST),
        asked.pairs,
    )
    in_pairs(
        "First explorer from a cold kernel: A nc.explore; B as above",
        lambda: first_map(EXPLORER),
        lambda: first_map(PLAIN_FIRST),
        asked.pairs,
    )
    print("\nAnother quarter after the first: A the explorer; B plot and folium again")
    ratios = []
    for number in range(1, asked.pairs + 1):
        ours, plain = another_quarter()
        ratios.append(ours / plain)
        print(ROW.format(number, "", f"{ours:.3f}", f"{plain:.3f}", f"{ratios[-1]:.2f}"))
    low, middle, high = min(ratios), median(ratios), max(ratios)
    print(f"A/B, median of the pairs (smallest to largest): {middle:.2f} ({low:.2f} to {high:.2f})")
    if asked.browser:
        times = sorted(in_the_browser(asked.pairs))
        print("\nAnother quarter in JupyterLab, from a click to the drawn page, milliseconds:")
        print(
            f"median {median(times):.0f} ({times[0]:.0f} to {times[-1]:.0f}), {len(times)} changes"
        )


if __name__ == "__main__":
    main()
