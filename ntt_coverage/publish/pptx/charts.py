"""Timeline and persons as native charts, whose numbers can be edited like any others."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.util import Pt
from xlsxwriter import Workbook

from ntt_coverage.language import say
from ntt_coverage.pictures.chartdata import others_text, ranking_of, timeline_of
from ntt_coverage.pictures.palette import APPROXIMATE, COLOURS, LINE, RULE
from ntt_coverage.pipeline import QuarterCoverage
from ntt_coverage.printed import printed_day
from ntt_coverage.publish.pptx.looks import Place
from ntt_coverage.publish.pptx.message import TEXT, Message, Page, write_large
from ntt_coverage.publish.pptx.text import harmless, height_of
from ntt_coverage.publish.workbooks import AUTHOR, FIXED_TIME, INERT_OPTIONS

__all__ = ["persons_message", "timeline_message"]

LETTERS, SMALLEST = 12, 10
"""Points."""

NUMBERS = {"id": (".", r"\."), "en": (",", r"\,")}
"""The mark of thousands, and as a number format holds it: not that of the reader's computer."""

BAR = 0.75
"""Inches of the chart for each bar, at most."""


def timeline_message(last: QuarterCoverage) -> Message:
    """Show how many units enrol in each quarter, up to one.

    Parameters
    ----------
    last : QuarterCoverage
        The last quarter.

    Returns
    -------
    Message
    """
    said = timeline_of(last)
    return Message(
        passport=replace(said.passport, name="slide-timeline"),
        subtitle=said.subtitle,
        reading=(said.alt,),
        draw=lambda page: _draw_timeline(page, said.rows, said.alt),
    )


