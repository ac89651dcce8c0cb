"""The notes of a slide: how to read it, and its sources in full."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from pptx.slide import Slide

from ntt_coverage.language import say
from ntt_coverage.noted import noted_text
from ntt_coverage.printed import printed_publication
from ntt_coverage.publish.pptx.message import Message
from ntt_coverage.publish.pptx.text import harmless

__all__ = ["cited_in_full", "write_notes"]


def write_notes(slide: Slide, message: Message, sources: pd.DataFrame) -> None:
    """Write the notes of a slide.

    Parameters
    ----------
    slide : pptx.slide.Slide
        Is changed.
    message : Message
        What it says.
    sources : pandas.DataFrame
        One row per source.
    """
    passport = message.passport
    lang = passport.spec.lang
    cited = list(cited_in_full(sources, passport.source_ids, lang))
    parts = [
        [passport.title, *message.subtitle.splitlines()],
        [say("report.method", lang), *message.reading, say("report.coverage_lead", lang)],
        [say("report.sources", lang), *cited] if cited else [],
        [message.credit, passport.label],
    ]
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        told = "\n\n".join("\n".join(filter(None, part)) for part in parts if part)
        frame.text = "\n".join(harmless(line) for line in told.split("\n"))


def cited_in_full(sources: pd.DataFrame, source_ids: Sequence[str], lang: str) -> Iterator[str]:
    """Write out sources: "S07. Timex Kupang, 16 Juli 2019. https://...".

    Parameters
    ----------
    sources : pandas.DataFrame
        One row per source.
    source_ids : sequence of str
        Which.
    lang : str
        ``"id"`` or ``"en"``.

    Yields
    ------
    str
        Of each one line.
    """
    rows: list[dict[str, Any]] = sources[sources["source_id"].isin(source_ids)].to_dict("records")
    for row in rows:
        day = printed_publication(row["date_published"], lang)
        published = f", {day}" if day else ""
        publisher = noted_text(row["publisher"], lang)
        yield f"{row['source_id']}. {publisher}{published}. {row['address']}".strip()
