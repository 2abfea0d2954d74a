"""Listening to the hub: every event once, in order, across lost links and hub restarts."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from pydantic import TypeAdapter, ValidationError
from websockets.exceptions import InvalidHandshake, WebSocketException
from websockets.sync.client import ClientConnection, connect

from ticketing.domain.answers import HubEvent

FROM_NOW: Final = -1
_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 1.2  # with its jitter 1.8 s: a hub that comes back is heard within three
_PING_S: Final = 5.0
_OPEN_TIMEOUT_S: Final = 3.0


@dataclass(frozen=True)
class _Hello:
    """The hub's first frame: events after `seq` follow."""

    hello: int


_FRAME: Final[TypeAdapter[_Hello | HubEvent]] = TypeAdapter(_Hello | HubEvent)


class EventFeed:
    """A thread that hands on every event of the hub exactly once, in order.

    `on_event` and `on_link` are called on the feed's thread; `on_link(True)` when the hub is heard, `on_link(False)`
    when it is not. After a lost link the feed reconnects by itself and catches up from the last event it handed on.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        on_event: Callable[[HubEvent], None],
        on_link: Callable[[bool], None],
        since: int = FROM_NOW,
        jitter: Callable[[], float] = random.random,
        on_back: Callable[[int], None] = lambda _seq: None,
    ) -> None:
        """`since`: the last seq already known; FROM_NOW (-1) starts with what happens next.

        `on_back`: told on the feed's thread, before anything else, when the hub knows less than it has told here: it
        was restored from a backup. Its events after this seq never happened; others follow under the same seqs.
        """
        parts = urlsplit(base_url.rstrip("/"))
        scheme = "wss" if parts.scheme == "https" else "ws"
        self._url = urlunsplit((scheme, parts.netloc, f"{parts.path}/v1/events", "", ""))
        self._token = token
        self._on_event = on_event
        self._on_link = on_link
        self._seq = since
        self._jitter = jitter
        self._on_back = on_back
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._link: ClientConnection | None = None
        self._linked: bool | None = None
        self._thread = threading.Thread(target=self._listen, name="event-feed", daemon=True)

    def start(self) -> None:
        """Begin to listen. Once only."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; nothing is handed on after this returns. From any thread, also before `start`."""
        self._stopping.set()
        with self._lock:
            link = self._link
        if link is not None:
            link.close()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _listen(self) -> None:
        pause = _FIRST_PAUSE_S
        while not self._stopping.is_set():
            if self._hear():
                pause = _FIRST_PAUSE_S
            self._tell(linked=False)
            self._stopping.wait(pause * (0.5 + self._jitter()))
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    def _hear(self) -> bool:
        """Listen on one connection until it ends. Returns whether the hub said hello on it."""
        heard = False
        try:
            # The address carries only a number; the token goes in a header. `proxy=None`: nothing between us.
            with connect(
                f"{self._url}?since={self._seq}",
                additional_headers={"Authorization": f"Bearer {self._token}"},
                open_timeout=_OPEN_TIMEOUT_S,
                close_timeout=1.0,
                ping_interval=_PING_S,
                ping_timeout=_PING_S,
                compression=None,
                proxy=None,
            ) as link:
                with self._lock:
                    self._link = link
                for text in link:
                    if self._stopping.is_set():
                        break
                    heard = self._take(_FRAME.validate_json(text)) or heard
        except (OSError, TimeoutError, WebSocketException, InvalidHandshake, ValidationError):
            return heard
        finally:
            with self._lock:
                self._link = None
        return heard

    def _take(self, frame: _Hello | HubEvent) -> bool:
        match frame:
            case _Hello(seq):
                if seq < self._seq and not self._stopping.is_set():
                    self._on_back(seq)
                self._seq = seq
                self._tell(linked=True)
                return True
            case HubEvent() as event:
                if event.seq > self._seq:
                    self._on_event(event)
                    self._seq = event.seq
                return False

    def _tell(self, *, linked: bool) -> None:
        if linked != self._linked and not self._stopping.is_set():
            self._linked = linked
            self._on_link(linked)
