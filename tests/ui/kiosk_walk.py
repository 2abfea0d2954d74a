"""Ways through a kiosk that several tests walk."""

from __future__ import annotations

from typing import Final

from config.procedures import Procedure
from kiosk.domain.journey import Slip, Step
from kiosk.flows.fill_form import pages
from kiosk.forms import options
from tests.ui.kiosk_given import Kiosk

PROCEDURE: Final = "2.000635"
# What a person answers, by kind of question.
_WORDS: Final = {
    "name": "Nguyen Thi Mau",
    "text": "Ha Noi",
    "long_text": "Ha Noi",
    "personal_number": "001190000001",
    "document_number": "001190000001",
    "date": "01/02/2021",
    "partial_date": "1990",
    "phone": "0912345678",
    "email": "mau@example.vn",
}


def to_ticket(kiosk: Kiosk, line: str = "A") -> None:
    """From welcome to a number with its slip."""
    kiosk.hand.tap("door_take_number")
    kiosk.hand.tap(f"line_{line}")
    kiosk.hand.wait_screen("Ticket")
    kiosk.hand.wait(lambda: kiosk.window.visit.journey.slip is not Slip.PRINTING)


def to_form(kiosk: Kiosk, procedure: str = PROCEDURE) -> None:
    """From the number to the card."""
    kiosk.hand.tap("start_form")
    kiosk.hand.tap("all_procedures")
    kiosk.hand.tap(f"procedure_{procedure}")
    kiosk.hand.tap("start")
    kiosk.hand.wait_screen("Identity")


def answer_page(kiosk: Kiosk) -> None:
    """Answer everything on this page as a person would, and go on."""
    hand, visit = kiosk.hand, kiosk.window.visit
    hand.wait_screen("Question")
    before = (visit.journey.step, visit.journey.page)
    done: set[str] = set()
    while fields := [field for field in _asked(kiosk) if field not in done]:
        # An answer may bring another question on to the page.
        _answer(kiosk, fields[0])
        done.add(fields[0])
    hand.tap("next")
    hand.wait(lambda: (visit.journey.step, visit.journey.page) != before)


def to_review(kiosk: Kiosk) -> None:
    """Answer every page that comes."""
    kiosk.hand.wait_screen("Question")
    for _ in range(60):
        if kiosk.window.visit.journey.step is not Step.FORM:
            break
        answer_page(kiosk)
    kiosk.hand.wait_screen("Review")


def to_done(kiosk: Kiosk) -> None:
    """From the first question to the end."""
    to_review(kiosk)
    kiosk.hand.tap("all_right")
    kiosk.hand.tap("declare")
    kiosk.hand.tap("consent")
    kiosk.hand.tap("option_delivery_counter")
    kiosk.hand.tap("next")
    kiosk.hand.wait_screen("Done")
    kiosk.settle()


def _procedure(kiosk: Kiosk) -> Procedure:
    """The version that this visit was begun under."""
    journey, catalogue = kiosk.window.visit.journey, kiosk.window.visit.house.catalogue
    assert journey.procedure is not None
    assert journey.procedure_from is not None
    procedure = catalogue.procedure(journey.procedure, journey.procedure_from)
    assert procedure is not None
    return procedure


def _asked(kiosk: Kiosk) -> list[str]:
    journey, procedure = kiosk.window.visit.journey, _procedure(kiosk)
    assert journey.draft is not None
    return [question.id for question in pages(procedure, journey.draft)[journey.page].questions]


def _answer(kiosk: Kiosk, field: str) -> None:
    journey, procedure = kiosk.window.visit.journey, _procedure(kiosk)
    assert journey.draft is not None
    question = next(one for one in procedure.questions() if one.id == field)
    if field in journey.draft.answers or not question.required:
        return
    hand = kiosk.hand
    match question.kind:
        case "choice" | "search_choice" | "province" | "commune":
            value = options(question, journey.draft.answers)[0].value
            if hand.see(f"open_{field}") is not None:
                hand.tap(f"open_{field}")
                hand.tap(f"choice_{value}")
            else:
                hand.tap(f"option_{field}_{value}")
        case "date" | "partial_date":
            year = "1990" if question.kind == "partial_date" else "2021"
            for part, words in zip(("day", "month", "year"), ("01", "02", year), strict=True):
                hand.tap(f"field_{field}_{part}")
                write(kiosk, words)
        case "integer":
            hand.tap(f"plus_{field}")
        case kind:
            hand.tap(f"field_{field}")
            write(kiosk, _WORDS[kind])
    hand.wait(lambda: field in (kiosk.window.visit.journey.draft.answers if kiosk.window.visit.journey.draft else {}))


def write(kiosk: Kiosk, words: str) -> None:
    """Write on the keyboard on the glass, key by key."""
    names = {" ": "space", "@": "at", ".": "dot", "/": "slash", "-": "dash"}
    for letter in words:
        name = names.get(letter, letter.lower())
        if kiosk.hand.see(f"key_{name}") is None:
            on_numbers = letter.isdigit() or letter in "@./-"
            kiosk.hand.tap("key_123" if on_numbers else "key_abc")
        kiosk.hand.tap(f"key_{name}")
