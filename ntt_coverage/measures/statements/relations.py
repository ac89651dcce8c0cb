"""Relations that an analyst has written down: which number is the whole, which are its parts."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ntt_coverage.measures.statements.check import Check, Context
from ntt_coverage.measures.statements.money import compare_amount
from ntt_coverage.measures.statements.shares import compare_share
from ntt_coverage.measures.statements.stated import Stated
from ntt_coverage.measures.statements.sums import (
    compare_complement,
    compare_per_unit,
    compare_sum,
)

__all__ = ["check_relations"]


def check_relations(
    relations: pd.DataFrame, stated: Mapping[str, Stated], context: Context
) -> Iterator[Check]:
    """Check the relations of a table.

    Parameters
    ----------
    relations : pandas.DataFrame
        As returned by ``intake.relations.read_relations``; rows of which a statement is not
        among those given are passed over.
    stated : mapping of str to Stated
        Statements by their keys.
    context : Context
        What the rules may look up.

    Yields
    ------
    Check
    """
    for row in relations.to_dict("records"):
        keys = [row["whole"], *row["parts"].split("|")]
        if all(key in stated and stated[key].figure for key in keys):
            whole, *parts = (stated[key] for key in keys)
            yield from _check(row, whole, parts, context)


def _check(
    row: Mapping[str, Any], whole: Stated, parts: list[Stated], context: Context
) -> Iterator[Check]:
    if row["rule"] == "parts":
        yield compare_sum(whole, [tuple(parts)], context, closed=row["closed"] == "yes")
    elif row["rule"] == "complement":
        yield compare_complement([(parts[0], parts[1], whole)], context)
    elif row["rule"] == "share" and parts[0].unit == "percent" and whole.number.low > 0:
        yield compare_share(parts[0], [((parts[1], whole), parts[1].number, whole.number)])
    elif row["rule"] == "per_unit":
        yield compare_per_unit(whole, parts)
    elif row["rule"] == "contribution":
        months = [int(row["months"])] if row["months"] else []
        yield from compare_amount(whole, parts, context, months=months)
