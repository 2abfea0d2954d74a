"""`motcua hub-audit`: what staff did, in a chain of hashes, and whether the chain holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from kiosk.commands.hub import AsJson, ConfigFolder, Database, Home

if TYPE_CHECKING:
    from ticketing.auditing import AuditSeen
    from ticketing.domain.records import AuditRow

_DOES_NOT_HOLD: Final = 1


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("hub-audit", help="What staff did, and whether nobody has changed the record of it")(audit)


def audit(
    verify: Annotated[bool, typer.Option("--verify", help="Walk the whole chain; exit code 1 if it is broken")] = False,
    noted: Annotated[
        str | None, typer.Option(help="A head noted earlier: exit code 1 if it is no longer in the chain")
    ] = None,
    last: Annotated[int, typer.Option(min=0, max=100_000, help="How many of the newest entries to show")] = 20,
    home: Home = None,
    config: ConfigFolder = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """The newest entries, and the head: note it elsewhere, and a later cutting off of the end shows too."""
    from config.centre import Centre, load_centre
    from config.folder import config_folder, home_folder
    from ticketing.auditing import see_audit
    from ticketing.store.opening import StartRefused

    centre = load_centre(config_folder(config))
    if not isinstance(centre, Centre):
        for fault in centre:
            typer.echo(fault.line("vi"), err=True)
            typer.echo(fault.line("en"), err=True)
        raise typer.Exit(2)
    folder = home_folder(home)
    seen = see_audit(folder, centre.id, last=last, walk=verify, noted=noted, database=database)
    if isinstance(seen, StartRefused):
        typer.echo(seen.vi, err=True)
        typer.echo(seen.en, err=True)
        raise typer.Exit(seen.exit_code)
    if as_json:
        typer.echo(json.dumps(_as_data(seen), ensure_ascii=False))
    else:
        for row in seen.entries:
            typer.echo(_line(row, centre.zone))
        typer.echo(_verdict(seen))
    if seen.broken is not None or seen.noted is False:
        raise typer.Exit(_DOES_NOT_HOLD)


def _as_data(seen: AuditSeen) -> dict[str, object]:
    return {
        "count": seen.count,
        "head": seen.head,
        "verified": seen.verified and seen.broken is None,
        "broken": None if seen.broken is None else asdict(seen.broken),
        "noted": seen.noted,
        "entries": [{"no": row.no, **asdict(row.entry), "hash": row.hash} for row in seen.entries],
    }


def _line(row: AuditRow, zone: ZoneInfo) -> str:
    entry = row.entry
    at = datetime.fromtimestamp(entry.at_ms / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    counter = None if entry.counter is None else f"#{entry.counter}"
    said = (entry.staff_id, counter, entry.deed, entry.label or entry.line, entry.reason, entry.detail)
    return f"{row.no:>6}  {at}  " + "  ".join(one for one in said if one)


def _verdict(seen: AuditSeen) -> str:
    if seen.broken is not None:
        return (
            f"Chuỗi ghi nhận KHÔNG còn nguyên vẹn từ mục {seen.broken.no} ({seen.broken.why}). "
            "Xin giữ nguyên dữ liệu và báo người phụ trách.\n"
            f"The chain does NOT hold from entry {seen.broken.no} on ({seen.broken.why}). "
            "Leave the data as they are and tell who is responsible."
        )
    if seen.noted is False:
        return (
            "Mã đã ghi lại không còn trong chuỗi: phần cuối đã bị cắt. Xin báo người phụ trách.\n"
            "The noted head is no longer in the chain: its end was cut off. Tell who is responsible."
        )
    holds = "nguyên vẹn / the chain holds" if seen.verified else "chưa kiểm tra / not verified (--verify)"
    return f"{seen.count} mục / entries, {holds}. Mã cuối / head: {seen.head or '-'}"
