"""The APIs of a served sandbox as programs call them."""

from typing import Any

import requests

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from tests.e2e.page.workbook import WORKBOOK_ID

_SECONDS = 10


def book_of(sandbox: RunningSandbox) -> Spreadsheet:
    return sandbox.world.spreadsheet(WORKBOOK_ID)


def write_values(sandbox: RunningSandbox, address: str, values: list[list[object]]) -> None:
    answer = requests.put(
        f"{sandbox.url}/v4/spreadsheets/{WORKBOOK_ID}/values/{address}",
        params={"valueInputOption": "USER_ENTERED", "key": "any"},
        json={"values": values},
        timeout=_SECONDS,
    )
    answer.raise_for_status()


def batch_update(sandbox: RunningSandbox, *changes: dict[str, Any]) -> None:
    answer = requests.post(
        f"{sandbox.url}/v4/spreadsheets/{WORKBOOK_ID}:batchUpdate",
        params={"key": "any"},
        json={"requests": changes},
        timeout=_SECONDS,
    )
    answer.raise_for_status()


def read_spreadsheet(sandbox: RunningSandbox) -> requests.Response:
    return requests.get(
        f"{sandbox.url}/v4/spreadsheets/{WORKBOOK_ID}", params={"key": "any"}, timeout=_SECONDS
    )


def bot(sandbox: RunningSandbox, method: str, **parameters: object) -> Any:
    """What a method of the Bot API answers."""
    files = parameters.pop("files", None)
    url = f"{sandbox.url}/bot{DEMO_BOT_TOKEN}/{method}"
    if files is None:
        answer = requests.post(url, json=parameters, timeout=_SECONDS)
    else:
        answer = requests.post(url, data=parameters, files=files, timeout=_SECONDS)  # type: ignore[arg-type]
    answer.raise_for_status()
    return answer.json()["result"]


def keyboard(*rows: list[str]) -> dict[str, Any]:
    """An inline keyboard whose buttons send their own labels."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}
