"""A kiosk from the first touch to the finished form, by touch on the real screens."""

from __future__ import annotations

from kiosk.domain.draft import draft_from_bytes
from kiosk.domain.journey import Step
from kiosk.flows.fill_form import draft_context
from kiosk.storage.sealing import unseal
from printing.port import NotPrinted, PaperOut
from tests.ui.kiosk_given import CARD, FakeHub, FakePrinter, Make
from tests.ui.kiosk_walk import answer_page, to_done, to_form, to_ticket


def test_a_number_takes_two_touches(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    assert kiosk.hand.text("ticket_number") == "A012"
    assert kiosk.printer.printed == ["A012"]


def test_the_whole_form_ends_kept_and_finished(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    code = kiosk.window.visit.journey.code
    assert code is not None
    to_form(kiosk)
    kiosk.hand.show_code(CARD)
    to_done(kiosk)
    kept = kiosk.hub.drafts[code.visit_id]
    draft = draft_from_bytes(unseal(code.visit_key, kept.sealed, draft_context(code.visit_id)))
    assert draft.finished
    assert draft.delivery is not None
    assert draft.ticket_label == "A012"


def test_a_slip_opens_the_form_where_it_stopped(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hand.tap("skip_card")
    answer_page(kiosk)
    answer_page(kiosk)
    kiosk.settle()
    code = kiosk.printer.codes[0]
    another = make(hub=kiosk.hub)
    another.hand.show_code(code)
    another.hand.wait_screen("Question")
    assert another.window.visit.journey.page == 2


def test_a_lost_answer_gives_the_same_number(make: Make) -> None:
    kiosk = make(hub=FakeHub(deaf_once=True))
    kiosk.hand.tap("door_take_number")
    kiosk.hand.tap("line_A")
    kiosk.hand.wait_screen("Unreachable")
    kiosk.hand.tap("retry")
    kiosk.hand.wait_screen("Ticket")
    assert len(kiosk.hub.tickets) == 1
    assert len(set(kiosk.hub.asked)) == 1


def test_no_paper_shows_the_code_and_the_form_waits_for_it(make: Make) -> None:
    kiosk = make(printer=FakePrinter(NotPrinted(PaperOut())))
    kiosk.hand.tap("door_take_number")
    kiosk.hand.tap("line_A")
    kiosk.hand.wait(lambda: kiosk.hand.see("dossier_code") is not None)
    assert kiosk.hand.see("slip_trouble") is not None
    kiosk.hand.tap("print_again")
    kiosk.settle()
    assert kiosk.printer.printed == ["A012", "A012"]
    assert len(kiosk.hub.tickets) == 1


def test_leaving_wipes_everything(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hand.show_code(CARD)
    kiosk.hand.wait_screen("Question")
    kiosk.settle()
    kiosk.window.visit.forget()
    assert kiosk.window.visit.journey.step is Step.WELCOME
    assert kiosk.window.visit.journey.draft is None
    assert kiosk.hand.stage.screen == "Welcome"
