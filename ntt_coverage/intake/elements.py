"""The few elements of a large XML part that are asked for, one at a time; nothing else is kept."""

from collections.abc import Collection, Iterator
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.ElementTree import DefusedXMLParser

__all__ = ["elements"]

PIECE = 1 << 16
MOST_WITHIN = 100_000
"""Elements within one that is asked for: a cell has some dozen."""


class _Picker:
    """What the parser reports to: keeps the elements asked for, under their local names."""

    def __init__(self, opened: Collection[str], whole: Collection[str]) -> None:
        self.opened = opened
        self.whole = whole
        self.found: list[Element] = []
        self.depth = 0
        self.size = 0
        self.builder = TreeBuilder()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if self.depth or name in self.whole:
            self.builder.start(name, attributes)
            self.depth += 1
            self.size += 1
            if self.size > MOST_WITHIN:
                raise ValueError(f"more than {MOST_WITHIN} elements in one")
        elif name in self.opened:
            self.found.append(Element(name, attributes))

    def data(self, text: str) -> None:
        if self.depth:
            self.builder.data(text)

    def end(self, tag: str) -> None:
        if not self.depth:
            return
        self.builder.end(tag.rpartition("}")[2])
        self.depth -= 1
        if not self.depth:
            self.found.append(self.builder.close())
            self.builder, self.size = TreeBuilder(), 0

    def close(self) -> None:
        pass


def elements(
    part: IO[bytes], *, opened: Collection[str] = (), whole: Collection[str] = ()
) -> Iterator[Element]:
    """Read an XML part piece by piece.

    Parameters
    ----------
    part : binary file
        The XML.
    opened : collection of str
        Local names of elements that are given when they open: attributes only, nothing within.
    whole : collection of str
        Local names of elements that are given when they close, with all that is within.

    Yields
    ------
    xml.etree.ElementTree.Element
        With local names as tags; attributes keep their namespaces.
    """
    picker = _Picker(opened, whole)
    parser = DefusedXMLParser(target=picker, forbid_dtd=True)
    while piece := part.read(PIECE):
        parser.feed(piece)
        yield from picker.found
        picker.found.clear()
    parser.close()
    yield from picker.found
