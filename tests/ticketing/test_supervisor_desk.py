"""A supervisor's desk at a real hub: the centre at a glance, reports, and who is let in."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ticketing.auditing import AuditSeen, see_audit
from ticketing.client import (
    AuditChecked,
    AuditPage,
    Call,
    ClerkSession,
    HubClient,
    LeasesFreed,
    LineState,
    Overview,
    Refused,
    Report,
    ReportFormat,
    Ticket,
)
from ticketing.domain.opening import ClosingReason


def new_id() -> str:
    return str(uuid.uuid4())


def code(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.code


@pytest.fixture
def hub(start_hub: Callable[..., Any], tmp_path: Path) -> Any:
    return start_hub(tmp_path)


def test_the_centre_at_a_glance(hub: Any, let_in: Callable[..., str], tmp_path: Path) -> None:
    kiosk, counter, desk = (HubClient(hub.url, let_in(tmp_path, role)) for role in ("kiosk", "counter", "supervisor"))
    tickets = [kiosk.take_ticket("A", new_id(), secrets.token_hex(16)) for _ in range(3)]
    assert all(isinstance(ticket, Ticket) for ticket in tickets)
    assert code(desk.overview()) == "not_signed_in"
    assert isinstance(counter.sign_in("lan", "246810", 3), ClerkSession)
    called = counter.call_next(3, new_id())
    assert isinstance(called, Call)
    assert code(counter.overview()) == "wrong_role"
    assert code(desk.sign_in("minh", "135791", 0)) == "not_allowed"
    assert isinstance(desk.sign_in("huong", "864200", 0), ClerkSession)
    overview = desk.overview()
    assert isinstance(overview, Overview)
    lines = {line.letter: line for line in overview.lines}
    assert (lines["A"].waiting, lines["A"].longest_min, lines["A"].counters) == (2, 0, 1)
    assert (lines["C"].waiting, lines["C"].counters) == (0, 0)
    counters = {one.number: one for one in overview.counters}
    assert (counters[3].open, counters[3].label, counters[3].times) == (True, called.ticket.label, 1)
    assert counters[3].clerk == "Nguyễn Thị Lan"
    assert counters[3].serving_since is not None
    assert (counters[1].open, counters[1].clerk, counters[1].label) == (False, None, None)
    today = tickets[0].day if isinstance(tickets[0], Ticket) else date.min
    report = desk.report(today, today)
    assert isinstance(report, Report)
    assert (report.totals.issued, report.totals.open) == (3, 3)
    assert [one.counter for one in report.by_counter] == [3]
    assert code(desk.report(today, today + timedelta(days=40))) == "malformed"
    assert code(counter.audit()) == "wrong_role"
    page = desk.audit()
    assert isinstance(page, AuditPage)
    told = [(one.deed, one.staff, one.reason) for one in page.lines]
    assert ("sign_in", "Nguyễn Thị Lan", "pin") in told
    assert ("sign_in", "Lê Thu Hương", "pin") in told
    assert [one.no for one in page.lines] == list(range(page.last_no, 0, -1))
    older = desk.audit(3)
    assert isinstance(older, AuditPage)
    assert [one.no for one in older.lines] == [2, 1]
    assert desk.check_audit() == AuditChecked(page.last_no, None, None)
    closed = desk.close_line("C", ClosingReason.DRILL, new_id())
    assert isinstance(closed, LineState)
    assert closed.state == "closed"
    assert code(kiosk.take_ticket("C", new_id(), secrets.token_hex(16))) == "line_closed"
    assert isinstance(desk.open_line("C", new_id()), LineState)
    assert desk.free_leases(3, new_id()) == LeasesFreed(3, 0)
    desk.sign_out()
    assert code(desk.report(today, today)) == "not_signed_in"
    assert code(desk.check_audit()) == "not_signed_in"


def test_a_report_that_is_taken_away_is_audited_and_one_that_is_looked_at_is_not(
    hub: Any, let_in: Callable[..., str], tmp_path: Path
) -> None:
    desk = HubClient(hub.url, let_in(tmp_path, "supervisor"))
    day, first, last = date(2026, 11, 23), date(2026, 11, 1), date(2026, 11, 30)
    assert code(desk.export_report(day, day, ReportFormat.PDF)) == "not_signed_in"
    assert isinstance(desk.sign_in("tuan", "975310", 0), ClerkSession)
    assert code(desk.export_report(day, day, ReportFormat.PDF)) == "not_allowed"
    assert isinstance(desk.sign_in("huong", "864200", 0), ClerkSession)
    assert code(desk.export_report(day, day + timedelta(days=40), ReportFormat.CSV)) == "malformed"
    for asked in (desk.export_report(day, day, ReportFormat.PDF), desk.export_report(first, last, ReportFormat.XLSX)):
        assert isinstance(asked, Report)
    assert isinstance(desk.report(day, day), Report)
    page = desk.audit()
    assert isinstance(page, AuditPage)
    taken = [(one.staff, one.detail, one.reason) for one in page.lines if one.deed == "export_report"]
    assert taken == [("Lê Thu Hương", "2026-11-01/2026-11-30", "xlsx"), ("Lê Thu Hương", "2026-11-23", "pdf")]


def test_a_changed_entry_is_found(hub: Any, let_in: Callable[..., str], tmp_path: Path) -> None:
    desk = HubClient(hub.url, let_in(tmp_path, "supervisor"))
    for name, pin in (("tuan", "975310"), ("huong", "864200")):
        assert isinstance(desk.sign_in(name, pin, 0), ClerkSession)
    with closing(sqlite3.connect(tmp_path / "hub.sqlite3")) as database, database:
        database.execute("UPDATE audit SET staff_id = 'lan' WHERE no = 2")
    assert desk.check_audit() == AuditChecked(3, 2, "changed")


def test_a_technician_sees_the_centre_and_no_report(hub: Any, let_in: Callable[..., str], tmp_path: Path) -> None:
    desk = HubClient(hub.url, let_in(tmp_path, "supervisor"))
    assert isinstance(desk.sign_in("tuan", "975310", 0), ClerkSession)
    assert isinstance(desk.overview(), Overview)
    assert code(desk.report(date(2026, 11, 23), date(2026, 11, 23))) == "not_allowed"


def test_somebody_of_support_brings_people_back_and_gives_priority_at_the_desk(
    hub: Any, let_in: Callable[..., str], tmp_path: Path
) -> None:
    at_counters = let_in(tmp_path, "counter")
    kiosk, desk = (HubClient(hub.url, let_in(tmp_path, role)) for role in ("kiosk", "supervisor"))
    counter, other = HubClient(hub.url, at_counters), HubClient(hub.url, at_counters)
    first, second = (kiosk.take_ticket("A", new_id(), secrets.token_hex(16)) for _ in range(2))
    assert isinstance(first, Ticket)
    assert isinstance(second, Ticket)
    assert code(desk.everybody_absent()) == code(desk.everybody_waiting()) == "not_signed_in"
    assert isinstance(counter.sign_in("lan", "246810", 3), ClerkSession)
    assert code(other.sign_in("hoa", "112358", 3)) == "calls_nobody"
    called = counter.call_next(3, new_id())
    assert isinstance(called, Call), "the clerk at counter 3 works on"
    assert isinstance(counter.absent(called.call_id, new_id()), Call)
    assert code(counter.everybody_absent()) == code(counter.everybody_waiting()) == "wrong_role"
    assert isinstance(desk.sign_in("hoa", "112358", 0), ClerkSession)
    assert isinstance(desk.overview(), Overview)
    away, waiting = desk.everybody_absent(), desk.everybody_waiting()
    assert isinstance(away, tuple)
    assert isinstance(waiting, tuple)
    assert [one.label for one in away] == [first.label]
    assert [one.label for one in waiting] == [second.label]
    back = desk.come_back(away[0].ticket_id, new_id())
    assert isinstance(back, Ticket)
    assert (back.label, back.ahead) == (first.label, 0)
    assert desk.everybody_absent() == ()
    given = desk.set_priority(second.ticket_id, "pregnant", "seen_by_staff", new_id())
    assert isinstance(given, Ticket)
    assert (given.priority, given.ahead) == ("pregnant", 0)
    for refused in (
        desk.audit(),
        desk.report(first.day, first.day),
        desk.close_line("C", ClosingReason.DRILL, new_id()),
        desk.free_leases(3, new_id()),
        desk.merge(first.ticket_id, second.ticket_id, "family", new_id()),
    ):
        assert code(refused) == "not_allowed"
    assert isinstance(desk.sign_in("tuan", "975310", 0), ClerkSession)
    assert code(desk.everybody_absent()) == code(desk.everybody_waiting()) == "not_allowed"


def test_the_command_reads_data_and_asks_a_hub(hub: Any, let_in: Callable[..., str], tmp_path: Path) -> None:
    let_in(tmp_path, "supervisor")

    def run(*words: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "kiosk", "report", *words, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "MOTCUA_PIN": "864200"})
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    out = tmp_path / "day.pdf"
    told = run("--home", str(tmp_path), "--day", "2026-11-23", "--out", str(out))
    assert (told["issued"], told["first"], told["last"]) == (0, "2026-11-23", "2026-11-23")
    assert out.read_bytes().startswith(b"%PDF")
    month = run("--hub", hub.url, "--staff", "huong", "--token-file", str(tmp_path / "supervisor.token"),
                "--month", "2026-02", "--out", str(tmp_path / "m"), "--format", "csv")  # fmt: skip
    assert (month["first"], month["last"]) == ("2026-02-01", "2026-02-28")
    seen = see_audit(tmp_path, "H26-CN03", last=10, walk=True)
    assert isinstance(seen, AuditSeen)
    assert seen.broken is None
    taken = [row.entry for row in seen.entries if row.entry.deed == "export_report"]
    assert [(one.staff_id, one.detail, one.reason) for one in taken] == [
        ("-", "2026-11-23", "pdf"),
        ("huong", "2026-02-01/2026-02-28", "csv"),
    ]


def test_a_desk_left_behind_hears_that_its_session_is_over(
    hub: Any, let_in: Callable[..., str], tmp_path: Path
) -> None:
    at_counters = let_in(tmp_path, "counter")
    first, second, third = (HubClient(hub.url, at_counters) for _ in range(3))
    desk = HubClient(hub.url, let_in(tmp_path, "supervisor"))
    assert isinstance(desk.sign_in("huong", "864200", 0), ClerkSession)
    assert isinstance(first.sign_in("huong", "864200", 1), ClerkSession)
    assert code(desk.overview()) == "not_signed_in"
    assert first.queue(1) == ()
    assert isinstance(second.sign_in("huong", "864200", 3), ClerkSession)
    assert code(first.queue(1)) == "not_signed_in", "not only when the clerk calls"
    assert second.queue(3) == ()
    assert isinstance(third.sign_in("lan", "246810", 3), ClerkSession)
    assert code(second.queue(3)) == "not_signed_in", "somebody else opened the counter"
