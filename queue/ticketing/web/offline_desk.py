"""What the hub's routes share about its own absence: who is heard, and how a ticket comes back when its turn has come.

Every waiting ticket is in some counter's slice. When its turn comes at another counter, the holder, who has a question
open here, is answered at once with a slice without it, says that it holds that one, and the call goes on: some tens of
milliseconds. Where that takes too long, the clerk is given the next whom nobody else has reserved.
"""

from __future__ import annotations

import asyncio
from typing import Final

from ticketing.deeds.lease_watch import LeaseWatch
from ticketing.deeds.leasing import InTheWay, WithdrawForCall
from ticketing.domain.lease_records import Lease
from ticketing.domain.offline_asked import MakeWay
from ticketing.domain.records import CallRecord
from ticketing.web.hub import Hub

_PATIENCE_S: Final = 0.15


class OfflineDesk:
    """One hub's. Everything here runs on the hub's loop."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.watch = LeaseWatch(hub.now_s)
        self._in_the_way = InTheWay(hub.house)
        self._withdraw = WithdrawForCall(self.watch)
        self._bells: dict[int, asyncio.Event] = {}
        self._said: dict[int, asyncio.Event] = {}

    async def wait_for_news(self, counter: int, wait_s: float) -> bool:
        """Wait until something is taken out of this counter's slice. False: nothing was."""
        try:
            await asyncio.wait_for(self._bell(counter).wait(), wait_s)
        except TimeoutError:
            return False
        return True

    def listen(self, counter: int) -> None:
        """From now on, what is taken out of its slice rings this counter's bell."""
        self._bell(counter).clear()

    def has_spoken(self, counter: int) -> None:
        """The counter has just said what it holds."""
        said = self._said.pop(counter, None)
        if said is not None:
            said.set()

    async def make_way_for_next(self, counter: int) -> None:
        """Whoever is next at this counter may be called here, unless the holder does not let go in time."""
        await self._make_way(await self._hub.look(self._in_the_way.next, counter), counter)

    async def make_way_for(self, ticket_id: str, counter: int) -> None:
        """The same for a ticket out of its turn."""
        await self._make_way(await self._hub.look(self._in_the_way.this, ticket_id, counter), counter)

    async def make_way_for_undoing(self, deed_request_id: str) -> None:
        """The same for the ticket of a call that is opened again, because the deed that ended it is taken back."""
        call = await self._hub.look(self._in_the_way.reopened, deed_request_id)
        if isinstance(call, CallRecord):
            await self.make_way_for(call.ticket_id, call.counter)

    async def _make_way(self, lease: object, counter: int) -> None:
        if not isinstance(lease, Lease):
            return
        asked = MakeWay(lease.ticket_id, counter)
        if await self._hub.carry_out(self._withdraw, asked) is not False or not self.watch.is_heard(lease.counter):
            return
        said = self._said.setdefault(lease.counter, asyncio.Event())
        self._bell(lease.counter).set()
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while await self._hub.look(self._in_the_way.this, lease.ticket_id, counter) is not None:
                    await said.wait()
                    said = self._said.setdefault(lease.counter, asyncio.Event())
        except TimeoutError:
            return

    def _bell(self, counter: int) -> asyncio.Event:
        return self._bells.setdefault(counter, asyncio.Event())
