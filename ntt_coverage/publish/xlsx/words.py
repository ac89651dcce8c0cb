"""The words that stand in the workbook for the codes of the tables."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from ntt_coverage.intake.schema import BASES, CERTAINTIES, INDICATORS, PRECISIONS, SEGMENTS
from ntt_coverage.language import say
from ntt_coverage.measures.changes import CHANGES, PERSON_CHANGES
from ntt_coverage.measures.coverage import STATES
from ntt_coverage.measures.statements.checking import RULES
from ntt_coverage.noted import noted_text

__all__ = ["WORDS", "CodeWords", "codes_text", "word_of"]


@dataclass(frozen=True)
class CodeWords:
    """The codes of a column, and where their words are.

    Parameters
    ----------
    prefixes : tuple of str
        Beginnings of keys; the first that has a word is taken.
    codes : tuple of str
        The codes that words stand for; every code that has a word, where none are listed.
    """

    prefixes: tuple[str, ...]
    codes: tuple[str, ...] = ()


WORDS: Mapping[str, CodeWords] = {
    "state": CodeWords(("state.",), STATES),
    "change": CodeWords(("change.",), CHANGES),
    "persons_change": CodeWords(("persons_change.",), PERSON_CHANGES),
    "kind": CodeWords(("kind.",), ("kabupaten", "kota")),
    "counted_as": CodeWords(("kind.",), ("state", "mark")),
    "truth": CodeWords(("truth.",), ("true", "false")),
    "indicator": CodeWords(("indicator.",), INDICATORS),
    "segment": CodeWords(("segment.",), SEGMENTS),
    "unit": CodeWords(("measure.", "unit.")),
    "precision": CodeWords(("precision.",), PRECISIONS),
    "ground": CodeWords(("ground.",), (*BASES, "archived address")),
    "certainty": CodeWords(("certainty.",), CERTAINTIES),
    "form": CodeWords(("form.",), ("printed", "transcribed")),
    "where": CodeWords(("where.",), ("headline", "lead", "body")),
    "severity": CodeWords(("severity.",), ("rejected", "flagged", "note")),
    "finding": CodeWords(("severity.",), ("contradiction", "question", "fits")),
    "rule": CodeWords(("rule.",), tuple(dict.fromkeys(rule.name for rule in RULES))),
    "correction": CodeWords(("correction.status_",), ("confirmed", "probable")),
    "counted": CodeWords(("counted.",), ("stated", "difference")),
    "no_cost": CodeWords(
        ("no_cost.",),
        ("persons_unknown", "approximate", "more_than_eligible", "sources_disagree",
         "rate_unknown"),
    ),
    "area": CodeWords(("place.",), ("other",)),
}  # fmt: skip
"""By the form of a column; see ``dictionary.csv``."""


def word_of(form: str, code: str, lang: str) -> str:
    """Return the word of a code.

    Parameters
    ----------
    form : str
        A key of ``WORDS``.
    code : str
        Such as ``"no_data"``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Where there is no word for it the code itself, or what ``noted.csv`` has for it.
    """
    words = WORDS[form]
    for prefix in words.prefixes if not words.codes or code in words.codes else ():
        with suppress(KeyError):
            return say(prefix + code, lang)
    return noted_text(code, lang)


def codes_text(form: str, lang: str) -> str:
    """List the codes of a column with their words.

    Parameters
    ----------
    form : str
        How the column is written.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        A code and its word on each line; blank for a column without codes.
    """
    codes = WORDS[form].codes if form in WORDS else ()
    return "\n".join(f"{code} = {word_of(form, code, lang)}" for code in codes)
