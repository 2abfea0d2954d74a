"""A citizen at the digitising station: holds up the slip, scans every paper that is asked for, looks, sends."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from kiosk.demo.at_kiosk import Look
from kiosk.demo.processes import DemoFault, Role

_MOST_PAPERS: Final = 12
_MOST_PAGES: Final = 60
_JUDGED_S: Final = 60.0
_SENT_S: Final = 120.0
_SLIP_S: Final = 15.0
_MOMENT_S: Final = 0.1


def digitise(station: Role, dossier_code: str, lay_on: Callable[[], None], look: Look) -> None:
    """From the slip to the last page. lay_on: puts a paper's sheets into the feeder."""
    station.wait("ShowSlip")
    look("station-slip")
    station.wedge(dossier_code)
    station.wait("Papers", timeout=30)
    look("station-papers")
    for _ in range(_MOST_PAPERS):
        if station.screen() != "Papers":
            return
        _scan_one_paper(station, lay_on, look)
    raise DemoFault(f"the station asks for ever more papers: {_papers(station.snapshot())}")


def send(station: Role, look: Look) -> str:
    """Read every page, send, wait for the city; returns the code that the city gave."""
    station.wait("ReadThrough")
    look("station-read")
    for _ in range(_MOST_PAGES):
        if "send" in station.names():
            break
        station.tap("next")
    station.tap("send")
    station.wait("Sending", timeout=60)
    look("station-sending")
    station.wait(name="city_code", timeout=_SENT_S)
    code = station.text("city_code")
    station.wait(name="finish", timeout=30)
    _until_slip_is_out(station)
    look("station-sent")
    station.tap("finish")
    station.wait("ShowSlip")
    return code


def _until_slip_is_out(station: Role) -> None:
    until = time.monotonic() + _SLIP_S
    while station.snapshot()["slip"] == "printing" and time.monotonic() < until:
        time.sleep(_MOMENT_S)


def _scan_one_paper(station: Role, lay_on: Callable[[], None], look: Look) -> None:
    lay_on()
    station.tap("scan")
    station.wait("Pages", timeout=_JUDGED_S)
    look("station-judging")
    station.wait(name="next", timeout=_JUDGED_S)
    look("station-pages")
    station.tap("next")
    station.wait(gone="scan_more")


def _papers(shown: dict[str, Any]) -> list[tuple[str, str]]:
    return [(paper["id"], paper["state"]) for paper in shown["side"]["papers"]]
