"""One wish, one number; and the truth about its paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.journey import Intent, NumberGiven, NumberNotGiven, Place, Slip, SlipTold
from kiosk.flows.forget_citizen import forget_citizen
from kiosk.flows.take_number import print_number, take_number
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

    def take_ticket(self, line: str, request_id: str, visit_id: str) -> Ticket | Refused | Unreachable:
        self.asked.append((line, request_id, visit_id))
        return self.answer


def test_the_hub_is_asked_for_the_wish_as_it_was_made() -> None:
    hub = Hub(TICKET)
    assert take_number(hub, INTENT) == NumberGiven(PLACE)
    assert take_number(hub, INTENT) == NumberGiven(PLACE)
    assert hub.asked == [("A", "request-1", CODE.visit_id)] * 2


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(Unreachable("timeout"), "unreachable"), (Refused("unknown_line", "-", "-"), "unknown_line")],
)
def test_no_number_is_a_value(answer: Refused | Unreachable, reason: str) -> None:
    assert take_number(Hub(answer), INTENT) == NumberNotGiven(reason)


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
