"""`motcua kiosk | station | counter | board | supervisor`: the screens, each a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.roles.options import RoleOptions

_REFUSED = 1

_Name = Annotated[str, typer.Option(help="Name of this device in devices.toml.")]
_Hub = Annotated[str, typer.Option(envvar="MOTCUA_HUB", help="Address of the hub; default from centre.toml.")]
_City = Annotated[str, typer.Option(envvar="MOTCUA_CITY", help="Address of the city; default from centre.toml.")]
_Home = Annotated[Path | None, typer.Option(envvar="MOTCUA_HOME", help="Folder of this machine's data.")]
_Config = Annotated[Path | None, typer.Option(envvar="MOTCUA_CONFIG", help="Folder of the centre's configuration.")]
_Driven = Annotated[bool, typer.Option("--driven", help="Be led by JSON lines on standard input, for tests.")]
_Full = Annotated[bool, typer.Option("--fullscreen/--window", help="The whole panel, or a window that fits the desk.")]
_Forms = Annotated[
    Path | None, typer.Option(help="Folder to write printed forms to; without it they are shown, not kept.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("kiosk")(kiosk)
    app.command("station")(station)
    app.command("counter")(counter)
    app.command("board")(board)
    app.command("supervisor")(supervisor)


def kiosk(
    name: _Name = "K1",
    hub: _Hub = "",
    city: _City = "",
    home: _Home = None,
    config: _Config = None,
    driven: _Driven = False,
    fullscreen: _Full = False,
) -> None:
    """The citizen's screen: numbers and guided forms."""
    from kiosk.roles.kiosk import run

    _run(run, _options(name, hub, city, home, config, driven=driven, fullscreen=fullscreen))


def station(
    name: _Name = "S1",
    hub: _Hub = "",
    city: _City = "",
    home: _Home = None,
    config: _Config = None,
    driven: _Driven = False,
    fullscreen: _Full = False,
) -> None:
    """The digitising station: scan, check, send."""
    from kiosk.roles.station import run

    _run(run, _options(name, hub, city, home, config, driven=driven, fullscreen=fullscreen))


def counter(
    name: _Name = "Q3",
    hub: _Hub = "",
    city: _City = "",
    home: _Home = None,
    config: _Config = None,
    driven: _Driven = False,
    fullscreen: _Full = False,
    forms_out: _Forms = None,
) -> None:
    """The clerk's screen: call, check, accept."""
    from kiosk.roles.counter import run

    _run(run, _options(name, hub, city, home, config, driven=driven, fullscreen=fullscreen, forms_out=forms_out))


def board(
    name: _Name = "B1",
    hub: _Hub = "",
    city: _City = "",
    home: _Home = None,
    config: _Config = None,
    driven: _Driven = False,
    fullscreen: _Full = False,
) -> None:
    """The call board."""
    from kiosk.roles.board import run

    _run(run, _options(name, hub, city, home, config, driven=driven, fullscreen=fullscreen))


def supervisor(
    name: _Name = "V1",
    hub: _Hub = "",
    home: _Home = None,
    config: _Config = None,
    driven: _Driven = False,
    fullscreen: _Full = False,
) -> None:
    """The supervisor's screen: waits, counters, today, the audit list, reports."""
    from kiosk.roles.supervisor import run

    _run(run, _options(name, hub, "", home, config, driven=driven, fullscreen=fullscreen))


def _run(run: Callable[[RoleOptions], int], options: RoleOptions) -> NoReturn:
    """Run a role to its end; a role that cannot start says why and ends with its own code."""
    from kiosk.roles.options import CannotStart

    try:
        code = run(options)
    except CannotStart as fault:
        _refuse(str(fault))
    _leave(code)


def _options(
    name: str,
    hub: str,
    city: str,
    home: Path | None,
    config: Path | None,
    *,
    driven: bool,
    fullscreen: bool,
    forms_out: Path | None = None,
) -> RoleOptions:
    from config.folder import config_folder, home_folder
    from kiosk.roles.options import RoleOptions

    return RoleOptions(name, hub, city, home_folder(home), config_folder(config), driven, fullscreen, forms_out)


def _leave(code: int) -> NoReturn:
    """End the process here: what must last is on disk, and the role has stopped what it started."""
    # A thread that still waits for a wire would speak into a Qt that the interpreter is taking down, and crash it.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _refuse(sentence: str) -> NoReturn:
    typer.echo(f"motcua: {sentence}", err=True)
    raise typer.Exit(_REFUSED)
