"""The spreadsheet as Google keeps it."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import SystemRandom
from typing import Any

from google.auth.credentials import Credentials
from gspread.http_client import ParamsType
from gspread.urls import DRIVE_FILES_API_V3_URL, SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL

from sheetanchor.adapters.sheets.batch import RowRequest, row_requests
from sheetanchor.adapters.sheets.binding import bound_by_id_or_title, namesakes
from sheetanchor.adapters.sheets.client import DEFAULT_POLICY, DEFAULT_TIMEOUTS, Api, SheetsClient, Timeouts
from sheetanchor.adapters.sheets.errors import RequestRefusedError, UnknownRangeError, unanswered
from sheetanchor.adapters.sheets.grids import (
    GRID_MASK,
    PROPERTIES_MASK,
    TabProperties,
    decode_properties,
    decode_tabs,
    understood,
    unread,
)
from sheetanchor.adapters.sheets.images import NOTES_ID, Images
from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.adapters.sheets.notes import (
    FENCE_MASK,
    free_title,
    noted_in,
    opening_requests,
    read_fence,
)
from sheetanchor.adapters.sheets.ranges import whole_tab
from sheetanchor.adapters.sheets.reading_back import ImageReadBack, ReadBack
from sheetanchor.adapters.sheets.retries import RetryPolicy
from sheetanchor.domain.sync.errors import (
    OutcomeUnknownError,
    ServiceUnavailableError,
    Suspect,
    WriteRefusedError,
)
from sheetanchor.domain.sync.fence import Fence, FenceStep
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.ports.sheet import Applied, Fetched, Sheet, TabRef, TabWrite, TabWritten

_COMPACT: ParamsType = {"prettyPrint": "false"}
_REBINDINGS = 3
_RENAMED = "tabs were renamed again and again while they were read."
_RANDOM = SystemRandom()


class GoogleSheet(Sheet):
    """One spreadsheet of Google, or of any server at base_url that speaks its API.

    The titles of tabs are remembered from answer to answer, because Google finds cells by title only.
    `sleep`, `monotonic` and `random` drive the waiting between attempts, `spend` is called before each.
    """

    def __init__(
        self,
        spreadsheet_id: str,
        credentials: Credentials,
        *,
        base_url: str | None = None,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        policy: RetryPolicy = DEFAULT_POLICY,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        random: Callable[[], float] = _RANDOM.random,
        spend: Callable[[Api], object] = lambda _: None,
    ) -> None:
        self._id = spreadsheet_id
        self._client = SheetsClient(
            credentials,
            base_url=base_url,
            timeouts=timeouts,
            policy=policy,
            sleep=sleep,
            monotonic=monotonic,
            random=random,
            spend=spend,
        )
        self._titles: dict[int, str] = {}
        self._has_missing = False

    @property
    def client(self) -> SheetsClient:
        """The client, which is one of gspread's as well."""
        return self._client

    @property
    def spreadsheet_id(self) -> str:
        """The long id in the spreadsheet's address."""
        return self._id

    @property
    def calls(self) -> Counter[Api]:
        """How many requests were sent, repeated ones included, by the quota that they count on."""
        return self._client.calls

    def close(self) -> None:
        """Give back the connections; a later call opens new ones."""
        self._client.close()

    def version(self) -> str:
        """Drive's version of the file: one request that costs no Sheets quota."""
        params: ParamsType = {**_COMPACT, "fields": "version", "supportsAllDrives": "true"}
        answer = self._client.call("get", f"{DRIVE_FILES_API_V3_URL}/{self._id}", params)
        with understood(is_write=False):
            return str(answer["version"])

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """One request where all tabs stand as they were last seen, called as declared, else two or more.

        Of one that is called otherwise only the list of all tabs tells whether another one has its title.
        """
        is_plain = not self._has_missing and all(self._title(ref) == ref.title for ref in refs)
        found = self._fetch_as_remembered(refs) if is_plain else None
        return self._fetch_anew(refs) if found is None else found

    def push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        """One batch, however large: only one batch is all or nothing.

        Google recommends 2 MB a request and has no hard limit but 180 s.
        """
        self._learn_titles({write.sheet_id for write in writes} | {NOTES_ID})
        try:
            return self._push(writes, step)
        except WriteRefusedError as error:
            # Somebody may have deleted the hidden tab; then, and only then, the batch is made anew.
            if error.suspects:
                raise
            self._read_properties()
            if NOTES_ID in self._titles:
                raise
            return self._push(writes, step)

    def find_applied(self, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
        """One request that reads the hidden tab where it stands as it was last seen, else two or three.

        Where the hidden tab was deleted nothing else knows.
        """
        for _ in range(_REBINDINGS):
            self._learn_titles({NOTES_ID})
            if NOTES_ID not in self._titles:
                return Applied(None, is_sure=False)
            try:
                tabs, fence = self._read([self._titles[NOTES_ID]])
            except UnknownRangeError:
                tabs, fence = [], None
            if [(tab.sheet_id, tab.cut) for tab in tabs] == [(NOTES_ID, None)]:
                return _applied(tabs[0], fence, writes, step)
            self._titles.clear()
        raise ServiceUnavailableError(f"{_RENAMED} Nothing was read.")

    def _push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        readings = [ReadBack(write, self._known_title(write.sheet_id)) for write in writes]
        new_title = None if NOTES_ID in self._titles else free_title(self._titles.values())
        notes_title = self._titles[NOTES_ID] if new_title is None else new_title
        images = Images(writes, step)
        before = ImageReadBack(images, notes_title)
        ranges = [name for reading in readings for name in reading.ranges()] + before.ranges()
        opening = opening_requests(images, step, new_title=new_title)
        rows = [each for number, write in enumerate(writes) for each in row_requests(write, number)]
        body = {
            "requests": [*opening, *(each.request for each in rows)],
            "includeSpreadsheetInResponse": bool(ranges),
            "responseRanges": ranges,
        }
        try:
            written = _written(self._send(body), readings, before)
        except OutcomeUnknownError:
            # A tab may have got another title in the meantime, so that its rows could not be read back.
            self._titles.clear()
            raise
        except RequestRefusedError as error:
            suspects = _suspects(rows, error.number - len(opening))
            raise WriteRefusedError(error.said, reason=error.reason, suspects=suspects) from error
        self._titles[NOTES_ID] = notes_title
        return written

    def _send(self, body: JsonObject) -> JsonObject:
        params: ParamsType = {**_COMPACT, "fields": f"spreadsheetId,updatedSpreadsheet({GRID_MASK})"}
        return self._client.call("post", SPREADSHEET_BATCH_UPDATE_URL % self._id, params, body)

    def _fetch_as_remembered(self, refs: Sequence[TabRef]) -> Fetched | None:
        """All tabs at once by the titles last seen, None where one of them is not what is meant."""
        titles = [self._title(ref) for ref in refs]
        try:
            tabs, fence = self._read(titles)
        except UnknownRangeError:
            return None
        by_id = {tab.sheet_id: tab for tab in tabs}
        by_title = {tab.title: tab for tab in tabs}
        found = {
            ref.table: by_title.get(ref.title) if ref.sheet_id is None else by_id.get(ref.sheet_id)
            for ref in refs
        }
        complete = {table: tab for table, tab in found.items() if tab is not None}
        return Fetched(complete, fence) if len(complete) == len(found) else None

    def _fetch_anew(self, refs: Sequence[TabRef]) -> Fetched:
        """Bind by what tabs there are; once more where one gets another title at this very moment.

        Where cells of some came and never those of another, that one was not read.
        """
        for left in reversed(range(_REBINDINGS)):
            there = self._read_properties()
            places = bound_by_id_or_title(refs, there)
            wanted = [place for place in places.values() if place is not None]
            try:
                read, fence = self._read([place.title for place in wanted])
            except UnknownRangeError:
                continue
            tabs = {tab.sheet_id: tab for tab in read}
            came = [place.sheet_id in tabs for place in wanted]
            if all(came) or (not left and any(came)):
                self._has_missing = len(wanted) < len(places)
                found = {
                    table: None if place is None else tabs.get(place.sheet_id, unread(place))
                    for table, place in places.items()
                }
                return Fetched(found, fence, namesakes(refs, places, there))
        raise ServiceUnavailableError(f"{_RENAMED} Nothing was read.")

    def _title(self, ref: TabRef) -> str:
        return ref.title if ref.sheet_id is None else self._titles.get(ref.sheet_id, ref.title)

    def _known_title(self, sheet_id: int) -> str:
        if sheet_id not in self._titles:
            raise WriteRefusedError(f"there is no tab with id {sheet_id} any more")
        return self._titles[sheet_id]

    def _read(self, titles: Iterable[str]) -> tuple[list[Tab], Fence | None]:
        ranges = [whole_tab(title) for title in dict.fromkeys(titles)]
        if not ranges:
            answer = self._get({"fields": FENCE_MASK})
            with understood(is_write=False):
                return [], read_fence(answer)
        answer = self._get({"ranges": ranges, "fields": f"{GRID_MASK},{FENCE_MASK}"})
        with understood(is_write=False):
            tabs, fence = decode_tabs(answer), read_fence(answer)
        self._titles.update({tab.sheet_id: tab.title for tab in tabs})
        return tabs, fence

    def _read_properties(self) -> list[TabProperties]:
        answer = self._get({"fields": PROPERTIES_MASK})
        with understood(is_write=False):
            tabs = decode_properties(answer)
        self._titles = {tab.sheet_id: tab.title for tab in tabs}
        return tabs

    def _get(self, params: Mapping[str, Any]) -> JsonObject:
        return self._client.call("get", SPREADSHEET_URL % self._id, {**_COMPACT, **params})

    def _learn_titles(self, sheet_ids: set[int]) -> None:
        if not sheet_ids <= self._titles.keys():
            self._read_properties()


def _suspects(rows: Sequence[RowRequest], at: int) -> tuple[Suspect, ...]:
    """The rows of the request at fault, none where it is one that comes before the writing."""
    return rows[at].rows if 0 <= at < len(rows) else ()


def _applied(notes: Tab, fence: Fence | None, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
    was_applied = step.was_applied(fence, lambda number: noted_in(notes, number))
    if was_applied:
        return Applied(Images(writes, step).in_tab(notes))
    return None if was_applied is False else Applied(None, is_sure=False)


def _written(
    answer: JsonObject, readings: Sequence[ReadBack], images: ImageReadBack
) -> tuple[TabWritten, ...]:
    if "spreadsheetId" not in answer:
        raise unanswered("the answer is not that of a batch.", is_write=True)
    spreadsheet = answer.get("updatedSpreadsheet", {})
    with understood(is_write=True):
        before = images.overwritten(spreadsheet)
        return tuple(
            reading.written(spreadsheet, rows) for reading, rows in zip(readings, before, strict=True)
        )
