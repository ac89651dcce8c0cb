"""Text files: encodings, separators, headers, totals, what is no data."""

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
    When,
    about,
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
    named,
    number,
    refused,
    region,
    seeded,
    share,
    target,
    uncovered,
)
from tests.corpus.sheets import Book, case, fill


@case("csv_comma_plain.csv", "one header row, plain digits, day in a column, group in one header")
def _(book: Book) -> None:
    columns = (
        region(),
        eligible("Jumlah Non ASN", segment="non_asn"),
        enrolled("Terdaftar", segment="non_asn"),
        uncovered("Belum", segment="non_asn"),
        constant("Per Tanggal", "30 Juni 2021"),
    )
    sheet = book.sheet(*columns, when=IN_ROW, write=str)
    fill(sheet.head())


@case("csv_bom_semicolon.csv", "UTF-8 with BOM, semicolons, title rows, dot thousands, right total")
def _(book: Book) -> None:
    book.written = {"delimiter": ";", "encoding": "utf-8-sig"}
    sheet = book.sheet(*STANDARD, write=dots, **NON_ASN).title(*TITLE, padded=True)
    sheet.line(*[None] * 5)
    fill(sheet.head()).total("JUMLAH").foot(SOURCE, NOTE)


@case("csv_windows1252.csv", "Windows-1252 with dashes and plus-minus signs beyond ASCII")
def _(book: Book) -> None:
    book.written = {"delimiter": ";", "encoding": "cp1252"}
    sheet = book.sheet(*STANDARD, write=dots, **NON_ASN)
    sheet.title(f"{REKAP} – PROVINSI NTT", JUNE).head()
    fill(
        sheet,
        {
            "5301": {"Terdaftar": about(500, "±500")},
            "5306": {key: Cell(value="–") for key in ("Terdaftar", "Belum Terdaftar")},
            "5314": {"Kabupaten/Kota": "Kab. Rote–Ndao"},
        },
    ).foot("*) ± = angka perkiraan")


@case("csv_utf16_tab.csv", "UTF-16 with tabs (Unicode text of Excel), quarter in the title")
def _(book: Book) -> None:
    book.written = {"delimiter": "\t", "encoding": "utf-16-le"}
    when = When(as_of="2019-09-30", precision="quarter")
    columns = (NO, region("Pemerintah Daerah"), eligible("Potensi"), enrolled("Peserta Aktif"))
    sheet = book.sheet(*columns, when=when, segment="non_asn", write=str)
    sheet.title("Kepesertaan Tenaga Non ASN pada BPJS Ketenagakerjaan", "Triwulan III 2019").head()
    fill(sheet).total("TOTAL")


@case("csv_english_commas.csv", "English headers, quoted comma thousands, percent signs, ISO days")
def _(book: Book) -> None:
    columns = (
        code("Region Code", lambda unit: f"ID{unit.bps_code}"),
        region("Regency/City", lambda unit: unit.label),
        eligible("Total Workers"),
        enrolled("Registered"),
        uncovered("Not Registered"),
        share("Coverage", write=lambda value: f"{value:.1f}%"),
        constant("As Of", "2021-06-30"),
    )
    sheet = book.sheet(*columns, when=IN_ROW, segment="non_asn", write=commas)
    sheet.title("Enrolment of Non-ASN Workers in BPJS Ketenagakerjaan by Regency, NTT").head()
    fill(sheet).total("Grand Total", label_at=1).foot("Source: provincial manpower office")


@case("csv_parents_of_two_groups.csv", "two header rows, blanks right of the parents, two groups")
def _(book: Book) -> None:
    book.written = {"delimiter": ";"}
    sheet = book.sheet(*_two_groups(), when=When(as_of="2021-12-31"), write=dots)
    sheet.title(REKAP_GROUPS, "PELAKSANAAN INPRES NOMOR 2 TAHUN 2021", "Keadaan 31 Desember 2021")
    fill(sheet.head().number_columns()).total("Jumlah").foot(SOURCE)


