"""Small deeds that tests of the hub's client begin with."""

from __future__ import annotations

import secrets
import uuid

from ticketing.client import Call, HubClient, Ticket

PINS = {"lan": "246810", "minh": "135791"}


def new_id() -> str:
    return str(uuid.uuid4())


def visit() -> str:
    return secrets.token_hex(16)


def clear(client: HubClient) -> None:
    current = client.current_call(3)
    if isinstance(current, Call):
        client.finish(current.call_id, new_id())
    while isinstance(call := client.call_next(3, new_id()), Call):
        client.finish(call.call_id, new_id())


def taken(kiosk: HubClient, line: str = "A", visit_id: str | None = None) -> Ticket:
    ticket = kiosk.take_ticket(line, new_id(), visit_id or visit())
    assert isinstance(ticket, Ticket)
    return ticket


def called(desk: HubClient) -> Call:
    call = desk.call_next(3, new_id())
    assert isinstance(call, Call)
    return call
