"""What a procedure is: form, documents, fees, time limit, legal basis, each with the days on which it holds.

The types here are what procedures/*.toml is parsed into; `load_procedures` reads a whole folder. A question's id is
unique in its procedure; an answer is kept under it. Option values are our own readable words, `portal_code` is the
code of the Ministry of Justice's e-form lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from config.faults import ConfigFault
from config.texts import Text

QuestionKind = Literal[
    "name", "text", "long_text", "personal_number", "document_number", "date", "partial_date", "choice",
    "search_choice", "province", "commune", "integer", "phone", "email",
]  # fmt: skip
Channel = Literal["online", "counter"]
Adapter = Literal["api", "export", "guide"]
DocumentWay = Literal["scan", "present", "look_up"]
PrefillSource = Literal[
    "card.full_name", "card.number", "card.old_number", "card.born", "card.sex", "card.issued", "card.kind",
    "card.issuer", "card.residence_kind", "card.place", "card.province", "card.commune", "card.street",
]  # fmt: skip

FieldId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


class _Entry(BaseModel):
    """Frozen, strict about keys: a misspelt key is a fault, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Condition(_Entry):
    """When something is asked or needed. Exactly one of `field`, `all`, `any`; `field` with exactly one of the tests.

    A field that is hidden or not answered yet satisfies no test except `answered = false`.
    """

    field: str | None = None
    is_one_of: tuple[str, ...] = ()
    is_none_of: tuple[str, ...] = ()
    answered: bool | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> Condition:
        shapes = sum((self.field is not None, bool(self.all), bool(self.any)))
        tests = sum((bool(self.is_one_of), bool(self.is_none_of), self.answered is not None))
        if shapes != 1 or tests != (1 if self.field is not None else 0):
            raise ValueError("condition_shape")
        return self

    def fields(self) -> frozenset[str]:
        """Every field this condition looks at."""
        own = frozenset({self.field} if self.field else ())
        return own.union(*(part.fields() for part in self.all + self.any))


class Option(_Entry):
    """One answer to choose from. `value` is what is kept; `portal_code` the Ministry of Justice's code, if any."""

    value: Annotated[str, Field(min_length=1, max_length=60)]
    label: Text
    portal_code: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_row(cls, value: object) -> object:
        """Accept the row [value, Vietnamese, English] or [value, Vietnamese, English, portal code]."""
        if isinstance(value, list) and len(value) in (3, 4):
            code = value[3] if len(value) == 4 else None
            return {"value": value[0], "label": {"vi": value[1], "en": value[2]}, "portal_code": code}
        return value


class Question(_Entry):
    """One thing that is asked. Dates are kept as dd/mm/yyyy, partial dates also as mm/yyyy or yyyy, never coerced."""

    id: FieldId
    kind: QuestionKind
    label: Text
    hint: Text
    error: Text
    required: bool = True
    when: Condition | None = None
    options: tuple[Option, ...] = ()
    options_from: str | None = None
    """Name of a list in shared/lists.toml."""
    within: str | None = None
    """For a commune: the question that holds the province."""
    prefill: PrefillSource | None = None
    initial: str | int | None = None
    """A usual value shown as inferred, to be confirmed; refused where the law wants a choice."""
    same_as: FieldId | None = None
    """Shown as inferred from the answer to this other question (a receiver who is the requester)."""
    legal_choice: bool = False
    """The citizen must choose without anything preset."""
    not_future: bool = False
    after: str | None = None
    """For a date: the question whose date this one may not precede."""
    min: int | None = None
    max: int | None = None
    max_length: Annotated[int, Field(ge=1, le=1000)] = 200


class Page(_Entry):
    """One question or one small group on one screen, with the reason why it is asked."""

    id: FieldId
    title: Text
    why: Text
    when: Condition | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Section(_Entry):
    """A chapter of the form: a heading of the check-your-answers page."""

    id: FieldId
    title: Text
    when: Condition | None = None
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]


class CopiedBlock(_Entry):
    """When the condition holds, answers of block `source` are filed for block `target` too, not asked again."""

    when: Condition
    source: FieldId
    target: FieldId


class RequiredDocument(_Entry):
    """A paper of the dossier: scanned, only shown to staff, or looked up by the authority in its database."""

    id: FieldId
    name: Text
    how: DocumentWay
    when: Condition | None = None
    hint: Text
    """What it looks like and what to mind when scanning or showing it."""
    reason: Text
    """Why it is needed (or why the authority looks it up)."""
    picture: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    """Name of a drawing in assets: what the paper looks like."""
    optional: bool = False
    """Welcome when the citizen has it; the dossier is complete without it."""


class FeeRule(_Entry):
    """What one channel costs between two days (both included)."""

    channel: Channel
    amount_vnd: Annotated[int, Field(ge=0, le=1_000_000_000)]
    times: FieldId | None = None
    """The integer question that multiplies the amount (number of copies)."""
    explanation: Text
    basis: Text
    valid_from: date
    valid_to: date | None = None


