"""Files come in by tus 1.0 (core, creation, termination): synced before an offset is promised.

A file is the dossier's once its sha256 over the whole is the one that the manifest gives; until then the city confirms
nothing. One connection at a time grows an upload; a newcomer ends the older one, whose client is most likely dead.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import errno
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from starlette.requests import ClientDisconnect

from city.contract import LARGEST_FILE_BYTES
from city.sandbox.admission import centre
from city.sandbox.complaints import Complaint
from city.sandbox.filing import errors
from city.sandbox.pipeline import Pipeline
from city.sandbox.store import Store, UploadRow
from city.sandbox.vault import Growing, Vault
from config.event_log import Event, record

_SILENCE: Final = 30.0
_NEWCOMER_WAITS: Final = 5.0
_MOST_OPEN: Final = 32
_OCTETS: Final = "application/offset+octet-stream"

UploadId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Offset = Annotated[int, Header(alias="Upload-Offset", ge=0, le=LARGEST_FILE_BYTES)]


def tus_version(tus_resumable: Annotated[str, Header(alias="Tus-Resumable", description="1.0.0")] = "") -> None:
    """Only tus 1.0.0 is spoken."""
    if tus_resumable != "1.0.0":
        raise Complaint("tus_version", {"Tus-Version": "1.0.0"})


@dataclass
class _Holder:
    """The connection that grows an upload now."""

    done: asyncio.Event = field(default_factory=asyncio.Event)
    unwanted: bool = False
    silence: asyncio.Timeout | None = None

    def cut_off(self) -> None:
        """End it: at once where it waits for bytes, else after the block it is writing."""
        self.unwanted = True
        if self.silence is not None:
            self.silence.reschedule(0)


class Intake:
    """Takes uploads into a vault."""

    def __init__(self, store: Store, vault: Vault, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock
        self._holders: dict[str, _Holder] = {}
        self._open: dict[str, Growing] = {}

    def begin(self, metadata: str, length: int) -> str:
        """A new upload for a file that a manifest names; its id."""
        words = _metadata(metadata)
        dossier_id, sha256 = words.get("dossier_id", ""), words.get("sha256", "")
        size = self._store.size_of(dossier_id, sha256)
        if size is None:
            raise Complaint("not_in_manifest" if self._store.state(dossier_id) else "unknown_dossier")
        if size != length:
            raise Complaint("not_in_manifest")
        begun = self._store.begin_upload(dossier_id, sha256, length, self._clock())
        if begun is None:
            raise Complaint("already_kept")
        upload_id, superseded = begun
        for earlier in superseded:
            self._vault.erase(earlier)
        return upload_id

    async def standing(self, upload_id: str) -> tuple[int, int]:
        """Offset and length of an upload. One that had all its bytes when the power went is finished now."""
        async with self._alone_with(upload_id):
            upload = await self._row(upload_id)
            if upload.kept_at:
                return upload.bytes, upload.bytes
            growing = await self._growing(upload_id)
            if growing.offset == upload.bytes:
                await self._finish(upload, growing)
            return growing.offset, upload.bytes

    async def grow(self, upload_id: str, offset: int, request: Request) -> int:
        """Append a request's body; the new offset, which would survive a power cut."""
        async with self._alone_with(upload_id) as holder:
            upload = await self._row(upload_id)
            if upload.kept_at:
                raise Complaint("wrong_offset")
            growing = await self._growing(upload_id)
            if growing.offset != offset:
                raise Complaint("wrong_offset")
            announced = request.headers.get("content-length", "0")
            if not announced.isdecimal() or int(announced) > upload.bytes - offset:
                raise Complaint("too_large")
            try:
                await self._receive(request, upload, growing, holder)
            except OSError as fault:
                raise Complaint("disk_full" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "unexpected") from fault
            finally:
                await self._sync(upload_id, growing)
            if growing.offset == upload.bytes:
                await self._finish(upload, growing)
            return growing.offset

    async def end(self, upload_id: str) -> None:
        """Forget an unfinished upload."""
        async with self._alone_with(upload_id):
            upload = await self._row(upload_id)
            if upload.kept_at:
                raise Complaint("already_kept")
            await asyncio.to_thread(self._drop, upload_id)

    async def _receive(self, request: Request, upload: UploadRow, growing: Growing, holder: _Holder) -> None:
        room = upload.bytes - growing.offset
        stream = request.stream()
        with Pipeline(growing) as pipeline:
            try:
                while (chunk := await _next_chunk(stream, holder)) is not None:
                    room -= len(chunk)
                    if room < 0:
                        raise Complaint("too_large")
                    await pipeline.put(chunk)
            finally:
                # Whatever ended it, what has arrived is worth keeping: the client will ask how far we are.
                await pipeline.finish()

    async def _finish(self, upload: UploadRow, growing: Growing) -> None:
        if growing.sha256() != upload.sha256:
            record(Event.PARCEL_REFUSED, reason="hash_differs", dossier_id=upload.dossier_id)
            await asyncio.to_thread(self._drop, upload.upload_id)
            raise Complaint("hash_differs")
        filed = await asyncio.to_thread(self._store.keep, upload, self._clock())
        self._shut(upload.upload_id)
        record(Event.PARCEL_CONFIRMED, dossier_id=upload.dossier_id, bytes=upload.bytes)
        if filed:
            record(Event.DOSSIER_CODED, dossier_id=upload.dossier_id)

    async def _sync(self, upload_id: str, growing: Growing) -> None:
        with suppress(OSError):
            await asyncio.to_thread(growing.sync)
        if not growing.trusted:
            await asyncio.to_thread(self._drop, upload_id)
            raise Complaint("unexpected")

    async def _row(self, upload_id: str) -> UploadRow:
        upload = await asyncio.to_thread(self._store.upload, upload_id)
        if upload is None:
            self._shut(upload_id)
            raise Complaint("no_such_upload")
        return upload

    async def _growing(self, upload_id: str) -> Growing:
        if upload_id not in self._open:
            for idle in [name for name in self._open if name not in self._holders][: len(self._open) - _MOST_OPEN + 1]:
                self._shut(idle)
            self._open[upload_id] = await asyncio.to_thread(self._vault.grow, upload_id)
        return self._open[upload_id]

    def _drop(self, upload_id: str) -> None:
        self._store.drop_upload(upload_id)
        self._shut(upload_id)
        self._vault.erase(upload_id)

    def _shut(self, upload_id: str) -> None:
        if growing := self._open.pop(upload_id, None):
            growing.close()

    @asynccontextmanager
    async def _alone_with(self, upload_id: str) -> AsyncIterator[_Holder]:
        while holder := self._holders.get(upload_id):
            holder.cut_off()
            try:
                async with asyncio.timeout(_NEWCOMER_WAITS):
                    await holder.done.wait()
            except TimeoutError as locked:
                raise Complaint("upload_locked") from locked
        self._holders[upload_id] = mine = _Holder()
        try:
            yield mine
        finally:
            del self._holders[upload_id]
            mine.done.set()


