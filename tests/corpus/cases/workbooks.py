"""Workbooks of Excel."""

import datetime as dt
from dataclasses import replace

from tests.corpus.cases.phrases import (
    AT_JUNE,
    IN_ROW,
    JUNE,
    NON_ASN,
    NOTE,
    PER_REGENCY,
    REKAP,
    REKAP_GROUPS,
    SIGNED,
    SOURCE,
    STANDARD,
    TITLE,
)
from tests.corpus.planting import (
    NO,
    UNIT,
    UNITS,
    Cell,
    Column,
    Formula,
    Place,
    When,
    again,
    code,
    column,
    commas,
    constant,
    dots,
    eligible,
    enrolled,
    figures,
    flagged,
    formatted,
    formula,
    named,
    number,
    percent,
    refused,
    region,
    seeded,
    share,
    uncovered,
    unlike_counts,
)
from tests.corpus.sheets import Book, Sheet, case, fill

NAME, ELIGIBLE, ENROLLED, UNCOVERED = (column.key for column in STANDARD[1:])


@case("xlsx_office_form.xlsx", "merged title, parent and labels; island groups; signature block")
def _(book: Book) -> None:
    children = (("Jumlah", eligible), ("Terdaftar", enrolled), ("Belum", uncovered))
    under = [make("Non ASN", child, segment="non_asn") for child, make in children]
    columns = (NO, region(), *under, column("Keterangan"))
    sheet = book.sheet(*columns, name="Rekap", **NON_ASN).title(*TITLE, merged=True)
    sheet.line()
    sheet.head().number_columns()
    for group in dict.fromkeys(unit.island_group for unit in UNITS):
        sheet.heading(f"Kepulauan {group}" if group != "Timor" else "Pulau Timor")
        members = [unit for unit in UNITS if unit.island_group == group]
        fill(sheet, {"5306": {"Keterangan": "termasuk tenaga kontrak"}}, units=members)
        _merged_total(sheet, f"Jumlah {group}", is_sub=True)
    _merged_total(sheet, "JUMLAH TOTAL")
    sheet.line()
    sheet.foot(SOURCE, NOTE).foot(*SIGNED, at=3)


def _merged_total(sheet: Sheet, label: str, **more) -> None:
    sheet.total(label, label_at=0, **more)
    last = len(sheet.lines) - 1
    sheet.merges.append((last, 0, last, 1))


@case(
    "xlsx_true_numbers.xlsx", "true numbers, percent cells with all digits, dates, sums as formulas"
)
def _(book: Book) -> None:
    columns = (
        region(spell=lambda unit: unit.label),
        eligible("Jumlah Non ASN", segment="non_asn"),
        enrolled("Terdaftar Non ASN", segment="non_asn"),
        replace(
            share("% Terdaftar Non ASN", write=percent, segment="non_asn"),
            make=lambda at: at.figures.fraction,
        ),
        constant("Per Tanggal", dt.date(2021, 6, 30)),
    )
    sheet = book.sheet(*columns, name="Data", when=IN_ROW)
    sheet.say("note", "formulas_read")
    rounded = {"% Terdaftar Non ASN": unlike_counts(formatted(0.637, "percent", reads=63.7))}
    whole = {"% Terdaftar Non ASN": unlike_counts(formatted(1, "percent", reads=100))}
    fill(sheet.head(), {"5303": rounded, "5304": whole}).total("Total", as_formula=True)
    book.written = {"stray": [(0, 4000, 200)]}


@case("xlsx_three_header_rows.xlsx", "date over group over column, merged; two dates side by side")
def _(book: Book) -> None:
    columns = [NO, region()]
    for day, as_of in (("31 Maret 2021", "2021-03-31"), ("30 Juni 2021", "2021-06-30")):
        when = When(as_of=as_of, basis="printed")
        parents, more = (f"Keadaan {day}", "Non ASN"), {"segment": "non_asn", "when": when}
        columns += [
            seeded(eligible(*parents, "Jumlah", **more), day),
            seeded(enrolled(*parents, "Terdaftar", **more), day),
        ]
    sheet = book.sheet(*columns, name="Rekap").title(REKAP_GROUPS, PER_REGENCY, merged=True)
    fill(sheet.head().number_columns(bracketed=False)).total("Jumlah")