def _two_groups():
    parents = (("Non ASN", "non_asn"), ("Perangkat Desa", "village_officials"))
    columns = [NO, region()]
    for parent, segment in parents:
        columns += [
            seeded(eligible(parent, "Jumlah", segment=segment), parent),
            seeded(enrolled(parent, "Terdaftar", segment=segment), parent),
            seeded(uncovered(parent, "Belum", segment=segment), parent),
        ]
    return columns


@case("csv_blank_lines.csv", "line breaks in headers, blank lines, extra spaces, header repeated")
def _(book: Book) -> None:
    book.written = {"delimiter": ";"}
    columns = (
        NO,
        region("Kabupaten/\nKota", lambda unit: f"  {unit.name.replace(' ', '  ')} "),
        eligible("Jumlah\nNon ASN (orang)"),
        enrolled("Sudah\nTerdaftar (orang)"),
    )
    sheet = book.sheet(*columns, write=dots, **NON_ASN).title(REKAP)
    sheet.line()
    sheet.title(JUNE)
    sheet.line()
    fill(sheet.head(), units=UNITS[:11])
    sheet.line()
    sheet.head().number_columns(bracketed=False)
    fill(sheet, units=UNITS[11:])
    sheet.line()
    sheet.total("Jumlah Total").foot("Dicetak: 05-07-2021 10:12")


@case(
    "csv_totals.csv", "group headings, subtotals right and wrong, wrong total, right province row"
)
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, write=dots, **NON_ASN).title(*TITLE).head()
    groups = list(dict.fromkeys(unit.island_group for unit in UNITS))
    for group in groups:
        sheet.heading(f"WILAYAH {group.upper()}")
        fill(sheet, units=[unit for unit in UNITS if unit.island_group == group])
        off = {"Terdaftar": 100, "Belum Terdaftar": -100} if group == "Timor" else {}
        sheet.total(f"Sub Jumlah {group}", is_sub=True, off=off)
    sheet.total("JUMLAH", off={"Jumlah Non ASN": 9}).total("Provinsi NTT").foot(SOURCE)


@case("csv_duplicates.csv", "regencies named twice: same numbers collapse, other numbers stand")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD[1:4], write=dots, **NON_ASN).title(*TITLE).head()
    ende, sikka, stem = UNIT["5311"], UNIT["5310"], book.stem
    twice, other = figures(stem, sikka), figures(stem, sikka).enrolled + 10
    differs = flagged(number(twice.enrolled, dots(twice.enrolled)), "differs_from")
    fill(sheet, {"5310": {"Terdaftar": differs}})
    same = figures(stem, ende)
    sheet.row(ende, {key: again(number(value, dots(value))) for key, value in _pair(same)})
    changed = flagged(number(other, dots(other)), "differs_from")
    unchanged = again(number(twice.eligible, dots(twice.eligible)))
    sheet.row(sikka, {"Jumlah Non ASN": unchanged, "Terdaftar": changed})


def _pair(shown):
    return (("Jumlah Non ASN", shown.eligible), ("Terdaftar", shown.enrolled))


@case("csv_duplicate_in_total.csv", "a row that stands twice counts once in the total")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD[1:4], write=dots, **NON_ASN).title(*TITLE).head()
    fill(sheet)
    same = figures(book.stem, UNIT["5307"])
    repeated = {key: again(number(value, dots(value))) for key, value in _pair(same)}
    sheet.row(UNIT["5307"], {"Kabupaten/Kota": "Kab. Alor"} | repeated)
    sheet.total("Jumlah")


