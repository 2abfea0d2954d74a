"""One citizen's visit that calamities befall: it goes to a point, is looked at there, and goes on."""

from __future__ import annotations

import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

import requests

from kiosk.demo.centre import DemoCentre
from kiosk.demo.citizens import Citizen
from kiosk.demo.play import PROCEDURES
from kiosk.demo.processes import DemoFault, Role
from tests.faults.going_on import GoingOn
from tests.faults.killing import LOGS, EventLines

_PATIENCE_S: Final = 60.0
_DEVICE_S: Final = 30.0
_LOOK_S: Final = 0.05

Seen = Callable[[str, dict[str, Any]], bool]


class Sufferer:
    """Somebody whose visit meets trouble."""

    def __init__(self, centre: DemoCentre, player: GoingOn, citizen: Citizen) -> None:
        self.centre = centre
        self._player = player
        self.page = player.welcome(citizen)
        self._steps = player.steps(self.page, citizen, PROCEDURES[0])
        self._logs = {name: EventLines(centre.state / path) for name, path in LOGS.items()}

    def audit(self) -> None:
        """Everything that citizens of this centre were told is there, once."""
        self._player.audit()

    def reach(self, name: str, seen: Seen) -> tuple[Role, dict[str, Any]]:
        """Go on at this role until its screen and snapshot are what `seen` waits for."""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            role = self.centre.role(name)
            screen, shown = role.look()
            if seen(screen, shown):
                return role, shown
            try:
                self._steps[name](role)
            except DemoFault:
                continue
        raise AssertionError(f"the {name} never came there; it shows {self.centre.role(name).screen()}")

    def watch(self, name: str, seen: Seen) -> tuple[Role, dict[str, Any]]:
        """Touch nothing, until the screen and snapshot are what `seen` waits for."""
        until = time.monotonic() + _PATIENCE_S
        role = self.centre.role(name)
        while time.monotonic() < until:
            screen, shown = role.look()
            if seen(screen, shown):
                return role, shown
        raise AssertionError(f"the {name} never showed it; it shows {role.look()[0]}")

    def until_kiosk_has_met_the_hub(self) -> None:
        """A kiosk that was just installed gives numbers of its own once it has met the hub, soon after its start."""
        until = time.monotonic() + _PATIENCE_S
        book = self.centre.home("kiosk") / "series.sqlite3"
        while time.monotonic() < until:
            with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as known:
                if known.execute("SELECT 1 FROM known").fetchone():
                    return
            time.sleep(_LOOK_S)
        raise AssertionError("the kiosk never met the hub")

    def go_on(self, *names: str) -> None:
        """To the end of these roles."""
        until = time.monotonic() + _PATIENCE_S
        for name in names:
            while time.monotonic() < until:
                try:
                    if self._steps[name](self.centre.role(name)):
                        break
                except DemoFault:
                    continue
            else:
                raise AssertionError(f"the {name} stays on {self.centre.role(name).look()}")

    def events(self, name: str) -> list[dict[str, object]]:
        """What this process has noted since the last look. Faults of ours are never among it."""
        lines = self._logs[name].new()
        assert not [line for line in lines if line["event"] == "process.unexpected"]
        return lines

    def scanner(self, verb: str, **words: object) -> None:
        """The scanner's world."""
        url = f"{self.centre.server('scanner').url}/verbs/{verb}"
        requests.post(url, json=words, timeout=_DEVICE_S).raise_for_status()

    def printer(self, name: str, verb: str) -> None:
        """A slip printer's world."""
        port = self.centre.server(f"printer-{name}").said["control_port"]
        requests.post(f"http://127.0.0.1:{port}/verbs/{verb}", json={}, timeout=_DEVICE_S).raise_for_status()

    @contextmanager
    def full_disk(self, name: str, most_bytes: int) -> Iterator[None]:
        """This process can make no file longer than that. The kernel says so at the same calls as for a full disk."""
        pid = self.centre.pid(name)
        before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most_bytes, before[1]))
        try:
            yield
        finally:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
