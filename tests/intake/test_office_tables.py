"""What offices write in their tables, each case once met, and what is read from it."""

import pandas as pd
import pytest
import xlsxwriter

from ntt_coverage.intake.grids import Kind, Sheet, make_column
from ntt_coverage.intake.tables import clean_file, clean_sheets, clean_table
from tests.intake.rawfiles import written

DAY = "Keadaan 30 Juni 2021"
STAFF = "Tenaga Non ASN, keadaan 30 Juni 2021"


def clean(columns, title=STAFF):
    return clean_table(pd.DataFrame(columns), title=title)


def one_row(header, cell, title=STAFF):
    return clean({"Kab/Kota": ["Ende"], header: [cell]}, title)


def layout(*rows, merged=(), name=""):
    """Return a sheet of some rows; what is no text is a true number."""
    width = max(map(len, rows))
    cells = [
        [(cell, Kind.TEXT) if isinstance(cell, str) else (str(cell), Kind.NUMBER) for cell in row]
        + [("", Kind.TEXT)] * (width - len(row))
        for row in rows
    ]
    columns = tuple(make_column(column) for column in zip(*cells, strict=True))
    return Sheet(file="data.xlsx", name=name, columns=columns, merged=tuple(merged))


def values(cleaned):
    """Return the figures by the name of the place as written."""
    frame = cleaned.observations
    return dict(zip(frame["region_text"], frame["value"], strict=True))


def reasons(cleaned, severity):
    issues = cleaned.issues
    return issues.loc[issues["severity"] == severity, "reason"].tolist()


def written_out(cleaned):
    return cleaned.observations.to_csv() + cleaned.issues.to_csv()


# Rows


@pytest.mark.parametrize("last", ["belum dihitung", "sedang didata", "?"])
def test_a_last_row_of_a_known_place_is_rejected_if_its_number_is_unreadable(last):
    cleaned = clean({"Kab/Kota": ["Ende", "Sikka"], "Terdaftar": ["2.480", last]})

    assert values(cleaned) == {"Ende": 2480}
    assert reasons(cleaned, "rejected") == ["number"]
    assert (cleaned.rows_read, cleaned.rows_rejected, cleaned.sheets[0].asides) == (2, 1, 0)


def test_a_block_after_the_total_is_data():
    cleaned = clean(
        {"Kab/Kota": ["Ende", "Jumlah", "Sikka", "Alor"], "Terdaftar": [480, 480, 5, 6]}
    )

    assert values(cleaned) == {"Ende": 480, "Sikka": 5, "Alor": 6}
    assert (cleaned.sheets[0].totals, reasons(cleaned, "flagged")) == (1, [])


def test_a_starred_place_is_data_and_no_footnote():
    cleaned = clean({"Kab/Kota": ["Ende", "*Sikka", "*) Lembata"], "Terdaftar": [5, 2480, 6]})

    assert cleaned.observations["bps_code"].tolist() == ["5311", "5310", "5308"]
    assert cleaned.observations["value"].tolist() == [5, 2480, 6]


@pytest.mark.parametrize(
    "closing",
    [("Kupang, 5 Juli 2021",), ("", "Drs. Yoseph Contoh"), ("Mengetahui", "Drs. Yoseph Contoh")],
)
def test_a_signature_line_is_set_aside_and_stands_in_no_output(closing):
    cleaned = clean_sheets(
        [layout([STAFF], ["Kab/Kota", "Terdaftar"], ["Ende", 480], ["Sikka", 5], closing)]
    )

    assert values(cleaned) == {"Ende": 480, "Sikka": 5}
    assert (cleaned.rows_rejected, cleaned.sheets[0].asides) == (0, 1)
    assert not any(text in written_out(cleaned) for text in closing if text)


def test_the_government_of_the_province_is_data_and_the_province_a_total():
    employer, whole = "Pemerintah Provinsi NTT", "Provinsi NTT"
    cleaned = clean({"Kab/Kota": ["Ende", employer, whole], "Terdaftar": [480, 20, 500]})

    assert values(cleaned) == {"Ende": 480, employer: 20}
    assert cleaned.observations["bps_code"].tolist() == ["5311", "53"]
    assert (cleaned.sheets[0].totals, reasons(cleaned, "flagged")) == (1, [])


