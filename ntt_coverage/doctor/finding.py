"""One thing that was looked at, and how it is said."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import Any

from ntt_coverage.errors import CoverageError
from ntt_coverage.language import format_date, plain_line, say

__all__ = ["Finding"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Parameters
    ----------
    said : str
        Key of the sentence, without its ``doctor.`` prefix; that of a fault names the cure too.
    verdict : {"ok", "note", "fault"}
        A note is something to know that stops nothing.
    facts : mapping of str to object
        What the sentence names.
    fault : CoverageError or None
        The error met, if one was; it says its own cure.
    """

    said: str
    _: KW_ONLY
    verdict: str = "ok"
    facts: Mapping[str, Any] = field(default_factory=dict)
    fault: CoverageError | None = None

    @property
    def good(self) -> bool:
        """Whether nothing has to be done."""
        return self.verdict != "fault"

    def line(self, lang: str) -> str:
        """Write the finding, and the cure where there is a fault.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
            One line.
        """
        facts = {
            name: format_date(fact, lang) if isinstance(fact, date) else fact
            for name, fact in self.facts.items()
        }
        told = self.fault.say(lang) if self.fault else say(f"doctor.{self.said}", lang, **facts)
        return f"[{say(f'doctor.{self.verdict}', lang)}] {plain_line(' '.join(told.split()))}"
