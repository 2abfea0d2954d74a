"""SIGKILL at moments of a visit: the lines of the event logs, as they came in a visit that nobody disturbed."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.demo.centre import DemoCentre
from kiosk.demo.processes import DemoFault

VICTIMS: Final = ("kiosk", "station", "courier", "hub", "city")
LOGS: Final = {
    "kiosk": "kiosk/log/kiosk.jsonl",
    "station": "station/log/station.jsonl",
    "courier": "station/log/courier.jsonl",
    "hub": "hub/log/hub.jsonl",
    "city": "city/log/city.jsonl",
    "counter": "counter/log/counter.jsonl",
}
# Who else may die when a process says something: whoever it was just talking to.
_COMPANY: Final = {
    "kiosk": ("kiosk", "hub"),
    "station": ("station", "hub", "courier"),
    "courier": ("courier", "city", "hub", "station"),
    "hub": ("hub", "kiosk"),
    "city": ("city", "courier"),
    "counter": ("city", "hub"),
}
_SERVERS: Final = frozenset({"hub", "city", "courier"})
_ENDS: Final = frozenset({"process.stopped", "process.unexpected"})
# A counter's slice of the queue is dealt anew when time or others move it: not every visit sees that.
_NOT_OF_A_VISIT: Final = frozenset({"slice.kept"})
# A kiosk that a busy hub lets wait gives a number of its own: the same moment by another name.
_SAME_MOMENT: Final = {"ticket.issued_offline": "ticket.issued"}
_LOOK_AGAIN_S: Final = 0.003
_LONGEST_DELAY_S: Final = 0.08
_ROOM: Final = 2


@dataclass(frozen=True)
class Moment:
    """An event of a process. starting: it belongs to the process's start, not to a visit."""

    log: str
    event: str
    starting: bool = False


@dataclass(frozen=True)
class Blow:
    """Kill `victim` when `moment` comes for the nth time, and a little later."""

    victim: str
    moment: Moment
    nth: int
    delay_s: float

    def __str__(self) -> str:
        when = "starting, " if self.moment.starting else ""
        return (
            f"{self.victim} killed {self.delay_s * 1000:.0f} ms after "
            f"{self.moment.log} {when}{self.moment.event} #{self.nth}"
        )


class EventLines:
    """The event log of one process, read from outside from here on."""

    def __init__(self, file: Path, *, whole: bool = False) -> None:
        self._file = file
        self._at = 0 if whole or not file.exists() else file.stat().st_size
        self._half = b""

    def new(self) -> list[dict[str, object]]:
        """The lines that came since the last look."""
        try:
            with self._file.open("rb") as log:
                log.seek(self._at)
                data = log.read()
        except FileNotFoundError:
            return []
        self._at += len(data)
        *lines, self._half = (self._half + data).split(b"\n")
        return [json.loads(line) for line in lines]


def census(centre: DemoCentre, before: dict[str, Counter[str]]) -> dict[Moment, int]:
    """Every moment of the undisturbed visit that just ended, and how often it came. before: `count_events` then."""
    found: dict[Moment, int] = {}
    for log, counts in count_events(centre).items():
        for event, times in before[log].items():
            found[Moment(log, event, starting=True)] = times
        for event, times in (counts - before[log]).items():
            found[Moment(log, event)] = times
    never = _ENDS | _NOT_OF_A_VISIT
    return {moment: times for moment, times in found.items() if moment.event not in never and moment.log in _COMPANY}


def count_events(centre: DemoCentre) -> dict[str, Counter[str]]:
    """How often each process has said each event so far."""
    return {
        log: Counter(str(line["event"]) for line in EventLines(centre.state / path, whole=True).new())
        for log, path in LOGS.items()
    }


def deal(moments: dict[Moment, int], seed: int, seeds: int) -> tuple[Blow, ...]:
    """The blows of one seed: no process is killed twice, no log watched twice.

    Dealt like cards, `seeds` hands a round, so that one round meets every moment of every log: each victim at its own
    moments, and at those of whom it talks with as far as there is room. Every round is shuffled anew.
    """
    cards = random.Random((seed - 1) // seeds)
    own = sorted(((m.log, m) for m in moments if m.log in VICTIMS), key=str)
    others = sorted(((cards.choice(_COMPANY[m.log]), m) for m in moments if m.log not in VICTIMS), key=str)
    company = sorted(((v, m) for m in moments if not m.starting for v in _COMPANY[m.log] if v != m.log), key=str)
    hands: list[list[tuple[str, Moment]]] = [[] for _ in range(seeds)]
    for pack, most in ((own, len(VICTIMS)), (others, len(VICTIMS)), (company, _ROOM)):
        cards.shuffle(pack)
        for card in pack:
            free = [hand for hand in hands if len(hand) < most and _may_take(hand, card)]
            if free:
                min(free, key=len).append(card)
    luck = random.Random(seed)
    return tuple(
        Blow(
            victim,
            moment,
            1 if moment.starting else luck.randint(1, moments[moment]),
            luck.choice((0.0, luck.uniform(0, _LONGEST_DELAY_S))),
        )
        for victim, moment in hands[(seed - 1) % seeds]
    )


def _may_take(hand: list[tuple[str, Moment]], card: tuple[str, Moment]) -> bool:
    return all(card[0] != victim and card[1].log != moment.log for victim, moment in hand)


class Killer:
    """Waits beside a running centre for its moment. Whoever touches a dead role starts it again; servers start here."""

    def __init__(self, centre: DemoCentre, blow: Blow) -> None:
        self.blow = blow
        self.struck = threading.Event()
        self._centre = centre
        self._end = threading.Event()
        self._lines = EventLines(centre.state / LOGS[blow.moment.log])
        self._thread = threading.Thread(target=self._wait, name=str(blow), daemon=True)

    def start(self) -> None:
        """Begin to look. A moment of starting needs a start: the process is killed once for it."""
        if self.blow.moment.starting:
            self._kill(self.blow.moment.log)
        self._thread.start()
        if self.blow.moment.starting:
            self._start_again(self.blow.moment.log)

    def stop(self) -> None:
        """Look no more."""
        self._end.set()
        self._thread.join()

    def _wait(self) -> None:
        left = self.blow.nth
        while not self._end.wait(_LOOK_AGAIN_S):
            came = [str(line["event"]) for line in self._lines.new()]
            left -= sum(self.blow.moment.event in (event, _SAME_MOMENT.get(event)) for event in came)
            if left <= 0:
                time.sleep(self.blow.delay_s)
                self._kill(self.blow.victim)
                self.struck.set()
                if self.blow.victim in _SERVERS:
                    self._start_again(self.blow.victim)
                return

    def _kill(self, name: str) -> None:
        os.kill(self._centre.pid(name), signal.SIGKILL)

    def _start_again(self, name: str) -> None:
        if name not in _SERVERS:
            return
        try:
            self._centre.restart(name)
        except DemoFault:
            # Killed while starting: that was the moment.
            if self.blow.moment.starting and self.struck.wait(5):
                return
            raise
