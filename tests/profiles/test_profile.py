"""A unit's profile leaves nothing out, and says what the tables of all units say."""

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import ntt_coverage as nc
from ntt_coverage.dataset import newest_quarter
from ntt_coverage.errors import ParameterError, UnknownRegencyError
from ntt_coverage.measures.evidence import SEGMENTS
from ntt_coverage.profiles.history import history_of, spells_of
from ntt_coverage.publish.gaps_section import _offices
from ntt_coverage.quarters import Quarter

UNITS = [unit.bps_code for unit in nc.load_regencies()]


@pytest.fixture(scope="module")
def unit(data):
    """Give a unit's profile by its BPS code, made once."""

    @cache
    def given(code, quarter="", lang="id", known=data):
        return nc.profile(f"ID{code}", quarter, lang, known)

    return given


def with_observations(data, rows):
    cleaned = replace(data.cleaned, observations=rows)
    return replace(data, cleaned=cleaned)


def copied(data, statement, **changes):
    """Add a copy of a statement that says something else."""
    rows = data.cleaned.observations
    one = rows[rows["statement_id"] == statement].assign(**changes)
    return with_observations(data, pd.concat([rows, one], ignore_index=True))


# Nothing is left out


@pytest.mark.parametrize("code", UNITS)
def test_everything_printed_of_a_unit_is_in_its_profile(data, unit, code):
    for rows in (data.cleaned.observations, data.checkable):
        areas = rows["area_codes"].fillna("").str.split("|").map(lambda codes: code in codes)
        wanted = set(rows.loc[rows["bps_code"].eq(code) | areas, "statement_id"])
        wanted -= set(data.denominators["denominator_id"])
        assert wanted <= set(unit(code).statements["statement_id"])


@pytest.mark.parametrize("code", UNITS)
def test_what_is_shown_names_every_statement_source_and_address(data, unit, code):
    shown, told = nc.show_statements(unit(code)).markup, unit(code).statements
    stated = told[told["scope"] != "implied"]
    assert all(f"<td>{each}</td>" in shown for each in stated["statement_id"])
    cited = data.sources[data.sources["source_id"].isin(told["source_id"])]
    assert all(f"<li>{each}. " in shown for each in cited["source_id"])
    web = cited.loc[cited["address"].str.startswith("https://"), "address"]
    assert all(f'<a href="{each.replace("&", "&amp;")}"' in shown for each in web)


@pytest.mark.parametrize("code", UNITS)
def test_base_figures_are_all_there(data, unit, code):
    bases = unit(code).bases
    assert set(bases["denominator_id"]) == set(
        data.denominators.loc[data.denominators["bps_code"] == code, "denominator_id"]
    )
    assert nc.show_statements(unit(code)).markup.count("<tr>") > len(bases)


def test_a_figure_of_an_area_stands_with_each_of_its_units(unit):
    told = {code: unit(code).statements.set_index("statement_id")["scope"] for code in UNITS}
    area = {key for key, scope in told["5313"].items() if scope == "area"}
    assert area
    assert all(set(told[code][told[code] == "area"].index) == area for code in ("5315", "5319"))
    assert (
        "Manggarai + Manggarai Barat + Manggarai Timur" in nc.show_statements(unit("5313")).markup
    )


def test_a_complete_list_that_leaves_a_unit_out_is_told_as_such(unit):
    told = unit("5320").statements
    implied = told[told["scope"] == "implied"]
    assert list(implied["source_id"]) == ["S09", "S07"]
    shown = nc.show_statements(unit("5320")).markup
    assert "tersirat: tidak disebut dalam daftar 6 dari 22 (S07)" in shown
    assert "<td>daftar L1</td>" in shown  # not the number of a row that names another unit


def test_parts_that_only_checks_look_at_are_marked(unit):
    told = unit("5311").statements.set_index("statement_id")["detail"]
    assert told.loc[["P014", "P015", "X053"]].to_list() == [True, True, False]
    assert nc.show_statements(unit("5311")).markup.count("Orang terdaftar (rincian)") == 2


def test_a_correction_stands_beside_the_printed_figure(unit):
    said = nc.show_statements(unit("5303")).markup
    assert "5.244 orang (koreksi: 5.426 orang, S02)" in said
    assert list(unit("5303").corrections["statement_id"]) == ["000-13", "000-10"]
    assert unit("5320").corrections.empty


