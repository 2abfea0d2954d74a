"""What the city's tests are given: a clock, a visit, the sandbox and an independent tus server as real processes."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests

from city.client import CityClient
from city.contract import DossierManifest, ManifestDocument, VisitEnded


@dataclass
class Clock:
    """A clock that only moves when told to."""

    now: datetime = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **words: float) -> None:
        self.now += timedelta(**words)


@dataclass(frozen=True)
class Visit:
    """One dossier as the station closes it."""

    manifest: DossierManifest
    blobs: Mapping[str, bytes]
    ended: VisitEnded

    @property
    def dossier_id(self) -> str:
        return self.manifest.dossier_id


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_visit(*pdfs: bytes, answers: bytes = b'{"ho_ten": "NGUYEN THI MAU"}') -> Visit:
    """A visit with one dossier of those documents."""
    dossier_id, visit_id = str(uuid.uuid4()), secrets.token_hex(16)
    documents = tuple(
        ManifestDocument(f"document_{number}", f"Thành phần {number}", sha256(pdf), len(pdf), 2)
        for number, pdf in enumerate(pdfs)
    )
    manifest = DossierManifest(
        dossier_id,
        visit_id,
        "H26-CN03",
        "2.000635",
        "kiosk",
        datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
        "online",
        documents,
        sha256(answers),
        len(answers),
    )
    blobs = {sha256(data): data for data in (answers, *pdfs)}
    return Visit(manifest, blobs, VisitEnded(visit_id, (dossier_id,), str(uuid.uuid4())))


class Sandbox:
    """The sandbox as `motcua city` runs it; may be killed and started again on the same port."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._words = (home.parent / f"{home.name}.err").open("ab")
        self.centre = self._enrol("station", "centre")
        self.clerk = self._enrol("counter", "clerk")
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _enrol(self, name: str, role: str) -> str:
        token_file = self.home.parent / f"{self.home.name}.{name}.token"
        words = ["city-enrol", "--home", str(self.home), "--name", name, "--role", role]
        subprocess.run(
            [sys.executable, "-m", "kiosk", *words, "--token-file", str(token_file)], check=True, capture_output=True
        )
        return token_file.read_text()

    def start(self) -> None:
        words = ["city", "--home", str(self.home), "--port", str(self.port), "--verbs"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *words], stdout=subprocess.PIPE, stderr=self._words
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, (self.home.parent / f"{self.home.name}.err").read_text()
        self.port = json.loads(line)["port"]

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._end()

    def stop(self) -> int:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(10)
        return self._end()

    def _end(self) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        code = self._process.wait()
        self._process.stdout.close()
        return code

    def verb(self, verb: str, **words: object) -> None:
        answer = requests.post(f"{self.url}/verbs/{verb}", json=words, timeout=5)
        answer.raise_for_status()

    def client(self, *, read_timeout: float = 15.0) -> CityClient:
        return CityClient(self.url, self.centre, read_timeout=read_timeout)

    def counter(self) -> CityClient:
        return CityClient(self.url, self.clerk)

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()
        elif self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()
        self._words.close()


class TusServer:
    """npm @tus/server, an independent program; what it has received lies in `folder`."""

    def __init__(self, node: str, script: str, folder: Path, port: int) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        # A node that pip installed is a child of its starter: both are to be killed, as one group.
        self._process = subprocess.Popen(
            [node, script, str(folder), str(port)], stdout=subprocess.PIPE, start_new_session=True
        )
        assert self._process.stdout is not None
        self.port: int = json.loads(self._process.stdout.readline())["port"]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def received(self) -> int:
        """Bytes of the largest upload so far."""
        return max((path.stat().st_size for path in self.folder.iterdir() if path.suffix != ".json"), default=0)

    def kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
