"""Running tests on a copy of the repository that is broken on purpose."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.mutant import ROOT, Mutant, StaleMutantError

_COPIED = ("sheetanchor", "tests", "pyproject.toml")
#: Of no use to any selection, and large.
_LEFT_OUT = shutil.ignore_patterns("cassettes", "node_modules")
_FAILED_TEST = re.compile(r"^(?:FAILED|ERROR) .*?::(.+?)(?: - |$)", re.MULTILINE)
_TIMED_OUT = "Failed: Timeout"
_PASSED, _FAILED = 0, 1
_SHOWN = 2000


class Verdict(Enum):
    """caught: a test failed. Else the mutant is a finding, be it that its tests cannot even be run."""

    CAUGHT = "caught"
    SURVIVED = "SURVIVED"
    UNDECIDED = "UNDECIDED"
    STALE = "STALE"


@dataclass(frozen=True, slots=True)
class Trial:
    """said: the test that failed, else what there is to look at."""

    mutant: Mutant
    verdict: Verdict
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """What pytest came to."""

    status: int
    output: str


def try_out(mutant: Mutant) -> Trial:
    """Break a copy, run the tests that have to notice, and throw the copy away."""
    began = time.monotonic()
    with copied() as tree:
        try:
            path = mutant.path_in(tree)
            path.write_text(mutant.applied(path.read_text("utf-8")), "utf-8")
        except StaleMutantError as error:
            return Trial(mutant, Verdict.STALE, str(error), 0.0)
        run = run_tests(tree, mutant.selection)
    verdict, said = _judged(run)
    return Trial(mutant, verdict, said, time.monotonic() - began)


def run_tests(tree: Path, selection: Sequence[str]) -> Run:
    """The tests of a copy, up to the first that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *selection],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(done.returncode, done.stdout + done.stderr)


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of what the tests need, for as long as the block lasts."""
    with TemporaryDirectory(prefix="mutant-") as folder:
        tree = Path(folder)
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, tree / name, ignore=_LEFT_OUT)
            else:
                shutil.copy2(source, tree / name)
        yield tree


def _judged(run: Run) -> tuple[Verdict, str]:
    if run.status == _PASSED:
        return Verdict.SURVIVED, "every test of its selection passed"
    found = _FAILED_TEST.search(run.output)
    if run.status == _FAILED and found is not None and _TIMED_OUT not in run.output:
        return Verdict.CAUGHT, found[1]
    return Verdict.UNDECIDED, run.output[-_SHOWN:]