def tus_routes(intake: Intake) -> APIRouter:
    """The routes of one intake."""
    routes = APIRouter(tags=["files (tus 1.0)"])
    spoken = [Depends(centre), Depends(tus_version)]

    @routes.options(
        "/v1/files",
        status_code=204,
        response_class=Response,
        responses=_answers(204, "Tus-Version", "Tus-Extension", "Tus-Max-Size"),
        operation_id="tusCapabilities",
    )
    def capabilities() -> Response:
        """What of tus is spoken here."""
        headers = {
            "Tus-Version": "1.0.0",
            "Tus-Extension": "creation,termination",
            "Tus-Max-Size": str(LARGEST_FILE_BYTES),
        }
        return Response(status_code=204, headers=headers)

    @routes.post(
        "/v1/files",
        status_code=201,
        dependencies=spoken,
        response_class=Response,
        responses=errors(404, 409, 412, 413) | _answers(201, "Location"),
        operation_id="beginUpload",
    )
    def begin(
        upload_length: Annotated[int, Header(alias="Upload-Length", ge=1)],
        upload_metadata: Annotated[
            str,
            Header(
                alias="Upload-Metadata",
                max_length=2000,
                description="dossier_id and sha256, each in base64, as tus has it.",
            ),
        ],
    ) -> Response:
        """Begin the upload of a file that an announced manifest names; it takes the place of an earlier beginning."""
        if upload_length > LARGEST_FILE_BYTES:
            raise Complaint("too_large")
        upload_id = intake.begin(upload_metadata, upload_length)
        return Response(status_code=201, headers={"Location": f"/v1/files/{upload_id}"})

    @routes.head(
        "/v1/files/{upload_id}",
        dependencies=spoken,
        response_class=Response,
        responses=errors(404, 412, 423) | _answers(200, "Upload-Offset", "Upload-Length"),
        operation_id="uploadOffset",
    )
    async def offset_of(upload_id: UploadId) -> Response:
        """How many bytes are safe here."""
        offset, length = await intake.standing(upload_id)
        headers = {"Upload-Offset": str(offset), "Upload-Length": str(length), "Cache-Control": "no-store"}
        return Response(headers=headers)

    @routes.patch(
        "/v1/files/{upload_id}",
        status_code=204,
        dependencies=spoken,
        response_class=Response,
        responses=errors(404, 409, 412, 413, 415, 423, 460, 507) | _answers(204, "Upload-Offset"),
        openapi_extra={"requestBody": {"required": True, "content": {_OCTETS: {"schema": {"type": "string"}}}}},
        operation_id="continueUpload",
    )
    async def grow(upload_id: UploadId, upload_offset: Offset, request: Request) -> Response:
        """Append bytes. The answer comes when they would survive a power cut; 460 where the whole is not the file that
        was announced, which is then begun anew."""
        if request.headers.get("content-type") != _OCTETS:
            raise Complaint("wrong_content_type")
        offset = await intake.grow(upload_id, upload_offset, request)
        return Response(status_code=204, headers={"Upload-Offset": str(offset)})

    @routes.delete(
        "/v1/files/{upload_id}",
        status_code=204,
        dependencies=spoken,
        response_class=Response,
        responses=errors(404, 409, 412, 423),
        operation_id="endUpload",
    )
    async def end(upload_id: UploadId) -> Response:
        """Forget an unfinished upload."""
        await intake.end(upload_id)
        return Response(status_code=204)

    return routes


def _answers(status: int, *headers: str) -> dict[int | str, dict[str, Any]]:
    """How the contract page documents an answer that is all headers."""
    described = {name: {"schema": {"type": "string"}} for name in headers}
    return {status: {"description": "Done.", "headers": described}}


async def _next_chunk(stream: AsyncIterator[bytes], holder: _Holder) -> bytes | None:
    """The next bytes; None at the end, however it comes: whole, cut, silent, or pushed aside by a newcomer."""
    if holder.unwanted:
        return None
    try:
        async with asyncio.timeout(_SILENCE) as holder.silence:
            return await anext(stream)
    except (StopAsyncIteration, ClientDisconnect, TimeoutError):
        return None
    finally:
        holder.silence = None


def _metadata(header: str) -> dict[str, str]:
    """Upload-Metadata as tus writes it: `key base64, key base64`. Raises Complaint."""
    words = {}
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            words[key] = base64.b64decode(value, validate=True).decode("ascii")
        except (binascii.Error, UnicodeDecodeError) as fault:
            raise Complaint("not_valid") from fault
    if not re.fullmatch(r"[0-9a-f]{64}", words.get("sha256", "")):
        raise Complaint("not_valid")
    return words
