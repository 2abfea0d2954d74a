"""What several roles share: the draft's seal, the lead from standard input, the hub's news on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.storage.sealing import SealBroken, unseal
from kiosk.ui.application import Application
from kiosk.ui.backstage import Backstage
from kiosk.ui.stage import Stage
from ticketing.client import EventFeed, HubEvent


def unseal_draft(key: bytes, sealed: bytes, context: bytes) -> bytes | None:
    """The plain draft; None where key, context and bytes do not belong together."""
    try:
        return unseal(key, sealed, context)
    except SealBroken:
        return None


def listen(
    address: str,
    token: str,
    backstage: Backstage,
    heard: Callable[[HubEvent], None],
    linked: Callable[[bool], None],
    at_once: Callable[[HubEvent], None] = lambda _event: None,
    goes_back: Callable[[int], None] = lambda _seq: None,
) -> EventFeed:
    """Start to hear the hub; the first two functions are called on the GUI thread.

    at_once: on the feed's, before the screen. goes_back: on the feed's, as `EventFeed` has it.
    """

    def hear(event: HubEvent) -> None:
        at_once(event)
        backstage.post(partial(heard, event))

    feed = EventFeed(address, token, hear, lambda link: backstage.post(partial(linked, link)), on_back=goes_back)
    feed.start()
    return feed


def lead(stage: Stage, application: Application, *, driven: bool) -> object:
    """Let standard input lead the role if it was asked for; keep the result."""
    if not driven:
        return None
    from kiosk.ui import driven as from_standard_input

    return from_standard_input.attach(stage, application.quit)
