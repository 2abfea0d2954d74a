"""What the relay knows of the pages that phones look at, and how it asks the hub: one question at a time, for many.

However many phones there are, the hub has at most one look of this relay in its hands, and what only grew a little old
waits for its turn in the next one. A phone whose own number was called does not wait.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from typing import Final

from config.event_log import Event, record
from ticketing.domain.answers import Refused
from ticketing.domain.page_answers import PageState
from ticketing.hub_link import Unreachable
from ticketing.phone.hub_door import MOST_KEYS

FRESH_S: Final = 1.0
"""A page asked for again within this time is answered from memory, unless its own number had news."""
STALE_S: Final = 30.0
"""Without any news a watched page is asked for anew after this: a wait grows shorter by itself."""
AGAIN_S: Final = 2.0
"""While the hub is silent nobody waits for it more often than this."""
FORGET_S: Final = 120.0
"""A page that nobody looks at is forgotten after this."""

GATHER_S: Final = 0.02
"""Who asks within this time shares a look, however fast the hub answers."""

_REST: Final = 9
_FAR: Final = 20

Look = Callable[[Sequence[str]], Awaitable["tuple[PageState | None, ...] | Refused | Unreachable"]]


@dataclass(frozen=True)
class Seen:
    """A page as the hub told it. at_s: when, by the relay's monotonic clock. lost: the hub has not answered since."""

    state: PageState | None
    at_s: float
    lost: bool = False


@dataclass(frozen=True)
class HubSilent:
    """The hub does not answer, and nothing is known of this page."""


@dataclass(slots=True)
class _Page:
    seen: Seen | None = None
    stale: bool = True
    news: bool = True
    """Something happened to this very number."""
    answers: list[asyncio.Future[Seen | HubSilent]] = field(default_factory=list)
    watches: set[asyncio.Event] = field(default_factory=set)


