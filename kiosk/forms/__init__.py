"""Rules, walk, prefill, summary: pure, no Qt."""

from kiosk.forms.checking import Fault, check, check_all
from kiosk.forms.fees import FILED_HERE, Fee, fee
from kiosk.forms.finding import find_procedures
from kiosk.forms.papers import ChecklistItem, checklist
from kiosk.forms.prefilling import prefill
from kiosk.forms.summing_up import SummaryRow, SummarySection, summary
from kiosk.forms.walking import FormPage, confirm, delivery_page, filed_answers, options, put, visible_answers, walk

__all__ = [
    "FILED_HERE",
    "ChecklistItem",
    "Fault",
    "Fee",
    "FormPage",
    "SummaryRow",
    "SummarySection",
    "check",
    "check_all",
    "checklist",
    "confirm",
    "delivery_page",
    "fee",
    "filed_answers",
    "find_procedures",
    "options",
    "prefill",
    "put",
    "summary",
    "visible_answers",
    "walk",
]
