"""A thermal printer that is not there: a TCP server that speaks ESC/POS, writes PNG slips, and has bad days on request.

The driver in front of it is the network driver itself, so a demo and a test go the way of a real printer.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image

from printing.drivers.network import NetworkPrinter, Patience
from printing.drivers.thermal import Framer, Mechanism
from printing.port import PrinterState, PrintOutcome

_LOCAL: Final = "127.0.0.1"
_VERB_SECONDS: Final = 5.0


@dataclass(frozen=True)
class PrinterReport:
    """How the simulated printer stands; for tests and the control port."""

    slips: int
    paper_out: bool
    near_end: bool
    cover_open: bool
    knife_stuck: bool
    plugged: bool
    strange_bytes: int
    real_time_in_raster: int


class PrinterServer:
    """The simulated printer. Its verbs are the world's; all of them may be called from any thread."""

    def __init__(self, folder: Path, host: str = _LOCAL, port: int = 0) -> None:
        self._mechanism = Mechanism(folder)
        self._host = host
        self._listener: socket.socket | None = _listen(host, port)
        self.port: int = self._listener.getsockname()[1]
        self._framers: dict[socket.socket, Framer] = {}
        self._selector = selectors.DefaultSelector()
        self._wake_reader, self._wake_writer = socket.socketpair()
        self._asked: deque[tuple[Callable[[], None], Future[None]]] = deque()
        self._mute = False
        self._running = True
        self._selector.register(self._wake_reader, selectors.EVENT_READ)
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._serve, name="simulated printer", daemon=True)
        self._thread.start()

    def run_out_of_paper(self, after_rows: int = 0) -> None:
        """The roll ends now, or after so many rows more (8 rows are 1 mm)."""
        self._do(lambda: setattr(self._mechanism, "rows_left", after_rows))

    def refill_paper(self) -> None:
        """A new roll; what was waiting is printed."""

        def refill() -> None:
            self._mechanism.rows_left, self._mechanism.near_end = None, False

        self._do(refill)

    def near_end(self) -> None:
        """The roll is nearly used up; it prints on."""
        self._do(lambda: setattr(self._mechanism, "near_end", True))

    def open_cover(self, silent: bool = False) -> None:
        """Someone opens the cover; some printers fall silent then."""

        def open_it() -> None:
            self._mechanism.cover_open, self._mute = True, silent

        self._do(open_it)

    def close_cover(self) -> None:
        """And closes it."""

        def close_it() -> None:
            self._mechanism.cover_open, self._mute = False, False

        self._do(close_it)

    def jam_knife(self) -> None:
        """The knife is stuck."""
        self._do(lambda: setattr(self._mechanism, "knife_stuck", True))

    def free_knife(self) -> None:
        """Staff free it."""
        self._do(lambda: setattr(self._mechanism, "knife_stuck", False))

    def pull_cable(self) -> None:
        """Nobody answers any more; connections hang as they do when a cable is pulled."""
        self._do(self._unplug)

    def plug_cable(self) -> None:
        """The cable is back; old connections are gone."""
        self._do(self._plug)

    def slips(self) -> list[Path]:
        """The slips on the counter, oldest first."""
        return self._mechanism.slips()

    def report(self) -> PrinterReport:
        """How it stands."""
        inside = self._mechanism
        return PrinterReport(
            len(inside.slips()), inside.paper_out, inside.near_end, inside.cover_open, inside.knife_stuck,
            self._listener is not None, inside.strange_bytes, inside.real_time_in_raster,
        )  # fmt: skip

    def close(self) -> None:
        """Switch it off."""
        if not self._running:
            return
        self._do(self._stop)
        self._thread.join(_VERB_SECONDS)
        self._selector.close()
        for connection in (*self._framers, self._wake_reader, self._wake_writer, self._listener):
            if connection is not None:
                connection.close()

    def _stop(self) -> None:
        self._running = False

    def _do(self, deed: Callable[[], None]) -> None:
        """Let the printer's own thread do it, and wait until it is done."""
        done: Future[None] = Future()
        self._asked.append((deed, done))
        self._wake_writer.send(b"!")
        done.result(_VERB_SECONDS)

    def _serve(self) -> None:
        while self._running:
            for key, _ in self._selector.select():
                if key.fileobj is self._wake_reader:
                    self._wake_reader.recv(256)
                    self._obey()
                elif key.fileobj is self._listener:
                    self._accept()
                elif isinstance(key.fileobj, socket.socket):
                    self._read(key.fileobj)

    def _obey(self) -> None:
        while self._asked:
            deed, done = self._asked.popleft()
            deed()
            for framer in self._framers.values():
                framer.mute = self._mute
            self._mechanism.go_on()
            done.set_result(None)

    def _accept(self) -> None:
        if self._listener is None:
            return
        connection, _ = self._listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        framer = Framer(self._mechanism, _replier(connection))
        framer.mute = self._mute
        self._framers[connection] = framer
        self._selector.register(connection, selectors.EVENT_READ)

    def _read(self, connection: socket.socket) -> None:
        framer = self._framers.get(connection)
        if framer is None or self._listener is None:
            return
        try:
            data = connection.recv(65536)
        except OSError:
            data = b""
        if data:
            framer.feed(data)
            return
        self._selector.unregister(connection)
        del self._framers[connection]
        connection.close()

    def _unplug(self) -> None:
        if self._listener is None:
            return
        self._selector.unregister(self._listener)
        self._listener.close()
        self._listener = None
        for connection in self._framers:
            self._selector.unregister(connection)

    def _plug(self) -> None:
        if self._listener is not None:
            return
        for connection in self._framers:
            connection.close()
        self._framers.clear()
        self._listener = _listen(self._host, self.port)
        self._selector.register(self._listener, selectors.EVENT_READ)


class SimulatedPrinter:
    """A SlipPrinter: the network driver in front of a printer server of its own. `.server` has the verbs."""

    def __init__(self, folder: Path, patience: Patience | None = None) -> None:
        self.server = PrinterServer(folder)
        self._printer = NetworkPrinter(_LOCAL, self.server.port, patience)

    def print_slip(self, image: Image.Image, job_id: str) -> PrintOutcome:
        """As the network driver."""
        return self._printer.print_slip(image, job_id)

    def state(self) -> PrinterState:
        """As the network driver."""
        return self._printer.state()

    def close(self) -> None:
        """Switch the printer off."""
        self.server.close()


def _listen(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), reuse_port=False)


def _replier(connection: socket.socket) -> Callable[[bytes], Any]:
    def reply(data: bytes) -> None:
        # The sender may have gone while its work was waiting for paper.
        with contextlib.suppress(OSError):
            connection.send(data)

    return reply