class Pages:
    """Only on the event loop's thread."""

    def __init__(self, look: Look, monotonic_s: Callable[[], float], pace_s: float = 1.0) -> None:
        """`look` asks the hub; `pace_s`: how long pages that merely moved up wait to be asked for together."""
        self._look = look
        self._now_s = monotonic_s
        self._pace_s = pace_s
        self._pages: dict[str, _Page] = {}
        self._urgent: dict[str, None] = {}
        self._called_for = asyncio.Event()
        self._fill_from_s = self._swept_s = self._tried_s = float("-inf")
        self._silent = False
        self._watched = 0

    @property
    def watched(self) -> int:
        """How many phones listen."""
        return self._watched

    @property
    def remembered(self) -> int:
        """How many pages are kept in mind."""
        return len(self._pages)

    def knows(self, key: str) -> bool:
        """Whether this key has opened a page before."""
        page = self._pages.get(key)
        return page is not None and page.seen is not None and page.seen.state is not None

    def known(self, key: str) -> Seen | HubSilent:
        """The page as it was last told; nothing is asked."""
        page = self._pages.get(key)
        return HubSilent() if page is None or page.seen is None else page.seen

    async def see(self, key: str) -> Seen | HubSilent:
        """The page, as fresh as need be."""
        page = self._pages.setdefault(key, _Page())
        now = self._now_s()
        if self._silent and now - self._tried_s < AGAIN_S:
            return HubSilent() if page.seen is None else replace(page.seen, lost=True)
        if page.seen is not None and not self._silent and not page.news:
            age = now - page.seen.at_s
            if age < FRESH_S or (age < STALE_S and not page.stale):
                return page.seen
        answer: asyncio.Future[Seen | HubSilent] = asyncio.get_running_loop().create_future()
        page.answers.append(answer)
        self._ask_soon(key)
        return await answer

    def told(self, key: str, state: PageState) -> None:
        """The hub said this in answer to a deed."""
        self._keep(key, self._pages.setdefault(key, _Page()), state)

    @contextlib.contextmanager
    def watching(self, key: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there is something new to see of this page."""
        changed = asyncio.Event()
        page = self._pages.setdefault(key, _Page())
        page.watches.add(changed)
        self._watched += 1
        try:
            yield changed
        finally:
            page.watches.discard(changed)
            self._watched -= 1

    def heard(self, label: str | None) -> None:
        """Something happened to the number `label`: everybody may have moved up; its own page is asked for at once."""
        for key, page in self._pages.items():
            page.stale = True
            if label is not None and key.startswith(f"{label}."):
                page.news = True
                if page.watches:
                    # Before all who only open their page, however many there are.
                    self._urgent = {key: None, **self._urgent}
                    self._called_for.set()

    def linked(self) -> None:
        """The hub is heard again: anything may have happened meanwhile."""
        self.heard(None)
        self._called_for.set()

    async def run(self) -> None:
        """Ask the hub, until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._called_for.wait(), self._pace_s)
                await asyncio.sleep(GATHER_S)
            self._called_for.clear()
            self._forget()
            keys = self._next_look()
            if not keys:
                continue
            begun_s = self._now_s()
            answer = await self._look(keys)
            self._tried_s = self._now_s()
            # A hub that is slow to answer is asked less often, and never spends more than a tenth of its time on this.
            self._fill_from_s = max(self._fill_from_s, self._tried_s + _REST * (self._tried_s - begun_s))
            if isinstance(answer, tuple):
                self._answered(keys, answer)
            else:
                self._unanswered(keys, answer)
            if self._urgent:
                self._called_for.set()

    def _ask_soon(self, key: str) -> None:
        self._urgent[key] = None
        self._called_for.set()

    def _next_look(self) -> list[str]:
        """Whoever waits for an answer or had news; then, at most once a pace, who has grown old, the nearest first."""
        keys = list(self._urgent)[:MOST_KEYS]
        for key in keys:
            del self._urgent[key]
        now = self._now_s()
        if len(keys) < MOST_KEYS and now >= self._fill_from_s:
            self._fill_from_s = now + self._pace_s
            chosen = set(keys)
            old = [
                (_need(page.seen, now), key)
                for key, page in self._pages.items()
                if page.watches and key not in chosen and self._is_old(page, now)
            ]
            keys += [key for _, key in nlargest(MOST_KEYS - len(keys), old)]
        return keys

    def _is_old(self, page: _Page, now: float) -> bool:
        return page.stale or self._silent or page.seen is None or now - page.seen.at_s >= STALE_S

    def _answered(self, keys: Sequence[str], states: Sequence[PageState | None]) -> None:
        if self._silent:
            self._silent = False
            record(Event.HUB_FOUND)
        for key, state in zip(keys, states, strict=True):
            page = self._pages.get(key)
            if page is not None:
                self._keep(key, page, state)

    def _keep(self, key: str, page: _Page, state: PageState | None) -> None:
        before = page.seen
        page.seen = Seen(state, self._now_s())
        page.stale = page.news = False
        self._give(page, page.seen)
        if before is None or before.state != state or before.lost:
            _wake(page)
        if state is None and not page.watches:
            self._pages.pop(key, None)  # nothing is remembered of keys that open nothing

    def _unanswered(self, keys: Sequence[str], answer: Refused | Unreachable) -> None:
        if not self._silent:
            self._silent = True
            record(Event.HUB_LOST, reason=answer.code if isinstance(answer, Refused) else answer.reason)
        for key in keys:
            page = self._pages.get(key)
            if page is None:
                continue
            page.stale = True
            if page.seen is not None and not page.seen.lost:
                page.seen = replace(page.seen, lost=True)
                _wake(page)
            self._give(page, page.seen if page.seen is not None else HubSilent())

    def _give(self, page: _Page, answer: Seen | HubSilent) -> None:
        answers, page.answers = page.answers, []
        for waiting in answers:
            if not waiting.done():
                waiting.set_result(answer)

    def _forget(self) -> None:
        now = self._now_s()
        if now - self._swept_s < FORGET_S / 4:
            return
        self._swept_s = now
        for key, page in list(self._pages.items()):
            old = page.seen is None or now - page.seen.at_s > FORGET_S
            if old and not page.watches and not page.answers:
                del self._pages[key]


def _need(seen: Seen | None, now: float) -> float:
    """How much a page should be asked for: by its age, and more the fewer people are before it. Nobody starves."""
    if seen is None:
        return float("inf")
    ahead = _FAR if seen.state is None else min(seen.state.ahead, _FAR)
    return (now - seen.at_s) / (ahead + 1)


def _wake(page: _Page) -> None:
    for changed in page.watches:
        changed.set()
