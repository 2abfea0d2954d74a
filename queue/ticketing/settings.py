"""The hub's rules from the centre's configuration. The only place of the hub that reads config."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from config.centre import Centre, Line, load_centre
from config.faults import ConfigFault
from config.queue_rules import WEEKDAYS, Appointments, Calling, ExpressProgramme
from config.working_calendar import WorkingCalendar
from ticketing.domain.answers import StaffRole
from ticketing.domain.booking import AppointmentRule
from ticketing.domain.express import ExpressRule
from ticketing.domain.opening import ALWAYS_OPEN, LineOpening, Window
from ticketing.domain.rules import CentreRules, CounterRule, LineRule, PriorityRule, StaffRule, Terms


def rules_of(centre: Centre) -> CentreRules:
    """What the hub needs of a centre."""
    return CentreRules(
        centre_id=centre.id,
        timezone=centre.zone,
        lines=tuple(
            LineRule(line.letter, line.minutes_per_visit, _opening_of(centre, line), line.valid_from, line.valid_to)
            for line in centre.lines
        ),
        counters=tuple(
            CounterRule(one.number, one.lines, dict(one.weights), tuple((rest.start, rest.end) for rest in one.breaks))
            for one in centre.counters
        ),
        staff=tuple(StaffRule(one.id, one.name, StaffRole(one.role), one.pin_hash) for one in centre.staff),
        terms=_terms_of(centre.calling),
        priority_classes=tuple(PriorityRule(one.code, one.valid_from, one.valid_to) for one in centre.priority_classes),
        express=tuple(_express_of(one) for one in centre.express),
        appointments=None if centre.appointments is None else _appointments_of(centre.appointments),
    )


def read_rules(folder: Path) -> CentreRules | tuple[ConfigFault, ...]:
    """Read the configuration folder; all faults at once."""
    centre = load_centre(folder)
    return rules_of(centre) if isinstance(centre, Centre) else centre


def _opening_of(centre: Centre, line: Line) -> LineOpening:
    if centre.numbers.given == "always":
        return ALWAYS_OPEN
    calendar = WorkingCalendar(centre, line.hours)

    @lru_cache(maxsize=128)
    def shifts(day: date) -> tuple[Window, ...]:
        return tuple((shift.start, shift.end) for shift in calendar.shifts(day)) if line.valid_on(day) else ()

    return LineOpening(
        shifts=shifts,
        before_opening_min=centre.numbers.before_opening_min,
        last_before_close_min=line.last_number_before_close_min,
        notice_min=centre.numbers.notice_min,
        daily_cap=line.daily_cap,
    )


def _terms_of(calling: Calling) -> Terms:
    return Terms(
        held_min=calling.held_min,
        return_within_min=calling.return_within_min,
        priority_run=calling.priority_run,
        calls_before_absent=calling.calls_before_absent,
        seconds_between_calls=calling.seconds_between_calls,
        undo_s=calling.undo_s,
        session_hours=calling.session_hours,
    )


def _express_of(programme: ExpressProgramme) -> ExpressRule:
    return ExpressRule(
        id=programme.id,
        name=programme.name,
        weekday=WEEKDAYS.index(programme.weekday),
        lines=frozenset(programme.lines),
        procedures=frozenset(programme.procedures),
        promise_min=programme.promise_min,
        warn_min=programme.warn_min,
        valid_from=programme.valid_from,
        valid_to=programme.valid_to,
    )


def _appointments_of(terms: Appointments) -> AppointmentRule:
    return AppointmentRule(
        days_ahead=terms.days_ahead,
        per_person_per_day=terms.per_person_per_day,
        slot_min=terms.slot_min,
        per_slot=terms.per_slot,
        check_in_before_min=terms.check_in_before_min,
        late_min=terms.late_min,
        lines=frozenset(terms.lines) or None,
    )
