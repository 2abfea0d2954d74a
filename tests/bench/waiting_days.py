"""Simulated days of a centre, seeded, written as a log of the format of `ticketing.waiting.day_events`.

A simulator of the world, not of the estimator: counters take the first in the queue whom they can serve, visits last as
long as they last, people come in two humps, some stay away, clerks pause, go home late and come late.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Event = dict[str, Any]
Stretch = tuple[float, float, tuple[int, ...]]


@dataclass(frozen=True)
class Scenario:
    """A centre and its days. Minutes; shares and chances between 0 and 1."""

    name: str
    skills: Mapping[int, str]
    minutes: Mapping[str, float]
    mix: Mapping[str, float]
    plan: Sequence[Stretch]
    tickets_a_day: float
    variation: float = 0.72
    """Standard deviation / mean of a visit."""
    no_shows: float = 0.0
    pauses_an_hour: float = 0.0
    pause_minutes: float = 10.0
    days_differ: float = 0.0
    """Standard deviation of the logarithm of a day's pace."""
    drift_in_a_day: float = 0.0
    drift_over_days: float = 0.0
    rush: float = 0.0
    """Chance of an hour with three times the people."""
    closure: float = 0.0
    """Chance that a counter goes home in the middle of the day, unplanned."""
    absent: float = 0.0
    """Chance that a planned counter never opens."""
    priority: float = 0.0
    counters_differ: float = 0.0
    days: int = 20
    warm: int = 3
    """Days that are not scored."""


