"""Opens a workbook that is to be imported, and makes room for it."""

from collections.abc import Callable
from pathlib import Path

from sheetanchor.adapters.sheets.client import Api
from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.headed_tab import HeadedTab, open_spreadsheet
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.adapters.xlsx.workbook import XlsxWorkbook
from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.errors import InputError
from sheetanchor.ports.workbook import Workbook
from sheetanchor.services.importing.take_over import TakeOver

_FILE = ".xlsx"


class OwnSpreadsheetError(InputError):
    """The spreadsheet that is to be imported is the one that the settings name."""


def open_workbook(settings: Settings, source: str, spend: Callable[[Api], None]) -> Workbook:
    """A file, or a spreadsheet of Google by its id, read with the same account and on its budget.

    Raises OwnSpreadsheetError, and CredentialError for a bad key.
    """
    if source.endswith(_FILE):
        return XlsxWorkbook(Path(source))
    if source == settings.spreadsheet_id:
        raise OwnSpreadsheetError(
            f"{source} is the spreadsheet that is synced anyway. Nothing was changed; to leave old headers "
            "behind name a new, empty spreadsheet in the settings and import this one."
        )
    account = service_account_from_file(settings.service_account_file)
    return GoogleSheet(source, account, base_url=settings.sheets_url, spend=spend)


def take_over_of(container: Container) -> TakeOver:
    """The use case."""
    return TakeOver(container.tables(), container.replica(), container.clock())


def make_tabs(container: Container) -> None:
    """Make each tab and header row that the spreadsheet lacks; what stands is not touched.

    Raises HeaderNotOursError where a tab has other headers, RemoteError and OperatorError.
    """
    spreadsheet = open_spreadsheet(container.google_sheet())
    products = list(container.payroll.pay_tables().products)
    for table in container.tables():
        if not table.is_local:
            headers = [column.header for column in table.columns]
            HeadedTab(lambda: spreadsheet, table.tab, headers, products).ensure_headers()
