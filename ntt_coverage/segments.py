"""Kinds of workers in words: what is said of non-ASN staff is not said of the others."""

from contextlib import suppress
from typing import Any

from ntt_coverage.language import say
from ntt_coverage.measures.evidence import SEGMENT

__all__ = ["say_of"]


def say_of(segment: str, key: str, lang: str, /, **values: Any) -> str:
    """Say a text about a kind of worker: ``{group}`` in it is their name.

    A government enrols its non-ASN staff; of other kinds of workers a regency has members,
    and what is said otherwise of them stands under ``members.`` and the key.

    Parameters
    ----------
    segment : str
        The kind of worker.
    key, lang : str
        As in ``say``.
    **values
        As in ``say``.

    Returns
    -------
    str

    Examples
    --------
    >>> say_of("non_asn", "state.enrolled", "id"), say_of("vulnerable", "state.enrolled", "id")
    ('Mendaftarkan', 'Ada peserta')
    """
    values["group"] = say(f"group.{segment}", lang)
    if segment != SEGMENT:
        with suppress(KeyError):
            return say(f"members.{key}", lang, **values)
    return say(key, lang, **values)
