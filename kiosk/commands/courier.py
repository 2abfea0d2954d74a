"""`motcua courier`: brings what lies in the outbox to the city and the hub. `motcua outbox`: what lies there."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from config.folder import home_folder

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from city.contract import Refused, Told, Unreachable, VisitEnded
    from city.outbox import Outbox
    from ticketing.client import HubClient

_REFUSED = 1
_TELL_EVERY_S = 15.0
_Home = Annotated[Path | None, typer.Option(envvar="MOTCUA_HOME", help="Folder of this machine's data.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("courier")(courier)
    app.command("outbox")(outbox)


def courier(
    city: Annotated[str, typer.Option(help="Address of the city.")],
    hub: Annotated[str, typer.Option(help="Address of the hub.")],
    city_token_file: Annotated[Path, typer.Option(help="File with this machine's token for the city.")],
    hub_token_file: Annotated[Path, typer.Option(help="File with this machine's token for the hub.")],
    home: _Home = None,
) -> None:
    """Work off this machine's outbox until SIGTERM. One courier to a home folder."""
    import random
    import signal
    import threading

    from city.client import CityClient
    from city.courier import Courier
    from city.outbox import now_utc
    from city.outbox_schema import file_lock_if_free
    from config.event_log import Event, open_log, record
    from kiosk.storage.core_dumps import forbid_core_dumps
    from ticketing.client import HubClient

    forbid_core_dumps()
    folder = home_folder(home)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    open_log("courier", folder / "log" / "courier.jsonl")
    at_hub = HubClient(hub, _token(hub_token_file))
    try:
        client = CityClient(city, _token(city_token_file))
    except ValueError as fault:
        _refuse(str(fault))
    box = _outbox(folder)
    with file_lock_if_free(box.folder / "courier.lock") as alone:
        if not alone:
            _refuse("another courier already works on this home folder")
        record(Event.PROCESS_STARTED)
        typer.echo(json.dumps({"ready": True}))
        telling = threading.Thread(target=_keep_telling, args=(box, at_hub, stop), daemon=True, name="telling")
        telling.start()
        Courier(box, client, _tell_hub(at_hub), now_utc, random.random).run(stop)
        record(Event.PROCESS_STOPPED)
    box.close()


def outbox(
    home: _Home = None,
    again: Annotated[int | None, typer.Option(help="Try a parked errand again, by its number.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """What lies in this machine's outbox, and what was refused and waits for staff."""
    from city.errands import Errands

    box = _outbox(home_folder(home))
    errands = Errands(box)
    if again is not None and not errands.unpark(again):
        _refuse(f"nothing is parked under number {again}")
    counts, parked = box.counts(), errands.parked()
    box.close()
    if as_json:
        typer.echo(json.dumps({**asdict(counts), "refused": [asdict(each) for each in parked]}, default=str))
        return
    typer.echo(
        f"dossiers {counts.dossiers_waiting}, files {counts.parcels_waiting} ({counts.bytes_waiting} bytes), "
        f"messages {counts.messages_waiting}, parked {counts.parked}"
    )
    for each in parked:
        typer.echo(
            f"{each.errand_id}: {each.kind} {each.dossier_id or ''} {each.reason} since {each.since:%d/%m %H:%M}"
        )


def _keep_telling(box: Outbox, hub: HubClient, stop: threading.Event) -> None:
    """Tell the hub what still waits here, for whoever looks over the centre. What is not heard is told again soon."""
    import sqlite3

    while True:
        with contextlib.suppress(sqlite3.Error):  # a disk in trouble is told of by the courier's own work
            counts = box.counts()
            since = counts.oldest_waiting_at
            oldest_s = None if since is None else max(0, int((box.clock() - since).total_seconds()))
            hub.tell_outbox(counts.dossiers_waiting, counts.parked, oldest_s)
        if stop.wait(_TELL_EVERY_S):
            return


def _tell_hub(client: HubClient) -> Callable[[VisitEnded], Told | Refused | Unreachable]:
    """The hub's own client, in the courier's words."""
    import ticketing.client as ticketing
    from city.contract import Refused, Told, Unreachable

    def tell(ended: VisitEnded) -> Told | Refused | Unreachable:
        answer = client.end_visit(ended.visit_id, ended.dossier_ids, ended.request_id)
        if isinstance(answer, ticketing.Unreachable):
            return Unreachable(answer.reason)
        if isinstance(answer, ticketing.Refused):
            return Refused(answer.code, answer.message_vi, answer.message_en)
        return Told()

    return tell


def _outbox(folder: Path) -> Outbox:
    from city.outbox import Outbox
    from kiosk.storage.sealing import DeviceKey

    folder.mkdir(parents=True, exist_ok=True)
    key = DeviceKey.load_or_make(folder / "device.key")
    return Outbox(folder, key.seal, key.unseal)


def _token(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError as fault:
        _refuse(f"the token in {path} cannot be read: {fault.strerror}")
    except UnicodeDecodeError:
        _refuse(f"there is no token in {path}: enrol this device with `motcua hub-enrol` or `motcua city-enrol`")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(_REFUSED)
