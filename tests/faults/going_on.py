"""A citizen and a clerk who go on after whatever happened: they look at the screen, and do the next thing it offers.

Every number, count and code that a screen shows them goes into the ledger. A process that is gone when they touch it is
started again, as a technician or systemd would.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import requests

from kiosk.demo.at_kiosk import answer_page
from kiosk.demo.centre import CLERK, PIN, DemoCentre
from kiosk.demo.citizens import Citizen
from kiosk.demo.processes import DemoFault, Role
from kiosk.demo.telex_keys import telex_keys
from kiosk.domain.dossier_code import looks_like_dossier_code
from scanner.codes import Code, read_codes
from tests.faults.ledger import Ledger, Page

_PATIENCE_S: Final = 60.0
_TOUCH_S: Final = 4.0
_LOOK_S: Final = 0.03
_REST_S: Final = 0.2
_DEVICE_S: Final = 60.0


Step = Callable[[Role], bool]


class StuckError(AssertionError):
    """A screen did not lead on for much longer than anybody waits."""


class GoingOn:
    """Plays one visit after another in a centre whose processes may die. sheets: what is laid on the scanner."""

    def __init__(self, centre: DemoCentre, ledger: Ledger, sheets: list[Path], line: str = "A") -> None:
        self.write: Callable[[Role, str], None] = type_words
        self._centre = centre
        self._ledger = ledger
        self._sheets = sheets
        self._line = line
        self.seconds: dict[str, float] = {}

    def visit(self, citizen: Citizen, procedure: str) -> Page:
        """From the first touch to the acceptance."""
        page = self.welcome(citizen)
        for role, step in self.steps(page, citizen, procedure).items():
            begun = time.monotonic()
            self._until_done(role, step)
            self.seconds[role] = self.seconds.get(role, 0) + time.monotonic() - begun
        return page

    def welcome(self, citizen: Citizen) -> Page:
        """A citizen comes in."""
        self._before = set(self._slips())
        return self._ledger.open_page(citizen.number)

    def audit(self) -> None:
        """What everybody was told is there, once."""
        self._ledger.audit()

    def steps(self, page: Page, citizen: Citizen, procedure: str) -> dict[str, Step]:
        """By role: look at its screen and do the next thing; True when there is nothing left to do there."""
        return {
            "kiosk": lambda role: self._at_kiosk(role, page, citizen, procedure),
            "station": lambda role: self._at_station(role, page),
            "counter": lambda role: self._at_counter(role, page),
        }

    def _until_done(self, name: str, step: Step) -> None:
        until = time.monotonic() + _PATIENCE_S
        trouble: DemoFault | None = None
        while time.monotonic() < until:
            try:
                if step(self._centre.role(name)):
                    return
            except DemoFault as fault:
                # It died, or another screen came under the finger: look again.
                trouble = fault
        screen, shown = self._centre.role(name).look()
        plain = {key: value for key, value in shown.items() if isinstance(value, str | int | None) or key == "call"}
        raise StuckError(f"the {name} stays on {screen} {plain}; last trouble: {trouble}")

    # --- kiosk ------------------------------------------------------------------------------------------------------

    def _at_kiosk(self, kiosk: Role, page: Page, citizen: Citizen, procedure: str) -> bool:
        match kiosk.screen():
            case "Welcome" if page.form_kept:
                return True
            case "Welcome":
                self._begin(kiosk, page)
            case "Lines":
                self._touch(kiosk, f"line_{self._line}")
            case "Unreachable":
                time.sleep(_REST_S)
                self._touch(kiosk, "retry")
            case "Ticket":
                self._take_slip(kiosk, page)
            case "Need":
                names = kiosk.names()
                self._touch(kiosk, f"procedure_{procedure}" if f"procedure_{procedure}" in names else "all_procedures")
            case "Procedure":
                self._touch(kiosk, "start")
            case "Identity":
                kiosk.wedge(citizen.card_qr())
            case "Question":
                answer_page(kiosk, kiosk.snapshot(), citizen, self.write)
                self._touch(kiosk, "next")
            case "Review":
                self._touch(kiosk, "all_right")
            case "Declaration":
                self._declare(kiosk)
            case "Done":
                self._leave_kiosk(kiosk, page)
            case _:
                time.sleep(_LOOK_S)
        return False

    def _begin(self, kiosk: Role, page: Page) -> None:
        page.slip = page.slip or self._new_slip()
        if not page.slip:
            self._touch(kiosk, "door_take_number")
            return
        kiosk.wedge(page.slip)
        kiosk.wait("Working", timeout=1)
        self._while(kiosk, "Working")
        if kiosk.screen() == "Welcome":
            notice = kiosk.snapshot()["notice"]
            known = ("", "unreachable", "unknown_visit") if "-" in page.label else ("", "unreachable")
            assert notice in known, f"the slip of a number that was given says {notice}"
            time.sleep(_REST_S)

    def _take_slip(self, kiosk: Role, page: Page) -> None:
        label = kiosk.text("ticket_number")
        if label not in page.numbers:
            page.numbers.append(label)
        if not page.slip:
            kiosk.wait(name="start_form", timeout=_TOUCH_S)
            page.slip = self._new_slip()
        if page.slip:
            page.label = page.label or label
            self._touch(kiosk, "start_form")

    def _declare(self, kiosk: Role) -> None:
        shown = kiosk.snapshot()
        if not shown["declared"]:
            self._touch(kiosk, "declare")
        elif not shown["consented"]:
            self._touch(kiosk, "consent")
        elif shown["delivery"] != "online":
            self._touch(kiosk, "option_delivery_online")
        else:
            self._touch(kiosk, "next")

    def _leave_kiosk(self, kiosk: Role, page: Page) -> None:
        shown = kiosk.snapshot()
        if shown["keeping"] != "kept":
            time.sleep(_LOOK_S)
            return
        # Whoever lost the kiosk while the slip came out reads the number here for the first time.
        assert page.label in ("", shown["label"]), f"the number was {page.label}, now {shown['label']}"
        page.label = shown["label"]
        page.form_kept = True
        self._touch(kiosk, "finish")

    def _slips(self) -> list[Path]:
        return sorted(self._centre.slips.rglob("*.png"), key=lambda file: file.stat().st_mtime_ns)

    def _new_slip(self) -> str:
        """The code on the newest slip that came out for this citizen; empty while there is none."""
        for slip in reversed([slip for slip in self._slips() if slip not in self._before]):
            codes = read_codes(slip)
            for code in codes if isinstance(codes, tuple) else ():
                if isinstance(code, Code) and looks_like_dossier_code(code.text):
                    return code.text
        return ""

    # --- station ----------------------------------------------------------------------------------------------------

    def _at_station(self, station: Role, page: Page) -> bool:
        screen, shown = station.look()
        if "side" in shown:
            page.pages_shown(shown["side"]["papers"])
        match screen:
            case "ShowSlip" if page.city_code and not shown["opening"]:
                return True
            case "ShowSlip" if not shown["opening"]:
                assert shown["trouble"] in ("", "hub_away"), f"the slip of a kept form says {shown['trouble']}"
                if shown["trouble"]:
                    time.sleep(_REST_S)
                station.wedge(page.slip)
            case "Papers":
                self._papers(station)
            case "Pages":
                page.pages_shown(shown["side"]["papers"])
                assert shown["trouble"] is None, f"the scanner says {shown['trouble']}"
                self._touch(station, "next")
            case "ReadThrough":
                self._touch(station, "send" if "send" in station.names() else "next")
            case "Sending":
                self._wait_for_code(station, page, shown)
            case _:
                time.sleep(_LOOK_S)
        return False

    def _papers(self, station: Role) -> None:
        if "scan" not in station.names():
            self._touch(station, "next")
            return
        url = f"{self._centre.server('scanner').url}/verbs"
        for verb in ("clear", "run_empty"):
            requests.post(f"{url}/{verb}", timeout=_DEVICE_S).raise_for_status()
        sheets = {"files": [str(sheet) for sheet in self._sheets]}
        requests.post(f"{url}/load", json=sheets, timeout=_DEVICE_S).raise_for_status()
        self._touch(station, "scan")

    def _wait_for_code(self, station: Role, page: Page, shown: dict[str, Any]) -> None:
        page.closed = page.closed or shown["stage"] in ("sending", "waiting", "coded")
        if shown["stage"] != "coded":
            time.sleep(_LOOK_S)
            return
        code = station.text("city_code")
        assert page.city_code in ("", code), f"the city's code was {page.city_code}, now {code}"
        page.city_code = code
        self._touch(station, "finish")

    # --- counter ----------------------------------------------------------------------------------------------------

    def _at_counter(self, counter: Role, page: Page) -> bool:
        screen, shown = counter.look()
        if screen == "SignIn" and page.accepted:
            return True
        if screen == "SignIn":
            if not shown["busy"]:
                sign_in(counter)
            return False
        if shown["busy"]:
            time.sleep(_LOOK_S)
        elif shown["call"] is None:
            if page.accepted:
                self._touch(counter, "sign_out")
            else:
                self._while_busy(counter, lambda: counter.key("F2"))
        elif shown["call"]["label"] != page.label:
            # A number whose citizen never held its slip: nobody comes.
            counter.tap("absent", timeout=_TOUCH_S)
        elif page.accepted:
            self._touch(counter, "finish")
        elif "accepted_state" in counter.names():
            page.accepted = True
        elif shown["can_accept"]:
            self._while_busy(counter, lambda: counter.key("F9"))
        elif "look_again" in counter.names():
            counter.key("F12")
        else:
            time.sleep(_LOOK_S)
        return False

    @staticmethod
    def _while_busy(counter: Role, deed: Callable[[], None]) -> None:
        deed()
        until = time.monotonic() + _TOUCH_S
        while counter.snapshot().get("busy") and time.monotonic() < until:
            time.sleep(_LOOK_S)

    # --- touching ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _touch(role: Role, name: str) -> None:
        """Touch, and give the screen a moment to change, as an eye would."""
        before = role.look()
        role.tap(name, timeout=_TOUCH_S)
        until = time.monotonic() + 0.5
        while time.monotonic() < until and role.look() == before:
            time.sleep(0.005)

    @staticmethod
    def _while(role: Role, screen: str) -> None:
        until = time.monotonic() + _TOUCH_S * 4
        while role.screen() == screen and time.monotonic() < until:
            time.sleep(_LOOK_S)


def type_words(kiosk: Role, text: str) -> None:
    """With the fingers of somebody who types."""
    kiosk.type(text if "key_1" in kiosk.names() else telex_keys(text))


def sign_in(counter: Role) -> None:
    """The clerk of the play opens the counter."""
    for field, words in (("field_clerk", CLERK), ("field_pin", PIN)):
        if counter.text(field) != words:
            counter.tap(field, timeout=_TOUCH_S)
            counter.type(words)
    counter.key("Return")
    counter.wait("Counter", timeout=5)
