"""The back test: one quarter with frozen inputs and frozen tables, and what moved since.

    python docs/golden.py                   list every number that moved
    python docs/golden.py --accept LINE     freeze anew; LINE stands under Methodology
    python docs/golden.py --begin 2021Q4    freeze a quarter for the first time

New columns and tables are frozen without a line: no published number moved by them.
"""

import argparse
import csv
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import ntt_coverage as nc
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pipeline import load
from ntt_coverage.publish.tables import report_tables, write_table

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
GOLDEN = DOCS / "golden"
RECORD = GOLDEN / "golden.json"
CHANGELOG = ROOT / "CHANGELOG.md"

PROSE = {
    "arithmetic_en", "base", "message_en", "message_id", "note", "reading_en", "reading_id",
    "remark_en", "remark_id", "suggestion",
}  # fmt: skip
"""Columns of words: a better word moves no number."""

Table = list[dict[str, str]]


def frozen_tables() -> dict[str, Table]:
    """Read the tables as they were frozen."""
    return {path.stem: read_table(path) for path in sorted((GOLDEN / "tables").glob("*.csv"))}


def rebuilt_tables(data: Path | None = None) -> dict[str, Table]:
    """Make the tables again from the frozen inputs, or from others in their place."""
    quarter = json.loads(RECORD.read_text("utf-8"))["quarter"]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(data or GOLDEN / "raw", root / "data" / "raw")
        shutil.copytree(ROOT / "data" / "geo", root / "data" / "geo", ignore=imported)
        shutil.copytree(ROOT / "notebooks", root / "notebooks")
        tables = report_tables(nc.coverage(quarter, data=load(ProjectPaths(root))))
        made = {}
        for name, table in tables.items():
            path = root / f"{name}.csv"
            write_table(table.drop(columns=PROSE, errors="ignore"), path)
            made[name] = read_table(path)
    return made


def imported(folder: str, names: list[str]) -> list[str]:
    """Leave out the outlines of this computer: no number hangs on them."""
    return [name for name in names if name.lstrip(".").startswith("imported")]


def read_table(path: Path) -> Table:
    """Read a table as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moved(then: Mapping[str, Table], now: Mapping[str, Table]) -> Iterator[str]:
    """Name every cell that is not what it was; what is only new is not named."""
    for name, older in then.items():
        newer = now.get(name)
        if newer is None:
            yield f"{name}: the table is gone"
            continue
        if len(older) != len(newer):
            yield f"{name}: {len(older)} rows, now {len(newer)}"
        for number, (one, other) in enumerate(zip(older, newer, strict=False), start=1):
            for column, value in one.items():
                if other.get(column) != value:
                    what = f"{name}, row {number} ({next(iter(one.values()))}), {column}"
                    yield f"{what}: {value!r}, now {other.get(column)!r}"


def methodology_lines() -> list[str]:
    """Return the entries that stand under a heading Methodology."""
    part = re.compile(r"^### Methodology\n(.*?)(?=^##|\Z)", re.DOTALL | re.MULTILINE)
    found = "\n".join(part.findall(CHANGELOG.read_text("utf-8")))
    return [line.removeprefix("- ").strip() for line in found.splitlines() if line.strip()]


def freeze(tables: Mapping[str, Table], record: Mapping[str, object]) -> None:
    """Write tables and record."""
    folder = GOLDEN / "tables"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            if rows:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    RECORD.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")


def begin(quarter: str) -> None:
    """Freeze today's inputs and tables of a quarter."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    raw = shutil.ignore_patterns("README.md", "added")
    shutil.copytree(ROOT / "data" / "raw", GOLDEN / "raw", ignore=raw)
    record = {"quarter": quarter, "accepted": []}
    freeze({}, record)
    freeze(rebuilt_tables(), record)


def accept(line: str) -> int:
    """Freeze what moved, if the changelog says why; return the exit code."""
    record = json.loads(RECORD.read_text("utf-8"))
    now = rebuilt_tables()
    changes = list(moved(frozen_tables(), now))
    used = [each["line"] for each in record["accepted"]]
    if changes and (not line or line not in methodology_lines() or line in used):
        print("Numbers moved. Give --accept a line of its own that stands under Methodology:")
        print("\n".join(changes))
        return 1
    if changes:
        record["accepted"].append({"line": line, "cells": len(changes)})
    freeze(now, record)
    return 0


def main() -> int:
    """Compare, accept or begin."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accept", metavar="LINE")
    parser.add_argument("--begin", metavar="QUARTER")
    asked = parser.parse_args()
    if asked.begin:
        begin(asked.begin)
        return 0
    if asked.accept is not None:
        return accept(asked.accept)
    changes = list(moved(frozen_tables(), rebuilt_tables()))
    print("\n".join(changes) or "Nothing moved.")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
