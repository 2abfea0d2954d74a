"""How lines stand by the centre's own hours: what a kiosk knows while the hub says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property

from config.centre import Centre
from ticketing.client import LineState
from ticketing.domain.opening import LineOpening, standing
from ticketing.settings import rules_of

UNKNOWN = -1


class OwnHours:
    """The hours of one centre's lines. Of caps and closings by hand only the hub knows."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    @cached_property
    def _openings(self) -> Mapping[str, LineOpening]:
        return {line.letter: line.opening for line in rules_of(self._centre).lines}

    def lines(self, now: datetime) -> tuple[LineState, ...]:
        """Every line of the configuration; nothing is known of who waits."""
        now_ms = int(now.timestamp() * 1000)
        states = []
        for letter, opening in self._openings.items():
            stands = standing(opening, None, None, now_ms, self._centre.zone)
            opens_at = None if stands.opens_ms is None else datetime.fromtimestamp(stands.opens_ms / 1000, UTC)
            states.append(LineState(letter, UNKNOWN, 0, 0, stands.takes_numbers, stands.state, stands.notice, opens_at))
        return tuple(states)
