"""An admin's commands and buttons. The answers are messages of their own: no dialogue is disturbed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.replica import Replica
from sheetanchor.services.dialogue.admin import reports
from sheetanchor.services.dialogue.admin.choosing import ExportChoices
from sheetanchor.services.dialogue.admin.export import Listing, csv_of
from sheetanchor.services.dialogue.admin.forced import ForcedSync
from sheetanchor.services.dialogue.admin.joining import Joining
from sheetanchor.services.dialogue.admin.roster import Roster
from sheetanchor.services.dialogue.admin.troubles import Troubles
from sheetanchor.services.dialogue.doing import rank_letters
from sheetanchor.services.dialogue.events import Arrived, Command, Tap
from sheetanchor.services.dialogue.hints import Notice
from sheetanchor.services.dialogue.outcome import Letter, Outcome
from sheetanchor.services.dialogue.screens import Button, FileShown, Said, Screen
from sheetanchor.services.dialogue.state import Dialogue
from sheetanchor.services.payroll.fortnight_rows import FORTNIGHTS, fortnight_rows
from sheetanchor.services.payroll.fortnights import ReadFortnights
from sheetanchor.services.payroll.recalculate_ranks import RecalculateRanks
from sheetanchor.services.payroll.tables import SHIFTS
from sheetanchor.services.sync.activity import ActivityReader
from sheetanchor.services.sync.status import StatusReader

_CHOOSE = ((Button("export_pick"),),)


@dataclass(frozen=True, slots=True)
class FileMakers:
    """What needs a library. workbook: rows of tables as XLSX. card: how sync stands, as PNG."""

    workbook: Callable[[Sequence[Listing]], bytes]
    card: Callable[[reports.SyncStats], bytes]


@dataclass(frozen=True, slots=True)
class AdminServices:
    """What the desk asks."""

    tables: Mapping[str, Table]
    replica: Replica
    clock: Clock
    forced: ForcedSync
    status: StatusReader
    activity: ActivityReader
    troubles: Troubles
    recalculate: RecalculateRanks
    fortnights: ReadFortnights
    zone: tzinfo
    roster: Roster
    joining: Joining
    exports: ExportChoices
    files: FileMakers


class AdminDesk:
    """Answers only those whom the engine knows to be admins, at every tap anew."""

    def __init__(self, services: AdminServices) -> None:
        self._services = services
        self._commands: Mapping[str, Callable[[Arrived], Outcome]] = {
            "sync_force": services.forced.ask,
            "sync_stats": self._sync_stats,
            "conflicts": services.troubles.list_conflicts,
            "problems": services.troubles.list_problems,
            "recalc_ranks": self._recalc_ranks,
            "export": self._export,
            "who": self._who,
        }
        self._buttons: Mapping[str, Callable[[Arrived, Tap], Outcome]] = {
            "keep_sheet": services.troubles.keep,
            "keep_local": services.troubles.keep,
            "allow": services.troubles.allow,
            "accept": self._decide_join,
            "decline": self._decide_join,
            "export_pick": self._choose_period,
            "export_at": self._choose_person,
            "export_for": self._choose_format,
        }

    def outcome(self, arrived: Arrived) -> Outcome | None:
        """None for what is not the desk's; raises what the services raise."""
        match arrived.event:
            case Command(word=word) if word in self._commands:
                return self._commands[word](arrived)
            case Tap(verb=verb) if verb in self._commands:
                return self._commands[verb](arrived)
            case Tap(verb=verb) as tap if verb in self._buttons:
                return self._buttons[verb](arrived, tap)
            case _:
                return None

    def _sync_stats(self, arrived: Arrived) -> Outcome:
        """As text, and before it as a picture; Refresh renews the text."""
        services = self._services
        stats = reports.SyncStats(services.status.read(), services.activity.read(), services.clock.now())
        told = _told(arrived, stats, Button("sync_stats", "refresh"), Button("sync_force"))
        if isinstance(arrived.event, Tap):
            return told
        card = services.files.card(stats)
        picture = FileShown("sync.png", card, reports.StatsCard(stats.asked_at), is_photo=True)
        return replace(told, letters=(Letter(arrived.person.person_id, picture), *told.letters))

    def _recalc_ranks(self, arrived: Arrived) -> Outcome:
        done = self._services.recalculate(f"chat:recalc:{arrived.update_id}")
        names = {one.employee_id: self._services.roster.name_of(one.employee_id) for one in done.news}
        report = reports.RanksReport(done, {who: name for who, name in names.items() if name is not None})
        told = _told(arrived, report)
        news = [letter for one in done.news for letter in rank_letters(one.employee_id, one)]
        return replace(told, letters=(*told.letters, *news))

    def _export(self, arrived: Arrived) -> Outcome:
        """CSV, unless a workbook is asked for; everything, unless less is."""
        wanted = self._services.exports.wanted(arrived)
        chosen, report, zone = wanted.selection, self._services.fortnights(), self._services.zone
        snapshot = self._services.replica.snapshot(SHIFTS).values()
        rows = [row.values for row in snapshot if chosen.holds(row.values, zone)]
        totals = [one for one in report.totals if chosen.sums(one)]
        shifts = Listing(self._services.tables[SHIFTS], rows)
        fortnights = Listing(FORTNIGHTS.in_zone(zone), fortnight_rows(totals, arrived.at))
        numbers = {row["id"] for row in rows}
        left = tuple(one for one in report.left if one.shift_id in numbers)
        about = reports.Exported(arrived.at.date(), chosen, len(rows), len(totals), left)
        if wanted.format == "xlsx":
            return _answer(arrived, self._workbook((shifts, fortnights), about))
        return _answer(arrived, *_csv_files(shifts, fortnights, about))

    def _workbook(self, listings: Sequence[Listing], about: reports.Exported) -> FileShown:
        name = f"{about.chosen.file_stem('shifts', about.on)}.xlsx"
        return FileShown(name, self._services.files.workbook(listings), about, buttons=_CHOOSE)

    def _choose_period(self, arrived: Arrived, tap: Tap) -> Outcome:
        """In place of the choice that was there; of a file the sender makes a new message."""
        del tap
        return _answer(arrived, self._services.exports.periods(arrived))

    def _choose_person(self, arrived: Arrived, tap: Tap) -> Outcome:
        return _answer(arrived, self._services.exports.people(tap))

    def _choose_format(self, arrived: Arrived, tap: Tap) -> Outcome:
        return _answer(arrived, self._services.exports.formats(tap))

    def _who(self, arrived: Arrived) -> Outcome:
        return _told(arrived, self._services.roster.who())

    def _decide_join(self, arrived: Arrived, tap: Tap) -> Outcome:
        return self._services.joining.decide(arrived, int(tap.about), is_accepted=tap.verb == "accept")


