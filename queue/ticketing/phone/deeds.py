"""What a citizen does on the page, carried to the hub."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from typing import Protocol, assert_never

from ticketing.domain.answers import Refused
from ticketing.domain.page_answers import PageState
from ticketing.hub_link import Unreachable
from ticketing.phone.hub_door import HubDoor
from ticketing.phone.view import Deed


class PageDeeds(Protocol):
    """Whoever carries a deed to the hub."""

    async def do(self, deed: Deed, key: str, request_id: str, minutes: int) -> PageState | Refused | Unreachable:
        """Ask the hub to do it; the same request id is done once. minutes: only for "later"."""
        ...


class DeedsAtHub:
    """Asks the hub from threads of its own, so that the relay goes on."""

    def __init__(self, door: HubDoor, threads: Executor) -> None:
        self._door = door
        self._threads = threads

    async def do(self, deed: Deed, key: str, request_id: str, minutes: int) -> PageState | Refused | Unreachable:
        """See PageDeeds."""

        def ask() -> PageState | Refused | Unreachable:
            match deed:
                case "leave":
                    return self._door.leave_page(key, request_id)
                case "later":
                    return self._door.later_page(key, minutes, request_id)
                case "back":
                    return self._door.back_page(key, request_id)
                case _:
                    assert_never(deed)

        return await asyncio.get_running_loop().run_in_executor(self._threads, ask)
