"""Units as cells name them: "orang", "persons" and "pekerja" are one."""

from functools import cache

from ntt_coverage.packaged import packaged_table

__all__ = ["read_unit"]


@cache
def read_unit(text: str) -> str:
    """Read the unit that a cell names.

    Parameters
    ----------
    text : str
        Such as "orang", "%" or "Kabupaten/Kota".

    Returns
    -------
    str
        The unit of this house; a text that is not known stays as it is.

    Examples
    --------
    >>> read_unit("Orang"), read_unit("%"), read_unit("ekor")
    ('persons', 'percent', 'ekor')
    """
    bare = " ".join(text.casefold().split()).rstrip(".")
    for row in packaged_table(__package__, "units.csv"):
        if bare in row["words"].split("|"):
            return row["unit"]
    return text
