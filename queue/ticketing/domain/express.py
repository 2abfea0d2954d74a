"""Express programmes: on one weekday, whoever comes for these lines or procedures is promised an hour. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from config.texts import Text

_MINUTE_MS: Final = 60_000


@dataclass(frozen=True)
class ExpressRule:
    """A programme. `weekday`: Monday = 0; the dates are both included, None is no bound."""

    id: str
    name: Text
    weekday: int
    lines: frozenset[str]
    procedures: frozenset[str]
    promise_min: int
    warn_min: int
    valid_from: date | None = None
    valid_to: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether the programme runs on that local day."""
        return (
            day.weekday() == self.weekday
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )

    def promise_until_ms(self, from_ms: int) -> int:
        """When somebody who counts from then is to be done."""
        return from_ms + self.promise_min * _MINUTE_MS

    def at_risk_from_ms(self, until_ms: int) -> int:
        """When somebody must be told that this promise may break."""
        return until_ms - self.warn_min * _MINUTE_MS


def programme_for(rules: Iterable[ExpressRule], day: date, line: str, procedure: str | None) -> ExpressRule | None:
    """The programme that promises something to a ticket: of several the one with the shortest promise."""
    fitting = [rule for rule in rules if rule.runs_on(day) and (line in rule.lines or procedure in rule.procedures)]
    return min(fitting, key=lambda rule: rule.promise_min, default=None)
