"""Write the sets that the checker of statements is tried on.

Run ``python -m tests.checker.plant`` from the root of the project. Every set is proved before it
is written, without the rules under test. A second run gives the same bytes.
"""

import csv
import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.checker.relations import prove
from tests.checker.stories import STORIES
from tests.checker.story import COLUMNS, Story, Variant, dated, statements

HERE = Path(__file__).parent
SOURCE_COLUMNS = (
    "source_id", "publisher", "title", "date_published", "date_basis", "reference_date",
    "reference_basis", "address", "date_accessed", "licence", "note",
)  # fmt: skip
LISTED = ("name", "rule", "planted", "statements", "reading", "shows")
PUBLISHERS = {"Q1": "Koran Uji", "Q2": "Warta Uji"}


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield the path of every file below this folder, with its bytes.

    Yields
    ------
    tuple of str and bytes
        Two files of each set, at last the list of the sets.
    """
    listed = []
    for story, variant in _sets():
        said = statements(story, variant)
        prove(story, variant, said)
        folder = f"sets/{story.name}-{variant.name}"
        yield f"{folder}/statements.csv", _table(COLUMNS, said)
        yield f"{folder}/sources.csv", _table(SOURCE_COLUMNS, _sources(story))
        listed.append(_listed(story, variant))
    yield "sets.csv", _table(LISTED, listed)


def _sets() -> Iterator[tuple[Story, Variant]]:
    for story in STORIES:
        for variant in story.variants:
            yield dated(story, variant), variant


def _sources(story: Story) -> list[dict[str, str]]:
    return [
        dict.fromkeys(SOURCE_COLUMNS, "")
        | {
            "source_id": key,
            "publisher": PUBLISHERS[key],
            "date_published": day,
            "date_basis": "printed",
            "reference_date": story.reference.get(key, ""),
            "reference_basis": "printed" if key in story.reference else "",
            "address": f"https://{key.lower()}.example/{story.name}",
        }
        for key, day in story.published.items()
    ]


def _listed(story: Story, variant: Variant) -> dict[str, str]:
    return {
        "name": f"{story.name}-{variant.name}",
        "rule": story.rule,
        "planted": "yes" if variant.is_planted else "no",
        "statements": "|".join(variant.involves.split()),
        "reading": variant.reading,
        "shows": variant.shows,
    }


def _table(columns: tuple[str, ...], rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def main() -> None:
    """Write all sets anew; sets that are no longer made are taken away."""
    made = dict(corpus())
    shutil.rmtree(HERE / "sets", ignore_errors=True)
    for name, content in made.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.stdout.write(f"{len(made) // 2} sets, {sum(map(len, made.values())):,} bytes\n")


if __name__ == "__main__":
    main()