def test_a_table_without_rows_of_data_is_flagged():
    cleaned = clean_sheets([layout([STAFF], ["Kab/Kota", "Terdaftar"])])

    assert (cleaned.rows_read, reasons(cleaned, "flagged")) == (0, ["no_rows"])


NOTED = {"Kab/Kota": ["Ende", "Ende"], "Terdaftar": [480, 480]}


def test_rows_that_differ_in_a_column_that_nobody_reads_stay_apart():
    cleaned = clean({**NOTED, "Dinas": ["Kesehatan", "Pendidikan"]})

    assert cleaned.observations["value"].tolist() == [480, 480]
    assert "same_again" not in reasons(cleaned, "note")


@pytest.mark.parametrize("more", [{}, {"Dinas": ["Kesehatan", "Kesehatan"]}])
def test_identical_rows_count_once(more):
    cleaned = clean({**NOTED, **more})

    assert cleaned.observations["value"].tolist() == [480]
    assert reasons(cleaned, "note") == ["same_again"]


# Names


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("1. Sumba Barat", "5301"),
        ("5302 Sumba Timur", "5302"),
        ("Kabupaten Kupang (Oelamasi)", "5303"),
    ],
)
def test_a_number_a_code_or_a_capital_beside_a_name_does_not_hide_it(name, code):
    cleaned = clean({"Kab/Kota": [name], "Terdaftar": [480]})

    assert cleaned.observations["bps_code"].tolist() == [code]
    assert cleaned.rows_rejected == 0


# Numbers


@pytest.mark.parametrize(
    ("header", "cell", "number"),
    [
        ("Terdaftar", "2 480", 2480),
        ("Terdaftar", "2.480¹", 2480),
        ("Terdaftar", "2.480*)", 2480),
        ("Terdaftar", "3rb", 3000),
        ("Terdaftar", "1,5jt", 1_500_000),
        ("Iuran", "1,5jt", 1_500_000),
        ("Terdaftar", "nihil", 0),
        ("Iuran", "Rp 250.000,-", 250_000),
    ],
)
def test_a_number_reads_as_it_is_meant(header, cell, number):
    observed = one_row(header, cell).observations

    assert observed["value"].tolist() == [number]
    assert observed["certainty"].tolist() == ["certain"]


@pytest.mark.parametrize("space", [" ", "\xa0", "\u2009", "\u202f"])
def test_thousands_may_be_parted_by_any_space(space):
    sheet = layout([STAFF], ["Kab/Kota", "Terdaftar"], ["Ende", f"2{space}480"])

    assert values(clean_sheets([sheet])) == {"Ende": 2480}


@pytest.mark.parametrize(
    ("cell", "number", "low", "high"),
    [
        ("> 500", None, 500, None),
        ("500 s.d. 600", None, 500, 600),
        ("1.100 (sementara)", 1100, None, None),
    ],
)
def test_a_bound_a_range_or_a_word_makes_a_figure_approximate(cell, number, low, high):
    observed = one_row("Terdaftar", cell).observations
    told = observed[["value", "value_low", "value_high"]].iloc[0]

    assert [None if pd.isna(each) else each for each in told] == [number, low, high]
    assert observed["certainty"].tolist() == ["approximate"]


def test_raised_digits_in_a_workbook_are_no_part_of_the_number(tmp_path):
    path = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, small = book.add_worksheet(), book.add_format({"font_script": 1})
        sheet.write_row(0, 0, [STAFF])
        sheet.write_row(1, 0, ["Kab/Kota", "Terdaftar"])
        sheet.write_rich_string(2, 0, "Ende", small, "1)")
        sheet.write_rich_string(2, 1, "480", small, "2")

    observed = clean_file(path).observations

    assert observed[["bps_code", "value"]].to_numpy().tolist() == [["5311", 480]]


