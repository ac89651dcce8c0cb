"""The annotated copy: the same workbook, its problems marked, nothing in it that runs."""

import datetime
import re
import shutil
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from ntt_coverage.errors import ReportError
from ntt_coverage.intake.grids import Kind, Sheet, make_column
from ntt_coverage.intake.raw import read_raw
from ntt_coverage.intake.tables import clean_file
from ntt_coverage.publish import annotated
from ntt_coverage.publish.annotated import write_annotated
from ntt_coverage.publish.template import write_template

HEADERS = ("No", "Lembar", "Sel", "Kolom", "Isi", "Masalah", "Saran")
REJECTED, FLAGGED = "FFF4A582", "FFFFF2B3"
DAY = datetime.datetime(2021, 6, 30)
ROWS = [
    ("Kabupaten Sumba Barat", 2480, 1580),
    ("Kupang", 5200, "2.48"),
    ("Kabupaten Belu", 1900, 2100),
    ("Kabupaten Alor", "=1500", -5),
]


@pytest.fixture
def sent(tmp_path):
    """A workbook as an office may send it, with all that must not come back."""
    path = tmp_path / "kirim.xlsx"
    with Workbook(path, {"strings_to_formulas": False}) as book:
        dark = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79"})
        green = book.add_format({"bg_color": "#E2EFDA", "num_format": "#,##0"})
        data = book.add_worksheet("Data II")
        data.merge_range("A1:E1", "Non ASN keadaan 30 Juni 2021", book.add_format({"bold": True}))
        headers = ["Kabupaten/Kota", "Jumlah Tenaga Non ASN", "Terdaftar", "Persentase"]
        data.write_row("A3", headers, dark)
        for number, row in enumerate(ROWS, 4):
            data.write_row(f"A{number}", row)
        data.write_number("B6", 1900, green)
        data.write_formula("D4", "=C4/B4", book.add_format({"num_format": "0.0%"}), 0.637)
        data.write_formula("D5", "='[1]luar.xlsx'!A1", None, 0.5)
        data.write_formula("D6", "=WEBSERVICE(1)", None, "")
        data.write_datetime("E4", DAY, book.add_format({"num_format": "dd/mm/yyyy"}))
        data.write("A8", "Jumlah", dark)
        data.write_formula("B8", "=SUM(B4:B7)", dark, 9580)
        data.write_comment("C5", "Mohon dicek", {"author": "Budi"})
        data.write_url("A4", "https://example.org/a", string="Kabupaten Sumba Barat")
        data.conditional_format(
            "B4:B7", {"type": "formula", "criteria": "=[1]luar!A1>1", "format": green}
        )
        data.data_validation("A4", {"validate": "list", "source": "='[1]luar'!$A$1:$A$3"})
        data.data_validation("B4", {"validate": "integer", "criteria": ">=", "value": 0})
        data.set_column("A:A", 31)
        data.set_row(5, 15, None, {"hidden": True})
        book.define_name("Luar", "='[1]luar'!$A$1")
        hidden = book.add_worksheet("Lama")
        hidden.write("A1", "arsip")
        hidden.hide()
        other = book.add_worksheet("Tabel")
        other.add_table("A1:B3", {"columns": [{"header": "a"}, {"header": "b", "formula": "=1+1"}]})
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Tabel!$B$2:$B$3"})
        other.insert_chart("D2", chart)
    return path


def issue(cell="", severity="rejected", **known):
    row = int(re.sub(r"\D", "", cell) or 0)
    blank = {"file": "kirim.xlsx", "sheet": "Data II", "row": row, "column": "", "cell": cell}
    said = {"value": "", "reason": "r", "message_id": "Salah.", "message_en": "Wrong."}
    return {**blank, **said, "severity": severity, "suggestion": "", **known}


def marked(source, *issues, name="diperiksa.xlsx"):
    target = source.with_name(name)
    write_annotated(source, read_raw(source), pd.DataFrame(issues), target)
    return target


def values(path, sheets):
    book = load_workbook(path, data_only=True)
    return {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in sheets}


def looks(path):
    return {
        (sheet.title, cell.coordinate): (
            cell.value,
            cell.fill.fgColor.rgb if cell.fill.fill_type else None,
            cell.font.color.rgb if cell.font.color else None,
            (cell.comment.text, cell.comment.author) if cell.comment else None,
        )
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    }


