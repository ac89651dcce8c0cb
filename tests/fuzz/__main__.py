"""Clean damaged files for some time: ``python -m tests.fuzz --seconds 300 --seed 7``."""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

from tests.fuzz.judge import Complaint
from tests.fuzz.mutate import Case, make_case
from tests.fuzz.worker import Worker

KEPT = Path(__file__).parents[2] / "build" / "fuzz"


def main(arguments: Sequence[str]) -> int:
    """Run and return the exit code: 1 if anything happened that must not.

    Parameters
    ----------
    arguments : sequence of str
        As on the command line.

    Returns
    -------
    int
    """
    given = _parser().parse_args(arguments)
    seed = random.randrange(10**6) if given.seed is None else given.seed
    print(f"python -m tests.fuzz --seed {seed} --seconds {given.seconds}", flush=True)
    numbers = [given.only] if given.only is not None else count()
    end = time.monotonic() + given.seconds
    known: dict[str, int] = {}
    judged = 0
    with Worker() as worker:
        for number in numbers:
            if time.monotonic() > end and judged:
                break
            case = make_case(seed, number)
            found = worker.judge(case)
            _tell(found, known, case, f"--seed {seed} --only {number}", given.keep)
            judged += 1
    print(f"{judged} files, {len(known)} different faults: seed {seed}")
    for fault, times in sorted(known.items(), key=lambda item: -item[1]):
        print(f"  {times:5} x {fault}")
    return 1 if known else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300, help="how long (300)")
    parser.add_argument("--seed", type=int, help="which files; at random if not given")
    parser.add_argument("--only", type=int, help="number of the one file to clean again")
    parser.add_argument("--keep", type=Path, default=KEPT, help="folder for files with a fault")
    return parser


def _tell(
    found: Iterable[Complaint], known: dict[str, int], case: Case, again: str, keep: Path
) -> None:
    """Print each fault when it is met first, and keep the file."""
    for one in found:
        known[one.fault] = known.get(one.fault, 0) + 1
        if known[one.fault] > 1:
            continue
        keep.mkdir(parents=True, exist_ok=True)
        path = keep / case.name
        path.write_bytes(case.data)
        options = f"codes={case.codes} segment={case.segment}"
        print(
            f"\n{one.fault}\n  {one.detail!r}\n  {case.how[:300]!r}\n  {path} {options}", flush=True
        )
        print(f"  python -m tests.fuzz {again}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
