"""Edits of the XML of workbooks and of web pages, as text: the parser must see the result."""

import random
import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from tests.fuzz.hostile import ATTRIBUTES, CELLS, COUNTS, NUMBERS, TEXTS

Edit = Callable[[str, random.Random], tuple[str, str]]
"""Gives the text changed, and says how; blank if there is nothing to change."""

ATTRIBUTE = re.compile(r'\s(?:[\w-]+:)?([\w-]+)="([^"]*)"')
TEXT = re.compile(r">([^<>]+)<")
LEAF = re.compile(r"<([\w:-]+)\b[^<>]*/>|<([\w:-]+)\b[^<>]*>[^<>]*</\2>")
TAG = re.compile(r"<(/?)([\w:-]+)\b")


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def change_attribute(text: str, chance: random.Random) -> tuple[str, str]:
    """Change one attribute; rare ones are as likely as those of every cell."""
    found = list(ATTRIBUTE.finditer(text))
    if not found:
        return text, ""
    name = chance.choice(sorted({one[1] for one in found}))
    one = chance.choice([one for one in found if one[1] == name])
    new = chance.choice(ATTRIBUTES.get(name, NUMBERS + TEXTS))
    return _put(
        text, one.span(2), escape(new, {'"': "&quot;"})
    ), f"{one[0].strip()} is {new[:40]!r}"


def change_all_of_an_attribute(text: str, chance: random.Random) -> tuple[str, str]:
    """Give one attribute the same value wherever it stands."""
    found = [one for one in ATTRIBUTE.finditer(text) if one[1] in ATTRIBUTES]
    if not found:
        return text, ""
    name = chance.choice(sorted({one[1] for one in found}))
    new = chance.choice(ATTRIBUTES[name])
    said = escape(new, {'"': "&quot;"})
    put = lambda one: _put(one[0], (one.start(2) - one.start(), one.end(2) - one.start()), said)  # noqa: E731
    pattern = re.compile(rf'\s(?:[\w-]+:)?({name})="([^"]*)"')
    return pattern.sub(put, text), f"every {name} is {new[:40]!r}"


def change_text(text: str, chance: random.Random) -> tuple[str, str]:
    """Put a hostile text between two tags."""
    found = [one for one in TEXT.finditer(text) if one[1].strip()]
    if not found:
        return text, ""
    one, new = chance.choice(found), chance.choice(TEXTS)
    return _put(text, one.span(1), escape(new)), f"{one[1][:30]!r} is {new[:40]!r}"


def change_leaf(text: str, chance: random.Random) -> tuple[str, str]:
    """Drop, double, move or empty one small element."""
    found = list(LEAF.finditer(text))
    if not found:
        return text, ""
    one, other = chance.choice(found), chance.choice(found)
    how = chance.choice(["dropped", "doubled", "swapped", "inside itself"])
    new = {
        "dropped": "",
        "doubled": one[0] * chance.choice([2, 2, 50]),
        "swapped": other[0],
        "inside itself": one[0].replace("</", f"{one[0]}</", 1),
    }[how]
    return _put(text, one.span(), new), f"{one[0][:40]!r} {how}"


def change_tag(text: str, chance: random.Random) -> tuple[str, str]:
    """Rename, close or drop one tag."""
    found = list(TAG.finditer(text))
    if not found:
        return text, ""
    one, other = chance.choice(found), chance.choice(found)
    new = chance.choice(
        [f"<{one[1]}{other[2]}", f"</{one[2]}", f"<{one[2]}x", "<", f"<!-- {one[0]}"]
    )
    return _put(text, one.span(), new), f"{one[0]!r} is {new!r}"


def change_all_of_a_tag(text: str, chance: random.Random) -> tuple[str, str]:
    """Rename all tags of one name."""
    names = sorted({one[2] for one in TAG.finditer(text)})
    if not names:
        return text, ""
    name, new = chance.choice(names), chance.choice([*names, "x"])
    return re.sub(rf"<(/?){re.escape(name)}\b", rf"<\1{new}", text), f"every <{name}> is <{new}>"


def insert(text: str, chance: random.Random) -> tuple[str, str]:
    """Put a piece of markup behind some tag."""
    ends = [one.end() for one in re.finditer(r">", text)]
    if not ends:
        return text, ""
    at, (name, piece) = chance.choice(ends), chance.choice(sorted(PIECES.items()))
    new = piece(chance)
    return _put(text, (at, at), new), f"{name} {new[:60]!r}"


def _cell(chance: random.Random) -> str:
    kind = chance.choice(ATTRIBUTES["t"])
    return f'<c r="{chance.choice(CELLS)}" t="{kind}"><v>{escape(chance.choice(NUMBERS))}</v></c>'


def _merges(chance: random.Random) -> str:
    areas = "".join(f'<mergeCell ref="{chance.choice(CELLS)}"/>' for _ in range(3))
    return f"<mergeCells>{areas}</mergeCells>"


def _formula(chance: random.Random) -> str:
    text = chance.choice(["SUM(A1:A2)", "[1]Data!A1", "cmd|x!A1", "1+1", ""])
    return f'<f t="{chance.choice(ATTRIBUTES["t"])}" si="{chance.choice(COUNTS)}">{text}</f>'


def _spanning(chance: random.Random) -> str:
    return f"<td rowspan={chance.choice(COUNTS)} colspan='{chance.choice(COUNTS)}'>1</td>"


def _nested(chance: random.Random) -> str:
    return "<table><tr><td>" * chance.choice([1, 3, 900]) + chance.choice(NUMBERS)


def _broken(chance: random.Random) -> str:
    return chance.choice(
        ["<script>", "<!--", "<style>", "<td", "<td x='", "</table>", "</td></tr>", "<![CDATA[",
         "<!DOCTYPE x>", '<!ENTITY a "b">', "]]>", "&a;", "<?x", "\x00", "\ufffe", "<a:b>", "</"]
    )  # fmt: skip


def _repeated(chance: random.Random) -> str:
    count = chance.choice(COUNTS)
    return (
        f'<table:table-row table:number-rows-repeated="{count}"><table:table-cell '
        f'table:number-columns-repeated="{chance.choice(COUNTS)}" office:value-type="float" '
        f'office:value="{chance.choice(NUMBERS)}"/></table:table-row>'
    )


PIECES = {
    "cell": _cell, "merged": _merges, "formula": _formula, "spanning": _spanning,
    "nested": _nested, "broken": _broken, "repeated": _repeated,
}  # fmt: skip

EDITS: tuple[Edit, ...] = (
    change_attribute, change_attribute, change_attribute, change_all_of_an_attribute, change_text,
    change_text, change_text, change_leaf, change_tag, change_all_of_a_tag, insert, insert,
)  # fmt: skip


def edited(text: str, chance: random.Random) -> tuple[str, str]:
    """Change markup in one way.

    Parameters
    ----------
    text : str
        An XML part or a web page.
    chance : random.Random
        Decides how.

    Returns
    -------
    tuple of str
        The text, and what was done to it.
    """
    for _ in range(20):
        new, said = chance.choice(EDITS)(text, chance)
        if said and new != text:
            return new, said
    return text, "nothing"
