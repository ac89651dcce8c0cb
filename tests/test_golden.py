"""The back test: a frozen quarter comes out as it was, or the changelog says why not."""

import importlib.util
import json
import shutil

import pytest

from tests.conftest import ROOT


def load_golden():
    spec = importlib.util.spec_from_file_location("docs_golden", ROOT / "docs" / "golden.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


golden = load_golden()


@pytest.fixture(scope="module")
def rebuilt():
    return golden.rebuilt_tables()


def test_no_number_of_the_golden_quarter_has_moved(rebuilt):
    moved = list(golden.moved(golden.frozen_tables(), rebuilt))
    assert moved == [], "say why under Methodology, then python docs/golden.py --accept LINE"


def test_every_table_and_column_is_frozen(rebuilt):
    columns = {name: list(rows[0]) if rows else [] for name, rows in rebuilt.items()}
    frozen = golden.frozen_tables()
    assert {name: list(rows[0]) if rows else [] for name, rows in frozen.items()} == columns


def test_what_was_accepted_stands_in_the_changelog_once_each():
    accepted = json.loads(golden.RECORD.read_text("utf-8"))["accepted"]
    lines = [each["line"] for each in accepted]
    assert [line for line in lines if line not in golden.methodology_lines()] == []
    assert len(set(lines)) == len(lines)


def test_a_number_that_moves_is_listed(rebuilt, tmp_path):
    shutil.copytree(golden.GOLDEN / "raw", tmp_path / "raw")
    path = tmp_path / "raw" / "statements_other.csv"
    text = path.read_text("utf-8")
    assert text.count(",1522,persons,") == 1
    path.write_text(text.replace(",1522,persons,", ",1523,persons,"), "utf-8")
    moved = list(golden.moved(rebuilt, golden.rebuilt_tables(tmp_path / "raw")))
    said = "coverage_by_regency, row 14 (5314), enrolled_persons: '1522', now '1523'"
    assert said in moved


def test_what_is_new_moves_nothing_and_what_is_gone_does():
    then, now = {"t": [{"id": "a", "n": "1"}]}, {"t": [{"id": "a", "n": "1", "m": "2"}], "u": []}
    assert list(golden.moved(then, now)) == []
    assert list(golden.moved(now, then)) == [
        "t, row 1 (a), m: '2', now None",
        "u: the table is gone",
    ]


@pytest.mark.parametrize("line", ["", "a", "a line that no changelog has"])
def test_nothing_is_accepted_without_a_line_under_methodology(monkeypatch, capsys, line):
    monkeypatch.setattr(golden, "rebuilt_tables", lambda: {})
    monkeypatch.setattr(golden, "freeze", lambda *_: pytest.fail("frozen"))
    assert golden.accept(line) == 1
    assert "coverage_by_regency: the table is gone" in capsys.readouterr().out
