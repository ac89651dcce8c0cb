"""Time the cleaning of five million messy rows against what an analyst writes by hand.

Each side runs as a process of its own on the same file; what it computes is checked against
what was planted, so no side is fast by being wrong.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from ntt_coverage.packaged import packaged_table
from ntt_coverage.regencies import load_regencies, resolve

MONTHS = 24
SAMPLE = 100_000  # rows of the row-wise side: all of them would take minutes
NAME, PERIOD, COUNT, SHARE = "Kabupaten/Kota", "Periode", "Terdaftar Non ASN", "Persentase Non ASN"
INDONESIAN = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
]  # fmt: skip
SIDES = {
    "ours": "this project, clean_file and tidy",
    "uniques": "pandas, each distinct text parsed once",
    "read_csv": "bare pandas.read_csv, nothing cleaned",
    "apply": f"row-wise DataFrame.apply ({SAMPLE:,} rows)",
}


# The file


def spellings() -> tuple[list[str], list[str]]:
    """Return ways to write the 22 names, and the unit that each means."""
    names = [(unit.name, unit.bps_code) for unit in load_regencies()]
    names += [
        (row["alias"], row["bps_code"])
        for row in packaged_table("ntt_coverage.regencies", "aliases.csv")
        if row["kind"] in ("name", "abbreviation", "spelling")
    ]
    ways = {
        way(name): code
        for name, code in names
        for way in (str, str.upper, str.lower, lambda name: name.replace(" ", "  "))
    }
    return list(ways), list(ways.values())


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def counts(distinct: int) -> tuple[list[str], np.ndarray]:
    """Return ways to write numbers, and the numbers."""
    ways = [
        (way(number), number)
        for number in range(distinct // 4)
        for way in (dotted, str, lambda n: f"{dotted(n)} orang", lambda n: f"{dotted(n)},0")
    ]
    return [text for text, _ in ways], np.array([number for _, number in ways], dtype=float)


def make(path: Path, rows: int, distinct: int) -> dict[str, float]:
    """Write the file; return the sum of the different counts of each regency and month."""
    chance = np.random.default_rng(20190716)
    names, codes = spellings()
    texts, numbers = counts(distinct)
    periods = [f"{INDONESIAN[n % 12]} {2019 + n // 12}" for n in range(MONTHS)]
    shares = [f"{n // 10},{n % 10}%" for n in range(1001)] + [f"{n} persen" for n in range(101)]
    drawn = {
        NAME: (names, chance.integers(len(names), size=rows)),
        PERIOD: (periods, chance.integers(MONTHS, size=rows)),
        COUNT: ([*texts, "-"], chance.integers(len(texts), size=rows)),
        SHARE: (shares, chance.integers(len(shares), size=rows)),
    }
    blank = chance.random(rows) < 0.005
    drawn[COUNT][1][blank] = len(texts)
    columns = {name: pa.array(words).take(pa.array(at)) for name, (words, at) in drawn.items()}
    arrow_csv.write_csv(pa.table(columns), path)
    units = pd.Categorical(codes).codes[drawn[NAME][1]].astype(np.int64)
    value = np.where(blank, -1, np.append(numbers, -1)[drawn[COUNT][1]])
    keys = (units * MONTHS + drawn[PERIOD][1]) * (numbers.max() + 2) + value
    kept = np.unique(keys[~blank], return_index=True)[1]
    cells = (units * MONTHS + drawn[PERIOD][1])[~blank][kept]
    return {"cells": len(np.unique(cells)), "sum": float(value[~blank][kept].sum())}


# The sides


def number(text: str) -> float:
    """Read a number as an analyst does by hand."""
    bare = text.replace(" orang", "").replace(".", "").replace(",", ".")
    return float(bare) if bare != "-" else float("nan")


def share(text: str) -> float:
    return float(text.replace("%", "").replace(" persen", "").replace(",", "."))


def month(text: str) -> pd.Timestamp:
    name, year = text.split()
    return pd.Timestamp(int(year), INDONESIAN.index(name) + 1, 1)


def run_ours(path: Path) -> dict[str, float]:
    from ntt_coverage.intake.tables import clean_file

    cleaned = clean_file(path)
    persons = cleaned.tidy("enrolled_persons")
    assert len(cleaned.tidy("coverage_share"))
    cells = persons.groupby(["bps_code", "as_of"], observed=True)["value"].sum()
    return {"cells": len(cells), "sum": float(cells.sum())}


def different(table: pd.DataFrame) -> dict[str, float]:
    told = table.dropna(subset=[COUNT]).drop_duplicates([NAME, PERIOD, COUNT])
    cells = told.groupby([NAME, PERIOD], observed=True)[COUNT].sum()
    return {"cells": len(cells), "sum": float(cells.sum())}


def run_uniques(path: Path) -> dict[str, float]:
    table = pd.read_csv(path, dtype=str)
    for column, reader in (
        (NAME, lambda text: resolve(text).bps_code), (PERIOD, month), (COUNT, number),
        (SHARE, share),
    ):  # fmt: skip
        codes, texts = pd.factorize(table[column])
        table[column] = np.array([reader(text) for text in texts])[codes]
    return different(table)


def run_apply(path: Path) -> dict[str, float]:
    table = pd.read_csv(path, dtype=str, nrows=SAMPLE)

    def row(cells: pd.Series) -> pd.Series:
        return pd.Series(
            {
                NAME: resolve(cells[NAME]).bps_code, PERIOD: month(cells[PERIOD]),
                COUNT: number(cells[COUNT]), SHARE: share(cells[SHARE]),
            }
        )  # fmt: skip

    return different(table.apply(row, axis="columns"))


def run_read_csv(path: Path) -> dict[str, float]:
    return {"cells": 0, "sum": float(len(pd.read_csv(path)))}


def run_side(side: str, path: Path) -> None:
    """Run one side and print what it cost and computed."""
    before = peak()
    start = time.perf_counter()
    result = globals()[f"run_{side}"](path)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "before": before, "peak": peak(), **result}))


def peak() -> float:
    """Return the most memory of this process in MiB; getrusage would count its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