class TimeLimit(_Entry):
    """How long the authority may take. `same_day`: received after `cutoff` means the next working day."""

    kind: Literal["same_day", "working_days", "working_hours"]
    amount: Annotated[int, Field(ge=0, le=10_000)] = 0
    """Working days or working hours; 0 for same_day."""
    cutoff: time | None = None
    verification_days: Annotated[int, Field(ge=0, le=1000)] = 0
    """Working days more where facts must be verified elsewhere (for same_day: instead of the same day)."""
    text: Text
    valid_from: date
    valid_to: date | None = None


class LegalBasis(_Entry):
    """A law, decree or circular, and the days on which it holds (both included)."""

    title: Text
    valid_from: date
    valid_to: date | None = None


class DeliveryWay(_Entry):
    """A way to get the result; `questions` are asked once this way is chosen. None is ever preset."""

    id: FieldId
    name: Text
    hint: Text
    questions: tuple[Question, ...] = ()


class Procedure(_Entry):
    """One version of a procedure of the catalogue, in force from `valid_from` to `valid_to` (both included).

    Versions of one code never overlap, so `code` and `valid_from` name one.
    """

    code: Annotated[str, Field(pattern=r"^[0-9]\.[0-9]{6}$")]
    name: Text
    short_name: Text
    line: Annotated[str, Field(pattern=r"^[A-Z]$")]
    life_events: Annotated[tuple[str, ...], Field(min_length=1)]
    keywords: tuple[Text, ...] = ()
    adapter: Adapter
    authority: Text
    decided_by: Text
    form: Annotated[tuple[Section, ...], Field(min_length=1)]
    copies: tuple[CopiedBlock, ...] = ()
    documents: Annotated[tuple[RequiredDocument, ...], Field(min_length=1)]
    fees: Annotated[tuple[FeeRule, ...], Field(min_length=1)]
    time_limit: TimeLimit
    legal_basis: Annotated[tuple[LegalBasis, ...], Field(min_length=1)]
    deliveries: Annotated[tuple[DeliveryWay, ...], Field(min_length=1)]
    valid_from: date
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the procedure holds on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def fee_rule(self, channel: Channel, on: date) -> FeeRule | None:
        """What the channel costs on that day; None where nothing says so."""
        return next(
            (
                rule
                for rule in self.fees
                if rule.channel == channel and rule.valid_from <= on and (rule.valid_to is None or on <= rule.valid_to)
            ),
            None,
        )

    def pages(self) -> Iterator[tuple[Section, Page]]:
        """Every page with its section, in the order of the form."""
        for section in self.form:
            for page in section.pages:
                yield section, page

    def questions(self) -> Iterator[Question]:
        """Every question of the form, in order; those of a way of delivery come last."""
        for _, page in self.pages():
            yield from page.questions
        for way in self.deliveries:
            yield from way.questions

    def legal_basis_on(self, on: date) -> tuple[LegalBasis, ...]:
        """The instruments that hold on that day."""
        return tuple(
            basis
            for basis in self.legal_basis
            if basis.valid_from <= on and not (basis.valid_to and on > basis.valid_to)
        )


class LifeEvent(_Entry):
    """A tile of the welcome page: why people come."""

    id: FieldId
    name: Text
    icon: str
    """Name of an MDI6 icon."""


class Statement(_Entry):
    """A text that a citizen agrees to; `version` is kept with the agreement."""

    version: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")]
    title: Text
    text: Text


class Shared(_Entry):
    """shared/common.toml: what all procedures of a folder have in common."""

    life_events: Annotated[tuple[LifeEvent, ...], Field(min_length=1)]
    deliveries: tuple[DeliveryWay, ...] = ()
    """Ways that procedures may name in their own `deliveries`."""
    declaration: Statement
    consent: Statement


@dataclass(frozen=True)
class Catalogue:
    """All procedures of a folder in every version, with the lists, life events and statements that they share."""

    procedures: tuple[Procedure, ...]
    life_events: tuple[LifeEvent, ...]
    lists: Mapping[str, tuple[Option, ...]]
    declaration: Statement
    consent: Statement

    def valid_on(self, on: date) -> Catalogue:
        """The catalogue with only the procedures in force on that day."""
        return replace(self, procedures=tuple(p for p in self.procedures if p.in_force(on)))

    def offered_on(self, on: date, channel: Channel) -> Catalogue:
        """The catalogue with only what may be begun in this channel on that day: in force, and with a fee."""
        valid = self.valid_on(on)
        return replace(valid, procedures=tuple(p for p in valid.procedures if p.fee_rule(channel, on) is not None))

    def procedure(self, code: str, on: date) -> Procedure | None:
        """The version of this procedure that is in force on that day; None when there is none.

        The first day of a version names that version, also after its last day.
        """
        return next((p for p in self.procedures if p.code == code and p.in_force(on)), None)

    def of_life_event(self, event: str) -> tuple[Procedure, ...]:
        """The procedures that belong to a life event, in the catalogue's order."""
        return tuple(p for p in self.procedures if event in p.life_events)


def load_procedures(folder: Path, letters: frozenset[str] | None = None) -> Catalogue | tuple[ConfigFault, ...]:
    """Read every *.toml of the folder and its shared/ beside them; all faults at once, never half a catalogue.

    letters: the centre's lines; a procedure that queues for another one is a fault. None: not looked at.
    """
    from config.procedure_reader import read_catalogue

    return read_catalogue(folder, letters)
