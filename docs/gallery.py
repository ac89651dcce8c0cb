"""The gallery: pictures with the code that makes them, from one table, in both languages.

The code on the page is the code that is run, so the two cannot differ.
"""

import io
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from gallery_entries import ENTRIES, RATE, Entry
from PIL import Image, ImageOps

import ntt_coverage as nc
from ntt_coverage.pipeline import Dataset

FOLDER = Path(__file__).resolve().parent / "images" / "gallery"
START = "import ntt_coverage as nc\n\ndata = nc.load()"
LONGEST = 1100
"""Pixels of the width of a picture on the page; a square one needs fewer."""

SQUARE = 850
FLAT, BETWEEN = 24, 40
"""Colours of a picture on the page: the most frequent as they are, and some for the edges."""

NEAR, FAR = 8, 32
"""How far apart such colours are; what is farther than that from all of them is kept too."""

SPECK = 24
"""Pixels of about one colour that are seen."""

MOST = 256
"""Colours of a palette."""

Colour = tuple[int, int, int]
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


NO_RATE = {
    "en": "None is shown: `nc.draw_map(tables, \"rate\")` draws one, but in none of the {n} "
    "quarters of the data does a unit have both numbers that a rate needs, near in time.",
    "id": "Tidak ada yang ditampilkan: `nc.draw_map(tables, \"rate\")` dapat menggambarnya, "
    "tetapi pada tak satu pun dari {n} triwulan dalam data ada wilayah yang memiliki kedua angka "
    "yang diperlukan untuk cakupan, pada waktu yang berdekatan.",
}  # fmt: skip

WEB_ALT = {
    "en": "Screenshot of the web map, window of {width} by {height} pixels. {alt}",
    "id": "Tangkapan layar peta web, jendela {width} kali {height} piksel. {alt}",
}
FIRST = {
    "en": "Each picture below starts from these lines:",
    "id": "Setiap gambar di bawah bermula dari baris-baris ini:",
}


def rated_quarter(data: Dataset) -> str | None:
    """Return the last quarter in which any unit has a rate.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.

    Returns
    -------
    str or None
    """
    rated = data.series.loc[data.series["coverage_rate"].notna(), "quarter"]
    return (
        None
        if rated.empty
        else nc.quarters_of(data)[int(rated.max() - data.series["quarter"].min())]
    )


def entries(data: Dataset) -> list[Entry]:
    """List the pictures, with a map of rates where there is a rate.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.

    Returns
    -------
    list of Entry
    """
    quarter = rated_quarter(data)
    if quarter is None:
        return list(ENTRIES)
    rate = replace(RATE, code=RATE.code.replace("QUARTER", f'"{quarter}"'))
    return [*ENTRIES[:3], rate, *ENTRIES[3:]]


def run(code: str, data: Dataset) -> Any:
    """Run the code of a picture as a notebook runs a cell.

    Parameters
    ----------
    code : str
        As `Entry.code_in` returns it.
    data : Dataset
        What ``load`` returned; so that it is read once.

    Returns
    -------
    Picture or WebMap
        What its last line gives.
    """
    *lines, last = code.splitlines()
    names: dict[str, Any] = {"nc": nc, "data": data}
    exec("\n".join(lines), names)
    return eval(last, names)


def alt_of(entry: Entry, lang: str, data: Dataset) -> str:
    """Say what a picture shows.

    Parameters
    ----------
    entry : Entry
        The picture.
    lang : str
        ``"id"`` or ``"en"``.
    data : Dataset
        What ``load`` returned.

    Returns
    -------
    str
        Of the picture itself; a web map shows what the status map of its quarter does.
    """
    code = entry.code_in(lang)
    if entry.screen is None:
        return run(code, data).alt
    alt = run(code.replace("draw_web_map", "draw_map"), data).alt
    return WEB_ALT[lang].format(**entry.screen, alt=alt)


