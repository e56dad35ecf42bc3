"""Every point of every scene: `python -m tests.crashes.soak`, or of the scenes that are named.

`make test` takes those that `Sweep.chosen` names.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.crashes.children import Children, starting_children
from tests.crashes.scenes import SCENES, Scene
from tests.crashes.shop import served_shop
from tests.crashes.sweep import Sweep


def swept(scene: Scene, children: Children) -> int:
    """How many points broke a promise."""
    found = 0
    with tempfile.TemporaryDirectory() as folder, served_shop(Path(folder)) as shop:
        began, sweep = time.monotonic(), Sweep(shop, children, scene)
        for number in range(1, len(sweep.points) + 1):
            try:
                sweep.kill_at(number)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
                found += 1
                _say(f"{scene.name}, point {number}, {sweep.points[number - 1]}: {error!s:.2000}")
        seconds = time.monotonic() - began
        _say(f"{scene.name}: {len(sweep.points)} points, {found} violations, {seconds:.0f} s")
    return found


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", help=", ".join(scene.name for scene in SCENES))
    wanted = parser.parse_args().scenes
    with starting_children() as children:
        found = sum(swept(scene, children) for scene in SCENES if not wanted or scene.name in wanted)
    return min(1, found)


if __name__ == "__main__":
    sys.exit(main())
