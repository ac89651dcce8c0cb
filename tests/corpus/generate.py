"""Write the corpus: the files, what must come of each, and the list of cases.

Run ``python -m tests.corpus.generate`` from the root of the project. Nothing is drawn from the
code under test: the expected tables come from what was planted. A second run gives the same
bytes.
"""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.cases import CASES
from tests.corpus.sheets import Book, Case, address
from tests.corpus.writers import write_book

HERE = Path(__file__).parent
OBSERVED = (
    "place", "region", "indicator", "segment", "value", "value_low", "value_high", "unit",
    "as_of", "as_of_precision", "as_of_basis", "certainty", "value_text",
)  # fmt: skip
SAID = ("sheet", "row", "cell", "severity", "reason")
LISTED = (
    "file", "shows", "options", "exit", "rows_read", "rows_accepted", "rows_rejected",
    "hand_checked", "names", "silent",
)  # fmt: skip
HAND_CHECKED = (
    "csv_comma_plain.csv", "csv_bom_semicolon.csv", "csv_totals.csv", "csv_duplicates.csv",
    "csv_words_and_hedges.csv", "csv_impossible_values.csv", "csv_codes_bps.csv",
    "csv_days_in_rows.csv", "xlsx_office_form.xlsx", "xlsx_formulas.xlsx",
)  # fmt: skip
"""Opened and compared with the rules line by line."""


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield the path of every file below this folder, with its bytes."""
    listed = []
    for case in CASES:
        book = Book(stem=case.stem)
        content = case.plant(book)
        yield f"files/{case.file}", content if content is not None else write_book(book, case.kind)
        sheets = [] if case.is_refused else book.sheets
        if sheets:
            yield f"expected/{case.stem}.observations.csv", _table(OBSERVED, _observations(sheets))
            yield f"expected/{case.stem}.issues.csv", _table(SAID, _issues(sheets))
        listed.append(_listed(case, sheets))
    yield "cases.csv", _table(LISTED, listed)


def _observations(sheets) -> list[dict[str, object]]:
    return [row for sheet in sheets if not sheet.hidden for row in sheet.observations]


def _issues(sheets) -> list[dict[str, object]]:
    found = []
    for sheet in sheets:
        issues = [(0, -1, "note", "hidden_sheet")] if sheet.hidden else sheet.issues
        for row, at, severity, reason in sorted(issues if sheet.holds_table else []):
            cell = address(row, at) if row and at >= 0 else ""
            found.append(dict(zip(SAID, (sheet.name, row, cell, severity, reason), strict=True)))
    return found


def _listed(case: Case, sheets) -> dict[str, object]:
    seen = [sheet for sheet in sheets if not sheet.hidden]
    read, rejected = (
        sum(getattr(s, f"rows_{what}") for s in seen) for what in ("read", "rejected")
    )
    options = {"codes": case.codes, "segment": case.segment}
    return {
        "file": case.file,
        "shows": case.shows,
        "options": " ".join(f"{key}={value}" for key, value in options.items() if value),
        "exit": 2 if case.is_refused else int(rejected > 0),
        "rows_read": read,
        "rows_accepted": read - rejected,
        "rows_rejected": rejected,
        "hand_checked": "yes" if case.file in HAND_CHECKED else "",
        "names": "|".join(case.names),
        "silent": "|".join(case.silent),
    }


def _table(columns: tuple[str, ...], rows: list[dict[str, object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def main() -> None:
    made = dict(corpus())
    for folder in ("files", "expected"):
        (HERE / folder).mkdir(exist_ok=True)
        for old in (HERE / folder).iterdir():
            if f"{folder}/{old.name}" not in made and not old.name.startswith("."):
                old.unlink()
    for name, content in made.items():
        (HERE / name).write_bytes(content)
    sys.stdout.write(f"{len(CASES)} cases, {sum(map(len, made.values())):,} bytes\n")


if __name__ == "__main__":
    main()
