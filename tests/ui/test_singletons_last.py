"""A kiosk runs for weeks: however often Qt answers, None and True are never used up."""

from __future__ import annotations

import subprocess
import sys

_WEEKS = """
import kiosk.ui
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
app = QCoreApplication([])
class Bell(QObject):
    rung = Signal(object)
bell, timer = Bell(), QTimer()
for _ in range(300_000):
    bell.rung.emit(1)
    timer.stop()
print("alive")
"""


def test_none_and_true_are_not_used_up() -> None:
    done = subprocess.run([sys.executable, "-c", _WEEKS], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[:200]
