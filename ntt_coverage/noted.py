"""What our data note in English, for Indonesian readers: offices, publishers, what is counted."""

from collections.abc import Mapping
from functools import cache

from ntt_coverage.packaged import packaged_table

__all__ = ["noted_text"]


def noted_text(noted: str, lang: str) -> str:
    """Write in the reader's language what a transcription notes in English.

    Parameters
    ----------
    noted : str
        An office, a publisher, what is counted, or a place in a source: as ``data/raw`` has it.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        As it is noted where ``noted.csv`` has no words for it.

    Examples
    --------
    >>> noted_text("reporter", "id"), noted_text("Dinas Sosial", "id")
    ('wartawan', 'Dinas Sosial')
    """
    return noted if lang == "en" else _words().get(noted, noted)


@cache
def _words() -> Mapping[str, str]:
    return {row["noted"]: row["id"] for row in packaged_table(__package__, "noted.csv")}
