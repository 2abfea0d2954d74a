"""What the station's screens are given to show, worked out from the tray; frozen, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from config.texts import Text
from kiosk.flows.digitise import PageUnreadable
from kiosk.flows.paper_tray import Paper, Tray, TrayPage
from scanner.imaging.clean import Verdict

_WORST = (Verdict.BLURRED, Verdict.CUT, Verdict.DARK, Verdict.BLANK, Verdict.UPSIDE_DOWN)
Stage = Literal["making", "sending", "waiting", "coded"]
PartState = Literal["making", "made", "kept", "sending", "sent", "refused"]
Address = Callable[[TrayPage], str]


@dataclass(frozen=True)
class PaperRow:
    """One line of the checklist."""

    id: str
    name: Text
    state: str
    pages: int
    selected: bool


@dataclass(frozen=True)
class Side:
    """The left side. fed: pages the scanner gave; kept: durable here; sent: confirmed by the city."""

    ticket: str
    procedure: Text
    papers: tuple[PaperRow, ...]
    fed: int
    kept: int
    sent: int = 0


@dataclass(frozen=True)
class ShowSlip:
    """The station at rest."""

    agency: Text
    centre: Text
    trouble: str = ""
    opening: bool = False


@dataclass(frozen=True)
class PaperShown:
    """What a paper looks like and why it is asked. how: scan, present or look_up."""

    id: str
    name: Text
    hint: Text
    reason: Text
    picture: str
    how: str
    optional: bool


@dataclass(frozen=True)
class Papers:
    """The checklist. feeder, platen: None while the scanner has not said what it has."""

    side: Side
    paper: PaperShown | None
    complete: bool
    feeder: bool | None
    platen: bool | None
    can_both_sides: bool
    both_sides: bool
    trouble: Text | None


@dataclass(frozen=True)
class Scanning:
    """The scanner runs."""

    side: Side
    paper_name: Text
    kept_now: int
    judging: int
    stopping: bool


@dataclass(frozen=True)
class PageShown:
    """One page as a thumbnail. number: from 1."""

    page_id: str
    number: int
    image: str
    verdicts: tuple[str, ...]
    selected: bool
    scan_again: bool
    unreadable: bool
    accepted: bool


@dataclass(frozen=True)
class Pages:
    """The pages of one paper. Numbers are 0 where there is none."""

    side: Side
    pages: tuple[PageShown, ...]
    selected_number: int
    scan_again_number: int
    worst: str
    worst_number: int
    can_undo: bool
    can_accept: bool
    ready: bool
    trouble: Text | None


@dataclass(frozen=True)
class ReadThrough:
    """One page, large. number, count: from 1 over all papers; 0 where nothing was scanned."""

    side: Side
    paper_name: Text | None
    number: int
    count: int
    image: str
    sending: bool
    trouble: str = ""


@dataclass(frozen=True)
class Part:
    """One file of the dossier; without a name it is the form itself."""

    name: Text | None
    pages: int
    state: PartState


@dataclass(frozen=True)
class Sending:
    """The dossier on its way. slip: "", printing, printed, unsure, or the printer's trouble."""

    ticket: str
    procedure: Text
    stage: Stage
    code: str
    slip: str
    parts: tuple[Part, ...]


def side_of(tray: Tray, ticket: str, procedure: Text, selected: str, sent: int = 0, under_way: int = 0) -> Side:
    """The left side for this tray."""
    rows = tuple(
        PaperRow(paper.id, paper.name, paper.state, len(paper.pages), paper.id == selected) for paper in tray.papers
    )
    return Side(ticket, procedure, rows, tray.kept + under_way, tray.kept, sent)


def paper_of(paper: Paper | None) -> PaperShown | None:
    """What the screen shows of the chosen paper."""
    if paper is None:
        return None
    document = paper.item.document
    return PaperShown(
        paper.id, paper.name, document.hint, paper.item.reason, document.picture, document.how, document.optional
    )


def pages_of(
    side: Side,
    paper: Paper,
    selected: str,
    address: Address,
    trouble: Text | None,
    *,
    undo: bool,
) -> Pages:
    """The thumbnails of a paper, and which page wants attention first."""
    shown = tuple(
        PageShown(
            page_id=page.ref.page_id,
            number=at,
            image=address(page),
            verdicts=_verdicts(page),
            selected=page.ref.page_id == selected,
            scan_again=page.scan_again,
            unreadable=isinstance(page.ready, PageUnreadable),
            accepted=page.accepted,
        )
        for at, page in enumerate(paper.pages, start=1)
    )
    bad = next((page for page in shown if page.scan_again), None)
    worst, worst_number = _worst(shown, bad)
    ready = bool(shown) and bad is None and all(page.current for page in paper.pages)
    return Pages(
        side=side,
        pages=shown,
        selected_number=next((page.number for page in shown if page.selected), 0),
        scan_again_number=bad.number if bad else 0,
        worst=worst,
        worst_number=worst_number,
        can_undo=undo,
        can_accept=bad is not None and not bad.unreadable,
        ready=ready,
        trouble=trouble,
    )


def parts_of(names: Mapping[str, Text], pages: Mapping[str, int], states: Mapping[str, PartState]) -> tuple[Part, ...]:
    """The form first, then every document, each with how far it has come. The form's key is the empty string."""
    form = Part(None, 0, states.get("", "making"))
    return (form, *(Part(names[key], pages[key], states.get(key, "making")) for key in names))


def _verdicts(page: TrayPage) -> tuple[str, ...]:
    current = page.current
    return tuple(sorted(verdict.value for verdict in current.verdicts)) if current else ()


def _worst(shown: tuple[PageShown, ...], bad: PageShown | None) -> tuple[str, int]:
    """The first thing to say about the pages, and of which page."""
    if bad is not None and bad.unreadable:
        return "unreadable", bad.number
    if any(not page.image and not page.unreadable for page in shown):
        return "judging", 0
    for verdict in _WORST:
        for page in (bad,) if bad is not None else shown:
            if verdict.value in page.verdicts and not page.accepted:
                return verdict.value, page.number
    return "", 0
