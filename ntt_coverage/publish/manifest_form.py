"""The form of a manifest: whatever passes can be read, shown and compared without a fault."""

import re
from collections.abc import Mapping
from typing import Any

from ntt_coverage.identity import FIGURE_ID
from ntt_coverage.language import say
from ntt_coverage.regencies import regency_of

__all__ = ["is_manifest", "said_by"]

PARTS = ("parameters", "figures", "inputs", "rows", "outputs", "versions")

VIEW = {"quarter", "lang", "theme", "segment", "base", "kind"}
"""What a manifest of a single figure tells of it; see ``View``."""

OUTPUT = re.compile(r"(?:\w[\w .-]{0,99}/){0,4}\w[\w .-]{0,99}", re.ASCII)
"""Name of a file of ours: it leads to no other place, and any system can look for it."""


def is_manifest(found: Any) -> bool:
    """Tell whether somebody's JSON has the form that is read from it.

    Parameters
    ----------
    found : object
        What was read.

    Returns
    -------
    bool
    """
    if not isinstance(found, dict) or not all(isinstance(found.get(p), dict) for p in PARTS):
        return False
    office = found["parameters"].get("template")
    if office is not None and not (
        isinstance(office, dict) and isinstance(office.get("name"), str)
    ):
        return False
    view = found["parameters"].get("view")
    if view is not None and not (isinstance(view, dict) and {*view} >= VIEW):
        return False
    texts = [*map(found["parameters"].get, ("quarter", "lang")), *(view or {}).values()]
    texts += [*found["inputs"].values(), *found["outputs"].values(), *found["versions"].values()]
    tables = found["rows"].values()
    return (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(table, dict) for table in tables)
        and all(isinstance(text, str) for table in tables for text in table.values())
        and all(map(OUTPUT.fullmatch, found["outputs"]))
        and all(_is_figure(figure, found["outputs"]) for figure in found["figures"].values())
    )


def _is_figure(found: Any, outputs: Mapping[str, str]) -> bool:
    if not isinstance(found, dict) or not isinstance(found.get("shown"), dict):
        return False
    lists = (found.get("files"), found.get("sources"))
    if not all(isinstance(found.get(key), str) for key in ("id", "title")) or not all(
        isinstance(each, list) and all(isinstance(text, str) for text in each) for each in lists
    ):
        return False
    if not FIGURE_ID.fullmatch(found["id"]) or not {*found["files"]} <= {*outputs}:
        return False
    try:
        said = said_by(found)
        labels = [label for _, label, *_ in found["shown"].get("classes", ())]
    except (LookupError, TypeError, ValueError, AttributeError):
        return False
    return all(isinstance(text, str) for text in (*labels, *said, *said.values()))


def said_by(figure: Mapping[str, Any]) -> dict[str, str]:
    """Return what a figure says of each unit, bar, quarter or row.

    Parameters
    ----------
    figure : mapping
        As the manifest keeps it.

    Returns
    -------
    dict of str to str
        In the words of the figure, by unit, bar, quarter or first cell of a row.
    """
    shown = figure["shown"]
    labels = {key: label for key, label, *_ in shown.get("classes", ())}
    disputed = say("state.disputed", figure["id"].split("-")[1]).lower()
    said = {}
    for code, unit in shown.get("units", {}).items():
        parts = [labels.get(unit.get("class"), ""), unit.get("value", "")]
        parts += [disputed] if unit.get("disputed") else []
        said[regency_of(code).name] = ", ".join(part for part in parts if part)
    said |= shown.get("values", {})
    if "units" not in shown:
        said |= {
            row[0]: "; ".join(cell for cell in row[1:] if cell) for row in shown.get("rows", ())
        }
    return said
