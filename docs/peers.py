"""What the bare maps and charts of other libraries show of the same tables.

    python docs/peers.py --assets DIR

draws the pictures of the last section of the gallery and prints what was seen. DIR holds the
assets of folium, as ``python benchmarks/maps.py --fetch --assets DIR`` leaves them; without them
or without Chromium only the static pictures are drawn.
"""

import argparse
import io
import shutil
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from gallery import CHROMIUM, FOLDER, smaller

import ntt_coverage as nc
from ntt_coverage.pipeline import Dataset

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
PERSONS = "enrolled_persons"
WINDOW = {"width": 1100, "height": 600}
PAYLOAD = '<img src="x" onerror="window.ran = true">'
MISSPELT = "Kabupaten Kupangg"
SHAPES = "path.leaflet-interactive"
FILLS = f"[...document.querySelectorAll('{SHAPES}')].map(each => each.getAttribute('fill'))"
LEGEND = "[...document.querySelectorAll('#legend text')].map(each => each.textContent)"
INSIDE = f"""(() => {{
  const shape = document.querySelectorAll("{SHAPES}")[2], box = shape.getBoundingClientRect();
  for (let x = box.left + 2; x < box.right; x += 3)
    for (let y = box.top + 2; y < box.bottom; y += 3)
      if (document.elementFromPoint(x, y) === shape) return [x, y];
}})()"""
"""A spot inside the third unit, Kabupaten Kupang."""


def table(quarter: str, data: Dataset) -> gpd.GeoDataFrame:
    """Return the layer of a quarter as an analyst would have it.

    Parameters
    ----------
    quarter : str
        Such as ``2021Q4``.
    data : Dataset
        What ``load`` returned.

    Returns
    -------
    geopandas.GeoDataFrame
        ``regency``, ``enrolled_persons`` (0: known not to enrol; missing: not known), geometry.
    """
    shapes = nc.coverage(quarter, "en", data=data).shapes
    persons = shapes[PERSONS].astype("float").mask(shapes["state"] == "not_enrolled", 0)
    return shapes[["regency", "geometry"]].assign(**{PERSONS: persons})


def static(layer: gpd.GeoDataFrame, **options: Any) -> tuple[int, list[str], bytes]:
    """Draw the bare map of geopandas.

    Parameters
    ----------
    layer : geopandas.GeoDataFrame
        As `table` returns it.
    **options : object
        Of ``GeoDataFrame.plot``.

    Returns
    -------
    (int, list of str, bytes)
        Shapes drawn; entries of the legend; PNG file.
    """
    axes = layer.plot(column=PERSONS, legend=True, figsize=(10, 5.5), **options)
    drawn = sum(len(each.get_paths()) for each in axes.collections)
    legend = axes.get_legend()
    said = [text.get_text() for text in legend.get_texts()] if legend else []
    return drawn, said, _png(axes.figure)


def bars(layer: gpd.GeoDataFrame) -> tuple[int, bytes]:
    """Draw the bare bar chart of seaborn.

    Parameters
    ----------
    layer : geopandas.GeoDataFrame
        As `table` returns it.

    Returns
    -------
    (int, bytes)
        Bars wider than nothing; PNG file.
    """
    figure, axes = plt.subplots(figsize=(10, 5.5), layout="constrained")
    sns.barplot(data=layer, x=PERSONS, y="regency", ax=axes)
    return sum(bar.get_width() > 0 for bar in axes.patches), _png(figure)


def _png(figure: Any) -> bytes:
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=110, metadata={"Software": None})
    plt.close(figure)
    return written.getvalue()


def choropleth(layer: gpd.GeoDataFrame, figures: gpd.GeoDataFrame) -> str:
    """Write the bare choropleth of folium, without background tiles.

    Parameters
    ----------
    layer, figures : geopandas.GeoDataFrame
        Where the shapes and where the numbers come from; joined by name.

    Returns
    -------
    str
        The page.
    """
    page = folium.Map(location=[-9.3, 121.5], zoom_start=7, tiles=None)
    folium.Choropleth(
        geo_data=layer[["regency", "geometry"]], data=figures, columns=["regency", PERSONS],
        key_on="feature.properties.regency", legend_name=PERSONS,
    ).add_to(page)  # fmt: skip
    return page.get_root().render()


