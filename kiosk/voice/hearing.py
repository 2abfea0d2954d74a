"""From what the hub tells, or a counter does without it, to what is said, and what need not be heard any more."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.flows.show_calls import ENDING, INVITING, TAKEN_BACK, Scope
from kiosk.voice.announcer import Announcer
from ticketing.client import Call, CallStatus, HubEvent


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


def hear_alone(announcer: Announcer, call: Call, seconds: float) -> None:
    """Pass on what a counter did without the hub: a call made or announced again, or its end. Never waits.

    seconds: of a clock that only goes forward; without the hub no hour can be trusted to.
    """
    if call.status is CallStatus.OPEN:
        announcer.called(call.ticket.label, call.counter, datetime.fromtimestamp(seconds, UTC))
    else:
        announcer.settled(call.ticket.label, at_once=call.status is CallStatus.KEPT)
