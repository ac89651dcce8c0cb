"""The report as prose: short sentences made from the tables that the maps are made from.

Every number in a sentence stands in those tables; a hedge stays a hedge, and what is not known
is said to be unknown.
"""

from dataclasses import dataclass
from functools import lru_cache

from ntt_coverage.narrative.amounts import tell_checks, tell_cost, tell_persons, tell_rates
from ntt_coverage.narrative.moves import tell_changes, tell_revisions
from ntt_coverage.narrative.standing import (
    tell_disputes,
    tell_enrolled,
    tell_not_enrolled,
    tell_unknown,
)
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.series import changes_since

__all__ = ["Passage", "narrate"]


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What a report says about one topic.

    Parameters
    ----------
    topic : str
        Such as ``finding`` or ``changes``; see `narrate`.
    text : str
        A few sentences.
    """

    topic: str
    text: str


@lru_cache(maxsize=2)
def narrate(tables: QuarterTables) -> tuple[Passage, ...]:
    """Tell a quarter in sentences.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter. Page, PDF and slides tell the same: it is told once for the
        same tables, so tables that are to say something else are built or replaced anew.

    Returns
    -------
    tuple of Passage
        In the language of the report, each topic only where there is something to say:
        ``finding``, ``not_enrolled``, ``no_data``, ``persons``, ``rate``, ``disputed``,
        ``changes`` and ``revised`` (since the quarter before), ``cost``, ``checks``.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> passages = nc.narrate(nc.coverage("2019Q3"))
    >>> [passage.topic for passage in passages]
    ['finding', 'not_enrolled', 'persons', 'rate', 'disputed', 'changes', 'cost', 'checks']
    >>> "6 dari 22" in passages[0].text
    True
    """
    before, changed = changes_since(tables)
    told = {
        "finding": tell_enrolled(tables),
        "not_enrolled": tell_not_enrolled(tables),
        "no_data": tell_unknown(tables),
        "persons": tell_persons(tables),
        "rate": tell_rates(tables),
        "disputed": tell_disputes(tables),
        "changes": tell_changes(tables, before, changed),
        "revised": tell_revisions(tables, before, changed),
        "cost": tell_cost(tables),
        "checks": tell_checks(tables),
    }
    return tuple(
        Passage(topic=topic, text=" ".join(sentences))
        for topic, sentences in told.items()
        if sentences
    )
