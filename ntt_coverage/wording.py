"""The sentences of a report, made from the tables that the maps are made from."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_number, percent_of, say
from ntt_coverage.measures.counts import count_states, count_unknown
from ntt_coverage.measures.coverage import OLDEST_EVIDENCE_QUARTERS
from ntt_coverage.measures.evidence import CERTAINTY_RANK, SEGMENT
from ntt_coverage.printed import printed_day, printed_value
from ntt_coverage.quarters import Quarter
from ntt_coverage.segments import say_of

__all__ = [
    "against_text",
    "base_text",
    "correction_text",
    "headline",
    "notes",
    "subtitle",
]


def headline(coverage: pd.DataFrame, lang: str, segment: str = SEGMENT) -> str:
    """Say the finding: "6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN".

    Parameters
    ----------
    coverage : pandas.DataFrame
        As returned by ``coverage_by_regency``.
    lang : str
        ``"id"`` or ``"en"``.
    segment : str
        The kind of worker.

    Returns
    -------
    str
        Units without data are named, never counted as not enrolling.
    """
    counts = count_states(coverage)
    unknown = count_unknown(counts)
    form = "none" if unknown == len(coverage) else "part" if unknown else "full"
    numbers = {"enrolled": int(counts["enrolled"]), "all": len(coverage), "no_data": unknown}
    return say_of(segment, f"headline.{form}", lang, **numbers)


def subtitle(coverage: pd.DataFrame, quarter: Quarter, lang: str, segment: str = SEGMENT) -> str:
    """Say the indicator, its base and the day or days that the states are of.

    Parameters
    ----------
    coverage : pandas.DataFrame
        As returned by ``coverage_by_regency``.
    quarter : Quarter
        The quarter.
    lang : str
        ``"id"`` or ``"en"``.
    segment : str
        The kind of worker.

    Returns
    -------
    str
        Two lines.
    """
    known = coverage[coverage["state"].isin(["enrolled", "not_enrolled"])].sort_values("as_of")
    as_of = ""
    if len(known):
        ends = known.iloc[[0, -1]].to_dict("records")
        years = [row for row in ends if row["as_of_precision"] == "year"]
        if years and len({row["as_of"].year for row in ends}) == 1:
            ends = [years[0], years[0]]  # "from June 2025 to 2025" would be no span
        first, last = (_day_in_words(row, lang) for row in ends)
        form = "as_of" if first == last else "as_of_span"
        as_of = say(f"subtitle.{form}", lang, day=last, first=first, last=last)
    when = say("subtitle.when", lang, quarter=quarter.label(lang), as_of=as_of)
    return f"{say_of(segment, 'subtitle.indicator', lang)}\n{when}"


def _day_in_words(row: Mapping[str, Any], lang: str) -> str:
    """Write the as-of date after "keadaan": a bare year is called one there."""
    day = printed_day(row["as_of"], row["as_of_precision"], lang)
    return say("day.year", lang, year=day) if row["as_of_precision"] == "year" else day


def notes(coverage: pd.DataFrame, lang: str, segment: str = SEGMENT) -> pd.Series:
    """Say for each unit what its state rests on and what speaks against it.

    Parameters
    ----------
    coverage : pandas.DataFrame
        As returned by ``coverage_by_regency``, with its corrections.
    lang : str
        ``"id"`` or ``"en"``.
    segment : str
        The kind of worker.

    Returns
    -------
    pandas.Series of str
        Indexed as the coverage; blank where nothing needs saying.
    """
    written = [_note(row, segment, lang) for row in coverage.to_dict("records")]
    return pd.Series(written, index=coverage.index, dtype="str")


def _note(row: dict[str, Any], segment: str, lang: str) -> str:
    source = row["source_id"]
    parts = []
    if row["basis"] in ("implied", "listed"):
        size = {"size": row["list_size"], "universe": row["list_universe"]}
        form = "named" if pd.isna(row["list_universe"]) else row["basis"]
        parts.append(say(f"note.{form}", lang, source=source, **size))
    if row["basis"] == "agreement":
        days = {
            end: printed_day(row[f"holds_{way}"], "day", lang)
            for end, way in (("first", "from"), ("last", "to"))
        }
        form = "expired" if row["state"] == "no_data" else "agreement"
        parts.append(say_of(segment, f"note.{form}", lang, source=source, **days))
    if not pd.isna(row["as_of"]) and row["age_quarters"] > OLDEST_EVIDENCE_QUARTERS:
        when = _day_in_words(row, lang)
        age = {"age": row["age_quarters"], "when": when}
        parts.append(say("note.old", lang, source=source, **age))
    if row["disputed"]:
        parts.append(against_text(row, lang))
    # a correction that repeats the other number says more
    if not pd.isna(row["other_persons"]) and row["other_persons"] != row["corrected_value"]:
        other = {"number": format_number(int(row["other_persons"]), lang)}
        parts.append(say("note.other_count", lang, source=row["other_source_id"], **other))
    if not pd.isna(row["enrolled_persons"]) and row["certainty"] == CERTAINTY_RANK["approximate"]:
        parts.append(say("note.approximate", lang))
    if not pd.isna(row["enrolled_persons"]) and not pd.isna(row["corrected_value"]):
        parts.append(correction_text(row | {"unit": "persons"}, lang))
    if not pd.isna(row["coverage_rate"]) and percent_of(float(row["coverage_rate"])) > 100:
        parts.append(say("note.two_registers", lang))
    return "; ".join(parts)


def against_text(row: Mapping[str, Any], lang: str) -> str:
    """Say what speaks against a state: "bertentangan: anggaran iuran nol, 2020 (S12)".

    Parameters
    ----------
    row : mapping
        One row of the coverage.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where nothing does.
    """
    if not row["disputed"]:
        return ""
    when = printed_day(row["against_as_of"], row["against_precision"], lang)
    against = {"source": row["against_source_id"], "when": when}
    return say(f"note.{row['against']}", lang, **against)


def base_text(
    row: Mapping[str, Any], lang: str, *, segment: str = SEGMENT, base: str = "own"
) -> str:
    """Name the base of a rate: "pegawai non-ASN, 30 September 2022 (S16)".

    Parameters
    ----------
    row : mapping
        One row of the coverage.
    lang : str
        ``"id"`` or ``"en"``.
    segment, base : str
        The kind of worker; what its rates stand on, see ``BASES``.

    Returns
    -------
    str
        Blank where there is no base.
    """
    if pd.isna(row["eligible_persons"]):
        return ""
    when = printed_day(row["base_as_of"], row["base_precision"], lang)
    return say_of(segment, f"base.{base}", lang, when=when, source=row["base_source_id"])


def correction_text(row: Mapping[str, Any], lang: str) -> str:
    """Say what a printed figure was meant to be: "koreksi: 5.829 orang, S05".

    Parameters
    ----------
    row : mapping
        One observation with its correction, or with none.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where nothing is corrected.
    """
    if pd.isna(row["corrected_value"]):
        return ""
    bare = {"value": row["corrected_value"], "value_low": None, "value_high": None}
    bare["certainty"] = "certain"
    reading = printed_value({**row, **bare}, lang)
    reading += f", {row['correction_source']}" if row["correction_source"] else ""
    return say(f"correction.{row['correction_status']}", lang, reading=reading)
