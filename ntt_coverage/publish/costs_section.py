"""The section of a report on what enrolling the remaining staff would cost."""

import pandas as pd

from ntt_coverage.language import format_number, say
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.printed import printed_day
from ntt_coverage.publish.pieces import Section, paragraph, section, text_table
from ntt_coverage.readable import whole_number

__all__ = ["cost_table", "costs_not_known", "rupiah", "show_costs"]


def show_costs(tables: QuarterTables) -> Section:
    """Show the cost where it is known, and say why it is not elsewhere.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Section
        A table of the units with a cost, if there is one; a sentence for each reason.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.show_costs(nc.coverage("2019Q3"))
    Section(name='costs', title='Biaya mendaftarkan pegawai non-ASN yang belum terdaftar')
    """
    lang, costs = tables.spec.lang, tables.costs
    known = costs[costs["cost"].notna()]
    shown = [
        paragraph(say("report.costs_lead", lang, months=costs["months"].iloc[0])),
        text_table(cost_table(known, lang), lang),
    ]
    said = [paragraph(sentence) for sentence in costs_not_known(costs, lang)]
    parts = [*shown, *said] if len(known) else said
    return section("costs", say("report.costs", lang), *parts)


def costs_not_known(costs: pd.DataFrame, lang: str) -> list[str]:
    """Say for how many units there is no cost, and why.

    Parameters
    ----------
    costs : pandas.DataFrame
        The costs of the units of a quarter.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of str
        A sentence for each reason.
    """
    reasons = costs.loc[costs["cost"].isna(), "reason"].value_counts(sort=False)
    return [
        say(f"costs.{reason}", lang, units=_units(number, len(costs), lang))
        for reason, number in reasons.items()
    ]


def _units(number: int, units: int, lang: str) -> str:
    form = "units_all" if number == units else "units"
    return say(f"costs.{form}", lang, number=number, all=units)


def cost_table(known: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Write costs as texts.

    Parameters
    ----------
    known : pandas.DataFrame
        Rows of ``costs_by_regency`` with a cost.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        To be shown by ``text_table``.
    """
    return pd.DataFrame(
        [
            {
                "regency": row["regency"],
                "uncovered_persons": whole_number(row["uncovered_persons"], lang),
                "counted": say(f"counted.{row['basis']}", lang),
                "as_of": printed_day(row["as_of"], row["as_of_precision"], lang),
                "monthly": rupiah(row["monthly"], lang),
                "cost": rupiah(row["cost"], lang),
                "source_id": row["source_ids"].replace("|", ", "),
            }
            for row in known.to_dict("records")
        ]
    )


def rupiah(amount: int, lang: str) -> str:
    """Write an amount: "Rp 10.530".

    Parameters
    ----------
    amount : int
        Rupiah.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    return say("text.rupiah", lang, n=format_number(amount, lang))
