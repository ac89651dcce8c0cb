"""Slips of the hand and eye between a number that was meant and the one that was printed."""

__all__ = ["slip_between", "undoubled"]


def slip_between(printed: float, meant: float) -> str | None:
    """Name the one slip that turns a number into another.

    Two neighbouring digits in each other's place, one digit lost, or one digit written twice.
    A wrong digit alone is no slip here: it would explain any two numbers of one length.

    Parameters
    ----------
    printed, meant : float
        Whole numbers; others are never explained.

    Returns
    -------
    {"transposed", "lost", "doubled"} or None

    Examples
    --------
    >>> slip_between(5892, 5829), slip_between(58, 158), slip_between(11529, 1529)
    ('transposed', 'lost', 'doubled')
    """
    if printed != int(printed) or meant != int(meant) or min(printed, meant) <= 0:
        return None
    seen, wanted = str(int(printed)), str(int(meant))
    if len(seen) == len(wanted):
        return "transposed" if _transposed(seen, wanted) else None
    if len(seen) == len(wanted) - 1:
        return "lost" if any(_without(wanted, i) == seen for i in range(len(wanted))) else None
    if len(seen) == len(wanted) + 1:
        twins = [i for i in range(1, len(seen)) if seen[i] == seen[i - 1]]
        return "doubled" if any(_without(seen, i) == wanted for i in twins) else None
    return None


def _transposed(seen: str, wanted: str) -> bool:
    apart = [i for i, (a, b) in enumerate(zip(seen, wanted, strict=True)) if a != b]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return seen[first] == wanted[second] and seen[second] == wanted[first]


def _without(digits: str, place: int) -> str:
    return digits[:place] + digits[place + 1 :]


def undoubled(printed: float) -> list[int]:
    """Return the numbers that a number may be with one digit written twice.

    Parameters
    ----------
    printed : float
        A whole number.

    Returns
    -------
    list of int

    Examples
    --------
    >>> undoubled(444380)
    [44380]
    """
    seen = str(int(printed))
    return sorted({int(_without(seen, i)) for i in range(1, len(seen)) if seen[i] == seen[i - 1]})
