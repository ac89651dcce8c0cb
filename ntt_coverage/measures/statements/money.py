"""Contributions against workers, official monthly rates and months."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from ntt_coverage.intake.values import parse_whole
from ntt_coverage.measures.contributions import Rate
from ntt_coverage.measures.statements.check import Check, Context, Reading
from ntt_coverage.measures.statements.choosing import distinct
from ntt_coverage.measures.statements.figures import Figure, exactly, fits
from ntt_coverage.measures.statements.slips import slip_between
from ntt_coverage.measures.statements.stated import EVERYONE, Stated, scheme

__all__ = ["check_contributions", "compare_amount"]

WORKERS = ("enrolled_persons", "eligible_persons", "uncovered_persons", "other")
FIXED = ("vulnerable", "informal")
"""Kinds of worker whose rate is one sum for all; other rates depend on the wage."""

ONE_PROGRAMME = {"jkk", "jkm", "jht", "jp", "jkp"}
"""What is paid for one programme is not the whole contribution."""

A_YEAR = 12
MONTHS = re.compile(r"(\w+) (?:months?\b|bulan\b)", re.IGNORECASE)


def check_contributions(group: Sequence[Stated], context: Context) -> Iterator[Check]:
    """Compare an amount with workers, rate and months: ``workers * rate * months``.

    The rates are the official ones in force on the day, per month and worker. Months are those
    printed or those of the printed period; where none are, a year is tried first, then fewer.
    No rounding is allowed but that of hedged numbers. Where it does not fit, the number of
    workers that it would fit is told. Rates that depend on the wage are only compared where
    they fit, or where one slip of a digit makes them fit.

    Parameters
    ----------
    group : sequence of Stated
        What one source says of one area.
    context : Context
        Contribution rates, and what other sources say.

    Yields
    ------
    Check
    """
    amounts = [
        s
        for s in group
        if s.indicator == "contribution_amount" and s.figure and not _of_one_programme(s)
    ]
    for amount in distinct(amounts):
        segments = {amount.segment} if amount.segment != EVERYONE else {*FIXED}
        if _is_rate(amount, context):
            yield from _rate_check(amount, context)
            continue
        workers = distinct(
            s
            for s in group
            if s.indicator in WORKERS
            and s.unit == "persons"
            and s.figure
            and s.segment in segments
            and _one_year(s, amount)
        )
        yield from compare_amount(amount, workers, context, months=_months_of(amount, group))


def _of_one_programme(amount: Stated) -> bool:
    return len(amount.marks & ONE_PROGRAMME) == 1 or "|" not in scheme(amount)


def _is_rate(amount: Stated, context: Context) -> bool:
    """Tell whether an amount is for one worker: it says so, or is one of the rates."""
    said = "each" in amount.marks or "worker" in amount.row["unit"]
    return said or any(
        fits(amount.number, exactly(rate.monthly)) for rate in _rates(amount, context)
    )


def _one_year(worker: Stated, amount: Stated) -> bool:
    return worker.first.year <= amount.last.year and amount.first.year <= worker.last.year


def _printed_months(amount: Stated) -> list[int]:
    """Return the months that the words of an amount name."""
    found = (parse_whole(each[1]) for each in MONTHS.finditer(amount.row["indicator_text"]))
    return [months for months in found if months]


def _months_of(amount: Stated, group: Sequence[Stated]) -> list[int]:
    """Return the months that an amount is for; the likeliest first."""
    if "monthly" in amount.marks or "month" in amount.row["unit"]:
        return [1]
    printed = _printed_months(amount)
    printed += [int(s.exact) for s in group if s.unit == "months" and s.exact]
    if printed:
        return printed
    if (
        amount.precision in ("day", "month")
        and amount.first.day == 1
        and amount.first < amount.last
    ):
        spanned = 12 * (amount.last.year - amount.first.year)
        spanned += amount.last.month - amount.first.month + 1
        return [spanned] if spanned > 1 else [*range(A_YEAR, 0, -1)]
    return [*range(A_YEAR, 0, -1)]


def _rates(stated: Stated, context: Context) -> list[Rate]:
    segments = [stated.segment] if stated.segment != EVERYONE else [*FIXED]
    found = [rate for segment in segments for rate in context.rates_of(segment, stated)]
    if isinstance(stated.row["programme"], str):
        found = [rate for rate in found if rate.programmes == scheme(stated)]
    return list({rate.monthly: rate for rate in found}.values())


def compare_amount(
    amount: Stated, workers: Sequence[Stated], context: Context, *, months: Sequence[int] = ()
) -> Iterator[Check]:
    """Compare an amount with the workers that it is for.

    Parameters
    ----------
    amount : Stated
        The amount.
    workers : sequence of Stated
        Numbers of workers, of which one must fit.
    context : Context
        Contribution rates.
    months : sequence of int
        For how many months it may be, the likeliest first; read from its words if not given.

    Yields
    ------
    Check
        None where no verified rate was in force.
    """
    ways = list(product(workers, _rates(amount, context), months or _months_of(amount, ())))
    if not ways:
        return
    good = next((way for way in ways if fits(_cost(*way), amount.number)), None)
    worker, rate, time = good or ways[0]
    reading, fitting = None, _fitting(amount, rate, time)
    if not good:
        found = _slip(amount, [way for way in ways if way[2] == time])
        if found:
            (worker, rate, time), reading = found
            fitting = _fitting(amount, rate, time)
        elif worker.segment not in FIXED:
            return
    form = "amount_fits" if good else "amount_differs" if fitting == int(fitting) else "amount_odd"
    yield Check(
        rule="contribution",
        verdict="fits" if good else "contradiction",
        form=form,
        numbers={
            "amount": amount, "workers": worker, "rate": rate.monthly, "months": time,
            "cost": _cost(worker, rate, time), "fitting": fitting,
        },
        about=(amount, worker),
        reading=reading and _supported(reading, worker, context),
        against=rate.source_ids,
    )  # fmt: skip


def _cost(worker: Stated, rate: Rate, months: int) -> Figure:
    times, number = rate.monthly * months, worker.number
    value = None if number.value is None else number.value * times
    return Figure(value=value, low=number.low * times, high=number.high * times)


def _fitting(amount: Stated, rate: Rate, months: int) -> float:
    """Return the number of workers that an amount would fit."""
    return (amount.number.value or amount.number.low) / (rate.monthly * months)


def _slip(
    amount: Stated, ways: list[tuple[Stated, Rate, int]]
) -> tuple[tuple[Stated, Rate, int], Reading] | None:
    for worker, rate, months in ways:
        if amount.exact is None or worker.exact is None:
            continue
        meant = _fitting(amount, rate, months)
        slip = slip_between(worker.exact, meant)
        if slip:
            return (worker, rate, months), Reading(
                statement=worker.id, value=meant, slip=slip, support="amount"
            )
    for worker, rate, months in ways:
        if amount.exact is None or worker.exact is None:
            continue
        cost = worker.exact * rate.monthly * months
        slip = slip_between(amount.exact, cost)
        if slip:
            return (worker, rate, months), Reading(
                statement=amount.id, value=cost, slip=slip, support="workers"
            )
    return None


def _supported(reading: Reading, worker: Stated, context: Context) -> Reading:
    """Name the other sources that print the likely number."""
    said = {s.source for s in context.elsewhere(worker) if s.exact == reading.value}
    return replace(reading, sources=tuple(sorted(said)))


def _rate_check(amount: Stated, context: Context) -> Iterator[Check]:
    """Compare a printed rate for each worker with the official ones."""
    rates = _rates(amount, context)
    months = A_YEAR if "yearly" in amount.marks else next(iter(_printed_months(amount)), 1)
    good = next(
        (rate for rate in rates if fits(amount.number, exactly(rate.monthly * months))), None
    )
    if not good and (amount.segment not in (*FIXED, EVERYONE) or not rates):
        return
    rate = good or rates[0]
    due = rate.monthly * months
    slip = None if good or amount.exact is None else slip_between(amount.exact, due)
    yield Check(
        rule="contribution",
        verdict="fits" if good else "contradiction",
        form="rate_fits" if good else "rate_differs",
        numbers={"amount": amount, "rate": due},
        about=(amount,),
        reading=Reading(statement=amount.id, value=due, slip=slip, support="rate")
        if slip
        else None,
        against=rate.source_ids,
    )
