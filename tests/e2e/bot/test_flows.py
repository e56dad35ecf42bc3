"""What people do with the bot, through the real process and the Bot API."""

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from tests.e2e.bot.conftest import Starter
from tests.e2e.bot.process import Someone, until

#: Labels with what has to be seen before: some stand on several screens.
STEPS = (
    ("Enter hours by hand", "Hourly wage"),
    ("Yesterday", "On which day"),
    ("9 AM", "when did you clock in"),
    ("PM", "When did you clock out"),
    ("5 PM", "When did you clock out"),
    ("Model A", "What did you sell?"),
)


def to_sum(person: Someone, amount: str = "500") -> None:
    """From /clock_in to the question whether that is all."""
    person.says("/clock_in")
    for label, seen in STEPS:
        person.sees(seen)
        person.taps(label)
    person.sees("Type the amount")
    person.says(amount)
    person.sees("Is that all?")


def cells(sandbox: RunningSandbox, row: int = 2) -> list[str]:
    sheet = sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)["Shifts"]
    return [sheet.shown_at(f"{column}{row}") for column in "ACDGHKP"]


def test_a_shift_said_in_the_chat_is_a_row_of_the_sheet(
    start: Starter, sandbox: RunningSandbox, ann: Someone
) -> None:
    start()
    to_sum(ann)
    ann.taps("Finish")
    assert "You earned: $160.00" in ann.sees("Shift 1 is saved")
    until(lambda: cells(sandbox)[0], "the row in the sheet")
    assert cells(sandbox) == ["1", "1001", "ann", "8", "500", "500", "160"]


def test_a_rise_is_told_and_its_bonus_is_a_row(start: Starter, sandbox: RunningSandbox, ann: Someone) -> None:
    start()
    to_sum(ann, "2500")
    ann.taps("Finish")
    assert "Your bonus" in ann.sees("Congratulations")
    book = sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)
    until(lambda: book["EmployeeRanks"].shown_at("F2") == "true", "the mark that it was told")
    ann.taps("Claim")
    ann.sees("What would you like to do?")


def test_an_edit_changes_the_row(start: Starter, sandbox: RunningSandbox, ann: Someone) -> None:
    start()
    to_sum(ann)
    ann.taps("Finish")
    ann.sees("Shift 1 is saved")
    until(lambda: cells(sandbox)[0], "the row in the sheet")
    ann.says("/edit")
    ann.sees("Which shift")
    ann.taps(next(iter(ann.buttons())))
    for label in ("Sales", "Model A"):
        ann.taps(label)
    ann.sees("now $500.00")
    ann.says("1500")
    assert "You earned: $264.00" in ann.sees("Shift 1 is changed")
    until(lambda: cells(sandbox)[-1] == "264", "the change in the sheet")


def test_forged_and_foreign_buttons_do_nothing(
    start: Starter, sandbox: RunningSandbox, ann: Someone, ben: Someone
) -> None:
    start()
    to_sum(ann)
    stolen = ann.buttons()["Finish"]
    ben.says("/start")
    ben.sees("Hello Ben")
    message = ben.messages[-1]
    chat = sandbox.world.telegram.conversation(1002).chat
    for data in (stolen, "finish", "finish|1|zz|AAAAAAAAAAAAAAAA"):
        chat.messages[message.message_id].inline_keyboard = {
            "inline_keyboard": [[{"text": "Trick", "callback_data": data}]]
        }
        said = len(ben.notices())
        ben.taps("Trick")
        until(lambda said=said: len(ben.notices()) > said, "an answer")  # type: ignore[misc]
    assert set(ben.notices()) == {"That button does not work any more. Send /start."}
    assert cells(sandbox)[0] == ""
    ann.taps("Finish")
    ann.sees("Shift 1 is saved")


def test_tapping_finish_many_times_saves_one_shift(
    start: Starter, sandbox: RunningSandbox, ann: Someone
) -> None:
    start()
    to_sum(ann)
    for _ in range(5):
        ann.taps("Finish")
    ann.sees("Shift 1 is saved")
    until(lambda: len(ann.notices()) == 4, "four polite answers")
    ann.says("/edit")
    ann.sees("Which shift")
    assert len(ann.buttons()) == 2


def test_too_many_messages_are_waited_out_and_nothing_is_lost(
    start: Starter, sandbox: RunningSandbox, ann: Someone
) -> None:
    start()
    ann.says("/start")
    ann.sees("Hello Ann")
    with sandbox.world.telegram.lock:
        sandbox.world.telegram.rate_limits.add(2, method="editMessageText", times=2)
    ann.taps("Ranks")
    assert "Rookie" in ann.sees("Ranks by sales of the month")


def test_a_person_who_blocked_the_bot_does_not_stop_it(
    start: Starter, sandbox: RunningSandbox, ann: Someone, ben: Someone
) -> None:
    start()
    ann.says("/start")
    ann.sees("Hello Ann")
    ann.taps("Ranks")
    sandbox.world.telegram.block(1001)
    ben.says("/start")
    ben.sees("Hello Ben")
    sandbox.world.telegram.unblock(1001)
    ann.says("/statistics")
    ann.sees("Next pay day")


def test_the_token_is_never_logged(start: Starter, ann: Someone) -> None:
    bot = start()
    ann.says("/start")
    ann.sees("Hello Ann")
    assert bot.stop() == 0
    assert bot.environment["SHEETANCHOR_BOT_TOKEN"].partition(":")[2] not in bot.log


def test_a_stop_finishes_what_was_begun(start: Starter, sandbox: RunningSandbox, ann: Someone) -> None:
    bot = start()
    to_sum(ann)
    ann.taps("Finish")
    assert bot.stop() == 0
    bot.start()
    ann.sees("Shift 1 is saved")
