"""Whether a condition holds, given only the answers that are visible."""

from __future__ import annotations

from collections.abc import Mapping

from config.procedures import Condition
from kiosk.domain.draft import Answer


def holds(condition: Condition | None, visible: Mapping[str, Answer]) -> bool:
    """Whether the condition is met. `visible` holds no answer of a hidden question; no condition always holds."""
    if condition is None:
        return True
    if condition.all:
        return all(holds(part, visible) for part in condition.all)
    if condition.any:
        return any(holds(part, visible) for part in condition.any)
    answer = visible.get(condition.field or "")
    given = answer is not None and answer.value != ""
    if condition.answered is not None:
        return given == condition.answered
    if answer is None or not given:
        return False
    if condition.is_one_of:
        return str(answer.value) in condition.is_one_of
    return str(answer.value) not in condition.is_none_of