@case("csv_groups_in_a_column.csv", "a row for each group and programme, both in columns")
def _(book: Book) -> None:
    group, programme = constant("Kelompok Pekerja", ""), constant("Program", "")
    columns = (region(), group, programme, enrolled("Peserta"), constant("Periode", "Juni 2021"))
    when = When(as_of="2021-06-30", precision="month", basis="printed")
    sheet = book.sheet(*columns, when=when, write=dots).title(REKAP_GROUPS).head()
    kinds = {"Non ASN": "non_asn", "Perangkat Desa": "village_officials"}
    for unit in UNITS[:8]:
        for kind, segment in kinds.items():
            for fund in ("JKK", "JKM"):
                given = {"Kelompok Pekerja": kind, "Program": fund}
                sheet.row(unit, given, segment=segment, seed=kind + fund)


@case("csv_group_told.csv", "the worker group stands nowhere and is told", segment="non_asn")
def _(book: Book) -> None:
    columns = (region("Wilayah"), enrolled("Peserta"), uncovered("Belum Peserta"))
    sheet = book.sheet(*columns, when=AT_JUNE, segment="non_asn", write=dots)
    fill(sheet.title("KEPESERTAAN BPJS KETENAGAKERJAAN", "Per 30 Juni 2021").head())


@case("csv_group_not_told.csv", "the worker group stands nowhere: its column stays blank")
def _(book: Book) -> None:
    columns = (region("Daerah"), enrolled("Jumlah Peserta"))
    when = When(as_of="2021-06-22")
    sheet = book.sheet(*columns, when=when, write=dots)
    sheet.say("note", "segment_not_said")
    sheet.title("KEPESERTAAN BPJS KETENAGAKERJAAN S.D. 22 JUNI 2021", PER_REGENCY).head()
    fill(sheet).total("Jumlah")


@case(
    "csv_unknown_headers.csv", "a slip among the headers is reported, not read; a target is planned"
)
def _(book: Book) -> None:
    slip = column("Jml Pesrta", make=lambda at: dots(at.figures.enrolled))
    planned = column(
        "Target Peserta",
        make=lambda at: target(at.figures.eligible, dots(at.figures.eligible)),
        measure="enrolled_persons",
    )
    columns = (*STANDARD[:3], slip, planned, uncovered("Tidak Terdaftar"))
    sheet = book.sheet(*columns, write=dots, **NON_ASN)
    sheet.say("flagged", "unknown_header", at=3)
    fill(sheet.title(*TITLE).head())


@case(
    "csv_lone_jumlah.csv", "'Jumlah' alone: rows with a number there are rejected, blank ones not"
)
def _(book: Book) -> None:
    ambiguous = column(
        "Jumlah", make=lambda at: named(dots(at.figures.eligible), "ambiguous_header")
    )
    sheet = book.sheet(NO, region(), ambiguous, enrolled("Terdaftar"), write=dots, **NON_ASN)
    fill(sheet.title(*TITLE).head(), {"5308": {"Jumlah": ""}, "5320": {"Jumlah": ""}})


@case("csv_two_columns_of_members.csv", "two columns say enrolled of one group and one period")
def _(book: Book) -> None:
    make = lambda at: refused(dots(at.figures.enrolled), "ambiguous_header")  # noqa: E731
    more = lambda at: refused(dots(at.figures.enrolled + 5), "ambiguous_header")  # noqa: E731
    first = replace(enrolled("Terdaftar"), make=make)
    second = replace(enrolled("Jumlah Peserta"), make=more)
    sheet = book.sheet(NO, region(), first, second, write=dots, **NON_ASN)
    fill(sheet.title(*TITLE).head())


@case("csv_signed.csv", "column numbers, remarks, footnotes and a signature block around the data")
def _(book: Book) -> None:
    remarks = column("Keterangan")
    sheet = book.sheet(*STANDARD, remarks, write=dots, **NON_ASN).title(*TITLE)
    sheet.head().number_columns()
    fill(sheet, {"5306": {"Keterangan": "data per kecamatan"}, "5313": {"Keterangan": "revisi"}})
    sheet.total("Jumlah", label_at=0)
    sheet.line()
    sheet.foot(SOURCE, NOTE, "*) termasuk tenaga kontrak", "Mengetahui,")
    sheet.foot(*SIGNED, at=3)
