"""`motcua demo`: a whole centre on this machine, to look at or to watch playing by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_FAILED = 1
_TOLD_TO_STOP = 143


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="No windows: visits play by themselves.")] = False,
    visits: Annotated[int, typer.Option(min=1, max=1000, help="How many visits to play.")] = 1,
    out: Annotated[Path, typer.Option(help="Folder for pictures, slips, forms, report.json and all data.")] = Path(
        "var/demo"
    ),
    seed: Annotated[int, typer.Option(help="Who comes, and what they bring.")] = 1,
    cut: Annotated[list[str] | None, typer.Option(help="ROLE.SIGNAL of a screen to take away, for tests.")] = None,
    patience: Annotated[float, typer.Option(min=1, help="Seconds after which a wait for a screen is given up.")] = 120,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report instead of sentences.")] = False,
) -> None:
    """A whole centre on this machine: hub, courier, city sandbox, simulated scanner and printers, and every screen."""
    import json
    import signal
    import sys
    import time
    from dataclasses import asdict

    from kiosk.demo.centre import DemoCentre, make_room
    from kiosk.demo.processes import DemoFault

    # Told to stop, it ends what it started: an exception unwinds, the default action would not.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TOLD_TO_STOP))
    folder = out.resolve()
    try:
        make_room(folder)
    except DemoFault as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(_FAILED) from fault
    if not headless:
        from kiosk.demo.chooser import open_chooser

        raise typer.Exit(open_chooser(folder))

    from kiosk.demo.play import Player, report

    begun = time.monotonic()
    trouble: DemoFault | None = None
    with DemoCentre(folder, screens=False) as centre:
        player = Player(centre, seed, (lambda _: None) if as_json else typer.echo)
        try:
            centre.patience_s = patience
            centre.furnish().start().open_phone_page()
            for word in cut or ():
                role, _, name = word.partition(".")
                centre.role(role).cut(name)
            player.play(visits)
        except DemoFault as fault:
            trouble = fault
        try:
            done = report(centre, player, time.monotonic() - begun)
        except (DemoFault, OSError, KeyError) as fault:
            typer.echo(f"{trouble or fault}", err=True)
            raise typer.Exit(_FAILED) from fault
    done.write(folder / "report.json")
    if as_json:
        typer.echo(json.dumps(asdict(done), ensure_ascii=False))
    else:
        totals = ", ".join(f"{name} {number}" for name, number in done.totals.items())
        typer.echo(f"{totals}\npictures of every screen: {folder / 'screens'}\nreport: {folder / 'report.json'}")
    if trouble is not None:
        typer.echo(str(trouble), err=True)
    if trouble is not None or not done.whole(visits):
        raise typer.Exit(_FAILED)
