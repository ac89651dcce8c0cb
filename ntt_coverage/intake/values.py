"""Numbers as Indonesian statements print them.

A dot parts thousands and a comma decimals; words stand for numbers ("enam", "satu juta");
hedges ("kurang lebih") make a number approximate and give no bounds: bounds are read only
where they are printed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from babel.numbers import NumberFormatError, parse_decimal

from ntt_coverage.errors import UnreadableValueError

__all__ = ["NAMED_IN_LIST", "Convention", "Quantity", "is_hedged", "parse_quantity", "parse_whole"]

Convention = Literal["id", "plain"]
"""``id``: 2.480 is two thousand. ``plain``: transcribed digits, 33.7 has a decimal point."""

NAMED_IN_LIST = "(named in list)"
"""Printed is a name in a list: the flag is 1."""

HEDGES = (
    "kurang lebih", "lebih kurang", "sekitar", "kira-kira", "diperkirakan", "hampir", "±",
    "about", "nearly", "almost", "roughly", "around", "approximately",
)  # fmt: skip
AT_LEAST = (
    "tidak kurang dari", "no less than", "no fewer than", "lebih dari", "sekurangnya", "sedikitnya",
    "paling sedikit", "minimal", "di atas", "more than", "at least", "over", "above",
)  # fmt: skip
AT_MOST = (
    "tidak lebih dari", "no more than", "not more than", "tidak sampai", "kurang dari",
    "paling banyak", "maksimal", "di bawah", "less than", "at most", "under", "below", "up to",
)  # fmt: skip
PLAIN = ("baru", "mencapai", "sebanyak", "sejumlah", "hanya", "tercatat", "only")
"""Words before a number that change nothing in it."""

SIGNS = {">": "more than", ">=": "at least", "≥": "at least", "<": "less than", "<=": "at most",
         "≤": "at most"}  # fmt: skip
QUALITATIVE = ("rendah", "tinggi", "sedikit", "banyak")

UNIT_WORDS = frozenset(
    [
        "persen",
        "orang",
        "jiwa",
        "pekerja",
        "peserta",
        "tenaga",
        "desa",
        "kelurahan",
        "kabupaten",
        "kota",
        "daerah",
        "opd",
        "perusahaan",
        "program",
        "kali",
        "tahun",
        "percent",
        "persons",
        "people",
    ]
)
"""Nouns that may follow a number and change nothing in it."""

LONGEST_NUMBER = 24
"""Digits and marks of a number up to the quadrillions; a longer one is a slip or a trick."""

RANGE = (
    r"(?:antara )?(?P<low>\d\S*?)(?: ?[-–] ?| (?:sampai(?: dengan)?|hingga|s\.?/?d\.?) )"
    r"(?P<high>\d\S*)(?P<unit>.*)"
)
BETWEEN = r"antara (?P<low>\d\S*) dan (?P<high>\d\S*)(?P<unit>.*)"
"""Two printed ends. "dan" needs "antara": "10 dan 20" are two numbers."""

PER = (
    r"( (per|a|setiap|tiap) | ?/ ?)(bulan|month|orang|person|pekerja|worker|peserta)\b"
    r"| sebulan\b"
)
"""What a sum of money is for; other columns say it again."""

DIGITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5,
    "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
OWN_WORDS = {
    "kecamatan": "kecamatan|districts", "desa": "villages", "kabupaten/kota": "kabupaten/kota",
    "months": "bulan|months", "persons": "workers",
}  # fmt: skip
"""Words after a number that say no more than its unit."""

ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
TENS = {"belas": 10, "puluh": 10, "ratus": 100}
VAGUE = {"puluhan": 10, "ratusan": 100, "ribuan": 1000, "jutaan": 10**6}


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """What a printed number says.

    Parameters
    ----------
    value : float or None
        The number; None where only an order of magnitude or nothing is printed.
    low, high : float or None
        Bounds, only where the text prints them.
    hedged : bool
        Whether a word makes it approximate.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    hedged: bool = False


def parse_quantity(text: str, *, convention: Convention = "id", unit: str = "") -> Quantity:
    """Read a printed number, share or amount.

    Parameters
    ----------
    text : str
        "2.480", "Rp 1.175.126.400", "Lebih kurang 63 persen", "dua desa", "ribuan", "Ke-51".
    convention : {"id", "plain"}
        How digits are grouped; transcribed cells are plain.
    unit : str
        Unit of the number: a sum may be "per bulan", and a number may repeat its own unit.

    Returns
    -------
    Quantity

    Raises
    ------
    UnreadableValueError
        If the text is not a number, or can be read in two ways ("14,438").

    Examples
    --------
    >>> parse_quantity("kurang lebih satu juta")
    Quantity(value=1000000, low=None, high=None, hedged=True)
    >>> parse_quantity("ribuan").high
    9999
    """
    if len(text) > 200:  # no number is that long, not even in words
        raise UnreadableValueError("number", value=text[:80])
    bare = " ".join(text.replace("±", " ± ").split())
    bare = re.sub(r"^(>=|<=|[<>≥≤])\s*", lambda sign: f"{SIGNS[sign[1]]} ", bare)
    if bare == NAMED_IN_LIST:
        return Quantity(value=1)
    lower = bare.casefold()
    if unit.startswith("rupiah"):
        lower = re.sub(PER, "", lower)
    elif unit in OWN_WORDS:
        lower = re.sub(rf"(?<=\w) ({OWN_WORDS[unit]})$", "", lower)
    rest, hedged = _without(HEDGES, lower)
    rest, _ = _without(PLAIN, rest)
    rest, no_more = _without(AT_MOST[:3], rest)  # before the "more than" in them is read
    rest, at_least = _without(AT_LEAST, rest)
    rest, at_most = _without(AT_MOST, rest)
    at_most |= no_more
    if rest in VAGUE:
        return Quantity(low=VAGUE[rest], high=VAGUE[rest] * 10 - 1, hedged=True)
    if rest.removeprefix("sangat ").strip() in QUALITATIVE:
        return Quantity()
    ends = re.fullmatch(RANGE, rest) or re.fullmatch(BETWEEN, rest)
    if ends:
        low, high = (_number(ends[end] + ends["unit"], text, convention) for end in ("low", "high"))
        if low > high:
            raise UnreadableValueError("number", value=text)
        return Quantity(low=low, high=high, hedged=True)
    value = _number(rest, text, convention)
    if at_least or at_most:  # a bound is printed, and no number
        return Quantity(
            low=value if at_least else None, high=value if at_most else None, hedged=True
        )
    return Quantity(value=value, hedged=hedged)


