"""What every test may ask for: an independent program, or the real data, by name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

PEERS = Path(__file__).parents[1] / ".peers"


@pytest.fixture
def peer() -> Callable[[str], str]:
    """`peer("scanimage")` is the program's path; a missing one fails where peers are required and skips elsewhere."""

    def find(program: str) -> str:
        local = PEERS / program
        found = str(local) if local.exists() else shutil.which(program)
        if found:
            return found
        sentence = f"peer {program} is not installed; `./setup --peers` installs it"
        if os.environ.get("MOTCUA_REQUIRE_PEERS") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)

    return find


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
