"""Tell which unit each row is, by pairs of code and name, never by a code alone.

BPS and the Ministry of Home Affairs number the province with the same 22 digit groups, and
16 of them mean different units. A file fits one of the two systems with all its pairs, or it
is refused. Columns are found by what they hold: every office names them differently.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from ntt_coverage.errors import CoverageError, UnknownRegencyError
from ntt_coverage.geography.findings import Finding, Phrase, Unit
from ntt_coverage.regencies import load_regencies, regency_of, resolve

__all__ = ["CodeSystem", "Keys", "name_agrees", "recognise"]

CodeSystem = Literal["bps", "kemendagri"]
SYSTEMS: tuple[CodeSystem, ...] = ("bps", "kemendagri")
SYSTEM_NAMES = {"bps": "BPS", "kemendagri": "Kemendagri"}

CODE = re.compile(r"(?i)(id)?53\d\d|53\.\d\d")

FEWEST = 11
"""A column is one of codes, or of names, if half of the units stand in it. Both systems agree
on six codes only, so half of them is also enough to tell the systems apart."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The rows of the province, and the unit of each.

    Parameters
    ----------
    rows : tuple of int
        Index of the rows in the table.
    units : tuple of (str or None)
        BPS code of the unit of each row; None for a code that no unit has.
    system : {"bps", "kemendagri"} or None
        Whose codes they are; None if that cannot be told.
    findings : tuple of Finding
        What was found on the way.
    """

    rows: tuple[int, ...] = ()
    units: tuple[str | None, ...] = ()
    system: CodeSystem | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the file holds exactly the 22 units."""
        return self.system is not None and all(f.level != "fault" for f in self.findings)


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """One way to read a table: which columns, which system, and the pairs that fit."""

    code_column: str
    name_column: str
    system: CodeSystem
    rows: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]
    fitting: int

    @property
    def fits(self) -> bool:
        return self.fitting == len(self.pairs)

    @property
    def units(self) -> tuple[str | None, ...]:
        return tuple(_unit_code(code, self.system) for code, _ in self.pairs)


def recognise(table: pd.DataFrame) -> Keys:
    """Find the rows of the province and the unit of each.

    Parameters
    ----------
    table : pandas.DataFrame
        What a layer says of its shapes; any columns.

    Returns
    -------
    Keys
        With a fault for each thing that would put a shape in a wrong place.
    """
    codes = {
        str(column): found
        for column in table.columns
        if (found := _codes(table[column])) is not None
    }
    if not codes:
        about = "names_only" if _name_columns(table, table.index) else "no_keys"
        return Keys(findings=(Finding(about=about, level="fault"),))
    readings = [reading for column in codes for reading in _readings(table, column, codes[column])]
    if not readings:
        return Keys(findings=(_codes_only(codes),))
    # of several columns that fit, those of BPS: the key of the house
    best = max(readings, key=lambda r: (r.fits, len(set(r.units)), r.fitting, r.system == "bps"))
    findings = (*_key_findings(best), *_count_findings(best, len(table)))
    understood = best.fitting * 2 > len(best.pairs)
    return Keys(
        rows=best.rows,
        units=best.units if understood else (None,) * len(best.rows),
        system=best.system if understood else None,
        findings=findings if understood else findings[:1],
    )


def _codes(column: "pd.Series[Any]") -> "pd.Series[str] | None":
    """Return the codes of the province in a column, if it is one of codes."""
    found = column.map(_code_text).dropna()
    return found if found.nunique() >= FEWEST else None


def _code_text(value: Any) -> str | None:
    """Write a code as text: 5301 and 5301.0 are "5301", the number 53.1 is "53.10"."""
    if isinstance(value, float):  # a program took dotted codes for numbers, or integers had gaps
        if value.is_integer():
            value = int(value)
        else:
            value = f"{value:.2f}" if abs(value - round(value, 2)) < 1e-9 else ""
    text = str(value).strip().removesuffix(".0")
    return text.upper() if CODE.fullmatch(text) else None


def _digits(code: str) -> str:
    return code.removeprefix("ID").replace(".", "")


def _written_system(code: str) -> CodeSystem | None:
    """Tell the system from the form: a dot is Kemendagri's, the mark ID is of BPS."""
    return "kemendagri" if "." in code else "bps" if code.startswith("ID") else None


def _unit_code(code: str, system: CodeSystem) -> str | None:
    try:
        return resolve(_digits(code), codes=system).bps_code
    except CoverageError:
        return None


def _name_columns(table: pd.DataFrame, rows: Sequence[int] | pd.Index) -> list[str]:
    texts = [c for c in table.columns if not pd.api.types.is_numeric_dtype(table[c])]
    return [str(column) for column in texts if _holds_names(table.loc[rows, column])]


def _holds_names(column: "pd.Series[Any]") -> bool:
    named: set[str] = set()
    for text in {_name_text(value) for value in column.dropna()}:
        named |= _nameable(text)
    return len(named) >= FEWEST


def _name_text(value: Any) -> str:
    return value.strip()[:80] if isinstance(value, str) else ""


@lru_cache(maxsize=4096)
def _nameable(text: str) -> frozenset[str]:
    """Return the units that a name may mean; "Kupang" may mean two. Digits are no name."""
    if not text or any(sign.isdigit() for sign in text):
        return frozenset()
    found = set()
    for kind in ("kabupaten", "kota"):
        try:
            found.add(resolve(text, kind=kind).bps_code)
        except CoverageError:
            continue
    return frozenset(found)


