"""`motcua hub`, `motcua hub-enrol`, `motcua hub-api`: the centre's hub, the devices it lets in, what it speaks."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.centre_rules import centre_rules


class Role(StrEnum):
    """What an enrolled device is for."""

    KIOSK = "kiosk"
    STATION = "station"
    COUNTER = "counter"
    BOARD = "board"
    COURIER = "courier"
    PHONE = "phone"
    SUPERVISOR = "supervisor"
    BOOKING = "booking"


Home = Annotated[Path | None, typer.Option("--home", envvar="MOTCUA_HOME", help="Folder of the hub's data")]
ConfigFolder = Annotated[Path | None, typer.Option("--config", envvar="MOTCUA_CONFIG", help="Configuration folder")]
Database = Annotated[
    str | None,
    typer.Option("--database", envvar="MOTCUA_DATABASE", help="postgresql://… for many hubs; else a file in home"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one line of JSON")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    from kiosk.commands import hub_backup

    hub_backup.register(app)
    app.command("hub", help="Serve numbers, calls, drafts and events of one centre")(hub)
    app.command("hub-enrol", help="Let a device in: write its token to a file, keep the hash")(enrol)
    app.command("hub-api", help="Print or write what the hub speaks, as OpenAPI")(api)


def hub(
    home: Home = None,
    config: ConfigFolder = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one")] = 8700,
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
    database: Database = None,
) -> None:
    """Serve until SIGTERM; one JSON line says when it is ready."""
    from config import event_log
    from ticketing.one_socket import Address
    from ticketing.server import serve
    from ticketing.store.opening import StartRefused

    folder = _home(home)
    rules = centre_rules(config)
    event_log.open_log("hub", folder / "log" / "hub.jsonl")
    ended = serve(folder, rules, Address(host, port), database)
    if isinstance(ended, StartRefused):
        _say(ended.vi, ended.en)
        raise typer.Exit(ended.exit_code)
    # Everything is closed and durable. A long look may still be under way on a thread: its answer has nobody to go to.
    os._exit(0)


def enrol(
    name: Annotated[str, typer.Option(help="The device's name, as in devices.toml")],
    role: Annotated[Role, typer.Option(help="What the device is for")],
    token_file: Annotated[Path, typer.Option(help="Where the device finds its token")],
    home: Home = None,
    config: ConfigFolder = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Let a device in."""
    import time

    from config import event_log
    from ticketing.domain.luck import SystemLuck
    from ticketing.domain.rules import DeviceRole
    from ticketing.enrolment import enrol as let_in
    from ticketing.store.opening import StartRefused

    folder = _home(home)
    rules = centre_rules(config)
    event_log.open_log("hub-enrol", folder / "log" / "hub.jsonl")
    now_ms = time.time_ns() // 1_000_000
    done = let_in(folder, rules.centre_id, name, DeviceRole(role.value), token_file, SystemLuck(), now_ms, database)
    if isinstance(done, StartRefused):
        _say(done.vi, done.en)
        raise typer.Exit(done.exit_code)
    event_log.record(event_log.Event.DEVICE_ENROLLED, device=name, role=role.value)
    if as_json:
        typer.echo(json.dumps({"name": name, "role": role.value, "token_file": str(token_file)}))
    else:
        typer.echo(f"{name} ({role.value}) → {token_file}")


def api(
    out: Annotated[Path | None, typer.Option(help="File to write; standard output without it")] = None,
) -> None:
    """What the hub speaks, as OpenAPI."""
    from kiosk.commands.whole_file import whole_file
    from ticketing.web.api_document import api_document

    text = api_document()
    if out is None:
        typer.echo(text, nl=False)
    else:
        with whole_file(out) as written:
            written.write(text.encode())


def _home(home: Path | None) -> Path:
    from config.folder import home_folder

    folder = home_folder(home)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _say(vi: str, en: str) -> None:
    typer.echo(vi, err=True)
    typer.echo(en, err=True)
