"""Text files: where the date stands, and where it stands not."""

from dataclasses import replace

from tests.corpus.cases.phrases import PER_REGENCY, REKAP, SOURCE, STANDARD
from tests.corpus.planting import NO, UNITS, When, column, dots, eligible, enrolled, named, region
from tests.corpus.sheets import Book, case, fill

DAY = When(as_of="2021-06-30", basis="printed")
MONTH = When(as_of="2021-06-30", precision="month", basis="printed")
QUARTER = When(as_of="2021-06-30", precision="quarter", basis="printed")
YEAR = When(as_of="2021-12-31", precision="year", basis="printed")
ROMAN = ("I", "II", "III", "IV")
LAST_DAYS = ("03-31", "06-30", "09-30", "12-31")


@case("csv_days_in_rows.csv", "a date in every row, in the spellings of offices; one says nothing")
def _(book: Book) -> None:
    spelled = (
        ("30 Juni 2021", DAY), ("30/6/2021", DAY), ("Juni 2021", MONTH),
        ("Triwulan II 2021", QUARTER), ("2021-06-30", DAY), ("30-06-2021", DAY),
        ("s.d. 30 Juni 2021", DAY), ("TW II 2021", QUARTER), ("2021", YEAR), ("30 JUNI 2021", DAY),
        ("44377", DAY),
    )  # fmt: skip
    columns = (NO, region(), enrolled("Terdaftar"), column("Tanggal Data"))
    sheet = book.sheet(*columns, segment="non_asn", write=dots).title(REKAP, PER_REGENCY).head()
    for unit, (text, when) in zip(UNITS, spelled * 2, strict=True):
        is_vague = unit.bps_code == "5314"
        shown = named("akhir bulan lalu", "date") if is_vague else text
        sheet.row(unit, {"Tanggal Data": shown}, when=when)


@case("csv_month_and_year.csv", "month and year in two columns, as word and as number")
def _(book: Book) -> None:
    columns = (column("Tahun"), column("Bulan"), region(), enrolled("Peserta Terdaftar"))
    sheet = book.sheet(*columns, segment="non_asn", write=dots).title(REKAP).head()
    months = (("Juni", "2021-06-30"), ("6", "2021-06-30"), ("Februari", "2021-02-28"))
    for position, unit in enumerate(UNITS):
        text, day = months[position % 3]
        when = When(as_of=day, precision="month", basis="printed")
        sheet.row(unit, {"Tahun": "2021", "Bulan": text}, when=when)


@case("csv_quarter_and_year.csv", "Roman quarter and year in two columns, four rows for a regency")
def _(book: Book) -> None:
    columns = (region(), column("Triwulan"), column("Tahun"), *STANDARD[2:4])
    sheet = book.sheet(*columns, segment="non_asn", write=dots).title(REKAP).head()
    for unit in UNITS[:6]:
        for roman, day in zip(ROMAN, LAST_DAYS, strict=True):
            when = When(as_of=f"2019-{day}", precision="quarter", basis="printed")
            sheet.row(unit, {"Triwulan": roman, "Tahun": "2019"}, when=when, seed=roman)


@case("csv_no_date.csv", "no date but the day of printing: every row is rejected")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, write=dots, row_says=(("rejected", "no_date"),))
    sheet.title(REKAP, PER_REGENCY, "Dicetak tanggal 5 Juli 2021").head()
    fill(sheet).total("Jumlah").foot(SOURCE, "Kupang, 5 Juli 2021")


@case("csv_two_title_dates.csv", "two dates in the title that contradict: every row is rejected")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, write=dots, row_says=(("rejected", "title_dates_differ"),))
    sheet.title(f"{REKAP} PER 30 JUNI 2021", "Keadaan 31 Desember 2021").head()
    fill(sheet)


@case("csv_dates_in_headers.csv", "a date in each header; the year of the title dates the others")
def _(book: Book) -> None:
    march = When(as_of="2021-03-31", basis="printed")
    columns = (
        NO,
        region(),
        eligible("Jumlah Non ASN"),
        enrolled("Terdaftar s.d. 31 Maret 2021", when=march),
        _later(enrolled("Terdaftar Non ASN s.d. 30 Juni 2021", when=DAY, segment="non_asn")),
    )
    when = When(as_of="2021-12-31", precision="year")
    sheet = book.sheet(*columns, when=when, segment="non_asn", write=dots)
    sheet.title(REKAP, "Tahun 2021").head()
    fill(sheet).total("Jumlah")


def _later(shown):
    return replace(shown, make=lambda at: at.figures.enrolled + 17)


@case("csv_printed_after.csv", "title day, day of printing and day of signing: the title decides")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, when=When(as_of="2021-06-22"), segment="non_asn", write=dots)
    sheet.title(REKAP, "s.d. 22 Juni 2021", "Dicetak: 05/07/2021 10:12:33").head()
    fill(sheet).total("Jumlah")
    sheet.foot("Kupang, 5 Juli 2021", "Kepala Seksi", at=3)
