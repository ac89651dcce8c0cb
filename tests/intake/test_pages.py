"""Web pages with tables, sent under the name .xls: spans, titles, and broken or hostile markup."""

import pytest

from .rawfiles import TEXT, filled, read_one, refusal, texts, written

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><title>Judul</title>
<style><!-- td {color: red} --></style><script>if (1 < 2) document.write("<td>x</td>")</script>
</head><body><!-- <table><tr><td>lama</td></tr></table> -->
<h3>Keadaan 30&nbsp;Juni 2021</h3>
<table border=1><caption>Tabel 1</caption>
<tr><th rowspan=2>No<th rowspan="2">Kabupaten/<br>Kota<th colspan='2'>Non ASN</tr>
<tr><td>Jumlah<td>Terdaftar</tr>
<tr><td>1<td>  Kab.
   Kupang &amp; sekitar</td><td x:num="2480">2.480</td>
<td style='mso-number-format:"0>1"'>=1+1</td></tr>
</table><p>Sumber: BPS</p></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_is_one_sheet_with_its_titles_and_footnotes(tmp_path, encoding):
    sheet = read_one(written(tmp_path / "a.xls", PAGE.encode(encoding)))

    assert texts(sheet) == [
        ["Keadaan 30 Juni 2021", "", "", ""],
        ["Tabel 1", "", "", ""],
        ["No", "Kabupaten/ Kota", "Non ASN", ""],
        ["", "", "Jumlah", "Terdaftar"],
        ["1", "Kab. Kupang & sekitar", "2.480", "=1+1"],
        ["Sumber: BPS", "", "", ""],
    ]
    assert sheet.merged == ((2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 3))
    assert {kind for _, kind in filled(sheet).values()} == {TEXT}


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<table><td>a<td>b<tr><td>c</table>", [["a", "b"], ["c", ""]]),
        ("<table><tr><td>a</table><table><tr><td>b</table>", [["a"], ["b"]]),
        ("<table><tr><td>a<table><tr><td>b</table>c<td>d</table>",
         [["a", "d"], ["b", ""], ["c", ""]]),
        ("<table><tr><td rowspan=9>a<td>b</table><p>c", [["a", "b"], ["c", ""]]),
        ("<table><tr><td colspan=x>a<td rowspan=0>b", [["a", "b"]]),
        ("<table><tr><td>1 < 2 & 3<td>&lt;b&gt;", [["1 < 2 & 3", "<b>"]]),
        ("<TABLE><TR><TD>a</TD></TR></TABLE>", [["a"]]),
        ("<table></table>", []),
    ],
)  # fmt: skip
def test_loose_markup_is_read_as_browsers_show_it(tmp_path, markup, rows):
    assert texts(read_one(written(tmp_path / "a.xls", f"<html>{markup}"))) == rows


def test_a_page_without_a_table_is_refused(tmp_path):
    path = written(tmp_path / "a.xls", "<!DOCTYPE html><html><body><p>Masuk</p></body></html>")

    assert refusal(path).key == "page_without_table"


MANY = 100_000


@pytest.mark.parametrize(
    ("markup", "key"),
    [
        ("<!--" * MANY, "broken_file"),
        ("<style>" + "<td>" * MANY, "broken_file"),
        ("<" * MANY, "long_cell"),
        ('<a "' * MANY, "long_cell"),
        ("<table>" * MANY, "broken_file"),
        ("<tr><td rowspan=65534 colspan=1000>" * MANY, "broken_file"),
        ("<td colspan=1000>x" * MANY, "broken_file"),
    ],
)
def test_a_page_made_to_take_forever_is_refused_at_once(tmp_path, markup, key):
    assert refusal(written(tmp_path / "a.xls", f"<html><table>{markup}")).key == key
