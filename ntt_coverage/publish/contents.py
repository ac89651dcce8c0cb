"""Which sections a report has, and in which order."""

from collections.abc import Sequence

from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.publish.audit import show_contradictions
from ntt_coverage.publish.costs_section import show_costs
from ntt_coverage.publish.pieces import Section
from ntt_coverage.publish.sections import (
    show_coverage,
    show_finding,
    show_known,
    show_method,
    show_picture,
    show_sources,
)
from ntt_coverage.publish.story import show_changes, show_story

__all__ = ["report_sections"]


def report_sections(tables: QuarterTables, pictures: Sequence[Picture]) -> list[Section]:
    """List the sections of a report as the notebook shows them, but for the web map.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    pictures : sequence of Picture
        Its maps and charts, in their order.

    Returns
    -------
    list of Section
        The finding first, the sources last.
    """
    shown = []
    for picture in pictures:
        shown.append(show_picture(tables, picture))
        if picture.name == "change":
            shown.append(show_changes(tables))
    return [
        show_finding(tables),
        show_story(tables),
        *shown,
        show_coverage(tables),
        show_known(tables),
        show_contradictions(tables),
        show_costs(tables),
        show_method(tables),
        show_sources(tables, pictures),
    ]
