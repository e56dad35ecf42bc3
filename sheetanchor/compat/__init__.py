"""The predecessor's services under their old names, for a bot that swaps one import.

See docs/compat.md. An inbound adapter: nothing of ours imports it.
"""

from sheetanchor.compat.hybrid import HybridService, HybridSheetsService
from sheetanchor.compat.sheets import SheetsService

__all__ = ["HybridService", "HybridSheetsService", "SheetsService"]