def is_hedged(text: str) -> bool:
    """Tell whether a word makes a printed number approximate.

    Parameters
    ----------
    text : str
        The token as printed.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_hedged("Lebih kurang 63 persen"), is_hedged("63 persen")
    (True, False)
    """
    return _without(HEDGES, text.casefold())[1]


def _without(phrases: tuple[str, ...], text: str) -> tuple[str, bool]:
    """Take phrases out of a text, and tell whether any was there."""
    listed = "|".join(re.escape(phrase) for phrase in phrases)
    rest = " ".join(re.sub(rf"(?<!\w)(?:{listed})(?!\w)", " ", text).split())
    return rest, rest != text


def _number(text: str, printed: str, convention: Convention) -> float:
    bare = re.sub(r"^rp\.? ?", "", text).replace("%", " ").strip()
    words = [w for w in bare.split() if w not in UNIT_WORDS]
    scale = SCALES.get(words[-1], 1) if len(words) > 1 and words[0][0].isdigit() else 1
    token = " ".join(words[:-1] if scale > 1 else words)
    if re.fullmatch(r"[\d.,]+", token):
        return _whole(_digits(token, printed, convention) * scale)
    spelt = _ordinal(token) or _spelt(token)
    if spelt is None:
        raise UnreadableValueError("number", value=printed)
    return spelt


def _digits(token: str, printed: str, convention: Convention) -> Decimal:
    if convention == "id" and re.fullmatch(r"\d{1,3}(,\d{3}){2,}", token):
        token = token.replace(",", "")  # two groups of three: no decimals look like that
    if convention == "id" and re.search(r",\d{3}$", token):
        raise UnreadableValueError("number_two_ways", value=printed)  # 14,438: decimal or English
    if len(token) > LONGEST_NUMBER:
        raise UnreadableValueError("number", value=printed)
    if convention == "plain" and not re.fullmatch(r"\d+(\.\d+)?", token):
        raise UnreadableValueError("number", value=printed)
    try:
        return parse_decimal(token, locale="id" if convention == "id" else "en", strict=True)
    except NumberFormatError:
        raise UnreadableValueError("number", value=printed) from None


def parse_whole(text: str) -> int | None:
    """Read a small whole number in digits or Indonesian or English words.

    Parameters
    ----------
    text : str
        Such as "12", "enam" or "six".

    Returns
    -------
    int or None
        None if it is no number.

    Examples
    --------
    >>> parse_whole("12"), parse_whole("enam"), parse_whole("six"), parse_whole("some")
    (12, 6, 6, None)
    """
    word = text.casefold()
    if re.fullmatch(r"[0-9]{1,4}", word):
        return int(word)
    return ENGLISH.get(word) or _spelt(word)


def _whole(value: Decimal) -> float:
    return int(value) if value == value.to_integral_value() else float(value)


def _ordinal(text: str) -> int | None:
    """Read "ke-51", "kedua", and a list of ordinals by its last: "pertama ... kedua" is 2."""
    found = [
        1 if w == "pertama" else _spelt(w.removeprefix("ke")) for w in re.findall(r"[a-z]+", text)
    ]
    numbered = re.fullmatch(r"ke-(\d+)", text)
    if numbered:
        return int(numbered[1])
    ordinals = re.fullmatch(r"(pertama|ke[a-z]+)([ .…,;]+(pertama|ke[a-z]+))*", text)
    numbers = [n for n in found if n is not None]
    return max(numbers) if ordinals and len(numbers) == len(found) else None


def _spelt(text: str) -> int | None:
    """Read number words: "dua ratus lima belas ribu" is 215,000."""
    if text == "nol":
        return 0
    words = re.sub(r"\bse(belas|puluh|ratus|ribu|juta)\b", r"satu \1", text).split()
    total = group = unit = 0
    room, above = 1000, 10**15  # what follows is smaller than what went before
    for word in words:
        if word in DIGITS and unit == 0 and room >= 10:
            unit = DIGITS[word]
        elif word in TENS and unit and TENS[word] < room:
            final = word == "belas" or (unit, word) == (1, "puluh")  # nothing follows 10 to 19
            group += 10 + unit if word == "belas" else unit * TENS[word]
            unit, room = 0, 1 if final else TENS[word]
        elif word in SCALES and group + unit and SCALES[word] < above:
            total, above = total + (group + unit) * SCALES[word], SCALES[word]
            group, unit, room = 0, 0, 1000
        else:
            return None
    return total + group + unit if words else None