@pytest.mark.parametrize("code", UNITS)
def test_checks_of_a_unit_are_those_of_its_place_or_its_statements(data, unit, code):
    mine = unit(code)
    own = set(mine.statements.loc[mine.statements["scope"] != "implied", "statement_id"])
    for row in data.checks.to_dict("records"):
        touches = code in row["area"].split("|") or own & set(row["statement_ids"].split("|"))
        assert (row["check_id"] in set(mine.checks["check_id"])) is bool(touches)


# The numbers are those of the tables


@pytest.mark.parametrize("quarter", ["2019Q3", "2021Q2", "2026Q1"])
def test_state_neighbours_and_costs_are_those_of_the_quarter(data, unit, quarter):
    tables = nc.coverage(quarter, data=data)
    coverage = tables.coverage.set_index("bps_code")
    for code in UNITS:
        mine = unit(code, quarter)
        row = mine.history[mine.history["quarter"] == Quarter.parse(quarter).ordinal]
        assert_frame_equal(
            row.set_index("bps_code")[coverage.columns.tolist()], coverage.loc[[code]]
        )
        near = mine.neighbours.set_index("bps_code")[coverage.columns.tolist()]
        assert_frame_equal(near, coverage.loc[near.index])
        cost = mine.costs[mine.costs["quarter"] == quarter].drop(columns="quarter")
        assert_frame_equal(
            cost.reset_index(drop=True),
            tables.costs[tables.costs["bps_code"] == code].reset_index(drop=True),
        )


@pytest.mark.parametrize("code", UNITS)
def test_the_history_is_the_units_part_of_the_series(data, unit, code):
    mine = unit(code).history
    whole = data.series[data.series["bps_code"] == code].reset_index(drop=True)
    assert_frame_equal(mine.drop(columns="standing"), whole)


def test_kota_kupang_quarter_by_quarter(unit):
    rows = spells_of(unit("5371").history)
    told = [
        (str(Quarter.from_ordinal(row["first"])), str(Quarter.from_ordinal(row["last"])),
         row["state"], None if pd.isna(row["enrolled_persons"]) else row["enrolled_persons"],
         row["disputed"], row["source_id"])
        for row in rows.to_dict("records")
    ]  # fmt: skip
    assert told == [
        ("2018Q2", "2018Q3", "enrolled", 1400, False, "S11"),
        ("2018Q4", "2019Q2", "enrolled", 1647, False, "S84"),
        ("2019Q3", "2019Q3", "enrolled", None, False, "S07"),
        ("2019Q4", "2019Q4", "enrolled", None, False, "S09"),
        ("2020Q1", "2020Q4", "enrolled", None, True, "S09"),
        ("2021Q1", "2021Q1", "enrolled", None, False, "S09"),
        ("2021Q2", "2024Q2", "enrolled", None, False, "S85"),
        ("2024Q3", "2026Q1", "no_data", None, False, "S85"),
    ]


def series_of(*rows):
    """Write rows of a series: quarter, state, last known state, age, what it rests on."""
    columns = ["quarter", "state", "last_known_state", "age_quarters", "basis"]
    named = pd.DataFrame([(*row, "count")[:5] for row in rows], columns=columns)
    blank = dict.fromkeys(
        ("enrolled_persons", "certainty", "source_id", "statement_id", "against_source_id")
    )
    return named.assign(bps_code="5311", disputed=False, **blank).astype(
        {"age_quarters": "Int64", "last_known_state": "str"}
    )


def test_the_note_of_a_spell_names_no_age_of_one_of_its_quarters(unit):
    """Ages 9 to 25 are one line of Ende; its day stands in a column of its own."""
    shown = nc.show_history(unit("5311")).markup
    assert "data lama" not in shown
    assert "Tidak ada data (terakhir diketahui belum mendaftarkan)" in shown
    assert "perjanjian telah berakhir 9 April 2024 (S85)" in nc.show_history(unit("5371")).markup


