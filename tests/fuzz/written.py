"""Cells, columns and sheets as offices write them, each with what it says."""

import os
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from ntt_coverage.intake.cells import number_cell
from ntt_coverage.intake.grids import Kind, Sheet, make_column
from ntt_coverage.intake.tables import clean_sheets
from ntt_coverage.quarters import Quarter
from ntt_coverage.regencies import load_regencies

TIMES = int(os.environ.get("PROPERTY_TIMES", "1"))
"""How many times as many examples; the same ones each time, unless there are more."""


def examples(number):
    return settings(
        max_examples=number * TIMES,
        derandomize=TIMES == 1,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )


# Sheets


REGIONS = [unit.name for unit in load_regencies()]
TITLE = ["Keadaan 30 Juni 2021"]
COUNTS = ["Jumlah Non ASN", "Terdaftar Non ASN", "Belum Terdaftar Non ASN"]


def as_cell(value):
    if isinstance(value, tuple):
        return value
    return (value, Kind.TEXT) if isinstance(value, str) else number_cell(value)


def sheet(*rows, name="", **more):
    width = max(map(len, rows), default=0)
    cells = [[*map(as_cell, row), *[("", Kind.TEXT)] * (width - len(row))] for row in rows]
    columns = tuple(make_column(column) for column in zip(*cells, strict=True))
    return Sheet(file="laporan.xlsx", name=name, columns=columns, **more)


def clean(*rows, name=""):
    return clean_sheets([sheet(*rows, name=name)])


# Numbers


ONES = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]


def spelt(number):
    """Write a number below a billion in words."""
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    size, word, one = next(step for step in STEPS if number >= step[0])
    many, rest = divmod(number, size)
    lead = one if many == 1 and one else f"{spelt(many)} {word}"
    return f"{lead} {spelt(rest)}" if rest else lead


STEPS = [
    (10**6, "juta", ""), (1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", ""),
]  # fmt: skip


def dotted(number):
    return f"{number:,}".replace(",", ".")


def with_comma(hundredths, *, places=2):
    """Write hundredths the Indonesian way: 123456 is 1.234,56."""
    whole, part = divmod(hundredths, 100)
    return f"{dotted(whole)},{part:02d}"[: None if places == 2 else -1]


def scaled(hundredths, word):
    return f"{with_comma(hundredths)} {word}", hundredths / 100 * SCALES[word]


SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9}

persons = st.one_of(st.integers(0, 999), st.integers(0, 999_999), st.integers(0, 999_999_999))
cents = st.one_of(st.integers(0, 99_999), st.integers(0, 10**14))


def column_of(*forms):
    """Give a column of up to 22 cells, each written in one of some forms, with its value."""
    return st.lists(st.one_of(*forms), min_size=1, max_size=22)


def form(numbers, write, value=float):
    return numbers.map(lambda number: (write(number), value(number)))


INDONESIAN = (
    form(persons, dotted),
    form(persons, str),
    form(persons, lambda number: f"{dotted(number)} orang"),
    form(persons, lambda number: f"{dotted(number)} jiwa"),
    form(persons, lambda number: f"  {dotted(number)} "),
    form(persons, lambda number: f"{dotted(number)},00"),
)
ENGLISH = (
    form(persons, "{:,}".format),
    form(persons, str),
    form(persons, "{:,} persons".format),
    form(persons, "{:,}.0".format),
)
SCALED = (
    st.builds(scaled, st.integers(0, 9_999_999), st.just("ribu")),
    st.builds(scaled, st.integers(0, 99_999), st.just("juta")),
    form(st.integers(0, 999), "{} juta".format, lambda number: number * 1e6),
    form(st.integers(0, 9_999), "{} ribu orang".format, lambda number: number * 1e3),
)
RUPIAH = (
    form(cents, lambda number: f"Rp {with_comma(number)}", lambda number: number / 100),
    form(cents, lambda number: f"Rp{dotted(number)}"),
    form(cents, lambda number: f"Rp. {dotted(number)},-"),
    form(cents, lambda number: f"{dotted(number)},--"),
    form(cents, lambda number: f"Rp {dotted(number)}.-"),
    st.builds(scaled, st.integers(0, 99_999), st.sampled_from(["juta", "miliar"])),
)


HUNDREDTHS = st.integers(0, 30_000)
SIGNS = st.sampled_from(["%", " %", " persen", " Persen", " percent"])


@st.composite
def shares(draw, mark):
    """Write a share with zero to two decimals behind a comma or point, and its sign."""
    number, places = draw(HUNDREDTHS), draw(st.integers(0, 2))
    number -= number % 10 ** (2 - places)
    text = f"{number / 100:.{places}f}".replace(".", mark)
    return text + draw(SIGNS), number / 100


