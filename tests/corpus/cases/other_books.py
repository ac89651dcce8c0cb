"""Workbooks of other programs: XLS, HTML that calls itself XLS, ODS."""

import datetime as dt
from dataclasses import replace

from tests.corpus.cases.phrases import (
    AT_JUNE,
    IN_ROW,
    JUNE,
    NON_ASN,
    REKAP,
    REKAP_GROUPS,
    SOURCE,
    STANDARD,
    TITLE,
)
from tests.corpus.planting import (
    NO,
    When,
    code,
    constant,
    dots,
    eligible,
    enrolled,
    named,
    number,
    percent,
    region,
    seeded,
    share,
    uncovered,
    unlike_counts,
)
from tests.corpus.sheets import Book, case, fill

NAME, ELIGIBLE, ENROLLED, UNCOVERED = (column.key for column in STANDARD[1:])


@case("xls_month_sheets.xls", "two sheets of Excel 97, dated by their names")
def _(book: Book) -> None:
    for name, as_of in (("Juni 2021", "2021-06-30"), ("Juli 2021", "2021-07-31")):
        when = When(as_of=as_of, precision="month", basis="sheet_name")
        sheet = book.sheet(*STANDARD, name=name, when=when, segment="non_asn").title(REKAP)
        fill(sheet.head()).total("Jumlah")


@case("xls_two_header_rows.xls", "Excel 97 with merged parents, dates in rows, percent cells")
def _(book: Book) -> None:
    columns = (
        NO,
        region(),
        eligible("Non ASN", "Jumlah", segment="non_asn"),
        enrolled("Non ASN", "Terdaftar", segment="non_asn"),
        replace(
            share("Non ASN", "%", write=percent, segment="non_asn"),
            make=lambda at: round(at.figures.fraction, 3),
        ),
        constant("Keadaan", dt.date(2021, 6, 30)),
    )
    sheet = book.sheet(*columns, name="Rekap", when=IN_ROW).title(REKAP_GROUPS, merged=True)
    fill(sheet.head()).total("Jumlah", off={"Non ASN / Terdaftar": -5})


@case("xls_html_spans.xls", "HTML that calls itself XLS, with joined cells and dot thousands",
      kind="html")  # fmt: skip
def _(book: Book) -> None:
    children = (("Jumlah", eligible), ("Terdaftar", enrolled), ("Belum", uncovered))
    under = [make("Non ASN", child, segment="non_asn") for child, make in children]
    sheet = book.sheet(NO, region(), *under, write=dots, **NON_ASN).title(*TITLE, merged=True)
    fill(sheet.head()).total("JUMLAH").foot(SOURCE)


@case("xls_html_marked_codes.xls", "HTML with marked BPS codes, dates in rows, an unknown name",
      kind="html")  # fmt: skip
def _(book: Book) -> None:
    columns = (
        code("Kode", lambda unit: f"ID{unit.bps_code}"),
        region("Nama Wilayah", lambda unit: unit.label),
        enrolled("Peserta", segment=""),
        constant("Posisi", "30 Juni 2021"),
    )
    sheet = book.sheet(*columns, when=IN_ROW, segment="non_asn", write=dots).title(REKAP).head()
    fill(sheet, {"5319": {"Nama Wilayah": named("Kabupaten Bima", "unknown_regency")}})


@case(
    "ods_percent_and_dates.ods", "ODS with percent and date cells, equal neighbours, endless rows"
)
def _(book: Book) -> None:
    columns = (
        NO,
        region(),
        eligible(ELIGIBLE),
        enrolled(ENROLLED),
        replace(
            share("Persentase", write=percent),
            make=lambda at: round(at.figures.fraction, 3),
        ),
        constant("Tanggal Data", dt.date(2021, 6, 30)),
    )
    sheet = book.sheet(*columns, name="Lembar1", when=IN_ROW, segment="non_asn").title(REKAP)
    equal = {ELIGIBLE: number(900), ENROLLED: number(900)}
    equal["Persentase"] = unlike_counts(percent(0.5))
    fill(sheet.head(), {"5304": equal, "5312": equal}).total("Jumlah")


@case("ods_two_groups.ods", "ODS with merged parents over two groups and text numbers")
def _(book: Book) -> None:
    columns = [NO, region()]
    for parent, segment in (("Non ASN", "non_asn"), ("Perangkat Desa", "village_officials")):
        columns += [
            seeded(eligible(parent, "Jumlah", segment=segment), parent),
            seeded(enrolled(parent, "Terdaftar", segment=segment), parent),
        ]
    sheet = book.sheet(*columns, name="Rekap", when=AT_JUNE, write=dots)
    sheet.title(REKAP_GROUPS, JUNE, merged=True)
    fill(sheet.head()).total("Jumlah").foot(SOURCE)
