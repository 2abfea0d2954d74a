"""A child process that is given so long and no longer."""

from __future__ import annotations

import os
import signal
import subprocess


def end(process: subprocess.Popen[bytes]) -> None:
    """End a child and whatever it started; it must lead a session of its own. Returns when it is gone."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        process.kill()
    process.wait()
