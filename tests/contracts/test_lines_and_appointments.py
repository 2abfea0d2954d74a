"""What the client promises about lines and appointments, against a real hub process on each database."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import requests

from kiosk.demo.centre import copy_configuration, set_words
from tests.postgres_cluster import Cluster
from ticketing.client import (
    Appointment,
    AppointmentStatus,
    ClerkSession,
    ClosingReason,
    HubClient,
    LineStanding,
    LineState,
    Refused,
    Ticket,
)
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import DeviceRole
from ticketing.enrolment import enrol

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
IDENTITY, PHONE = "001190000001", "0912345678"


def new_id() -> str:
    return str(uuid.uuid4())


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A hub's address and home; slots of five minutes, ten people in each."""
    home = tmp_path_factory.mktemp("hub")
    more: list[str] = []
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgres")
        more = ["--database", cluster.fresh()]
    copy_configuration(home / "config")
    set_words(home / "config" / "centre.toml", {"appointments": {"slot_min": 5, "per_slot": 10}})
    for role in ("kiosk", "supervisor", "booking"):
        database = more[-1] if more else None
        enrol(home, "H26-CN03", role, DeviceRole(role), home / f"{role}.token", SystemLuck(), 0, database)
    command = ["hub", "--home", str(home), "--port", "0", "--config", str(home / "config"), *more]
    process = subprocess.Popen([sys.executable, "-m", "kiosk", *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = json.loads(process.stdout.readline())["port"]
    yield f"http://127.0.0.1:{port}", home
    process.terminate()
    assert process.wait(3) == 0
    process.stdout.close()
    for file in home.rglob("*"):
        if file.is_file():
            for secret in (IDENTITY, PHONE):
                assert secret.encode() not in file.read_bytes(), "a number of a person is stored in the clear"


@pytest.fixture
def device(hub: tuple[str, Path]) -> Callable[[str], HubClient]:
    return lambda role: HubClient(hub[0], (hub[1] / f"{role}.token").read_text().strip())


def test_booking_cancelling_and_checking_in(device: Callable[[str], HubClient]) -> None:
    portal, kiosk = device("booking"), device("kiosk")
    tomorrow = (datetime.now(UTC).astimezone(ZONE) + timedelta(days=1)).date()
    slots = portal.slots("A", tomorrow)
    assert isinstance(slots, tuple)
    assert slots[0].free == 10
    assert kiosk.slots("A", tomorrow) == slots
    request_id = new_id()
    made = portal.book_appointment("A", slots[0].at, IDENTITY, request_id, phone=PHONE)
    assert isinstance(made, Appointment)
    assert portal.book_appointment("A", slots[0].at, IDENTITY, request_id, phone=PHONE) == made
    assert portal.appointment(made.appointment_id) == made
    twice = portal.book_appointment("A", slots[1].at, IDENTITY, new_id())
    assert isinstance(twice, Refused)
    assert twice.code == "already_booked"
    not_today = kiosk.check_in(secrets.token_hex(16), new_id(), code=made.code)
    assert isinstance(not_today, Refused)
    assert not_today.code == "unknown_appointment"
    gone = portal.cancel_appointment(made.appointment_id, new_id())
    assert isinstance(gone, Appointment)
    assert gone.status is AppointmentStatus.CANCELLED

    today = portal.slots("A", datetime.now(UTC).astimezone(ZONE).date())
    assert isinstance(today, tuple)
    if not today:
        pytest.skip("the last five minutes before midnight: nothing of today can be booked any more")
    assert isinstance(portal.book_appointment("A", today[0].at, IDENTITY, new_id(), phone=PHONE), Appointment)
    visit_id, request_id = secrets.token_hex(16), new_id()
    unknown = kiosk.check_in(visit_id, new_id(), phone=PHONE, priority="everybody")
    assert isinstance(unknown, Refused)
    assert unknown.code == "unknown_priority"
    ticket = kiosk.check_in(visit_id, request_id, phone="+84" + PHONE[1:], priority="aged_75", procedure="2.000635")
    assert isinstance(ticket, Ticket)
    assert (ticket.priority, ticket.procedure) == ("aged_75", "2.000635")
    again = kiosk.check_in(visit_id, request_id, phone=PHONE)
    assert isinstance(again, Ticket)
    assert again.ticket_id == ticket.ticket_id
    used = kiosk.check_in(secrets.token_hex(16), new_id(), identity_number=IDENTITY)
    assert isinstance(used, Refused)
    assert used.code == "appointment_used"


def test_only_the_portal_books_and_only_with_one_name(
    device: Callable[[str], HubClient], hub: tuple[str, Path]
) -> None:
    kiosk = device("kiosk")
    refused = kiosk.book_appointment("A", datetime.now(UTC), IDENTITY, new_id())
    assert isinstance(refused, Refused)
    assert refused.code == "wrong_role"
    both = kiosk.check_in(secrets.token_hex(16), new_id(), code="12345678", phone=PHONE)
    assert isinstance(both, Refused)
    assert both.code == "malformed"
    token = (hub[1] / "booking.token").read_text().strip()
    for at in ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-11-23T10:00:00"):
        body = {"line": "A", "at": at, "identity_number": IDENTITY, "request_id": new_id()}
        answer = requests.post(
            f"{hub[0]}/v1/appointments", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=5
        )
        assert answer.status_code in (409, 422), at
        assert answer.json()["code"] in ("no_such_slot", "malformed")


def test_a_supervisor_closes_a_line_and_everybody_is_told(device: Callable[[str], HubClient]) -> None:
    office, kiosk = device("supervisor"), device("kiosk")
    assert isinstance(kiosk.close_line("B", ClosingReason.DRILL, new_id()), Refused)
    not_signed_in = office.close_line("B", ClosingReason.DRILL, new_id())
    assert isinstance(not_signed_in, Refused)
    assert not_signed_in.code == "not_signed_in"
    assert isinstance(office.sign_in("huong", "864200", 0), ClerkSession)
    closed = office.close_line("B", ClosingReason.DRILL, new_id())
    assert isinstance(closed, LineState)
    assert (closed.state, closed.open) == (LineStanding.CLOSED, False)
    assert closed.notice is not None
    assert "diễn tập" in closed.notice.vi
    lines = kiosk.lines()
    assert isinstance(lines, tuple)
    assert [line.state.value for line in lines] == ["open", "closed", "open"]
    refused = kiosk.take_ticket("B", new_id(), secrets.token_hex(16))
    assert isinstance(refused, Refused)
    assert refused.code == "line_closed"
    assert refused.message_vi == closed.notice.vi
    opened = office.open_line("B", new_id())
    assert isinstance(opened, LineState)
    assert opened.open
    assert isinstance(kiosk.take_ticket("B", new_id(), secrets.token_hex(16)), Ticket)
