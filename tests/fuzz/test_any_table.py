"""Any table of any cells is cleaned, or refused with a paragraph; nothing else happens."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import coordinate_to_tuple

from ntt_coverage.errors import CoverageError, ReportError, SourceLayoutError
from ntt_coverage.intake.cells import clean_text, number_cell
from ntt_coverage.intake.grids import Kind, Sheet
from ntt_coverage.intake.headers import header_role
from ntt_coverage.intake.personal import refuse_personal
from ntt_coverage.intake.schema import ISSUE_MODEL, OBSERVATION_MODEL, SEGMENTS
from ntt_coverage.intake.tables import CleanedTable, clean_sheets
from ntt_coverage.language import LANGUAGES
from ntt_coverage.packaged import packaged_table
from tests.fuzz.hostile import LONG, TEXTS
from tests.fuzz.written import (
    COUNTS,
    GOOD_CELLS,
    HEAD,
    MONTHS,
    NOT_KNOWN,
    PRINTED,
    REFUSED_CELLS,
    REGIONS,
    TITLE,
    as_cell,
    days,
    examples,
    sheet,
)  # fmt: skip

HEADERS = [row["header"] for row in packaged_table("ntt_coverage.intake", "headers.csv")]
GROUPS = [row["words"] for row in packaged_table("ntt_coverage.intake", "groups.csv")]
ODD_TEXTS = [
    "\x00", "\x1b[31m", "\u202e2480", "Al\u200bor", "\ufeffEnde", "٣٤", "２４８０", "१२", "½", "²",
    "1e999", "NaN", "inf", "-inf", "1_000", "0x10", "=1+1", "{value}", "%s", "\\", "\n",
    "9" * 400, "ribu " * 300, "1." * 900, "x" * 4999, "31 Februari 2021", "0/0/0000", "TW V 2021",
    "9999-12-31", "99999999999999999999", "0001-01-01", "Jumlah", "NTT", "Sumber:", "I.", "(1)",
    "1-2-3", "antara 5 dan", "Rp", "%", "±", "lebih dari", "ke", "5303", "53.01", "ID5303", "53.1",
]  # fmt: skip
WORDS = st.sampled_from([*HEADERS, *GROUPS, *REGIONS, *MONTHS, *NOT_KNOWN])
ANY_TEXT = st.one_of(
    st.text(max_size=12),
    st.sampled_from(ODD_TEXTS),
    st.from_regex(r"\A[-(]?(Rp )?[\d.,]{1,12}[%)]?( orang| juta| ribu)?\Z"),
    WORDS,
    st.lists(WORDS, min_size=2, max_size=4).map(" ".join),
    st.sampled_from([*GOOD_CELLS, *REFUSED_CELLS]).map(lambda cell: as_cell(cell)[0]),
    PRINTED.map(lambda written: written[0]),
)
TRUE_NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20),
    st.integers(0, 5000),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from([1e308, 5e-324, -0.0, 0.637, 5303, 53.01, 53.1, 44377, 2021]),
)
KINDS = st.sampled_from([Kind.NUMBER, Kind.PERCENT, Kind.DATE])
ANY_CELL = st.one_of(
    ANY_TEXT.map(lambda text: (text, Kind.TEXT)),
    st.builds(lambda number, kind: number_cell(float(number), kind), TRUE_NUMBERS, KINDS),
    days.map(lambda day: (day.isoformat(), Kind.DATE)),
    st.sampled_from(["#REF!", "#N/A", "TRUE"]).map(lambda text: (text, Kind.ERROR)),
    st.just(("=[1]Data!A1", Kind.FORMULA)),
    st.just(("", Kind.TEXT)),
)
REAL_HEADS = st.lists(
    st.one_of(st.sampled_from(HEADERS), st.sampled_from([*HEAD, *COUNTS, "Kode", "Per Tanggal"])),
    min_size=1,
    max_size=6,
)


@st.composite
def any_rows(draw, cells):
    """Write rows of any cells, mostly with a header that makes a table of them."""
    width = draw(st.integers(1, 7))
    rows = draw(st.lists(st.lists(cells, max_size=width), max_size=12))
    if draw(st.integers(0, 5)):
        head = ["Kabupaten/Kota", *draw(REAL_HEADS), "Terdaftar Non ASN"]
        rows.insert(draw(st.integers(0, min(3, len(rows)))), draw(st.permutations(head)))
        for row in rows[draw(st.integers(0, len(rows))) :]:
            row[:1] = [draw(st.sampled_from(REGIONS))]
    return rows


MERGES = st.lists(st.tuples(*[st.integers(0, 3)] * 4), max_size=2)


@st.composite
def any_sheets(draw):
    """Give one to three sheets of any cells of any kind, some hidden, with merged ranges."""
    sheets = []
    names = draw(st.lists(ANY_TEXT.map(lambda text: text[:31]), max_size=2, unique=True))
    for name in ["Data", *(name for name in names if name != "Data")]:
        more = sheet(*draw(any_rows(ANY_CELL)), name=name)
        top, left, down, right = draw(st.tuples(*[st.integers(0, 3)] * 4))
        fits = top + down < more.n_rows and left + right < len(more.columns) and (down or right)
        merged = ((top, left, top + down, left + right),) if fits else ()
        sheets.append(
            Sheet(
                file=more.file, name=name, columns=more.columns, merged=merged,
                hidden=draw(st.booleans()), formulas=draw(st.integers(0, 2)),
            )
        )  # fmt: skip
    return sheets


def assert_cleaned_or_refused(sheets, **options):
    try:
        cleaned = clean_sheets(sheets, **options)
    except ReportError:
        raise
    except CoverageError as fault:
        cleaned = [fault.say(lang) for lang in LANGUAGES]
    if isinstance(cleaned, CleanedTable):
        assert_sound(cleaned)
    else:
        assert all(cleaned)


def assert_read(sheets, **options):
    assert_sound(clean_sheets(sheets, **options))


def assert_sound(cleaned):
    observed, issues = cleaned.observations, cleaned.issues
    bad = issues[issues["severity"] == "rejected"]
    rejected = set(zip(bad["sheet"], bad["row"], strict=True))
    places = [place.rpartition("!")[::2] for place in observed["place"]]
    given_ = {(name, coordinate_to_tuple(cell)[0]) for name, cell in places}

    assert list(observed) == list(OBSERVATION_MODEL.columns)
    assert list(issues) == list(ISSUE_MODEL.columns)
    assert cleaned.rows_read == cleaned.rows_accepted + cleaned.rows_rejected
    assert len(rejected) == cleaned.rows_rejected
    assert not given_ & rejected
    assert all(math.isnan(value) or 0 <= value <= 1e15 for value in observed["value"])


OPTIONS = st.fixed_dictionaries(
    {
        "codes": st.sampled_from([None, "bps", "kemendagri"]),
        "segment": st.sampled_from([None, *SEGMENTS]),
    }
)


@examples(70)
@given(any_rows(ANY_TEXT), OPTIONS)
def test_any_table_of_texts_is_cleaned_or_refused(rows, options):
    assert_cleaned_or_refused([sheet(*rows)], **options)


@examples(70)
@given(any_sheets(), OPTIONS)
def test_any_sheets_are_cleaned_or_refused(sheets, options):
    assert_cleaned_or_refused(sheets, **options)


# Every hostile text in every place


ROLES = {
    row["role"]: row["header"]
    for row in reversed(packaged_table("ntt_coverage.intake", "headers.csv"))
    if row["role"] not in ("personal", "name")
}


def is_personal(text):
    try:
        refuse_personal([sheet([text])])
    except SourceLayoutError:
        return True
    return header_role(text) == "personal"


HOSTILE = [
    text
    for text in map(clean_text, dict.fromkeys([*TEXTS, *ODD_TEXTS]))
    if len(text) < 900 and not is_personal(text)
]


@pytest.mark.parametrize("header", ROLES.values(), ids=ROLES)
def test_hostile_texts_in_a_column_of_any_role_are_read_or_refused(header):
    lines = [[REGIONS[n % 22], text, n] for n, text in enumerate(HOSTILE)]

    assert_read([sheet(TITLE, ["Kab/Kota", header, "Terdaftar Non ASN"], *lines)])


@pytest.mark.parametrize("header", ["Terdaftar", "% Terdaftar", "Iuran", "Per Tanggal"])
def test_each_hostile_text_alone_in_its_column_is_read_or_refused(header):
    head = ["Kab/Kota", header, "Belum Terdaftar"]

    assert_read([sheet(head, ["Alor", text, 1], name=f"{n}") for n, text in enumerate(HOSTILE)])


def test_hostile_texts_around_the_data_are_read_or_refused():
    head, alor = ["Kab/Kota", "Terdaftar"], ["Alor", "2.480"]
    titles = [[text] for text in HOSTILE]
    totals = [["Jumlah", text] for text in HOSTILE]
    parents = ["", "", *(text for text in HOSTILE if "nama" not in text.casefold())]

    for at in range(0, len(titles), 90):
        assert_read([sheet(*titles[at : at + 90], head, alor)])
    assert_read([sheet(head, alor, *totals, *titles)])
    assert_read([sheet(parents, [*head, *["Belum"] * len(HOSTILE)], [*alor, *HOSTILE])])
    assert_read([sheet(head, alor, name=name) for name in dict.fromkeys(HOSTILE)])


@pytest.mark.parametrize("text", [*LONG, *(f"{text}x" for text in LONG)], ids=len)
@pytest.mark.parametrize("header", ["Terdaftar", "Per Tanggal", "Kode"])
def test_a_long_text_takes_no_long_time(text, header):
    short = text[:700] + text[-700:]  # what grows with the square or cube is slow enough by then
    start = time.process_time()
    lines = [[short], ["Kab/Kota", header, short, "Belum"], ["Alor", short, "1"], [short, "1", "2"]]
    assert_cleaned_or_refused([sheet(TITLE, *lines)])

    assert time.process_time() - start < 5
