"""Resolve a name or a code to one of the 22 units, or refuse.

BPS and Kemendagri (Ministry of Home Affairs) number the province with the same 22 digit
groups, and 16 of them mean different units. So a bare "5301" is never read without being
told whose code it is, and a name that fits two units is never read at all.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ntt_coverage.errors import CodeSystemError, UnknownRegencyError
from ntt_coverage.packaged import packaged_table

__all__ = ["PROVINCE_CODE", "Regency", "load_regencies", "normalise", "regency_of", "resolve"]

PROVINCE_CODE = "53"
"""Nusa Tenggara Timur, in both code systems."""

CodeSystem = Literal["bps", "kemendagri"]

KIND_WORDS = {
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "pemkab": "kabupaten",
    "regency": "kabupaten",
    "kota": "kota",
    "kotamadya": "kota",
    "kodya": "kota",
    "pemkot": "kota",
    "city": "kota",
}
"""Administrative words that tell the kind of unit."""

SILENT_WORDS = ("pemerintah", "pemda")
"""Words that stand before a name and tell nothing."""

RESOLVING_ALIASES = ("name", "abbreviation", "spelling")
"""Kinds of alias that name a unit; a capital only suggests, an ambiguous one is refused."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Regency:
    """One of the 22 units.

    Parameters
    ----------
    bps_code, kemendagri_code : str
        "5303" and "53.01" for Kabupaten Kupang. The BPS code is the key of the house.
    name, label : str
        Full official name, and the short one that a map can carry ("Kab. Kupang").
    kind : {"kabupaten", "kota"}
        21 regencies and one city.
    capital, island_group : str
        Seat of government; the group of islands it lies on.
    """

    bps_code: str
    kemendagri_code: str
    name: str
    label: str
    kind: str
    capital: str
    island_group: str


@cache
def load_regencies() -> tuple[Regency, ...]:
    """Return the 22 units in the order of their BPS codes.

    Returns
    -------
    tuple of Regency

    Examples
    --------
    >>> len(load_regencies()), load_regencies()[0].name
    (22, 'Kabupaten Sumba Barat')
    """
    return tuple(Regency(**row) for row in packaged_table(__package__, "regencies.csv"))


@cache
def _by_code(system: CodeSystem) -> dict[str, Regency]:
    if system == "bps":
        return {unit.bps_code: unit for unit in load_regencies()}
    return {unit.kemendagri_code.replace(".", ""): unit for unit in load_regencies()}


def regency_of(bps_code: str) -> Regency:
    """Return the unit of a BPS code.

    Parameters
    ----------
    bps_code : str
        Four digits.

    Returns
    -------
    Regency

    Raises
    ------
    KeyError
        If there is no such unit.
    """
    return _by_code("bps")[bps_code]


