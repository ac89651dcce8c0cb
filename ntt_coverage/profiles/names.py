"""Names of base figures, which the data note as a code."""

from collections.abc import Mapping
from functools import cache

from ntt_coverage.language import format_number
from ntt_coverage.packaged import packaged_table

__all__ = ["base_figure", "base_name"]


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
