"""Shares against their numerators and denominators; more than there can be; unlike bases."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from math import inf

from ntt_coverage.measures.statements.check import Check, Context, Reading
from ntt_coverage.measures.statements.choosing import distinct, pick, plain
from ntt_coverage.measures.statements.figures import Figure, add, exactly, fits, share_fit, subtract
from ntt_coverage.measures.statements.official import CENSUS
from ntt_coverage.measures.statements.slips import slip_between, undoubled
from ntt_coverage.measures.statements.stated import EVERYONE, Stated, same_period
from ntt_coverage.measures.statements.sums import PER_UNIT, PERSON_COUNTS, person_counts

__all__ = ["check_magnitude", "check_shares", "check_unlike_share", "compare_share"]

SHARES = ("coverage_share", "uncovered_share")
HUNDRED = exactly(100)
UNIT_WORDS = {
    "desa": r"(?<!perangkat )(?<!aparat )(?<!aparatur )\bdesa\b|villages\b",
    "regencies": r"kabupaten|regenc|daerah|governments",
}

Fraction = tuple[tuple[Stated, ...], Figure, Figure]
"""Whose numbers, numerator, denominator."""


def check_shares(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare a share with its numbers: ``100 * part / whole``.

    Rounded half up or half to even at the last printed digit; digits cut off are accepted and
    named. A part may be printed, or follow from the other part and the whole. One fitting
    combination is enough. A share of members and one of non-members sum to 100.

    Parameters
    ----------
    group : sequence of Stated
        What one source says of one area.
    context : Context
        What other sources say.

    Yields
    ------
    Check
        One per share with numbers to compare it with.
    """
    for share in _shares(group):
        if "population" in share.marks:
            continue
        fractions = list(_fractions(share, group, share.segment))
        if fractions and not next(_other_bases(share, group, fractions), None):
            yield compare_share(share, fractions)
        for other in _other_share(share, group):
            both = add([share.number, other.number])
            good = fits(both, HUNDRED)
            yield Check(
                rule="share",
                verdict="fits" if good else "contradiction",
                form="shares_fit" if good else "shares_differ",
                numbers={"one": share, "other": other, "sum": both.value or both.low},
                about=(share, other),
            )


def _shares(group: Sequence[Stated]) -> list[Stated]:
    return [s for s in group if s.indicator in SHARES and s.figure and not s.planned]


def _other_share(share: Stated, group: Sequence[Stated]) -> list[Stated]:
    """Return the share of the others, to be compared once."""
    if share.indicator != SHARES[0]:
        return []
    found = pick(group, SHARES[1], segment=share.segment)
    near = (s for s in found if s.marks == share.marks and same_period(s, share))
    return distinct(near, most=1)


def _fractions(share: Stated, group: Sequence[Stated], base: str) -> Iterator[Fraction]:
    """Yield numerators and denominators; the denominator may be of another kind of worker.

    Nothing is a share of none, and of what has no bound.
    """
    for about, part, whole in _pairs(share, group, base):
        if whole.low > 0 and whole.high < inf and part.high < inf:
            yield about, part, whole


def _pairs(share: Stated, group: Sequence[Stated], base: str) -> Iterator[Fraction]:
    unit = next(
        (
            u
            for u, words in UNIT_WORDS.items()
            if re.search(words, share.row["indicator_text"], re.I)
        ),
        None,
    )
    names = ("enrolled_units", "uncovered_units", "total_units") if unit else PERSON_COUNTS
    members, others, totals = (
        distinct(
            plain(
                s
                for s in pick(group, name, segment=None if unit else segment)
                if (s.unit == unit if unit else s.unit != PER_UNIT) and same_period(s, share)
            )
        )
        for name, segment in zip(names, (share.segment, share.segment, base), strict=True)
    )
    part, rest = (members, others) if share.indicator == SHARES[0] else (others, members)
    for one, total in product(part, totals):
        yield (one, total), one.number, total.number
    for other, total in product(rest, totals):
        yield (other, total), subtract(total.number, other.number), total.number
    if base == share.segment:
        for one, other in product(part, rest):
            yield (one, other), one.number, add([one.number, other.number])


def compare_share(share: Stated, fractions: Sequence[Fraction]) -> Check:
    """Compare a share with the numbers that it may be the share of.

    Parameters
    ----------
    share : Stated
        In percent.
    fractions : sequence of (tuple of Stated, Figure, Figure)
        Whose numbers, numerator and denominator; one must fit.

    Returns
    -------
    Check
    """
    how = [share_fit(share.number, part, whole) for _, part, whole in fractions]
    best = how.index("rounded") if "rounded" in how else 0
    if "rounded" not in how and "truncated" in how:
        best = how.index("truncated")
    about, part, whole = fractions[best]
    return Check(
        rule="share",
        verdict="fits" if how[best] else "contradiction",
        form="share_fits" if how[best] else "share_differs",
        numbers={"part": part, "whole": whole, "share": share, "computed": _percent(part, whole)},
        about=(share, *about),
        remark="truncated" if how[best] == "truncated" else "",
        reading=None if how[best] else _meant_share(share, part, whole),
    )


def _meant_share(share: Stated, part: Figure, whole: Figure) -> Reading | None:
    """Read the rounded share, if the printed one is a slip of it: 69.1 for 61.9."""
    if share.number.value is None or not (part.exact and whole.exact):
        return None
    scale = 1 / share.number.step
    meant = round(_percent(part, whole) * scale)
    slip = slip_between(round(share.number.value * scale), meant)
    if not slip:
        return None
    return Reading(statement=share.id, value=meant / scale, slip=slip, support="slip")


