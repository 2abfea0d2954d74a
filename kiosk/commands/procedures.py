"""`motcua procedures check [FOLDER]`: every fault of a configuration or of procedure files, with what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from config.faults import ConfigFault
    from config.procedures import Catalogue


def register(app: typer.Typer) -> None:
    """Add the `procedures` group."""
    procedures = typer.Typer(no_args_is_help=True, help="The catalogue of procedures.")
    procedures.callback()(_group)
    procedures.command("check")(check)
    app.add_typer(procedures, name="procedures")


def _group() -> None:
    """The catalogue of procedures."""


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="A configuration folder, or one of procedures; default: this centre's."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(envvar="MOTCUA_CONFIG", help="Folder with centre.toml, staff.toml, devices.toml.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Check procedure files, and that centre, devices and procedures fit together. Exit code 1 on any fault."""
    from datetime import UTC, datetime

    from config.centre import Centre, load_centre
    from config.centre_reader import faults_between
    from config.devices import Devices, load_devices
    from config.folder import config_folder
    from config.procedure_reminders import reminders
    from config.procedures import Catalogue, load_procedures
    from config.spoken import load_spoken, unspoken

    if folder is not None and (folder / "centre.toml").exists():
        config, folder = folder, None
    home = config_folder(config)
    centre = load_centre(home)
    devices = load_devices(home)
    letters = frozenset(line.letter for line in centre.lines) if isinstance(centre, Centre) else None
    catalogue = load_procedures(folder if folder is not None else home / "procedures", letters)
    faults: list[ConfigFault] = []
    spoken = load_spoken(home)
    for read in (catalogue, centre, devices, spoken):
        if isinstance(read, tuple):
            faults += read
    if isinstance(devices, Devices) and isinstance(spoken, dict):
        faults += unspoken(devices.boards, spoken)
    notes: tuple[ConfigFault, ...] = ()
    if isinstance(catalogue, Catalogue):
        zone = centre.zone if isinstance(centre, Centre) else UTC
        notes = reminders(catalogue, datetime.now(zone).date())
        # A folder that was named may hold any selection; only the centre's own must match its lines.
        if folder is None and isinstance(centre, Centre) and isinstance(devices, Devices):
            faults += faults_between(centre, devices, catalogue)
    if as_json:
        _print_json(catalogue, faults, notes)
    else:
        _print_words(catalogue, faults, notes)
    if faults:
        raise typer.Exit(1)


def _codes(catalogue: Catalogue | tuple[ConfigFault, ...]) -> list[str]:
    return [] if isinstance(catalogue, tuple) else [procedure.code for procedure in catalogue.procedures]


def _print_json(
    catalogue: Catalogue | tuple[ConfigFault, ...], faults: list[ConfigFault], notes: tuple[ConfigFault, ...]
) -> None:
    report = {
        "procedures": _codes(catalogue),
        "faults": [_row(fault) for fault in faults],
        "reminders": [_row(note) for note in notes],
    }
    typer.echo(json.dumps(report, ensure_ascii=False))


def _row(fault: ConfigFault) -> dict[str, object]:
    return {
        "file": fault.file,
        "key": fault.key,
        "vi": {"problem": fault.problem.vi, "remedy": fault.remedy.vi},
        "en": {"problem": fault.problem.en, "remedy": fault.remedy.en},
    }


def _print_words(
    catalogue: Catalogue | tuple[ConfigFault, ...], faults: list[ConfigFault], notes: tuple[ConfigFault, ...]
) -> None:
    for entry in (*faults, *notes):
        typer.echo(entry.line("vi"))
        typer.echo(f"    {entry.problem.en} {entry.remedy.en}")
    if faults:
        typer.echo(f"{len(faults)} lỗi / {len(faults)} fault{'s' if len(faults) > 1 else ''}.")
    else:
        codes = ", ".join(_codes(catalogue))
        typer.echo(f"Không có lỗi / no faults: {codes}")
