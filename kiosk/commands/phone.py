"""`motcua phone`: the relay that shows citizens their place in line on their own phones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

_REFUSED = 1


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("phone", help="Serve the phone page: place in line, leave, come later")(phone)


def phone(
    hub: Annotated[str, typer.Option(envvar="MOTCUA_HUB", help="Address of the hub; default from centre.toml.")] = "",
    token_file: Annotated[
        Path, typer.Option(help="File with this relay's token (motcua hub-enrol --role phone).")
    ] = Path("device.token"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one")] = 8780,
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy in front names the caller in X-Forwarded-For.")
    ] = False,
    home: Annotated[Path | None, typer.Option(envvar="MOTCUA_HOME", help="Folder of this machine's data.")] = None,
    config: Annotated[Path | None, typer.Option(envvar="MOTCUA_CONFIG", help="Configuration folder.")] = None,
) -> None:
    """Serve until SIGTERM; one JSON line says when it is ready."""
    from config.event_log import open_log
    from config.folder import config_folder, home_folder
    from kiosk.roles.configuration import read_centre
    from kiosk.roles.options import CannotStart, read_token
    from kiosk.storage.core_dumps import forbid_core_dumps
    from ticketing.one_socket import Address
    from ticketing.phone.relay import RelaySettings, serve
    from ticketing.phone.view import CentreShown

    forbid_core_dumps()
    folder = home_folder(home)
    open_log("phone", folder / "log" / "phone.jsonl")
    try:
        centre = read_centre(config_folder(config))
        token = read_token(token_file, "motcua hub-enrol --role phone")
    except CannotStart as fault:
        typer.echo(f"motcua: {fault}", err=True)
        raise typer.Exit(_REFUSED) from fault
    shown = CentreShown(centre.name, centre.zone, centre.calling.return_place)
    settings = RelaySettings(hub or centre.hub_url, token, shown, behind_proxy)
    refused = serve(settings, Address(host, port))
    if refused is not None:
        typer.echo(refused.vi, err=True)
        typer.echo(refused.en, err=True)
        raise typer.Exit(_REFUSED)
    os._exit(0)
