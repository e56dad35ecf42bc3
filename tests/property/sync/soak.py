"""Random worlds for as long as told: `python -m tests.property.sync.soak --seconds 60`.

Each sequence comes from one number, which is printed where a promise is broken, with the fewest steps that
still break it. Where the world has got a step more a number means another sequence: those that older versions
printed are others. With `--real` it is the same world over a wire to the sandbox, and replicas on disk.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from sheetanchor import Deletions, Policy, Strategy
from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.world import World
from tests.property.sync.declarations import Setup, later_in_the_alphabet
from tests.property.sync.real_world import REAL_NAMES, run_real
from tests.property.sync.steps import NAMES, Step, run
from tests.property.sync.world import SimulatedWorld

_LENGTHS = (6, 12, 25, 50)
_MOST_FOUND = 5


Run = Callable[[Sequence[Step], Setup], SimulatedWorld]


def drawn(seed: int, names: Sequence[str] = NAMES) -> tuple[list[Step], Setup]:
    """The sequence of a number, and the world that it happens in."""
    source = random.Random(seed)
    setup = Setup(
        programs=source.choice((1, 1, 2)),
        numbered=source.choice((False, False, True)),
        policy=source.choice(list(Policy)),
        deletions=source.choice(list(Deletions)),
        share=source.choice((None, *Policy)),
        steps=source.choice(list(Policy)),
    )
    draw = source.randrange
    steps = [
        Step(source.choice(names), draw(1000), draw(1000), draw(1000), draw(1000))
        for _ in range(source.choice(_LENGTHS))
    ]
    strategy = source.choice((Strategy.INCREMENTAL, Strategy.INCREMENTAL, later_in_the_alphabet))
    return steps, replace(setup, strategy=strategy)


def fault_of(
    steps: Sequence[Step], setup: Setup, total: Counter[str] | None = None, run: Run = run
) -> str | None:
    """What a sequence breaks, None where every promise holds; what happened is added to total."""
    try:
        world = run(steps, setup)
    except AssertionError as error:
        return str(error)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return traceback.format_exc()
    if total is not None:
        total.update(operations=world.done.total(), faults=world.faults.total())
        total.update({f"fault: {name}": times for name, times in world.faults.items() if times})
    return None


def smaller(steps: list[Step], setup: Setup, run: Run = run) -> list[Step]:
    """Fewer steps that still break something."""
    size = max(1, len(steps) // 2)
    while True:
        start = 0
        while start < len(steps):
            fewer = steps[:start] + steps[start + size :]
            if fault_of(fewer, setup, run=run) is not None:
                steps = fewer
            else:
                start += size
        if size == 1:
            return steps
        size = max(1, size // 2)


def soak(seconds: float, seed: int, names: Sequence[str] = NAMES, run: Run = run) -> int:
    """Sequence after sequence; how many of them broke something."""
    end, first, found = time.monotonic() + seconds, seed, 0
    total: Counter[str] = Counter()
    while time.monotonic() < end and found < _MOST_FOUND:
        steps, setup = drawn(seed, names)
        if fault_of(steps, setup, total, run) is not None:
            found += 1
            steps = smaller(steps, setup, run)
            lines = [f"seed {seed}, {setup}:", *(f"    {step}," for step in steps)]
            _say("\n".join(lines), str(fault_of(steps, setup, run=run)))
        seed += 1
    _say(f"sequences: {seed - first} (seeds {first} to {seed - 1})")
    _say(*(f"{name}: {times}" for name, times in sorted(total.items())))
    _say(f"violations: {found}")
    return found


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0, help="of the first sequence")
    parser.add_argument("--real", action="store_true", help="over a wire to the sandbox, on disk")
    options = parser.parse_args()
    if not options.real:
        return min(1, soak(options.seconds, options.seed))
    with running(World(deterministic=True), telegram=False) as sandbox:
        run_it = partial(run_real, sandbox=sandbox)
        return min(1, soak(options.seconds, options.seed, REAL_NAMES, run_it))


if __name__ == "__main__":
    sys.exit(main())
