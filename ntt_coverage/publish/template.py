"""The workbook that an office fills in: 22 rows with names and codes, and a page that explains.

It holds no formula and no macro, and what it asks for is what the cleaner reads.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ntt_coverage.language import format_number, say
from ntt_coverage.publish.workbooks import AUTHOR, FIXED_TIME, INERT_OPTIONS, write_whole
from ntt_coverage.regencies import load_regencies

__all__ = ["write_template"]

COLUMNS = {
    "template.number": ("number", 5),
    "template.bps_code": ("code", 10),
    "template.kemendagri_code": ("code", 12),
    "template.region": ("fixed", 29),
    "template.segment": ("text", 16),
    "template.eligible": ("count", 14),
    "template.enrolled": ("count", 12),
    "template.uncovered": ("count", 12),
    "template.as_of": ("date", 14),
    "template.remarks": ("text", 36),
}
"""Columns of the data, with the look of their cells and their width."""

HEADER_ROW, FIRST_ROW = 4, 5
"""From 0, as XlsxWriter counts."""

SEGMENTS = ("Non-ASN",)
"""All are read as non-ASN staff, as the header of their number says; the first is all of them."""

FIRST_DAY, LAST_DAY = date(2014, 7, 1), date(2100, 12, 31)
"""Any other day is a slip of the hand."""

ANSWERS = {
    "template.ask_where": "template.say_where",
    "template.ask_who": "template.say_who",
    "template.ask_blank": "template.say_blank",
    "template.ask_date": "template.say_date",
    "template.ask_how": "template.say_how",
    "template.ask_total": "template.say_total",
    "template.ask_person": "template.say_person",
}

MEANINGS = {
    "template.region": "template.means_region",
    "template.segment": "template.means_segment",
    "template.eligible": "template.means_eligible",
    "template.enrolled": "template.means_enrolled",
    "template.uncovered": "template.means_uncovered",
    "template.as_of": "template.means_as_of",
    "template.remarks": "template.means_remarks",
}

_FIXED = {"border": 1, "border_color": "#B8C2CC", "valign": "vcenter"}
_INPUT = {**_FIXED, "bg_color": "#E8F2FA", "locked": False}
_HEAD = {"bold": True, "bg_color": "#DDE5EC", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {},
    "head": {**_FIXED, **_HEAD, "align": "center"},
    "head_left": {**_FIXED, **_HEAD, "indent": 1},
    "number": {**_FIXED, "align": "center"},
    "fixed": {**_FIXED, "indent": 1},
    "code": {**_FIXED, "num_format": "@", "align": "center"},
    "text": {**_INPUT, "indent": 1},
    "count": {**_INPUT, "num_format": "#,##0"},
    "date": {**_INPUT, "num_format": "dd/mm/yyyy", "align": "center"},
    "question": {**_FIXED, "bold": True, "text_wrap": True, "indent": 1},
    "answer": {**_FIXED, "text_wrap": True, "indent": 1},
}

GUIDE_WIDTHS = (30, 76, 20)

Looks = Mapping[str, Format]


def write_template(path: Path, *, lang: str = "id") -> None:
    """Write the workbook to fill in, the same bytes on every run.

    Parameters
    ----------
    path : pathlib.Path
        The XLSX.
    lang : str
        ``"id"`` or ``"en"``.

    Raises
    ------
    KeyError
        If the language is not in the catalogue.
    ReportError
        If the file cannot be written.
    """
    content = BytesIO()
    book = Workbook(content, INERT_OPTIONS)
    looks = {name: book.add_format(look) for name, look in LOOKS.items()}
    title = say("template.title", lang)
    book.set_properties({"title": title, "author": AUTHOR, "created": FIXED_TIME})
    _write_guide(book.add_worksheet(say("template.guide_sheet", lang)), looks, lang)
    _write_data(book.add_worksheet(say("template.data_sheet", lang)), looks, lang)
    book.close()
    write_whole(content.getvalue(), path)


def _write_data(sheet: Worksheet, looks: Looks, lang: str) -> None:
    sheet.write_string(0, 0, say("template.title", lang), looks["title"])
    sheet.write_string(1, 0, say("template.place", lang))
    sheet.write_string(2, 0, say("template.reminder", lang))
    for column, (key, (_, width)) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADER_ROW, column, say(key, lang), looks["head"])
    sheet.set_row(HEADER_ROW, 33)
    for number, unit in enumerate(load_regencies(), 1):
        sheet.set_row(HEADER_ROW + number, 18)
        cells = (number, unit.bps_code, unit.kemendagri_code, unit.name, SEGMENTS[0])
        for column, (look, _) in enumerate(COLUMNS.values()):
            value = cells[column] if column < len(cells) else None
            sheet.write(HEADER_ROW + number, column, value, looks[look])
    _guard(sheet, lang)
    sheet.freeze_panes(FIRST_ROW, 4)
    sheet.repeat_rows(HEADER_ROW)
    _lay_out(sheet, lang)
    sheet.set_landscape()


def _guard(sheet: Worksheet, lang: str) -> None:
    """Lock what is printed, and let a cell take only what its column means."""
    last = HEADER_ROW + len(load_regencies())
    place = {key: number for number, key in enumerate(COLUMNS)}
    for key, rule in _rules(lang).items():
        sheet.data_validation(FIRST_ROW, place[key], last, place[key], rule)
    first, final = place["template.bps_code"], place["template.kemendagri_code"]
    codes = f"{chr(65 + first)}{FIRST_ROW + 1}:{chr(65 + final)}{last + 1}"
    sheet.ignore_errors({"number_stored_as_text": codes})
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _rules(lang: str) -> dict[str, dict[str, Any]]:
    count = {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "input_title": say("template.count_title", lang),
        "input_message": say("template.count_hint", lang),
        "error_title": say("template.count_title", lang),
        "error_message": say("template.count_fault", lang),
    }
    day = {
        "validate": "date",
        "criteria": "between",
        "minimum": FIRST_DAY,
        "maximum": LAST_DAY,
        "input_title": say("template.date_title", lang),
        "input_message": say("template.date_hint", lang),
        "error_title": say("template.date_title", lang),
        "error_message": say("template.date_fault", lang),
    }
    segment = {
        "validate": "list",
        "source": list(SEGMENTS),
        "error_title": say("template.segment_title", lang),
        "error_message": say("template.segment_fault", lang),
    }
    counts = ("template.eligible", "template.enrolled", "template.uncovered")
    return dict.fromkeys(counts, count) | {"template.as_of": day, "template.segment": segment}


def _write_guide(sheet: Worksheet, looks: Looks, lang: str) -> None:
    """Write the page that explains; no two of its headers share a row, so it is no table."""
    for column, width in enumerate(GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, say("template.guide_title", lang), looks["title"])
    sheet.write_string(1, 0, say("template.guide_lead", lang))
    for row, (question, answer) in enumerate(ANSWERS.items(), 3):
        said = say(answer, lang)
        _write_wrapped(sheet, row, (say(question, lang), said), looks)
        sheet.merge_range(row, 1, row, 2, said, looks["answer"])
    _write_example(sheet, looks, lang)
    _lay_out(sheet, lang)


def _write_example(sheet: Worksheet, looks: Looks, lang: str) -> None:
    head = ("template.of_column", "template.of_meaning", "template.of_example")
    top = 3 + len(ANSWERS) + 1
    for column, key in enumerate(head):
        sheet.write_string(top, column, say(key, lang), looks["head_left"])
    for row, (key, meaning) in enumerate(MEANINGS.items(), top + 1):
        texts = (say(key, lang), say(meaning, lang), _examples(lang)[key])
        _write_wrapped(sheet, row, texts, looks)


def _write_wrapped(sheet: Worksheet, row: int, texts: Sequence[str], looks: Looks) -> None:
    """Write a row as high as its texts need: not every program fits it by itself."""
    widths = GUIDE_WIDTHS if len(texts) == 3 else (GUIDE_WIDTHS[0], sum(GUIDE_WIDTHS[1:]))
    lines = max(len(wrap(text, width)) for text, width in zip(texts, widths, strict=True))
    sheet.set_row(row, 15 * lines + 6)
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, looks["answer" if column else "question"])


def _examples(lang: str) -> dict[str, str]:
    return {
        "template.region": say("template.example_region", lang),
        "template.segment": SEGMENTS[0],
        "template.eligible": format_number(2480, lang),
        "template.enrolled": format_number(1580, lang),
        "template.uncovered": format_number(900, lang),
        "template.as_of": "30/06/2024",
        "template.remarks": say("template.example_remarks", lang),
    }


def _lay_out(sheet: Worksheet, lang: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&C{say('template.page', lang)}")
