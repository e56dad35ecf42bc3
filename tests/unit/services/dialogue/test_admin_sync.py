"""How admins follow synchronisation: figures, forced passes, alerts."""

import json
from datetime import timedelta

import pytest

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.errors import AccessError, ServiceUnavailableError
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.budget import READS
from sheetanchor.services.sync.report import Outcome, TableReport
from tests.unit.services.dialogue.admin_world import AdminWorld
from tests.unit.services.dialogue.world import ADMIN


@pytest.fixture
def world() -> AdminWorld:
    return AdminWorld()


def test_stats_show_rows_pending_and_pauses(world: AdminWorld) -> None:
    world.to_summary()
    world.tap("Finish")
    with world.replica.transaction() as tx:
        tx.set_pause("ranks", "the tab Ranks is gone")
        tx.set_state(facts.LAST_FETCH_AT, (world.clock.now() - timedelta(seconds=30)).isoformat())
    shown = world.ask("/sync_stats")
    assert "Last full read: 30 s ago" in shown
    assert "Shifts: 1 row, 1 to send" in shown
    assert "Ranks: 6 rows, <b>paused</b>" in shown


def test_stats_tell_the_last_pass_the_calls_and_the_day(world: AdminWorld) -> None:
    at = world.clock.now()
    world.passes.tables = (TableReport("shifts", pulled=3, inserted=1),)
    world.watch.run_pass()
    world.log.record(
        [
            SyncLogEntry(at, "shifts", "pull", "ok", rows=3),
            SyncLogEntry(at - timedelta(hours=23), "shifts", "push", "ok", rows=1),
            SyncLogEntry(at - timedelta(hours=25), "shifts", "push", "ok", rows=100),
            SyncLogEntry(at, None, "pass", "failed", message="503"),
        ]
    )
    with world.replica.transaction() as tx:
        tx.set_state(facts.budget(READS), json.dumps([at.isoformat()] * 4))
    world.clock.advance(7)
    shown = world.ask("/sync_stats")
    assert "Last pass: 7 s ago, took 0.5 s, 3 rows in, 1 out" in shown
    assert "Calls of the last minute: 4 of 60 reads, 0 of 60 writes" in shown
    assert "Last 24 hours: 3 rows in, 1 out, 1 failure" in shown


def test_a_forced_sync_is_a_pass_at_once_and_ends_in_the_message_that_answered(world: AdminWorld) -> None:
    assert "Reading the whole sheet" in world.ask("/sync_force")
    world.conflict()
    world.passes.tables = (TableReport("shifts", pulled=3, inserted=1),)
    world.look()
    assert [message.text for message in world.messages(ADMIN)] == [
        "Done at 17:05:00: 3 rows in, 1 out; 1 conflict waits."
    ]
    world.tap("Show the problems", ADMIN)
    world.look()
    assert len(world.messages(ADMIN)) == 1
    assert "conflict 1" in world.text(ADMIN)
    assert len(world.watch.since(world.clock.now())) == 1


def test_a_forced_sync_that_fails_says_so_once_in_plain_words_and_then_that_it_is_done(
    world: AdminWorld,
) -> None:
    world.ask("/sync_force")
    world.passes.fault = ServiceUnavailableError("GET https://sheets.example/v4: 503")
    for _ in range(3):
        world.look()
    (message,) = world.messages(ADMIN)
    assert message.text.startswith("Failed at 17:05:00: I cannot reach Google Sheets. I go on trying")
    assert len(world.watch.since(world.clock.now())) == 1
    world.passes.fault = None
    world.clock.advance(30)
    world.look()
    assert [one.text for one in world.messages(ADMIN)] == ["Done at 17:05:30: 0 rows in, 0 out."]


def test_a_pass_that_was_under_way_does_not_count_as_the_one_that_was_asked_for(world: AdminWorld) -> None:
    world.ask("/sync_force")
    world.passes.outcome = Outcome.UNCHANGED
    world.watch.run_pass()
    world.passes.outcome = Outcome.DONE
    world.look()
    assert world.text(ADMIN).startswith("Done")
    assert len(world.watch.since(world.clock.now())) == 2


def test_every_admin_who_asked_is_answered_and_a_tap_is_answered_in_its_message(world: AdminWorld) -> None:
    world.ask("/sync_force")
    world.ask("/sync_stats")
    world.tap("Sync now", ADMIN)
    world.look()
    assert [one.text[:4] for one in world.messages(ADMIN)] == ["Done", "Sync", "Done"]


