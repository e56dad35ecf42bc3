"""Why a cell cannot be taken."""

from sheetanchor.domain.errors import SheetContentError


class CellRefusedError(SheetContentError):
    """The cell does not say without guessing what it means; the reason completes `it is refused: …`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
