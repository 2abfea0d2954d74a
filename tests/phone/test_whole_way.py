"""From the code on the slip to the counter: real hub, real relay, real Chromium."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from config.texts import Text
from kiosk.demo.processes import Server
from kiosk.flows.take_number import phone_page, place_of
from printing.slip import SlipContent, lay_out
from scanner.codes import Code, read_codes
from tests.phone.conftest import Phone
from ticketing.client import Call, ClerkSession, HubClient, Ticket
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import DeviceRole
from ticketing.enrolment import enrol

PUBLIC = "https://hangdoi.example.hanoi.gov.vn"


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass
class Centre:
    """The processes, and a client of each kind."""

    home: Path
    hub: Server
    relay: Server
    kiosk: HubClient
    counter: HubClient

    def take(self) -> Ticket:
        ticket = self.kiosk.take_ticket("C", new_id(), secrets.token_hex(16))
        assert isinstance(ticket, Ticket)
        return ticket

    def call(self) -> Call:
        call = self.counter.call_next(5, new_id())
        assert isinstance(call, Call)
        return call

    def serve_next(self) -> str:
        """Call and finish; returns the label."""
        call = self.call()
        assert isinstance(self.counter.finish(call.call_id, new_id()), Call)
        return call.ticket.label

    def clear(self) -> None:
        """Nobody waits, whatever an earlier test left."""
        open_call = self.counter.current_call(5)
        call = open_call if isinstance(open_call, Call) else self.counter.call_next(5, new_id())
        while isinstance(call, Call):
            assert isinstance(self.counter.finish(call.call_id, new_id()), Call)
            call = self.counter.call_next(5, new_id())

    def address_of(self, ticket: Ticket, tmp_path: Path) -> str:
        """What a phone reads off the printed slip, with the host that is behind the public name here."""
        content = SlipContent(
            kind="ticket", centre_name=Text("Chi nhánh", "Branch"), label=ticket.label, line_name=Text("C", "C"),
            zone=Text("khu C", "zone C"), issued_at=datetime.now(UTC), dossier_code="MC1:" + "A" * 84,
            phone_url=phone_page(PUBLIC, place_of(ticket)),
        )  # fmt: skip
        slip = tmp_path / "slip.png"
        lay_out(content).save(slip)
        codes = read_codes(slip)
        assert isinstance(codes, tuple)
        (text,) = [code.text for code in codes if isinstance(code, Code) and code.text.startswith("https://")]
        assert ticket.visit_id not in text
        assert ticket.ticket_id not in text
        return self.relay.url + urlsplit(text).path


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    home = tmp_path_factory.mktemp("centre")
    tokens = {}
    for role in ("kiosk", "counter", "phone"):
        enrol(home, "H26-CN03", role, DeviceRole(role), home / f"{role}.token", SystemLuck(), 0)
        tokens[role] = (home / f"{role}.token").read_text().strip()
    hub = start_hub(home, 0).wait_ready()
    relay = start_relay(home, hub.url, 0).wait_ready()
    counter = HubClient(hub.url, tokens["counter"])
    assert isinstance(counter.sign_in("lan", "246810", 5), ClerkSession)
    made = Centre(home, hub, relay, HubClient(hub.url, tokens["kiosk"]), counter)
    yield made
    made.relay.stop()
    made.hub.stop()
    log = (home / "log" / "phone.jsonl").read_text()
    assert '"process.started"' in log
    assert '"process.stopped"' in log
    assert not (home / "phone.txt").read_text(), "the relay complained"


def start_hub(home: Path, port: int) -> Server:
    return Server("hub", ["hub", "--home", str(home), "--port", str(port)], home / "hub.txt", port=port)


def start_relay(home: Path, hub_url: str, port: int) -> Server:
    words = ["phone", "--home", str(home), "--hub", hub_url, "--token-file", str(home / "phone.token")]
    return Server("phone", [*words, "--port", str(port)], home / "phone.txt", port=port)


def test_from_the_slip_to_the_counter(centre: Centre, phone: Callable[..., Phone], tmp_path: Path) -> None:
    centre.clear()
    first, second, mine = centre.take(), centre.take(), centre.take()
    my_phone = phone()
    page = my_phone.open(centre.address_of(mine, tmp_path))
    expect(page.locator("h1")).to_contain_text(mine.label)
    expect(page.locator("header")).to_contain_text("Hoàn Kiếm")
    expect(page.locator("#ahead")).to_have_text("2 người")
    assert centre.serve_next() == first.label
    expect(page.locator("#ahead")).to_have_text("1 người")
    assert centre.serve_next() == second.label
    expect(page.locator(".card")).to_contain_text("Ông/bà là người tiếp theo")
    begun = time.monotonic()
    call = centre.call()
    expect(page.locator(".called")).to_contain_text("Quầy 5")
    assert time.monotonic() - begun < 5
    # Not there in time: the place is kept, somebody else comes first, and then back again.
    page.get_by_role("link", name="Đến sau").tap()
    page.get_by_role("button", name="10 phút").tap()
    expect(page.locator(".card")).to_contain_text("Chỗ của ông/bà đang được giữ")
    other = centre.take()
    assert centre.serve_next() == other.label
    page.get_by_role("button", name="Tôi đã có mặt").tap()
    expect(page.locator(".card")).to_contain_text("Ông/bà là người tiếp theo")
    again = centre.call()
    assert again.ticket.label == mine.label == call.ticket.label
    expect(page.locator(".called")).to_contain_text("Quầy 5")
    assert isinstance(centre.counter.absent(again.call_id, new_id()), Call)
    expect(page.locator(".card")).to_contain_text("xin đến bàn hướng dẫn cạnh quầy 1")
    page.get_by_role("button", name="Tôi đã có mặt").tap()
    expect(page.locator(".card")).to_contain_text("Ông/bà là người tiếp theo")
    assert centre.serve_next() == mine.label
    expect(page.locator(".card")).to_contain_text("Đã phục vụ xong")
    my_phone.assert_kept_to_itself(centre.relay.url)


def test_leaving_without_javascript_in_english(centre: Centre, phone: Callable[..., Phone], tmp_path: Path) -> None:
    mine = centre.take()
    my_phone = phone(java_script_enabled=False, locale="en-GB")
    page = my_phone.open(centre.address_of(mine, tmp_path))
    page.get_by_role("link", name="Leave the line").tap()
    page.get_by_role("button", name="Leave the line").tap()
    expect(page.locator(".card")).to_contain_text("You have left the line")
    stands = centre.kiosk.ticket(mine.ticket_id)
    assert isinstance(stands, Ticket)
    assert stands.status == "left"
    my_phone.assert_kept_to_itself(centre.relay.url)


def test_hub_and_relay_are_killed_and_come_back(centre: Centre, phone: Callable[..., Phone], tmp_path: Path) -> None:
    centre.clear()
    before, mine = centre.take(), centre.take()
    page = phone().open(centre.address_of(mine, tmp_path))
    expect(page.locator("#ahead")).to_have_text("1 người")
    centre.hub.kill()
    centre.hub.stop()
    centre.hub = start_hub(centre.home, centre.hub.port).wait_ready()
    assert centre.serve_next() == before.label
    expect(page.locator(".card")).to_contain_text("Ông/bà là người tiếp theo")
    centre.relay.kill()
    expect(page.locator("#lost")).to_be_visible()
    assert centre.serve_next() == mine.label
    centre.relay.stop()
    centre.relay = start_relay(centre.home, centre.hub.url, centre.relay.port).wait_ready()
    expect(page.locator(".card")).to_contain_text("Đã phục vụ xong")
