"""The demonstration with windows: servers and devices run, and one page opens any screen of the centre."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from config.event_log import open_log
from config.texts import Text
from kiosk.demo.centre import CLERK, PIN, DemoCentre
from kiosk.demo.processes import DemoFault
from kiosk.ui.application import Application
from kiosk.ui.chooser import Chooser, Tile

_TILES: Final = (
    Tile(
        "kiosk",
        Text("Máy lấy số và kê khai", "Kiosk"),
        Text("Người dân lấy số, kê khai từng câu", "A citizen takes a number and fills in the form"),
        "ticket-outline",
    ),
    Tile(
        "station",
        Text("Trạm số hóa", "Digitisation station"),
        Text("Đưa phiếu, quét giấy tờ, gửi hồ sơ", "Hold up the slip, scan the papers, send"),
        "scanner",
    ),
    Tile(
        "counter",
        Text("Quầy", "Counter"),
        Text("Cán bộ gọi số, xem hồ sơ, tiếp nhận", "A clerk calls, looks through the dossier, accepts"),
        "desk",
    ),
    Tile(
        "board",
        Text("Bảng gọi số", "Board"),
        Text("Số vừa gọi và thời gian chờ", "Numbers just called, and the waits"),
        "monitor",
    ),
)


def open_chooser(folder: Path) -> int:
    """Open the page; returns when its window is closed, and everything has ended with it."""
    open_log("demo", folder / "state" / "demo.jsonl")
    application = Application("motcua demo")
    with DemoCentre(folder, screens=True) as centre:
        try:
            centre.furnish().start()
        except DemoFault as fault:
            sys.stderr.write(f"{fault}\n")
            return 1
        chooser = Chooser(
            application,
            _TILES,
            open_role=lambda role: _open(centre, role),
            opened=centre.open_roles,
            sign_in=f"{CLERK} · {PIN}",
        )
        chooser.open()
        try:
            return application.run()
        finally:
            chooser.close()


def _open(centre: DemoCentre, role: str) -> None:
    if role not in centre.open_roles():
        centre.restart(role)
