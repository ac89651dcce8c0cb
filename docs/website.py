"""Build the documentation as a site that opens without internet.

    python docs/website.py              writes build/docs/
    python docs/website.py --out DIR    writes elsewhere

The pages stay where they are, to be read as plain files too. A copy of them, with a front page
and the reference that is made from the docstrings, is what Sphinx reads.
"""

import argparse
import inspect
import posixpath
import re
import shutil
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args, get_type_hints

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from sphinx.cmd.build import build_main

import ntt_coverage as nc

ROOT = Path(__file__).resolve().parents[1]
FRONT = "docs/README.md"
"""Becomes the front page."""

LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)")
CODE = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.DOTALL | re.MULTILINE)

PAGES = {
    "Bahasa Indonesia": (
        "docs/belajar.md", "docs/cara.md", "README.id.md", "docs/metodologi.md",
        "docs/pembersihan.md", "docs/pemeriksaan.md", "docs/galeri.md", "docs/batas.md",
        "docs/glosarium.md",
    ),
    "English": (
        "docs/tutorial.md", "docs/how-to.md", "README.md", "docs/methodology.md",
        "docs/cleaning.md", "docs/statement-check.md", "docs/gallery.md", "docs/boundaries.md",
        "docs/glossary.md",
    ),
    "Rujukan / Reference": (
        "docs/data-dictionary.md", "data/raw/README.md", "data/geo/README.md",
        "benchmarks/README.md", "docs/decisions.md", "CHANGELOG.md",
    ),
}  # fmt: skip
"""The navigation; a page of docs/ that is not named here stands last under its language."""

LANGUAGES = {"*English: [": "Bahasa Indonesia", "*Bahasa Indonesia: [": "English"}
"""How the link to the same page in the other language begins: it tells whose heading fits."""

TITLES = {
    "README.id.md": "Perintah dan laporan",
    "README.md": "Commands and reports",
    "data/raw/README.md": "Data mentah / Raw data",
    "data/geo/README.md": "Batas bawaan / Embedded outlines",
}
"""In the navigation, where a page's own title would not tell."""

CONTROLS = {
    "Back to top": "Kembali ke atas",
    "Copyright": "Hak cipta",
    "Home": "Beranda",
    "Made with ": "Dibuat dengan ",
    "Next": "Berikutnya",
    "On this page": "Di halaman ini",
    "Previous": "Sebelumnya",
    "Skip to content": "Langsung ke isi",
}
"""What Sphinx's own Indonesian leaves in English."""

GROUPS = {
    "Mulai / Start": (
        "load", "coverage", "quarters_of", "Quarter", "ReportSpec", "ProjectPaths",
        "*Error",
    ),
    "Menggambar / Draw": ("draw_*", "*_theme", "*_breaks"),
    "Menceritakan dan menampilkan / Tell and show": ("narrate", "show_*"),
    "Menjelajah / Explore": ("explore*", "profile*"),
    "Mengulang gambar / Reproduce a figure": ("redraw*", "figures_of", "verify*", "explain*"),
    "Membersihkan tabel kantor / Clean tables of offices": (
        "read_*", "clean_*", "resolve", "load_regencies",
    ),
    "Memeriksa / Check": ("check*", "find_*"),
    "Menulis berkas / Write files": ("write_*",),
    "Lainnya / Others": ("*",),
}  # fmt: skip
"""What an analyst wants to do, and the names that do it; the first pattern that fits decides."""

REFERENCE = "reference"


def grouped_names() -> dict[str, list[str]]:
    """Sort the public names by what an analyst wants to do.

    Returns
    -------
    dict of str to list of str
        Groups that have a name; every public name stands in exactly one.
    """
    groups: dict[str, list[str]] = {}
    for name in nc.__all__:
        if name != "__version__":
            patterns = ((title, each) for title, some in GROUPS.items() for each in some)
            title = next(title for title, each in patterns if fnmatchcase(name, each))
            groups.setdefault(title, []).append(name)
    return {title: groups[title] for title in GROUPS if title in groups}


def results() -> list[type]:
    """List the classes of this package that public functions return.

    Returns
    -------
    list of type
        Each once, by name; those that are public names themselves are left out.
    """
    public = {name: getattr(nc, name) for name in nc.__all__}
    found = {
        each
        for thing in public.values()
        if inspect.isfunction(thing)
        for each in _classes(get_type_hints(thing).get("return"))
    }
    return sorted(found - {x for x in public.values() if isinstance(x, type)}, key=_full_name)


def _classes(annotation: Any) -> Iterator[type]:
    for each in get_args(annotation):
        yield from _classes(each)
    if isinstance(annotation, type) and annotation.__module__.startswith("ntt_coverage."):
        yield annotation


def _full_name(thing: type) -> str:
    return f"{thing.__module__}.{thing.__name__}"


def directive(name: str, thing: object) -> str:
    """Write the directive that documents a name.

    Parameters
    ----------
    name : str
        With its module.
    thing : object
        What it is.

    Returns
    -------
    str
        reStructuredText.
    """
    if isinstance(thing, type):
        return f".. autoclass:: {name}\n   :members:\n"
    return f".. {'autofunction' if callable(thing) else 'autodata'}:: {name}\n"


def reference_page(title: str, things: dict[str, Any]) -> str:
    """Write a page of the reference: a table of the names, then each in full.

    Parameters
    ----------
    title : str
        Its heading.
    things : dict of str to object
        By their full names.

    Returns
    -------
    str
        reStructuredText.
    """
    table = "".join(f"   ~{name}\n" for name in things)
    parts = [title, "=" * len(title), "", ".. autosummary::\n   :nosignatures:\n", table]
    return "\n".join([*parts, *(directive(name, thing) for name, thing in things.items())])