def test_a_state_is_fresh_held_carried_stale_or_unknown():
    rows = series_of(
        (8073, "no_data", None, None),
        (8074, "enrolled", "enrolled", 0),
        (8075, "enrolled", "enrolled", 1),
        (8076, "no_data", "enrolled", 9),
        (8077, "suppressed", "suppressed", 0),
        (8078, "enrolled", "enrolled", 0, "agreement"),
        (8079, "no_data", "enrolled", 1, "agreement"),
    )
    standing = history_of(rows.sample(frac=1, random_state=1), "5311")["standing"]
    assert list(standing) == [
        "unknown", "fresh", "carried", "stale", "fresh", "held", "stale"
    ]  # fmt: skip


def test_quarters_that_do_not_follow_each_other_are_never_joined():
    rows = series_of(*((each, "no_data", None, None) for each in (8073, 8074, 8076)))
    told = spells_of(history_of(rows, "5311"))
    assert told[["first", "last"]].to_numpy().tolist() == [[8073, 8074], [8076, 8076]]


# Neighbours are compared with their dates


def test_numbers_of_one_quarter_can_be_compared(data, unit):
    known = copied(data, "000-01", statement_id="T1", bps_code="5304", value=900.0)
    near = unit("5303", "2021Q3", known=known).neighbours.set_index("bps_code")
    assert near.loc["5304", ["comparison", "quarters_apart"]].to_list() == ["same_quarter", 0]
    assert near.loc["5371", "comparison"] == "no_number"


def test_numbers_of_different_quarters_are_never_compared_silently(data, unit):
    day = pd.Timestamp("2020-09-30")
    known = copied(data, "000-01", statement_id="T1", bps_code="5304", value=900.0, as_of=day,
                   period_start=day)  # fmt: skip
    mine = unit("5303", "2021Q3", known=known)
    near = mine.neighbours.set_index("bps_code")
    assert near.loc["5304", ["comparison", "quarters_apart"]].to_list() == ["other_quarter", -3]
    said = nc.show_neighbours(mine).markup
    assert "Jangan dibandingkan langsung: 3 triwulan lebih lama" in said
    assert "30 September 2020" in said
    back = nc.show_neighbours(unit("5304", "2021Q3", "en", known=known)).markup
    assert "Do not compare directly: 3 quarters newer" in back


@pytest.mark.parametrize(
    ("code", "heading", "named"),
    [
        ("5303", "Tetangga: berbatasan darat, dan terdekat di seberang laut",
         ["Kabupaten Timor Tengah Selatan</td>", "Kabupaten Rote Ndao (di seberang laut)</td>"]),
        ("5308", "Tetangga terdekat di seberang laut",
         ["Kabupaten Flores Timur</td>", "Kabupaten Alor</td>"]),
        ("5311", "Tetangga yang berbatasan darat", ["Kabupaten Sikka</td>"]),
    ],
)  # fmt: skip
def test_neighbours_are_named_by_what_lies_between(unit, code, heading, named):
    shown = nc.show_neighbours(unit(code))
    assert shown.title == heading
    assert all(each in shown.markup for each in named)


def test_a_rate_has_its_base_and_date_beside_it(data, unit):
    like = data.denominators[data.denominators["indicator"].eq("non_asn")].head(1)
    base = like.assign(denominator_id="D999", bps_code="5303", value=8309.0, certainty="certain",
                       as_of=pd.Timestamp("2021-06-30"), as_of_precision="day")  # fmt: skip
    known = replace(data, denominators=pd.concat([data.denominators, base], ignore_index=True))
    said = nc.show_neighbours(unit("5371", "2021Q2", known=known)).markup
    assert "29,8%" in said
    assert f"pegawai non-ASN, 30 Juni 2021 ({base['source_id'].iloc[0]})" in said
    assert "Cakupan hanya dapat dibandingkan bila dasarnya sejenis" in said
    assert "Cakupan" not in nc.show_neighbours(unit("5371", "2021Q2")).markup


# What is missing


def test_what_is_missing_of_kota_kupang(unit):
    told = unit("5371").gaps.set_index("question")
    assert told["missing"].to_dict() == {
        "state": "2024Q3-2026Q1",
        "enrolled_persons": "2019Q3-2026Q1",
        "eligible_persons": "2018Q2-2021Q3|2024Q1-2026Q1",
        "uncovered_persons": "2018Q2-2026Q1",
        "budget_flag": "2018Q2-2019Q4|2021Q1-2026Q1",
    }
    assert told["age_quarters"].astype(object).fillna("-").to_list() == [7, 29, 13, "-", 21]
    assert told["wanted"].all()


