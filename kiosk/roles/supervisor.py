"""The supervisor's desk: its window, the hub behind it, and the folder for reports."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.event_log import Event, open_log, record
from kiosk.roles.configuration import read_centre, read_devices
from kiosk.roles.options import CannotStart, RoleOptions, device_token
from kiosk.roles.wiring import lead, listen
from kiosk.ui.application import Application
from kiosk.ui.backstage import Backstage
from kiosk.ui.stage import Stage, StageSettings
from kiosk.ui.supervisor.desk import SupervisorDesk
from kiosk.ui.supervisor.ports import SupervisorPorts
from ticketing.client import HubClient

_PATIENCE_S = 30.0  # a month is counted, a long chain walked


def run(options: RoleOptions) -> int:
    """Run until the window closes or the system says stop. Raises CannotStart."""
    open_log("supervisor", options.home / "log" / "supervisor.jsonl")
    centre = read_centre(options.config)
    devices = read_devices(options.config)
    device = devices.supervisor(options.name)
    if device is None:
        names = ", ".join(supervisor.name for supervisor in devices.supervisors)
        raise CannotStart(f"devices.toml has no supervisor named {options.name}; it has: {names}")
    address, token = options.hub or centre.hub_url, device_token(options.home)

    app = Application("motcua supervisor")
    settings = StageSettings(
        "Supervisor",
        device.panel,
        glass_keyboard=False,
        pointer=True,
        fullscreen=options.fullscreen,
        still=options.driven,
    )
    stage = Stage(settings, app.fonts, app.translate)
    backstage = Backstage()
    ports = SupervisorPorts(
        centre=centre,
        hub=HubClient(address, token, read_timeout=_PATIENCE_S),
        shelf=ReportFolder(options.home / "reports"),
        now=lambda: datetime.now(centre.zone),
        new_id=lambda: str(uuid.uuid4()),
    )
    desk = SupervisorDesk(stage, backstage, ports)
    desk.open()
    stage.open()
    feed = listen(address, token, backstage, desk.heard, desk.linked)
    driven = lead(stage, app, driven=options.driven)
    try:
        return app.run(on_bug=desk.after_a_bug)
    finally:
        del driven
        desk.close()
        backstage.close()
        feed.stop()


@dataclass(frozen=True)
class ReportFolder:
    """Reports as files; a newer one of the same days takes the place of the older."""

    folder: Path

    def put(self, name: str, data: bytes) -> Path | None:
        """Write it whole or not at all."""
        draft = self.folder / f".{name}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_bytes(data)
            draft.replace(self.folder / name)
        except OSError as fault:
            record(Event.DISK_FULL, where="reports", error_type=type(fault).__name__)
            return None
        return self.folder / name
