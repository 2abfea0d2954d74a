"""The machine's own count of time: nobody sets it, and it begins anew with every start of the machine."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


def uptime_s() -> float:
    """Seconds since the machine started, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def boot_id() -> str:
    """Names the machine's present run."""
    return _BOOT_ID.read_text(encoding="ascii").strip()
