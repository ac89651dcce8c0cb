"""All checks on all statements, as one table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

import pandas as pd

from ntt_coverage.intake.values import NAMED_IN_LIST
from ntt_coverage.measures.statements.check import Check, Context
from ntt_coverage.measures.statements.days import check_date_order, check_weekdays
from ntt_coverage.measures.statements.explain import arithmetic, reading_sentence, remark
from ntt_coverage.measures.statements.money import check_contributions
from ntt_coverage.measures.statements.official import official_counts
from ntt_coverage.measures.statements.relations import check_relations
from ntt_coverage.measures.statements.same import (
    check_plans,
    check_restated,
    check_unlike_groups,
)
from ntt_coverage.measures.statements.shares import (
    check_magnitude,
    check_shares,
    check_unlike_share,
)
from ntt_coverage.measures.statements.stated import Stated, read_stated
from ntt_coverage.measures.statements.sums import check_complement, check_parts, check_regions
from ntt_coverage.measures.statements.units import (
    check_named_units,
    check_official_counts,
    check_unit_complement,
)
from ntt_coverage.quarters import Quarter
from ntt_coverage.regencies import PROVINCE_CODE, load_regencies

__all__ = ["CHECK_COLUMNS", "RULES", "Rule", "check_statements", "checks_touching", "findings_of"]

CHECK_COLUMNS = (
    "check_id", "rule", "severity", "area", "region", "quarters", "statement_ids",
    "source_ids", "official_source_ids", "printed", "arithmetic_id", "arithmetic_en",
    "remark_id", "remark_en", "reading_statement", "reading_value", "reading_id", "reading_en",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of the checker.

    Parameters
    ----------
    name : str
        Its name; several functions may share it.
    scope : {"source and area", "source", "area"}
        Which statements it sees together.
    check : callable
        From statements and a context to checks.
    """

    name: str
    scope: str
    check: Callable[[Sequence[Stated], Context], Iterable[Check]]


UNIT_COUNTS = ("enrolled_units", "uncovered_units")

LONGEST_WORDS = 48
"""Of what is counted, so that a line stays a line."""

RULES = (
    Rule(name="complement", scope="source and area", check=check_complement),
    Rule(name="complement", scope="source and area", check=check_unit_complement),
    Rule(name="parts", scope="source and area", check=check_parts),
    Rule(name="parts", scope="source", check=check_regions),
    Rule(name="share", scope="source and area", check=check_shares),
    Rule(name="named_units", scope="source", check=check_named_units),
    Rule(name="official_count", scope="source and area", check=check_official_counts),
    Rule(name="contribution", scope="source and area", check=check_contributions),
    Rule(name="weekday", scope="source", check=check_weekdays),
    Rule(name="date_order", scope="source", check=check_date_order),
    Rule(name="restated", scope="area", check=check_restated),
    Rule(name="unlike_bases", scope="source and area", check=check_unlike_share),
    Rule(name="unlike_bases", scope="area", check=check_unlike_groups),
    Rule(name="planned", scope="area", check=check_plans),
    Rule(name="magnitude", scope="source and area", check=check_magnitude),
)
"""In the order in which findings are listed."""


def check_statements(
    observations: pd.DataFrame,
    sources: pd.DataFrame,
    denominators: pd.DataFrame,
    rates: pd.DataFrame,
    relations: pd.DataFrame,
    *,
    rules: Sequence[Rule] = RULES,
) -> pd.DataFrame:
    """Cross-check printed statements against each other and against official figures.

    Notes, certainties and other readings are not looked at, and no number is changed.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement; ``segment_text`` may stand beside the other columns.
    sources : pandas.DataFrame
        One row per source: ``source_id, published``.
    denominators : pandas.DataFrame
        Official figures, as returned by ``intake.denominators.clean_denominators``.
    rates : pandas.DataFrame
        Contribution rates, as returned by ``intake.rates.read_rates``.
    relations : pandas.DataFrame
        As returned by ``intake.relations.read_relations``.
    rules : sequence of Rule
        The rules to apply.

    Returns
    -------
    pandas.DataFrame
        One row per check, contradictions first, with the columns ``CHECK_COLUMNS``:
        ``severity`` is contradiction, question or fits; keys are joined by "|"; ``printed``
        gives each statement with its source and place, a line each; arithmetic, remark and
        likely reading in Indonesian and English; ``quarters`` are those that they touch.
    """
    stated = sorted(read_stated(observations, sources), key=lambda each: each.id)
    official = official_counts(denominators)
    context = Context(everything=stated, official=official, rates=rates)
    context = replace(context, confirmed=_named_one_by_one(stated, context))
    found = list(_apply(rules, stated, context))
    names = {rule.name for rule in rules}
    by_key = {each.id: each for each in stated}
    wanted = relations[relations["rule"].replace("per_unit", "parts").isin(names)]
    found += check_relations(wanted, by_key, context)
    return _table(_with_readings(found))


