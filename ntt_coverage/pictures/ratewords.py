"""What a map of rates says of itself: whose rates, per what, of which day."""

import pandas as pd

from ntt_coverage.language import join_texts, say
from ntt_coverage.pipeline import QuarterCoverage
from ntt_coverage.printed import printed_day
from ntt_coverage.segments import say_of

__all__ = ["rate_indicator", "rate_words"]

MOST_BASES = 2
"""Days of bases that a subtitle names."""


def rate_indicator(states: QuarterCoverage, known: pd.DataFrame) -> str:
    """Say of whom the rates are, per what, and when that base was counted, by whom.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.
    known : pandas.DataFrame
        The rows of its coverage that have a rate.

    Returns
    -------
    str
    """
    lang, told = states.spec.lang, rate_words(states, "indicator")
    days = zip(known["base_as_of"], known["base_precision"], known["base_source_id"], strict=True)
    named = [
        f"{printed_day(day, precision, lang)} ({source})"
        for day, precision, source in sorted(set(days))
    ]
    if not named or len(named) > MOST_BASES:  # a base of each unit's own: its card says which
        return told
    return say("rate.base", lang, indicator=told, bases=join_texts(named, lang))


def rate_words(states: QuarterCoverage, form: str, **told: int) -> str:
    """Say of whom the rates are, and per what.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.
    form : {"indicator", "title", "title_none"}
        Which text.
    **told
        Numbers in it.

    Returns
    -------
    str
    """
    segment, lang = states.segment, states.spec.lang
    group = say(f"group.{segment}", lang)
    base = say_of(segment, f"per.{states.base}", lang)
    titled = states.base != "own" and form != "indicator"
    key = f"rate.residents_{form}" if titled else f"rate.{form}"
    words = {"subject": group[0].upper() + group[1:], "base": base, "all": len(states.coverage)}
    return say_of(segment, key, lang, **words, **told)
