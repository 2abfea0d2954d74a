"""What we and the city's processing system say to each other. The published form is docs/city-contract.yaml.

One definition for both ends: pydantic checks these dataclasses where bytes come in (`city.client`, `city.sandbox`),
everything inside passes them on frozen. No field holds a person's name, number or address; those travel only inside
the answers and the documents, which are opaque here and known by their sha256.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

LARGEST_FILE_BYTES: Final = 1 << 30
MOST_DOCUMENTS: Final = 100

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
VisitId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Size = Annotated[int, Field(ge=1, le=LARGEST_FILE_BYTES)]
Moment = AwareDatetime

_STRICT = ConfigDict(extra="forbid")  # what we send must be understood whole
_LENIENT = ConfigDict(extra="ignore")  # what the city answers may grow


@dataclass(frozen=True)
class ManifestDocument:
    """One document of a dossier: one PDF, with the name the procedure gives it."""

    document_id: Word
    name: Sentence
    sha256: Sha256
    bytes: Size
    pages: Annotated[int, Field(ge=1, le=10_000)]

    __pydantic_config__ = _STRICT


def _each_document_once(documents: tuple[ManifestDocument, ...]) -> tuple[ManifestDocument, ...]:
    if len({document.document_id for document in documents}) != len(documents):
        raise ValueError("a document_id stands twice in the manifest")
    return documents


@dataclass(frozen=True)
class DossierManifest:
    """Everything a dossier consists of, before any of its files has been sent.

    filed_at: when the citizen sent it, with offset. delivery: how the result is to reach the citizen, a word of the
    procedure. answers: one file as well, known by its sha256.
    """

    dossier_id: Uuid
    visit_id: VisitId
    centre_id: Word
    procedure_code: Word
    channel: Word
    filed_at: Moment
    delivery: Word | None
    documents: Annotated[
        tuple[ManifestDocument, ...], Field(max_length=MOST_DOCUMENTS), AfterValidator(_each_document_once)
    ]
    answers_sha256: Sha256
    answers_bytes: Size

    __pydantic_config__ = _STRICT

    def files(self) -> dict[str, int]:
        """Size in bytes of every file the city must end up with, by sha256; a file that serves twice is sent once."""
        sizes = {self.answers_sha256: self.answers_bytes}
        sizes.update((document.sha256, document.bytes) for document in self.documents)
        return sizes


class DossierStatus(StrEnum):
    """How far a dossier has come at the city."""

    RECEIVING = "receiving"  # announced; files are still missing
    FILED = "filed"  # every file is there, confirmed by hash; the dossier code exists
    ACCEPTED = "accepted"  # a clerk has accepted it; the due time runs


@dataclass(frozen=True)
class DossierState:
    """Where a dossier stands. code is None until the city has every file; only the city ever makes one."""

    dossier_id: Uuid
    status: DossierStatus
    code: str | None = None
    filed_at: Moment | None = None
    accepted_at: Moment | None = None
    due_at: Moment | None = None

    __pydantic_config__ = _LENIENT


@dataclass(frozen=True)
class Confirmation:
    """The city's word that it keeps a file: the sha256 it computed over the whole file, and since when."""

    sha256: Sha256
    bytes: Size
    kept_at: Moment

    __pydantic_config__ = _LENIENT


@dataclass(frozen=True)
class NotKept:
    """The city does not have the whole file (yet)."""


@dataclass(frozen=True)
class ClerkSession:
    """A clerk's leave to open dossiers at one counter, until it expires."""

    token: Annotated[str, StringConstraints(min_length=16, max_length=512)]
    clerk_id: Word
    counter: int
    expires_at: Moment

    __pydantic_config__ = _LENIENT

    def __repr__(self) -> str:
        return f"ClerkSession(clerk_id={self.clerk_id!r}, counter={self.counter}, token=<kept secret>)"


@dataclass(frozen=True)
class Acceptance:
    """A clerk's acceptance as Mẫu 01 prints it (TT 03/2025/TT-VPCP, Phụ lục I).

    receipt_number: Số, counted per year. book_number, book_line: vào Sổ theo dõi, Quyển số and Số thứ tự.
    due_at: thời gian trả kết quả, None where the procedure sets no limit.
    """

    dossier_id: Uuid
    request_id: Uuid
    code: str
    clerk_id: Word
    receipt_number: int
    book_number: str
    book_line: int
    accepted_at: Moment
    due_at: Moment | None

    __pydantic_config__ = _LENIENT


@dataclass(frozen=True)
class Dossier:
    """A dossier as a signed-in clerk sees it; the documents are fetched one by one."""

    manifest: DossierManifest
    answers: bytes
    state: DossierState

    def __repr__(self) -> str:
        return f"Dossier({self.state!r}, answers=<{len(self.answers)} bytes>)"


@dataclass(frozen=True)
class VisitEnded:
    """What the hub is told once a visit's dossiers are safe here: it may erase the draft."""

    visit_id: str
    dossier_ids: tuple[str, ...]
    request_id: str


@dataclass(frozen=True)
class Told:
    """The hub knows."""


@dataclass(frozen=True)
class Unreachable:
    """No answer, or none that could be understood: the same again later may well succeed. reason: a code of ours."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """The other side understood and said no: do not repeat it unchanged."""

    code: str
    message_vi: str
    message_en: str
