"""The counter's dossier: answers and pages side by side, then acceptance and the receipt; all of it in memory only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final, assert_never

from city.contract import Acceptance, DossierStatus
from config.event_log import Event, record
from config.procedures import Procedure
from config.texts import Text
from kiosk.flows.accept_dossier import (
    AnswersDamaged,
    CityAway,
    CitySaysNo,
    ClerkDesk,
    HubAway,
    NothingSent,
    OpenDossier,
    Opened,
    Trouble,
)
from kiosk.flows.fill_form import NotOpened, VisitOpened, open_by_slip, version_begun
from kiosk.flows.receipt import receipt_form
from kiosk.ui.backstage import Backstage
from kiosk.ui.counter import snapshots as shown
from kiosk.ui.counter.dossier_view import DossierView, Paper, shown_dossier
from kiosk.ui.counter.page_eye import PageEye
from kiosk.ui.counter.ports import CounterPorts
from kiosk.ui.page_images import PageImages

_RECEIPT: Final = "receipt"
_RECEIPT_NAME: Final = Text("Mẫu 01 · Giấy tiếp nhận", "Form 01 · Receipt")


class DossierDesk:
    """What lies on the desk for the called visit."""

    def __init__(
        self, ports: CounterPorts, backstage: Backstage, images: PageImages, refresh: Callable[[], None]
    ) -> None:
        self._ports = ports
        self._backstage = backstage
        self._refresh = refresh
        self._eye = PageEye(backstage, images, refresh)
        self._clerk: ClerkDesk | None = None
        self._clerk_name = ""
        self.forget()

    def forget(self) -> None:
        """The citizen has left the counter: nothing of the dossier stays in memory."""
        self._ticket_id = ""
        self._visits: tuple[str, ...] = ()
        self._views: list[DossierView] = []
        self._at = 0
        self._eye.close()
        self.source: shown.Source = ""
        self.form: shown.FormState = ""
        self.accepting = False
        self.message = ""
        self.says: Text | None = None

    def signed_in(self, clerk_id: str, name: str) -> None:
        """This clerk opens dossiers from now on, with a token of the clerk's own."""
        self._clerk = ClerkDesk(self._ports.city, clerk_id, self._ports.counter)
        self._clerk_name = name

    def signed_out(self) -> None:
        """Nobody opens dossiers any more."""
        self._clerk = None
        self._clerk_name = ""
        self.forget()

    # --- opening ----------------------------------------------------------------------------------------------------

    def open(self, ticket_id: str, visit_id: str) -> None:
        """Fetch what was filed in the called visit, and in those of the family that is served with it."""
        self.forget()
        self._ticket_id, self._visits = ticket_id, (visit_id,)
        self.look_again()

    def look_again(self) -> None:
        """Fetch once more: a dossier that was on its way, or a line that was broken."""
        clerk, ticket_id = self._clerk, self._ticket_id
        if clerk is None or not ticket_id or self.source == "loading":
            return
        self.source = "loading"
        self._backstage.run(partial(clerk.open_dossiers, ticket_id, self._ports.hub), partial(self._opened, ticket_id))
        self._refresh()

    def _opened(self, ticket_id: str, opened: Opened) -> None:
        if ticket_id != self._ticket_id:
            return
        self._visits = opened.visits or self._visits
        match opened.found:
            case NothingSent():
                self.source = "nothing_sent"
            case HubAway():
                self.source = "hub_away"
            case CityAway(pending):
                self.source = "on_its_way" if pending else "city_away"
            case CitySaysNo(_, vi, en):
                self.source = "refused"
                self.says = Text(vi, en)
            case AnswersDamaged():
                self.source = "damaged"
            case tuple() as dossiers:
                self._lay_down(dossiers)
            case never:
                assert_never(never)
        self._refresh()

    def _lay_down(self, found: tuple[OpenDossier, ...]) -> None:
        lying = {view.dossier.manifest.dossier_id: view for view in self._views if view.dossier is not None}
        views = []
        for opened in found:
            before = lying.get(opened.dossier.manifest.dossier_id)
            if before is not None:
                # What lies here already keeps its page under the eye, its acceptance and its receipt.
                views.append(before)
                continue
            procedure = self._version_filed(opened)
            if procedure is None:
                self.source = "unknown_procedure"
                return
            papers = [Paper(d.document_id, d.name, d.pages) for d in opened.dossier.manifest.documents]
            views.append(DossierView(procedure, opened.draft, opened.dossier, papers))
        at = next((number for number, view in enumerate(views) if view is self._view), 0)
        self._views, self._at, self.source = views, at, "city"
        record(Event.DRAFT_OPENED, where="counter", count=len(views))
        self._draw()

    def _version_filed(self, opened: OpenDossier) -> Procedure | None:
        """The version that the form was written by; an older kiosk's dossier is read by the day it was filed."""
        draft = opened.draft
        return version_begun(
            self._ports.catalogue,
            draft.procedure_code,
            draft.procedure_from,
            self._day(opened.dossier.manifest.filed_at),
        )

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._ports.centre.zone).date()

    def show_slip(self, text: str) -> None:
        """Before anything is sent the citizen's own slip opens what was written; another visit's slip does not."""
        ticket_id = self._ticket_id
        if not ticket_id or self.source == "city":
            return
        ports = self._ports
        self.message = ""
        self._backstage.run(
            partial(open_by_slip, text, ports.hub, ports.unseal, ports.catalogue, self._day(ports.now())),
            partial(self._slip_opened, ticket_id),
        )

    def _slip_opened(self, ticket_id: str, found: VisitOpened | NotOpened) -> None:
        if ticket_id != self._ticket_id:
            return
        match found:
            case NotOpened("unreachable"):
                self.message = "hub_away"
            case NotOpened("unknown_procedure"):
                self.message = "unknown_procedure"
            case NotOpened():
                self.message = "slip_unread"
            case VisitOpened() if found.code.visit_id not in self._visits:
                self.message = "other_slip"
            case VisitOpened(draft=draft, procedure=procedure) if draft is not None and procedure is not None:
                self._views, self._at, self.source = [DossierView(procedure, draft, None)], 0, "slip"
            case VisitOpened():
                self.message = "nothing_written"
        self._refresh()

    # --- looking through --------------------------------------------------------------------------------------------

    @property
    def _view(self) -> DossierView | None:
        return self._views[self._at] if self._views else None

    def choose_dossier(self, by: int) -> None:
        """The next or the previous dossier of the visit."""
        if self._views:
            self._at = (self._at + by) % len(self._views)
            self._draw()

    def choose_document(self, index: int) -> None:
        """Look at this document from its first page."""
        view = self._view
        if view is not None and 0 <= index < len(view.papers):
            view.at, view.page = index, 0
            self._draw()

    def leaf(self, by: int) -> None:
        """Turn pages, on into the next document and back into the one before."""
        view = self._view
        if view is not None and view.papers:
            view.leaf(by)
            self._draw()

    def zoom(self, by: int) -> None:
        """Larger or smaller."""
        self._eye.resize(by)
        self._draw()

    def _draw(self) -> None:
        self._eye.look(self._view, self._clerk)

    # --- accepting --------------------------------------------------------------------------------------------------

    @property
    def can_accept(self) -> bool:
        """Whether the dossier under the eye is filed, not accepted yet, and nothing is under way."""
        view = self._view
        return (
            view is not None
            and view.dossier is not None
            and view.dossier.state.status is DossierStatus.FILED
            and not view.accepted
            and not self.accepting
        )

    def accept(self) -> None:
        """Accept the dossier under the eye; pressed again after a lost answer it is the same acceptance."""
        view, clerk = self._view, self._clerk
        if view is None or view.dossier is None or clerk is None or not self.can_accept:
            return
        view.request_id = view.request_id or self._ports.new_id()
        self.accepting, self.message, self.says = True, "", None
        dossier_id = view.dossier.manifest.dossier_id
        self._backstage.run(partial(clerk.accept, dossier_id, view.request_id), partial(self._accepted, view))
        self._refresh()

    def _accepted(self, view: DossierView, answer: Acceptance | Trouble) -> None:
        self.accepting = False
        match answer:
            case CityAway():
                self.message = "city_away"
            case CitySaysNo():
                view.request_id = ""
                self.message, self.says = "refused", Text(answer.vi, answer.en)
            case Acceptance():
                view.acceptance = answer
                record(Event.DOSSIER_ACCEPTED, dossier_id=answer.dossier_id)
                self._make_receipt(view, answer)
            case _:
                assert_never(answer)
        self._refresh()

    def _make_receipt(self, view: DossierView, acceptance: Acceptance) -> None:
        dossier = view.dossier
        if dossier is None:
            return
        ports = self._ports
        in_force = ports.catalogue.procedure(view.procedure.code, self._day(acceptance.accepted_at))
        form = receipt_form(
            ports.centre, view.procedure, in_force, view.draft, dossier.manifest, acceptance, self._clerk_name
        )
        self.form = "printing"

        def deed() -> tuple[bytes, bool]:
            # ReportLab loads with the first form.
            from printing.forms.mau_01 import make_mau_01

            pdf = make_mau_01(form)
            record(Event.FORM_MADE, dossier_id=acceptance.dossier_id, bytes=len(pdf))
            return pdf, self._ports.printer.print_form(acceptance.code, pdf)

        def then(made: tuple[bytes, bool]) -> None:
            pdf, printed = made
            self.form = "printed" if printed else "not_printed"
            if view in self._views:
                view.papers.append(Paper(_RECEIPT, _RECEIPT_NAME, 1, pdf))
                view.at, view.page = len(view.papers) - 1, 0
                self._eye.whole_page()
                self._draw()

        self._backstage.run(deed, then)

    def print_again(self) -> None:
        """Print the receipt once more."""
        view = self._view
        receipt = next((paper for paper in view.papers if paper.document_id == _RECEIPT), None) if view else None
        if view is None or view.acceptance is None or receipt is None or receipt.pdf is None or self.form == "printing":
            return
        self.form = "printing"
        deed = partial(self._ports.printer.print_form, view.acceptance.code, receipt.pdf)

        def then(printed: bool) -> None:
            self.form = "printed" if printed else "not_printed"
            self._refresh()

        self._backstage.run(deed, then)
        self._refresh()

    # --- showing ----------------------------------------------------------------------------------------------------

    def snapshot(self) -> shown.DossierShown | None:
        """The dossier under the eye."""
        view = self._view
        if view is None:
            return None
        eye, zone = self._eye, self._ports.centre.zone
        return shown_dossier(view, zone, eye.image, eye.zoom, self._at + 1, len(self._views))
