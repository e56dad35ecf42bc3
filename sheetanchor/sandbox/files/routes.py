"""Files over the control API: a spreadsheet from a file's content, and a file of a spreadsheet."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sheetanchor.sandbox.drive.files import XLSX_TYPE
from sheetanchor.sandbox.files.csv_files import csv_bytes
from sheetanchor.sandbox.files.disk import CSV, XLSX, load_bytes
from sheetanchor.sandbox.files.errors import FileFormatError
from sheetanchor.sandbox.files.xlsx.writing import xlsx_bytes
from sheetanchor.sandbox.world import World


class FileRoutes:
    """Endpoints of Starlette; errors are the caller's to word."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def load(self, request: Request) -> Response:
        """A spreadsheet from the body, a file named `?name=Team.xlsx` or .csv, under `?id=` or a new id."""
        query = request.query_params
        content = await request.body()
        book = load_bytes(self._world, query["name"], content, spreadsheet_id=query.get("id"))
        return JSONResponse({"id": book.spreadsheet_id, "title": book.title}, 201)

    async def save(self, request: Request) -> Response:
        """`ID.xlsx` with all tabs, or `ID.csv` with the tab `?sheet=` or the first."""
        name = Path(request.path_params["name"])
        with self._world.lock:
            book = self._world.spreadsheet(name.stem)
            if name.suffix == XLSX:
                return Response(xlsx_bytes(book), media_type=XLSX_TYPE)
            if name.suffix != CSV:
                raise FileFormatError(f"{name} is neither .xlsx nor .csv")
            title = request.query_params.get("sheet")
            sheet = book.sheets[0] if title is None else book[title]
            return Response(csv_bytes(sheet), media_type="text/csv")
