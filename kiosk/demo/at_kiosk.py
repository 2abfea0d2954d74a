"""A citizen at the kiosk: touches what the screen offers, answers what it asks."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from kiosk.demo.citizens import Citizen
from kiosk.demo.processes import DemoFault, Role
from kiosk.demo.telex_keys import telex_keys

Look = Callable[[str], None]
"""Called with the name of a picture when a screen shows something new."""

_MOST_PAGES: Final = 60
_CONFIRMED_S: Final = 3.0
_KEY_NAMES: Final = {" ": "space", "/": "slash", "-": "dash", ".": "dot", ",": "comma"}
_CHOICES: Final[Mapping[str, str]] = {
    "relation": "self",
    "record_kind": "birth",
    "registrar_place": "vietnam",
    "delivery": "online",
}
_WORDS: Final[Mapping[str, str]] = {
    "registrar_name": "UBND phường Hàng Bạc",
    "street": "số 1 phố Mẫu",
    "purpose": "mua nhà",
}


def take_number(kiosk: Role, line: str, look: Look) -> str:
    """From the welcome screen to the ticket; returns its label."""
    kiosk.wait("Welcome")
    look("kiosk-welcome")
    kiosk.tap("door_take_number")
    kiosk.wait("Lines")
    look("kiosk-lines")
    kiosk.tap(f"line_{line}")
    kiosk.wait("Ticket", timeout=30)
    kiosk.wait(name="start_form", timeout=30)
    look("kiosk-ticket")
    return kiosk.text("ticket_number")


def begin_form(kiosk: Role, procedure: str, citizen: Citizen, look: Look) -> None:
    """From the ticket to the first question: what is needed, what to bring, the card."""
    kiosk.tap("start_form")
    kiosk.wait("Need")
    look("kiosk-need")
    kiosk.tap("all_procedures")
    kiosk.wait(name=f"procedure_{procedure}")
    look("kiosk-procedures")
    kiosk.tap(f"procedure_{procedure}")
    kiosk.wait("Procedure")
    look("kiosk-procedure")
    kiosk.tap("start")
    kiosk.wait("Identity")
    look("kiosk-identity")
    kiosk.wedge(citizen.card_qr())
    kiosk.wait("Question")


def answer_questions(kiosk: Role, citizen: Citizen, look: Look) -> None:
    """Page after page until the answers are shown for checking."""
    for _ in range(_MOST_PAGES):
        if kiosk.screen() != "Question":
            break
        shown = kiosk.snapshot()
        if shown["faults"]:
            raise DemoFault(f"the kiosk does not take the answers on page {shown['page']}: {shown['faults']}")
        if shown["inferred_from"]:
            look(f"kiosk-inferred-{shown['page'] + 1:02}")
        answer_page(kiosk, shown, citizen)
        look(f"kiosk-question-{shown['page'] + 1:02}")
        kiosk.tap("next")
        _until_moved_on(kiosk, shown)
    kiosk.wait("Review")
    look("kiosk-review")


def finish_form(kiosk: Role, look: Look) -> None:
    """Check, declare, consent, choose how the result comes, and leave."""
    kiosk.tap("all_right")
    kiosk.wait("Declaration")
    look("kiosk-declaration")
    kiosk.tap("declare")
    kiosk.tap("consent")
    kiosk.tap(f"option_delivery_{_CHOICES['delivery']}")
    look("kiosk-declaration-done")
    kiosk.tap("next")
    kiosk.wait("Done", timeout=30)
    kiosk.wait(name="finish", timeout=30)
    look("kiosk-done")
    kiosk.tap("finish")
    kiosk.wait("Welcome")


def _until_moved_on(kiosk: Role, before: Mapping[str, Any]) -> None:
    for _ in range(200):
        if kiosk.screen() != "Question" or kiosk.snapshot()["page"] != before["page"] or kiosk.snapshot()["faults"]:
            return
        kiosk.wait("Question", timeout=1)
    raise DemoFault(f"the kiosk stays on page {before['page']} of the form")


def answer_page(
    kiosk: Role, page: Mapping[str, Any], citizen: Citizen, write: Callable[[Role, str], None] | None = None
) -> None:
    """Answer what the shown page asks. write: how words get in; on the keyboard of the glass where None."""
    if page["inferred_from"]:
        kiosk.tap("inferred_right")
        page = _confirmed(kiosk)
    answered: set[str] = set()
    # An answer may uncover another question on the same page: look again after each.
    while question := next((q for q in page["questions"] if q["id"] not in answered and _owed(q)), None):
        answered.add(question["id"])
        _answer(kiosk, question, citizen, write or strike)
        page = kiosk.snapshot()


def _confirmed(kiosk: Role) -> Mapping[str, Any]:
    """The page once its dashed edges have become whole."""
    until = time.monotonic() + _CONFIRMED_S
    while (page := kiosk.snapshot())["inferred_from"]:
        if time.monotonic() > until:
            raise DemoFault(f"the kiosk does not take page {page['page']} as confirmed")
    return page


def _owed(question: Mapping[str, Any]) -> bool:
    return bool(question["required"]) and not question["value"] and not question["blocked"]


def _answer(kiosk: Role, question: Mapping[str, Any], citizen: Citizen, write: Callable[[Role, str], None]) -> None:
    name = question["id"]
    match question["kind"]:
        case "choice":
            wanted = next((value for end, value in _CHOICES.items() if name.endswith(end)), None)
            values = [option["value"] for option in question["options"]]
            kiosk.tap(f"option_{name}_{wanted if wanted in values else values[0]}")
        case "long":
            kiosk.tap(f"open_{name}")
            kiosk.wait(name="choice_close")
            kiosk.tap(
                next(n for n in kiosk.names() if n.startswith("choice_") and n[7:] not in ("close", "up", "down"))
            )
            kiosk.wait(gone="choice_close")
        case "date":
            kiosk.tap(f"field_{name}_day")
            write(kiosk, f"{citizen.born:%d%m%Y}")
            kiosk.tap("key_done")
        case "integer":
            kiosk.tap(f"plus_{name}")
        case _:
            kiosk.tap(f"field_{name}")
            write(kiosk, _words_for(name, question, citizen))
            kiosk.tap("key_done")


def _words_for(name: str, question: Mapping[str, Any], citizen: Citizen) -> str:
    if question["input"] == "digits":
        return citizen.phone if "phone" in name else citizen.number
    return next((words for end, words in _WORDS.items() if name.endswith(end)), "không có")


def strike(kiosk: Role, text: str) -> None:
    """Write on the keyboard of the glass, key by key, as Telex."""
    digits_shown = "key_1" in kiosk.names()
    for key in text if digits_shown else telex_keys(text):
        if key.isdigit() and not digits_shown:
            kiosk.tap("key_123")
            kiosk.tap(f"key_{key}")
            kiosk.tap("key_abc")
        else:
            kiosk.tap(f"key_{_KEY_NAMES.get(key, key)}")
