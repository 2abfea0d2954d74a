"""A screen does not change under a finger: what was pressed is what is done, and then the screen follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from config.texts import Text
from kiosk.ui.stage import Handlers, Stage
from kiosk.ui.station import snapshots as station
from tests.ui.stage_given import LANDSCAPE, Hand, make_stage

PAPERS = ("signed_form", "old_record")


@dataclass
class Bridge:
    handlers: Handlers


def papers(state: str) -> station.Papers:
    rows = tuple(station.PaperRow(name, Text(name, name), state, 1, selected=False) for name in PAPERS)
    side = station.Side("A012", Text("Bản sao", "Copy"), rows, 1, 1)
    return station.Papers(
        side, None, complete=False, feeder=True, platen=True, can_both_sides=False, both_sides=False, trouble=None
    )


@pytest.fixture
def chosen() -> list[str]:
    return []


@pytest.fixture
def hand(qapp: object, qtbot: QtBot, chosen: list[str]) -> Iterator[Hand]:
    stage = make_stage("Station", LANDSCAPE)
    nothing = dict.fromkeys(
        ("paperSkipped", "scanRequested", "bothSidesToggled", "readThroughRequested", "visitLeft", "languageToggled",
         "helpRequested"), lambda *_: None,
    )  # fmt: skip
    stage.attach(Bridge({**nothing, "paperChosen": chosen.append}), "Papers")
    stage.show("Papers", papers("judging"))
    yield Hand(stage, qtbot)
    stage.close()


def middle_of(hand: Hand, name: str) -> QPoint:
    hand.wait(lambda: hand.usable(name))
    hand.stage.view.grabWindow()
    item = hand.see(name)
    assert item is not None
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def judged(stage: Stage) -> bool:
    held = stage.frame.property("room").childItems()[0].property("snapshot")
    return all(paper["state"] == "scanned" for paper in held["side"]["papers"])


def test_a_slow_tap_reaches_what_it_pressed(hand: Hand, chosen: list[str]) -> None:
    stage, where = hand.stage, middle_of(hand, "paper_old_record")
    glass = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    QTest.touchEvent(stage.view, glass).press(0, where, stage.view).commit()
    hand.qtbot.wait(50)
    stage.show("Papers", papers("scanned"))
    hand.qtbot.wait(50)
    assert not judged(stage)
    QTest.touchEvent(stage.view, glass).release(0, where, stage.view).commit()
    assert chosen == ["old_record"]
    hand.wait(lambda: judged(stage))


def test_a_slow_click_too(hand: Hand, chosen: list[str]) -> None:
    stage, where = hand.stage, middle_of(hand, "paper_old_record")
    QTest.mousePress(stage.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    stage.show("Papers", papers("scanned"))
    stage.view.grabWindow()
    assert not judged(stage)
    QTest.mouseRelease(stage.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert chosen == ["old_record"]
    hand.wait(lambda: judged(stage))


def test_a_hand_that_rests_on_the_glass_holds_nothing_up(hand: Hand) -> None:
    stage, where = hand.stage, middle_of(hand, "paper_old_record")
    glass = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    QTest.touchEvent(stage.view, glass).press(0, where, stage.view).commit()
    stage.show("Papers", papers("scanned"))
    hand.wait(lambda: judged(stage))
    QTest.touchEvent(stage.view, glass).release(0, where, stage.view).commit()
