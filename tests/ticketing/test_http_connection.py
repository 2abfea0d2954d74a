"""What may come before a request's body: how long it may take, how long it may be, and who is let in at all."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ticketing import http_connection
from ticketing.one_socket import Address, OneSocketServer, PortRefused, listen

WITHIN_S = 0.4
PATIENCE_S = 10.0


async def _echo(request: Request) -> Response:
    if request.method == "GET":
        await asyncio.sleep(3 * WITHIN_S)
        return PlainTextResponse("at last")
    return PlainTextResponse(await request.body())


class Served:
    """A small application behind a server of ours, in a thread of its own."""

    def __init__(self, most_connections: int = 100) -> None:
        listening = listen(Address("127.0.0.1", 0))
        assert not isinstance(listening, PortRefused)
        self.port = int(listening.getsockname()[1])
        ready = threading.Event()
        app = Starlette(routes=[Route("/", _echo, methods=["GET", "POST"])])
        self._server = OneSocketServer(app, listening, ready.set, websockets=True, most_connections=most_connections)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert ready.wait(PATIENCE_S)

    def connect(self) -> socket.socket:
        """A new connection."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE_S)

    def stop(self) -> None:
        """Stop, and wait for the end."""
        self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._server.serve())


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], Served]]:
    monkeypatch.setattr(http_connection, "HEADERS_WITHIN_S", WITHIN_S)
    running: list[Served] = []

    def serve(most_connections: int = 100) -> Served:
        running.append(Served(most_connections))
        return running[-1]

    yield serve
    for one in running:
        one.stop()


def _is_closed_while(line: socket.socket, dribble: bytes) -> bool:
    """Whether the other side closes it although a byte comes now and then."""
    line.settimeout(WITHIN_S / 8)
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            if line.recv(100) == b"":
                return True
        except TimeoutError:
            pass
        except OSError:
            return True
        if dribble:
            try:
                line.send(dribble)
            except OSError:
                return True
    return False


@pytest.mark.parametrize(
    ("beginning", "dribble"),
    [
        (b"", b""),
        (b"POST / HTTP/1.1\r\nhost: a\r\n", b""),
        (b"POST / HTTP/1.1\r\nhost: a\r\nx: ", b"y"),
        (b"", b"\r\n"),
    ],
    ids=["says nothing", "stops in its headers", "a byte now and then", "empty lines only"],
)
def test_who_never_comes_to_the_end_of_the_headers_is_not_waited_for(
    served: Callable[[], Served], beginning: bytes, dribble: bytes
) -> None:
    with served().connect() as line:
        line.sendall(beginning)

        assert _is_closed_while(line, dribble)


def test_who_dribbles_after_an_answer_is_not_waited_for_either(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi")
        assert line.recv(1000).endswith(b"hi")

        assert _is_closed_while(line, b"\r\n")


def test_headers_without_an_end_are_refused(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        answer = b""
        try:
            line.sendall(b"POST / HTTP/1.1\r\n")
            for number in range(3000):
                line.sendall(b"x-%d: %s\r\n" % (number, b"y" * 100))
            answer = line.recv(1000)
        except OSError:
            answer = answer or line.recv(1000)

        assert answer.startswith(b"HTTP/1.1 400 ")


def test_an_answer_may_take_longer_than_headers_may(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        line.sendall(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n")

        assert line.recv(1000).endswith(b"at last")


def test_a_body_may_take_longer_than_headers_may(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 8\r\n\r\n")
        for letter in b"slowbody":
            time.sleep(WITHIN_S / 4)
            line.sendall(bytes([letter]))

        assert line.recv(1000).endswith(b"slowbody")


def test_an_idle_connection_is_kept_for_the_next_request(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        for _ in range(2):
            line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi")
            assert line.recv(1000).endswith(b"hi")
            time.sleep(3 * WITHIN_S)


def test_who_comes_after_the_most_is_told_to_come_later(served: Callable[[int], Served]) -> None:
    server = served(3)
    with server.connect() as first, server.connect() as second:
        for line in (first, second):
            line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi")
            assert line.recv(1000).startswith(b"HTTP/1.1 200 ")
        with server.connect() as third:
            third.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi")
            assert third.recv(1000).startswith(b"HTTP/1.1 503 ")


def test_small_answers_are_not_held_back() -> None:
    listening = listen(Address("127.0.0.1", 0))
    assert not isinstance(listening, PortRefused)
    with listening, socket.create_connection(listening.getsockname()):
        assert listening.proto == socket.IPPROTO_TCP
