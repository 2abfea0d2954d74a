"""What the hub does by itself as time passes: who stopped listening, what has expired, which promise is near."""

from __future__ import annotations

import asyncio
from typing import Final

from config.event_log import Event, record
from ticketing.deeds.booking import EraseOldAppointments
from ticketing.deeds.hearing_devices import NoteHeard
from ticketing.deeds.sending_home import SendHome
from ticketing.deeds.visits import EraseExpiredDrafts
from ticketing.deeds.watching_promises import WatchPromises
from ticketing.web.hub import Hub

_SWEEP_S: Final = 1.0
_ERASE_EVERY_S: Final = 600.0
_WATCH_EVERY_S: Final = 15.0


class Sweeper:
    """Looks every second at what is due. On the event loop only."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        house = hub.house
        self._erase, self._erase_appointments = EraseExpiredDrafts(house), EraseOldAppointments(house)
        self._promises, self._heard, self._home = WatchPromises(house), NoteHeard(house), SendHome(house)
        self._next_erasing = self._next_watching = 0.0

    async def sweep_on(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(_SWEEP_S)
            await self.sweep()

    async def sweep(self) -> None:
        """Once. A fault of ours is noted, and the hub goes on."""
        (outcome,) = await asyncio.gather(self._do_what_is_due(), return_exceptions=True)
        if isinstance(outcome, Exception):
            record(Event.UNEXPECTED, error_type=type(outcome).__name__, where="sweeper")

    async def _do_what_is_due(self) -> None:
        hub, now = self._hub, self._hub.now_s()
        if cut := hub.live.cut_stuck(now):
            record(Event.LISTENER_CUT_OFF, count=cut)
        if now >= self._next_erasing:
            self._next_erasing = now + _ERASE_EVERY_S
            await self._erase_what_expired()
        if now >= self._next_watching:
            self._next_watching = now + _WATCH_EVERY_S
            if await hub.look(self._promises.anything_due) is True:
                await hub.carry_out(self._promises, None)
            if await hub.look(self._home.anybody) is True:
                await hub.carry_out(self._home, None)
        if devices := hub.attendance.to_note(now):
            await hub.carry_out(self._heard, devices)

    async def _erase_what_expired(self) -> None:
        erased = await self._hub.carry_out(self._erase, None)
        if isinstance(erased, int) and erased:
            record(Event.DRAFT_EXPIRED, count=erased)
        over = await self._hub.carry_out(self._erase_appointments, None)
        if isinstance(over, int) and over:
            record(Event.APPOINTMENTS_ERASED, count=over)
