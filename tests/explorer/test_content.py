"""What the explorer shows agrees with the tables, for every kind of worker."""

import json
import re
from itertools import combinations, product

import pytest

from ntt_coverage.errors import ParameterError
from ntt_coverage.explorer.content import content_of, statements_of
from ntt_coverage.explorer.ground import ground_of, planned
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.measures.evidence import SEGMENTS
from ntt_coverage.pictures.choropleth import draw_map
from ntt_coverage.pictures.themes import persons_theme, status_theme
from ntt_coverage.pictures.view import View
from ntt_coverage.pipeline import coverage_in
from ntt_coverage.regencies import load_regencies

CODES = [unit.bps_code for unit in load_regencies()]
QUARTERS = ["2018Q2", "2019Q3", "2021Q4", "2022Q1", "2024Q1", "2025Q3", "2026Q1"]


def view_of(quarter, lang="id", **asked):
    return View(spec=ReportSpec.parse(quarter, lang), **asked)


@pytest.fixture(scope="module")
def seen(data):
    return lambda *asked, **chosen: content_of(view_of(*asked, **chosen), data)


@pytest.mark.parametrize("segment", SEGMENTS)
@pytest.mark.parametrize("theme", ["status", "persons", "rate"])
def test_legend_units_table_and_timeline_add_up_to_22(seen, segment, theme):
    for quarter in QUARTERS:
        shown = seen(quarter, theme=theme, segment=segment, base="population_total")
        assert sum(number for _, _, number, _, mark in shown["legend"] if not mark) == 22
        assert sorted(shown["units"]) == sorted(shown["table"]["codes"]) == CODES
        assert {len(row) for row in shown["table"]["rows"]} == {len(shown["table"]["headings"])}
        assert all(sum(counts) == 22 for _, _, *counts in shown["timeline"]["quarters"])
        assert set(shown["timeline"]["units"]) == set(shown["cards"]) == set(CODES)
        assert [label["code"] for label in shown["labels"] if label["code"]] == CODES


def test_the_figure_is_the_one_that_the_map_carries(seen, data):
    states = coverage_in(ReportSpec.parse("2021Q4"), data)
    assert seen("2021Q4", theme="persons")["figure"] == draw_map(states, "persons").passport.label


def test_2019q3_is_shown_as_it_is_known(seen):
    shown = seen("2019Q3")
    assert shown["title"] == "6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN"
    assert shown["lines"][-1] == "Nusa Tenggara Timur, Triwulan III 2019. Keadaan 16 Juli 2019"
    assert [(label, number) for _, _, number, label, mark in shown["legend"] if not mark] == [
        ("Mendaftarkan", 6), ("Belum mendaftarkan", 16), ("Tidak ada data", 0),
    ]  # fmt: skip
    assert [code for code, unit in shown["units"].items() if unit["disputed"]] == ["5302"]
    assert shown["cards"]["5302"]["against"] == (
        "Bertentangan: anggaran iuran nol, 29 Agustus 2019 (S10)"
    )
    assert shown["timeline"]["shown"] == "2019Q3"


def test_bars_are_ranked_and_an_unknown_number_is_no_zero(seen):
    rows = seen("2021Q4", theme="persons")["bars"]["rows"]
    assert [(code, value, text) for code, _, value, text, _ in rows[:3]] == [
        ("5303", 2480.0, "2.480 orang"),
        ("5314", 1522.0, "1.522 orang"),
        ("5305", None, "mendaftarkan, angka tidak diketahui"),
    ]
    assert "0 orang" not in [text for *_, text, _ in rows]


def test_rates_say_their_base_and_cite_its_source(seen):
    shown = seen("2025Q3", theme="rate", segment="vulnerable", base="population_total")
    assert shown["lines"][0] == (
        "Pekerja rentan yang terdaftar, per 100 penduduk (proyeksi BPS); "
        "kedua angka paling jauh berselang 4 triwulan; dasar: 2024 (S30)"
    )
    assert "(S30)" in shown["sources"]
    code, _, value, text, _ = shown["bars"]["rows"][0]
    assert (code, text) == ("5305", "5,4%")
    assert value == pytest.approx(14_880 / 275_439)


