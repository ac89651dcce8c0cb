"""The tutorial and the recipes: their code is run, and what it shows is put under it.

A page is one notebook: its blocks of Python run in order with the same names. Under each stands
what the cell shows, a text or a picture, written here and never typed.
"""

import ast
import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from gallery import smaller

from ntt_coverage.paths import ROOT_VARIABLE
from ntt_coverage.pictures.picture import Picture

DOCS = Path(__file__).resolve().parent
IMAGES = "images/lessons"
PAGES = ("belajar.md", "tutorial.md", "cara.md", "how-to.md")

CELL = re.compile(
    r"^```python\n(?P<code>.*?)^```\n"
    rf"(?:\n```text\n.*?^```\n|\n!\[[^\]]*\]\({IMAGES}/[\w.-]+\)\n)?",
    re.DOTALL | re.MULTILINE,
)
"""A block of Python with what it shows, if anything is shown yet."""


def run_cell(code: str, names: dict[str, Any]) -> tuple[str, Any]:
    """Run a cell as a notebook does.

    Parameters
    ----------
    code : str
        Lines of Python.
    names : dict of str to object
        What earlier cells left; the cell adds to it.

    Returns
    -------
    tuple of str and object
        What it printed, and the value of its last line; None where that is no expression.
    """
    lines = ast.parse(code).body
    last = lines.pop() if isinstance(lines[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(lines, []), "<cell>", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None
    return printed.getvalue(), value


def shown(printed: str, value: Any, image: str) -> str:
    """Write what a cell shows, in Markdown.

    Parameters
    ----------
    printed : str
        What it printed.
    value : object
        Of its last line. A picture is an image; what only a browser can show is left out.
    image : str
        File of the image, from the page.

    Returns
    -------
    str
    """
    if isinstance(value, Picture):
        return f"\n![{value.alt.replace('[', '(').replace(']', ')').strip()}]({image})\n"
    plain = value is not None and not hasattr(value, "page") and not hasattr(value, "markup")
    said = printed + (f"{value!r}\n" if plain else "")
    lines = "\n".join(line.rstrip() for line in said.splitlines())
    return f"\n```text\n{lines}\n```\n" if lines else ""


def rewritten(page: str, text: str) -> tuple[str, dict[str, Picture]]:
    """Run the code of a page and put what it shows under it.

    Parameters
    ----------
    page : str
        Its file name, which names its pictures.
    text : str
        The page.

    Returns
    -------
    tuple of str and dict of str to Picture
        The page, and its pictures by file name.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    pictures: dict[str, Picture] = {}

    def again(found: re.Match[str]) -> str:
        printed, value = run_cell(found["code"], names)
        image = f"{page.removesuffix('.md')}-{len(pictures) + 1}.png"
        if isinstance(value, Picture):
            pictures[image] = value
        return f"```python\n{found['code']}```\n" + shown(printed, value, f"{IMAGES}/{image}")

    with _elsewhere():
        return CELL.sub(again, text), pictures


@contextlib.contextmanager
def _elsewhere() -> Iterator[None]:
    """Work in an empty folder on this project's data: what a page saves must not stay."""
    root = {ROOT_VARIABLE: os.environ.get(ROOT_VARIABLE) or str(DOCS.parent)}
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, root),
        contextlib.chdir(folder),
    ):
        yield


def write_pages(*, pictures: bool) -> list[Path]:
    """Bring the pages up to date.

    Parameters
    ----------
    pictures : bool
        Whether to draw their pictures anew too.

    Returns
    -------
    list of pathlib.Path
        Pages that were changed.
    """
    changed = []
    for name in PAGES:
        path = DOCS / name
        old = path.read_text(encoding="utf-8")
        new, drawn = rewritten(name, old)
        if new != old:
            path.write_text(new, encoding="utf-8", newline="\n")
            changed.append(path)
        for file, picture in drawn.items() if pictures else ():
            (DOCS / IMAGES).mkdir(parents=True, exist_ok=True)
            (DOCS / IMAGES / file).write_bytes(smaller(picture.png()))
    return changed
