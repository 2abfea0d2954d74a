"""A centre with a clock in the hand, a store in a folder, and hubs as real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher

from tests.postgres_cluster import Cluster
from ticketing.deeds.house import House
from ticketing.domain.answers import StaffRole
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import CentreRules, CounterRule, DeviceRole, LineRule, StaffRule
from ticketing.enrolment import enrol
from ticketing.store.opening import HubStore, StartRefused, open_store
from ticketing.store.tables import metadata

MORNING_MS = 1_795_320_000_000  # 2026-11-22 11:00 in Hanoi
CENTRE = "H26-CN03"


@dataclass
class HandClock:
    """Wall and monotonic time that tests move."""

    wall_ms: int = MORNING_MS
    mono_s: float = 1000.0
    apart: list[float] = field(default_factory=list)

    def pass_minutes(self, minutes: float) -> None:
        """Time goes by."""
        self.wall_ms += int(minutes * 60_000)
        self.mono_s += minutes * 60


@pytest.fixture
def hand_clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def rules() -> CentreRules:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return CentreRules(
        centre_id=CENTRE,
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
        lines=(LineRule("A", 6.0), LineRule("B", 20.0), LineRule("C", 10.0)),
        counters=(CounterRule(1, ("A",)), CounterRule(2, ("A", "B")), CounterRule(3, ("B", "C"))),
        staff=(
            StaffRule("lan", "Lan", StaffRole.CLERK, quick.hash("246810")),
            StaffRule("minh", "Minh", StaffRole.CLERK, quick.hash("135791")),
            StaffRule("hoa", "Hoa", StaffRole.SUPPORT, quick.hash("112358")),
        ),
    )


@pytest.fixture
def house(rules: CentreRules, hand_clock: HandClock) -> House:
    clock = HubClock(rules.timezone, lambda: hand_clock.wall_ms, lambda: hand_clock.mono_s, hand_clock.apart.append)
    return House(rules, clock, SystemLuck())


@pytest.fixture(scope="session")
def shaped_postgres(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with the hub's tables."""
    url = postgres.fresh()
    opened = open_store(tmp_path_factory.mktemp("shaping"), url)
    assert isinstance(opened, HubStore)
    opened.close()
    return url


@pytest.fixture
def empty_postgres(postgres: Cluster, shaped_postgres: str) -> Callable[[], str]:
    """The address of that database, emptied at each call."""

    def empty() -> str:
        postgres.run("; ".join(f"DELETE FROM {name}" for name in metadata.tables), shaped_postgres)
        return shaped_postgres

    return empty


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest) -> Callable[[], str | None]:
    """What `open_store` takes: None for a file, else an address; empty at each call."""
    if request.param == "sqlite":
        return lambda: None
    empty: Callable[[], str] = request.getfixturevalue("empty_postgres")
    return empty


def _opened(folder: Path, database: str | None) -> Iterator[HubStore]:
    store = open_store(folder, database)
    assert isinstance(store, HubStore)
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path, empty_database: Callable[[], str | None]) -> Iterator[HubStore]:
    """An empty store, on each database in turn."""
    yield from _opened(tmp_path, empty_database())


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[HubStore]:
    """An empty store in a file of SQLite."""
    yield from _opened(tmp_path, None)


@pytest.fixture
def perform(store: HubStore) -> Callable[..., list[Any]]:
    """`perform(deed, asked, …)` carries the requests out in one transaction."""

    def run(deed: Callable[..., Any], *asked: object) -> list[Any]:
        with store.writing_once(CENTRE) as ledger:
            return list(deed(ledger, asked))

    return run


@dataclass
class HubProcess:
    """A real hub."""

    process: subprocess.Popen[str]
    url: str

    def kill(self) -> None:
        """SIGKILL."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> float:
        """SIGTERM; returns how many seconds the hub took."""
        begun = time.monotonic()
        self.process.terminate()
        self.process.wait(10)
        return time.monotonic() - begun


@pytest.fixture
def start_hub() -> Iterator[Callable[..., HubProcess]]:
    """`start_hub(home, port=0)`: the hub with the shipped configuration, ready."""
    started: list[subprocess.Popen[str]] = []

    def start(home: Path, port: int = 0, prefix: tuple[str, ...] = (), database: str | None = None) -> HubProcess:
        command = [*prefix, sys.executable, "-m", "kiosk", "hub", "--home", str(home), "--port", str(port)]
        command += [] if database is None else ["--database", database]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        started.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "the hub did not start"
        return HubProcess(process, f"http://127.0.0.1:{json.loads(line)['port']}")

    yield start
    for process in started:
        process.kill()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture
def let_in() -> Callable[..., str]:
    """`let_in(home, "kiosk")` enrols a device of that role and returns its token."""

    def make(home: Path, role: str, database: str | None = None) -> str:
        token_file = home / f"{role}.token"
        done = enrol(home, CENTRE, f"{role}-1", DeviceRole(role), token_file, SystemLuck(), MORNING_MS, database)
        assert not isinstance(done, StartRefused)
        return token_file.read_text().strip()

    return make
