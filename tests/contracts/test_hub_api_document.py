"""docs/hub-api.json is what the hub speaks today."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "hub-api.json"


def test_the_document_is_current(tmp_path: Path) -> None:
    fresh = tmp_path / "hub-api.json"
    subprocess.run([sys.executable, "-m", "kiosk", "hub-api", "--out", str(fresh)], check=True)
    assert fresh.read_text() == DOCUMENT.read_text(), "run: motcua hub-api --out docs/hub-api.json"


def test_every_door_is_described_and_guarded() -> None:
    document = json.loads(DOCUMENT.read_text())
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            assert said["description"], (method, path)
            assert path == "/v1/health" or said["security"], (method, path)
            assert {"4XX", "5XX"} <= said["responses"].keys()
