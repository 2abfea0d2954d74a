"""The hub's rules from the centre's configuration. The only place of the hub that reads config."""

from __future__ import annotations

from pathlib import Path

from config.centre import Centre, load_centre
from config.faults import ConfigFault
from ticketing.domain.answers import StaffRole
from ticketing.domain.rules import CentreRules, CounterRule, LineRule, StaffRule


def rules_of(centre: Centre) -> CentreRules:
    """What the hub needs of a centre."""
    return CentreRules(
        centre_id=centre.id,
        timezone=centre.zone,
        lines=tuple(LineRule(line.letter, line.minutes_per_visit) for line in centre.lines),
        counters=tuple(CounterRule(counter.number, tuple(counter.lines)) for counter in centre.counters),
        staff=tuple(StaffRule(one.id, one.name, StaffRole(one.role), one.pin_hash) for one in centre.staff),
    )


def read_rules(folder: Path) -> CentreRules | tuple[ConfigFault, ...]:
    """Read the configuration folder; all faults at once."""
    centre = load_centre(folder)
    return rules_of(centre) if isinstance(centre, Centre) else centre
