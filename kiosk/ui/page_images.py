"""Pictures of pages for the screens: held in memory only, under addresses that mean nothing, and forgotten at once."""

from __future__ import annotations

import threading
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

PROVIDER: Final = "pages"


class PageImages(QQuickImageProvider):
    """Give it to an engine as "pages"; `put` then returns the address for an Image's source. Safe from any thread."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._pictures: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def put(self, name: str, picture: bytes) -> str:
        """Hold a JPEG or PNG under a random name; the address to show it by."""
        with self._lock:
            self._pictures[name] = picture
        return f"image://{PROVIDER}/{name}"

    def forget(self) -> None:
        """Drop every picture."""
        with self._lock:
            self._pictures.clear()

    @property
    def held(self) -> int:
        """How many pictures are held."""
        with self._lock:
            return len(self._pictures)

    def requestImage(self, name: str, size: QSize, wanted: QSize) -> QImage:  # noqa: N802 - Qt's name
        """What Qt asks: the picture, no larger than wanted; an empty one for a name that is forgotten."""
        with self._lock:
            picture = self._pictures.get(name, b"")
        image = QImage.fromData(picture)
        size.setWidth(image.width())
        size.setHeight(image.height())
        if not image.isNull() and (0 < wanted.width() < image.width() or 0 < wanted.height() < image.height()):
            bound = QSize(wanted.width() or image.width(), wanted.height() or image.height())
            image = image.scaled(bound, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        return image if not image.isNull() else QImage(1, 1, QImage.Format.Format_RGB32)
