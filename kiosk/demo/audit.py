"""What the hub and the city have on their disks after the visits: counted there, not remembered by whoever played.

Opens both databases read-only. A ticket is lost when no dossier of its visit was confirmed and accepted; anything that
exists more often than once is doubled.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from city.client import CityClient
from city.contract import ClerkSession, Dossier
from kiosk.demo.processes import DemoFault
from ticketing.domain.records import label_of


@dataclass(frozen=True)
class Filed:
    """One dossier as the city has it. code: None while it is not whole."""

    dossier_id: str
    code: str | None
    files: int
    confirmed_files: int
    accepted: bool

    @property
    def confirmed(self) -> bool:
        """Every file was confirmed by its hash, and the dossier has its code."""
        return self.code is not None and self.files > 0 and self.files == self.confirmed_files


@dataclass(frozen=True)
class Account:
    """labels: ticket label by visit id; linked: dossier ids by visit id, as the hub was told; filed: by dossier id."""

    labels: dict[str, str]
    linked: dict[str, tuple[str, ...]]
    filed: dict[str, Filed]
    doubled: int

    @property
    def confirmed(self) -> int:
        """Dossiers whose every file the city confirmed by hash."""
        return sum(dossier.confirmed for dossier in self.filed.values())

    @property
    def accepted(self) -> int:
        """Dossiers that a clerk accepted."""
        return sum(dossier.accepted for dossier in self.filed.values())

    @property
    def lost(self) -> int:
        """Tickets whose visit came to nothing, and dossiers the hub was told of that the city has not."""
        whole = {key for key, dossier in self.filed.items() if dossier.confirmed and dossier.accepted}
        return sum(not whole & set(self.linked.get(visit, ())) for visit in self.labels) + sum(
            dossier not in self.filed for dossiers in self.linked.values() for dossier in dossiers
        )


# A number whose answer was lost, so that the kiosk gave one of its own, was seen by nobody (decision 32).
_SEEN: Final = (
    "CREATE TEMP VIEW seen AS SELECT * FROM ticket t WHERE status <> 'left' OR NOT EXISTS"
    " (SELECT 1 FROM ticket o WHERE o.visit_id = t.visit_id AND o.ticket_id <> t.ticket_id)"
)


def take_account(hub_home: Path, city_home: Path) -> Account:
    """Count what both sides have."""
    with closing(_open(hub_home / "hub.sqlite3")) as hub, closing(_open(city_home / "city.db")) as city:
        hub.execute(_SEEN)
        labels = {
            visit: label_of(line, number, series)
            for visit, line, number, series in hub.execute("SELECT visit_id, line, number, series FROM seen")
        }
        linked: dict[str, tuple[str, ...]] = {}
        for visit, dossier in hub.execute("SELECT visit_id, dossier_id FROM visit_dossier ORDER BY position"):
            linked[visit] = (*linked.get(visit, ()), dossier)
        filed = {
            row[0]: Filed(row[0], row[1], row[2], row[3], bool(row[4]))
            for row in city.execute(
                "SELECT d.dossier_id, d.code,"
                " (SELECT count(*) FROM files f WHERE f.dossier_id = d.dossier_id),"
                " (SELECT count(*) FROM files f WHERE f.dossier_id = d.dossier_id AND f.kept_at IS NOT NULL),"
                " (SELECT count(*) FROM acceptances a WHERE a.dossier_id = d.dossier_id) FROM dossiers d"
            )
        }
        tickets = _number(hub, "SELECT count(*) FROM seen")
        numbers = _number(hub, "SELECT count(*) FROM (SELECT DISTINCT centre, day, series, number FROM seen)")
        visits = _number(hub, "SELECT count(DISTINCT visit_id) FROM seen")
        codes = [dossier.code for dossier in filed.values() if dossier.code is not None]
    owners = [dossier for dossiers in linked.values() for dossier in dossiers]
    doubled = (
        (tickets - numbers)
        + (tickets - visits)
        + (len(codes) - len(set(codes)))
        + (len(owners) - len(set(owners)))
        + sum(len(dossiers) - 1 for dossiers in linked.values())
        + len(filed.keys() - set(owners))
    )
    return Account(labels, linked, filed, doubled)


def documents_at_city(client: CityClient, session: ClerkSession, dossier_id: str) -> tuple[dict[str, str | int], ...]:
    """Every document as the city hands it out again: its bytes hashed here, its pages. Raises DemoFault."""
    dossier = client.open_dossier(dossier_id, session.token)
    if not isinstance(dossier, Dossier):
        raise DemoFault(f"the city does not open {dossier_id}")
    rows: list[dict[str, str | int]] = []
    for document in dossier.manifest.documents:
        content = client.document(dossier_id, document.document_id, document.sha256, session.token)
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != document.sha256:
            raise DemoFault(f"document {document.document_id} of {dossier_id} came back changed")
        rows.append({"sha256": document.sha256, "pages": document.pages})
    return tuple(rows)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def _number(database: sqlite3.Connection, question: str) -> int:
    (number,) = database.execute(question).fetchone()
    return int(number)
