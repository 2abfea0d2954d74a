"""`motcua staff-badge`: a card that signs a member of staff in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kiosk.commands.hub import AsJson, ConfigFolder, Database, Home

_ROLES = {
    "clerk": "Cán bộ tiếp nhận",
    "support": "Cán bộ hướng dẫn",
    "supervisor": "Phụ trách",
    "technician": "Kỹ thuật viên",
}
_UNKNOWN = 2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("staff-badge")(staff_badge)


def staff_badge(
    staff_id: Annotated[str, typer.Argument(help="Whose badge: the id in staff.toml.")],
    out: Annotated[Path | None, typer.Option(help="The card to write: a name ending in .pdf or .png.")] = None,
    revoke: Annotated[bool, typer.Option("--revoke", help="Make the person's badge void.")] = False,
    home: Home = None,
    config: ConfigFolder = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make a badge, or revoke one. A new badge makes the person's earlier one void; only its hash stays at the hub."""
    import secrets
    import time

    from config import event_log
    from config.centre import Centre, load_centre
    from config.folder import config_folder, home_folder
    from printing.badge import BadgeContent, badge_pdf, badge_png
    from ticketing.badges import give_badge, revoke_badge
    from ticketing.domain.badge import SECRET_BYTES, badge_fingerprint, badge_text
    from ticketing.store.opening import StartRefused

    centre = load_centre(config_folder(config))
    if not isinstance(centre, Centre):
        _refuse("; ".join(fault.line("en") for fault in centre))
    member = centre.member(staff_id)
    if member is None and not revoke:  # somebody who has left can still be locked out
        _refuse(f"staff.toml has no {staff_id}")
    if not revoke and (out is None or out.suffix.lower() not in (".pdf", ".png") or out.exists()):
        _refuse("--out names the card to write: a new file ending in .pdf or .png")
    folder = home_folder(home)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    event_log.open_log("staff-badge", folder / "log" / "hub.jsonl")
    now_ms = time.time_ns() // 1_000_000
    if revoke:
        revoked = revoke_badge(folder, centre.id, staff_id, now_ms, database)
        if isinstance(revoked, StartRefused):
            _refuse(revoked.en, revoked.exit_code)
        if revoked:
            event_log.record(event_log.Event.BADGE_REVOKED, clerk_id=staff_id)
        typer.echo(json.dumps({"id": staff_id, "revoked": revoked}) if as_json else f"{staff_id}: {_said(revoked)}")
        return
    assert member is not None
    assert out is not None
    code = badge_text(secrets.token_bytes(SECRET_BYTES))
    sha256 = badge_fingerprint(code)
    assert sha256 is not None
    content = BadgeContent(centre.name.vi, member.name, _ROLES[member.role], code)
    # The card first: one that no hub knows opens nothing, and a badge without its card would only void the old one.
    try:
        _write_private(out, badge_png(content) if out.suffix.lower() == ".png" else badge_pdf(content))
    except OSError as fault:
        _refuse(f"{out} cannot be written ({fault.strerror}); nothing was changed")
    refused = give_badge(folder, centre.id, staff_id, sha256, now_ms, database)
    if refused is not None:
        out.unlink()
        _refuse(refused.en, refused.exit_code)
    event_log.record(event_log.Event.BADGE_GIVEN, clerk_id=staff_id)
    typer.echo(json.dumps({"id": staff_id, "file": str(out)}) if as_json else f"{staff_id} → {out}")


def _said(revoked: bool) -> str:
    return "the badge is void" if revoked else "there was no badge"


def _write_private(path: Path, data: bytes) -> None:
    """The card signs its bearer in: for nobody else's eyes, and never over another file."""
    import os

    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(data)


def _refuse(sentence: str, code: int = _UNKNOWN) -> NoReturn:
    typer.echo(f"motcua: {sentence}", err=True)
    raise typer.Exit(code)
