"""Near misses: what a hasty checker takes for a contradiction, and what stands right beside it."""

import pytest

from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.regencies import load_regencies
from tests.measures.statements.conftest import said

REGISTERED = said("terdaftar", "1.500", "orang", segment_text="pekerja rentan")


def rules(checks):
    return set(findings_of(checks)["rule"])


@pytest.mark.parametrize(
    "text",
    [
        "santunan JKM", "death benefit paid", "claims paid", "APBD", "dana desa", "nilai kontrak",
        "upah minimum provinsi", "insentif", "beasiswa", "biaya pengobatan", "tunggakan iuran",
        "contributions received", "iuran JKK", "iuran JKM", "hadiah",
    ],
)  # fmt: skip
def test_money_of_another_kind_is_no_contribution(checks, text):
    amount = said(text, "Rp 42.000.000", "rupiah", segment_text="pekerja rentan")
    assert rules(checks(REGISTERED, amount)) == set()


def test_a_contribution_that_does_not_fit_is_found(checks):
    amount = said("anggaran iuran 12 bulan", "Rp 42.000.000", "rupiah", segment_text="rentan")
    amount |= {"segment_text": "pekerja rentan"}
    assert rules(checks(REGISTERED, amount)) == {"contribution"}


def test_a_budget_of_the_next_year_is_for_other_workers(checks):
    amount = said("anggaran iuran 12 bulan", "Rp 403.200.000", "rupiah", period_text="2022",
                  segment_text="pekerja rentan")  # fmt: skip
    assert rules(checks(REGISTERED, amount)) == set()


@pytest.mark.parametrize(
    ("share", "found"),
    [
        ("lebih dari 49 persen", set()),
        ("kurang dari 60 persen", set()),
        ("sedikitnya 49 persen", set()),
        ("45-55 persen", set()),
        ("hampir 51 persen", set()),
        ("lebih dari 60 persen", {"share"}),
        ("kurang dari 40 persen", {"share"}),
    ],
)
def test_bounds_of_a_share_are_bounds(checks, share, found):
    told = [said("workers", "2.000"), said("members", "1.000"), said("members", share, "percent")]
    assert rules(checks(*told)) == found


def test_members_of_one_programme_are_not_all_members(checks):
    told = [said("active members", "9.000")]
    told += [
        said("active members", number, programme_text=name)
        for name, number in (("JKK", "9.000"), ("JHT", "3.100"), ("JP", "2.050"))
    ]
    assert rules(checks(*told)) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("peserta dari nelayan", "peserta dari petani"),
        ("peserta di Kecamatan Wewaria", "peserta di Kecamatan Detusoko"),
        ("tahap I terdaftar", "tahap II terdaftar"),
        ("members with JHT", "members without JHT"),
        ("peserta", "peserta nonaktif"),
        ("peserta", "peserta yang menunggak iuran"),
        ("peserta", "kenaikan peserta"),
        ("members", "no longer members"),
        ("yang menerima kartu peserta", "peserta"),
        ("members", "active members"),
    ],
)
def test_other_people_or_others_than_members_are_another_quantity(checks, one, other):
    told = [said(text, n) for text, n in ((one, "1.200"), (other, "800"))]
    assert rules(checks(*told)) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("members", "workers who are members"),
        ("peserta", "jumlah peserta terdaftar"),
        ("vulnerable workers given protection", "registered"),
        ("honorer enrolled, Kabupaten Belu government", "honorer with employment social security"),
    ],
)
def test_the_same_people_in_other_words_are_the_same_quantity(checks, one, other):
    told = [said(text, n) for text, n in ((one, "1.200"), (other, "800"))]
    assert rules(checks(*told)) == {"restated"}


def test_a_plan_that_came_true_later_is_no_contradiction(checks):
    plan = said("to be enrolled", "2.100", period_text="2021", source_id="Q2")
    done = said("members", "2.100", period_text="2021-12")
    assert rules(checks(plan, done, published="2022-01-10")) <= {"planned"}
    assert rules(checks(plan, done | {"period_text": "2024-01"}, published="2024-02-10")) == set()


def units(value, most=22):
    """The number of the province and those of its regencies."""
    named = load_regencies()[:most]
    each = [said("registered", "400", region_text=unit.name) for unit in named]
    return [said("registered", value, region_text="Nusa Tenggara Timur"), *each]


def test_the_22_sum_to_the_province_and_some_of_them_to_no_more(checks):
    assert rules(checks(*units("8.800"))) == set()
    assert rules(checks(*units("8.810"))) == {"parts"}
    assert rules(checks(*units("8.800", most=12))) == set()
    assert rules(checks(*units("4.000", most=12))) == {"parts"}


@pytest.mark.parametrize(
    ("numbers", "found"),
    [(("9", "12", "kabupaten"), set()), (("9", "13", "kabupaten"), set()),
     (("9", "12", "kabupaten/kota"), {"complement"}), (("9", "14", "kabupaten"), {"complement"})],
)  # fmt: skip
def test_without_a_printed_total_kabupaten_may_be_21_or_22(checks, numbers, found):
    one, other, unit = numbers
    told = [
        said("regions with village officials enrolled", one, unit, region_text="NTT"),
        said("regions that have not enrolled village officials", other, unit, region_text="NTT"),
    ]
    assert rules(checks(*told)) == found


def test_22_kabupaten_is_loose_talk_unless_the_city_stands_beside_them(checks):
    regencies = said("jumlah kabupaten di provinsi", "22", "kabupaten", region_text="NTT")
    city = said("jumlah kota di provinsi", "1", "kota", region_text="NTT")
    assert rules(checks(regencies)) == set()
    assert rules(checks(regencies, city)) == {"official_count"}


def test_a_unit_in_two_lists_that_contradict_each_other_is_found(checks):
    names = ("Kabupaten Belu", "Kabupaten Alor", "Kabupaten Ende")
    flag = {"list_universe": "22", "segment_text": "non-ASN"}
    told = [
        said("named as having enrolled non-ASN staff", value, "flag", region_text=name,
             list_id=key, list_size="2", **flag)
        for key, value, listed in (("L1", "1", names[:2]), ("L2", "0", names[1:]))
        for name in listed
    ]  # fmt: skip
    assert "named_units" in rules(checks(*told))
    assert "named_units" not in rules(checks(*told[:2]))


def test_two_days_of_one_agreement_are_asked_about_and_of_two_places_not(checks):
    told = [
        said("date of the agreement", day, "date", period_text="2021", region_text=place)
        for day, place in (("5 Mei 2021", "Kabupaten Alor"), ("7 Mei 2021", "Kabupaten Alor"),
                           ("9 Mei 2021", "Kabupaten Ende"))
    ]  # fmt: skip
    assert rules(checks(*told)) == {"date_order"}
    assert rules(checks(*told[1:])) == set()
