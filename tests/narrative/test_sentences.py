"""What the sentences say: hedges, disputes, revisions, and nothing where nothing is known."""

import csv
import re
from dataclasses import replace

import pandas as pd
import pytest

import ntt_coverage as nc
from ntt_coverage.intake.schema import STATEMENT_COLUMNS
from ntt_coverage.narrative.moves import tell_revisions
from ntt_coverage.series import changes_since
from tests.narrative.proof import Proof

NONE_OF_THEM = re.compile(
    r"\b(none|zero|nobody|no one|nol|tidak satu pun|satu pun tidak|tidak ada yang|0 dari|0 of)\b",
    re.IGNORECASE,
)
"""Words for a known zero."""


def narrated(tables):
    return {passage.topic: passage.text for passage in nc.narrate(tables)}


def statement(region, value, **more):
    """One printed number of non-ASN members, by BPJS, in the second quarter of 2021."""
    row = dict.fromkeys(STATEMENT_COLUMNS, "") | {
        "source_id": "S01",
        "region_text": region,
        "segment_text": "non-ASN",
        "indicator_text": "members",
        "value_text": value,
        "unit_text": "persons",
        "period_text": "2021-06-10",
        "stated_by": "head, BPJS Ketenagakerjaan NTT branch",
        "form": "printed",
    }
    return row | more


def staff(region, value, **more):
    return statement(region, value, indicator_text="total workers", **more)


@pytest.fixture
def tell(project):
    """Add statements to a copy of the project and tell a quarter of it."""

    def told(*rows, quarter="2021Q2", lang="id", corrections=""):
        file = project.root / "data" / "raw" / "statements_other.csv"
        with file.open("a", encoding="utf-8", newline="") as out:
            for number, row in enumerate(rows):
                cells = row | {"statement_id": f"T{number}"}
                csv.writer(out).writerow([cells[name] for name in STATEMENT_COLUMNS])
        with (project.root / "data" / "raw" / "corrections.yml").open("a", encoding="utf-8") as out:
            out.write(corrections)
        tables = nc.coverage(quarter, lang, data=nc.load(project))
        proof = Proof(tables)
        assert {each.topic: proof.faults(each) for each in nc.narrate(tables)} == {
            each.topic: [] for each in nc.narrate(tables)
        }
        return narrated(tables)

    return told


@pytest.fixture
def with_states(tables_2019q3):
    """2019Q3 with other states for its 22 units."""

    def changed(states, lang="id"):
        spec = replace(tables_2019q3.spec, lang=lang)
        basis = ["listed" if state == "enrolled" else "implied" for state in states]
        coverage = tables_2019q3.coverage.assign(
            state=states, basis=basis, last_known_state=None, disputed=False
        )
        return replace(tables_2019q3, spec=spec, coverage=coverage)

    return changed


# What is not known


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("quarter", ["2018Q1", "2018Q2", "2022Q1", "2024Q3", "2026Q2"])
def test_no_data_is_never_told_as_none(data, quarter, lang):
    told = narrated(nc.coverage(quarter, lang, data=data))
    assert not NONE_OF_THEM.search(" ".join(told.values()))
    assert "not_enrolled" not in told
    assert {"id": "tidak diketahui", "en": "not known"}[lang] in told["no_data"]


def test_a_quarter_without_data_says_so_and_nothing_of_changes(data):
    told = narrated(nc.coverage("2018Q1", data=data))
    assert list(told) == ["finding", "no_data", "cost"]
    assert told["finding"] == (
        "Untuk Triwulan I 2018 belum ada data tentang pendaftaran pegawai non-ASN pada BPJS "
        "Ketenagakerjaan dari 22 kabupaten/kota di NTT."
    )


def test_persons_that_nobody_counted_are_no_zero(data):
    told = narrated(nc.coverage("2019Q4", data=data))
    assert told["persons"] == (
        "Bukti yang menentukan status itu tidak menyebut jumlah pegawai terdaftar."
    )


def test_old_states_keep_their_day_and_count_as_no_data(data):
    told = narrated(nc.coverage("2024Q3", data=data))
    assert told["no_data"].startswith("Untuk 21 kabupaten/kota tidak ada data.")
    assert "Kota Kupang (9 April 2024); Kabupaten Rote Ndao (8 April 2022);" in told["no_data"]
    assert "belum tentu pendaftarannya berhenti" in told["changes"]