def test_a_detail_that_only_checks_look_at_answers_nothing(unit):
    """Rote Ndao's article prints 617 who are not covered; no cost is made of it."""
    mine = unit("5314", "2022Q2")
    told = mine.gaps.set_index("question").loc["uncovered_persons"]
    assert (told["quarters_known"], told["wanted"]) == (0, True)
    assert pd.isna(told["as_of"])
    assert mine.costs.set_index("quarter")["reason"]["2022Q2"] == "persons_unknown"


@pytest.mark.parametrize("quarter", ["2018Q2", "2019Q3", "2021Q2", "2022Q3", "2024Q1"])
@pytest.mark.parametrize("code", UNITS)
def test_no_answer_is_younger_than_the_quarter(unit, code, quarter):
    told = unit(code, quarter).gaps
    assert (told["age_quarters"].dropna() >= 0).all()
    assert (told["as_of"].dropna() <= pd.Timestamp(Quarter.parse(quarter).last_day)).all()


def test_an_agreement_in_force_answers_for_its_quarters_but_is_asked_about(unit):
    mine = unit("5371", "2022Q3", "en")
    assert mine.row["state"] == "enrolled"
    told = mine.gaps.set_index("question").loc["state"]
    assert (told["quarters_known"], told["quarters_held"], told["wanted"]) == (25, 13, True)
    shown = nc.show_gaps(mine).markup
    assert "25 of 32, 13 of them by agreement" in shown
    assert "Does the government of Kota Kupang enrol its non-ASN staff" in shown


def test_evidence_of_a_quarter_in_the_term_of_an_agreement_answers_it(data, unit):
    day = pd.Timestamp("2022-09-05")
    source = data.cleaned.observations.set_index("statement_id").loc["000-01", "source_id"]
    later = data.sources["published"].mask(data.sources["source_id"] == source, day)
    known = copied(data, "000-01", statement_id="T1", bps_code="5371", value=900.0, as_of=day,
                   period_start=day)  # fmt: skip
    known = replace(known, sources=data.sources.assign(published=later))
    told = unit("5371", "2022Q3", known=known).gaps.set_index("question").loc["state"]
    assert (told["quarters_held"], told["wanted"]) == (12, False)
    assert unit("5371", "2022Q4", known=known).gaps.set_index("question")["wanted"]["state"]


def test_offices_are_those_that_gave_a_figure_of_the_unit_itself_each_once():
    said = [
        ("own", "Dinas Sosial", 5.0), ("own", "reporter", 5.0), ("area", "Gubernur", 5.0),
        ("own", "regent", None), ("own", "head, BPJS Ketenagakerjaan NTT branch", 1.0),
        ("own", "Kepala, BPJS Ketenagakerjaan Cabang NTT", 0.0), ("own", "", 5.0),
        ("own", "head, BPJS Ketenagakerjaan NTT branch (head BPJS NTT)", 2.0),
    ]  # fmt: skip
    rows = pd.DataFrame(said, columns=["scope", "stated_by", "value"])
    rows = rows.assign(
        indicator="enrolled_persons", unit="persons", value_low=None, value_high=None
    )
    named = rows.assign(stated_by="Dinas Tenaga Kerja", indicator="enrolled_flag", unit="flag")
    rows = pd.concat([rows, named])  # whoever only names a unit gives no figure
    assert _offices(rows, "id") == ["Dinas Sosial", "kepala, BPJS Ketenagakerjaan Cabang NTT"]
    assert _offices(rows, "en") == ["Dinas Sosial", "head, BPJS Ketenagakerjaan NTT branch"]


def test_a_disputed_state_is_explained_also_where_no_check_finds_it(unit):
    said = nc.show_contested(unit("5371", "2024Q3")).markup
    assert "Status yang dipertentangkan" in said
    assert "Triwulan I 2020" in said
    assert "anggaran iuran nol, 2020 (S12)" in said


def test_a_term_stands_with_both_ends_and_what_lies_ahead_as_planned(unit):
    kupang = nc.show_statements(unit("5371")).markup
    assert "10 April 2021 sampai 9 April 2024" in kupang
    assert "31 Mei 2021" not in kupang
    sikka = unit("5310").statements.set_index("statement_id")
    assert sikka.loc["X042", "certainty"] == "planned"
    known = nc.coverage("2022Q2", data=unit("5310").data).known.set_index("statement_id")
    assert known.loc["X042", "certainty"] == "planned"


