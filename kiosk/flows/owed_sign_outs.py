"""Sign-outs that the hub did not hear: told again when it answers, so that nobody stays signed in who has gone."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ticketing.client import Refused, SignedOut, Unreachable


class OwedSignOuts:
    """One counter's. Any thread.

    Kept in memory alone: a session's token is not for a disk. If the counter is switched off before the hub answers,
    the session stands there until its hours are over, or until the clerk signs in anywhere or anybody at this counter.
    """

    def __init__(self, end: Callable[[str], SignedOut | Refused | Unreachable]) -> None:
        """`end` asks the hub to end the session of a token, whoever is signed in meanwhile."""
        self._end = end
        self._lock = threading.Lock()
        self._owed: list[str] = []

    def owe(self, session: str) -> None:
        """The clerk of this session's token has gone; the hub did not answer."""
        with self._lock:
            self._owed.append(session)

    def tell(self) -> Unreachable | None:
        """Tell the hub of everybody who has gone; slow where there is somebody. Unreachable: it still does not answer.

        Told twice does no harm: the hub ends a session that it does not know without a word.
        """
        with self._lock:
            owed = tuple(self._owed)
        for session in owed:
            answer = self._end(session)
            if isinstance(answer, Unreachable):
                return answer
            with self._lock:
                if session in self._owed:
                    self._owed.remove(session)
        return None
