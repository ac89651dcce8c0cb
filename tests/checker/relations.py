"""Prove of a set that all that should hold does, and that what is planted does not.

A relation is an expression: ``T3`` is the number of statement T003, ``D3`` its day, ``Q1`` the day
on which source Q1 was published. Nothing here is shared with the rules under test.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path

from tests.checker.story import Story, Variant

DENOMINATORS = Path(__file__).parents[2] / "data" / "raw" / "denominators.csv"
WORDS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "january"), ("februari", "february"), ("maret", "march"), ("april",),
            ("mei", "may"), ("juni", "june"), ("juli", "july"), ("agustus", "august"),
            ("september",), ("oktober", "october"), ("november",), ("desember", "december"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("senin", "monday"), ("selasa", "tuesday"), ("rabu", "wednesday"),
            ("kamis", "thursday"), ("jumat", "jum'at", "friday"), ("sabtu", "saturday"),
            ("minggu", "sunday"),
        )
    )
    for name in names
}  # fmt: skip
DAY = re.compile(r"\b(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}))?|\s+([A-Za-z]+)(?:\s+(\d{4}))?)")


def prove(story: Story, variant: Variant, rows: list[dict[str, str]]) -> None:
    """Check one set; what does not add up is an error.

    Parameters
    ----------
    story : Story
        The story, with the dates of this set.
    variant : Variant
        The set.
    rows : list of dict
        Its statements.

    Raises
    ------
    ValueError
        If a relation that should hold does not, if the planted one holds, or if the reading is
        not the only slip that explains it.
    """
    name = f"{story.name}-{variant.name}"
    broken = {each for each in _relations(story, variant) if not _holds(each, story, rows)}
    if broken != {variant.breaks} - {""}:
        raise ValueError(f"{name}: broken {broken}, meant {variant.breaks!r}")
    wrong = {row["statement_id"] for row in rows if _weekday_is_wrong(story, row)}
    if wrong != (set(variant.involves.split()) if story.rule == "weekday" else set()):
        raise ValueError(f"{name}: wrong weekdays {wrong}")
    found = slips(story, variant, rows)
    if found != ({variant.reading} - {""}) and (variant.reading or len(found) == 1):
        raise ValueError(f"{name}: slips give {found}, not {variant.reading!r}")


def slips(story: Story, variant: Variant, rows: list[dict[str, str]]) -> set[str]:
    """Find the readings that one slip of one printed number would explain.

    Parameters
    ----------
    story, variant, rows
        As for `prove`.

    Returns
    -------
    set of str
        Plain numbers or ISO dates. Empty for a clean set.
    """
    if not variant.is_planted:
        return set()
    if story.rule == "weekday":
        (row,) = (row for row in rows if row["statement_id"] == variant.involves)
        return {day.isoformat() for day in _other_days(story, row)}
    used = {f"T{int(number):03}" for number in re.findall(r"T(\d+)", variant.breaks)}
    return {
        str(float(meant)) if meant.denominator > 1 else str(meant)
        for row in rows
        if row["statement_id"] in used
        for meant in _originals(row)
        if _holds(variant.breaks, story, rows, {row["statement_id"]: meant})
    }


def _relations(story: Story, variant: Variant) -> set[str]:
    unknown = set(variant.lifts) - set(story.holds)
    if unknown:
        raise ValueError(f"{story.name}-{variant.name}: lifts {unknown}")
    return {*story.holds, *({variant.breaks} - {""})} - set(variant.lifts)


def _holds(
    relation: str,
    story: Story,
    rows: list[dict[str, str]],
    instead: Mapping[str, Fraction] | None = None,
) -> bool:
    names: dict[str, object] = {f"Q{key[1:]}": _iso(day) for key, day in story.published.items()}
    names |= {"share": share, "months": months, "official": lambda what: official(story, what)}
    for row in rows:
        short = row["statement_id"].replace("T", "").lstrip("0")
        names[f"T{short}"] = (instead or {}).get(row["statement_id"], _number(row))
        names[f"D{short}"] = _day(story, row, row["value_text"])
    return bool(eval(relation, {"__builtins__": {"round": round, "abs": abs}}, names))


def share(part: Fraction, whole: Fraction, printed: Fraction) -> bool:
    """Say whether a printed share is the part of the whole, rounded or cut off.

    Parameters
    ----------
    part, whole, printed : Fraction
        Numbers; the share in percent.

    Returns
    -------
    bool
        True if so.
    """
    scale = next(10**places for places in range(6) if (printed * 10**places).denominator == 1)
    exact = 100 * part / whole * scale
    return printed * scale in {floor(exact), floor(exact + Fraction(1, 2))}


def months(amount: Fraction, persons: Fraction, rate: int = 16800) -> Fraction:
    """Give the months that an amount pays for so many persons.

    Parameters
    ----------
    amount, persons : Fraction
        Rupiah and persons.
    rate : int
        Rupiah per person and month.

    Returns
    -------
    Fraction
        Whole where amount and persons fit.
    """
    return amount / (persons * rate)


def official(story: Story, what: str) -> set[Fraction]:
    """Read the official figures of one kind, over all years.

    Parameters
    ----------
    story : Story
        Its region is meant.
    what : str
        Kind of figure, such as ``n_desa``.

    Returns
    -------
    set of Fraction
        One or more.
    """
    with DENOMINATORS.open(encoding="utf-8", newline="") as lines:
        found = {
            Fraction(row["value_text"])
            for row in csv.DictReader(lines)
            if (row["region_text"], row["indicator_text"]) == (story.region, what)
        }
    if not found:
        raise ValueError(f"{story.name}: no {what} for {story.region}")
    return found


def _number(row: dict[str, str]) -> Fraction | None:
    text = row["value_text"].lower()
    if row["form"] == "transcribed":
        return Fraction(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None
    found = re.search(r"\d[\d.]*(,\d+)?", text)
    if found:
        scale = 1_000_000 if "juta" in text else 1
        return Fraction(found[0].replace(".", "").replace(",", ".")) * scale
    return next((Fraction(WORDS.index(word)) for word in text.split() if word in WORDS), None)


def _originals(row: dict[str, str]) -> Iterator[Fraction]:
    """Yield what one transposed, lost or doubled digit would make into the printed number."""
    number = _number(row)
    if number is None:
        return
    places = next(places for places in range(6) if (number * 10**places).denominator == 1)
    for digits in _unslipped(str(int(number * 10**places))):
        yield Fraction(int(digits), 10**places)


def _unslipped(digits: str) -> set[str]:
    size = range(len(digits))
    swapped = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in size[:-1]}
    lost = {digits[:i] + each + digits[i:] for i in range(len(digits) + 1) for each in "0123456789"}
    doubled = {digits[:i] + digits[i + 1 :] for i in size[:-1] if digits[i] == digits[i + 1]}
    return {each for each in (swapped | lost | doubled) - {digits} if not each.startswith("0")}


def _iso(text: str) -> date:
    """Read a date; of a month or a year that is named alone, a day late in it."""
    parts = [int(part) for part in text.split("-")]
    return date(*parts, *(12, 28)[len(parts) - 1 :])


def _day(story: Story, row: dict[str, str], text: str) -> date | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    found = DAY.search(text)
    if not found:
        return None
    day, month, year, word, word_year = found.groups()
    number = int(month) if month else MONTHS.get(word.lower())
    return number and _made(story, row, (year or word_year, number, int(day)))


def _made(story: Story, row: dict[str, str], parts: tuple[str | None, int, int]) -> date | None:
    """Make a day; one without a year is the last one before publication."""
    published = _iso(story.published[row["source_id"]])
    year, month, day = parts
    try:
        if year:
            return date(int(year), month, day)
        made = date(published.year, month, day)
        return made if made <= published else date(published.year - 1, month, day)
    except ValueError:
        return None


def _weekday(text: str) -> int | None:
    words = re.findall(r"[a-z']+", text.lower())
    return next((WEEKDAYS[word] for word in words if word in WEEKDAYS), None)


def _weekday_is_wrong(story: Story, row: dict[str, str]) -> bool:
    named, day = (read(row["period_text"]) for read in (_weekday, lambda t: _day(story, row, t)))
    return named is not None and day is not None and day.weekday() != named


def _other_days(story: Story, row: dict[str, str]) -> Iterator[date]:
    """Yield the days before publication that fit the day name and are one slip away."""
    printed = _day(story, row, row["period_text"])
    in_digits = "/" in row["period_text"]
    pairs = [(printed.month, int(day)) for day in _unslipped(str(printed.day))]
    if in_digits:
        pairs += [(int(month), printed.day) for month in _unslipped(str(printed.month))]
    for month, day in pairs:
        made = _made(story, row, (str(printed.year), month, day))
        fits = made and made.weekday() == _weekday(row["period_text"])
        if fits and made <= _iso(story.published[row["source_id"]]):
            yield made
