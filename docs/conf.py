"""What Sphinx is told of the site; `website.py` lays the pages out and calls it."""

import sys
from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer

sys.path[:0] = [str(Path(__file__).resolve().parent)]  # Sphinx runs this file from elsewhere

import website  # noqa: E402

project = "ntt-coverage"
author = "ntt-coverage"
version = release = website.nc.__version__
language = "id"
locale_dirs = ["locale"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"]
myst_heading_anchors = 4
autosummary_generate = False
autodoc_typehints = "none"
default_role = "autolink"
numpydoc_show_class_members = False
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "ntt-coverage"
html_copy_source = False
html_show_copyright = False
html_show_search_summary = False
"""The summaries would be fetched, and a page that is opened as a file may fetch nothing."""

html_theme_options = {"navigation_with_keys": True, "top_of_page_buttons": []}


INDONESIAN = {"index", "search", "genindex"} | {
    page.removesuffix(".md") for page in website.all_pages()["Bahasa Indonesia"]
}
"""Pages whose text is Indonesian; the others are English."""


def say_language(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Tell browsers and screen readers in which language a page is written."""
    context["language"] = "id" if page in INDONESIAN else "en"


def setup(app: Any) -> None:
    """Let each page have its own language, and show tables as they are."""
    app.add_lexer("csv", TextLexer)
    app.connect("html-page-context", say_language)
