"""The spreadsheet as Google keeps it."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import SystemRandom
from typing import Any

from google.auth.credentials import Credentials
from gspread.http_client import ParamsType
from gspread.urls import DRIVE_FILES_API_V3_URL, SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL

from sheetanchor.adapters.sheets.batch import requests_for
from sheetanchor.adapters.sheets.binding import bound_by_id_or_title
from sheetanchor.adapters.sheets.client import DEFAULT_POLICY, DEFAULT_TIMEOUTS, Api, SheetsClient, Timeouts
from sheetanchor.adapters.sheets.errors import UnknownRangeError
from sheetanchor.adapters.sheets.grids import (
    GRID_MASK,
    PROPERTIES_MASK,
    TabProperties,
    decode_properties,
    decode_tabs,
    understood,
)
from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.adapters.sheets.ranges import whole_tab
from sheetanchor.adapters.sheets.reading_back import ReadBack
from sheetanchor.adapters.sheets.retries import RetryPolicy
from sheetanchor.domain.sync.errors import OutcomeUnknownError, ServiceUnavailableError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.ports.sheet import Sheet, TabRef, TabWrite, TabWritten

_COMPACT: ParamsType = {"prettyPrint": "false"}
_REBINDINGS = 3
_RANDOM = SystemRandom()


class GoogleSheet(Sheet):
    """One spreadsheet of Google, or of any server at base_url that speaks its API.

    The titles of tabs are remembered from answer to answer, because Google finds cells by title only.
    `sleep`, `monotonic` and `random` drive the waiting between attempts.
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
        )
        self._titles: dict[int, str] = {}
        self._has_missing = False

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

    def fetch(self, refs: Sequence[TabRef]) -> Mapping[str, Tab | None]:
        """One request where all tabs stand as they were last seen, else two or more."""
        if not refs:
            return {}
        found = None if self._has_missing else self._fetch_as_remembered(refs)
        return self._fetch_anew(refs) if found is None else found

    def push(self, writes: Sequence[TabWrite]) -> tuple[TabWritten, ...]:
        """One batch, however large: only one batch is all or nothing.

        Google recommends 2 MB a request and has no hard limit but 180 s.
        """
        if not writes:
            return ()
        self._learn_titles({write.sheet_id for write in writes})
        readings = [ReadBack(write, self._titles[write.sheet_id]) for write in writes]
        body = {
            "requests": [request for write in writes for request in requests_for(write)],
            "includeSpreadsheetInResponse": True,
            "responseRanges": [name for reading in readings for name in reading.ranges()],
        }
        params: ParamsType = {**_COMPACT, "fields": f"updatedSpreadsheet({GRID_MASK})"}
        try:
            answer = self._client.call("post", SPREADSHEET_BATCH_UPDATE_URL % self._id, params, body)
            with understood(is_write=True):
                return tuple(reading.written(answer["updatedSpreadsheet"]) for reading in readings)
        except OutcomeUnknownError:
            # A tab may have got another title in the meantime, so that its rows could not be read back.
            self._titles.clear()
            raise

    def _fetch_as_remembered(self, refs: Sequence[TabRef]) -> Mapping[str, Tab] | None:
        """All tabs at once by the titles last seen, None where one of them is not what is meant."""
        titles = [self._title(ref) for ref in refs]
        try:
            tabs = self._read(titles)
        except UnknownRangeError:
            return None
        by_id = {tab.sheet_id: tab for tab in tabs}
        by_title = {tab.title: tab for tab in tabs}
        found = {
            ref.table: by_title.get(ref.title) if ref.sheet_id is None else by_id.get(ref.sheet_id)
            for ref in refs
        }
        complete = {table: tab for table, tab in found.items() if tab is not None}
        return complete if len(complete) == len(found) else None

    def _fetch_anew(self, refs: Sequence[TabRef]) -> Mapping[str, Tab | None]:
        """Bind by what tabs there are; once more where one gets another title at this very moment."""
        for _ in range(_REBINDINGS):
            places = bound_by_id_or_title(refs, self._read_properties())
            wanted = [place for place in places.values() if place is not None]
            try:
                tabs = {tab.sheet_id: tab for tab in self._read([place.title for place in wanted])}
            except UnknownRangeError:
                continue
            if all(place.sheet_id in tabs for place in wanted):
                self._has_missing = len(wanted) < len(places)
                return {
                    table: None if place is None else tabs[place.sheet_id] for table, place in places.items()
                }
        raise ServiceUnavailableError(
            "tabs were renamed again and again while they were read. Nothing was read."
        )

    def _title(self, ref: TabRef) -> str:
        return ref.title if ref.sheet_id is None else self._titles.get(ref.sheet_id, ref.title)

    def _read(self, titles: Iterable[str]) -> list[Tab]:
        ranges = [whole_tab(title) for title in dict.fromkeys(titles)]
        if not ranges:
            return []
        answer = self._get({"ranges": ranges, "fields": GRID_MASK})
        with understood(is_write=False):
            tabs = decode_tabs(answer)
        self._titles.update({tab.sheet_id: tab.title for tab in tabs})
        return tabs

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
