"""Who is covered, where, and says who.

Enrolment of non-ASN government staff in BPJS Ketenagakerjaan in the 22 regencies and cities
of Nusa Tenggara Timur. A few verbs are all that a notebook needs:

``load`` the data, ``check`` what it prints, ``coverage`` the tables, ``draw_*`` the maps
and charts, ``show_*`` the parts of a report, ``write_products`` the files.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Quarter": "quarters",
    "ProjectPaths": "paths",
    "CoverageError": "errors",
    "resolve": "regencies",
    "load_regencies": "regencies",
    "read_raw": "intake.raw",
    "clean_file": "intake.tables",
    "clean_table": "intake.tables",
    "load": "pipeline",
    "preview": "previews",
    "coverage": "pipeline",
    "check": "pipeline",
    "find_contradictions": "pipeline",
    "quarters_of": "pipeline",
    "ReportSpec": "identity",
    "narrate": "narrative",
    "explore": "explorer",
    "profile": "profiles",
    "draw_history": "pictures.history",
    "draw_locator": "pictures.locator",
    "draw_change": "pictures.choropleth",
    "draw_map": "pictures.choropleth",
    "draw_multiples": "pictures.multiples",
    "draw_parts": "pictures.parts",
    "draw_ranking": "pictures.charts",
    "draw_tiles": "pictures.tilemap",
    "draw_timeline": "pictures.charts",
    "draw_web_map": "pictures.webmap",
    "persons_theme": "pictures.themes",
    "pooled_breaks": "pictures.classes",
    "figures_of": "publish.redraw",
    "redraw": "publish.redraw",
    "rate_theme": "pictures.themes",
    "show_audit": "publish.audit",
    "show_cells": "publish.office",
    "show_changes": "publish.story",
    "show_cleaning": "publish.office",
    "show_contested": "publish.profile_sections",
    "show_contradictions": "publish.audit",
    "show_corrections": "publish.audit",
    "show_costs": "publish.costs_section",
    "show_coverage": "publish.sections",
    "show_fits": "publish.audit",
    "show_figures": "publish.redraw",
    "show_observations": "publish.office",
    "show_finding": "publish.sections",
    "show_gaps": "publish.gaps_section",
    "show_history": "publish.profile_sections",
    "show_known": "publish.sections",
    "show_method": "publish.sections",
    "show_needs": "publish.profile_sections",
    "show_neighbours": "publish.profile_sections",
    "show_picture": "publish.sections",
    "show_pictures": "publish.sections",
    "show_place": "publish.profile_sections",
    "show_sources": "publish.sections",
    "show_statements": "publish.profile_sections",
    "show_story": "publish.story",
    "write_picture": "publish.files",
    "write_pictures": "publish.files",
    "write_products": "publish.products",
}
"""Where each name lives: it is loaded when first asked for, so that importing stays light."""

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
