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

__all__ = ["Box", "Label", "Placed", "nearest_edge", "place_labels"]

CELL = 2.0
"""Points."""

ROOM = 2
"""Cells that stay free between a label and anything else."""

WATER = 0

FOREIGN_COST, COVERED_COST, CROSSED_COST = 6.0, 200.0, 100.0
"""In cells of distance: each cell of a line over another unit; a line under a label; a line
across another line."""

THIN, TRIED = 2, 300
"""Places on water are looked at every so many cells, and so many of the nearest in detail."""

SAMPLES = 24
"""Points of a line that are looked at."""

NEAR, FAR = 60.0, 1e6
"""Points around a unit in which a place is looked for first, and if there is none."""

ROUNDS = 1
"""How often each label on water is placed again, once the others stand."""

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
        What else stands on the page, such as a scale bar.

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
    taking = _Taken(grid)
    for box in taken:
        taking.box(box, 1)
    placed: dict[str, Placed] = {}
    outside = []
    for number, label in enumerate(labels, start=1):
        found = None if label.enlarged else _inside(grid, taking.cells == number, label)
        if found:
            placed[label.key] = found
        else:
            outside.append((number, label))
    # insets are large; then the smallest units, which have the fewest places near them
    outside.sort(key=lambda pair: (not pair[1].enlarged, pair[1].shape.area))
    for again in range(1 + ROUNDS):
        for number, label in outside:
            if again and label.enlarged:
                continue  # the labels stand around it
            if again:
                taking.label(placed[label.key], -1)
            placed[label.key] = _on_water(grid, taking, number, label)
            taking.label(placed[label.key], 1)
    return {label.key: placed[label.key] for label in labels}


class _Taken:
    """What stands on the page beside the units: boxes and lines, counted cell by cell."""

    def __init__(self, grid: _Grid) -> None:
        self.grid, self.cells = grid, grid.cells()
        self.boxes = np.zeros(self.cells.shape, dtype=np.int16)
        self.lines = np.zeros(self.cells.shape, dtype=np.int16)
        self.ends: list[tuple[Placed, np.ndarray]] = []

    def box(self, box: Box, change: int) -> None:
        """Add (1) or take away (-1) a box with the room around it."""
        corners = self.grid.cell(np.array([box[:2], box[2:]])).flatten()
        left, bottom, right, top = (int(edge) for edge in corners)
        rows = slice(max(bottom - ROOM, 0), max(top + ROOM + 1, 0))
        columns = slice(max(left - ROOM, 0), max(right + ROOM + 1, 0))
        self.boxes[rows, columns] += change

    def label(self, label: Placed, change: int) -> None:
        """Add (1) or take away (-1) a label and its line."""
        self.box(label.box, change)
        if label.target:
            aim = np.array(label.target)
            ends = self.grid.cell(np.array([nearest_edge(label.box, label.target), aim]))
            steps = int(np.abs(ends[1] - ends[0]).max()) + 2
            columns, rows = np.linspace(ends[0], ends[1], steps).astype(int).T
            inside = (rows >= 0) & (rows < self.grid.rows) & (columns >= 0)
            inside &= columns < self.grid.columns
            self.lines[rows[inside], columns[inside]] += change
            if change > 0:
                self.ends.append((label, ends))
            else:
                self.ends = [each for each in self.ends if each[0] is not label]

    def crossed(self, starts: np.ndarray, aim: np.ndarray) -> np.ndarray:
        """Tell which lines from the starts to one end cross a line that stands."""
        if not self.ends:
            return np.zeros(len(starts), dtype=bool)
        others = np.array([ends for _, ends in self.ends])
        first, last = others[None, :, 0], others[None, :, 1]
        begin = starts[:, None, :]
        apart = _side(begin, aim, first) * _side(begin, aim, last) < 0
        astride = _side(first, last, begin) * _side(first, last, aim) < 0
        return (apart & astride).any(1)


def _side(start: np.ndarray, end: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Tell on which side of a line a point lies, by the sign of the cross product."""
    along, off = end - start, point - start
    return along[..., 0] * off[..., 1] - along[..., 1] * off[..., 0]


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


def _on_water(grid: _Grid, taking: _Taken, number: int, label: Label) -> Placed:
    """Find the place on free water from which the clearest short line reaches the unit."""
    text, size = label.texts[0], label.sizes[0]
    point = shapely.get_coordinates(label.shape.representative_point())[0]
    standing = (taking.cells != WATER) | (taking.boxes > 0)
    free_of_lines = standing | (taking.lines > 0)
    # first near and clear of lines; then anywhere; at last over a line, on a very full page
    for held, reach in ((free_of_lines, NEAR), (free_of_lines, FAR), (standing, FAR)):
        corners = _free_places(grid, held, label, reach)
        if len(corners):
            break
    else:
        raise ValueError(f"no room for the label {text!r}")
    aim = grid.cell(point)
    starts = np.clip(aim, corners + ROOM, corners + ROOM + np.array(size) / CELL)
    away = np.hypot(*(starts - aim).T)
    nearest = np.argsort(away, kind="stable")[:TRIED]
    corners, start, length = corners[nearest], starts[nearest], away[nearest]
    columns, rows = _line_cells(start, aim, taking.cells.shape)
    under = taking.cells[rows, columns]
    foreign = ((under != WATER) & (under != number)).mean(1) * length
    covered = ((taking.boxes[rows, columns] > 0) & (under == WATER)).any(1)
    crossed = taking.crossed(start, aim)
    cost = length + FOREIGN_COST * foreign + COVERED_COST * covered + CROSSED_COST * crossed
    column, row = corners[int(cost.argmin())]
    box = _box(grid, int(row), int(column), size, ROOM)
    return Placed(text=text, box=box, inside=False, target=(float(point[0]), float(point[1])))


def _free_places(grid: _Grid, held: np.ndarray, label: Label, reach: float) -> np.ndarray:
    """Return the lower left cells (column, row) of free windows within reach of the unit."""
    west, south, east, north = label.shape.bounds
    wide, high = label.sizes[0]
    around = [
        [west - reach - wide, south - reach - high],
        [east + reach + wide, north + reach + high],
    ]
    edges = grid.cell(np.array(around))
    first = np.clip(edges[0], 0, None).astype(int)
    last = np.minimum(edges[1], (grid.columns, grid.rows)).astype(int)
    part = held[first[1] : last[1], first[0] : last[0]]
    height, width = _cells_of(label.sizes[0], ROOM)
    rows, columns = np.nonzero(_windows(_counts(part), height, width)[::THIN, ::THIN] == 0)
    return np.column_stack([columns, rows]) * THIN + first


def _line_cells(
    start: np.ndarray, end: np.ndarray, shape: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the cells under straight lines to one end: a row for each start."""
    share = np.linspace(0, 1, SAMPLES)[None, :, None]
    points = (start[:, None, :] + share * (end - start)[:, None, :]).astype(int)
    columns = np.clip(points[..., 0], 0, shape[1] - 1)
    return columns, np.clip(points[..., 1], 0, shape[0] - 1)


def nearest_edge(box: Box, point: tuple[float, float]) -> tuple[float, float]:
    """Return the point of a box that lies nearest to another.

    Parameters
    ----------
    box : Box
        A label's.
    point : tuple of float
        Such as the end of its line.

    Returns
    -------
    tuple of float
        Where the line begins.
    """
    left, bottom, right, top = box
    return (min(max(point[0], left), right), min(max(point[1], bottom), top))
