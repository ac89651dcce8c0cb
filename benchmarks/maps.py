"""Time and weigh our maps against the bare maps of geopandas and folium, in pairs.

The same layer and data: quarter 2019Q3. Static map: ``draw_map`` against a bare
``GeoDataFrame.plot`` of the same size and resolution. Web map: our one file against the file of
a bare ``folium.Choropleth`` and what that asks the network for.

folium's assets have to come from somewhere: ``--fetch --assets DIR`` packs them with npm from
the registry of this machine, ``--assets DIR`` then serves them from memory, so that folium waits
for no network at all. Without assets its file is only opened offline.
"""

import argparse
import gc
import gzip
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import folium
import matplotlib as mpl
import matplotlib.pyplot as plt
from playwright.sync_api import Browser, Route, TimeoutError, sync_playwright
from report import positive

import ntt_coverage as nc
from ntt_coverage.pictures.layouts import LAYOUTS
from ntt_coverage.pictures.picture import PNG_DPI

ROOT = Path(__file__).resolve().parent.parent
QUARTER = "2019Q3"
UNITS = 22
LIBRARIES = ["pandas", "geopandas", "matplotlib", "folium", "playwright"]
INDICATOR = "enrolled"
"""1 or 0: folium takes numbers, and no number of persons is known in this quarter."""

SIZE = LAYOUTS["slide"].size

START = f"""
import sys
import ntt_coverage as nc
tables = nc.coverage("{QUARTER}")
"""
OURS = (
    START
    + """
with open(sys.argv[1], "wb") as file:
    file.write(nc.draw_map(tables).png())
"""
)
BARE = (
    START
    + f"""
axes = tables.shapes.plot(column="state", legend=True, figsize={SIZE})
axes.figure.savefig(sys.argv[1], dpi={PNG_DPI})
"""
)
READY = f"""
import sys
import geopandas
shapes = geopandas.read_file(sys.argv[2])
axes = shapes.plot(column="state", legend=True, figsize={SIZE})
axes.figure.savefig(sys.argv[1], dpi={PNG_DPI})
"""

PACKAGES = {
    "leaflet@1.9.3": "leaflet-1.9.3.tgz",
    "jquery@3.7.1": "jquery-3.7.1.tgz",
    "bootstrap@5.2.2": "bootstrap-5.2.2.tgz",
    "leaflet.awesome-markers@2.0.5": "leaflet.awesome-markers-2.0.5.tgz",
    "d3@3.5.5": "d3-3.5.5.tgz",
    "@fortawesome/fontawesome-free@6.2.0": "fortawesome-fontawesome-free-6.2.0.tgz",
}
"""What npm has of folium's assets; awesome-markers 2.0.2 is not there, 2.0.5 stands in for it."""

PLACES = {
    "/leaflet@1.9.3/": ("leaflet@1.9.3", ""),
    "/bootstrap@5.2.2/": ("bootstrap@5.2.2", ""),
    "/@fortawesome/fontawesome-free@6.2.0/": ("@fortawesome/fontawesome-free@6.2.0", ""),
    "/Leaflet.awesome-markers/2.0.2/": ("leaflet.awesome-markers@2.0.5", "dist/"),
    "/d3/3.5.5/": ("d3@3.5.5", ""),
    "/jquery-3.7.1": ("jquery@3.7.1", "dist/jquery"),
}
"""Where in a package an address leads: by what stands in it."""

TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}

WATCH = f"""
(() => {{
  const look = () => {{
    const shapes = [...document.querySelectorAll("path.unit, path.leaflet-interactive")];
    const drawn = shapes.filter(shape => shape.getBoundingClientRect().width > 0).length;
    if (drawn >= {UNITS}) window.drawnAt = performance.now();
    else requestAnimationFrame(look);
  }};
  look();
}})();
"""
SHAPES = """[...document.querySelectorAll("path.unit, path.leaflet-interactive")]
  .filter(shape => shape.getBoundingClientRect().width > 0).length"""
Clock = Callable[[], float]
PATIENCE = 3_000  # milliseconds for a page that never draws
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass
class Opened:
    """What a page did: its shapes, when they stood there, and what it asked for."""

    shapes: int = 0
    milliseconds: float | None = None
    served: dict[str, bytes] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def bare_map(shapes: Any) -> bytes:
    """Draw the bare map as PNG bytes."""
    axes = shapes.plot(column="state", legend=True, figsize=SIZE)
    written = io.BytesIO()
    axes.figure.savefig(written, format="png", dpi=PNG_DPI)
    plt.close(axes.figure)
    return written.getvalue()


