"""Time the project's quarterly report against a plain notebook run by papermill, in pairs."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

import psutil

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = "benchmarks/plain.ipynb"
QUARTER = "2019Q3"
EVERY = 0.1  # seconds between two looks at the memory
LIBRARIES = ["pandas", "geopandas", "matplotlib", "seaborn", "folium", "papermill", "ipykernel"]
SIDES = {
    "A": f"python -m ntt_coverage report --quarter {QUARTER} --out DIR",
    "B": f"python -m papermill {NOTEBOOK} DIR/out.ipynb -p root . -p out DIR",
}
ROW = "{:>6}  {:>5}  {:>7}  {:>7}  {:>6}  {:>7}  {:>7}  {:>6}"


@dataclass(frozen=True)
class Run:
    """What one whole process cost, and the files it made with their sizes."""

    seconds: float
    mebibytes: float
    products: dict[str, int]


class RunFailedError(Exception):
    """A run ended with an error or made nothing; the message holds what it printed."""


def command(spelled: str, folder: Path) -> list[str]:
    """Turn a spelled command into one for this Python and this folder."""
    words = [word.replace("DIR", str(folder)) for word in spelled.split()]
    return [sys.executable, *words[1:]]


def tree_bytes(process: psutil.Process) -> int:
    """Sum the memory of a process and all its descendants; what they share counts once."""
    total = 0
    with suppress(psutil.Error):
        for member in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):
                whole = member.memory_full_info()
                total += getattr(whole, "pss", whole.uss)
    return total


def watch(pid: int, over: threading.Event, seen: list[int]) -> None:
    """Note the memory of a process tree again and again until it is over."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        while not over.wait(EVERY):
            seen.append(tree_bytes(process))


def measure(spelled: str, folder: Path) -> Run:
    """Run a command once, into a new empty folder, and measure it from start to exit."""
    folder.mkdir()
    seen = [0]
    over = threading.Event()
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            command(spelled, folder),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        watcher = threading.Thread(target=watch, args=(process.pid, over, seen))
        watcher.start()
        try:
            code = process.wait()
            seconds = time.perf_counter() - start
        finally:
            over.set()
            watcher.join()
        printed.seek(0)
        text = printed.read().decode("utf-8", "replace")
    products = files_in(folder)
    if code or not products:
        raise RunFailedError(f"{spelled}\nexit code {code}, {len(products)} files\n{text}")
    return Run(seconds, max(seen) / 2**20, products)


def files_in(folder: Path) -> dict[str, int]:
    """List all files below a folder with their sizes, hidden ones too."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def ratios(pair: dict[str, Run]) -> tuple[float, float]:
    """Return A/B of one pair: wall time, peak memory."""
    a, b = pair["A"], pair["B"]
    return a.seconds / b.seconds, a.mebibytes / b.mebibytes


def row(name: str, order: str, pair: dict[str, Run]) -> str:
    """Write one pair as a line of the table."""
    a, b = pair["A"], pair["B"]
    wall, memory = ratios(pair)
    figures = [f"{a.seconds:.2f}", f"{b.seconds:.2f}", f"{wall:.2f}"]
    figures += [f"{a.mebibytes:.0f}", f"{b.mebibytes:.0f}", f"{memory:.2f}"]
    return ROW.format(name, order, *figures)


def measure_pairs(sides: dict[str, str], count: int, folder: Path) -> list[dict[str, Run]]:
    """Warm both sides up, then run the pairs, A B and B A in turn, printing each when done."""
    for side, spelled in sides.items():
        measure(spelled, folder / f"warm-up-{side}")
    print(ROW.format("pair", "order", "A s", "B s", "A/B", "A MiB", "B MiB", "A/B"))
    pairs = []
    for number in range(1, count + 1):
        order = "AB" if number % 2 else "BA"
        pair = {side: measure(sides[side], folder / f"{number}-{side}") for side in order}
        print(row(str(number), order, pair), flush=True)
        pairs.append(pair)
    return pairs


def medians(pairs: list[dict[str, Run]]) -> str:
    """Write the medians of each column; the ratios are medians of the pairs' ratios."""
    wall, memory = zip(*map(ratios, pairs), strict=True)
    figures = []
    for ratio, unit, digits in [(wall, "seconds", 2), (memory, "mebibytes", 0)]:
        for side in "AB":
            middle = median(getattr(pair[side], unit) for pair in pairs)
            figures.append(f"{middle:.{digits}f}")
        figures.append(f"{median(ratio):.2f}")
    return (
        f"{ROW.format('median', '', *figures)}\n\n"
        f"A/B, median of the pairs (smallest to largest): "
        f"wall time {median(wall):.2f} ({min(wall):.2f} to {max(wall):.2f}), "
        f"peak memory {median(memory):.2f} ({min(memory):.2f} to {max(memory):.2f})"
    )


def listing(side: str, pairs: list[dict[str, Run]]) -> str:
    """Write what one side made in its last run, file by file."""
    products = pairs[-1][side].products
    same = all(pair[side].products.keys() == products.keys() for pair in pairs)
    lines = [f"{size:>10,}  {name}" for name, size in products.items()]
    total = f"{side} makes {len(products)} files, {sum(products.values()):,} bytes"
    return "\n".join([total if same else f"{total} (not the same files in every run)", *lines])


def surroundings() -> str:
    """Write the kind of machine, its cores, and the versions that matter."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{machine}, Python {platform.python_version()}\n{libraries}"


def positive(text: str) -> int:
    """Read a whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def compare(sides: dict[str, str], description: str, *, pairs: int, listed: bool) -> int:
    """Measure two commands in pairs, print, and return 1 if a run failed."""
    parser = argparse.ArgumentParser(description=description)
    usual = f"how many pairs (default: {pairs})"
    parser.add_argument("--pairs", type=positive, default=pairs, help=usual)
    count = parser.parse_args().pairs
    print("\n".join(f"{side}: {words}" for side, words in sides.items()))
    print(f"{surroundings()}\n", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            measured = measure_pairs(sides, count, Path(folder))
        except RunFailedError as error:
            print(f"A run failed: {error}", file=sys.stderr)
            return 1
    print(medians(measured))
    for side in sides if listed else ():
        print(f"\n{listing(side, measured)}")
    return 0


if __name__ == "__main__":
    sys.exit(compare(SIDES, str(__doc__), pairs=5, listed=True))
