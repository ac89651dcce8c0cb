"""What people and programs put into cells, attributes and parts that no table expects."""

FORMULAS = (
    "=1+1", "+62812", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1", "\r=1", "＝1+1", "'=1+1",
    "- =1", "-", "--", "=HYPERLINK(\"http://x\")", "a;=1+1", "\n=1", " =1", "|=1", "-2+3+cmd|x!A0",
    "%0A=1", "\u200b=1", "\ufeff=1", "=", "+", "@", "－1+1", "+1", "-5", "=1,\"x", "\xa0=1",
)  # fmt: skip
LONG = (
    "x" * 4_999, "x" * 5_001, "x" * 40_000, "9" * 300, "ribu " * 900, "1." * 2_000, "satu " * 39,
    "Non ASN " * 60, "a," * 900, "(" * 3_000, "2021 " * 99, "1-" * 100, "Alor " * 50, "\n" * 900,
    "Kabupaten " * 500, "." * 4_000, "1 Juni 2021 " * 40, "e" * 190, "-" * 4_000, "JKK " * 600,
    "1" + "." * 4_900 + "x", ";" + " " * 4_900, "1" + " " * 4_900 + "x", "1," + "-" * 4_900 + "1",
    "(" + "1)" * 2_400 + "x", "rp" + " " * 4_900 + "x", "a" * 24 + " " * 4_900 + "1x",
)  # fmt: skip
SCRIPTS = (
    "\u202e2480", "\u2066Alor\u2069", "Al\u200bor", "\ufeffEnde", "\xa02.480\xa0", "٣٤", "٢.٤٨٠",
    "２４８０", "१२", "²", "½", "Ⅷ", "一二", "\U0001d7d0\U0001d7d1", "Ａｌｏｒ", "Аlor",
    "é" * 20,
    "\ufffd", "\U0010ffff", "\x1b[31m", "\x0b", "\u2028", "\u0130", "ß", "Ǆ", "ﬁ", "\udcff",
)  # fmt: skip
NUMBERS = (
    "1e308", "-1e308", "1e999", "NaN", "nan", "inf", "-inf", "Infinity", "-1", "0", "-0", "0.5",
    "1e-320", "5e-324", "9" * 400, "1e15", "1e16", "1e21", "1e22", "44377", "0.637", "1.5", "2,5",
    "0x1F", "1_000", "1E+15", "1e9", "-44377", "59", "60", "61", "2958465", "2958466", "4294967296",
    "2147483648", "-2147483649", "9223372036854775808", "", " ", "+7", "0001", "1e", ".5", "5.",
    "1.0000000000000001", "123456789.123456789", "0.1e1", "1e400", "-1e-400", "1d5", "5303", "53.1",
)  # fmt: skip
FIGURES = (
    "2.480", "2,480", "2.480,00", "1.2.3", "12,5", "01.000", "1..000", "kurang lebih 500", "±500",
    "500-600", "600-500", "antara 5 dan 9", "lebih dari", "lebih dari 5", "1,5 juta", "1,5 triliun",
    "dua ratus", "nol", "ke-51", "kedua", "Rp 1.000,-", "Rp", "63,7%", "63%%", "%", "-3%", "1e5%",
    "(12)", "#REF!", "#N/A", "TRUE", "n/a", "tidak ada data", "(named in list)", "ribuan", "jutaan",
    "5 orang", "12 orang lebih", "999.999.999.999", "1.000.000.000", "0,0", "0,5", "1,0",
)  # fmt: skip
WORDS = (
    "Jumlah", "Total", "Sub Total", "NTT", "Provinsi NTT", "Kabupaten/Kota", "Terdaftar", "Nama",
    "Non ASN", "Terdaftar Non ASN", "%", "Kode", "Kode BPS", "Sumber:", "Catatan", "*", "(1)", "1",
    "I.", "Kupang", "Kab. Kupang", "Alor", "ALOR ", "Malaka Barat", "5301", "53.01", "ID5301",
    "5399", "Jakarta", "Kab.", "Sumba branch area (4 regencies)", "Per Tanggal", "Tahun", "Segmen",
    "PTT", "JKK, JKM", "JKK|JKK", "Iuran", "Target Terdaftar", "Terdaftar 2021", "Keterangan",
    "{value}", "{0}", "{", "}", "%s", "\\", '"', "'", "<td>", "]]>", "&amp;", "&#0;",
    "&bogus;", "//",
)  # fmt: skip
DATES = (
    "30 Juni 2021", "31 Februari 2021", "0/0/0000", "32/13/2021", "9999-12-31", "0001-01-01",
    "0000-00-00", "2021-13-45", "2021", "1899", "10000", "TW V 2021", "TW III 2021", "2021Q3",
    "2021Q5", "Juni", "akhir Juni 2021", "2021-06-30/2021-01-01", "1-31 Juni 2021", "36525",
    "36526", "73050", "73051", "99999999999", "sekarang", "hari ini", "tahun ini", "Per 30 Juni",
    "2021-06-30T25:61:00", "29/2/2021", "Dicetak 1 Juli 2021", "Q1 0000",
    "Triwulan I 9999", "1 a 2000",
)  # fmt: skip
PERSONS = (
    "5301010101010001", "5301 0101 0101 0001", "530101-010101-0001", "5,3E+15",
    "198001012005011001", "19800101 200501 1 001", "５３０１０１０１０１０１０００１", "NIK",
    "'5301010101010001", "NIK5301010101010001", "٥٣٠١٠١٠١٠١٠١٠٠٠١", "ＮＩＫ",
    "5301\u200b0101\u200b0101\u200b0001",
)  # fmt: skip
"""Numbers like those of identity cards: a file that holds one is refused."""

