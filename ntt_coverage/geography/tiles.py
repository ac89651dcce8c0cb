"""Where each unit's tile stands: all of one size, near its place on the map.

On a map Sumba Timur is 45 times as large as Kota Kupang; as tiles each government counts once.
"""

import pandas as pd

from ntt_coverage.packaged import packaged_table

__all__ = ["load_tiles"]


def load_tiles() -> pd.DataFrame:
    """Return the place of each unit's tile.

    Returns
    -------
    pandas.DataFrame
        22 rows in the order of ``tiles.csv``: ``bps_code``, ``row`` (0 is the north) and
        ``column`` (0 is the west). The layout is ours: Flores and its islands in the first row
        from west to east, Timor at the right, Sumba at the left, Sabu and Rote in the south.
    """
    table = pd.DataFrame(packaged_table(__package__, "tiles.csv"))
    return table.astype({"row": int, "column": int})
