"""A relay in this process, in front of a hub that does as the test says."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from config.texts import Text
from ticketing.domain.answers import Refused, TicketStatus
from ticketing.domain.page_answers import PageState
from ticketing.hub_link import Unreachable
from ticketing.one_socket import Address, OneSocketServer, PortRefused, listen
from ticketing.phone.app import MOST_CONNECTIONS, Luck, PhonePages
from ticketing.phone.showing import Showing
from ticketing.phone.view import CentreShown, Deed
from ticketing.phone.watching import Pages

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CENTRE = CentreShown(
    Text("Chi nhánh số 3 · Hoàn Kiếm", "Branch 3 · Hoàn Kiếm"),
    HANOI,
    Text("bàn hướng dẫn cạnh quầy 1", "the help desk by counter 1"),
)
NOW = datetime(2026, 11, 23, 3, 42, tzinfo=UTC)
TOKEN = "Zt3h9-kQ0aXv_7pLmN2bYc4dWe5fRg6s"
KEY = f"A012.{TOKEN}"
WAITING = PageState("A012", TicketStatus.WAITING, 5, 15, 25)
LATER = replace(WAITING, until=NOW + timedelta(minutes=20))
CALLED = PageState("A012", TicketStatus.CALLED, 0, 0, 0, counter=3)
ABSENT = PageState("A012", TicketStatus.ABSENT, 0, 0, 0, until=NOW + timedelta(minutes=100))
TOO_LATE = replace(ABSENT, too_late=True)
FINISHED = PageState("A012", TicketStatus.FINISHED, 0, 0, 0)
LEFT = PageState("A012", TicketStatus.LEFT, 0, 0, 0)
MERGED = PageState("A012", TicketStatus.MERGED, 0, 0, 0)
EVERY_STATE = {
    "waiting": WAITING, "next": replace(WAITING, ahead=0, wait_low_min=0, wait_high_min=4), "later": LATER,
    "called": CALLED, "absent": ABSENT, "too_late": TOO_LATE, "finished": FINISHED, "left": LEFT, "merged": MERGED,
}  # fmt: skip


def key_of(name: str) -> str:
    """The key of a page of its own."""
    return f"A012.{name:_<24}"


@dataclass
class ScriptedHub:
    """Knows pages by their key; does deeds once for each request id."""

    pages: dict[str, PageState] = field(default_factory=lambda: {KEY: WAITING})
    dark: bool = False
    deaf_once: bool = False
    """The next deed is done, but its answer is lost."""
    refuse: Refused | None = None
    looks: list[list[str]] = field(default_factory=list)
    done: dict[str, tuple[Deed, str, int]] = field(default_factory=dict)

    async def look(self, keys: Sequence[str]) -> tuple[PageState | None, ...] | Refused | Unreachable:
        self.looks.append(list(keys))
        if self.dark:
            return Unreachable("no_connection")
        return tuple(self.pages.get(key) for key in keys)

    async def do(self, deed: Deed, key: str, request_id: str, minutes: int) -> PageState | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        if self.refuse is not None:
            return self.refuse
        if request_id not in self.done:
            self.done[request_id] = (deed, key, minutes)
            after = {"leave": LEFT, "later": replace(LATER, until=NOW + timedelta(minutes=minutes)), "back": WAITING}
            self.pages[key] = after[deed]
        if self.deaf_once:
            self.deaf_once = False
            return Unreachable("timeout")
        return self.pages[key]


class RunningRelay:
    """The relay's application on a port, on a thread; `tell` is the hub's ear."""

    def __init__(self, hub: ScriptedHub, *, behind_proxy: bool = False) -> None:
        self.hub = hub
        self._behind_proxy = behind_proxy
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def start(self) -> None:
        listening = listen(Address("127.0.0.1", 0))
        assert not isinstance(listening, PortRefused)
        self._listening = listening
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join(10)
        assert not self._thread.is_alive()

    def tell(self, label: str | None) -> None:
        """An event of the hub is heard."""
        self._loop.call_soon_threadsafe(self.pages.heard, label)

    def now_shows(self, state: PageState, key: str = KEY) -> None:
        """The hub's ticket changes, and the relay hears that something happened to its number."""
        self.hub.pages[key] = state
        self.tell(state.label)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.pages = Pages(self.hub.look, self._loop.time, pace_s=0.05)
        luck = Luck(lambda: NOW, self._loop.time, lambda: str(uuid.uuid4()))
        phones = PhonePages(self.pages, self.hub, Showing(CENTRE), luck, behind_proxy=self._behind_proxy)
        self._server = OneSocketServer(
            phones.app(), self._listening, self._ready.set, websockets=False, most_connections=MOST_CONNECTIONS
        )
        running = asyncio.ensure_future(self.pages.run())
        await self._server.serve()
        running.cancel()
