"""Reading a deck back: its slides, every shape in its groups, and what it says."""

import io

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from ntt_coverage.pictures.lettering import LINE_HEIGHT, broken, text_size

EMU = 914_400


def opened(deck):
    """The slides of a deck by the names of their passports."""
    slides = Presentation(io.BytesIO(deck.content)).slides
    names = [passport.name for passport in deck.passports]
    return dict(zip(names, slides, strict=True))


def walked(shapes):
    """Every shape, those in groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from walked(shape.shapes)


def texts_of(slide):
    return [shape.text_frame.text for shape in walked(slide.shapes) if shape.has_text_frame]


def tables_of(slide):
    return [shape for shape in slide.shapes if shape.has_table]


def cells_of(shape):
    return [[cell.text for cell in row.cells] for row in shape.table.rows]


def chart_of(slide):
    return next((shape.chart for shape in slide.shapes if shape.has_chart), None)


def alt_of(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr") or ""


def units_of(slide, coverage):
    """The one shape of each unit, by its name."""
    wanted = {f"{row['regency']} ({row['bps_code']})" for row in coverage.to_dict("records")}
    found = [shape for shape in walked(slide.shapes) if shape.name in wanted]
    assert len(found) == len(wanted) == 22
    return {shape.name[-5:-1]: shape for shape in found}


def overflows(shape):
    """Tell whether a text box is too small for its letters."""
    body = shape.text_frame._txBody.bodyPr
    runs = [run for part in shape.text_frame.paragraphs for run in part.runs]
    if not runs or any(run.font.size is None for run in runs):
        return False  # of a placeholder: its size is that of the template
    size = max(run.font.size for run in runs) / Pt(1)
    weight = "bold" if any(run.font.bold for run in runs) else "normal"
    width, height = shape.width / EMU * 72, shape.height / EMU * 72
    text = shape.text_frame.text
    if body.get("wrap") != "none":
        lines = broken(text, size, width, weight).count("\n") + 1
        return lines * size * LINE_HEIGHT > height + 1
    wide, high = text_size(text, size, weight)
    return wide > width + 1 or high > height + 1
