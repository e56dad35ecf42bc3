import pytest
import requests

from sheetanchor.sandbox.pytest import RunningSandbox
from tests.e2e.page.api import bot, keyboard
from tests.e2e.page.driver import PageDriver
from tests.e2e.page.pictures import png
from tests.e2e.page.workbook import ANN, BEN

pytestmark = pytest.mark.xdist_group("chromium")


def test_people_of_the_world_can_be_chosen_by_name(page: PageDriver, sandbox: RunningSandbox) -> None:
    names = [person.name for person in sandbox.world.telegram.people.values()]
    assert page.options("person-select") == names


def test_a_text_reaches_the_bot_as_that_person(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.pick_person("Ben Carter")
    page.chat_send("Hello")
    (update,) = bot(sandbox, "getUpdates")
    assert (update["message"]["from"]["id"], update["message"]["text"]) == (BEN, "Hello")


def test_an_empty_chat_offers_to_start(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.find("chat-start").click()
    page.until(lambda: page.all("chat-message"), "the command as sent")
    assert bot(sandbox, "getUpdates")[0]["message"]["text"] == "/start"
    assert page.all("chat-start") == []


def test_formatting_is_shown_and_nothing_else_becomes_markup(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.chat_send("/start")
    bot(
        sandbox,
        "sendMessage",
        chat_id=ANN,
        parse_mode="HTML",
        text="<b>Bold</b> &lt;i&gt; <code>x</code>\nnew line",
    )
    assert page.wait_for_chat("Bold") == "Bold <i> x\nnew line"
    shown = page.all("chat-text")[-1].get_property("innerHTML")
    assert shown == "<b>Bold</b> &lt;i&gt; <code>x</code>\nnew line"


def test_what_a_person_types_is_never_markup(page: PageDriver) -> None:
    page.chat_send("<b>not bold</b>")
    page.until(lambda: page.all("chat-text"), "the message")
    assert page.all("chat-text")[0].get_property("innerHTML") == "&lt;b&gt;not bold&lt;/b&gt;"


def test_a_button_sends_its_data_and_the_message_is_edited_in_place(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.chat_send("/start")
    sent = bot(sandbox, "sendMessage", chat_id=ANN, text="Menu", reply_markup=keyboard(["Shift", "Ranks"]))
    page.wait_for_chat("Menu")
    page.chat_press("Ranks")
    update = page.until(lambda: bot(sandbox, "getUpdates")[1:], "the press")[0]
    assert update["callback_query"]["data"] == "Ranks"
    before = len(page.all("chat-message"))
    bot(
        sandbox,
        "editMessageText",
        chat_id=ANN,
        message_id=sent["message_id"],
        text="Ranks",
        reply_markup=keyboard(["Back"]),
    )
    page.wait_for_chat("Ranks")
    assert len(page.all("chat-message")) == before
    assert [button.text for button in page.all("chat-button")] == ["Back"]


@pytest.mark.parametrize(("place", "alert"), [("chat-notice", False), ("chat-alert", True)])
def test_the_answer_to_a_press_is_a_line_on_top_or_a_window(
    page: PageDriver, sandbox: RunningSandbox, place: str, alert: bool
) -> None:
    page.chat_send("/start")
    bot(sandbox, "sendMessage", chat_id=ANN, text="Menu", reply_markup=keyboard(["Shift"]))
    page.chat_press("Shift")
    query = page.until(lambda: bot(sandbox, "getUpdates", offset=-1)[0].get("callback_query"), "the press")
    bot(sandbox, "answerCallbackQuery", callback_query_id=query["id"], text="Done", show_alert=alert)
    page.until(lambda: "Done" in page.find(place).text, "the answer")


def test_a_window_stays_until_it_is_closed(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.chat_send("/start")
    bot(sandbox, "sendMessage", chat_id=ANN, text="Menu", reply_markup=keyboard(["Shift"]))
    page.chat_press("Shift")
    query = page.until(lambda: bot(sandbox, "getUpdates", offset=-1)[0].get("callback_query"), "the press")
    bot(sandbox, "answerCallbackQuery", callback_query_id=query["id"], text="Done", show_alert=True)
    page.find("chat-alert").find_element("css selector", "button").click()
    page.until(lambda: not page.all("chat-alert"), "the window closed")


def test_each_person_has_a_chat_of_their_own(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.chat_send("I am Ann")
    page.pick_person("Ben Carter")
    assert page.all("chat-message") == []
    page.chat_send("I am Ben")
    bot(sandbox, "sendMessage", chat_id=ANN, text="For Ann")
    page.pick_person("Ann Miller")
    assert page.wait_for_chat("For Ann") == "For Ann"


def test_a_deleted_message_goes(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.chat_send("/start")
    sent = bot(sandbox, "sendMessage", chat_id=ANN, text="Soon gone")
    page.wait_for_chat("Soon gone")
    bot(sandbox, "deleteMessage", chat_id=ANN, message_id=sent["message_id"])
    page.until(lambda: len(page.all("chat-message")) == 1, "only the command left")


def test_a_document_can_be_saved_and_a_photo_seen(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.chat_send("/start")
    csv = ("report.csv", b"hours\n8\n", "text/csv")
    bot(sandbox, "sendDocument", chat_id=ANN, caption="Your hours", files={"document": csv})
    bot(sandbox, "sendPhoto", chat_id=ANN, files={"photo": ("p.png", png(300, 120), "image/png")})
    link = page.find_css(".document")
    assert link.get_attribute("download") == "report.csv"
    calls = len(sandbox.world.recorder.requests)
    assert requests.get(str(link.get_property("href")), timeout=10).content == b"hours\n8\n"
    photo = page.find_css("img.photo")
    page.until(lambda: photo.get_property("naturalWidth") == 300, "the photo")
    assert len(sandbox.world.recorder.requests) == calls


def test_a_keyboard_below_the_input_sends_its_label(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.chat_send("/start")
    bot(sandbox, "sendMessage", chat_id=ANN, text="Choose", reply_markup={"keyboard": [["Yes", "No"]]})
    page.chat_press("Yes")
    page.until(lambda: "Yes" in page.all("chat-text")[-1].text, "the label as sent")


def test_the_menu_lists_the_bots_commands(page: PageDriver, sandbox: RunningSandbox) -> None:
    bot(sandbox, "setMyCommands", commands=[{"command": "ranks", "description": "All ranks"}])
    page.find("chat-commands").click()
    page.find("command-menu").find_element("css selector", "button").click()
    page.until(lambda: page.all("chat-text"), "the command as sent")
    assert bot(sandbox, "getUpdates")[0]["message"]["text"] == "/ranks"


def test_somebody_new_can_be_added(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.find("add-person").click()
    page.find("new-person-name").send_keys("Zoe")
    page.find("new-person-id").send_keys("4711")
    page.find("new-person-add").click()
    page.until(lambda: page.find("chat").get_attribute("data-person") == "4711", "the new person's chat")
    page.chat_send("Hi")
    assert bot(sandbox, "getUpdates")[0]["message"]["from"]["first_name"] == "Zoe"


def test_nothing_can_be_written_to_a_blocked_bot(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.chat_send("/start")
    sandbox.world.telegram.block(ANN)
    page.until(lambda: page.find("chat-status").text == "blocked", "the block")
    assert not page.find("chat-input").is_enabled()
