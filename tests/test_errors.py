"""Every error has its paragraph in both languages, and carries its evidence with it."""

import ast
import copy
import csv
import pickle
import re
from functools import cache
from pathlib import Path

import pytest

import ntt_coverage
from ntt_coverage import errors
from ntt_coverage.errors import CoverageError

from .test_language import braces, read_words

PACKAGE = Path(ntt_coverage.__file__).parent
LEAVES = sorted(set(errors.__all__) - {"CoverageError"})
BUILTIN = {
    "SourceLayoutError": ValueError,
    "UnreadableValueError": ValueError,
    "UnknownRegencyError": LookupError,
    "CodeSystemError": ValueError,
    "BoundaryError": ValueError,
    "ParameterError": ValueError,
    "ReportError": RuntimeError,
}
VOCABULARIES = {
    "intake/indicators.csv": "unit",
    "pictures/labels.csv": None,
    "publish/dictionary.csv": None,
}
"""Tables whose cells become the end of a key."""

FLAGS = {"0", "1"}

FEWEST_LETTERS = 4
"""An f-string with less text of its own would match every key."""


@cache
def trees():
    sources = [path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))]
    return [ast.parse(source) for source in sources]


def nodes(kind):
    return [node for tree in trees() for node in ast.walk(tree) if isinstance(node, kind)]


def raised():
    """Return each (key, names of the evidence) that the code builds an error from."""
    for call in nodes(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in errors.__all__ and call.args:
            assert isinstance(call.args[0], ast.Constant), ast.unparse(call)
            yield call.args[0].value, tuple(sorted(word.arg or "**" for word in call.keywords))


@pytest.mark.parametrize(("key", "evidence"), sorted(set(raised())))
def test_every_error_key_has_a_paragraph_whose_braces_the_evidence_fills(key, evidence):
    paragraph = {row["key"]: row for row in read_words()}[f"error.{key}"]
    assert set(braces(paragraph["id"])) <= set(evidence) or "**" in evidence


@cache
def constants():
    """Return all texts that may end a key: literals of the code and cells of its tables."""
    found = FLAGS | {n.value for n in nodes(ast.Constant) if isinstance(n.value, str)}
    for name, column in VOCABULARIES.items():
        with (PACKAGE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells = [row[column]] if column else row.values()
                found.update(part for cell in cells for part in cell.split("|"))
    return found


@cache
def composed():
    """Return the patterns of all texts that the code puts together."""
    patterns = {
        re.escape(text) + "(.+)" for text in constants() if re.fullmatch(r"[a-z_]+\.", text)
    }
    for node in nodes(ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
        if sum(len(part or "") for part in parts) >= FEWEST_LETTERS:
            patterns.add("".join("(.+)" if part is None else re.escape(part) for part in parts))
    return patterns


def is_spoken(text):
    """Tell whether the code holds a text, or the parts that it is put together from."""
    if text in constants():
        return True
    found = [re.fullmatch(pattern, text, re.DOTALL) for pattern in composed()]
    return any(match and all(is_spoken(part) for part in match.groups()) for match in found)


@pytest.mark.parametrize("key", [row["key"] for row in read_words()])
def test_every_paragraph_of_the_catalogue_is_used(key):
    assert is_spoken(key)


@pytest.mark.parametrize("invented", ["state.unheard", "error.nobody_raises", "nothing.at_all"])
def test_a_paragraph_that_nobody_says_would_be_found(invented):
    assert not is_spoken(invented)


@pytest.mark.parametrize("name", LEAVES)
def test_errors_survive_pickling_and_copying_with_their_evidence(name):
    error = getattr(errors, name)("two_regencies", value="Kupang", candidates="A / B")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is type(error)
        assert (twin.key, twin.evidence) == ("two_regencies", error.evidence)
        assert twin.say("en") == error.say("en")


@pytest.mark.parametrize(("name", "builtin"), sorted(BUILTIN.items()))
def test_every_leaf_is_also_the_builtin_that_fits(name, builtin):
    assert set(BUILTIN) == set(LEAVES)
    assert issubclass(getattr(errors, name), (CoverageError, builtin))
    assert issubclass(getattr(errors, name), builtin)


@pytest.mark.parametrize(
    ("lang", "beginning"),
    [("id", "Triwulan “x” tidak dikenal."), ("en", "Quarter “x” is not known.")],
)
def test_the_text_of_an_error_follows_the_reader(monkeypatch, lang, beginning):
    error = errors.ParameterError("quarter", value="x")
    monkeypatch.setenv("NTT_COVERAGE_LANG", lang)
    assert str(error).startswith(beginning)
    assert str(error) == error.say(lang)


@pytest.mark.parametrize(("reader", "lang"), [("id", "en"), ("en", "id")])
def test_a_fault_within_a_fault_is_said_in_the_same_language(monkeypatch, reader, lang):
    monkeypatch.setenv("NTT_COVERAGE_LANG", reader)
    inner = errors.UnreadableValueError("date", value="31 Juni")
    outer = errors.SourceLayoutError(
        "bad_cell", file="a.csv", row=2, column="c", value="31 Juni", fault=inner
    )
    assert inner.say(lang) in outer.say(lang)


def test_evidence_may_use_any_name():
    error = errors.ReportError("quarter", value="{value}", lang="x", key="y")
    assert "{value}" in error.say("en")
    assert error.evidence["lang"] == "x"