@pytest.mark.parametrize(
    ("theme", "base"), [("persons", "own"), ("rate", "own"), ("rate", "population_total")]
)
def test_a_bar_is_hatched_where_its_number_is_approximate(seen, theme, base):
    hatched = 0
    for segment, quarter in product(SEGMENTS, QUARTERS):
        shown = seen(quarter, theme=theme, segment=segment, base=base)["bars"]
        about = [about for *_, about in shown["rows"]]
        assert about == [text.startswith("sekitar ") for *_, text, _ in shown["rows"]]
        assert any(about) == ("Arsir: angka perkiraan." in shown["note"])
        hatched += sum(about)
    assert hatched or (theme, base) == ("rate", "own")  # of no approximate rate is the base known


def test_every_statement_names_the_kind_of_worker(data):
    told = [statements_of(data, code, "id") for code in CODES]
    for kind, what, *_ in (row for rows in told for row in rows):
        assert what.startswith(say(f"segment.{kind}", "id") if kind else "")
    rote_ndao = statements_of(data, "5314", "id")
    assert ["non_asn", "Pegawai non-ASN, Orang terdaftar", "905 orang"] in [
        row[:3] for row in rote_ndao
    ]


def test_a_rate_on_staff_is_not_a_rate_on_residents(seen):
    own, residents = (
        seen("2024Q1", theme="rate", segment="all", base=base)
        for base in ("own", "population_total")
    )
    assert own["figure"] != residents["figure"]
    assert own["lines"][0] != residents["lines"][0]


def test_other_kinds_of_workers_are_never_told_as_enrolled_staff(seen):
    for quarter in QUARTERS:
        for theme in ("status", "persons", "rate"):
            shown = seen(quarter, "en", theme=theme, segment="vulnerable")
            text = json.dumps([shown["title"], shown["lines"], shown["legend"], shown["bars"]])
            assert "non-ASN" not in text
            assert not re.search(r"\b[Ee]nrols\b|do not enrol|does not enrol", text)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_everything_is_json_and_small_enough_to_send(seen, lang):
    for quarter in QUARTERS:
        sent = json.dumps(seen(quarter, lang, theme="persons"), allow_nan=False)
        assert len(sent) < 60_000


def test_the_ground_is_the_same_for_every_quarter_and_lies_on_the_sheet(data):
    grounds = []
    for quarter in ("2019Q3", "2022Q1"):
        theme = status_theme(coverage_in(ReportSpec.parse(quarter), data))
        grounds.append(ground_of(planned(theme), theme))
    assert grounds[0] == grounds[1]
    width, height = grounds[0]["size"]
    assert list(grounds[0]["units"]) == CODES
    for path in grounds[0]["units"].values():
        assert re.fullmatch(r"(M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+)+Z)+", path)
        xs, ys = zip(*re.findall(r"(-?[\d.]+) (-?[\d.]+)", path), strict=True)
        assert min(map(float, xs)) >= 0 <= min(map(float, ys))
        assert max(map(float, xs)) <= width
        assert max(map(float, ys)) <= height


def test_labels_keep_clear_of_each_other(data):
    for quarter in QUARTERS:
        theme = persons_theme(coverage_in(ReportSpec.parse(quarter), data))
        boxes = [label.box for label in planned(theme).placed.values()]
        for one, other in combinations(boxes, 2):
            apart = one[0] >= other[2] or other[0] >= one[2]
            assert apart or one[1] >= other[3] or other[1] >= one[3]


def test_statements_of_a_unit_are_all_there_with_their_sources(data):
    told = statements_of(data, "5371", "id")
    figures = [figure for _, _, figure, *_ in told]
    assert {"1.400 orang", "1.647 orang", "1.529 orang"} <= set(figures)
    observed = data.cleaned.observations
    assert len(told) >= (observed["bps_code"] == "5371").sum()
    addresses = dict(zip(data.sources["source_id"], data.sources["address"], strict=True))
    for *_, said, address in told:
        key = re.search(r"\b(S\d+)\. ", said)[1]
        assert address == addresses[key]


def test_a_unit_that_a_list_leaves_out_says_so(data):
    told = statements_of(data, "5320", "id")
    assert any(
        "tersirat: tidak disebut dalam daftar 6 dari 22" in figure for _, _, figure, *_ in told
    )


def test_an_unknown_theme_is_refused(seen):
    with pytest.raises(ParameterError):
        seen("2019Q3", theme="heat")
