"""Our tus 1.0 client (tus.io/protocols/resumable-upload): core and creation.

The server's HEAD offset is the truth, whatever we believe to have sent. Nothing in the protocol promises that bytes
survive at the server, so `Uploaded` means no more than that: whoever erases a file waits for the city's confirmation
of its sha256. The IETF draft is not opted in to: http.client takes its 104 for the final answer.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never
from urllib.parse import urljoin, urlsplit

from city.contract import Refused, Unreachable
from city.frames import FrameBroken
from city.wire import Answer, SourceFault, Wire, refusal

_PATCH_BYTES: Final = 1 << 30
# A line that was cut once may be cut again, and a proxy on it may keep what it has from the server until all is there.
_CAUTIOUS_PATCH_BYTES: Final = 16 << 20
_SMALLEST_PATCH: Final = 256 << 10
# sendall's timeout counts for a whole piece: 256 KiB in 15 s leaves room for a line of 17 kB/s.
_PIECE_BYTES: Final = 256 << 10
_SEND_TIMEOUT: Final = 15.0
_MOST_STARTS: Final = 3
_MOST_SETBACKS: Final = 6
_VERSION: Final = {"Tus-Resumable": "1.0.0"}


@dataclass(frozen=True)
class Shipment:
    """One file to be brought over.

    metadata: words for the server, about the file and never about a person. read: the file's bytes from an offset on.
    url: where an earlier attempt had begun, from `note_url`.
    """

    size: int
    metadata: Mapping[str, str]
    read: Callable[[int], Iterator[bytes]]
    url: str | None = None


@dataclass(frozen=True)
class Uploaded:
    """The server says that it has received every byte."""

    url: str


@dataclass(frozen=True)
class SourceBroken:
    """Our own file cannot be read. reason: a code of ours."""

    reason: str


@dataclass(frozen=True)
class _At:
    offset: int


@dataclass(frozen=True)
class _Begun:
    url: str


class _Gone:
    """The upload is not there any more."""


class _AskAgain:
    """The server and we disagree about the offset."""


class _TooLarge:
    """This much at once is not taken."""


class TusClient:
    """Uploads to one creation endpoint. headers: sent with every request, the token among them."""

    def __init__(self, wire: Wire, creation_path: str, headers: Mapping[str, str]) -> None:
        self._wire = wire
        self._creation_path = creation_path
        self._headers = {**headers, **_VERSION}

    def send(
        self, shipment: Shipment, note_url: Callable[[str | None], None], go_on: Callable[[], bool]
    ) -> Uploaded | SourceBroken | Refused | Unreachable:
        """Bring the file over, from wherever the server says it is.

        note_url: keeps the upload's address durably, before any byte is sent, and None when it has lapsed.
        go_on: asked after every piece; False stops as Unreachable("stopped").
        """
        url, at = shipment.url, None
        starts = setbacks = 0
        most = _PATCH_BYTES if url is None else _CAUTIOUS_PATCH_BYTES
        while True:
            if url is None:
                if (starts := starts + 1) > _MOST_STARTS:
                    return Unreachable("upload_lapses")
                begun = self._create(shipment)
                if not isinstance(begun, _Begun):
                    return begun
                url, at = begun.url, _At(0)
                note_url(url)
            step = self._head(url, shipment.size) if at is None else self._patch(url, at.offset, shipment, most, go_on)
            match step:
                case _At(offset) if offset == shipment.size:
                    return Uploaded(url)
                case _At():
                    at = step
                case _AskAgain():
                    at = None
                    setbacks += 1
                case _Gone():
                    url = at = None
                    note_url(None)
                case _TooLarge():
                    most = min(most, shipment.size) // 4
                    at = None
                    setbacks += most < _SMALLEST_PATCH
                case SourceBroken() | Refused() | Unreachable():
                    return step
                case _:
                    assert_never(step)
            if setbacks > _MOST_SETBACKS:
                return Unreachable("no_progress")

    def _create(self, shipment: Shipment) -> _Begun | Refused | Unreachable:
        headers = {**self._headers, "Upload-Length": str(shipment.size), "Content-Length": "0"}
        if shipment.metadata:  # @tus/server answers an empty header with 400
            pairs = ((key, base64.b64encode(value.encode()).decode()) for key, value in shipment.metadata.items())
            headers["Upload-Metadata"] = ",".join(f"{key} {value}" for key, value in pairs)
        answer = self._wire.exchange("POST", self._creation_path, headers)
        if isinstance(answer, Unreachable):
            return answer
        location = _header(answer, "Location")
        if answer.status != 201:
            return refusal(answer)
        if not location:
            return Unreachable("answer_garbled")
        # Only the path counts: our token goes to no other origin, and a proxy may have hidden the server's own name.
        parts = urlsplit(urljoin(self._wire.origin + self._creation_path, location))
        return _Begun(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _head(self, url: str, size: int) -> _At | _Gone | _AskAgain | Refused | Unreachable:
        answer = self._wire.exchange("HEAD", url, self._headers)
        if isinstance(answer, Unreachable):
            return answer
        if answer.status in (403, 404, 410):
            return _Gone()
        if answer.status not in (200, 204):
            return refusal(answer)
        offset = _number(answer, "Upload-Offset")
        if offset is None:
            return Unreachable("answer_garbled")
        length = _number(answer, "Upload-Length")
        if offset > size or length not in (None, size):
            return _Gone()  # somebody else's upload
        return _At(offset)

    def _patch(
        self, url: str, offset: int, shipment: Shipment, most: int, go_on: Callable[[], bool]
    ) -> _At | _Gone | _AskAgain | _TooLarge | SourceBroken | Refused | Unreachable:
        length = min(most, shipment.size - offset)
        if not length:
            return _At(offset)
        body = _Body(shipment.read, offset, length, go_on)
        headers = {
            **self._headers,
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        try:
            answer = self._wire.exchange("PATCH", url, headers, body, send_timeout=_SEND_TIMEOUT)
        except _Stopped:
            return Unreachable("stopped")
        except SourceFault as fault:
            return SourceBroken("file_missing" if isinstance(fault.__cause__, FileNotFoundError) else "file_damaged")
        if isinstance(answer, Unreachable):
            return answer
        match answer.status:
            case 200 | 204:
                new = _number(answer, "Upload-Offset")
                return _At(new) if new is not None and offset < new <= offset + length else _AskAgain()
            case 404 | 410:
                return _Gone()
            case 409 | 460:  # the offset is another one; a piece was damaged on its way and dropped
                return _AskAgain()
            case 413:
                return _TooLarge()
            case _:
                return refusal(answer)


class _Stopped(Exception):
    """The caller wants no more of this upload."""


class _Body:
    """Part of a file as a request's body: with a length, so that no chunked encoding is needed, and no `read`, so
    that http.client takes our pieces as they are."""

    def __init__(
        self, read: Callable[[int], Iterator[bytes]], start: int, length: int, go_on: Callable[[], bool]
    ) -> None:
        self._read = read
        self._start = start
        self._length = length
        self._go_on = go_on

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[bytes]:
        left = self._length
        try:
            for frame in self._read(self._start):
                share = frame[:left]
                left -= len(share)
                for at in range(0, len(share), _PIECE_BYTES):
                    yield share[at : at + _PIECE_BYTES]
                    if not self._go_on():
                        raise _Stopped
                if not left:
                    return
        except (FrameBroken, OSError) as fault:
            # As an OSError it would pass for a broken connection.
            raise SourceFault from fault
        raise SourceFault("the file is shorter than its size")


def _header(answer: Answer, name: str) -> str:
    return answer.headers.get(name, "")


def _number(answer: Answer, name: str) -> int | None:
    value = _header(answer, name)
    return int(value) if re.fullmatch(r"[0-9]{1,15}", value, re.ASCII) else None
