"""One device's link to the hub: a request goes out, a value comes back."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import quote

import requests
from pydantic import TypeAdapter, ValidationError

from ticketing.domain.answers import Refused


@dataclass(frozen=True)
class Unreachable:
    """Nothing is known about the deed; ask again later with the same request id.

    reason: "no_connection" | "timeout" | "broken_connection" | "bad_answer", or the hub's own code for a trouble of its
    own ("disk_full", "stopping", "hub_fault").
    """

    reason: str


@dataclass(frozen=True)
class _ErrorBody:
    code: str
    vi: str
    en: str


_T = TypeVar("_T")
_ERROR: Final = TypeAdapter(_ErrorBody)
_Json = Mapping[str, object]


class HubLink:
    """Safe to use from several threads: each keeps its own connection."""

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        connect_timeout: float = 2.0,
        read_timeout: float = 5.0,
        clerk: str | None = None,
    ) -> None:
        """`token` is the device's; `clerk` the token of a ClerkSession. Timeouts in seconds."""
        self._base = base_url.rstrip("/")
        self._token = token
        self._timeout = (connect_timeout, read_timeout)
        self._clerk = clerk
        self._threads = threading.local()

    def _ask(
        self,
        method: str,
        path: str,
        answer: TypeAdapter[_T],
        body: _Json | bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> _T | Refused | Unreachable:
        response = self._send(method, path, body, headers or {})
        if isinstance(response, Unreachable):
            return response
        if response.status_code != requests.codes.ok:
            return trouble_in(response)
        try:
            return answer.validate_json(response.content)
        except ValidationError:
            return Unreachable("bad_answer")

    def _send(
        self, method: str, path: str, body: _Json | bytes | None, headers: Mapping[str, str]
    ) -> requests.Response | Unreachable:
        sent = {"Authorization": f"Bearer {self._token}", **headers}
        if self._clerk is not None:
            sent["Clerk-Session"] = self._clerk
        data = body if isinstance(body, bytes) else None
        json = None if isinstance(body, bytes) else body
        trouble = Unreachable("no_connection")
        # A kept-alive connection may have died with an earlier hub. Every deed carries its request id, so asking
        # once more on a fresh connection is safe.
        for _ in range(2):
            try:
                return self._session().request(
                    method, self._base + path, data=data, json=json, headers=sent, timeout=self._timeout,
                    allow_redirects=False,
                )  # fmt: skip
            except requests.ConnectTimeout:
                return Unreachable("timeout")
            except requests.Timeout:
                return Unreachable("timeout")
            except requests.ConnectionError as broken:
                self._threads.session = None
                if "NewConnectionError" in repr(broken) or "NameResolutionError" in repr(broken):
                    return Unreachable("no_connection")
                trouble = Unreachable("broken_connection")
            except requests.RequestException:
                return Unreachable("bad_answer")
        return trouble

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._threads, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = False  # neither proxies nor .netrc stand between a device and its hub
            self._threads.session = session
        return session


def path_part(text: str) -> str:
    """One path segment; an empty or odd id must not lead to another address."""
    return quote(text, safe="") or "-"


def trouble_in(response: requests.Response) -> Refused | Unreachable:
    """What an answer that is not 200 means."""
    try:
        error = _ERROR.validate_json(response.content)
    except ValidationError:
        return Unreachable("bad_answer")
    if response.status_code >= requests.codes.server_error:
        return Unreachable(error.code)
    return Refused(error.code, error.vi, error.en)