@dataclass
class _Day:
    """One day under way."""

    scenario: Scenario
    number: int
    luck: random.Random
    pace: float
    speed: Mapping[int, float]
    log: list[Event] = field(default_factory=list)
    agenda: list[tuple[float, int, str, int]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    open: set[int] = field(default_factory=set)
    wanted: set[int] = field(default_factory=set)
    paused: set[int] = field(default_factory=set)
    pause_next: set[int] = field(default_factory=set)
    busy: dict[int, int] = field(default_factory=dict)
    queue: list[int] = field(default_factory=list)
    service: list[str] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)

    def at(self, minute: float, what: str, who: int) -> None:
        heapq.heappush(self.agenda, (minute, next(self.order), what, who))

    def tell(self, minute: float, kind: str, **more: object) -> None:
        self.log.append({"type": kind, "day": self.number, "t": round(minute, 3), **more})

    def name(self, ticket: int) -> str:
        return f"d{self.number:03d}-{ticket + 1:04d}"

    def prepare(self) -> None:
        """Who comes when, and which counters are there."""
        one, luck = self.scenario, self.luck
        begins, ends = one.plan[0][0], one.plan[-1][1]
        rush = luck.uniform(begins, ends - 120) if luck.random() < one.rush else None
        coming: list[float] = []
        many = one.tickets_a_day * math.exp(luck.gauss(0, 0.08))
        while len(coming) < many:
            minute = luck.uniform(begins - 15, ends - 60)
            if luck.random() * 3.4 < _people(minute, begins, ends, rush):
                coming.append(minute)
        for ticket, minute in enumerate(sorted(coming)):
            self.service.append(luck.choices(list(one.mix), list(one.mix.values()))[0])
            self.first.append(luck.random() < one.priority)
            self.at(minute, "comes", ticket)
        away = {counter for counter in one.skills if luck.random() < one.absent}
        for start, end, counters in one.plan:
            for counter in counters:
                if counter not in away:
                    self.at(start + (abs(luck.gauss(0, 2)) if start > begins else 0.0), "begins", counter)
                    self.at(end, "ends", counter)
        for counter in one.skills:
            minute = begins
            while one.pauses_an_hour and (minute := minute + luck.expovariate(one.pauses_an_hour / 60)) < ends:
                self.at(minute, "pauses", counter)
            if luck.random() < one.closure:
                self.at(luck.uniform(begins + 60, ends - 120), "goes home", counter)

    def play(self) -> None:
        """Until everybody has been served."""
        deeds = {
            "comes": self._comes, "begins": self._begins, "ends": self._ends, "pauses": self._pauses,
            "back": self._back, "goes home": self._goes_home, "served": self._served, "missing": self._missing,
        }  # fmt: skip
        minute = 0.0
        while self.agenda or self.queue:
            if not self.agenda:  # after hours: somebody stays until the last has been served
                counter = next(c for c, can in self.scenario.skills.items() if self.service[self.queue[0]] in can)
                self._begins(minute, counter)
            minute, _, what, who = heapq.heappop(self.agenda)
            deeds[what](minute, who)

    def _comes(self, minute: float, ticket: int) -> None:
        self.tell(minute, "issue", ticket=self.name(ticket), service=self.service[ticket])
        self.queue.append(ticket)
        free = [c for c in self.open if c not in self.busy and self.service[ticket] in self.scenario.skills[c]]
        if free:
            self._call(minute, min(free, key=lambda c: (len(self.scenario.skills[c]), c)))

    def _begins(self, minute: float, counter: int) -> None:
        self.wanted.add(counter)
        if counter not in self.open and counter not in self.paused:
            self.open.add(counter)
            self.tell(minute, "counter_open", counter=counter)
            self._call(minute, counter)

    def _ends(self, minute: float, counter: int) -> None:
        if any(start <= minute < end and counter in there for start, end, there in self.scenario.plan):
            return
        self.wanted.discard(counter)
        if counter not in self.busy and not (minute >= self.scenario.plan[-1][1] and self.queue):
            self._close(minute, counter)

    def _goes_home(self, minute: float, counter: int) -> None:
        self.agenda = [e for e in self.agenda if not (e[3] == counter and e[2] in ("begins", "pauses", "back"))]
        heapq.heapify(self.agenda)
        self.wanted.discard(counter)
        if counter not in self.busy:
            self._close(minute, counter)

    def _pauses(self, minute: float, counter: int) -> None:
        if counter in self.busy:
            self.pause_next.add(counter)
        elif counter in self.open:
            self._close(minute, counter)
            self.paused.add(counter)
            self.at(minute + self.luck.expovariate(1 / self.scenario.pause_minutes), "back", counter)

    def _back(self, minute: float, counter: int) -> None:
        self.paused.discard(counter)
        if counter in self.wanted:
            self._begins(minute, counter)

    def _served(self, minute: float, counter: int) -> None:
        self._free(minute, counter, "finish")

    def _missing(self, minute: float, counter: int) -> None:
        self._free(minute, counter, "no_show")

    def _free(self, minute: float, counter: int, how: str) -> None:
        self.tell(minute, how, ticket=self.name(self.busy.pop(counter)), counter=counter)
        after_hours = minute >= self.scenario.plan[-1][1]
        if counter in self.pause_next and counter in self.wanted:
            self.pause_next.discard(counter)
            self._pauses(minute, counter)
        elif counter in self.wanted or (after_hours and self.queue):
            self._call(minute, counter)
        else:
            self._close(minute, counter)

    def _close(self, minute: float, counter: int) -> None:
        if counter in self.open:
            self.open.discard(counter)
            self.tell(minute, "counter_close", counter=counter)

    def _call(self, minute: float, counter: int) -> None:
        one, luck = self.scenario, self.luck
        can = [ticket for ticket in self.queue if self.service[ticket] in one.skills[counter]]
        if not can or counter not in self.open or counter in self.busy:
            return
        ticket = next((ticket for ticket in can if self.first[ticket]), can[0])
        self.queue.remove(ticket)
        self.busy[counter] = ticket
        self.tell(minute, "call", ticket=self.name(ticket), counter=counter)
        if luck.random() < one.no_shows:
            self.at(minute + luck.uniform(1.0, 2.5), "missing", counter)
            return
        begins, ends = one.plan[0][0], one.plan[-1][1]
        mean = one.minutes[self.service[ticket]] * self.pace * self.speed[counter]
        mean *= 1 + one.drift_in_a_day * (minute - begins) / (ends - begins)
        sigma = math.sqrt(math.log(1 + one.variation**2))
        self.at(minute + math.exp(luck.gauss(math.log(mean) - sigma * sigma / 2, sigma)), "served", counter)


def _people(minute: float, begins: float, ends: float, rush: float | None) -> float:
    """How many come, relatively, at a minute: a hump in the morning, a lower one after lunch."""
    part = (minute - begins) / (ends - begins)
    many = 0.6 + 1.1 * math.exp(-(((part - 0.2) / 0.12) ** 2)) + 0.8 * math.exp(-(((part - 0.6) / 0.15) ** 2))
    return many + (1.6 if rush is not None and rush <= minute < rush + 60 else 0.0)


