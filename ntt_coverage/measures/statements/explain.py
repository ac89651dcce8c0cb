"""The sentences of a check: its arithmetic written out, and what is probably meant."""

from datetime import date
from typing import Any

from ntt_coverage.language import format_date, format_number, say
from ntt_coverage.measures.statements.check import Check, DayName, Edition, Measured, When
from ntt_coverage.measures.statements.figures import Figure
from ntt_coverage.measures.statements.stated import REGENCIES, Stated
from ntt_coverage.quarters import period_label

__all__ = ["arithmetic", "reading_sentence", "remark"]


MONEY = ("amount", "rate", "cost")


def arithmetic(check: Check, lang: str) -> str:
    """Write the arithmetic of a check: "5.244 + 9.192 = 14.436, tercetak 14.438, selisih 2".

    Parameters
    ----------
    check : Check
        The check.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    numbers = {name: _written(value, lang) for name, value in check.numbers.items()}
    if check.rule == "contribution":
        money = (name for name in MONEY if name in numbers)
        numbers |= {name: say("text.rupiah", lang, n=numbers[name]) for name in money}
    return say(f"check.{check.form}", lang, **numbers)


def remark(check: Check, lang: str) -> str:
    """Write what a check says beside its arithmetic.

    Parameters
    ----------
    check : Check
        The check.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where nothing needs saying.
    """
    return say(f"remark.{check.remark}", lang) if check.remark else ""


def reading_sentence(check: Check, lang: str) -> str:
    """Write what a printed number was probably meant to be, and what supports that.

    Parameters
    ----------
    check : Check
        The check.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where no reading is offered.
    """
    meant = check.reading
    if meant is None:
        return ""
    printed = next(s for s in check.about if s.id == meant.statement)
    value = _written(meant.value, lang)
    slip = say(f"slip.{meant.slip}", lang) if meant.slip != "none" else ""
    needed = "" if meant.needed is None else _written(meant.needed, lang)
    parts = [say(f"reading.{meant.support}", lang, value=value, slip=slip, needed=needed)]
    if slip and meant.support in ("printed", "official_rest"):
        parts.append(slip)
    if meant.sources:
        parts.append(say("reading.sources", lang, sources=", ".join(meant.sources)))
    names = {"value": value, "printed": printed.row["value_text"], "statement": printed.id}
    return say("reading.sentence", lang, why="; ".join(parts), **names)


def _written(value: Any, lang: str) -> str:
    if isinstance(value, Stated):
        return _figure(value.number, lang)
    if isinstance(value, Measured):
        return _measured(value.stated, lang)
    if isinstance(value, When):
        return period_label(value.stated.known, value.stated.precision, lang)
    if isinstance(value, Figure):
        return _figure(value, lang)
    if isinstance(value, tuple | list):
        joint = " + " if value and isinstance(value[0], Stated) else ", "
        return joint.join(_written(each, lang) for each in value)
    if isinstance(value, date):
        return format_date(value, lang)
    if isinstance(value, DayName):
        return say(f"weekday.{value.name}", lang)
    if isinstance(value, Edition):
        named = {"year": value.year, "source": value.source}
        return say("check.edition", lang, **named) if value.source else say("check.registry", lang)
    return value if isinstance(value, str) else format_number(value, lang)


def _measured(stated: Stated, lang: str) -> str:
    """Write a figure with its unit: "42,47%", "6 kabupaten/kota"."""
    unit = "kabupaten/kota" if stated.unit == REGENCIES else stated.row["unit"]
    space = "" if unit == "percent" else " "
    return f"{_figure(stated.number, lang)}{space}{say(f'unit.{unit}', lang)}".strip()


def _figure(figure: Figure, lang: str) -> str:
    if figure.value is None:
        low, high = (
            format_number(bound, lang) if bound < float("inf") else ""
            for bound in (figure.low, figure.high)
        )
        if not high:
            return say("check.at_least", lang, number=low)
        return f"{low}–{high}" if figure.low else say("check.at_most", lang, number=high)
    number = format_number(figure.value, lang)
    return say("check.about", lang, number=number) if figure.hedged else number
