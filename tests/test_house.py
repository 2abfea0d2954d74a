"""The house itself: what must be absent, and what a fresh interpreter must find."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def test_the_standard_library_keeps_the_name_queue() -> None:
    assert not (PROJECT / "queue" / "__init__.py").exists()
    assert not (PROJECT / "tests" / "queue").exists()
    subprocess.run([sys.executable, "-c", "import queue; queue.SimpleQueue"], cwd=PROJECT, check=True)


def test_locks_name_no_host() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (PROJECT / lock).read_text()
        assert "://" not in text, f"{lock} names a host"
        assert "--hash=sha256:" in text
    assert not (PROJECT / "uv.lock").exists()
