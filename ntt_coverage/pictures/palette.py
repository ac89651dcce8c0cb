"""Colours and patterns: one look for every map, chart and table.

Dark against light tells enrolled from not enrolled in greyscale and to colour-blind readers;
what is not known carries a pattern, so that it is never taken for a value.
"""

__all__ = [
    "APPROXIMATE",
    "CHANGE_COLOURS",
    "COLOURS",
    "FOCUS",
    "HATCHES",
    "INK",
    "LAND",
    "LINE",
    "PAGE_COLOURS",
    "PALE",
    "PARTS",
    "PLACES",
    "QUIET",
    "RULE",
    "SEA",
    "SHADES",
    "UNCOUNTED",
    "WARNING",
    "contrast",
    "ink_on",
]

COLOURS = {
    "enrolled": "#0b5563",
    "not_enrolled": "#f2c879",
    "no_data": "#ffffff",
    "suppressed": "#b9b4c7",
}
PALE = {"enrolled": "#c3dade", "not_enrolled": "#f8e1b0"}
"""What was last known, where it is too old to count."""

SHADES = ("#cfe6e4", "#93c5c6", "#569fa6", "#227785", "#083f4b")
"""Few to many, light to dark, so that the order survives greyscale."""

UNCOUNTED = "#dfe3d0"
"""Enrolled, but nobody says how many."""

CHANGE_COLOURS = {
    "joined": "#0b5563",
    "left": "#b9472a",
    "newly_known": "#b7c9ef",
    "revised": "#f0d0dc",
    "still_enrolled": "#9cc3c8",
    "still_not_enrolled": "#f7e6c4",
    "lost": "#ffffff",
    "no_data": "#ffffff",
}
"""Change is strong, what stays is pale; news, revisions and what is not known are hatched."""

HATCHES = {
    "no_data": "////",
    "suppressed": "....",
    "above_all": "++++",
    "uncounted": "\\\\\\\\",
    "newly_known": "||||",
    "revised": "----",
    "lost": "xxxx",
}
"""matplotlib's names of the patterns; a class without one is plain."""

PARTS = (
    "#0b5563", "#569fa6", "#f2c879", "#b9b4c7", "#93c5c6", "#e39d7b", "#d5dbde", "#7d6b91",
)  # fmt: skip
"""Of a total; neighbours differ in lightness, and every part carries its name."""

PLACES = {"here": "#1a5fd0", "near": "#a9c3ec", "elsewhere": "#e4e7e3"}
"""Where a unit lies; none of them is the colour of a state."""

INK = "#1f2a30"
QUIET = "#5c686e"
SEA = "#eef3f5"
LAND = "#dcdedb"
LINE = "#8a9499"
WARNING = "#b3261e"
RULE = "#d5dbde"
APPROXIMATE = "#93c5c6"
FOCUS = "#1a5fd0"
"""Where the keyboard is: no state has this colour."""

PAGE_COLOURS = {
    "ink": INK,
    "quiet": QUIET,
    "line": LINE,
    "rule": RULE,
    "sea": SEA,
    "strong": SHADES[-2],
    "warning": WARNING,
    "focus": FOCUS,
}
"""What the style sheets of pages call the colours."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21.

    Parameters
    ----------
    one, other : str
        Colours such as ``"#0b5563"``.

    Returns
    -------
    float
        As defined by WCAG 2.2, from the relative luminance of sRGB; 4.5 is enough for text.

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(ground: str) -> str:
    """Return the colour of letters that read best on a ground: white or ink.

    Parameters
    ----------
    ground : str
        A colour.

    Returns
    -------
    str
    """
    return max(("#ffffff", INK), key=lambda ink: contrast(ink, ground))