def test_raised_digits_in_a_page_are_no_part_of_the_number(tmp_path):
    rows = "<td>Ende<sup>1)</sup></td><td>480<sup>2</sup></td>"
    head = f"<tr><td>{STAFF}</td></tr><tr><th>Kab/Kota</th><th>Terdaftar</th></tr>"
    page = f"<html><body><table>{head}<tr>{rows}</tr></table></body></html>"

    observed = clean_file(written(tmp_path / "data.xls", page)).observations

    assert observed[["bps_code", "value"]].to_numpy().tolist() == [["5311", 480]]


# Shares


def test_a_fraction_among_percents_is_flagged():
    columns = {"Kab/Kota": ["Ende", "Sikka", "Alor"], "Cakupan": ["63,7", "0,45", "12"]}
    flagged = clean(columns).issues.query("severity == 'flagged'")

    assert flagged[["row", "reason"]].to_numpy().tolist() == [[4, "share_below_1"]]


def test_a_share_unlike_the_counts_of_its_row_is_flagged():
    staff, members = [100, 100, 100], [50, 50, 50]
    columns = {"Jumlah Non ASN": staff, "Terdaftar": members, "Cakupan": ["50", "50,9", "52"]}
    cleaned = clean({"Kab/Kota": ["Ende", "Sikka", "Alor"], **columns}, DAY)
    flagged = cleaned.issues.query("severity == 'flagged'")

    assert flagged[["row", "reason"]].to_numpy().tolist() == [[5, "share_differs"]]


def test_a_day_after_the_source_was_published_is_flagged_as_a_plan(tmp_path):
    lines = ["Kab/Kota,Per Tanggal,Terdaftar", "Ende,30/06/2026,12", "Belu,06/07/2026,15"]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    source = {"publisher": "Kantor", "date_published": "2026-07-05"}
    issues = clean_file(tmp_path / "a.csv", segment="non_asn", source=source).issues

    assert issues[["row", "column", "severity", "reason"]].to_numpy().tolist() == [
        [3, "Per Tanggal", "flagged", "after_source"]
    ]
    assert "per 6 Juli 2026, sesudah sumbernya terbit (5 Juli 2026)" in issues["message_id"][0]


@pytest.mark.parametrize("published", ["2026-07-06", "2026-07", "2026"])
def test_a_day_that_the_source_may_know_is_not_flagged(tmp_path, published):
    (tmp_path / "a.csv").write_text("Kab/Kota,Per Tanggal,Terdaftar\nBelu,06/07/2026,15", "utf-8")
    source = {"publisher": "Kantor", "date_published": published}
    assert clean_file(tmp_path / "a.csv", segment="non_asn", source=source).issues.empty


# Headers


def test_columns_of_groups_alone_under_a_title_of_members_may_count_either():
    columns = {"Kab/Kota": ["Ende"], "Non ASN": [480], "Perangkat Desa": [20]}
    cleaned = clean(columns, f"Rekapitulasi Peserta Terdaftar {DAY}")

    assert len(cleaned.observations) == 0
    assert set(reasons(cleaned, "rejected")) == {"ambiguous_header"}


def test_a_group_beside_its_members_counts_the_staff():
    cleaned = clean({"Kab/Kota": ["Ende"], "Non ASN": [480], "Terdaftar": [20]}, DAY)
    told = cleaned.observations[["indicator", "segment", "value"]].to_numpy().tolist()

    assert told[0] == ["eligible_persons", "non_asn", 480]
    assert told[1][::2] == ["enrolled_persons", 20]


def test_members_beside_the_staff_of_one_group_are_of_it_and_are_compared():
    cleaned = clean({"Kab/Kota": ["Ende"], "Jumlah Non ASN": [480], "Terdaftar": [500]}, DAY)

    assert cleaned.observations["segment"].tolist() == ["non_asn", "non_asn"]
    assert reasons(cleaned, "flagged") == ["more_than_eligible"]


@pytest.mark.parametrize(
    ("header", "indicator"),
    [
        ("Sdh Terdaftar", "enrolled_persons"),
        ("JML. PESERTA", "enrolled_persons"),
        ("Jlh Sdh Terdaftar (org)", "enrolled_persons"),
        ("Blm Terdaftar", "uncovered_persons"),
        ("Jml. Blm Terdaftar", "uncovered_persons"),
        ("blm daftar", "uncovered_persons"),
        ("% blm terdaftar", "uncovered_share"),
        ("Jlh Tenaga Kontrak", "eligible_persons"),
    ],
)
def test_short_forms_are_read_in_full(header, indicator):
    (row,) = one_row(header, "12").observations.to_dict("records")
    assert (row["indicator"], row["value"]) == (indicator, 12)


