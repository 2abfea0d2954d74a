"""`motcua say`: hear one call as a board or a counter would say it, or keep it as a WAV file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_NO_VOICE = 1


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("say")(say)


def say(
    label: Annotated[str, typer.Argument(help="Số thứ tự / number, like A012 or K2-001")],
    counter: Annotated[int, typer.Argument(min=0, max=999, help="Quầy / counter")],
    name: Annotated[str, typer.Option(help="Name of the board or counter in devices.toml whose voice speaks.")] = "B1",
    out: Annotated[Path | None, typer.Option(help="WAV file to write instead of speaking.")] = None,
    config: Annotated[
        Path | None, typer.Option(envvar="MOTCUA_CONFIG", help="Folder of the centre's configuration.")
    ] = None,
) -> None:
    """Say one call with a board's or a counter's voice. The exit code is 1 where it could not be said."""
    from config.folder import config_folder
    from kiosk.roles.call_voice import say_once
    from kiosk.roles.options import CannotStart

    try:
        trouble = say_once(name, label, counter, config_folder(config), out)
    except CannotStart as fault:
        typer.echo(f"motcua: {fault}", err=True)
        raise typer.Exit(_NO_VOICE) from None
    if trouble:
        typer.echo(f"motcua: {trouble}", err=True)
        raise typer.Exit(_NO_VOICE)
