"""From what the hub tells to what is said: calls to this part of the hall, and what need not be heard any more."""

from __future__ import annotations

from kiosk.flows.show_calls import ENDING, INVITING, TAKEN_BACK, Scope
from kiosk.voice.announcer import Announcer
from ticketing.client import HubEvent


def hear(announcer: Announcer, scope: Scope, event: HubEvent) -> None:
    """Pass one event on. Never waits."""
    if event.label is None:
        return
    if event.type in INVITING and event.counter is not None:
        if scope.holds(event):
            announcer.called(event.label, event.counter, event.at)
        else:
            announcer.settled(event.label, at_once=True)  # called in another part of the hall now
    elif event.type in TAKEN_BACK:
        announcer.settled(event.label, at_once=True)
    elif event.type in ENDING:
        announcer.settled(event.label)