def _draw_timeline(page: Page, counts: pd.DataFrame, alt: str) -> None:
    """Draw a column for each quarter; of one without any data only what is not known."""
    lang = page.canvas.lang
    if counts.empty:
        write_large(page, say("slides.no_source_text", lang))
        return
    told = counts["unknown"] < counts[["enrolled", "not_enrolled", "unknown"]].sum(axis="columns")
    data = CategoryChartData(number_format="0")
    for year, rows in counts.groupby(counts["quarter"].str[:4]):
        category = data.add_category(str(year))
        for quarter in rows["quarter"]:
            category.add_sub_category(quarter[-1])
    known = counts[["enrolled", "not_enrolled"]].astype(object).where(told, None)
    series = {say(f"state.{name}", lang): known[name].tolist() for name in known}
    series[say("timeline.unknown", lang)] = counts["unknown"].tolist()
    for name, values in series.items():
        data.add_series(name, values)
    names = [[quarter[:4], quarter[-1]] for quarter in counts["quarter"]]
    chart = _add_chart(page, XL_CHART_TYPE.COLUMN_STACKED, data, page.body, alt)
    _embed(chart, names, series)
    _legend(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    for each, name in zip(plot.series, ("enrolled", "not_enrolled", "no_data"), strict=True):
        _fill(each.format.fill, COLOURS[name], hatched=name == "no_data")
        each.format.line.color.rgb = _rgb(LINE)
        each.format.line.width = _points(page, 0.5)
    _number_columns(page, plot.series[0])
    axis = chart.value_axis
    axis.maximum_scale, axis.minimum_scale, axis.major_unit = 22, 0, 2
    axis.major_gridlines.format.line.color.rgb = _rgb(RULE)
    axis.format.line.fill.background()
    axis.tick_labels.font.size = _points(page, LETTERS - 1)
    dates = chart.category_axis.tick_labels
    dates.font.size = _points(page, SMALLEST)
    dates.font._element.getparent().getparent().getparent().bodyPr.set("rot", "0")
    chart.category_axis.format.line.color.rgb = _rgb(LINE)


def _number_columns(page: Page, series: Any) -> None:
    """Write the number into each column of those that enrol; a zero needs none."""
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;;", False
    labels.font.size, labels.font.bold = _points(page, LETTERS - 1), True
    labels.font.color.rgb = _rgb("#ffffff")
    labels.position = XL_LABEL_POSITION.CENTER


def persons_message(states: QuarterCoverage) -> Message:
    """Show how many persons each unit enrols, where that is known.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter.

    Returns
    -------
    Message
    """
    said = ranking_of(states)
    lang, known = states.spec.lang, said.rows["persons"].notna()
    unnumbered, rows = ", ".join(said.rows.loc[~known, "name"]), said.rows[known]
    notes = [say("slides.unnumbered", lang, names=unnumbered)] if unnumbered else []
    others = others_text(states)
    rest = say("slides.others", lang, others=others) if others else ""
    notes += filter(None, [said.note if len(rows) else rest])
    if not len(rows) and said.rows["disputed"].any():  # else the note above says it
        notes.append(f"* {say('state.disputed', lang)}")
    return Message(
        passport=replace(said.passport, name="slide-persons"),
        subtitle=said.subtitle,
        reading=(said.alt,),
        draw=lambda page: _draw_persons(page, rows, "\n".join(notes), said.alt),
    )


def _draw_persons(page: Page, rows: pd.DataFrame, note: str, alt: str) -> None:
    """Draw a bar for each unit with a number, and name those without one."""
    left, top, width, height = page.body
    if rows.empty:
        write_large(page, note)
        return
    under = min(height_of(harmless(note), TEXT, width), height / 3)
    lang = page.canvas.lang
    days = [
        printed_day(day, precision, lang)
        for day, precision in zip(rows["as_of"], rows["as_of_precision"], strict=True)
    ]
    names = [
        harmless(f"{name}, {day}" if day else name)
        for name, day in zip(rows["name"], days, strict=True)
    ]
    data = CategoryChartData(number_format=_format(lang))
    data.categories = names
    series = {say("persons.name", lang): rows["persons"].tolist()}
    for name, values in series.items():
        data.add_series(name, values)
    deep = min(height - under - 0.2, 0.4 + BAR * len(rows))
    chart = _add_chart(page, XL_CHART_TYPE.BAR_CLUSTERED, data, (left, top, width, deep), alt)
    _embed(chart, [[name] for name in names], series)
    chart.has_legend, chart.has_title = False, False
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    bars = plot.series[0]
    _fill(bars.format.fill, COLOURS["enrolled"])
    labels = bars.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _format(lang), False
    labels.font.size, labels.position = _points(page, LETTERS + 1), XL_LABEL_POSITION.OUTSIDE_END
    for at, (text, about) in enumerate(zip(rows["text"], rows["about"], strict=True)):
        if about:
            _mark_approximate(bars.points[at], text, _points(page, LETTERS + 1))
    axis = chart.category_axis
    axis.reverse_order = True
    axis.tick_labels.font.size = _points(page, LETTERS + 1)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = _rgb(LINE)
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale = 0
    chart.value_axis.maximum_scale = 1.15 * max(float(rows["persons"].max()), 1)
    write_large(page, note, (left, top + deep + 0.2, width, under), TEXT)


def _mark_approximate(point: Any, text: str, size: Any) -> None:
    _fill(point.format.fill, APPROXIMATE, hatched=True)
    frame = point.data_label.text_frame
    frame.text = harmless(text)
    frame.paragraphs[0].runs[0].font.size = size
    point.data_label.position = XL_LABEL_POSITION.OUTSIDE_END


def _format(lang: str) -> str:
    """Return the number format that writes 2480 as the language does, on every computer."""
    mark = NUMBERS[lang][1]
    return f"[>=1000000]#{mark}###{mark}##0;[>=1000]#{mark}##0;0"


# What both charts share


def _add_chart(page: Page, kind: Any, data: CategoryChartData, place: Place, alt: str) -> Chart:
    canvas = page.canvas
    shapes: Any = canvas.slide.shapes
    frame = shapes.add_chart(kind, *canvas.at(place), data)
    canvas.name_frame(frame._element, say("slides.chart", canvas.lang), alt)
    chart: Chart = frame.chart
    chart.font.size = _points(page, LETTERS)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return chart


def _points(page: Page, size: float) -> Any:
    return Pt(round(size * page.canvas.scale, 1))


def _legend(chart: Chart) -> None:
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False


def _fill(fill: Any, colour: str, *, hatched: bool = False) -> None:
    if not hatched:
        fill.solid()
        fill.fore_color.rgb = _rgb(colour)
        return
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = _rgb(LINE), _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())


def _embed(chart: Chart, names: list[list[str]], series: dict[str, list[Any]]) -> None:
    """Replace the chart's workbook by one in which a text stays a text, and no hour stands."""
    content = BytesIO()
    book = Workbook(content, INERT_OPTIONS)
    book.set_properties({"author": AUTHOR, "created": FIXED_TIME})
    sheet = book.add_worksheet("Sheet1")  # the chart's references name it
    first = len(names[0])
    for row, levels in enumerate(names, start=1):
        for column, name in enumerate(levels):
            if column == first - 1 or row == 1 or names[row - 2][column] != name:
                sheet.write_string(row, column, name)
    for column, (name, values) in enumerate(series.items(), start=first):
        sheet.write_string(0, column, name)
        for row, value in enumerate(values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)
    book.close()
    part: Any = chart.part
    part.chart_workbook.update_from_xlsx_blob(content.getvalue())
