"""Text files: how numbers are written, and which are not read."""

from dataclasses import replace

from tests.corpus.cases.phrases import NON_ASN, SOURCE, STANDARD, TITLE
from tests.corpus.planting import (
    NO,
    UNIT,
    Cell,
    about,
    between,
    column,
    commas,
    decimal_comma,
    dots,
    eligible,
    enrolled,
    flagged,
    money,
    number,
    refused,
    region,
    share,
    unlike_counts,
)
from tests.corpus.sheets import Book, case, fill

ENROLLED, UNCOVERED = "Terdaftar", "Belum Terdaftar"


@case("csv_comma_thousands.csv", "Indonesian table with comma thousands; zeros behind the point")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, write=commas, **NON_ASN).title(*TITLE).head()
    fill(
        sheet,
        {
            "5302": {ENROLLED: number(2480, "2,480.00")},
            "5309": {ENROLLED: number(1200, "1200")},
            "5321": {ENROLLED: number(1133, "1,133 orang")},
        },
    ).total("Jumlah").foot(SOURCE)


@case("csv_mixed_thousands.csv", "dots and commas as thousands in one column: it is refused")
def _(book: Book) -> None:
    def make(at):
        write = commas if at.position % 3 == 0 else dots
        printed = at.figures.enrolled
        return refused(write(printed), "number_mixed", amount=printed)

    columns = (*STANDARD[:3], replace(STANDARD[3], make=make), STANDARD[4])
    sheet = book.sheet(*columns, write=dots, **NON_ASN).title(*TITLE).head()
    plain = {ENROLLED: refused("812", "number_mixed", amount=812)}
    unknown = {ENROLLED: Cell(value="belum ada data"), UNCOVERED: Cell(value="")}
    fill(sheet, {"5303": plain, "5307": unknown, "5316": {ENROLLED: Cell(value="-")}})
    sheet.total("JUMLAH")


@case("csv_words_and_hedges.csv", "hedges, bounds, ranges, number words, units behind numbers")
def _(book: Book) -> None:
    written = {
        "5301": about(500, "kurang lebih 500"),
        "5302": between(500, None, "lebih dari 500"),
        "5303": between(500, 600, "500-600"),
        "5304": number(200, "dua ratus"),
        "5305": number(1200, "1,2 ribu"),
        "5306": number(1400, "1.400 orang"),
        "5307": about(1200, "sekitar 1.200"),
        "5308": between(None, 100, "kurang dari 100"),
        "5309": between(1200, 1400, "1.200 - 1.400"),
        "5310": number(2000, "2 ribu"),
        "5311": refused("sudah didaftarkan", "number"),
        "5312": about(750, "± 750 orang"),
        "5313": number(2480, "2480,00"),
        "5314": number(2480, "2.480"),
    }
    sheet = book.sheet(*STANDARD[:4], write=dots, **NON_ASN).title(*TITLE).head()
    staff = {"Jumlah Non ASN": number(7000, "7.000")}
    fill(sheet, {code: staff | {ENROLLED: cell} for code, cell in written.items()}).foot(SOURCE)


@case("csv_not_whole.csv", "counts that are no counts; a total over them is not compared")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, write=dots, **NON_ASN).title(*TITLE).head()
    broken = {
        "5303": {ENROLLED: refused("2.48", "not_whole", amount=2480)},
        "5312": {ENROLLED: refused("12,5", "not_whole")},
        "5318": {ENROLLED: refused("1,4567", "not_whole")},
    }
    fill(sheet, broken).total("JUMLAH").foot(SOURCE)


@case("csv_empty_and_zero.csv", "dashes, dots and words for not known; zero is zero")
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD[:4], write=dots, **NON_ASN).title(*TITLE).head()
    unknown = ("", "-", "–", "...", "n/a", "NA", "belum ada data", "tidak ada data")
    codes = ("5301", "5302", "5303", "5304", "5305", "5306", "5307", "5308")
    changes = {
        code: {ENROLLED: Cell(value=text)} for code, text in zip(codes, unknown, strict=True)
    }
    changes["5309"] = {ENROLLED: number(0, "0")}
    changes["5310"] = {"Jumlah Non ASN": Cell(value="-"), ENROLLED: Cell(value="-")}
    fill(sheet, changes).total("Jumlah")


@case("csv_shares_two_ways.csv", "shares with three decimals may be percents or thousands: refused")
def _(book: Book) -> None:
    def write(value: float) -> Cell:
        return refused(f"{value:.3f}", "number_two_ways")

    sheet = book.sheet(NO, region(), share("Persentase", write=write), **NON_ASN)
    fill(sheet.title(*TITLE).head(), {"5311": {"Persentase": Cell(value="-")}})