def renamed(layer: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Write another name for Kabupaten Kupang.

    Parameters
    ----------
    layer : geopandas.GeoDataFrame
        As `table` returns it.
    name : str
        The other name.

    Returns
    -------
    geopandas.GeoDataFrame
    """
    return layer.assign(regency=layer["regency"].replace("Kabupaten Kupang", name))


def look_at(pages: dict[str, str], assets: Path) -> dict[str, dict[str, Any]]:
    """Open pages in Chromium, with assets from memory and no network, and look.

    Parameters
    ----------
    pages : dict of str to str
        By name.
    assets : pathlib.Path
        The packed assets.

    Returns
    -------
    dict of str to dict
        ``fills`` (colours with their number of shapes), ``legend``, ``tooltip``, ``ran``
        (whether a script in a name ran) and ``screen`` (PNG file).
    """
    from playwright.sync_api import sync_playwright  # only web maps need it

    sys.path.append(str(BENCHMARKS))
    import maps  # not a package: the assets are answered as in the benchmark

    found = maps.answer(assets)

    def serve(route: Any) -> None:
        address = route.request.url
        body = None if address.startswith("file:") else found(address)
        if address.startswith(("file:", "data:")):
            route.continue_()
        elif body is None:
            route.abort()
        else:
            route.fulfill(body=body, content_type=maps.TYPES[Path(address).suffix])

    seen = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        for name, page in pages.items():
            file = Path(folder) / f"{name}.html"
            file.write_text(page, encoding="utf-8", newline="\n")
            context = browser.new_context(viewport=WINDOW)
            opened = context.new_page()
            context.route("**/*", serve)
            context.set_offline(True)
            opened.goto(file.as_uri())
            opened.wait_for_selector(SHAPES)
            tooltip = ""
            if "bindTooltip" in page:
                opened.mouse.move(*opened.evaluate(INSIDE))
                opened.wait_for_selector(".leaflet-tooltip")
                opened.wait_for_timeout(300)
                tooltip = opened.inner_text(".leaflet-tooltip")
            seen[name] = {
                "fills": dict(Counter(opened.evaluate(FILLS))),
                "legend": " ".join(opened.evaluate(LEGEND)),
                "tooltip": tooltip,
                "ran": bool(opened.evaluate("window.ran")),
                "screen": opened.screenshot(),
            }
            context.close()
        browser.close()
    return seen


def main() -> None:
    """Draw the pictures and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assets", type=Path, help="folder with the packed assets of folium")
    assets = parser.parse_args().assets
    mpl.use("agg")
    data = nc.load()
    known, old = table("2021Q4", data), table("2022Q1", data)
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn, legend, picture = static(old)
    (FOLDER / "peer-geopandas.png").write_bytes(smaller(picture))
    print(f"geopandas, 2022Q1: {drawn} of {len(old)} shapes drawn, legend entries {legend}")
    missing = {"missing_kwds": {"color": "lightgrey", "label": "No data"}}
    for options in (missing, {"scheme": "quantiles", "k": 2, **missing}):
        drawn, legend, _ = static(old, **options)
        print(f"  with {', '.join(options)}: {drawn} drawn, legend entries {legend}")
    number, picture = bars(known)
    (FOLDER / "peer-seaborn.png").write_bytes(smaller(picture))
    unknown, zero = int(known[PERSONS].isna().sum()), int((known[PERSONS] == 0).sum())
    print(f"seaborn, 2021Q4: {number} bars; {zero} known zeros and {unknown} unknown look alike")
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        misspelt = choropleth(known, renamed(known, MISSPELT))
    print(f"folium, a misspelt name: {len(warned)} warnings")
    if assets is None or shutil.which("chromium") is None:
        print("no assets or no Chromium: the pictures of web maps stay as they are")
        return
    pages = {
        "folium": choropleth(known, known),
        "folium, misspelt": misspelt,
        "explore": old.explore(column=PERSONS, tiles=None).get_root().render(),
        "explore, script": renamed(old, PAYLOAD).explore(PERSONS, tiles=None).get_root().render(),
    }
    for name, seen in look_at(pages, assets).items():
        screen = seen.pop("screen")
        print(f"{name}: {seen}")
        if "," not in name:
            (FOLDER / f"peer-{name}.png").write_bytes(smaller(screen))


if __name__ == "__main__":
    main()