# Counting in words


def states(enrolled, not_enrolled, secret=0):
    unknown = 22 - enrolled - not_enrolled - secret
    return (
        ["enrolled"] * enrolled
        + ["not_enrolled"] * not_enrolled
        + ["suppressed"] * secret
        + ["no_data"] * unknown
    )


@pytest.mark.parametrize(
    ("enrolled", "not_enrolled", "indonesian", "english"),
    [
        (0, 0, "belum ada data", "there are no data"),
        (0, 22, "tidak satu pun dari 22 pemerintah", "none of the 22 regency and city governments"),
        (0, 1, "satu-satunya pemerintah kabupaten/kota di NTT yang datanya diketahui belum",
         "the only regency or city government of NTT with data did not enrol"),
        (0, 2, "2 pemerintah kabupaten/kota di NTT yang datanya diketahui semuanya belum",
         "the 2 regency and city governments of NTT with data did not enrol"),
        (1, 0, "1 dari 22 pemerintah kabupaten/kota di NTT diketahui mendaftarkan",
         "1 of the 22 regency and city governments of NTT was known to enrol at least some of its"),
        (2, 0, "2 dari 22 pemerintah kabupaten/kota di NTT diketahui mendaftarkan",
         "2 of the 22 regency and city governments of NTT were known to enrol at least some of "
         "their"),
        (1, 21, "1 dari 22 pemerintah kabupaten/kota di NTT mendaftarkan sedikitnya sebagian",
         "1 of the 22 regency and city governments of NTT enrolled at least some of its"),
        (22, 0, "22 dari 22 pemerintah kabupaten/kota di NTT mendaftarkan sedikitnya sebagian",
         "22 of the 22 regency and city governments of NTT enrolled at least some of their"),
    ],
)  # fmt: skip
def test_the_finding_in_the_form_that_its_number_asks_for(
    with_states, enrolled, not_enrolled, indonesian, english
):
    for lang, words in (("id", indonesian), ("en", english)):
        tables = with_states(states(enrolled, not_enrolled), lang)
        assert words in narrated(tables)["finding"]


@pytest.mark.parametrize(
    ("number", "pronoun"),
    [(1, "does not name it."), (2, "does not name them."), (9, "does not name them.")],
)
def test_one_unit_is_it_and_more_are_they(with_states, number, pronoun):
    told = narrated(with_states(states(0, number), "en"))["not_enrolled"]
    assert told.endswith(pronoun)
    assert told.startswith("9 regencies and cities" if number == 9 else "Kabupaten Sumba Barat ")


def test_a_figure_that_is_withheld_is_neither_known_nor_without_data(with_states):
    told = narrated(with_states(states(1, 0, secret=2)))
    assert "21 tanpa data" in told["finding"]
    assert told["no_data"].endswith(
        "Untuk Kabupaten Sumba Timur dan Kabupaten Kupang sumber merahasiakan angkanya."
    )


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", "Sejak Triwulan IV 2024, baru diketahui bahwa Kabupaten Lembata mendaftarkan "
               "pegawai non-ASN. Itu kabar baru, belum tentu perubahan."),
        ("en", "Since Q4 2024, it has become known that Kabupaten Lembata enrolled non-ASN staff. "
               "That is news, not necessarily a change."),
    ],
)  # fmt: skip
def test_a_single_unit_that_is_newly_known(data, lang, words):
    assert narrated(nc.coverage("2025Q1", lang, data=data))["changes"] == words


def test_one_joined_and_two_left_in_both_languages(data):
    indonesian, english = (
        narrated(nc.coverage("2019Q4", lang, data=data))["changes"] for lang in ("id", "en")
    )
    assert indonesian == (
        "Sejak Triwulan III 2019, Kabupaten Belu mulai mendaftarkan pegawai non-ASN (belum "
        "mendaftarkan: 16 Juli 2019, tersirat; mendaftarkan: 26 November 2019). Kabupaten Sumba "
        "Timur dan Kabupaten Ende tidak lagi mendaftarkan pegawai non-ASN (mendaftarkan: 16 Juli "
        "2019; belum mendaftarkan: 26 November 2019, tersirat). Hal itu tersirat dari daftar "
        "lengkap yang tidak lagi menyebut daerah-daerah itu."
    )
    assert english.startswith("Since Q3 2019, Kabupaten Belu has begun to enrol non-ASN staff (")
    assert "Ende no longer enrol non-ASN staff (enrols: 16 July 2019; does not" in english