@case(
    "csv_shares_decided.csv", "one share with one decimal decides the others; counts go their way"
)
def _(book: Book) -> None:
    def write(value: float) -> str:
        return f"{value:.3f}"

    columns = (*STANDARD[:4], share("Cakupan (%)", write=write))
    sheet = book.sheet(*columns, write=dots, **NON_ASN).title(*TITLE).head()
    decided = {"5305": {"Cakupan (%)": unlike_counts(number(63.7, "63.7"))}}
    fill(sheet, decided | {"5317": {"Cakupan (%)": unlike_counts(number(63.75, "63.750"))}})


@case("csv_shares_written_out.csv", "shares with signs and words; above 100 stands, below 0 not")
def _(book: Book) -> None:
    columns = (
        NO,
        region(),
        share("% Terdaftar", write=decimal_comma),
        column(
            "% Belum Terdaftar",
            make=lambda at: 100 - at.figures.share,
            measure="uncovered_share",
            write=lambda value: f"{decimal_comma(value)}%",
        ),
    )
    sheet = book.sheet(*columns, **NON_ASN).title(*TITLE).head()
    shares = {
        "5303": {"% Terdaftar": number(63, "63%")},
        "5304": {"% Terdaftar": number(63.7, "63,7 persen")},
        "5305": {"% Terdaftar": flagged(number(104.2, "104,2"), "share_above_100")},
        "5306": {"% Terdaftar": refused("-3,5", "negative")},
        "5307": {"% Terdaftar": about(63, "lebih kurang 63 persen")},
        "5308": {"% Terdaftar": number(100, "100")},
    }
    fill(sheet, shares)


@case("csv_rupiah.csv", "amounts in rupiah in the spellings of budgets, with a right total")
def _(book: Book) -> None:
    columns = (NO, region(), enrolled("Peserta"), money("Iuran (Rp)"))
    sheet = book.sheet(*columns, write=dots, **NON_ASN).title(*TITLE).head()
    amounts = {
        "5303": number(1175126400, "Rp 1.175.126.400"),
        "5304": number(250000, "Rp 250.000,-"),
        "5305": number(1500000, "1,5 juta"),
        "5306": number(2500000, "Rp 2.500.000,00"),
        "5307": number(1000000, "Rp. 1.000.000,-"),
        "5308": number(0, "0"),
        "5310": refused("-250.000", "negative"),
    }
    fill(sheet, {code: {"Iuran (Rp)": cell} for code, cell in amounts.items()})


@case("csv_amounts_with_cents.csv", "amounts with comma thousands and two decimals")
def _(book: Book) -> None:
    columns = (NO, region(), money("Jumlah Iuran", write=lambda value: f"{value:,}.00"))
    sheet = book.sheet(*columns, **NON_ASN).title(*TITLE).head()
    fill(sheet).total("Jumlah")


@case(
    "csv_impossible_values.csv", "error texts and negatives are rejected, more than all is flagged"
)
def _(book: Book) -> None:
    sheet = book.sheet(*STANDARD, write=dots, **NON_ASN).title(*TITLE).head()
    more = flagged(number(6900, "6.900"), "more_than_eligible")
    unknown = {ENROLLED: Cell(value="-"), UNCOVERED: Cell(value="-")}
    both = {ENROLLED: refused("-12", "negative"), UNCOVERED: refused("#REF!", "cell_error")}
    fill(
        sheet,
        {
            "5302": {ENROLLED: refused("#N/A", "cell_error")},
            "5304": {UNCOVERED: refused("#DIV/0!", "cell_error")},
            "5306": {"Jumlah Non ASN": refused("-1.250", "negative")} | unknown,
            "5308": both,
            "5310": {ENROLLED: more},
            "5312": {"Jumlah Non ASN": number(900, "900"), ENROLLED: number(900, "900")},
        },
    )


@case("csv_total_alone_has_dots.csv", "small numbers without separators under a total that has one")
def _(book: Book) -> None:
    columns = (NO, region(), replace(enrolled("Terdaftar"), make=lambda at: 100 + 3 * at.position))
    sheet = book.sheet(*columns, write=dots, **NON_ASN).title(*TITLE).head()
    fill(sheet).total("Jumlah")


@case("csv_own_reading_per_column.csv", "one column with dots, another with commas: each is read")
def _(book: Book) -> None:
    columns = (NO, region(), eligible("Jumlah Non ASN", write=dots), enrolled("Terdaftar"))
    sheet = book.sheet(*columns, write=commas, **NON_ASN).title(*TITLE).head()
    fill(sheet, {UNIT["5313"].bps_code: {ENROLLED: number(812, "812")}}).total("Jumlah")
