"""Official counts to hold printed ones against: people, villages, regencies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ntt_coverage.regencies import PROVINCE_CODE, load_regencies

__all__ = ["CENSUS", "Official", "official_counts"]

UNITS = {
    "desa": ("n_desa",),
    "kelurahan": ("n_kelurahan",),
    "kecamatan": ("n_kecamatan",),
    "desa/kelurahan": ("n_desa", "n_kelurahan"),
}
"""Which official counts a printed unit is the sum of."""

PEOPLE = ("population_total", "population_total_dukcapil")

CENSUS = PEOPLE[:1]
"""Population by BPS, which shares are measured on."""

People = tuple[float, str, str]
Versions = dict[tuple[str, str], dict[str, tuple[float, str]]]


@dataclass(frozen=True, kw_only=True)
class Official:
    """Official counts of each area.

    Parameters
    ----------
    versions : mapping
        ``(area, indicator)`` to ``{period: (count, source)}``, one entry per edition.
    """

    versions: Versions

    def counts(self, area: str, unit: str) -> dict[float, tuple[str, str]]:
        """Return the official counts of units of an area, of every edition.

        Parameters
        ----------
        area : str
            A BPS code, "53", or codes joined by "|".
        unit : str
            Such as ``"desa"``.

        Returns
        -------
        dict of float to (str, str)
            Count to its last edition and source; empty where an edition lacks a part.
        """
        return self._sums(area, UNITS.get(unit, ()))

    def people(self, area: str, indicators: Sequence[str] = PEOPLE) -> People | None:
        """Return the largest official population of an area, its year and source.

        Parameters
        ----------
        area : str
            A BPS code, "53", or codes joined by "|".
        indicators : sequence of str
            Which populations are looked at.

        Returns
        -------
        (float, str, str) or None
        """
        found = [
            (count, *edition)
            for indicator in indicators
            for count, edition in self._sums(area, (indicator,)).items()
        ]
        return max(found, default=None)

    def _sums(self, area: str, indicators: Iterable[str]) -> dict[float, tuple[str, str]]:
        parts = [
            self.versions.get((code, indicator), {})
            for code in _codes(area)
            for indicator in indicators
        ]
        if not parts:
            return {}
        shared = set.intersection(*(set(part) for part in parts))
        return {
            sum(part[period][0] for part in parts): (period, parts[0][period][1])
            for period in sorted(shared)
        }


def _codes(area: str) -> list[str]:
    if area == PROVINCE_CODE:
        return [unit.bps_code for unit in load_regencies()]
    return [code for code in area.split("|") if code.isdigit()]


def official_counts(denominators: pd.DataFrame) -> Official:
    """Gather the official counts from the figures that shares stand on.

    Parameters
    ----------
    denominators : pandas.DataFrame
        As returned by ``intake.denominators.clean_denominators``.

    Returns
    -------
    Official
    """
    wanted = {name for names in UNITS.values() for name in names} | set(PEOPLE)
    versions: Versions = {}
    for row in denominators[denominators["indicator"].isin(wanted)].to_dict("records"):
        day: date = row["as_of"].date()
        editions = versions.setdefault((row["bps_code"], row["indicator"]), {})
        editions[str(day.year)] = (row["value"], row["source_id"])
    return Official(versions=versions)
