"""A feed whose hub was long away is back within three seconds of the hub's return, with the worst luck."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import closing

from websockets.sync.server import ServerConnection, serve

from ticketing.client import EventFeed, HubEvent

RECOVER_S = 3.0


def test_a_hub_that_was_long_away_is_soon_heard_again() -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    linked = threading.Event()
    heard: list[HubEvent] = []
    feed = EventFeed(
        f"http://127.0.0.1:{port}", "token", heard.append, lambda on: linked.set() if on else None, jitter=lambda: 1.0
    )
    feed.start()
    time.sleep(2.4)  # by now the pauses are as long as they get
    assert not linked.is_set()

    def greet(link: ServerConnection) -> None:
        link.send('{"hello":7}')
        for _ in link:
            pass

    with serve(greet, "127.0.0.1", port) as hub:
        serving = threading.Thread(target=hub.serve_forever)
        serving.start()
        back = time.monotonic()
        assert linked.wait(RECOVER_S)
        assert time.monotonic() - back < RECOVER_S
        feed.stop()
        hub.shutdown()
        serving.join()
    assert heard == []
