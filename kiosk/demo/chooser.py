"""The demonstration with windows: servers and devices run, and one page opens any screen of the centre."""

from __future__ import annotations

import sys
import threading
import webbrowser
from pathlib import Path
from typing import Final

from config.event_log import open_log
from config.texts import Text
from kiosk.demo.centre import CLERK, PIN, SUPERVISOR, SUPERVISOR_PIN, DemoCentre
from kiosk.demo.processes import DemoFault
from kiosk.demo.slips import phone_page_on_newest
from kiosk.ui.application import Application
from kiosk.ui.backstage import Backstage
from kiosk.ui.chooser import Chooser, Tile

_SETTLE_S: Final = 60.0
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
    Tile(
        "phone",
        Text("Điện thoại", "Phone"),
        Text("Mở trang ghi trên phiếu vừa in", "Opens the page that the newest slip names"),
        "cellphone",
    ),
    Tile(
        "supervisor",
        Text("Bàn phụ trách", "Supervisor's desk"),
        Text("Cả trung tâm, báo cáo, nhật ký", "The whole centre, reports, the audit list"),
        "view-dashboard-outline",
    ),
)
_SIGN_IN: Final = Text(
    f"Quầy: {CLERK} · {PIN}. Bàn phụ trách: {SUPERVISOR} · {SUPERVISOR_PIN}",
    f"Counter: {CLERK} · {PIN}. Supervisor's desk: {SUPERVISOR} · {SUPERVISOR_PIN}",
)


def open_chooser(folder: Path) -> int:
    """Open the page at once, and the centre behind it; returns when the window is closed and everything has ended."""
    open_log("demo", folder / "state" / "demo.jsonl")
    application = Application("motcua demo")
    backstage = Backstage()
    with DemoCentre(folder, screens=True) as centre:
        house = _House(centre, application, backstage)
        chooser = Chooser(application, _TILES, house.open_role, house.opened, _SIGN_IN)
        chooser.open()
        backstage.run(house.build, house.built)
        try:
            return application.run() or house.code
        finally:
            chooser.close()
            backstage.close()
            # What is being started just now must be stopped too.
            house.settled.wait(_SETTLE_S)


class _House:
    """The centre while it is being built: a tile that is touched meanwhile opens as soon as there is a hub."""

    def __init__(self, centre: DemoCentre, application: Application, backstage: Backstage) -> None:
        self._backstage = backstage
        self._centre = centre
        self._application = application
        self._wanted: list[str] = []
        self._built = False
        self.settled = threading.Event()
        self.code = 0

    def build(self) -> DemoFault | None:
        """Backstage: start everything but the screens."""
        try:
            self._centre.furnish().start().open_phone_page()
        except DemoFault as fault:
            return fault
        finally:
            self.settled.set()
        return None

    def built(self, fault: DemoFault | None) -> None:
        """On the GUI thread: the screens that were asked for may open."""
        if fault is not None:
            sys.stderr.write(f"{fault}\n")
            self.code = 1
            self._application.quit()
            return
        self._built = True
        wanted, self._wanted = self._wanted, []
        for role in wanted:
            self.open_role(role)

    def open_role(self, role: str) -> None:
        """Open a screen, once."""
        if role in self.opened():
            return
        if not self._built:
            self._wanted.append(role)
        elif role == "phone":
            self._backstage.run(self._open_page, lambda _: None)
        else:
            self._centre.restart(role)

    def _open_page(self) -> None:
        """Backstage: what a phone would do with the slip; before the first slip, the page that asks for one."""
        try:
            address = phone_page_on_newest(self._centre.slips)
        except DemoFault:
            address = self._centre.server("phone").url
        webbrowser.open(address)

    def opened(self) -> tuple[str, ...]:
        """The screens that are open, or about to be."""
        return (*self._centre.open_roles(), *self._wanted)
