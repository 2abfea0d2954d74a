"""One HTTP exchange with the city: bounded in time and size, and trouble on the way is a value."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar
from urllib.parse import urlsplit

import requests
import urllib3
from pydantic import StringConstraints, TypeAdapter, ValidationError

from city.contract import Refused, Unreachable, Word

LARGEST_JSON_BYTES: Final = 1 << 20
# A city that drips its answer byte by byte must not hold the courier for longer than this many read timeouts.
_PATIENCE: Final = 4

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What came back. headers: names in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class SourceFault(Exception):
    """Our own bytes could not be read while they were being sent; the fault is the cause."""


@dataclass(frozen=True)
class ErrorBody:
    """The body of every 4xx and 5xx of the city."""

    code: Word
    vi: Annotated[str, StringConstraints(max_length=500)]
    en: Annotated[str, StringConstraints(max_length=500)]


_ERROR: Final = TypeAdapter(ErrorBody)


class Wire:
    """Exchanges with one origin; safe from any thread. Never follows a redirect, never leaves the origin."""

    def __init__(self, base_url: str, *, connect_timeout: float, read_timeout: float) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"not the address of a server: {base_url!r}")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.prefix = parts.path.rstrip("/")
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._local = threading.local()

    def exchange(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | Iterable[bytes] | None = None,
        *,
        largest: int = LARGEST_JSON_BYTES,
        send_timeout: float | None = None,
    ) -> Answer | Unreachable:
        """Send a request and read the answer whole. Raises SourceFault where `body` raises it.

        path: begins with a slash and counts from the origin. largest: more bytes than that are not read.
        send_timeout: seconds for one piece of the body to leave.
        """
        # While the body is sent, the socket has the connect timeout, and it counts for a whole piece.
        timeout = (send_timeout or self._connect_timeout, self._read_timeout)
        deadline = time.monotonic() + self._read_timeout * _PATIENCE
        try:
            with self._session().request(
                method,
                self.origin + path,
                headers={"Accept-Encoding": "identity", **headers},
                data=body,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                received = bytearray()
                deadline = max(deadline, time.monotonic() + self._read_timeout)
                # read1 returns with whatever has come; iter_content waits for a whole piece, however slowly it drips.
                while piece := response.raw.read1(1 << 20):
                    received += piece
                    if len(received) > largest:
                        return Unreachable("answer_too_large")
                    if time.monotonic() > deadline:
                        return Unreachable("answer_too_slow")
                return Answer(response.status_code, response.headers, bytes(received))
        except (requests.Timeout, urllib3.exceptions.ReadTimeoutError):
            return Unreachable("timeout")
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
            return Unreachable("no_connection")

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = requests.Session()
            # No .netrc (it would replace our Authorization header) and no proxy from the environment.
            session.trust_env = False
            self._local.session = session
        return session


def parse(kind: TypeAdapter[T], answer: Answer | Unreachable) -> T | Refused | Unreachable:
    """What a 2xx answer says; anything the city did not mean to say is Unreachable, a proxy's error page as well."""
    if isinstance(answer, Unreachable):
        return answer
    if not 200 <= answer.status < 300:
        return refusal(answer)
    try:
        return kind.validate_json(answer.body)
    except ValidationError:
        return Unreachable("answer_garbled")


def refusal(answer: Answer) -> Refused | Unreachable:
    """Tell a refusal from trouble that passes. Only the city's own words are a refusal."""
    try:
        error = _ERROR.validate_json(answer.body)
    except ValidationError:
        return Unreachable(f"status_{answer.status}")
    if 400 <= answer.status < 500 and answer.status not in (408, 423, 425, 429):
        return Refused(error.code, error.vi, error.en)
    return Unreachable(error.code)
