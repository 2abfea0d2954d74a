"""Who may do what at the sandbox: a centre's courier files, a clerk in session opens and accepts."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from city.sandbox.complaints import Complaint
from city.sandbox.store import Store

Role = Literal["centre", "clerk"]
_BEARER = HTTPBearer(auto_error=False, description="Token of an enrolled device, or of a clerk's session.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]


@dataclass(frozen=True)
class Doorkeeper:
    """Knows tokens; the app carries it as `app.state.doorkeeper`."""

    store: Store
    clock: Callable[[], datetime]

    def device(self, credentials: HTTPAuthorizationCredentials | None, role: Role) -> None:
        """Let in a device of that role, or raise Complaint."""
        held = self.store.role_of(credentials.credentials) if credentials else None
        if held is None:
            raise Complaint("not_enrolled", {"WWW-Authenticate": "Bearer"})
        if held != role:
            raise Complaint("wrong_role")

    def clerk(self, credentials: HTTPAuthorizationCredentials | None) -> str | None:
        """The clerk whose session this is, while it lasts."""
        return self.store.clerk_of(credentials.credentials, self.clock()) if credentials else None


def _doorkeeper(request: Request) -> Doorkeeper:
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    return doorkeeper


def centre(request: Request, credentials: Credentials) -> None:
    """A centre's courier."""
    _doorkeeper(request).device(credentials, "centre")


def clerk_device(request: Request, credentials: Credentials) -> None:
    """A counter's machine, which may open clerks' sessions."""
    _doorkeeper(request).device(credentials, "clerk")


def clerk(request: Request, credentials: Credentials) -> str:
    """A clerk in session; the clerk's id."""
    clerk_id = _doorkeeper(request).clerk(credentials)
    if clerk_id is not None:
        return clerk_id
    enrolled = credentials is not None and _doorkeeper(request).store.role_of(credentials.credentials) is not None
    raise Complaint("wrong_role" if enrolled else "session_ended")


def centre_or_clerk(request: Request, credentials: Credentials) -> None:
    """A centre's courier or a clerk in session."""
    if _doorkeeper(request).clerk(credentials) is None:
        _doorkeeper(request).device(credentials, "centre")


Clerk = Annotated[str, Depends(clerk)]


def token_in(path: Path) -> str:
    """The token of a 0600 file, made first where the file is not there yet."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(fd, secrets.token_urlsafe(32).encode())
            os.fsync(fd)
        finally:
            os.close(fd)
    return path.read_text().strip()