@st.composite
def two_minds(draw):
    """Write a column with both kinds of thousands, and what else may stand there."""
    thousands = st.integers(1000, 999_999_999)
    either = [draw(thousands.map(dotted)), draw(thousands.map("{:,}".format))]
    others = st.one_of(
        persons.map(str), thousands.map(dotted), thousands.map("{:,}".format), persons
    )
    return draw(st.permutations(either + draw(st.lists(others, max_size=18))))


# Periods


MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
ROMAN = ["I", "II", "III", "IV"]
PRINTED_DAYS = (
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day.day:02d} {MONTHS[day.month - 1].upper()} {day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: day.isoformat(),
    lambda day: f"s.d. {day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"per {day.day} {MONTHS[day.month - 1]} {day.year}",
)
PRINTED_MONTHS = (
    lambda day: f"{MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{MONTHS[day.month - 1].lower()} {day.year}",
)
PRINTED_QUARTERS = (
    lambda quarter: f"Triwulan {ROMAN[quarter.number - 1]} {quarter.year}",
    lambda quarter: f"TRIWULAN {quarter.number} TAHUN {quarter.year}",
    lambda quarter: f"TW {ROMAN[quarter.number - 1]} {quarter.year}",
    lambda quarter: f"tw {quarter.number} {quarter.year}",
    lambda quarter: f"TW-{ROMAN[quarter.number - 1]} {quarter.year}",
    lambda quarter: f"{quarter.year}Q{quarter.number}",
    lambda quarter: f"Q{quarter.number} {quarter.year}",
)
PRINTED_YEARS = (
    lambda day: str(day.year),
    lambda day: f"Tahun {day.year}",
)
DAY_ZERO = date(1899, 12, 30)
STORED_DAYS = (
    lambda day: (day.isoformat(), Kind.DATE),
    lambda day: (day - DAY_ZERO).days,
    lambda day: str((day - DAY_ZERO).days),
)

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def quarter_of(day):
    return Quarter(year=day.year, number=(day.month + 2) // 3)


def month_of(day):
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def as_day(day, write):
    return write(day), (day, day, "day")


def as_month(day, write):
    return write(day), (*month_of(day), "month")


def as_quarter(day, write):
    quarter = quarter_of(day)
    return write(quarter), (quarter.first_day, quarter.last_day, "quarter")


def as_year(day, write):
    return write(day), (date(day.year, 1, 1), date(day.year, 12, 31), "year")


PRINTED = st.one_of(
    st.builds(as_day, days, st.sampled_from(PRINTED_DAYS)),
    st.builds(as_month, days, st.sampled_from(PRINTED_MONTHS)),
    st.builds(as_quarter, days, st.sampled_from(PRINTED_QUARTERS)),
    st.builds(as_year, days, st.sampled_from(PRINTED_YEARS)),
)
STORED = st.builds(as_day, days, st.sampled_from(STORED_DAYS))


# Rows


HEAD = ["Kabupaten/Kota", "Jumlah Non ASN", "Terdaftar Non ASN", "% Terdaftar", "Iuran", "Ket"]
NOT_KNOWN = ["", "-", "–", "...", "n/a", "NA", "belum ada data", "tidak ada data"]
REFUSED_CELLS = [
    "rahasia", "12,5", "2.48", "-5", "(12)", "63%", "Rp 5.000", "1.2.3", "01.000", "dua atau tiga",
    "=1+1", "1e5", ("#REF!", Kind.ERROR), ("=[1]a!A1", Kind.FORMULA), ("2021-06-30", Kind.DATE),
]  # fmt: skip
GOOD_CELLS = [
    "2.480", "1.580", "0", "17", "enam", "seratus", "kurang lebih 500", "±500", "lebih dari 40",
    "500-600", "1,5 juta", "2 ribu", 31, 2480, 0,
]  # fmt: skip
COUNT_CELLS = st.sampled_from([*NOT_KNOWN, *REFUSED_CELLS, *GOOD_CELLS])
SHARE_CELLS = st.sampled_from(["", "-", "63,7%", "140%", "63 persen", "5 orang", "-3%", "banyak"])
PLACES = [*REGIONS, "Kupang", "Malaka Barat", "Jakarta", "Kab. Belo", "5399"]
ANY_PLACES = st.lists(st.sampled_from(PLACES), min_size=12)


@st.composite
def rows_of_data(draw, regions=None):
    """Write rows that name a place, each another one, and hold at least one figure, the amount."""
    drawn = draw(st.permutations(PLACES) if regions is None else regions)
    named = drawn[: draw(st.integers(1, 12))]
    cells = st.tuples(COUNT_CELLS, COUNT_CELLS, SHARE_CELLS)
    return [[name, *draw(cells), 1_000_000 + place, ""] for place, name in enumerate(named)]
