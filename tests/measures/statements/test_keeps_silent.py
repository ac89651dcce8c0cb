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


MEMBERS, OTHERS, TOTAL = "workers who are members", "workers not yet protected", "total workers"


def month(number, members, others, total):
    when = {"period_text": f"2021-0{number}"}
    return [said(MEMBERS, str(members), **when), said(OTHERS, str(others), **when),
            said(TOTAL, str(total), **when)]  # fmt: skip


def test_each_month_of_a_series_is_added_up_for_itself(checks):
    right = month(1, 10, 20, 30) + month(2, 11, 21, 32) + month(3, 11, 19, 30)
    assert rules(checks(*right)) == set()
    wrong = month(1, 10, 20, 30) + month(2, 11, 21, 39) + month(3, 11, 25, 30)
    found = findings_of(checks(*wrong))
    assert found["rule"].tolist() == ["complement", "complement"]


def test_numbers_of_some_do_not_hide_or_replace_the_number_of_all(checks):
    some = [
        said(f"terdaftar {kind}", str(100 + n), segment_text="pekerja rentan")
        for n, kind in enumerate(["nelayan", "petani", "tukang", "sopir", "ojek", "guru", "buruh"])
    ]
    every = said("terdaftar", "800", segment_text="pekerja rentan")
    amount = said("anggaran iuran 12 bulan", "Rp 161.280.000", "rupiah",
                  segment_text="pekerja rentan")  # fmt: skip
    assert rules(checks(*some, every, amount)) == set()


def test_parts_that_are_printed_twice_are_added_once(checks):
    told = [said("members", "500"), said("members, men", "300"), said("members, men", "300"),
            said("members, women", "200")]  # fmt: skip
    assert rules(checks(*told)) == set()


@pytest.mark.parametrize(
    ("text", "value", "programmes"),
    [
        ("iuran per orang untuk 3 bulan", "Rp 50.400", ""),
        ("iuran per orang setahun", "Rp 201.600", ""),
        ("iuran per orang", "Rp 10.000", "JKK"),
        ("premium of the health insurance for each worker", "Rp 42.000", ""),
        ("iuran per orang", "Rp 36.800", "JKK|JKM|JHT"),
    ],
)
def test_what_one_worker_pays_is_told_in_many_ways(checks, text, value, programmes):
    paid = said(text, value, "rupiah", segment_text="pekerja rentan", programme_text=programmes)
    assert rules(checks(paid)) == set()


def test_a_wrong_rate_for_one_worker_is_found(checks):
    paid = said("iuran per orang", "Rp 18.600", "rupiah", segment_text="pekerja rentan")
    found = findings_of(checks(paid))
    assert found["reading_value"].tolist() == ["16800"]


def test_nothing_is_a_share_of_none_or_of_what_has_no_bound(checks):
    none = [said("workers", "0"), said("members", "0"), said("members", "0 persen", "percent")]
    open_ended = [said("workers", "lebih dari 1.000"), said("members", "lebih dari 600"),
                  said("members", "40 persen", "percent")]  # fmt: skip
    for told in (none, open_ended):
        checked = checks(*told)
        assert rules(checked) == set()
        assert not checked["arithmetic_en"].str.contains("NaN|∞").any()


def test_a_year_at_the_end_of_time_is_no_crash(checks):
    told = [said(text, n, period_text="31 Desember 9999", source_id="Q9")
            for text, n in ((MEMBERS, "10"), (OTHERS, "20"), (TOTAL, "31"))]  # fmt: skip
    assert "complement" in rules(checks(*told, published="2021-07-03"))


def test_many_events_and_flags_are_compared_in_time_that_grows_with_them(checks):
    announced = [said("date of the statement", "3 Juli 2021", "date")] * 150
    planned = [said("planned day of the meeting", "9 Juli 2021", "date")] * 150
    assert len(checks(*announced, *planned)) < 400
