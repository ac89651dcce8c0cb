"""Members and non-members against the total; parts against their whole."""

import re
from collections.abc import Iterator, Sequence

from ntt_coverage.measures.statements.check import Check, Context, likely_reading
from ntt_coverage.measures.statements.choosing import choices, distinct, pick, plain
from ntt_coverage.measures.statements.figures import Figure, add, fits, subtract
from ntt_coverage.measures.statements.stated import EVERYONE, Stated, by_period, same_period
from ntt_coverage.regencies import PROVINCE_CODE, load_regencies

__all__ = [
    "PERSON_COUNTS",
    "PER_UNIT",
    "check_complement",
    "check_parts",
    "check_regions",
    "compare_complement",
    "compare_per_unit",
    "compare_sum",
    "person_counts",
]

PERSON_COUNTS = ("enrolled_persons", "uncovered_persons", "eligible_persons")
"""Members, non-members, and both together."""

SECTORS = ("formal", "informal", "construction")
"""The kinds of members that BPJS Ketenagakerjaan counts; together they are all."""

NESTED = {
    "non_asn": "formal", "village_officials": "formal", "community_officials": "formal",
    "vulnerable": "informal",
}  # fmt: skip
"""Kinds of worker that may be counted inside another kind."""

PER_UNIT = "persons per regency"
ORDERED = re.compile(r"of (?:two|three|four) parts|dari (?:dua|tiga|empat) bagian", re.I)
DURATION = ("months", "month", "bulan")


