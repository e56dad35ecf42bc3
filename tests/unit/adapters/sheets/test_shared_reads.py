"""One read of a tab serves all who ask within seconds, and nobody waits long for the read of another."""

from collections.abc import Callable, Sequence
from threading import Event, Thread

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.sheets.shared_reads import SharedReads
from sheetanchor.domain.errors import RemoteError
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.ports.sheet import Fetched, TabRef

WAGES, RATES = [TabRef("wages", "Wages")], [TabRef("rates", "Rates")]
_SECONDS = 60.0


class World:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.sheet = MemorySheet()
        self.sheet.add_tab("Wages", [["Id"], ["1"]])
        self.sheet.add_tab("Rates", [["Id"], ["1"]])
        self.reads = SharedReads(self.sheet, self.clock.monotonic, fresh=10.0, patience=2.0)

    @property
    def requests(self) -> int:
        return self.sheet.calls["fetch"]


@pytest.fixture
def world() -> World:
    return World()


def test_sixty_strangers_cost_one_request(world: World) -> None:
    answers = [world.reads.fetch(WAGES) for _ in range(60)]
    assert world.requests == 1
    assert all(answer == answers[0] for answer in answers)


def test_after_ten_seconds_the_sheet_is_asked_again(world: World) -> None:
    world.reads.fetch(WAGES)
    world.sheet.tab("Wages").append_row({"Id": "2"})
    world.clock.advance(9.9)
    assert len(lines(world.reads.fetch(WAGES))) == 1
    world.clock.advance(0.1)
    assert len(lines(world.reads.fetch(WAGES))) == 2


def test_every_tab_is_read_for_itself(world: World) -> None:
    assert set(world.reads.fetch(WAGES).tabs) == {"wages"}
    assert set(world.reads.fetch(RATES).tabs) == {"rates"}


def test_a_failure_is_told_to_all_and_tried_again_after_ten_seconds(world: World) -> None:
    world.sheet.fail_next("fetch", RemoteError("429"))
    for _ in range(3):
        with pytest.raises(RemoteError, match="429"):
            world.reads.fetch(WAGES)
    assert world.requests == 1
    world.clock.advance(10)
    assert world.reads.fetch(WAGES).tabs["wages"] is not None


class HangingSheet:
    """Answers once it is let go."""

    def __init__(self, answer: Callable[[Sequence[TabRef]], Fetched]) -> None:
        self.is_asked, self.may_answer = Event(), Event()
        self._answer = answer

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        self.is_asked.set()
        assert self.may_answer.wait(_SECONDS)
        return self._answer(refs)


def test_nobody_waits_longer_than_two_seconds_for_the_read_of_another(world: World) -> None:
    sheet = HangingSheet(world.sheet.fetch)
    reads = SharedReads(sheet, world.clock.monotonic, fresh=10.0, patience=2.0)
    answers: list[Fetched] = []
    first = Thread(target=lambda: answers.append(reads.fetch(WAGES)))
    first.start()
    assert sheet.is_asked.wait(_SECONDS)
    world.clock.advance(60)
    with pytest.raises(UnavailableError, match="ask again"):
        reads.fetch(WAGES)
    sheet.may_answer.set()
    first.join(_SECONDS)
    assert len(answers) == 1


def test_who_comes_during_a_read_gets_its_answer(world: World) -> None:
    sheet = HangingSheet(world.sheet.fetch)
    reads = SharedReads(sheet, world.clock.monotonic, fresh=10.0, patience=_SECONDS)
    answers: list[Fetched] = []
    people = [Thread(target=lambda: answers.append(reads.fetch(WAGES))) for _ in range(3)]
    people[0].start()
    assert sheet.is_asked.wait(_SECONDS)
    for person in people[1:]:
        person.start()
    sheet.may_answer.set()
    for person in people:
        person.join(_SECONDS)
    assert len(answers) == 3
    assert world.requests == 1


def lines(fetched: Fetched) -> list[object]:
    tab = fetched.tabs["wages"]
    assert tab is not None
    return list(tab.rows[1:])
