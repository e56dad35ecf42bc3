"""Parameters come in any of four forms, and mean the same."""

import json

import pytest
import requests

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.telegram.parameters import read_parameters
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN, TelegramState

_TEXT = "caf\N{LATIN SMALL LETTER E WITH ACUTE} & 1+1=2 \N{MONEY BAG}"
_MARKUP = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


@pytest.mark.parametrize("form", ["query", "form", "json", "multipart"])
def test_a_message_is_the_same_however_it_is_asked_for(
    sandbox: RunningSandbox, telegram: TelegramState, ann: int, form: str
) -> None:
    url = f"{sandbox.url}/bot{DEMO_BOT_TOKEN}/SENDMESSAGE"
    flat = {"chat_id": str(ann), "text": _TEXT, "reply_markup": json.dumps(_MARKUP)}
    if form == "query":
        answer = requests.get(url, params=flat, timeout=10)
    elif form == "form":
        answer = requests.post(url, data=flat, timeout=10)
    elif form == "json":
        answer = requests.post(url, json={"chat_id": ann, "text": _TEXT, "reply_markup": _MARKUP}, timeout=10)
    else:
        fields = {name: (None, value.encode()) for name, value in flat.items()}
        answer = requests.post(url, files=fields, timeout=10)
    assert answer.json()["ok"], answer.text
    shown = telegram.chat(ann).messages[-1]
    assert (shown.text, shown.buttons[0][0].data) == (_TEXT, "go")


def test_what_is_uploaded_arrives_byte_for_byte() -> None:
    content = bytes(range(256)) * 3 + b"\r\n--not-the-end\r\n\r\r\n\n"
    request = requests.Request(
        "POST", "http://sandbox", files={"document": ("a b.bin", content)}, data={"chat_id": "1"}
    ).prepare()
    assert isinstance(request.body, bytes)
    parameters = read_parameters([("chat_id", "2")], request.headers["content-type"], request.body)
    assert parameters.text("chat_id") == "1"
    assert parameters.uploads["document"].name == "a b.bin"
    assert parameters.uploads["document"].content == content


def test_a_body_that_is_no_json_is_refused(sandbox: RunningSandbox) -> None:
    url = f"{sandbox.url}/bot{DEMO_BOT_TOKEN}/getMe"
    answer = requests.post(url, data=b"{", headers={"content-type": "application/json"}, timeout=10)
    assert (answer.status_code, answer.json()["ok"]) == (400, False)
