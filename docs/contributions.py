"""The contributions of the glossary: what a source confirms, from the table of the data."""

from collections.abc import Callable
from typing import Any

from ntt_coverage.language import format_date, format_number, join_texts, say
from ntt_coverage.noted import noted_text
from ntt_coverage.pipeline import Dataset

HEADS = {
    "id": ("untuk", "program", "iuran", "dipakai untuk masa", "sumber"),
    "en": ("for", "programmes", "contribution", "used for", "source"),
}
FORMS = {
    "id": {"monthly_amount": "Rp {} sebulan", "percent_of_wage": "{}% dari upah"},
    "en": {"monthly_amount": "Rp {} a month", "percent_of_wage": "{}% of the wage"},
}
WAGE = {"id": ("upah minimum NTT", "Rp {} sebulan"), "en": ("minimum wage of NTT", "Rp {} a month")}
SPAN = {"id": "{} sampai {}", "en": "{} to {}"}


def part(data: Dataset, lang: str, markdown_table: Callable[..., str]) -> str:
    """Write the table of contributions and wages.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    lang : str
        ``"id"`` or ``"en"``.
    markdown_table : callable
        Writes headings and rows.

    Returns
    -------
    str
        Markdown, a row per confirmed rate.
    """
    rates = data.rates[data.rates["verified"]].merge(
        data.sources[["source_id", "publisher"]], on="source_id", validate="many_to_one"
    )
    return markdown_table(HEADS[lang], (_row(rate, lang) for rate in rates.to_dict("records")))


def _row(rate: dict[str, Any], lang: str) -> list[str]:
    number = format_number(rate["value"], lang)
    days = (format_date(rate[end].date(), lang) for end in ("valid_from", "valid_to"))
    said = [
        SPAN[lang].format(*days),
        f"{noted_text(rate['publisher'], lang)} ({rate['source_id']})",
    ]
    if rate["kind"] == "monthly_wage":
        who, form = WAGE[lang]
        return [who, "", form.format(number), *said]
    segments = [say(f"segment.{each}", lang) for each in rate["segment"].split("|")]
    programmes = rate["programmes"].replace("|", ", ")
    return [join_texts(segments, lang), programmes, FORMS[lang][rate["kind"]].format(number), *said]
