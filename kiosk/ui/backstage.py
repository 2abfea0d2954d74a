"""Backstage: slow deeds off the GUI thread, their results back on it.

Nothing that waits for a disk, a wire or a device may run on the GUI thread. Results that arrive after `forget` belong
to a citizen who has left; they are dropped unseen.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

T = TypeVar("T")

_WORKERS: Final = 3


class Backstage(QObject):
    """`run(deed, then)`: deed in a worker thread, then(result) on the GUI thread. Make it on the GUI thread."""

    _finished = Signal(object)

    def __init__(self, workers: int = _WORKERS) -> None:
        super().__init__()
        self._todo: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._visit = 0
        self._running = 0
        self._closed = False
        self._workers = workers
        self._finished.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        # Daemon threads: a hub that does not answer must not keep a process from stopping.
        for number in range(workers):
            threading.Thread(target=self._work, daemon=True, name=f"backstage-{number}").start()

    def run(self, deed: Callable[[], T], then: Callable[[T], None], *, lasting: bool = False) -> None:
        """Do `deed` elsewhere and hand its result to `then` here. lasting: the result outlives the citizen's visit.

        An exception of `deed` is a bug and is raised here, on the GUI thread.
        """
        visit = None if lasting else self._visit
        self._running += 1

        def work() -> None:
            try:
                result = deed()
            except Exception as bug:  # noqa: BLE001 - carried to the GUI thread and raised there
                self._finished.emit((visit, _raise, bug))
            else:
                self._finished.emit((visit, then, result))

        self._todo.put(work)

    def post(self, deed: Callable[[], None]) -> None:
        """Do `deed` on the GUI thread soon; may be called from any thread."""
        self._finished.emit((None, _call, deed))

    def forget(self) -> None:
        """Drop every result of the visit so far."""
        self._visit += 1

    @property
    def busy(self) -> bool:
        """Whether a deed is under way or its result not yet handed over."""
        return self._running > 0

    def close(self) -> None:
        """Let the worker threads end after what they are doing; results that still come are dropped."""
        self._closed = True
        for _ in range(self._workers):
            self._todo.put(None)

    def _work(self) -> None:
        while (deed := self._todo.get()) is not None:
            deed()

    @Slot(object)
    def _hand_over(self, parcel: tuple[int | None, Callable[[Any], None], Any]) -> None:
        visit, then, result = parcel
        if then is not _call:
            self._running -= 1
        if not self._closed and (visit is None or visit == self._visit):
            then(result)


class Clockwork(QObject):
    """Calls back on the GUI thread after a while, or again and again; `stop` ends it."""

    def __init__(self, seconds: float, deed: Callable[[], None], *, again: bool) -> None:
        super().__init__(QCoreApplication.instance())
        self._timer = QTimer(self)
        self._timer.setSingleShot(not again)
        self._timer.setInterval(int(seconds * 1000))
        self._timer.timeout.connect(deed)
        self._timer.start()

    def stop(self) -> None:
        """Call back no more."""
        self._timer.stop()
        self.deleteLater()


def every(seconds: float, deed: Callable[[], None]) -> Clockwork:
    """Call `deed` on the GUI thread every so often."""
    return Clockwork(seconds, deed, again=True)


def after(seconds: float, deed: Callable[[], None]) -> Clockwork:
    """Call `deed` on the GUI thread once."""
    return Clockwork(seconds, deed, again=False)


def _raise(bug: BaseException) -> None:
    raise bug


def _call(deed: Callable[[], None]) -> None:
    deed()
