"""`--driven`: a role led from standard input by what a person could do: touch, type, hold a code to the reader, look.

One JSON object a line in, one out, in order. It reaches nothing that a person at the screen could not reach, except
`cut` and `mend`, with which a test takes one signal of a screen away for a while.

    {"do": "tap", "name": "door_take_number"}       touch down and up in the middle of that control
    {"do": "type", "text": "Mẫu"}                   keys of a keyboard, one after the other
    {"do": "key", "key": "F2"}                      one key by its Qt name, or Shift+F6, Ctrl+Z
    {"do": "wedge", "text": "MC1:…"}                what a handheld reader types, ended by Return
    {"do": "wait", "screen": "Ticket"}              until that screen is shown; or "name": until that control can be
                                                    used; or "gone": until it cannot; "timeout" in seconds (15)
    {"do": "snapshot"}                              what the screen was given to show
    {"do": "text", "name": "ticket_number"}         the text of one item, and its detail if it has one
    {"do": "names"}                                 every control that can be used now
    {"do": "grab", "file": "welcome.png"}           the picture
    {"do": "cut", "signal": "lineChosen"}           that signal is not connected any more
    {"do": "mend", "signal": "lineChosen"}          it is again
    {"do": "quit"}
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QInputDevice, QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.ui.stage import Stage

_PATIENCE_S: Final = 15.0
_LOOK_AGAIN_MS: Final = 8
_REST: Final = 3  # looks at the same place
_SCROLL_AGAIN: Final = 40  # looks
_HELD: Final = {"Shift": Qt.KeyboardModifier.ShiftModifier, "Ctrl": Qt.KeyboardModifier.ControlModifier}

Reply = dict[str, Any]


class _Reader(QObject):
    """Lines from standard input, handed to the GUI thread."""

    line = Signal(str)
    ended = Signal()

    def start(self) -> None:
        threading.Thread(target=self._read, daemon=True, name="driven").start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.line.emit(line)
        self.ended.emit()


class Driven(QObject):
    """Carries out one command after the other on a stage."""

    def __init__(self, stage: Stage, quit_app: Callable[[], None]) -> None:
        super().__init__()
        self._stage = stage
        self._quit = quit_app
        self._touchscreen: QPointingDevice = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
        self._reader = _Reader()
        self._reader.line.connect(self._take)
        self._reader.ended.connect(quit_app)
        self._reader.start()

    def _take(self, line: str) -> None:
        try:
            command = json.loads(line)
            deed = getattr(self, f"_do_{command['do']}")
        except (ValueError, KeyError, TypeError, AttributeError):
            self._answer({"ok": False, "why": "not a command"})
            return
        deed(command)

    def _answer(self, reply: Reply) -> None:
        sys.stdout.write(json.dumps({"screen": self._stage.screen, **reply}, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def _when(self, ready: Callable[[], Any], command: Reply, what: str, then: Callable[[Any], None]) -> None:
        """Look until `ready` finds something, then go on; or say that it never came."""
        until = time.monotonic() + float(command.get("timeout", _PATIENCE_S))

        def look() -> None:
            found = ready()
            if found is not None and found is not False:
                then(found)
            elif time.monotonic() > until:
                usable = sorted(item.objectName() for item in self._usable())
                self._answer({"ok": False, "why": f"{what} did not come; to be used here: {', '.join(usable)}"})
            else:
                QTimer.singleShot(_LOOK_AGAIN_MS, look)

        look()

    def _items(self) -> list[QQuickItem]:
        """Every named, shown item of the window, the topmost last."""
        found: list[QQuickItem] = []

        def enter(item: QQuickItem) -> None:
            if not item.isVisible() or item.opacity() == 0:
                return
            if item.objectName():
                found.append(item)
            for child in item.childItems():
                enter(child)

        enter(self._stage.view.contentItem())
        return found

    def _usable(self) -> list[QQuickItem]:
        return [item for item in self._items() if item.isEnabled() and item.width() > 0 and item.height() > 0]

    def _named(self, name: str) -> QQuickItem | None:
        return next((item for item in reversed(self._usable()) if item.objectName() == name), None)

    def _bring_into_view(self, item: QQuickItem) -> None:
        """Scroll as a finger would, so that the item lies inside every list that holds it."""
        above = item.parentItem()
        while above is not None:
            if above.inherits("QQuickFlickable"):
                content = above.property("contentItem")
                box = item.mapRectToItem(content, QRectF(0, 0, item.width(), item.height()))
                top, height = float(above.property("contentY")), above.height()
                if box.top() < top or box.bottom() > top + height:
                    limit = max(0.0, float(above.property("contentHeight")) - height)
                    above.setProperty("contentY", min(limit, max(0.0, box.center().y() - height / 2)))
            above = above.parentItem()

    def _do_tap(self, command: Reply) -> None:
        name = command["name"]

        def touch(item: QQuickItem) -> None:
            where = self._middle(item)
            view = self._stage.view
            if not view.geometry().translated(-view.position()).contains(where):
                self._answer({"ok": False, "why": f"{name} lies outside the screen at {where.x()}, {where.y()}"})
                return
            self._touch(where)
            self._answer({"ok": True})

        seen: list[QPoint] = []

        def at_rest() -> QQuickItem | None:
            """A person touches what has stopped moving."""
            item = self._named(name)
            if item is None:
                return None
            if len(seen) % _SCROLL_AGAIN == 0:
                self._bring_into_view(item)
            seen.append(self._middle(item))
            return item if len(seen) > _REST and len(set(seen[-_REST:])) == 1 else None

        self._when(at_rest, command, name, touch)

    @staticmethod
    def _middle(item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def _touch(self, where: QPoint) -> None:
        view = self._stage.view
        QTest.touchEvent(view, self._touchscreen).press(0, where, view).commit()
        QTest.touchEvent(view, self._touchscreen).release(0, where, view).commit()

    def _do_type(self, command: Reply) -> None:
        self._keys(command["text"])
        self._answer({"ok": True})

    def _do_wedge(self, command: Reply) -> None:
        self._keys(command["text"])
        QTest.keyClick(self._stage.view, Qt.Key.Key_Return)
        self._answer({"ok": True})

    def _keys(self, text: str) -> None:
        for letter in text:
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, self._stage.view, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
            )

    def _do_key(self, command: Reply) -> None:
        *held, key = str(command["key"]).split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= _HELD[name]
        QTest.keyClick(self._stage.view, Qt.Key[f"Key_{key}"], modifiers)
        self._answer({"ok": True})

    def _do_wait(self, command: Reply) -> None:
        def ready() -> bool:
            if "screen" in command and self._stage.screen != command["screen"]:
                return False
            if "gone" in command and self._named(command["gone"]) is not None:
                return False
            return "name" not in command or self._named(command["name"]) is not None

        what = " ".join(str(command[key]) for key in ("screen", "name", "gone") if key in command)
        self._when(ready, command, what, lambda _: self._answer({"ok": True}))

    def _do_snapshot(self, _command: Reply) -> None:
        self._answer({"ok": True, "snapshot": self._stage.snapshot})

    def _do_text(self, command: Reply) -> None:
        name = command["name"]
        self._when(
            lambda: next((item for item in reversed(self._items()) if item.objectName() == name), None),
            command,
            name,
            lambda item: self._answer({"ok": True, "text": item.property("text"), "detail": item.property("detail")}),
        )

    def _do_names(self, _command: Reply) -> None:
        self._answer({"ok": True, "names": [item.objectName() for item in self._usable()]})

    def _do_grab(self, command: Reply) -> None:
        saved = self._stage.view.grabWindow().save(command["file"])
        self._answer({"ok": saved} if saved else {"ok": False, "why": "the picture could not be written"})

    def _do_cut(self, command: Reply) -> None:
        self._stage.cut(command["signal"])
        self._answer({"ok": True})

    def _do_mend(self, command: Reply) -> None:
        self._stage.mend(command["signal"])
        self._answer({"ok": True})

    def _do_quit(self, _command: Reply) -> None:
        self._answer({"ok": True})
        self._quit()


def attach(stage: Stage, quit_app: Callable[[], None]) -> Driven:
    """Lead `stage` from standard input from now on; keep the result."""
    return Driven(stage, quit_app)
