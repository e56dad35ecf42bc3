"""All that the sandbox holds, in one object that tests and the page share with the server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import RLock

from sheetanchor.sandbox.changes import Change, ChangeFeed
from sheetanchor.sandbox.clock import WorldClock, system_time
from sheetanchor.sandbox.drive.files import Drive, DriveFile
from sheetanchor.sandbox.errors import entity_not_found, permission_denied
from sheetanchor.sandbox.faults.plan import Faults
from sheetanchor.sandbox.faults.quota import Quota
from sheetanchor.sandbox.ids import Ids
from sheetanchor.sandbox.recorder import Recorder
from sheetanchor.sandbox.sheets.spreadsheet import BookState, Spreadsheet
from sheetanchor.sandbox.telegram.state import TelegramState
from sheetanchor.sandbox.tokens import Tokens

DEFAULT_ACCOUNT = "sandbox@sandbox.iam.gserviceaccount.com"


@dataclass(frozen=True)
class WorldState:
    """What a snapshot holds."""

    drive: Drive
    spreadsheets: dict[str, Spreadsheet]
    books: dict[str, BookState]


class World:
    """Every request is answered under `lock`; so is what a person does through a Sheet's methods."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = system_time,
        deterministic: bool = False,
        account: str = DEFAULT_ACCOUNT,
    ) -> None:
        self.lock = RLock()
        self.clock = WorldClock(clock)
        self.ids = Ids(deterministic=deterministic)
        self.drive = Drive()
        self.spreadsheets: dict[str, Spreadsheet] = {}
        self.recorder = Recorder()
        self.changes = ChangeFeed()
        self.telegram = TelegramState(self.clock, self.ids)
        self.faults = Faults()
        self.quota = Quota()
        self.tokens = Tokens(self.clock, self.ids, account)

    def now(self) -> datetime:
        """The world's time, aware."""
        return self.clock()

    def create_spreadsheet(self, title: str, *, spreadsheet_id: str | None = None) -> Spreadsheet:
        """A new file with one empty tab, Sheet1 of 1000 rows and 26 columns."""
        with self.lock:
            file_id = spreadsheet_id or self.ids.file_id()
            now = self.now()
            self.drive.add(DriveFile(file_id, title, now, now))
            self.spreadsheets[file_id] = Spreadsheet(file_id, title, self)
            return self.spreadsheets[file_id]

    @contextmanager
    def new_spreadsheet(self, title: str, *, spreadsheet_id: str | None = None) -> Iterator[Spreadsheet]:
        """The same, to be filled before anybody sees it: where that raises, there is no such file.

        Raises ValueError for an id that is taken.
        """
        with self.lock:
            if spreadsheet_id in self.drive.files:
                raise ValueError(f"the id {spreadsheet_id} is taken by another file")
            book = self.create_spreadsheet(title, spreadsheet_id=spreadsheet_id)
            try:
                yield book
            except BaseException:
                self.delete_file(book.spreadsheet_id)
                raise

    def spreadsheet(self, spreadsheet_id: str) -> Spreadsheet:
        """Raises Sheets' 403 for a private file and its 404 for an id that is none."""
        file = self.drive.files.get(spreadsheet_id)
        if file is not None and file.private:
            raise permission_denied()
        if spreadsheet_id not in self.spreadsheets:
            raise entity_not_found()
        return self.spreadsheets[spreadsheet_id]

    def add_private_file(self, file_id: str) -> None:
        """A file of somebody else: Sheets answers 403 for it, Drive 404."""
        now = self.now()
        self.drive.add(DriveFile(file_id, "Private", now, now, private=True))

    def copy_spreadsheet(self, spreadsheet_id: str, title: str) -> Spreadsheet:
        """A new file with the same tabs and names, ids included, but not the developer metadata."""
        with self.lock:
            source, book = self.spreadsheet(spreadsheet_id), self.create_spreadsheet(title)
            book.restore(BookState(source, owner=book))
            book.properties["title"] = title
            return book

    def snapshot(self) -> WorldState:
        """All files and spreadsheets as they are now, good for any number of restores."""
        with self.lock:
            books = {book_id: BookState(book) for book_id, book in self.spreadsheets.items()}
            return WorldState(self.drive.copy(), dict(self.spreadsheets), books)

    def restore(self, state: WorldState) -> None:
        """Back to a snapshot, versions and times included; each spreadsheet is published as restored."""
        with self.lock:
            self.drive = state.drive.copy()
            self.spreadsheets = dict(state.spreadsheets)
            for book_id, book in self.spreadsheets.items():
                book.restore(state.books[book_id].duplicate())
                self.changes.publish(Change(book_id, None, None, "person", "restored"))

    def delete_file(self, file_id: str) -> None:
        """Delete a file for good; raises Drive's 404."""
        with self.lock:
            self.drive.remove(file_id)
            self.spreadsheets.pop(file_id, None)

    def committed(self, book: Spreadsheet, changes: list[Change]) -> None:
        """The file follows its spreadsheet's edit, then all listeners are told."""
        self.drive.touch(book.spreadsheet_id, self.now())
        self.drive.files[book.spreadsheet_id].name = book.title
        for change in changes:
            self.changes.publish(change)
