"""The board role: a wall for a hall, a zone or one counter; it hears the hub, shows, and says what is called."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from config.centre import Centre
from config.devices import BoardDevice
from config.event_log import open_log
from kiosk.roles.call_voice import open_voice
from kiosk.roles.configuration import read_centre, read_devices
from kiosk.roles.options import CannotStart, RoleOptions, device_token
from kiosk.roles.wiring import lead, listen
from kiosk.ui.application import Application
from kiosk.ui.backstage import Backstage
from kiosk.ui.board import BoardWall, Ways, scope_of
from kiosk.ui.counter_sign import CounterSign
from kiosk.ui.look import Look
from kiosk.ui.stage import Stage, StageSettings
from kiosk.voice.hearing import hear
from ticketing.client import HubClient, HubEvent


def run(options: RoleOptions) -> int:
    """Run until the window closes or the system says stop. Raises CannotStart."""
    open_log("board", options.home / "log" / "board.jsonl")
    centre = read_centre(options.config)
    devices = read_devices(options.config)
    device = devices.board(options.name)
    if device is None:
        names = ", ".join(board.name for board in devices.boards)
        raise CannotStart(f"devices.toml has no board named {options.name}; it has: {names}")
    if device.counter is not None and centre.counter(device.counter) is None:
        raise CannotStart(f"devices.toml hangs {device.name} above counter {device.counter}, which the centre has not")
    address, token = options.hub or centre.hub_url, device_token(options.home)
    now = partial(datetime.now, centre.zone)

    app = Application("motcua board")
    settings = StageSettings(
        "Board", device.panel, glass_keyboard=False, fullscreen=options.fullscreen, still=options.driven
    )
    stage = Stage(settings, app.fonts, app.translate)
    backstage = Backstage(workers=1)
    wall = _wall(stage, backstage, HubClient(address, token), centre, device, now)
    announcer = open_voice(
        device.voice, options.config, options.home, now, lambda heard: backstage.post(partial(wall.voice, heard))
    )
    scope = scope_of(device, centre)

    def say(event: HubEvent) -> None:
        if announcer is not None:
            hear(announcer, scope, event)

    def linked(link: bool) -> None:
        wall.linked(link)
        if announcer is not None and link:
            announcer.linked()

    def goes_back(seq: int) -> None:
        if announcer is not None:
            announcer.forget()
        backstage.post(partial(wall.goes_back, seq))

    stage.dress(Look(device.language, high_contrast=device.high_contrast))
    wall.open()
    stage.open()
    if announcer is not None:
        announcer.start()
    feed = listen(address, token, backstage, wall.heard, linked, say, goes_back)
    driven = lead(stage, app, driven=options.driven)
    try:
        return app.run(on_bug=wall.open)
    finally:
        del driven
        wall.close()
        backstage.close()
        feed.stop()
        if announcer is not None:
            announcer.stop()


def _wall(
    stage: Stage,
    backstage: Backstage,
    hub: HubClient,
    centre: Centre,
    device: BoardDevice,
    now: Callable[[], datetime],
) -> BoardWall | CounterSign:
    ways = Ways(now, time.monotonic, random.random)
    if device.kind == "counter":
        return CounterSign(stage, backstage, hub, centre, device, ways)
    return BoardWall(stage, backstage, hub, centre, device, ways)
