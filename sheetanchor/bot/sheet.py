"""Opens the spreadsheet that the settings name."""

from collections.abc import Callable, Iterable, Mapping

from sheetanchor.adapters.sheets.client import Api, SheetsClient
from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.probe import AssumptionProbe
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.sync_log import Requests
from sheetanchor.services.sync.budget import READS, WRITES, CallBudget
from sheetanchor.services.sync.tally import RequestTally

_KINDS = {Api.SHEETS_READ: READS, Api.SHEETS_WRITE: WRITES}
_ONE = {Api.DRIVE: Requests(1, 0, 0), Api.SHEETS_READ: Requests(0, 1, 0), Api.SHEETS_WRITE: Requests(0, 0, 1)}


def spending(budget: CallBudget, tally: RequestTally) -> Callable[[Api], None]:
    """What counts the requests of a client; Drive's cost nothing."""

    def spend(api: Api) -> None:
        if api in _KINDS:
            budget.spend(_KINDS[api])
        tally.count(_ONE[api])

    return spend


def open_sheet(settings: Settings, spend: Callable[[Api], None]) -> GoogleSheet:
    """The spreadsheet; it signs in when it is first asked something. Raises CredentialError for a bad key."""
    return GoogleSheet(
        settings.spreadsheet_id,
        service_account_from_file(settings.service_account_file),
        base_url=settings.sheets_url,
        spend=spend,
    )


def open_probe(settings: Settings, token: str, spend: Callable[[Api], None]) -> AssumptionProbe:
    """What tries the same spreadsheet; raises CredentialError for a bad key."""
    credentials = service_account_from_file(settings.service_account_file)
    client = SheetsClient(credentials, base_url=settings.sheets_url, spend=spend)
    return AssumptionProbe(client, settings.spreadsheet_id, token)


def tables_by_name(tables: Iterable[Table]) -> Mapping[str, Table]:
    """The declarations by name."""
    return {table.name: table for table in tables}
