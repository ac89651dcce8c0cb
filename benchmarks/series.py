"""Time eight quarters: this project with all formats against papermill in a loop, in pairs.

``python benchmarks/series.py --loop DIR`` is the other side: the plain notebook eight times, one
after the other in one process, which is the fastest way of papermill's own.
"""

import sys
from pathlib import Path

import papermill
from report import NOTEBOOK, compare

FIRST, LAST, QUARTERS = "2019Q1", "2020Q4", 8
SIDES = {
    "A": f"python -m ntt_coverage report --quarter {FIRST} --to {LAST} --out DIR",
    "B": "python benchmarks/series.py --loop DIR",
}


def loop(folder: Path) -> None:
    """Run the plain notebook once for each quarter, into a folder of its own."""
    for number in range(QUARTERS):
        place = folder / str(number)
        place.mkdir(parents=True)
        papermill.execute_notebook(
            NOTEBOOK,
            str(place / "out.ipynb"),
            {"root": ".", "out": str(place)},
            progress_bar=False,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--loop"]:
        loop(Path(sys.argv[2]))
    else:
        sys.exit(compare(SIDES, str(__doc__), pairs=3, listed=False))
