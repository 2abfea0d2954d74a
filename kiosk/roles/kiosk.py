"""The kiosk: its window, and what stands behind it; the only place that names a kiosk's drivers."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cached_property
from pathlib import Path
from sqlite3 import DatabaseError

from config.centre import Centre
from config.devices import KioskDevice
from config.event_log import Event, open_log, record
from config.texts import Text
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.journey import Place
from kiosk.flows.own_series import OwnSeries
from kiosk.flows.take_number import phone_page
from kiosk.roles.configuration import read_catalogue, read_centre, read_devices
from kiosk.roles.options import CannotStart, RoleOptions, device_token
from kiosk.roles.wiring import lead, listen, unseal_draft
from kiosk.storage.core_dumps import forbid_core_dumps
from kiosk.storage.sealing import seal
from kiosk.storage.series_book import SeriesFile
from kiosk.ui.application import Application
from kiosk.ui.backstage import Backstage
from kiosk.ui.bridges.kiosk_house import KioskHouse
from kiosk.ui.bridges.kiosk_window import KioskWindow
from kiosk.ui.stage import Stage, StageSettings
from printing.port import PrintOutcome, SlipPrinter
from ticketing.client import HubClient

# Nobody stands before a silent kiosk for long: after this it gives a number of its own.
_CONNECT_S = 1.0
_READ_S = 3.0
_PREPARE = (
    Text("Căn cước công dân hoặc thẻ căn cước", "Your identity card"),
    Text("Giấy tờ cũ liên quan, nếu còn giữ", "Old papers on the matter, if you still have them"),
)


def run(options: RoleOptions) -> int:
    """Run until the window closes or the system says stop. Raises CannotStart."""
    forbid_core_dumps()
    open_log("kiosk", options.home / "log" / "kiosk.jsonl")
    centre = read_centre(options.config)
    devices = read_devices(options.config)
    device = devices.kiosk(options.name)
    if device is None:
        names = ", ".join(kiosk.name for kiosk in devices.kiosks)
        raise CannotStart(f"devices.toml has no kiosk named {options.name}; it has: {names}")
    catalogue = read_catalogue(options.config)
    address, token = options.hub or centre.hub_url, device_token(options.home)

    app = Application("motcua kiosk")
    stage = Stage(
        StageSettings("Kiosk", device.panel, fullscreen=options.fullscreen, still=options.driven),
        app.fonts,
        app.translate,
    )
    backstage = Backstage()
    printer = _SlipDesk(centre, device, devices.printers[device.printer], options.home / "slips", stage)
    hub = HubClient(address, token, connect_timeout=_CONNECT_S, read_timeout=_READ_S)
    house = KioskHouse(
        centre=centre,
        device=device,
        catalogue=catalogue,
        hub=hub,
        print_slip=printer.print_slip,
        seal=seal,
        unseal=unseal_draft,
        read_image=_read_image,
        now=lambda: datetime.now(centre.zone),
        new_id=_new_id,
        own_series=_own_series(options.home, device.own_series, hub, centre),
    )
    window = KioskWindow(house, stage, backstage)
    window.open()
    stage.open()
    feed = listen(address, token, backstage, window.heard, window.linked)
    driven = lead(stage, app, driven=options.driven)
    try:
        return app.run(on_bug=window.after_a_bug)
    finally:
        del driven
        window.close()
        stage.close()
        backstage.close()
        feed.stop()


def _new_id() -> str:
    return str(uuid.uuid4())


def _own_series(home: Path, series: str | None, hub: HubClient, centre: Centre) -> OwnSeries | None:
    """The kiosk's own numbers; none where its name gives no series, or where its file cannot be used."""
    if series is None:
        return None
    try:
        book = SeriesFile(home / "series.sqlite3", series)
    except (OSError, DatabaseError) as fault:
        # A kiosk that can print numbers of the hub is better than none.
        record(Event.SERIES_UNUSABLE, error_type=type(fault).__name__)
        return None
    return OwnSeries(series, book, hub, lambda: datetime.now(centre.zone), _new_id)


def _read_image(path: Path) -> tuple[str, ...]:
    # OpenCV and the code readers load with the first picture, not with the kiosk.
    from scanner.codes import Code, read_codes

    found = read_codes(path)
    return tuple(code.text for code in found if isinstance(code, Code)) if isinstance(found, tuple) else ()


class _SlipDesk:
    """Lays a slip out and prints it; the layout's fonts and the driver load with the first slip."""

    def __init__(self, centre: Centre, device: KioskDevice, uri: str, simulated: Path, stage: Stage) -> None:
        self._centre = centre
        self._device = device
        self._uri = uri
        self._simulated = simulated
        self._stage = stage

    @cached_property
    def _printer(self) -> SlipPrinter:
        from printing.drivers import open_printer

        return open_printer(self._uri, self._simulated)

    def print_slip(self, place: Place, code: DossierCode) -> PrintOutcome:
        """Print the slip of a number; slow. Every wish to print is a job of its own."""
        from printing.slip import ComingBack, SlipContent, lay_out

        calling = self._centre.calling
        back = ComingBack(calling.return_place, calling.return_within_min) if calling.return_within_min else None
        line = self._centre.line(place.line)
        content = SlipContent(
            kind="ticket",
            centre_name=self._centre.name,
            label=place.label,
            line_name=line.name if line else Text(place.line, place.line),
            zone=line.zone if line else Text("sảnh chờ", "the hall"),
            issued_at=datetime.now(self._centre.zone),
            ahead=None if place.without_hub else place.ahead,
            wait_low_min=None if place.without_hub else place.wait_low_min,
            wait_high_min=None if place.without_hub else place.wait_high_min,
            wait_told=place.wait_told,
            promise_until=place.promise_until,
            coming_back=back,
            without_hub=place.without_hub,
            counter=place.counter,
            prepare=_PREPARE,
            dossier_code=code.text(),
            phone_url=phone_page(self._device.public_url, place),
            language=self._stage.look.language,
        )
        return self._printer.print_slip(lay_out(content), str(uuid.uuid4()))
