"""Where labels stand: inside their unit if they fit, else on open water with a line to it.

The map is laid on a grid of small cells. A label may stand where all cells under it are its own
unit's, or all are water that nothing else stands on; it takes the best such place. The same map
and labels always give the same places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

__all__ = ["Box", "Label", "Placed", "place_labels"]

CELL = 2.0
"""Points."""

ROOM = 2
"""Cells that stay free between a label and anything else."""

WATER = 0

FOREIGN_COST = 6.0
"""A line that crosses another unit for a point counts as so many points of distance."""

TRIED, THIN = 600, 3
"""So many places on water are looked at more closely, nearest first, each so many cells apart."""

NEAR = 40
"""Points around a unit in which places for its label are counted."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """What may be written for a unit.

    Parameters
    ----------
    key : str
        The unit.
    shape : shapely geometry
        The unit on the page, in points.
    texts : sequence of str
        Ways to write it, the best first; the first stands on water if none fits inside.
    sizes : sequence of (float, float)
        Width and height of each, in points.
    enlarged : bool
        Whether it is an inset: it stands on water, and is placed before all labels.
    """

    key: str
    shape: BaseGeometry
    texts: Sequence[str]
    sizes: Sequence[tuple[float, float]]
    enlarged: bool = False


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A label in its place.

    Parameters
    ----------
    text : str
        What is written.
    box : Box
        Where.
    inside : bool
        Whether it stands inside its unit.
    target : tuple of float or None
        Where a line from it ends: inside its unit.
    """

    text: str
    box: Box
    inside: bool
    target: tuple[float, float] | None = None


class _Grid:
    """The page as cells: water, or the number of what is drawn there (1 ...)."""

    def __init__(self, page: Box) -> None:
        self.left, self.bottom, right, top = page
        self.columns = int((right - self.left) / CELL)
        self.rows = int((top - self.bottom) / CELL)
        self.image = Image.new("L", (self.columns, self.rows), WATER)

    def cell(self, points: np.ndarray) -> np.ndarray:
        return (points - (self.left, self.bottom)) / CELL

    def fill(self, shape: BaseGeometry, value: int) -> None:
        draw = ImageDraw.Draw(self.image)
        for part in shapely.get_parts(shape):
            corners = self.cell(shapely.get_coordinates(shapely.get_exterior_ring(part)))
            if len(corners) > 2:
                draw.polygon([(float(x), float(y)) for x, y in corners], fill=value)

    def cells(self) -> np.ndarray:
        return np.asarray(self.image)


def _counts(mask: np.ndarray) -> np.ndarray:
    """Return sums from the corner, of which any window's count is four corners."""
    sums = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(mask, 0, dtype=np.int32), 1, dtype=np.int32, out=sums[1:, 1:])
    return sums


def _windows(sums: np.ndarray, height: int, width: int) -> np.ndarray:
    """Count the marked cells of every window of a size, by its lower left cell."""
    if height >= sums.shape[0] or width >= sums.shape[1]:
        return np.zeros((0, 0), dtype=np.int32)
    ends, starts = sums[height:], sums[:-height]
    return ends[:, width:] - ends[:, :-width] - starts[:, width:] + starts[:, :-width]


def _cells_of(size: tuple[float, float], margin: int) -> tuple[int, int]:
    width, height = (int(np.ceil(each / CELL)) + 2 * margin for each in size)
    return height, width


def place_labels(
    labels: Sequence[Label],
    page: Box,
    *,
    taken: Sequence[Box],
) -> Mapping[str, Placed]:
    """Place every label.

    Parameters
    ----------
    labels : sequence of Label
        One for each unit that is drawn, those beneath first.
    page : Box
        Where labels may stand.
    taken : sequence of Box
        What else stands on the page: an inset, a scale bar.

    Returns
    -------
    mapping of str to Placed
        By unit, in the order of the labels. No two labels overlap; none covers another unit.

    Raises
    ------
    ValueError
        If a label finds no place: the page is too small for its letters.
    """
    grid = _Grid(page)
    for number, label in enumerate(labels, start=1):
        grid.fill(label.shape, number)
    cells = grid.cells()
    held = cells != WATER
    for box in taken:
        _hold(held, grid, box)
    placed: dict[str, Placed] = {}
    outside = []
    for number, label in enumerate(labels, start=1):
        found = None if label.enlarged else _inside(grid, cells == number, label)
        if found:
            placed[label.key] = found
        else:
            outside.append((number, label))
    # insets are large; then those with the fewest places near them
    outside.sort(key=lambda pair: (not pair[1].enlarged, _room_near(grid, held, pair[1])))
    for number, label in outside:
        placed[label.key] = _on_water(grid, cells, held, number, label)
        _hold(held, grid, placed[label.key].box)
    return {label.key: placed[label.key] for label in labels}


