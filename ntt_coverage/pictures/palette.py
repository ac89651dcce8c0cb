"""Colours and patterns of the four states: one look for every map.

Dark against light tells enrolled from not enrolled in greyscale and to colour-blind readers;
what is not known carries a pattern, so that it is never taken for a value.
"""

__all__ = ["COLOURS", "INK", "LAND", "LINE", "PALE", "QUIET", "SEA", "WARNING"]

COLOURS = {
    "enrolled": "#0b5563",
    "not_enrolled": "#f2c879",
    "no_data": "#ffffff",
    "suppressed": "#b9b4c7",
}
PALE = {"enrolled": "#c3dade", "not_enrolled": "#fbeed5"}
"""What was last known, where it is too old to count."""

INK = "#1f2a30"
QUIET = "#5c686e"
SEA = "#eef3f5"
LAND = "#dcdedb"
LINE = "#8a9499"
WARNING = "#b3261e"
