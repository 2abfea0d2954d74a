"""Certificates of scanners, trusted on first use and held to from then on.

Scanners make their own certificates, so there is nobody to ask whether one is right. What can be noticed is a change.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import ssl
import threading
from pathlib import Path


class Pins:
    """sha256 fingerprints by `host:port`. With a file they outlive the process; without one they live in memory."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}

    def fingerprint(self, host: str, port: int, timeout: float) -> str:
        """The pinned fingerprint; when there is none, meet the device, pin what it shows, and return that.

        Raises OSError (which ssl.SSLError is) when the device cannot be met.
        """
        name = f"{host}:{port}"
        with self._lock:
            self._known |= self._read()
            if name not in self._known:
                self._known[name] = _meet(host, port, timeout)
                self._write()
            return self._known[name]

    def _read(self) -> dict[str, str]:
        if self._file is None:
            return {}
        try:
            pins = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        # A damaged file must not silently mean "trust anyone": ValueError goes up, a technician looks.
        return {str(name): str(pin) for name, pin in pins.items()}

    def _write(self) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        with draft.open("w", encoding="utf-8") as out:
            json.dump(self._known, out, indent=1, sort_keys=True)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self._file)


def _meet(host: str, port: int, timeout: float) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection((host, port), timeout=timeout) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        certificate = secured.getpeercert(binary_form=True)
    if not certificate:
        raise ssl.SSLError("the device showed no certificate")
    return hashlib.sha256(certificate).hexdigest()
