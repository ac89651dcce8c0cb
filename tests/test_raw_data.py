"""The raw tables are whole, described, and hold what was printed."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from frictionless import Package, system

ROOT = Path(__file__).parents[1]
RAW, GEO = ROOT / "data" / "raw", ROOT / "data" / "geo"
SHARED = ROOT.parent / "shared" / "data"
COUNTS = {
    "statements_articles.csv": 56,
    "statements_other.csv": 78,
    "sources.csv": 85,
    "denominators.csv": 437,
    "contribution_rates.csv": 14,
}
FOUNDING = {"S01", "S04", "S07", "S14", "S32"}

BOTH_ENDS = {"X028": ("1500-2000", "1500")}
"""The upper figure stood in a note; both ends are one range here."""

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the founding figures lie outside the project and are not here"
)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(folder):
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return report.flatten(["type"]) if not report.valid else []


@pytest.mark.parametrize("folder", [RAW, GEO], ids=lambda folder: folder.name)
def test_a_package_validates_with_hashes_sizes_and_foreign_keys(folder):
    assert faults(folder) == []
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for resource in described:
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", resource["hash"])
        assert resource["bytes"] == (folder / resource["path"]).stat().st_size


@pytest.mark.parametrize("folder", [RAW, GEO], ids=lambda folder: folder.name)
def test_every_data_file_is_described(folder):
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    papers = re.compile(r"README\.md|datapackage\.json|LICENSE.*")
    files = {path.name for path in folder.iterdir() if not papers.fullmatch(path.name)}
    assert {resource["path"] for resource in described} == files


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("statements_articles.csv", ",2.480,", ",2.481,", "hash-count"),
        ("sources.csv", "S85,", "S86,", "foreign-key"),
        ("denominators.csv", "D002,", "D001,", "primary-key"),
        ("contribution_rates.csv", ",16800,", ",18600,", "hash-count"),
        ("contribution_rates.csv", ",S57,", ",S86,", "foreign-key"),
        ("corrections.yml", "5.829", "5.982", "hash-count"),
    ],
)
def test_a_changed_figure_or_a_lost_source_would_be_noticed(tmp_path, name, old, new, fault):
    folder = shutil.copytree(RAW, tmp_path / "raw")
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    assert text.count(old) >= 1
    assert [fault] in faults(folder)


@pytest.mark.parametrize(("name", "count"), sorted(COUNTS.items()))
def test_every_table_has_its_rows_and_no_key_twice(name, count):
    table = rows(RAW / name)
    keys = [next(iter(row.values())) for row in table]
    assert len(table) == len(set(keys)) == count
    assert all(keys)


def test_every_source_that_is_used_exists():
    known = {row["source_id"] for row in rows(RAW / "sources.csv")}
    used = {row["source_id"] for name in COUNTS for row in rows(RAW / name)} - {""}
    assert used == known == {f"S{number:02d}" for number in range(1, 86)}


@pytest.mark.parametrize(
    ("name", "form", "sources"),
    [
        ("statements_articles.csv", "printed", FOUNDING),
        ("statements_other.csv", "transcribed", None),
    ],
)
def test_the_founding_articles_are_printed_and_the_others_transcribed(name, form, sources):
    table = rows(RAW / name)
    assert {row["form"] for row in table} == {form}
    found = {row["source_id"] for row in table}
    assert found == sources if sources else not found & FOUNDING


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_no_cell_holds_a_hidden_sign_or_a_stray_space(name):
    raw = (RAW / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    text = raw.decode("utf-8")
    assert not re.search("[\u00a0\u200b-\u200f\u202f\u2060\ufeff\ufffd\u0000-\u0009]", text)
    assert all(cell == cell.strip() for row in rows(RAW / name) for cell in row.values())


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_no_person_is_named_and_no_citizen_number_stands_anywhere(name):
    text = (RAW / name).read_text(encoding="utf-8")
    assert "damayati" not in text.casefold()
    assert not re.search(r"(?<!\d)\d{16}(?!\d)", text)


def test_only_rates_that_a_source_confirms_are_called_verified():
    table = rows(RAW / "contribution_rates.csv")
    assert {(bool(row["source_id"]), row["verified"]) for row in table} == {
        (True, "yes"),
        (False, "no"),
    }


def test_whoever_states_a_figure_is_an_office_or_a_part_of_the_page():
    said = {row["stated_by"] for name in COUNTS if "statements" in name for row in rows(RAW / name)}
    offices = r"^$|BPJS|office|government|Bupati \(regent\)|^reporter$|^headline$"
    assert [text for text in said if not re.search(offices, text)] == []


def test_denominators_hold_published_figures_only():
    table = rows(RAW / "denominators.csv")
    assert [row for row in table if re.search("derived|memory", row["kind"], re.IGNORECASE)] == []
    assert [row for row in table if row["indicator_text"].startswith("est_")] == []
    assert all(row["source_id"] and row["value_text"] for row in table)


@pytest.mark.parametrize(("list_id", "count"), [("L1", 6), ("L2", 5)])
def test_a_list_names_as_many_units_as_it_says(list_id, count):
    table = [row for name in COUNTS if "statements" in name for row in rows(RAW / name)]
    named = [row for row in table if row["list_id"] == list_id]
    assert len({row["region_text"] for row in named}) == len(named) == count
    assert {(row["list_size"], row["list_universe"]) for row in named} == {(str(count), "22")}


@needs_shared
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("value_text", "as_printed"), ("source_id", "source_id"), ("region_text", "region"),
     ("unit_text", "unit"), ("list_id", "list_id"), ("programme_text", "programme")],
)  # fmt: skip
def test_every_number_of_the_founding_articles_stands_as_printed(ours, theirs):
    published = {
        row["statement_id"]: row[theirs] for row in rows(SHARED / "statements_articles.csv")
    }
    kept = {row["statement_id"]: row[ours] for row in rows(RAW / "statements_articles.csv")}
    assert kept == published


@needs_shared
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("value_text", "value"), ("source_id", "source_id"), ("region_text", "region"),
     ("unit_text", "unit"), ("period_text", "period"), ("list_id", "list_id")],
)  # fmt: skip
def test_every_other_figure_stands_as_transcribed(ours, theirs):
    published = {row["obs_id"]: row[theirs] for row in rows(SHARED / "enrolment_other.csv")}
    kept = {row["statement_id"]: row[ours] for row in rows(RAW / "statements_other.csv")}
    for read_by_us in ("X109", "X110"):  # the two that S09 names for their village officials
        kept.pop(read_by_us)
    changed = {key: (kept.get(key), published[key]) for key in published}
    changed = {key: pair for key, pair in changed.items() if pair[0] != pair[1]}
    assert kept.keys() == published.keys()
    assert changed == (BOTH_ENDS if ours == "value_text" else {})


@needs_shared
def test_every_published_denominator_is_kept_and_every_estimate_left_out():
    wanted = [
        (row["bps_code"], row["indicator"], row["value"])
        for row in rows(SHARED / "denominators_long.csv")
        if "DERIVED" not in row["kind"]
    ]
    kept = rows(RAW / "denominators.csv")
    found = [(row["bps_code"], row["indicator_text"], row["value_text"]) for row in kept]
    assert sorted(found) == sorted(wanted)
