"""Time the statement checker on ten thousand groups of ten statements, and its growth.

Sizes that double are checked one after the other, several rounds; the ratio of the time to
that of the smallest size is printed beside the ratio of the sizes. Planted contradictions are
counted, so that no size is fast by being wrong.
"""

import argparse
import platform
import time
from importlib.metadata import version
from statistics import median

import pandas as pd

from ntt_coverage.intake.project import Figures, read_figures
from ntt_coverage.intake.relations import no_relations
from ntt_coverage.intake.schema import OBSERVATION_MODEL, typed_observations
from ntt_coverage.measures.statements.checking import check_statements, findings_of
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.regencies import load_regencies

GROUPS = 10_000
SIZES = (1_250, 2_500, 5_000, GROUPS)
APART = "8D"
"""Articles on one regency: so far apart that one does not restate the other."""

WRONG_EVERY = 10
"""One group in ten has a total that does not add up."""

STATEMENTS = (
    ("all", "eligible_persons", "total workers", "persons", 14_438),
    ("all", "enrolled_persons", "workers who are members", "persons", 5_246),
    ("all", "uncovered_persons", "workers not yet protected", "persons", 9_192),
    ("all", "uncovered_share", "share not yet protected", "percent", 63),
    ("formal", "enrolled_persons", "members", "persons", 2_482),
    ("informal", "enrolled_persons", "members", "persons", 1_475),
    ("construction", "enrolled_persons", "members", "persons", 1_289),
    ("vulnerable", "enrolled_persons", "registered", "persons", 1_000),
    ("vulnerable", "contribution_amount", "budget for the contributions, 12 months", "rupiah",
     201_600_000),
    (None, "date", "date of the statement", "date", None),
)  # fmt: skip


def statements(groups: int) -> pd.DataFrame:
    """Make groups of ten statements: one article on one regency each.

    Parameters
    ----------
    groups : int
        How many.

    Returns
    -------
    pandas.DataFrame
        As ``schema.OBSERVATION_MODEL`` says.
    """
    units = load_regencies()
    days = pd.date_range("2015-12-01", "2025-12-31", freq=APART)
    blank = dict.fromkeys(OBSERVATION_MODEL.columns)
    rows = []
    for group in range(groups):
        unit, day = units[group % len(units)], days[group // len(units)]
        for number, (segment, indicator, text, counted, value) in enumerate(STATEMENTS):
            wrong = number == 0 and group % WRONG_EVERY == 0
            printed = None if value is None else value + (group * 10 if number == 0 else 0)
            if number == 2:
                printed = value + group * 10
            elif number == 3:
                printed = int(100 * (9_192 + group * 10) / (14_438 + group * 10))
            rows.append(
                blank
                | {
                    "statement_id": f"B{group:05d}-{number}", "source_id": f"S{group:05d}",
                    "bps_code": unit.bps_code, "region_text": unit.name, "segment": segment,
                    "indicator": indicator, "indicator_text": text, "unit": counted,
                    "value": None if printed is None else printed + 2 * wrong,
                    "value_text": "" if printed is None else str(printed + 2 * wrong),
                    "period_start": day, "as_of": day, "as_of_precision": "day",
                    "as_of_basis": "printed", "certainty": "certain", "form": "transcribed",
                    "place": "body", "stated_by": "", "period_text": "", "note": "",
                }
            )  # fmt: skip
    return typed_observations(pd.DataFrame(rows))


def check_once(observations: pd.DataFrame, known: Figures) -> tuple[float, int, int]:
    """Check statements once.

    Parameters
    ----------
    observations : pandas.DataFrame
        As `statements` makes them.
    known : Figures
        Official figures and rates.

    Returns
    -------
    (float, int, int)
        Seconds, checks made, totals found wrong.
    """
    sources = pd.DataFrame({"source_id": observations["source_id"].unique()})
    sources["published"] = pd.Timestamp("2025-12-31")
    start = time.perf_counter()
    checks = check_statements(
        observations, sources, known.denominators, known.rates, no_relations()
    )
    seconds = time.perf_counter() - start
    wrong = findings_of(checks)
    return seconds, len(checks), int((wrong["rule"] == "complement").sum())


def main() -> None:
    """Time every size and print the ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    rounds = options.parse_args().rounds
    known = read_figures(ProjectPaths.find())
    told = {size: statements(size) for size in SIZES}
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    made: dict[int, tuple[int, int]] = {}
    for _ in range(rounds):
        for size in SIZES:
            seconds, checks, wrong = check_once(told[size], known)
            times[size].append(seconds)
            made[size] = checks, wrong
            assert wrong == size // WRONG_EVERY, f"{wrong} of {size // WRONG_EVERY} were found"
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
          f"pandas {version('pandas')}; median of {rounds} rounds")  # fmt: skip
    print("  groups  statements    checks   wrong found       s   size ratio   time ratio")
    first = median(times[SIZES[0]])
    for size in SIZES:
        checks, wrong = made[size]
        seconds = median(times[size])
        print(
            f"{size:8,} {size * len(STATEMENTS):11,} {checks:9,} {wrong:13,} {seconds:7.2f}"
            f" {size / SIZES[0]:12.2f} {seconds / first:12.2f}"
        )


if __name__ == "__main__":
    main()
