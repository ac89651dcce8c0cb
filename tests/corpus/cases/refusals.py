"""Files that are not read: personal data, hostile contents, no table.

The numbers of persons are placeholders: no province has the code 99.
"""

from tests.corpus.cases.phrases import NON_ASN, REKAP, SIGNED, STANDARD, TITLE
from tests.corpus.planting import UNIT, UNITS, column, dots, figures
from tests.corpus.sheets import Book, fill, refusal
from tests.corpus.writers import (
    XML,
    inline_workbook,
    sheet_xml,
    write_book,
)
from tests.corpus.zips import inflating, stored, zip_bytes

NIK = "9900000101010001"
NIK_GROUPED = "9900.0001.0101.0001"
NIP = "99990101 999901 1 001"


# Personal data


@refusal(
    "csv_nik_in_footnote.csv",
    "sixteen digits inside a footnote",
    names=("A27",),
    silent=(NIK, "Pegawai A"),
)
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, write=dots, **NON_ASN)
    fill(sheet.title(*TITLE).head()).foot(f"Catatan: hubungi Pegawai A (NIK {NIK})")


@refusal(
    "csv_nik_grouped.csv",
    "sixteen digits in groups in a column of remarks",
    names=("F8",),
    silent=(NIK_GROUPED, NIK),
)
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, column("Keterangan"), write=dots, **NON_ASN)
    fill(sheet.title(*TITLE).head(), {"5304": {"Keterangan": NIK_GROUPED}})


@refusal(
    "csv_nik_as_power.csv",
    "a number that a spreadsheet shortened to a power of ten",
    names=("F6",),
    silent=("9,9E+15",),
)
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, column("Keterangan"), write=dots, **NON_ASN)
    fill(sheet.title(*TITLE).head(), {"5302": {"Keterangan": "9,9E+15"}})


@refusal(
    "xlsx_nik_column.xlsx",
    "a list of persons with their NIK",
    names=("Data",),
    silent=(NIK[:12], "Pegawai A"),
)
def _(book: Book) -> None:
    columns = (column("No"), column("Nama Pegawai"), column("NIK"), column("Kabupaten/Kota"))
    sheet = book.sheet(*columns, name="Data").title(REKAP).head()
    for position, letter in enumerate("ABCDEFGH"):
        nik = f"{NIK[:12]}{position + 1:04}"
        sheet.line(position + 1, f"Pegawai {letter}", nik, UNITS[position].name)


@refusal(
    "xlsx_nik_on_hidden_sheet.xlsx",
    "a true number of sixteen digits on a hidden sheet beside a good table",
    names=("Arsip", "C2"),
    silent=(NIK,),
)
def _(book: Book) -> None:
    fill(book.sheet(*STANDARD, name="Rekap", **NON_ASN).title(*TITLE).head())
    archive = book.sheet(column("No"), column("Uraian"), column("Nilai"), name="Arsip", hidden=True)
    archive.line("No", "Uraian", "Nilai")
    archive.line(1, "contoh", int(NIK))


@refusal(
    "xlsx_nip_of_signer.xlsx",
    "a NIP of eighteen digits under the signature",
    names=("Rekap", "D31"),
    silent=(NIP, NIP.replace(" ", "")),
)
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, name="Rekap", **NON_ASN)
    fill(sheet.title(*TITLE).head()).total("Jumlah").foot(*SIGNED, f"NIP. {NIP}", at=3)


@refusal(
    "xlsx_names_of_persons.xlsx",
    "'Nama' over persons, beside a regency for each",
    names=("Data",),
    silent=("Pegawai A", "Pegawai B"),
)
def _(book: Book) -> None:
    columns = (column("No"), column("Nama"), column("Kabupaten/Kota"), column("Terdaftar"))
    sheet = book.sheet(*columns, name="Data").title(*TITLE).head()
    for position, unit in enumerate(UNITS):
        sheet.line(position + 1, f"Pegawai {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[position]}", unit.name, 1)


@refusal(
    "xls_html_nik.xls",
    "HTML that calls itself XLS with a column No KTP",
    silent=(NIK,),
    kind="html",
)
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, column("No KTP"), write=dots, **NON_ASN).title(*TITLE).head()
    fill(sheet, {"5301": {"No KTP": NIK}})


