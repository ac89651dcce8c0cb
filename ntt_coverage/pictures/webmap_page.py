"""The page around the web map: template, style, program, and the policy that guards it."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from ntt_coverage.language import say
from ntt_coverage.pictures.leaflet import leaflet_script, leaflet_style
from ntt_coverage.pictures.palette import PAGE_COLOURS
from ntt_coverage.pictures.patterns import svg_pattern
from ntt_coverage.pictures.webmap_data import MapContent, inert_json
from ntt_coverage.pictures.webmap_layers import Layers

__all__ = ["Frame", "write_page"]

ROOM = "ntt_coverage.pictures"

PROGRAM = ("_parts", "_choice", "_map", "")
"""In the order in which the page reads it."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around the map and is the same for every choice.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.
    boundaries, attribution, identity : str
        Whom the outlines and the tiles are owed to; the figure ID of the page.
    pictures_from : str
        Where the page may fetch pictures from; "" is nowhere.
    """

    lang: str
    boundaries: str
    attribution: str
    identity: str
    pictures_from: str


def write_page(content: MapContent, layers: Layers, frame: Frame) -> str:
    """Put the page together.

    Parameters
    ----------
    content : MapContent
        What it can say; ``said["open"]`` is the quarter that it opens on.
    layers : Layers
        The map.
    frame : Frame
        What stands around it.

    Returns
    -------
    str
        The whole file. Only programs and styles whose fingerprints the page names can run in
        it, and it may ask nobody for anything but pictures of ``frame.pictures_from``.
    """
    said = content.said | {**layers.names, "bounds": layers.bounds}
    style = _as_read(_style())
    own = (_packaged(f"webmap{part}.js") for part in PROGRAM)
    scripts = [_as_read(script) for script in (leaflet_script(), layers.script, *own)]
    template = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    ).from_string(_packaged("webmap.html.j2"))
    return template.render(
        lang=frame.lang,
        policy=_policy(style, scripts, frame.pictures_from),
        style=Markup(style),
        patterns=Markup(_patterns(content.fills)),
        view=_opening(content),
        word=_labels(frame.lang),
        detailed="detailed" in layers.names,
        map=Markup(layers.element),
        boundaries=frame.boundaries,
        attribution=frame.attribution,
        identity=frame.identity,
        content=Markup(inert_json(said)),
        scripts=[Markup(script) for script in scripts],
    )


def _packaged(name: str) -> str:
    return resources.files(ROOM).joinpath(name).read_text(encoding="utf-8")


def _as_read(text: str) -> str:
    """Return a text with the line ends that a browser reads: a fingerprint is of those."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _style() -> str:
    colours = ";".join(f"--{name}:{colour}" for name, colour in PAGE_COLOURS.items())
    return f":root{{{colours}}}\n{leaflet_style()}\n{_packaged('webmap.css')}"


def _policy(style: str, scripts: Sequence[str], pictures_from: str) -> str:
    """Forbid everything but what this page was written with."""
    pictures = f"data: {pictures_from}".strip()
    programs = " ".join(map(_fingerprint, scripts))
    return (
        f"default-src 'none'; script-src {programs}; style-src {_fingerprint(style)}; "
        f"img-src {pictures}; base-uri 'none'; form-action 'none'"
    )


def _fingerprint(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _patterns(fills: Sequence[tuple[str, str]]) -> str:
    """Draw the patterns that the fills of the map need; their names are those of the content."""
    return "\n".join(
        svg_pattern(f"pattern-{number}", face, hatch)
        for number, (face, hatch) in enumerate(fills)
        if hatch
    )


def _opening(content: MapContent) -> dict[str, str]:
    """Return the texts of the choice that the page opens on, for readers without its program."""
    view = content.said["quarters"][content.said["open"]]["views"][0]
    title, indicator, when, sources, figure = (content.said["strings"][n] for n in view[:5])
    subtitle = f"{indicator}\n{when}"
    return {"title": title, "subtitle": subtitle, "sources": sources, "figure": figure}


def _labels(lang: str) -> dict[str, str]:
    return {
        "choices": say("web.choices", lang),
        "indicator": say("web.indicator", lang),
        "quarter": say("web.quarter", lang),
        "previous": say("web.previous", lang),
        "next": say("web.next", lang),
        "search": say("web.search", lang),
        "detail": say("web.detail", lang),
        "whole": say("web.whole", lang),
        "zoom_in": say("web.zoom_in", lang),
        "zoom_out": say("web.zoom_out", lang),
        "legend": say("web.legend", lang),
        "panel": say("web.panel", lang),
        "units": say("web.units", lang),
        "hint": say("web.hint", lang),
        "noscript": say("web.noscript", lang),
    }
