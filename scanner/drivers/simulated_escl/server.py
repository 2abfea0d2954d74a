"""The simulated scanner on the wire: eSCL as devices speak it, and its verbs as `POST /verbs/<verb>`."""

from __future__ import annotations

import json
import ssl
import threading
import uuid
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from scanner.drivers.simulated_escl.machine import Reply, SimulatedScanner
from scanner.drivers.simulated_escl.papers import pages_later, pages_to_draw
from scanner.drivers.simulated_escl.wishes import capabilities_document, parse_wish, status_document

ROOT = "/eSCL"
_MAX_BODY = 64 * 1024


class ScannerServer:
    """Serves one simulated scanner from a thread; a context manager.

    port 0 picks a free one. tls: serve https with this context.
    """

    def __init__(
        self, scanner: SimulatedScanner, port: int = 0, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> None:
        self.scanner = scanner
        self._http = _Http((host, port), scanner)
        if tls is not None:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = int(self._http.server_address[1])
        self.url = f"{'https' if tls else 'http'}://{host}:{self.port}{ROOT}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.1,), name="scanner-sim", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], scanner: SimulatedScanner) -> None:
        self.scanner = scanner
        self.device_uuid = str(uuid.uuid4())
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is part of the game."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SimulatedScanner"
    timeout = 30.0
    server: _Http

    def do_GET(self) -> None:
        """ScannerCapabilities, ScannerStatus, NextDocument; and `/verbs/state` for whoever drives the simulator."""
        machine = self.server.scanner
        match self.path.split("?")[0].strip("/").split("/"):
            case ["eSCL", "ScannerCapabilities"]:
                self._say(200, capabilities_document(self.server.device_uuid, machine.media_types), "text/xml")
            case ["eSCL", "ScannerStatus"]:
                document = status_document(machine.state, machine.adf_state, machine.jobs(), ROOT)
                self._say(200, document, "text/xml")
            case ["eSCL", "ScanJobs", job_id, "NextDocument"]:
                self._send_page(job_id, machine.next_page(job_id))
            case ["verbs", "state"]:
                self._say_json(200, {"sheets": machine.sheets_loaded, "adf": machine.adf_state, "sent": machine.sent})
            case _:
                self._say(404)

    def do_POST(self) -> None:
        """ScanJobs, and the verbs."""
        body = self._body()
        match self.path.strip("/").split("/"):
            case _ if body is None:
                self._say(413)
            case ["eSCL", "ScanJobs"]:
                started = self.server.scanner.start_job(parse_wish(body))
                if isinstance(started, Reply):
                    self._say(started.status, retry_after_s=started.retry_after_s)
                else:
                    host = self.headers.get("Host", "")
                    self._say(201, location=f"http://{host}{ROOT}/ScanJobs/{started.job_id}")
            case ["verbs", verb]:
                self._obey(verb, body)
            case _:
                self._say(404)

    def do_DELETE(self) -> None:
        """Cancel a job."""
        match self.path.strip("/").split("/"):
            case ["eSCL", "ScanJobs", job_id] if self.server.scanner.cancel_job(job_id):
                self._say(200)
            case _:
                self._say(404)

    def log_message(self, *_: object) -> None:
        """Quiet: a simulator has nothing to tell an operator."""

    def _send_page(self, job_id: str, reply: Reply) -> None:
        if reply.status != 200:
            self._say(reply.status, retry_after_s=reply.retry_after_s)
            return
        wholly = False
        try:
            self.send_response(200)
            self.send_header("Content-Type", reply.media_type)
            self.send_header("Content-Length", str(len(reply.body)))
            self.send_header("Content-Location", f"{ROOT}/ScanJobs/{reply.location}")
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut_at])
            self.wfile.flush()
            wholly = reply.cut_at is None
            self.close_connection = self.close_connection or not wholly
        finally:
            # Until the last byte is out, the same page is offered again.
            self.server.scanner.page_sent(job_id, wholly=wholly)

    def _obey(self, verb: str, body: bytes) -> None:
        deed = _VERBS.get(verb)
        try:
            words = json.loads(body or b"{}")
            if deed is None or not isinstance(words, dict):
                self._say_json(404 if deed is None else 400, {"error": f"known verbs: {', '.join(sorted(_VERBS))}"})
                return
            deed(self.server.scanner, words)
        except (ValueError, TypeError, KeyError, OSError) as fault:
            self._say_json(400, {"error": f"{type(fault).__name__}: {fault}"})
            return
        self._say_json(200, {"ok": True})

    def _body(self) -> bytes | None:
        length = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(length) if length <= _MAX_BODY else None

    def _say_json(self, status: int, words: dict[str, object]) -> None:
        self._say(status, json.dumps(words).encode(), "application/json")

    def _say(
        self,
        status: int,
        body: bytes = b"",
        media_type: str = "",
        *,
        location: str = "",
        retry_after_s: int | None = None,
    ) -> None:
        self.send_response(status, HTTPStatus(status).phrase)
        if media_type:
            self.send_header("Content-Type", media_type)
        if location:
            self.send_header("Location", location)
        if retry_after_s is not None:
            self.send_header("Retry-After", str(retry_after_s))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _load(scanner: SimulatedScanner, words: dict[str, Any]) -> None:
    """`{"files": [paths]}` or `{"drawn": count, "seed": n}`; `{"glass": true}` puts the first on the platen."""
    files = [Path(name) for name in words.get("files", [])]
    pages = pages_later(files) if files else pages_to_draw(int(words.get("drawn", 1)), int(words.get("seed", 0)))
    if words.get("glass"):
        scanner.put_on_glass(pages[0])
    else:
        scanner.load(pages, both_sides=bool(words.get("both_sides", False)))


_VERBS: dict[str, Callable[[SimulatedScanner, dict[str, Any]], None]] = {
    "load": _load,
    "jam_on_page": lambda scanner, words: scanner.jam_on_page(int(words["page"])),
    "open_cover": lambda scanner, _: scanner.open_cover(),
    "close_cover": lambda scanner, _: scanner.close_cover(),
    "go_busy": lambda scanner, words: scanner.go_busy(**{key: int(value) for key, value in words.items()}),
    "cut_page": lambda scanner, words: scanner.cut_page(
        int(words["page"]), int(words.get("times", 1)), unnoticed=bool(words.get("unnoticed", False))
    ),
    "run_empty": lambda scanner, _: scanner.run_empty(),
    "clear": lambda scanner, _: scanner.clear(),
}