def test_values_sheets_and_looks_of_the_source_stay(sent):
    copy = load_workbook(marked(sent, issue("C5")))
    data = copy["Data II"]

    assert copy.sheetnames == ["Perlu diperbaiki", "Data II", "Lama", "Tabel"]
    assert values(marked(sent, issue("C5")), ["Lama", "Tabel"]) == values(sent, ["Lama", "Tabel"])
    assert [cell.value for cell in data[4]][1:] == [2480, 1580, 0.637, DAY]
    assert (data["D4"].number_format, data["E4"].number_format) == ("0.0%", "dd/mm/yyyy")
    assert (copy["Lama"].sheet_state, str(data.merged_cells)) == ("hidden", "A1:E1")
    assert data.column_dimensions["A"].width == pytest.approx(31, abs=1)
    assert data["A3"].font.bold
    assert data["A3"].fill.fgColor.rgb == "FF1F4E79"


def test_only_problem_cells_are_coloured_and_the_worse_of_two_colours_wins(sent):
    issues = [issue("C5", "flagged"), issue("C5"), issue("B6", "flagged"), issue("A4", "note")]
    before, after = looks(sent), looks(marked(sent, *issues))

    changed = {
        place: look[1] for place, look in after.items() if look[1:] != before.get(place, look)[1:]
    }
    assert changed == {("Data II", "C5"): REJECTED, ("Data II", "B6"): FLAGGED}


def test_the_two_colours_differ_in_print_without_colour():
    def grey(rgb):
        red, green, blue = bytes.fromhex(rgb[2:])
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert grey(FLAGGED) - grey(REJECTED) > 40
    assert grey(REJECTED) > 150  # black text is read on it


def test_a_cell_has_one_comment_with_all_its_messages_below_what_a_person_wrote(sent):
    first = issue("C5", message_id="Bukan bilangan\nbulat.", suggestion="2480")
    copy = load_workbook(marked(sent, first, issue("C5", "flagged"), issue("B6")))["Data II"]

    assert copy["C5"].comment.text == (
        "Mohon dicek\n\nntt-coverage:\nDitolak: Bukan bilangan bulat.\nSaran: 2480\nPeriksa: Salah."
    )
    assert (copy["C5"].comment.author, copy["B6"].comment.author) == ("Budi", "ntt-coverage")
    assert copy["B6"].comment.text == "ntt-coverage:\nDitolak: Salah."


def test_a_comment_is_as_high_as_its_text(sent):
    path = marked(sent, issue("B6"), issue("B4", message_id="kata " * 100))
    with zipfile.ZipFile(path) as parts:
        drawn = next(parts.read(n).decode() for n in parts.namelist() if n.endswith(".vml"))

    short, long = sorted({int(high) for high in re.findall(r"height:(\d+)px", drawn)})[::2]
    assert short < 100
    assert 200 < long < 400


def test_an_issue_of_a_row_stands_at_its_first_filled_cell_and_one_of_a_sheet_at_none(sent):
    path = marked(sent, issue(row=6), issue(row=0, severity="flagged"))

    coloured = [place for place, look in looks(path).items() if look[1] in (REJECTED, FLAGGED)]
    assert ("Data II", "A6") in coloured
    assert [place for place in coloured if place[0] == "Data II"] == [("Data II", "A6")]


def test_an_issue_inside_merged_cells_stands_at_their_corner(sent):
    assert load_workbook(marked(sent, issue("C1")))["Data II"]["A1"].fill.fgColor.rgb == REJECTED


def test_a_hidden_row_with_a_problem_is_shown(sent):
    assert load_workbook(sent)["Data II"].row_dimensions[6].hidden
    assert not load_workbook(marked(sent, issue("B6")))["Data II"].row_dimensions[6].hidden


def test_white_letters_are_dark_while_the_cell_is_marked(sent):
    once = marked(sent, issue("B8", "flagged"))
    again = marked(once, issue("C5"), name="lagi.xlsx")

    assert load_workbook(once)["Data II"]["B8"].font.color.rgb == "FF010101"
    assert load_workbook(again)["Data II"]["B8"].font.color.rgb == "FFFFFFFF"
    assert load_workbook(again)["Data II"]["B8"].fill.fgColor.rgb == "FF1F4E79"


def test_the_first_sheet_lists_problems_and_below_them_notes(sent):
    wrong = issue("C5", column="Terdaftar", value="2.48", suggestion="2480")
    copy = load_workbook(marked(sent, wrong, issue(severity="flagged"), issue("A4", "note")))
    sheet = copy.worksheets[0]

    assert [cell.value for cell in sheet[5]] == list(HEADERS)
    assert [[cell.value for cell in row] for row in sheet["A6:G10"]] == [
        [1, "Data II", "C5", "Terdaftar", "2.48", "Ditolak: Salah.", "2480"],
        [2, "Data II", "seluruh lembar", None, None, "Periksa: Salah.", None],
        [None] * 7,
        ["Catatan pembacaan (tidak perlu diperbaiki)", *[None] * 6],
        [1, "Data II", "A4", None, None, "Salah.", None],
    ]
    assert sheet["C6"].hyperlink.location == "'Data II'!C5"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A6", "A5:G7")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet["F6"].alignment.wrap_text


