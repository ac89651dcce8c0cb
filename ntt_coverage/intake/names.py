"""Names of places as tables write them: numbered, starred, with their code or capital beside."""

import re
from functools import cache

from ntt_coverage.errors import CoverageError
from ntt_coverage.regencies import load_regencies, normalise, resolve_area

__all__ = ["names_a_place", "split_name"]

MARKS = re.compile(r"^[*†]+\)?\s*|\s*[*†¹²³⁴-⁹⁰]+\)?$|\s+\d\)$")
"""Marks of footnotes before and after a name."""

CODED = re.compile(r"^(\d{4}|\d\d\.\d\d)[\s.:–-]+(?=[^\W\d])(.+)$")
NUMBERED = re.compile(r"^\(?\d{1,2}[.)]+\s*(?=[^\W\d])(.+)$")
BRACKETED = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")


@cache
def split_name(text: str) -> tuple[str, str]:
    """Part a code from a name, and leave out what is neither.

    Parameters
    ----------
    text : str
        A cell of a column of places.

    Returns
    -------
    tuple of str and str
        The code, blank if there is none; the name.

    Examples
    --------
    >>> split_name("3. Kabupaten Kupang (Oelamasi) *)")
    ('', 'Kabupaten Kupang')
    >>> split_name("5302 Sumba Timur")
    ('5302', 'Sumba Timur')
    """
    bare, before = text.strip(), ""
    while bare != before:
        bare, before = MARKS.sub("", bare), bare
    coded = CODED.match(bare)
    code, name = coded.groups() if coded else ("", bare)
    numbered = NUMBERED.match(name)
    name = numbered[1] if numbered else name
    bracketed = BRACKETED.match(name)
    if bracketed and normalise(bracketed[2]) in _capitals():
        name = bracketed[1]
    return code, name.strip()


@cache
def _capitals() -> frozenset[str]:
    return frozenset(normalise(unit.capital) for unit in load_regencies())


@cache
def names_a_place(text: str) -> bool:
    """Tell whether a cell names a place, or two that it could be.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    bool
    """
    code, name = split_name(text)
    try:
        return bool(text) and (bool(code) or resolve_area(name).bps_code is not None)
    except CoverageError as fault:
        return fault.key in ("two_regencies", "code_system")