def test_a_unit_that_no_source_counts_is_not_stated_rather_than_unknown(unit):
    assert "tidak disebut (belum mendaftarkan)" in unit("5302", "2019Q4")._repr_html_()


def test_a_figure_for_a_year_is_not_said_to_be_older_or_newer(unit):
    near = unit("5303", "2021Q4").neighbours.set_index("bps_code")
    assert near.loc["5314", "comparison"] == "year_only"


def test_the_questions_name_the_unit_the_day_and_the_office(unit):
    said = nc.show_gaps(unit("5311", "2019Q3")).markup
    assert (
        "Berapa pegawai non-ASN Pemerintah Kabupaten Ende yang menjadi peserta aktif, keadaan "
        "30 September 2019? Tanyakan kepada kantor cabang BPJS Ketenagakerjaan yang melayani "
        "Kabupaten Ende." in said
    )
    # whether it enrols is known for that quarter from the quarter itself
    assert "Apakah Pemerintah Kabupaten Ende" not in said
    assert "Apakah Pemerintah Kabupaten Ende" in nc.show_gaps(unit("5311")).markup


@pytest.mark.parametrize("code", UNITS)
def test_known_and_missing_quarters_add_up(unit, code):
    mine = unit(code)
    for row in mine.gaps.to_dict("records"):
        spans = [each.split("-") for each in row["missing"].split("|") if each]
        missing = sum(Quarter.parse(s[-1]) - Quarter.parse(s[0]) + 1 for s in spans)
        assert row["quarters_known"] + missing == row["quarters"] == len(mine.history)


