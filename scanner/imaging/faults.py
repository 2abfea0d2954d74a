"""What can be wrong with an image that somebody hands us, as sentences for the person who handed it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from config.texts import Text


class FaultKind(StrEnum):
    """Why an image was not taken."""

    NOT_FOUND = "not_found"
    NOT_AN_IMAGE = "not_an_image"
    DAMAGED = "damaged"
    SEVERAL_PAGES = "several_pages"
    TOO_BIG = "too_big"
    TOO_SMALL = "too_small"


_SENTENCES: Final[dict[FaultKind, Text]] = {
    FaultKind.NOT_FOUND: Text(
        "Không mở được tệp. Xin kiểm tra lại tên và quyền đọc tệp rồi thử lại; chưa có gì bị mất.",
        "The file cannot be opened. Please check its name and that it may be read, then try again; nothing is lost.",
    ),
    FaultKind.NOT_AN_IMAGE: Text(
        "Tệp này không phải là ảnh JPEG, PNG, TIFF, WebP hoặc BMP. Xin chọn tệp khác; tệp vẫn còn nguyên.",
        "This file is not a JPEG, PNG, TIFF, WebP or BMP image. Please choose another; the file is unchanged.",
    ),
    FaultKind.DAMAGED: Text(
        "Ảnh bị hỏng hoặc thiếu một phần. Xin quét hoặc chụp lại trang này; các trang khác vẫn còn nguyên.",
        "The image is damaged or cut short. Please scan or photograph this page again; the other pages are kept.",
    ),
    FaultKind.SEVERAL_PAGES: Text(
        "Tệp này có nhiều trang. Xin lưu mỗi trang thành một tệp riêng rồi thử lại; tệp vẫn còn nguyên.",
        "This file holds several pages. Please save one page per file, then try again; the file is unchanged.",
    ),
    FaultKind.TOO_BIG: Text(
        "Ảnh quá lớn. Xin quét lại ở 300 dpi hoặc chụp với cỡ ảnh nhỏ hơn; các trang khác vẫn còn nguyên.",
        "The image is too big. Please scan again at 300 dpi or take a smaller photograph; the other pages are kept.",
    ),
    FaultKind.TOO_SMALL: Text(
        "Ảnh quá nhỏ để đọc được. Xin quét hoặc chụp lại gần hơn; các trang khác vẫn còn nguyên.",
        "The image is too small to be read. Please scan it again or move closer; the other pages are kept.",
    ),
}


@dataclass(frozen=True)
class ImageFault:
    """An image that was not taken: why, and what to tell the person in Vietnamese and in English."""

    kind: FaultKind

    @property
    def text(self) -> Text:
        """What happened, what to do, and that nothing is lost."""
        return _SENTENCES[self.kind]
