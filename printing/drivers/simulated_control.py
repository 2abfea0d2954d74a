"""The simulated printer's bad days over HTTP: `POST /verbs/<verb>` with JSON words, `GET /verbs/state`."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from printing.drivers.simulated import PrinterServer

_MOST_BYTES: Final = 4096
_VERBS: Final[dict[str, Callable[..., None]]] = {
    "run_out_of_paper": PrinterServer.run_out_of_paper,
    "refill_paper": PrinterServer.refill_paper,
    "near_end": PrinterServer.near_end,
    "open_cover": PrinterServer.open_cover,
    "close_cover": PrinterServer.close_cover,
    "jam_knife": PrinterServer.jam_knife,
    "free_knife": PrinterServer.free_knife,
    "pull_cable": PrinterServer.pull_cable,
    "plug_cable": PrinterServer.plug_cable,
}


class PrinterControl:
    """Serves one simulated printer's verbs on 127.0.0.1 from a thread."""

    def __init__(self, printer: PrinterServer, port: int = 0) -> None:
        handler = type("_PrinterHandler", (_Handler,), {"printer": printer})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    printer: PrinterServer

    def do_GET(self) -> None:
        """The printer's report."""
        if self.path == "/verbs/state":
            self._say(200, dataclasses.asdict(self.printer.report()))
        else:
            self._say(404, {"error": "GET /verbs/state"})

    def do_POST(self) -> None:
        """One verb."""
        verb = _VERBS.get(self.path.removeprefix("/verbs/"))
        length = int(self.headers.get("Content-Length") or 0)
        if verb is None or length > _MOST_BYTES:
            self._say(404, {"error": f"known verbs: {', '.join(sorted(_VERBS))}"})
            return
        try:
            words = json.loads(self.rfile.read(length) or b"{}")
            verb(self.printer, **words)
        except (ValueError, TypeError) as fault:
            self._say(400, {"error": str(fault)})
            return
        self._say(200, {"ok": True})

    def log_message(self, *_: object) -> None:
        """Quiet: a simulator has nothing to tell an operator."""

    def _say(self, status: int, words: dict[str, object]) -> None:
        body = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
