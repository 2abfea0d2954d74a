"""The announcer: hears what the hub tells, and says calls one after the other on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from config.event_log import Event, record
from kiosk.voice.composing import Composer, Manner
from kiosk.voice.ports import CutShort, NoVoice, Played, Player, Speech
from kiosk.voice.sound import Sound
from kiosk.voice.turns import Saying, Turns

_SETTLE_S: Final = 0.3  # after a lost link the hub tells much at once; what is settled in it need not be said
_TRY_AGAIN_S: Final = 20.0  # a dead loudspeaker is not asked for every number


@dataclass(frozen=True)
class Clocks:
    """now: local time of the centre. seconds: a clock that only goes forward."""

    now: Callable[[], datetime]
    seconds: Callable[[], float]


class Announcer:
    """Says every call that it is told of. It never says two at once, and a voice that fails is given up quietly."""

    def __init__(
        self,
        manner: Manner,
        chime: Sound,
        speech: Speech,
        player: Player,
        clocks: Clocks,
        on_voice: Callable[[bool], None] = lambda _heard: None,
    ) -> None:
        """on_voice: told, on the announcer's thread, when the voice is lost and when it is back."""
        self._manner = manner
        self._composer = Composer(manner, chime, speech)
        self._player = player
        self._clocks = clocks
        self._on_voice = on_voice
        self._turns = Turns(manner.times)
        self._lock = threading.Condition()
        self._stopping = False
        self._not_before_s = 0.0
        self._lost = False
        self._thread = threading.Thread(target=self._work, name="announcer", daemon=True)

    def start(self) -> None:
        """Begin to speak. Once only."""
        self._thread.start()

    def stop(self) -> None:
        """Fall silent at once. From any thread."""
        with self._lock:
            self._stopping = True
            self._lock.notify_all()
        self._player.close()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def called(self, label: str, counter: int, at: datetime) -> None:
        """A number was called, or called again. at: the hub's hour of it. From any thread; never waits."""
        with self._lock:
            self._turns = self._turns.called(label, counter, at, self._clocks.seconds())
            self._lock.notify_all()

    def settled(self, label: str, *, at_once: bool = False) -> None:
        """This number need not be heard any more. at_once: it would be wrong to hear it to its end. From any thread."""
        with self._lock:
            speaking = self._turns.speaking
            self._turns = self._turns.settled(label)
        if at_once and speaking is not None and speaking.label == label:
            self._player.cut()

    def forget(self) -> None:
        """The hub was restored from a backup: what was told so far is not said any more. From any thread."""
        with self._lock:
            speaking = self._turns.speaking
            self._turns = self._turns.forgotten()
        if speaking is not None:
            self._player.cut()

    def linked(self) -> None:
        """The hub is heard again: wait a moment until it has told what was missed."""
        with self._lock:
            self._not_before_s = max(self._not_before_s, self._clocks.seconds() + _SETTLE_S)

    def step(self) -> float | None:
        """Say the next one, if it is time. Seconds to wait before the next step; None where nothing waits."""
        with self._lock:
            now_s = self._clocks.seconds()
            if self._stopping or not self._turns.waiting:
                return None
            if self._not_before_s > now_s:
                return self._not_before_s - now_s
            if self._quiet(self._clocks.now().time()):
                self._turns = self._turns.hushed()
                return None
            self._turns = self._turns.next(now_s)
            saying = self._turns.speaking
        if saying is None:
            return None
        heard = self._say(saying)
        with self._lock:
            now_s = self._clocks.seconds()
            self._turns = self._turns.said(now_s) if heard else self._turns.unheard()
            self._not_before_s = now_s + (self._manner.pause_s if heard else _TRY_AGAIN_S)
        return None if not heard else self._manner.pause_s

    def _work(self) -> None:
        while True:
            pause = self.step()
            with self._lock:
                if self._stopping:
                    return
                if pause is not None or not self._turns.waiting:
                    self._lock.wait(pause)

    def _quiet(self, now: time) -> bool:
        return any(hours.hold(now) for hours in self._manner.quiet_hours)

    def _say(self, saying: Saying) -> bool:
        """Whether it was heard; told once when the voice is lost, once when it is back."""
        sound, trouble = self._composer.announcement(saying.label, saying.counter)
        if sound is None:
            self._note(trouble)
            return False
        with self._lock:
            unsaid = self._turns.unsaid
        outcome = CutShort() if unsaid else self._player.play(sound, _name(saying))
        match outcome:
            case NoVoice(reason):
                self._note(reason)
                return False
            case Played():
                self._note(trouble)
                record(Event.CALL_SPOKEN, label=saying.label, counter=saying.counter)
            case CutShort():
                pass
        return True

    def _note(self, trouble: str) -> None:
        if bool(trouble) == self._lost:
            return
        self._lost = bool(trouble)
        if self._lost:
            record(Event.VOICE_LOST, reason=trouble)
        else:
            record(Event.VOICE_FOUND)
        self._on_voice(not self._lost)


def _name(saying: Saying) -> str:
    return f"{saying.label}_counter_{saying.counter}_time_{saying.nth}"
