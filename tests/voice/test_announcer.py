"""The announcer: chime, then words, then once more; never over itself; and a voice that is gone is said once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np
import pytest

from config import event_log
from config.boards import QuietHours
from kiosk.flows.show_calls import Scope
from kiosk.roles.call_voice import chime
from kiosk.voice.announcer import Announcer, Clocks
from kiosk.voice.composing import Manner
from kiosk.voice.hearing import hear, hear_alone
from tests.voice.given import NOW, HandClock, Tape, Tone, languages
from ticketing.client import Call, CallStatus, EventType, HubEvent, Ticket, TicketStatus


class Desk:
    """An announcer whose time stands in the hand; it is stepped, not started, unless a test starts it."""

    def __init__(self, *codes: str, volume: int = 100, times: int = 2, quiet: tuple[QuietHours, ...] = ()) -> None:
        self.clock, self.tone, self.tape = HandClock(), Tone(), Tape()
        self.heard: list[bool] = []
        manner = Manner(languages(*(codes or ("vi",))), volume, times, 0.5, quiet)
        clocks = Clocks(lambda: self.clock.now, self.clock.seconds)
        self.announcer = Announcer(manner, chime(), self.tone, self.tape, clocks, self.heard.append)

    def call(self, label: str, counter: int = 3, at: datetime = NOW) -> None:
        self.announcer.called(label, counter, at)

    def speak(self, most: int = 20) -> list[str]:
        """Everything that is said until nothing waits; each pause is passed over at once."""
        begun = len(self.tape.names)
        for _ in range(most):
            pause = self.announcer.step()
            if pause is None:
                break
            self.clock.at_s += pause
        return self.tape.names[begun:]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    before = event_log._log
    event_log.open_log("board", tmp_path / "board.jsonl")
    yield tmp_path / "board.jsonl"
    event_log._log = before


def test_chime_then_the_languages_in_turn_then_all_again() -> None:
    desk = Desk("vi", "en")
    desk.call("A012")
    assert desk.speak() == ["A012_counter_3_time_1", "A012_counter_3_time_2"]
    assert [words.split()[0] for words in desk.tone.said] == ["Xin", "Number"]  # the second time from memory
    sound, bell = desk.tape.sounds[0], chime()
    assert np.array_equal(sound.samples[: len(bell.samples)], bell.samples)
    assert sound.seconds == pytest.approx(bell.seconds + 0.25 + 0.1 + 0.5 + 0.1, abs=0.01)


def test_between_two_announcements_there_is_a_pause() -> None:
    desk = Desk(times=1)
    desk.call("A001")
    desk.call("A002")
    assert desk.announcer.step() == 0.5
    left = desk.announcer.step()
    assert left == 0.5
    assert len(desk.tape.names) == 1


@pytest.mark.parametrize("volume", [0, 50, 100])
def test_volume_is_for_chime_and_words_alike(volume: int) -> None:
    desk = Desk(volume=volume, times=1)
    desk.call("A012")
    desk.speak()
    loudest = int(np.abs(desk.tape.sounds[0].samples.astype(int)).max())
    assert loudest == pytest.approx(0.92 * 32767 * (volume / 100) ** 2, rel=0.01, abs=1)


def test_in_quiet_hours_nothing_is_said_and_nothing_is_saved_up() -> None:
    desk = Desk(quiet=(QuietHours(start=time(11, 30), end=time(13, 0)),))
    desk.clock.now = NOW.replace(hour=11, minute=30)
    desk.call("A012")
    assert desk.speak() == []
    desk.clock.now = NOW.replace(hour=13, minute=0)
    assert desk.speak() == []
    desk.call("A013")
    assert desk.speak() == ["A013_counter_3_time_1", "A013_counter_3_time_2"]


@pytest.mark.parametrize(("hour", "quiet"), [(21, False), (22, True), (23, True), (0, True), (5, True), (6, False)])
def test_quiet_hours_go_over_midnight(hour: int, quiet: bool) -> None:
    desk = Desk(times=1, quiet=(QuietHours(start=time(22), end=time(6)),))
    desk.clock.now = NOW.replace(hour=hour, minute=0)
    desk.call("A012")
    assert desk.speak() == ([] if quiet else ["A012_counter_3_time_1"])


def test_a_lost_voice_is_one_event_and_the_board_goes_on(log: Path) -> None:
    desk = Desk(times=1)
    desk.tone.trouble = "missing"
    for number in range(5):
        desk.call(f"A{number:03d}")
        assert desk.speak() == []
        desk.clock.at_s += 30
    desk.tone.trouble, desk.tape.trouble = "", "failed"
    desk.call("A010")
    desk.speak()
    desk.tape.trouble = ""
    desk.clock.at_s += 30
    desk.call("A011")
    # What was called in the last two minutes and is not settled is said after all.
    assert desk.speak() == [f"{label}_counter_3_time_1" for label in ("A002", "A003", "A004", "A010", "A011")]
    assert desk.heard == [False, True]
    events = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert events == ["voice.lost", "voice.found", *["call.spoken"] * 5]


def test_a_call_that_broke_off_with_the_loudspeaker_is_said_again_unless_it_is_settled() -> None:
    desk = Desk(times=1)
    desk.tape.trouble = "failed"
    desk.call("A001")
    desk.call("A002")
    assert desk.speak() == []
    desk.announcer.settled("A001")
    desk.tape.trouble = ""
    desk.clock.at_s += 20.1
    assert desk.speak() == ["A002_counter_3_time_1"]


def test_a_dead_loudspeaker_is_left_alone_for_a_while() -> None:
    desk = Desk()
    desk.tape.trouble = "failed"
    desk.call("A001")
    assert desk.announcer.step() is None
    desk.call("A002")
    assert desk.announcer.step() == pytest.approx(20)


def test_a_language_without_a_voice_does_not_silence_the_others() -> None:
    desk = Desk("vi", "en", times=1)
    desk.tone.mute = {"en-gb"}
    desk.call("A012")
    assert desk.speak() == ["A012_counter_3_time_1"]
    assert desk.heard == [False]


def test_after_a_lost_link_what_is_settled_meanwhile_is_not_said() -> None:
    desk = Desk(times=1)
    desk.announcer.linked()
    desk.call("A001")
    wait = desk.announcer.step()
    assert wait == pytest.approx(0.3)
    desk.announcer.settled("A001")
    desk.call("A002")
    desk.clock.at_s += 0.31
    assert desk.speak() == ["A002_counter_3_time_1"]


def test_after_a_restore_nothing_of_before_is_said_and_everything_new_is() -> None:
    desk = Desk()
    desk.call("A001", at=NOW + timedelta(hours=3))  # the lost hub's clock was ahead
    desk.announcer.step()
    desk.call("A002")
    desk.announcer.forget()
    desk.call("A001")
    assert desk.speak() == ["A001_counter_3_time_1", "A001_counter_3_time_2"]


def test_a_call_of_before_a_restore_is_cut_short() -> None:
    desk = Desk()
    desk.tape.hold = threading.Event()
    desk.call("A001")
    desk.announcer.start()
    assert desk.tape.began.wait(5)
    desk.announcer.forget()
    assert desk.tape.hold.wait(5)
    desk.announcer.stop()
    assert desk.tape.is_cut
    assert desk.tape.names == ["A001_counter_3_time_1"]


def event(kind: EventType, label: str = "A012", line: str = "A", counter: int | None = 3) -> HubEvent:
    return HubEvent(1, kind, NOW, label, line, "t", counter, 1)


@pytest.mark.parametrize(
    "kind",
    [
        EventType.FINISHED, EventType.ABSENT, EventType.CALL_UNDONE, EventType.HELD, EventType.TRANSFERRED,
        EventType.KEPT, EventType.LEFT, EventType.MERGED, EventType.POSTPONED, EventType.CAME_BACK,
    ],
)  # fmt: skip
def test_what_ended_or_was_taken_back_is_not_said(kind: EventType) -> None:
    desk = Desk(times=1)
    hear(desk.announcer, Scope(), event(EventType.CALLED))
    hear(desk.announcer, Scope(), event(kind))
    assert desk.speak() == []


def test_a_board_says_what_it_shows() -> None:
    desk = Desk(times=1)
    zone = Scope(others=frozenset("BC"))
    hear(desk.announcer, zone, event(EventType.CALLED))
    hear(desk.announcer, zone, event(EventType.CALLED, "B001", "B"))
    hear(desk.announcer, zone, event(EventType.PAUSED, ""))
    assert desk.speak() == ["A012_counter_3_time_1"]


def test_a_number_called_elsewhere_meanwhile_is_not_sent_here() -> None:
    desk = Desk(times=1)
    sign = Scope(counter=3)
    hear(desk.announcer, sign, event(EventType.CALLED))
    hear(desk.announcer, sign, event(EventType.CALLED, counter=4))
    assert desk.speak() == []


def test_a_call_taken_back_while_it_is_said_is_cut_short() -> None:
    desk = Desk()
    desk.tape.hold = threading.Event()
    desk.announcer.start()
    hear(desk.announcer, Scope(), event(EventType.CALLED))
    assert desk.tape.began.wait(5)
    hear(desk.announcer, Scope(), event(EventType.CALL_UNDONE))
    assert desk.tape.hold.wait(5)
    desk.announcer.stop()
    assert desk.tape.is_cut
    assert desk.tape.names == ["A012_counter_3_time_1"]


def test_stopping_is_quick_whatever_is_being_said() -> None:
    desk = Desk()
    desk.tape.hold = threading.Event()
    desk.announcer.start()
    for number in range(5):
        desk.call(f"A{number:03d}")
    assert desk.tape.began.wait(5)
    desk.announcer.stop()
    assert desk.tape.closed
    assert len(desk.tape.names) == 1


def test_a_repetition_that_a_recall_replaces_starts_anew() -> None:
    desk = Desk()
    desk.call("A012")
    desk.announcer.step()
    desk.clock.at_s += 1
    desk.call("A012", 4)
    assert desk.speak() == ["A012_counter_4_time_1", "A012_counter_4_time_2"]


def test_what_a_counter_calls_without_the_hub_is_said_until_it_ends() -> None:
    desk = Desk(times=1)
    ticket = Ticket("t", "0" * 32, "K2-001", "", 1, NOW.date(), NOW, TicketStatus.CALLED, 0, 0, 0, "")
    call = Call("call", ticket, 3, NOW, 1, CallStatus.OPEN)
    hear_alone(desk.announcer, call, 1000.0)
    assert desk.speak() == ["K2-001_counter_3_time_1"]
    for end in (CallStatus.ABSENT, CallStatus.KEPT):
        hear_alone(desk.announcer, replace(call, times=2), 1200.0)
        hear_alone(desk.announcer, replace(call, status=end), 1201.0)
        assert desk.speak() == []
    hear_alone(desk.announcer, call, 1300.0)
    desk.announcer.forget()  # the hub is back
    assert desk.speak() == []
    hear_alone(desk.announcer, call, 20.0)  # the machine was started anew
    assert desk.speak() == ["K2-001_counter_3_time_1"]
