"""The board: a call is on the wall at once, nothing is shown twice, and a lost link says so."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.ui.backstage import Backstage
from kiosk.ui.board import BoardWall
from tests.ui.stage_given import WALL, Hand, make_stage
from tests.ui.station_given import centre
from ticketing.client import BoardCall, BoardState, EventType, HubEvent, LineState, Refused, Unreachable

NOW = datetime(2026, 11, 23, 9, 57, tzinfo=UTC)


@dataclass
class FakeHub:
    """Shows a board, or is dark."""

    state: BoardState = field(
        default_factory=lambda: BoardState(
            (BoardCall("A011", 1, NOW, 1),), (LineState("A", 4, 15, 25, True), LineState("B", 0, 0, 0, False)), 7
        )
    )
    dark: bool = False
    looks: int = 0

    def board(self) -> BoardState | Refused | Unreachable:
        self.looks += 1
        return Unreachable("no_connection") if self.dark else self.state


@dataclass
class Wall:
    wall: BoardWall
    hand: Hand
    hub: FakeHub


@pytest.fixture
def board(qapp: object, qtbot: QtBot) -> Iterator[Wall]:
    stage = make_stage("Board", WALL)
    backstage, hub = Backstage(1), FakeHub()
    wall = BoardWall(stage, backstage, hub, centre(), (), lambda: NOW)
    wall.open()
    hand = Hand(stage, qtbot)
    hand.wait(lambda: hand.see("last_called") is not None)
    yield Wall(wall, hand, hub)
    wall.close()
    hand.wait(lambda: not backstage.busy)
    backstage.close()
    shiboken6.delete(stage.view)


def called(seq: int, label: str, counter: int, kind: EventType = EventType.CALLED, times: int = 1) -> HubEvent:
    return HubEvent(seq, kind, NOW, label, label[0], f"ticket-{label}", counter, times)


def test_a_call_is_on_the_wall_within_a_blink(board: Wall) -> None:
    began = time.monotonic()
    board.wall.heard(called(8, "A012", 3))
    assert board.hand.text("last_called") == "A012"
    board.hand.stage.view.grabWindow()
    assert time.monotonic() - began < 0.15
    assert board.hand.text("last_counter") == "Quầy 3"
    assert board.hand.text("earlier_0") == "A011"


def test_a_recall_says_how_often_and_moves_to_the_front(board: Wall) -> None:
    board.wall.heard(called(8, "A012", 3))
    board.wall.heard(called(9, "A011", 1, EventType.RECALLED, times=2))
    assert board.hand.text("last_called") == "A011"
    assert "lần 2" in board.hand.text("call_invitation")
    assert board.hand.text("earlier_0") == "A012"


def test_lines_show_a_range_or_a_rest_never_one_number(board: Wall) -> None:
    lines = board.hand.stage.snapshot["lines"]
    assert [(line["letter"], line["low_min"], line["high_min"], line["open"]) for line in lines] == [
        ("A", 15, 25, True),
        ("B", 0, 0, False),
    ]


def test_a_lost_link_is_said_quietly_and_the_last_call_stays(board: Wall) -> None:
    board.hub.dark = True
    board.wall.linked(False)
    board.hand.wait(lambda: board.hand.see("link_lost") is not None)
    assert board.hand.text("last_called") == "A011"
    board.hub.dark = False
    board.hub.state = BoardState((BoardCall("A013", 2, NOW, 1),), board.hub.state.lines, 12)
    board.wall.linked(True)
    board.hand.wait(lambda: board.hand.text("last_called") == "A013")
    assert board.hand.see("link_lost") is None


def test_the_technicians_key_changes_the_theme(board: Wall) -> None:
    board.hand.key(Qt.Key.Key_F7)
    assert board.hand.stage.look.high_contrast
    board.hand.stage.cut("contrastToggled")
    board.hand.key(Qt.Key.Key_F7)
    assert board.hand.stage.look.high_contrast
