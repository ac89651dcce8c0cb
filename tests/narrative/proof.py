"""Look up each number of a passage in the tables of its report.

A passage may only use numbers of the tables that are about its topic; a number found elsewhere
is as wrong as one found nowhere.
"""

import re
from itertools import combinations
from numbers import Real

import pandas as pd

from ntt_coverage.language import format_date
from ntt_coverage.publish.tables import report_tables
from ntt_coverage.quarters import Quarter

ABOUT = {
    "finding": ["coverage_by_regency"],
    "not_enrolled": ["coverage_by_regency"],
    "no_data": ["coverage_by_regency"],
    "persons": ["coverage_by_regency", "figures_in_quarter"],
    "rate": ["coverage_by_regency"],
    "disputed": ["coverage_by_regency"],
    "changes": ["changes_since_quarter_before"],
    "revised": ["changes_since_quarter_before"],
    "cost": ["costs_by_regency"],
    "checks": ["statement_checks"],
}
KINDS = {
    "coverage_by_regency": ["state", "last_known_state", "as_of", "source_id"],
    "changes_since_quarter_before": ["change", "state"],
    "costs_by_regency": ["reason"],
    "statement_checks": ["severity"],
}
"""What rows are counted by."""

NUMBER = r"\d+(?:[.,]\d+)*"
MONTHS = {
    lang: [format_date(pd.Timestamp(2000, month, 1), lang).split()[1] for month in range(1, 13)]
    for lang in ("id", "en")
}
PAIR = {"id": rf"({NUMBER}) dari ({NUMBER})", "en": rf"({NUMBER}) of (?:the )?({NUMBER})"}
COUNTED = {
    "id": {"contradiction": r"pertentangan", "question": r"hal yang perlu"},
    "en": {"contradiction": r"contradictions?", "question": r"questions?"},
}
QUARTER = {"id": r"Triwulan [IV]+ \d{4}", "en": r"Q\d \d{4}"}


class Proof:
    """The tables of one report, to look its passages up in."""

    def __init__(self, tables):
        self.tables = tables
        self.named = report_tables(tables) | {"costs_by_regency": tables.costs}
        self.facts = {}

    def faults(self, passage):
        """Return what a passage says in numbers and the tables about its topic do not."""
        about = ABOUT[passage.topic]
        if passage.topic not in self.facts:
            self.facts[passage.topic] = Facts(self.tables, about, self.named)
        said = tokens(passage.text, self.tables.spec.lang)
        return [token for token in said if not self.facts[passage.topic].hold(token)]


def tokens(text, lang):
    """Take a text apart into quarters, dates, pairs, sources and numbers, each one once."""
    months = "|".join(MONTHS[lang])
    patterns = [
        ("quarter", QUARTER[lang]),
        ("day", rf"(?<!\d)\d{{1,2}} (?:{months}) \d{{4}}"),
        ("month", rf"(?:{months}) \d{{4}}"),
        ("source", r"S\d+"),
        *((kind, rf"\d+ {noun}") for kind, noun in COUNTED[lang].items()),
        ("pair", PAIR[lang]),
        ("share", rf"{NUMBER}%"),
        ("number", NUMBER),
    ]
    for kind, pattern in patterns:
        for found in re.finditer(pattern, text):
            yield kind, found[0]
        text = re.sub(pattern, " ", text)


class Facts:
    """What the tables of one report say in numbers."""

    def __init__(self, tables, about, named):
        self.lang, self.quarter = tables.spec.lang, tables.spec.quarter
        tables_about = [named[name] for name in about]
        cells = [cell for table in tables_about for name in table for cell in table[name].dropna()]
        self.texts = [str(cell) for cell in cells if isinstance(cell, str)]
        self.days = {cell.date() for cell in cells if isinstance(cell, pd.Timestamp)}
        self.days |= {pd.Timestamp(text).date() for text in self.texts if _is_day(text)}
        self.numbers = {float(cell) for cell in cells if isinstance(cell, Real)}
        self.numbers |= {float(text) for text in self.texts if re.fullmatch(r"\d+(\.\d+)?", text)}
        self.printed = {part for text in self.texts for part in re.findall(NUMBER, text)}
        self.counts = {
            int(size)
            for name in about
            for size in [len(named[name]), *_group_sizes(named[name], KINDS.get(name, []))]
        }
        self.counts |= {text.count(" + ") + 1 for text in self.texts if " + " in text}
        self.pairs = self._pairs(named, tables)
        self.severities = named["statement_checks"]["severity"].value_counts()

    def _pairs(self, named, tables):
        coverage = named["coverage_by_regency"]
        enrolled = coverage[coverage["state"] == "enrolled"]
        bounded = tables.known.loc[tables.known["value_low"].notna(), "statement_id"]
        told = enrolled["enrolled_persons"].notna() | tables.coverage["statement_id"].isin(bounded)
        units = {(len(enrolled), len(coverage)), (int(told[enrolled.index].sum()), len(enrolled))}
        units |= {(int(n), len(tables.costs)) for n in tables.costs["reason"].value_counts()}
        staff = zip(enrolled["enrolled_persons"], enrolled["eligible_persons"], strict=True)
        units |= {(int(one), int(other)) for one, other in staff if pd.notna(one + other)}
        listed = (re.findall(r"(\d+) (?:dari|of) (\d+)", text) for text in coverage["note"])
        return units | {(int(a), int(b)) for found in listed for a, b in found}

    def hold(self, token):
        kind, text = token
        if kind == "quarter":
            before = Quarter.from_ordinal(self.quarter.ordinal - 1)
            return text in (self.quarter.label(self.lang), before.label(self.lang))
        if kind == "day":
            return text in {format_date(day, self.lang) for day in self.days} or self._says(text)
        if kind == "month":
            months = {format_date(day, self.lang).split(" ", 1)[1] for day in self.days}
            return text in months or self._says(text)
        if kind == "source":
            return self._says(text)
        if kind == "pair":
            one, other = re.fullmatch(PAIR[self.lang], text).groups()
            return (self._value(one), self._value(other)) in self.pairs
        if kind in COUNTED[self.lang]:
            return int(text.split()[0]) == self.severities.get(kind, 0)
        if kind == "share":
            share = self._value(text.rstrip("%"))
            rates = {round(number * 100, 1) for number in self.numbers}
            return share in rates or self._says(text)
        return self._number(text)

    def _number(self, text):
        value = self._value(text)
        years = {day.year for day in self.days}
        return value in self.numbers | self.counts | years or text in self.printed

    def _value(self, text):
        marks = ".," if self.lang == "id" else ",."
        return float(text.replace(marks[0], "").replace(marks[1], "."))

    def _says(self, text):
        return any(re.search(rf"(?<!\w){re.escape(text)}(?!\d)", each) for each in self.texts)


def _is_day(text):
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))


def _group_sizes(table, columns):
    for size in range(1, len(columns) + 1):
        for chosen in combinations(columns, size):
            yield from table.groupby(list(chosen), dropna=False).size()
