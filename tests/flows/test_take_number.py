"""One wish, one number; and the truth about its paper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from config.texts import Text
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.journey import Booked, Intent, NumberGiven, NumberNotGiven, Place, Slip, SlipTold
from kiosk.flows.forget_citizen import forget_citizen
from kiosk.flows.take_number import phone_page, print_number, take_number
from printing.port import NotPrinted, PaperOut, Printed, PrintOutcome, Unsure
from printing.port import Unreachable as PrinterGone
from ticketing.client import Refused, Ticket, TicketStatus, Unreachable

CODE = DossierCode("ef" * 16, b"z" * 32)
INTENT = Intent("A", "request-1", CODE)
NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
TICKET = Ticket("t-1", CODE.visit_id, "A012", "A", 12, NOW.date(), NOW, TicketStatus.WAITING, 5, 15, 25, "page")
PLACE = Place("t-1", "A012", "A", 5, 15, 25, "page")


@dataclass
class Hub:
    answer: Ticket | Refused | Unreachable
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    wishes: list[tuple[str | None, str | None]] = field(default_factory=list)
    booked: list[tuple[str | None, str | None, str | None]] = field(default_factory=list)

    def take_ticket(
        self, line: str, request_id: str, visit_id: str, *, priority: str | None = None, procedure: str | None = None
    ) -> Ticket | Refused | Unreachable:
        self.asked.append((line, request_id, visit_id))
        self.wishes.append((priority, procedure))
        return self.answer

    def check_in(
        self,
        visit_id: str,
        request_id: str,
        *,
        code: str | None = None,
        identity_number: str | None = None,
        phone: str | None = None,
        priority: str | None = None,
        procedure: str | None = None,
    ) -> Ticket | Refused | Unreachable:
        self.booked.append((code, identity_number, phone))
        self.wishes.append((priority, procedure))
        return self.answer


def test_the_hub_is_asked_for_the_wish_as_it_was_made() -> None:
    hub = Hub(TICKET)
    assert take_number(hub, INTENT) == NumberGiven(PLACE)
    assert take_number(hub, INTENT) == NumberGiven(PLACE)
    assert hub.asked == [("A", "request-1", CODE.visit_id)] * 2


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Unreachable("timeout"), NumberNotGiven("unreachable")),
        (Refused("line_full", "Hết số.", "Full."), NumberNotGiven("line_full", Text("Hết số.", "Full."))),
    ],
)
def test_no_number_is_a_value(answer: Refused | Unreachable, told: NumberNotGiven) -> None:
    assert take_number(Hub(answer), INTENT) == told


def test_priority_and_procedure_go_with_the_wish() -> None:
    hub = Hub(TICKET)
    wish = replace(INTENT, priority="aged_75", procedure="2.000635")
    take_number(hub, wish)
    take_number(hub, replace(wish, line="", booked=Booked("code", "12345678")))
    assert hub.wishes == [("aged_75", "2.000635")] * 2


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("code", ("12345678", None, None)),
        ("identity_number", (None, "12345678", None)),
        ("phone", (None, None, "12345678")),
    ],
)
def test_who_booked_is_checked_in_and_gets_no_number_of_the_kiosks_own(
    kind: str, asked: tuple[str | None, str | None, str | None]
) -> None:
    wish = replace(INTENT, line="", booked=Booked(kind, "12345678"))
    hub = Hub(TICKET)
    assert take_number(hub, wish) == NumberGiven(PLACE)
    assert (hub.booked, hub.asked) == ([asked], [])
    assert "12345678" not in repr(wish)

    class Own:
        def give(self, intent: Intent) -> Place | None:
            raise AssertionError(intent)

    assert take_number(Hub(Unreachable("timeout")), wish, Own()) == NumberNotGiven("unreachable")


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Printed(), SlipTold(Slip.PRINTED)),
        (NotPrinted(PaperOut()), SlipTold(Slip.NOT_PRINTED, "paper_out")),
        (Unsure(PrinterGone()), SlipTold(Slip.UNSURE, "unreachable")),
    ],
)
def test_what_the_printer_says_is_told_as_it_is(outcome: PrintOutcome, told: SlipTold) -> None:
    assert print_number(lambda _place, _code: outcome, PLACE, CODE) == told


def test_everybody_forgets_even_when_one_fails() -> None:
    forgotten: list[str] = []

    @dataclass
    class Holder:
        name: str
        fails: bool = False

        def forget(self) -> None:
            if self.fails:
                raise RuntimeError("broken")
            forgotten.append(self.name)

    with pytest.raises(RuntimeError, match="broken"):
        forget_citizen([Holder("a"), Holder("b", fails=True), Holder("c")], "form")
    assert forgotten == ["a", "c"]


@pytest.mark.parametrize("public_url", ["https://so.example.vn/hang", "https://so.example.vn/hang/"])
def test_the_phone_page_is_below_the_public_address(public_url: str) -> None:
    assert phone_page(public_url, PLACE) == "https://so.example.vn/hang/A012.page"
    assert PLACE.page_token not in repr(PLACE)


def test_no_page_where_phones_reach_none_or_the_hub_does_not_know_the_number() -> None:
    assert phone_page(None, PLACE) is None
    assert phone_page("https://so.example.vn", Place("", "K2-001", "A", 0, 0, 0)) is None