def cells_under(markup, heading):
    """Return the cells of the table under a heading, row by row."""
    table = markup.split(heading)[1].split("</table>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in table.split("<tr")]
    return {cells[0]: cells[1:] for cells in rows if cells}


@pytest.mark.parametrize("quarter", ["2021Q2", "2023Q2", "2026Q1"])
@pytest.mark.parametrize("code", UNITS)
def test_other_kinds_of_workers_are_those_of_the_maps(data, unit, code, quarter):
    told = unit(code, quarter).others.set_index("segment")
    assert list(told.index) == [each for each in SEGMENTS if each != "non_asn"]
    for segment, row in told.iterrows():
        states = nc.coverage(quarter, segment=segment, data=data).coverage
        same = states[states["bps_code"] == code].iloc[0]
        pd.testing.assert_series_equal(row, same, check_names=False, check_dtype=False)


@pytest.mark.parametrize(
    ("code", "quarter", "segment", "cells"),
    [
        ("5303", "2021Q2", "Semua pekerja",
         ["Ada peserta", "5.426", "24 Juni 2021", "S02"]),
        ("5306", "2023Q2", "Pekerja rentan",
         ["Ada peserta", "5.892 (koreksi 5.829)", "22 Mei 2023", "S04"]),
        ("5310", "2022Q2", "Perangkat desa", ["tidak diketahui", "", "", ""]),
        ("5303", "2026Q1", "Semua pekerja",
         ["Tidak ada data (terakhir diketahui ada peserta)", "", "24 Juni 2021", "S02"]),
    ],
)  # fmt: skip
def test_other_kinds_of_workers_with_state_correction_and_day(unit, code, quarter, segment, cells):
    shown = nc.show_gaps(unit(code, quarter)).markup
    rows = cells_under(shown, f"Kelompok pekerja lain, {Quarter.parse(quarter).label('id')}")
    assert rows[segment] == cells
    assert {"Pekerja bukan PNS", "Lainnya"}.isdisjoint(rows)
    assert len(rows) == 7


def test_no_cost_has_a_reason_and_an_earlier_one_is_told(data, unit):
    like = data.denominators[data.denominators["indicator"].eq("non_asn")].head(1)
    base = like.assign(denominator_id="D999", bps_code="5303", value=8309.0, certainty="certain",
                       as_of=pd.Timestamp("2021-06-30"))  # fmt: skip
    known = replace(data, denominators=pd.concat([data.denominators, base], ignore_index=True))
    own = nc.show_needs(unit("5303", "2021Q2", known=known)).markup
    assert "Rp 736.552.440" in own
    assert "Rp 10.530 per bulan, Rp 126.360 setahun (S85, S64)" in own
    later = nc.show_needs(unit("5303", "2026Q1", known=known)).markup
    assert "Triwulan I 2026: tidak dapat dihitung, karena" in later
    assert "Terakhir dapat dihitung untuk Triwulan" in later
    assert "Rp" not in nc.show_needs(unit("5320", "2026Q1")).markup


# Any quarter, any text


@pytest.mark.parametrize(
    ("quarter", "quarters", "state"), [("2015Q1", 32, "no_data"), ("2030Q4", 51, "no_data")]
)
def test_a_quarter_outside_the_data_is_no_data(unit, quarter, quarters, state):
    mine = unit("5371", quarter)
    assert (len(mine.history), mine.row["state"]) == (quarters, state)
    parts = (nc.show_place, nc.show_history, nc.show_neighbours, nc.show_gaps, nc.show_needs)
    assert all(show(mine).markup for show in parts)


def test_the_newest_quarter_is_taken_where_none_is_given(unit, data):
    assert str(unit("5311").spec.quarter) == nc.quarters_of(data)[-1] == "2026Q1"
    assert unit("5311", None).spec == unit("5311", "").spec


def test_without_a_dated_figure_the_newest_quarter_is_that_of_the_last_publication(data):
    assert newest_quarter(data) == "2026Q1"
    undated = with_observations(data, data.cleaned.observations.iloc[:0])
    last = Quarter.of(data.sources["published"].max().date())
    assert newest_quarter(undated) == str(last)
    assert nc.profile("Ende", data=undated).spec.quarter == last


def test_without_any_statement_a_unit_still_has_a_profile(data):
    rows = data.cleaned.observations
    known = with_observations(data, rows[rows["statement_id"] == "000-01"])
    mine = nc.profile("Alor", data=known)
    assert mine.history["standing"].eq("unknown").all()
    assert "belum pernah diketahui" in nc.draw_history(mine).passport.title
    assert "tidak diketahui" in mine._repr_html_()


@pytest.mark.parametrize("text", ["Kupang", "Atlantis", ""])
def test_a_text_that_names_no_unit_or_two_is_refused(data, text):
    with pytest.raises(UnknownRegencyError):
        nc.profile(text, data=data)


@pytest.mark.parametrize(("quarter", "lang"), [("2019", "id"), ("2019Q3", "de")])
def test_a_quarter_or_language_of_another_form_is_refused(data, quarter, lang):
    with pytest.raises(ParameterError):
        nc.profile("Ende", quarter, lang, data)


def test_no_text_of_the_data_becomes_markup(data):
    evil = "<script>alert(1)</script>"
    known = copied(data, "000-01", statement_id=evil, stated_by=evil, place=evil)
    mine = nc.profile("Kab. Kupang", "2021Q2", data=known)
    parts = (nc.show_place, nc.show_history, nc.show_statements, nc.show_gaps, nc.show_contested)
    shown = "".join(show(mine).markup for show in parts)
    assert "&lt;script&gt;" in shown
    assert evil not in shown


def test_the_card_says_what_the_map_says(unit):
    card = unit("5371", "2020Q3")._repr_html_()
    for said in ("Kota Kupang", "Mendaftarkan *", "26 November 2019, berumur 3 triwulan", "S09",
                 "bertentangan: anggaran iuran nol, 2020 (S12)", "Kode BPS 5371"):  # fmt: skip
        assert said in card
    assert "Persons enrolled" in unit("5371", "2020Q3", "en")._repr_html_()


def test_a_base_figure_without_a_word_is_shown_as_it_is_noted(data):
    like = data.denominators[data.denominators["bps_code"] == "5311"].head(1)
    more = like.assign(denominator_id="D998", indicator="jumlah_guru", unit="guru", value=1234.0)
    known = replace(data, denominators=pd.concat([data.denominators, more], ignore_index=True))
    said = nc.show_statements(nc.profile("Ende", data=known)).markup
    assert "<td>jumlah_guru</td>" in said
    assert "1.234 guru" in said
    assert "283.806 orang" in said
    assert "<td>Penduduk (Dukcapil)</td>" in said
