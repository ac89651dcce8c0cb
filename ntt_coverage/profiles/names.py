"""Names of offices and of base figures, which the data note in English or as a code."""

from collections.abc import Mapping
from functools import cache

from ntt_coverage.language import format_number
from ntt_coverage.packaged import packaged_table

__all__ = ["base_figure", "base_name", "office_text"]


def office_text(stated_by: str, lang: str) -> str:
    """Name the office that states a figure.

    Parameters
    ----------
    stated_by : str
        As it is noted with the statement: in English, or as an office wrote it.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        In the reader's language where there is a word for it, else as it is noted.

    Examples
    --------
    >>> office_text("reporter", "id"), office_text("Dinas Sosial", "id")
    ('wartawan', 'Dinas Sosial')
    """
    return stated_by if lang == "en" else _offices().get(stated_by, stated_by)


@cache
def _offices() -> Mapping[str, str]:
    return {row["stated_by"]: row["id"] for row in packaged_table(__package__, "offices.csv")}


def base_name(indicator: str, lang: str) -> str:
    """Name a figure that a share may stand on: "Penduduk (Dukcapil)".

    Parameters
    ----------
    indicator : str
        As the table of bases has it.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        The indicator itself where there is no word for it.
    """
    return _bases().get(indicator, {}).get(lang, indicator)


def base_figure(value: float, unit: str, lang: str) -> str:
    """Write a figure that a share may stand on: "283.806 orang".

    Parameters
    ----------
    value : float
        The figure.
    unit : str
        As the table of bases has it.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    named = _bases().get(f"unit {unit}", {}).get(lang, unit)
    return f"{format_number(value, lang)} {named}".strip()


@cache
def _bases() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in packaged_table(__package__, "bases.csv")}
