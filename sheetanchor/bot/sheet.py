"""Opens the spreadsheet that the settings name."""

from collections.abc import Iterable, Mapping

from sheetanchor.adapters.sheets.client import SheetsClient
from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.probe import AssumptionProbe
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.tables.schema import Table


def open_sheet(settings: Settings) -> GoogleSheet:
    """The spreadsheet; it signs in when it is first asked something. Raises CredentialError for a bad key."""
    return GoogleSheet(
        settings.spreadsheet_id,
        service_account_from_file(settings.service_account_file),
        base_url=settings.sheets_url,
    )


def open_probe(settings: Settings, token: str) -> AssumptionProbe:
    """What tries the same spreadsheet; raises CredentialError for a bad key."""
    credentials = service_account_from_file(settings.service_account_file)
    client = SheetsClient(credentials, base_url=settings.sheets_url)
    return AssumptionProbe(client, settings.spreadsheet_id, token)


def tables_by_name(tables: Iterable[Table]) -> Mapping[str, Table]:
    """The declarations by name."""
    return {table.name: table for table in tables}
