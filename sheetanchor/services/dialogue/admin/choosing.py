"""Choosing what to export, typed or by buttons: a period, then a person, then a format."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.payroll.instants import Month, month_of
from sheetanchor.domain.payroll.periods.fortnights import Fortnight
from sheetanchor.services.dialogue.admin.reports import Chatter, ExportFormats, ExportPeople, ExportPeriods
from sheetanchor.services.dialogue.admin.roster import Roster
from sheetanchor.services.dialogue.admin.selection import (
    Selection,
    month_before,
    period_code,
    period_from_code,
    typed_period,
)
from sheetanchor.services.dialogue.events import Arrived, Command, Tap
from sheetanchor.services.dialogue.hints import Hint, HintError
from sheetanchor.services.dialogue.paging import page_of
from sheetanchor.services.dialogue.screens import Button, Rows, Said, rows_of

FORMATS = ("csv", "xlsx")
_MONTHS_OFFERED = 3
_PEOPLE_IN_A_ROW = 3


class UnclearExportError(InputError):
    """What was typed names neither a format, a period, nor a person."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export, and as what."""

    selection: Selection
    format: str = FORMATS[0]


class ExportChoices:
    """Its screens are messages of their own, each in place of the one before."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def wanted(self, arrived: Arrived) -> Wanted:
        """By the words behind the command, or the button; raises InputError where they say nothing known."""
        match arrived.event:
            case Command(argument=argument):
                return self._typed(argument, arrived.at)
            case Tap(about=about) if about in {"", *FORMATS}:
                return Wanted(Selection(), about or FORMATS[0])
            case Tap(about=about):
                code, _, kind = about.rpartition(":")
                return Wanted(self._from_code(code), kind)
            case _:
                return Wanted(Selection())

    def periods(self, arrived: Arrived) -> Said:
        """The last months and their fortnights."""
        zone = _zone(arrived)
        month, rows = month_of(arrived.at, zone), list[tuple[Button, ...]]()
        for _ in range(_MONTHS_OFFERED):
            halves = [Fortnight(month, number) for number in (1, 2)]
            begun = [half for half in halves if half.start <= arrived.at.date()]
            rows.append((_period_button(month), *map(_period_button, begun)))
            month = month_before(month)
        return Said(ExportPeriods(), (*rows, (_period_button(None),)))

    def people(self, tap: Tap) -> Said:
        """Everybody, and each employee."""
        code, _, number = tap.about.partition(":")
        period, page = _period(code), page_of(self._roster.people(), _number(number))
        each = [Button(f"export_for:{code}:{one.person_id}", one) for one in page.items]
        turns = [Button(f"export_at:{code}:{page.number - 1}", "previous")] if page.number else []
        turns += [Button(f"export_at:{code}:{page.number + 1}", "next")] if page.has_next else []
        rows: Rows = ((Button(f"export_for:{code}:all", "everybody"),), *rows_of(each, _PEOPLE_IN_A_ROW))
        return Said(
            ExportPeople(period, page.number, page.of),
            (*rows, *((tuple(turns),) if turns else ()), (Button("export_pick", "back"),)),
        )

    def formats(self, tap: Tap) -> Said:
        """CSV or a workbook."""
        selection = self._from_code(tap.about)
        buttons = tuple(Button(f"export:{selection.code}:{kind}", kind) for kind in FORMATS)
        back = Button(f"export_at:{period_code(selection.period)}:0", "back")
        return Said(ExportFormats(selection.period, selection.person), (buttons, (back,)))

    def _typed(self, argument: str, at: datetime) -> Wanted:
        zone = _zone_of(at)
        words = argument.split()
        kinds = [word.lower() for word in words if word.lower() in FORMATS]
        periods = [word for word in words if typed_period(word.lower(), at, zone) is not None]
        name = " ".join(word for word in words if word.lower() not in kinds and word not in periods)
        period = typed_period(periods[-1].lower(), at, zone) if periods else None
        person = self._called(name) if name else None
        return Wanted(Selection(period, person), kinds[-1] if kinds else FORMATS[0])

    def _called(self, name: str) -> Chatter:
        wanted = name.removeprefix("@").lower()
        people = self._roster.people()
        found = [one for one in people if wanted in {one.name.lower(), str(one.person_id)}]
        if len(found) != 1:
            raise UnclearExportError(
                f"nobody, or more than one, is called {name!r}. Name a person by number, or by name as /who "
                "shows it; a month such as 2025-11; a fortnight such as 2025-11-1 or 2025-11-2; and xlsx for "
                "a workbook"
            )
        return found[0]

    def _from_code(self, code: str) -> Selection:
        period, _, person = code.partition(":")
        known = {str(one.person_id): one for one in self._roster.people()}
        if person != "all" and person not in known:
            raise HintError(Hint.STALE)
        return Selection(_period(period), known.get(person))


def _period_button(period: Month | Fortnight | None) -> Button:
    return Button(f"export_at:{period_code(period)}:0", period if period is not None else "all_shifts")


def _period(code: str) -> Month | Fortnight | None:
    try:
        return period_from_code(code)
    except ValueError as error:
        raise HintError(Hint.STALE) from error


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _zone(arrived: Arrived) -> tzinfo:
    return _zone_of(arrived.at)


def _zone_of(at: datetime) -> tzinfo:
    if at.tzinfo is None:
        raise TypeError("the time of an event has no zone")
    return at.tzinfo
