"""`motcua supervisor` as it is started: a real window, a real hub, a real badge; the report is a file in the end."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.demo.processes import Role
from kiosk.roles.supervisor import ReportFolder
from ticketing.badges import give_badge
from ticketing.client import HubClient, Ticket
from ticketing.domain.badge import badge_fingerprint, badge_text

SCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def wait_until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_supervisor_at_work(start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path) -> None:
    hub = start_hub(tmp_path)
    home = tmp_path / "desk"
    home.mkdir()
    (home / "device.token").write_text(let_in(tmp_path, "supervisor"))
    badge = badge_text(b"the bits of a badge.")
    assert give_badge(tmp_path, "H26-CN03", "huong", badge_fingerprint(badge) or "", 0) is None
    words = ["supervisor", "--home", str(home), "--hub", hub.url, "--driven"]
    with Role("supervisor", words, tmp_path / "words.txt", SCREEN) as desk:
        desk.wait("SignIn", timeout=60)
        desk.wedge(badge)
        desk.wait("Supervisor", timeout=30)
        desk.wait_for_text("line_A", "A")
        ticket = HubClient(hub.url, let_in(tmp_path, "kiosk")).take_ticket(
            "A", str(uuid.uuid4()), secrets.token_hex(16)
        )
        assert isinstance(ticket, Ticket)
        wait_until(lambda: bool(desk.snapshot()["lines"][0]["waiting"] == 1))
        assert desk.snapshot()["alarms"][0]["kind"] == "nobody_serves"
        desk.key("F8")
        desk.wait(name="sheet_confirm")
        desk.key("Return")
        desk.wait(name="report")
        kept = home / "reports" / f"bao-cao-{ticket.day.isoformat()}.pdf"
        wait_until(kept.exists)
        assert kept.read_bytes().startswith(b"%PDF")
        desk.tap("sign_out")
        desk.wait("SignIn")
    said = (home / "log" / "supervisor.jsonl").read_text()
    assert "process.unexpected" not in said
    assert badge not in said


def test_a_report_that_cannot_be_kept_is_a_value(tmp_path: Path) -> None:
    shelf = ReportFolder(tmp_path / "reports")
    assert shelf.put("a.csv", b"1") == tmp_path / "reports" / "a.csv"
    assert shelf.put("a.csv", b"2") == tmp_path / "reports" / "a.csv"
    assert (tmp_path / "reports" / "a.csv").read_bytes() == b"2"
    assert ReportFolder(tmp_path / "reports" / "a.csv").put("b.csv", b"3") is None


def test_an_unknown_desk_is_refused(tmp_path: Path) -> None:
    (tmp_path / "device.token").write_text("x")
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "supervisor", "--name", "V9", "--home", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "no supervisor named V9; it has: V1" in done.stderr