def test_a_figure_for_a_year_is_news_with_both_days(data):
    told = narrated(nc.coverage("2021Q4", data=data))
    assert told["changes"].startswith(
        "Sejak Triwulan III 2021, baru diketahui bahwa Kabupaten Rote Ndao mendaftarkan pegawai "
        "non-ASN. Itu kabar baru, belum tentu perubahan. Bukti tentang Kabupaten Rote Ndao (belum "
        "mendaftarkan: 26 November 2019, tersirat; mendaftarkan: 2021) tidak menyebut sejak "
        "triwulan mana."
    )
    assert "memuat jumlah pegawai terdaftar, keadaan tahun 2021." in told["finding"]


def test_a_part_is_not_told_as_a_fall(data):
    told = narrated(nc.coverage("2022Q2", data=data))["changes"]
    assert "tercatat 1.522 (2021) dan 905 (8 April 2022), tetapi itu belum dapat disebut" in told
    assert "berkurang" not in told


@pytest.mark.parametrize(
    ("quarter", "words"),
    [
        ("2019Q3", "there are 4 contradictions and 4 questions for the sources. The most"),
        ("2021Q2", "there are 4 contradictions and 1 question for the source. The most"),
        ("2022Q2", "there is 1 question for the source. Namely: Kabupaten Sikka"),
        ("2024Q2", "there is 1 contradiction and 1 question for the source."),
        ("2019Q4", "The 5 checks of printed statements that touch this quarter all fit."),
    ],
)
def test_findings_are_counted_with_the_right_words(data, quarter, words):
    assert words in narrated(nc.coverage(quarter, "en", data=data))["checks"]


def test_a_sum_of_22_numbers_is_not_written_out(data):
    told = narrated(nc.coverage("2024Q4", data=data))["checks"]
    assert "jumlah 22 angka = 5.656.049, tercetak 5.656.039, selisih 10" in told


# Hedges, bounds and corrections


