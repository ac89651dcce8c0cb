"""Days: names of days against dates, and what comes before what."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ntt_coverage.measures.statements.check import Check, Context, DayName, Reading
from ntt_coverage.measures.statements.slips import slip_between
from ntt_coverage.measures.statements.stated import Stated

__all__ = ["check_date_order", "check_weekdays", "years_of"]

DAY_NAMES = {
    "monday": "senin", "tuesday": "selasa", "wednesday": "rabu", "thursday": "kamis",
    "friday": "jum'?at", "saturday": "sabtu", "sunday": "minggu|ahad",
}  # fmt: skip
"""From Monday on, as Python counts them."""

YEARS_BACK, YEARS_AHEAD = 10, 5
"""Years that are told for a day that names none."""

NEAR = timedelta(days=92)
"""Before publication: how far back a misprinted day is looked for."""

ANY_YEAR = 2020
"""Where nothing is known of the year; a leap year."""

SORTS = {
    "cutoff": r"cut-?off|reference date|posisi data|data per\b|batas data|data (as of|until|to)\b|"
    r"tanggal data|keadaan data",
    "letter": r"letter|\bsurat|undangan|invitation",
    "statement": r"\bstatement\b|pernyataan|siaran pers|keterangan pers|\bpress\b",
    "event": r"meeting|launch|event|agreement|signing|kegiatan|pertemuan|acara|peluncuran|"
    r"penandatangan|perjanjian|rapat|sosialisasi|ceremony|handover|penyerahan",
}  # fmt: skip
"""What a date is of, by its words."""

DONE = ("enrolled_persons", "enrolled_units", "coverage_share")
"""What cannot be counted before it is."""

INVITATION = r"invitation|undangan|inviting"
AHEAD = r"planned|upcoming|coming|rencana|akan|dijadwalkan|scheduled|mendatang"


def check_weekdays(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare the name of a day with its date, by the Gregorian calendar.

    A date without a year takes the year of its source; where the name does not fit, the years
    that it would fit are told.

    Parameters
    ----------
    group : sequence of Stated
        What one source says.
    context : Context
        Not used.

    Yields
    ------
    Check
        One per name and date.
    """
    seen: dict[tuple[int, date], list[Stated]] = {}
    for stated in group:
        named = _day_name(stated)
        if named is not None and stated.precision == "day" and stated.first == stated.last:
            seen.setdefault((named, stated.last), []).append(stated)
    for (named, day), about in seen.items():
        yield _weekday_check(named, day, about, group)


def _day_name(stated: Stated) -> int | None:
    cells = [stated.row["period_text"]]
    if stated.indicator == "date":
        cells.insert(0, stated.row["value_text"])
    for cell in cells:
        text = cell.casefold().replace("’", "'")
        for number, names in enumerate(DAY_NAMES.items()):
            if re.search(rf"\b({'|'.join(names)})\b", text):
                return number
    return None


def _weekday_check(named: int, day: date, about: list[Stated], group: Sequence[Stated]) -> Check:
    printed_year = any(
        str(day.year) in f"{s.row['value_text']} {s.row['period_text']}" for s in about
    )
    years = years_of(named, day if about[0].dated else day.replace(year=ANY_YEAR))
    numbers = {
        "named": DayName([*DAY_NAMES][named]),
        "day": day,
        "weekday": DayName([*DAY_NAMES][day.weekday()]),
        "years": ", ".join(map(str, years)),
    }
    good = named == day.weekday()
    shown = bool(years) and not printed_year
    form = (
        "weekday_no_year" if not about[0].dated  # any year may be meant
        else "weekday_fits_year" if good and shown
        else "weekday_fits" if good
        else "weekday_differs_year" if shown
        else "weekday_differs"
    )  # fmt: skip
    good = good or not about[0].dated
    return Check(
        rule="weekday",
        verdict="fits" if good else "contradiction",
        form=form,
        numbers=numbers,
        about=tuple(about),
        reading=None if good else _meant_day(named, day, about[0], group),
    )


def years_of(weekday: int, day: date) -> list[int]:
    """Return the years around a date in which its day and month fall on a weekday.

    Parameters
    ----------
    weekday : int
        0 is Monday.
    day : datetime.date
        The date; 29 February is looked for in leap years only.

    Returns
    -------
    list of int

    Examples
    --------
    >>> years_of(1, date(2019, 7, 16))
    [2013, 2019, 2024]
    """
    found = []
    for year in range(max(day.year - YEARS_BACK, 1), day.year + YEARS_AHEAD + 1):
        try:
            if day.replace(year=year).weekday() == weekday:
                found.append(year)
        except ValueError:  # 29 February
            continue
    return found


def _meant_day(named: int, day: date, stated: Stated, group: Sequence[Stated]) -> Reading | None:
    """Read the one day that a slip of the hand explains and nothing else speaks against.

    Day or month with digits swapped, lost or doubled; where the printed day also comes too
    late, the same day of the month before.
    """
    planned = [s.last for s in group if s.indicator == "date" and _is_ahead(s)]
    latest = min([*planned, stated.published or date.max])
    earliest = (stated.published or day) - NEAR
    slips = {"none": [_made(day, month=day.month - 1)] if day > latest else []}
    for kind in ("transposed", "lost", "doubled"):
        slips[kind] = [
            _made(day, **{part: number})
            for part, most in (("day", 31), ("month", 12))
            for number in range(1, most + 1)
            if slip_between(getattr(day, part), number) == kind
        ]
    fitting = [
        (other, kind)
        for kind, days in slips.items()
        for other in days
        if other and other.weekday() == named and earliest <= other <= latest
    ]
    if len(fitting) != 1:
        return None
    meant, kind = fitting[0]
    return Reading(statement=stated.id, value=meant, slip=kind, support="weekday")