def part(data: Dataset, lang: str) -> str:
    """Write the pictures of the page.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Markdown, a section per picture.
    """
    shown = entries(data)
    sections = [_section(entry, lang, data) for entry in shown]
    if len(shown) == len(ENTRIES):
        number = len(nc.quarters_of(data))
        sections.insert(3, f"## {RATE.heads[lang]}\n\n{NO_RATE[lang].format(n=number)}")
    return "\n\n".join([f"{FIRST[lang]}\n\n{_fenced(START)}", *sections])


def _section(entry: Entry, lang: str, data: Dataset) -> str:
    alt = alt_of(entry, lang, data).replace("[", "(").replace("]", ")")
    image = f"![{alt}](images/gallery/{entry.file(lang)})"
    code = _fenced(entry.code_in(lang))
    return f"## {entry.heads[lang]}\n\n{code}\n\n{image}\n\n{entry.notes[lang]}"


def _fenced(code: str) -> str:
    return f"```python\n{code}\n```"


def smaller(drawn: bytes) -> bytes:
    """Make a picture fit for a page: narrower, and with a palette.

    Parameters
    ----------
    drawn : bytes
        A PNG file.

    Returns
    -------
    bytes
        A PNG file, the same for the same picture. Its areas keep their colours; where a
        palette of the library's choice is used alone, the colour of a small area changes.
    """
    with Image.open(io.BytesIO(drawn)) as picture:
        whole = picture.convert("RGB")
    width = SQUARE if whole.width == whole.height else LONGEST
    if whole.width > width:
        size = width, round(whole.height * width / whole.width)
        whole = whole.resize(size, Image.Resampling.LANCZOS)
    pixels = whole.width * whole.height
    counted = sorted(whole.getcolors(pixels), reverse=True)
    frequent = _apart([colour for _, colour in counted[: 8 * FLAT]], NEAR)[:FLAT]
    coarse = sorted(ImageOps.posterize(whole, 4).getcolors(pixels), reverse=True)
    middles = [tuple(band + 8 for band in colour) for number, colour in coarse if number >= SPECK]
    rare = _apart([*frequent, *middles], FAR)
    edges = whole.quantize(BETWEEN, Image.Quantize.MEDIANCUT).convert("RGB").getcolors()
    between = [colour for _, colour in sorted(edges, reverse=True)]
    palette = _apart([*frequent, *rare, *between], NEAR)[:MOST]
    chosen = Image.new("P", (1, 1))
    chosen.putpalette([band for colour in palette for band in colour])
    few = whole.quantize(palette=chosen, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, format="PNG", optimize=True)
    return written.getvalue()


def _apart(colours: Iterable[Colour], far: int) -> list[Colour]:
    """Leave out every colour that an earlier one nearly is."""
    kept: list[Colour] = []
    for colour in colours:
        if all(max(abs(a - b) for a, b in zip(colour, one, strict=True)) > far for one in kept):
            kept.append(colour)
    return kept


def write_pictures(data: Dataset, langs: Iterable[str] = ("en", "id")) -> None:
    """Draw every picture of the gallery.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    langs : iterable of str
        Languages.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    screens = []
    for lang in langs:
        for entry in entries(data):
            made = run(entry.code_in(lang), data)
            if entry.screen is None:
                (FOLDER / entry.file(lang)).write_bytes(smaller(made.png()))
            else:
                screens.append((FOLDER / entry.file(lang), made.page, entry.screen))
    _write_screens(screens)


def _write_screens(screens: list[tuple[Path, str, dict[str, int]]]) -> None:
    """Photograph web pages without network; without Chromium the old pictures stay."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("Chromium is not installed: the screenshots of the gallery stay as they are")
        return
    from playwright.sync_api import sync_playwright  # only screenshots need it

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        for path, page, screen in screens:
            file = Path(folder) / "map.html"
            file.write_text(page, encoding="utf-8", newline="\n")
            context = browser.new_context(viewport=screen)
            context.set_offline(True)
            opened = context.new_page()
            opened.goto(file.as_uri())
            opened.wait_for_selector("path.unit")
            # hiding the caret would add a style, which the policy of the page forbids
            path.write_bytes(smaller(opened.screenshot(caret="initial")))
            context.close()
        browser.close()
