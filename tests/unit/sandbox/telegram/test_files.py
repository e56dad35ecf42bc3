"""Photos and documents, and downloading them."""

import struct

import pytest
from telegram import Bot
from telegram.error import BadRequest

from sheetanchor.sandbox.telegram.errors import PersonError
from sheetanchor.sandbox.telegram.state import TelegramState

_BYTES = bytes(range(256)) + b"\r\n\r\n--\n"


def _png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02" + _BYTES


async def test_a_document_can_be_downloaded_by_both_sides(
    bot: Bot, telegram: TelegramState, ann: int
) -> None:
    sent = await bot.send_document(ann, _BYTES, filename="pay.bin", caption="<i>May</i>", parse_mode="HTML")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption_html) == (
        "pay.bin",
        len(_BYTES),
        "<i>May</i>",
    )
    assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == _BYTES
    shown = telegram.chat(ann).messages[-1]
    assert (shown.file_name, shown.html, shown.is_photo) == ("pay.bin", "<i>May</i>", False)
    assert shown.file_path is not None
    assert telegram.file(shown.file_path) == _BYTES
    again = await bot.send_document(ann, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id


async def test_a_photo_has_the_size_of_its_picture(bot: Bot, telegram: TelegramState, ann: int) -> None:
    sent = await bot.send_photo(ann, _png(640, 320))
    assert [(size.width, size.height) for size in sent.photo] == [(640, 320)]
    assert telegram.chat(ann).messages[-1].is_photo
    with pytest.raises(BadRequest, match=r"^There is no text in the message to edit$"):
        await bot.edit_message_text("x", ann, sent.message_id)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg/>", "Image_process_failed"),
        (_png(9000, 2000), "Photo_invalid_dimensions"),
        (b"", "File must be non-empty"),
    ],
)
async def test_what_is_no_picture_is_no_photo(bot: Bot, ann: int, content: bytes, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"^{reason}$"):
        await bot.send_photo(ann, content)


async def test_files_that_are_not_there_are_refused(bot: Bot, telegram: TelegramState, ann: int) -> None:
    with pytest.raises(BadRequest):
        await bot.get_file("AgAD")
    with pytest.raises(BadRequest, match=r"^Failed to get http url content$"):
        await bot.send_photo(ann, "https://a.example/a.png")
    with pytest.raises(BadRequest, match=r"^Message caption is too long$"):
        await bot.send_document(ann, b"x", caption="x" * 1025)
    with pytest.raises(PersonError):
        telegram.file("photos/none.png")
