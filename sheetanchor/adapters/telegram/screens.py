"""What each screen shows: one question to a service, one text, one keyboard."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from sheetanchor.adapters.telegram import keyboards, texts
from sheetanchor.domain.errors import RemoteError, SheetanchorError, SheetContentError
from sheetanchor.ports.reference_data import ReferenceData

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: the Telegram user id, which is the employee id, and the first name."""

    employee_id: int
    first_name: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A message: HTML and the buttons below it."""

    text: str
    keyboard: InlineKeyboardMarkup


class Screens:
    """Makes screens. Reading happens on a thread, for the replica may have to ask the sheet."""

    def __init__(self, reference_data: ReferenceData) -> None:
        self._reference_data = reference_data

    async def show(self, name: str, person: Person) -> Screen:
        """The screen of this name (a constant of `keyboards`).

        Errors become an honest answer, never a value.
        """
        makers: dict[str, Callable[[Person], str]] = {
            keyboards.CLOCK_IN: self._clock_in,
            keyboards.RANKS: self._ranks,
        }
        maker = makers.get(name)
        if maker is None:
            return Screen(texts.menu(person.first_name), keyboards.menu())
        return Screen(await asyncio.to_thread(_answer, maker, person), keyboards.back(name))

    def _clock_in(self, person: Person) -> str:
        settings = self._reference_data.employee_settings(person.employee_id)
        if settings is None:
            return texts.unknown_employee(person.employee_id)
        return texts.clock_in(settings, self._reference_data.dynamic_rates())

    def _ranks(self, person: Person) -> str:
        del person
        table = self._reference_data.ranks()
        return texts.ranks(table) if table.ranks else texts.no_ranks()


def _answer(maker: Callable[[Person], str], person: Person) -> str:
    try:
        return maker(person)
    except SheetContentError as error:
        _LOG.warning("employee %d was told that: %s", person.employee_id, error)
        return texts.unreadable(str(error))
    except RemoteError as error:
        _LOG.warning("employee %d could not be answered: %s", person.employee_id, error)
        return texts.unreachable()
    except SheetanchorError:
        _LOG.exception("employee %d could not be answered", person.employee_id)
        return texts.failed()
