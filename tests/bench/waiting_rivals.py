"""What other queue systems tell the waiting, on the same logs: each predictor causal, and fed event by event.

typed mean       position x the true mean of all visits / counters: an administrator who typed the perfect value (ZMS)
rolling mean     position x a moving mean of visits / counters, its upper end from the last ratios
service and plan each visit ahead with the moving mean of its service, played forward on the counters of the plan
last called      the wait of whoever was called last (head of line)
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Event = Mapping[str, Any]
Range = tuple[float, float]

NAMES: Final = ("typed mean", "rolling mean", "service and plan", "last called")
_UNKNOWN_MIN: Final = 12.0
_KEPT_RATIOS: Final = 400
_ENOUGH: Final = 20


@dataclass
class Rivals:
    """All of them at once."""

    true_mean: float
    rolling: float = _UNKNOWN_MIN
    by_service: dict[str, float] = field(default_factory=dict)
    ratios: list[float] = field(default_factory=list)
    last_wait: float = 0.0
    plan: list[Any] = field(default_factory=list)
    skills: dict[int, str] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    queue: list[str] = field(default_factory=list)
    serving: dict[int, tuple[str, float]] = field(default_factory=dict)
    issued: dict[str, tuple[float, str]] = field(default_factory=dict)
    promised: dict[str, float] = field(default_factory=dict)

    def take(self, event: Event) -> dict[str, Range] | None:
        """The next event; the answer is what each would tell a ticket that was just issued."""
        at = float(event["t"])
        match event["type"]:
            case "plan":
                self.plan = event["plan"]
                self.skills = {int(counter): "".join(can) for counter, can in event["skills"].items()}
                self.open, self.queue, self.serving = set(), [], {}
            case "counter_open":
                self.open.add(event["counter"])
            case "counter_close":
                self.open.discard(event["counter"])
            case "call":
                self._called(event["ticket"], event["counter"], at)
            case "finish" | "no_show" as kind:
                ticket, since = self.serving.pop(event["counter"])
                if kind == "finish":
                    self._learn(self.issued[ticket][1], at - since)
            case _:
                return self._issue(event["ticket"], event["service"], at)
        return None

    def _called(self, ticket: str, counter: int, at: float) -> None:
        self.queue.remove(ticket)
        self.serving[counter] = (ticket, at)
        self.last_wait = at - self.issued[ticket][0]
        if self.promised[ticket] > 0.5:
            self.ratios = [*self.ratios, self.last_wait / self.promised[ticket]][-_KEPT_RATIOS:]

    def _learn(self, service: str, minutes: float) -> None:
        self.rolling += 0.05 * (minutes - self.rolling)
        mean = self.by_service.get(service, _UNKNOWN_MIN)
        self.by_service[service] = mean + 0.1 * (minutes - mean)

    def _issue(self, ticket: str, service: str, at: float) -> dict[str, Range]:
        self.issued[ticket] = at, service
        planned = [len(there) for start, end, there in self.plan if start <= at < end]
        planned = planned or [len(there) for start, _, there in self.plan if start > at] or [1]
        counters = max(1, len(self.open) or planned[0])
        gap = 0.0
        if not any(start <= at < end for start, end, _ in self.plan):
            gap = max(0.0, next((start for start, _, _ in self.plan if start > at), at) - at)
        ahead = len(self.queue) + 1
        self.queue.append(ticket)
        typed, rolling = ahead * self.true_mean / counters + gap, ahead * self.rolling / counters + gap
        self.promised[ticket] = rolling
        ratio = sorted(self.ratios)[int(0.9 * (len(self.ratios) - 1))] if len(self.ratios) >= _ENOUGH else 1.8
        planned_wait = self._played(at)
        expected = rolling if planned_wait is None else planned_wait
        return {
            "typed mean": (typed, typed),
            "rolling mean": (rolling, rolling * max(1.0, ratio)),
            "service and plan": (expected, expected * 1.5 + 2),
            "last called": (self.last_wait, self.last_wait),
        }

    def _played(self, at: float) -> float | None:
        free = dict.fromkeys(self.skills, at)
        for counter, (ticket, since) in self.serving.items():
            mean = self.by_service.get(self.issued[ticket][1], _UNKNOWN_MIN)
            free[counter] = at + max(0.3 * mean, mean - 0.6 * (at - since))
        wait = None
        for ticket in self.queue:
            service = self.issued[ticket][1]
            starts = [
                (start, counter)
                for counter, can in self.skills.items()
                if service in can and (start := self._planned(counter, free[counter])) is not None
            ]
            if not starts:
                return None
            start, counter = min(starts)
            wait = start - at
            free[counter] = start + self.by_service.get(service, _UNKNOWN_MIN)
        return wait

    def _planned(self, counter: int, at: float) -> float | None:
        return next((max(at, start) for start, end, there in self.plan if counter in there and at < end), None)


def mean_visit(log: Sequence[Event]) -> float:
    """Minutes: the mean of all visits of a log."""
    began = {event["ticket"]: event["t"] for event in log if event["type"] == "call"}
    return statistics.fmean(event["t"] - began[event["ticket"]] for event in log if event["type"] == "finish")


def read(lines: Sequence[str]) -> list[Event]:
    """The events of a log."""
    return [json.loads(line) for line in lines]
