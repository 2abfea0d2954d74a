"""The station: its window, and what stands behind it; the only place that names a station's drivers."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cached_property
from pathlib import Path

from city.outbox import Outbox
from config.event_log import Event, open_log, record
from kiosk.flows.digitise import visit_of
from kiosk.roles.configuration import read_catalogue, read_centre, read_devices
from kiosk.roles.options import CannotStart, RoleOptions, device_token
from kiosk.roles.wiring import lead, listen, unseal_draft
from kiosk.storage.core_dumps import forbid_core_dumps
from kiosk.storage.sealing import DeviceKey
from kiosk.ui.application import Application
from kiosk.ui.backstage import Backstage, every
from kiosk.ui.page_images import PROVIDER, PageImages
from kiosk.ui.stage import Stage, StageSettings
from kiosk.ui.station.desk import StationDesk
from kiosk.ui.station.ports import StationPorts
from printing.port import PrintOutcome, SlipPrinter
from printing.slip import SlipContent
from scanner.drivers import open_scanner
from scanner.spool import Spool
from ticketing.client import HubClient, NoDraft

_SWEEP_EVERY_S = 900.0


def run(options: RoleOptions) -> int:
    """Run until the window closes or the system says stop. Raises CannotStart."""
    forbid_core_dumps()
    open_log("station", options.home / "log" / "station.jsonl")
    centre = read_centre(options.config)
    devices = read_devices(options.config)
    device = devices.station(options.name)
    if device is None:
        names = ", ".join(station.name for station in devices.stations)
        raise CannotStart(f"devices.toml has no station named {options.name}; it has: {names}")
    catalogue = read_catalogue(options.config)
    address, token = options.hub or centre.hub_url, device_token(options.home)
    key = DeviceKey.load_or_make(options.home / "device.key")
    spool = Spool(options.home / "spool", key.seal, key.unseal)
    outbox = Outbox(options.home, key.seal, key.unseal)
    hub = HubClient(address, token)

    app = Application("motcua station")
    stage = Stage(
        StageSettings("Station", device.panel, fullscreen=options.fullscreen, still=options.driven),
        app.fonts,
        app.translate,
    )
    images = PageImages()
    stage.view.engine().addImageProvider(PROVIDER, images)
    backstage, studio = Backstage(), Backstage(workers=2)
    ports = StationPorts(
        centre=centre,
        catalogue=catalogue,
        hub=hub,
        unseal=unseal_draft,
        outbox=outbox,
        spool=spool,
        scanner=open_scanner(devices.scanners[device.scanner], options.home / "scanner-certificates.json"),
        print_slip=_SlipDesk(devices.printers[device.printer], options.home / "slips", stage).print_slip,
        sent_files=lambda dossier_id: _sent_files(outbox, dossier_id),
        now=lambda: datetime.now(centre.zone),
        new_id=lambda: str(uuid.uuid4()),
    )
    desk = StationDesk(stage, backstage, studio, images, ports)
    desk.open()
    stage.open()
    feed = listen(address, token, backstage, desk.heard, _linked)
    sweeping = every(_SWEEP_EVERY_S, lambda: backstage.run(lambda: _forget_expired(spool, hub), _nothing, lasting=True))
    backstage.run(lambda: _forget_expired(spool, hub), _nothing, lasting=True)
    driven = lead(stage, app, driven=options.driven)
    try:
        return app.run(on_bug=desk.after_a_bug)
    finally:
        del driven
        sweeping.stop()
        desk.close()
        backstage.close()
        studio.close()
        feed.stop()


def _sent_files(outbox: Outbox, dossier_id: str) -> frozenset[str]:
    with outbox.reading() as database:
        rows = database.execute(
            "SELECT sha256 FROM parcels WHERE dossier_id = ? AND confirmed_at IS NOT NULL", (dossier_id,)
        ).fetchall()
    return frozenset(row["sha256"] for row in rows)


def _forget_expired(spool: Spool, hub: HubClient) -> None:
    """Destroy the pages of visits whose draft is gone at the hub: expired, or filed at another station."""
    for batch in spool.batches():
        if isinstance(hub.draft(visit_of(batch)), NoDraft):
            spool.erase(batch)
            record(Event.DRAFT_EXPIRED, where="spool")


def _linked(linked: bool) -> None:
    record(Event.HUB_FOUND if linked else Event.HUB_LOST)


def _nothing(_done: None) -> None:
    return


class _SlipDesk:
    """Lays a slip out and prints it; the layout's fonts and the driver load with the first slip."""

    def __init__(self, uri: str, simulated: Path, stage: Stage) -> None:
        self._uri = uri
        self._simulated = simulated
        self._stage = stage

    @cached_property
    def _printer(self) -> SlipPrinter:
        from printing.drivers import open_printer

        return open_printer(self._uri, self._simulated)

    def print_slip(self, content: SlipContent, job_id: str) -> PrintOutcome:
        """Print; slow."""
        from dataclasses import replace

        from printing.slip import lay_out

        return self._printer.print_slip(lay_out(replace(content, language=self._stage.look.language)), job_id)
