"""Every address of the hub, asked with everything its OpenAPI document allows and much that it does not: no 500."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from tests.conftest import PROJECT
from ticketing.client import ClerkSession, HubClient
from ticketing.domain.rules import DeviceRole

_EXAMPLES: Final = 300 if os.environ.get("MOTCUA_LONG") == "1" else 6

schema = schemathesis.openapi.from_path(PROJECT / "docs" / "hub-api.json")


def _operations() -> Iterator[tuple[str, Any]]:
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok().label, found.ok()


# A name for each test: several workers take tests of one name for the same test, and run only one of them.
OPERATIONS: Final = dict(_operations())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


@pytest.fixture(scope="module")
def hub(home: Path) -> Iterator[str]:
    """The address of a hub that serves until the last case is over, and is alive then."""
    command = [sys.executable, "-m", "kiosk", "hub", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"
        assert process.poll() is None, "the hub died"
        process.terminate()


@pytest.fixture
def asking(home: Path, hub: str, let_in: Callable[..., str]) -> tuple[dict[str, str], ...]:
    """The headers of every kind of device, with a clerk signed in; at the supervisor's desk a supervisor."""
    tokens = {role: let_in(home, role.value) for role in DeviceRole}
    clerk = HubClient(hub, tokens[DeviceRole.COUNTER]).sign_in("lan", "246810", 3)
    supervisor = HubClient(hub, tokens[DeviceRole.SUPERVISOR]).sign_in("huong", "864200", 0)
    assert isinstance(clerk, ClerkSession), clerk
    assert isinstance(supervisor, ClerkSession), supervisor
    return tuple(
        {
            "Authorization": f"Bearer {token}",
            "Clerk-Session": (supervisor if role is DeviceRole.SUPERVISOR else clerk).token,
        }
        for role, token in tokens.items()
    )


@pytest.mark.parametrize("label", OPERATIONS)
def test_never_a_fault_of_the_hub(label: str, hub: str, asking: tuple[dict[str, str], ...]) -> None:
    @settings(
        max_examples=_EXAMPLES,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy())
    def ask(case: schemathesis.Case[Any]) -> None:
        with requests.Session() as line:
            line.trust_env = False
            for headers in asking:
                response = case.call(base_url=hub, headers=headers, session=line)
                case.validate_response(response, checks=[not_a_server_error])

    ask()