def test_one_sheet_only_is_selected_so_that_nobody_edits_two_at_once(sent):
    copy = load_workbook(marked(sent, issue("C5")))

    assert [sheet.sheet_view.tabSelected for sheet in copy] == [True, False, False, False]


def test_more_problems_than_a_person_repairs_are_counted(sent, monkeypatch):
    monkeypatch.setattr(annotated, "MOST", 2)
    copy = load_workbook(marked(sent, issue("B4"), issue("B5"), issue("B6"), issue("C4")))

    assert [copy.worksheets[0].cell(row, 3).value for row in (6, 7, 8)] == ["B4", "B5", None]
    assert copy.worksheets[0]["A8"].value.startswith("Masih ada 2 masalah lain.")
    assert copy["Data II"]["C4"].fill.fgColor.rgb == REJECTED
    assert copy["Data II"]["C4"].comment is None


def test_nothing_in_the_copy_runs_or_reaches_out(sent):
    with zipfile.ZipFile(sent) as parts:
        before = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    with zipfile.ZipFile(marked(sent, issue("C5", value="=cmd|' /C calc'!A0"))) as parts:
        after = {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}

    for live in ("<f>", "<formula>", "[1]", "example.org", "calculatedColumnFormula", "c:f>"):
        assert live in before, live
        assert not [name for name, text in after.items() if live in text], live
    for kind in ("vba", "External", "externalLink", "connection", "chart"):
        assert not [name for name in after if kind in name], kind
    assert not [name for name, text in after.items() if 'TargetMode="External"' in text]
    assert not re.search("<definedName [^>]*name=.(?!_xlnm)", after["xl/workbook.xml"])


def test_text_that_looks_like_a_formula_stays_text(sent):
    copy = load_workbook(marked(sent, issue("B7", value="=1500", suggestion="+1")))
    shown = [copy["Data II"]["B7"], copy.worksheets[0]["E6"], copy.worksheets[0]["G6"]]

    assert [(cell.value, cell.data_type) for cell in shown] == [
        ("=1500", "s"), ("=1500", "s"), ("+1", "s")
    ]  # fmt: skip
    assert all(cell.quotePrefix for cell in shown)


def test_a_formula_without_result_is_not_taken_for_a_blank(sent):
    assert load_workbook(sent, data_only=True)["Data II"]["D6"].value is None
    cell = load_workbook(marked(sent, issue("D6")))["Data II"]["D6"]

    assert (cell.value, cell.data_type) == ("=WEBSERVICE(1)", "s")


def test_only_validations_that_name_nothing_outside_stay(sent):
    rules = load_workbook(marked(sent, issue("C5")))["Data II"].data_validations.dataValidation

    assert [(str(rule.sqref), rule.formula1) for rule in rules] == [("B4", "0")]


def test_marking_the_copy_again_changes_nothing(sent):
    issues = [issue("C5"), issue("B6", "flagged"), issue("B8"), issue(severity="note")]
    once = marked(sent, *issues)
    shutil.copy(once, once.with_name("kirim-2.xlsx"))
    again = marked(once.with_name("kirim-2.xlsx"), *issues, name="lagi.xlsx")

    differing = {place for place, look in looks(once).items() if looks(again).get(place) != look}
    assert differing == {("Perlu diperbaiki", "A1")}  # which names the file
    assert load_workbook(again).sheetnames == load_workbook(once).sheetnames


def test_what_is_repaired_looks_as_before_and_a_reply_stays(sent):
    once = marked(sent, issue("B6"), issue("C5"))
    book = load_workbook(once)
    book["Data II"]["B6"].comment.text += "\nSudah kami cek, Ani"
    book.save(once)
    after, before = looks(marked(once, issue("A4", "note"), name="lagi.xlsx")), looks(sent)

    reply = ("Sudah kami cek, Ani", "ntt-coverage")
    assert after["Data II", "B6"] == (*before["Data II", "B6"][:3], reply)
    assert after["Data II", "C5"] == before["Data II", "C5"]


def test_the_same_issues_give_the_same_bytes(sent):
    first = marked(sent, issue("C5")).read_bytes()
    time.sleep(2.1)  # the clock of a ZIP file ticks every two seconds

    assert marked(sent, issue("C5")).read_bytes() == first


def test_a_copy_that_cannot_be_written_leaves_the_older_one_and_no_scratch(sent, monkeypatch):
    target = marked(sent, issue("C5"))
    older = target.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ReportError, match="No space left"):
        marked(sent, issue("B6"))
    assert target.read_bytes() == older
    assert sorted(path.name for path in target.parent.iterdir()) == ["diperiksa.xlsx", "kirim.xlsx"]


