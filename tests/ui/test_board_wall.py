"""The boards: a call is on the wall at once, nothing is shown twice, what is taken back goes, a lost link says so."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from config.boards import BoardPlace
from config.texts import Text
from kiosk.ui.backstage import Backstage
from kiosk.ui.board import BoardWall, Ways
from kiosk.ui.counter_sign import CounterSign
from tests.ui.stage_given import WALL, Hand, make_stage
from tests.ui.station_given import centre
from ticketing.client import (
    BoardCall,
    BoardState,
    CounterState,
    EventType,
    HubEvent,
    LineStanding,
    LineState,
    Refused,
    Unreachable,
)

NOW = datetime(2026, 11, 23, 2, 57, tzinfo=UTC)
WAYS = Ways(lambda: NOW, time.monotonic, lambda: 0.0)


@dataclass
class FakeHub:
    """Shows a board, or is dark."""

    state: BoardState = field(
        default_factory=lambda: BoardState(
            (BoardCall("A011", 1, NOW, 1, "A"),), (LineState("A", 4, 15, 25, True), LineState("B", 0, 0, 0, False)), 7
        )
    )
    at_counter: CounterState = field(default_factory=lambda: CounterState(3, True, None, None))
    dark: bool = False
    answers: list[BoardState] = field(default_factory=list)
    """Given first, one a look."""
    asked: list[tuple[tuple[str, ...], int | None]] = field(default_factory=list)

    def board(self, lines: Sequence[str] = (), counter: int | None = None) -> BoardState | Refused | Unreachable:
        self.asked.append((tuple(lines), counter))
        if self.answers:
            return self.answers.pop(0)
        return Unreachable("no_connection") if self.dark else self.state

    def counters(self) -> tuple[CounterState, ...] | Refused | Unreachable:
        return Unreachable("no_connection") if self.dark else (CounterState(1, False, None, None), self.at_counter)


@dataclass
class Board:
    """A board that hangs, its hub in the hand."""

    wall: BoardWall | CounterSign
    hand: Hand
    hub: FakeHub


@pytest.fixture
def hub() -> FakeHub:
    return FakeHub()


@pytest.fixture
def place() -> BoardPlace:
    """What is hung; tests choose another by parametrizing."""
    return BoardPlace()


@contextmanager
def hanging(qtbot: QtBot, hub: FakeHub, place: BoardPlace) -> Iterator[Board]:
    """A board on its wall."""
    stage = make_stage("Board", WALL)
    backstage = Backstage(1)
    kind = CounterSign if place.kind == "counter" else BoardWall
    wall = kind(stage, backstage, hub, centre(), place, WAYS)
    hand = Hand(stage, qtbot)
    wall.open()
    hand.wait(lambda: hub.asked and not backstage.busy)
    yield Board(wall, hand, hub)
    wall.close()
    hand.wait(lambda: not backstage.busy)
    backstage.close()
    shiboken6.delete(stage.view)


@pytest.fixture
def board(qapp: object, qtbot: QtBot, hub: FakeHub, place: BoardPlace) -> Iterator[Board]:
    with hanging(qtbot, hub, place) as hung:
        yield hung


def called(
    seq: int, label: str, counter: int, kind: EventType = EventType.CALLED, times: int = 1, line: str = ""
) -> HubEvent:
    return HubEvent(seq, kind, NOW, label, line or label[0], f"ticket-{label}", counter, times)


def zone(*lines: str) -> BoardPlace:
    return BoardPlace(kind="zone", lines=lines, zone=Text("Khu A", "Zone A"))


SIGN = BoardPlace(kind="counter", counter=3)


def test_a_call_is_on_the_wall_as_soon_as_it_is_heard(board: Board) -> None:
    """No timer and no turn of the event loop stands between."""
    board.wall.heard(called(8, "A012", 3))
    assert board.hand.text("last_called") == "A012"
    assert board.hand.text("last_counter") == "Quầy 3"
    assert board.hand.text("earlier_0") == "A011"


def test_a_recall_says_how_often_and_moves_to_the_front(board: Board) -> None:
    board.wall.heard(called(8, "A012", 3))
    board.wall.heard(called(9, "A011", 1, EventType.RECALLED, times=2))
    assert board.hand.text("last_called") == "A011"
    assert "lần 2" in board.hand.text("call_invitation")
    assert board.hand.text("earlier_0") == "A012"


def test_a_call_that_is_taken_back_goes_and_an_ended_one_stays(board: Board) -> None:
    board.wall.heard(called(8, "A012", 3))
    board.wall.heard(called(9, "A011", 1, EventType.FINISHED))
    board.wall.heard(called(10, "A012", 3, EventType.CALL_UNDONE))
    assert board.hand.text("last_called") == "A011"
    assert board.hand.see("earlier_0") is None


def test_lines_show_a_range_or_a_rest_never_one_number(board: Board) -> None:
    assert board.hand.text("range_A") == "15–25 phút"
    assert board.hand.text("range_B") == "tạm nghỉ"


def test_a_lost_link_is_said_quietly_and_what_is_shown_has_its_hour(board: Board) -> None:
    board.hub.dark = True
    board.wall.linked(False)
    board.hand.wait(lambda: board.hand.see("link_lost") is not None)
    assert board.hand.text("last_called") == "A011"
    assert board.hand.text("waits_heading") == "Thời gian chờ, lúc 02:57"
    board.hub.dark = False
    board.hub.state = BoardState((BoardCall("A013", 2, NOW, 1, "A"),), board.hub.state.lines, 12)
    board.wall.linked(True)
    board.hand.wait(lambda: board.hand.text("last_called") == "A013")
    assert board.hand.see("link_lost") is None
    assert board.hand.text("waits_heading") == "Thời gian chờ"


def test_after_a_restore_the_wall_shows_the_restored_hubs_calls(board: Board) -> None:
    board.wall.heard(called(500, "A112", 3))
    board.wall.linked(False)
    board.hub.state = replace(board.hub.state, last=(BoardCall("A012", 2, NOW, 1, "A"),), seq=400)
    board.wall.goes_back(400)
    board.wall.linked(True)
    board.hand.wait(lambda: board.hand.text("last_called") == "A012")
    assert board.hand.see("earlier_0") is None
    board.wall.heard(called(401, "A013", 3))
    assert board.hand.text("last_called") == "A013"


def test_a_look_that_was_on_its_way_during_a_restore_does_not_count(board: Board) -> None:
    lost = replace(board.hub.state, last=(BoardCall("A112", 2, NOW, 1, "A"),), seq=500)
    board.hub.answers = [lost]
    board.hub.state = replace(lost, last=(BoardCall("A012", 2, NOW, 1, "A"),), seq=400)
    board.wall.linked(True)
    board.wall.goes_back(400)
    board.wall.linked(True)
    board.hand.wait(lambda: board.hand.text("last_called") == "A012")
    board.wall.heard(called(401, "A013", 3))
    assert [board.hand.text(name) for name in ("last_called", "earlier_0")] == ["A013", "A012"]


def test_before_the_hub_has_answered_the_wall_does_not_say_that_nobody_was_called(
    qapp: object, qtbot: QtBot, hub: FakeHub
) -> None:
    hub.dark = True
    with hanging(qtbot, hub, BoardPlace()) as board:
        assert board.hand.text("call_invitation") == "Đang kết nối"
        hub.dark, hub.state = False, BoardState((), (), 0)
        board.wall.linked(True)
        board.hand.wait(lambda: board.hand.text("call_invitation") == "Chưa gọi số nào")


def test_many_events_are_few_questions(board: Board) -> None:
    """Waits change with every event; two hundred boards must not ask about each."""
    asked = len(board.hub.asked)
    for seq in range(8, 108):
        board.wall.heard(called(seq, f"A{seq:03d}", 3))
        if seq % 10 == 0:
            board.hand.qtbot.wait(40)
    # One every eight seconds at the most; a slow machine may take longer for this.
    assert len(board.hub.asked) <= asked + 2


@pytest.mark.parametrize("place", [zone("A")])
def test_a_zone_shows_its_lines_only(board: Board) -> None:
    assert board.hub.asked[0] == (("A",), None)
    assert board.hand.text("wall_title") == "Khu A"
    board.wall.heard(called(8, "B005", 4))
    assert board.hand.text("last_called") == "A011"
    board.wall.heard(called(9, "K2-001", 2, line="A"))
    assert board.hand.text("last_called") == "K2-001"
    assert board.hand.see("wait_B") is None


@pytest.mark.parametrize("place", [BoardPlace(announcements=(Text("Một", "One"), Text("Hai", "Two")))])
def test_sentences_take_turns(board: Board) -> None:
    assert board.hand.text("announcement") == "Một"
    board.hand.stage.tell("turn", 1)
    assert board.hand.text("announcement") == "Hai"


def test_a_line_that_stops_giving_numbers_says_so_at_the_foot(qapp: object, qtbot: QtBot, hub: FakeHub) -> None:
    notice = Text("Nhận số đến 16:00. Số đã lấy vẫn được phục vụ.", "Numbers until 16:00.")
    closing = LineState("A", 4, 15, 25, True, LineStanding.CLOSING, notice)
    closed = LineState("B", 0, 0, 0, False, LineStanding.CLOSED, None, NOW + timedelta(hours=3))
    hub.state = BoardState((), (closing, closed), 7)
    with hanging(qtbot, hub, BoardPlace()) as board:
        assert board.hand.text("announcement") == f"Nhóm A: {notice.vi}"
        assert board.hand.text("range_A") == "15–25 phút"
        assert board.hand.text("range_B") == "mở lúc 05:57"


def test_a_lost_voice_is_a_small_sign(board: Board) -> None:
    assert isinstance(board.wall, BoardWall)
    assert board.hand.see("voice_lost") is None
    board.wall.voice(False)
    assert board.hand.see("voice_lost") is not None
    board.wall.voice(True)
    assert board.hand.see("voice_lost") is None


@pytest.mark.parametrize("place", [SIGN])
def test_the_sign_shows_its_own_call_until_it_ends(board: Board) -> None:
    assert board.hub.asked[0] == ((), 3)
    board.hub.state = BoardState((), (), 7)
    board.wall.heard(called(8, "A012", 3))
    assert board.hand.text("sign_number") == "A012"
    board.wall.heard(called(9, "A013", 1))
    assert board.hand.text("sign_number") == "A012"
    board.wall.heard(called(10, "A012", 3, EventType.FINISHED))
    assert board.hand.see("sign_number") is None
    assert board.hand.text("sign_state") == "Xin chờ gọi số"


@pytest.mark.parametrize("place", [SIGN])
@pytest.mark.parametrize(
    ("at_counter", "says", "more"),
    [
        (CounterState(3, True, NOW + timedelta(minutes=20), "break"), "Quầy tạm nghỉ", "03:17"),
        (CounterState(3, True, NOW - timedelta(minutes=1), "break"), "Xin chờ gọi số", ""),
        (CounterState(3, False, None, None), "Quầy đóng", "bảng chung"),
    ],
)
def test_the_sign_says_why_nobody_is_called(board: Board, at_counter: CounterState, says: str, more: str) -> None:
    board.hub.at_counter, board.hub.state = at_counter, BoardState((), (), 9)
    board.wall.heard(HubEvent(9, EventType.PAUSED, NOW, counter=3))
    board.hand.wait(lambda: board.hand.text("sign_state") == says)
    assert more in board.hand.text("sign_detail")


def test_the_technicians_key_changes_the_theme(board: Board) -> None:
    board.hand.key(Qt.Key.Key_F7)
    assert board.hand.stage.look.high_contrast
    board.hand.stage.cut("contrastToggled")
    board.hand.key(Qt.Key.Key_F7)
    assert board.hand.stage.look.high_contrast