def bare_web_map(shapes: Any) -> str:
    """Write the bare folium map of the same layer, without background tiles, as ours."""
    table = shapes[["regency", "geometry"]].assign(
        **{INDICATOR: (shapes["state"] == "enrolled").astype(int)}
    )
    page = folium.Map(location=[-9.3, 121.5], zoom_start=7, tiles=None)
    folium.Choropleth(
        geo_data=table, data=table, columns=["regency", INDICATOR],
        key_on="feature.properties.regency", legend_name=INDICATOR,
    ).add_to(page)  # fmt: skip
    return page.get_root().render()


def pairs_of(sides: Mapping[str, Callable[[], float]], count: int) -> list[dict[str, float]]:
    """Warm both sides up, then measure them as A B, B A and so on."""
    for measured in sides.values():
        measured()
    names = list(sides)
    orders = (names if number % 2 == 0 else names[::-1] for number in range(count))
    return [{name: sides[name]() for name in order} for order in orders]


def report(what: str, pairs: list[dict[str, float]]) -> None:
    """Print the medians of all sides, and the ratio of the first to each other one."""
    first, *others = sorted(pairs[0])
    medians = {side: median(pair[side] for pair in pairs) for side in [first, *others]}
    times = ", ".join(f"{side} {seconds:.3f} s" for side, seconds in medians.items())
    print(f"{what}: medians {times}; {len(pairs)} pairs")
    for other in others:
        ratios = [pair[first] / pair[other] for pair in pairs]
        print(f"  {first}/{other} {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def seconds_of(work: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """Time a call; what earlier calls left over is cleared away before."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def run(program: str, *arguments: Path) -> None:
    """Run a program in a Python of its own, from start to exit."""
    words = [sys.executable, "-c", program, *map(str, arguments)]
    settings = os.environ | {"MPLBACKEND": "agg"}
    subprocess.run(words, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, check=True)


def compare_static(tables: Any, folder: Path, warm: int, whole: int) -> None:
    """Time the static map, in this process and as whole processes."""
    clocks: dict[str, Clock] = {
        "time on the clock": time.perf_counter,
        "time of the processor": time.process_time,
    }
    for name, clock in clocks.items():
        sides = {
            "A": lambda clock=clock: seconds_of(lambda: nc.draw_map(tables).png(), clock),
            "B": lambda clock=clock: seconds_of(lambda: bare_map(tables.shapes), clock),
        }
        report(f"Static map, one warm process, {name}", pairs_of(sides, warm))
    layer, out = folder / "ready.geojson", folder / "map.png"
    tables.shapes[["regency", "state", "geometry"]].to_file(layer)
    processes = {
        "A": lambda: seconds_of(lambda: run(OURS, out)),
        "B": lambda: seconds_of(lambda: run(BARE, out)),
        "C": lambda: seconds_of(lambda: run(READY, out, layer)),
    }
    report("Static map, whole processes", pairs_of(processes, whole))


def fetch(assets: Path) -> None:
    """Pack the assets of folium from the registry that npm is set to."""
    assets.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed")
    for package, archive in PACKAGES.items():
        if not (assets / archive).exists():
            subprocess.run([npm, "pack", package, "--silent"], cwd=assets, check=True)


def answer(assets: Path | None) -> Callable[[str], bytes | None]:
    """Return what answers an address from the packed assets, or None where it cannot be had."""
    known: dict[str, bytes] = {}

    def found(address: str) -> bytes | None:
        for part, (package, folder) in PLACES.items():
            rest = address.partition(part)[2]
            if not rest or assets is None:
                continue
            if address not in known:
                with tarfile.open(assets / PACKAGES[package]) as archive:
                    file = archive.extractfile(f"package/{folder}{rest}")
                    known[address] = file.read() if file else b""
            return known[address]
        return None

    return found


def open_page(browser: Browser, path: Path, found: Callable[[str], bytes | None]) -> Opened:
    """Open a file in an empty context; what it asks for is answered from memory or refused."""
    opened = Opened()

    def serve(route: Route) -> None:
        address = route.request.url
        if address.startswith(("file:", "data:", "blob:")):
            route.continue_()
            return
        body = found(address)
        if body is None:
            opened.refused.append(address)
            route.abort()
            return
        opened.served[address] = body
        route.fulfill(body=body, content_type=TYPES[Path(address).suffix])

    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    context.route("**/*", serve)
    context.set_offline(True)
    page.add_init_script(WATCH)
    page.goto(path.as_uri(), wait_until="commit")
    try:
        page.wait_for_function("window.drawnAt", timeout=PATIENCE)
        opened.milliseconds = page.evaluate("window.drawnAt")
    except TimeoutError:
        pass  # it draws nothing
    opened.shapes = page.evaluate(SHAPES)
    context.close()
    return opened


def compare_web(tables: Any, folder: Path, count: int, assets: Path | None) -> int:
    """Weigh both web maps and time them until their shapes stand there."""
    files = {"A": nc.draw_web_map(tables).page, "B": bare_web_map(tables.shapes)}
    paths = {side: folder / f"{side}.html" for side in files}
    for side, page in files.items():
        paths[side].write_text(page, encoding="utf-8", newline="\n")
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        print(f"Chromium {browser.version}, network off")
        for side, path in paths.items():
            alone = open_page(browser, path, answer(None))
            print(f"  {side} opened offline: {alone.shapes} shapes drawn, "
                  f"{len(alone.refused)} requests refused")  # fmt: skip
        found = answer(assets)
        if assets is None:
            print("  the time of B is not measured: no --assets")
        else:
            sides = {
                side: lambda path=path: (open_page(browser, path, found).milliseconds or 0) / 1000
                for side, path in paths.items()
            }
            pairs = pairs_of(sides, count)
            report(f"Web map, until {UNITS} shapes are drawn, assets from memory", pairs)
            if not all(value for pair in pairs for value in pair.values()):
                print("A page did not draw its shapes", file=sys.stderr)
                return 1
        served = open_page(browser, paths["B"], found)
        browser.close()
    weigh(files, served)
    return 0


def weigh(files: Mapping[str, str], asked: Opened) -> None:
    """Print the bytes of both files and of everything that B asked for."""
    a, b = (page.encode() for page in files.values())
    print(f"{'bytes':>12}  {'gzipped':>10}")
    print(f"{len(a):>12,}  {packed(a):>10,}  A, map.html: one file, nothing else")
    print(f"{len(b):>12,}  {packed(b):>10,}  B, the file of folium")
    for address, body in asked.served.items():
        print(f"{len(body):>12,}  {packed(body):>10,}    {address.partition('//')[2]}")
    for address in asked.refused:
        print(f"{0:>12,}  {0:>10,}    {address.partition('//')[2]} (not to be had: 0 bytes)")
    whole = len(b) + sum(map(len, asked.served.values()))
    small = packed(b) + sum(map(packed, asked.served.values()))
    number = len(asked.served) + len(asked.refused)
    print(f"{whole:>12,}  {small:>10,}  B with its {number} assets")
    print(f"  A/B {len(a) / whole:.2f}, gzipped {packed(a) / small:.2f}; "
          f"the files alone {len(a) / len(b):.2f}")  # fmt: skip


def packed(body: bytes) -> int:
    """Return the size of a body as a server would send it."""
    return len(gzip.compress(body, mtime=0))


def surroundings() -> str:
    """Write the kind of machine, its cores, and the versions that matter."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{machine}, Python {platform.python_version()}\n{libraries}"


def main() -> int:
    """Measure, print, and return 1 if a page did not draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=positive, default=5, help="of whole processes and pages")
    parser.add_argument("--warm", type=positive, default=15, help="pairs in one process")
    parser.add_argument("--assets", type=Path, help="folder with the packed assets of folium")
    parser.add_argument("--fetch", action="store_true", help="pack them into that folder first")
    asked = parser.parse_args()
    if asked.fetch:
        if asked.assets is None:
            parser.error("--fetch needs --assets DIR")
        fetch(asked.assets)
    mpl.use("agg")
    print(surroundings(), flush=True)
    tables = nc.coverage(QUARTER)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        compare_static(tables, Path(folder), asked.warm, asked.pairs)
        return compare_web(tables, Path(folder), asked.pairs, asked.assets)


if __name__ == "__main__":
    sys.exit(main())