def checks_touching(checks: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """Return the checks of statements that touch a quarter.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by `check_statements`.
    quarter : str
        Such as ``2019Q3``.

    Returns
    -------
    pandas.DataFrame
    """
    touched = checks["quarters"].str.split("|").map(lambda names: quarter in names)
    return checks[touched.astype(bool)]


def findings_of(checks: pd.DataFrame) -> pd.DataFrame:
    """Keep what does not add up.

    Parameters
    ----------
    checks : pandas.DataFrame
        As returned by `check_statements`.

    Returns
    -------
    pandas.DataFrame
    """
    return checks[checks["severity"] != "fits"].reset_index(drop=True)


def _apply(rules: Sequence[Rule], stated: list[Stated], context: Context) -> Iterator[Check]:
    groups = {
        "source and area": _grouped(stated, "source", "area"),
        "source": _grouped(stated, "source"),
        "area": _grouped(stated, "area"),
    }
    for rule in rules:
        for group in groups[rule.scope]:
            yield from rule.check(group, context)


def _named_one_by_one(stated: list[Stated], context: Context) -> frozenset[str]:
    """Find the counts of which a list of the same source names as many units."""
    lists = (
        check for group in _grouped(stated, "source") for check in check_named_units(group, context)
    )
    return frozenset(
        each.id
        for check in lists
        if check.form == "named_all"
        for each in check.about
        if each.indicator in UNIT_COUNTS and each.exact == check.numbers["named"]
    )


def _with_readings(found: Iterable[Check]) -> Iterator[Check]:
    """Let a reading that one check offers explain others that compare the same two numbers."""
    checks = list(found)
    offered = {check.reading.statement: check.reading for check in checks if check.reading}
    for check in checks:
        numbers = {s.exact for s in check.about}
        known = (offered[s.id] for s in check.about if s.id in offered)
        reading = next((r for r in known if r.value in numbers), None)
        told_twice = check.rule == "restated" and check.verdict != "fits"
        yield replace(check, reading=reading) if reading and told_twice else check


def _grouped(stated: Iterable[Stated], *keys: str) -> list[list[Stated]]:
    groups: dict[tuple[str, ...], list[Stated]] = {}
    for each in stated:
        groups.setdefault(tuple(getattr(each, key) for key in keys), []).append(each)
    return list(groups.values())


def _table(found: Iterable[Check]) -> pd.DataFrame:
    order = list(dict.fromkeys(rule.name for rule in RULES))
    rows: dict[tuple[str, frozenset[str]], Mapping[str, object]] = {}
    ranked = sorted(
        found,
        key=lambda c: (VERDICTS.index(c.verdict), order.index(c.rule)),
    )
    for check in ranked:
        key = check.rule, frozenset(s.id for s in check.about)
        rows.setdefault(key, _row(check))
    return pd.DataFrame(list(rows.values()), columns=list(CHECK_COLUMNS)).astype("str")


PROVINCE = "Nusa Tenggara Timur"
VERDICTS = ("contradiction", "question", "fits")


def _row(check: Check) -> dict[str, object]:
    reading, about = check.reading, check.about
    dated = [s for s in about if s.dated]
    keys = list(dict.fromkeys(s.id for s in about))
    return {
        "check_id": f"{check.rule}:{'+'.join(keys[:3])}",
        "rule": check.rule,
        "severity": check.verdict,
        "area": about[0].area,
        "region": _region(about),
        "quarters": "|".join(sorted({str(Quarter.of(s.known)) for s in dated})),
        "statement_ids": "|".join(keys),
        "source_ids": "|".join(dict.fromkeys(s.source for s in about)),
        "official_source_ids": "|".join(key for key in check.against if key),
        "printed": "\n".join(dict.fromkeys(_printed(s) for s in about)),
        "arithmetic_id": arithmetic(check, "id"),
        "arithmetic_en": arithmetic(check, "en"),
        "remark_id": remark(check, "id"),
        "remark_en": remark(check, "en"),
        "reading_statement": reading.statement if reading else "",
        "reading_value": _plain(reading.value) if reading else "",
        "reading_id": reading_sentence(check, "id"),
        "reading_en": reading_sentence(check, "en"),
    }


def _printed(stated: Stated) -> str:
    """Write what is printed where: "000-13 (S01, body), workers who are members: 5.244"."""
    row = stated.row
    where = ", ".join(part for part in (stated.source, row["place"]) if part)
    named = row["value_text"] == NAMED_IN_LIST
    what = shorten(row["indicator_text"], LONGEST_WORDS, placeholder=" ...")
    value = row["region_text"] if named else row["value_text"]
    return f"{stated.id} ({where}), {what}: {value}"


def _region(about: Sequence[Stated]) -> str:
    """Name the area that is spoken of; the province where there are several."""
    names = {unit.bps_code: unit.name for unit in load_regencies()}
    areas = {stated.area for stated in about}
    if len(areas) > 1 and areas <= {*names, PROVINCE_CODE}:
        return PROVINCE
    return names.get(about[0].area) or str(about[0].row["region_text"])


def _plain(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)
