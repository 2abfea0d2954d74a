"""HTTP as eSCL devices speak it: one connection a request, limits on everything, and nothing raised.

Redirects are not followed, with one exception: a device that moves its whole service from http to https is moved along
with. From https to http there is no way.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from scanner.drivers.escl.pins import Pins
from scanner.port import ScannerUnreachable

CONNECT_S = 5.0
ANSWER_S = 10.0
PAGE_S = 120.0
BETWEEN_READS_S = 60.0
MAX_XML_BYTES = 1024 * 1024
_CHUNK = 32 * 1024


@dataclass(frozen=True)
class Answer:
    """A whole answer. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Cut:
    """An answer that began well and broke off, with what had arrived of it."""

    headers: Mapping[str, str]
    partial: bytes = field(repr=False)


@dataclass(frozen=True)
class TooLarge:
    """More than the limit; the rest was not read."""


Heard = Answer | Cut | TooLarge | ScannerUnreachable


class _PinnedAdapter(HTTPAdapter):
    """Speaks to one certificate only, whoever signed it."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, assert_fingerprint=self._fingerprint, assert_hostname=False, **kwargs)


class Transport:
    """The way to one device. Safe to use from two threads at once."""

    def __init__(self, url: str, pins: Pins, clock: Callable[[], float] = time.monotonic) -> None:
        self._pins = pins
        self._clock = clock
        self._scheme, self._host, self._port, self.root = _parts(url)
        self._host_form: str | None = None

    def host_forms(self) -> Iterator[None]:
        """Step through the ways to write `Host`; the last one stepped to stays in use.

        HP M630 and M578 want `localhost` there, Epson wants the port even when it is the usual one.
        """
        yield
        usual = self._port == (443 if self._scheme == "https" else 80)
        for form in (f"{self._bracketed()}:{self._port}",) * usual + ("localhost",):
            self._host_form = form
            yield
        self._host_form = None

    def get_xml(self, path: str) -> Heard:
        """A short answer, at most 1 MiB."""
        return self._send("GET", path, limit=MAX_XML_BYTES, read_s=ANSWER_S, total_s=ANSWER_S)

    def get_page(self, path: str, limit: int) -> Heard:
        """A page: the device may still be moving paper, so this waits long."""
        return self._send("GET", path, limit=limit, read_s=BETWEEN_READS_S, total_s=PAGE_S)

    def post_xml(self, path: str, body: bytes) -> Heard:
        """Send a document; the answer is short."""
        return self._send("POST", path, limit=MAX_XML_BYTES, read_s=ANSWER_S, total_s=ANSWER_S, body=body)

    def delete(self, path: str) -> None:
        """Give a job back. What the device says to it changes nothing: Canon redirects, HP has forgotten it."""
        self._send("DELETE", path, limit=MAX_XML_BYTES, read_s=ANSWER_S, total_s=ANSWER_S, may_move=False)

    def _send(
        self,
        method: str,
        path: str,
        *,
        limit: int,
        read_s: float,
        total_s: float,
        body: bytes | None = None,
        may_move: bool = True,
    ) -> Heard:
        if not self._host:
            return ScannerUnreachable("bad_address")
        deadline = self._clock() + total_s
        headers = {"Connection": "close", "Accept-Encoding": "gzip" if limit == MAX_XML_BYTES else "identity"}
        if body is not None:
            headers["Content-Type"] = "text/xml"
        if self._host_form:
            headers["Host"] = self._host_form
        try:
            with self._session() as session:
                response = session.request(
                    method,
                    f"{self._scheme}://{self._bracketed()}:{self._port}{path}",
                    data=body,
                    headers=headers,
                    timeout=(CONNECT_S, read_s),
                    stream=True,
                    allow_redirects=False,
                    # Nobody signed it; the adapter holds the device to its pinned certificate instead.
                    verify=False,
                )
                with response:
                    if may_move and self._moved_to_https(response):
                        return self._send(
                            method, path, limit=limit, read_s=read_s, total_s=total_s, body=body, may_move=False
                        )
                    return self._read(response, limit, deadline)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as fault:
            return ScannerUnreachable(_reason(fault))

    def _read(self, response: requests.Response, limit: int, deadline: float) -> Answer | Cut | TooLarge:
        headers = {name.lower(): value for name, value in response.headers.items()}
        body = bytearray()
        try:
            # read1 gives what has come so far, so that a device that drips cannot hold us past the deadline.
            while chunk := response.raw.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > limit:
                    return TooLarge()
                if self._clock() > deadline:
                    return Cut(headers, bytes(body))
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return Cut(headers, bytes(body))
        return Answer(response.status_code, headers, bytes(body))

    def _moved_to_https(self, response: requests.Response) -> bool:
        if response.status_code not in (301, 302, 307, 308) or self._scheme != "http":
            return False
        try:
            target = urlsplit(response.headers.get("Location", ""))
            port = target.port or 443
        except ValueError:
            return False
        if target.scheme != "https":
            return False
        self._scheme, self._port = "https", port
        return True

    def _session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        if self._scheme == "https":
            session.mount("https://", _PinnedAdapter(self._pins.fingerprint(self._host, self._port, CONNECT_S)))
        return session

    def _bracketed(self) -> str:
        return f"[{self._host}]" if ":" in self._host else self._host


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host (empty for an address that makes no sense), port, and the root path without a slash at its end."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname or ""
    except ValueError:
        return "http", "", 80, ""
    if parts.scheme not in ("http", "https"):
        host = ""
    return parts.scheme, host, port, parts.path.rstrip("/") or "/eSCL"


def _reason(fault: Exception) -> Any:
    words = str(fault)
    if "Fingerprints did not match" in words:
        return "certificate_changed"
    if isinstance(fault, requests.exceptions.ConnectTimeout):
        return "no_connection"
    if isinstance(fault, (requests.Timeout, TimeoutError)):
        return "timeout"
    if isinstance(fault, (requests.exceptions.SSLError, ssl.SSLError)):
        return "tls"
    if isinstance(fault, (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader)):
        return "bad_address"
    if "Connection aborted" in words or "RemoteDisconnected" in words:
        return "cut"
    return "no_connection"