@pytest.mark.parametrize(
    ("printed", "indonesian", "english"),
    [
        ("sekitar 300", "Kabupaten Alor sekitar 300 orang", "Kabupaten Alor about 300 persons"),
        ("lebih dari 300", "Alor paling sedikit 300 orang", "Alor at least 300 persons"),
        ("300-400", "Alor antara 300 dan 400 orang", "Alor between 300 and 400 persons"),
        ("ratusan", "Kabupaten Alor “ratusan” orang", "Kabupaten Alor “ratusan” persons"),
        ("300", "Kabupaten Alor 300 orang", "Kabupaten Alor 300 persons"),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_hedge_stays_a_hedge(tell, printed, indonesian, english, lang):
    told = tell(statement("Alor", printed), lang=lang)["persons"]
    assert (indonesian if lang == "id" else english) in told


def test_a_number_that_is_about_neither_rises_nor_falls(tell):
    before = statement("Alor", "sekitar 300", source_id="S50", period_text="2021-01-10")
    told = tell(before, statement("Alor", "310"))["changes"]
    assert (
        "jumlah pegawai terdaftar di Kabupaten Alor tercatat sekitar 300 (10 Januari 2021) dan "
        "310 (10 Juni 2021), tetapi itu belum dapat disebut perubahan." in told
    )


CORRECTED = """
- statement_id: "T0"
  column: "value_text"
  expect: "5.892"
  reading: "5.829"
  status: "{status}"
  source_id: "S05"
  reason_id: "Dua angka tertukar."
  reason_en: "Two digits changed places."
"""


@pytest.mark.parametrize(
    ("status", "words"),
    [("confirmed", "tercetak 5.892, koreksi 5.829 (S05)."),
     ("probable", "tercetak 5.892, kemungkinan maksudnya 5.829 (S05).")],
)  # fmt: skip
def test_a_correction_stands_beside_the_printed_number(tell, status, words):
    told = tell(statement("Belu", "5.892"), corrections=CORRECTED.format(status=status))
    assert f"Angka Kabupaten Belu {words}" in told["persons"]


def test_numbers_of_the_province_keep_their_hedge_and_are_spread_over_nobody(data):
    told = narrated(nc.coverage("2019Q3", data=data))["persons"]
    assert "sekitar 10.000 pegawai non-ASN terlindungi dan sekitar 20.000" in told
    assert told.endswith("Angka provinsi tidak dibagi ke kabupaten/kota.")


def test_persons_of_different_days_are_not_added_up(data):
    told = narrated(nc.coverage("2021Q4", data=data))["persons"]
    assert "2.480 orang (22 Juni 2021) dan Kabupaten Rote Ndao 1.522 orang (2021)." in told
    assert "4.002" not in told
    assert told.endswith("Angka dari hari yang berbeda tidak dijumlahkan.")


# Rates and costs


def test_a_rate_gives_its_two_numbers_and_the_cost_its_three(tell):
    told = tell(statement("Alor", "100"), staff("Alor", "400"))
    assert told["rate"] == (
        "Di Kabupaten Alor terdaftar 100 dari 400 pegawai non-ASN, atau 25,0% "
        "(terdaftar: 10 Juni 2021; jumlah pegawai: 10 Juni 2021, Timex Kupang (S01))."
    )
    assert told["cost"].startswith(
        "Mendaftarkan 300 pegawai non-ASN Kabupaten Alor yang belum terdaftar selama 12 bulan "
        "memerlukan Rp 37.908.000 (iuran Rp 10.530 per orang per bulan). "
        "Angka biaya adalah hitungan, bukan anggaran. Untuk 21 dari 22 kabupaten/kota, "
    )


def test_a_rate_with_a_hedge_keeps_it_and_has_no_cost(tell):
    told = tell(statement("Alor", "100"), staff("Alor", "sekitar 400"))
    assert "terdaftar 100 dari sekitar 400 pegawai non-ASN, atau sekitar 25,0%" in told["rate"]
    assert "hanya perkiraan" in told["cost"]


def test_more_enrolled_than_staff_is_told_as_two_registers(tell):
    told = tell(statement("Alor", "500"), staff("Alor", "400"))
    assert "tercatat 500 orang terdaftar dan 400 pegawai non-ASN, atau 125,0%" in told["rate"]
    assert told["rate"].endswith("Kedua angka mungkin berasal dari dua catatan yang berbeda.")


def test_where_everybody_is_enrolled_nothing_is_left_to_pay(tell):
    told = tell(statement("Alor", "400"), staff("Alor", "400"))
    assert "Di Kabupaten Alor, menurut angka yang ada, semua pegawai non-ASN" in told["cost"]


# Disputes, denials and revisions


def test_a_denial_is_told_as_a_dispute_and_keeps_the_state(tell):
    denial = statement("Kupang", "0", region_text="Kabupaten Kupang",
                       stated_by="Bupati of Kabupaten Kupang")  # fmt: skip
    told = tell(denial)
    assert "5 dari 22" in told["finding"]
    assert told["disputed"] == (
        "Status Kabupaten Kupang dipertentangkan: menurut Timex Kupang (S01), pegawainya belum "
        "didaftarkan (10 Juni 2021). Pertentangan dicatat, tetapi tidak mengubah status."
    )


def test_a_stated_zero_and_an_implied_one_are_told_apart(tell):
    told = tell(statement("Alor", "0"))["not_enrolled"]
    assert told.startswith("17 kabupaten/kota belum mendaftarkan pegawai non-ASN. ")
    assert "Timex Kupang (S01) memuat angka nol untuk Kabupaten Alor, keadaan 10 Juni 2021." in told
    assert "Untuk 16 kabupaten/kota, hal itu tersirat dari daftar lengkap 5 dari 22" in told


def test_revisions_are_said_to_be_revisions(data):
    state = narrated(nc.coverage("2022Q1", data=data))
    number = narrated(nc.coverage("2021Q3", "en", data=data))
    assert state["revised"] == (
        "Menurut sumber yang terbit belakangan, Kabupaten Rote Ndao sudah mendaftarkan pegawai "
        "non-ASN pada Triwulan IV 2021; waktu itu tercatat belum. Itu revisi, bukan perubahan."
    )
    assert "Rote Ndao" not in state["changes"]
    assert number["changes"] == "Since Q2 2021, no change is known."
    assert number["revised"].startswith("The number of staff enrolled in Kabupaten Kupang for Q2 ")


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"persons_then": 1300}, "Kota Kupang untuk Triwulan III 2018 direvisi dari 1.300 menjadi "
                                 "1.400."),
        ({"persons_then": 1300, "persons_before": pd.NA}, "Angka 1.300 untuk Kota Kupang pada"),
        ({"state_then": "not_enrolled"}, "Kota Kupang sudah mendaftarkan pegawai non-ASN pada "
                                         "Triwulan III 2018; waktu itu tercatat belum."),
        ({"persons_then": pd.NA}, ""), ({"state_then": "no_data"}, ""), ({}, ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("change", ["joined", "left", "newly_known", "still_enrolled"])
def test_a_revision_is_told_whatever_changed_after_it(data, known, words, change):
    tables = nc.coverage("2018Q4", data=data)
    before, changed = changes_since(tables)
    kupang = changed[changed["regency"] == "Kota Kupang"].assign(change=change, **known)
    kupang = kupang.astype({"persons_then": "Int64", "persons_before": "Int64"})
    told = " ".join(tell_revisions(tables, before, kupang))
    assert words in told
    assert bool(told) == bool(words)


def test_a_revised_number_keeps_the_hedge_that_it_had(tell):
    """Printed in May as about 300, and in July, of a later day of the same quarter, as 320."""
    first = statement("Alor", "sekitar 300", source_id="S02", period_text="2021-06-01")
    told = tell(first, statement("Alor", "320"), quarter="2021Q3")["revised"]
    assert "Kabupaten Alor untuk Triwulan II 2021 direvisi dari sekitar 300 menjadi 320." in told


def test_a_number_that_later_evidence_took_back_is_withdrawn(data):
    """With the list of November 2019 printed in January, the number of 2018 was not lost then."""
    late = data.sources["published"].mask(data.sources["source_id"].isin(["S07", "S09"]),
                                          pd.Timestamp("2020-01-20"))  # fmt: skip
    tables = nc.coverage("2020Q1", data=data)
    moved = replace(tables, data=replace(data, sources=data.sources.assign(published=late)))
    told = narrated(moved)["revised"]
    assert "Angka 1.647 untuk Kota Kupang pada Triwulan IV 2019 tidak lagi menentukan" in told


# The sentences follow the data


def edited(project, old, new):
    """Change the printed text of a copied project."""
    found = [
        file
        for file in sorted((project.root / "data" / "raw").glob("statements_*.csv"))
        if old in file.read_text("utf-8")
    ]
    for file in found:
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8", newline="\n")
    assert found


def test_a_changed_number_moves_its_sentences(project):
    edited(project, "members since early 2018,1400,", "members since early 2018,1450,")
    data = nc.load(project)
    assert "Kota Kupang 1.450 orang" in narrated(nc.coverage("2018Q2", data=data))["persons"]
    changes = narrated(nc.coverage("2018Q4", data=data))["changes"]
    assert "bertambah dari 1.450 (30 April 2018) menjadi 1.647" in changes


def test_a_list_that_is_no_longer_complete_decides_only_whom_it_names(project):
    """Without Kota Kupang the list of November 2019 is open; that of July decides the others."""
    entry = next(
        row["statement_id"]
        for row in nc.load(project).cleaned.observations.to_dict("records")
        if (row["source_id"], row["bps_code"]) == ("S09", "5371") and pd.notna(row["list_id"])
    )
    edited(project, f"\n{entry},S09,", f"\n{entry},S10,")
    told = narrated(nc.coverage("2021Q1", data=nc.load(project)))
    assert "7 dari 22 pemerintah kabupaten/kota di NTT" in told["finding"]
    assert "daftar lengkap 6 dari 22 yang dimuat Antara NTT (S07)" in told["not_enrolled"]


def test_the_same_tables_give_the_same_sentences(tables_2019q3):
    assert nc.narrate(tables_2019q3) == nc.narrate(tables_2019q3)
