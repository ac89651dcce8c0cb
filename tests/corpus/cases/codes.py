"""Codes of two systems, and names in every spelling."""

from tests.corpus.cases.phrases import NON_ASN, REKAP, STANDARD, TITLE
from tests.corpus.planting import (
    NO,
    UNIT,
    UNITS,
    Cell,
    Unit,
    When,
    code,
    dots,
    eligible,
    enrolled,
    named,
    region,
)
from tests.corpus.sheets import Book, case, fill

NAME, BARE = "Kabupaten/Kota", "Kode Wilayah"
MEASURES = STANDARD[2:]


def bare_kemendagri(unit: Unit) -> str:
    return unit.kemendagri_code.replace(".", "")


@case(
    "csv_codes_bps.csv", "Kode BPS behind apostrophes; it decides Kupang; one disagrees with a name"
)
def _(book: Book) -> None:
    columns = (code("Kode BPS", lambda unit: f"'{unit.bps_code}"), region(), *MEASURES)
    when = When(as_of="2021-06-30", precision="quarter")
    sheet = book.sheet(*columns, when=when, segment="non_asn", write=dots)
    sheet.title(REKAP, "TAHUN ANGGARAN 2021", "Triwulan II 2021").head()
    fill(
        sheet,
        {
            "5303": {NAME: "Kupang"},
            "5371": {NAME: "Kupang"},
            "5307": {NAME: ""},
            "5310": {"Kode BPS": named("'5311", "code_disagrees")},
            "5318": {NAME: named("Nagakeo", "similar_regency")},
            "5320": {"Kode BPS": named("'5399", "unknown_code")},
        },
    )


@case("csv_bare_codes_with_names.csv", "bare codes whose names fit Kemendagri, but for two pairs")
def _(book: Book) -> None:
    sheet = book.sheet(code(BARE, bare_kemendagri), region(), *MEASURES, write=dots, **NON_ASN)
    sheet.say("note", "codes_decided")
    sheet.title(*TITLE).head()
    ngada, nagekeo = bare_kemendagri(UNIT["5312"]), bare_kemendagri(UNIT["5318"])
    swapped = {
        "5312": {BARE: named(nagekeo, "code_disagrees")},
        "5318": {BARE: named(ngada, "code_disagrees")},
    }
    fill(sheet, swapped).total("Jumlah")


@case("csv_bare_codes_alone.csv", "bare codes without names: whose codes is not told")
def _(book: Book) -> None:
    column = code(BARE, lambda unit: named(bare_kemendagri(unit), "code_system"))
    fill(book.sheet(column, *MEASURES, write=dots, **NON_ASN).title(*TITLE).head())


@case("csv_bare_codes_told.csv", "the same bare codes, told to be Kemendagri's", codes="kemendagri")
def _(book: Book) -> None:
    sheet = book.sheet(code(BARE, bare_kemendagri), *MEASURES, write=dots, **NON_ASN)
    fill(sheet.title(*TITLE).head())


@case(
    "csv_bare_codes_told_bps.csv", "bare BPS codes, told to be so; one name disagrees", codes="bps"
)
def _(book: Book) -> None:
    columns = (code("Kode", lambda unit: unit.bps_code), region(), *MEASURES)
    sheet = book.sheet(*columns, write=dots, **NON_ASN).title(*TITLE).head()
    fill(sheet, {"5301": {"Kode": named("5303", "code_disagrees")}})


@case("csv_bare_codes_of_both.csv", "half of the bare codes are BPS's, half Kemendagri's: refused")
def _(book: Book) -> None:
    def mixed(unit: Unit) -> Cell:
        is_even = int(unit.bps_code) % 2 == 0
        return named(unit.bps_code if is_even else bare_kemendagri(unit), "code_system")

    fill(book.sheet(code(BARE, mixed), region(), *MEASURES, write=dots, **NON_ASN)
         .title(*TITLE).head())  # fmt: skip


@case(
    "csv_bare_codes_five_clashes.csv",
    "five of 22 names against BPS are no longer isolated: refused",
)
def _(book: Book) -> None:
    turned = ("5304", "5305", "5306", "5307", "5309")
    given = dict(zip(turned, (*turned[1:], turned[0]), strict=True))

    def shifted(unit: Unit) -> Cell:
        return named(given.get(unit.bps_code, unit.bps_code), "code_system")

    sheet = book.sheet(code(BARE, shifted), region(), *MEASURES, write=dots, **NON_ASN)
    fill(sheet.title(*TITLE).head())


@case("csv_names_in_every_spelling.csv", "abbreviations, offices, capitals of letters, English")
def _(book: Book) -> None:
    spelled = dict(
        zip(
            (unit.bps_code for unit in UNITS),
            (
                "KAB. SUMBA BARAT", "Pemkab Sumba Timur", "Kab. Kupang", "TTS", "Kabupaten TTU",
                "BELU", "kab. alor", "Kab.Lembata", "Flotim", "Pemerintah Kabupaten Sikka",
                "Pemkab Ende", "Pemda Ngada", "Manggarai", "Rote-Ndao", "Mabar",
                "Central Sumba", "SBD", "Nage Keo", "Kab. Matim", "Sabu", "Kab  Malaka",
                "PEMKOT KUPANG",
            ),
            strict=True,
        )
    )  # fmt: skip
    columns = (NO, region("Pemda", lambda unit: spelled[unit.bps_code]), *MEASURES)
    fill(book.sheet(*columns, write=dots, **NON_ASN).title(*TITLE).head())


@case("csv_names_refused.csv", "slips, places elsewhere and Kupang alone are rejected, not guessed")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, write=dots, **NON_ASN).title(*TITLE).head()
    slips = {
        "5303": named("Kupang", "two_regencies"),
        "5371": named("KUPANG", "two_regencies"),
        "5317": named("Sumba Barat Dya", "similar_regency"),
        "5319": named("Manggarai Tmur", "similar_regency"),
        "5308": named("Kab. Lembatta", "similar_regency"),
        "5320": named("Kabupaten Bima", "unknown_regency"),
    }
    fill(sheet, {code: {NAME: cell} for code, cell in slips.items()}).total("NTT")


@case("csv_kind_decides.csv", "Kupang twice: a column of the kind tells regency from city")
def _(book: Book) -> None:
    kind = code("Jenis Daerah", lambda unit: unit.kind.capitalize())
    names = region("Nama Daerah", lambda unit: unit.name.split(" ", 1)[1])
    columns = (NO, kind, names, eligible("Jumlah Honorer"), enrolled("Sudah Terdaftar"))
    sheet = book.sheet(*columns, write=dots, **NON_ASN)
    fill(sheet.title(*TITLE).head()).total("Nusa Tenggara Timur")
