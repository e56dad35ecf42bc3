"""Breaks the engine in every way of the catalogue and says whether the tests noticed.

`python -m tests.mutants` tries all of them; names, or parts of names, only those. Ends with 1 unless each is
caught.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.mutants.catalogue import MUTANTS
from tests.mutants.mutant import Mutant
from tests.mutants.trial import Trial, Verdict, copied, run_tests, try_out


def main() -> int:
    options = _options()
    chosen = [mutant for mutant in MUTANTS if any(part in mutant.name for part in options.names or [""])]
    began = time.monotonic()
    if not _are_sound(chosen):
        return 1
    with ThreadPoolExecutor(options.jobs) as pool:
        trials = []
        for trial in pool.map(try_out, chosen):
            _say(_line(trial))
            trials.append(trial)
    counts = Counter(trial.verdict for trial in trials)
    shown = ", ".join(f"{number} {verdict.value}" for verdict, number in counts.items())
    _say(f"{len(trials)} mutants in {time.monotonic() - began:.0f} s: {shown}")
    return 0 if counts.keys() == {Verdict.CAUGHT} else 1


def _are_sound(chosen: Sequence[Mutant]) -> bool:
    """Whether the tests pass where nothing is broken; else they would notice nothing."""
    selection = sorted({each.partition("::")[0] for mutant in chosen for each in mutant.selection})
    with copied() as tree:
        run = run_tests(tree, selection)
    if run.status:
        _say(run.output, "the tests fail although nothing is broken; mend that first")
    return not run.status


def _line(trial: Trial) -> str:
    mutant = trial.mutant
    return (
        f"{trial.verdict.value:9} {mutant.name}  ({mutant.file}, {trial.seconds:.0f} s)\n"
        f"          breaks: {mutant.breaks}\n"
        f"          {'by: ' if trial.verdict is Verdict.CAUGHT else ''}{trial.said}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of names; all mutants where none is given")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    return parser.parse_args()


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