def name_agrees(bps_code: str, name: str) -> bool:
    """Tell whether a name may be that of a unit; the unit's kind decides "Kupang".

    Parameters
    ----------
    bps_code : str
        Four digits of the registry.
    name : str
        A name, with or without the word for its kind.

    Returns
    -------
    bool
    """
    try:
        return resolve(name, kind=regency_of(bps_code).kind).bps_code == bps_code
    except CoverageError:
        return False


def _readings(table: pd.DataFrame, column: str, codes: "pd.Series[str]") -> list[_Reading]:
    readings = []
    for names in _name_columns(table, codes.index):
        texts = [_name_text(value) for value in table.loc[codes.index, names]]
        pairs = tuple(zip(codes, texts, strict=True))
        for system in SYSTEMS:
            units = [(_unit_code(code, system), name) for code, name in pairs]
            fitting = sum(unit is not None and name_agrees(unit, name) for unit, name in units)
            readings.append(
                _Reading(code_column=column, name_column=names, system=system,
                         rows=tuple(codes.index), pairs=pairs, fitting=fitting)
            )  # fmt: skip
    return readings


def _codes_only(codes: "dict[str, pd.Series[str]]") -> Finding:
    column = next(iter(codes))
    code = next((c for c in sorted(codes[column]) if _differs(c)), "5301")
    return Finding(about="codes_only", level="fault", facts={"column": column, **_both(code)})


def _differs(code: str) -> bool:
    return _unit_code(code, "bps") not in (None, _unit_code(code, "kemendagri"))


def _both(code: str) -> dict[str, Any]:
    """Name what a code means in each system."""
    found = {system: _unit_code(code, system) for system in SYSTEMS}
    read: dict[str, Any] = {system: Unit(unit) if unit else "-" for system, unit in found.items()}
    return {"code": _digits(code), **read}


def _key_findings(best: _Reading) -> list[Finding]:
    facts = {"column": best.code_column, "names": best.name_column}
    system = SYSTEM_NAMES[best.system]
    if best.fitting * 2 <= len(best.pairs):
        clashes = tuple(_clash(pair) for pair in best.pairs)
        return [Finding(about="keys_neither", level="fault", facts={**facts, "clashes": clashes})]
    findings = []
    written = {_written_system(code) for code, _ in best.pairs} - {None}
    if written - {best.system}:
        other = " / ".join(sorted(SYSTEM_NAMES[str(each)] for each in written))
        about = {"column": best.code_column, "written": other, "system": system}
        findings.append(Finding(about="keys_form", level="fault", facts=about))
    wrong = [
        pair
        for pair, unit in zip(best.pairs, best.units, strict=True)
        if unit and not name_agrees(unit, pair[1])
    ]
    if wrong:
        clashes = tuple(_clash(pair) for pair in wrong)
        about_wrong = {"system": system, "clashes": clashes}
        findings.append(Finding(about="keys_clash", level="fault", facts=about_wrong))
    if not findings:
        paired = {**facts, "system": system, "n": len(best.pairs)}
        findings.append(Finding(about="keys_read", level="ok", facts=paired))
    return findings


def _clash(pair: tuple[str, str]) -> Phrase:
    """Set a name against both readings of its code; a similar name is only suggested."""
    code, name = pair
    try:
        resolve(name)
    except UnknownRegencyError as fault:
        if fault.key == "similar_regency":
            similar = fault.evidence["candidates"]
            facts = {"code": code, "name": name, "similar": similar}
            return Phrase(key="clash_similar", facts=facts)
    except CoverageError:
        pass
    return Phrase(key="clash", facts={"name": name or "-", **_both(code)})


def _count_findings(best: _Reading, in_all: int) -> list[Finding]:
    """Check 22 of 22, the two Kupangs, and say what was left out."""
    findings = []
    counted = Counter(unit for unit in best.units if unit)
    missing = tuple(Unit(u.bps_code) for u in load_regencies() if u.bps_code not in counted)
    doubled = tuple(
        Phrase(key="times", facts={"unit": Unit(unit), "n": n})
        for unit, n in sorted(counted.items()) if n > 1
    )  # fmt: skip
    pairs = zip(best.pairs, best.units, strict=True)
    extra = tuple(f"{code} {name}" for (code, name), unit in pairs if not unit)
    if missing:
        facts = {"n": 22 - len(missing), "missing": missing}
        findings.append(Finding(about="units_missing", level="fault", facts=facts))
    if "5321" in missing:
        findings.append(Finding(about="malaka_missing", level="fault"))
    if doubled:
        findings.append(Finding(about="units_doubled", level="fault", facts={"doubled": doubled}))
    if extra:
        findings.append(Finding(about="units_extra", level="fault", facts={"extra": extra}))
    if not (missing or doubled or extra):
        findings.append(Finding(about="units_complete", level="ok"))
    findings += _kupangs(best)
    if in_all > len(best.rows):
        left_out = {"n": in_all - len(best.rows)}
        findings.append(Finding(about="rows_outside", level="ok", facts=left_out))
    return findings


def _kupangs(best: _Reading) -> list[Finding]:
    named = dict(zip(best.units, (name for _, name in best.pairs), strict=True))
    if not all(code in named and name_agrees(code, named[code]) for code in ("5303", "5371")):
        return []  # one is missing or bears a wrong name, which is said elsewhere
    if _nameable(named["5303"]) == _nameable(named["5371"]):
        return [Finding(about="kupang_by_code", level="ok", facts={"name": named["5303"]})]
    return [Finding(about="kupang_apart", level="ok")]