# Hostile and broken files


def _small_table(book: Book) -> list[list[object]]:
    sheet = book.sheet(*STANDARD, name="Data", **NON_ASN).title(*TITLE)
    return fill(sheet.head()).lines


@refusal("xlsx_billion_laughs.xlsx", "entities that grow without end")
def _(book: Book) -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)
    )
    page = sheet_xml(_small_table(book)).replace(XML, f"{XML}<!DOCTYPE worksheet [{entities}]>")
    return inline_workbook({"Data": page.replace(REKAP, "&a9;")})


@refusal("xlsx_outside_entity.xlsx", "an entity that would read a file of the computer")
def _(book: Book) -> bytes:
    entity = '<!DOCTYPE worksheet [<!ENTITY a0 SYSTEM "file:///etc/hostname">]>'
    page = sheet_xml(_small_table(book)).replace(XML, XML + entity)
    return inline_workbook({"Data": page.replace(REKAP, "&a0;")})


@refusal("xlsx_zip_bomb.xlsx", "a good table with 110 MB of spaces between its rows")
def _(book: Book) -> bytes:
    before, after = sheet_xml(_small_table(book)).encode().split(b"</sheetData>")
    name = "xl/worksheets/sheet1.xml"
    bomb = inflating(name, before, b"</sheetData>" + after, spaces=110_000_000)
    return inline_workbook({"Data": bomb})


@refusal("xlsx_101_sheets.xlsx", "more than a hundred sheets")
def _(book: Book) -> bytes:
    sheets = {f"Lembar {i}": sheet_xml([]) for i in range(2, 102)}
    return inline_workbook({"Data": sheet_xml(_small_table(book)), **sheets})


@refusal("xlsx_half_a_file.xlsx", "a workbook whose copy broke off in the middle")
def _(book: Book) -> bytes:
    _small_table(book)
    whole = write_book(book, "xlsx")
    return whole[: len(whole) // 2]


@refusal("ods_with_password.ods", "an encrypted ODS")
def _(book: Book) -> bytes:
    _small_table(book)
    names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    locked = (
        '<manifest:encryption-data manifest:checksum-type="SHA256/1K" manifest:checksum="AAAA">'
    )
    locked += (
        '<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"'
    )
    locked += ' manifest:initialisation-vector="AAAA"/></manifest:encryption-data>'
    entry = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"'
    entry += f' manifest:size="4096">{locked}</manifest:file-entry>'
    manifest = f'{XML}<manifest:manifest xmlns:manifest="{names}">{entry}</manifest:manifest>'
    noise = bytes((i * 73 + i // 7) % 256 for i in range(512))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zip_bytes(
        [
            stored("mimetype", kind),
            stored("content.xml", noise),
            stored("META-INF/manifest.xml", manifest),
        ]
    )


@refusal("csv_nul_bytes.csv", "a table with NUL bytes inside")
def _(book: Book) -> bytes:
    fill(book.sheet(*STANDARD, write=dots, **NON_ASN).title(*TITLE).head())
    ende = figures(book.stem, UNIT["5311"])
    text = dots(ende.enrolled).encode()
    return write_book(book, "csv").replace(text, text + b"\0\0")


# No table


@refusal("csv_no_table.csv", "a list of offices without any number")
def _(book: Book) -> None:
    sheet = book.sheet(column("Kantor"), column("Alamat"), column("Jam layanan")).head()
    for capital in ("Kupang", "Atambua", "Ende", "Maumere"):
        sheet.line(f"Kantor Cabang {capital}", f"Jalan Contoh, {capital}", "08.00-16.00")


@refusal("csv_nothing.csv", "a file of no bytes")
def _(_: Book) -> bytes:
    return b""


@refusal("xlsx_letter.xlsx", "a letter typed into a workbook")
def _(book: Book) -> None:
    sheet = book.sheet(column("Surat"), name="Sheet1")
    sheet.title("Kepada Yth. Kepala Dinas", "Perihal: permintaan data", "Dengan hormat,")
    sheet.title("bersama ini kami mohon data peserta per kabupaten/kota.")