def _hold(held: np.ndarray, grid: _Grid, box: Box) -> None:
    left, bottom, right, top = (
        int(edge) for edge in grid.cell(np.array([box[:2], box[2:]])).flatten()
    )
    held[max(bottom - ROOM, 0) : top + ROOM + 1, max(left - ROOM, 0) : right + ROOM + 1] = True


def _box(grid: _Grid, row: int, column: int, size: tuple[float, float], margin: int) -> Box:
    left = grid.left + (column + margin) * CELL
    bottom = grid.bottom + (row + margin) * CELL
    return (left, bottom, left + size[0], bottom + size[1])


def _inside(grid: _Grid, own: np.ndarray, label: Label) -> Placed | None:
    """Find the roomiest place inside the unit for the first text that fits."""
    rows_own, columns_own = np.nonzero(own)
    if not len(rows_own):
        return None
    low, first = int(rows_own.min()), int(columns_own.min())
    sums = _counts(own[low : rows_own.max() + 1, first : columns_own.max() + 1])
    middle = grid.cell(shapely.get_coordinates(label.shape.centroid))[0] - (first, low)
    for text, size in zip(label.texts, label.sizes, strict=True):
        for margin in (4, 3, 2):
            height, width = _cells_of(size, margin)
            rows, columns = np.nonzero(_windows(sums, height, width) == height * width)
            if len(rows):
                away = np.hypot(columns + width / 2 - middle[0], rows + height / 2 - middle[1])
                best = int(away.argmin())
                row, column = low + int(rows[best]), first + int(columns[best])
                box = _box(grid, row, column, size, margin)
                return Placed(text=text, box=box, inside=True)
    return None


def _room_near(grid: _Grid, held: np.ndarray, label: Label) -> int:
    """Count the places on water that lie near the unit."""
    west, south, east, north = label.shape.bounds
    reach = np.array([[west - NEAR, south - NEAR], [east + NEAR, north + NEAR]])
    (left, bottom), (right, top) = np.maximum(grid.cell(reach), 0).astype(int)
    around = held[bottom:top, left:right]
    return int(np.count_nonzero(_windows(_counts(around), *_cells_of(label.sizes[0], ROOM)) == 0))


def _on_water(
    grid: _Grid, cells: np.ndarray, held: np.ndarray, number: int, label: Label
) -> Placed:
    """Find the nearest place on free water from which a line reaches the unit."""
    text, size = label.texts[0], label.sizes[0]
    height, width = _cells_of(size, ROOM)
    rows, columns = np.nonzero(_windows(_counts(held), height, width) == 0)
    if not len(rows):
        raise ValueError(f"no room for the label {text!r}")
    point = shapely.get_coordinates(label.shape.representative_point())[0]
    aim = grid.cell(point)
    # from the nearest edge of the label, not from its middle
    across = np.maximum(0, np.abs(columns + width / 2 - aim[0]) - width / 2 + ROOM)
    along = np.maximum(0, np.abs(rows + height / 2 - aim[1]) - height / 2 + ROOM)
    away = np.hypot(across, along)
    thinned = np.flatnonzero((rows % THIN == 0) & (columns % THIN == 0))
    nearest = thinned[np.argsort(away[thinned], kind="stable")[:TRIED]]
    if not len(nearest):
        nearest = np.argsort(away, kind="stable")[:TRIED]
    best, least = int(nearest[0]), np.inf
    for place in nearest:
        box = _box(grid, int(rows[place]), int(columns[place]), size, ROOM)
        start = grid.cell(np.array(_edge(box, point)))
        crossed = _under(cells, start, aim)
        foreign = np.count_nonzero((crossed != WATER) & (crossed != number))
        blocked = np.count_nonzero(_under(held, start, aim) & (crossed == WATER))
        cost = away[place] + FOREIGN_COST * foreign + 100 * blocked
        if cost < least:
            best, least = int(place), float(cost)
        if away[place] > least:
            break
    box = _box(grid, int(rows[best]), int(columns[best]), size, ROOM)
    return Placed(text=text, box=box, inside=False, target=(float(point[0]), float(point[1])))


def _edge(box: Box, point: np.ndarray) -> tuple[float, float]:
    """Return the point of a box that lies nearest to another."""
    return (
        float(np.clip(point[0], box[0], box[2])),
        float(np.clip(point[1], box[1], box[3])),
    )


def _under(cells: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return the cells that a straight line runs over."""
    steps = int(np.abs(end - start).max()) + 2
    columns, rows = np.linspace(start, end, steps).astype(int).T
    inside = (rows >= 0) & (rows < cells.shape[0]) & (columns >= 0) & (columns < cells.shape[1])
    return cells[rows[inside], columns[inside]]
