"""Which papers this citizen's case needs, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from config.procedures import Procedure, RequiredDocument
from config.texts import Text
from kiosk.domain.draft import Answer
from kiosk.forms.conditions import holds
from kiosk.forms.walking import visible_answers

_NOT_NEEDED: Final = Text("Không cần với trường hợp ông/bà đã khai.", "Not needed in the case that you described.")


@dataclass(frozen=True)
class ChecklistItem:
    """A document, whether this case needs it, and the sentence that says why or why not."""

    document: RequiredDocument
    needed: bool
    reason: Text


def checklist(procedure: Procedure, answers: Mapping[str, Answer]) -> tuple[ChecklistItem, ...]:
    """Every document of the procedure, in order. Optional ones count as needed when their case applies."""
    visible = visible_answers(procedure, answers)
    items = []
    for document in procedure.documents:
        needed = holds(document.when, visible)
        items.append(ChecklistItem(document, needed, document.reason if needed else _NOT_NEEDED))
    return tuple(items)
