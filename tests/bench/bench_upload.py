"""Upload of 200 MB: ours from the sealed outbox to the city's confirmation, against a plain PUT with fsync.

Ours: the courier unseals the parcel, sends it by tus, the sandbox hashes, seals and syncs it, confirms its sha256, and
the courier records that and erases its file. The reference: requests puts a plain file to a bare Starlette + granian
app that writes it and calls fsync. Each is a process of its own, the runs alternate, the best of each counts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import requests

from city.client import CityClient
from city.contract import DossierManifest, ManifestDocument, Told, VisitEnded
from city.courier import Courier
from city.errands import CITY_KINDS
from city.outbox import Closed, Outbox, now_utc
from kiosk.storage.sealing import DeviceKey

REFERENCE = """
import os, sys
from pathlib import Path
from granian import Granian
from granian.constants import Interfaces
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(os.environ["BENCH_FOLDER"])

async def put(request: Request) -> Response:
    with (FOLDER / "put.bin").open("wb") as file:
        async for piece in request.stream():
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Response(status_code=201)

app = Starlette(routes=[Route("/file", put, methods=["PUT"])])

if __name__ == "__main__":
    Granian("reference:app", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI, workers=1,
            websockets=False, log_enabled=False).serve()
"""


def main() -> None:
    """Print one JSON line: seconds of ours and of the reference, and ours / reference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    words = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-upload-")))
        data = os.urandom(words.megabytes * 1_000_000)
        put = Put(stack, folder, data)
        ours = Ours(stack, folder, data)
        times: dict[str, list[float]] = {"ours": [], "reference": []}
        for _ in range(words.rounds):
            times["reference"].append(put.run())
            times["ours"].append(ours.run())
    best = {name: min(each) for name, each in times.items()}
    result = {"bench": "upload", "megabytes": words.megabytes, "unit": "s"}
    result |= {name: round(seconds, 3) for name, seconds in best.items()}
    print(json.dumps({**result, "ratio": round(best["ours"] / best["reference"], 2)}))


class Put:
    """The reference."""

    def __init__(self, stack: ExitStack, folder: Path, data: bytes) -> None:
        (folder / "reference.py").write_text(REFERENCE)
        self._file = folder / "plain.bin"
        self._file.write_bytes(data)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        environment = {**os.environ, "BENCH_FOLDER": str(folder), "PYTHONPATH": str(folder)}
        _child(stack, [sys.executable, str(folder / "reference.py"), str(port)], environment)
        self._url = f"http://127.0.0.1:{port}/file"
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)

    def run(self) -> float:
        """Seconds for one PUT."""
        begun = time.perf_counter()
        with self._file.open("rb") as body:
            requests.put(self._url, data=body, timeout=120).raise_for_status()
        return time.perf_counter() - begun


class Ours:
    """Outbox, courier and sandbox."""

    def __init__(self, stack: ExitStack, folder: Path, data: bytes) -> None:
        self._data = data
        self._digest = hashlib.sha256(data).hexdigest()
        home, token_file = str(folder / "city"), folder / "city.token"
        motcua = [sys.executable, "-m", "kiosk"]
        subprocess.run(
            [*motcua, "city-enrol", "--home", home, "--name", "bench", "--role", "centre", "--token-file", token_file],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        child = _child(stack, [*motcua, "city", "--home", home, "--port", "0"], dict(os.environ))
        assert child.stdout is not None
        port = json.loads(child.stdout.readline())["port"]
        key = DeviceKey.load_or_make(folder / "device.key")
        self._box = Outbox(folder / "station", key.seal, key.unseal)
        stack.callback(self._box.close)
        client = CityClient(f"http://127.0.0.1:{port}", token_file.read_text(), read_timeout=60)
        self._courier = Courier(self._box, client, lambda _: Told(), now_utc, random.random)

    def run(self) -> float:
        """Seconds from the announced dossier with its parcel in the outbox to the erased parcel."""
        manifest = self._close()
        assert self._courier.run_one(CITY_KINDS)  # the announcement
        begun = time.perf_counter()
        assert self._courier.run_one(CITY_KINDS)
        seconds = time.perf_counter() - begun
        dossier = self._box.dossier(manifest.dossier_id)
        assert dossier is not None
        assert dossier.parcels_sent == 1, dossier
        while self._courier.run_one(CITY_KINDS):
            pass
        return seconds

    def _close(self) -> DossierManifest:
        answers = secrets.token_bytes(100)
        manifest = DossierManifest(
            str(uuid.uuid4()),
            secrets.token_hex(16),
            "H26-CN03",
            "2.000635",
            "kiosk",
            datetime.now(UTC),
            None,
            (ManifestDocument("bench", "Tệp đo", self._digest, len(self._data), 1),),
            hashlib.sha256(answers).hexdigest(),
            len(answers),
        )
        blobs = {self._digest: self._data, manifest.answers_sha256: answers}
        ended = VisitEnded(manifest.visit_id, (manifest.dossier_id,), str(uuid.uuid4()))
        assert isinstance(self._box.close_visit(manifest, blobs, ended), Closed)
        return manifest


def _child(stack: ExitStack, words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(words, stdout=subprocess.PIPE, env=environment)

    def end() -> None:
        child.terminate()
        child.communicate(timeout=20)

    stack.callback(end)
    return child


if __name__ == "__main__":
    main()