@case("xlsx_three_groups.xlsx", "three worker groups side by side under merged parents")
def _(book: Book) -> None:
    columns = [NO, region("Kabupaten / Kota")]
    groups = {
        "Tenaga Non ASN": "non_asn",
        "Perangkat Desa": "village_officials",
        "Pekerja Rentan": "vulnerable",
    }
    for parent, segment in groups.items():
        columns += [
            seeded(enrolled(parent, "Terdaftar", segment=segment), parent),
            seeded(uncovered(parent, "Belum Terdaftar", segment=segment), parent),
        ]
    when = When(as_of="2021-06-22")
    sheet = book.sheet(*columns, name="Sheet1", when=when)
    sheet.title(REKAP_GROUPS, "s.d. 22 Juni 2021", merged=True)
    fill(sheet.head()).total("NTT")


@case(
    "xlsx_quarter_sheets.xlsx",
    "a sheet for each quarter, dated by its name; a page of instructions",
)
def _(book: Book) -> None:
    book.sheet(column("Petunjuk pengisian"), name="Petunjuk").title(
        "Petunjuk pengisian", "Isilah satu lembar untuk setiap triwulan."
    )
    for name, as_of in (("TW I 2021", "2021-03-31"), ("TW II 2021", "2021-06-30")):
        when = When(as_of=as_of, precision="quarter", basis="sheet_name")
        sheet = book.sheet(*STANDARD, name=name, when=when, segment="non_asn")
        fill(sheet.title(REKAP, PER_REGENCY).head()).total("Jumlah")


@case(
    "xlsx_hidden_sheet.xlsx", "an old table on a hidden sheet is not read; hidden words are nothing"
)
def _(book: Book) -> None:
    fill(book.sheet(*STANDARD, name="Rekap", **NON_ASN).title(*TITLE).head())
    old = book.sheet(*STANDARD, name="Lama 2019", hidden=True, **NON_ASN)
    fill(old.title(REKAP, "Keadaan 31 Desember 2019").head())
    book.sheet(column("Pilihan"), name="Daftar", hidden=True).title("Pilihan", "Ya", "Tidak")


@case(
    "xlsx_same_table_twice.xlsx", "a copied sheet: what is the same collapses, one number differs"
)
def _(book: Book) -> None:
    columns = (NO, region(), eligible(ELIGIBLE), enrolled(ENROLLED))
    changed = figures(book.stem, UNIT["5311"]).enrolled
    for name, value in (("Rekap", changed), ("Rekap (2)", changed + 1)):
        is_copy = value != changed
        shown = [_again(c) if is_copy and c.measure else c for c in columns]
        sheet = book.sheet(*shown, name=name, seed=book.stem, **NON_ASN).title(*TITLE).head()
        fill(sheet, {"5311": {ENROLLED: flagged(number(value), "differs_from")}})


def _again(shown: Column) -> Column:
    return replace(shown, make=lambda at: again(number(shown.make(at))))


@case("xlsx_days.xlsx", "day of the row as date cell, as bare serial number, as year")
def _(book: Book) -> None:
    columns = (NO, region(), enrolled("Terdaftar Non ASN", segment="non_asn"), column("Tanggal"))
    sheet = book.sheet(*columns, name="Data").title(REKAP_GROUPS).head()
    year = When(as_of="2021-12-31", precision="year", basis="printed")
    spelled = ((dt.date(2021, 6, 30), IN_ROW), (44377, IN_ROW), (2021, year))
    for position, unit in enumerate(UNITS):
        value, when = spelled[position % 3]
        sheet.row(unit, {"Tanggal": value}, when=when)


@case("xlsx_text_and_true_numbers.xlsx", "mixed separators refuse the texts; true numbers stand")
def _(book: Book) -> None:
    def make(at: Place) -> Cell:
        if at.position <= 12:
            return number(at.figures.enrolled)
        write = commas if at.position % 2 else dots
        return refused(write(1000 + at.figures.enrolled), "number_mixed")

    plain_text = uncovered(UNCOVERED, write=str)
    columns = (*STANDARD[:3], replace(STANDARD[3], make=make), plain_text)
    sheet = book.sheet(*columns, name="Data", **NON_ASN).title(*TITLE).head()
    fill(sheet, {"5301": {ELIGIBLE: number(7250, "7.250")}})


@case(
    "xlsx_formulas.xlsx", "stored results are read; without one, from elsewhere or broken: rejected"
)
def _(book: Book) -> None:
    def make(at: Place) -> Cell:
        row = at.position + 4
        return formula(f"=C{row}-D{row}", at.figures.uncovered)

    elsewhere = Formula(text="='[Rekap lama.xlsx]Data'!E6", result=321)
    broken = {
        "5304": {UNCOVERED: refused(Formula(text="=C8-D8"), "formula_unread")},
        "5305": {UNCOVERED: refused(elsewhere, "formula_unread")},
        "5306": {UNCOVERED: refused(Formula(text="=#REF!-D10", result="#REF!"), "cell_error")},
    }
    columns = (*STANDARD[:4], replace(STANDARD[4], make=make))
    sheet = book.sheet(*columns, name="Rekap", **NON_ASN).title(*TITLE).head()
    sheet.say("note", "formulas_read")
    fill(sheet, broken).total("JUMLAH", as_formula=True)