def test_stats_come_with_a_picture_once(world: AdminWorld) -> None:
    world.ask("/sync_stats")
    world.refusing = True
    world.tap("Refresh", ADMIN)
    assert [waiting.body.get("is_photo") for waiting in world.store.outbox()] == [None]
    world.say("/sync_stats", ADMIN)
    assert [waiting.body.get("is_photo") for waiting in world.store.outbox()] == [None, True, None]


def test_a_pause_is_told_once_and_its_end_once(world: AdminWorld) -> None:
    with world.replica.transaction() as tx:
        tx.set_pause("ranks", "the tab Ranks is gone; put it back")
    world.look()
    world.look()
    assert [message.text for message in world.messages(ADMIN)] == [
        "<b>Please look:</b> I leave Ranks alone: the tab Ranks is gone; put it back"
    ]
    with world.replica.transaction() as tx:
        tx.set_pause("ranks", None)
    world.look()
    world.look()
    assert [message.text for message in world.messages(ADMIN)][1:] == [
        "<b>Solved:</b> the tab Ranks is kept equal again."
    ]


def test_a_pause_is_told_with_the_cell_that_it_is_about(world: AdminWorld) -> None:
    with world.replica.transaction() as tx:
        tx.set_state(facts.sheet_id("ranks"), "5")
        tx.set_state(facts.paused_at("ranks"), "A1")
        tx.set_pause("ranks", "table 'ranks' is paused: Ranks!A1 does not hold 'Rank Name'.")
    world.look()
    (message,) = world.messages(ADMIN)
    assert "&amp;range=A1" in message.text
    assert message.text.endswith(">Ranks!A1</a> does not hold &#x27;Rank Name&#x27;.")


def test_another_tab_that_has_the_title_is_told_once_and_its_end_once(world: AdminWorld) -> None:
    with world.replica.transaction() as tx:
        tx.set_state(facts.sheet_id("ranks"), "5")
        tx.set_state(facts.tab_title("ranks"), "Old <1>")
        tx.set_state(facts.namesake("ranks"), "")
    world.look()
    world.look()
    (message,) = world.messages(ADMIN)
    assert message.text.startswith("<b>Please look:</b> <a ")
    assert "the tab &#x27;Ranks&#x27; is another one, such as a copy, and is not read" in message.text
    assert "To end it: give the tab &#x27;Ranks&#x27; another title" in message.text
    with world.replica.transaction() as tx:
        tx.set_state(facts.tab_title("ranks"), None)
        tx.set_state(facts.namesake("ranks"), None)
    world.look()
    world.look()
    assert [message.text for message in world.messages(ADMIN)][1:] == [
        "<b>Solved:</b> no other tab passes for Ranks any more."
    ]


def failing(world: AdminWorld, fault: SheetanchorError) -> None:
    world.passes.fault = fault
    with pytest.raises(type(fault)):
        world.watch.run_pass()
    with world.replica.transaction() as tx:
        tx.set_state(facts.LAST_ERROR, f"{type(fault).__name__}: {fault}")


def test_failing_passes_are_told_only_when_they_go_on_failing(world: AdminWorld) -> None:
    failing(world, ServiceUnavailableError("503 from Google"))
    world.look()
    world.clock.advance(timedelta(minutes=14))
    world.look()
    assert world.messages(ADMIN) == []
    world.clock.advance(timedelta(minutes=1))
    world.look()
    world.look()
    told = "I could not reach Google Sheets for 15 minutes. Shifts are kept and will be sent later."
    assert [message.text for message in world.messages(ADMIN)] == [f"<b>Please look:</b> {told}"]
    with world.replica.transaction() as tx:
        tx.set_state(facts.LAST_ERROR, None)
    world.look()
    assert world.text(ADMIN).startswith("<b>Solved:</b> I reach Google Sheets again")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (AccessError("403 <forbidden>"), "I may not open the spreadsheet."),
        (ReplicaError("the disk is <full>"), "The disk is &lt;full&gt;. Shifts are kept"),
    ],
)
def test_an_alert_names_no_class(world: AdminWorld, fault: SheetanchorError, told: str) -> None:
    failing(world, fault)
    world.look()
    world.clock.advance(timedelta(minutes=15))
    world.look()
    assert told in world.text(ADMIN)
    assert "Error" not in world.text(ADMIN)
