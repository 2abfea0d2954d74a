"""The order in which everybody who waits will be called, as far as it can be foreseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ticketing.waiting.hall import Waiter

_AHEAD_MIN: Final = 15.0  # lines of unequal weight are merged as they will stand in so many minutes


@dataclass(frozen=True, slots=True)
class Queued:
    """Somebody in a line, and the minute of the day from which the wait counts."""

    waiter: Waiter
    due: float


@dataclass(frozen=True, slots=True)
class LineNow:
    """Who waits in a line, each class in order; `run`: how many with priority were called in a row just now."""

    preferred: Sequence[Queued]
    ordinary: Sequence[Queued]
    run: int = 0


def call_order(
    lines: Mapping[str, LineNow], priority_run: int, weights: Mapping[str, float], at: float
) -> list[Waiter]:
    """Inside a line priority goes first, with an ordinary one after each `priority_run`; between lines the oldest.

    `weights`: by line, 1 where nothing is said.
    """
    merged: list[tuple[float, str, int, Waiter]] = []
    for line, queue in lines.items():
        weight = weights.get(line, 1.0)
        for place, (due, waiter) in enumerate(_inside(queue, priority_run)):
            merged.append(((due - at - _AHEAD_MIN) * weight, line, place, waiter))
    merged.sort(key=lambda one: one[:3])
    return [waiter for *_, waiter in merged]


def _inside(queue: LineNow, priority_run: int) -> list[tuple[float, Waiter]]:
    """Each call of the line, with the hour by which the line claims it: that of its oldest."""
    order: list[tuple[float, Waiter]] = []
    first = others = 0
    run = queue.run
    while first < len(queue.preferred) or others < len(queue.ordinary):
        preferred = queue.preferred[first] if first < len(queue.preferred) else None
        ordinary = queue.ordinary[others] if others < len(queue.ordinary) else None
        due = min(one.due for one in (preferred, ordinary) if one is not None)
        if preferred is not None and (ordinary is None or run < priority_run):
            order.append((due, preferred.waiter))
            first, run = first + 1, run + 1
        elif ordinary is not None:
            order.append((due, ordinary.waiter))
            others, run = others + 1, 0
    return order