def simulate(scenario: Scenario, seed: int) -> list[Event]:
    """All days of a scenario, in order of time."""
    luck = random.Random(f"{scenario.name} {seed}")
    speed = {counter: math.exp(luck.gauss(0, scenario.counters_differ)) for counter in scenario.skills}
    log: list[Event] = []
    for number in range(scenario.days):
        pace = math.exp(luck.gauss(0, scenario.days_differ)) * (1 + scenario.drift_over_days * number / scenario.days)
        plan = [[start, end, list(counters)] for start, end, counters in scenario.plan]
        skills = {str(counter): list(can) for counter, can in scenario.skills.items()}
        log.append({"type": "plan", "day": number, "t": 0, "plan": plan, "skills": skills})
        day = _Day(scenario, number, luck, pace, speed)
        day.prepare()
        day.play()
        log += day.log
    return log


def _all_day(*counters: int) -> list[Stretch]:
    return [(480, 1020, counters)]


def _lunch_apart(*counters: int) -> list[Stretch]:
    return [(480, 720, counters), (780, 1020, counters)]


_EIGHT = dict.fromkeys(range(1, 9), "ABC")
_EIGHT_MINUTES, _EIGHT_MIX = {"A": 6.0, "B": 12.0, "C": 25.0}, {"A": 0.45, "B": 0.35, "C": 0.2}
_FIVE = {1: "AB", 2: "AB", 3: "BC", 4: "CDA", 5: "ABCD"}
_FIVE_MINUTES, _FIVE_MIX = {"A": 5.0, "B": 9.0, "C": 17.0, "D": 20.0}, {"A": 0.4, "B": 0.3, "C": 0.19, "D": 0.11}
_CUT: list[Stretch] = [
    (480, 690, tuple(range(1, 9))), (690, 780, (1, 2, 3, 4)), (780, 1020, tuple(range(1, 9)))
]  # fmt: skip

SCENARIOS = (
    Scenario("constant", _EIGHT, _EIGHT_MINUTES, _EIGHT_MIX, _all_day(*range(1, 9)), 300),
    Scenario("lunch_cut", _EIGHT, _EIGHT_MINUTES, _EIGHT_MIX, _CUT, 265),
    Scenario("rush", {1: "A", 2: "A", 3: "AB", 4: "B"}, {"A": 5.0, "B": 14.0}, {"A": 0.7, "B": 0.3},
             _lunch_apart(1, 2, 3, 4), 165, rush=0.7),
    Scenario("sudden_closure", _EIGHT, _EIGHT_MINUTES, _EIGHT_MIX, _all_day(*range(1, 9)), 265, closure=0.1,
             absent=0.05),
    Scenario("no_shows", _EIGHT, _EIGHT_MINUTES, _EIGHT_MIX, _CUT, 320, no_shows=0.18),
    Scenario("priority", _FIVE, _FIVE_MINUTES, _FIVE_MIX, _lunch_apart(1, 2, 3, 4, 5), 165, priority=0.1),
    Scenario("mixed_skills", _FIVE, _FIVE_MINUTES, _FIVE_MIX, _lunch_apart(1, 2, 3, 4, 5), 160, no_shows=0.05,
             pauses_an_hour=0.5),
    Scenario("drift", _EIGHT, _EIGHT_MINUTES, _EIGHT_MIX, _CUT, 240, drift_in_a_day=0.25, drift_over_days=0.2,
             days_differ=0.1),
    Scenario("small", {1: "AB", 2: "AB"}, {"A": 7.0, "B": 15.0}, {"A": 0.6, "B": 0.4}, _lunch_apart(1, 2), 70,
             no_shows=0.05, pauses_an_hour=0.3, days=30),
    Scenario("big", dict.fromkeys(range(1, 13), "A"), {"A": 10.0}, {"A": 1.0},
             [(480, 690, tuple(range(1, 13))), (690, 780, tuple(range(1, 7))), (780, 1020, tuple(range(1, 13)))], 560,
             pauses_an_hour=0.2, counters_differ=0.15, days=15),
    Scenario("day_one", _FIVE, _FIVE_MINUTES, _FIVE_MIX, _lunch_apart(1, 2, 3, 4, 5), 150, days=1, warm=0),
)  # fmt: skip