def _percent(part: Figure, whole: Figure) -> float:
    middle = [f.value if f.value is not None else (f.low + f.high) / 2 for f in (part, whole)]
    return 100 * middle[0] / middle[1] if middle[1] else 0.0


def check_unlike_share(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Look for shares that stand on another base than they say.

    A share of members is printed as of the whole population, though members are counted among
    workers: it is compared with ``100 * members / population``. A share that does not fit its
    own kind of worker fits the base of another kind.

    Parameters
    ----------
    group : sequence of Stated
        What one source says of one area.
    context : Context
        Official population, and what other sources say.

    Yields
    ------
    Check
    """
    for share in _shares(group):
        if "population" in share.marks:
            yield from _of_population(share, group, context)
            continue
        own = list(_fractions(share, group, share.segment))
        found = next(_other_bases(share, group, own), None)
        if found:
            about, part, whole = found
            yield Check(
                rule="unlike_bases",
                verdict="contradiction",
                form="other_base",
                numbers={"share": share, "part": part, "whole": whole},
                about=(share, *about),
            )


def _other_bases(
    share: Stated, group: Sequence[Stated], own: Sequence[Fraction]
) -> Iterator[Fraction]:
    """Yield fractions on the base of others, where none on its own base fits."""
    if any(share_fit(share.number, part, whole) for _, part, whole in own):
        return
    bases = {s.segment for s in pick(group, "eligible_persons")} - {share.segment}
    for fraction in (f for base in sorted(bases) for f in _fractions(share, group, base)):
        if share_fit(share.number, *fraction[1:]):
            yield fraction
    people = [s for s in pick(group, "other") if s.unit == "persons" and "population" in s.marks]
    indicator = PERSON_COUNTS[SHARES.index(share.indicator)]
    for part, whole in product(pick(group, indicator, segment=share.segment), people):
        if share_fit(share.number, part.number, whole.number):
            yield (part, whole), part.number, whole.number


def _of_population(share: Stated, group: Sequence[Stated], context: Context) -> Iterator[Check]:
    official = context.official.people(share.area, CENSUS)
    if official is None:
        return
    people, year, source = official
    members = _members_near(share, group, context)
    population = Figure(value=people, low=0.9 * people, high=1.1 * people)
    meant = share.number.value or 0
    numbers = {"share": share, "people": people, "year": year, "meant": round(meant / 100 * people)}
    known = [m for m in members if share_fit(share.number, m.number, population)]
    if known:
        form, verdict, about = "population_fits", "fits", known[:1]
    elif members:
        form, verdict, about = "population_differs", "contradiction", members[:1]
    else:
        form, verdict, about = "population_base", "question", []
    if about:
        share_of_people = _percent(about[0].number, population)
        numbers |= {"members": about[0], "computed": share_of_people, "source": about[0].source}
    yield Check(
        rule="unlike_bases",
        verdict=verdict,  # type: ignore[arg-type]
        form=form,
        numbers=numbers,
        about=(share, *about),
        against=(source,),
    )


def _members_near(share: Stated, group: Sequence[Stated], context: Context) -> list[Stated]:
    indicator = "enrolled_persons" if share.indicator == SHARES[0] else "uncovered_persons"
    here = [s for s in pick(group, indicator, segment=EVERYONE) if same_period(s, share)]
    return here or context.near(share, indicator)


def check_magnitude(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Look for more than there can be.

    More workers or members than people (the largest official population), more members than
    workers of their kind, shares above 100.

    Parameters
    ----------
    group : sequence of Stated
        What one source says of one area.
    context : Context
        Official population.

    Yields
    ------
    Check
    """
    yield from _more_than_people(group, context)
    yield from _more_members_than_workers(group)
    for share in _shares(group):
        if share.number.low > 100:
            yield Check(
                rule="magnitude",
                verdict="contradiction",
                form="above_hundred",
                numbers={"share": share},
                about=(share,),
            )


def _more_than_people(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare every number of persons with the population."""
    official = context.official.people(group[0].area)
    if official is None:
        return
    people, year, source = official
    counted = [
        s for s in group if s.figure and s.unit == "persons" and s.indicator in PERSON_COUNTS
    ]
    for stated in distinct(counted):
        good = stated.number.low <= people
        yield Check(
            rule="magnitude",
            verdict="fits" if good else "contradiction",
            form="below_people" if good else "above_people",
            numbers={"number": stated, "people": people, "year": year},
            about=(stated,),
            reading=None if good else _undoubled(stated, people),
            against=(source,),
        )


def _undoubled(stated: Stated, people: float) -> Reading | None:
    """Read a number with one digit less, where one was written twice and only one fits."""
    meant = [number for number in undoubled(stated.exact or 0) if number <= people]
    if len(meant) != 1:
        return None
    return Reading(statement=stated.id, value=meant[0], slip="doubled", support="below_people")


def _more_members_than_workers(group: Sequence[Stated]) -> Iterator[Check]:
    """Compare members, or others, with workers where the complement is not printed."""
    for segment in sorted({stated.segment for stated in group}):
        members, others, totals = map(distinct, person_counts(group, segment))
        for part in members if not others else others if not members else ():
            wholes = [total for total in totals if same_period(part, total)]
            if not wholes:
                continue
            good = any(part.number.low <= whole.number.high for whole in wholes)
            yield Check(
                rule="magnitude",
                verdict="fits" if good else "contradiction",
                form="below_workers" if good else "above_workers",
                numbers={"number": part, "whole": wholes[0]},
                about=(part, wholes[0]),
            )