def reference_pages() -> dict[str, str]:
    """Write the reference of everything that the package offers.

    Returns
    -------
    dict of str to str
        Pages by file name.
    """
    pages = {
        f"{REFERENCE}/{_slug(title)}.rst": reference_page(
            title, {f"ntt_coverage.{name}": getattr(nc, name) for name in names}
        )
        for title, names in grouped_names().items()
    }
    returned = {_full_name(each): each for each in results()}
    title = "Yang dikembalikan / What is returned"
    pages[f"{REFERENCE}/{_slug(title)}.rst"] = reference_page(title, returned)
    return pages


def _slug(title: str) -> str:
    return re.sub(r"\W+", "-", title.rpartition("/")[2].strip().lower())


def all_pages() -> dict[str, list[str]]:
    """Name the pages of the site by heading, in the order of the navigation.

    Returns
    -------
    dict of str to list of str
        Also pages of ``docs/`` that the navigation does not know by name.
    """
    named = {page for pages in PAGES.values() for page in pages} | {FRONT}
    pages = {title: list(some) for title, some in PAGES.items()}
    for path in sorted((ROOT / "docs").glob("*.md")):
        page = path.relative_to(ROOT).as_posix()
        if page not in named:
            pages[heading_of(path.read_text(encoding="utf-8"))].append(page)
    return pages


def heading_of(text: str) -> str:
    """Tell under which heading a page belongs.

    Parameters
    ----------
    text : str
        What stands in it.

    Returns
    -------
    str
        That of its language, or the last one for a page without a twin.
    """
    *_, last = PAGES
    return next((title for sign, title in LANGUAGES.items() if f"\n{sign}" in text), last)


def links_of(page: str, text: str) -> Iterator[str]:
    """Yield the files of the project that a page links to.

    Parameters
    ----------
    page : str
        Its place in the project.
    text : str
        What stands in it.

    Yields
    ------
    str
        Their places in the project.
    """
    targets = (_place(page, found) for found in LINK.finditer(CODE.sub("", text)))
    yield from (target for target in targets if (ROOT / target).is_file())


def _place(page: str, link: re.Match[str]) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link[0]))


def moved(page: str, text: str, new: str) -> str:
    """Write a page for another place: its links lead where they led.

    Parameters
    ----------
    page, text : str
        Its place in the project, and what stands in it.
    new : str
        Its place in the copy, where the front page is ``index.md``.

    Returns
    -------
    str
    """

    def link(found: re.Match[str]) -> str:
        target = _place(page, found)
        if not (ROOT / target).exists():
            return found[0]
        return posixpath.relpath(
            "index.md" if target == FRONT else target, posixpath.dirname(new) or "."
        )

    return LINK.sub(link, text)


def front_page() -> str:
    """Write the front page: the page of contents of ``docs/``, and the navigation.

    Returns
    -------
    str
        Markdown.
    """
    text = moved(FRONT, (ROOT / FRONT).read_text(encoding="utf-8"), "index.md")
    headed = {**all_pages(), "Kode / Code": list(reference_pages())}
    return "\n".join([text, *(_tree(title, pages) for title, pages in headed.items())])


def _tree(title: str, pages: list[str]) -> str:
    entries = (f"{TITLES[page]} <{page}>" if page in TITLES else page for page in pages)
    listed = "\n".join(entries)
    return f"```{{toctree}}\n:hidden:\n:caption: {title}\n\n{listed}\n```\n"


def lay_out(folder: Path) -> None:
    """Copy the pages, and all that they link to, into a folder for Sphinx.

    Parameters
    ----------
    folder : pathlib.Path
        There, and empty.
    """
    waiting = [page for pages in all_pages().values() for page in pages]
    waiting += links_of(FRONT, (ROOT / FRONT).read_text(encoding="utf-8"))
    while waiting:
        place = waiting.pop()
        target = folder / place
        if target.exists() or place == FRONT:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if place.endswith(".md"):
            text = (ROOT / place).read_text(encoding="utf-8")
            target.write_text(moved(place, text, place), encoding="utf-8", newline="\n")
            waiting += links_of(place, text)
        else:
            shutil.copyfile(ROOT / place, target)
    write_controls(folder / "locale")
    for name, text in {"index.md": front_page(), **reference_pages()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def write_controls(folder: Path) -> None:
    """Write the Indonesian of the theme's own words, in the form that Sphinx reads.

    Parameters
    ----------
    folder : pathlib.Path
        Of translations.
    """
    words = Catalog(locale="id")
    for english, indonesian in CONTROLS.items():
        words.add(english, indonesian)
    path = folder / "id" / "LC_MESSAGES" / "sphinx.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, words)


def make_html(pages: Path, out: Path) -> int:
    """Let Sphinx write the site; a warning is an error.

    Parameters
    ----------
    pages : pathlib.Path
        The copy of the pages.
    out : pathlib.Path
        Folder of the site.

    Returns
    -------
    int
        0 if there was no warning.
    """
    strict = ["-W", "--keep-going", "-q", "-E", "-c", str(ROOT / "docs")]
    return build_main([*strict, "-b", "html", str(pages), str(out)])


def main(arguments: list[str]) -> int:
    """Build the site and say where to open it.

    Parameters
    ----------
    arguments : list of str
        ``--out`` and a folder.

    Returns
    -------
    int
        0 if there was no warning.
    """
    parser = argparse.ArgumentParser(description="Susun situs dokumentasi / build the site")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "docs")
    out = parser.parse_args(arguments).out.resolve()
    with TemporaryDirectory() as folder:
        lay_out(Path(folder))
        code = make_html(Path(folder), out)
    if code == 0:
        print(f"Buka / open: {out / 'index.html'}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
