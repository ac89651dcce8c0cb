"""The same quantity stated twice; plans told as done; like words for unlike people."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, pairwise
from typing import Any

from ntt_coverage.measures.statements.check import (
    Check,
    Context,
    Measured,
    Reading,
    Verdict,
    When,
)
from ntt_coverage.measures.statements.choosing import MOST_CHOICES, distinct
from ntt_coverage.measures.statements.figures import fits
from ntt_coverage.measures.statements.slips import slip_between
from ntt_coverage.measures.statements.stated import EVERYONE, Stated, by_period, same_period, scheme
from ntt_coverage.quarters import Quarter

__all__ = ["check_plans", "check_restated", "check_unlike_groups"]

STATED_ONCE = (
    "enrolled_persons", "eligible_persons", "uncovered_persons", "coverage_share",
    "uncovered_share", "enrolled_units", "uncovered_units", "total_units", "contribution_amount",
    "enrolled_flag", "other",
)  # fmt: skip
MOST_WIDE = 20
"""Statements on one word of two meanings that are worth asking about."""

NEWS = timedelta(days=31)
"""As long as papers write about one announcement."""

NON_ASN_WORDS = re.compile(r"\bnon[- ]?asn\b|honorer", re.IGNORECASE)


def _topics(area: Sequence[Stated]) -> dict[tuple[Any, ...], list[Stated]]:
    topics: dict[tuple[Any, ...], list[Stated]] = {}
    cities = {s.source for s in area if s.row["unit"] == "kota"}
    for s in area:
        if s.indicator in STATED_ONCE and s.figure and not s.planned:
            told = s.row["indicator_text"].casefold() if s.indicator == "other" else ""
            apart = (told, tuple(sorted(s.marks)), tuple(sorted(s.words)))
            key = (s.indicator, s.segment, _unit(s, cities), s.kind, apart)
            topics.setdefault(key, []).append(s)
    return topics


def _unit(stated: Stated, cities: set[str]) -> str:
    """Tell kabupaten from kabupaten/kota where a source counts its cities apart."""
    word = str(stated.row["unit"])
    if word == "kota" or (word == "kabupaten" and stated.source in cities):
        return word
    return word if stated.indicator == "total_units" else stated.unit


def check_restated(area: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare what is said of the same quantity and period, in one source or in several.

    Two numbers may differ by what their digits leave open: a hedge, a range, decimals that
    were rounded or cut off. In one quarter a later number from another source may be higher,
    not lower. A government that enrols while its budget for it is zero is asked about.

    Parameters
    ----------
    area : sequence of Stated
        What all sources say of one area.
    context : Context
        What other sources say.

    Yields
    ------
    Check
        One per quantity and period that is stated more than once.
    """
    for stated in _topics(area).values():
        for cluster in _clusters(stated):
            yield from _cluster_check(cluster, context)
        yield from _fallen(stated)
    yield from _without_budget(area)


def _clusters(stated: list[Stated]) -> Iterator[list[Stated]]:
    """Gather statements of one period and the same programmes."""
    schemes: dict[str, list[Stated]] = {}
    for each in stated:
        schemes.setdefault(scheme(each), []).append(each)
    for alike in schemes.values():
        yield from (period for period in by_period(alike) if len(period) > 1)


def _cluster_check(cluster: list[Stated], context: Context) -> Iterator[Check]:
    first = {s.number: s for s in reversed(cluster)}
    numbers = list(dict.fromkeys(s.number for s in cluster))
    apart = next((p for p in combinations(numbers, 2) if not fits(*p)), None)
    if apart is None:
        if len({s.row["place"] for s in cluster}) > 1 or len({s.source for s in cluster}) > 1:
            form = "same_number" if len(numbers) == 1 else "within"
            yield _restated("fits", form, cluster, [first[number] for number in numbers[:2]])
        return
    one, other = (first[number] for number in apart)
    verdict: Verdict = "question" if one.indicator == "other" else "contradiction"
    check = _restated(verdict, "two_numbers", cluster, (one, other))
    if cluster[0].indicator == "enrolled_flag":
        check = _restated("contradiction", "two_flags", cluster, (one, other))
    yield check


def _restated(
    verdict: Verdict, form: str, cluster: Sequence[Stated], shown: Sequence[Stated]
) -> Check:
    return Check(
        rule="restated",
        verdict=verdict,
        form=form,
        numbers={"one": shown[0], "other": shown[-1], "times": len(cluster)},
        about=tuple(cluster),
        reading=_swapped(shown[0], shown[-1], cluster) if verdict != "fits" else None,
        remark=_slip_between(shown[0], shown[-1]) if verdict != "fits" else "",
    )


def _slip_between(one: Stated, other: Stated) -> str:
    """Name the slip that sets two numbers apart, whichever is right."""
    pair = (one.exact or 0, other.exact or 0)
    slip = slip_between(*pair) or slip_between(*pair[::-1])
    return f"apart_{slip}" if slip else ""


def _swapped(one: Stated, other: Stated, cluster: Sequence[Stated]) -> Reading | None:
    """Read the number that is printed less often as a slip of the one printed more often.

    Sources are counted; within one source, statements.
    """
    if one.exact is None or other.exact is None:
        return None
    alone = len({s.source for s in cluster}) == 1
    said = {
        number: sorted({s.id if alone else s.source for s in cluster if s.exact == number})
        for number in (one.exact, other.exact)
    }
    fewer, more = sorted((one.exact, other.exact), key=lambda number: len(said[number]))
    slip = slip_between(fewer, more)
    if not slip or len(said[fewer]) == len(said[more]):
        return None
    odd = next(s for s in cluster if s.exact == fewer)
    printed = () if alone else tuple(said[more])
    return Reading(statement=odd.id, value=more, slip=slip, support="more_often", sources=printed)


