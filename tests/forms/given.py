"""What tests of the forms are given."""

from __future__ import annotations

from kiosk.domain.draft import Answer


def typed(**values: str | int) -> dict[str, Answer]:
    """Answers that a person wrote, by field."""
    return {field: Answer(value) for field, value in values.items()}
