"""One whole visit by the command that an operator types; and the account finds what is lost or doubled by itself."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.demo.audit import Account, take_account

DEMO = [sys.executable, "-m", "kiosk", "demo", "--headless", "--visits", "1", "--json", "--out"]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object], str]:
    """The folder of a demonstration of one visit, its report, and what the command printed."""
    folder = tmp_path_factory.mktemp("played") / "demo"
    done = subprocess.run([*DEMO, str(folder)], capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return folder, json.loads((folder / "report.json").read_text(encoding="utf-8")), done.stdout


@pytest.mark.timeout(300)
def test_a_visit_goes_all_the_way(played: tuple[Path, dict[str, object], str]) -> None:
    folder, report, printed = played
    assert json.loads(printed) == report
    assert set(report) == {"visits", "screens", "totals"}
    visits, screens, totals = report["visits"], report["screens"], report["totals"]
    assert isinstance(visits, list)
    assert isinstance(screens, list)
    assert isinstance(totals, dict)
    assert {"tickets", "dossiers", "confirmed", "lost", "doubled", "seconds"} <= set(totals)
    counts = {name: totals[name] for name in ("tickets", "dossiers", "confirmed", "accepted", "lost", "doubled")}
    assert counts == {"tickets": 1, "dossiers": 1, "confirmed": 1, "accepted": 1, "lost": 0, "doubled": 0}
    assert isinstance(totals["seconds"], float)
    (visit,) = visits
    assert set(visit) == {"ticket", "dossier", "documents", "steps"}
    assert visit["ticket"] == "A001"
    assert visit["dossier"].startswith("H26.107-")
    assert len(visit["documents"]) >= 2
    for document in visit["documents"]:
        assert set(document) == {"sha256", "pages"}
        assert len(bytes.fromhex(document["sha256"])) == 32
        assert document["pages"] == 2
    assert [step["name"] for step in visit["steps"]] == ["number", "form", "papers", "send", "call", "accept"]
    assert all(set(step) == {"name", "seconds"} for step in visit["steps"])
    assert len(screens) > 20
    assert {"counter-accepted", "board-called", "supervisor-devices"} <= {Path(screen).stem for screen in screens}
    for screen in screens:
        assert (folder / screen).read_bytes().startswith(b"\x89PNG")


def test_the_slips_and_the_receipt_are_there(played: tuple[Path, dict[str, object], str]) -> None:
    folder, _, _ = played
    assert len(list((folder / "slips").rglob("*.png"))) == 2
    (receipt,) = (folder / "forms").glob("*.pdf")
    assert receipt.read_bytes().startswith(b"%PDF")


Tamper = Callable[[sqlite3.Connection, sqlite3.Connection], None]


def _account_after(folder: Path, copy: Path, tamper: Tamper) -> Account:
    """The account of a copy of the databases in which somebody has changed something."""
    for home in ("hub", "city"):
        shutil.copytree(folder / "state" / home, copy / home)
    with (
        closing(sqlite3.connect(copy / "hub/hub.sqlite3")) as hub,
        closing(sqlite3.connect(copy / "city/city.db")) as city,
    ):
        tamper(hub, city)
        hub.commit()
        city.commit()
    return take_account(copy / "hub", copy / "city")


def _nothing(_hub: sqlite3.Connection, _city: sqlite3.Connection) -> None:
    return


def _acceptance_gone(_hub: sqlite3.Connection, city: sqlite3.Connection) -> None:
    city.execute("DELETE FROM acceptances")


def _file_never_confirmed(_hub: sqlite3.Connection, city: sqlite3.Connection) -> None:
    city.execute("UPDATE files SET kept_at = NULL WHERE rowid = (SELECT min(rowid) FROM files)")


def _dossier_gone(_hub: sqlite3.Connection, city: sqlite3.Connection) -> None:
    for table in ("acceptances", "uploads", "files", "dossiers"):
        city.execute(f"DELETE FROM {table}")


def _link_gone(hub: sqlite3.Connection, _city: sqlite3.Connection) -> None:
    hub.execute("DELETE FROM visit_dossier")


def _link_to_nothing(hub: sqlite3.Connection, _city: sqlite3.Connection) -> None:
    hub.execute("INSERT INTO visit_dossier SELECT centre, visit_id, 'd-2', told_seq, 2 FROM visit_dossier")


def _dossier_for_two_visits(hub: sqlite3.Connection, _city: sqlite3.Connection) -> None:
    hub.execute("INSERT INTO visit_dossier SELECT centre, 'v-2', dossier_id, told_seq, 1 FROM visit_dossier")


def _second_ticket_of_a_visit(hub: sqlite3.Connection, _city: sqlite3.Connection) -> None:
    columns = [row[1] for row in hub.execute("PRAGMA table_info(ticket)")]
    other = {"ticket_id": "'t-2'", "number": "number + 1"}
    hub.execute(f"INSERT INTO ticket SELECT {', '.join(other.get(name, name) for name in columns)} FROM ticket")


def _dossier_twice(_hub: sqlite3.Connection, city: sqlite3.Connection) -> None:
    city.execute(
        "INSERT INTO dossiers SELECT 'd-2', content_sha256, manifest, announced_at, status, NULL, filed_at"
        " FROM dossiers"
    )


@pytest.mark.parametrize(
    ("tamper", "lost", "doubled"),
    [
        (_nothing, 0, 0),
        (_acceptance_gone, 1, 0),
        (_file_never_confirmed, 1, 0),
        (_dossier_gone, 2, 0),
        (_link_gone, 1, 1),
        (_link_to_nothing, 1, 1),
        (_dossier_for_two_visits, 0, 1),
        (_second_ticket_of_a_visit, 0, 1),
        (_dossier_twice, 0, 1),
    ],
)
def test_lost_and_doubled_are_counted_from_the_databases(
    played: tuple[Path, dict[str, object], str], tmp_path: Path, tamper: Tamper, lost: int, doubled: int
) -> None:
    account = _account_after(played[0], tmp_path, tamper)
    assert (account.lost, account.doubled) == (lost, doubled)