def _fallen(stated: list[Stated]) -> Iterator[Check]:
    """Ask about a number that falls within a quarter from one source to another."""
    dated = sorted((s for s in stated if s.dated), key=lambda s: (s.known, s.id))
    for early, late in pairwise(dated):
        apart = early.source != late.source and not same_period(early, late)
        quarter = Quarter.of(early.known) == Quarter.of(late.known)
        if apart and quarter and late.number.high < early.number.low:
            yield Check(
                rule="restated",
                verdict="question",
                form="fell",
                numbers={
                    "one": Measured(early), "other": Measured(late),
                    "early": When(early), "late": When(late),
                },
                about=(early, late),
            )  # fmt: skip


def _without_budget(area: Sequence[Stated]) -> Iterator[Check]:
    flags = [s for s in area if s.figure and s.exact is not None and s.dated]
    budgets = [s for s in flags if s.indicator == "budget_flag" and s.exact == 0]
    enrols = [s for s in flags if s.indicator == "enrolled_flag" and s.exact == 1]
    told = {(str(Quarter.of(s.known)), s.segment): s for s in reversed(enrols)}
    for budget in {(str(Quarter.of(s.known)), s.segment): s for s in reversed(budgets)}.values():
        flag = told.get((str(Quarter.of(budget.known)), budget.segment))
        if flag:
            yield Check(
                rule="restated",
                verdict="question",
                form="no_budget",
                numbers={"early": When(flag), "late": When(budget)},
                about=(flag, budget),
            )


def check_plans(area: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Look for plans that are told as done, before the last day of the plan.

    A number that is planned, a target or a quota is told as enrolled before its time has come,
    or is counted into a total of members: ``members + planned = total``.

    Parameters
    ----------
    area : sequence of Stated
        What all sources say of one area.
    context : Context
        Not used.

    Yields
    ------
    Check
    """
    counted = [s for s in area if s.exact and s.unit == "persons" and s.dated]
    plans = [s for s in counted if s.planned or s.kind == "quota"]
    done = [
        s
        for s in counted
        if s.indicator == "enrolled_persons" and not s.planned and s.kind != "quota"
    ]
    if len(plans) * len(done) > MOST_CHOICES:
        done = []  # nothing is said of what has too many combinations
    for plan in plans:
        told = [
            s
            for s in done
            if s.exact == plan.exact and _of_the_same(s, plan) and _too_early(s, plan)
        ]
        if told:
            yield Check(
                rule="planned",
                verdict="contradiction",
                form="plan_as_done",
                numbers={"number": plan},
                about=(plan, *told),
            )
        yield from _counted_in(plan, done)


def _too_early(done: Stated, plan: Stated) -> bool:
    """Tell whether a plan was told as done when it cannot have been.

    In the same source before its last day, in another at about the time it was announced.
    """
    if done.source == plan.source:
        return done.known <= plan.last
    told = [s.published or s.known for s in (done, plan)]
    return abs(told[0] - told[1]) <= NEWS and done.known <= plan.last


def _of_the_same(done: Stated, plan: Stated) -> bool:
    return EVERYONE in (done.segment, plan.segment) or done.segment == plan.segment


def _counted_in(plan: Stated, done: list[Stated]) -> Iterator[Check]:
    """Look for a total that only fits with the plan in it."""
    here = [s for s in done if s.source == plan.source]
    for total in here:
        others = [s for s in here if s.exact != total.exact and same_period(s, total)]
        own = [s for s in others if s.segment == total.segment]
        apart = [s for s in others if s.segment != total.segment]
        for parts in (*((s,) for s in others), distinct(own), distinct(apart)):
            summed = sum(s.exact or 0 for s in parts)
            if parts and summed + (plan.exact or 0) == total.exact:
                yield Check(
                    rule="planned",
                    verdict="contradiction",
                    form="plan_counted",
                    numbers={"parts": tuple(parts), "plan": plan, "total": total},
                    about=(total, *parts, plan),
                )
                break


def check_unlike_groups(area: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Look for one word that two sources use for unlike people.

    "Non-ASN" in one place is every worker who is not a civil servant, in another the staff of
    governments outside the civil service. Asked about where both count the same within a
    quarter.

    Parameters
    ----------
    area : sequence of Stated
        What all sources say of one area.
    context : Context
        Not used.

    Yields
    ------
    Check
    """
    wide = [
        s
        for s in area
        if s.segment == "not_civil_servant"
        and s.figure
        and NON_ASN_WORDS.search(s.row["indicator_text"])
    ]
    for one in wide[:MOST_WIDE]:
        narrow = [
            s
            for s in area
            if s.segment == "non_asn"
            and s.figure
            and (s.indicator, s.unit) == (one.indicator, one.unit)
            and abs((s.known - one.known).days) <= 92
            and not fits(s.number, one.number)
        ]
        for other in narrow[:1]:
            yield Check(
                rule="unlike_bases",
                verdict="question",
                form="two_meanings",
                numbers={"one": one, "other": other},
                about=(one, *narrow),
            )
