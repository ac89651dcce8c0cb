"""The template of an office: what is kept of it, and which are refused."""

import io
import re
import zipfile

import pytest
from lxml import etree
from openpyxl import Workbook
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

import ntt_coverage as nc
from ntt_coverage.errors import ParameterError
from ntt_coverage.publish.pptx import template as slides_template
from ntt_coverage.publish.pptx.builtin import FONT, THEME_COLOURS, built_in
from ntt_coverage.publish.pptx.deck import report_slides
from ntt_coverage.publish.pptx.template import open_template

from .slides import opened, overflows, tables_of, texts_of, units_of, walked


@pytest.fixture(scope="module")
def tables(data):
    return nc.coverage("2022Q1", data=data)


def office(path, size=(10, 5.625), font="Georgia", titles=40):
    """An office's template: two slides with notes, a strip, a logo, its own font and size."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(size[0]), Inches(size[1])
    master = deck.slide_master
    for shape in master.placeholders:
        kind = shape.placeholder_format.type.name
        top = {"TITLE": 0.25, "BODY": 1.3}.get(kind, size[1] - 0.5)
        left = {"SLIDE_NUMBER": size[0] - 1, "FOOTER": 3}.get(kind, 0.4)
        wide = {"TITLE": size[0] - 1.8, "BODY": size[0] - 0.8}.get(kind, 0.8)
        high = {"TITLE": 0.8, "BODY": 2}.get(kind, 0.3)
        places = (Inches(side) for side in (left, top, wide, high))
        shape.left, shape.top, shape.width, shape.height = places
    master._element.find(f".//{qn('p:titleStyle')}//{qn('a:defRPr')}").set("sz", str(titles * 100))
    part = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    part._blob = part.blob.replace(b'typeface="Calibri"', f'typeface="{font}"'.encode())
    strip = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(
        0, Inches(size[1] - 0.15), Inches(size[0]), Inches(0.15)
    )
    master.shapes._spTree.append(strip._element)
    first = deck.slides.add_slide(deck.slide_layouts[5])
    first.shapes.title.text = "RAHASIA"
    first.notes_slide.notes_text_frame.text = "RAHASIA"
    deck.core_properties.author = "Budi Santoso"
    deck.save(path)
    return path


def rewritten(path, target, change):
    """Write a package anew with some of its parts changed."""
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(target, "w") as archive:
        for name in parts.namelist():
            archive.writestr(name, change(name, parts.read(name)))
    return target


def refusal(path):
    with pytest.raises(ParameterError) as refused:
        open_template(path)
    assert path.name in refused.value.say("id")
    assert path.name in refused.value.say("en")
    return refused.value.key


# What is kept


def test_slides_are_made_in_the_size_theme_and_layout_of_the_office(tables, tmp_path):
    deck = report_slides(tables, office(tmp_path / "kantor.pptx"))
    made = Presentation(io.BytesIO(deck.content))
    assert (made.slide_width, made.slide_height) == (Inches(10), Inches(5.625))
    assert len(made.slides) == len(deck.passports)
    assert {slide.slide_layout.name for slide in made.slides} == {"Title Only"}
    assert len(made.slide_layouts) == 11  # the office's own stay at hand
    with zipfile.ZipFile(io.BytesIO(deck.content)) as parts:
        assert b"Georgia" in parts.read("ppt/theme/theme1.xml")
        slides = [parts.read(n) for n in parts.namelist() if "slides/slide" in n]
    assert not [slide for slide in slides if b"<a:latin" in slide]  # letters are the theme's


def test_nothing_of_the_offices_own_slides_and_authors_is_left(tables, tmp_path):
    deck = report_slides(tables, office(tmp_path / "kantor.pptx"))
    with zipfile.ZipFile(io.BytesIO(deck.content)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
        names = parts.namelist()
    assert b"RAHASIA" not in everything
    assert b"Budi Santoso" not in everything
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "size", [(10, 5.625), (13.333, 7.5), (10, 7.5), (33.867, 19.05), (7.5, 10)]
)
def test_everything_stays_on_the_slide_and_above_the_strip(tables, tmp_path, size):
    deck = report_slides(tables, office(tmp_path / "kantor.pptx", size))
    slides = opened(deck)
    for slide in slides.values():
        for shape in walked(slide.shapes):
            assert shape.left >= 0
            assert shape.left + shape.width <= Inches(size[0])
            assert shape.top + shape.height <= Inches(size[1] - 0.15)
            assert not (shape.has_text_frame and overflows(shape)), shape.text_frame.text
        assert not [text for text in texts_of(slide) if "…" in text]
    assert len(units_of(slides["slide-map"], tables.coverage)) == 22


def test_content_begins_under_the_title_of_the_office(tables, tmp_path):
    for slide in opened(report_slides(tables, office(tmp_path / "kantor.pptx"))).values():
        title = slide.shapes.title
        others = [shape for shape in slide.shapes if shape.shape_id != title.shape_id]
        assert min(shape.top for shape in others) >= title.top + title.height


def test_a_potx_is_taken_too_and_becomes_a_presentation(tables, tmp_path):
    def as_template(name, content):
        kind = b"presentationml.template.main+xml"
        return content.replace(b"presentationml.presentation.main+xml", kind)

    path = rewritten(office(tmp_path / "a.pptx"), tmp_path / "kantor.potx", as_template)
    with pytest.raises(ValueError, match="not a PowerPoint file"):
        Presentation(path)
    assert len(opened(report_slides(tables, path))) >= 10


def test_the_layout_is_found_by_its_places_not_by_its_name(tables, tmp_path):
    deck = Presentation()
    for number, layout in enumerate(deck.slide_layouts):
        layout.name = f"Tata letak {number}"
    deck.save(tmp_path / "kantor.pptx")
    made = report_slides(tables, tmp_path / "kantor.pptx")
    used = {slide.slide_layout.name for slide in opened(made).values()}
    assert used == {"Tata letak 5"}


def test_without_a_bare_title_layout_other_places_are_left_out(tables, tmp_path):
    deck = Presentation()
    for layout in list(deck.slide_layouts)[2:]:
        deck.slide_layouts.remove(layout)
    deck.save(tmp_path / "kantor.pptx")
    for slide in opened(report_slides(tables, tmp_path / "kantor.pptx")).values():
        kinds = [shape.placeholder_format.type.name for shape in slide.placeholders]
        assert sorted(kinds) == ["SLIDE_NUMBER", "TITLE"]


def test_a_title_in_the_middle_of_the_slide_is_moved_to_the_top(tables, tmp_path):
    deck = Presentation()
    deck.slide_master.placeholders[0].top = Inches(3)
    deck.save(tmp_path / "kantor.pptx")
    for slide in opened(report_slides(tables, tmp_path / "kantor.pptx")).values():
        assert slide.shapes.title.top < Inches(1)


def test_large_titles_of_the_office_are_made_smaller_where_they_would_overflow(tables, tmp_path):
    deck = report_slides(tables, office(tmp_path / "kantor.pptx", titles=60))
    sizes = [
        slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size
        for slide in opened(deck).values()
    ]
    assert all(size is not None and size < Pt(60) for size in sizes)


def test_sections_and_shows_that_name_old_slides_are_gone(tables, tmp_path):
    section = (
        b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        b'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"/></p:ext></p:extLst>'
    )

    def with_sections(name, content):
        end = b"</p:presentation>"
        return content.replace(end, section + end) if name == "ppt/presentation.xml" else content

    path = rewritten(office(tmp_path / "a.pptx"), tmp_path / "kantor.pptx", with_sections)
    with zipfile.ZipFile(io.BytesIO(report_slides(tables, path).content)) as parts:
        assert b"sectionLst" not in parts.read("ppt/presentation.xml")


def test_the_same_template_gives_the_same_bytes(tables, tmp_path):
    path = office(tmp_path / "kantor.pptx")
    moved = tmp_path / "lain"
    moved.mkdir()
    (moved / "nama lain.pptx").write_bytes(path.read_bytes())
    one, other = report_slides(tables, path), report_slides(tables, moved / "nama lain.pptx")
    assert one.content == other.content
    usual = report_slides(tables).passports
    assert one.passports[:9] == usual[:9]  # a look is no figure


def test_libreoffice_shows_the_deck_of_an_office(soffice, tables, tmp_path):
    deck = report_slides(tables, office(tmp_path / "kantor.pptx", (10, 7.5)))
    (tmp_path / "slides.pptx").write_bytes(deck.content)
    (pdf,) = soffice(tmp_path / "slides.pptx", "pdf").files
    pages = re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())
    assert len(pages) == len(deck.passports)


# Our own look


def test_our_own_look_is_wide_with_one_layout_our_colours_and_a_font_of_office():
    deck = built_in()
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    assert [layout.name for layout in deck.slide_layouts] == ["Title Only"]
    rels = deck.slide_master.part.rels.values()
    theme = etree.fromstring(next(r.target_part for r in rels if r.reltype.endswith("theme")).blob)
    for name, colour in THEME_COLOURS.items():
        slot = theme.find(f".//{qn(f'a:{name}')}/{qn('a:srgbClr')}")
        assert slot.get("val") == colour[1:].upper()
    fonts = theme.findall(f".//{qn('a:fontScheme')}//{qn('a:latin')}")
    assert {font.get("typeface") for font in fonts} == {FONT}


def test_tables_take_their_colours_from_the_theme(tables):
    (table, *_) = tables_of(opened(report_slides(tables))["slide-rows-1"])
    assert set(table._element.xpath(".//a:tcPr//a:schemeClr/@val")) == {"accent1", "tx2"}
    assert set(table._element.xpath(".//a:rPr//a:schemeClr/@val")) == {"tx1"}


# What is refused


def test_a_missing_template_is_refused(tmp_path):
    assert refusal(tmp_path / "hilang.pptx") == "slides_missing"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" * 99]
)
def test_what_is_no_presentation_is_refused(tmp_path, content):
    (tmp_path / "kantor.pptx").write_bytes(content)
    assert refusal(tmp_path / "kantor.pptx") == "slides_unreadable"


def test_a_zip_of_something_else_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "kantor.pptx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refusal(tmp_path / "kantor.pptx") == "slides_unreadable"


def test_a_workbook_is_refused(tmp_path):
    Workbook().save(tmp_path / "kantor.pptx")
    assert refusal(tmp_path / "kantor.pptx") == "slides_unreadable"


@pytest.mark.parametrize("part", ["ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml"])
@pytest.mark.parametrize("damage", [lambda text: text[: len(text) // 2], lambda text: b"<a/>"])
def test_a_damaged_part_is_refused(tmp_path, part, damage):
    def damaged(name, content):
        return damage(content) if name == part else content

    path = rewritten(office(tmp_path / "a.pptx"), tmp_path / "kantor.pptx", damaged)
    assert refusal(path) == "slides_unreadable"


@pytest.mark.parametrize("ending", [".pptm", ".potm", ".PPTM"])
def test_a_name_for_macros_is_refused(tmp_path, ending):
    path = office(tmp_path / "a.pptx").rename(tmp_path / f"kantor{ending}")
    assert refusal(path) == "slides_macros"


def test_macros_under_another_name_are_refused(tmp_path):
    def with_macros(name, content):
        kind = b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
        usual = b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        return content.replace(usual, kind)

    path = rewritten(office(tmp_path / "a.pptx"), tmp_path / "kantor.pptx", with_macros)
    assert refusal(path) == "slides_macros"


def test_a_link_to_the_outside_on_the_master_is_refused_and_named(tmp_path):
    deck = Presentation(office(tmp_path / "a.pptx"))
    address = "http://example.invalid/logo.png"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    deck.slide_master.part.relate_to(address, kind, is_external=True)
    deck.save(tmp_path / "kantor.pptx")
    with pytest.raises(ParameterError) as refused:
        open_template(tmp_path / "kantor.pptx")
    assert refused.value.key == "slides_links"
    assert address in refused.value.say("en")


def test_a_link_on_an_old_slide_does_no_harm(tables, tmp_path):
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text_frame.text = "tautan"
    run = slide.shapes.title.text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "http://example.invalid/"
    deck.save(tmp_path / "kantor.pptx")
    assert b"example.invalid" not in report_slides(tables, tmp_path / "kantor.pptx").content


def test_a_template_without_a_title_is_refused_with_its_layouts_named(tmp_path):
    deck = Presentation()
    for layout in list(deck.slide_layouts):
        if layout.name != "Blank":
            deck.slide_layouts.remove(layout)
    deck.save(tmp_path / "kantor.pptx")
    with pytest.raises(ParameterError, match="Blank") as refused:
        open_template(tmp_path / "kantor.pptx")
    assert refused.value.key == "slides_layout"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "kantor.pptx", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"ppt/{number}.xml", bytes(70 << 20))
    assert (tmp_path / "kantor.pptx").stat().st_size < 1 << 20
    assert refusal(tmp_path / "kantor.pptx") == "slides_size"


def test_a_large_file_and_too_many_parts_are_refused(tmp_path, monkeypatch):
    path = office(tmp_path / "kantor.pptx")
    monkeypatch.setattr(slides_template, "MOST_PARTS", 5)
    assert refusal(path) == "slides_size"
    monkeypatch.setattr(slides_template, "LARGEST_MB", 0)
    assert refusal(path) == "slides_size"


def test_a_template_that_declares_entities_is_refused(tmp_path):
    def with_entity(name, content):
        if name != "ppt/presentation.xml":
            return content
        kind = b'<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        return content.replace(b"?>", b"?>" + kind, 1)

    path = rewritten(office(tmp_path / "a.pptx"), tmp_path / "kantor.pptx", with_entity)
    with pytest.raises(ParameterError, match="tidak terbaca"):
        open_template(path)


@pytest.mark.parametrize("kind", ["vbaProject", "oleObject", "control", "package"])
def test_a_template_that_holds_what_runs_is_refused_whatever_it_is_called(tmp_path, kind):
    target = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def with_part(name, content):
        if name != "ppt/_rels/presentation.xml.rels":
            return content
        more = f'<Relationship Id="rId99" Type="{target}/{kind}" Target="theme/theme1.xml"/>'
        return content.replace(b"</Relationships>", more.encode() + b"</Relationships>")

    path = rewritten(office(tmp_path / "a.pptx"), tmp_path / "kantor.pptx", with_part)
    with pytest.raises(ParameterError, match="makro"):
        open_template(path)


def test_only_presentations_by_their_names_are_opened(tmp_path):
    path = office(tmp_path / "a.pptx").rename(tmp_path / "a.exe")
    with pytest.raises(ParameterError, match="tidak terbaca"):
        open_template(path)


def test_what_tells_of_persons_in_a_template_does_not_reach_the_slides(tables, tmp_path):
    def with_name(name, content):
        if name != "_rels/.rels":
            return content
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        more = f'<Relationship Id="r9" Type="{kind}/custom-properties" Target="docProps/app.xml"/>'
        return content.replace(b"</Relationships>", more.encode() + b"</Relationships>")

    path = rewritten(office(tmp_path / "a.pptx"), tmp_path / "kantor.pptx", with_name)
    with zipfile.ZipFile(io.BytesIO(report_slides(tables, path).content)) as parts:
        assert not any(name.startswith("docProps/app") for name in parts.namelist())
