"""Many threads at once over the real store: no id twice, no bonus twice, no request twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import TypeVar

from tests.unit.services.payroll.world import ANN, BOB, CID, NEW, PayWorld, edit

AnswerT = TypeVar("AnswerT")
THREADS = 8


def at_once(act: Callable[[int], AnswerT]) -> list[AnswerT]:
    """What each thread's act gave, all begun at one moment."""
    start = Barrier(THREADS)

    def run(number: int) -> AnswerT:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_no_id_is_given_twice(stored: PayWorld) -> None:
    people = (ANN, BOB, CID)
    saved = at_once(lambda n: [stored.create(f"{n}-{again}", who=people[n % 3], A="1") for again in range(3)])
    ids = [one.card.shift.id for several in saved for one in several]
    assert sorted(ids) == list(range(1, 3 * THREADS + 1))
    assert stored.ids("shifts") == sorted(ids)


def test_one_bonus_is_spent_once(stored: PayWorld) -> None:
    stored.put_bonus(1, "flat", "10")
    saved = at_once(lambda n: stored.create(str(n), A="0"))
    made = sorted(one.card.shift.total_made or 0 for one in saved)
    assert made == [Decimal(120)] * (THREADS - 1) + [Decimal(130)]
    (lucky,) = [one.card.shift.id for one in saved if one.card.bonuses]
    assert stored.values("active_bonuses", 1)["shift_id"] == lucky


def test_one_request_is_done_once_and_answered_to_all(stored: PayWorld) -> None:
    first, *others = at_once(lambda _: stored.create("double tap", A="500"))
    assert all(other == first for other in others)
    assert stored.ids("shifts") == [1]


def test_one_rise_is_rewarded_once(stored: PayWorld) -> None:
    stored.put_shift(1, ANN, "11-01 10:00", "1999")
    saved = at_once(lambda n: stored.create(str(n), A="1"))
    assert sum(one.rank is not None and one.rank.change is not None for one in saved) == 1
    assert stored.ids("active_bonuses") == [1]
    paid = sum((one.card.shift.total_made or Decimal(0) for one in saved), Decimal(0))
    parts = sum(
        ((one.card.shift.per_hour or Decimal(0)) + (one.card.shift.commissions or 0) for one in saved),
        Decimal(0),
    )
    assert paid - parts == 10


def test_one_newcomer_gets_one_row(stored: PayWorld) -> None:
    saved = at_once(lambda n: stored.create(str(n), who=NEW, A="1"))
    assert sum(one.new_settings is not None for one in saved) == 1
    assert len(stored.notifier.notices) == 1


def test_edits_and_new_shifts_do_not_undo_one_another(stored: PayWorld) -> None:
    stored.create("first", A="100")

    def act(number: int) -> None:
        if number % 2:
            stored.create(str(number), A="1")
        else:
            stored.edit_product(edit(), f"Model {'ABC'[number % 3]}", Decimal(100 + number))

    at_once(act)
    row = stored.values("shifts", 1)
    sold = [row[f"product_model_{letter}"] for letter in "abc"]
    assert row["total_sales"] == sum(amount for amount in sold if isinstance(amount, Decimal))
    assert len(stored.ids("shifts")) == 1 + THREADS // 2
