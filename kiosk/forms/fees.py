"""What the procedure costs in a channel on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from config.procedures import Channel, Procedure
from config.texts import Text
from kiosk.domain.draft import Answer
from kiosk.forms.walking import visible_answers

FILED_HERE: Final[Channel] = "online"
"""Filed electronically with help at the centre: for fees and for the city's shares that is online filing."""


@dataclass(frozen=True)
class Fee:
    """An amount in whole đồng, how it comes about, and the rule it rests on."""

    amount_vnd: int
    explanation: Text
    basis: Text


def fee(procedure: Procedure, answers: Mapping[str, Answer], channel: Channel, on: date) -> Fee | None:
    """The fee; None where no rule holds on that day. A count that is not answered yet counts as one."""
    rule = procedure.fee_rule(channel, on)
    if rule is None:
        return None
    times = _count(visible_answers(procedure, answers).get(rule.times)) if rule.times else 1
    return Fee(rule.amount_vnd * times, rule.explanation, rule.basis)


def _count(answer: Answer | None) -> int:
    if answer is None or isinstance(answer.value, bool):
        return 1
    if isinstance(answer.value, int):
        return max(answer.value, 1)
    digits = answer.value.isascii() and answer.value.isdigit() and len(answer.value) <= 9
    return max(int(answer.value), 1) if digits else 1
