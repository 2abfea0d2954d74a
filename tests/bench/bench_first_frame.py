"""First kiosk frame against a hello-QML: from starting Python to the first picture on the glass, both in one run.

Both draw offscreen in software, in fresh processes, turn by turn; the middle of each counts.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 5

HELLO = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView
app = QGuiApplication([])
view = QQuickView()
view.setSource(QUrl.fromLocalFile(sys.argv[1]))
view.show()
assert not view.grabWindow().isNull()
"""
HELLO_QML = """
import QtQuick
Rectangle { width: 1080; height: 1920; color: "white"; Text { anchors.centerIn: parent; text: "Xin chào" } }
"""
# The whole role as `motcua kiosk` starts it, with a hub that does not answer: the first screen must not wait for it.
OURS = """
import sys
from pathlib import Path
from config.folder import shipped_folder
from kiosk.roles import kiosk
from kiosk.roles.options import RoleOptions
from kiosk.ui.application import Application
from kiosk.ui.stage import Stage
stages = []
make = Stage.open
Stage.open = lambda stage: (stages.append(stage), make(stage))[1]
Application.run = lambda app, on_bug=None: 0 if not stages[0].view.grabWindow().isNull() else 1
options = RoleOptions("K1", "http://127.0.0.1:9", "", Path(sys.argv[1]), shipped_folder())
sys.exit(kiosk.run(options))
"""


def seconds(code: str, argument: Path) -> float:
    """One fresh process from start to end."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(argument)], check=True, cwd=ROOT, env=environment)
    return time.perf_counter() - began


def main() -> None:
    """Measure both and print one JSON line."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        (home / "device.token").write_text("bench", encoding="ascii")
        hello = Path(folder) / "Hello.qml"
        hello.write_text(HELLO_QML, encoding="utf-8")
        ours: list[float] = []
        reference: list[float] = []
        for run in range(RUNS + 1):
            mine, plain = seconds(OURS, home), seconds(HELLO, hello)
            if run:  # the first start fills the caches
                ours.append(mine)
                reference.append(plain)
    middle, plain_middle = statistics.median(ours), statistics.median(reference)
    result = {
        "bench": "first_frame",
        "ours": round(middle, 3),
        "reference": round(plain_middle, 3),
        "ratio": round(middle / plain_middle, 2),
        "unit": "seconds from process start to first frame",
    }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
