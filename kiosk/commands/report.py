"""`motcua report`: the figures of a day or a month as CSV, XLSX or PDF, from the hub's data or from a running hub."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.commands.hub import AsJson, ConfigFolder, Database, Home

if TYPE_CHECKING:
    from datetime import date

    from config.centre import Centre
    from ticketing.client import Report

_REFUSED = 1
_WRONG_WORDS = 2


class Format(StrEnum):
    """What the report is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


class Tongue(StrEnum):
    """The language of the report."""

    VI = "vi"
    EN = "en"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    out: Annotated[Path, typer.Option(help="The file to write.")],
    shape: Annotated[Format | None, typer.Option("--format", help="Default: the ending of --out.")] = None,
    day: Annotated[str, typer.Option(help="A day as 2026-11-23; today without it.")] = "",
    month: Annotated[str, typer.Option(help="A month as 2026-11, instead of a day.")] = "",
    language: Annotated[Tongue, typer.Option(help="The language of the report.")] = Tongue.VI,
    hub: Annotated[str, typer.Option(help="Ask this hub instead of reading its data; see --staff.")] = "",
    staff: Annotated[str, typer.Option(help="With --hub: who asks; the PIN is asked for, or in MOTCUA_PIN.")] = "",
    token_file: Annotated[Path, typer.Option(help="With --hub: the token of a supervisor's desk.")] = Path(
        "device.token"
    ),
    home: Home = None,
    config: ConfigFolder = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Write a report of one day or one month."""
    from datetime import datetime

    from config.centre import Centre, load_centre
    from config.folder import config_folder
    from kiosk.commands.whole_file import whole_file
    from kiosk.flows.report_papers import make_report, report_content

    centre = load_centre(config_folder(config))
    if not isinstance(centre, Centre):
        _refuse("; ".join(fault.line("en") for fault in centre), _WRONG_WORDS)
    first, last = _days(day, month, datetime.now(centre.zone).date())
    ending = shape.value if shape is not None else out.suffix.removeprefix(".").lower()
    if ending not in set(Format):
        _refuse("say --format csv, xlsx or pdf", _WRONG_WORDS)
    with whole_file(out) as written:
        if hub:
            figures = _from_hub(hub, token_file, staff, first, last, ending)
        else:
            figures = _from_data(home, database, centre, first, last, ending)
        data = make_report(report_content(figures, centre, language.value, datetime.now(centre.zone)), ending)
        written.write(data)
    if as_json:
        totals = figures.totals
        told = {
            "file": str(out), "first": first.isoformat(), "last": last.isoformat(), "bytes": len(data),
            "issued": totals.issued, "served": totals.served, "absent": totals.absent, "left": totals.left,
            "moved": totals.moved,
        }  # fmt: skip
        typer.echo(json.dumps(told))
    else:
        typer.echo(f"{first} … {last}: {figures.totals.issued} → {out}")


def _days(day: str, month: str, today: date) -> tuple[date, date]:
    from datetime import date, timedelta

    if day and month:
        _refuse("say --day or --month, not both", _WRONG_WORDS)
    try:
        if not month:
            one = date.fromisoformat(day) if day else today
            return one, one
        first = date.fromisoformat(f"{month}-01")
        return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):  # also a month after which there is none
        _refuse("write a day as 2026-11-23 and a month as 2026-11", _WRONG_WORDS)


def _from_data(home: Path | None, database: str | None, centre: Centre, first: date, last: date, ending: str) -> Report:
    import time

    from config.folder import home_folder
    from ticketing.deeds.reporting import export_entry, report_of
    from ticketing.domain.audit import NOBODY_OF_STAFF
    from ticketing.domain.report_answers import ReportFormat
    from ticketing.store.opening import DATABASE_FILE, StartRefused, open_store

    folder = home_folder(home)
    if database is None and not (folder / DATABASE_FILE).is_file():
        _refuse(f"there is no {folder / DATABASE_FILE}; name the hub's folder with --home, or ask a hub with --hub")
    store = open_store(folder, database)
    if isinstance(store, StartRefused):
        _refuse(store.en, store.exit_code)
    try:
        with store.reading(centre.id) as ledger:
            figures = report_of(ledger, first, last, centre.zone)
        with store.writing_once(centre.id) as ledger:
            now_ms = time.time_ns() // 1_000_000
            ledger.add_audit([export_entry(NOBODY_OF_STAFF, first, last, ReportFormat(ending), now_ms)])
        return figures
    finally:
        store.close()


def _from_hub(hub: str, token_file: Path, staff: str, first: date, last: date, ending: str) -> Report:
    import os

    from ticketing.client import ClerkSession, HubClient, Report, ReportFormat

    if not staff:
        _refuse("say with --staff who asks", _WRONG_WORDS)
    try:
        token = token_file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        _refuse(f"there is no token in {token_file}; `motcua hub-enrol --role supervisor` makes one")
    pin = os.environ.get("MOTCUA_PIN") or typer.prompt("PIN", hide_input=True, err=True)
    client = HubClient(hub, token, read_timeout=30.0)
    session = client.sign_in(staff, pin, 0)
    if not isinstance(session, ClerkSession):
        _refuse(getattr(session, "message_en", "the hub does not answer"))
    try:
        answer = client.export_report(first, last, ReportFormat(ending))
    finally:
        client.sign_out()
    if not isinstance(answer, Report):
        _refuse(getattr(answer, "message_en", "the hub does not answer"))
    return answer


def _refuse(sentence: str, code: int = _REFUSED) -> NoReturn:
    typer.echo(f"motcua: {sentence}", err=True)
    raise typer.Exit(code)
