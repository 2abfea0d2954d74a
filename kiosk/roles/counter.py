"""The counter: its window, the hub, the city, and where forms are printed."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from city.client import CityClient
from config.event_log import Event, open_log, record
from kiosk.flows.call_alone import Alone
from kiosk.flows.counter_desk import Figures
from kiosk.roles.call_voice import open_voice
from kiosk.roles.configuration import read_catalogue, read_centre, read_devices
from kiosk.roles.counter_slice import hold_slice
from kiosk.roles.options import CannotStart, RoleOptions, city_token, device_token
from kiosk.roles.wiring import lead, listen, unseal_draft
from kiosk.storage.core_dumps import forbid_core_dumps
from kiosk.ui.application import Application
from kiosk.ui.backstage import Backstage
from kiosk.ui.counter.desk import CounterDesk
from kiosk.ui.counter.ports import CounterPorts, FormPrinter
from kiosk.ui.page_images import PROVIDER, PageImages
from kiosk.ui.stage import Stage, StageSettings
from kiosk.voice.hearing import hear_alone
from ticketing.client import Call, HubClient
from ticketing.settings import rules_of


def run(options: RoleOptions) -> int:
    """Run until the window closes or the system says stop. Raises CannotStart."""
    forbid_core_dumps()
    open_log("counter", options.home / "log" / "counter.jsonl")
    centre = read_centre(options.config)
    devices = read_devices(options.config)
    device = devices.counter(options.name)
    if device is None:
        names = ", ".join(counter.name for counter in devices.counters)
        raise CannotStart(f"devices.toml has no counter named {options.name}; it has: {names}")
    catalogue = read_catalogue(options.config)
    address, token = options.hub or centre.hub_url, device_token(options.home)
    city = CityClient(options.city or centre.city_url, city_token(options.home))

    app = Application("motcua counter")
    settings = StageSettings(
        "Counter", device.panel, glass_keyboard=False, pointer=True, fullscreen=options.fullscreen, still=options.driven
    )
    stage = Stage(settings, app.fonts, app.translate)
    images = PageImages()
    stage.view.engine().addImageProvider(PROVIDER, images)
    backstage = Backstage()

    def now() -> datetime:
        return datetime.now(centre.zone)

    def alone(state: Alone) -> None:
        if announcer is not None and not state.now:
            announcer.forget()  # what is called from now on, the boards say
        backstage.post(lambda: desk.alone(state))

    def aloud(heard: bool) -> None:
        backstage.post(lambda: desk.aloud(heard))

    announcer = open_voice(device.voice, options.config, options.home, now, aloud)

    def called(call: Call) -> None:
        if announcer is not None:
            hear_alone(announcer, call, time.monotonic())

    slice_ = hold_slice(options.home, device.counter, address, token, rules_of(centre), now, _new_id, alone, called)
    ports = CounterPorts(
        centre=centre,
        catalogue=catalogue,
        counter=device.counter,
        hub=HubClient(address, token) if slice_ is None else slice_.hub,
        city=city,
        unseal=unseal_draft,
        printer=_printer(options.forms_out),
        figures=_FiguresFile(options.home / "figures.json"),
        now=now,
        new_id=_new_id,
    )
    desk = CounterDesk(stage, backstage, images, ports)
    desk.open()
    stage.open()
    if announcer is not None:
        announcer.start()
        desk.aloud(True)
    if slice_ is not None:
        slice_.start()
    feed = listen(address, token, backstage, desk.heard, desk.linked)
    driven = lead(stage, app, driven=options.driven)
    try:
        return app.run(on_bug=desk.after_a_bug)
    finally:
        del driven
        desk.close()
        backstage.close()
        feed.stop()
        if slice_ is not None:
            slice_.stop()
        if announcer is not None:
            announcer.stop()


def _new_id() -> str:
    return str(uuid.uuid4())


def _printer(folder: Path | None) -> FormPrinter:
    return _OnScreenOnly() if folder is None else _FormFolder(folder)


class _OnScreenOnly:
    """No form printer here: the form is shown, in memory only, and says truthfully that it is not on paper."""

    def print_form(self, _dossier_code: str, _pdf: bytes, /) -> bool:
        """Nothing is written anywhere: a legal form holds the full identity."""
        return False


@dataclass(frozen=True)
class _FormFolder:
    """Forms as PDF where the operator asked for them, for a demonstration and for tests."""

    folder: Path

    def print_form(self, dossier_code: str, pdf: bytes) -> bool:
        """Write the form; False where the folder would not take it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self.folder / f".{dossier_code}.pdf"
            draft.write_bytes(pdf)
            draft.replace(self.folder / f"{dossier_code}.pdf")
        except OSError as fault:
            record(Event.DISK_FULL, where="forms", error_type=type(fault).__name__)
            return False
        return True


@dataclass(frozen=True)
class _FiguresFile:
    """The day's counts in one small file; another day begins at nothing."""

    file: Path

    def load(self, day: date) -> Figures:
        """The figures of that day; none where the file is missing, damaged or of another day."""
        try:
            kept = json.loads(self.file.read_text(encoding="ascii"))
            if kept["day"] != day.isoformat():
                return Figures()
            return Figures(int(kept["served"]), int(kept["absent"]), float(kept["seconds"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Figures()

    def save(self, day: date, figures: Figures) -> None:
        """Keep them. A full disk costs the figures, never the citizen's turn."""
        kept = {
            "day": day.isoformat(),
            "served": figures.served,
            "absent": figures.absent,
            "seconds": round(figures.seconds, 1),
        }
        draft = self.file.with_name(f".{self.file.name}")
        try:
            draft.write_text(json.dumps(kept), encoding="ascii")
            draft.replace(self.file)
        except OSError as fault:
            record(Event.DISK_FULL, where="figures", error_type=type(fault).__name__)
