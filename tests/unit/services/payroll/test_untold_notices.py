"""What the admins have to hear is kept with what it is about, until they were told: a kill loses none."""

import json
import logging
from dataclasses import replace

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind
from sheetanchor.ports.notifier import (
    AdminNotice,
    BadBonusCode,
    BonusesOfGoneShift,
    NewEmployee,
    Notifier,
    PaidWithoutUnread,
    RankNotReviewed,
    RewardByHand,
    ShiftLeft,
)
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.work import PayWork
from sheetanchor.services.sync.facts import UNTOLD_NOTICES
from tests.unit.services.payroll.world import ANN, NEW, NOVEMBER, PayWorld

NOTE = Operation("note", bool)
LEFT = ShiftLeft(7, ANN, "ann", "it has no Clock out")
OTHER = ShiftLeft(8, ANN, "ann", "it has no Clock in")


class KilledError(BaseException):
    """The program ends here."""


class Interrupted(Notifier):
    """Ends the program, or fails, before anybody is told."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def tell_admins(self, notice: AdminNotice, tx: Transaction) -> None:
        del notice, tx
        raise self._error


def interrupted(world: PayWorld, error: BaseException) -> PayWork:
    return replace(world.work, notifier=Interrupted(error))


def note(work: PayWork, notice: AdminNotice, request: str | None = None) -> None:
    def step(book: PayBook) -> bool:
        book.notices.append(notice)
        return True

    work.do(NOTE, request, step)


def waiting(world: PayWorld) -> list[str]:
    return [kind for kind, _ in json.loads(world.replica.state(UNTOLD_NOTICES) or "[]")]


def test_what_was_told_is_kept_no_longer() -> None:
    world = PayWorld()
    world.create(who=NEW, A="500")
    assert [type(notice) for notice in world.notifier.notices] == [NewEmployee]
    assert waiting(world) == []


def test_killed_between_the_commit_and_the_telling_it_is_told_once_by_the_next_start() -> None:
    world = PayWorld()
    with pytest.raises(KilledError):
        note(interrupted(world, KilledError()), LEFT, "tap")
    note(world.work, LEFT, "tap")
    assert world.notifier.notices == []
    assert waiting(world) == ["ShiftLeft"]
    for _ in range(2):
        world.work.tell_admins()
    assert world.notifier.notices == [LEFT]


def test_what_cannot_be_told_now_stops_nothing_and_comes_first_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = PayWorld()
    note(interrupted(world, RemoteError("the outbox is full")), LEFT)
    assert "told later: the outbox is full" in caplog.text
    note(world.work, OTHER)
    assert world.notifier.notices == [LEFT, OTHER]


def test_a_step_that_fails_leaves_nothing_to_tell() -> None:
    world = PayWorld()

    def step(book: PayBook) -> bool:
        book.notices.append(LEFT)
        raise RemoteError("no")

    with pytest.raises(RemoteError):
        world.work.do(NOTE, None, step)
    assert waiting(world) == []
    assert world.notifier.notices == []


EVERY = (
    RewardByHand(ANN, NOVEMBER, "Shark", BonusCode(BonusKind.PAID_DAY_OFF)),
    RankNotReviewed(ANN, NOVEMBER, "no ranks"),
    LEFT,
    BonusesOfGoneShift(7, (1, 2)),
    PaidWithoutUnread(7, ANN, "ann", ("Shifts!A2",), 3),
    BadBonusCode("Shark", "Bonus 1", "flat10"),
)


@pytest.mark.parametrize("notice", EVERY, ids=lambda notice: type(notice).__name__)
def test_every_kind_is_told_as_it_was_noted(notice: AdminNotice) -> None:
    world = PayWorld()
    note(interrupted(world, RemoteError("not now")), notice)
    world.work.tell_admins()
    assert world.notifier.notices == [notice]


def test_one_that_this_version_does_not_know_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    world = PayWorld()
    with world.replica.transaction() as tx:
        tx.set_state(UNTOLD_NOTICES, json.dumps([["Tidings", {"of": "joy"}]]))
    with caplog.at_level(logging.ERROR):
        world.work.tell_admins()
    assert "Tidings {'of': 'joy'}" in caplog.text
    assert waiting(world) == []
