"""The report as one page that opens anywhere: what the notebook showed, without its code."""

import html
import re
from importlib import resources

import nbformat
from jinja2 import Environment

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say

__all__ = ["render_report"]

HEADING = re.compile(r'<section id="([\w-]+)">\n<h2>(.*?)</h2>')
"""As every section begins."""


def render_report(notebook: nbformat.NotebookNode, spec: ReportSpec) -> str:
    """Join the sections that a notebook showed into one page.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Executed; every output with HTML is a part of the report.
    spec : ReportSpec
        Quarter and language.

    Returns
    -------
    str
        The page: styles, maps and tables inside, no code, no external resource.
    """
    template = resources.files(__package__).joinpath("report.html.j2").read_text(encoding="utf-8")
    sections = [
        output.data["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    contents = [found.groups() for part in sections for found in HEADING.finditer(part)]
    # sections were escaped when they were made; they are the page's own markup
    page = Environment(autoescape=False).from_string(template)
    title = f"{say('report.title', spec.lang)}, {spec.quarter.label(spec.lang)}"
    return page.render(
        lang=spec.lang,
        title=html.escape(title),
        sections=sections,
        contents=contents,
        heading=html.escape(say("pdf.contents", spec.lang)),
    )
