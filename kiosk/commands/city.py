"""`motcua city`: the sandbox that stands in for the city. `motcua city-enrol`: who may speak to it."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from config.folder import home_folder

if TYPE_CHECKING:
    from city.sandbox.store import Store
    from config.centre import Centre
    from config.faults import ConfigFault

_REFUSED = 1


class _Role(StrEnum):
    CENTRE = "centre"
    CLERK = "clerk"


_Home = Annotated[Path | None, typer.Option(envvar="MOTCUA_HOME", help="Folder of the city's data.")]
_Config = Annotated[Path | None, typer.Option(envvar="MOTCUA_CONFIG", help="Configuration folder.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("city")(city)
    app.command("city-enrol")(city_enrol)
    app.command("city-contract")(city_contract)


def city(
    home: _Home = None,
    config: _Config = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8800,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    verbs: Annotated[bool, typer.Option("--verbs", help="Take POST /verbs/go_dark and the like, for tests.")] = False,
) -> None:
    """Serve the city's contract: intake, uploads, dossier codes, acceptance. For demonstrations and tests."""
    from city.outbox_schema import file_lock_if_free
    from city.sandbox.app import build_app
    from city.sandbox.due_time import due_time_of
    from city.sandbox.edge import Edge, Mood
    from city.sandbox.server import PortTaken, serve
    from city.sandbox.vault import Vault
    from config.event_log import Event, open_log, record
    from config.folder import config_folder
    from config.procedures import Catalogue, load_procedures
    from kiosk.storage.sealing import DeviceKey

    folder = home_folder(home)
    centre = _centre(config)
    catalogue = load_procedures(config_folder(config) / "procedures")
    if not isinstance(catalogue, Catalogue):
        _refuse_config(catalogue)
    due_time = due_time_of(centre, catalogue)
    folder.mkdir(parents=True, exist_ok=True)
    open_log("city", folder / "log" / "city.jsonl")
    with file_lock_if_free(folder / "city.lock") as alone:
        if not alone:
            _refuse("another city already works on this home folder")
        key = DeviceKey.load_or_make(folder / "city.key")
        store = _store(folder, centre)
        app = build_app(store, Vault(folder / "files", key.seal, key.unseal), due_time)
        record(Event.PROCESS_STARTED, port=port)
        try:
            serve(Edge(app, Mood() if verbs else None), host, port)
        except PortTaken as taken:
            _refuse(str(taken))
        record(Event.PROCESS_STOPPED)
        store.close()


def city_enrol(
    name: Annotated[str, typer.Option(help="Name of the machine.")],
    role: Annotated[_Role, typer.Option(help="centre: files dossiers. clerk: opens clerks' sessions.")],
    token_file: Annotated[Path, typer.Option(help="Where the token is, or is to be written, readable by its owner.")],
    home: _Home = None,
    config: _Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line.")] = False,
) -> None:
    """Let a machine in, whether the city runs or not. The same name again replaces its token."""
    from city.sandbox.admission import token_in
    from config.event_log import Event, open_log, record

    folder = home_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    open_log("city-enrol", folder / "log" / "city.jsonl")
    store = _store(folder, _centre(config))
    store.enrol(name, role.value, token_in(token_file))
    store.close()
    record(Event.DEVICE_ENROLLED, role=role.value)
    told = {"name": name, "role": role.value, "token_file": str(token_file)}
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else f"{name}: {role.value}, {token_file}")


def city_contract(
    out: Annotated[Path | None, typer.Option(help="Write it there instead of to standard output.")] = None,
) -> None:
    """Print the city's contract as OpenAPI in YAML: docs/city-contract.yaml."""
    from city.sandbox.contract_page import contract_page
    from kiosk.commands.whole_file import whole_file

    page = contract_page()
    if out is None:
        typer.echo(page, nl=False)
    else:
        with whole_file(out) as written:
            written.write(page.encode())


def _centre(config: Path | None) -> Centre:
    from config.centre import Centre, load_centre
    from config.folder import config_folder

    centre = load_centre(config_folder(config))
    if not isinstance(centre, Centre):
        _refuse_config(centre)
    return centre


def _store(folder: Path, centre: Centre) -> Store:
    from city.sandbox.app import open_store
    from kiosk.storage.sealing import DeviceKey

    key = DeviceKey.load_or_make(folder / "city.key")
    return open_store(folder, key.seal, key.unseal, centre.unit_code, centre.zone)


def _refuse_config(faults: tuple[ConfigFault, ...]) -> NoReturn:
    _refuse("\n".join(fault.line() for fault in faults))


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(_REFUSED)
