"""`motcua hub-backup`, `motcua hub-restore`: a copy of the hub's data, made while it runs, put back when not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kiosk.commands.hub import AsJson, Database, Home


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("hub-backup", help="Copy the hub's data of this moment to a file; the hub goes on working")(backup)
    app.command("hub-restore", help="Put a copy back in the place of the hub's data; no hub may run")(restore)


def backup(
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not exist")],
    home: Home = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Copy the hub's data."""
    from config.folder import home_folder
    from ticketing.store.backup import back_up
    from ticketing.store.opening import StartRefused

    done = back_up(home_folder(home), out, database)
    if isinstance(done, StartRefused):
        _refused(done.exit_code, done.vi, done.en)
    if as_json:
        typer.echo(json.dumps({"file": str(done.path), "bytes": done.bytes, "events": done.events}))
    else:
        typer.echo(f"{done.path}: {done.bytes} bytes, {done.events} events")


def restore(
    source: Annotated[Path, typer.Option("--from", help="A file that hub-backup wrote")],
    home: Home = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Put a copy back."""
    from datetime import UTC, datetime

    from config.folder import home_folder
    from ticketing.store.backup import restore as put_back
    from ticketing.store.opening import StartRefused

    folder = home_folder(home)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    done = put_back(folder, source, datetime.now(UTC), database)
    if isinstance(done, StartRefused):
        _refused(done.exit_code, done.vi, done.en)
    before = None if done.before is None else str(done.before)
    if as_json:
        typer.echo(json.dumps({"events": done.events, "before": before}))
    else:
        typer.echo(f"{done.events} events" + ("" if before is None else f"; before: {before}"))


def _refused(exit_code: int, vi: str, en: str) -> NoReturn:
    typer.echo(vi, err=True)
    typer.echo(en, err=True)
    raise typer.Exit(exit_code)
