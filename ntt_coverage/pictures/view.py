"""One choice among all that can be shown, and the plain code that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.measures.coverage import BASES
from ntt_coverage.measures.evidence import SEGMENT, SEGMENTS
from ntt_coverage.pictures.charts import draw_ranking, draw_timeline
from ntt_coverage.pictures.choropleth import draw_map
from ntt_coverage.pictures.picture import Picture
from ntt_coverage.pictures.themes import THEMES
from ntt_coverage.pipeline import Dataset, QuarterCoverage, coverage_in

__all__ = ["KINDS", "View"]

KINDS = ("map", "ranking", "timeline")
"""The figures that a view can be drawn as."""


@dataclass(frozen=True, kw_only=True)
class View:
    """What an analyst looks at.

    Parameters
    ----------
    spec : ReportSpec
        Quarter and language.
    theme : str
        What maps show, a name of ``THEMES``.
    segment, base : str
        The kind of worker; what rates stand on.
    kind : str
        One of ``KINDS``.
    """

    spec: ReportSpec
    theme: str = "status"
    segment: str = SEGMENT
    base: str = "own"
    kind: str = "map"

    @classmethod
    def parse(cls, asked: Mapping[str, str]) -> "View":
        """Check what was kept of a view.

        Parameters
        ----------
        asked : mapping of str to str
            As `kept` returned it.

        Returns
        -------
        View

        Raises
        ------
        ParameterError
            If the quarter or the language is of another form, or there is no such theme, kind of
            worker, base or kind of figure.
        """
        spec = ReportSpec.parse(asked.get("quarter", ""), asked.get("lang", ""))
        named = {name: asked[name] for name in ("theme", "segment", "base", "kind")}
        if named["theme"] not in THEMES:
            raise ParameterError("theme", value=named["theme"], themes=", ".join(THEMES))
        if named["segment"] not in SEGMENTS:
            raise ParameterError("segment", value=named["segment"], segments=", ".join(SEGMENTS))
        if named["base"] not in BASES:
            raise ParameterError("base", value=named["base"], bases=", ".join(BASES))
        if named["kind"] not in KINDS:
            raise ParameterError("figure_kind", value=named["kind"], kinds=", ".join(KINDS))
        return cls(spec=spec, **named)

    @property
    def kept(self) -> dict[str, str]:
        """What a manifest keeps of it."""
        return {
            "quarter": str(self.spec.quarter),
            "lang": self.spec.lang,
            "theme": self.theme,
            "segment": self.segment,
            "base": self.base,
            "kind": self.kind,
        }

    def states(self, data: Dataset) -> QuarterCoverage:
        """Return the states that it shows.

        Parameters
        ----------
        data : Dataset
            What ``load`` returned.

        Returns
        -------
        QuarterCoverage

        Raises
        ------
        ParameterError
            If there is no such kind of worker or base.
        """
        return coverage_in(self.spec, data, self.segment, self.base)

    def draw(self, data: Dataset) -> Picture:
        """Draw it for a slide.

        Parameters
        ----------
        data : Dataset
            What ``load`` returned.

        Returns
        -------
        Picture

        Raises
        ------
        ParameterError
            If there is no such theme, kind of worker or base.
        """
        if self.kind == "timeline":
            quarter, lang = str(self.spec.quarter), self.spec.lang
            return draw_timeline(data, quarter, lang, segment=self.segment)
        states = self.states(data)
        return draw_ranking(states) if self.kind == "ranking" else draw_map(states, self.theme)

    @property
    def code(self) -> str:
        """The plain code that draws it: a cell of a notebook, whose last line is the figure."""
        quarter = f'"{self.spec.quarter}"'
        language = [] if self.spec.lang == "id" else [f'"{self.spec.lang}"']
        segment = [] if self.segment == SEGMENT else [f'segment="{self.segment}"']
        base = [] if self.base == "own" else [f'base="{self.base}"']
        lines = ["import ntt_coverage as nc", "", "data = nc.load()"]
        if self.kind == "timeline":
            asked = ", ".join(["data", quarter, *language, *segment])
            return "\n".join([*lines, f"nc.draw_timeline({asked})"])
        asked = ", ".join([quarter, *language, *segment, *base, "data=data"])
        theme = "" if self.theme == "status" else f', "{self.theme}"'
        drawn = "draw_ranking(tables)" if self.kind == "ranking" else f"draw_map(tables{theme})"
        return "\n".join([*lines, f"tables = nc.coverage({asked})", f"nc.{drawn}"])
