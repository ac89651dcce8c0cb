"""Where a unit lies: the map of the 22 units with one of them and its neighbours picked out."""

from dataclasses import replace

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.pictures.choropleth import draw_map
from ntt_coverage.pictures.classes import MapClass
from ntt_coverage.pictures.palette import PLACES
from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pictures.surround import source_line, sources_shown
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.printed import persons_number, printed_day
from ntt_coverage.profiles import RegencyProfile
from ntt_coverage.profiles.card import state_text

__all__ = ["draw_locator", "locator_theme"]


def draw_locator(unit: RegencyProfile, *, layout: str = "slide") -> Picture:
    """Draw where a unit lies.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.
    layout : {"slide", "page", "square", "print"}
        As for ``draw_map``.

    Returns
    -------
    Picture
        The title says the unit's state in the quarter; colours tell places, not states.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.draw_locator(nc.profile("Ende", "2021Q4")).passport.title
    'Kabupaten Ende: belum mendaftarkan, keadaan 26 November 2019'
    """
    return draw_map(unit.states, locator_theme(unit), layout=layout)


def locator_theme(unit: RegencyProfile) -> Theme:
    """Return what the map of a unit's place says.

    Parameters
    ----------
    unit : RegencyProfile
        What ``profile`` returned.

    Returns
    -------
    Theme
        Three classes: the unit, its neighbours, the others.
    """
    lang, own = unit.spec.lang, unit.regency
    coverage, near = unit.states.coverage, unit.neighbours
    relations = set(near["relation"])
    relation = relations.pop() if len(relations) == 1 else "both"
    labels = {
        "here": own.name,
        "near": say(f"locator.neighbours_{relation}", lang),
        "elsewhere": say("locator.others", lang),
    }
    shown = pd.Series("elsewhere", index=coverage.index, dtype="str")
    shown = shown.mask(coverage["bps_code"].isin(near["bps_code"]), "near")
    shown = shown.mask(coverage["bps_code"] == own.bps_code, "here")
    cited = coverage[coverage["bps_code"] == own.bps_code]
    where = say("profile.where", lang, capital=own.capital, islands=own.island_group)
    when = say("subtitle.when", lang, quarter=unit.spec.quarter.label(lang), as_of="")
    return Theme(
        name=f"locator-{own.bps_code}",
        states=unit.states,
        title=_title(unit),
        subtitle=f"{where}\n{when}",
        classes=tuple(
            MapClass(key=key, label=label, face=PLACES[key]) for key, label in labels.items()
        ),
        units=coverage[["bps_code", "regency", "state"]].assign(
            # states have no colour here: neither an old one nor a dispute is drawn
            last_known_state=pd.NA,
            disputed=False,
            **{"class": shown},
            value="",
            face=shown.map(PLACES),
            strong=shown == "here",
        ),
        sources=source_line(replace(unit.states, coverage=cited)),
        source_ids=sources_shown(cited),
        options={},
    )


def _title(unit: RegencyProfile) -> str:
    lang, row = unit.spec.lang, unit.row
    state = state_text({**row, "disputed": False}, lang)
    if row["disputed"]:
        state = f"{state} ({say('state.disputed', lang).lower()})"
    day = printed_day(row["as_of"], row["as_of_precision"], lang)
    if day and row["as_of_precision"] == "year":
        day = say("day.year", lang, year=day)
    said = {
        "regency": unit.regency.name,
        "state": state[0].lower() + state[1:],
        "as_of": say("locator.as_of", lang, day=day) if day else "",
    }
    number = persons_number(row, lang)
    if number:
        persons = say("map.persons", lang, n=number)
        return say("locator.title_persons", lang, **said, persons=persons)
    return say("locator.title", lang, **said)
