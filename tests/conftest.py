"""What every test may ask for: an independent program, or the real data, by name."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

from kiosk.demo.centre import copy_configuration
from tests import postgres_cluster

PROJECT = Path(__file__).parents[1]
PEERS = PROJECT / ".peers"
LONG_NOTES = PROJECT / "var" / "long"

# On several workers a file that takes minutes must not be the last to begin.
_BEGIN_WITH = ("test_killed_processes.py", "test_kiosk_screens.py", "test_signals.py", "test_desk_screens.py")
_LONG_S = 4 * 3600  # full counts take what they take

# What is right does not depend on how fast a machine is; how fast we are is for tests/bench.
settings.register_profile("motcua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("motcua")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several workers begin with the longest files; everything else stays in its random order.

    Two tests of one name would be one to the workers, and the other would silently not run.
    """
    doubled = [name for name, times in Counter(item.nodeid for item in items).items() if times > 1]
    if doubled:
        raise pytest.UsageError(f"more than one test is called {', '.join(doubled)}")
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.path.name not in _BEGIN_WITH)
    if os.environ.get("MOTCUA_LONG") == "1":
        for item in items:
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(_LONG_S))


@pytest.fixture(scope="session", autouse=True)
def numbers_at_any_hour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hubs that tests start give numbers by night and on Sundays too: MOTCUA_CONFIG names the demo's configuration."""
    folder = tmp_path_factory.mktemp("configuration")
    copy_configuration(folder)
    before = os.environ.get("MOTCUA_CONFIG")
    os.environ["MOTCUA_CONFIG"] = str(folder)
    yield
    if before is None:
        del os.environ["MOTCUA_CONFIG"]
    else:
        os.environ["MOTCUA_CONFIG"] = before


@pytest.fixture(scope="session")
def peer() -> Callable[[str], str]:
    """`peer("scanimage")` is the program's path; a missing one fails where peers are required and skips elsewhere."""

    def find(program: str) -> str:
        local = PEERS / program
        found = str(local) if local.exists() else shutil.which(program)
        if found:
            return found
        _missing(program)

    return find


def _missing(program: str) -> NoReturn:
    sentence = f"peer {program} is not installed; `./setup --peers` installs it"
    if os.environ.get("MOTCUA_REQUIRE_PEERS") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_cluster.Cluster]:
    """A PostgreSQL server for this run, started when the first test asks for it; a peer like the others."""
    folder = postgres_cluster.binaries()
    if folder is None:
        _missing("postgres")
    with postgres_cluster.running(folder) as cluster:
        yield cluster


@pytest.fixture
def real_data() -> Callable[[str], Path]:
    """`real_data("qr")` is that folder of the real data; without MOTCUA_REAL_DATA the test is skipped by name."""

    def find(folder: str) -> Path:
        root = os.environ.get("MOTCUA_REAL_DATA")
        if not root:
            pytest.skip("MOTCUA_REAL_DATA is not set: no real data to measure on")
        path = Path(root) / folder
        if not path.is_dir():
            pytest.fail(f"MOTCUA_REAL_DATA has no folder {folder}")
        return path

    return find


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> Callable[..., Iterator[int]]:
    """`for seed in seeds(short=20, long=200)`: that many seeded runs; a long run goes on where it was stopped.

    Under `./test --long` (MOTCUA_LONG=1) each seed that went through is noted in var/long/, so that a run that was cut
    short does not begin anew; the notes are dropped when the last seed is through. MOTCUA_SEED moves the first seed.
    """

    def give(*, short: int, long: int) -> Iterator[int]:
        first = int(os.environ.get("MOTCUA_SEED", "1"))
        if os.environ.get("MOTCUA_LONG") != "1":
            yield from range(first, first + short)
            return
        notes = LONG_NOTES / f"{request.node.name.replace('/', '_')}.{first}"
        notes.parent.mkdir(parents=True, exist_ok=True)
        done = {int(line) for line in notes.read_text().split()} if notes.exists() else set()
        for seed in range(first, first + long):
            if seed in done:
                continue
            yield seed
            with notes.open("a") as book:
                book.write(f"{seed}\n")
        notes.unlink(missing_ok=True)

    return give