def check_complement(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare members and non-members with the total: ``members + others = total``.

    No rounding is allowed but that of hedged numbers. One fitting combination for each period
    is enough.

    Parameters
    ----------
    group : sequence of Stated
        What one source says of one area.
    context : Context
        What other sources say.

    Yields
    ------
    Check
        One per kind of worker and period of which all three are printed.
    """
    for segment in sorted({stated.segment for stated in group}):
        members, others, totals = map(plain, person_counts(group, segment))
        for period in by_period(totals) if members and others else ():
            near = (
                distinct(s for s in each if same_period(s, period[0])) for each in (members, others)
            )
            found = [(m, o, t) for m, o, t in choices(*near, distinct(period)) if same_period(m, o)]
            if found:
                yield compare_complement(found, context)


def person_counts(group: Sequence[Stated], segment: str) -> list[list[Stated]]:
    """Pick what is said of a kind of worker: members, others, and both together.

    Parameters
    ----------
    group : sequence of Stated
        Statements.
    segment : str
        Kind of worker.

    Returns
    -------
    list of list of Stated
        One list for each of ``PERSON_COUNTS``, without numbers for each regency.
    """
    return [
        [s for s in pick(group, name, segment=segment) if s.unit != PER_UNIT]
        for name in PERSON_COUNTS
    ]


def compare_complement(found: Sequence[tuple[Stated, Stated, Stated]], context: Context) -> Check:
    """Compare two numbers with the total of both.

    Parameters
    ----------
    found : sequence of (Stated, Stated, Stated)
        The one, the other and the total; combinations of which one must fit.
    context : Context
        What other sources say.

    Returns
    -------
    Check
    """
    fitting = (trio for trio in found if fits(_sum(trio[:2]), trio[2].number))
    best = next(fitting, found[0])
    one, other, total = best
    summed = _sum(best[:2])
    numbers = {"one": one, "other": other, "sum": summed, "total": total}
    if fits(summed, total.number):
        return Check(
            rule="complement", verdict="fits", form="sum_fits", numbers=numbers, about=best
        )
    wanted = []
    if one.exact is not None and other.exact is not None and total.exact is not None:
        wanted = [
            (one, total.exact - other.exact),
            (other, total.exact - one.exact),
            (total, one.exact + other.exact),
        ]
    return Check(
        rule="complement",
        verdict="contradiction",
        form="sum_differs",
        numbers=numbers | {"gap": _gap(summed, total.number)},
        about=best,
        reading=likely_reading(wanted, context),
    )


def _sum(parts: Sequence[Stated]) -> Figure:
    return add([part.number for part in parts])


def _gap(one: Figure, other: Figure) -> Figure:
    """Return the difference, never below zero."""
    return subtract(other, one) if one.low <= other.high else subtract(one, other)


def check_parts(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare parts with their whole: ``part + part + ... = whole``, or at most the whole.

    Wage earners, own-account and construction workers together are all members. Where not all
    of them are named the sum may be smaller, and the residual is told. Numbers "for 12 months"
    and "for 6 months", or of women and men, sum to the number beside them. A part is never
    larger than its whole. No rounding is allowed but that of hedged numbers.

    Parameters
    ----------
    group : sequence of Stated
        What one source says of one area.
    context : Context
        What other sources say.

    Yields
    ------
    Check
    """
    for indicator in PERSON_COUNTS:
        counted = [s for s in pick(group, indicator) if s.unit != PER_UNIT]
        for period in by_period(s for s in counted if s.segment == EVERYONE):
            for whole in distinct(period):
                yield from _of_everyone(whole, counted, context)
        yield from _inside(counted)
        for segment in sorted({stated.segment for stated in counted}):
            yield from _split([s for s in counted if s.segment == segment], context)


def _of_everyone(whole: Stated, counted: list[Stated], context: Context) -> Iterator[Check]:
    named: dict[str, list[Stated]] = {}
    for part in counted:
        known = part.segment in (*SECTORS, *NESTED, "other")
        alike = (part.kind, part.marks) == (whole.kind, whole.marks)
        if known and alike and same_period(part, whole):
            named.setdefault(part.segment, []).append(part)
    closed = all(segment in named for segment in SECTORS)
    summed = [distinct(found) for name, found in named.items() if not closed or name in SECTORS]
    combined = choices(*summed) if summed else []
    if combined:
        check = compare_sum(whole, combined, context, closed=closed)
        if check.verdict != "fits" or len(summed) > 1:  # one part below the whole says nothing
            yield check


def compare_sum(
    whole: Stated, combinations: Sequence[tuple[Stated, ...]], context: Context, *, closed: bool
) -> Check:
    """Compare a whole with the sum of its parts.

    Parameters
    ----------
    whole : Stated
        The whole.
    combinations : sequence of tuple of Stated
        Its parts; combinations of which one must fit.
    context : Context
        What other sources say.
    closed : bool
        Whether the parts are all there is; else the sum may be smaller.

    Returns
    -------
    Check
    """
    fitting = (parts for parts in combinations if fits(_sum(parts), whole.number))
    parts = next(fitting, combinations[0])
    summed = _sum(parts)
    numbers = {"parts": parts, "sum": summed, "total": whole, "gap": _gap(summed, whole.number)}
    about = (whole, *parts)
    form = None
    if fits(summed, whole.number):
        form = "parts_fit" if summed.exact and whole.number.exact else "parts_within"
    elif not closed and _possible(parts, whole):
        form = "parts_below" if summed.low <= whole.number.high else "parts_overlap"
    if form:
        return Check(rule="parts", verdict="fits", form=form, numbers=numbers, about=about)
    wanted = []
    if whole.exact is not None and summed.exact and closed:
        wanted = [(whole, summed.low)]
        wanted += [(part, whole.exact - summed.low + part.number.low) for part in parts]
    return Check(
        rule="parts",
        verdict="contradiction",
        form="parts_differ",
        numbers=numbers,
        about=about,
        reading=likely_reading(wanted, context),
    )


def _possible(parts: Sequence[Stated], whole: Stated) -> bool:
    """Tell whether no part is above the whole, nor those that cannot lie in one another."""
    there = {part.segment for part in parts if part.area == whole.area}
    apart = add([part.number for part in parts if NESTED.get(part.segment) not in there])
    return all(f.low <= whole.number.high for f in (apart, *(part.number for part in parts)))


def check_regions(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare an area with the regencies in it: ``regency + regency + ... = area``.

    All regencies of the province, or of a branch area, sum to its number; some of them to no
    more. They are of one kind of worker, one kind of membership and one period.

    Parameters
    ----------
    group : sequence of Stated
        What one source says.
    context : Context
        What other sources say.

    Yields
    ------
    Check
    """
    every = [unit.bps_code for unit in load_regencies()]
    counted = [s for name in PERSON_COUNTS for s in pick(group, name) if s.unit == "persons"]
    parts: dict[tuple[object, ...], dict[str, list[Stated]]] = {}
    for stated in counted:
        if stated.area in every:
            parts.setdefault(_topic(stated), {}).setdefault(stated.area, []).append(stated)
    for whole in counted:
        inside = every if whole.area == PROVINCE_CODE else whole.area.split("|")
        if whole.area in every or not set(inside) <= set(every):
            continue
        named = {
            area: [s for s in said if (s.first, s.last) == (whole.first, whole.last)]
            for area, said in parts.get(_topic(whole), {}).items()
            if area in inside
        }
        there = [distinct(said) for said in named.values() if said]
        combined = choices(*there) if there else []
        if combined:
            yield compare_sum(whole, combined, context, closed=len(there) == len(inside))


def _topic(stated: Stated) -> tuple[object, ...]:
    return stated.indicator, stated.segment, stated.kind, stated.marks, stated.words


def _inside(counted: list[Stated]) -> Iterator[Check]:
    """Compare a part that says so ("non-ASN within PU") with the kind that holds it."""
    for part in counted:
        if "within" not in part.marks or part.segment not in NESTED:
            continue
        wholes = (
            s
            for s in counted
            if s.segment == NESTED[part.segment] and not s.marks and same_period(s, part)
        )
        for whole in distinct(wholes, most=1):
            good = part.number.low <= whole.number.high
            yield Check(
                rule="parts",
                verdict="fits" if good else "contradiction",
                form="part_below" if good else "part_above",
                numbers={"part": part, "total": whole},
                about=(whole, part),
            )


def _split(counted: list[Stated], context: Context) -> Iterator[Check]:
    """Compare numbers by months, or of women and men, with the number that they split."""
    by_sex = [s for s in counted if s.marks in ({"women"}, {"men"})]
    by_months = [s for s in counted if len(s.marks) == 1 and next(iter(s.marks)).endswith(DURATION)]
    by_order = [s for s in counted if ORDERED.search(s.row["indicator_text"])]
    for split in (by_sex, by_months, by_order):
        for period in by_period(s for s in counted if not s.marks):
            found = []
            for whole in distinct(period):
                parts: dict[frozenset[str], list[Stated]] = {}
                for part in split:
                    if part.kind == whole.kind and same_period(part, whole):
                        parts.setdefault(part.marks, []).append(part)
                if len(parts) > 1:
                    combined = choices(*(distinct(same) for same in parts.values()))
                    found += [compare_sum(whole, combined, context, closed=True)] * bool(combined)
            fitting = (check for check in found if check.verdict == "fits")
            if found:
                yield next(fitting, found[0])


def compare_per_unit(per_unit: Stated, parts: Sequence[Stated]) -> Check:
    """Compare a number for each of the 22 units with the numbers that sum to all of them.

    Parameters
    ----------
    per_unit : Stated
        Persons for each regency or city.
    parts : sequence of Stated
        Together the total of the province.

    Returns
    -------
    Check
    """
    units = len(load_regencies())
    each, summed = per_unit.number, _sum(parts)
    times = None if each.value is None else each.value * units
    product = Figure(value=times, low=each.low * units, high=each.high * units)
    good = fits(product, summed)
    return Check(
        rule="parts",
        verdict="fits" if good else "question",
        form="per_unit_fits" if good else "per_unit_differs",
        numbers={"each": per_unit, "units": units, "product": product, "parts": tuple(parts),
                 "sum": summed},
        about=(per_unit, *parts),
    )  # fmt: skip
