"""Everything that the project's tables say, read and cleaned; outlines are not needed for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pandas as pd

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.added import Added, all_sources, joined, read_added
from ntt_coverage.intake.cleaning import Cleaned, clean_statements, with_segment_words
from ntt_coverage.intake.corrections import read_corrections
from ntt_coverage.intake.denominators import clean_denominators, stated_denominators
from ntt_coverage.intake.rates import read_rates
from ntt_coverage.intake.relations import no_relations, read_relations
from ntt_coverage.intake.sources import (
    read_denominators,
    read_sources,
    read_statements,
    source_dates,
)
from ntt_coverage.paths import ProjectPaths

__all__ = ["Figures", "read_figures", "with_added"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures:
    """What the tables of a project say.

    Parameters
    ----------
    cleaned : Cleaned
        Observations, issues, and how many rows were read.
    sources, denominators : pandas.DataFrame
        One row per source; one row per figure that a share may stand on.
    corrections, rates : pandas.DataFrame
        One row per misprinted statement; one row per rate of contributions.
    checkable : pandas.DataFrame
        The observations; the details of some of them (parts, budgets, bases that the map does
        not need); head counts of staff. With ``segment_text`` as printed.
    relations : pandas.DataFrame
        How some of them relate.
    """

    cleaned: Cleaned
    sources: pd.DataFrame = field(repr=False)
    denominators: pd.DataFrame = field(repr=False)
    corrections: pd.DataFrame = field(repr=False)
    rates: pd.DataFrame = field(repr=False)
    checkable: pd.DataFrame = field(repr=False)
    relations: pd.DataFrame = field(repr=False)


def read_figures(paths: ProjectPaths) -> Figures:
    """Read and clean the tables of a project.

    Parameters
    ----------
    paths : ProjectPaths
        Where the project lies.

    Returns
    -------
    Figures

    Raises
    ------
    SourceLayoutError
        If a table is missing or cannot be read, a correction no longer fits, or a detail
        cannot be read.
    """
    sources = read_sources(paths.sources)
    dates = source_dates(sources)
    printed = read_statements(paths.statements)
    cleaned = clean_statements(printed, dates)
    details = [read_statements([path]) for path in paths.details]
    read = [clean_statements(table, dates, reader="check") for table in details]
    for detail in read:
        for issue in detail.issues.to_dict("records"):
            cell = {name: issue[name] for name in ("file", "row", "column", "value")}
            raise SourceLayoutError("bad_cell", fault=issue["message_id"], **cell)
    denominators = clean_denominators(read_denominators(paths.denominators), dates)
    relations = pd.concat([no_relations(), *map(read_relations, paths.relations)])
    named = {
        key for keys in (relations["whole"], *relations["parts"].str.split("|")) for key in keys
    }
    counted = stated_denominators(denominators, named)
    checkable = pd.concat(
        [cleaned.observations, *(detail.observations for detail in read), counted]
    )
    figures = Figures(
        cleaned=cleaned,
        sources=sources,
        denominators=denominators,
        corrections=read_corrections(paths.corrections, printed, known=dates),
        rates=read_rates(paths.contribution_rates, known=dates),
        checkable=with_segment_words(checkable, pd.concat([printed, *details])),
        relations=relations,
    )
    return with_added(figures, [read_added(folder) for folder in paths.added])


AnyFigures = TypeVar("AnyFigures", bound=Figures)


def with_added(figures: AnyFigures, added: Sequence[Added]) -> AnyFigures:
    """Join what the tables say and what added files say.

    Parameters
    ----------
    figures : Figures
        What the tables say; with what was made from them, if there is more.
    added : sequence of Added
        In the order in which they are read.

    Returns
    -------
    Figures
        Of the same type.

    Raises
    ------
    SourceLayoutError
        If two sources have the same key.
    """
    if not added:
        return figures
    new = [one.cleaned.observations for one in added]
    return replace(
        figures,
        cleaned=joined(figures.cleaned, added),
        sources=all_sources(figures.sources, added),
        checkable=pd.concat([figures.checkable, *new]),
    )
