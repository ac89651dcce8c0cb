"""Write the sample workbook of an invented office, with the slips that offices make.

Run ``python notebooks/samples/make_sample.py`` from the root of the project, or with the path of
another file. A second run gives the same bytes.
"""

import sys
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

FILE = "contoh_rekap_kantor.xlsx"

TITLES = (
    "CONTOH, BUKAN DATA NYATA / SAMPLE, NOT REAL DATA",
    "Rekapitulasi kepesertaan tenaga non-ASN, keadaan 30 Juni 2026",
)
HEADER = ("No", "Kabupaten/Kota", "Jumlah Tenaga Non-ASN", "Terdaftar", "Keterangan")
ROWS = (
    ("Ende", "2.480", 1580, ""),  # a number typed as text, with its dot
    ("Kupang", 3100, 900, ""),  # the regency or the city?
    ("TTU", 1250, "-", "belum lapor"),  # a dash is no zero
    ("Kota Kupang", 2950, 2210, ""),
    ("Sumba Tmur", 1640, 720, ""),  # a letter is missing
    ("Manggarai Barat", 1820, 1675, ""),
    ("Belu", 1430, 0, "dianggarkan 2027"),  # a zero that is known
    ("Lembata", 990, "kurang lebih 600", "data sementara"),
    ("Alor", 1340, 870, ""),
    ("Sikka", 1760, 1790, ""),  # more enrolled than there are
    ("Rote Ndao", 1210, 640, ""),
    ("Malaka", 1515, 480, ""),
)
TOTALS = ("Jumlah", 21485, 11565)  # 100 more than the column gives
FOOTNOTE = "Sumber: Kantor Contoh (rekaan). Angka dibuat untuk latihan."
WIDTHS = (5, 24, 24, 18, 20)


def write_sample(path: Path) -> None:
    """Write the workbook.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    """
    with Workbook(path) as book:
        book.set_properties({"author": "ntt-coverage", "created": datetime(2026, 7, 1)})
        bold, framed = book.add_format({"bold": True}), book.add_format({"border": 1})
        warning = book.add_format({"bold": True, "font_color": "#a4262c"})
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#dde7e7"})
        sheet = book.add_worksheet("Rekap")
        for at, width in enumerate(WIDTHS):
            sheet.set_column(at, at, width)
        sheet.write(0, 0, TITLES[0], warning)
        sheet.write(1, 0, TITLES[1], bold)
        sheet.write_row(3, 0, HEADER, head)
        for number, row in enumerate(ROWS, start=1):
            sheet.write_row(3 + number, 0, (number, *row), framed)
        last = 4 + len(ROWS)
        sheet.write_row(last, 0, ("", *TOTALS, ""), head)
        sheet.write(last + 2, 0, FOOTNOTE)


if __name__ == "__main__":
    write_sample(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name(FILE))
