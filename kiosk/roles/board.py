"""The board: its wall, and the hub behind it."""

from __future__ import annotations

from datetime import datetime

from config.event_log import open_log
from kiosk.roles.configuration import read_centre, read_devices
from kiosk.roles.options import CannotStart, RoleOptions, device_token
from kiosk.roles.wiring import lead, listen
from kiosk.ui.application import Application
from kiosk.ui.backstage import Backstage
from kiosk.ui.board import BoardWall
from kiosk.ui.stage import Stage, StageSettings
from ticketing.client import HubClient


def run(options: RoleOptions) -> int:
    """Run until the window closes or the system says stop. Raises CannotStart."""
    open_log("board", options.home / "log" / "board.jsonl")
    centre = read_centre(options.config)
    devices = read_devices(options.config)
    device = devices.board(options.name)
    if device is None:
        names = ", ".join(board.name for board in devices.boards)
        raise CannotStart(f"devices.toml has no board named {options.name}; it has: {names}")
    address, token = options.hub or centre.hub_url, device_token(options.home)

    app = Application("motcua board")
    settings = StageSettings(
        "Board", device.panel, glass_keyboard=False, fullscreen=options.fullscreen, still=options.driven
    )
    stage = Stage(settings, app.fonts, app.translate)
    backstage = Backstage(workers=1)
    wall = BoardWall(
        stage, backstage, HubClient(address, token), centre, device.lines, lambda: datetime.now(centre.zone)
    )
    wall.open()
    stage.open()
    feed = listen(address, token, backstage, wall.heard, wall.linked)
    driven = lead(stage, app, driven=options.driven)
    try:
        return app.run(on_bug=wall.open)
    finally:
        del driven
        wall.close()
        backstage.close()
        feed.stop()
