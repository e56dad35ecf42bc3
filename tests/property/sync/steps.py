"""What can happen in the simulated world, as steps that a machine can draw, drop and repeat."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.property.sync.declarations import Setup
from tests.property.sync.operators import OPERATIONS
from tests.property.sync.people import DEEDS
from tests.property.sync.program import ACTS
from tests.property.sync.work import WORK_ACTS
from tests.property.sync.work_people import WORK_DEEDS
from tests.property.sync.world import SimulatedWorld


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens; the numbers choose where, what and how."""

    name: str
    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0


_Event = Callable[[SimulatedWorld, Step], None]


def take(world: SimulatedWorld, step: Step) -> None:
    """Have it happen; raises BrokenPromiseError where that is how it shows."""
    world.scene.clock.advance(1)
    if step.name in DEEDS:
        world.deed(step.name, step.a, step.b, step.c)
    elif step.name in ACTS:
        world.act(step.name, step.a, step.b, step.c)
    elif step.name in WORK_DEEDS:
        world.work_deed(step.name, step.a, step.b)
    elif step.name in WORK_ACTS:
        world.work_act(step.name, step.a, step.b, step.c)
    elif step.name in OPERATIONS:
        world.operate(step.name, step.a, step.b, step.c)
    else:
        _EVENTS[step.name][0](world, step)


def run(steps: Sequence[Step], setup: Setup) -> SimulatedWorld:
    """A world in which all steps happened and quiet came; raises BrokenPromiseError."""
    world = SimulatedWorld(setup)
    for step in steps:
        take(world, step)
    world.quiet()
    return world


def _between(world: SimulatedWorld, step: Step) -> None:
    """The numbers of what happens in between are those of the step in another order."""
    name = _IN_BETWEEN[step.b % len(_IN_BETWEEN)]
    method = ("push", "push", "fetch")[step.a % 3]
    happens = Step(name, step.c, step.d, step.b, step.a)
    world.between(method, step.a // 3 % 3, lambda: take(world, happens))


_EVENTS: Mapping[str, tuple[_Event, int]] = {
    "pass": (lambda world, step: world.run_pass(step.a), 26),
    "full pass": (lambda world, step: world.run_pass(step.a, full=True), 2),
    "between": (_between, 16),
    "fail": (lambda world, step: world.fail(step.a, step.b), 6),
    "lose": (lambda world, step: world.lose(is_applied=bool(step.a % 2)), 7),
    "crash": (lambda world, step: world.scene.points.die_in(step.a % 14), 6),
    "deliver": (lambda world, step: world.deliver(step.a), 5),
    "protect": (lambda world, step: world.protect(step.a, step.b), 2),
    "forget": (lambda world, step: world.forget(), 1),
    "backup": (lambda world, step: world.back_up(step.a, step.c), 3),
    "old version": (lambda world, step: world.old_version(step.a), 2),
    "quiet": (lambda world, step: world.quiet(), 1),
}


def _as_likely(weights: Mapping[str, int]) -> list[str]:
    return [name for name, weight in weights.items() for _ in range(weight)]


_GROUPS: Sequence[Mapping[str, tuple[object, int]]] = (DEEDS, ACTS, WORK_DEEDS, WORK_ACTS, OPERATIONS)
_OTHERS = {name: weight for group in _GROUPS for name, (_, weight) in group.items()}
#: All names of steps, each as often as it is likely.
NAMES = _as_likely({**{name: weight for name, (_, weight) in _EVENTS.items()}, **_OTHERS})
_IN_BETWEEN = _as_likely({**_OTHERS, "pass": 6, "deliver": 3})
