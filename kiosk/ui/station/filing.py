"""The station's sending: documents made, visit closed, then the truth about how far the dossier has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, assert_never

from city.outbox import Closed, NotClosed, OutboxDossier
from config.event_log import Event, record
from config.texts import Text
from kiosk.domain.journey import Place
from kiosk.flows.close_visit import close_visit, dossier_id_of, erase_pages
from kiosk.flows.digitise import FiledDocument, make_document
from kiosk.ui.backstage import Backstage, Clockwork, every
from kiosk.ui.station import snapshots as shown
from kiosk.ui.station.ports import Sitting, StationPorts
from printing.port import NotPrinted, Printed, PrintOutcome, Unsure
from printing.slip import SlipContent

_LOOK_EVERY_S: Final = 0.4
# The city usually answers within two seconds; after this long the citizen gets a provisional slip and may go.
_WAIT_FOR_CODE_S: Final = 15.0


@dataclass(frozen=True)
class _Parcel:
    """What is followed after the pages are gone: ids, names and counts, nothing personal."""

    dossier_id: str
    place: Place | None
    procedure: Text
    line: str
    names: Mapping[str, Text] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


class FilingDesk:
    """From "send" to the slip in the citizen's hand."""

    def __init__(
        self, ports: StationPorts, backstage: Backstage, refresh: Callable[[], None], closed: Callable[[], None]
    ) -> None:
        """refresh: show it. closed: everything is durable in the outbox, the pages can be dropped from memory."""
        self._ports = ports
        self._backstage = backstage
        self._refresh = refresh
        self._closed = closed
        self._clock: Clockwork | None = None
        self._looking = False
        self.forget()

    def forget(self) -> None:
        """The citizen is gone; what is on its way goes on without this screen."""
        if self._clock is not None:
            self._clock.stop()
            self._clock = None
        self._looking = False
        self._parcel: _Parcel | None = None
        self._job_id = ""
        self._printed_code: str | None = None
        self._states: dict[str, shown.PartState] = {}
        self._looks = 0
        self.stage: shown.Stage = "making"
        self.code = ""
        self.slip = ""
        self.refused = False

    @property
    def settled(self) -> bool:
        """Whether the citizen has nothing to wait for: the slip is out, or it is known that it is not."""
        return self.stage in ("coded", "waiting") and self.slip not in ("", "printing")

    def snapshot(self) -> shown.Sending:
        """What the screen shows."""
        parcel = self._parcel
        if parcel is None:
            return shown.Sending("", Text("-", "-"), self.stage, self.code, self.slip, ())
        return shown.Sending(
            ticket=parcel.place.label if parcel.place else "",
            procedure=parcel.procedure,
            stage=self.stage,
            code=self.code,
            slip=self.slip,
            parts=shown.parts_of(parcel.names, parcel.pages, self._states),
        )

    # --- making and closing -----------------------------------------------------------------------------------------

    def send(self, sitting: Sitting, failed: Callable[[NotClosed], None]) -> None:
        """Make every document and close the visit; `failed` where the disk would not take it."""
        opened = sitting.opened
        papers = [paper for paper in sitting.tray.papers if paper.pages]
        self._parcel = _Parcel(
            dossier_id=dossier_id_of(sitting.visit_id),
            place=opened.place,
            procedure=opened.procedure.short_name,
            line=opened.procedure.line,
            names={paper.id: paper.name for paper in papers},
            pages={paper.id: len(paper.pages) for paper in papers},
        )
        ports = self._ports
        now = ports.now()

        def deed() -> tuple[Closed | NotClosed, tuple[FiledDocument, ...]]:
            documents = []
            for paper in papers:
                ready = [page.current for page in paper.pages if page.current is not None]
                document = make_document(paper.id, paper.name.vi, ready, now)
                record(Event.DOCUMENT_MADE, document=paper.id, pages=document.pages, bytes=len(document.pdf))
                documents.append(document)
                self._backstage.post(partial(self._made, paper.id))
            outcome = close_visit(opened.draft, opened.procedure, documents, ports.centre.id, ports.outbox, now)
            if isinstance(outcome, Closed):
                erase_pages(ports.spool, sitting.visit_id, opened.procedure)
            return outcome, tuple(replace(document, pdf=b"") for document in documents)

        def then(result: tuple[Closed | NotClosed, tuple[FiledDocument, ...]]) -> None:
            outcome, documents = result
            if isinstance(outcome, NotClosed):
                self.forget()
                failed(outcome)
                return
            if self._parcel is not None:
                self._parcel = replace(self._parcel, files={d.document_id: d.sha256 for d in documents})
            self._states = dict.fromkeys(("", *(paper.id for paper in papers)), "kept")
            self._closed()
            self._follow()

        self._backstage.run(deed, then)
        self._refresh()

    def go_on(self, visit_id: str, place: Place | None) -> None:
        """The visit was closed here before: only follow it."""
        self._parcel = _Parcel(dossier_id_of(visit_id), place, Text("Hồ sơ đã gửi", "Dossier sent"), "")
        self._states = {"": "kept"}
        self._follow()

    def _made(self, document_id: str) -> None:
        if self._parcel is not None and self.stage == "making":
            self._states[document_id] = "made"
            self._refresh()

    # --- following --------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        self.stage = "sending"
        self._clock = every(_LOOK_EVERY_S, self._look)
        self._look()
        self._refresh()

    def _look(self) -> None:
        parcel = self._parcel
        if parcel is None or self._looking:
            return
        self._looking = True
        self._looks += 1

        def deed() -> tuple[OutboxDossier | None, frozenset[str]]:
            return self._ports.outbox.dossier(parcel.dossier_id), self._ports.sent_files(parcel.dossier_id)

        def then(found: tuple[OutboxDossier | None, frozenset[str]]) -> None:
            if self._parcel is parcel:
                self._looking = False
                self._take(parcel, *found)

        self._backstage.run(deed, then)

    def _take(self, parcel: _Parcel, dossier: OutboxDossier | None, sent: frozenset[str]) -> None:
        if dossier is None:
            return
        parked = dossier.status == "parked"
        all_sent = dossier.parcels_sent >= dossier.parcels_total
        for document_id, sha256 in parcel.files.items():
            self._states[document_id] = "sent" if all_sent or sha256 in sent else _under_way(dossier)
        form_sent = all_sent or dossier.parcels_sent > len(sent & frozenset(parcel.files.values()))
        self._states[""] = "sent" if form_sent else _under_way(dossier)
        if parked and not all_sent:
            self._states = {key: "sent" if state == "sent" else "refused" for key, state in self._states.items()}
        if dossier.status == "filed" and dossier.code:
            self.stage, self.code = "coded", dossier.code
        elif self.stage == "sending" and (parked or self._looks * _LOOK_EVERY_S >= _WAIT_FOR_CODE_S):
            self.stage = "waiting"
        if self.stage in ("coded", "waiting") and self._printed_code != self.code:
            self.print_slip()
        if self.stage == "coded" and self._clock is not None:
            self._clock.stop()
            self._clock = None
        self._refresh()

    # --- the slip ---------------------------------------------------------------------------------------------------

    def print_slip(self) -> None:
        """Print what is known now: the city's code, or a provisional slip. Asked for again, it is another job."""
        parcel = self._parcel
        if parcel is None or self.slip == "printing":
            return
        centre = self._ports.centre
        line = centre.line(parcel.place.line if parcel.place else parcel.line) or centre.lines[0]
        content = SlipContent(
            kind="submission",
            centre_name=centre.name,
            label=parcel.place.label if parcel.place else "",
            line_name=line.name,
            zone=line.zone,
            issued_at=self._ports.now(),
            codes=(self.code,) if self.code else (),
            provisional=not self.code,
        )
        self._printed_code = self.code
        self.slip = "printing"
        self._job_id = self._ports.new_id()
        self._backstage.run(
            partial(self._ports.print_slip, content, self._job_id),
            partial(self._slip_told, parcel, self._job_id),
            lasting=True,  # whoever leaves while it comes out leaves its line in the log
        )
        self._refresh()

    def _slip_told(self, parcel: _Parcel, job_id: str, outcome: PrintOutcome) -> None:
        match outcome:
            case Printed():
                record(Event.SLIP_PRINTED)
                slip = "printed"
            case NotPrinted(reason):
                record(Event.SLIP_NOT_PRINTED, reason=reason.code)
                slip = reason.code
            case Unsure(reason):
                record(Event.SLIP_UNSURE, reason=reason.code)
                slip = "unsure"
            case _:
                assert_never(outcome)
        if self._parcel is parcel and self._job_id == job_id:
            self.slip = slip
            self._refresh()


def _under_way(dossier: OutboxDossier) -> shown.PartState:
    return "sending" if dossier.status == "sending" else "kept"
