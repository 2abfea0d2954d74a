"""The papers of one visit on the station's tray: what is needed, what is kept, what is still to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from config.texts import Text
from kiosk.flows.digitise import PageUnreadable, ReadyPage, batch_of
from kiosk.forms import ChecklistItem
from scanner.imaging.clean import Verdict
from scanner.spool import PageRef

PaperState = Literal["to_scan", "optional", "check", "judging", "scanned", "present", "look_up", "not_needed"]

# A page with one of these is better scanned again before it is sent; a blank or turned page is only asked about.
_SCAN_AGAIN = frozenset({Verdict.BLURRED, Verdict.CUT, Verdict.DARK})


class ReadingSpool(Protocol):
    """The part of the spool that laying out the tray needs."""

    def pages(self, batch: str) -> tuple[PageRef, ...]:
        """The batch's pages in the citizen's order."""
        ...


@dataclass(frozen=True)
class TrayPage:
    """One kept page. ready: None while it is still being straightened and judged.

    accepted: the citizen looked at a doubtful page and takes it as it is.
    """

    ref: PageRef
    ready: ReadyPage | PageUnreadable | None = None
    accepted: bool = False

    @property
    def current(self) -> ReadyPage | None:
        """The page as it will be filed, if it is made and turned as the citizen last turned it."""
        ready = self.ready
        return ready if isinstance(ready, ReadyPage) and ready.turned == self.ref.turned else None

    @property
    def scan_again(self) -> bool:
        """Whether this page had better be scanned again."""
        if isinstance(self.ready, PageUnreadable):
            return True
        doubtful = isinstance(self.ready, ReadyPage) and bool(self.ready.verdicts & _SCAN_AGAIN)
        return doubtful and not self.accepted


@dataclass(frozen=True)
class Paper:
    """One required paper, and its pages in the citizen's order."""

    item: ChecklistItem
    batch: str
    pages: tuple[TrayPage, ...] = ()

    @property
    def id(self) -> str:
        """The document's id in its procedure."""
        return self.item.document.id

    @property
    def name(self) -> Text:
        """What the citizen calls it."""
        return self.item.document.name

    @property
    def state(self) -> PaperState:
        """Where it stands, for the checklist."""
        if not self.item.needed:
            return "not_needed"
        if self.item.document.how != "scan":
            return self.item.document.how
        if not self.pages:
            return "optional" if self.item.document.optional else "to_scan"
        if any(page.scan_again for page in self.pages):
            return "check"
        return "scanned" if all(page.current for page in self.pages) else "judging"


@dataclass(frozen=True)
class Tray:
    """Every paper of the visit, in the order of its procedure."""

    papers: tuple[Paper, ...]

    def paper(self, document_id: str) -> Paper | None:
        """The paper with this id."""
        return next((paper for paper in self.papers if paper.id == document_id), None)

    @property
    def kept(self) -> int:
        """Pages that would survive a power cut."""
        return sum(len(paper.pages) for paper in self.papers)

    @property
    def complete(self) -> bool:
        """Whether nothing that must be scanned is missing and every page is ready to be filed."""
        done = {"optional", "check", "scanned", "present", "look_up", "not_needed"}
        return all(paper.state in done and all(page.current for page in paper.pages) for paper in self.papers)

    def next_to_do(self, left_out: frozenset[str] = frozenset()) -> Paper | None:
        """The first paper that still wants the scanner; one that must come before one that may.

        left_out: papers that the citizen does not have.
        """
        for state in ("to_scan", "check", "optional"):
            for paper in self.papers:
                if paper.state == state and paper.id not in left_out:
                    return paper
        return None

    def filed_pages(self) -> Iterator[tuple[Paper, TrayPage]]:
        """Every page in the order in which it will be filed and shown."""
        for paper in self.papers:
            for page in paper.pages:
                yield paper, page

    def with_pages(self, document_id: str, refs: tuple[PageRef, ...]) -> Tray:
        """The tray after the spool changed: known pages keep what was made of them."""
        return Tray(tuple(_renewed(p, refs) if p.id == document_id else p for p in self.papers))

    def with_ready(self, ready: ReadyPage | PageUnreadable) -> Tray:
        """The tray after one page was straightened and judged."""
        return self._with_page(ready.page_id, lambda page: replace(page, ready=ready))

    def with_accepted(self, page_id: str) -> Tray:
        """The tray after the citizen took a doubtful page as it is."""
        return self._with_page(page_id, lambda page: replace(page, accepted=True))

    def _with_page(self, page_id: str, renew: Callable[[TrayPage], TrayPage]) -> Tray:
        def renewed(paper: Paper) -> Paper:
            pages = tuple(renew(page) if page.ref.page_id == page_id else page for page in paper.pages)
            return replace(paper, pages=pages)

        return Tray(tuple(renewed(paper) for paper in self.papers))


def lay_out(checklist: tuple[ChecklistItem, ...], visit_id: str, spool: ReadingSpool) -> Tray:
    """The tray of a visit, with every page that an earlier sitting kept."""
    papers = []
    for item in checklist:
        batch = batch_of(visit_id, item.document.id)
        pages = tuple(TrayPage(ref) for ref in spool.pages(batch)) if item.document.how == "scan" else ()
        papers.append(Paper(item, batch, pages))
    return Tray(tuple(papers))


def _renewed(paper: Paper, refs: tuple[PageRef, ...]) -> Paper:
    known = {page.ref.page_id: page for page in paper.pages}
    pages = tuple(replace(known[ref.page_id], ref=ref) if ref.page_id in known else TrayPage(ref) for ref in refs)
    return replace(paper, pages=pages)
