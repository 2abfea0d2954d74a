"""What may come before a request's body: how long it may take, how long it may be, and who is let in at all."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.sync.client import connect

from ticketing import http_connection, one_socket
from ticketing.one_socket import Address, OneSocketServer, PortRefused, listen

WITHIN_S = 0.4
PATIENCE_S = 10.0


async def _echo(request: Request) -> Response:
    if request.method == "GET":
        await asyncio.sleep(3 * WITHIN_S)
        return PlainTextResponse("at last")
    return PlainTextResponse(await request.body())


async def _refuse(_request: Request) -> Response:
    return PlainTextResponse("no", 401)


async def _tell(socket: WebSocket) -> None:
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        while await socket.receive_text() != "much":
            await socket.send_text("heard")
        while True:
            await socket.send_text("x" * 10_000)


class Served:
    """A small application behind a server of ours, in a thread of its own."""

    def __init__(self, most_connections: int = 100) -> None:
        listening = listen(Address("127.0.0.1", 0))
        assert not isinstance(listening, PortRefused)
        self.port = int(listening.getsockname()[1])
        ready = threading.Event()
        app = Starlette(
            routes=[
                Route("/", _echo, methods=["GET", "POST"]),
                Route("/refuse", _refuse, methods=["POST"]),
                WebSocketRoute("/tell", _tell),
            ]
        )
        self._server = OneSocketServer(app, listening, ready.set, websockets=True, most_connections=most_connections)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert ready.wait(PATIENCE_S)

    def connections(self) -> int:
        """How many it has now."""
        return len(self._server._server.server_state.connections)

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
    monkeypatch.setattr(http_connection, "BODY_WITHIN_S", WITHIN_S)
    monkeypatch.setattr(one_socket, "_KEEP_ALIVE_S", 5 * WITHIN_S)
    monkeypatch.setattr(one_socket, "STUCK_MS", int(1000 * WITHIN_S))
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


def test_a_long_body_may_take_longer_than_a_short_one(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 160000\r\n\r\n")
        for _ in range(8):
            time.sleep(WITHIN_S / 2)
            line.sendall(b"x" * 20_000)

        assert line.recv(1000).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("path", [b"/", b"/refuse"])
def test_a_body_that_does_not_come_is_not_waited_for(served: Callable[[], Served], path: bytes) -> None:
    with served().connect() as line:
        line.sendall(b"POST " + path + b" HTTP/1.1\r\nhost: a\r\ncontent-length: 800\r\n\r\n")

        assert _is_closed_while(line, b"y")


def test_a_body_behind_its_answer_does_not_end_the_connection(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        for _ in range(2):
            line.sendall(b"POST /refuse HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n")
            assert line.recv(1000).endswith(b"no")
            line.sendall(b"hi")
            time.sleep(2 * WITHIN_S)


def test_trailers_without_an_end_are_not_kept(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n")
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            line.sendall(b"".join(b"x-%d: %s\r\n" % (number, b"y" * 1000) for number in range(50_000)))


def test_an_upgrade_that_is_not_offered_is_refused_with_its_body(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        head = b"POST / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: h2c\r\ncontent-length: 18\r\n\r\n"
        line.sendall(head + b"GET / HTTP/1.1\r\n\r\n")
        answer = b""
        while more := line.recv(1000):
            answer += more

        assert answer.startswith(b"HTTP/1.1 400 ")
        assert answer.count(b"HTTP/1.1") == 1


def test_many_requests_behind_each_other_are_answered_in_order(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        many = 3000
        request = b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 6\r\n\r\n%06d"
        sending = threading.Thread(target=line.sendall, args=(b"".join(request % n for n in range(many)),))
        sending.start()
        answers = b""
        while not answers.endswith(b"%06d" % (many - 1)):
            answers += line.recv(100_000)
        sending.join()

        assert [int(one[-6:]) for one in answers.split(b"HTTP/1.1 200 OK")[1:]] == list(range(many))


def test_half_a_request_behind_a_slow_answer_is_waited_for_after_it(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        line.sendall(b"GET / HTTP/1.1\r\nhost: a\r\n\r\nPOST / HTTP/1.1\r\nhost: a\r\n")
        assert line.recv(1000).endswith(b"at last")

        line.sendall(b"content-length: 2\r\n\r\nhi")
        assert line.recv(1000).endswith(b"hi")
        line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\n")
        assert _is_closed_while(line, b"")


def test_a_socket_lives_longer_than_headers_may_take(served: Callable[[], Served]) -> None:
    with connect(f"ws://127.0.0.1:{served().port}/tell") as line:
        for _ in range(3):
            time.sleep(WITHIN_S)
            line.send("are you there")
            assert line.recv(PATIENCE_S) == "heard"


def test_a_handshake_that_cannot_be_read_is_answered(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        many = b"".join(b"x-%d: y\r\n" % number for number in range(130))
        line.sendall(
            b"GET /tell HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
            b"sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + many + b"\r\n"
        )

        assert line.recv(1000).startswith(b"HTTP/1.1 4")


def test_who_listens_to_nothing_is_cut_off(served: Callable[[], Served]) -> None:
    server = served()
    with connect(f"ws://127.0.0.1:{server.port}/tell", max_queue=1) as line:
        line.send("much")
        until = time.monotonic() + PATIENCE_S
        while server.connections() and time.monotonic() < until:
            time.sleep(0.05)

        assert server.connections() == 0


def test_an_idle_connection_is_kept_for_the_next_request(served: Callable[[], Served]) -> None:
    with served().connect() as line:
        for _ in range(2):
            line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi")
            assert line.recv(1000).endswith(b"hi")
            time.sleep(3 * WITHIN_S)


def test_who_comes_after_the_most_is_told_to_come_later(served: Callable[[int], Served]) -> None:
    server = served(2)
    with server.connect() as first, server.connect() as second:
        for line in (first, second):
            line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi")
            assert line.recv(1000).startswith(b"HTTP/1.1 200 ")
        with server.connect() as third:
            assert third.recv(1000).startswith(b"HTTP/1.1 503 ")
            for line in (first, second):  # who was there before is served on
                line.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi")
                assert line.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_small_answers_are_not_held_back() -> None:
    listening = listen(Address("127.0.0.1", 0))
    assert not isinstance(listening, PortRefused)
    with listening, socket.create_connection(listening.getsockname()):
        assert listening.proto == socket.IPPROTO_TCP
