"""How tests bring dossiers to the sandbox: through our client, or by tus in the hand."""

from __future__ import annotations

import base64
from collections.abc import Iterable

import requests

from city.client import CityClient, upload_metadata
from city.contract import (
    ClerkSession,
    DossierState,
    Refused,
)
from city.tus import Shipment, Uploaded
from tests.city.given import Sandbox, Visit

PDF = b"%PDF-1.7 NGUYEN THI MAU " * 100_000


def forgets(url: str | None) -> None:
    """For uploads that need no second attempt."""


def bring(city: CityClient, visit: Visit, *digests: str) -> None:
    for digest in digests or tuple(visit.blobs):
        shipment = shipment_of(visit, digest)
        assert isinstance(city.upload(shipment, forgets, lambda: True), Uploaded)


def shipment_of(visit: Visit, digest: str) -> Shipment:
    data = visit.blobs[digest]
    return Shipment(len(data), upload_metadata(visit.dossier_id, digest), lambda start: iter([data[start:]]))


def file(sandbox: Sandbox, visit: Visit) -> str:
    """A filed dossier's code."""
    city = sandbox.client()
    city.announce(visit.manifest)
    bring(city, visit)
    state = city.dossier(visit.dossier_id)
    assert isinstance(state, DossierState)
    assert state.code is not None
    return state.code


def session(sandbox: Sandbox) -> str:
    opened = sandbox.counter().clerk_session("lan", 3)
    assert isinstance(opened, ClerkSession)
    return opened.token


def code_of(outcome: object) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.code


class RawTus:
    """tus by hand, to say what no client says."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.url = f"{sandbox.url}/v1/files"
        self.headers = {"Authorization": f"Bearer {sandbox.centre}", "Tus-Resumable": "1.0.0"}

    def begin(self, length: object, metadata: str, **headers: str) -> requests.Response:
        said = self.headers | {"Upload-Length": str(length), "Upload-Metadata": metadata} | headers
        return requests.post(self.url, headers=said, timeout=10)

    def place(self, visit: Visit, digest: str) -> str:
        answer = self.begin(len(visit.blobs[digest]), metadata_of(visit.dossier_id, digest))
        assert answer.status_code == 201, answer.text
        return self.url.removesuffix("/v1/files") + answer.headers["Location"]

    def patch(self, place: str, offset: object, data: bytes | Iterable[bytes], **headers: str) -> requests.Response:
        said = self.headers | {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        return requests.patch(place, headers=said | headers, data=data, timeout=20)

    def offset(self, place: str) -> int | None:
        answer = requests.head(place, headers=self.headers, timeout=10)
        return int(answer.headers["Upload-Offset"]) if answer.status_code == 200 else None


def metadata_of(dossier_id: str, digest: str) -> str:
    words = {"dossier_id": dossier_id, "sha256": digest}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())
