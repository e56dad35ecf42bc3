"""How the bot answers many employees at once: the real process against the sandbox.

    python -m benchmarks.bot_load [--people 200] [--google-ms 300] [--telegram-ms 0]

One person goes through the dialogue of a shift; then everybody does, each step as soon as the last one is
answered; then all tap Finish at the same moment, every tenth of them twice, and Telegram delivers the last
updates once more. Prints the times from an update to its answer as the chat shows it, and looks in chats,
replica and sheet whether any shift was lost or doubled; the exit status is 1 then.
"""

import argparse
import os
import platform
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crowd import Crowd, Member, Step
from sheetanchor.sandbox.faults.latency import Latency
from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID, seed_demo
from sheetanchor.sandbox.world import World
from tests.e2e.bot.process import BotProcess, until

_FIRST_ID = 2001
_DEMO_TEAM = 7
_SECONDS = 300.0
#: Every so many people sell enough to rise a rank: one message more, and a bonus.
_RISES = 5
_TAPS_TWICE = 10
_SAVED = re.compile(r"Shift (\d+) is saved")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--google-ms", type=float, default=300, help="before each request to Google")
    parser.add_argument("--telegram-ms", type=float, default=0, help="before each request to Telegram")
    options = parser.parse_args()
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores"
    print(f"{versions}; {options.google_ms:g} ms to Google, {options.telegram_ms:g} ms to Telegram")
    world = World(deterministic=True)
    ids = team(world, options.people)
    for api in ("spreadsheets", "drive"):
        world.faults.slow(Latency(options.google_ms / 1000), api)
    world.faults.slow(Latency(options.telegram_ms / 1000), "telegram")
    with started(world) as bot:
        return Load(bot, ids).run()


def team(world: World, people: int) -> list[int]:
    """The demo's workbook and people, with so many more in EmployeeSettings and in Telegram."""
    book = seed_demo(world)
    tab = book["EmployeeSettings"]
    tab.insert_rows(_DEMO_TEAM + 1, people)
    ids = list(range(_FIRST_ID, _FIRST_ID + people))
    for place, person_id in enumerate(ids, _DEMO_TEAM + 1):
        for column, text in enumerate((str(person_id), "15.00", "8.0")):
            tab.type_cell(place, column, text)
        world.telegram.add_person(person_id, f"Person {person_id}", username=f"person{person_id}")
    return ids


@contextmanager
def started(world: World) -> Iterator[BotProcess]:
    """The bot, once it has read the sheet."""
    with tempfile.TemporaryDirectory() as folder, running(world) as sandbox:
        bot = BotProcess(sandbox, Path(folder))
        bot.start()
        try:
            until(lambda: world.recorder.calls("spreadsheets.batchUpdate"), "the first sync")
            yield bot
        finally:
            bot.stop()


def dialogue(person_id: int) -> tuple[Step, ...]:
    """From the command to the question whether that is all."""
    return (
        Step("/clock_in", "Hourly wage", is_tap=False),
        Step("Enter hours by hand", "On which day"),
        Step("Yesterday", "when did you clock in"),
        Step("9 AM", "When did you clock out"),
        Step("PM", "When did you clock out"),
        Step("5 PM", "What did you sell?"),
        Step("Model A", "Type the amount"),
        Step("500" if person_id % _RISES else "2500", "Is that all?", is_tap=False),
    )


def finish(person_id: int) -> tuple[Step, ...]:
    return (Step("Finish", "is saved", taps=1 if person_id % _TAPS_TWICE else 2),)