@pytest.mark.parametrize("header", ["Terdaftar", "Iuran"])
def test_a_title_that_scales_its_figures_refuses_them(header):
    cleaned = one_row(header, "480", f"{STAFF} (dalam jutaan rupiah)")

    assert (len(cleaned.observations), reasons(cleaned, "rejected")) == (0, ["scaled_title"])


def test_under_a_group_the_sum_is_read_and_its_parts_are_not():
    merged = [(1, 0, 2, 0), (1, 1, 1, 3)]
    rows = [["Kab/Kota", "Terdaftar"], ["", "L", "P", "Jumlah"], ["Ende", 200, 280, 480]]
    cleaned = clean_sheets([layout([STAFF], *rows, merged=merged)])
    unread = cleaned.issues.query("reason == 'unknown_header'")

    assert values(cleaned) == {"Ende": 480}
    assert unread["column"].tolist() == ["Terdaftar / L", "Terdaftar / P"]


# Dates


@pytest.mark.parametrize(
    ("lines", "day", "precision"),
    [
        ([["as of June 30, 2021"]], "2021-06-30", "day"),
        ([["Triwulan Kedua 2021"]], "2021-06-30", "quarter"),
        ([["Bulan", "Juni"], ["Tahun", "2021"]], "2021-06-30", "month"),
        ([["Bulan", "Juni"], ["Tahun", 2021]], "2021-06-30", "month"),
    ],
)
def test_a_title_dates_the_rows_below_it(lines, day, precision):
    cleaned = clean_sheets([layout(*lines, ["Kab/Kota", "Terdaftar"], ["Ende", 480])])
    (observed,) = cleaned.observations.to_dict("records")

    assert (f"{observed['as_of']:%Y-%m-%d}", observed["as_of_precision"]) == (day, precision)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Semester I 2021", "date"),
        ("per 31 Juni 2021", "date"),
        ("per 32 Juli 2021", "date"),
        ("Keadaan 31/06/2021", "date"),
        ("Keadaan 30 Juni 1021", "date"),
        ("Keadaan 30 Juni 2151", "date"),
        ("Tahun 1021", "no_date"),
        ("Tahun 2151", "no_date"),
    ],
)
def test_a_title_whose_date_cannot_be_gives_no_other(title, reason):
    cleaned = one_row("Terdaftar", 480, title)

    assert (len(cleaned.observations), reasons(cleaned, "rejected")) == (0, [reason])


def test_where_and_when_a_page_was_signed_dates_nothing():
    signed, table = ["Kupang, 5 Juli 2021"], (["Kab/Kota", "Terdaftar"], ["Ende", 480])
    alone, beside = (clean_sheets([layout(*top, *table)]) for top in ([signed], [[DAY], signed]))

    assert reasons(alone, "rejected") == ["no_date"]
    assert beside.observations["as_of"].tolist() == [pd.Timestamp("2021-06-30")]


def test_a_month_that_stands_first_once_leaves_no_slashed_date_of_its_column_sure():
    days = ["06/30/2021", "05/06/2021", "2021-06-30"]
    cleaned = clean(
        {"Kab/Kota": ["Ende", "Sikka", "Alor"], "Tanggal": days, "Terdaftar": [5, 6, 7]}
    )

    assert values(cleaned) == {"Alor": 7}
    assert reasons(cleaned, "rejected") == ["date_two_ways"] * 2


def test_a_table_below_another_shares_its_date():
    upper = ["Kab/Kota", "Jumlah Non ASN"], ["Ende", 480]
    lower = ["Perangkat Desa"], ["Kab/Kota", "Terdaftar"], ["Sikka", 5]
    observed = clean_sheets([layout([DAY], *upper, [""], *lower)]).observations

    assert observed["value"].tolist() == [480, 5]
    assert observed["as_of"].tolist() == [pd.Timestamp("2021-06-30")] * 2
