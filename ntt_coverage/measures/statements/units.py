"""Governments and villages: enrolled and not, named in lists, and how many there are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pandas as pd

from ntt_coverage.measures.statements.check import Check, Context, Edition, Reading, likely_reading
from ntt_coverage.measures.statements.choosing import choices, distinct, pick
from ntt_coverage.measures.statements.figures import exactly, fits
from ntt_coverage.measures.statements.slips import slip_between
from ntt_coverage.measures.statements.stated import REGENCIES, Stated, by_period, same_period
from ntt_coverage.measures.statements.sums import compare_complement
from ntt_coverage.regencies import PROVINCE_CODE, load_regencies

__all__ = ["check_named_units", "check_official_counts", "check_unit_complement"]

ENROLLED, OTHERS, TOTAL = "enrolled_units", "uncovered_units", "total_units"

DENIAL = r"\bnot\b|\bbelum\b|\btidak\b"

ALL, KABUPATEN, KOTA = (
    len([unit for unit in load_regencies() if unit.kind in kinds])
    for kinds in (("kabupaten", "kota"), ("kabupaten",), ("kota",))
)
"""22, 21 and 1."""

CITIES = tuple(unit.bps_code for unit in load_regencies() if unit.kind == "kota")

LARGEST = {"kabupaten": KABUPATEN, "kota": KOTA}
"""Most units that a word can mean; "22 kabupaten" is common for all of them."""

REGISTRY = ""
"""Stands for a source: the registry of the 22 units."""


def _units(group: Sequence[Stated]) -> list[str]:
    return sorted({s.unit for s in group if s.indicator in (ENROLLED, OTHERS, TOTAL)})


def _official(area: str, unit: str, context: Context) -> dict[float, tuple[str, str]]:
    if unit == REGENCIES:
        return {float(ALL): ("", REGISTRY)} if area == PROVINCE_CODE else {}
    return context.official.counts(area, unit)


def check_unit_complement(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare units that enrol and that do not with all units: ``enrolled + others = total``.

    Where the total is not printed the official count stands in (22 kabupaten/kota; villages
    by the lists of the Ministry of Home Affairs). No rounding is allowed.

    Parameters
    ----------
    group : sequence of Stated
        What one source says of one area.
    context : Context
        Official counts, and what other sources say.

    Yields
    ------
    Check
    """
    for unit in _units(group):
        here = [s for s in group if s.unit == unit]
        for period in by_period(pick(here, OTHERS)):
            ones = [s for s in pick(here, ENROLLED) if same_period(s, period[0])]
            pairs = [
                (one, other)
                for one, other in choices(distinct(ones), distinct(period))
                if one.segment == other.segment
            ]
            if pairs:
                printed = distinct(s for s in pick(here, TOTAL) if same_period(s, period[0]))
                yield from _unit_sum(pairs, printed, unit, context)


def _unit_sum(
    pairs: list[tuple[Stated, Stated]], printed: list[Stated], unit: str, context: Context
) -> Iterator[Check]:
    wholes = printed or [
        _as_stated(pairs[0][0], count) for count in _all_there_are(pairs[0], unit, context)
    ]
    if wholes:
        found = [(*pair, whole) for pair in pairs for whole in wholes]
        check = compare_complement(found, context)
        about = tuple(s for s in check.about if s.id)
        form = check.form if printed else f"{check.form}_official"
        yield replace(check, about=about, form=form)


def _all_there_are(pair: Sequence[Stated], unit: str, context: Context) -> list[float]:
    """Return the official counts; a number of kabupaten may leave the city out."""
    counts = list(_official(pair[0].area, unit, context))
    loose = any(stated.row["unit"] in ("kabupaten", "regions") for stated in pair)
    return [*counts, float(KABUPATEN)] if unit == REGENCIES and counts and loose else counts


def _as_stated(like: Stated, count: float) -> Stated:
    """Give an official count the form of a statement."""
    return replace(like, id="", source="", indicator=TOTAL, figure=exactly(count))


