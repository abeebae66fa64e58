"""What there is to say about actions apart from what they do: their last day, their reason, their owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mockdown import codes
from mockdown.diagnostics import Report
from mockdown.overlay.model import Step


def tell_actions(steps: Sequence[Step], today: date, report: Report) -> None:
    """Report actions that have run out, and those that do not say why they are there or whom to ask.

    An action that has run out is applied all the same: what is built depends on files, not on the day.
    """
    for step in steps:
        _tell_expired(step, today, report)
        missing = [
            name
            for name, value in (("x-reason", step.action.reason), ("x-owner", step.action.owner))
            if not (value or "").strip()
        ]
        if missing:
            message = f"the action has no {' and no '.join(f'`{name}`' for name in missing)}"
            help_ = "say why the description must differ from the pages, and who knows"
            report(step.complain(codes.OVL402, message, help_, at=""))


def _tell_expired(step: Step, today: date, report: Report) -> None:
    expires = step.action.expires
    if expires is not None and expires < today:
        owner = f", says {step.action.owner}" if step.action.owner else ""
        message = f"the action was to be needed until {expires.isoformat()}{owner}; it is still applied"
        help_ = "mend the pages and delete the action, or give it another day"
        report(step.complain(codes.OVL401, message, help_, at="/x-expires"))