TEXTS = FORMULAS * 2 + LONG + SCRIPTS + NUMBERS + FIGURES + WORDS + DATES + PERSONS

CELLS = (
    "A0", "A1", "B2:A1", "A1:XFD1048576", "XFD1048576", "XFE1", "ZZZZ1", "A1048577", "A99999999999",
    "1", "", "A", "A:A", "1:1", "$B$2", "B2:C3", "B3:B9", "A4:A6", "A5:A7", "A1:A1", "C3:C3:C3",
    "-1", "Ａ1", "a1", "A1 B2", "B0:B5", "A3:G3", "A1:D40", "B5:D9", "#REF!", "Sheet1!A1",
)  # fmt: skip
COUNTS = (
    "0", "-1", "1", "2", "3", "7", "1024", "16384", "65535", "99999", "1048576", "1048577",
    "2000000000", "99999999999999999999", "1e9", "1.5", "x", "", "٣", "-2000000000",
)  # fmt: skip
NAMES = (
    "", "Data", "data", "Juni 2021", "TW III 2019", "x" * 40, "[a]:*?/\\", "=1+1",
    "A'B!C", "\u202e",
    "Temuan", "Petunjuk", "Sheet", "'", "NTT Non ASN", "a&amp;b", "1", "&#10;x",
    "Periksa", "_x0000_",
)  # fmt: skip
TARGETS = (
    "", "/", ".", "..", "rId1", "rId2", "rId99", "workbook.xml", "worksheets/sheet1.xml",
    "/xl/worksheets/sheet1.xml", "../../../../etc/passwd", "http://localhost/x",
    "file:///etc/passwd",
    "WORKSHEETS\\SHEET1.XML", "styles.xml", "sharedStrings.xml", "xl/workbook.xml", "nowhere.xml",
)  # fmt: skip
FORMATS = (
    "0%", "0.0%", "dd/mm/yyyy", "[h]:mm", "@", '"', '"%"0', "[$-421]d mmmm yyyy", "General", "",
    "#,##0", "\\", "_", "*", "[", "]", ";;;", "0;0%", "x" * 900, '[Red]"d"0', "mmm", "h:mm:ss.0",
)  # fmt: skip

ATTRIBUTES = {
    "r": CELLS + COUNTS, "ref": CELLS, "sqref": CELLS, "s": COUNTS, "si": COUNTS,
    "numFmtId": COUNTS,
    "t": ("s", "b", "e", "d", "n", "str", "inlineStr", "x", "", "shared", "array", "dataTable"),
    "formatCode": FORMATS, "name": NAMES, "Name": NAMES, "Id": TARGETS, "id": TARGETS,
    "Target": TARGETS, "PartName": TARGETS, "sheetId": COUNTS, "count": COUNTS,
    "uniqueCount": COUNTS,
    "Type": ("worksheet", "a/worksheet", "a/chartsheet", "a/sharedStrings", "a/styles", "", "/"),
    "TargetMode": ("External", "Internal", ""), "date1904": ("1", "true", "0", "x"),
    "state": ("hidden", "veryHidden", "visible", ""), "rowspan": COUNTS, "colspan": COUNTS,
    "number-columns-repeated": COUNTS, "number-rows-repeated": COUNTS, "hidden": ("1", "true"),
    "number-columns-spanned": COUNTS, "number-rows-spanned": COUNTS, "value": NUMBERS,
    "value-type": ("float", "percentage", "date", "time", "boolean", "currency", "string", "x", ""),
    "date-value": DATES, "boolean-value": ("true", "1", "x"), "style-name": NAMES,
    "formula": ("of:=SUM([.A1])", "=", "", "of:=1+1", "of:='file:///x'#$a.A1", "msoxl:=cmd|x!A1"),
    "min": COUNTS, "max": COUNTS, "width": NUMBERS, "ht": NUMBERS, "xfId": COUNTS, "fillId": COUNTS,
    "fontId": COUNTS, "borderId": COUNTS, "display": ("false", "true", "x"),
}  # fmt: skip
"""Values for attributes, by local name; any other gets a number or a text."""
