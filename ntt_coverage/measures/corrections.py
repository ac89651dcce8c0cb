"""Corrections beside the printed figures, never in their place."""

import pandas as pd

__all__ = ["attach_corrections"]

CORRECTION_NAMES = {
    "value": "corrected_value",
    "status": "correction_status",
    "source_id": "correction_source",
}


def attach_corrections(table: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Attach the correction of each row's statement.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table with ``statement_id``.
    corrections : pandas.DataFrame
        As returned by ``intake.corrections.read_corrections``.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``corrected_value`` (in the unit of the printed one),
        ``correction_status`` (confirmed, probable) and ``correction_source``; missing where
        nothing is corrected. Corrections of statements that are not in the table are left out.
    """
    named = corrections.set_index("statement_id")[list(CORRECTION_NAMES)]
    named = named.rename(columns=CORRECTION_NAMES)
    return table.merge(
        named, left_on="statement_id", right_index=True, how="left", validate="many_to_one"
    )
