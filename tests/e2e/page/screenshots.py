"""Pictures for the documents, of what the browser shows."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.e2e.page.driver import PageDriver

MOST_BYTES = 150_000
_COLOURS = 256
#: A plain ground behind the chat: a picture of its gradient would be three times as large.
_PLAIN = """
const style = document.createElement("style");
style.textContent = ".phone { background: #dbe5ee; box-shadow: none }";
document.head.append(style);
"""


class Screenshots:
    """In the folder that SHEETANCHOR_PICTURES names (`make pictures`), else in `elsewhere`."""

    def __init__(self, page: PageDriver, elsewhere: Path) -> None:
        self._page = page
        self._folder = Path(os.environ.get("SHEETANCHOR_PICTURES", elsewhere))
        page.browser.execute_script(_PLAIN)

    def of_page(self, name: str) -> None:
        """All that is in sight."""
        self._save(name, self._picture(self._page.browser.get_screenshot_as_png()))

    def of_phone(self, name: str, *, height: int) -> None:
        """The chat alone, on a page of that height, sharp on a phone's screen too; so in fewer colours."""
        self._page.resize(1280, height, scale=2)
        self._save(name, self._picture(self._page.find("chat").screenshot_as_png).quantize(_COLOURS))
        self._page.resize(1280, 800)

    @staticmethod
    def _picture(content: bytes) -> Image.Image:
        return Image.open(BytesIO(content)).convert("RGB")

    def _save(self, name: str, picture: Image.Image) -> None:
        path = self._folder / f"{name}.png"
        picture.save(path, optimize=True)
        assert 10_000 < path.stat().st_size < MOST_BYTES, f"{path}: {path.stat().st_size} bytes"
