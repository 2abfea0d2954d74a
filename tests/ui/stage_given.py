"""A stage to act on without a glass: real screens, real touches and keys, pictures that can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QInputDevice, QKeySequence
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.ui.application import Application
from kiosk.ui.stage import Stage, StageSettings

_HELD_BACK_MS = 40  # a figure or a letter might come from a reader


@dataclass(frozen=True)
class Panel:
    """A glass."""

    width_px: int
    height_px: int
    diagonal_in: float


LANDSCAPE = Panel(1920, 1080, 23.8)
SMALL = Panel(1024, 768, 15.0)
WALL = Panel(1920, 1080, 43.0)


def make_stage(module: str, panel: Panel, *, pointer: bool = False) -> Stage:
    """A stage of that module; needs the qapp fixture."""
    application = Application("test")
    settings = StageSettings(module=module, panel=panel, glass_keyboard=not pointer, pointer=pointer, still=True)
    stage = Stage(settings, application.fonts, application.translate)
    stage.open()
    return stage


class Hand:
    """Touches and types on a stage as a person would, and waits for what follows."""

    def __init__(self, stage: Stage, qtbot: QtBot) -> None:
        self.stage = stage
        self.qtbot = qtbot
        self._glass = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)

    def items(self) -> list[QQuickItem]:
        """Every shown, named item; the topmost last."""
        found: list[QQuickItem] = []

        def enter(item: QQuickItem) -> None:
            if not item.isVisible() or item.opacity() == 0:
                return
            if item.objectName():
                found.append(item)
            for child in item.childItems():
                enter(child)

        enter(self.stage.view.contentItem())
        return found

    def see(self, name: str) -> QQuickItem | None:
        """The shown item of this name."""
        return next((item for item in reversed(self.items()) if item.objectName() == name), None)

    def prop(self, name: str, of: str) -> Any:
        """A property of the shown item of this name; None where it is not shown."""
        item = self.see(name)
        return item.property(of) if item is not None else None

    def text(self, name: str) -> str:
        """The words on an item; "" where it is not shown."""
        item = self.see(name)
        return str(item.property("text")) if item is not None else ""

    def usable(self, name: str) -> bool:
        """Whether it is shown and can be touched."""
        item = self.see(name)
        return item is not None and item.isEnabled() and item.width() > 0

    def wait(self, ready: Callable[[], Any], timeout_ms: int = 10_000) -> None:
        """Until something is so."""
        self.qtbot.waitUntil(lambda: bool(ready()), timeout=timeout_ms)

    def wait_screen(self, screen: str) -> None:
        """Until that screen is shown."""
        self.wait(lambda: self.stage.screen == screen)

    def tap(self, name: str) -> None:
        """Wait until it can be touched, bring it into view, touch it."""
        self.wait(lambda: self.usable(name))
        # A row of buttons takes its places with the next frame, as it would before any finger came near.
        self.stage.view.grabWindow()
        item = self.see(name)
        assert item is not None
        _bring_into_view(item)
        where = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        view = self.stage.view
        assert 0 <= where.x() < view.width(), name
        assert 0 <= where.y() < view.height(), name
        QTest.touchEvent(view, self._glass).press(0, where, view).commit()
        QTest.touchEvent(view, self._glass).release(0, where, view).commit()

    def click(self, name: str) -> None:
        """The same with a mouse."""
        self.wait(lambda: self.usable(name))
        self.stage.view.grabWindow()
        item = self.see(name)
        assert item is not None
        _bring_into_view(item)
        where = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self.stage.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    def key(self, key: Qt.Key) -> None:
        """One key of a keyboard."""
        QTest.keyClick(self.stage.view, key)

    def keys(self, *names: str) -> None:
        """Several keys, one after the other, by name: "Shift+F2", "Down", "1"."""
        for name in names:
            QTest.keySequence(self.stage.view, QKeySequence(name))
            if len(name) == 1:
                self.qtbot.wait(_HELD_BACK_MS)

    def show_code(self, text: str) -> None:
        """Hold a code to the reader."""
        self.stage.wedge(text)


def _bring_into_view(item: QQuickItem) -> None:
    above: QQuickItem | None = item.parentItem()
    while above is not None:
        if above.inherits("QQuickFlickable"):
            content = above.property("contentItem")
            box = item.mapRectToItem(content, QRectF(0, 0, item.width(), item.height()))
            top, height = float(above.property("contentY")), above.height()
            if box.top() < top or box.bottom() > top + height:
                limit = max(0.0, float(above.property("contentHeight")) - height)
                above.setProperty("contentY", min(limit, max(0.0, box.center().y() - height / 2)))
        above = above.parentItem()


def cut_words(stage: Stage) -> list[str]:
    """Words that do not fit where they stand: cut off, or running over another control."""
    faults: list[str] = []

    def enter(item: QQuickItem) -> None:
        if not item.isVisible() or item.opacity() == 0:
            return
        # Never metaObject(): its wrapper outlives the type it stands for, and Python then takes an item for it.
        if item.inherits("QQuickText"):
            text = str(item.property("text"))
            wide, high = float(item.property("contentWidth")), float(item.property("contentHeight"))
            if bool(item.property("truncated")) and text:
                faults.append(f"truncated: {text}")
            if wide > item.width() + 2 and item.width() > 0 and text:
                faults.append(f"wider than its place: {text}")
            parent = item.parentItem()
            if parent is not None and bool(parent.property("clip")) and high > parent.height() + 2:
                faults.append(f"cut below: {text}")
        for child in item.childItems():
            enter(child)

    enter(stage.view.contentItem())
    return faults


def overlapping(stage: Stage, hand: Hand) -> list[str]:
    """Pairs of touchable controls that lie over one another."""
    controls = [item for item in hand.items() if item.inherits("QQuickAbstractButton") and item.isEnabled()]
    boxes = [(item, _shown_box(item)) for item in controls]
    faults = []
    for at, (one, box) in enumerate(boxes):
        for other, its in boxes[at + 1 :]:
            crossing = box.intersected(its)
            if crossing.width() > 2 and crossing.height() > 2:
                faults.append(f"{one.objectName()} lies over {other.objectName()}")
    width, height = stage.view.width(), stage.view.height()
    for item, box in boxes:
        if box.isValid() and not QRectF(-1, -1, width + 2, height + 2).contains(box):
            faults.append(f"{item.objectName()} leaves the glass: {box}")
    return faults


def _shown_box(item: QQuickItem) -> QRectF:
    """Where an item shows, inside every list that clips it."""
    box = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    above: QQuickItem | None = item.parentItem()
    while above is not None:
        if above.clip():
            box = box.intersected(above.mapRectToScene(QRectF(0, 0, above.width(), above.height())))
        above = above.parentItem()
    return box
