"""Whole visits, played through the real screens of real processes, and the account of what they left behind."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import requests

from city.client import CityClient
from city.contract import ClerkSession
from kiosk.demo import at_counter, at_kiosk, at_station, at_supervisor
from kiosk.demo.audit import Account, documents_at_city, take_account
from kiosk.demo.centre import CLERK, COUNTER_NUMBER, PIN, SUPERVISOR, SUPERVISOR_PIN, DemoCentre
from kiosk.demo.citizens import Citizen, invent
from kiosk.demo.processes import DemoFault, Role
from kiosk.demo.slips import dossier_code_on_newest, phone_page_on_newest

PROCEDURES: Final = ("2.000635", "1.004873")
LINE: Final = "A"
_SHEETS: Final = 2
_DEVICE_S: Final = 60.0


@dataclass
class Played:
    """One visit as its player saw it."""

    ticket: str
    dossier: str
    steps: list[dict[str, str | float]] = field(default_factory=list)


class Player:
    """Plays visits in a centre that is furnished and started. seed: who comes, and what they lay on the scanner."""

    def __init__(self, centre: DemoCentre, seed: int = 1, tell: Callable[[str], None] = lambda _: None) -> None:
        self._centre = centre
        self._seed = seed
        self._tell = tell
        self.screens: list[Path] = []
        self.visits: list[Played] = []

    def play(self, visits: int) -> None:
        """Play that many visits, one after the other; then somebody looks over the centre.

        Raises DemoFault when a screen does not do its part.
        """
        centre = self._centre
        kiosk, station = centre.role("kiosk"), centre.role("station")
        counter, board = centre.role("counter"), centre.role("board")
        board.wait("Board", timeout=30)
        self._looking(board)("board-quiet")
        at_counter.sign_in(counter, CLERK, PIN, self._looking(counter))
        for number, citizen in enumerate(invent(visits, self._seed)):
            procedure = PROCEDURES[number % len(PROCEDURES)]
            visit = Played("", "")
            begun = time.monotonic()
            with _step(visit, "number"):
                visit.ticket = at_kiosk.take_number(kiosk, LINE, self._looking(kiosk))
                self._follow_on_phone(visit.ticket)
            code = dossier_code_on_newest(self._centre.slips)
            with _step(visit, "form"):
                self._fill_form(kiosk, procedure, citizen)
            with _step(visit, "papers"):
                lay_on = self._lay_on(number)
                at_station.digitise(station, code, lay_on, self._looking(station))
            with _step(visit, "send"):
                visit.dossier = at_station.send(station, self._looking(station))
            with _step(visit, "call"):
                called = at_counter.call_next(counter, board, self._looking(board))
            if called != visit.ticket:
                raise DemoFault(f"{called} was called, {visit.ticket} was the only one waiting")
            with _step(visit, "accept"):
                at_counter.accept(counter, self._looking(counter))
            self.visits.append(visit)
            self._tell(f"{visit.ticket}  {visit.dossier}  {time.monotonic() - begun:.1f} s")
        desk = centre.role("supervisor")
        at_supervisor.look_over(desk, SUPERVISOR, SUPERVISOR_PIN, visits, self._looking(desk))

    def _fill_form(self, kiosk: Role, procedure: str, citizen: Citizen) -> None:
        look = self._looking(kiosk, "" if procedure == PROCEDURES[0] else f"-{procedure}")
        at_kiosk.begin_form(kiosk, procedure, citizen, look)
        at_kiosk.answer_questions(kiosk, citizen, look)
        at_kiosk.finish_form(kiosk, look)

    def _looking(self, role: Role, mark: str = "") -> at_kiosk.Look:
        """Take a picture of every screen the first time it is seen."""

        def look(name: str) -> None:
            file = self._centre.folder / "screens" / f"{name}{mark}.png"
            if file not in self.screens:
                role.grab(file)
                self.screens.append(file)

        return look

    def _follow_on_phone(self, label: str) -> None:
        """Open the page that the slip names, as a phone would, and keep it beside the pictures."""
        answer = requests.get(phone_page_on_newest(self._centre.slips), timeout=_DEVICE_S)
        if answer.status_code != requests.codes.ok or label not in answer.text:
            raise DemoFault(f"the phone page of {label} does not show it")
        page = self._centre.folder / "phone" / f"{label}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(answer.content)

    def _lay_on(self, visit: int) -> Callable[[], None]:
        def lay_on() -> None:
            words = {"drawn": _SHEETS, "seed": self._seed * 1000 + visit}
            url = f"{self._centre.server('scanner').url}/verbs/load"
            requests.post(url, json=words, timeout=_DEVICE_S).raise_for_status()

        return lay_on


@contextmanager
def _step(visit: Played, name: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    visit.steps.append({"name": name, "seconds": round(time.monotonic() - begun, 2)})


@dataclass(frozen=True)
class Report:
    """What report.json says."""

    visits: list[dict[str, object]]
    screens: list[str]
    totals: dict[str, int | float]

    def whole(self, visits: int) -> bool:
        """Whether every visit went all the way, once."""
        counts = {self.totals[name] for name in ("tickets", "dossiers", "confirmed", "accepted", "receipts")}
        return counts == {visits} and self.totals["lost"] == 0 and self.totals["doubled"] == 0

    def write(self, file: Path) -> None:
        """As JSON."""
        file.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def report(centre: DemoCentre, player: Player, seconds: float) -> Report:
    """Take the account from the databases and ask the city for every document again."""
    account = take_account(centre.home("hub"), centre.home("city"))
    session, client = _clerk_at_city(centre)
    visits: list[dict[str, object]] = [
        {
            "ticket": account.labels[visit],
            "dossier": account.filed[dossier].code,
            "documents": list(documents_at_city(client, session, dossier)),
            "steps": next((played.steps for played in player.visits if played.ticket == account.labels[visit]), []),
        }
        for visit, dossier in _pairs(account)
    ]
    totals: dict[str, int | float] = {
        "tickets": len(account.labels),
        "dossiers": len(account.filed),
        "confirmed": account.confirmed,
        "accepted": account.accepted,
        "receipts": len(list(centre.forms.glob("*.pdf"))) if centre.forms.exists() else 0,
        "lost": account.lost,
        "doubled": account.doubled,
        "seconds": round(seconds, 1),
    }
    return Report(visits, [str(file) for file in player.screens], totals)


def _pairs(account: Account) -> Iterator[tuple[str, str]]:
    for visit in sorted(account.labels, key=account.labels.__getitem__):
        for dossier in account.linked.get(visit, ()):
            if dossier in account.filed:
                yield visit, dossier


def _clerk_at_city(centre: DemoCentre) -> tuple[ClerkSession, CityClient]:
    client = CityClient(centre.server("city").url, (centre.home("counter") / "city.token").read_text().strip())
    session = client.clerk_session(CLERK, COUNTER_NUMBER)
    if not isinstance(session, ClerkSession):
        raise DemoFault("the city opens no session for the clerk")
    return session, client
