"""A folder appears whole or not at all; a good one is never lost."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from ntt_coverage.errors import ReportError
from ntt_coverage.publish import atomic
from ntt_coverage.publish.atomic import whole_folder


def fill(target, text):
    with whole_folder(target) as folder:
        (folder / "a.txt").write_text(text)


def contents(folder):
    return sorted(path.name for path in folder.iterdir())


def test_folder_stands_in_its_place_and_nothing_beside_it(tmp_path):
    fill(tmp_path / "deep" / "2019Q3", "new")
    assert contents(tmp_path / "deep") == ["2019Q3"]
    assert (tmp_path / "deep" / "2019Q3" / "a.txt").read_text() == "new"


def test_others_may_read_the_folder_as_any_other(tmp_path):
    fill(tmp_path / "2019Q3", "new")
    (tmp_path / "usual").mkdir()
    assert (tmp_path / "2019Q3").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_failure_leaves_the_older_folder_and_no_scratch(tmp_path):
    fill(tmp_path / "2019Q3", "old")
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "2019Q3") as folder:
        (folder / "half").write_text(str(1 / 0))
    assert contents(tmp_path) == ["2019Q3"]
    assert (tmp_path / "2019Q3" / "a.txt").read_text() == "old"


def test_a_path_that_is_too_long_is_said_in_words(tmp_path):
    with (
        pytest.raises(ReportError, match="File name too long"),
        whole_folder(tmp_path / "2019Q3") as folder,
    ):
        (folder / ("x" * 300)).write_text("new")
    assert contents(tmp_path) == []


def test_failure_without_an_older_folder_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), whole_folder(tmp_path / "2019Q3"):
        raise KeyboardInterrupt
    assert contents(tmp_path) == []


def test_older_folder_is_replaced_whole(tmp_path):
    with whole_folder(tmp_path / "2019Q3") as folder:
        (folder / "left_over.txt").write_text("old")
    fill(tmp_path / "2019Q3", "new")
    assert contents(tmp_path / "2019Q3") == ["a.txt"]
    assert contents(tmp_path) == ["2019Q3"]


def test_where_folders_cannot_change_places_in_one_step_they_do_in_two(tmp_path, monkeypatch):
    monkeypatch.setattr(atomic, "_swap", lambda *_: False)
    fill(tmp_path / "2019Q3", "old")
    fill(tmp_path / "2019Q3", "new")
    assert contents(tmp_path) == ["2019Q3"]
    assert (tmp_path / "2019Q3" / "a.txt").read_text() == "new"


@pytest.mark.skipif(sys.platform != "linux", reason="one step is outside the project elsewhere")
def test_folders_change_places_in_one_step_on_linux(tmp_path, monkeypatch):
    fill(tmp_path / "2019Q3", "old")
    renamed = []
    rename = Path.rename
    monkeypatch.setattr(Path, "rename", lambda one, to: renamed.append(to) or rename(one, to))
    fill(tmp_path / "2019Q3", "new")
    assert [to.suffix for to in renamed] == [".gone"]


def test_scratch_of_killed_runs_of_other_quarters_is_cleared_but_not_of_running_ones(tmp_path):
    mine = [".2019Q3.catatan.old", ".bashrc.old", ".git.new", ".notes.abcd1234.new"]
    killed = [
        ".2018Q4.abcd_123.new", ".2019Q2-en.x_1y2z3a.new",
        ".2019Q3-id-rate-all-85ed46f7.abcd1234.new",
    ]  # fmt: skip
    for name in (".2019Q1.old", *killed, *mine):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("old")
    with whole_folder(tmp_path / "2019Q4") as running:
        fill(tmp_path / "2019Q3", "new")
        assert running.is_dir()
    assert contents(tmp_path) == [*mine, "2019Q1", "2019Q3", "2019Q4"]


def test_older_folder_comes_back_when_the_exchange_fails(tmp_path, monkeypatch):
    monkeypatch.setattr(atomic, "_swap", lambda *_: False)
    fill(tmp_path / "2019Q3", "old")
    rename = Path.rename

    def failing(self, target):
        if self.suffix == ".new":
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(ReportError, match="in use"):
        fill(tmp_path / "2019Q3", "new")
    assert contents(tmp_path) == ["2019Q3"]
    assert (tmp_path / "2019Q3" / "a.txt").read_text() == "old"


def test_interrupted_exchange_is_restored_by_the_next_run_even_if_that_fails(tmp_path):
    fill(tmp_path / ".2019Q3.old", "old")
    with pytest.raises(RuntimeError), whole_folder(tmp_path / "2019Q3"):
        raise RuntimeError
    assert contents(tmp_path) == ["2019Q3"]
    assert (tmp_path / "2019Q3" / "a.txt").read_text() == "old"


def test_place_below_a_file_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError) as error:
        fill(tmp_path / "file" / "2019Q3", "new")
    assert "cannot be written" in error.value.say("en")
    assert "--out" in error.value.say("id")


@pytest.mark.parametrize("target", ["2019Q3", "2019Q4"])
def test_the_lock_of_a_run_killed_after_its_exchange_is_cleared(tmp_path, target):
    fill(tmp_path / "2019Q3", "old")
    (tmp_path / ".2019Q3.abcd1234.new.lock").write_text("")
    (tmp_path / ".2019Q3.gone").mkdir()
    fill(tmp_path / target, "new")
    assert contents(tmp_path) == sorted({"2019Q3", target})


def test_a_run_with_other_temporary_files_leaves_a_living_scratch_alone(tmp_path, monkeypatch):
    target = tmp_path / "out" / "2019Q3"
    with whole_folder(target) as running:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
        fill(target, "other")
        assert running.is_dir()
        (running / "a.txt").write_text("mine")
    assert contents(tmp_path / "out") == ["2019Q3"]
    assert (target / "a.txt").read_text() == "mine"


def test_the_folder_has_the_permissions_of_any_other(tmp_path):
    before = os.umask(0o027)
    try:
        fill(tmp_path / "2019Q3", "new")
    finally:
        os.umask(before)
    assert (tmp_path / "2019Q3").stat().st_mode & 0o777 == 0o750
