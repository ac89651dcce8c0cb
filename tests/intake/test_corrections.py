"""Corrections fit what is printed, or the run stops and says where."""

import pandas as pd
import pytest
import yaml

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.corrections import CORRECTION_KEYS, CORRECTION_MODEL, read_corrections
from ntt_coverage.pipeline import load

STATEMENTS = pd.DataFrame(
    [
        {"statement_id": "T-1", "value_text": "5.892", "unit_text": "persons", "form": "printed"},
        {"statement_id": "T-2", "value_text": "27/9", "unit_text": "date", "form": "printed"},
        {"statement_id": "T-3", "value_text": "58", "unit_text": "desa", "form": "transcribed"},
    ]
)
ENTRY = {
    "statement_id": "T-1",
    "column": "value_text",
    "expect": "5.892",
    "reading": "5.829",
    "status": "confirmed",
    "source_id": "S05",
    "reason_id": "dua angka tertukar",
    "reason_en": "two digits changed places",
}
DATE = ENTRY | {"statement_id": "T-2", "expect": "27/9", "reading": "27/8"}
PLAIN = ENTRY | {"statement_id": "T-3", "expect": "58", "reading": "158"}


@pytest.fixture
def read(tmp_path):
    """Write corrections, or a text as it is, and read them."""

    def read(*entries, **options):
        path = tmp_path / "corrections.yml"
        if entries and isinstance(entries[0], (str, bytes)):
            path.write_bytes(entries[0] if isinstance(entries[0], bytes) else entries[0].encode())
        else:
            text = yaml.safe_dump(list(entries), default_style='"', sort_keys=False)
            path.write_text(text, encoding="utf-8")
        return read_corrections(path, STATEMENTS, **options)

    return read


def refused(read, *entries, **options):
    with pytest.raises(SourceLayoutError) as caught:
        read(*entries, **options)
    assert all("corrections.yml" in caught.value.say(lang) for lang in ("id", "en"))
    return caught.value


def test_each_correction_is_a_row_with_its_reading_as_a_number(read):
    doubt = PLAIN | {"status": "probable", "source_id": ""}
    expected = pd.DataFrame(
        [ENTRY | {"value": 5829.0}, DATE | {"value": None}, doubt | {"value": 158.0}]
    )[list(CORRECTION_MODEL.columns)]
    read_back = read(ENTRY, DATE, doubt)
    pd.testing.assert_frame_equal(read_back, expected.astype({"value": float}))


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_a_file_without_corrections_has_none(read, text):
    assert read(text).empty
    assert list(read(text).columns) == list(CORRECTION_MODEL.columns)


def test_a_project_without_the_file_has_none(tmp_path):
    table = read_corrections(tmp_path / "corrections.yml", STATEMENTS)
    CORRECTION_MODEL.validate(table)
    assert table.empty


@pytest.mark.parametrize(
    "text",
    ["- a: [1\n", "a: b\n", "5.829\n", "\t- x\n", "- *unknown\n", b"\xff\xfe\x00",
     "- a\n---\n- b\n", "a: \x07\n", "[" * 5000],
)  # fmt: skip
def test_what_is_no_list_in_yaml_is_refused_with_the_file(read, text):
    assert refused(read, text).key == "corrections_file"


@pytest.mark.parametrize("key", CORRECTION_KEYS)
def test_a_missing_key_is_named_with_its_line(read, key):
    short = {name: value for name, value in PLAIN.items() if name != key}
    fault = refused(read, ENTRY, short)
    assert (fault.key, fault.evidence["wrong"]) == ("correction_keys", key)
    assert fault.evidence["row"] == 1 + len(ENTRY)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('colour: "red"', "colour"),
        ('reading: "5.829"', "reading"),
        ('? ["a"]\n  : "b"', "sequence"),
    ],
)
def test_an_unknown_or_repeated_key_is_refused(read, line, wrong):
    fault = refused(read, yaml.safe_dump([ENTRY], default_style='"') + f"  {line}\n")
    assert (fault.key, fault.evidence["wrong"]) == ("correction_keys", wrong)


@pytest.mark.parametrize("value", ["5.892", "null", "true", "[1]", "{a: b}", "2023-05-22"])
def test_a_value_that_yaml_would_not_keep_as_text_is_refused(read, value):
    text = yaml.safe_dump([ENTRY], default_style='"').replace('"5.892"', value)
    fault = refused(read, text)
    assert (fault.key, fault.evidence["wrong"]) == ("correction_keys", "expect")


@pytest.mark.parametrize("item", ['"text"', "5", "null", '["a"]'])
def test_an_item_that_is_no_correction_is_refused(read, item):
    assert refused(read, f"- {item}\n").key == "correction_keys"


@pytest.mark.parametrize(
    ("entry", "key", "told"),
    [
        (ENTRY | {"statement_id": "T-9"}, "correction_gone", ["T-9"]),
        (ENTRY | {"expect": "5.893"}, "correction_other", ["5.893", "5.892", "value_text"]),
        (ENTRY | {"column": "unit_text"}, "correction_value", ["column", "unit_text"]),
        (ENTRY | {"status": "sure"}, "correction_value", ["status", "sure"]),
        (ENTRY | {"source_id": ""}, "correction_value", ["source_id"]),
        (ENTRY | {"source_id": "S99"}, "correction_value", ["S99"]),
        (ENTRY | {"reason_en": " "}, "correction_value", ["reason_en"]),
        (ENTRY | {"reading": "many"}, "correction_value", ["many", "reading"]),
        (ENTRY | {"reading": "ribuan"}, "correction_value", ["ribuan"]),
        (PLAIN | {"reading": ""}, "correction_value", ["reading"]),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_correction_that_does_not_fit_says_what_and_where(read, lang, entry, key, told):
    fault = refused(read, entry, known={"S05"})
    assert (fault.key, fault.evidence["row"]) == (key, 1)
    said = fault.say(lang)
    assert [part for part in [*told, entry["statement_id"]] if part not in said] == []


def test_a_statement_is_corrected_once(read):
    assert refused(read, ENTRY, ENTRY).key == "correction_twice"


def test_the_real_corrections_leave_every_printed_figure_as_it_is(data):
    readings = data.corrections.set_index("statement_id")[["expect", "reading", "status"]]
    assert readings.to_numpy().tolist() == [
        ["5.892", "5.829", "confirmed"],
        ["5.892", "5.829", "confirmed"],
        ["5.244", "5.426", "confirmed"],
        ["58 desa", "158 desa", "probable"],
        ["27/9", "27/8", "confirmed"],
    ]
    printed = data.cleaned.observations.set_index("statement_id").loc[readings.index]
    assert printed["value_text"].tolist() == readings["expect"].tolist()
    assert printed["value"].dropna().tolist() == [5892, 5892, 5244, 58]


def test_a_changed_statement_stops_the_run_before_anything_is_made(project):
    path = project.raw / "statements_articles.csv"
    text = path.read_text(encoding="utf-8").replace("5.892", "5.829")
    path.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(SourceLayoutError, match=r"corrections\.yml.*001-01.*5\.829"):
        load(project)


def test_corrections_are_inputs_of_a_report_where_there_are_any(project):
    name = "data/raw/corrections.yml"
    before = load(project)
    assert name in before.fingerprints
    project.corrections.unlink()
    after = load(project)
    assert name not in after.fingerprints
    assert after.corrections.empty
    pd.testing.assert_frame_equal(after.cleaned.observations, before.cleaned.observations)