def _told(arrived: Arrived, about: object, *buttons: Button, notice: Notice | None = None) -> Outcome:
    return replace(_answer(arrived, Said(about, (buttons,) if buttons else ())), notice=notice)


def _csv_files(shifts: Listing, fortnights: Listing, about: reports.Exported) -> tuple[FileShown, FileShown]:
    """A file holds one table; the last one bears the button that gives both in one."""
    chosen = about.chosen
    workbook = (Button(f"export:{chosen.code}:xlsx", "xlsx"),)
    return (
        FileShown(
            f"{chosen.file_stem('shifts', about.on)}.csv",
            csv_of(shifts),
            replace(about, fortnights=None, left=()),
        ),
        FileShown(
            f"{chosen.file_stem('fortnights', about.on)}.csv",
            csv_of(fortnights),
            replace(about, shifts=None),
            buttons=(workbook, *_CHOOSE),
        ),
    )


def _answer(arrived: Arrived, *shown: Screen) -> Outcome:
    """In place of the message that was tapped, else as a new one."""
    tapped = arrived.event.message_id if isinstance(arrived.event, Tap) else None
    letters = (
        Letter(arrived.person.person_id, screen, edit=None if isinstance(screen, FileShown) else tapped)
        for screen in shown
    )
    return Outcome(Dialogue(), None, letters=tuple(letters))
