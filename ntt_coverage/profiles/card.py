"""A unit's card: what a notebook shows when a profile stands alone in a cell."""

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_number, say
from ntt_coverage.measures.evidence import SEGMENT
from ntt_coverage.pipeline import QuarterCoverage
from ntt_coverage.printed import persons_text, printed_day, rate_text
from ntt_coverage.quarters import Quarter
from ntt_coverage.readable import text_of
from ntt_coverage.regencies import Regency
from ntt_coverage.segments import say_of
from ntt_coverage.wording import base_text, notes

__all__ = ["card_of", "span_text", "state_text"]

CARD = (
    "border:1px solid #d5dbde; border-radius:6px; padding:0.8em 1.1em; max-width:46em; "
    "line-height:1.45"
)
CELL = "text-align:left; padding:0.1em 1.2em 0.1em 0; vertical-align:top; font-weight:"


def state_text(row: Mapping[str, Any], lang: str, segment: str = SEGMENT) -> str:
    """Say a unit's state; where it is too old to count, also what was last known.

    Parameters
    ----------
    row : mapping
        One row of a coverage.
    lang : str
        ``"id"`` or ``"en"``.
    segment : str
        The kind of worker.

    Returns
    -------
    str
        "Mendaftarkan", "Tidak ada data (terakhir diketahui mendaftarkan)"; a star marks what
        sources disagree about.
    """
    told = say_of(segment, f"state.{row['state']}", lang)
    if row["state"] == "no_data" and not pd.isna(row["last_known_state"]):
        last = say_of(segment, f"state.last_{row['last_known_state']}", lang)
        told = f"{told} ({last[0].lower()}{last[1:]})"
    return told + (" *" if row["disputed"] else "")


def span_text(row: Mapping[str, Any], lang: str) -> str:
    """Name the quarters of a spell.

    Parameters
    ----------
    row : mapping
        One row of ``spells_of``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        "Triwulan III 2019" or "Triwulan III 2019 sampai Triwulan IV 2021".
    """
    first, last = (Quarter.from_ordinal(int(row[end])).label(lang) for end in ("first", "last"))
    return first if first == last else say("timeline.span", lang, first=first, last=last)


def card_of(regency: Regency, row: dict[str, Any], states: QuarterCoverage, *, counted: int) -> str:
    """Write a unit's card as HTML.

    Parameters
    ----------
    regency : Regency
        The unit.
    row : dict
        Its coverage in the quarter.
    states : QuarterCoverage
        The quarter.
    counted : int
        How many statements are known of it.

    Returns
    -------
    str
    """
    lang = states.spec.lang
    where = say("profile.where", lang, capital=regency.capital, islands=regency.island_group)
    codes = say("profile.codes", lang, bps=regency.bps_code, kemendagri=regency.kemendagri_code)
    unknown = say("profile.not_known", lang)
    rate = rate_text(row, lang)
    age = row["age_quarters"]
    day = printed_day(row["as_of"], row["as_of_precision"], lang)
    if day and age:
        day = say("profile.aged", lang, day=day, age=format_number(int(age), lang))
    base = base_text(row, lang)
    lines = {
        say("col.quarter", lang): states.spec.quarter.label(lang),
        say("col.state", lang): state_text(row, lang),
        say("col.enrolled_persons", lang): persons_text(row, states.segment, lang),
        say("col.coverage_rate", lang): f"{rate} – {base}" if rate else unknown,
        say("col.as_of", lang): day or unknown,
        say("col.source_id", lang): text_of(row["source_id"]),
        say("col.note", lang): notes(pd.DataFrame([row]), lang).iloc[0],
        say("profile.statements", lang): format_number(counted, lang),
    }
    rows = "".join(
        f'<tr><th scope="row" style="{CELL}600">{html.escape(name)}</th>'
        f'<td style="{CELL}400">{html.escape(str(text))}</td></tr>'
        for name, text in lines.items()
        if text
    )
    return (
        f'<div class="profile" style="{CARD}"><strong style="font-size:1.25em">'
        f"{html.escape(regency.name)}</strong><br>{html.escape(f'{where} {codes}')}"
        f'<table style="margin:0.6em 0 0; border-collapse:collapse">{rows}</table></div>'
    )
