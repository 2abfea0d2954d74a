"""The ledger of a fault run: what screens acknowledged to people, kept outside of every process that may be killed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from city.client import CityClient
from city.contract import ClerkSession, Dossier
from kiosk.demo.audit import documents_at_city, take_account
from kiosk.demo.centre import CLERK, COUNTER_NUMBER, DemoCentre
from kiosk.domain.dossier_code import parse_dossier_code
from kiosk.domain.draft import draft_from_bytes
from kiosk.flows.close_visit import dossier_id_of


@dataclass
class Page:
    """What one citizen was told. numbers: every number a screen showed; slip: the code on the paper in the hand."""

    person: str
    numbers: list[str] = field(default_factory=list)
    slip: str = ""
    label: str = ""
    form_kept: bool = False
    kept: dict[str, int] = field(default_factory=dict)
    closed: bool = False
    city_code: str = ""
    accepted: bool = False

    @property
    def visit_id(self) -> str:
        """The visit that the slip opens."""
        return parse_dossier_code(self.slip).visit_id

    @property
    def dossier_id(self) -> str:
        """The dossier that this visit files."""
        return dossier_id_of(self.visit_id)

    def pages_shown(self, papers: list[dict[str, object]]) -> None:
        """The station says how many pages of each paper are kept: a number that must never shrink."""
        for paper in papers:
            name, pages = str(paper["id"]), int(str(paper["pages"]))
            assert pages >= self.kept.get(name, 0), f"{name}: {self.kept[name]} pages were kept, now {pages}"
            if pages:
                self.kept[name] = pages


class Ledger:
    """Every citizen of a run, and the drafts that kiosks noted as kept at the hub."""

    def __init__(self, centre: DemoCentre) -> None:
        self._centre = centre
        self.pages: list[Page] = []

    def open_page(self, person: str) -> Page:
        """A new citizen comes in."""
        self.pages.append(Page(person))
        return self.pages[-1]

    def check_draft(self, page: Page, revision: int) -> None:
        """The hub holds at least this revision of the citizen's draft; after the end of the visit it holds none."""
        with closing(_open(self._centre.home("hub") / "hub.sqlite3")) as hub:
            row = hub.execute("SELECT revision FROM draft WHERE visit_id = ?", (page.visit_id,)).fetchone()
            ended = hub.execute("SELECT 1 FROM visit_dossier WHERE visit_id = ?", (page.visit_id,)).fetchone()
        if ended is None:
            assert row is not None, "a draft that was kept is gone"
            assert row[0] >= revision, f"revision {revision} was kept, the hub has {row[0]}"

    def audit(self) -> None:
        """Everything that was acknowledged is there, once. Reads both databases and asks the city for every paper."""
        account = take_account(self._centre.home("hub"), self._centre.home("city"))
        labels = list(account.labels.values())
        self._check_numbers(labels)
        client, session = clerk_at_city(self._centre)
        for page in self.pages:
            for number in page.numbers:
                assert labels.count(number) == 1, f"{number} was shown; the hub has it {labels.count(number)} times"
            if page.closed or page.city_code or page.accepted:
                self._check_dossier(page, client, session)
        codes = [page.city_code for page in self.pages if page.city_code]
        assert len(codes) == len(set(codes)), "two citizens were shown the same code of the city"
        assert account.doubled == 0, f"{account.doubled} things exist twice"
        owed = {page.dossier_id for page in self.pages if page.closed}
        assert set(account.filed) == owed, "the city has other dossiers than those that were sent"

    def _check_numbers(self, labels: list[str]) -> None:
        assert len(labels) == len(set(labels)), "the hub has a number twice"
        with closing(_open(self._centre.home("hub") / "hub.sqlite3")) as hub:
            given = hub.execute("SELECT series, number FROM ticket").fetchall()
        for series in {one for one, _ in given}:
            numbers = sorted(number for one, number in given if one == series)
            assert numbers == list(range(1, len(numbers) + 1)), f"the row of numbers {series} has a gap: {numbers}"
        numbers = [number for one, number in given if one == "A"]
        with closing(_open(self._centre.home("hub") / "hub.sqlite3")) as hub:
            assert hub.execute("SELECT last_number FROM line_day WHERE line = 'A'").fetchall() == [(len(numbers),)]

    def _check_dossier(self, page: Page, client: CityClient, session: ClerkSession) -> None:
        account = take_account(self._centre.home("hub"), self._centre.home("city"))
        assert account.labels[page.visit_id] == page.label
        assert account.linked[page.visit_id] == (page.dossier_id,)
        filed = account.filed[page.dossier_id]
        assert filed.confirmed, f"a dossier that was sent is not whole: {filed}"
        assert filed.code == (page.city_code or filed.code)
        assert filed.accepted == page.accepted
        dossier = client.open_dossier(page.dossier_id, session.token)
        assert isinstance(dossier, Dossier)
        pages = {document.document_id: document.pages for document in dossier.manifest.documents}
        assert pages == page.kept, f"the station showed {page.kept}, the city has {pages}"
        answers = draft_from_bytes(dossier.answers).answers
        assert page.person in {str(answer.value) for answer in answers.values()}, "the answers are somebody else's"
        at_city = {str(row["sha256"]) for row in documents_at_city(client, session, page.dossier_id)}
        assert at_city | {dossier.manifest.answers_sha256} == self._sent_hashes(page.dossier_id)

    def _sent_hashes(self, dossier_id: str) -> set[str]:
        """What the station put into its outbox."""
        with closing(_open(self._centre.home("station") / "outbox" / "outbox.db")) as outbox:
            rows = outbox.execute("SELECT sha256 FROM parcels WHERE dossier_id = ?", (dossier_id,)).fetchall()
        return {str(row[0]) for row in rows}


def clerk_at_city(centre: DemoCentre) -> tuple[CityClient, ClerkSession]:
    """A clerk's own way to the city."""
    client = CityClient(centre.server("city").url, (centre.home("counter") / "city.token").read_text().strip())
    session = client.clerk_session(CLERK, COUNTER_NUMBER)
    assert isinstance(session, ClerkSession)
    return client, session


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
