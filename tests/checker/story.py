"""A story is what one or two made articles say; a set is the story with at most one thing planted.

Rows are written one to a line, fields parted by ``|``::

    how | segment | indicator | value | unit | period | extras

``how`` is ``p1`` (printed in source Q1) or ``t2`` (transcribed from Q2); extras are
``key=value`` parted by ``;``: region, by, place, programme (parted by blanks), list (key, size,
universe). A line that begins with ``|`` goes on with the row above it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

COLUMNS = (
    "statement_id", "source_id", "place", "region_text", "segment_text", "programme_text",
    "indicator_text", "value_text", "unit_text", "period_text", "certainty_text", "stated_by",
    "form", "list_id", "list_size", "list_universe", "note",
)  # fmt: skip
FORMS = {"p": "printed", "t": "transcribed"}
EXTRAS = {"region": "region_text", "by": "stated_by", "place": "place"}


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One set of a story.

    Parameters
    ----------
    name : str
        Ending of the name of the set.
    shows : str
        What is planted, or why nothing is.
    changes : mapping
        Id of a statement to its other value, or to a mapping of column to text.
    more : str
        Rows that come after those of the story.
    lifts : tuple of str
        Relations of the story that this set does not make any more.
    breaks : str
        The one relation that does not hold.
    involves : str
        Ids that a finding must involve at least, parted by blanks; blank for a clean set.
    reading : str
        What the author would have meant.
    published : mapping
        Other dates of publication, by source.
    """

    name: str
    shows: str
    changes: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    more: str = ""
    lifts: tuple[str, ...] = ()
    breaks: str = ""
    involves: str = ""
    reading: str = ""
    published: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_planted(self) -> bool:
        """True where something must be found."""
        return bool(self.involves)


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the articles say when nothing is planted, and the sets made of it.

    Parameters
    ----------
    name, rule : str
        Beginning of the names of its sets, and the rule that they try.
    words : str
        ``transcription``, ``english`` or ``indonesian``.
    region, by : str
        Region and office of every row that names no other.
    published : mapping
        Date of publication by source.
    reference : mapping
        Reference date by source, where there is one.
    rows : str
        One statement to a line.
    holds : tuple of str
        Relations that hold; see `tests.checker.relations`.
    variants : tuple of Variant
        Its sets.
    """

    name: str
    rule: str
    words: str
    region: str
    published: Mapping[str, str]
    rows: str
    variants: tuple[Variant, ...]
    by: str = "head, BPJS Ketenagakerjaan NTT branch"
    reference: Mapping[str, str] = field(default_factory=dict)
    holds: tuple[str, ...] = ()


def statements(story: Story, variant: Variant) -> list[dict[str, str]]:
    """Return the rows of a set.

    Parameters
    ----------
    story : Story
        The story.
    variant : Variant
        One of its sets.

    Returns
    -------
    list of dict
        One per statement, with the columns of the raw tables.
    """
    text = re.sub(r"\n\s+\|", " |", f"{story.rows}\n{variant.more}")
    said = [_row(story, line) for line in text.splitlines() if line.strip()]
    for number, row in enumerate(said, 1):
        row["statement_id"] = f"T{number:03}"
        row.update(_changed(variant.changes.get(row["statement_id"], {})))
    return said


def dated(story: Story, variant: Variant) -> Story:
    """Return the story with the dates of publication that this set gives.

    Parameters
    ----------
    story : Story
        The story.
    variant : Variant
        One of its sets.

    Returns
    -------
    Story
        The same story, published on other days.
    """
    return replace(story, published={**story.published, **variant.published})


def _changed(change: str | Mapping[str, str]) -> Mapping[str, str]:
    return {"value_text": change} if isinstance(change, str) else change


def _row(story: Story, line: str) -> dict[str, str]:
    cells = [cell.strip() for cell in line.split("|")]
    how, segment, indicator, value, unit, period, *rest = cells
    row = dict.fromkeys(COLUMNS, "") | {
        "source_id": f"Q{how[1]}",
        "place": "body" if how[0] == "p" else "",
        "region_text": story.region,
        "segment_text": segment,
        "indicator_text": indicator,
        "value_text": value,
        "unit_text": unit,
        "period_text": period,
        "stated_by": story.by,
        "form": FORMS[how[0]],
    }
    for key, text in (extra.strip().split("=") for cell in rest for extra in cell.split(";")):
        row.update(_extra(key, text))
    return row


def _extra(key: str, text: str) -> dict[str, str]:
    if key == "list":
        return dict(zip(("list_id", "list_size", "list_universe"), text.split(), strict=True))
    if key == "programme":
        return {"programme_text": "|".join(text.split())}
    return {EXTRAS[key]: text}
