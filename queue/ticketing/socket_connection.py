"""One WebSocket connection: uvicorn's, for listeners that have nothing to say."""

from __future__ import annotations

from typing import Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_MOST_PIECES: Final = 16


class SocketConnection(WebSocketsSansIOProtocol):
    """Answers a handshake that cannot be read, and keeps nothing for who sends without listening."""

    def data_received(self, data: bytes) -> None:
        """Parse. A handshake that is refused by the parser has an answer that uvicorn would keep to itself."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()
        elif len(self.frames) > _MOST_PIECES:
            self.transport.abort()

    def pause_writing(self) -> None:
        """Who does not take what it is told (a pong for each ping) is not listened to either."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """It takes it again."""
        super().resume_writing()
        self.transport.resume_reading()