@dataclass
class Load:
    """The run and what it left behind."""

    bot: BotProcess
    ids: Sequence[int]

    def run(self) -> int:
        """The exit status."""
        crowd, recorder = Crowd(self.bot.sandbox.world.telegram), self.bot.sandbox.world.recorder
        print(f"{'':20}{'updates':>8}{'p50 ms':>8}{'p99 ms':>8}{'max ms':>8}{'seconds':>9}{'bot CPU ms':>12}")
        alone = [Member(1001, dialogue(1001))]
        self._play("one person", alone, crowd)
        talking = [Member(person_id, dialogue(person_id)) for person_id in self.ids]
        self._play("all, the dialogue", talking, crowd)
        until(self._is_settled, "an end of the dialogue")
        before, began = Counter(recorder.by_call()), time.perf_counter()
        finishing = [Member(person_id, finish(person_id)) for person_id in self.ids]
        self._play("all tap Finish", finishing, crowd)
        until(self._is_settled, "the sheet with every shift")
        seconds, calls = time.perf_counter() - began, Counter(recorder.by_call()) - before
        self.bot.sandbox.world.telegram.redeliver(len(self.ids))
        crowd.play([Member(1002, (Step("/start", "Hello", is_tap=False),))], _SECONDS)
        until(self._is_settled, "an end of what came twice")
        self._show_calls(seconds, calls)
        faults = [*(text for member in (*alone, *talking, *finishing) for text in member.wrong)]
        faults += [f"{member.person_id} got no answer" for member in (*talking, *finishing) if member.step]
        faults += self._faults()
        print("\n".join(faults[:20]) or f"{len(self.ids)} shifts, none lost, none doubled")
        return 1 if faults else 0

    def _play(self, name: str, members: Sequence[Member], crowd: Crowd) -> None:
        cpu = self._cpu_seconds()
        seconds = crowd.play(members, _SECONDS)
        times = sorted(at * 1000 for member in members for at in member.times)
        p50, p99 = (times[int(len(times) * share)] for share in (0.5, 0.99))
        spent = (self._cpu_seconds() - cpu) * 1000 / len(times)
        print(f"{name:20}{len(times):>8}{p50:>8.0f}{p99:>8.0f}{times[-1]:>8.0f}{seconds:>9.1f}{spent:>12.1f}")

    def _cpu_seconds(self) -> float:
        """What the bot's process has computed so far, as Linux counts it."""
        assert self.bot.process is not None
        facts = Path(f"/proc/{self.bot.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")

    def _show_calls(self, seconds: float, calls: Counter[str]) -> None:
        reads, writes = calls["spreadsheets.get"], calls["spreadsheets.batchUpdate"]
        sent = sum(count for call, count in calls.items() if call.startswith("telegram."))
        print(
            f"all in the sheet after {seconds:.1f} s: {writes} pushes, {reads} reads of the sheet, "
            f"{calls['drive.files.get']} looks at Drive; {sent} requests to Telegram"
        )

    def _is_settled(self) -> bool:
        """Whether everything is handled, sent and pushed."""
        waiting = (
            "SELECT (SELECT count(*) FROM chat_inbox WHERE NOT done) + (SELECT count(*) FROM chat_outbox)"
            ", (SELECT count(*) FROM shifts WHERE sync_status <> 'synced')"
            " + (SELECT count(*) FROM employee_ranks WHERE sync_status <> 'synced')"
        )
        return self._rows(waiting) == [(0, 0)]

    def _faults(self) -> list[str]:
        """Every difference from one shift, one summary and one row for each."""
        kept = self._rows("SELECT employee_id, id FROM shifts ORDER BY id")
        told = [(person_id, number) for person_id in self.ids for number in self._summaries(person_id)]
        expected = Counter(self.ids)
        places = {"the replica": kept, "the sheet": self._sheet_rows(), "the chats": told}
        faults = []
        for place, found in places.items():
            people = Counter(employee for employee, _ in found)
            faults += [f"{place}: nothing of {one}" for one in (expected - people)]
            faults += [f"{place}: more than one of {one}" for one in (people - expected)]
            if len({number for _, number in found}) != len(found):
                faults.append(f"{place}: an id is there twice")
            if sorted(found) != sorted(kept):
                faults.append(f"{place} and the replica differ")
        return faults

    def _sheet_rows(self) -> list[tuple[int, int]]:
        """EmployeeId and ID of every filled row of the tab."""
        tab = self.bot.sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)["Shifts"]
        filled = (row for row in range(1, tab.size[0]) if tab.shown(row, 0))
        return [(int(tab.shown(row, 2)), int(tab.shown(row, 0))) for row in filled]

    def _summaries(self, person_id: int) -> list[int]:
        """The shifts that the chat says are saved."""
        chat = self.bot.sandbox.world.telegram.chat(person_id)
        found = (_SAVED.search(message.text) for message in chat.messages if message.is_from_bot)
        return [int(match[1]) for match in found if match]

    def _rows(self, query: str) -> list[tuple[int, int]]:
        with closing(sqlite3.connect(f"file:{self.bot.folder / 'replica.db'}?mode=ro", uri=True)) as replica:
            return replica.execute(query).fetchall()


if __name__ == "__main__":
    sys.exit(main())
