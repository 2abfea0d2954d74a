"""The sandbox's app: the city's contract, implemented, with fsync where it promises anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from city.frames import Seal
from city.outbox import now_utc
from city.sandbox import complaints
from city.sandbox.admission import Doorkeeper
from city.sandbox.clerks import DueTime, clerk_routes
from city.sandbox.filing import filing_routes
from city.sandbox.store import Store
from city.sandbox.tus_intake import Intake, tus_routes
from city.sandbox.vault import Vault

UPLOADS_LAST: Final = timedelta(days=7)

_ABOUT: Final = """\
How a centre files dossiers with the city's processing system, and how its clerks open and accept them.

No API of the city has been published; this contract is our assumption, implemented by the sandbox (`motcua city`).
An adapter for the real system speaks to it in its own words and keeps these promises:

* a file is known by the sha256 over the whole of it; the centre erases its copy only after `confirmation` repeats it;
* everything may be sent again: `announce`, `accept` and the files' uploads are idempotent;
* only the city makes dossier codes, one for a dossier, once it has every file;
* no address holds anything about a person; every 4xx and 5xx has the body {"code", "vi", "en"}.
"""


def open_store(home: Path, seal: Seal, unseal: Seal, unit_code: str, zone: tzinfo) -> Store:
    """The store of a sandbox's home folder."""
    home.mkdir(parents=True, exist_ok=True)
    return Store(home / "city.db", seal, unseal, unit_code, zone)


def build_app(store: Store, vault: Vault, due_time: DueTime, clock: Callable[[], datetime] = now_utc) -> FastAPI:
    """The app over one store and vault; what no upload owns any more is erased first."""
    store.drop_stale_uploads(clock() - UPLOADS_LAST)
    for orphan in vault.names() - store.upload_ids():
        vault.erase(orphan)
    app = FastAPI(
        title="Một Cửa: the city's contract", version="1.0.0", description=_ABOUT, docs_url=None, redoc_url=None
    )
    app.state.doorkeeper = Doorkeeper(store, clock)
    complaints.install(app)
    app.include_router(filing_routes(store, clock))
    app.include_router(tus_routes(Intake(store, vault, clock)))
    app.include_router(clerk_routes(store, vault, clock, due_time))
    return app