def normalise(text: str) -> str:
    """Fold case, spacing and punctuation: "KAB.  Rote-Ndao" becomes "kab rote ndao".

    Parameters
    ----------
    text : str
        A name as printed.

    Returns
    -------
    str
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = re.sub(r"['’`‘ʼ]", "", folded)
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())


def _split_kind(text: str) -> tuple[str | None, str]:
    """Part the administrative word from the name: ("kota", "kupang")."""
    words = [w for i, w in enumerate(normalise(text).split()) if i > 0 or w not in SILENT_WORDS]
    if len(words) > 1 and words[0] in KIND_WORDS:
        return KIND_WORDS[words[0]], " ".join(words[1:])
    if len(words) > 1 and words[-1] in KIND_WORDS and words[-1] in ("regency", "city"):
        return KIND_WORDS[words[-1]], " ".join(words[:-1])
    return None, " ".join(words)


def _known_names() -> Iterator[tuple[str, str, str]]:
    for unit in load_regencies():
        yield unit.name, "name", unit.bps_code
        yield _split_kind(unit.name)[1], "name", unit.bps_code
        yield unit.capital, "capital", unit.bps_code
    for row in packaged_table(__package__, "aliases.csv"):
        yield row["alias"], row["kind"], row["bps_code"]


@cache
def _names() -> dict[str, dict[str, set[str]]]:
    """Bare name to the kinds of alias it is, and the units it may mean."""
    index: dict[str, dict[str, set[str]]] = {}
    for name, kind, code in _known_names():
        index.setdefault(_split_kind(name)[1], {}).setdefault(kind, set()).add(code)
    return index


def resolve(text: str, *, codes: CodeSystem | None = None, kind: str | None = None) -> Regency:
    """Resolve a name or a code to one unit, or refuse.

    Parameters
    ----------
    text : str
        A name ("Kab. Kupang", "TTU"), a dotted Kemendagri code ("53.01"), a BPS code with
        its mark ("ID5301"), or four bare digits.
    codes : {"bps", "kemendagri"}, optional
        Whose code four bare digits are. Without it they are read only where both systems
        mean the same unit.
    kind : {"kabupaten", "kota"}, optional
        What another column says of the unit; it decides "Kupang".

    Returns
    -------
    Regency

    Raises
    ------
    CodeSystemError
        If four bare digits mean two different units; both are named.
    UnknownRegencyError
        If the text names no unit or two. Similar names are suggested and decide nothing.

    Examples
    --------
    >>> resolve("Kab. Kupang").bps_code, resolve("53.01").bps_code
    ('5303', '5303')
    """
    bare = str(text).strip()  # a code may come as a number
    if re.fullmatch(r"(?i)(id)?\d{4}|\d\d\.\d\d", bare):
        unit = _resolve_code(bare, codes)
        if kind and unit.kind != kind:
            raise UnknownRegencyError("kind_disagrees", value=text, kind=kind)
        return unit
    said, name = _split_kind(bare)
    if said and kind and said != kind:
        raise UnknownRegencyError("kind_disagrees", value=text, kind=kind)
    found = _names().get(name, {})
    wanted = said or kind
    fitting = {
        code
        for alias_kind in RESOLVING_ALIASES
        for code in found.get(alias_kind, ())
        if wanted in (None, regency_of(code).kind)
    }
    refused = "ambiguous" in found and not wanted
    if len(fitting) == 1 and not refused:
        return regency_of(fitting.pop())
    raise _refusal(text, name, fitting | found.get("ambiguous", set()) if refused else fitting)


def _resolve_code(code: str, codes: CodeSystem | None) -> Regency:
    digits = code[-4:] if "." not in code else code.replace(".", "")
    written = "kemendagri" if "." in code else "bps" if len(code) > 4 else None
    bps, kemendagri = _by_code("bps").get(digits), _by_code("kemendagri").get(digits)
    if bps is None or kemendagri is None:
        raise UnknownRegencyError("unknown_code", value=code)
    if (written and codes and written != codes) or (
        not (written or codes) and bps is not kemendagri
    ):
        raise CodeSystemError(
            "code_system",
            value=code,
            bps=bps.name,
            kemendagri=kemendagri.name,
            dotted=kemendagri.kemendagri_code,
        )
    return kemendagri if (written or codes) == "kemendagri" else bps


def _refusal(text: str, name: str, candidates: set[str]) -> UnknownRegencyError:
    if candidates:
        names = " / ".join(regency_of(code).name for code in sorted(candidates))
        return UnknownRegencyError("two_regencies", value=text, candidates=names)
    similar = _similar(name)
    if similar:
        return UnknownRegencyError("similar_regency", value=text, candidates=" / ".join(similar))
    return UnknownRegencyError("unknown_regency", value=text)


def _similar(name: str) -> list[str]:
    """Name up to three units that the text may have meant. Suggestions decide nothing."""
    from rapidfuzz import process  # loaded only when something went wrong

    index = _names()
    codes: list[str] = []
    for known, _, _ in process.extract(name, index.keys(), limit=6, score_cutoff=75):
        codes += [code for group in index[known].values() for code in sorted(group)]
    return [regency_of(code).name for code in list(dict.fromkeys(codes))[:3]]
