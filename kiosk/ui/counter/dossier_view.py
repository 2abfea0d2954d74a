"""One dossier as it lies on the clerk's desk: its papers, the page under the eye, and what the screen is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from city.contract import Acceptance, Dossier, DossierStatus
from config.procedures import Procedure
from config.texts import Text
from kiosk.domain.draft import Draft
from kiosk.ui.counter import snapshots as shown


@dataclass
class Paper:
    """One PDF of the dossier. pdf: None until it has come."""

    document_id: str
    name: str | Text
    pages: int
    pdf: bytes | None = None
    asked: bool = False
    trouble: str = ""


@dataclass
class DossierView:
    """One dossier (or the draft of a slip, which has no dossier yet). request_id: under which acceptance was asked."""

    procedure: Procedure
    draft: Draft
    dossier: Dossier | None
    papers: list[Paper] = field(default_factory=list)
    at: int = 0
    page: int = 0
    acceptance: Acceptance | None = None
    request_id: str = ""

    @property
    def paper(self) -> Paper | None:
        """The paper under the eye."""
        return self.papers[self.at] if self.papers else None

    @property
    def accepted(self) -> bool:
        """Whether the city has accepted it, now or earlier."""
        return self.acceptance is not None or (
            self.dossier is not None and self.dossier.state.status is DossierStatus.ACCEPTED
        )

    def leaf(self, by: int) -> None:
        """Turn pages, on into the next document and back into the one before."""
        if not self.papers:
            return
        page = self.page + by
        if page >= self.papers[self.at].pages and self.at + 1 < len(self.papers):
            self.at, self.page = self.at + 1, 0
        elif page < 0 and self.at > 0:
            self.at -= 1
            self.page = self.papers[self.at].pages - 1
        else:
            self.page = max(0, min(self.papers[self.at].pages - 1, page))


def shown_dossier(
    view: DossierView, zone: ZoneInfo, image: str, zoom: float, number: int, of: int
) -> shown.DossierShown:
    """What the screen is told. image: address of the page under the eye; number: which dossier of how many."""
    paper = view.paper
    state = view.dossier.state if view.dossier else None
    due = view.acceptance.due_at if view.acceptance else state.due_at if state else None
    filed = view.dossier.manifest.filed_at.astimezone(zone).strftime("%H:%M %d/%m/%Y") if view.dossier else ""
    return shown.DossierShown(
        procedure=view.procedure.short_name,
        code=(state.code or "") if state else "",
        filed=filed,
        accepted=view.accepted,
        due=due.astimezone(zone).strftime("%H:%M %d/%m/%Y") if due else "",
        sections=shown.sections_of(view.procedure, view.draft),
        documents=tuple(
            shown.DocumentTab(other.name, other.pages, at == view.at) for at, other in enumerate(view.papers)
        ),
        page=view.page + 1 if paper else 0,
        pages=paper.pages if paper else 0,
        image=image if paper and paper.pdf else "",
        page_trouble=paper.trouble if paper else "",
        zoom=zoom,
        number=number,
        of=of,
    )
