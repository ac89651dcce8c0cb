"""What the web map tells of a unit in a quarter, written as an analyst would say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.pipeline import QuarterCoverage
from ntt_coverage.printed import base_number, persons_text, printed_day, rate_text
from ntt_coverage.segments import say_of
from ntt_coverage.wording import against_text, base_text, notes

__all__ = ["Card", "write_cards"]

PRECISIONS = {
    "month": "web.month_only",
    "quarter": "web.quarter_only",
    "year": "web.year_only",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One unit in one quarter.

    Parameters
    ----------
    texts : tuple of str
        State; what speaks against it; persons; base; rate; as-of date; age; note. Blank where
        there is nothing to say, but what nobody knows is said to be not known.
    sources : tuple of str
        Source ids: what decides the state, what speaks against it, what the base is from.
    """

    texts: tuple[str, ...]
    sources: tuple[str, ...]


def write_cards(states: QuarterCoverage) -> list[Card]:
    """Write the cards of a quarter.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.

    Returns
    -------
    list of Card
        22, in registry order.
    """
    lang, coverage = states.spec.lang, states.coverage
    # what speaks against a state stands in a line of its own
    remarks = notes(coverage.assign(disputed=False), lang, states.segment)
    return [
        Card(texts=_texts(row, remark, states), sources=_sources(row))
        for row, remark in zip(coverage.to_dict("records"), remarks, strict=True)
    ]


def _texts(row: Mapping[str, Any], remark: str, states: QuarterCoverage) -> tuple[str, ...]:
    lang, segment = states.spec.lang, states.segment
    unknown, against = say("tip.unknown", lang), against_text(row, lang)
    return (
        _state(row, segment, lang),
        against[:1].upper() + against[1:],
        persons_text(row, segment, lang),
        _base(row, states) or unknown,
        rate_text(row, lang) or unknown,
        _day(row, lang) or unknown,
        _age(row["age_quarters"], lang),
        remark,
    )


def _sources(row: Mapping[str, Any]) -> tuple[str, ...]:
    cited = (row[key] for key in ("source_id", "against_source_id", "base_source_id"))
    return tuple(dict.fromkeys(key for key in cited if not pd.isna(key)))


def _state(row: Mapping[str, Any], segment: str, lang: str) -> str:
    state = say_of(segment, f"state.{row['state']}", lang)
    if row["disputed"]:
        return f"{state} ({say('state.disputed', lang).lower()})"
    if row["state"] == "no_data" and not pd.isna(row["last_known_state"]):
        last = say_of(segment, f"state.last_{row['last_known_state']}", lang)
        return say("web.stale", lang, state=state, last=last)
    return state


def _base(row: Mapping[str, Any], states: QuarterCoverage) -> str:
    if pd.isna(row["eligible_persons"]):
        return ""
    lang = states.spec.lang
    number = base_number(row, lang)
    base = base_text(row, lang, segment=states.segment, base=states.base)
    return say("web.base", lang, n=number, base=base)


def _day(row: Mapping[str, Any], lang: str) -> str:
    """Write the as-of date, and what is not known of it."""
    day = printed_day(row["as_of"], row["as_of_precision"], lang)
    # the last day of a term is known, whatever it is printed with
    form = "" if row["basis"] == "agreement" else PRECISIONS.get(row["as_of_precision"], "")
    return say(form, lang, when=day) if form and day else day


def _age(quarters: Any, lang: str) -> str:
    if pd.isna(quarters):
        return ""
    form = "tip.age_one" if quarters == 1 else "tip.age_many"
    return say(form, lang, n=quarters)
