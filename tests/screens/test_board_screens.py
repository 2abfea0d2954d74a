"""Boards hang wide and upright, near and far: no words run into other words, whatever is on the wall."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.ui.look import Look
from kiosk.ui.stage import Stage
from tests.screens.board_album import board_album
from tests.screens.kiosk_album import silence
from tests.ui.stage_given import SMALL, WALL, Panel, make_stage

UPRIGHT = Panel(1080, 1920, 43.0)


def crossing_words(stage: Stage) -> list[str]:
    """Pairs of words that are painted over one another."""
    shown: list[tuple[str, QRectF]] = []

    def enter(item: QQuickItem) -> None:
        if not item.isVisible() or item.opacity() == 0:
            return
        if item.inherits("QQuickText") and item.property("text"):
            shown.append((str(item.property("text")), _painted(item)))
        for child in item.childItems():
            enter(child)

    enter(stage.view.contentItem())
    assert shown
    return [
        f"“{words}” and “{others}”"
        for at, (words, box) in enumerate(shown)
        for others, other in shown[at + 1 :]
        if min(box.intersected(other).width(), box.intersected(other).height()) > 1
    ]


def _painted(item: QQuickItem) -> QRectF:
    """Where the words of a text are: as wide as their place, in the middle of its height (as all words here are), and
    without the empty room above and below the capitals of a line.
    """
    lines = float(item.property("contentHeight"))
    high = lines - 0.45 * lines / int(item.property("lineCount"))
    return item.mapRectToScene(QRectF(0, (item.height() - high) / 2, item.width(), high))


@pytest.mark.parametrize(
    ("panel", "look"),
    [(WALL, Look("en")), (UPRIGHT, Look("vi")), (SMALL, Look("vi", 2.0))],
    ids=["wide", "upright", "small"],
)
def test_no_words_run_into_others(panel: Panel, look: Look, qapp: object, qtbot: QtBot) -> None:
    stage = make_stage("Board", panel)
    silence(stage, "Board", "CounterSign")
    faults: list[str] = []
    for picture in board_album():
        stage.forget()
        stage.dress(look)
        stage.show(picture.screen, picture.snapshot)
        for name, value in picture.told.items():
            stage.tell(name, value)
        qtbot.wait(1)
        stage.view.grabWindow()
        faults += [f"{picture.name}: {one}" for one in crossing_words(stage)]
    shiboken6.delete(stage.view)
    assert not faults, "\n".join(faults)
