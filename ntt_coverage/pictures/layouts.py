"""Where the parts of a picture stand on a slide, a page, a square and in print."""

from dataclasses import dataclass

from ntt_coverage.errors import ParameterError

__all__ = ["LAYOUTS", "POINTS", "Layout", "Rect", "layout_of", "named"]

POINTS = 72
"""Of an inch."""

Rect = tuple[float, float, float, float]
"""Left, bottom, width, height, in inches."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A size of picture and the place of its parts.

    Parameters
    ----------
    name : str
        ``slide``, ``page``, ``square`` or ``print``.
    size : tuple of float
        Width and height, in inches.
    body : Rect
        Where the map or chart stands.
    legend : Rect
        Where the legend stands.
    columns : int
        Of the legend.
    inset : float
        Side of the square in which a unit too small to read is enlarged, in inches.
    title, text, label, small : float
        Sizes of letters in points: the title, subtitle and legend, labels, and source lines.
    short : bool
        Whether names may be shortened to fit.
    """

    name: str
    size: tuple[float, float]
    body: Rect
    legend: Rect
    columns: int
    inset: float
    title: float
    text: float
    label: float
    small: float
    short: bool

    def fraction(self, rect: Rect) -> tuple[float, float, float, float]:
        """Return a place as fractions of the picture.

        Parameters
        ----------
        rect : Rect
            In inches.

        Returns
        -------
        tuple of float
            Left, bottom, width, height.
        """
        width, height = self.size
        left, bottom, wide, high = rect
        return (left / width, bottom / height, wide / width, high / height)


LAYOUTS = {
    each.name: each
    for each in (
        Layout(
            name="slide",
            size=(40 / 3, 7.5),
            body=(2.85, 0.82, 10.483, 5.35),
            legend=(0.3, 0.82, 2.45, 5.35),
            columns=1,
            inset=1.35,
            title=22,
            text=12,
            label=10,
            small=7.5,
            short=False,
        ),
        Layout(
            name="page",
            size=(1754 / 150, 1240 / 150),
            body=(0.0, 2.4, 1754 / 150, 4.5),
            legend=(0.4, 0.72, 10.9, 1.58),
            columns=4,
            inset=1.3,
            title=18,
            text=10.5,
            label=9,
            small=7.5,
            short=False,
        ),
        Layout(
            name="square",
            size=(8.0, 8.0),
            body=(0.0, 2.75, 8.0, 3.75),
            legend=(0.3, 0.8, 7.4, 1.85),
            columns=3,
            inset=1.05,
            title=16,
            text=9,
            label=8.5,
            small=6.5,
            short=True,
        ),
        Layout(
            name="print",
            size=(7.09, 7.3),
            body=(0.0, 1.9, 7.09, 4.05),
            legend=(0.3, 0.75, 6.6, 1.15),
            columns=3,
            inset=1.0,
            title=14,
            text=8.5,
            label=7.5,
            small=6.5,
            short=False,
        ),
    )
}
"""By name: a 16:9 slide, an A4 page on its side, a square for messages, a figure in print."""


def layout_of(name: str) -> Layout:
    """Return a layout by its name.

    Parameters
    ----------
    name : str
        ``slide``, ``page``, ``square`` or ``print``.

    Returns
    -------
    Layout

    Raises
    ------
    ParameterError
        If there is none of that name.
    """
    if name not in LAYOUTS:
        raise ParameterError("layout", value=name, layouts=", ".join(LAYOUTS))
    return LAYOUTS[name]


def named(name: str, layout: Layout) -> str:
    """Return the name of a picture: that of a slide is the plain one.

    Parameters
    ----------
    name : str
        What it shows.
    layout : Layout
        Its size.

    Returns
    -------
    str
        Such as ``"status"`` or ``"status-page"``.
    """
    return name if layout.name == "slide" else f"{name}-{layout.name}"
