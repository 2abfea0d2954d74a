"""A wire with an ear: forwards TCP to a server and keeps what the clients said."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress
from typing import Final, Self

_PIECE: Final = 1 << 16
_HEAD: Final = re.compile(rb"(?:GET|POST|PUT|PATCH|HEAD|DELETE|OPTIONS) \S+ HTTP/1\.1\r\n(?:[^\r\n]+\r\n)*\r\n")


class Wiretap:
    """Stands before one port of this machine."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._said: list[bytearray] = []
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._welcome, daemon=True, name=f"wiretap {port}")]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """Where clients are sent instead."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> bytes:
        """Everything that clients sent, a connection after the other."""
        return b"\0".join(bytes(said) for said in self._said)

    @property
    def heads(self) -> bytes:
        """Request lines and headers alone."""
        return b"".join(_HEAD.findall(self.said))

    def close(self) -> None:
        """Hear no more."""
        for end in (self._door, *self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for end in (self._door, *self._open):
            end.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _welcome(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self._target, timeout=5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            said = bytearray()
            self._said.append(said)
            self._open += [client, server]
            for source, sink, ear in ((client, server, said), (server, client, None)):
                self._threads.append(threading.Thread(target=self._forward, args=(source, sink, ear), daemon=True))
                self._threads[-1].start()

    @staticmethod
    def _forward(source: socket.socket, sink: socket.socket, ear: bytearray | None) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                if ear is not None:
                    ear += piece
                sink.sendall(piece)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
