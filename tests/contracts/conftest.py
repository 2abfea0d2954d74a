"""A hub at work on each database, with a device of every role."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.contracts.at_the_hub import PINS, clear
from tests.postgres_cluster import Cluster
from ticketing.client import ClerkSession, HubClient, SignedOut
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import DeviceRole
from ticketing.enrolment import enrol


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> list[str]:
    """What is said to the commands about the database."""
    if request.param == "sqlite":
        return []
    cluster: Cluster = request.getfixturevalue("postgres")
    return ["--database", cluster.fresh()]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, database: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """A hub's address and a token for each role, made by the commands (on PostgreSQL one of them, to save time)."""
    home = tmp_path_factory.mktemp("hub")
    tokens = {}
    for role in ("kiosk", "station", "counter", "board", "courier", "supervisor"):
        file = home / f"{role}.token"
        if database and role != "kiosk":
            enrol(home, "H26-CN03", role, DeviceRole(role), file, SystemLuck(), 0, database[-1])
            tokens[role] = file.read_text().strip()
            continue
        command = ["hub-enrol", "--name", role, "--role", role, "--token-file", str(file), "--json"]
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *command, "--home", str(home), *database],
            check=True,
            capture_output=True,
            text=True,
        )
        assert json.loads(done.stdout)["role"] == role
        assert file.stat().st_mode & 0o777 == 0o600
        tokens[role] = file.read_text().strip()
    hub = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "hub", "--home", str(home), "--port", "0", *database],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert hub.stdout is not None
    port = json.loads(hub.stdout.readline())["port"]
    yield f"http://127.0.0.1:{port}", tokens
    hub.terminate()
    assert hub.wait(3) == 0
    hub.stdout.close()
    for file in home.rglob("*"):
        if file.is_file() and not file.name.endswith(".token"):
            for token in tokens.values():
                assert token.encode() not in file.read_bytes(), "a token is stored in the clear"


@pytest.fixture
def device(running: tuple[str, dict[str, str]]) -> Callable[[str], HubClient]:
    return lambda role: HubClient(running[0], running[1][role])


@pytest.fixture
def kiosk(device: Callable[[str], HubClient]) -> HubClient:
    return device("kiosk")


@pytest.fixture
def desk(device: Callable[[str], HubClient]) -> Iterator[HubClient]:
    """Counter 3 (lines A and B) with Lan signed in and nobody waiting."""
    client = device("counter")
    session = client.sign_in("lan", PINS["lan"], 3)
    assert isinstance(session, ClerkSession)
    clear(client)
    yield client
    clear(client)
    assert isinstance(client.sign_out(), SignedOut)