def check_named_units(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Count the named units of a list, and hold them against the stated counts.

    As many names as the list is said to have and as the text counts; drawn from 22 (all), 21
    (kabupaten) or 1 (kota); none twice. One name fewer is a slip; a list that names only some
    of its units is open, and told so.

    Parameters
    ----------
    group : sequence of Stated
        What one source says.
    context : Context
        Not used.

    Yields
    ------
    Check
        One per list.
    """
    lists: dict[str, list[Stated]] = {}
    for stated in group:
        if not _blank(stated.row["list_id"]):
            lists.setdefault(stated.row["list_id"], []).append(stated)
    for entries in lists.values():
        yield _list_check(entries, group)
    for one, other in combinations(lists.values(), 2):
        both = {s.area for s in one} & {s.area for s in other}
        apart = _denies(one[0]) != _denies(other[0])
        if both and apart and one[0].segment == other[0].segment and same_period(one[0], other[0]):
            about = tuple(s for s in (*one, *other) if s.area in both)
            yield Check(
                rule="named_units",
                verdict="contradiction",
                form="named_both",
                numbers={"named": len(both)},
                about=about,
            )


def _denies(entry: Stated) -> bool:
    """Tell whether a list names those that have not enrolled."""
    return entry.exact == 0 or bool(re.search(DENIAL, entry.row["indicator_text"], re.IGNORECASE))


def _blank(cell: Any) -> bool:
    return bool(pd.isna(cell))


def _list_check(entries: list[Stated], group: Sequence[Stated]) -> Check:
    first = entries[0]
    named = {entry.area for entry in entries}
    sizes = {int(e.row["list_size"]) for e in entries if not _blank(e.row["list_size"])}
    universes = {int(e.row["list_universe"]) for e in entries if not _blank(e.row["list_universe"])}
    counts = [
        s
        for s in pick(group, OTHERS if _denies(first) else ENROLLED)
        if s.unit == REGENCIES
        and s.segment == first.segment
        and same_period(s, first)
        and s.exact is not None
    ]
    cities = [area for area in named if area in CITIES]
    told = sizes | {int(s.exact or 0) for s in counts if not s.marks}
    numbers: dict[str, Any] = {
        "named": len(named), "rows": len(entries), "told": sorted(told),
        "universe": sorted(universes), "cities": len(cities),
    }  # fmt: skip
    about = (*entries, *counts)
    few = any(number - len(named) == 1 for number in told) and len(named) > 1
    form = (
        "universe_unknown" if universes - {ALL, KABUPATEN, KOTA}
        else "universe_without_city" if universes == {KABUPATEN} and cities
        else "named_twice" if len(named) < len(entries) and told != {len(named)}
        else "named_differs" if few or any(number < len(named) for number in told)
        else ""
    )  # fmt: skip
    if form:
        return Check(
            rule="named_units", verdict="contradiction", form=form, numbers=numbers, about=about
        )
    open_list = bool(told) and len(named) < max(told)
    loose = any(s.row["unit"] == "kabupaten" for s in counts) and bool(cities)
    return Check(
        rule="named_units",
        verdict="fits",
        form="named_some" if open_list else "named_all" if told else "named_none",
        numbers=numbers,
        about=about,
        remark="city_among_regencies" if loose else "",
    )


def check_official_counts(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Hold printed numbers of units against official counts.

    A number of all villages, wards or districts equals one of the official editions; a number
    of all regencies and cities is 22 (21 kabupaten, 1 kota). Fewer units may enrol than exist,
    never more.

    Parameters
    ----------
    group : sequence of Stated
        What one source says of one area.
    context : Context
        Official counts.

    Yields
    ------
    Check
    """
    for unit in _units(group):
        here = [s for s in group if s.unit == unit]
        official = _official(here[0].area, unit, context)
        if not official:
            continue
        totals = distinct(s for s in pick(here, TOTAL) if not s.marks)
        cities = [total for total in totals if total.row["unit"] == "kota"]
        enrolled = distinct(pick(here, ENROLLED))
        for total in totals:
            yield _total_check(total, enrolled, official, context, strict=bool(cities))
        for part in [*enrolled, *distinct(pick(here, OTHERS))]:
            wholes = [total for total in totals if same_period(total, part)]
            yield _part_check(part, wholes, official)


def _total_check(
    total: Stated,
    enrolled: list[Stated],
    official: dict[float, tuple[str, str]],
    context: Context,
    *,
    strict: bool,
) -> Check:
    """Compare; "22 kabupaten" is loose talk, unless the city is counted beside them."""
    allowed = dict(official)
    word = total.row["unit"]
    if total.unit == REGENCIES and word in LARGEST:
        allowed = {float(LARGEST[word]): ("", REGISTRY)}
    good = [count for count in (*allowed, *official) if fits(total.number, exactly(count))]
    loose = bool(good) and not any(fits(total.number, exactly(count)) for count in allowed)
    loose = loose and word == "kabupaten" and not strict
    right = bool(good) and (loose or any(fits(total.number, exactly(count)) for count in allowed))
    shown = good[0] if right else list(allowed)[-1]
    edition, source = {**official, **allowed}[shown]
    return Check(
        rule="official_count",
        verdict="fits" if right else "contradiction",
        form="official_fits" if right else "official_differs",
        numbers={"total": total, "official": shown, "edition": Edition(edition, source)},
        about=(total,),
        remark="city_among_regencies" if loose else "",
        reading=None if right else _official_reading(total, enrolled, allowed, context),
        against=(source,),
    )


def _official_reading(
    total: Stated, enrolled: list[Stated], official: dict[float, tuple[str, str]], context: Context
) -> Reading | None:
    """Read a slip of the official count, or of those that are left of it."""
    for count in reversed(list(official)):
        slip = slip_between(total.exact or 0, count)
        if slip:
            return Reading(statement=total.id, value=count, slip=slip, support="official")
    for count, part in product(reversed(list(official)), enrolled):
        left = count - (part.exact or count)
        slip = slip_between(total.exact or 0, left)
        if slip:
            others = context.elsewhere(replace(part, indicator=OTHERS))
            said = tuple(sorted({s.source for s in others if s.exact == left}))
            return Reading(
                statement=total.id, value=left, slip=slip, support="official_rest", sources=said
            )
    return likely_reading([(total, count) for count in official], context)


def _part_check(
    part: Stated, wholes: list[Stated], official: dict[float, tuple[str, str]]
) -> Check:
    """Compare some units with all there are: as printed, else by the official count."""
    most = max(LARGEST.get(part.row["unit"], max(official)), max(official))
    if part.row["unit"] == "kota":
        most = KOTA
    if wholes:
        good = any(part.number.low <= whole.number.high for whole in wholes)
        return Check(
            rule="magnitude",
            verdict="fits" if good else "contradiction",
            form="units_below" if good else "units_above",
            numbers={"number": part, "whole": wholes[0]},
            about=(part, wholes[0]),
        )
    edition, source = official.get(most, ("", REGISTRY))
    good = part.number.low <= most
    return Check(
        rule="official_count",
        verdict="fits" if good else "contradiction",
        form="official_below" if good else "official_above",
        numbers={"number": part, "official": most, "edition": Edition(edition, source)},
        about=(part,),
        against=(source,),
    )
