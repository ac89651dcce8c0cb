"""Some seconds of damage in every test run, always the same; ``make fuzz`` goes on."""

import random
from pathlib import Path

import pytest

from tests.fuzz.__main__ import main
from tests.fuzz.judge import complaints_of
from tests.fuzz.mutate import make_case, members_of, rewritten, seeds
from tests.fuzz.worker import Worker

SEED = 20210630
FILES = 80


def test_a_damaged_file_is_counted_or_refused():
    with Worker() as worker:
        found = {
            one.fault: f"python -m tests.fuzz --seed {SEED} --only {number}"
            for number in reversed(range(FILES))
            for one in worker.judge(make_case(SEED, number))
        }

    assert found == {}


def test_the_same_seed_and_number_make_the_same_file():
    assert [make_case(7, number) for number in range(9)] == [make_case(7, n) for n in range(9)]
    assert make_case(7, 0) != make_case(8, 0)


def test_every_format_is_damaged_and_its_parts_are_reached():
    names = {Path(name).suffix for name, _ in seeds()}
    whole = [make_case(SEED, number) for number in range(FILES)]

    assert names == {".csv", ".ods", ".xls", ".xlsx"}
    assert "template.xlsx" in dict(seeds())
    assert sum(bool(members_of(case.data)) for case in whole) > FILES / 10


@pytest.mark.parametrize("number", range(12))
def test_a_table_is_written_anew_in_any_format(number):
    name, data = rewritten(random.Random(number))

    assert Path(name).suffix in (".csv", ".xlsx", ".xls", ".ods")
    assert data


@pytest.mark.parametrize("name", ["csv_totals.csv", "xlsx_office_form.xlsx", "csv_nik_grouped.csv"])
def test_a_sound_file_gives_no_complaint(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(dict(seeds())[name])

    assert complaints_of(path, tmp_path / "out", codes=None, segment=None) == []


def test_a_fault_is_told_with_the_command_that_repeats_it(monkeypatch, tmp_path, capsys):
    def break_down(*_, **__):
        raise KeyError("broken")

    monkeypatch.setattr("tests.fuzz.judge.clean_file", break_down)
    monkeypatch.setattr(Worker, "judge", _judge_here(tmp_path))

    assert main(["--seed", "7", "--only", "3", "--keep", str(tmp_path / "kept")]) == 1
    said = capsys.readouterr().out
    assert "KeyError at test_fuzz.py" in said
    assert "python -m tests.fuzz --seed 7 --only 3" in said
    assert [path.read_bytes() for path in (tmp_path / "kept").iterdir()] == [make_case(7, 3).data]


def _judge_here(folder):
    """Judge in this process, where functions can be replaced."""
    return lambda worker, case: complaints_of(folder / case.name, folder, codes=None, segment=None)
