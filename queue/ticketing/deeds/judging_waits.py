"""The hub's score of its own forecasts, day by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from ticketing.deeds.house import House
from ticketing.domain.answers import Refused
from ticketing.domain.hub_clock import local_day
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed, may
from ticketing.domain.wait_answers import WaitingScore
from ticketing.store.port import Ledger
from ticketing.waiting.scoring import WaitBesideForecast, score_day

_AT_ONCE_MS: Final = 1000


class JudgeWaits:
    """Compares a day's forecasts with its waits; only for whoever may look over the whole centre."""

    def __init__(self, house: House) -> None:
        self._house = house

    def for_staff(self, ledger: Ledger, session_sha256: str, day: date | None) -> WaitingScore | Refused:
        """The score of a day (None: today), for a signed-in member of staff."""
        session = ledger.session(session_sha256, self._house.clock.now_ms())
        if session is None:
            return refuse(Refusal.NOT_SIGNED_IN)
        if not may(session.role, StaffDeed.LOOK_OVER):
            return refuse(Refusal.NOT_ALLOWED)
        return judge_day(ledger, self._house.rules.timezone, day or self._house.today(self._house.clock.now_ms()))


def judge_day(ledger: Ledger, zone: ZoneInfo, day: date) -> WaitingScore:
    """The score of a day. Who was called on another day did not wait through the night and is left out."""
    waits: list[WaitBesideForecast] = []
    still_waiting = 0
    for judged in ledger.judged_waits(day):
        if judged.called_ms is None:
            still_waiting += 1
        elif judged.called_ms - judged.issued_ms >= _AT_ONCE_MS and local_day(judged.called_ms, zone) == day:
            waits.append(
                WaitBesideForecast(
                    line=judged.line,
                    hour=datetime.fromtimestamp(judged.issued_ms / 1000, zone).hour,
                    waited=(judged.called_ms - judged.issued_ms) / 60_000,
                    p50=judged.forecast.p50_s / 60,
                    p90=judged.forecast.p90_s / 60,
                )
            )
    return score_day(day, waits, still_waiting)
