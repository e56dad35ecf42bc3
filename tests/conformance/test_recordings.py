"""Recordings of Google's own answers, replayed against the sandbox.

The recordings are not part of this repository: SHEETANCHOR_CONFORMANCE names the folder with `replay.py` and
`recordings/`, by default `../shared/conformance` beside the repository. The lists beside this file hold the
names of the recordings that the sandbox answers as Google did; one that stops doing so fails the test.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.world import World

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = Path(os.environ.get("SHEETANCHOR_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
PRIVATE_ID = "1PrivateFileOfSomebodyElse"
NEEDED = ("replay.py", "recordings.txt", "recordings")


def missing() -> list[Path]:
    return [FOLDER / name for name in NEEDED if not (FOLDER / name).exists()]


def names_in(list_file: str) -> set[str]:
    return set((HERE / list_file).read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    if missing():
        absent = ", ".join(str(path) for path in missing())
        pytest.skip(f"recordings of Google are not here, nothing was compared; missing: {absent}")
    output = tmp_path_factory.mktemp("conformance") / "results.json"
    world = World()
    world.add_private_file(PRIVATE_ID)
    with running(world, telegram=False) as sandbox:
        command = [sys.executable, str(FOLDER / "replay.py"), "--base", sandbox.url, "--quiet", "--show", "0"]
        command += [
            "--list",
            str(FOLDER / "recordings.txt"),
            "--private-id",
            PRIVATE_ID,
            "--json",
            str(output),
        ]
        subprocess.run(command, check=False, capture_output=True, timeout=110)
    recordings = json.loads(output.read_text(encoding="utf-8"))["recordings"]
    return {recording["name"].removesuffix(".json"): recording for recording in recordings}


@pytest.mark.parametrize(
    ("level", "list_file"), [("full", "passing_full.txt"), ("values", "passing_values.txt")]
)
def test_every_listed_recording_is_still_answered_as_google_did(
    results: dict[str, dict[str, Any]], level: str, list_file: str
) -> None:
    broken = {
        name: results[name]["error"] or results[name]["diffs"][:2]
        for name in names_in(list_file)
        if name in results and not results[name][level]
    }
    assert broken == {}


def test_every_listed_recording_was_replayed(results: dict[str, dict[str, Any]]) -> None:
    assert names_in("passing_full.txt") | names_in("passing_values.txt") <= results.keys()


def test_a_recording_listed_in_full_is_listed_for_its_values_as_well() -> None:
    assert names_in("passing_full.txt") <= names_in("passing_values.txt")
