"""The report as a PDF: what it says, how it is built, and that no text can do more than be read."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import ntt_coverage as nc
from ntt_coverage.language import say
from ntt_coverage.noted import noted_text
from ntt_coverage.publish.blocks import Folded, PageOnly, TextTable
from ntt_coverage.publish.contents import report_sections
from ntt_coverage.publish.pdf import report_pdf
from ntt_coverage.publish.pieces import section
from ntt_coverage.publish.sections import show_finding
from ntt_coverage.regencies import load_regencies

from ..pictures.hostile import ATTACKS, hostile

MARKUP = {
    "read": '#read("/etc/passwd")',
    "code": '] #panic("x") [ *a* _b_ $x^2$ @ref <half> `raw` // c /* d',
    "newline": "= heading\n- item\n\n#pagebreak()",
    "control": "a\x00b\x07c\x1bd\ufffee\uffff",
    "letters": "\U0001f600 漢字 العربية \ue000",
}


def pictures_of(tables):
    return [
        nc.draw_map(tables),
        nc.draw_tiles(tables),
        nc.draw_change(tables),
        nc.draw_ranking(tables),
        nc.draw_timeline(tables.data, str(tables.spec.quarter), tables.spec.lang),
    ]


@pytest.fixture(scope="module")
def made(data, tmp_path_factory):
    """Make the PDF of a quarter once; its tables, pictures and file."""
    known = {}

    def make(quarter, lang="id"):
        if (quarter, lang) not in known:
            tables = nc.coverage(quarter, lang, data=data)
            pictures = pictures_of(tables)
            path = tmp_path_factory.mktemp("pdf") / "report.pdf"
            path.write_bytes(report_pdf(tables, pictures))
            known[quarter, lang] = tables, pictures, path
        return known[quarter, lang]

    return make


def words(text):
    """Return a text without the places where its lines happen to end."""
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def links_of(path):
    """Return the addresses that a reader can follow."""
    return {link.decode() for link in re.findall(rb"/URI ?\(([^)]*)\)", path.read_bytes())}


QUARTERS = [("2019Q3", "id"), ("2019Q3", "en"), ("2018Q1", "id"), ("2022Q1", "en")]
each_quarter = pytest.mark.parametrize(("quarter", "lang"), QUARTERS)


@each_quarter
def test_the_cover_asks_and_answers(made, poppler, quarter, lang):
    tables, _, path = made(quarter, lang)
    cover = words(poppler("pdftotext", "-l", "1", path, "-"))
    for text in (
        say("report.title", lang),
        tables.spec.quarter.label(lang),
        say("report.question", lang),
        tables.headline,
        *tables.subtitle.splitlines(),
        say("pdf.contents", lang),
    ):
        assert words(text) in cover


@each_quarter
def test_every_unit_stands_in_the_table_with_its_state(made, poppler, quarter, lang):
    tables, _, path = made(quarter, lang)
    lines = [words(line) for line in poppler("pdftotext", "-layout", path, "-").splitlines()]
    states = [say(f"state.{state}", lang) for state in tables.coverage["state"]]
    assert len(load_regencies()) == len(states) == 22
    for unit, state in zip(tables.coverage["regency"], states, strict=True):
        assert any(line.strip().startswith(f"{unit} {state}") for line in lines), unit


@pytest.mark.parametrize(("quarter", "lang"), [("2019Q3", "id"), ("2021Q4", "en")])
def test_every_source_that_a_table_or_a_figure_names_is_listed(made, poppler, quarter, lang):
    tables, pictures, path = made(quarter, lang)
    said = poppler("pdftotext", path, "-")
    cited = {each for picture in pictures for each in picture.passport.source_ids}
    cited |= set(tables.coverage["source_id"].dropna()) | set(tables.known["source_id"].dropna())
    sources = tables.data.sources.set_index("source_id")
    for source_id in cited:
        publisher = noted_text(sources.loc[source_id, "publisher"], lang)
        assert f"\n{source_id}. {publisher}" in said
    addresses = sources.loc[sorted(cited), "address"]
    assert set(addresses[addresses.str.startswith("http")]) <= links_of(path)


@each_quarter
def test_every_figure_has_its_number_its_id_and_its_words(made, poppler, quarter, lang):
    _, pictures, path = made(quarter, lang)
    said = words(poppler("pdftotext", path, "-"))
    for number, picture in enumerate(pictures, 1):
        caption = f"{say('pdf.figure', lang, n=number)} {picture.passport.label}"
        assert caption in said
        assert words(picture.passport.title) in said
    assert path.read_bytes().count(b"/Alt") == len(pictures)


def test_numbers_of_pages_and_fingerprints_are_printed(made, poppler):
    tables, _, path = made("2019Q3")
    said = poppler("pdftotext", path, "-")
    pages = int(re.search(r"Pages: +(\d+)", poppler("pdfinfo", path))[1])
    for number in range(1, pages + 1):
        assert f"Halaman {number} dari {pages}" in said
    for digest in tables.data.fingerprints.values():
        assert digest[:12] in said


@each_quarter
def test_the_file_is_a4_tagged_and_named_in_its_language(made, poppler, quarter, lang):
    tables, _, path = made(quarter, lang)
    about = poppler("pdfinfo", path)
    quarter_named = tables.spec.quarter.label(lang)
    assert re.search(rf"Title: +{re.escape(say('report.title', lang))}, {quarter_named}\n", about)
    assert re.search(r"Tagged: +yes", about)
    assert "595.276 x 841.89 pts (A4)" in about
    assert "Date" not in about
    assert 4 <= int(re.search(r"Pages: +(\d+)", about)[1]) <= 12
    assert f"/Lang({lang})".encode() in path.read_bytes().replace(b"/Lang (", b"/Lang(")
    assert "Part: 1" in re.sub(r"</?pdfuaid:part>", "Part: ", poppler("pdfinfo", "-meta", path))


def test_a_screen_reader_finds_headings_tables_and_figures(made, poppler):
    tables, pictures, path = made("2019Q3")
    tree = poppler("pdfinfo", "-struct", path)
    found = re.findall(r"^ *(H1|H2|Table|TH|Figure|TOC|L|P)\b", tree, re.M)
    sections = report_sections(tables, pictures)
    assert found.count("H1") == len(sections) - 1  # the first map stands under the finding
    assert found.count("Figure") == len(pictures)
    blocks = [block for section in sections for block in section.blocks]
    assert found.count("Table") == sum(isinstance(block, TextTable) for block in blocks)
    assert {"H2", "TH", "TOC", "L", "P"} <= set(found)
    assert f'H1 "{tables.headline}"' in tree


def test_all_letters_are_inside(made, poppler):
    _, _, path = made("2019Q3")
    fonts = poppler("pdffonts", path).splitlines()[2:]
    assert fonts
    for font in fonts:
        assert re.search(r"\+DejaVuSans.* yes yes yes ", font)


@pytest.mark.parametrize(("quarter", "lang"), [("2019Q3", "id"), ("2018Q1", "en")])
def test_no_page_is_blank(made, poppler, tmp_path, quarter, lang):
    _, _, path = made(quarter, lang)
    poppler("pdftoppm", "-r", "40", "-gray", path, tmp_path / "page")
    pages = sorted(tmp_path.glob("page*.pgm"))
    assert pages
    for page in pages:
        shades = Image.open(page).histogram()
        assert sum(shades[:160]) > 0.004 * sum(shades), page.name


def test_a_wide_table_lies_on_its_side_and_a_narrow_one_stands(made, poppler):
    def shapes(quarter):
        listed = poppler("pdfinfo", "-l", "99", made(quarter)[2])
        sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", listed)
        return [float(wide) > float(high) for wide, high in sizes]

    assert any(shapes("2021Q4"))
    assert not any(shapes("2018Q1"))


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (TextTable(("regency", "state"), (), "id"), "Bagian Kabupaten/Kota Status "),
        (Folded("Judul", TextTable(("file",), (("a.csv",),), "id")), "Bagian Judul Berkas a.csv "),
        (PageOnly("<b>hanya halaman</b>"), ""),
    ],
)
def test_a_block_is_shown_as_far_as_print_can(
    monkeypatch, tables_2019q3, poppler, tmp_path, block, shown
):
    sections = [show_finding(tables_2019q3), section("a", "Bagian", block)]
    monkeypatch.setattr("ntt_coverage.publish.pdf.report_sections", lambda *_: sections)
    (tmp_path / "report.pdf").write_bytes(report_pdf(tables_2019q3, []))
    said = words(poppler("pdftotext", tmp_path / "report.pdf", "-"))
    assert shown in said
    assert ("Bagian" in said) == bool(shown)


def test_the_same_tables_give_the_same_bytes(data):
    def write():
        tables = nc.coverage("2021Q2", data=data)
        return report_pdf(tables, pictures_of(tables))

    assert write() == write()


def test_a_report_without_pictures_is_still_a_report(tables_2019q3, poppler, tmp_path):
    (tmp_path / "report.pdf").write_bytes(report_pdf(tables_2019q3, []))
    said = words(poppler("pdftotext", tmp_path / "report.pdf", "-"))
    assert tables_2019q3.headline in said
    assert "Gambar 1" not in said


# Hostile text


@pytest.mark.parametrize("text", [*MARKUP.values(), *ATTACKS.values()], ids=[*MARKUP, *ATTACKS])
@pytest.mark.filterwarnings("ignore:Glyph:UserWarning")
def test_a_hostile_text_is_only_text(tables_2019q3, poppler, tmp_path, text):
    tables = hostile(tables_2019q3, text)
    pictures = [nc.draw_ranking(tables_2019q3)]
    (tmp_path / "report.pdf").write_bytes(report_pdf(tables, pictures))
    said = re.sub(r"\s", "", words(poppler("pdftotext", tmp_path / "report.pdf", "-")))
    assert "root:x:" not in said
    if text.isascii() and text.isprintable():
        assert re.sub(r"\s", "", text) in said
    assert "/JavaScript" not in poppler("pdfinfo", "-js", tmp_path / "report.pdf")
    assert all(link.startswith("http") for link in links_of(tmp_path / "report.pdf"))


@pytest.mark.parametrize("text", ["W" * 2_000, "kata " * 1_000, "a\n" * 60])
def test_an_endless_text_is_broken_into_lines_and_pages(tables_2019q3, poppler, tmp_path, text):
    known = tables_2019q3.known.assign(value_text=tables_2019q3.known["value_text"] + text)
    sources = tables_2019q3.data.sources
    data = replace(tables_2019q3.data, sources=sources.assign(address="https://a.b/" + text))
    tables = replace(tables_2019q3, known=known, data=data, headline=text)
    (tmp_path / "report.pdf").write_bytes(report_pdf(tables, []))
    boxes = poppler("pdftotext", "-bbox", tmp_path / "report.pdf", "-")
    widths = [float(wide) for wide in re.findall(r'<page width="([\d.]+)', boxes)]
    right = [float(edge) for edge in re.findall(r'xMax="([\d.]+)', boxes)]
    assert max(right) < max(widths) - 30


def test_a_link_leads_only_to_the_web(tables_2019q3, tmp_path):
    sources = tables_2019q3.data.sources
    for address, links in (
        ("https://contoh.go.id/a?b=1", {"https://contoh.go.id/a?b=1"}),
        ("javascript:alert(1)", set()),
        ("file:///etc/passwd", set()),
        ("https://a.b/" + "c" * 9_000, set()),
    ):
        data = replace(tables_2019q3.data, sources=sources.assign(address=address))
        path = Path(tmp_path / "report.pdf")
        path.write_bytes(report_pdf(replace(tables_2019q3, data=data), []))
        assert links_of(path) == links


def test_nothing_outside_can_be_read_even_by_a_template(monkeypatch, tables_2019q3):
    """The text is data; were it ever code, there would be nothing to read."""
    monkeypatch.setattr(Path, "read_bytes", lambda _: b'#read("/etc/hostname")')
    with pytest.raises(RuntimeError, match="not found"):
        report_pdf(tables_2019q3, [])