# The comparison


def measured(side: str, path: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--side", side, "--file", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def compare(rows: int, distinct: int, runs: int, folder: Path) -> None:
    path = folder / "messy.csv"
    planted = make(path, rows, distinct)
    size = path.stat().st_size / 2**20
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pandas", "pyarrow", "numpy"))
    print(f"Python {platform.python_version()}, {libraries}, {os.cpu_count()} cores")
    print(
        f"{rows:,} rows, {size:.0f} MiB, up to {distinct:,} number texts, {runs} interleaved runs"
    )
    found: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for _ in range(runs):
        for side in SIDES:
            told = measured(side, path)
            if side in ("ours", "uniques"):
                assert (told["cells"], told["sum"]) == (planted["cells"], planted["sum"]), side
            found[side].append(told)
    pace = {
        side: [(SAMPLE if side == "apply" else rows) / told["seconds"] for told in all_told]
        for side, all_told in found.items()
    }
    print(f"{'rows/s (median)':>16}  {'ours is':>9}  {'MiB more':>8}  {'x file':>6}")
    for side, meaning in SIDES.items():
        ratio = median(a / b for a, b in zip(pace["ours"], pace[side], strict=True))
        most = max(told["peak"] - told["before"] for told in found[side])
        costs = f"{median(pace[side]):>16,.0f}  {ratio:>8.2f}x  {most:>8.0f}  {most / size:>6.2f}"
        print(f"{costs}  {meaning}")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=5_000_000)
    words.add_argument("--distinct", type=int, default=150_000, help="different number texts")
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--side", choices=list(SIDES))
    words.add_argument("--file", type=Path)
    told = words.parse_args()
    if told.side:
        run_side(told.side, told.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(told.rows, told.distinct, told.runs, Path(folder))


if __name__ == "__main__":
    main()
