"""The wedge: a handheld code reader that types like a keyboard, told apart from a person who types.

A reader sends its letters a few milliseconds apart and ends with Return; no person does. Keys are held back for a
moment; a burst that ends with Return is a code, anything else is given back to the screen as the typing it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

_GAP_S: Final = 0.035  # between two keys of a reader; the fastest typists need 60 ms on average
_LONG_GAP_MS: Final = 300  # a burst that is surely a reader's may hesitate this long before its Return
_CODE_LENGTH: Final = 8  # shorter bursts are typing: no code we read is as short
_MOST: Final = 4096  # a reader gone mad, or a book on the space bar
_ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class _Held:
    key: int
    modifiers: Qt.KeyboardModifier
    text: str


class Wedge(QObject):
    """An event filter on a window. on_code gets a whole line; on_key a person's key, and says whether it used it."""

    def __init__(
        self,
        window: QObject,
        on_code: Callable[[str], None],
        on_key: Callable[[int, str], bool],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._on_code = on_code
        self._on_key = on_key
        self._now = now
        self._held: list[_Held] = []
        self._last = 0.0
        self._giving_back = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.give_back)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it so
        """Hold a key back, or let the event pass."""
        if self._giving_back or watched is not self._window:
            return False
        if event.type() in (QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress):
            # A finger comes after the keys: whatever they were, the button must find them written.
            self.give_back()
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        # The release of a letter that was held back would reach a line that never saw it pressed.
        return event.type() == QEvent.Type.KeyRelease and bool(event.text()) and event.text().isprintable()

    def forget(self) -> None:
        """Drop what is held back."""
        self._timer.stop()
        self._held.clear()

    def give_back(self) -> None:
        """What was held back was typing: the screen gets it."""
        self._timer.stop()
        held, self._held = self._held, []
        for key in held:
            self._type(key)

    def _pressed(self, event: QKeyEvent) -> bool:
        now = self._now()
        in_burst = bool(self._held) and now - self._last <= self._gap()
        if self._held and not in_burst:
            self.give_back()
        if event.isAutoRepeat() or event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            self.give_back()
            return False
        if event.key() in _ENDS:
            if in_burst and len(self._held) >= _CODE_LENGTH:
                code = "".join(key.text for key in self._held)
                self.forget()
                self._on_code(code)
                return True
            self.give_back()
            return False
        if not event.text() or not event.text().isprintable():
            if in_burst and event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_unknown):
                return True
            self.give_back()
            return self._on_key(event.key(), "")
        self._held.append(_Held(event.key(), event.modifiers(), event.text()))
        self._last = now
        if len(self._held) > _MOST:
            self.forget()
            return True
        self._timer.start(int(self._gap() * 1000))
        return True

    def _gap(self) -> float:
        return _LONG_GAP_MS / 1000 if len(self._held) >= _CODE_LENGTH else _GAP_S

    def _type(self, key: _Held) -> None:
        if self._on_key(key.key, key.text):
            return
        self._giving_back = True
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QGuiApplication.sendEvent(self._window, QKeyEvent(kind, key.key, key.modifiers, key.text))
        finally:
            self._giving_back = False