def _made(printed: date, **parts: int) -> date | None:
    """Change a date; there is no 31 June."""
    try:
        return printed.replace(**parts)
    except ValueError:
        return None


def _is_ahead(stated: Stated) -> bool:
    return stated.planned or bool(re.search(AHEAD, stated.row["indicator_text"], re.IGNORECASE))


def _sort(stated: Stated) -> str:
    """Return what a date is of: "days of the event according to the letter" is of an event."""
    words = stated.row["indicator_text"]
    found = {
        match.start(): name
        for name, pattern in SORTS.items()
        if (match := re.search(pattern, words, re.IGNORECASE))
    }
    return found[min(found)] if found else ""


def check_date_order(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Look for what is dated before it can have been.

    Figures and events that are told as done are not dated after publication; figures not after
    the statement that tells them; a statement not after the event that it announces; a letter
    of invitation not after its event. Data have one cut-off day, and what is named in the same
    words has one day. Only what is printed to the day, or begins later, is compared.

    Parameters
    ----------
    group : sequence of Stated
        What one source says.
    context : Context
        Not used.

    Yields
    ------
    Check
    """
    dates = [s for s in group if s.indicator == "date"]
    sorts = {s.id: _sort(s) for s in dates}
    yield from _after_publication(group, sorts)
    yield from _after_statement(group, dates, sorts)
    yield from _announced(dates, sorts)
    yield from _one_day([s for s in dates if sorts[s.id] == "cutoff"], "cutoff")
    for same in _same_words(dates).values():
        if sorts[same[0].id] != "cutoff":
            yield from _one_day(same, "day")


def _same_words(dates: list[Stated]) -> dict[tuple[str, str], list[Stated]]:
    """Gather the dates of one thing: the same words for the same place."""
    named: dict[tuple[str, str], list[Stated]] = {}
    for stated in dates:
        if stated.dated:
            key = stated.area, stated.row["indicator_text"].casefold()
            named.setdefault(key, []).append(stated)
    return named


def _announced(dates: list[Stated], sorts: dict[str, str]) -> Iterator[Check]:
    """Compare announcements with what they announce."""
    events = [s for s in dates if sorts[s.id] == "event" or (_is_ahead(s) and not sorts[s.id])]
    events = [s for s in events if s.precision == "day"]
    ahead = [event for event in events if _is_ahead(event)]
    for early in dates:
        invites = re.search(INVITATION, early.row["indicator_text"], re.IGNORECASE)
        if sorts[early.id] == "statement":
            for event in sorted(ahead, key=lambda s: (s.last, s.id))[:1]:  # the first to come
                yield _order(early, event, good=early.first <= event.last)
        elif sorts[early.id] == "letter" and invites and events:
            last = max(events, key=lambda event: event.last)  # it may invite to any of them
            yield _order(early, last, good=early.first <= last.last)


def _order(early: Stated, late: Stated, *, good: bool, form: str = "announced") -> Check:
    return Check(
        rule="date_order",
        verdict="fits" if good else "contradiction",
        form=f"{form}_fits" if good else f"{form}_differs",
        numbers={"early": early.last, "late": late.last},
        about=(early, late),
    )


def _after_publication(group: Sequence[Stated], sorts: dict[str, str]) -> Iterator[Check]:
    late: list[Stated] = []
    fine: list[Stated] = []
    for stated in group:
        told = stated.indicator != "date" or sorts[stated.id] in ("statement", "letter", "cutoff")
        if not (stated.published and stated.dated and told) or _is_ahead(stated):
            continue
        ends = _days(stated) == 0 and stated.last > stated.published
        (late if ends or stated.first > stated.published else fine).append(stated)
    for stated in late:
        counted = stated.indicator != "date" and stated.precision != "day"
        if counted and stated.indicator not in DONE:
            continue
        yield Check(
            rule="planned" if counted else "date_order",
            verdict="question" if counted else "contradiction",
            form="begins_later" if counted else "published_before",
            numbers={"day": stated.first, "published": stated.published},
            about=(stated,),
        )
    if fine and not late:
        numbers = {"count": len(fine), "published": fine[0].published}
        yield Check(
            rule="date_order",
            verdict="fits",
            form="published_after",
            numbers=numbers,
            about=(fine[0],),
        )


def _days(stated: Stated) -> int:
    return (stated.last - stated.first) // timedelta(days=1)


def _after_statement(
    group: Sequence[Stated], dates: list[Stated], sorts: dict[str, str]
) -> Iterator[Check]:
    told = [s for s in dates if sorts[s.id] == "statement" and _days(s) == 0]
    if len({s.last for s in told}) != 1 or not told[0].dated:
        return
    for stated in group:
        cutoff = sorts.get(stated.id) == "cutoff"
        dated = stated.precision == "day" and stated.row["as_of_basis"] in (
            "printed",
            "year_from_source",
        )
        if _is_ahead(stated) or not dated or not (cutoff or stated.indicator != "date"):
            continue
        if stated.first > told[0].last:
            yield _order(stated, told[0], good=False, form="data")


def _one_day(told: list[Stated], what: str) -> Iterator[Check]:
    """Compare the days that are told of one thing; one may be told more precisely."""
    if len(told) < 2:
        return
    days = sorted({s.last for s in told})
    overlap = max(s.first for s in told) <= min(s.last for s in told)
    good = len(days) == 1 or (overlap and what == "day")
    yield Check(
        rule="date_order",
        verdict="fits" if good else "question",
        form=f"one_{what}" if good else f"two_{what}s",
        numbers={"early": days[0], "late": days[-1]},
        about=tuple(told),
    )
