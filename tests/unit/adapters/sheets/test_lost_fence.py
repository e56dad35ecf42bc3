"""Which refusals of a batch say that somebody else wrote, and which say something else."""

import json

import pytest
import requests

from sheetanchor.adapters.sheets.errors import refusal
from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.errors import FenceLostError, WriteRefusedError

NAME_TAKEN = "Cannot add named range with name: sheetanchor_2, a named range with that name already exists."
TITLE_TAKEN = 'A sheet with the name "_sheetanchor" already exists. Please enter another name.'
FULL = "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
PROTECTED = "You are trying to edit a protected cell or object. Please contact the spreadsheet owner."


def refused(message: str) -> SheetanchorError:
    response = requests.Response()
    response.status_code = 400
    response._content = json.dumps({"error": {"code": 400, "message": message}}).encode()
    return refusal(response, is_write=True)


@pytest.mark.parametrize(
    "message",
    [
        "Invalid requests[0].deleteNamedRange: No NamedRange with id: token1",
        "Invalid requests[0].deleteNamedRange: No named range with id: token1",
        f"Invalid requests[2].addNamedRange: {NAME_TAKEN}",
        "Invalid requests[12].addNamedRange: Duplicate NamedRange id: token2",
        f"Invalid requests[0].addSheet: {TITLE_TAKEN}",
        "Invalid requests[0].addSheet: Sheet with id 1397509955 already exists.",
    ],
)
def test_a_mark_that_is_gone_or_there_already_is_a_lost_fence(message: str) -> None:
    error = refused(message)
    assert isinstance(error, FenceLostError)
    assert message.rstrip(".") in str(error)


@pytest.mark.parametrize(
    "message",
    [
        f"Invalid requests[0].addSheet: {FULL}",
        f"Invalid requests[0].addSheet: {PROTECTED}",
        f"Invalid requests[1].addNamedRange: {PROTECTED}",
        f"Invalid requests[0].deleteNamedRange: {PROTECTED}",
        "Invalid requests[2].addNamedRange: The name 'sheetanchor_2' is not a valid named range name.",
        "Invalid requests[2].addNamedRange: No grid with id: 1397509955",
        f"Invalid requests[1].updateSheetProperties: {FULL}",
        "Invalid requests[1].updateSheetProperties: No sheet with id: 1397509955",
        "Invalid requests[0].updateNamedRange: No NamedRange with id: token1",
        "Invalid requests[9].updateCells: a cell says deleteNamedRange: No NamedRange with id",
        "Invalid requests[3].addProtectedRange: it already exists.",
        "A named range with that name already exists.",
    ],
)
def test_any_other_refusal_is_not(message: str) -> None:
    assert isinstance(refused(message), WriteRefusedError)
