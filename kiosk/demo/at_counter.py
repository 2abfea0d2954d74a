"""A clerk at the counter: signs in, calls, looks, accepts, finishes; and the board that shows the call."""

from __future__ import annotations

import time
from typing import Final

from kiosk.demo.at_kiosk import Look
from kiosk.demo.processes import DemoFault, Role

_CITY_S: Final = 60.0


def sign_in(counter: Role, clerk: str, pin: str, look: Look) -> None:
    """From the sign-in to the desk."""
    counter.wait("SignIn")
    look("counter-sign-in")
    counter.tap("field_clerk")
    counter.type(clerk)
    counter.tap("field_pin")
    counter.type(pin)
    counter.key("Return")
    counter.wait("Counter", timeout=30)
    look("counter-free")


def call_next(counter: Role, board: Role, look: Look) -> str:
    """Call, and see the number at the counter and on the board; returns its label."""
    counter.wait(name="call_next")
    counter.key("F2")
    counter.wait(name="called_label", timeout=30)
    label = counter.text("called_label")
    board.wait_for_text("last_called", label)
    look("board-called")
    return label


def accept(counter: Role, look: Look) -> None:
    """Look through the dossier, accept it, see the receipt made, finish the visit."""
    counter.wait(name="accept", timeout=_CITY_S)
    _until_page_is_open(counter)
    look("counter-dossier")
    counter.key("F9")
    counter.wait(name="accepted_state", timeout=_CITY_S)
    counter.wait(name="print_again", timeout=_CITY_S)
    _until_page_is_open(counter)
    look("counter-accepted")
    counter.tap("finish")
    counter.wait(gone="called_label", timeout=30)
    if counter.screen() != "Counter":
        raise DemoFault(f"the counter shows {counter.screen()} after a visit")


def _until_page_is_open(counter: Role) -> None:
    until = time.monotonic() + _CITY_S
    while not counter.snapshot()["dossier"]["image"]:
        if time.monotonic() > until:
            raise DemoFault("the counter opens no page of the dossier")
