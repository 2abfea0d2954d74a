"""A thermal printer on the network: ESC/POS over TCP (port 9100), with our own short status questions.

Before a slip the printer must say that it is ready; afterwards it must say that it came to the end. In between only
raster goes out, in small pieces, under one time limit for the whole slip.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from PIL import Image

from printing import escpos
from printing.escpos import Ask, Status
from printing.port import (
    NoAnswer,
    NotPrinted,
    Printed,
    PrinterBusy,
    PrinterState,
    PrintOutcome,
    Trouble,
    Unreachable,
    Unsure,
)

DEFAULT_PORT: Final = 9100
_PIECE: Final = 4096
_REMEMBERED_JOBS: Final = 256


@dataclass(frozen=True)
class Patience:
    """Seconds: for connecting, for one status answer, for the printer to come to the end, for everything together."""

    connect: float = 2.0
    answer: float = 0.6
    finish: float = 8.0
    whole: float = 20.0


class _Silence(Exception):
    """No answer in time."""


class _Line:
    """One connection to the printer; every wait ends by the deadline."""

    def __init__(self, connection: socket.socket, patience: Patience, deadline: float) -> None:
        self._connection = connection
        self._patience = patience
        self._deadline = deadline
        self._sieve = escpos.AnswerSieve()
        self._turn_asked = self._turn_came = False
        self.sent = 0

    def send(self, data: bytes) -> None:
        """Send all of it, a piece at a time. Raises OSError or _Silence."""
        view = memoryview(data)
        while view:
            self._connection.settimeout(self._left(self._patience.finish))
            try:
                count = self._connection.send(view[:_PIECE])
            except TimeoutError as late:
                raise _Silence from late
            self.sent += count
            view = view[count:]

    def status(self) -> Status:
        """Ask the four questions. Raises OSError or _Silence."""
        return Status(*(self._ask(ask) for ask in Ask))

    def ask_in_turn(self) -> None:
        """Ask the question that is answered when all before it is done. Raises OSError or _Silence."""
        self.send(escpos.ASK_PAPER_IN_TURN)
        self._turn_asked = True

    def turn_came(self) -> bool:
        """Wait one answer's time for it. Raises OSError."""
        until = time.monotonic() + self._patience.answer
        with contextlib.suppress(_Silence):
            while not self._turn_came:
                self._turn_came = escpos.is_turn_answer(self._receive(until))
        return self._turn_came

    def forget_old_answers(self) -> None:
        """Throw away what arrived unasked. Raises OSError."""
        self._connection.settimeout(0)
        with contextlib.suppress(BlockingIOError):
            while old := self._connection.recv(256):
                for byte in old:
                    self._sieve.is_answer(byte)

    def _ask(self, ask: Ask) -> int:
        self.send(escpos.status_question(ask))
        until = time.monotonic() + self._patience.answer
        while True:
            answer = self._receive(until)
            if escpos.is_status_answer(answer):
                return answer
            self._turn_came = self._turn_came or (self._turn_asked and escpos.is_turn_answer(answer))

    def _receive(self, until: float) -> int:
        """The next byte of an answer. Raises OSError or _Silence."""
        while not self._sieve.is_answer(byte := self._byte(until - time.monotonic())):
            pass
        return byte

    def _byte(self, seconds: float) -> int:
        if seconds <= 0:
            raise _Silence
        self._connection.settimeout(self._left(seconds))
        try:
            data = self._connection.recv(1)
        except TimeoutError as late:
            raise _Silence from late
        if not data:
            raise ConnectionResetError("the printer closed the connection")
        return data[0]

    def _left(self, seconds: float) -> float:
        left = min(seconds, self._deadline - time.monotonic())
        if left <= 0:
            raise _Silence
        return left


class NetworkPrinter:
    """A SlipPrinter at a host and port."""

    def __init__(self, host: str, port: int = DEFAULT_PORT, patience: Patience | None = None) -> None:
        self._address = (host, port)
        self._patience = patience or Patience()
        self._one_at_a_time = threading.Lock()
        self._jobs: OrderedDict[str, PrintOutcome] = OrderedDict()

    def print_slip(self, image: Image.Image, job_id: str) -> PrintOutcome:
        """Print, cut, and wait until the printer says so. See the port for what the answers promise."""
        deadline = time.monotonic() + self._patience.whole
        if not self._one_at_a_time.acquire(timeout=self._patience.whole):
            return NotPrinted(PrinterBusy())
        try:
            known = self._jobs.get(job_id)
            if known is not None:
                return known
            outcome = self._print(image, deadline)
            if not isinstance(outcome, NotPrinted):
                self._jobs[job_id] = outcome
                while len(self._jobs) > _REMEMBERED_JOBS:
                    self._jobs.popitem(last=False)
            return outcome
        finally:
            self._one_at_a_time.release()

    def state(self) -> PrinterState:
        """Ask the printer; while a slip is being printed it is busy."""
        if not self._one_at_a_time.acquire(timeout=self._patience.answer):
            return PrinterState(PrinterBusy())
        try:
            line = self._connect(time.monotonic() + self._patience.whole)
            if line is None:
                return PrinterState(Unreachable())
            with line[0]:
                found = _status(line[1])
                if isinstance(found, Status):
                    return PrinterState(found.trouble, found.near_end)
                return PrinterState(found)
        finally:
            self._one_at_a_time.release()

    def close(self) -> None:
        """Nothing is held between two slips."""

    def _connect(self, deadline: float) -> tuple[socket.socket, _Line] | None:
        try:
            connection = socket.create_connection(self._address, timeout=self._patience.connect)
        except OSError:
            return None
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection, _Line(connection, self._patience, deadline)

    def _print(self, image: Image.Image, deadline: float) -> PrintOutcome:
        opened = self._connect(deadline)
        if opened is None:
            return NotPrinted(Unreachable())
        connection, line = opened
        with connection:
            before = _status(line)  # a fresh connection: nothing old can be waiting
            if not isinstance(before, Status):
                return NotPrinted(before)
            if before.trouble is not None:
                return NotPrinted(before.trouble)
            return _send_slip(line, image, self._patience)


def _status(line: _Line) -> Status | Trouble:
    try:
        return line.status()
    except _Silence:
        return NoAnswer()
    except OSError:
        return Unreachable()


def _send_slip(line: _Line, image: Image.Image, patience: Patience) -> PrintOutcome:
    before = line.sent
    try:
        for piece in escpos.slip_bytes(image):
            line.send(piece)
        line.forget_old_answers()
        line.ask_in_turn()
        return _end(line, time.monotonic() + patience.finish)
    except _Silence:
        return Unsure(NoAnswer()) if line.sent > before else NotPrinted(NoAnswer())
    except OSError:
        return Unsure(Unreachable()) if line.sent > before else NotPrinted(Unreachable())


def _end(line: _Line, until: float) -> PrintOutcome:
    """Wait for the printer's word that it has come to the end."""
    while not line.turn_came():
        # Silence may be a roll that ended in the middle of the slip: known as soon as the printer is asked.
        status = _status(line)
        if isinstance(status, Status) and status.trouble is not None:
            return Unsure(status.trouble)
        if time.monotonic() >= until:
            # Some printers do not know GS r: this one had its time, answers, and reports no trouble.
            return Printed(status.near_end) if isinstance(status, Status) else Unsure(status)
        if isinstance(status, Unreachable):
            return Unsure(status)
    status = _status(line)
    if isinstance(status, Status):
        return Unsure(status.trouble) if status.trouble else Printed(status.near_end)
    return Printed()
