"""The city as the centre's machines speak to it: filing for the courier, opening and accepting for a clerk.

Every answer is the thing asked for, Refused (the city said no) or Unreachable (ask again later).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Final

from pydantic import TypeAdapter

from city.contract import (
    LARGEST_FILE_BYTES,
    Acceptance,
    ClerkSession,
    Confirmation,
    Dossier,
    DossierManifest,
    DossierState,
    NotKept,
    Refused,
    Unreachable,
)
from city.tus import Shipment, SourceBroken, TusClient, Uploaded
from city.wire import Answer, Wire, parse, refusal

_STATE: Final = TypeAdapter(DossierState)
_MANIFEST: Final = TypeAdapter(DossierManifest)
_CONFIRMATION: Final = TypeAdapter(Confirmation)
_SESSION: Final = TypeAdapter(ClerkSession)
_ACCEPTANCE: Final = TypeAdapter(Acceptance)
_JSON: Final = {"Content-Type": "application/json"}


class CityClient:
    """Speaks to the city at `base_url` with the token of this device; safe from any thread."""

    def __init__(self, base_url: str, token: str, *, connect_timeout: float = 3.0, read_timeout: float = 15.0) -> None:
        self._wire = Wire(base_url, connect_timeout=connect_timeout, read_timeout=read_timeout)
        self._bearer = _bearer(token)
        self._tus = TusClient(self._wire, f"{self._wire.prefix}/v1/files", self._bearer)

    def announce(self, manifest: DossierManifest) -> DossierState | Refused | Unreachable:
        """Tell the city what a dossier will consist of. The same again is answered again; other contents are refused
        as `dossier_differs`."""
        path = self._dossier_path(manifest.dossier_id)
        answer = self._wire.exchange("PUT", path, self._bearer | _JSON, _MANIFEST.dump_json(manifest))
        return _state_of(manifest.dossier_id, answer)

    def upload(
        self, shipment: Shipment, note_url: Callable[[str | None], None], go_on: Callable[[], bool]
    ) -> Uploaded | SourceBroken | Refused | Unreachable:
        """Bring one file over; see TusClient.send. metadata: dossier_id and sha256."""
        return self._tus.send(shipment, note_url, go_on)

    def confirmation(self, dossier_id: str, sha256: str) -> Confirmation | NotKept | Refused | Unreachable:
        """Whether the city keeps a file: only then does it repeat the hash, which it computed over the whole."""
        path = f"{self._dossier_path(dossier_id)}/files/{sha256}"
        answer = parse(_CONFIRMATION, self._wire.exchange("GET", path, self._bearer))
        if isinstance(answer, Refused) and answer.code == "not_kept":
            return NotKept()
        if isinstance(answer, Confirmation) and answer.sha256 != sha256:
            return Unreachable("hash_differs")
        return answer

    def dossier(self, dossier_id: str) -> DossierState | Refused | Unreachable:
        """Where a dossier stands, and its code once the city has made one."""
        answer = self._wire.exchange("GET", self._dossier_path(dossier_id), self._bearer)
        return _state_of(dossier_id, answer)

    def clerk_session(self, clerk_id: str, counter: int) -> ClerkSession | Refused | Unreachable:
        """Open a clerk's session; this device must be enrolled as a clerk's."""
        body = json.dumps({"clerk_id": clerk_id, "counter": counter}).encode()
        path = f"{self._wire.prefix}/v1/clerk-sessions"
        return parse(_SESSION, self._wire.exchange("POST", path, self._bearer | _JSON, body))

    def open_dossier(self, dossier_id: str, clerk_token: str) -> Dossier | Refused | Unreachable:
        """What a citizen filed, for a clerk in session: manifest, answers and state."""
        path = self._dossier_path(dossier_id)
        manifest = parse(_MANIFEST, self._wire.exchange("GET", f"{path}/manifest", _bearer(clerk_token)))
        if not isinstance(manifest, DossierManifest):
            return manifest
        answers = self._file(f"{path}/answers", clerk_token, manifest.answers_sha256)
        if not isinstance(answers, bytes):
            return answers
        state = _state_of(dossier_id, self._wire.exchange("GET", path, _bearer(clerk_token)))
        return Dossier(manifest, answers, state) if isinstance(state, DossierState) else state

    def document(
        self, dossier_id: str, document_id: str, sha256: str, clerk_token: str
    ) -> bytes | Refused | Unreachable:
        """One document of a dossier, checked against the hash that the manifest gives for it."""
        return self._file(f"{self._dossier_path(dossier_id)}/documents/{document_id}", clerk_token, sha256)

    def accept(self, dossier_id: str, request_id: str, clerk_token: str) -> Acceptance | Refused | Unreachable:
        """Accept a dossier that is filed. The same request again gets the same answer; another clerk's is refused as
        `already_accepted`."""
        path = f"{self._dossier_path(dossier_id)}/acceptance"
        body = json.dumps({"request_id": request_id}).encode()
        return parse(_ACCEPTANCE, self._wire.exchange("POST", path, _bearer(clerk_token) | _JSON, body))

    def _dossier_path(self, dossier_id: str) -> str:
        return f"{self._wire.prefix}/v1/dossiers/{dossier_id}"

    def _file(self, path: str, token: str, sha256: str) -> bytes | Refused | Unreachable:
        answer = self._wire.exchange("GET", path, _bearer(token), largest=LARGEST_FILE_BYTES)
        if isinstance(answer, Unreachable):
            return answer
        if answer.status != 200:
            return refusal(answer)
        if hashlib.sha256(answer.body).hexdigest() != sha256:
            return Unreachable("hash_differs")
        return answer.body


def upload_metadata(dossier_id: str, sha256: str) -> dict[str, str]:
    """What the city needs to know about an upload: whose file it is, and its identity."""
    return {"dossier_id": dossier_id, "sha256": sha256}


def _state_of(dossier_id: str, answer: Answer | Unreachable) -> DossierState | Refused | Unreachable:
    state = parse(_STATE, answer)
    if isinstance(state, DossierState) and state.dossier_id != dossier_id:
        return Unreachable("answer_garbled")
    return state


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
