"""The stories of all rules."""

from tests.checker.stories import bases, counts, dates, money, plans, restated, sums, units

STORIES = (
    *sums.STORIES,
    *units.STORIES,
    *counts.STORIES,
    *money.STORIES,
    *dates.STORIES,
    *restated.STORIES,
    *bases.STORIES,
    *plans.STORIES,
)
"""In the order in which their sets are listed."""