def grid(*columns, **known):
    made = tuple(make_column(column) for column in columns)
    return Sheet(file="lama.xls", name="Data/II", columns=made, first_row=3, **known)


def test_a_workbook_of_another_format_is_written_anew_from_its_grid(tmp_path):
    source = tmp_path / "lama.xls"
    source.write_bytes(b"\xd0\xcf\x11\xe0")
    text = [("=1+1", Kind.TEXT), ("", Kind.TEXT), ("#REF!", Kind.ERROR), ("=A1", Kind.FORMULA)]
    numbers = [
        ("2480", Kind.NUMBER),
        ("0.637", Kind.PERCENT),
        ("2021-06-30", Kind.DATE),
        ("a\0b", Kind.TEXT),
    ]
    sheets = (grid(text, numbers, merged=((0, 0, 1, 0),), hidden=True),)
    found = pd.DataFrame([issue("B4", sheet="Data/II")])
    write_annotated(source, sheets, found, tmp_path / "baru.xlsx")

    sheet = load_workbook(tmp_path / "baru.xlsx").worksheets[1]
    assert [[cell.value for cell in row] for row in sheet["A3:B6"]] == [
        ["=1+1", 2480], [None, 0.637], ["#REF!", DAY], ["=A1", "ab"]
    ]  # fmt: skip
    assert [sheet.cell(row, 1).data_type for row in (3, 5, 6)] == ["s", "e", "s"]
    assert (sheet["B4"].number_format, sheet["B4"].fill.fgColor.rgb) == ("0.0##%", REJECTED)
    assert (str(sheet.merged_cells), sheet.sheet_state, sheet.title) == (
        "A3:A4",
        "hidden",
        "Data II",
    )


@pytest.mark.parametrize("damage", ["strict", "styles"])
def test_a_workbook_that_openpyxl_cannot_open_is_written_anew(sent, damage):
    broken = sent.with_name("rusak.xlsx")
    with zipfile.ZipFile(sent) as parts, zipfile.ZipFile(broken, "w") as changed:
        for name in parts.namelist():
            content = parts.read(name)
            if damage == "strict":
                old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                content = content.replace(old, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            elif name == "xl/styles.xml":
                content = content.replace(b"bottom", b"upside down").replace(
                    b"<b/>", b'<b val="?"/>'
                )
            changed.writestr(name, content)
    sheets = tuple(replace(sheet, file="rusak.xlsx") for sheet in read_raw(sent))
    write_annotated(broken, sheets, pd.DataFrame([issue("C5")]), sent.with_name("baru.xlsx"))

    assert values(sent.with_name("baru.xlsx"), ["Data II"])["Data II"][3][:3] == list(ROWS[0])


def test_the_cleaner_sees_no_table_in_our_sheet_and_the_same_problems_in_the_copy(sent):
    cleaned = clean_file(sent)
    copy = sent.with_name("diperiksa.xlsx")
    write_annotated(sent, read_raw(sent), cleaned.issues, copy)
    again = clean_file(copy)

    counts = {count.sheet: (count.has_table, count.rows_read) for count in again.sheets}
    assert counts["Perlu diperbaiki"] == (False, 0)
    assert (again.rows_read, again.rows_rejected) == (cleaned.rows_read, cleaned.rows_rejected)
    assert cleaned.rows_rejected > 0


def test_a_filled_template_with_mistakes_comes_back_marked_and_passes_when_repaired(tmp_path):
    sent, copy = tmp_path / "data.xlsx", tmp_path / "data-diperiksa.xlsx"
    write_template(sent)
    book = load_workbook(sent)
    mistakes = {"F6": "2.48", "G6": 5, "G7": -3, "I7": DAY, "F8": 10, "G8": 4}
    for cell, value in {**mistakes, "I6": DAY}.items():
        book["Data"][cell] = value
    book.save(sent)
    cleaned = clean_file(sent)
    write_annotated(sent, read_raw(sent), cleaned.issues, copy)
    book = load_workbook(copy)
    for cell, value in {"F6": 2480, "G7": 3, "I8": DAY}.items():
        book["Data"][cell] = value
    book.save(copy)
    repaired = clean_file(copy)

    assert (cleaned.rows_read, cleaned.rows_rejected) == (22, 3)
    assert book["Data"].protection.sheet
    assert not book["Data"]["F6"].protection.locked
    assert len(book["Data"].data_validations.dataValidation) == 5
    assert (repaired.rows_read, repaired.rows_rejected, len(repaired.issues)) == (22, 0, 0)
