"""The patterns of the maps as SVG, for pages that draw for themselves."""

from ntt_coverage.pictures.palette import INK, LINE, ink_on

__all__ = ["svg_pattern"]

STROKES = {
    "/": (45, '<path d="M0 0V7" stroke="{line}" stroke-width="1.6"/>'),
    "\\": (-45, '<path d="M0 0V7" stroke="{line}" stroke-width="1.6"/>'),
    "|": (0, '<path d="M0 0V7" stroke="{line}" stroke-width="1.6"/>'),
    "-": (90, '<path d="M0 0V7" stroke="{line}" stroke-width="1.6"/>'),
    "+": (0, '<path d="M0 3.5H7M3.5 0V7" stroke="{line}" stroke-width="1"/>'),
    "x": (45, '<path d="M0 3.5H7M3.5 0V7" stroke="{line}" stroke-width="1"/>'),
    ".": (45, '<circle cx="3.5" cy="3.5" r="1.2" fill="{line}"/>'),
}
"""By matplotlib's name of a hatch: how the strokes of a pattern are turned, and one of them."""


def svg_pattern(name: str, face: str, hatch: str) -> str:
    """Write a colour with a pattern over it.

    Parameters
    ----------
    name : str
        The pattern's id.
    face : str
        The colour beneath, one of the palette.
    hatch : str
        matplotlib's name of the pattern.

    Returns
    -------
    str
        An SVG ``pattern`` element.
    """
    turn, stroke = STROKES[hatch[0]]
    dark = ink_on(face) == "#ffffff"
    line = "#ffffff" if dark else INK if hatch[0] == "." else LINE
    return (
        f'<pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({turn})"><rect width="7" height="7" fill="{face}"/>'
        f"{stroke.format(line=line)}</pattern>"
    )
