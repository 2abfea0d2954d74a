"""A server that answers what the test wrote down, byte for byte: cities that say anything at all."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Reply = bytes | Callable[[socket.socket, Asked], None]


def reply(status: int, body: bytes = b"", **headers: str) -> bytes:
    """A whole answer; header names with underscores for dashes."""
    lines = [f"HTTP/1.1 {status} So", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def complaint(status: int, code: str) -> bytes:
    """The city's own words for no."""
    return reply(status, f'{{"code": "{code}", "vi": "Không.", "en": "No."}}'.encode())


class Scripted:
    """Answers each request with the next reply, then closes; `asked` keeps what came."""

    def __init__(self, *replies: Reply) -> None:
        self.asked: list[Asked] = []
        self._replies = list(replies)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Scripted:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while self._replies:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                asked = self._read(connection)
                if asked is None:
                    continue
                self.asked.append(asked)
                answer = self._replies.pop(0)
                try:
                    if callable(answer):
                        answer(connection, asked)
                    else:
                        connection.sendall(answer)
                except OSError:
                    continue  # the client has hung up, as it may

    def _read(self, connection: socket.socket) -> Asked | None:
        stream = connection.makefile("rb")
        first = stream.readline().decode()
        if not first:
            return None
        method, path, _ = first.split(" ", 2)
        headers = {}
        while line := stream.readline().strip().decode():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return Asked(method, path, headers, stream.read(int(headers.get("content-length", "0"))))
