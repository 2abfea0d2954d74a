"""Whether a page or question can be seen at all: conditions tried against every answer that matters to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from config.procedures import Condition, Procedure, Question

# More cases than this are not tried; a form that needs more is too hard for people too.
MAX_CASES: Final = 20_000
_SOMETHING_ELSE: Final = "\0something else"


def guards(procedure: Procedure) -> dict[str, tuple[Condition, ...]]:
    """For every question of the form: the conditions under which it is asked (its section's, page's and own)."""
    return {
        question.id: tuple(when for when in (section.when, page.when, question.when) if when is not None)
        for section, page in procedure.pages()
        for question in page.questions
    }


def can_hold(conditions: tuple[Condition, ...], procedure: Procedure) -> bool:
    """Whether some answers make all conditions hold, hidden questions answering nothing. True beyond MAX_CASES."""
    guarded = guards(procedure)
    questions = {question.id: question for question in procedure.questions()}
    fields = _fields_behind(conditions, guarded)
    tests = [*conditions, *(when for field in fields for when in guarded.get(field, ()))]
    choices = [_answers_that_matter(questions[field], tests) for field in fields if field in questions]
    cases = 1
    for choice in choices:
        cases *= len(choice)
        if cases > MAX_CASES:
            return True
    names = [field for field in fields if field in questions]
    return any(_all_hold(conditions, dict(zip(names, case, strict=True)), guarded) for case in product(*choices))


def first_cycle(guarded: Mapping[str, tuple[Condition, ...]]) -> tuple[str, ...]:
    """Questions that wait for each other, in a ring, or ()."""
    done: set[str] = set()

    def visit(field: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if field in way:
            return way[way.index(field) :]
        if field in done:
            return ()
        for when in guarded.get(field, ()):
            for other in sorted(when.fields()):
                ring = visit(other, (*way, field))
                if ring:
                    return ring
        done.add(field)
        return ()

    return next((ring for field in guarded if (ring := visit(field, ()))), ())


def _fields_behind(conditions: tuple[Condition, ...], guarded: Mapping[str, tuple[Condition, ...]]) -> list[str]:
    """The fields that the conditions look at, and those that decide whether these are asked, deciders first."""
    found: list[str] = []

    def visit(condition: Condition) -> None:
        for field in sorted(condition.fields()):
            if field not in found:
                for when in guarded.get(field, ()):
                    visit(when)
                found.append(field)

    for condition in conditions:
        visit(condition)
    return found


def _answers_that_matter(question: Question, tests: list[Condition]) -> list[str | None]:
    """Not answered, each value that a test names and the question offers, and one value that no test names."""
    named = {value for test in tests for part in _leaves(test) if part.field == question.id for value in _values(part)}
    offered = {option.value for option in question.options}
    if not offered:
        return [None, *sorted(named), _SOMETHING_ELSE]
    rest = [_SOMETHING_ELSE] if offered - named else []
    return [None, *sorted(named & offered), *rest]


def _values(condition: Condition) -> tuple[str, ...]:
    return condition.is_one_of + condition.is_none_of


def _leaves(condition: Condition) -> Iterator[Condition]:
    if condition.field is not None:
        yield condition
    for part in condition.all + condition.any:
        yield from _leaves(part)


def _all_hold(
    conditions: tuple[Condition, ...], case: Mapping[str, str | None], guarded: Mapping[str, tuple[Condition, ...]]
) -> bool:
    visible: dict[str, str] = {}
    for field, value in case.items():
        if value is not None and all(_holds(when, visible) for when in guarded.get(field, ())):
            visible[field] = value
    return all(_holds(condition, visible) for condition in conditions)


def _holds(condition: Condition, visible: Mapping[str, str]) -> bool:
    """The same truth as kiosk.forms.conditions.holds, on bare values (config may not import the kiosk)."""
    if condition.all:
        return all(_holds(part, visible) for part in condition.all)
    if condition.any:
        return any(_holds(part, visible) for part in condition.any)
    value = visible.get(condition.field or "")
    if condition.answered is not None:
        return (value is not None) == condition.answered
    if value is None:
        return False
    return value in condition.is_one_of if condition.is_one_of else value not in condition.is_none_of