@case("xlsx_inert_text.xlsx", "texts that look like formulas stay texts")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, column("Keterangan"), name="Data", **NON_ASN)
    link = '=HYPERLINK("http://example.invalid","Ende")'
    fill(
        sheet.title(*TITLE).head(),
        {
            "5302": {"Keterangan": "=1+1"},
            "5303": {"Keterangan": "@SUM(1,1)"},
            "5309": {ENROLLED: refused("=1+1", "number")},
            "5311": {NAME: named(link, "unknown_regency")},
        },
    )


@case(
    "xlsx_fractions.xlsx", "numbers from 0 to 1 without a percent format may be fractions: refused"
)
def _(book: Book) -> None:
    def write(value: float) -> Cell:
        return refused(round(value / 100, 3), "share_two_ways")

    columns = (NO, region(), share("Persentase Terdaftar", write=write))
    sheet = book.sheet(*columns, name="Data", **NON_ASN).title(*TITLE).head()
    whole = {"Persentase Terdaftar": refused(1, "share_two_ways")}
    fill(sheet, {"5301": whole, "5320": {"Persentase Terdaftar": Cell(value="-")}})


@case("xlsx_shares_true_numbers.xlsx", "numbers up to 100 without a percent format are percents")
def _(book: Book) -> None:
    columns = (*STANDARD[:4], share("Cakupan", write=number))
    sheet = book.sheet(*columns, name="Data", **NON_ASN).title(*TITLE).head()
    low = {"Cakupan": unlike_counts(flagged(number(0.4), "share_below_1"))}
    high = {"Cakupan": unlike_counts(flagged(number(101.5), "share_above_100"))}
    fill(sheet, {"5309": low, "5310": high})


@case(
    "xlsx_bare_bps_numbers.xlsx", "bare codes as true numbers fit BPS by their names, but for two"
)
def _(book: Book) -> None:
    columns = (code("Kode Wilayah", lambda unit: int(unit.bps_code)), *STANDARD[1:])
    sheet = book.sheet(*columns, name="Data", **NON_ASN).title(*TITLE).head()
    sheet.say("note", "codes_decided")
    swapped = {
        "5304": {"Kode Wilayah": named(5305, "code_disagrees")},
        "5305": {"Kode Wilayah": named(5304, "code_disagrees")},
    }
    fill(sheet, swapped).total("JUMLAH")


@case("xlsx_kemendagri_alone.xlsx", "dotted codes without names are clear")
def _(book: Book) -> None:
    columns = (NO, code("Kode Kemendagri", lambda unit: unit.kemendagri_code), *STANDARD[2:])
    fill(book.sheet(*columns, name="Data", **NON_ASN).title(*TITLE).head())


@case("xlsx_kemendagri_numbers.xlsx", "dotted codes as true numbers: the name confirms 53.10")
def _(book: Book) -> None:
    columns = (code("Kode Kemendagri", lambda unit: float(unit.kemendagri_code)), *STANDARD[1:])
    fill(book.sheet(*columns, name="Data", **NON_ASN).title(*TITLE).head())


@case("xlsx_merged_regions.xlsx", "a region merged over the rows of its worker groups")
def _(book: Book) -> None:
    columns = (region(), column("Kelompok"), enrolled(ENROLLED))
    sheet = book.sheet(*columns, name="Data", when=AT_JUNE).title(REKAP_GROUPS, JUNE).head()
    for unit in UNITS[:11]:
        row = sheet.row(unit, {"Kelompok": "Non ASN"}, segment="non_asn", seed="a")
        given = {NAME: None, "Kelompok": "Perangkat Desa"}
        sheet.row(unit, given, segment="village_officials", seed="b")
        sheet.merges.append((row - 1, 0, row, 0))


@case("xlsx_nama_of_regencies.xlsx", "'Nama' over regencies is no person's name")
def _(book: Book) -> None:
    columns = (NO, region("Nama", lambda unit: unit.label), *STANDARD[2:])
    fill(book.sheet(*columns, name="Data", **NON_ASN).title(*TITLE).head())


@case("xlsx_web_export.xlsx", "texts inside the sheet, no styles: the export of a web program",
      kind="inline")  # fmt: skip
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, name="Laporan", **NON_ASN).title(*TITLE).head()
    fill(sheet, {"5319": {NAME: "KAB. MANGGARAI TIMUR"}}).total("TOTAL")
