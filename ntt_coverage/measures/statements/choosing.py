"""Which statements a rule takes where several count the same."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

from ntt_coverage.measures.statements.figures import Figure
from ntt_coverage.measures.statements.stated import Stated

__all__ = ["MOST_CHOICES", "choices", "distinct", "pick", "plain"]

MOST_CHOICES = 20_000
"""Combinations that are worth looking at."""


def pick(
    group: Iterable[Stated], indicator: str, *, segment: str | None = None
) -> Iterator[Stated]:
    """Pick the done and numbered statements of an indicator, the plain ones first.

    Parameters
    ----------
    group : iterable of Stated
        Statements.
    indicator : str
        What is counted.
    segment : str, optional
        Of whom; everyone's if not given.

    Yields
    ------
    Stated
    """
    found = [
        stated
        for stated in group
        if stated.indicator == indicator
        and stated.figure
        and not stated.planned
        and segment in (None, stated.segment)
    ]
    yield from sorted(found, key=lambda stated: (len(stated.marks), len(stated.words), stated.kind))


def distinct(statements: Iterable[Stated], most: int | None = None) -> list[Stated]:
    """Keep one statement for each number, the plainest first, words last.

    Parameters
    ----------
    statements : iterable of Stated
        Statements with figures.
    most : int, optional
        How many to keep.

    Returns
    -------
    list of Stated
    """
    kept: dict[Figure, Stated] = {}
    for stated in statements:
        kept.setdefault(stated.number, stated)
    return sorted(kept.values(), key=lambda s: s.number.value is None)[:most]


def plain(statements: Iterable[Stated]) -> list[Stated]:
    """Keep the statements about all, if there are any: "terdaftar", not "nelayan terdaftar".

    Parameters
    ----------
    statements : iterable of Stated
        Statements of one kind.

    Returns
    -------
    list of Stated
    """
    every = list(statements)
    return [s for s in every if not s.words] or every


def choices(*lists: Sequence[Stated]) -> list[tuple[Stated, ...]]:
    """Combine one of each list; nothing is said of what has too many combinations.

    Parameters
    ----------
    *lists : sequence of Stated
        Candidates.

    Returns
    -------
    list of tuple of Stated
        Empty where there are more than ``MOST_CHOICES``.
    """
    return list(product(*lists)) if prod(map(len, lists)) <= MOST_CHOICES else []
