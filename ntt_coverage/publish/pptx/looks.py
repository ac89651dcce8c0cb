"""How shapes and letters on a slide look, as DrawingML."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from pptx.oxml.ns import nsdecls

from ntt_coverage.pictures.palette import LINE
from ntt_coverage.publish.pptx.text import harmless

__all__ = ["DRAWING", "LANGUAGE", "QUIET_INK", "Look", "Place", "Words"]

Place = tuple[float, float, float, float]
"""Left, top, width, height, in inches."""

QUIET_INK = "tx2"
"""The second colour of letters of whatever theme the deck has."""

PATTERNS = {
    "////": "wdUpDiag",
    "\\\\\\\\": "wdDnDiag",
    "||||": "narVert",
    "xxxx": "diagCross",
    "++++": "smGrid",
    "....": "pct20",
}
"""PowerPoint's names of the patterns that matplotlib names so."""

EMU_PER_POINT = 12_700
LANGUAGE = {"id": "id-ID", "en": "en-GB"}
DRAWING = nsdecls("p", "a")


@dataclass(frozen=True, kw_only=True)
class Look:
    """How an area looks.

    Parameters
    ----------
    face : str
        Its colour; none if blank.
    hatch : str
        Its pattern, by matplotlib's name; "" is plain.
    line : str
        The colour of its edge; none if blank.
    width : float
        Of the edge, in points.
    dashed : bool
        Whether the edge is.
    """

    face: str = ""
    hatch: str = ""
    line: str = ""
    width: float = 0.6
    dashed: bool = False

    def fill(self) -> str:
        """Return the fill as DrawingML.

        Returns
        -------
        str
        """
        if not self.face:
            return "<a:noFill/>"
        if not self.hatch:
            return f"<a:solidFill>{_colour(self.face)}</a:solidFill>"
        return (
            f'<a:pattFill prst="{PATTERNS[self.hatch]}"><a:fgClr>{_colour(LINE)}</a:fgClr>'
            f"<a:bgClr>{_colour(self.face)}</a:bgClr></a:pattFill>"
        )

    def edge(self, scale: float) -> str:
        """Return the edge as DrawingML.

        Parameters
        ----------
        scale : float
            What a point is on the slide, in points.

        Returns
        -------
        str
        """
        if not self.line:
            return "<a:ln><a:noFill/></a:ln>"
        width = round(self.width * EMU_PER_POINT * scale)
        dash = '<a:prstDash val="dash"/>' if self.dashed else ""
        line = f"<a:solidFill>{_colour(self.line)}</a:solidFill>{dash}<a:round/>"
        return f'<a:ln w="{width}">{line}</a:ln>'


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is written, and how.

    Parameters
    ----------
    text : str
        Lines are parted by line breaks.
    size : float
        Points.
    bold, italic : bool
        Of the letters.
    ink : str
        A colour, or the name of one of the deck's theme.
    across : {"l", "ctr", "r"}
        Where lines begin.
    down : {"t", "ctr", "b"}
        Where the text stands in its box.
    wrap : bool
        Whether lines are broken where the box ends.
    """

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    ink: str = "tx1"
    across: str = "l"
    down: str = "t"
    wrap: bool = True

    def paragraphs(self, lang: str, scale: float) -> str:
        """Return the text as paragraphs of DrawingML.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.
        scale : float
            What a point is on the slide, in points.

        Returns
        -------
        str
        """
        look = ' b="1"' * self.bold + ' i="1"' * self.italic
        letters = f'lang="{LANGUAGE[lang]}" sz="{round(self.size * scale * 100)}"{look} dirty="0"'
        ink = f"<a:solidFill>{_colour(self.ink)}</a:solidFill>"
        begin = f'<a:p><a:pPr algn="{self.across}"/>'
        return "".join(
            f"{begin}<a:r><a:rPr {letters}>{ink}</a:rPr><a:t>{escape(line)}</a:t></a:r></a:p>"
            if line
            else f"{begin}<a:endParaRPr {letters}/></a:p>"  # else it is as high as large letters
            for line in harmless(self.text).split("\n")
        )

    def body(self, lang: str, scale: float) -> str:
        """Return the text with the box that it stands in, as PresentationML.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.
        scale : float
            What a point is on the slide, in points.

        Returns
        -------
        str
        """
        wrap = "square" if self.wrap else "none"
        return (
            f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
            f'anchor="{self.down}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{self.paragraphs(lang, scale)}</p:txBody>"
        )


def _colour(name: str) -> str:
    if name.startswith("#"):
        return f'<a:srgbClr val="{name[1:].upper()}"/>'
    return f'<a:schemeClr val="{name}"/>'
