"""The fixtures of the city's tests; the things themselves are in given.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from city.outbox import Outbox
from kiosk.storage.sealing import DeviceKey
from tests.city.given import Clock, Sandbox, TusServer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def device_key(tmp_path: Path) -> DeviceKey:
    return DeviceKey.load_or_make(tmp_path / "station" / "device.key")


@pytest.fixture
def box(tmp_path: Path, device_key: DeviceKey, clock: Clock) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "station", device_key.seal, device_key.unseal, clock)
    yield outbox
    outbox.close()


@pytest.fixture
def new_sandbox(tmp_path: Path) -> Iterator[Callable[[], Sandbox]]:
    """A sandbox of the test's own, to be killed."""
    made: list[Sandbox] = []

    def make() -> Sandbox:
        made.append(Sandbox(tmp_path / f"city{len(made)}"))
        return made[-1]

    yield make
    for sandbox in made:
        sandbox.close()


@pytest.fixture(scope="session")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    sandbox = Sandbox(tmp_path_factory.mktemp("shared") / "city")
    yield sandbox
    sandbox.close()


@pytest.fixture
def sandbox(_shared: Sandbox) -> Sandbox:
    """A sandbox that tests share; in the light, whatever the test before did."""
    _shared.verb("come_back")
    return _shared


@pytest.fixture
def tus_server(peer: Callable[[str], str], tmp_path: Path) -> Iterator[Callable[..., TusServer]]:
    """npm @tus/server as real processes over one folder."""
    node, script = peer("venv/bin/node"), peer("tus/server.mjs")
    started: list[TusServer] = []

    def start(port: int = 0) -> TusServer:
        started.append(TusServer(node, script, tmp_path / "tus", port))
        return started[-1]

    yield start
    for server in started:
        server.kill()
